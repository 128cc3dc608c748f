/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/drawer.c -- drawers are opened with a float, the station's or one's own.
 */
#include "service/drawer_inside.h"

#include "base/str.h"
#include "core/entry.h"
#include "store/store_staff.h"

#define DRAWER_NUMBER_MAX (ENTRY_LEDGER_SIZE - 1)

enum err drawer_mine(struct tx *tx, struct drawer_session *ret_session)
{
	enum err err = store_drawer_open(tx->db, tx->station, tx->act->staff, ret_session);

	return err == ERR_NOT_FOUND ? ERR_NO_DRAWER : err;
}

enum err drawer_entry_in(struct tx *tx, const struct drawer_session *session, const char *kind,
			 int64_t account, const struct drawer_amount *amount, int sign,
			 int64_t *ret_entry)
{
	struct entry entry;
	enum err err;

	entry_begin(&entry);
	err = entry_debit(&entry, entry_account(LEDGER_DRAWER, session->drawer),
			  sign * amount->amount_minor, amount->unit);
	if (err == ERR_OK)
		err = entry_credit(&entry, account, sign * amount->amount_minor, amount->unit);
	if (err == ERR_OK)
		err = entry_end(&entry);
	if (err == ERR_OK && entry.n > 0)
		err = store_entry_insert(tx, kind, 0, 0, &entry, ret_entry);
	return err;
}

/* The drawer's number: the station's, or the person's behind those. */
static enum err number_of(struct tx *tx, const struct drawer_session *session, int64_t *ret_number)
{
	struct staff staff = { 0 };
	enum err err;

	if (session->holder == 0) {
		*ret_number = tx->station;
		return ERR_OK;
	}
	err = store_staff_by_id(tx->db, session->holder, &staff);
	if (err == ERR_OK && staff.number > DRAWER_NUMBER_MAX - DRAWER_HOLDER_BASE)
		err = ERR_RANGE;
	*ret_number = DRAWER_HOLDER_BASE + staff.number;
	return err;
}

static enum err from_safe(struct tx *tx, const struct drawer_session *session,
			  const struct drawer_amount *amount, int64_t *ret_entry)
{
	return drawer_entry_in(tx, session, "float", entry_account(LEDGER_SAFE, 0), amount, 1,
			       ret_entry);
}

static enum err add_float(struct tx *tx, const struct drawer_session *session,
			  const struct drawer_amount *amount)
{
	struct drawer_move_row row = { .session = session->id,
				       .amount_minor = amount->amount_minor };
	enum err err;

	if (amount->amount_minor == 0)
		return ERR_OK;
	str_copy(row.kind, sizeof row.kind, "float");
	str_copy(row.unit, sizeof row.unit, amount->unit);
	err = from_safe(tx, session, amount, &row.entry);
	return err == ERR_OK ? store_drawer_move_insert(tx, &row) : err;
}

enum err drawer_begin_in(struct tx *tx, const struct property *property, int64_t staff,
			 bool follows, const struct drawer_amount *floats, int n,
			 int64_t *ret_session)
{
	struct drawer_session session = { .staff = staff, .holder = follows ? staff : 0 };
	struct drawer_amount home = { .amount_minor = 0 };
	int64_t entry = 0;
	enum err err = number_of(tx, &session, &session.drawer);

	str_copy(home.unit, sizeof home.unit, property->currency);
	for (int i = 0; i < n; i++)
		if (str_equal(floats[i].unit, home.unit))
			home.amount_minor = floats[i].amount_minor;
	session.float_minor = home.amount_minor;
	str_copy(session.unit, sizeof session.unit, home.unit);
	if (err == ERR_OK)
		err = from_safe(tx, &session, &home, &entry);
	if (err == ERR_OK)
		err = store_drawer_session_insert(tx, &session, entry);
	for (int i = 0; err == ERR_OK && i < n; i++)
		if (!str_equal(floats[i].unit, home.unit))
			err = add_float(tx, &session, &floats[i]);
	if (err == ERR_OK)
		*ret_session = session.id;
	return err;
}

enum err drawer_open_in(struct tx *tx, const struct property *property, int64_t float_minor)
{
	struct drawer_amount amount = { .amount_minor = float_minor };

	str_copy(amount.unit, sizeof amount.unit, property->currency);
	return drawer_begin_in(tx, property, tx->act->staff, false, &amount, 1, &tx->result);
}

struct opening {
	const struct app *app;
	const struct drawer_amount *floats;
	int n;
};

static enum err open_in(struct tx *tx, void *arg)
{
	const struct opening *opening = arg;
	enum err err = app_allow(tx, PERM_DRAWER, 0);

	return err == ERR_OK ? drawer_begin_in(tx, &opening->app->property, tx->act->staff,
					       opening->app->drawer_follows, opening->floats,
					       opening->n, &tx->result)
			     : err;
}

static enum err check_amount(const struct drawer_amount *amount)
{
	if (amount->amount_minor < 0 || !money_unit_is_valid(amount->unit))
		return ERR_RANGE;
	return amount->amount_minor > DRAWER_AMOUNT_MAX ? ERR_OVERFLOW : ERR_OK;
}

/* Every float is in range, no unit stands twice. */
static enum err check_floats(const struct drawer_amount *floats, int n)
{
	enum err err = n < 0 || n > DRAWER_UNITS_MAX ? ERR_LIMIT : ERR_OK;

	for (int i = 0; err == ERR_OK && i < n; i++) {
		err = check_amount(&floats[i]);
		for (int k = 0; k < i; k++)
			if (str_equal(floats[k].unit, floats[i].unit))
				err = ERR_RANGE;
	}
	return err;
}

enum err drawer_open_units(struct app *app, const struct act *act,
			   const struct drawer_amount *floats, int n, int64_t *ret_session)
{
	struct opening opening = { app, floats, n };
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = check_floats(floats, n);

	if (err != ERR_OK)
		return err;
	hash_begin(&hash, "drawer-open");
	for (int i = 0; i < n; i++) {
		hash_str(&hash, floats[i].unit);
		hash_int(&hash, floats[i].amount_minor);
	}
	hash_end(&hash, content);
	return act_run(app->db, act, "drawer-open", content, open_in, &opening, ret_session);
}

enum err drawer_open(struct app *app, const struct act *act, int64_t float_minor,
		     int64_t *ret_session)
{
	struct drawer_amount amount = { .amount_minor = float_minor };

	str_copy(amount.unit, sizeof amount.unit, app->property.currency);
	return drawer_open_units(app, act, &amount, 1, ret_session);
}
