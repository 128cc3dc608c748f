/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/stage.c -- the simulator of all scenes: its clock, its record, its people.
 */
#include "scenario/stage.h"

#include <string.h>

#include "base/json.h"
#include "base/loop.h"
#include "base/str.h"
#include "core/entry.h"
#include "simulator/call.h"

/* The simulator and how far its clock was set ahead; there is one in this program. */
struct stage {
	struct counterpart peer;
	int64_t ahead_ms;
	int made;
};

static struct stage *stage(void)
{
	static struct stage one;

	return &one;
}

bool scene_begin_all(void)
{
	return counterpart_start(&stage()->peer, "scenes", NULL);
}

void scene_end_all(void)
{
	counterpart_end(&stage()->peer);
}

const struct counterpart *stage_peer(void)
{
	return &stage()->peer;
}

int64_t stage_ahead_ms(void)
{
	return stage()->ahead_ms;
}

static int control(const char *verb, const char *form, struct str *body)
{
	int status = 0;

	CHECK_OK_FATAL(call_control(stage()->peer.folder, verb, form, &status, body));
	return status;
}

static int tell(const char *verb, const char *form)
{
	struct str body = { 0 };
	int status = control(verb, form, &body);

	str_done(&body);
	return status;
}

void stage_catch_up(struct scene *scene)
{
	struct clock real;
	int64_t behind_ms;
	char form[64];

	clock_init(&real);
	behind_ms = clock_unix_ms(scene->app->clock) - clock_unix_ms(&real) - stage()->ahead_ms;
	if (scene->is_apart || behind_ms < 1000)
		return;
	str_format(form, sizeof form, "seconds=%lld", (long long)(behind_ms / 1000));
	CHECK_INT(tell("advance", form), 200);
	stage()->ahead_ms += behind_ms / 1000 * 1000;
}

/* --- the record ----------------------------------------------------------------------------- */

/* Called with each effect; adds up what it returns. */
typedef int64_t effect_fn(const struct json *effect, const void *arg);

static int64_t each_effect(int64_t since, effect_fn *count, const void *arg)
{
	struct str body = { 0 };
	int64_t sum = 0;
	char form[64];

	str_format(form, sizeof form, "since=%lld", (long long)since);
	CHECK_INT(control("record", form, &body), 200);
	for (const char *line = str_text(&body); *line != '\0';) {
		size_t len = strcspn(line, "\n");
		struct json *effect = json_parse(line, len);

		if (effect != NULL)
			sum += count(effect, arg);
		json_free(effect);
		line += line[len] != '\0' ? len + 1 : len;
	}
	str_done(&body);
	return sum;
}

static bool is_named(const struct json *effect, const char *name)
{
	return str_equal(json_text(json_get(effect, "effect"), ""), name);
}

static int64_t count_all(const struct json *effect, const void *arg)
{
	(void)effect;
	(void)arg;
	return 1;
}

static int64_t count_named(const struct json *effect, const void *arg)
{
	return is_named(effect, arg);
}

static int64_t count_moved(const struct json *effect, const void *arg)
{
	int64_t minor = json_int(json_get(effect, "amount"), 0);

	(void)arg;
	if (is_named(effect, "refund"))
		return -minor;
	return is_named(effect, "capture") || is_named(effect, "refund_failed") ? minor : 0;
}

int64_t stage_effect_count(void)
{
	return each_effect(0, count_all, NULL);
}

int scene_effects(struct scene *scene, const char *name)
{
	return (int)each_effect(scene->since, count_named, name);
}

int64_t scene_settled(struct scene *scene)
{
	return each_effect(scene->since, count_moved, NULL);
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
	return tell(verb, all);
}

void scene_faults(struct scene *scene, const char *script)
{
	struct str form = { 0 };

	stage_catch_up(scene);
	str_add(&form, "script=");
	for (; *script != '\0'; script++)
		str_addf(&form, "%%%02X", *script == '\'' ? '"' : (unsigned char)*script);
	CHECK_INT(tell("faults", str_text(&form)), 200);
	str_done(&form);
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

struct posted {
	char id[PROCESSOR_ID_SIZE];
	bool is_done;
};

static void on_posted(void *arg, const char *key, const struct processor_reply *reply)
{
	struct posted *posted = arg;
	struct json *json = json_parse(reply->body, reply->body_len);

	(void)key;
	CHECK_INT(reply->http, 200);
	str_copy(posted->id, sizeof posted->id, json_text(json_get(json, "id"), ""));
	json_free(json);
	posted->is_done = true;
}

static void post(struct scene *scene, const char *path, const char *form, const char *key,
		 char ret_id[PROCESSOR_ID_SIZE])
{
	struct processor_wire wire = { .method = "POST", .version = "2024-04-10" };
	struct posted posted = { .is_done = false };

	str_copy(wire.path, sizeof wire.path, path);
	str_add(&wire.body, form);
	CHECK_OK_FATAL(http_send(scene->http, key, &wire, 10000, on_posted, &posted));
	while (!posted.is_done) {
		CHECK_OK_FATAL(loop_step(scene->loop, 2));
		clock_advance(scene->app->clock, 1);
	}
	processor_wire_done(&wire);
	str_copy(ret_id, PROCESSOR_ID_SIZE, posted.id);
}

void stage_add_reader(struct scene *scene)
{
	char place[PROCESSOR_ID_SIZE], form[512], key[2][64];

	for (int i = 0; i < 2; i++)
		str_format(key[i], sizeof key[i], "set-up-%d-%d", ++stage()->made, i);
	post(scene, "/v1/terminal/locations",
	     "display_name=Dining&address[line1]=1&address[city]=B&address[country]=DE"
	     "&address[postal_code]=10115",
	     key[0], place);
	str_format(form, sizeof form, "registration_code=simulated-wpe&label=till&location=%s",
		   place);
	post(scene, "/v1/terminal/readers", form, key[1], scene->reader);
	CHECK_FATAL(scene->reader[0] != '\0');
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
