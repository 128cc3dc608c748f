/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor_data.c -- what the floor shows: tables, open bills and what they owe.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "locale/date.h"
#include "locale/fold.h"
#include "screen/floor.h"
#include "service/bill.h"

#define MINUTE_MS INT64_C(60000)

void floor_free(struct floor *floor)
{
	if (floor == NULL)
		return;
	free(floor->rooms);
	free(floor->tables);
	free(floor->bills);
	free(floor->spots);
	free(floor->expected);
	free(floor->people);
	free(floor);
}

static enum err load_tables(struct floor *floor)
{
	struct floor_room *rooms = calloc(FLOOR_ROOMS_MAX, sizeof *rooms);
	struct floor_table *tables = calloc(FLOOR_TABLES_MAX, sizeof *tables);
	struct db *db = floor->till->app->db;
	struct floor_spot *spots = calloc(FLOOR_TABLES_MAX, sizeof *spots);
	int n_rooms = 0, n_tables = 0;
	enum err err = rooms != NULL && tables != NULL && spots != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK)
		err = store_room_list(db, rooms, FLOOR_ROOMS_MAX, &n_rooms);
	if (err == ERR_OK)
		err = store_table_list(db, tables, FLOOR_TABLES_MAX, &n_tables);
	if (err != ERR_OK) {
		free(rooms);
		free(tables);
		free(spots);
		return err;
	}
	free(floor->rooms);
	free(floor->tables);
	free(floor->spots);
	floor->spots = spots;
	floor->rooms = rooms;
	floor->tables = tables;
	floor->n_rooms = n_rooms;
	floor->n_tables = n_tables;
	if (floor->room >= n_rooms)
		floor->room = 0;
	return ERR_OK;
}

/* What a bill owes: as known when it has not changed since, else computed. */
static enum err due_of(const struct floor *floor, struct floor_bill *bill)
{
	for (int i = 0; i < floor->n_bills; i++)
		if (floor->bills[i].head.id == bill->head.id &&
		    floor->bills[i].head.version == bill->head.version) {
			bill->due_minor = floor->bills[i].due_minor;
			return ERR_OK;
		}
	return bill_due(floor->till->app->db, bill->head.id, &bill->due_minor);
}

static enum err load_bills(struct floor *floor)
{
	struct bill_head *heads = calloc(BILL_OPEN_MAX, sizeof *heads);
	struct floor_bill *bills = NULL;
	int n = 0;
	enum err err = heads == NULL ? ERR_MEMORY
				     : store_bill_open_list(floor->till->app->db, heads,
							    BILL_OPEN_MAX, &n);

	if (err == ERR_OK) {
		bills = calloc((size_t)n + 1, sizeof *bills);
		err = bills == NULL ? ERR_MEMORY : ERR_OK;
	}
	for (int i = 0; err == ERR_OK && i < n; i++) {
		bills[i].head = heads[i];
		err = due_of(floor, &bills[i]);
	}
	free(heads);
	if (err != ERR_OK) {
		free(bills);
		return err;
	}
	free(floor->bills);
	floor->bills = bills;
	floor->n_bills = n;
	return ERR_OK;
}

/* Today's reservations, and the names of the people: read whole, they are few. */
static enum err load_people(struct floor *floor)
{
	const struct app *app = floor->till->app;
	enum err err = ERR_OK;

	if (floor->expected == NULL)
		floor->expected = calloc(RESERVATION_LIST_MAX, sizeof *floor->expected);
	if (floor->people == NULL)
		floor->people = calloc(STAFF_LIST_MAX, sizeof *floor->people);
	if (floor->expected == NULL || floor->people == NULL)
		return ERR_MEMORY;
	err = store_reservation_list(app->db, app->property.business_date, floor->expected,
				     RESERVATION_LIST_MAX, &floor->n_expected);
	return err == ERR_OK ? store_staff_list(app->db, floor->people, STAFF_LIST_MAX,
						&floor->n_people)
			     : err;
}

const struct reservation *floor_expected(const struct floor *floor, const struct floor_table *table)
{
	int64_t now_unix_ms = clock_unix_ms(floor->till->app->clock);

	for (int i = 0; i < floor->n_expected; i++) {
		const struct reservation *one = &floor->expected[i];
		int64_t in_ms;

		if (one->state != RESERVATION_EXPECTED || one->dining_table != table->id)
			continue;
		in_ms = reserve_at_unix_ms(floor->till->app, one) - now_unix_ms;
		if (in_ms <= FLOOR_EXPECTED_MIN * MINUTE_MS && in_ms >= -FLOOR_LATE_MIN * MINUTE_MS)
			return one;
	}
	return NULL;
}

char *floor_time_text(const struct floor *floor, const struct draw *draw,
		      const struct reservation *reservation, char into[DATE_TEXT_SIZE])
{
	return date_time_text(draw->zone, &draw->number,
			      reserve_at_unix_ms(floor->till->app, reservation), into);
}

bool floor_is_elsewhere(const struct floor *floor, const struct floor_bill *bill)
{
	return bill->head.holder != 0 && bill->head.holder != floor->till->app->station;
}

const char *floor_person(const struct floor *floor, int64_t staff)
{
	for (int i = 0; i < floor->n_people; i++)
		if (floor->people[i].id == staff)
			return floor->people[i].name;
	return "";
}

const struct floor_bill *floor_bill_by_id(const struct floor *floor, int64_t bill)
{
	for (int i = 0; i < floor->n_bills; i++)
		if (floor->bills[i].head.id == bill)
			return &floor->bills[i];
	return NULL;
}

/* The bill of the place chosen; 0: none. */
static int64_t chosen_bill(const struct floor *floor)
{
	struct floor_place place = { NULL, NULL };

	if (floor->place >= 0)
		place = floor_place(floor, floor->place);
	return place.bill != NULL ? place.bill->head.id : 0;
}

/* A bill that was paid takes the choice with it: one Enter more opens nothing. */
static void forget_closed(struct floor *floor, int64_t chosen)
{
	bool is_gone = floor->shown != 0 && floor_bill_by_id(floor, floor->shown) == NULL;

	if (is_gone)
		floor->shown = 0;
	if (is_gone || (chosen != 0 && floor_bill_by_id(floor, chosen) == NULL))
		floor->place = -1;
}

/* A party that went to another table takes the choice with it: its old table is others'. */
static void follow_moved(struct floor *floor)
{
	const struct floor_bill *bill =
		floor->shown != 0 ? floor_bill_by_id(floor, floor->shown) : NULL;

	if (bill == NULL || bill->head.dining_table == floor->shown_at)
		return;
	floor->shown_at = bill->head.dining_table;
	floor_stand_at(floor, bill);
}

static enum err load_in(struct db *db, void *arg)
{
	struct floor *floor = arg;
	int64_t chosen = chosen_bill(floor);
	enum err err = load_tables(floor);

	(void)db;

	if (err == ERR_OK)
		err = load_bills(floor);
	if (err == ERR_OK)
		err = load_people(floor);
	if (err == ERR_OK)
		err = work_count(floor->till->app, &floor->work);
	if (err == ERR_OK) {
		forget_closed(floor, chosen);
		follow_moved(floor);
	}
	if (floor->place >= floor_places(floor))
		floor->place = floor_places(floor) - 1;
	if (err == ERR_OK)
		floor_lay(floor);
	return err;
}

enum err floor_load(struct floor *floor)
{
	return db_consistently(floor->till->app->db, load_in, floor);
}

bool floor_is_shown(const struct floor *floor, const struct floor_table *table)
{
	return floor->n_rooms > 0 && table->room == floor->rooms[floor->room].id;
}

int floor_tables(const struct floor *floor)
{
	int n = 0;

	for (int i = 0; i < floor->n_tables; i++)
		n += floor_is_shown(floor, &floor->tables[i]);
	return n;
}

int floor_places(const struct floor *floor)
{
	int n = floor_tables(floor);

	for (int i = 0; i < floor->n_bills; i++)
		n += floor->bills[i].head.dining_table == 0;
	return n;
}

struct floor_place floor_place(const struct floor *floor, int i)
{
	for (int t = 0; t < floor->n_tables; t++)
		if (floor_is_shown(floor, &floor->tables[t]) && i-- == 0)
			return (struct floor_place){ &floor->tables[t],
						     floor_bill(floor, &floor->tables[t]) };
	for (int b = 0; b < floor->n_bills; b++)
		if (floor->bills[b].head.dining_table == 0 && i-- == 0)
			return (struct floor_place){ NULL, &floor->bills[b] };
	return (struct floor_place){ NULL, NULL };
}

const struct floor_table *floor_table(const struct floor *floor, int64_t number)
{
	for (int i = 0; i < floor->n_tables; i++)
		if (floor->tables[i].number == number)
			return &floor->tables[i];
	return NULL;
}

const struct floor_bill *floor_bill(const struct floor *floor, const struct floor_table *table)
{
	for (int i = 0; i < floor->n_bills; i++)
		if (floor->bills[i].head.dining_table == table->id)
			return &floor->bills[i];
	return NULL;
}

int floor_find(const struct floor *floor, const char *letters, int *ret_bills, int max)
{
	char key[BILL_NAME_SIZE * 2], query[BILL_NAME_SIZE * 2];
	int n = 0, n_whole = 0;

	(void)fold_key(query, sizeof query, letters);
	for (int i = 0; i < floor->n_bills && query[0] != '\0'; i++) {
		bool is_whole;

		(void)fold_key(key, sizeof key, floor->bills[i].head.name);
		is_whole = str_equal(key, query);
		if (is_whole && n_whole++ == 0)
			n = 0;
		else if (n_whole > 0 && !is_whole)
			continue;
		if (n < max && key[0] != '\0' && fold_matches(key, query))
			ret_bills[n++] = i;
	}
	return n;
}

const struct floor_bill *floor_bill_named(const struct floor *floor, const char *name)
{
	char key[BILL_NAME_SIZE * 2], wanted[BILL_NAME_SIZE * 2];

	(void)fold_key(wanted, sizeof wanted, name);
	for (int i = 0; i < floor->n_bills && wanted[0] != '\0'; i++) {
		(void)fold_key(key, sizeof key, floor->bills[i].head.name);
		if (str_equal(key, wanted))
			return &floor->bills[i];
	}
	return NULL;
}

void floor_new_name(const struct floor *floor, const char *word, char *into, size_t size)
{
	str_copy(into, size, word);
	for (int i = 2; floor_bill_named(floor, into) != NULL; i++)
		str_format(into, size, "%s %d", word, i);
}
