/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/setup_floor.c -- the acts that set up tables, stations and foreign cash.
 */
#include "base/str.h"
#include "core/entry.h"
#include "service/setup.h"
#include "store/store_bill.h"

struct table_put {
	int64_t number, seats;
	const char *room;
	bool is_active;
};

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
	const struct table_put *put = arg;
	struct floor_table table = { .number = put->number, .seats = put->seats };
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err == ERR_OK && !put->is_active)
		err = check_free(tx, put->number);
	if (err == ERR_OK)
		err = store_room_put(tx, put->room, &table.room);
	if (err == ERR_OK)
		err = store_table_put(tx, &table, put->is_active);
	return err;
}

enum err setup_table(struct app *app, const struct act *act, int64_t number, const char *room,
		     int64_t seats, bool is_active)
{
	struct table_put put = { number, seats, room, is_active };
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = app_name_check(room, MENU_NAME_SIZE);

	if (err == ERR_OK && (number < 1 || number > 99999 || seats < 1 || seats > 999))
		err = ERR_RANGE;
	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "table-put", 0, &hash);
	hash_int(&hash, number);
	hash_int(&hash, seats);
	hash_int(&hash, is_active);
	hash_str(&hash, room);
	hash_end(&hash, content);
	return act_run(app->db, act, "table-put", content, table_in, &put, NULL);
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
