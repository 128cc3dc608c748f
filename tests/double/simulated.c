/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/simulated.c -- see tests/double/simulated.h.
 */
#include "double/simulated.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"

#define AUTHORIZATION "Bearer sk_test_simulated"

static int64_t lose(struct processor_reply *reply, enum processor_fate fate, bool was_sent)
{
	reply->fate = fate;
	reply->was_sent = was_sent;
	return 0;
}

static void fill_reply(const struct simulator_answer *answer, struct processor_reply *reply,
		       struct str *body)
{
	line_double_reply(reply, answer->status, "", body);
	str_add_bytes(body, str_text(&answer->body), answer->body.len);
	(void)str_copy(reply->content_type, sizeof reply->content_type,
		       answer->content_type != NULL ? answer->content_type : "");
	(void)str_copy(reply->request_id, sizeof reply->request_id, answer->request_id);
	reply->is_replayed = answer->is_replayed;
	if (answer->should_retry != NULL)
		reply->should_retry = str_equal(answer->should_retry, "true");
	if (answer->retry_after_s > 0)
		reply->retry_after_ms = (int64_t)answer->retry_after_s * 1000;
}

static int64_t carry(const struct simulator_answer *answer, struct processor_reply *reply,
		     struct str *body)
{
	switch (answer->wire) {
	case SIMULATOR_WIRE_REFUSE:
		return lose(reply, PROCESSOR_FATE_NO_PEER, false);
	case SIMULATOR_WIRE_RESET:
	case SIMULATOR_WIRE_CUT:
		return lose(reply, PROCESSOR_FATE_LOST, true);
	case SIMULATOR_WIRE_HOLD: /* it is executed later, and nobody waits for the answer */
		return LINE_DOUBLE_NEVER;
	case SIMULATOR_WIRE_DRIP:
		fill_reply(answer, reply, body);
		return answer->wire_arg * (int64_t)body->len;
	case SIMULATOR_WIRE_STALL:
		fill_reply(answer, reply, body);
		return answer->wire_arg;
	default:
		fill_reply(answer, reply, body);
		return 0;
	}
}

static int64_t answer_request(void *arg, const char *key, const struct processor_wire *wire,
			      struct processor_reply *ret_reply, struct str *ret_body)
{
	struct simulated *simulated = arg;
	const char *query = strchr(wire->path, '?');
	char path[PROCESSOR_PATH_SIZE];
	struct simulator_answer answer = { 0 };
	int64_t delay_ms;

	(void)str_format(path, sizeof path, "%.*s", (int)strcspn(wire->path, "?"), wire->path);
	simulator_handle(simulated->simulator,
			 &(struct simulator_request){
				 .method = wire->method, .path = path,
				 .query = query != NULL ? query + 1 : NULL,
				 .body = str_text(&wire->body), .body_len = wire->body.len,
				 .authorization = AUTHORIZATION,
				 .idempotency_key = strcmp(wire->method, "GET") != 0 ? key : NULL,
			 },
			 clock_unix_ms(simulated->clock), &answer);
	if (simulated->watch != NULL)
		simulated->watch(simulated->watch_arg, wire, &answer);
	delay_ms = carry(&answer, ret_reply, ret_body);
	simulator_answer_done(&answer);
	return delay_ms;
}

void simulated_init(struct simulated *simulated, struct loop *loop, const struct clock *clock,
		    const struct simulator_options *options)
{
	enum err err;

	memset(simulated, 0, sizeof *simulated);
	simulated->clock = clock;
	err = simulator_new(options, &simulated->simulator);
	assert(err == ERR_OK);
	line_double_init(&simulated->line, loop);
	line_double_answer(&simulated->line, answer_request, simulated);
}

void simulated_done(struct simulated *simulated)
{
	line_double_done(&simulated->line);
	simulator_free(simulated->simulator);
}

int simulated_do(struct simulated *simulated, const char *verb, const char *form)
{
	struct simulator_answer answer = { 0 };
	int status;

	simulator_control(simulated->simulator, verb, form, clock_unix_ms(simulated->clock),
			  &answer);
	status = answer.status;
	simulator_answer_done(&answer);
	return status;
}

void simulated_reader(struct simulated *simulated, const char *label,
		      char ret_id[PROCESSOR_ID_SIZE])
{
	struct simulator_answer answer = { 0 };
	struct json *reader;
	char form[256];

	(void)str_format(form, sizeof form, "registration_code=simulated-wpe&label=%s", label);
	simulator_handle(simulated->simulator,
			 &(struct simulator_request){
				 .method = "POST", .path = "/v1/terminal/readers", .body = form,
				 .body_len = strlen(form), .authorization = AUTHORIZATION },
			 clock_unix_ms(simulated->clock), &answer);
	reader = json_parse(str_text(&answer.body), answer.body.len);
	(void)str_copy(ret_id, PROCESSOR_ID_SIZE, json_text(json_get(reader, "id"), ""));
	json_free(reader);
	simulator_answer_done(&answer);
}
