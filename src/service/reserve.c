/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/reserve.c -- the acts on the book of reservations.
 */
#include "service/reserve.h"

#include "base/guard.h"
#include "base/str.h"
#include "base/utf8.h"
#include "locale/date.h"
#include "service/bill.h"
#include "store/store_menu.h"

#define DAY_MIN 1440
#define NIGHT_MIN 300            /* before it a time belongs to the evening before */

/* The digits of a typed time, of whatever script, and how many stood before the sign (-1: none). */
static enum err time_digits(const char *text, int digit[4], int *ret_n, int *ret_sign)
{
	int n = 0, sign = -1;

	while (*text != '\0') {
		uint32_t point = utf8_next(&text);
		int value = guard_digit(point);

		if (value >= 0 && n < 4)
			digit[n++] = value;
		else if ((point == ':' || point == '.') && sign < 0 && n > 0 && n < 3)
			sign = n;
		else
			return ERR_SYNTAX;
	}
	*ret_n = n;
	*ret_sign = sign;
	return n > 0 ? ERR_OK : ERR_SYNTAX;
}

enum err reserve_time_parse(const char *text, int64_t *ret_time_min)
{
	int digit[4], n, sign, before, hour = 0, minute = 0;
	enum err err = time_digits(text, digit, &n, &sign);

	if (err != ERR_OK)
		return err;
	before = sign >= 0 ? sign : n > 2 ? n - 2 : n;
	if (n > before && n - before != 2)
		return ERR_SYNTAX;
	if (sign >= 0 && n == before)
		return ERR_SYNTAX;
	for (int i = 0; i < before; i++)
		hour = hour * 10 + digit[i];
	for (int i = before; i < n; i++)
		minute = minute * 10 + digit[i];
	if (hour > 23 || minute > 59)
		return ERR_RANGE;
	*ret_time_min = hour * 60 + minute + (hour * 60 < NIGHT_MIN ? DAY_MIN : 0);
	return ERR_OK;
}

int64_t reserve_at_unix_ms(const struct app *app, const struct reservation *reservation)
{
	int64_t time_min = reservation->time_min;

	return date_instant_unix_ms(app->zone, reservation->date + (int32_t)(time_min / DAY_MIN),
				    (int)(time_min % DAY_MIN / 60), (int)(time_min % 60));
}

static enum err check(const struct reservation *wanted)
{
	enum err err = app_name_check(wanted->name, RESERVATION_NAME_SIZE);

	if (err == ERR_OK)
		err = app_text_check(wanted->phone, RESERVATION_PHONE_SIZE);
	if (err == ERR_OK)
		err = app_text_check(wanted->note, RESERVATION_NOTE_SIZE);
	if (err == ERR_OK && (wanted->covers < 1 || wanted->covers > BILL_COVERS_MAX ||
			      wanted->time_min < 0 || wanted->time_min >= DAY_MIN + NIGHT_MIN))
		err = ERR_RANGE;
	return err;
}

struct wish {
	struct reservation reservation;
	bool clashes;
};

/* Finds the table, and refuses one that is promised about that time. */
static enum err settle_table(struct tx *tx, struct wish *wish)
{
	struct reservation *wanted = &wish->reservation, other;
	struct floor_table table = { 0 };
	enum err err = ERR_OK;

	if (wanted->table_number != 0)
		err = store_table_by_number(tx->db, wanted->table_number, &table);
	wanted->dining_table = table.id;
	if (err != ERR_OK || table.id == 0 || wish->clashes)
		return err;
	err = store_reservation_clash(tx->db, wanted, RESERVE_APART_MIN, &other);
	if (err == ERR_OK)
		return ERR_CLASH;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err check_room(struct tx *tx, int32_t date)
{
	static const char sql[] =
		"SELECT count(*) FROM reservation WHERE property = $1 AND date = $2";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(date));

	return err == ERR_OK && n >= RESERVATION_LIST_MAX ? ERR_LIMIT : err;
}

static enum err make_in(struct tx *tx, void *arg)
{
	struct wish *wish = arg;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = check_room(tx, wish->reservation.date);
	if (err == ERR_OK)
		err = settle_table(tx, wish);
	if (err == ERR_OK)
		err = store_reservation_insert(tx, &wish->reservation);
	if (err == ERR_OK)
		tx->result = wish->reservation.id;
	return err;
}

static void digest(struct app *app, const char *name, const struct wish *wish,
		   char content[HASH_TEXT_SIZE])
{
	const struct reservation *wanted = &wish->reservation;
	struct hash hash;

	app_digest_begin(app, name, wanted->id, &hash);
	hash_int(&hash, wanted->date);
	hash_int(&hash, wanted->time_min);
	hash_int(&hash, wanted->table_number);
	hash_str(&hash, wanted->name);
	hash_str(&hash, wanted->phone);
	hash_int(&hash, wanted->covers);
	hash_str(&hash, wanted->note);
	hash_int(&hash, wish->clashes);
	hash_end(&hash, content);
}

enum err reserve_make(struct app *app, const struct act *act, const struct reservation *wanted,
		      bool clashes, int64_t *ret_id)
{
	struct wish wish = { *wanted, clashes };
	char content[HASH_TEXT_SIZE];
	enum err err = check(wanted);

	if (err != ERR_OK)
		return err;
	wish.reservation.id = wish.reservation.bill = 0;
	wish.reservation.state = RESERVATION_EXPECTED;
	digest(app, "reserve-make", &wish, content);
	return act_run(app->db, act, "reserve-make", content, make_in, &wish, ret_id);
}

static enum err change_in(struct tx *tx, void *arg)
{
	struct wish *wish = arg;
	struct reservation there;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = store_reservation_load(tx->db, wish->reservation.id, &there);
	if (err == ERR_OK && there.version != wish->reservation.version)
		err = ERR_CHANGED;
	if (err == ERR_OK && there.state != RESERVATION_EXPECTED)
		err = ERR_STATE;
	if (err == ERR_OK)
		err = settle_table(tx, wish);
	if (err != ERR_OK)
		return err;
	wish->reservation.state = there.state;
	wish->reservation.bill = there.bill;
	return store_reservation_write(tx, &wish->reservation);
}

enum err reserve_change(struct app *app, const struct act *act, const struct reservation *wanted,
			bool clashes)
{
	struct wish wish = { *wanted, clashes };
	char content[HASH_TEXT_SIZE];
	enum err err = check(wanted);

	if (err != ERR_OK)
		return err;
	digest(app, "reserve-change", &wish, content);
	return act_run(app->db, act, "reserve-change", content, change_in, &wish, NULL);
}

struct turn {
	int64_t id;
	enum reservation_state state;
	int64_t table_number, covers;
};

/* Were they seated by mistake?  Then their check is closed, and nothing was ever rung on it. */
static enum err check_unseated(struct tx *tx, const struct reservation *there)
{
	static const char sql[] =
		"SELECT count(*) FROM line WHERE property = $1 AND bill = $2 AND kind = 'item'";
	struct bill_head head;
	int64_t n = 0;
	enum err err = store_bill_head(tx->db, there->bill, &head);

	if (err == ERR_OK && head.state != BILL_CLOSED)
		return ERR_STATE;
	if (err == ERR_OK)
		err = db_one_int(tx->db, &n, sql, V(tx->property), V(there->bill));
	return err == ERR_OK && n > 0 ? ERR_STATE : err;
}

/* Guests who sit at their table stay seated; all else can be set right again. */
static enum err state_in(struct tx *tx, void *arg)
{
	const struct turn *turn = arg;
	struct reservation there;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = store_reservation_load(tx->db, turn->id, &there);
	if (err == ERR_OK && turn->state == RESERVATION_SEATED)
		err = ERR_STATE;
	if (err == ERR_OK && there.state == RESERVATION_SEATED)
		err = check_unseated(tx, &there);
	if (err != ERR_OK)
		return err;
	there.state = turn->state;
	there.bill = 0;
	return store_reservation_write(tx, &there);
}

enum err reserve_state(struct app *app, const struct act *act, int64_t id,
		       enum reservation_state state)
{
	struct turn turn = { .id = id, .state = state };
	char content[64];

	str_format(content, sizeof content, "%lld %d", (long long)id, (int)state);
	return act_run(app->db, act, "reserve-state", content, state_in, &turn, NULL);
}

static enum err seat_in(struct tx *tx, void *arg)
{
	const struct turn *turn = arg;
	struct reservation there;
	struct bill_head head;
	int64_t number = turn->table_number;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = store_reservation_load(tx->db, turn->id, &there);
	if (err == ERR_OK && there.state != RESERVATION_EXPECTED)
		err = ERR_STATE;
	if (err == ERR_OK && number == 0)
		number = there.table_number;
	if (err == ERR_OK && number == 0)
		err = ERR_RANGE;
	if (err == ERR_OK)
		err = bill_open_in(tx, "check", number, there.name,
				   turn->covers != 0 ? turn->covers : there.covers, &head);
	if (err != ERR_OK)
		return err;
	there.state = RESERVATION_SEATED;
	there.bill = tx->result = head.id;
	there.dining_table = head.dining_table;
	return store_reservation_write(tx, &there);
}

enum err reserve_seat(struct app *app, const struct act *act, int64_t id, int64_t table_number,
		      int64_t covers, int64_t *ret_bill)
{
	struct turn turn = { .id = id, .table_number = table_number, .covers = covers };
	char content[96];

	if (covers < 0 || covers > BILL_COVERS_MAX)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld #%lld *%lld", (long long)id,
		   (long long)table_number, (long long)covers);
	return act_run(app->db, act, "reserve-seat", content, seat_in, &turn, ret_bill);
}
