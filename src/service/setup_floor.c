/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/setup_floor.c -- the acts that set up tables, stations and foreign cash.
 */
#include "base/str.h"
#include "core/entry.h"
#include "service/setup.h"
#include "store/store_bill.h"

/* A table with an open bill stays on the floor: the bill could not be found any more. */
static enum err check_free(struct tx *tx, int64_t number)
{
	struct floor_table table;
	int64_t bill;
	enum err err = store_table_by_number(tx->db, number, &table);

	if (err == ERR_OK)
		err = store_bill_at_table(tx->db, table.id, &bill);
	if (err == ERR_OK)
		return ERR_STATE;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err table_in(struct tx *tx, void *arg)
{
	const struct setup_table *put = arg;
	struct floor_table table = { 0 };
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err == ERR_OK && !put->is_active)
		err = check_free(tx, put->number);
	if (err == ERR_OK) {
		err = store_table_by_number(tx->db, put->number, &table);
		err = err == ERR_NOT_FOUND ? ERR_OK : err;
	}
	table.number = put->number;
	table.seats = put->seats;
	if (put->plan_row >= 0) {
		table.plan_row = put->plan_row;
		table.plan_column = put->plan_column;
	}
	if (err == ERR_OK)
		err = store_room_put(tx, put->room, &table.room);
	if (err == ERR_OK)
		err = store_table_put(tx, &table, put->is_active);
	return err;
}

static bool is_on_plan(int64_t row, int64_t column)
{
	return row >= 0 && row <= FLOOR_PLAN_MAX && column >= 0 && column <= FLOOR_PLAN_MAX &&
	       (row == 0) == (column == 0);
}

enum err setup_table(struct app *app, const struct act *act, const struct setup_table *table)
{
	struct setup_table put = *table;
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = app_name_check(put.room, MENU_NAME_SIZE);

	if (err == ERR_OK && (put.number < 1 || put.number > 99999 || put.seats < 1 ||
			      put.seats > 999))
		err = ERR_RANGE;
	if (err == ERR_OK && put.plan_row != -1 && !is_on_plan(put.plan_row, put.plan_column))
		err = ERR_RANGE;
	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "table-put", 0, &hash);
	hash_int(&hash, put.number);
	hash_int(&hash, put.seats);
	hash_int(&hash, put.is_active);
	hash_int(&hash, put.plan_row);
	hash_int(&hash, put.plan_column);
	hash_str(&hash, put.room);
	hash_end(&hash, content);
	return act_run(app->db, act, "table-put", content, table_in, &put, NULL);
}

struct table_spot {
	int64_t number, row, column;
};

/* Two tables do not stand in one place. */
static enum err check_spot(struct tx *tx, const struct floor_table *table)
{
	static const char sql[] =
		"SELECT count(*) FROM dining_table WHERE property = $1 AND room = $2 "
		"AND plan_row = $3 AND plan_column = $4 AND id <> $5 AND is_active = 1";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(table->room),
				  V(table->plan_row), V(table->plan_column), V(table->id));

	return err == ERR_OK && n > 0 && table->plan_row > 0 ? ERR_EXISTS : err;
}

static enum err spot_in(struct tx *tx, void *arg)
{
	const struct table_spot *spot = arg;
	struct floor_table table;
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err == ERR_OK)
		err = store_table_by_number(tx->db, spot->number, &table);
	if (err != ERR_OK)
		return err;
	table.plan_row = spot->row;
	table.plan_column = spot->column;
	err = check_spot(tx, &table);
	return err == ERR_OK ? store_table_place(tx, &table) : err;
}

enum err setup_table_place(struct app *app, const struct act *act, int64_t number, int64_t row,
			   int64_t column)
{
	struct table_spot spot = { number, row, column };
	char content[80];

	if (!is_on_plan(row, column))
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld %lld", (long long)number, (long long)row,
		   (long long)column);
	return act_run(app->db, act, "table-place", content, spot_in, &spot, NULL);
}

struct foreign {
	const char *unit;
	int64_t rate_num, rate_den;
};

static enum err foreign_in(struct tx *tx, void *arg)
{
	const struct foreign *foreign = arg;
	char code[TENDER_CODE_SIZE];
	struct tender_type type;
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err != ERR_OK)
		return err;
	str_format(code, sizeof code, "cash-%s", foreign->unit);
	err = store_tender_type_by_code(tx->db, code, &type);
	if (err == ERR_NOT_FOUND)
		return setup_cash_in(tx, foreign->unit, foreign->rate_num, foreign->rate_den,
				     &tx->result);
	if (err != ERR_OK)
		return err;
	tx->result = type.id;
	return store_tender_type_set_rate(tx, type.id, foreign->rate_num, foreign->rate_den);
}

enum err setup_foreign_cash(struct app *app, const struct act *act, const char *unit,
			    int64_t rate_num, int64_t rate_den, int64_t *ret_id)
{
	struct foreign foreign = { unit, rate_num, rate_den };
	char content[64];

	if (money_exponent(unit) < 0 || rate_num < 1 || rate_den < 1 ||
	    rate_num > MONEY_EXCHANGE_MAX || rate_den > MONEY_EXCHANGE_MAX ||
	    str_equal(unit, app->property.currency))
		return ERR_RANGE;
	str_format(content, sizeof content, "%s %lld/%lld", unit, (long long)rate_num,
		   (long long)rate_den);
	return act_run(app->db, act, "foreign-cash", content, foreign_in, &foreign, ret_id);
}

static enum err station_in(struct tx *tx, void *arg)
{
	return store_station_note(tx, tx->station, arg);
}

enum err setup_station(struct app *app, const struct act *act, const char *name)
{
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = app_name_check(name, MENU_NAME_SIZE);

	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "station", 0, &hash);
	hash_str(&hash, name);
	hash_end(&hash, content);
	return act_run(app->db, act, "station", content, station_in, (void *)(uintptr_t)name, NULL);
}
