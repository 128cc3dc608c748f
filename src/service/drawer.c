/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/drawer.c -- float, blind count, over/short.
 */
#include "service/drawer.h"

#include "base/str.h"
#include "core/entry.h"
#include "store/store_staff.h"

static enum err float_entry(struct tx *tx, const struct drawer_session *session, int64_t *ret_entry)
{
	struct entry entry;
	enum err err;

	entry_begin(&entry);
	err = entry_debit(&entry, entry_account(LEDGER_DRAWER, session->drawer),
			  session->float_minor, session->unit);
	if (err == ERR_OK)
		err = entry_credit(&entry, entry_account(LEDGER_SAFE, 0), session->float_minor,
				   session->unit);
	if (err == ERR_OK)
		err = entry_end(&entry);
	if (err == ERR_OK && entry.n > 0)
		err = store_entry_insert(tx, "float", 0, 0, &entry, ret_entry);
	return err;
}

enum err drawer_open_in(struct tx *tx, const struct property *property, int64_t float_minor)
{
	struct drawer_session session = { .drawer = tx->station, .float_minor = float_minor };
	int64_t entry = 0;
	enum err err;

	str_copy(session.unit, sizeof session.unit, property->currency);
	err = float_entry(tx, &session, &entry);
	if (err == ERR_OK)
		err = store_drawer_session_insert(tx, &session, entry);
	if (err == ERR_OK)
		tx->result = session.id;
	return err;
}

struct opening {
	const struct property *property;
	int64_t float_minor;
};

static enum err open_in(struct tx *tx, void *arg)
{
	const struct opening *opening = arg;
	enum err err = app_allow(tx, PERM_DRAWER, 0);

	return err == ERR_OK ? drawer_open_in(tx, opening->property, opening->float_minor) : err;
}

enum err drawer_open(struct app *app, const struct act *act, int64_t float_minor,
		     int64_t *ret_session)
{
	struct opening opening = { &app->property, float_minor };
	char content[24];

	if (float_minor < 0)
		return ERR_RANGE;
	if (float_minor > DRAWER_AMOUNT_MAX)
		return ERR_OVERFLOW;
	str_format(content, sizeof content, "%lld", (long long)float_minor);
	return act_run(app->db, act, "drawer-open", content, open_in, &opening, ret_session);
}

struct count {
	const struct drawer_piece *pieces;
	int n;
	struct drawer_result result;
};

static enum err counted(const struct count *count, const char *unit, int64_t *ret_minor)
{
	int64_t total = 0, value;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < count->n; i++) {
		const struct drawer_piece *piece = &count->pieces[i];

		if (!str_equal(piece->unit, unit))
			continue;
		err = money_multiply_minor(
			piece->denomination_minor == 0 ? 1 : piece->denomination_minor,
			piece->quantity, &value);
		if (err == ERR_OK)
			err = money_add_minor(total, value, &total);
		if (err == ERR_OK && total > DRAWER_AMOUNT_MAX)
			err = ERR_OVERFLOW;
	}
	if (err == ERR_OK)
		*ret_minor = total;
	return err;
}

/* Counted cash to the safe, the difference to over/short, the drawer to zero. */
static enum err count_entry(struct tx *tx, const struct drawer_session *session, const char *unit,
			    int64_t expected_minor, int64_t counted_minor, int64_t *ret_entry)
{
	struct entry entry;
	enum err err;

	entry_begin(&entry);
	err = entry_debit(&entry, entry_account(LEDGER_SAFE, 0), counted_minor, unit);
	if (err == ERR_OK)
		err = entry_debit(&entry, entry_account(LEDGER_OVER_SHORT, 0),
				  expected_minor - counted_minor, unit);
	if (err == ERR_OK)
		err = entry_credit(&entry, entry_account(LEDGER_DRAWER, session->drawer),
				   expected_minor, unit);
	if (err == ERR_OK)
		err = entry_end(&entry);
	if (err == ERR_OK && entry.n > 0)
		err = store_entry_insert(tx, "count", 0, 0, &entry, ret_entry);
	return err;
}

static enum err close_unit(struct tx *tx, const struct drawer_session *session, const char *unit,
			   struct count *count)
{
	int64_t expected, money, entry = 0;
	enum err err = store_drawer_expected(tx->db, session, unit, &expected);

	if (err == ERR_OK)
		err = counted(count, unit, &money);
	if (err == ERR_OK)
		err = count_entry(tx, session, unit, expected, money, &entry);
	if (err == ERR_OK)
		err = store_drawer_close_insert(tx, session->id, unit, expected, money, entry);
	if (err == ERR_OK) {
		int n = count->result.n++;

		str_copy(count->result.unit[n].unit, MONEY_UNIT_SIZE, unit);
		count->result.unit[n].expected_minor = expected;
		count->result.unit[n].counted_minor = money;
	}
	return err;
}

/* The units taken, and those counted although nothing was taken in them. */
static enum err all_units(struct tx *tx, const struct drawer_session *session,
			  const struct count *count, char units[][MONEY_UNIT_SIZE], int *ret_n)
{
	enum err err = store_drawer_units(tx->db, session, units, DRAWER_UNITS_MAX, ret_n);

	for (int i = 0; err == ERR_OK && i < count->n; i++) {
		int u = 0;

		while (u < *ret_n && !str_equal(units[u], count->pieces[i].unit))
			u++;
		if (u < *ret_n)
			continue;
		if (*ret_n == DRAWER_UNITS_MAX)
			return ERR_LIMIT;
		str_copy(units[(*ret_n)++], MONEY_UNIT_SIZE, count->pieces[i].unit);
	}
	return err;
}

static enum err close_in(struct tx *tx, void *arg)
{
	struct count *count = arg;
	struct drawer_session session;
	char units[DRAWER_UNITS_MAX][MONEY_UNIT_SIZE];
	int n = 0;
	enum err err = app_allow(tx, PERM_DRAWER, 0);

	count->result.n = 0;
	if (err == ERR_OK)
		err = store_drawer_open(tx->db, tx->station, &session);
	if (err == ERR_NOT_FOUND)
		err = ERR_NO_DRAWER;
	for (int i = 0; err == ERR_OK && i < count->n; i++)
		err = store_drawer_count_insert(tx, session.id, count->pieces[i].unit,
						count->pieces[i].denomination_minor,
						count->pieces[i].quantity);
	if (err == ERR_OK)
		err = all_units(tx, &session, count, units, &n);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = close_unit(tx, &session, units[i], count);
	if (err == ERR_OK)
		err = store_drawer_set_closed(tx, session.drawer);
	if (err == ERR_OK)
		tx->result = session.id;
	return err;
}

enum err drawer_close(struct app *app, const struct act *act, const struct drawer_piece *pieces,
		      int n, struct drawer_result *ret_result)
{
	struct count count = { .pieces = pieces, .n = n };
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	int64_t session = 0;
	enum err err;

	if (n < 0 || n > DRAWER_PIECES_MAX)
		return ERR_LIMIT;
	hash_begin(&hash, "drawer-close");
	for (int i = 0; i < n; i++) {
		if (pieces[i].quantity < 0 || pieces[i].denomination_minor < 0 ||
		    !money_unit_is_valid(pieces[i].unit))
			return ERR_RANGE;
		hash_str(&hash, pieces[i].unit);
		hash_int(&hash, pieces[i].denomination_minor);
		hash_int(&hash, pieces[i].quantity);
	}
	hash_end(&hash, content);
	err = act_run(app->db, act, "drawer-close", content, close_in, &count, &session);
	if (err == ERR_OK && count.result.n == 0)
		err = store_drawer_closed(app->db, session, count.result.unit, DRAWER_UNITS_MAX,
					  &count.result.n);
	if (err == ERR_OK)
		*ret_result = count.result;
	return err;
}

/* In major units times 100, so that coins fit; largest first. */
static const struct {
	const char *unit;
	int32_t cents[16];
} denominations[] = {
	{ "EUR", { 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1 } },
	{ "USD", { 10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1 } },
	{ "GBP", { 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1 } },
	{ "CHF", { 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5 } },
	{ "AED", { 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 100, 50, 25 } },
	{ "SAR", { 50000, 10000, 5000, 1000, 500, 200, 100, 50, 25, 10, 5 } },
};

int drawer_denominations(const char *unit, int exponent, int64_t *values, int size)
{
	int n = 0;
	int64_t scale = 1;

	for (int i = 0; i < exponent; i++)
		scale *= 10;
	for (size_t d = 0; d < sizeof denominations / sizeof *denominations; d++)
		for (int i = 0; str_equal(denominations[d].unit, unit) && i < 16 && n < size; i++)
			if (denominations[d].cents[i] > 0)
				values[n++] = denominations[d].cents[i] * scale / 100;
	return n;
}

static enum err no_sale_in(struct tx *tx, void *arg)
{
	enum err err = app_allow(tx, PERM_DRAWER, 0);

	(void)arg;
	if (err == ERR_OK)
		err = app_reason(tx);
	return err == ERR_OK ? store_event_insert(tx, "no-sale", 0, 0) : err;
}

enum err drawer_no_sale(struct app *app, const struct act *act)
{
	return act_run(app->db, act, "no-sale", "", no_sale_in, NULL, NULL);
}
