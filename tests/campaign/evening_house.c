/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening_house.c -- the house of the evening, and its end: guests go, drawers are
 *                                   counted, the books prove themselves.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "campaign/evening_inside.h"
#include "core/entry.h"
#include "double/memvfs.h"
#include "double/pass.h"
#include "service/books.h"
#include "service/day.h"
#include "service/drawer.h"
#include "service/refund.h"
#include "service/setup.h"
#include "service/setup_price.h"
#include "service/staff.h"
#include "store/store_menu.h"

#define URL "sqlite:evening.db?vfs=memory&lock=none"
#define STEP_MS 100
#define FAULT_PPM 60000
#define SETTLE_ROUNDS 40
#define SETTLE_MS 30000
#define LIST 256

#define BIT(state) (1U << (state))
#define UNDER_WAY (BIT(PAYMENT_STARTING) | BIT(PAYMENT_WAITING) | BIT(PAYMENT_STOPPING) | \
		   BIT(PAYMENT_CAPTURING) | BIT(PAYMENT_DOUBT))

void evening_must(enum err err, const char *what)
{
	if (err == ERR_OK)
		return;
	fprintf(stderr, "evening: %s: %s\n", what, err_text(err));
	exit(99);
}

static struct act boss(struct evening *evening, int64_t bill)
{
	return app_bill_act(evening->till[0].app, evening->till[0].house.manager, bill, -1);
}

static struct act boss_why(struct evening *evening, int64_t bill, const char *kind)
{
	struct act act = boss(evening, bill);

	act.reason = house_reason(&evening->till[0].house, kind);
	return act;
}

int64_t evening_number(struct evening *evening, const char *sql)
{
	int64_t number = -1;

	evening_must(db_one_int(evening->till[0].app->db, &number, sql, V(1)), "number");
	return number;
}

/* --- the house -------------------------------------------------------------------------------- */

static void add_tables(struct evening *evening)
{
	for (int64_t n = 9; n <= EVENING_TABLES; n++) {
		struct act act = boss(evening, 0);

		evening_must(setup_table(evening->till[0].app, &act, &(struct setup_table){
				.number = n, .room = n < 30 ? "Restaurant" : "Terrace",
				.seats = 4, .is_active = true }),
		     "table");
	}
}

static void add_waiters(struct evening *evening)
{
	static const char *const names[] = { "Rim", "Karim", "Hana" };

	for (int i = 0; i < EVENING_WAITERS; i++) {
		char pin[16];
		struct staff_new person = { .number = 11 + i, .name = names[i], .pin = pin,
					    .role = ROLE_WAITER, .language = "en",
					    .is_active = true };
		struct act act = boss(evening, 0);

		str_format(pin, sizeof pin, "5822%d7", i);
		evening_must(staff_put(evening->till[0].app, &act, &person, &evening->waiter[i]),
		     names[i]);
	}
}

static void add_rules(struct evening *evening)
{
	static const struct setup_discount rules[EVENING_RULES] = {
		{ .no = 1, .name = "Tenth", .category = "", .rate_ppm = 100000,
		  .amount_minor = -1, .target_minor = -1, .reason = "", .is_active = true },
		{ .no = 2, .name = "On the house", .kind = DISCOUNT_COMP, .category = "",
		  .rate_ppm = 1000000, .amount_minor = -1, .target_minor = -1, .reason = "",
		  .is_active = true },
		{ .no = 3, .name = "Happy hour", .scope = DISCOUNT_OF_CATEGORY,
		  .category = "Drinks", .rate_ppm = 500000, .amount_minor = -1,
		  .target_minor = -1, .reason = "", .is_active = true },
		{ .no = 4, .name = "Regulars", .scope = DISCOUNT_OF_CHECK, .category = "",
		  .rate_ppm = 50000, .amount_minor = -1, .target_minor = -1, .reason = "",
		  .is_active = true },
	};
	struct setup_service service = { .name = "Service", .room = "", .covers = 6,
					 .rate_ppm = 125000, .tax_class = "VAT 20",
					 .department = "Service", .is_active = true };
	struct act act;

	for (int i = 0; i < EVENING_RULES; i++) {
		act = boss(evening, 0);
		evening_must(setup_discount(evening->till[0].app, &act, &rules[i],
					    &evening->rules[i]),
			     rules[i].name);
	}
	act = boss(evening, 0);
	evening_must(setup_service(evening->till[0].app, &act, &service, NULL), "service");
}

static enum err food_away(struct tx *tx, void *arg)
{
	static const char sql[] = "UPDATE category SET take_away_tax_class = $2 "
				  "WHERE property = $1 AND name = 'Food'";
	const int64_t *class = arg;

	return db_run(tx->db, sql, V(tx->property), V(*class));
}

static void add_taxes(struct evening *evening)
{
	struct app *app = evening->till[0].app;
	struct act act = boss(evening, 0);
	struct setup_tax tax = { .name = "VAT 5", .inclusive = true, .n = 1,
				 .part = { { 50000, TAX_ON_NET } }, .part_names = { "VAT 5" },
				 .since = app->property.business_date };
	struct tax_version version;
	struct item item;
	int64_t class = 0;

	evening_must(setup_tax(app, &act, &tax, &class), "VAT 5");
	act = boss(evening, 0);
	evening_must(act_run(app->db, &act, "category", "", food_away, &class, NULL), "take-away");
	evening_must(store_item_by_code(app->db, 31, app->property.business_date, &item), "item");
	evening_must(store_tax_version_load(app->db, item.tax_version, &version), "tax");
	evening->tax_account = version.accounts[0];
}

/* --- the wire --------------------------------------------------------------------------------- */

static enum sim_fault choose_fault(void *arg, const char *key, const struct processor_wire *wire,
				   int attempt, int64_t *ret_arg)
{
	struct evening *evening = arg;
	enum sim_fault fault = SIM_NONE;

	(void)key;
	(void)wire;
	(void)attempt;
	if (evening_below(evening, 1000000) < evening->fault_ppm)
		fault = (enum sim_fault)(1 + evening_below(evening, SIM_FAULT_COUNT - 1));
	*ret_arg = 500 + evening_below(evening, 40000);
	evening->faults += fault != SIM_NONE;
	return fault;
}

void evening_pass(struct evening *evening, int64_t ms)
{
	for (int64_t done = 0; done < ms; done += STEP_MS)
		for (int i = 0; i < EVENING_TILLS; i++)
			sim_line_pass(evening->till[i].app, STEP_MS, STEP_MS);
}

void evening_open(struct evening *evening)
{
	struct card_house *till = evening->till;
	struct act act;

	random_init_seed(&evening->random, evening->seed);
	evening->vfs = memvfs_new(evening->seed);
	card_house_open(&till[0], URL "&twice=1", evening->seed);
	add_tables(evening);
	add_waiters(evening);
	add_rules(evening);
	add_taxes(evening);
	evening_value_open(evening);
	pass_open(&till[0].house, "file:/dev/null", "file:/dev/null", true);
	evening_menu_open(evening);
	card_house_join(&till[1], &till[0], URL, 2);
	sim_line_reader(till[0].simulator, clock_unix_ms(till[0].app->clock), till[1].reader);
	act = app_act(till[1].app, till[1].house.cashier);
	evening_must(drawer_open(till[1].app, &act, 20000, NULL), "drawer 2");
	evening->fault_ppm = FAULT_PPM;
	for (int i = 0; i < EVENING_TILLS; i++)
		sim_line_hook(till[i].line, choose_fault, evening);
}

void evening_close(struct evening *evening)
{
	for (int i = EVENING_TILLS - 1; i >= 0; i--)
		card_house_close(&evening->till[i]);
	memvfs_free(evening->vfs);
}

void evening_retire(struct evening *evening)
{
	for (int i = 0; i < EVENING_SLOTS; i++) {
		struct bill_head head;

		if (evening->bill[i] == 0 ||
		    store_bill_head(evening->till[0].app->db, evening->bill[i], &head) != ERR_OK ||
		    head.state != BILL_CLOSED)
			continue;
		evening->closed[evening->n_closed++ % EVENING_CLOSED] = evening->bill[i];
		evening->bill[i] = 0;
	}
}

/* --- the end ---------------------------------------------------------------------------------- */

/* Nobody stands at a reader any more: what waits is stopped, slips are captured, holds let go, and
 * what was paid after its code was withdrawn is kept. */
static void clear_floor(struct evening *evening)
{
	static struct payment_row rows[LIST];
	struct app *app = evening->till[0].app;
	int n = 0;

	if (store_payment_in(app->db, UNDER_WAY | BIT(PAYMENT_AUTHORIZED) | BIT(PAYMENT_CAPTURED),
			     rows, LIST, &n) != ERR_OK)
		return;
	for (int i = 0; i < n; i++) {
		struct act act = boss(evening, rows[i].bill);

		if (rows[i].state == PAYMENT_CAPTURED && !str_equal(rows[i].wants, "stop"))
			continue;
		(void)bill_take_over(app, &act);
		act = boss(evening, rows[i].bill);
		if (rows[i].state == PAYMENT_CAPTURED)
			(void)payment_keep(app, &act, rows[i].id);
		else if (rows[i].state == PAYMENT_DOUBT)
			(void)payment_ask_now(app, &act, rows[i].id);
		else if (rows[i].state != PAYMENT_AUTHORIZED)
			(void)payment_stop(app, &act, rows[i].id);
		else if (rows[i].part != 0 && !str_equal(rows[i].wants, "stop"))
			(void)payment_capture(app, &act, rows[i].id, 0);
		else
			(void)payment_release(app, &act, rows[i].id);
	}
}

/* Did the attempt with this key move money there? */
static bool was_taken(struct evening *evening, const char *key)
{
	struct simulator_effect effect;

	for (size_t i = 0; simulator_effect_at(evening->till[0].simulator, i, &effect); i++)
		if ((str_equal(effect.name, "capture") || str_equal(effect.name, "refund")) &&
		    (str_equal(effect.key, key) || str_equal(effect.attempt, key)))
			return true;
	return false;
}

/* What only a person can decide is decided by the record, as a statement would tell it. */
static void decide(struct evening *evening)
{
	static const char sql[] =
		"SELECT a.id, a.key FROM attempt AS a JOIN attempt_live AS l "
		"ON l.property = a.property AND l.attempt = a.id "
		"WHERE a.property = $1 AND l.state <> 'done' ORDER BY a.id LIMIT 64";
	struct db_rows *rows = db_query(evening->till[0].app->db, sql, V(1));
	int64_t ids[64];
	bool taken[64];
	int n = 0;

	while (n < 64 && db_next(rows)) {
		ids[n] = db_int(rows, 0);
		taken[n++] = was_taken(evening, db_text(rows, 1));
	}
	evening_must(db_end(rows), "attempts");
	for (int i = 0; i < n; i++) {
		struct act act = boss_why(evening, 0, "refund");

		(void)payment_decide(evening->till[0].app, &act, ids[i],
				     taken[i] ? PAYMENT_TAKEN : PAYMENT_NOT_TAKEN,
				     "statement of today, line 1");
	}
}

static void settle_cards(struct evening *evening)
{
	evening->fault_ppm = 0;
	for (int i = 0; i < EVENING_TILLS; i++)
		sim_line_set_down(evening->till[i].line, false);
	for (int i = 0; i < SETTLE_ROUNDS; i++) {
		for (int t = 0; t < EVENING_TILLS; t++)
			courier_kick(evening->till[t].courier);
		clear_floor(evening);
		evening_pass(evening, SETTLE_MS);
		if (i > SETTLE_ROUNDS / 2)
			decide(evening);
		if (i > 1 && evening_number(evening, "SELECT count(*) FROM attempt_live WHERE "
						     "property = $1 AND state <> 'done'") == 0)
			return;
	}
	evening_wrong(evening, "requests stay open");
}

/* What is due of a bill in cash; one that owes nothing closes by itself, or empty. */
static void close_bill(struct evening *evening, int64_t bill)
{
	struct app *app = evening->till[0].app;
	struct pay_result result;
	struct bill_view view;
	struct act act = boss(evening, bill);

	(void)bill_take_over(app, &act);
	if (bill_view_load(app->db, bill, &view) != ERR_OK) {
		evening_wrong(evening, "a bill cannot be read");
		return;
	}
	for (int i = 0; i < view.n_parts; i++) {
		act = boss(evening, bill);
		if (view.parts[i].is_closed)
			continue;
		if (view.parts[i].due_minor > 0)
			(void)pay_tender(app, &act, view.parts[i].id,
					 house_tender(&evening->till[0].house, "cash"), PAY_EXACT,
					 &result);
		else if (view.parts[i].tendered_minor != 0 || view.n_items > 0)
			(void)pay_nothing(app, &act, view.parts[i].id, &result);
	}
	bill_view_done(&view);
	act = boss(evening, bill);
	(void)bill_close_empty(app, &act);
}

static void close_bills(struct evening *evening)
{
	static struct bill_head heads[BILL_OPEN_MAX];
	struct app *app = evening->till[0].app;
	int n = 0;

	for (int round = 0; round < 3; round++) {
		evening_must(store_bill_open_list(app->db, heads, BILL_OPEN_MAX, &n), "bills");
		for (int i = 0; i < n; i++)
			close_bill(evening, heads[i].id);
	}
	evening_must(store_bill_open_list(app->db, heads, BILL_OPEN_MAX, &n), "bills");
	if (n > 0)
		evening_wrong(evening, "%d bills stay open, the first at table %lld", n,
			      (long long)heads[0].table_number);
}

/* Refunds that failed on their way are paid in cash. */
static void pay_owed(struct evening *evening)
{
	static const char sql[] = "SELECT coalesce(min(l.id), 0) FROM refund_leg AS l "
				  "JOIN refund_leg_live AS v ON v.property = l.property "
				  "AND v.leg = l.id WHERE l.property = $1 AND v.state = 'failed'";

	for (int64_t leg; (leg = evening_number(evening, sql)) != 0;) {
		struct act act = boss_why(evening, 0, "refund");

		evening_must(refund_pay(evening->till[0].app, &act, leg,
				house_tender(&evening->till[0].house, "cash")), "refund owed");
	}
}

/* More was given out than came in: what is missing comes from the safe first. */
static void fill_up(struct card_house *till, const struct drawer_result *result)
{
	for (int i = 0; i < result->n; i++) {
		const struct drawer_closed *unit = &result->unit[i];
		struct act act = app_act(till->app, till->house.cashier);
		struct drawer_moving moving = { .kind = DRAWER_FLOAT };

		if (unit->expected_minor >= 0)
			continue;
		str_copy(moving.amount.unit, sizeof moving.amount.unit, unit->unit);
		moving.amount.amount_minor = -unit->expected_minor;
		act.approver = till->house.manager;
		evening_must(drawer_move(till->app, &act, &moving, NULL), "fill up");
	}
}

/* X, and the count of just what should be there. */
static void count_what_is_there(struct card_house *till, struct drawer_report *x)
{
	struct drawer_piece pieces[DRAWER_UNITS_MAX];
	struct drawer_result result;
	struct drawer_session session;
	struct act act = app_act(till->app, till->house.cashier);

	evening_must(store_drawer_open(till->app->db, till->app->station, act.staff, &session),
		     "session");
	evening_must(drawer_report(till->app, session.id, till->house.manager, x), "X");
	fill_up(till, &x->result);
	evening_must(drawer_report(till->app, session.id, till->house.manager, x), "X again");
	for (int i = 0; i < x->result.n; i++) {
		pieces[i] = (struct drawer_piece){ "", 0, x->result.unit[i].expected_minor };
		str_copy(pieces[i].unit, sizeof pieces[i].unit, x->result.unit[i].unit);
	}
	act.approver = till->house.manager;
	evening_must(drawer_count(till->app, &act, pieces, x->result.n, &result), "count");
}

/* The Z has the same amounts, nothing over or short (C3). */
static void compare_z(struct evening *evening, struct card_house *till,
		      const struct drawer_report *x)
{
	struct drawer_report z;

	evening_must(drawer_report(till->app, x->session.id, till->house.manager, &z), "Z");
	if (drawer_prove(till->app->db, &x->session) != ERR_OK || z.result.n != x->result.n)
		evening_wrong(evening, "drawer %d: records and journal differ", till->app->station);
	for (int i = 0; i < x->result.n && i < z.result.n; i++)
		if (x->result.unit[i].expected_minor != z.result.unit[i].expected_minor ||
		    z.result.unit[i].counted_minor != z.result.unit[i].expected_minor)
			evening_wrong(evening, "drawer %d: X and Z differ", till->app->station);
}

bool evening_count(struct evening *evening)
{
	struct drawer_report x;

	count_what_is_there(evening_till(evening), &x);
	return true;
}

/* The manager and the auditor relieve each other; the one who comes approves it. */
bool evening_hand_over(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = app_act(till->app, till->house.cashier);
	struct drawer_result result;
	struct drawer_report x;

	count_what_is_there(till, &x);
	act.approver = x.session.staff == till->house.manager ? till->house.auditor
							      : till->house.manager;
	evening_must(drawer_hand_over(till->app, &act, &result), "hand over");
	compare_z(evening, till, &x);
	return true;
}

static void close_drawer(struct evening *evening, struct card_house *till)
{
	struct act act = app_act(till->app, till->house.cashier);
	struct drawer_result result;
	struct drawer_report x;

	count_what_is_there(till, &x);
	evening_must(drawer_settle(till->app, &act, &result), "Z");
	compare_z(evening, till, &x);
}

/* Captures that were found after their guest had paid otherwise go back (P4). */
static void refund_late_ones(struct evening *evening)
{
	static struct payment_row rows[LIST];
	struct app *app = evening->till[0].app;
	int n = 0;

	evening_must(store_payment_in(app->db, BIT(PAYMENT_CAPTURED), rows, LIST, &n), "payments");
	for (int i = 0; i < n; i++) {
		struct act act = boss_why(evening, rows[i].bill, "refund");

		if (str_equal(rows[i].wants, "replaced"))
			(void)refund_late(app, &act, rows[i].id);
	}
}

static int64_t balance(struct evening *evening, enum ledger ledger)
{
	static const char sql[] =
		"SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE property = $1 "
		"AND account BETWEEN $2 AND $3";
	int64_t minor = 0;

	evening_must(db_one_int(evening->till[0].app->db, &minor, sql, V(1),
				V(entry_account(ledger, 0)),
				V(entry_account(ledger, ENTRY_LEDGER_SIZE - 1))),
		     "balance");
	return minor;
}

static void expect_none(struct evening *evening, const char *what, const char *sql)
{
	int64_t minor = evening_number(evening, sql);

	if (minor != 0)
		evening_wrong(evening, "%s: %lld", what, (long long)minor);
}

/* The payments that are not as the processor has them. */
static void print_payments(struct evening *evening)
{
	static struct payment_row rows[LIST];
	struct simulator_effect effect;
	int n = 0;

	evening_must(store_payment_in(evening->till[0].app->db, ~0U, rows, LIST, &n), "payments");
	for (int i = 0; i < n; i++) {
		int64_t minor = rows[i].refunded_minor - rows[i].captured_minor;

		for (size_t k = 0; simulator_effect_at(evening->till[0].simulator, k, &effect); k++)
			if (rows[i].intent[0] != '\0' && str_equal(effect.intent, rows[i].intent))
				minor += str_equal(effect.name, "capture")  ? effect.amount_minor
					 : str_equal(effect.name, "refund") ? -effect.amount_minor
									    : 0;
		if (minor != 0)
			printf("payment %lld %s %s wants '%s': captured %lld, refunded %lld, "
			       "%lld more at the processor; %s\n", (long long)rows[i].id,
			       rows[i].kind, payment_state_name(rows[i].state), rows[i].wants,
			       (long long)rows[i].captured_minor,
			       (long long)rows[i].refunded_minor, (long long)minor,
			       rows[i].problem);
	}
}

static void prove(struct evening *evening)
{
	struct app *app = evening->till[0].app;
	struct verify_result result = { 0 };
	struct act act = boss(evening, 0);
	int64_t ledger = 0;
	int32_t tomorrow = 0;

	if (card_house_clearing(&evening->till[0]) != card_house_settled(&evening->till[0])) {
		print_payments(evening);
		evening_wrong(evening, "the journal has %lld of cards, the processor %lld (P7)",
			      (long long)card_house_clearing(&evening->till[0]),
			      (long long)card_house_settled(&evening->till[0]));
	}
	for (int i = 0; i < EVENING_TILLS; i++)
		if (sim_line_changed(evening->till[i].line) > 0)
			evening_wrong(evening, "a key came with other bytes (P3)");
	expect_none(evening, "bills not closed", "SELECT count(*) FROM bill_live WHERE "
						 "property = $1 AND state <> 'closed'");
	expect_none(evening, "open drawers", "SELECT count(*) FROM drawer_live WHERE "
					     "property = $1 AND session <> 0");
	if (balance(evening, LEDGER_OPEN_CHECKS) != 0 || balance(evening, LEDGER_IN_DOUBT) != 0 ||
	    balance(evening, LEDGER_REFUNDS_OWED) != 0 || balance(evening, LEDGER_DRAWER) != 0)
		evening_wrong(evening, "open checks %lld, in doubt %lld, refunds owed %lld, "
				       "drawers %lld stay",
			      (long long)balance(evening, LEDGER_OPEN_CHECKS),
			      (long long)balance(evening, LEDGER_IN_DOUBT),
			      (long long)balance(evening, LEDGER_REFUNDS_OWED),
			      (long long)balance(evening, LEDGER_DRAWER));
	(void)clock_date_make(2026, 11, 22, &tomorrow);
	if (day_roll(app, &act, tomorrow, &ledger) != ERR_OK)
		evening_wrong(evening, "the day does not roll: ledger %lld", (long long)ledger);
	if (books_verify(app, NULL, NULL, &result) != ERR_OK || result.first[0] != '\0')
		evening_wrong(evening, "verify: %s", result.first);
}

void evening_end(struct evening *evening)
{
	settle_cards(evening);
	close_bills(evening);
	settle_cards(evening);
	refund_late_ones(evening);
	settle_cards(evening);
	pay_owed(evening);
	for (int i = 0; i < EVENING_TILLS && !evening->has_failed; i++)
		close_drawer(evening, &evening->till[i]);
	if (!evening->has_failed)
		prove(evening);
}
