/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/record.c -- the tables of all objects, found by id in one hash table.
 */
#include "simulator/inside.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 1024
#define NUMBER_LETTERS 7

static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

static void *grow(void *items, size_t *capacity, size_t size)
{
	void *larger;

	*capacity = *capacity == 0 ? 64 : *capacity * 2;
	larger = realloc(items, *capacity * size);
	if (larger == NULL)
		abort();
	return larger;
}

static size_t hash_of(const char *id)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (; *id != '\0'; id++)
		hash = (hash ^ (unsigned char)*id) * UINT64_C(1099511628211);
	return (size_t)(hash ^ (hash >> 29));
}

/* The slot of an id: its record's, or the empty one where it would stand. */
static size_t slot_of(const struct simulator *sim, const char *id)
{
	size_t slot = hash_of(id) & (sim->slot_count - 1);

	while (sim->slots[slot] != NULL && strcmp(sim->slots[slot]->id, id) != 0)
		slot = (slot + 1) & (sim->slot_count - 1);
	return slot;
}

static void rehash(struct simulator *sim)
{
	struct record **old = sim->slots;
	size_t old_count = sim->slot_count;

	sim->slot_count = old_count == 0 ? SLOTS_FIRST : old_count * 2;
	sim->slots = calloc(sim->slot_count, sizeof *sim->slots);
	if (sim->slots == NULL)
		abort();
	for (size_t i = 0; i < old_count; i++)
		if (old[i] != NULL)
			sim->slots[slot_of(sim, old[i]->id)] = old[i];
	free(old);
}

struct record *sim_record_find(const struct simulator *sim, const char *id)
{
	struct record *record = sim->slot_count > 0 ? sim->slots[slot_of(sim, id)] : NULL;

	return record != NULL && record->value != NULL ? record : NULL;
}

struct json *sim_record_get(const struct simulator *sim, enum kind kind, const char *id)
{
	struct record *record = sim_record_find(sim, id);

	return record != NULL && record->kind == kind ? record->value : NULL;
}

static void mark(struct simulator *sim, struct record *record)
{
	if (record->is_dirty)
		return;
	record->is_dirty = true;
	if (sim->dirty_count == sim->dirty_capacity)
		sim->dirty = grow(sim->dirty, &sim->dirty_capacity, sizeof *sim->dirty);
	sim->dirty[sim->dirty_count++] = record;
}

void sim_touch(struct simulator *sim, const struct json *value)
{
	struct record *record = sim_record_find(sim, sim_get_text(value, "id"));

	assert(record != NULL);
	mark(sim, record);
}

/* Adds a record, without a value, at the end of its table. */
static struct record *add(struct simulator *sim, enum kind kind, const char *id)
{
	struct table *table = &sim->tables[kind];
	struct record *record = calloc(1, sizeof *record);

	if (record == NULL || (record->id = str_dup(id)) == NULL)
		abort();
	record->kind = kind;
	if (table->count == table->capacity)
		table->records = grow(table->records, &table->capacity, sizeof *table->records);
	table->records[table->count++] = record;
	if (sim->slot_used * 2 >= sim->slot_count)
		rehash(sim);
	sim->slots[slot_of(sim, id)] = record;
	sim->slot_used++;
	return record;
}

struct json *sim_record_put(struct simulator *sim, enum kind kind, struct json *value)
{
	const char *id = sim_get_text(value, "id");
	struct record *record = sim->slot_count > 0 ? sim->slots[slot_of(sim, id)] : NULL;

	assert(id[0] != '\0');
	if (record == NULL)
		record = add(sim, kind, id);
	if (record->value != value)
		json_free(record->value);
	record->value = value;
	mark(sim, record);
	return value;
}

void sim_record_delete(struct simulator *sim, const char *id)
{
	struct record *record = sim_record_find(sim, id);

	if (record == NULL)
		return;
	json_free(record->value);
	record->value = NULL;
	mark(sim, record);
}

void sim_record_done(struct simulator *sim)
{
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		struct table *table = &sim->tables[kind];

		for (size_t i = 0; i < table->count; i++) {
			json_free(table->records[i]->value);
			free(table->records[i]->id);
			free(table->records[i]);
		}
		free(table->records);
	}
	free(sim->slots);
	free(sim->dirty);
}

void sim_new_id(struct simulator *sim, const char *prefix, char ret_id[ID_SIZE])
{
	char number[NUMBER_LETTERS + 1], noise[9];
	int64_t value = sim->next_number++;

	for (int i = NUMBER_LETTERS - 1; i >= 0; i--, value /= 62)
		number[i] = letters[value % 62];
	number[NUMBER_LETTERS] = '\0';
	for (size_t i = 0; i < sizeof noise - 1; i++)
		noise[i] = letters[random_below(&sim->random, 62)];
	noise[sizeof noise - 1] = '\0';
	str_format(ret_id, ID_SIZE, "%s3S%s%s", prefix, number, noise);
}
