/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/simulator/test_money.c -- holds, captures, refunds, links: what moves and what is refused.
 */
#include <string.h>

#include "tests/simulator/client.h"
#include "tests/simulator/suites.h"

static int on_intent(struct client *client, const char *intent, const char *verb, const char *form)
{
	char path[256];

	str_format(path, sizeof path, "/v1/payment_intents/%s%s%s", intent,
		   verb[0] != '\0' ? "/" : "", verb);
	return client_post(client, path, NULL, form);
}

static int read_charge(struct client *client, const char *intent)
{
	char path[256];

	str_format(path, sizeof path, "/v1/payment_intents/%s", intent);
	return client_get(client, path, "expand[]=latest_charge");
}

static void a_card_is_held_and_captured(void)
{
	struct client client;
	char intent[128];

	client_init(&client, NULL);
	client_authorize(&client, 4200, "visa", NULL, intent);
	CHECK_TEXT(client_text(&client, "status"), "requires_capture");
	CHECK_INT(client_int(&client, "amount_capturable"), 4200);
	CHECK_INT(on_intent(&client, intent, "capture", "amount_to_capture=4000"), 200);
	CHECK_TEXT(client_text(&client, "status"), "succeeded");
	CHECK_INT(client_int(&client, "amount_received"), 4000);
	CHECK_INT(on_intent(&client, intent, "capture", NULL), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "payment_intent_unexpected_state");
	CHECK_TEXT(client_text(&client, "error.payment_intent.id"), intent);
	CHECK_INT(on_intent(&client, intent, "cancel", NULL), 400);
	CHECK_INT(read_charge(&client, intent), 200);
	CHECK_TEXT(client_text(&client, "latest_charge.payment_method_details.type"),
		   "card_present");
	CHECK_TEXT(client_text(&client, "latest_charge.payment_method_details.card_present.last4"),
		   "4242");
	CHECK_INT(strlen(client_text(&client, "latest_charge.payment_method_details.card_present."
					      "receipt.authorization_code")),
		  6);
	CHECK_INT(client_effects(&client, "capture", intent), 1);
	CHECK_INT(simulator_settled_minor(client.sim, "usd"), 4000);
	client_done(&client);
}

static void a_hold_is_raised_and_released(void)
{
	struct client client;
	char intent[128];

	client_init(&client, NULL);
	client_authorize(&client, 10000, "visa",
			 "payment_method_options[card_present]"
			 "[request_incremental_authorization_support]=true",
			 intent);
	CHECK_INT(on_intent(&client, intent, "increment_authorization", "amount=10000"), 400);
	for (int i = 1; i <= 10; i++) {
		char form[64];

		str_format(form, sizeof form, "amount=%d", 10000 + i * 100);
		CHECK_INT(on_intent(&client, intent, "increment_authorization", form), 200);
	}
	CHECK_INT(client_int(&client, "amount_capturable"), 11000);
	CHECK_INT(on_intent(&client, intent, "increment_authorization", "amount=12000"), 400);
	CHECK_INT(on_intent(&client, intent, "cancel", "cancellation_reason=requested_by_customer"),
		  200);
	CHECK_TEXT(client_text(&client, "status"), "canceled");
	CHECK_INT(on_intent(&client, intent, "capture", NULL), 400);
	CHECK_INT(simulator_settled_minor(client.sim, "usd"), 0);
	client_done(&client);
}

static void over_capture_is_as_granted(void)
{
	struct client client;
	char intent[128];

	client_init(&client, NULL);
	client_authorize(&client, 20000, "visa", NULL, intent);
	CHECK_INT(on_intent(&client, intent, "capture", "amount_to_capture=30001"), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "amount_too_large");
	CHECK_INT(on_intent(&client, intent, "capture", "amount_to_capture=30000"), 200);
	client_authorize(&client, 2000, "no-overcapture", NULL, intent);
	CHECK_INT(on_intent(&client, intent, "capture", "amount_to_capture=2001"), 400);
	CHECK_INT(on_intent(&client, intent, "capture", "amount_to_capture=2000"), 200);
	CHECK_INT(on_intent(&client, intent, "increment_authorization", "amount=3000"), 400);
	client_done(&client);
}

static void a_hold_runs_out(void)
{
	struct client client;
	char intent[128];

	client_init(&client, NULL);
	client_authorize(&client, 5000, "visa", NULL, intent);
	CHECK_INT(read_charge(&client, intent), 200);
	CHECK_INT(client_int(&client, "latest_charge.payment_method_details.card_present."
				      "capture_before"),
		  client.now_ms / 1000 + 2 * 86400);
	CHECK_INT(client_control(&client, "advance", "seconds=172801"), 200);
	CHECK_INT(on_intent(&client, intent, "capture", NULL), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "charge_expired_for_capture");
	CHECK_TEXT(client_text(&client, "error.payment_intent.cancellation_reason"), "automatic");
	CHECK_INT(client_effects(&client, "expire", intent), 1);
	client_done(&client);
}

static void a_declined_card_can_be_tried_again(void)
{
	struct client client;
	char intent[128], path[256], form[256];

	client_init(&client, NULL);
	client_authorize(&client, 5000, "insufficient_funds", NULL, intent);
	CHECK_TEXT(client_text(&client, "status"), "requires_payment_method");
	CHECK_TEXT(client_text(&client, "last_payment_error.decline_code"), "insufficient_funds");
	str_format(path, sizeof path, "/v1/terminal/readers/%s", client.reader);
	CHECK_INT(client_get(&client, path, NULL), 200);
	CHECK_TEXT(client_text(&client, "action.failure_code"), "card_declined");
	str_format(path, sizeof path, "/v1/terminal/readers/%s/process_payment_intent",
		   client.reader);
	str_format(form, sizeof form, "payment_intent=%s&process_config[skip_tipping]=false",
		   intent);
	CHECK_INT(client_post(&client, path, NULL, form), 200);
	CHECK_INT(client_control(&client, "present", "card=amex&tip=700"), 200);
	CHECK_TEXT(client_text(&client, "action.status"), "succeeded");
	CHECK_INT(on_intent(&client, intent, "capture", NULL), 200);
	CHECK_INT(client_int(&client, "amount_received"), 5700);
	CHECK_INT(client_int(&client, "amount_details.tip.amount"), 700);
	client_done(&client);
}

static void decline_amounts_decline(void)
{
	struct simulator_options options = { .seed = 3, .with_decline_amounts = true };
	struct client client;
	char intent[128];

	client_init(&client, &options);
	client_authorize(&client, 5055, "visa", NULL, intent);
	CHECK_TEXT(client_text(&client, "last_payment_error.decline_code"), "incorrect_pin");
	client_authorize(&client, 5000, "visa", NULL, intent);
	CHECK_TEXT(client_text(&client, "status"), "requires_capture");
	client_done(&client);
}

static void refunds_never_exceed_the_capture(void)
{
	struct client client;
	char intent[128], form[256], refund[128];

	client_init(&client, NULL);
	client_authorize(&client, 5000, "visa", NULL, intent);
	str_format(form, sizeof form, "payment_intent=%s&amount=3000", intent);
	CHECK_INT(client_post(&client, "/v1/refunds", "k0", form), 400);
	CHECK_INT(on_intent(&client, intent, "capture", NULL), 200);
	CHECK_INT(client_post(&client, "/v1/refunds", "k1", form), 200);
	str_copy(refund, sizeof refund, client.id);
	CHECK_INT(client_post(&client, "/v1/refunds", "k1", form), 200);
	CHECK(client.answer.is_replayed);
	CHECK_TEXT(client.id, refund);
	CHECK_INT(client_post(&client, "/v1/refunds", "k2", form), 400);
	CHECK_TEXT(client_text(&client, "error.param"), "amount");
	str_format(form, sizeof form, "payment_intent=%s", intent);
	CHECK_INT(client_post(&client, "/v1/refunds", "k3", form), 200);
	CHECK_INT(client_int(&client, "amount"), 2000);
	CHECK_INT(client_post(&client, "/v1/refunds", "k4", form), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "charge_already_refunded");
	CHECK_INT(simulator_settled_minor(client.sim, "usd"), 0);
	str_format(form, sizeof form, "refund=%s", refund);
	CHECK_INT(client_control(&client, "refund-fails", form), 200);
	CHECK_TEXT(client_text(&client, "status"), "failed");
	CHECK_INT(client_control(&client, "refund-fails", form), 400);
	CHECK_INT(simulator_settled_minor(client.sim, "usd"), 3000);
	CHECK_INT(client_get(&client, "/v1/events", "types[]=refund.failed"), 200);
	CHECK_TEXT(client_text(&client, "data.0.data.object.id"), refund);
	client_done(&client);
}

static void a_page_is_paid_once(void)
{
	struct client client;
	char path[256];

	client_init(&client, NULL);
	CHECK_INT(client_post(&client, "/v1/checkout/sessions", "s1",
			      "mode=payment&success_url=https%3A%2F%2Fexample.com&"
			      "line_items[0][price_data][currency]=eur&"
			      "line_items[0][price_data][unit_amount]=1250&"
			      "line_items[0][price_data][product_data][name]=Table+5&"
			      "line_items[0][quantity]=2&"
			      "payment_intent_data[metadata][attempt]=a7"),
		  200);
	CHECK_INT(client_int(&client, "amount_total"), 2500);
	str_format(path, sizeof path, "/v1/checkout/sessions/%s", client.id);
	CHECK_INT(client_control(&client, "pay-link", "method=apple_pay"), 200);
	CHECK_INT(client_get(&client, path, "expand[]=payment_intent.latest_charge"), 200);
	CHECK_TEXT(client_text(&client, "payment_status"), "paid");
	CHECK_TEXT(client_text(&client, "payment_intent.metadata.attempt"), "a7");
	CHECK_TEXT(client_text(&client, "payment_intent.latest_charge.payment_method_details."
					"card.wallet.type"),
		   "apple_pay");
	CHECK_INT(client_control(&client, "pay-link", ""), 400);
	str_format(path, sizeof path, "/v1/checkout/sessions/%s/expire", client.id);
	CHECK_INT(client_post(&client, path, NULL, NULL), 400);
	CHECK_INT(simulator_settled_minor(client.sim, "eur"), 2500);
	client_done(&client);
}

static void a_slow_payment_comes_later(void)
{
	struct client client;
	char path[256];

	client_init(&client, NULL);
	CHECK_INT(client_post(&client, "/v1/checkout/sessions", NULL,
			      "mode=payment&line_items[0][price_data][currency]=usd&"
			      "line_items[0][price_data][unit_amount]=900&"
			      "line_items[0][price_data][product_data][name]=Soup"),
		  200);
	str_format(path, sizeof path, "/v1/checkout/sessions/%s", client.id);
	CHECK_INT(client_control(&client, "pay-link", "method=paypal&slow=true"), 200);
	CHECK_INT(client_get(&client, path, NULL), 200);
	CHECK_TEXT(client_text(&client, "status"), "complete");
	CHECK_TEXT(client_text(&client, "payment_status"), "unpaid");
	CHECK_INT(simulator_settled_minor(client.sim, "usd"), 0);
	str_format(path, sizeof path, "url=%s&settle=true", client.id);
	CHECK_INT(client_control(&client, "pay-link", path), 200);
	CHECK_INT(simulator_settled_minor(client.sim, "usd"), 900);
	CHECK_INT(client_get(&client, "/v1/events", "type=checkout.session.*"), 200);
	CHECK_TEXT(client_text(&client, "data.0.type"), "checkout.session.async_payment_succeeded");
	client_done(&client);
}

static void a_link_is_restricted(void)
{
	struct client client;
	char form[512], link[128];

	client_init(&client, NULL);
	CHECK_INT(client_post(&client, "/v1/prices", NULL,
			      "currency=usd&unit_amount=8000&product_data[name]=Deposit"),
		  200);
	str_format(form, sizeof form,
		   "line_items[0][price]=%s&line_items[0][quantity]=1&"
		   "restrictions[completed_sessions][limit]=1&metadata[attempt]=a9",
		   client.id);
	CHECK_INT(client_post(&client, "/v1/payment_links", "l1", form), 200);
	str_copy(link, sizeof link, client.id);
	CHECK_INT(client_control(&client, "pay-link", ""), 200);
	str_format(form, sizeof form, "payment_link=%s", link);
	CHECK_INT(client_get(&client, "/v1/checkout/sessions", form), 200);
	CHECK_TEXT(client_text(&client, "data.0.payment_status"), "paid");
	CHECK_TEXT(client_text(&client, "data.0.metadata.attempt"), "a9");
	str_format(form, sizeof form, "url=%s", link);
	CHECK_INT(client_control(&client, "pay-link", form), 400);
	CHECK_INT(simulator_settled_minor(client.sim, "usd"), 8000);
	client_done(&client);
}

static void a_saved_card_is_charged_later(void)
{
	struct client client;
	char intent[128], customer[128], form[512], path[256];

	client_init(&client, NULL);
	CHECK_INT(client_post(&client, "/v1/customers", NULL, "name=Guest"), 200);
	str_copy(customer, sizeof customer, client.id);
	str_format(form, sizeof form, "customer=%s&setup_future_usage=off_session", customer);
	client_authorize(&client, 5000, "visa", form, intent);
	str_format(path, sizeof path, "/v1/customers/%s/payment_methods", customer);
	CHECK_INT(client_get(&client, path, "type=card"), 200);
	CHECK_TEXT(client_text(&client, "data.0.card.last4"), "4242");
	str_format(form, sizeof form,
		   "amount=1500&currency=usd&customer=%s&payment_method=%s&"
		   "off_session=true&confirm=true",
		   customer, client_text(&client, "data.0.id"));
	CHECK_INT(client_post(&client, "/v1/payment_intents", "c1", form), 200);
	CHECK_TEXT(client_text(&client, "status"), "succeeded");
	CHECK_INT(client_post(&client, "/v1/payment_intents", "c1", form), 200);
	CHECK_INT(simulator_settled_minor(client.sim, "usd"), 1500);
	CHECK_INT(client_post(&client, "/v1/payment_intents", "c2",
			      "amount=1500&currency=usd&confirm=true&"
			      "payment_method=pm_card_visa_chargeDeclinedLostCard"),
		  402);
	CHECK_TEXT(client_text(&client, "error.decline_code"), "lost_card");
	CHECK_TEXT(client_text(&client, "error.type"), "card_error");
	client_done(&client);
}

static void a_card_is_left_without_paying(void)
{
	struct client client;
	char form[512], path[256], query[256], session[128];

	client_init(&client, NULL);
	CHECK_INT(client_post(&client, "/v1/checkout/sessions", NULL, "mode=setup"), 400);
	CHECK_INT(client_post(&client, "/v1/customers", NULL, ""), 200);
	str_format(path, sizeof path, "/v1/customers/%s/payment_methods", client.id);
	str_format(form, sizeof form,
		   "mode=setup&customer=%s&setup_intent_data[metadata][attempt]"
		   "=a3&success_url=https://example.com",
		   client.id);
	CHECK_INT(client_post(&client, "/v1/checkout/sessions", NULL, form), 200);
	CHECK_TEXT(client_text(&client, "payment_status"), "no_payment_required");
	str_copy(session, sizeof session, client.id);
	str_format(form, sizeof form, "url=%s&card=mastercard", session);
	CHECK_INT(client_control(&client, "pay-link", form), 200);
	str_format(query, sizeof query, "/v1/checkout/sessions/%s", session);
	CHECK_INT(client_get(&client, query, "expand[]=setup_intent"), 200);
	CHECK_TEXT(client_text(&client, "status"), "complete");
	CHECK_TEXT(client_text(&client, "setup_intent.status"), "succeeded");
	CHECK_TEXT(client_text(&client, "setup_intent.metadata.attempt"), "a3");
	CHECK_INT(client_get(&client, path, NULL), 200);
	CHECK_TEXT(client_text(&client, "data.0.card.last4"), "4444");
	CHECK_INT(simulator_settled_minor(client.sim, "usd"), 0);
	client_done(&client);
}

static void a_disputed_card_is_disputed(void)
{
	struct client client;
	char intent[128], form[256];

	client_init(&client, NULL);
	client_authorize(&client, 5000, "dispute", NULL, intent);
	CHECK_INT(client_effects(&client, "dispute", intent), 0);
	CHECK_INT(on_intent(&client, intent, "capture", NULL), 200);
	CHECK_INT(client_effects(&client, "dispute", intent), 1);
	str_format(form, sizeof form, "payment_intent=%s", intent);
	CHECK_INT(client_get(&client, "/v1/disputes", form), 200);
	CHECK_TEXT(client_text(&client, "data.0.status"), "needs_response");
	CHECK_INT(client_int(&client, "data.0.evidence_details.due_by"),
		  client.now_ms / 1000 + 7 * 86400);
	CHECK_INT(client_post(&client, "/v1/refunds", NULL, form), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "charge_disputed");
	client_done(&client);
}

static void the_balance_is_paid_out(void)
{
	struct client client;
	char intent[128], query[256];

	client_init(&client, NULL);
	client_authorize(&client, 10000, "visa", NULL, intent);
	CHECK_INT(on_intent(&client, intent, "capture", NULL), 200);
	CHECK_INT(client_get(&client, "/v1/balance", NULL), 200);
	CHECK_INT(client_int(&client, "pending.0.amount"), 10000 - 275);
	CHECK_INT(client_control(&client, "payout", ""), 400);
	CHECK_INT(client_control(&client, "advance", "seconds=172800"), 200);
	CHECK_INT(client_control(&client, "payout", ""), 200);
	CHECK_INT(client_int(&client, "amount"), 9725);
	str_format(query, sizeof query, "payout=%s&type=charge", client.id);
	CHECK_INT(client_get(&client, "/v1/balance_transactions", query), 200);
	CHECK_INT(client_int(&client, "data.0.fee"), 275);
	CHECK_INT(client_int(&client, "data.1.fee"), -1);
	client_done(&client);
}

const struct check_test test_money[] = {
	{ "a card is held and captured, once (P2)", a_card_is_held_and_captured },
	{ "a hold is raised ten times at most, and released", a_hold_is_raised_and_released },
	{ "over-capture is what the charge grants", over_capture_is_as_granted },
	{ "a hold runs out and cannot be captured", a_hold_runs_out },
	{ "a declined card can be tried again, with a tip", a_declined_card_can_be_tried_again },
	{ "decline amounts decline where they are asked for", decline_amounts_decline },
	{ "refunds never exceed the capture, and may fail later (P9)",
	  refunds_never_exceed_the_capture },
	{ "a payment page is paid once", a_page_is_paid_once },
	{ "a slow payment is unpaid, then paid", a_slow_payment_comes_later },
	{ "a payment link serves as often as it says", a_link_is_restricted },
	{ "a saved card is charged later, once per key", a_saved_card_is_charged_later },
	{ "a card is left on a page without a payment", a_card_is_left_without_paying },
	{ "a disputed charge cannot be refunded", a_disputed_card_is_disputed },
	{ "what is available is paid out with its fees", the_balance_is_paid_out },
	{ 0 },
};
