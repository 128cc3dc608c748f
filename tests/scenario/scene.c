/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/scene.c -- the till of tests/scenario/scene.h: clock, line and simulator.
 */
#include "scenario/scene.h"

#include <stdio.h>
#include <string.h>

#include "base/loop.h"
#include "base/str.h"
#include "double/bank.h"
#include "double/memvfs.h"
#include "scenario/stage.h"

#define LEAP_MS 50
#define POLL_MS 5
#define REAL_LIMIT_US (30 * INT64_C(1000000))

/* --- time ----------------------------------------------------------------------------------- */

/* One round of the loop: real time while a request is under way, a leap otherwise. */
static void round_once(struct scene *scene)
{
	bool is_busy = http_count(scene->http) > 0;
	int64_t now_us;

	CHECK_OK_FATAL(loop_step(scene->loop, is_busy ? POLL_MS : 0));
	now_us = bank_real_us();
	clock_advance(scene->app->clock,
		      is_busy ? (now_us - scene->real_us) / 1000 : LEAP_MS);
	scene->real_us += is_busy ? (now_us - scene->real_us) / 1000 * 1000
				  : now_us - scene->real_us;
}

void scene_pass(struct scene *scene, int64_t ms)
{
	int64_t end = clock_mono_ms(scene->app->clock) + ms;

	courier_kick(scene->courier);
	scene->real_us = bank_real_us();
	while (clock_mono_ms(scene->app->clock) < end)
		round_once(scene);
}

bool scene_settle(struct scene *scene, int64_t limit_ms)
{
	int64_t end = clock_mono_ms(scene->app->clock) + limit_ms;

	while (clock_mono_ms(scene->app->clock) < end) {
		scene_pass(scene, LEAP_MS);
		if (courier_open(scene->courier) == 0 && http_count(scene->http) == 0)
			return true;
	}
	return false;
}

bool scene_until(struct scene *scene, int64_t payment, enum payment_state state,
		 int64_t limit_ms)
{
	int64_t end = clock_mono_ms(scene->app->clock) + limit_ms;
	struct payment_row row;

	while (clock_mono_ms(scene->app->clock) < end) {
		CHECK_OK_FATAL(store_payment_load(scene->app->db, payment, &row));
		if (row.state == state)
			return true;
		scene_pass(scene, LEAP_MS);
	}
	fprintf(stderr, "  it is %s\n", payment_state_name(row.state));
	return false;
}

bool scene_until_effect(struct scene *scene, const char *name, int64_t limit_ms)
{
	int64_t end = clock_mono_ms(scene->app->clock) + limit_ms;
	int before = scene_effects(scene, name);

	while (clock_mono_ms(scene->app->clock) < end) {
		scene_pass(scene, LEAP_MS);
		if (scene_effects(scene, name) > before)
			return true;
	}
	return false;
}

/* --- the line ------------------------------------------------------------------------------- */

static uint64_t digest_of(const struct processor_wire *wire)
{
	const char *texts[] = { wire->method, wire->path, wire->version, str_text(&wire->body) };
	uint64_t digest = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (const char *at = texts[i]; *at != '\0'; at++)
			digest = (digest ^ (unsigned char)*at) * UINT64_C(1099511628211);
	return digest;
}

static void record(struct scene *scene, const char *key, const struct processor_wire *wire)
{
	struct scene_sent *sent = &scene->sent[scene->n_sent];

	CHECK_FATAL(scene->n_sent < SCENE_SENT_MAX);
	str_copy(sent->key, sizeof sent->key, key);
	str_copy(sent->path, sizeof sent->path, wire->path);
	sent->digest = digest_of(wire);
	for (int i = 0; i < scene->n_sent; i++)
		if (str_equal(scene->sent[i].key, key))
			CHECK(scene->sent[i].digest == sent->digest);
	scene->n_sent++;
}

static enum err send(void *self, const char *key, const struct processor_wire *wire,
		     int64_t timeout_ms, processor_done_fn *done, void *arg)
{
	struct scene *scene = self;
	bool is_write = strcmp(wire->method, "GET") != 0;

	stage_catch_up(scene);
	if (is_write)
		record(scene, key, wire);
	if (scene->short_path[0] != '\0' && is_write &&
	    strstr(wire->path, scene->short_path) != NULL)
		timeout_ms = scene->short_ms;
	scene->real_us = bank_real_us();
	return http_send(scene->http, key, wire, timeout_ms, done, arg);
}

static void forget(void *self, const char *key)
{
	http_abort(((struct scene *)self)->http, key);
}

static void begin(struct scene *scene)
{
	CHECK_OK_FATAL(loop_new(scene->app->clock, &scene->loop));
	scene->app->loop = scene->loop;
	scene->http = bank_http(stage_bank(), scene->loop, scene->base);
	scene->processor = (struct processor){ .driver = &processor_stripe,
					       .line = { send, forget, scene },
					       .mode = PROCESSOR_TEST };
	str_copy(scene->processor.account, sizeof scene->processor.account, "stripe");
	scene->app->processor = &scene->processor;
	scene->app->reader = scene->reader;
	CHECK_OK_FATAL(courier_new(scene->app, NULL, NULL, &scene->courier));
	courier_seed(scene->courier, 11);
}

void scene_kill(struct scene *scene)
{
	courier_free(scene->courier);
	http_close(scene->http);
	loop_free(scene->loop);
	scene->courier = NULL;
	scene->http = NULL;
	scene->loop = NULL;
	scene->app->processor = NULL;
}

void scene_start(struct scene *scene, int64_t after_ms)
{
	clock_advance(scene->app->clock, after_ms);
	begin(scene);
}

void scene_connect(struct scene *scene, const char *base)
{
	scene_kill(scene);
	str_copy(scene->base, sizeof scene->base, base != NULL ? base : stage_bank()->peer.base);
	scene->is_apart = base != NULL;
	begin(scene);
}

/* --- the scene ------------------------------------------------------------------------------ */

void scene_open(struct scene *scene)
{
	static const struct scene none;

	*scene = none;
	scene->vfs = memvfs_new(3);
	house_open(&scene->house, "sqlite:scene.db?vfs=memory&lock=none&twice=1", 1, true);
	scene->app = &scene->house.app;
	clock_init_set(&scene->house.clock, bank_real_unix_ms() + stage_bank()->ahead_ms);
	str_copy(scene->base, sizeof scene->base, stage_bank()->peer.base);
	stage_add_tenders(scene);
	begin(scene);
	scene_faults(scene, "");
	stage_add_reader(scene);
	scene->since = stage_effect_count();
}

void scene_close(struct scene *scene)
{
	CHECK_INT(courier_open(scene->courier), 0);
	CHECK_INT(scene_clearing(scene), scene_settled(scene) + scene->theirs_minor);
	CHECK_INT(shift_balance(&scene->house, LEDGER_IN_DOUBT, 0, "EUR"), 0);
	shift_verify(&scene->house);
	scene_kill(scene);
	house_close(&scene->house);
	memvfs_free(scene->vfs);
}
