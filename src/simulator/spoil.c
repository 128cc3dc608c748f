/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/spoil.c -- what a fault does to a request: nothing is executed, or it is and the answer
 *                      is lost, false or late.
 */
#include <string.h>

#include "simulator/inside.h"

/* Faults that keep a request from being executed, before its key is looked at. */
bool sim_spoil_instead(struct call *call)
{
	struct simulator_answer *answer = call->answer;
	struct refusal refusal = { .is_passing = true };

	switch (call->fault->kind) {
	case FAULT_RESET_BEFORE:
		answer->wire = SIMULATOR_WIRE_RESET;
		return true;
	case FAULT_REFUSE:
		answer->wire = SIMULATOR_WIRE_REFUSE;
		return true;
	case FAULT_HTML:
		answer->content_type = "text/html";
		str_add(&answer->body, "<html><body>Please sign in to use this network."
				       "</body></html>");
		return true;
	case FAULT_REDIRECT:
		answer->status = 302;
		answer->location = "https://portal.invalid/";
		answer->content_type = "text/html";
		return true;
	case FAULT_RATE_LIMIT:
		refusal.status = 429;
		refusal.code = "rate_limit";
		answer->retry_after_s = (int)call->fault->arg;
		sim_refuse(call, &refusal, "Request rate limit exceeded.");
		return true;
	case FAULT_LOCK:
		refusal.status = 429;
		refusal.code = "lock_timeout";
		sim_refuse(call, &refusal,
			   "This object cannot be accessed right now because another "
			   "API request or Stripe process is currently accessing it.");
		return true;
	case FAULT_500_RETRY:
		answer->should_retry = "true";
		refusal.status = 500;
		break;
	case FAULT_503:
		refusal.status = 503;
		break;
	default:
		return false;
	}
	refusal.type = "api_error";
	sim_refuse(call, &refusal, "An unknown error occurred.");
	return true;
}

void sim_refuse_in_use(struct call *call)
{
	sim_refuse(call,
		   &(struct refusal){ .status = 409,
				      .type = "idempotency_error",
				      .code = "idempotency_key_in_use" },
		   "There is currently another in-progress request using this Idempotent Key (that "
		   "probably means you submitted twice, and the other request is still going "
		   "through): %s.",
		   call->key);
}

static void refuse_500(struct call *call)
{
	sim_refuse(call, &(struct refusal){ .status = 500, .type = "api_error" },
		   "An unknown error occurred.");
}

static void refuse_reader(struct call *call, const char *code, const char *message)
{
	sim_refuse(call, &(struct refusal){ .status = 400, .code = code, .is_passing = true }, "%s",
		   message);
}

/* Faults of an operation that is not executed. */
bool sim_spoil_before(struct call *call)
{
	bool is_write = strcmp(call->route->method, "POST") == 0;

	switch (call->fault->kind) {
	case FAULT_IN_USE:
		sim_refuse_in_use(call);
		return true;
	case FAULT_500_BEFORE:
		refuse_500(call);
		return true;
	case FAULT_DECLINED:
		if (!is_write || strcmp(call->route->op, "readers.present") == 0)
			return false;
		sim_refuse_card(call, sim_record_get(call->sim, KIND_INTENT, call->id),
				call->fault->text[0] != '\0' ? call->fault->text
							     : "generic_decline");
		return true;
	case FAULT_READER_BUSY:
		refuse_reader(call, "terminal_reader_busy",
			      "Reader is currently busy processing another request.");
		return true;
	case FAULT_READER_OFFLINE:
		refuse_reader(call, "terminal_reader_offline", "Reader is currently offline.");
		return true;
	case FAULT_READER_TIMEOUT:
		refuse_reader(call, "terminal_reader_timeout",
			      "There was a timeout when sending this command to the reader.");
		return true;
	default:
		return false;
	}
}

/* Tells something else than the truth in an answer. */
static void falsify(struct simulator_answer *answer, enum fault_kind kind)
{
	struct json *value = json_parse(str_text(&answer->body), answer->body.len);
	struct json *object = value;

	if (json_is_list(json_get(value, "data")) && json_count(json_get(value, "data")) > 0)
		object = json_at(json_get(value, "data"), 0);
	if (kind == FAULT_WRONG_AMOUNT) {
		static const char *const names[] = { "amount", "amount_received",
						     "amount_capturable", "amount_total" };

		for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
			if (sim_get_int(object, names[i]) > 0)
				sim_set_int(object, names[i], sim_get_int(object, names[i]) + 1);
	} else if (kind == FAULT_WRONG_CURRENCY && json_get(object, "currency") != NULL) {
		sim_set_text(object, "currency",
			     strcmp(sim_get_text(object, "currency"), "jpy") != 0 ? "jpy" : "usd");
	} else if (kind == FAULT_WRONG_ID && json_get(object, "id") != NULL) {
		char id[ID_SIZE];

		str_format(id, sizeof id, "%sX", sim_get_text(object, "id"));
		sim_set_text(object, "id", id);
	} else if (kind == FAULT_WRONG_LIVEMODE && json_is_map(object)) {
		sim_set_bool(object, "livemode", true);
	}
	if (value != NULL) {
		str_clear(&answer->body);
		sim_write_value(&answer->body, value);
	}
	json_free(value);
}

/* Faults of an answer that is on its way. */
void sim_spoil_after(struct call *call)
{
	struct simulator_answer *answer = call->answer;

	answer->wire_arg = call->fault->arg;
	switch (call->fault->kind) {
	case FAULT_RESET_AFTER:
		answer->wire = SIMULATOR_WIRE_RESET;
		break;
	case FAULT_STALL_AFTER:
		answer->wire = SIMULATOR_WIRE_STALL;
		break;
	case FAULT_CUT:
		answer->wire = SIMULATOR_WIRE_CUT;
		break;
	case FAULT_DRIP:
		answer->wire = SIMULATOR_WIRE_DRIP;
		break;
	case FAULT_TRUNCATED:
		answer->body.len /= 2;
		if (answer->body.data != NULL)
			answer->body.data[answer->body.len] = '\0';
		break;
	case FAULT_WRONG_JSON:
		str_clear(&answer->body);
		str_add(&answer->body, "[{\"hello\":\"world\"}]");
		break;
	case FAULT_WRONG_AMOUNT:
	case FAULT_WRONG_CURRENCY:
	case FAULT_WRONG_ID:
	case FAULT_WRONG_LIVEMODE:
		falsify(answer, call->fault->kind);
		break;
	default:
		break;
	}
}

/* Faults of an answer that is kept: the effect stands. */
void sim_spoil_effect(struct call *call)
{
	if (call->fault->kind == FAULT_500_AFTER && call->answer->status == 200)
		refuse_500(call);
	if (call->fault->kind == FAULT_READER_TIMEOUT_AFTER && call->answer->status == 200)
		refuse_reader(call, "terminal_reader_timeout",
			      "There was a timeout when sending this command to the reader.");
}
