/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/desk.c -- builds the till of tests/screen/desk.h.
 */
#include "desk.h"

#include "base/str.h"
#include "core/entry.h"
#include "store/verify.h"

#define ATTEMPTS 16

static const struct way {
	const char *code, *name, *driver;
	enum tender_tips tips;
	bool later;
} ways[] = {
	{ "card", "Card", "reader", TENDER_TIPS_NONE, false },
	{ "slips", "Slips", "reader", TENDER_TIPS_SLIP, true },
	{ "tipped", "Tipped", "reader", TENDER_TIPS_TYPED, false },
	{ "qr", "QR", "qr", TENDER_TIPS_NONE, false },
	{ "bank", "Bank", "slip", TENDER_TIPS_TYPED, false },
	{ "saved", "On file", "saved", TENDER_TIPS_NONE, false },
	{ "voucher", "Voucher", "voucher", TENDER_TIPS_NONE, false },
	{ "gift", "Gift card", "gift", TENDER_TIPS_NONE, false },
};

static enum err add_ways(struct tx *tx, void *arg)
{
	enum err err = ERR_OK;

	(void)arg;
	for (size_t i = 0; err == ERR_OK && i < sizeof ways / sizeof *ways; i++) {
		struct tender_type type = { .exponent = 2, .rate_num = 1, .rate_den = 1,
					    .is_active = true, .tips = ways[i].tips,
					    .captures_later = ways[i].later,
					    .position = 10 + (int64_t)i };

		str_copy(type.code, sizeof type.code, ways[i].code);
		str_copy(type.name, sizeof type.name, ways[i].name);
		str_copy(type.driver, sizeof type.driver, ways[i].driver);
		str_copy(type.unit, sizeof type.unit, "EUR");
		if (str_equal(type.driver, "gift"))
			type.account = entry_account(LEDGER_GIFT_CARDS, 0);
		err = store_tender_type_insert(tx, &type);
	}
	return err;
}

static void open_desk(struct desk *desk, const struct counter_options *options)
{
	static const int64_t dinner[] = { 31, 32, 21, 21, 0 };
	struct counter *counter = &desk->counter;
	struct act act;

	*desk = (struct desk){ 0 };
	counter_open(counter, options);
	desk->processor = (struct processor){ .driver = &processor_stripe, .mode = PROCESSOR_TEST };
	counter->house.app.processor = &desk->processor;
	counter->house.app.reader = "tmr_1";
	act = app_act(&counter->house.app, counter->house.manager);
	CHECK_OK_FATAL(act_run(counter->house.app.db, &act, "ways", "", add_ways, NULL, NULL));
	counter_enter(counter, counter->house.cashier);
	desk->bill = counter_pay(counter, 5, dinner);
}

void desk_open_size(struct desk *desk, const char *name, int rows, int columns)
{
	struct counter_options options = { .name = name, .rows = rows, .columns = columns };

	open_desk(desk, &options);
}

void desk_open(struct desk *desk, const char *name)
{
	desk_open_size(desk, name, 24, 80);
}

void desk_open_language(struct desk *desk, const char *name, const char *language)
{
	struct counter_options options = { .name = name, .language = language };

	open_desk(desk, &options);
}

void desk_close(struct desk *desk)
{
	struct verify_result result;

	CHECK_OK(verify_run(desk->counter.house.app.db, NULL, NULL, &result));
	counter_close(&desk->counter);
}

struct payment_row desk_payment(struct desk *desk)
{
	static const char newest[] = "SELECT max(id) FROM payment";
	struct payment_row row = { 0 };

	CHECK_OK(store_payment_load(desk->counter.house.app.db,
				    counter_number(&desk->counter, newest), &row));
	return row;
}

/* The open attempt of an operation; 0: none. */
static int64_t attempt_of(struct desk *desk, enum processor_op op)
{
	struct attempt_row rows[ATTEMPTS];
	int64_t found = 0;
	int n = 0;

	CHECK_OK(store_attempt_of_payment(desk->counter.house.app.db, desk_payment(desk).id, rows,
					  ATTEMPTS, &n));
	for (int i = 0; i < n; i++) {
		if (str_equal(rows[i].op, processor_op_name(op)))
			found = rows[i].id;
		store_attempt_done(&rows[i]);
	}
	return found;
}

static void fill(enum processor_op op, const struct desk_answer *what,
		 struct processor_answer *answer)
{
	processor_answer_init(answer);
	answer->outcome = what->outcome;
	answer->state = what->state;
	if (op == PROCESSOR_LINK_CREATE) {
		str_copy(answer->session, sizeof answer->session, "cs_1");
		str_copy(answer->url, sizeof answer->url, "https://pay.example/c/cs_1");
	} else if (op == PROCESSOR_CUSTOMER_CREATE) {
		str_copy(answer->customer, sizeof answer->customer, "cus_1");
	} else if (op != PROCESSOR_DISPLAY && op != PROCESSOR_PRESENT_CANCEL) {
		str_copy(answer->intent, sizeof answer->intent, "pi_1");
	}
	if (what->state == PROCESSOR_AUTHORIZED) {
		answer->capturable_minor = answer->authorized_minor = what->amount_minor;
		answer->capture_most_minor = what->most_minor;
		answer->capture_before_unix_ms = HOUSE_TODAY + INT64_C(5) * 86400000;
	}
	if (what->state == PROCESSOR_CAPTURED)
		answer->captured_minor = what->amount_minor;
	if (what->state == PROCESSOR_AUTHORIZED || what->state == PROCESSOR_CAPTURED) {
		str_copy(answer->charge, sizeof answer->charge, "ch_1");
		str_copy(answer->method, sizeof answer->method, "pm_1");
		str_copy(answer->brand, sizeof answer->brand, "visa");
		str_copy(answer->last_four, sizeof answer->last_four, "4242");
		str_copy(answer->authorization_code, sizeof answer->authorization_code, "AB123C");
	}
}

/* As if the courier had claimed and sent all that is due. */
static void send_all(struct desk *desk)
{
	struct app *app = &desk->counter.house.app;
	struct attempt_row rows[STORE_CLAIM_MAX];
	int64_t now = clock_unix_ms(app->clock);
	int n = 0;

	CHECK_OK(store_attempt_claim(app->db, app->station, now, now + 1, rows, STORE_CLAIM_MAX,
				     &n));
	for (int i = 0; i < n; i++) {
		rows[i].owner = 0;
		CHECK_OK(store_attempt_save(app->db, &rows[i]));
		store_attempt_done(&rows[i]);
	}
}

void desk_answer(struct desk *desk, enum processor_op op, struct desk_answer what)
{
	struct processor_answer answer;
	int64_t attempt;

	send_all(desk);
	attempt = attempt_of(desk, op);
	CHECK(attempt != 0);
	fill(op, &what, &answer);
	if (attempt != 0)
		CHECK_OK(payment_answer(&desk->counter.house.app, attempt, &answer, "answer"));
	ui_reload(desk->counter.till.ui);
}

/* An answer that this operation may get, by the dice; amounts as they were asked for. */
static struct desk_answer fitting(enum processor_op op, unsigned dice, int64_t amount_minor)
{
	struct desk_answer what = { .outcome = PROCESSOR_OK };

	if (dice % 8 == 0) {
		what.outcome = PROCESSOR_UNKNOWN;
		return what;
	}
	switch (op) {
	case PROCESSOR_CREATE:
	case PROCESSOR_LINK_CREATE:
		what.state = PROCESSOR_CREATED;
		break;
	case PROCESSOR_PRESENT:
		what.outcome = dice % 8 == 1 ? PROCESSOR_DECLINED : PROCESSOR_OK;
		what.state = dice % 8 == 1 ? PROCESSOR_CARD_NO : PROCESSOR_AUTHORIZED;
		what.amount_minor = what.most_minor = amount_minor;
		break;
	case PROCESSOR_CAPTURE:
		what.state = PROCESSOR_CAPTURED;
		what.amount_minor = amount_minor;
		break;
	case PROCESSOR_VOID:
		what.state = PROCESSOR_VOIDED;
		break;
	case PROCESSOR_LINK_EXPIRE:
		what.state = PROCESSOR_EXPIRED;
		break;
	default:
		break;
	}
	return what;
}

bool desk_answer_any(struct desk *desk, unsigned dice)
{
	struct db *db = desk->counter.house.app.db;
	struct attempt_row rows[ATTEMPTS];
	enum processor_op op = PROCESSOR_DISPLAY;
	int64_t amount_minor = 0;
	int n = 0;

	if (counter_number(&desk->counter, "SELECT count(*) FROM payment") == 0)
		return false;
	CHECK_OK(store_attempt_of_payment(db, desk_payment(desk).id, rows, ATTEMPTS, &n));
	if (n > 0) {
		(void)processor_op_parse(rows[dice % (unsigned)n].op, &op);
		amount_minor = rows[dice % (unsigned)n].amount_minor;
	}
	for (int i = 0; i < n; i++)
		store_attempt_done(&rows[i]);
	if (n > 0)
		desk_answer(desk, op, fitting(op, dice / 16, amount_minor));
	return n > 0;
}

void desk_present(struct desk *desk)
{
	desk_answer(desk, PROCESSOR_CREATE,
		    (struct desk_answer){ .state = PROCESSOR_CREATED });
	desk_answer(desk, PROCESSOR_DISPLAY, (struct desk_answer){ .outcome = PROCESSOR_OK });
	desk_answer(desk, PROCESSOR_PRESENT,
		    (struct desk_answer){ .outcome = PROCESSOR_PENDING,
					  .state = PROCESSOR_WAIT_CARD });
}

void desk_authorize(struct desk *desk, int64_t amount_minor)
{
	desk_answer(desk, PROCESSOR_PRESENT,
		    (struct desk_answer){ .outcome = PROCESSOR_OK,
					  .state = PROCESSOR_AUTHORIZED,
					  .amount_minor = amount_minor,
					  .most_minor = amount_minor + 500 });
}

void desk_capture(struct desk *desk, int64_t amount_minor)
{
	desk_answer(desk, PROCESSOR_CAPTURE,
		    (struct desk_answer){ .outcome = PROCESSOR_OK,
					  .state = PROCESSOR_CAPTURED,
					  .amount_minor = amount_minor });
}

void desk_wait(struct desk *desk, int64_t ms)
{
	clock_advance(&desk->counter.house.clock, ms);
	clock_advance(&desk->counter.stage.clock, ms);
	ui_tick(desk->counter.till.ui);
}
