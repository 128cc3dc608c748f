/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/simulator.c -- one request from its key to its answer, with the fault that is due.
 */
#include "simulator/inside.h"

#include <stdlib.h>
#include <string.h>

static char *keep(const char *text)
{
	char *copy = text != NULL ? str_dup(text) : NULL;

	if (text != NULL && copy == NULL)
		abort();
	return copy;
}

enum err simulator_new(const struct simulator_options *options, struct simulator **ret_simulator)
{
	static const struct simulator_options defaults = { .seed = 1 };
	struct simulator *sim = calloc(1, sizeof *sim);

	if (sim == NULL)
		return ERR_MEMORY;
	if (options == NULL)
		options = &defaults;
	random_init_seed(&sim->random, options->seed);
	sim->api_key = keep(options->api_key);
	sim->base_url = keep(options->base_url != NULL ? options->base_url : "https://localhost");
	sim->auto_card = keep(options->auto_card);
	sim->auto_delay_ms = options->auto_delay_ms;
	sim->with_decline_amounts = options->with_decline_amounts;
	sim->next_number = 1;
	sim->next_ticket = 1;
	sim->next_expiry_s = INT64_MAX;
	*ret_simulator = sim;
	return ERR_OK;
}

static void held_free(struct held *held)
{
	free(held->method);
	free(held->path);
	free(held->query);
	free(held->body);
	free(held->authorization);
	free(held->key);
	simulator_answer_done(&held->answer);
	free(held);
}

void simulator_free(struct simulator *sim)
{
	if (sim == NULL)
		return;
	while (sim->held != NULL) {
		struct held *next = sim->held->next;

		held_free(sim->held);
		sim->held = next;
	}
	for (int kind = 0; kind < KIND_COUNT; kind++)
		json_free(sim->forms[kind]);
	sim_record_done(sim);
	sim_script_free(sim->script);
	free(sim->api_key);
	free(sim->base_url);
	free(sim->auto_card);
	free(sim);
}

void simulator_answer_done(struct simulator_answer *answer)
{
	str_done(&answer->body);
}

static void answer_init(struct simulator *sim, struct simulator_answer *answer)
{
	char id[ID_SIZE];

	*answer = (struct simulator_answer){ .status = 200, .content_type = "application/json" };
	sim_new_id(sim, "req_", id);
	str_copy(answer->request_id, sizeof answer->request_id, id);
}

struct call sim_call_of_clock(struct simulator *sim, int64_t now_ms)
{
	static const struct params no_params = { 0 };
	static const struct fault no_fault = { .name = "", .text = "" };

	return (struct call){ .sim = sim,
			      .params = &no_params,
			      .id = "",
			      .key = "",
			      .now_ms = now_ms + sim->offset_ms,
			      .now_s = (now_ms + sim->offset_ms) / 1000,
			      .fault = &no_fault };
}

static void refuse_params(struct call *call, const struct param_problem *problem)
{
	sim_refuse(call,
		   &(struct refusal){ .status = 400,
				      .code = problem->code,
				      .param = problem->param,
				      .is_passing = true },
		   "%s", problem->message);
}

/* Runs the operation itself. */
static void run(struct call *call)
{
	struct param_problem problem;

	if (sim_spoil_before(call))
		return;
	if (!sim_params_check(call->params, call->route->rules, &problem)) {
		refuse_params(call, &problem);
		return;
	}
	call->route->run(call);
	sim_spoil_effect(call);
}

static void run_keyed(struct call *call)
{
	bool is_keyed = call->key[0] != '\0' && strcmp(call->route->method, "POST") == 0;
	uint64_t print = sim_params_print(call->params);

	call->is_stored = true;
	if (is_keyed && strlen(call->key) > 255) {
		sim_refuse(call, &(struct refusal){ .status = 400, .is_passing = true },
			   "Idempotency-Key is longer than 255 characters.");
		return;
	}
	if (is_keyed && sim_key_is_held(call->sim, call->key)) {
		sim_refuse_in_use(call);
		return;
	}
	if (is_keyed && sim_key_answers(call, print))
		return;
	run(call);
	if (is_keyed && call->is_stored)
		sim_key_keep(call, print);
}

static void execute(struct simulator *sim, const struct simulator_request *request,
		    const struct route *route, const char *id, const struct fault *fault,
		    int64_t now_unix_ms, struct simulator_answer *answer)
{
	struct call call = sim_call_of_clock(sim, now_unix_ms);
	struct params params;

	sim_params_init(&params);
	if (request->query != NULL)
		sim_params_add(&params, request->query, strlen(request->query));
	if (request->body != NULL)
		sim_params_add(&params, request->body, request->body_len);
	call.route = route;
	call.params = &params;
	call.id = id;
	call.key = request->idempotency_key != NULL ? request->idempotency_key : "";
	call.fault = fault;
	call.answer = answer;
	if (!sim_spoil_instead(&call)) {
		run_keyed(&call);
		sim_spoil_after(&call);
	}
	sim_params_done(&params);
}

static void hold(struct simulator *sim, const struct simulator_request *request, int64_t due_ms,
		 struct simulator_answer *answer)
{
	struct held *held = calloc(1, sizeof *held);

	if (held == NULL)
		abort();
	held->ticket = sim->next_ticket++;
	held->due_ms = due_ms;
	held->method = keep(request->method);
	held->path = keep(request->path);
	held->query = keep(request->query);
	held->authorization = keep(request->authorization);
	held->key = keep(request->idempotency_key);
	held->body_len = request->body_len;
	if (request->body != NULL && (held->body = malloc(request->body_len + 1)) == NULL)
		abort();
	if (request->body != NULL)
		memcpy(held->body, request->body, request->body_len);
	held->next = sim->held;
	sim->held = held;
	answer->wire = SIMULATOR_WIRE_HOLD;
	answer->ticket = held->ticket;
}

static void run_held(struct simulator *sim, struct held *held, int64_t now_unix_ms)
{
	static const struct fault none = { .name = "", .text = "" };
	struct simulator_request request = { held->method, held->path,	   held->query,
					     held->body,   held->body_len, held->authorization,
					     held->key };
	char id[ID_SIZE];
	bool is_path;
	const struct route *route = sim_route_find(held->method, held->path, id, &is_path);

	held->is_done = true;
	answer_init(sim, &held->answer);
	execute(sim, &request, route, id, &none, now_unix_ms, &held->answer);
}

void simulator_tick(struct simulator *sim, int64_t now_unix_ms)
{
	for (struct held *held = sim->held; held != NULL; held = held->next)
		if (!held->is_done && held->due_ms <= now_unix_ms + sim->offset_ms)
			run_held(sim, held, now_unix_ms);
	sim_expire(sim, now_unix_ms);
	sim_device_tick(sim, now_unix_ms);
	sim_forget_old(sim, (now_unix_ms + sim->offset_ms) / 1000);
}

static int64_t sooner(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

int64_t simulator_due_ms(const struct simulator *sim, int64_t now_unix_ms)
{
	int64_t due = sim_device_due_ms(sim, now_unix_ms), now = now_unix_ms + sim->offset_ms;

	for (const struct held *held = sim->held; held != NULL; held = held->next)
		if (!held->is_done)
			due = sooner(due, held->due_ms > now ? held->due_ms - now : 0);
	return due;
}

bool simulator_take(struct simulator *sim, int64_t ticket, struct simulator_answer *ret_answer)
{
	for (struct held **at = &sim->held; *at != NULL; at = &(*at)->next) {
		struct held *held = *at;

		if (held->ticket != ticket)
			continue;
		if (!held->is_done)
			return false;
		*ret_answer = held->answer;
		held->answer = (struct simulator_answer){ 0 };
		*at = held->next;
		held_free(held);
		return true;
	}
	return false;
}

void simulator_handle(struct simulator *sim, const struct simulator_request *request,
		      int64_t now_unix_ms, struct simulator_answer *ret_answer)
{
	struct call call = sim_call_of_clock(sim, now_unix_ms);
	const struct route *route;
	struct fault fault;
	char id[ID_SIZE];
	bool is_path;

	simulator_tick(sim, now_unix_ms);
	answer_init(sim, ret_answer);
	call.answer = ret_answer;
	if (!sim_key_is_valid(&call, request->authorization))
		return;
	route = sim_route_find(request->method, request->path, id, &is_path);
	if (route == NULL) {
		sim_refuse(&call, &(struct refusal){ .status = is_path ? 405 : 404 },
			   "Unrecognized request URL (%s: %s).", request->method, request->path);
		return;
	}
	fault = sim_script_next(sim->script, route->op, strcmp(request->method, "GET") != 0,
				&sim->random);
	if (fault.kind == FAULT_STALL_BEFORE)
		hold(sim, request, call.now_ms + fault.arg, ret_answer);
	else
		execute(sim, request, route, id, &fault, now_unix_ms, ret_answer);
}

enum err simulator_set_faults(struct simulator *sim, const char *text, size_t len)
{
	struct script *script;
	enum err err = sim_script_new(text, len, sim->problem, sizeof sim->problem, &script);

	if (err != ERR_OK)
		return err;
	sim_script_free(sim->script);
	sim->script = script;
	return ERR_OK;
}

const char *simulator_problem(const struct simulator *sim)
{
	return sim->problem;
}

const char *simulator_connect(struct simulator *sim, int64_t *ret_arg)
{
	struct fault fault = sim_script_next(sim->script, "connect", false, &sim->random);

	if (fault.kind == FAULT_NONE)
		return NULL;
	*ret_arg = fault.arg;
	return fault.name;
}

const struct json *simulator_object(const struct simulator *sim, const char *id)
{
	const struct record *record = sim_record_find(sim, id);

	return record != NULL ? record->value : NULL;
}
