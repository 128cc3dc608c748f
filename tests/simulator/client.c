/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/simulator/client.c -- the client of the tests.
 */
#include "tests/simulator/client.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

void client_init(struct client *client, const struct simulator_options *options)
{
	*client = (struct client){ .now_ms = INT64_C(1795000000000) };
	CHECK_OK_FATAL(simulator_new(options, &client->sim));
}

static void forget(struct client *client)
{
	json_free(client->value);
	client->value = NULL;
	simulator_answer_done(&client->answer);
}

void client_done(struct client *client)
{
	forget(client);
	simulator_free(client->sim);
}

static int read_answer(struct client *client)
{
	client->value = json_parse(str_text(&client->answer.body), client->answer.body.len);
	if (json_text(json_get(client->value, "id"), NULL) != NULL)
		str_copy(client->id, sizeof client->id, client_text(client, "id"));
	return client->answer.status;
}

int client_post(struct client *client, const char *path, const char *key, const char *form)
{
	struct simulator_request request = {
		.method = "POST", .path = path, .body = form,
		.body_len = form != NULL ? strlen(form) : 0,
		.authorization = "Bearer sk_test_tests", .idempotency_key = key,
	};

	forget(client);
	simulator_handle(client->sim, &request, client->now_ms, &client->answer);
	return read_answer(client);
}

int client_get(struct client *client, const char *path, const char *query)
{
	struct simulator_request request = {
		.method = "GET", .path = path, .query = query,
		.authorization = "Basic c2tfdGVzdF90ZXN0czo=",
	};

	forget(client);
	simulator_handle(client->sim, &request, client->now_ms, &client->answer);
	return read_answer(client);
}

int client_control(struct client *client, const char *verb, const char *form)
{
	forget(client);
	simulator_control(client->sim, verb, form, client->now_ms, &client->answer);
	return read_answer(client);
}

static const struct json *at(const struct client *client, const char *path)
{
	const struct json *value = client->value;
	char name[64];

	while (*path != '\0') {
		size_t len = strcspn(path, ".");
		int64_t i;

		str_format(name, sizeof name, "%.*s", (int)len, path);
		value = json_is_list(value) && str_int64(name, &i) ? json_at(value, (size_t)i) :
								     json_get(value, name);
		path += len + (path[len] == '.');
	}
	return value;
}

const char *client_text(const struct client *client, const char *path)
{
	return json_text(at(client, path), "");
}

int64_t client_int(const struct client *client, const char *path)
{
	return json_int(at(client, path), -1);
}

bool client_is(const struct client *client, const char *path)
{
	return json_is_true(at(client, path));
}

void client_authorize(struct client *client, int amount_minor, const char *card, const char *more,
		      char ret_intent[128])
{
	char form[512], path[256];

	CHECK_INT(client_post(client, "/v1/terminal/readers", NULL,
			      "registration_code=simulated-wpe&label=Counter"), 200);
	str_copy(client->reader, sizeof client->reader, client->id);
	str_format(form, sizeof form,
		   "amount=%d&currency=usd&capture_method=manual"
		   "&payment_method_types[]=card_present&metadata[attempt]=a1%s%s",
		   amount_minor, more != NULL ? "&" : "", more != NULL ? more : "");
	CHECK_INT(client_post(client, "/v1/payment_intents", NULL, form), 200);
	str_copy(ret_intent, 128, client->id);
	str_format(path, sizeof path, "/v1/terminal/readers/%s/process_payment_intent",
		   client->reader);
	str_format(form, sizeof form, "payment_intent=%s", ret_intent);
	CHECK_INT(client_post(client, path, NULL, form), 200);
	str_format(form, sizeof form, "card=%s", card);
	CHECK_INT(client_control(client, "present", form), 200);
	str_format(path, sizeof path, "/v1/payment_intents/%s", ret_intent);
	CHECK_INT(client_get(client, path, NULL), 200);
}

int client_effects(const struct client *client, const char *name, const char *intent)
{
	struct simulator_effect effect;
	int count = 0;

	for (size_t i = 0; simulator_effect_at(client->sim, i, &effect); i++)
		count += strcmp(effect.name, name) == 0 &&
			 (intent[0] == '\0' || strcmp(effect.intent, intent) == 0);
	return count;
}

void client_faults(struct client *client, const char *script)
{
	char text[2048];

	str_copy(text, sizeof text, script);
	for (char *c = text; *c != '\0'; c++)
		if (*c == '\'')
			*c = '"';
	CHECK_OK(simulator_set_faults(client->sim, text, strlen(text)));
	CHECK_TEXT(simulator_problem(client->sim), "");
}
