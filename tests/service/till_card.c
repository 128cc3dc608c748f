/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/till_card.c -- builds the house of tests/service/till_card.h.
 */
#include "service/till_card.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "check.h"
#include "service/day.h"
#include "store/verify.h"

static const struct way {
	const char *code, *driver;
	enum tender_tips tips;
	bool later;
} ways[] = {
	{ "card", "reader", TENDER_TIPS_TYPED, false },
	{ "later", "reader", TENDER_TIPS_SLIP, true },
	{ "tipped", "reader", TENDER_TIPS_READER, false },
	{ "qr", "qr", TENDER_TIPS_NONE, false },
	{ "link", "link", TENDER_TIPS_NONE, false },
	{ "saved", "saved", TENDER_TIPS_NONE, false },
	{ "bank", "slip", TENDER_TIPS_TYPED, false },
};

static enum err add_ways(struct tx *tx, void *arg)
{
	enum err err = ERR_OK;

	(void)arg;
	for (size_t i = 0; err == ERR_OK && i < sizeof ways / sizeof *ways; i++) {
		struct tender_type type = { .exponent = 2, .rate_num = 1, .rate_den = 1,
					    .tips = ways[i].tips, .captures_later = ways[i].later,
					    .position = 10 + (int64_t)i };

		str_copy(type.code, sizeof type.code, ways[i].code);
		str_copy(type.name, sizeof type.name, ways[i].code);
		str_copy(type.driver, sizeof type.driver, ways[i].driver);
		str_copy(type.unit, sizeof type.unit, "EUR");
		err = store_tender_type_insert(tx, &type);
	}
	return err;
}

void till_open(struct till *till, const char *name, const int64_t *codes)
{
	char url[512];
	struct act act;

	*till = (struct till){ 0 };
	snprintf(url, sizeof url, "sqlite:%s/card-%s.db?twice=1", check_folder(), name);
	house_open(&till->house, url, 1, true);
	till->processor = (struct processor){ .driver = &processor_stripe, .mode = PROCESSOR_TEST };
	till->house.app.processor = &till->processor;
	till->house.app.reader = "tmr_1";
	act = app_act(&till->house.app, till->house.manager);
	CHECK_OK_FATAL(act_run(till->house.app.db, &act, "ways", "", add_ways, NULL, NULL));
	till->bill = house_check(&till->house, 5, codes);
	{
		struct bill_view view;

		CHECK_OK_FATAL(bill_view_load(till->house.app.db, till->bill, &view));
		till->part = view.parts[0].id;
		bill_view_done(&view);
	}
}

void till_close(struct till *till)
{
	struct verify_result result;
	struct act act = app_act(&till->house.app, till->house.manager);
	int32_t date = till->house.app.property.business_date;
	int64_t ledger = 0;
	enum err err;

	CHECK_OK(day_roll(&till->house.app, &act, date + 1, &ledger));
	CHECK_INT(ledger, 0);
	err = verify_run(till->house.app.db, NULL, NULL, &result);
	if (err != ERR_OK)
		printf("%s: %s\n", err_name(err), result.first);
	CHECK_OK(err);
	house_close(&till->house);
}

struct act till_act(struct till *till)
{
	return house_act(&till->house, till->bill);
}

void till_begin(struct till *till, const char *code, int64_t amount_minor, int64_t tip_minor)
{
	struct payment_order order = { .part = till->part,
				       .tender_type = house_tender(&till->house, code),
				       .amount_minor = amount_minor,
				       .tip_minor = tip_minor };
	struct act act = till_act(till);

	CHECK_OK(payment_begin(&till->house.app, &act, &order, &till->payment));
}

int64_t till_attempt(struct till *till, enum processor_op op)
{
	struct attempt_row rows[16];
	int64_t found = 0;
	int n = 0;

	CHECK_OK(store_attempt_of_payment(till->house.app.db, till->payment, rows, 16, &n));
	for (int i = 0; i < n; i++) {
		if (str_equal(rows[i].op, processor_op_name(op)))
			found = rows[i].id;
		store_attempt_done(&rows[i]);
	}
	return found;
}

int till_attempts(struct till *till, enum processor_op op)
{
	static const char sql[] = "SELECT count(*) FROM attempt WHERE property = $1 AND "
				  "payment = $2 AND op = $3";
	int64_t n = -1;

	CHECK_OK(db_one_int(till->house.app.db, &n, sql, V(1), V(till->payment),
			    V(processor_op_name(op))));
	return (int)n;
}

void till_send(struct till *till)
{
	struct attempt_row rows[STORE_CLAIM_MAX];
	int64_t now = clock_unix_ms(&till->house.clock);
	int n = 0;

	CHECK_OK(store_attempt_claim(till->house.app.db, 1, now, now + 1, rows, STORE_CLAIM_MAX,
				     &n));
	for (int i = 0; i < n; i++) {
		rows[i].owner = 0;
		CHECK_OK(store_attempt_save(till->house.app.db, &rows[i]));
		store_attempt_done(&rows[i]);
	}
}

static void fill(enum processor_op op, const struct till_answer *what,
		 struct processor_answer *answer)
{
	processor_answer_init(answer);
	answer->outcome = what->outcome;
	answer->state = what->state;
	answer->next = what->next;
	answer->tip_minor = what->tip_minor;
	str_copy(answer->code, sizeof answer->code, what->code != NULL ? what->code : "");
	if (op == PROCESSOR_LINK_CREATE || op == PROCESSOR_LINK_EXPIRE) {
		str_copy(answer->session, sizeof answer->session, "cs_1");
		str_copy(answer->url, sizeof answer->url, "https://pay.example/cs_1");
	} else if (op == PROCESSOR_CUSTOMER_CREATE) {
		str_copy(answer->customer, sizeof answer->customer, "cus_1");
	} else if (op != PROCESSOR_DISPLAY && op != PROCESSOR_PRESENT_CANCEL) {
		str_copy(answer->intent, sizeof answer->intent, "pi_1");
	}
	if (what->state == PROCESSOR_AUTHORIZED) {
		answer->capturable_minor = answer->authorized_minor = what->amount_minor;
		answer->capture_most_minor = what->most_minor;
		answer->can_increment = true;
	}
	if (what->state == PROCESSOR_CAPTURED)
		answer->captured_minor = what->amount_minor;
	if (what->state == PROCESSOR_AUTHORIZED || what->state == PROCESSOR_CAPTURED) {
		str_copy(answer->charge, sizeof answer->charge, "ch_1");
		str_copy(answer->method, sizeof answer->method, "pm_1");
		str_copy(answer->brand, sizeof answer->brand, "visa");
		str_copy(answer->last_four, sizeof answer->last_four, "4242");
		str_copy(answer->authorization_code, sizeof answer->authorization_code, "123456");
		str_copy(answer->application, sizeof answer->application, "Visa Credit");
		str_copy(answer->application_id, sizeof answer->application_id, "A0000000031010");
	}
}

enum err till_answer(struct till *till, enum processor_op op, struct till_answer what)
{
	int64_t attempt = till_attempt(till, op);
	struct processor_answer answer;
	enum err err;

	CHECK(attempt != 0);
	if (attempt == 0) {
		printf("no open %s\n", processor_op_name(op));
		return ERR_NOT_FOUND;
	}
	fill(op, &what, &answer);
	err = payment_answer(&till->house.app, attempt, &answer,
			     what.found != NULL ? what.found : "answer");
	if (err == ERR_OK) /* a second one is no act (P2) */
		CHECK_OK(payment_answer(&till->house.app, attempt, &answer, "query"));
	return err;
}

void till_present(struct till *till)
{
	till_send(till);
	CHECK_OK(till_answer(till, PROCESSOR_CREATE,
			     (struct till_answer){ .outcome = PROCESSOR_OK,
						   .state = PROCESSOR_CREATED }));
	till_send(till);
	CHECK_OK(till_answer(till, PROCESSOR_DISPLAY,
			     (struct till_answer){ .outcome = PROCESSOR_OK }));
	till_send(till);
	CHECK_OK(till_answer(till, PROCESSOR_PRESENT,
			     (struct till_answer){ .outcome = PROCESSOR_PENDING,
						   .state = PROCESSOR_WAIT_CARD }));
}

void till_authorize(struct till *till, int64_t hold_minor)
{
	till_present(till);
	CHECK_OK(till_answer(till, PROCESSOR_PRESENT,
			     (struct till_answer){ .outcome = PROCESSOR_OK,
						   .state = PROCESSOR_AUTHORIZED,
						   .amount_minor = hold_minor }));
}

struct payment_row till_payment(struct till *till)
{
	struct payment_row row = { 0 };

	CHECK_OK(store_payment_load(till->house.app.db, till->payment, &row));
	return row;
}

int64_t till_ledger(struct till *till, enum ledger ledger)
{
	static const char sql[] = "SELECT coalesce(sum(amount_minor), 0) FROM posting "
				  "WHERE property = $1 AND account / 1000000 = $2";
	int64_t minor = -1;

	CHECK_OK(db_one_int(till->house.app.db, &minor, sql, V(1), V((int64_t)ledger)));
	return minor;
}

struct bill_part_view till_part(struct till *till)
{
	struct bill_part_view part = { 0 };
	struct bill_view view;

	CHECK_OK_FATAL(bill_view_load(till->house.app.db, till->bill, &view));
	for (int i = 0; i < view.n_parts; i++)
		if (view.parts[i].id == till->part)
			part = view.parts[i];
	bill_view_done(&view);
	return part;
}
