/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/flows_truth.c -- what truly happened at the simulator, against the books.
 */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "campaign/flows.h"
#include "core/entry.h"
#include "store/verify.h"

#define SETTLE_ROUNDS 40
#define SETTLE_MS 30000
#define OPEN_MAX 256

#define BIT(state) (1U << (state))
#define UNDER_WAY (BIT(PAYMENT_STARTING) | BIT(PAYMENT_WAITING) | BIT(PAYMENT_STOPPING) | \
		   BIT(PAYMENT_CAPTURING) | BIT(PAYMENT_DOUBT))

static struct db *store_of(struct flow_world *world)
{
	return world->till[0].app->db;
}

static int64_t ask(struct flow_world *world, const char *sql, int64_t with)
{
	int64_t n = 0;
	enum err err = db_one_int(store_of(world), &n, sql, V(1), V(with));

	if (err != ERR_OK)
		flow_wrong(world, "the store does not answer: %s", err_name(err));
	return n;
}

/* The attempt with this key: 0 there is none, 1 it is open, 2 it has its outcome. */
static int attempt_of(struct flow_world *world, const char *key)
{
	static const char sql[] =
		"SELECT 1 + (SELECT count(*) FROM outcome AS o WHERE o.property = a.property "
		"AND o.attempt = a.id) FROM attempt AS a WHERE a.property = $1 AND a.key = $2";
	int64_t state = 0;
	enum err err = db_one_int(store_of(world), &state, sql, V(1), V(key));

	return err == ERR_OK ? (int)state : 0;
}

static bool moves_money(const char *name)
{
	return str_equal(name, "capture") || str_equal(name, "refund");
}

void flow_check_listed(struct flow_world *world)
{
	struct simulator_effect effect;

	for (size_t i = 0; world->bank->effect_at(world, i, &effect); i++)
		if (moves_money(effect.name) && effect.key[0] != '\0' &&
		    attempt_of(world, effect.key) == 0)
			flow_wrong(world, "%s of %lld at the processor by no attempt of ours",
				   effect.name, (long long)effect.amount_minor);
}

/* --- resolving ----------------------------------------------------------------------------- */

/* What only a person can decide is decided by the record, as a statement would tell it. */
static void decide(struct flow_world *world)
{
	static const char sql[] =
		"SELECT a.id, a.key FROM attempt AS a JOIN attempt_live AS l "
		"ON l.property = a.property AND l.attempt = a.id "
		"WHERE a.property = $1 AND l.state <> 'done' ORDER BY a.id LIMIT 64";
	struct card_house *till = &world->till[0];
	struct db_rows *rows = db_query(till->app->db, sql, V(1));
	int64_t ids[64];
	bool taken[64];
	int n = 0;

	while (n < 64 && db_next(rows)) {
		struct simulator_effect effect;

		ids[n] = db_int(rows, 0);
		taken[n] = false;
		for (size_t i = 0; world->bank->effect_at(world, i, &effect); i++)
			taken[n] |= moves_money(effect.name) &&
				    (str_equal(effect.key, db_text(rows, 1)) ||
				     str_equal(effect.attempt, db_text(rows, 1)));
		n++;
	}
	(void)db_end(rows);
	for (int i = 0; i < n; i++) {
		struct act act = app_act(till->app, till->house.manager);

		act.reason = house_reason(&till->house, "refund");
		(void)payment_decide(till->app, &act, ids[i],
				     taken[i] ? PAYMENT_TAKEN : PAYMENT_NOT_TAKEN,
				     "statement of today, line 1");
	}
}

/* Nobody stands at the reader any more: what waits is stopped, what is held is released. */
static void clear_floor(struct flow_world *world)
{
	static struct payment_row rows[OPEN_MAX];
	struct card_house *till = &world->till[0];
	int n = 0;

	if (store_payment_in(till->app->db, UNDER_WAY | BIT(PAYMENT_AUTHORIZED), rows, OPEN_MAX,
			     &n) != ERR_OK)
		return;
	for (int i = 0; i < n; i++) {
		struct act act = app_bill_act(till->app, till->house.manager, rows[i].bill, -1);

		(void)bill_take_over(till->app, &act);
		act = app_bill_act(till->app, till->house.manager, rows[i].bill, -1);
		if (rows[i].state == PAYMENT_DOUBT)
			(void)payment_ask_now(till->app, &act, rows[i].id);
		act = app_bill_act(till->app, till->house.manager, rows[i].bill, -1);
		if (rows[i].state != PAYMENT_AUTHORIZED)
			(void)payment_stop(till->app, &act, rows[i].id);
		else if (rows[i].part != 0)
			(void)payment_capture(till->app, &act, rows[i].id, 0);
		else
			(void)payment_release(till->app, &act, rows[i].id);
	}
}

static int64_t open_attempts(struct flow_world *world)
{
	return ask(world, "SELECT count(*) FROM attempt_live WHERE property = $1 "
			  "AND state <> 'done' AND $2 = 0", 0);
}

static void heal(struct flow_world *world)
{
	world->fault_ppm = 0;
	(void)world->bank->set_faults(world, "");
	world->bank->heal(world);
}

/* --- the proof ----------------------------------------------------------------------------- */

/* Captured and refunded at the processor for intents whose payment waits for a person. */
static int64_t frozen_minor(struct flow_world *world)
{
	static const char sql[] =
		"SELECT v.intent FROM payment_live AS v WHERE v.property = $1 "
		"AND v.state = 'mismatch'";
	struct db_rows *rows = db_query(store_of(world), sql, V(1));
	int64_t minor = 0;

	while (db_next(rows)) {
		struct simulator_effect effect;

		for (size_t i = 0; world->bank->effect_at(world, i, &effect); i++)
			if (db_text(rows, 0)[0] != '\0' &&
			    str_equal(effect.intent, db_text(rows, 0)))
				minor += str_equal(effect.name, "capture") ? effect.amount_minor
					 : str_equal(effect.name, "refund") ? -effect.amount_minor
									    : 0;
	}
	(void)db_end(rows);
	return minor;
}

static void check_once(struct flow_world *world)
{
	struct simulator_effect one, other;

	for (size_t i = 0; world->bank->effect_at(world, i, &one); i++) {
		if (!moves_money(one.name))
			continue;
		if (str_equal(one.name, "capture"))
			world->captured += one.amount_minor;
		else
			world->refunded += one.amount_minor;
		if (one.attempt[0] == '\0')
			continue;
		for (size_t j = i + 1; world->bank->effect_at(world, j, &other); j++)
			if (str_equal(one.name, other.name) &&
			    str_equal(one.attempt, other.attempt) &&
			    (str_equal(one.name, "refund") || str_equal(one.intent, other.intent)))
				flow_wrong(world, "%s of %lld twice for one attempt", one.name,
					   (long long)one.amount_minor);
	}
}

/* Sent again although it was too old, or with other bytes (P3). */
static void check_sent(struct flow_world *world)
{
	if (world->bank->changed(world) > 0)
		flow_wrong(world, "a key came with other bytes");
}

/* What the processor did for an intent, and by how much its payment's rows differ. */
static void print_payment(struct flow_world *world, const struct payment_row *row)
{
	static const char sql[] =
		"SELECT a.op, o.outcome, o.state, o.found, o.amount_minor, a.key FROM outcome AS o "
		"JOIN attempt AS a ON a.property = o.property AND a.id = o.attempt "
		"WHERE o.property = $1 AND o.payment = $2 ORDER BY o.id";
	struct simulator_effect effect;
	struct db_rows *rows;

	printf("  payment %lld %s %s wants '%s' intent %s captured %lld refunded %lld\n",
	       (long long)row->id, row->kind, payment_state_name(row->state), row->wants,
	       row->intent, (long long)row->captured_minor, (long long)row->refunded_minor);
	for (size_t i = 0; world->bank->effect_at(world, i, &effect); i++)
		if (row->intent[0] != '\0' && str_equal(effect.intent, row->intent))
			printf("    there: %-12s %8lld  %s\n", effect.name,
			       (long long)effect.amount_minor, effect.key);
	rows = db_query(store_of(world), sql, V(1), V(row->id));
	while (db_next(rows))
		printf("    here:  %-12s %8lld  %s %s by %s  %s\n", db_text(rows, 0),
		       (long long)db_int(rows, 4), db_text(rows, 1), db_text(rows, 2),
		       db_text(rows, 3), db_text(rows, 5));
	(void)db_end(rows);
}

static int64_t settled_of(struct flow_world *world, const char *intent)
{
	struct simulator_effect effect;
	int64_t minor = 0;

	for (size_t i = 0; world->bank->effect_at(world, i, &effect); i++)
		if (str_equal(effect.intent, intent))
			minor += str_equal(effect.name, "capture")  ? effect.amount_minor
				 : str_equal(effect.name, "refund") ? -effect.amount_minor
								    : 0;
	return minor;
}

void flow_print(struct flow_world *world)
{
	static struct payment_row rows[OPEN_MAX];
	int n = 0;

	if (store_payment_in(store_of(world), ~0U, rows, OPEN_MAX, &n) != ERR_OK)
		return;
	for (int i = 0; i < n; i++)
		if (rows[i].captured_minor - rows[i].refunded_minor !=
			    settled_of(world, rows[i].intent) ||
		    (BIT(rows[i].state) & UNDER_WAY) != 0 ||
		    (rows[i].intent[0] != '\0' && strstr(world->first, rows[i].intent) != NULL))
			print_payment(world, &rows[i]);
}

/* What was answered with other amounts was not taken for done (P4). */
static void check_odd(struct flow_world *world)
{
	static const char sql[] =
		"SELECT count(*) FROM outcome AS o JOIN attempt AS a ON a.property = o.property "
		"AND a.id = o.attempt WHERE o.property = $1 AND a.key = $2 "
		"AND o.outcome = 'ok' AND o.found = 'answer'";

	for (int i = 0; i < world->n_keys; i++) {
		int64_t n = 0;

		if (world->keys[i].is_odd &&
		    db_one_int(store_of(world), &n, sql, V(1), V(world->keys[i].key)) == ERR_OK &&
		    n > 0)
			flow_wrong(world, "an answer with another amount was taken for done (P4)");
	}
}

/* No part goes back for more than it was paid with, over both tills (P5). */
static void check_caps(struct flow_world *world)
{
	static const char sql[] =
		"SELECT count(*) FROM part_close AS c WHERE c.property = $1 AND $2 = 0 AND "
		"c.total_minor < (SELECT coalesce(sum(r.total_minor - r.tip_minor), 0) "
		"FROM refund AS r WHERE r.property = c.property AND r.part = c.part)";

	if (ask(world, sql, 0) > 0)
		flow_wrong(world, "more went back than a part was paid with (P5)");
}

static void check_ledgers(struct flow_world *world)
{
	static const char balance[] =
		"SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE property = $1 "
		"AND account / 1000000 = $2";
	int64_t clearing = ask(world, balance, LEDGER_CLEARING);
	int64_t settled = world->bank->settled(world);
	int64_t frozen = frozen_minor(world);

	if (settled - frozen != clearing)
		flow_wrong(world, "the processor took %lld (%lld of it frozen), the journal "
				  "says %lld (P7)", (long long)settled, (long long)frozen,
			   (long long)clearing);
}

static void check_nothing_held(struct flow_world *world)
{
	static struct payment_row rows[OPEN_MAX];
	int n = 0;

	if (store_payment_in(store_of(world), UNDER_WAY, rows, OPEN_MAX, &n) == ERR_OK && n > 0)
		flow_wrong(world, "payment %lld stays under way or in doubt: %s",
			   (long long)rows[0].id, rows[0].problem);
}

static void check_books(struct flow_world *world)
{
	struct verify_result result;
	enum err err = verify_run(store_of(world), NULL, NULL, &result);

	if (err != ERR_OK)
		flow_wrong(world, "verify: %s: %s", err_name(err), result.first);
}

void flow_settle(struct flow_world *world)
{
	heal(world);
	for (int i = 0; i < SETTLE_ROUNDS && !world->has_failed; i++) {
		for (int t = 0; t < FLOW_TILLS; t++)
			courier_kick(world->till[t].courier);
		clear_floor(world);
		world->bank->pass(world, SETTLE_MS);
		if (open_attempts(world) == 0 && i > 1)
			break;
		if (i > SETTLE_ROUNDS / 2)
			decide(world);
	}
	for (int t = 0; t < FLOW_TILLS; t++) {
		(void)courier_listen(world->till[t].courier);
		world->bank->pass(world, SETTLE_MS);
	}
	if (open_attempts(world) > 0)
		flow_wrong(world, "%lld attempts stay open", (long long)open_attempts(world));
	flow_check_listed(world);
	check_nothing_held(world);
	check_once(world);
	check_odd(world);
	check_caps(world);
	check_sent(world);
	check_ledgers(world);
	check_books(world);
}
