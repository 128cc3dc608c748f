/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/bank.c -- see tests/double/bank.h.
 */
#include "double/bank.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "base/loop.h"
#include "base/secret.h"
#include "base/str.h"
#include "processor/http.h"
#include "simulator/call.h"

#define TRIES 200
#define TRY_NS 20000000
#define POST_MS 10000

static void die(const char *what)
{
	fprintf(stderr, "bank: %s\n", what);
	abort();
}

static void must(enum err err, const char *what)
{
	if (err != ERR_OK)
		die(what);
}

bool bank_open(struct bank *bank, const char *name, uint64_t seed)
{
	*bank = (struct bank){ .ahead_ms = 0 };
	return counterpart_start_seed(&bank->peer, name, NULL, seed);
}

void bank_close(struct bank *bank)
{
	counterpart_end(&bank->peer);
	for (size_t i = 0; i < bank->n_effects; i++)
		json_free(bank->effects[i]);
	free(bank->effects);
	bank->effects = NULL;
	bank->n_effects = bank->capacity = 0;
}

int64_t bank_real_us(void)
{
	struct clock clock;

	clock_init(&clock);
	return clock_mono_us(&clock);
}

int64_t bank_real_unix_ms(void)
{
	struct clock clock;

	clock_init(&clock);
	return clock_unix_ms(&clock);
}

/* --- commands ------------------------------------------------------------------------------- */

int bank_control(const struct bank *bank, const char *verb, const char *form, struct str *body)
{
	const struct timespec pause = { .tv_nsec = TRY_NS };
	enum err err = ERR_IO;
	int status = 0;

	for (int i = 0; i < TRIES && err != ERR_OK; i++) {
		struct str answer = { 0 };

		if (i > 0)
			nanosleep(&pause, NULL);
		err = call_control(bank->peer.folder, verb, form, &status, &answer);
		if (err == ERR_OK && body != NULL)
			str_add_bytes(body, str_text(&answer), answer.len);
		str_done(&answer);
	}
	must(err, verb);
	return status;
}

void bank_catch_up(struct bank *bank, const struct clock *clock)
{
	int64_t behind_ms = clock_unix_ms(clock) - bank_real_unix_ms() - bank->ahead_ms;
	char form[64];

	if (behind_ms < 1000)
		return;
	str_format(form, sizeof form, "seconds=%lld", (long long)(behind_ms / 1000));
	if (bank_control(bank, "advance", form, NULL) != 200)
		die("its clock stands still");
	bank->ahead_ms += behind_ms / 1000 * 1000;
}

int bank_faults(const struct bank *bank, const char *script)
{
	struct str form = { 0 };
	int status;

	str_add(&form, "script=");
	for (; *script != '\0'; script++)
		str_addf(&form, "%%%02X", *script == '\'' ? '"' : (unsigned char)*script);
	status = bank_control(bank, "faults", str_text(&form), NULL);
	str_done(&form);
	return status;
}

/* --- the record ----------------------------------------------------------------------------- */

static void keep(struct bank *bank, struct json *effect)
{
	if (effect == NULL)
		die("an effect is no JSON");
	if (bank->n_effects == bank->capacity) {
		bank->capacity = bank->capacity * 2 + 256;
		bank->effects = realloc(bank->effects, bank->capacity * sizeof *bank->effects);
		if (bank->effects == NULL)
			die("no memory");
	}
	bank->effects[bank->n_effects++] = effect;
}

void bank_read(struct bank *bank)
{
	struct str body = { 0 };
	char form[64];

	str_format(form, sizeof form, "since=%zu", bank->n_effects);
	if (bank_control(bank, "record", form, &body) != 200)
		die("no record");
	for (const char *line = str_text(&body); *line != '\0';) {
		size_t len = strcspn(line, "\n");

		keep(bank, json_parse(line, len));
		line += line[len] != '\0' ? len + 1 : len;
	}
	str_done(&body);
}

bool bank_effect_at(const struct bank *bank, size_t i, struct simulator_effect *ret_effect)
{
	const struct json *value;

	if (i >= bank->n_effects)
		return false;
	value = bank->effects[i];
	*ret_effect = (struct simulator_effect){
		.at_unix_ms = json_int(json_get(value, "at_unix_ms"), 0),
		.name = json_text(json_get(value, "effect"), ""),
		.object = json_text(json_get(value, "object"), ""),
		.intent = json_text(json_get(value, "intent"), ""),
		.amount_minor = json_int(json_get(value, "amount"), 0),
		.currency = json_text(json_get(value, "currency"), ""),
		.key = json_text(json_get(value, "key"), ""),
		.attempt = json_text(json_get(value, "attempt"), ""),
	};
	return true;
}

int64_t bank_moved(const struct bank *bank, size_t since)
{
	struct simulator_effect effect;
	int64_t sum = 0;

	for (size_t i = since; bank_effect_at(bank, i, &effect); i++)
		if (str_equal(effect.name, "capture") || str_equal(effect.name, "refund_failed"))
			sum += effect.amount_minor;
		else if (str_equal(effect.name, "refund"))
			sum -= effect.amount_minor;
	return sum;
}

/* --- requests of its own -------------------------------------------------------------------- */

struct http *bank_http(const struct bank *bank, struct loop *loop, const char *base)
{
	struct http_settings settings = { .base = base != NULL ? base : bank->peer.base,
					  .ca_file = bank->peer.ca_file };
	const char *problem = NULL;
	struct secret *key;
	struct http *http;

	must(secret_load(bank->peer.key_file, &key), "its key");
	must(http_open(loop, &settings, key, &problem, &http), "a line");
	secret_free(key);
	return http;
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
	if (reply->http != 200)
		die("a write of its own was refused");
	str_copy(posted->id, sizeof posted->id, json_text(json_get(json, "id"), ""));
	json_free(json);
	posted->is_done = true;
}

void bank_post(struct http *http, struct loop *loop, struct clock *clock, const char *path,
	       const char *form, const char *key, char ret_id[PROCESSOR_ID_SIZE])
{
	struct processor_wire wire = { .method = "POST", .version = SIMULATOR_API_VERSION };
	struct posted posted = { .is_done = false };

	str_copy(wire.path, sizeof wire.path, path);
	str_add(&wire.body, form);
	must(http_send(http, key, &wire, POST_MS, on_posted, &posted), path);
	while (!posted.is_done) {
		must(loop_step(loop, 2), "loop");
		clock_advance(clock, 1);
	}
	processor_wire_done(&wire);
	str_copy(ret_id, PROCESSOR_ID_SIZE, posted.id);
}

void bank_reader(struct bank *bank, struct http *http, struct loop *loop, struct clock *clock,
		 char ret_reader[PROCESSOR_ID_SIZE])
{
	char place[PROCESSOR_ID_SIZE], form[512], key[2][64];

	for (int i = 0; i < 2; i++)
		str_format(key[i], sizeof key[i], "set-up-%d-%d", ++bank->made, i);
	bank_post(http, loop, clock, "/v1/terminal/locations",
		  "display_name=Dining&address[line1]=1&address[city]=B&address[country]=DE"
		  "&address[postal_code]=10115",
		  key[0], place);
	str_format(form, sizeof form, "registration_code=simulated-wpe&label=till&location=%s",
		   place);
	bank_post(http, loop, clock, "/v1/terminal/readers", form, key[1], ret_reader);
	if (ret_reader[0] == '\0')
		die("no reader");
}
