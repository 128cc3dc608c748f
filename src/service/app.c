/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/app.c -- making acts, and asking whether one is allowed.
 */
#include "service/app.h"

#include <string.h>

#include "base/clock.h"
#include "base/guard.h"
#include "base/utf8.h"
#include "store/store_staff.h"

/* The limit of the settings in minor units; 0: none. */
static int64_t password_above_minor(const struct app *app)
{
	int64_t minor = app->password_above;

	for (int i = 0; i < app->property.exponent; i++)
		minor *= 10;
	return minor;
}

struct act app_bill_act(const struct app *app, int64_t staff, int64_t bill, int64_t version)
{
	struct act act = { .staff = staff, .bill = bill, .version = version,
			   .station = app->station,
			   .password_above_minor = password_above_minor(app) };

	act_key(act.key, clock_unix_ms(app->clock));
	return act;
}

struct act app_act(const struct app *app, int64_t staff)
{
	return app_bill_act(app, staff, 0, -1);
}

void app_digest_begin(const struct app *app, const char *name, int64_t bill, struct hash *hash)
{
	hash_begin(hash, name);
	if (app->keys != NULL)
		hash_bytes(hash, app->keys->pepper, sizeof app->keys->pepper);
	hash_int(hash, bill);
}

enum err app_text_check(const char *text, size_t size)
{
	size_t len = strnlen(text, size);

	if (len == size || !utf8_valid(text, len))
		return ERR_RANGE;
	return guard_looks_like_card(text) ? ERR_CARD_NUMBER : ERR_OK;
}

enum err app_name_check(const char *name, size_t size)
{
	return name[0] == '\0' ? ERR_RANGE : app_text_check(name, size);
}

/* The limits are those of the property's currency. */
static enum err check_role(struct tx *tx, const struct staff *staff, enum perm perm,
			   int64_t amount_minor, struct perm_need *need)
{
	static const char sql[] = "SELECT exponent FROM property WHERE property = $1";
	int64_t exponent = 2;
	enum err err = amount_minor == 0 ? ERR_OK
					 : db_one_int(tx->db, &exponent, sql, V(tx->property));

	return err == ERR_OK ? perm_check_unit(staff->role, perm, amount_minor, (int)exponent, need)
			     : err;
}

/* May this person do it alone?  ERR_PERMISSION for somebody who is not there or has left. */
static enum err may(struct tx *tx, int64_t person, enum perm perm, int64_t amount_minor,
		    struct perm_need *need)
{
	struct staff staff;
	enum err err = store_staff_by_id(tx->db, person, &staff);

	if (err == ERR_NOT_FOUND || (err == ERR_OK && !staff.is_active))
		return ERR_PERMISSION;
	return err == ERR_OK ? check_role(tx, &staff, perm, amount_minor, need) : err;
}

enum err app_may(struct tx *tx, int64_t person, enum perm perm, int64_t amount_minor)
{
	struct perm_need need;

	return may(tx, person, perm, amount_minor, &need);
}

/* What must be approved with a password: money that leaves, and a guess about it, above the limit.
 * 0: a PIN will do. */
static int64_t password_limit(const struct act *act, enum perm perm, int64_t amount_minor)
{
	bool is_money_out = perm == PERM_REFUND || perm == PERM_REFUND_CASH || perm == PERM_DECIDE;
	int64_t limit = act->password_above_minor;

	return is_money_out && (amount_minor > limit || amount_minor < -limit) ? limit : 0;
}

enum err app_allow(struct tx *tx, enum perm perm, int64_t amount_minor)
{
	const struct act *act = tx->act;
	struct perm_need need = { .perm = perm, .amount_minor = amount_minor };
	enum err err = may(tx, act->staff, perm, amount_minor, &need);

	need.password_above_minor = password_limit(act, perm, amount_minor);
	if (err == ERR_APPROVAL && act->approver != 0 && act->approver != act->staff &&
	    (act->is_by_password || need.password_above_minor == 0))
		err = app_may(tx, act->approver, perm, amount_minor);
	if (err == ERR_APPROVAL && act->need != NULL)
		*act->need = need;
	return err;
}

enum err app_reason(struct tx *tx)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM reason WHERE property = $1 AND id = $2) + "
		"(SELECT count(*) FROM note WHERE property = $1 AND id = $3)";
	const struct act *act = tx->act;
	int64_t wanted = (act->reason != 0) + (act->note != 0), found = 0;
	enum err err = wanted == 0 ? ERR_REASON
				   : db_one_int(tx->db, &found, sql, V(tx->property),
						V(act->reason), V(act->note));

	return err == ERR_OK && found != wanted ? ERR_NOT_FOUND : err;
}
