/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/test_reader.c -- scenarios at the reader: cards that are declined, readers that
 *                                 are busy, away, slow, or told to stop too late.
 */
#include <string.h>

#include "base/str.h"
#include "scenario/scene.h"
#include "scenario/suites.h"

#define MINUTE_MS 60000

/* A card is declined, nothing is booked; the next card is taken. */
static void declined_then_taken(const char *card)
{
	static struct scene scene;
	int64_t bill, payment, since;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	payment = scene_begin(&scene, bill, "card");
	scene_guest(&scene, payment, card, 0);
	CHECK(scene_until(&scene, payment, PAYMENT_DECLINED, MINUTE_MS));
	CHECK(strstr(courier_words(scene.courier, payment, &since), "lost") == NULL);
	CHECK(strstr(courier_words(scene.courier, payment, &since), "stolen") == NULL);
	CHECK(strstr(courier_words(scene.courier, payment, &since), "funds") == NULL);
	CHECK_INT(scene_number(&scene, "SELECT count(*) FROM tender WHERE property = $1"), 0);
	CHECK(scene_settle(&scene, MINUTE_MS));
	payment = scene_begin(&scene, bill, "card");
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_effects(&scene, "capture"), 1);
	scene_close(&scene);
}

static void a_declined_card(void)
{
	declined_then_taken("declined");
	declined_then_taken("insufficient_funds");
}

static void a_lost_card(void)
{
	declined_then_taken("lost");
	declined_then_taken("stolen");
}

/* The reader has it, but the answer says that it timed out: the card is taken once. */
static void a_reader_that_timed_out(void)
{
	static struct scene scene;
	int64_t bill, payment;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	scene_faults(&scene,
		     "{'on':'readers.process','fault':'reader-timeout-after','times':1}");
	payment = scene_begin(&scene, bill, "card");
	scene_pass(&scene, 3000);
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_effects(&scene, "create"), 1);
	CHECK_INT(scene_effects(&scene, "authorize"), 1);
	CHECK_INT(scene_effects(&scene, "capture"), 1);
	scene_close(&scene);
}

/* --- 19 ------------------------------------------------------------------------------------- */

/* The reader is away or busy: nothing is taken, the part is free for another way to pay. */
static void cannot_ask(const char *fault)
{
	static struct scene scene;
	int64_t bill, payment;
	char script[128];

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	str_format(script, sizeof script, "{'on':'readers.process','fault':'%s'}", fault);
	scene_faults(&scene, script);
	payment = scene_begin(&scene, bill, "card");
	scene_pass(&scene, 2 * MINUTE_MS);
	CHECK_INT(scene_effects(&scene, "authorize"), 0);
	scene_faults(&scene, "");
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_FAILED);
	scene_cash(&scene, bill);
	scene_close(&scene);
}

static void the_guest_cancels(void)
{
	static struct scene scene;
	int64_t bill, payment;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	payment = scene_begin(&scene, bill, "card");
	CHECK(scene_until(&scene, payment, PAYMENT_WAITING, MINUTE_MS));
	scene_pass(&scene, 3000);
	CHECK_INT(scene_person(&scene, "cancel", ""), 200);
	CHECK(scene_until(&scene, payment, PAYMENT_STOPPED, MINUTE_MS));
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_cash(&scene, bill);
	scene_close(&scene);
}

/* The reader lost its connection after the card was authorized: the intent tells. */
static void the_reader_loses_its_connection(void)
{
	static struct scene scene;
	int64_t bill, payment;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	scene_faults(&scene, "{'on':'readers.present','fault':'connection-error','times':1}");
	payment = scene_begin(&scene, bill, "card");
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_effects(&scene, "authorize"), 1);
	CHECK_INT(scene_effects(&scene, "capture"), 1);
	scene_close(&scene);
}

static void a_reader_in_trouble(void)
{
	cannot_ask("reader-offline");
	cannot_ask("reader-busy");
	the_guest_cancels();
	the_reader_loses_its_connection();
}

/* --- 20 ------------------------------------------------------------------------------------- */

/* Esc while the issuer is asked: it is authorized all the same, and the cashier decides. */
static void stop_during_authorization(bool is_kept)
{
	static struct scene scene;
	int64_t bill, payment;
	struct payment_row row;
	struct act act;
	int status = 0;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	payment = scene_begin(&scene, bill, "card");
	CHECK(scene_until(&scene, payment, PAYMENT_WAITING, MINUTE_MS));
	for (int i = 0; i < 20 && status != 200; i++) {
		scene_pass(&scene, 300);
		status = scene_person(&scene, "present", "card=visa&takes=4000");
	}
	CHECK_INT(status, 200);
	act = house_act(&scene.house, bill);
	CHECK_OK(payment_stop(scene.app, &act, payment));
	CHECK(scene_until(&scene, payment, PAYMENT_AUTHORIZED, MINUTE_MS));
	row = scene_payment(&scene, payment, PAYMENT_AUTHORIZED);
	CHECK_TEXT(row.wants, "stop");
	CHECK_INT(scene_settled(&scene), 0);
	act = house_act(&scene.house, bill);
	CHECK_OK(is_kept ? payment_keep(scene.app, &act, payment)
			 : payment_release(scene.app, &act, payment));
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, is_kept ? PAYMENT_CAPTURED : PAYMENT_RELEASED);
	CHECK_INT(scene_settled(&scene), is_kept ? SCENE_TOTAL : 0);
	if (!is_kept)
		scene_cash(&scene, bill);
	scene_close(&scene);
}

static void stopped_too_late(void)
{
	stop_during_authorization(true);
	stop_during_authorization(false);
}

const struct check_test test_reader[] = {
	{ "6: a declined card leaves nothing, the next is taken (P4)", a_declined_card },
	{ "7: a lost card is only declined (P4)", a_lost_card },
	{ "18: a reader that timed out and has it takes the card once (P3)",
	  a_reader_that_timed_out },
	{ "19: a reader busy, offline, cancelled or cut off (P4)", a_reader_in_trouble },
	{ "20: stopped while it is authorized, it is kept or released (P4)", stopped_too_late },
	{ NULL, NULL },
};
