/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/app.c -- making acts, and asking whether one is allowed.
 */
#include "service/app.h"

#include "base/clock.h"
#include "store/store_staff.h"

struct act app_bill_act(const struct app *app, int64_t staff, int64_t bill, int64_t version)
{
	struct act act = { .staff = staff, .bill = bill, .version = version,
			   .station = app->station };

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

enum err app_allow(struct tx *tx, enum perm perm, int64_t amount_minor)
{
	const struct act *act = tx->act;
	struct perm_need need = { .perm = perm, .amount_minor = amount_minor };
	struct staff staff;
	enum err err = store_staff_by_id(tx->db, act->staff, &staff);

	if (err == ERR_NOT_FOUND || (err == ERR_OK && !staff.is_active))
		return ERR_PERMISSION;
	if (err == ERR_OK)
		err = perm_check(staff.role, perm, amount_minor, &need);
	if (err == ERR_APPROVAL && act->approver != 0 && act->approver != act->staff) {
		struct perm_need above;

		err = store_staff_by_id(tx->db, act->approver, &staff);
		if (err == ERR_OK && !staff.is_active)
			err = ERR_PERMISSION;
		if (err == ERR_OK)
			err = perm_check(staff.role, perm, amount_minor, &above);
	}
	if (err == ERR_APPROVAL && act->need != NULL)
		*act->need = need;
	return err;
}
