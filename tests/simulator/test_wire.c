/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/simulator/test_wire.c -- keys, pages, refusals and faults, as a client meets them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "tests/simulator/client.h"
#include "tests/simulator/suites.h"

#define CREATE "amount=5000&currency=usd&capture_method=manual&payment_method_types[]=card_present"

static void a_key_gives_the_first_answer(void)
{
	struct client client;
	char first[128];

	client_init(&client, NULL);
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", CREATE), 200);
	CHECK(!client.answer.is_replayed);
	str_copy(first, sizeof first, client.id);
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k",
			      "currency=usd&amount=5000&payment_method_types[0]=card_present&"
			      "capture_method=manual"),
		  200);
	CHECK(client.answer.is_replayed);
	CHECK_TEXT(client.id, first);
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", "amount=1&currency=usd"), 400);
	CHECK_TEXT(client_text(&client, "error.type"), "idempotency_error");
	CHECK_INT(client_post(&client, "/v1/refunds", "k", CREATE), 400);
	CHECK_TEXT(client_text(&client, "error.type"), "idempotency_error");
	client.now_ms += INT64_C(25) * 3600 * 1000;
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", CREATE), 200);
	CHECK(!client.answer.is_replayed);
	CHECK(strcmp(client.id, first) != 0);
	CHECK_INT(client_effects(&client, "create", ""), 2);
	client_done(&client);
}

static void what_was_not_executed_is_not_kept(void)
{
	struct client client;

	client_init(&client, NULL);
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", "amount=5000"), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "parameter_missing");
	CHECK_TEXT(client_text(&client, "error.param"), "currency");
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", CREATE "&colour=red"), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "parameter_unknown");
	CHECK_TEXT(client_text(&client, "error.param"), "colour");
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", CREATE), 200);
	CHECK_INT(client_get(&client, "/v1/payment_intents/pi_none", NULL), 404);
	CHECK_TEXT(client_text(&client, "error.code"), "resource_missing");
	CHECK_INT(client_get(&client, "/v1/nothing", NULL), 404);
	client_done(&client);
}

static void a_key_of_the_api_is_needed(void)
{
	struct simulator_options options = { .seed = 1, .api_key = "sk_test_mine" };
	struct client client;

	client_init(&client, &options);
	CHECK_INT(client_get(&client, "/v1/balance", NULL), 401);
	CHECK_TEXT(client_text(&client, "error.type"), "invalid_request_error");
	client_done(&client);
	options.api_key = "sk_test_tests";
	client_init(&client, &options);
	CHECK_INT(client_get(&client, "/v1/balance", NULL), 200);
	CHECK_INT(client_post(&client, "/v1/customers", NULL, ""), 200);
	client_done(&client);
}

static void lists_have_pages(void)
{
	struct client client;
	char query[256];
	int seen = 0;

	client_init(&client, NULL);
	for (int i = 0; i < 25; i++) {
		client.now_ms += 1000;
		client_post(&client, "/v1/payment_intents", NULL, CREATE);
	}
	CHECK_INT(client_get(&client, "/v1/payment_intents", NULL), 200);
	CHECK(client_is(&client, "has_more"));
	CHECK_TEXT(client_text(&client, "url"), "/v1/payment_intents");
	while (json_count(json_get(client.value, "data")) > 0 && seen < 100) {
		size_t count = json_count(json_get(client.value, "data"));
		const struct json *last = json_at(json_get(client.value, "data"), count - 1);

		seen += (int)count;
		str_format(query, sizeof query, "limit=10&starting_after=%s",
			   json_text(json_get(last, "id"), ""));
		CHECK_INT(client_get(&client, "/v1/payment_intents", query), 200);
	}
	CHECK_INT(seen, 25);
	str_format(query, sizeof query, "created[gte]=%lld&created[lt]=%lld&limit=100",
		   (long long)client.now_ms / 1000 - 3, (long long)client.now_ms / 1000);
	CHECK_INT(client_get(&client, "/v1/payment_intents", query), 200);
	CHECK_INT(json_count(json_get(client.value, "data")), 3);
	CHECK_INT(client_get(&client, "/v1/payment_intents", "limit=101"), 400);
	client_done(&client);
}

static void events_tell_the_key(void)
{
	struct client client;

	client_init(&client, NULL);
	client_post(&client, "/v1/payment_intents", "key-7", CREATE);
	CHECK_INT(client_get(&client, "/v1/events", "types[]=payment_intent.created"), 200);
	CHECK_TEXT(client_text(&client, "data.0.request.idempotency_key"), "key-7");
	CHECK_TEXT(client_text(&client, "data.0.data.object.id"),
		   client.id[0] == 'p' ? client.id : client_text(&client, "data.0.data.object.id"));
	client_faults(&client, "{'on':'events.list','fault':'events-twice'}");
	CHECK_INT(client_get(&client, "/v1/events", NULL), 200);
	CHECK_INT(json_count(json_get(client.value, "data")), 2);
	CHECK_TEXT(client_text(&client, "data.0.id"), client_text(&client, "data.1.id"));
	client_done(&client);
}

/* Creates with a fault, then again with the same key; how many there truly are. */
static int create_with(const char *script, int first_status, enum simulator_wire wire,
		       int second_status)
{
	struct client client;
	int count;

	client_init(&client, NULL);
	client_faults(&client, script);
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", CREATE), first_status);
	CHECK_INT(client.answer.wire, wire);
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", CREATE), second_status);
	count = client_effects(&client, "create", "");
	client_done(&client);
	return count;
}

static void a_fault_comes_once_and_the_key_holds(void)
{
#define FIRST(fault) "{'on':'payment_intents.create','call':1,'fault':'" fault "'}"
	CHECK_INT(create_with(FIRST("reset-before"), 200, SIMULATOR_WIRE_RESET, 200), 1);
	CHECK_INT(create_with(FIRST("reset-after"), 200, SIMULATOR_WIRE_RESET, 200), 1);
	CHECK_INT(create_with(FIRST("refuse"), 200, SIMULATOR_WIRE_REFUSE, 200), 1);
	CHECK_INT(create_with(FIRST("stall-after"), 200, SIMULATOR_WIRE_STALL, 200), 1);
	CHECK_INT(create_with(FIRST("cut"), 200, SIMULATOR_WIRE_CUT, 200), 1);
	CHECK_INT(create_with(FIRST("drip"), 200, SIMULATOR_WIRE_DRIP, 200), 1);
	CHECK_INT(create_with(FIRST("truncated"), 200, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("wrong-json"), 200, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("wrong-amount"), 200, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("html"), 200, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("redirect"), 302, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("rate-limit"), 429, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("lock"), 429, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("in-use"), 409, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("500-before"), 500, SIMULATOR_WIRE_WHOLE, 500), 0);
	CHECK_INT(create_with(FIRST("500-after"), 500, SIMULATOR_WIRE_WHOLE, 500), 1);
	CHECK_INT(create_with(FIRST("500-retry"), 500, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("503"), 503, SIMULATOR_WIRE_WHOLE, 200), 1);
	CHECK_INT(create_with(FIRST("declined"), 402, SIMULATOR_WIRE_WHOLE, 402), 0);
#undef FIRST
}

static void a_held_request_is_in_flight(void)
{
	struct simulator_answer answer;
	struct client client;
	int64_t ticket;

	client_init(&client, NULL);
	client_faults(&client, "{'on':'payment_intents.create','call':1,'fault':'stall-before',"
			       "'arg':5000}");
	client_post(&client, "/v1/payment_intents", "k", CREATE);
	CHECK_INT(client.answer.wire, SIMULATOR_WIRE_HOLD);
	ticket = client.answer.ticket;
	CHECK_INT(simulator_due_ms(client.sim, client.now_ms), 5000);
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", CREATE), 409);
	CHECK_TEXT(client_text(&client, "error.code"), "idempotency_key_in_use");
	CHECK(!simulator_take(client.sim, ticket, &answer));
	CHECK_INT(client_effects(&client, "create", ""), 0);
	client.now_ms += 5000;
	simulator_tick(client.sim, client.now_ms);
	CHECK_INT(client_effects(&client, "create", ""), 1);
	CHECK(simulator_take(client.sim, ticket, &answer));
	CHECK_INT(answer.status, 200);
	simulator_answer_done(&answer);
	CHECK(!simulator_take(client.sim, ticket, &answer));
	CHECK_INT(client_post(&client, "/v1/payment_intents", "k", CREATE), 200);
	CHECK(client.answer.is_replayed);
	client_done(&client);
}

static void readers_fail_in_their_ways(void)
{
	struct client client;
	char intent[128], path[256], form[256];

	client_init(&client, NULL);
	client_authorize(&client, 5000, "declined", NULL, intent);
	str_format(path, sizeof path, "/v1/terminal/readers/%s/process_payment_intent",
		   client.reader);
	str_format(form, sizeof form, "payment_intent=%s", intent);
	client_faults(&client, "{'on':'readers.process','call':1,'fault':'reader-timeout'}\n"
			       "{'on':'readers.process','call':2,'fault':'reader-timeout-after'}\n"
			       "{'on':'readers.present','call':1,'fault':'connection-error'}");
	CHECK_INT(client_post(&client, path, "p", form), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "terminal_reader_timeout");
	CHECK_INT(client_control(&client, "present", "card=visa"), 400);
	CHECK_INT(client_post(&client, path, "p", form), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "terminal_reader_timeout");
	CHECK_INT(client_control(&client, "cancel", ""), 200);
	CHECK_TEXT(client_text(&client, "action.failure_code"), "customer_canceled");
	CHECK_INT(client_control(&client, "offline", ""), 200);
	CHECK_INT(client_post(&client, path, "p", form), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "terminal_reader_offline");
	CHECK_INT(client_control(&client, "online", ""), 200);
	CHECK_INT(client_post(&client, path, "p", form), 200);
	CHECK_INT(client_control(&client, "present", "card=visa&takes=3000"), 200);
	CHECK_INT(client_post(&client, path, "p2", form), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "terminal_reader_busy");
	client.now_ms += 3000;
	CHECK_INT(client_post(&client, path, "p3", form), 400);
	CHECK_TEXT(client_text(&client, "error.code"), "intent_invalid_state");
	CHECK_INT(client_effects(&client, "authorize", intent), 1);
	client_done(&client);
}

static void a_reader_works_by_itself(void)
{
	struct simulator_options options = { .seed = 5,
					     .auto_card = "visa",
					     .auto_delay_ms = 1500 };
	struct client client;
	char path[256], form[256];

	client_init(&client, &options);
	client_post(&client, "/v1/terminal/readers", NULL, "registration_code=simulated-wpe");
	str_format(path, sizeof path, "/v1/terminal/readers/%s/process_payment_intent", client.id);
	client_post(&client, "/v1/payment_intents", NULL, CREATE);
	str_format(form, sizeof form, "payment_intent=%s", client.id);
	CHECK_INT(client_post(&client, path, NULL, form), 200);
	CHECK_INT(simulator_due_ms(client.sim, client.now_ms), 1500);
	client.now_ms += 1499;
	simulator_tick(client.sim, client.now_ms);
	CHECK_INT(client_effects(&client, "authorize", ""), 0);
	client.now_ms += 1;
	simulator_tick(client.sim, client.now_ms);
	CHECK_INT(client_effects(&client, "authorize", ""), 1);
	client_done(&client);
}

static void the_same_seed_gives_the_same_answers(void)
{
	struct simulator_options options = { .seed = 99 };
	struct client client[2];

	for (int i = 0; i < 2; i++) {
		client_init(&client[i], &options);
		client_faults(&client[i], "{'on':'writes','fault':'500-after','ppm':500000}");
		for (int j = 0; j < 50; j++)
			client_post(&client[i], "/v1/payment_intents", NULL, CREATE);
	}
	CHECK_TEXT(client[0].id, client[1].id);
	CHECK_INT(client[0].answer.status, client[1].answer.status);
	CHECK_INT(client_control(&client[0], "status", ""), 200);
	CHECK(client_int(&client[0], "faults.0.fired") > 10);
	CHECK(client_int(&client[0], "faults.0.fired") < 40);
	CHECK_INT(client_int(&client[0], "faults.0.calls"), 50);
	client_done(&client[0]);
	client_done(&client[1]);
}

static void a_script_that_is_wrong_is_not_taken(void)
{
	struct client client;
	static const char *const wrong[] = {
		"{\"on\":\"*\"}",
		"{\"on\":\"*\",\"fault\":\"nothing\"}",
		"[]",
		"{",
		"{\"on\":\"*\",\"fault\":\"html\",\"call\":0}",
		"{\"on\":\"*\",\"fault\":\"html\",\"ppm\":1000001}",
		"{\"on\":\"*\",\"fault\":\"html\",\"when\":1}",
	};

	client_init(&client, NULL);
	client_faults(&client, "# nothing yet\n\n{'on':'balance.get','fault':'503'}");
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		CHECK_INT(simulator_set_faults(client.sim, wrong[i], strlen(wrong[i])), ERR_DATA);
		CHECK(strncmp(simulator_problem(client.sim), "line 1: ", 8) == 0);
	}
	CHECK_INT(client_get(&client, "/v1/balance", NULL), 503);
	client_done(&client);
}

/* Adds words of requests in any order. */
static void add_words(struct random *random, struct str *form)
{
	static const char words[][28] = { "amount",
					  "[",
					  "]",
					  "=",
					  "&",
					  "%",
					  "%41",
					  "%zz",
					  "usd",
					  "[]",
					  "gte",
					  "currency",
					  "expand",
					  "-1",
					  "created",
					  "9999999999999999999999",
					  "limit",
					  "pi_",
					  "payment_intent",
					  "metadata[\xFF]=",
					  "line_items",
					  "0",
					  "price_data",
					  "payment_method_types[]=",
					  "true",
					  "\xFF",
					  "\n",
					  "+" };

	for (uint64_t n = random_below(random, 24); n > 0; n--)
		str_add(form, words[random_below(random, sizeof words / sizeof words[0])]);
}

static void any_request_does_no_harm(void)
{
	static const char paths[][32] = {
		"/v1/payment_intents",
		"/v1/refunds",
		"/v1/checkout/sessions",
		"/v1/events",
		"/v1/terminal/readers",
		"/v1/payment_links",
		"/v1/customers",
		"//",
		"",
		"/v1/payment_intents/",
		"/v1/payment_intents//capture",
		"/v1/charges/ch_/",
	};
	struct random random;
	struct client client;
	int kept = 0;

	client_init(&client, NULL);
	random_init_seed(&random, 41);
	for (int i = 0; i < 20000; i++) {
		const char *path = paths[random_below(&random, sizeof paths / sizeof paths[0])];
		bool is_get = random_below(&random, 2) == 0;
		struct str form = { 0 };
		int status;

		add_words(&random, &form);
		status = is_get ? client_get(&client, path, str_text(&form))
				: client_post(&client, path, NULL, str_text(&form));
		kept += status == 200 || (status >= 400 && status < 500);
		CHECK(client.value != NULL);
		str_done(&form);
	}
	CHECK_INT(kept, 20000);
	client_done(&client);
}

static void the_state_is_kept(void)
{
	struct client client, again;
	struct str lines = { 0 }, more = { 0 };
	char intent[128], path[256];

	client_init(&client, NULL);
	client_authorize(&client, 5000, "visa", NULL, intent);
	simulator_save(client.sim, false, &lines);
	simulator_save(client.sim, false, &more);
	CHECK_INT(more.len, 0);
	str_format(path, sizeof path, "/v1/payment_intents/%s/capture", intent);
	CHECK_INT(client_post(&client, path, "cap", NULL), 200);
	simulator_save(client.sim, false, &lines);
	str_add(&lines, "[1,{\"id\":\"torn");
	client_init(&again, NULL);
	again.now_ms = client.now_ms;
	CHECK_OK(simulator_load(again.sim, lines.data, lines.len));
	CHECK_INT(client_post(&again, path, "cap", NULL), 200);
	CHECK(again.answer.is_replayed);
	CHECK_INT(simulator_settled_minor(again.sim, "usd"), 5000);
	CHECK_INT(client_effects(&again, "capture", intent), 1);
	CHECK_INT(client_post(&again, "/v1/payment_intents", NULL, CREATE), 200);
	CHECK(simulator_object(client.sim, again.id) == NULL);
	str_done(&lines);
	str_done(&more);
	client_done(&client);
	client_done(&again);
}

const struct check_test test_wire[] = {
	{ "a key gives the first answer for a day, and nothing else (P3)",
	  a_key_gives_the_first_answer },
	{ "what was not executed is not kept under a key", what_was_not_executed_is_not_kept },
	{ "requests need the key of the API", a_key_of_the_api_is_needed },
	{ "lists have pages and windows", lists_have_pages },
	{ "events tell the key of their request, and may come twice", events_tell_the_key },
	{ "each fault comes when it is due, and the key holds",
	  a_fault_comes_once_and_the_key_holds },
	{ "a held request keeps its key in use until it is executed", a_held_request_is_in_flight },
	{ "readers time out, go away, and are busy", readers_fail_in_their_ways },
	{ "a reader presents by itself", a_reader_works_by_itself },
	{ "the same seed gives the same answers", the_same_seed_gives_the_same_answers },
	{ "a fault script that is wrong is not taken", a_script_that_is_wrong_is_not_taken },
	{ "any request is answered and does no harm", any_request_does_no_harm },
	{ "the state is kept, but for a torn line", the_state_is_kept },
	{ 0 },
};
