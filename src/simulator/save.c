/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/save.c -- the state as JSON lines: [kind, value], the last one of an id counts.
 */
#include "simulator/inside.h"

#include <string.h>

static void write_record(struct str *lines, const struct record *record)
{
	if (record->value == NULL) {
		struct json *id = json_new_text(record->id);

		str_addf(lines, "[%d,", (int)record->kind);
		sim_write_value(lines, id);
		json_free(id);
	} else {
		str_addf(lines, "[%d,", (int)record->kind);
		sim_write_value(lines, record->value);
	}
	str_add(lines, "]\n");
}

static void keep_meta(struct simulator *sim)
{
	struct json *meta = sim_form_new("{'id':'meta'}");

	sim_set_int(meta, "next_number", sim->next_number);
	sim_set_int(meta, "offset_ms", sim->offset_ms);
	sim_record_put(sim, KIND_META, meta);
}

void simulator_save(struct simulator *sim, bool is_all, struct str *ret_lines)
{
	if (!is_all && sim->dirty_count == 0)
		return;
	keep_meta(sim);
	for (int kind = 0; is_all && kind < KIND_COUNT; kind++)
		for (size_t i = sim->tables[kind].first; i < sim->tables[kind].count; i++)
			if (sim->tables[kind].records[i]->value != NULL)
				write_record(ret_lines, sim->tables[kind].records[i]);
	for (size_t i = 0; i < sim->dirty_count; i++) {
		if (!is_all)
			write_record(ret_lines, sim->dirty[i]);
		sim->dirty[i]->is_dirty = false;
	}
	sim->dirty_count = 0;
}

static enum err load_line(struct simulator *sim, const char *text, size_t len)
{
	struct json *line = json_parse(text, len), *value;
	int64_t kind = json_int(json_at(line, 0), -1);

	value = json_at(line, 1);
	if (kind <= KIND_NONE || kind >= KIND_COUNT || value == NULL) {
		json_free(line);
		return ERR_DATA;
	}
	if (json_text(value, NULL) != NULL)
		sim_record_delete(sim, json_text(value, ""));
	else if (sim_get_text(value, "id")[0] != '\0')
		sim_record_put(sim, (enum kind)kind, json_dup(value));
	json_free(line);
	return ERR_OK;
}

static void take_meta(struct simulator *sim)
{
	const struct json *meta = sim_record_get(sim, KIND_META, "meta");
	struct random fresh;

	if (meta == NULL)
		return;
	sim->next_number = sim_get_int(meta, "next_number");
	sim->offset_ms = sim_get_int(meta, "offset_ms");
	random_init_seed(&fresh, random_bits(&sim->random) ^ (uint64_t)sim->next_number);
	sim->random = fresh;
	sim->next_expiry_s = 0;
}

enum err simulator_load(struct simulator *sim, const char *lines, size_t len)
{
	size_t start = 0;

	for (size_t i = 0; i < len; i++) {
		if (lines[i] != '\n')
			continue;
		if (load_line(sim, lines + start, i - start) != ERR_OK)
			return ERR_DATA;
		start = i + 1;
	}
	for (size_t i = 0; i < sim->dirty_count; i++)
		sim->dirty[i]->is_dirty = false;
	sim->dirty_count = 0;
	take_meta(sim);
	return ERR_OK;
}
