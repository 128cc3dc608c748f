/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/simulator/test_random.c -- a random walk over the operations: every answer is as the API's
 *                                  description has it, and the objects agree with the record.
 */
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "double/openapi.h"
#include "tests/simulator/client.h"
#include "tests/simulator/suites.h"

#define STEPS 4000
#define KEPT 24

enum thing { NOTHING, INTENT, READER, REFUND, SESSION, CUSTOMER, CHARGE, THINGS };

struct walk {
	struct client client;
	struct random random;
	struct openapi *api;
	char ids[THINGS][KEPT][128];
	int counts[THINGS];
	int wrong, done;
};

/* A step: a request on one of the known objects; %d is a number, %s another object's id. */
struct move {
	const char *method, *path;
	enum thing on;
	const char *form;
	enum thing with, makes;
};

static const struct move moves[] = {
	{ "POST", "/v1/terminal/readers", NOTHING, "registration_code=simulated-wpe&label=R%d",
	  NOTHING, READER },
	{ "POST", "/v1/payment_intents", NOTHING,
	  "amount=%d&currency=usd&capture_method=manual&payment_method_types[]=card_present&"
	  "payment_method_options[card_present][request_incremental_authorization_support]=true",
	  NOTHING, INTENT },
	{ "POST", "/v1/payment_intents", NOTHING,
	  "amount=%d&currency=usd&confirm=true&payment_method=pm_card_visa&customer=%s", CUSTOMER,
	  INTENT },
	{ "POST", "/v1/payment_intents", NOTHING,
	  "amount=%d&currency=usd&confirm=true&payment_method=pm_card_chargeDeclinedExpiredCard",
	  NOTHING, NOTHING },
	{ "POST", "/v1/terminal/readers/%s/process_payment_intent", READER,
	  "payment_intent=%s&process_config[tipping][amount_eligible]=%d", INTENT, NOTHING },
	{ "POST", "/v1/test_helpers/terminal/readers/%s/present_payment_method", READER,
	  "amount_tip=%d", NOTHING, NOTHING },
	{ "POST", "/v1/terminal/readers/%s/cancel_action", READER, "", NOTHING, NOTHING },
	{ "POST", "/v1/terminal/readers/%s/set_reader_display", READER,
	  "type=cart&cart[currency]=usd&cart[total]=%d&cart[line_items][0][description]=Soup&"
	  "cart[line_items][0][amount]=5&cart[line_items][0][quantity]=1",
	  NOTHING, NOTHING },
	{ "POST", "/v1/payment_intents/%s/increment_authorization", INTENT, "amount=%d", NOTHING,
	  NOTHING },
	{ "POST", "/v1/payment_intents/%s/capture", INTENT, "amount_to_capture=%d", NOTHING,
	  NOTHING },
	{ "POST", "/v1/payment_intents/%s/capture", INTENT, "", NOTHING, NOTHING },
	{ "POST", "/v1/payment_intents/%s/cancel", INTENT, "", NOTHING, NOTHING },
	{ "GET", "/v1/payment_intents/%s", INTENT, "expand[]=latest_charge.refunds", NOTHING,
	  NOTHING },
	{ "POST", "/v1/refunds", NOTHING, "amount=%d&payment_intent=%s", INTENT, REFUND },
	{ "GET", "/v1/refunds/%s", REFUND, "expand[]=charge", NOTHING, NOTHING },
	{ "POST", "/v1/checkout/sessions", NOTHING,
	  "mode=payment&success_url=https://example.com&line_items[0][quantity]=1&"
	  "line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=%d&"
	  "line_items[0][price_data][product_data][name]=Tea",
	  NOTHING, SESSION },
	{ "POST", "/v1/checkout/sessions/%s/expire", SESSION, "", NOTHING, NOTHING },
	{ "GET", "/v1/checkout/sessions/%s", SESSION, "expand[]=payment_intent", NOTHING, NOTHING },
	{ "POST", "/v1/customers", NOTHING, "name=Guest+%d", NOTHING, CUSTOMER },
	{ "GET", "/v1/customers/%s", CUSTOMER, "", NOTHING, NOTHING },
	{ "GET", "/v1/terminal/readers/%s", READER, "", NOTHING, NOTHING },
	{ "GET", "/v1/events", NOTHING, "limit=3", NOTHING, NOTHING },
	{ "GET", "/v1/charges", NOTHING, "limit=5", NOTHING, NOTHING },
	{ "GET", "/v1/balance_transactions", NOTHING, "limit=5&expand[]=data.source", NOTHING,
	  NOTHING },
	{ "GET", "/v1/disputes", NOTHING, "limit=2", NOTHING, NOTHING },
	{ "GET", "/v1/balance", NOTHING, "", NOTHING, NOTHING },
};

static const char *some_id(struct walk *walk, enum thing thing)
{
	int count = walk->counts[thing] < KEPT ? walk->counts[thing] : KEPT;

	return count == 0 ? "none" : walk->ids[thing][random_below(&walk->random, (uint64_t)count)];
}

/* Fills in "%s" and "%d". */
static void fill(struct walk *walk, struct str *into, const char *text, const char *id)
{
	for (; *text != '\0'; text++) {
		if (strncmp(text, "%s", 2) == 0)
			str_add(into, id);
		else if (strncmp(text, "%d", 2) == 0)
			str_addf(into, "%d", (int)random_between(&walk->random, 1, 400) * 50);
		else
			str_add_char(into, *text);
		text += text[0] == '%';
	}
}

static void hold_against_description(struct walk *walk, const struct move *move, const char *path)
{
	const struct simulator_answer *answer = &walk->client.answer;
	char why[OPENAPI_WHY_SIZE] = "";

	if (walk->api == NULL)
		return;
	if (openapi_answer(walk->api, move->method, path, answer->status, str_text(&answer->body),
			   answer->body.len, why))
		return;
	if (walk->wrong++ == 0)
		CHECK_TEXT(why, "");
}

static void step(struct walk *walk)
{
	const struct move *move =
		&moves[random_below(&walk->random, sizeof moves / sizeof moves[0])];
	struct client *client = &walk->client;
	struct str path = { 0 }, form = { 0 };
	int status;

	client->now_ms += random_between(&walk->random, 0, 600000);
	fill(walk, &path, move->path, some_id(walk, move->on));
	fill(walk, &form, move->form, some_id(walk, move->with));
	status = move->method[0] == 'G'
			 ? client_get(client, str_text(&path), str_text(&form))
			 : client_post(client, str_text(&path), NULL, str_text(&form));
	walk->done += status == 200;
	hold_against_description(walk, move, str_text(&path));
	if (status == 200 && move->makes != NOTHING)
		str_copy(walk->ids[move->makes][walk->counts[move->makes]++ % KEPT], 128,
			 client->id);
	str_done(&path);
	str_done(&form);
}

/* What a person, a guest and the bank do in between. */
static void interfere(struct walk *walk)
{
	static const char *const verbs[][2] = {
		{ "pay-link", "" },
		{ "pay-link", "slow=true" },
		{ "pay-link", "settle=true" },
		{ "pay-link", "fail=true" },
		{ "refund-fails", "" },
		{ "payout", "" },
		{ "dispute", "" },
		{ "present", "card=mastercard" },
		{ "cancel", "" },
		{ "offline", "" },
		{ "online", "" },
		{ "advance", "seconds=40000" },
	};
	size_t i = random_below(&walk->random, sizeof verbs / sizeof verbs[0]);

	client_control(&walk->client, verbs[i][0], verbs[i][1]);
}

/* What the last of each kind say must be what the record says. */
static void compare(struct walk *walk)
{
	int64_t received = 0, refunded = 0;
	char query[256] = "limit=100";

	do {
		const struct json *data;

		CHECK_INT(client_get(&walk->client, "/v1/charges", query), 200);
		data = json_get(walk->client.value, "data");
		for (size_t i = 0; i < json_count(data); i++) {
			const struct json *charge = json_at(data, i);

			received += json_int(json_get(charge, "amount_captured"), 0);
			refunded += json_int(json_get(charge, "amount_refunded"), 0);
			CHECK(json_int(json_get(charge, "amount_refunded"), -1) <=
			      json_int(json_get(charge, "amount_captured"), -2));
			str_format(query, sizeof query, "limit=100&starting_after=%s",
				   json_text(json_get(charge, "id"), ""));
		}
	} while (client_is(&walk->client, "has_more"));
	CHECK(received > 0 && refunded > 0);
	CHECK_INT(simulator_settled_minor(walk->client.sim, "usd"), received - refunded);
}

static void a_random_walk_holds(void)
{
	struct walk *walk = calloc(1, sizeof *walk);

	CHECK_FATAL(walk != NULL);
	client_init(&walk->client, NULL);
	random_init_seed(&walk->random, 77);
	walk->api = openapi_open(check_data_folder());
	for (int i = 0; i < STEPS; i++) {
		step(walk);
		if (i % 5 == 0)
			interfere(walk);
	}
	CHECK_INT(walk->wrong, 0);
	CHECK(walk->done > STEPS / 3);
	compare(walk);
	openapi_close(walk->api);
	client_done(&walk->client);
	free(walk);
}

const struct check_test test_random[] = {
	{ "a random walk: answers as described, charges as the record says (P7)",
	  a_random_walk_holds },
	{ 0 },
};
