/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/matrix/cell.c -- plays one cell: up to the operation, through the fault, the kill, the new
 *                        start, until nothing is open or a person has decided.
 */
#include "matrix/cell.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/str.h"
#include "double/memvfs.h"
#include "service/refund.h"
#include "service/shift.h"

#define STEP_MS 100
#define ANSWER_MS 45000          /* within it the answer is there, or there is none */
#define RESTART_MS 1000
#define SOON_MS 120000
#define LIMIT_MS 1800000
#define OPEN_MAX 32
#define HOLD 2000

/* --- what happens to a request -------------------------------------------------------------- */

static bool is_op(const struct cell_op *op, const struct processor_wire *wire)
{
	size_t len = strlen(wire->path), tail = strlen(op->path);

	if (strcmp(wire->method, "POST") != 0 || tail > len)
		return false;
	if (strncmp(op->path, "/v1/", 4) == 0)
		return strcmp(wire->path, op->path) == 0;
	return strncmp(wire->path, "/v1/payment_intents/", 20) == 0 ?
		       strcmp(wire->path + len - tail, op->path) == 0 :
		       strcmp(op->path, "/process_payment_intent") == 0 &&
			       strcmp(wire->path + len - tail, op->path) == 0;
}

static void fill_the_disk(struct cell *cell)
{
	memvfs_fail(cell->cards.vfs, MEMVFS_FULL, 1, true);
}

static enum sim_fault choose(void *arg, const char *key, const struct processor_wire *wire,
			     int attempt, int64_t *ret_arg)
{
	static const struct cell_op create = { "create", "/v1/payment_intents", "" };
	struct cell *cell = arg;

	(void)key;
	(void)attempt;
	/* The attempt of a present is written with the answer to its create. */
	if (cell->kill == KILL_BEFORE_ATTEMPT && !cell->was_killed && is_op(&create, wire) &&
	    strcmp(cell->op->name, "present") == 0) {
		fill_the_disk(cell);
		cell->is_due = true;
	}
	if (!is_op(cell->op, wire))
		return SIM_NONE;
	cell->sends++;
	if (!cell->was_killed && cell->kill != KILL_BEFORE_ATTEMPT)
		cell->is_due = true;
	if (cell->is_due && cell->kill == KILL_BEFORE_SEND)
		return SIM_TIMEOUT_BEFORE;
	if (cell->is_due && cell->kill == KILL_BEFORE_COMMIT)
		fill_the_disk(cell);
	if (cell->fault->script != NULL || cell->was_faulty)
		return SIM_NONE;
	cell->was_faulty = true;
	*ret_arg = cell->fault->arg;
	return cell->fault->wire;
}

/* --- people --------------------------------------------------------------------------------- */

static bool is_asking(const struct card_house *cards)
{
	const struct json *action =
		json_get(simulator_object(cards->simulator, cards->reader), "action");

	return str_equal(json_text(json_get(action, "status"), ""), "in_progress") &&
	       str_equal(json_text(json_get(action, "type"), ""), "process_payment_intent");
}

static void guest(struct card_house *cards)
{
	if (is_asking(cards))
		sim_line_person(cards->simulator, "present", "card=visa",
				clock_unix_ms(cards->app->clock));
}

static void kill_and_start(struct cell *cell)
{
	struct card_house *cards = &cell->cards;

	CHECK_INT(sim_line_changed(cards->line), 0);
	card_house_stop(cards);
	memvfs_fail(cards->vfs, MEMVFS_NO_FAULT, 0, false);
	card_house_start(cards, RESTART_MS);
	sim_line_hook(cards->line, choose, cell);
	cell->was_killed = true;
	cell->is_due = false;
}

/* What the open attempts and the payments before a person list as not known. */
static bool is_listed(struct cell *cell, int64_t minor)
{
	struct payment_row row = card_house_payment(&cell->cards, cell->payment);
	struct attempt_row rows[OPEN_MAX];
	bool is_listed = row.state == PAYMENT_MISMATCH;
	int n = 0;

	CHECK_OK_FATAL(store_attempt_open(cell->cards.app->db, rows, OPEN_MAX, &n));
	for (int i = 0; i < n; i++) {
		is_listed |= strcmp(rows[i].op, "capture") == 0 && rows[i].amount_minor == minor;
		is_listed |= strcmp(rows[i].op, "refund") == 0 && rows[i].amount_minor == -minor;
		store_attempt_done(&rows[i]);
	}
	return is_listed;
}

/* Before a doubt is resolved, the difference is what the list of doubts has (P7). */
static void check_doubt(struct cell *cell)
{
	int64_t minor = card_house_settled(&cell->cards) - card_house_clearing(&cell->cards);

	CHECK(minor == 0 || is_listed(cell, minor));
	shift_verify(&cell->cards.house);
}

/* Kills the till when its moment has come; true when it did. */
static bool kill_when_due(struct cell *cell)
{
	struct card_house *cards = &cell->cards;
	bool wants_answer = cell->kill != KILL_BEFORE_SEND && cell->kill != KILL_BEFORE_ANSWER;

	if (!cell->is_due)
		return false;
	for (int64_t ms = 0; wants_answer && ms < ANSWER_MS && sim_line_under_way(cards->line) > 0;
	     ms += STEP_MS)
		card_house_pass(cards, STEP_MS);
	kill_and_start(cell);
	check_doubt(cell);
	return true;
}

/* Time passes, guests show cards, the kill comes when it is due; until nothing is open. */
static bool play_on(struct cell *cell, int64_t limit_ms)
{
	struct card_house *cards = &cell->cards;

	courier_kick(cards->courier);
	for (int64_t ms = 0; ms < limit_ms; ms += STEP_MS) {
		card_house_pass(cards, STEP_MS);
		if (kill_when_due(cell))
			continue;
		if (ms % 500 == 0)
			guest(cards);
		if (courier_open(cards->courier) == 0)
			return true;
	}
	return false;
}

/* --- up to the operation -------------------------------------------------------------------- */

static bool is_named(const struct cell *cell, const char *name)
{
	return strcmp(cell->op->name, name) == 0;
}

static void hold(struct cell *cell)
{
	struct act act = house_act(&cell->cards.house, cell->bill);
	struct payment_order order = { .amount_minor = HOLD,
				       .tender_type = house_tender(&cell->cards.house, "slip") };

	CHECK_OK_FATAL(payment_hold(cell->cards.app, &act, &order, &cell->payment));
}

/* Brings the payment to where the operation can be asked for. */
static void prepare(struct cell *cell)
{
	static const int64_t codes[] = { 21, 32, 21, 0 };

	card_house_open(&cell->cards, NULL, 5);
	cell->bill = house_check(&cell->cards.house, 1, codes);
	if (is_named(cell, "increment") || is_named(cell, "void"))
		hold(cell);
	else if (is_named(cell, "capture"))
		cell->payment = card_house_begin(&cell->cards, cell->bill, 0, "slip");
	else if (is_named(cell, "refund"))
		cell->payment = card_house_begin(&cell->cards, cell->bill, 0, "card");
	if (cell->payment == 0)
		return;
	cell->was_killed = cell->was_faulty = true; /* not yet */
	CHECK_FATAL(play_on(cell, SOON_MS));
	cell->was_killed = cell->was_faulty = false;
}

static enum err begin(struct cell *cell)
{
	struct act act = house_act(&cell->cards.house, cell->bill);
	struct payment_order order = { .amount_minor = PAY_EXACT,
				       .part = shift_part(&cell->cards.house, cell->bill, 0),
				       .tender_type = house_tender(&cell->cards.house, "card") };

	return payment_begin(cell->cards.app, &act, &order, &cell->payment);
}

static enum err ask_for_it(struct cell *cell)
{
	struct app *app = cell->cards.app;
	struct act act = house_act(&cell->cards.house, cell->bill);
	struct refund_order order = { .part = shift_part(&cell->cards.house, cell->bill, 0) };
	int64_t refund;

	if (is_named(cell, "increment"))
		return payment_increment(app, &act, cell->payment, HOLD + 1000);
	if (is_named(cell, "void"))
		return payment_release(app, &act, cell->payment);
	if (is_named(cell, "capture"))
		return payment_capture(app, &act, cell->payment, 0);
	if (is_named(cell, "refund")) {
		act = shift_why(&cell->cards.house, cell->bill, "refund");
		return refund_make(app, &act, &order, &refund);
	}
	return begin(cell);
}

/* The operation is asked for; when its attempt cannot be written, again after the kill. */
static void ask(struct cell *cell)
{
	bool is_early = cell->kill == KILL_BEFORE_ATTEMPT && !is_named(cell, "present");

	if (is_early) {
		fill_the_disk(cell);
		CHECK(ask_for_it(cell) != ERR_OK);
		memvfs_fail(cell->cards.vfs, MEMVFS_NO_FAULT, 0, false);
		kill_and_start(cell);
	}
	CHECK_OK_FATAL(ask_for_it(cell));
}

static void arm(struct cell *cell)
{
	char text[256];

	sim_line_hook(cell->cards.line, choose, cell);
	if (cell->fault->script == NULL)
		return;
	str_format(text, sizeof text, "{\"on\":\"%s\",\"fault\":\"%s\",\"times\":1}",
		   cell->op->script, cell->fault->script);
	CHECK_OK_FATAL(simulator_set_faults(cell->cards.simulator, text, strlen(text)));
}

/* --- the end -------------------------------------------------------------------------------- */

/* A person decides what nobody else can, by what truly moved. */
static void decide(struct cell *cell)
{
	static const char sql[] = "SELECT coalesce(max(id), 0) FROM attempt WHERE property = $1 "
				  "AND op = $2";
	struct card_house *cards = &cell->cards;
	bool is_refund = is_named(cell, "refund");
	int64_t settled = card_house_settled(cards), attempt = 0;
	bool is_taken = is_refund ? settled == 0 : settled > 0;
	struct act act = shift_why(&cards->house, cell->bill, "refund");

	CHECK_OK_FATAL(db_one_int(cards->app->db, &attempt, sql, V(1), V(cell->op->name)));
	CHECK_OK(payment_decide(cards->app, &act, attempt,
				is_taken ? PAYMENT_TAKEN : PAYMENT_NOT_TAKEN, "statement 7"));
}

static void check_end(struct cell *cell)
{
	static const char *const once[] = { "create", "authorize", "capture", "cancel", "refund",
					    "increment" };
	struct card_house *cards = &cell->cards;
	struct payment_row row = card_house_payment(cards, cell->payment);

	CHECK(row.state != PAYMENT_DOUBT && row.state != PAYMENT_CAPTURING &&
	      row.state != PAYMENT_STARTING && row.state != PAYMENT_MISMATCH);
	for (size_t i = 0; i < sizeof once / sizeof *once; i++)
		CHECK(card_house_effects(cards, once[i]) <= 1);
	CHECK_INT(card_house_clearing(cards), card_house_settled(cards));
	CHECK_INT(sim_line_changed(cards->line), 0);
	CHECK_INT(shift_balance(&cards->house, LEDGER_IN_DOUBT, 0, "EUR"), 0);
	CHECK_INT(courier_open(cards->courier), 0);
	CHECK(cell->sends > 0 && cell->was_killed);
	shift_verify(&cards->house);
}

/* Whether the script's fault met its operation. */
static bool has_script_fired(struct cell *cell)
{
	struct simulator_answer answer;
	bool has_fired;

	simulator_control(cell->cards.simulator, "status", "",
			  clock_unix_ms(cell->cards.app->clock), &answer);
	has_fired = strstr(str_text(&answer.body), "\"fired\":1") != NULL ||
		    strstr(str_text(&answer.body), "\"fired\": 1") != NULL;
	simulator_answer_done(&answer);
	return has_fired;
}

enum payment_state cell_play(struct cell *cell)
{
	enum payment_state state;

	prepare(cell);
	arm(cell);
	ask(cell);
	if (!play_on(cell, LIMIT_MS) ||
	    card_house_payment(&cell->cards, cell->payment).state == PAYMENT_MISMATCH) {
		check_doubt(cell);
		decide(cell);
		(void)play_on(cell, SOON_MS);
	}
	check_end(cell);
	cell->has_fired = cell->fault->script != NULL ? has_script_fired(cell) : cell->was_faulty;
	state = card_house_payment(&cell->cards, cell->payment).state;
	card_house_close(&cell->cards);
	return state;
}
