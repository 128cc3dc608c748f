/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/test_answer.c -- scenarios of the answer: told to wait, told that it failed, cut
 *                                 off, not from the processor, or another than was asked.
 */
#include <string.h>

#include "base/str.h"
#include "scenario/scene.h"
#include "scenario/suites.h"

#define MINUTE_MS 60000
#define LONG_MS 1500000

/* A payment by card with a fault at an operation, whole; its id. */
static int64_t pay_with(struct scene *scene, const char *script)
{
	int64_t bill, payment;

	scene_open(scene);
	bill = scene_check(scene, 1);
	scene_faults(scene, script);
	payment = scene_begin(scene, bill, "card");
	scene_guest(scene, payment, "visa", 0);
	return payment;
}

/* It is captured once, under one key. */
static void check_once(struct scene *scene, int64_t payment)
{
	CHECK(scene_settle(scene, LONG_MS));
	scene_payment(scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_effects(scene, "create"), 1);
	CHECK_INT(scene_effects(scene, "capture"), 1);
	CHECK_INT(scene_keys(scene, "/capture"), 1);
	CHECK_INT(scene_settled(scene), SCENE_TOTAL);
	scene_close(scene);
}

/* The same at each write of a payment; `op` is the operation's name. */
static void survives(const char *op, const char *fault, int times)
{
	static struct scene scene;
	char script[160];

	str_format(script, sizeof script, "{'on':'%s','fault':'%s','times':%d}", op, fault, times);
	check_once(&scene, pay_with(&scene, script));
}

static void a_key_in_use(void)
{
	static struct scene scene;
	int64_t payment = pay_with(&scene, "{'on':'payment_intents.capture','fault':'in-use',"
					   "'times':2}");

	CHECK(scene_settle(&scene, MINUTE_MS));
	CHECK_INT(scene_sends(&scene, "/capture"), 3);
	check_once(&scene, payment);
	survives("payment_intents.create", "in-use", 2);
}

/* The peer has this key with another body: our mistake, for a person; no new key by itself. */
static void a_key_with_another_body(void)
{
	static struct scene scene;
	struct attempt_row attempt;
	int64_t bill, payment;
	struct act act;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	payment = scene_begin(&scene, bill, "card");
	scene_spend_key(&scene, scene_attempt(&scene, "create").key);
	CHECK(scene_until(&scene, payment, PAYMENT_MISMATCH, MINUTE_MS));
	scene_pass(&scene, MINUTE_MS);
	scene_payment(&scene, payment, PAYMENT_MISMATCH);
	CHECK_INT(scene_keys(&scene, "/v1/payment_intents"), 1);
	CHECK_INT(scene_clearing(&scene), 0);
	attempt = scene_attempt(&scene, "create");
	act = shift_why(&scene.house, bill, "refund");
	CHECK_OK(payment_decide(scene.app, &act, attempt.id, PAYMENT_NOT_TAKEN, "seen there"));
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_cash(&scene, bill);
	scene_close(&scene);
}

static void too_many_requests(void)
{
	static struct scene scene;
	int64_t bill, payment;

	survives("payment_intents.capture", "rate-limit", 2);
	survives("payment_intents.create", "rate-limit", 2);
	scene_open(&scene);
	bill = scene_check(&scene, 1);
	scene_faults(&scene, "{'on':'payment_intents.create','fault':'rate-limit'}");
	payment = scene_begin(&scene, bill, "card");
	CHECK(scene_until(&scene, payment, PAYMENT_FAILED, 2 * MINUTE_MS));
	CHECK_INT(scene_keys(&scene, "/v1/payment_intents"), 1);
	CHECK(scene_sends(&scene, "/v1/payment_intents") > 3);
	scene_cash(&scene, bill);
	CHECK(scene_settle(&scene, LONG_MS));
	CHECK_INT(scene_effects(&scene, "create"), 0);
	scene_close(&scene);
}

/* It was done, a 500 was kept, and its replay ends the sending. */
static void a_replayed_500_on_a_refund(void)
{
	static struct scene scene;
	int64_t bill;

	scene_open(&scene);
	scene_sold(&scene, &bill);
	scene_faults(&scene, "{'on':'refunds.create','fault':'500-after','times':1}");
	CHECK_OK(scene_refund(&scene, bill, 0));
	CHECK(scene_until_effect(&scene, "refund", MINUTE_MS));
	CHECK(scene_settle(&scene, LONG_MS));
	CHECK_INT(scene_sends(&scene, "/v1/refunds"), 2);
	CHECK_INT(scene_keys(&scene, "/v1/refunds"), 1);
	CHECK_INT(scene_effects(&scene, "refund"), 1);
	CHECK_INT(scene_clearing(&scene), 0);
	CHECK_INT(scene_number(&scene, "SELECT count(*) FROM outcome WHERE property = $1 "
				       "AND refund_leg <> 0 AND found <> 'answer'"),
		  1);
	scene_close(&scene);
}

static void a_500_to_try_again(void)
{
	survives("payment_intents.capture", "500-retry", 1);
	survives("payment_intents.create", "500-retry", 1);
}

static void half_an_answer(void)
{
	survives("payment_intents.capture", "truncated", 1);
	survives("payment_intents.capture", "cut", 1);
	survives("payment_intents.create", "truncated", 1);
	survives("payment_intents.get", "cut", 2);
}

static void not_the_processor(void)
{
	survives("payment_intents.capture", "html", 2);
	survives("payment_intents.capture", "redirect", 2);
	survives("payment_intents.create", "html", 1);
	survives("payment_intents.create", "redirect", 1);
}

/* A success that is not ours: frozen, listed, and a person decides. */
static void is_frozen(const char *fault)
{
	static struct scene scene;
	struct attempt_row attempt;
	struct payment_row row;
	char script[160];
	int64_t payment, since;
	struct act act;

	str_format(script, sizeof script,
		   "{'on':'payment_intents.capture','fault':'%s','times':1}", fault);
	payment = pay_with(&scene, script);
	CHECK(scene_until(&scene, payment, PAYMENT_MISMATCH, MINUTE_MS));
	scene_pass(&scene, MINUTE_MS);
	row = scene_payment(&scene, payment, PAYMENT_MISMATCH);
	CHECK(strstr(courier_words(scene.courier, payment, &since), "manager") != NULL);
	CHECK_INT(scene_clearing(&scene), 0);
	CHECK_INT(scene_settled(&scene), row.amount_minor);
	shift_verify(&scene.house);
	attempt = scene_attempt(&scene, "capture");
	act = shift_why(&scene.house, row.bill, "refund");
	CHECK_OK(payment_decide(scene.app, &act, attempt.id, PAYMENT_TAKEN, "on the statement"));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_close(&scene);
}

static void another_answer(void)
{
	is_frozen("wrong-amount");
	is_frozen("wrong-currency");
	is_frozen("wrong-id");
	is_frozen("wrong-livemode");
}

const struct check_test test_answer[] = {
	{ "8: a key in use is waited for, no second key (P3)", a_key_in_use },
	{ "9: a key with another body is a person's, no new key (P3, P4)",
	  a_key_with_another_body },
	{ "10: too many requests, then it is taken once (P3)", too_many_requests },
	{ "11: a replayed 500 on a refund is looked up, not sent (P3, P4)",
	  a_replayed_500_on_a_refund },
	{ "12: a 500 that says try again is booked once (P3)", a_500_to_try_again },
	{ "13: half an answer is none (P4)", half_an_answer },
	{ "14: a page or a redirect is no answer (P4)", not_the_processor },
	{ "15: another amount, currency, id or mode is frozen (P4)", another_answer },
	{ NULL, NULL },
};
