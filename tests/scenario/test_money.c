/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/test_money.c -- scenarios of amounts: captured in part or too late, refunded too
 *                                much or in vain, and a store that cannot take the answer.
 */
#include <string.h>

#include "base/str.h"
#include "double/memvfs.h"
#include "scenario/scene.h"
#include "scenario/suites.h"
#include "service/refund.h"

#define MINUTE_MS 60000
#define LONG_MS 1500000
#define DAY_MS INT64_C(86400000)
#define HOLD 5000
#define CASH 1000

static int64_t owed(struct scene *scene)
{
	return -shift_balance(&scene->house, LEDGER_REFUNDS_OWED, 0, "EUR");
}

/* A hold of 50.00 is applied for 22.40 and a tip: that is captured, the rest let go. */
static void captured_in_part(void)
{
	static struct scene scene;
	struct payment_order order = { .amount_minor = HOLD };
	struct pay_result result;
	int64_t bill, payment, part;
	struct act act;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	order.tender_type = house_tender(&scene.house, "slip");
	act = house_act(&scene.house, bill);
	CHECK_OK_FATAL(payment_hold(scene.app, &act, &order, &payment));
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_until(&scene, payment, PAYMENT_AUTHORIZED, MINUTE_MS));
	part = shift_part(&scene.house, bill, 0);
	act = house_act(&scene.house, bill);
	CHECK_INT(payment_apply(scene.app, &act, payment, part, PAY_EXACT, HOLD * 2, &result),
		  ERR_TIP);
	CHECK_INT(scene_sends(&scene, "/capture"), 0);
	CHECK_INT(scene_number(&scene, "SELECT count(*) FROM tender WHERE property = $1"), 0);
	act = house_act(&scene.house, bill);
	CHECK_OK(payment_apply(scene.app, &act, payment, part, PAY_EXACT, 260, &result));
	CHECK(scene_settle(&scene, MINUTE_MS));
	CHECK_INT(scene_payment(&scene, payment, PAYMENT_CAPTURED).captured_minor,
		  SCENE_TOTAL + 260);
	CHECK_INT(scene_settled(&scene), SCENE_TOTAL + 260);
	CHECK_INT(shift_balance(&scene.house, LEDGER_TIPS, 0, "EUR"), -260);
	scene_close(&scene);
}

/* The signed slip was forgotten for a month. */
static void captured_too_late(void)
{
	static struct scene scene;
	struct payment_row row;
	int64_t bill, payment;
	struct act act;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	payment = scene_begin(&scene, bill, "slip");
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_until(&scene, payment, PAYMENT_AUTHORIZED, MINUTE_MS));
	CHECK(scene_settle(&scene, MINUTE_MS));
	row = scene_payment(&scene, payment, PAYMENT_AUTHORIZED);
	CHECK(row.capture_before_unix_ms > clock_unix_ms(scene.app->clock));
	CHECK(row.capture_before_unix_ms < clock_unix_ms(scene.app->clock) + 31 * DAY_MS);
	clock_advance(scene.app->clock, 31 * DAY_MS);
	act = house_act(&scene.house, bill);
	CHECK_OK(payment_capture(scene.app, &act, payment, 0));
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_LAPSED);
	CHECK_INT(shift_balance(&scene.house, LEDGER_UNCOLLECTED, 0, "EUR"), SCENE_TOTAL);
	CHECK_INT(shift_balance(&scene.house, LEDGER_CARDS_AUTHORIZED, 11, "EUR"), 0);
	CHECK_INT(scene_settled(&scene), 0);
	scene_close(&scene);
}

/* --- 23 ------------------------------------------------------------------------------------- */

/* 10.00 in cash, the rest by card, all of it given back: there is no more to give. */
static void no_more_than_was_paid(void)
{
	static struct scene scene;
	int64_t bill, payment;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	shift_pay(&scene.house, bill, 0, CASH);
	payment = scene_begin(&scene, bill, "card");
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_settled(&scene), SCENE_TOTAL - CASH);
	CHECK_INT(scene_refund(&scene, bill, SCENE_TOTAL + 1), ERR_REFUNDED);
	CHECK_OK(scene_refund(&scene, bill, 0));
	CHECK_INT(scene_refund(&scene, bill, 1), ERR_REFUNDED);
	CHECK(scene_settle(&scene, MINUTE_MS));
	CHECK_INT(scene_refund(&scene, bill, 1), ERR_REFUNDED);
	CHECK_INT(scene_effects(&scene, "refund"), 1);
	CHECK_INT(scene_settled(&scene), 0);
	CHECK_INT(owed(&scene), 0);
	scene_close(&scene);
}

/* The second till asks before the first has its answer. */
static void two_tills_at_once(void)
{
	static struct scene scene;
	struct refund_order order = { .amount_minor = SCENE_TOTAL - 100 };
	struct house other;
	struct act act;
	int64_t bill, refund;

	scene_open(&scene);
	scene_sold(&scene, &bill);
	house_join(&other, "sqlite:scene.db?vfs=memory&lock=none", 2, &scene.house.keys);
	clock_init_set(&other.clock, clock_unix_ms(scene.app->clock));
	CHECK_OK(scene_refund(&scene, bill, SCENE_TOTAL - 100));
	act = shift_why(&other, bill, "refund");
	order.part = shift_part(&other, bill, 0);
	CHECK_INT(refund_make(&other.app, &act, &order, &refund), ERR_REFUNDED);
	house_close(&other);
	CHECK(scene_settle(&scene, MINUTE_MS));
	CHECK_INT(scene_effects(&scene, "refund"), 1);
	CHECK_INT(scene_settled(&scene), 100);
	scene_close(&scene);
}

/* Somebody gave it back at the processor itself: ours is refused there, and stays owed. */
static void raced_at_the_processor(void)
{
	static struct scene scene;
	int64_t bill, payment;

	scene_open(&scene);
	payment = scene_sold(&scene, &bill);
	scene_refund_there(&scene, payment);
	CHECK_OK(scene_refund(&scene, bill, 0));
	CHECK(scene_settle(&scene, LONG_MS));
	CHECK_INT(scene_effects(&scene, "refund"), 1);
	CHECK_INT(scene_settled(&scene), 0);
	CHECK_INT(scene_clearing(&scene), SCENE_TOTAL);
	CHECK_INT(owed(&scene), SCENE_TOTAL);
	scene_close(&scene);
}

static void refunded_too_much(void)
{
	no_more_than_was_paid();
	two_tills_at_once();
	raced_at_the_processor();
}

/* --- 24, 25 --------------------------------------------------------------------------------- */

static void refunded_in_vain(void)
{
	static const char *const scripts[] = {
		"{'on':'events.list','fault':'events-twice'}",
		"{'on':'events.list','fault':'events-shuffled'}",
		"",
	};
	static struct scene scene;
	int64_t bill;

	scene_open(&scene);
	scene_sold(&scene, &bill);
	CHECK_OK(scene_refund(&scene, bill, 0));
	CHECK(scene_settle(&scene, MINUTE_MS));
	CHECK_INT(scene_settled(&scene), 0);
	CHECK_INT(owed(&scene), 0);
	clock_advance(scene.app->clock, 2 * DAY_MS);
	CHECK_INT(scene_person(&scene, "refund-fails", ""), 200);
	for (int i = 0; i < 3; i++) {
		scene_faults(&scene, scripts[i]);
		CHECK_OK(courier_listen(scene.courier));
		scene_pass(&scene, 20000);
		CHECK_INT(owed(&scene), SCENE_TOTAL);
		CHECK_INT(scene_clearing(&scene), SCENE_TOTAL);
	}
	CHECK_INT(scene_settled(&scene), SCENE_TOTAL);
	scene_close(&scene);
}

/* The answer to the capture comes when the store can take nothing more. */
static void cannot_be_written(enum memvfs_fault fault)
{
	static struct scene scene;
	int64_t bill, payment;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	scene_faults(&scene, "{'on':'payment_intents.capture','fault':'stall-after','times':1,"
			     "'arg':1000}");
	payment = scene_begin(&scene, bill, "card");
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_until_effect(&scene, "capture", MINUTE_MS));
	memvfs_fail(scene.vfs, fault, 1, true);
	scene_pass(&scene, 20000);
	CHECK_INT(scene_sends(&scene, "/capture"), 1);
	CHECK(courier_open(scene.courier) == 1);
	memvfs_fail(scene.vfs, MEMVFS_NO_FAULT, 0, false);
	CHECK_INT(scene_attempt(&scene, "capture").state, ATTEMPT_PREPARED);
	scene_lacks(&scene, SCENE_TOTAL);
	CHECK(scene_settle(&scene, LONG_MS));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_effects(&scene, "capture"), 1);
	CHECK_INT(scene_keys(&scene, "/capture"), 1);
	scene_close(&scene);
}

static void an_answer_that_cannot_be_written(void)
{
	cannot_be_written(MEMVFS_FULL);
}

const struct check_test test_money[] = {
	{ "21: a hold is captured in part, never for more than it grants (P5)",
	  captured_in_part },
	{ "22: a hold past its deadline ends in uncollected cards (L7, P6)", captured_too_late },
	{ "23: refunds are never more than was captured, by whomever (P5)", refunded_too_much },
	{ "24: a refund that fails later is owed again, once (P9)", refunded_in_vain },
	{ "25: an answer that cannot be written is asked for again (P2)",
	  an_answer_that_cannot_be_written },
	{ NULL, NULL },
};
