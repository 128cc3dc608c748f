/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/flows_https.c -- the tills at the program sanduq-simulator, over HTTPS on
 *                                 loopback: the faults of the wire are real connections that
 *                                 break, stall and lie about who they are.
 *
 * The tills' clock passes with the machine's while a request is under way and leaps while none is;
 * the simulator's is set ahead as far.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/str.h"
#include "campaign/flows.h"
#include "double/bank.h"
#include "processor/http.h"

#define LEAP_MS 100
#define POLL_MS 2
#define SHORT_MS 400               /* all that a request is given while there are faults */
#define STALL_MS "600"             /* longer */

struct https_till {
	struct flow_world *world;
	struct card_house *cards;
	struct http *http;
};

struct flow_https {
	struct bank bank;
	struct https_till tills[FLOW_TILLS];
	struct card_link link;
	int64_t real_us;             /* the machine's clock of the last round */
	size_t changed;
};

static void must(bool is_good, const char *what)
{
	if (is_good)
		return;
	fprintf(stderr, "flows: %s\n", what);
	abort();
}

/* --- the line ------------------------------------------------------------------------------- */

static uint64_t digest_of(const struct processor_wire *wire)
{
	const char *texts[] = { wire->method, wire->path, wire->version, str_text(&wire->body) };
	uint64_t digest = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (const char *at = texts[i]; *at != '\0'; at++)
			digest = (digest ^ (unsigned char)*at) * UINT64_C(1099511628211);
	return digest | 1;
}

static void compare(struct flow_world *world, const char *key, const struct processor_wire *wire)
{
	struct flow_key *known = flow_key_of(world, key);
	uint64_t digest = digest_of(wire);

	if (known->digest == 0)
		known->digest = digest;
	world->https->changed += known->digest != digest;
}

static enum err send(void *self, const char *key, const struct processor_wire *wire,
		     int64_t timeout_ms, processor_done_fn *done, void *arg)
{
	struct https_till *till = self;
	struct flow_world *world = till->world;

	if (strcmp(wire->method, "GET") != 0)
		compare(world, key, wire);
	if (world->fault_ppm > 0 && timeout_ms > SHORT_MS)
		timeout_ms = SHORT_MS;
	bank_catch_up(&world->https->bank, till->cards->app->clock);
	world->https->real_us = bank_real_us();
	return http_send(till->http, key, wire, timeout_ms, done, arg);
}

static void forget(void *self, const char *key)
{
	http_abort(((struct https_till *)self)->http, key);
}

static void open_line(void *self, struct card_house *cards)
{
	struct flow_world *world = self;
	struct https_till *till = &world->https->tills[cards - world->till];

	*till = (struct https_till){ world, cards, bank_http(&world->https->bank, cards->loop,
							     NULL) };
	cards->processor = (struct processor){ .driver = &processor_stripe,
					       .line = { send, forget, till },
					       .mode = PROCESSOR_TEST };
	str_copy(cards->processor.account, sizeof cards->processor.account, "stripe");
}

static void close_line(void *self, struct card_house *cards)
{
	struct flow_world *world = self;
	struct https_till *till = &world->https->tills[cards - world->till];

	http_close(till->http);
	till->http = NULL;
}

/* --- its life ------------------------------------------------------------------------------- */

/* Both tills at one moment, which the machine and the simulator have reached. */
static void set_clocks(struct flow_world *world)
{
	int64_t now_unix_ms = bank_real_unix_ms();

	for (int i = 0; i < FLOW_TILLS; i++)
		if (clock_unix_ms(world->till[i].app->clock) > now_unix_ms)
			now_unix_ms = clock_unix_ms(world->till[i].app->clock);
	for (int i = 0; i < FLOW_TILLS; i++)
		clock_advance(world->till[i].app->clock,
			      now_unix_ms - clock_unix_ms(world->till[i].app->clock));
	bank_catch_up(&world->https->bank, world->till[0].app->clock);
}

static void open_https(struct flow_world *world)
{
	struct flow_https *https = calloc(1, sizeof *https);
	char name[64];

	must(https != NULL, "no memory");
	world->https = https;
	str_format(name, sizeof name, "flows-%llu", (unsigned long long)world->seed);
	must(bank_open(&https->bank, name, world->seed), "sanduq-simulator does not start");
	https->link = (struct card_link){ open_line, close_line, world };
	card_house_open_link(&world->till[0], world->url, world->seed, &https->link);
	card_house_join(&world->till[1], &world->till[0], world->url, 2);
	set_clocks(world);
	for (int i = 0; i < FLOW_TILLS; i++)
		bank_reader(&https->bank, https->tills[i].http, world->till[i].loop,
			    world->till[i].app->clock, world->till[i].reader);
	set_clocks(world);
	https->real_us = bank_real_us();
}

static void close_https(struct flow_world *world)
{
	bank_close(&world->https->bank);
	free(world->https);
	world->https = NULL;
}

/* --- faults --------------------------------------------------------------------------------- */

static void nothing(struct flow_world *world)
{
	(void)world;
}

/* A row each of what can happen to a connection and to a request, as likely as on the double. */
static void add_wire_faults(const struct flow_world *world, struct str *script)
{
	static const char *const connections[] = {
		"\"refuse\"", "\"closed\",\"arg\":150", "\"bad-ca\"", "\"expired\"",
		"\"wrong-host\"", "\"tls1.1\"",
	};
	static const char *const requests[] = {
		"\"refuse\"", "\"reset-before\"", "\"reset-after\"",
		"\"stall-before\",\"arg\":" STALL_MS, "\"stall-after\",\"arg\":" STALL_MS,
		"\"cut\",\"arg\":120", "\"drip\",\"arg\":1",
	};
	int n_connections = (int)(sizeof connections / sizeof *connections);
	int n_requests = (int)(sizeof requests / sizeof *requests);

	for (int i = 0; i < n_connections; i++)
		str_addf(script, "{\"on\":\"connect\",\"ppm\":%d,\"fault\":%s}\n",
			 world->fault_ppm / 2 / n_connections + 1, connections[i]);
	for (int i = 0; i < n_requests; i++)
		str_addf(script, "{\"on\":\"*\",\"ppm\":%d,\"fault\":%s}\n",
			 world->fault_ppm / 2 / n_requests + 1, requests[i]);
}

static bool set_faults_https(struct flow_world *world, const char *text)
{
	struct str script = { 0 };
	int status;

	str_add(&script, text);
	if (world->fault_ppm > 0)
		add_wire_faults(world, &script);
	bank_catch_up(&world->https->bank, world->till[0].app->clock);
	status = bank_faults(&world->https->bank, str_text(&script));
	str_done(&script);
	if (status != 200)
		flow_wrong(world, "the fault script: status %d", status);
	return status == 200;
}

/* --- time ----------------------------------------------------------------------------------- */

/* One round of both loops: real time while a request is under way, a leap otherwise. */
static int64_t round_once(struct flow_world *world)
{
	struct flow_https *https = world->https;
	bool is_busy = false;
	int64_t ms = LEAP_MS;

	for (int i = 0; i < FLOW_TILLS; i++)
		is_busy |= http_count(https->tills[i].http) > 0;
	for (int i = 0; i < FLOW_TILLS; i++)
		must(loop_step(world->till[i].loop,
			       http_count(https->tills[i].http) > 0 ? POLL_MS : 0) == ERR_OK,
		     "the loop failed");
	if (is_busy) {
		ms = (bank_real_us() - https->real_us) / 1000;
		https->real_us += ms * 1000;
	} else {
		https->real_us = bank_real_us();
	}
	for (int i = 0; i < FLOW_TILLS; i++)
		clock_advance(world->till[i].app->clock, ms);
	return ms;
}

static void pass_https(struct flow_world *world, int64_t ms)
{
	world->https->real_us = bank_real_us();
	while (ms > 0)
		ms -= round_once(world);
}

/* --- people and the record ------------------------------------------------------------------ */

static bool person_https(struct flow_world *world, const char *verb, const char *form)
{
	bank_catch_up(&world->https->bank, world->till[0].app->clock);
	return bank_control(&world->https->bank, verb, form, NULL) == 200;
}

static bool effect_https(struct flow_world *world, size_t i, struct simulator_effect *ret_effect)
{
	if (i == 0)
		bank_read(&world->https->bank);
	return bank_effect_at(&world->https->bank, i, ret_effect);
}

static int64_t settled_https(struct flow_world *world)
{
	bank_read(&world->https->bank);
	return bank_moved(&world->https->bank, 0);
}

static size_t changed_https(struct flow_world *world)
{
	return world->https->changed;
}

const struct flow_bank flow_bank_https = {
	open_https, close_https, nothing, nothing, set_faults_https,
	pass_https, person_https, effect_https, settled_https, changed_https,
};
