/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/day.c -- rolling the business date.
 */
#include "service/day.h"

#include "base/str.h"
#include "store/seal.h"
#include "store/store_day.h"
#include "store/store_kitchen.h"

struct roll {
	struct app *app;
	int32_t next_date;
	int64_t ledger;
};

static enum err seal_in(struct tx *tx, const struct roll *roll, int32_t date)
{
	struct str text = { 0 };
	char signature[HASH_SIGNATURE_TEXT_SIZE];
	enum err err = seal_text(tx->db, date, roll->next_date, &text);

	if (err == ERR_OK) {
		hash_sign(roll->app->keys->sign_secret, str_text(&text), signature);
		err = store_day_seal_insert(tx, date, roll->next_date, str_text(&text), signature);
	}
	str_done(&text);
	return err;
}

static enum err roll_in(struct tx *tx, void *arg)
{
	struct roll *roll = arg;
	int32_t date = tx->business_date;
	enum err err = app_allow(tx, PERM_DAY, 0);

	if (err == ERR_OK && (roll->next_date <= date || roll->next_date > date + DAY_AHEAD_MAX))
		err = ERR_RANGE;
	if (err == ERR_OK)
		err = store_day_totals_insert(tx, date);
	if (err == ERR_OK)
		err = store_day_prove(tx->db, date, &roll->ledger);
	if (err == ERR_OK)
		err = store_day_heads_insert(tx, date);
	if (err == ERR_OK)
		err = seal_in(tx, roll, date);
	if (err == ERR_OK)
		err = store_property_set_date(tx, roll->next_date);
	if (err == ERR_OK)
		err = store_kitchen_job_forget(tx, date);
	if (err == ERR_OK)
		tx->result = date;
	return err;
}

enum err day_roll(struct app *app, const struct act *act, int32_t next_date, int64_t *ret_ledger)
{
	struct roll roll = { .app = app, .next_date = next_date };
	char content[24];
	enum err err;

	if (property_is_training(&app->property))
		return ERR_TRAINING;
	str_format(content, sizeof content, "%ld", (long)next_date);
	err = act_run(app->db, act, "day-roll", content, roll_in, &roll, NULL);
	if (err == ERR_UNBALANCED && ret_ledger != NULL)
		*ret_ledger = roll.ledger;
	return err == ERR_OK ? store_property_load(app->db, &app->property) : err;
}
