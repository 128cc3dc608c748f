/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/stage.c -- the simulator of all scenes: its clock, its record, its people.
 */
#include "scenario/stage.h"

#include <string.h>

#include "base/str.h"
#include "core/entry.h"
#include "double/bank.h"

/* There is one in this program. */
static struct bank *stage(void)
{
	static struct bank one;

	return &one;
}

bool scene_begin_all(void)
{
	return bank_open(stage(), "scenes", 1);
}

void scene_end_all(void)
{
	bank_close(stage());
}

struct bank *stage_bank(void)
{
	return stage();
}

void stage_catch_up(struct scene *scene)
{
	if (!scene->is_apart)
		bank_catch_up(stage(), scene->app->clock);
}

/* --- the record ----------------------------------------------------------------------------- */

int64_t stage_effect_count(void)
{
	bank_read(stage());
	return (int64_t)stage()->n_effects;
}

int scene_effects(struct scene *scene, const char *name)
{
	struct simulator_effect effect;
	int n = 0;

	bank_read(stage());
	for (size_t i = (size_t)scene->since; bank_effect_at(stage(), i, &effect); i++)
		n += str_equal(effect.name, name);
	return n;
}

int64_t scene_settled(struct scene *scene)
{
	bank_read(stage());
	return bank_moved(stage(), (size_t)scene->since);
}

/* --- people --------------------------------------------------------------------------------- */

int scene_person(struct scene *scene, const char *verb, const char *form)
{
	bool is_at_reader = strcmp(verb, "present") == 0 || strcmp(verb, "cancel") == 0 ||
			    strcmp(verb, "offline") == 0 || strcmp(verb, "online") == 0;
	char all[512];

	stage_catch_up(scene);
	str_format(all, sizeof all, "%s%s%s%s", form, form[0] != '\0' && is_at_reader ? "&" : "",
		   is_at_reader ? "reader=" : "", is_at_reader ? scene->reader : "");
	return bank_control(stage(), verb, all, NULL);
}

void scene_faults(struct scene *scene, const char *script)
{
	stage_catch_up(scene);
	CHECK_INT(bank_faults(stage(), script), 200);
}

/* --- the house ------------------------------------------------------------------------------ */

static enum err add_type_in(struct tx *tx, void *arg)
{
	return store_tender_type_insert(tx, arg);
}

static void add_type(struct scene *scene, const char *code, const char *driver,
		     enum tender_tips tips, int64_t position)
{
	struct act act = app_act(scene->app, scene->house.manager);
	struct tender_type type = { .exponent = 2, .rate_num = 1, .rate_den = 1,
				    .is_active = true, .tips = tips, .position = position,
				    .captures_later = tips == TENDER_TIPS_SLIP };

	str_copy(type.code, sizeof type.code, code);
	str_copy(type.name, sizeof type.name, code);
	str_copy(type.driver, sizeof type.driver, driver);
	str_copy(type.unit, sizeof type.unit, "EUR");
	type.account = entry_account(LEDGER_CLEARING, position);
	CHECK_OK_FATAL(act_run(scene->app->db, &act, "tender-type", code, add_type_in, &type,
			       NULL));
}

void stage_add_tenders(struct scene *scene)
{
	add_type(scene, "card", "reader", TENDER_TIPS_READER, 10);
	add_type(scene, "slip", "reader", TENDER_TIPS_SLIP, 11);
	add_type(scene, "qr", "qr", TENDER_TIPS_NONE, 12);
}

static void post(struct scene *scene, const char *path, const char *form, const char *key,
		 char ret_id[PROCESSOR_ID_SIZE])
{
	bank_post(scene->http, scene->loop, scene->app->clock, path, form, key, ret_id);
}

void stage_add_reader(struct scene *scene)
{
	bank_reader(stage(), scene->http, scene->loop, scene->app->clock, scene->reader);
}

void scene_spend_key(struct scene *scene, const char *key)
{
	char id[PROCESSOR_ID_SIZE];

	post(scene, "/v1/customers", "name=Somebody", key, id);
}

void scene_refund_there(struct scene *scene, int64_t payment)
{
	struct payment_row row;
	char form[300], key[64], id[PROCESSOR_ID_SIZE];

	CHECK_OK_FATAL(store_payment_load(scene->app->db, payment, &row));
	str_format(form, sizeof form, "payment_intent=%s", row.intent);
	str_format(key, sizeof key, "theirs-%d", ++stage()->made);
	post(scene, "/v1/refunds", form, key, id);
	scene->theirs_minor += row.captured_minor;
}
