/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/flows_mutants.c -- the program with one flaw at a time, each a mistake that such
 *                                   programs make with cards.  The campaign must find every one.
 *
 * Flaws of the driver wrap decode, flaws of the sender wrap the line, flaws of the services wrap a
 * function by the linker (--wrap).
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "campaign/flows.h"
#include "service/courier_inside.h"
#include "store/store_refund.h"

static enum mutant now;              /* for the wrapped functions, which know no world */
static struct flow_world *watched;   /* for the driver, which knows none either */

void flow_set_mutant(enum mutant mutant)
{
	now = mutant;
}

/* --- the driver ---------------------------------------------------------------------------- */

static bool takes_money(const struct processor_request *request)
{
	return request->op == PROCESSOR_CAPTURE || request->op == PROCESSOR_PRESENT ||
	       request->op == PROCESSOR_REFUND;
}

static void decode_wrongly(const struct processor_request *request,
			   const struct processor_reply *reply, struct processor_answer *ret_answer)
{
	struct processor_request blind = *request;

	processor_stripe.decode(request, reply, ret_answer);
	if (ret_answer->outcome == PROCESSOR_MISMATCH && processor_is_write(request->op))
		flow_key_of(watched, request->attempt)->is_odd = true;
	if (now == MUTANT_AMOUNT) {
		blind.amount_minor = 0;
		processor_stripe.decode(&blind, reply, ret_answer);
		if (request->op == PROCESSOR_CAPTURE && ret_answer->captured_minor > 0)
			ret_answer->captured_minor = request->amount_minor;
	}
	if (now == MUTANT_DECLINED && ret_answer->outcome == PROCESSOR_UNKNOWN &&
	    takes_money(request)) {
		ret_answer->outcome = PROCESSOR_DECLINED;
		ret_answer->state = PROCESSOR_CARD_NO;
		ret_answer->next = PROCESSOR_NEXT_NEW;
	}
	if (now == MUTANT_PAID && ret_answer->outcome == PROCESSOR_UNKNOWN &&
	    request->op == PROCESSOR_CAPTURE) {
		ret_answer->outcome = PROCESSOR_OK;
		ret_answer->state = PROCESSOR_CAPTURED;
		ret_answer->next = PROCESSOR_NEXT_NOTHING;
		ret_answer->is_known = true;
		ret_answer->captured_minor = ret_answer->amount_minor = request->amount_minor;
		str_copy(ret_answer->unit, sizeof ret_answer->unit, request->unit);
		str_copy(ret_answer->intent, sizeof ret_answer->intent, request->intent);
	}
	if (request->op == PROCESSOR_CAPTURE && ret_answer->outcome == PROCESSOR_REFUSED &&
	    str_equal(ret_answer->code, "amount_too_large"))
		flow_wrong(watched, "%lld was to be captured of %s, more than the charge grants "
				    "(P5)", (long long)request->amount_minor, request->intent);
	if (now == MUTANT_TIP && ret_answer->capture_most_minor > 0)
		ret_answer->capture_most_minor += 100000;
}

/* --- the line ------------------------------------------------------------------------------ */

struct flow_carried {
	struct flow_wire *wire;
	processor_done_fn *done;
	void *arg;
	char key[PROCESSOR_KEY_SIZE];
	struct flow_carried *next;
};

static void drop(struct flow_carried *carried)
{
	struct flow_carried **at = &carried->wire->carried;

	while (*at != carried)
		at = &(*at)->next;
	*at = carried->next;
	free(carried);
}

void flow_mutate_end(struct flow_world *world, int till)
{
	while (world->wires[till].carried != NULL)
		drop(world->wires[till].carried);
}

struct flow_key *flow_key_of(struct flow_world *world, const char *key)
{
	for (int i = 0; i < world->n_keys; i++)
		if (str_equal(world->keys[i].key, key))
			return &world->keys[i];
	if (world->n_keys == FLOW_KEYS)
		abort();
	str_copy(world->keys[world->n_keys].key, PROCESSOR_KEY_SIZE, key);
	return &world->keys[world->n_keys++];
}

static void carried_back(void *arg, const char *key, const struct processor_reply *reply)
{
	struct flow_carried *carried = arg;
	struct processor_reply told = *reply;

	(void)key;
	carried->wire->world->fates[reply->fate]++;
	if (reply->fate == PROCESSOR_FATE_REPLIED && reply->is_replayed && reply->http >= 500 &&
	    reply->should_retry != 1)
		flow_key_of(carried->wire->world, carried->key)->is_over = true;
	if (now == MUTANT_REPLAYED)
		told.is_replayed = false;
	carried->done(carried->arg, carried->key, &told);
	drop(carried);
}

/* P3: too old, or answered by a stored 500, a key is not sent any more. */
static void watch(struct flow_wire *wire, const char *key)
{
	int64_t now_unix_ms = clock_unix_ms(wire->world->till[wire->till].app->clock);
	struct flow_key *known = flow_key_of(wire->world, key);

	if (known->first_unix_ms == 0)
		known->first_unix_ms = now_unix_ms;
	if (known->is_over)
		flow_wrong(wire->world, "a key is sent again after its stored 500");
	if (now_unix_ms - known->first_unix_ms > PAYMENT_KEY_MS + PAYMENT_DOUBT_MS)
		flow_wrong(wire->world, "a key older than 23 h is sent again");
}

/* With the flaw, the second time a key is sent it is another. */
static enum err send_watched(void *self, const char *key, const struct processor_wire *wire,
			     int64_t timeout_ms, processor_done_fn *done, void *arg)
{
	struct flow_wire *flow = self;
	struct flow_carried *carried = calloc(1, sizeof *carried);
	bool is_write = !str_equal(wire->method, "GET");
	char other[PROCESSOR_KEY_SIZE];
	enum err err;

	if (carried == NULL)
		return ERR_MEMORY;
	*carried = (struct flow_carried){ .wire = flow, .done = done, .arg = arg,
					  .next = flow->carried };
	flow->carried = carried;
	str_copy(carried->key, sizeof carried->key, key);
	str_copy(other, sizeof other, key);
	if (is_write && now == MUTANT_NEW_KEY)
		str_format(other, sizeof other, "%.40s-%llu", key,
			   (unsigned long long)random_below(&flow->world->random, UINT32_MAX));
	else if (is_write)
		watch(flow, key);
	err = flow->line.send(flow->line.self, other, wire, timeout_ms, carried_back, carried);
	if (err != ERR_OK)
		drop(carried);
	return err;
}

static void abort_watched(void *self, const char *key)
{
	struct flow_wire *flow = self;

	flow->line.abort(flow->line.self, key);
}

void flow_mutate(struct flow_world *world, int till)
{
	struct card_house *cards = &world->till[till];

	flow_mutate_end(world, till);
	watched = world;
	world->driver = processor_stripe;
	world->driver.decode = decode_wrongly;
	cards->processor.driver = &world->driver;
	world->wires[till] = (struct flow_wire){ world, till, cards->processor.line, NULL };
	cards->processor.line = (struct processor_line){ send_watched, abort_watched,
							 &world->wires[till] };
}

static enum err forget_sent(struct db *db, void *arg)
{
	static const char sql[] = "UPDATE attempt_live SET state = 'done' WHERE property = $1 "
				  "AND state = 'prepared' AND tries > 0";

	(void)arg;
	return db_run(db, sql, V(1));
}

/* What was on its way is not in the store. */
void flow_mutate_kill(struct flow_world *world, int till)
{
	if (world->mutant == MUTANT_SAVED_LATE)
		(void)db_atomically(world->till[till].app->db, forget_sent, NULL);
}

/* --- the services -------------------------------------------------------------------------- */

bool __real_courier_may_send(const struct courier *courier, const struct attempt_row *attempt);
bool __wrap_courier_may_send(const struct courier *courier, const struct attempt_row *attempt);
enum err __real_act_run(struct db *db, const struct act *act, const char *name,
			const char *content, enum err (*body)(struct tx *tx, void *arg), void *arg,
			int64_t *ret_result);
enum err __wrap_act_run(struct db *db, const struct act *act, const char *name,
			const char *content, enum err (*body)(struct tx *tx, void *arg), void *arg,
			int64_t *ret_result);
enum err __real_store_refund_each_line(struct db *db, int64_t part, store_refund_line_fn *each,
				       void *arg);
enum err __wrap_store_refund_each_line(struct db *db, int64_t part, store_refund_line_fn *each,
				       void *arg);
enum err __real_store_refund_of_tender(struct db *db, int64_t bill, int64_t tender,
				       const char *unit, struct refund_tender_sum *ret_sum);
enum err __wrap_store_refund_of_tender(struct db *db, int64_t bill, int64_t tender,
				       const char *unit, struct refund_tender_sum *ret_sum);
enum err __real_store_refund_of_payment(struct db *db, int64_t payment,
					struct refund_payment_sum *ret_sum);
enum err __wrap_store_refund_of_payment(struct db *db, int64_t payment,
					struct refund_payment_sum *ret_sum);
enum err __real_store_outcome_insert(struct tx *tx, struct outcome_row *row);
enum err __wrap_store_outcome_insert(struct tx *tx, struct outcome_row *row);

bool __wrap_courier_may_send(const struct courier *courier, const struct attempt_row *attempt)
{
	return now == MUTANT_OLD_KEY || __real_courier_may_send(courier, attempt);
}

static enum err open_again(struct db *db, void *arg)
{
	static const char sql[] = "UPDATE attempt_live SET state = 'prepared' "
				  "WHERE property = $1 AND attempt = $2 AND state = 'done'";

	return db_run(db, sql, V(1), V(*(int64_t *)arg));
}

/* The second till knows nothing of what was refunded. */
static bool is_blind(const struct db *db)
{
	return now == MUTANT_CAP && db == watched->till[1].app->db;
}

enum err __wrap_store_refund_each_line(struct db *db, int64_t part, store_refund_line_fn *each,
				       void *arg)
{
	return is_blind(db) ? ERR_OK : __real_store_refund_each_line(db, part, each, arg);
}

enum err __wrap_store_refund_of_tender(struct db *db, int64_t bill, int64_t tender,
				       const char *unit, struct refund_tender_sum *ret_sum)
{
	enum err err = __real_store_refund_of_tender(db, bill, tender, unit, ret_sum);

	if (err == ERR_OK && is_blind(db))
		*ret_sum = (struct refund_tender_sum){ 0 };
	return err;
}

enum err __wrap_store_refund_of_payment(struct db *db, int64_t payment,
					struct refund_payment_sum *ret_sum)
{
	enum err err = __real_store_refund_of_payment(db, payment, ret_sum);

	if (err == ERR_OK && is_blind(db))
		ret_sum->refunded_minor = 0;
	return err;
}

/* An answer that is brought again finds its attempt open and no outcome. */
enum err __wrap_act_run(struct db *db, const struct act *act, const char *name,
			const char *content, enum err (*body)(struct tx *tx, void *arg), void *arg,
			int64_t *ret_result)
{
	enum err err = __real_act_run(db, act, name, content, body, arg, ret_result);
	struct act again = *act;
	int64_t attempt;

	if (now != MUTANT_TWICE || err != ERR_OK || strcmp(name, "payment-answer") != 0 ||
	    !str_int64(content, &attempt))
		return err;
	str_format(again.key, sizeof again.key, "%.60s-again", act->key);
	(void)db_atomically(db, open_again, &attempt);
	(void)__real_act_run(db, &again, name, content, body, arg, ret_result);
	return err;
}

enum err __wrap_store_outcome_insert(struct tx *tx, struct outcome_row *row)
{
	struct outcome_row known;

	if (now == MUTANT_TWICE && store_outcome_load(tx->db, row->attempt, &known) == ERR_OK)
		return ERR_OK;
	return __real_store_outcome_insert(tx, row);
}
