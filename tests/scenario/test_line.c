/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/test_line.c -- scenarios of the connection: nothing sent, an answer lost, a
 *                               certificate that is not the processor's, a till that is killed.
 */
#include <string.h>

#include "base/str.h"
#include "scenario/scene.h"
#include "scenario/suites.h"

#define MINUTE_MS 60000
#define LONG_MS 1500000

static void refused_before_it_was_sent(void)
{
	static struct scene scene;
	int64_t bill, other, payment;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	other = scene_check(&scene, 2);
	scene_connect(&scene, "https://127.0.0.1:1");
	payment = scene_begin(&scene, bill, "card");
	scene_pass(&scene, 3000);
	scene_payment(&scene, payment, PAYMENT_STARTING);
	CHECK(!courier_is_connected(scene.courier));
	CHECK_TEXT(scene_attempt(&scene, "create").outcome, "not-sent");
	CHECK(scene_attempt(&scene, "create").tries > 1);
	scene_cash(&scene, other);
	scene_lacks(&scene, 0);
	scene_connect(&scene, NULL);
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_keys(&scene, "/v1/payment_intents"), 2);
	CHECK_INT(scene_effects(&scene, "create"), 1);
	scene_close(&scene);
}

static void never_sent_at_all(void)
{
	static const char *const bases[] = { "https://127.0.0.1:1", "https://processor.invalid" };
	static struct scene scene;
	int64_t bill, payment;

	for (int i = 0; i < 2; i++) {
		scene_open(&scene);
		bill = scene_check(&scene, 1);
		scene_connect(&scene, bases[i]);
		payment = scene_begin(&scene, bill, "card");
		CHECK(scene_until(&scene, payment, PAYMENT_FAILED, 2 * MINUTE_MS));
		CHECK_INT(scene_number(&scene, "SELECT count(*) FROM tender WHERE property = $1"),
			  0);
		scene_cash(&scene, bill);
		CHECK(scene_settle(&scene, LONG_MS));
		CHECK_INT(scene_effects(&scene, "create"), 0);
		scene_close(&scene);
	}
}

static void gone_before_it_was_sent(void)
{
	refused_before_it_was_sent();
	never_sent_at_all();
}

/* --- sent, and no answer -------------------------------------------------------------------- */

static void capture_without_answer(void)
{
	static struct scene scene;
	int64_t bill, payment;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	scene_faults(&scene, "{'on':'payment_intents.capture','fault':'stall-after','times':1}");
	str_copy(scene.short_path, sizeof scene.short_path, "/capture");
	scene.short_ms = 400;
	payment = scene_begin(&scene, bill, "card");
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_until_effect(&scene, "capture", MINUTE_MS));
	scene_lacks(&scene, SCENE_TOTAL);
	scene.short_ms = 10000;
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_effects(&scene, "capture"), 1);
	CHECK_INT(scene_keys(&scene, "/capture"), 1);
	CHECK(scene_sends(&scene, "/capture") > 1);
	CHECK_INT(scene_clearing(&scene), SCENE_TOTAL);
	scene_close(&scene);
}

static void replay_of_a_stored_answer(void)
{
	static struct scene scene;
	int64_t bill, payment;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	scene_faults(&scene, "{'on':'payment_intents.capture','fault':'reset-after','times':1}");
	payment = scene_begin(&scene, bill, "card");
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_sends(&scene, "/capture"), 2);
	CHECK_INT(scene_keys(&scene, "/capture"), 1);
	CHECK_INT(scene_effects(&scene, "capture"), 1);
	CHECK_INT(scene_number(&scene, "SELECT count(*) FROM outcome WHERE property = $1 "
				       "AND is_replayed = 1"),
		  1);
	scene_close(&scene);
}

/* --- certificates --------------------------------------------------------------------------- */

/* The connection is not the processor's: nothing is sent, and there is no way round it. */
static void meets_a_stranger(const char *fault, const char *words)
{
	static struct scene scene;
	int64_t bill, payment, since;
	const char *said;
	char script[128];

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	str_format(script, sizeof script, "{'on':'connect','fault':'%s','times':1}", fault);
	scene_faults(&scene, script);
	scene.is_apart = true;
	payment = scene_begin(&scene, bill, "card");
	CHECK(scene_until(&scene, payment, PAYMENT_FAILED, MINUTE_MS));
	said = courier_words(scene.courier, payment, &since);
	CHECK(strstr(said, words) != NULL && strstr(said, "Nothing was sent") != NULL);
	CHECK_INT(scene_sends(&scene, "/v1/payment_intents"), 1);
	scene.is_apart = false;
	CHECK_INT(scene_effects(&scene, "create"), 0);
	scene_cash(&scene, bill);
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_close(&scene);
}

static void certificates_of_others(void)
{
	meets_a_stranger("bad-ca", "certificate");
	meets_a_stranger("expired", "certificate");
	meets_a_stranger("wrong-host", "certificate");
}

static void only_old_tls(void)
{
	meets_a_stranger("tls1.1", "TLS");
}

/* --- kills ---------------------------------------------------------------------------------- */

static void killed_after_the_send(void)
{
	static struct scene scene;
	int64_t bill, payment;
	struct bill_view view;

	scene_open(&scene);
	bill = scene_check(&scene, 1);
	scene_faults(&scene, "{'on':'payment_intents.capture','fault':'stall-after','times':1}");
	payment = scene_begin(&scene, bill, "card");
	scene_guest(&scene, payment, "visa", 0);
	CHECK(scene_until_effect(&scene, "capture", MINUTE_MS));
	scene_kill(&scene);
	CHECK_TEXT(scene_attempt(&scene, "capture").outcome, "");
	scene_lacks(&scene, SCENE_TOTAL);
	scene_start(&scene, MINUTE_MS);
	CHECK(scene_settle(&scene, MINUTE_MS));
	scene_payment(&scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_effects(&scene, "capture"), 1);
	CHECK_INT(scene_keys(&scene, "/capture"), 1);
	view = shift_look(&scene.house, bill);
	CHECK(view.parts[0].is_closed);
	bill_view_done(&view);
	scene_close(&scene);
}

/* Before the send, and after the processor had it: one intent each, withdrawn by the cashier. */
static void killed_before_the_send(void)
{
	static struct scene scene;
	int64_t bill, payment;

	for (int is_sent = 0; is_sent < 2; is_sent++) {
		struct act act;

		scene_open(&scene);
		bill = scene_check(&scene, 1);
		if (is_sent)
			scene_faults(&scene, "{'on':'payment_intents.create','fault':"
					     "'stall-after','times':1}");
		payment = scene_begin(&scene, bill, "card");
		if (is_sent)
			CHECK(scene_until_effect(&scene, "create", MINUTE_MS));
		scene_kill(&scene);
		CHECK_INT(scene_sends(&scene, "/v1/payment_intents"), is_sent);
		scene_lacks(&scene, 0);
		scene_start(&scene, 5000);
		CHECK(scene_until(&scene, payment, PAYMENT_WAITING, MINUTE_MS));
		CHECK_INT(scene_effects(&scene, "create"), 1);
		act = house_act(&scene.house, bill);
		CHECK_OK(payment_stop(scene.app, &act, payment));
		CHECK(scene_settle(&scene, MINUTE_MS));
		scene_payment(&scene, payment, PAYMENT_STOPPED);
		CHECK_INT(scene_effects(&scene, "create"), 1);
		CHECK_INT(scene_effects(&scene, "cancel"), 1);
		scene_close(&scene);
	}
}

const struct check_test test_line[] = {
	{ "1: refused or nameless before the send, nothing is booked (P4)",
	  gone_before_it_was_sent },
	{ "2: a capture without an answer is one capture (P3, P7)", capture_without_answer },
	{ "3: the replay of a stored answer is booked once, as such (P2, P3)",
	  replay_of_a_stored_answer },
	{ "4: another's certificate gets nothing (P4)", certificates_of_others },
	{ "5: a peer with TLS 1.1 only gets nothing (P4)", only_old_tls },
	{ "16: killed after the send, it is booked once (P2, P7)", killed_after_the_send },
	{ "17: killed before the send, there is one intent at most (P2)", killed_before_the_send },
	{ NULL, NULL },
};
