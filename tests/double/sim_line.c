/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/sim_line.c -- the line of tests/double/sim_line.h.
 */
#include "double/sim_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/loop.h"
#include "base/random.h"

#define RULES_MAX 64
#define NEVER INT64_MAX

struct rule {
	char part[64];
	bool is_read;
	int skip, times;
	enum sim_fault fault;
	int64_t arg;
};

/* A request under way: what comes of it is known or will be taken from the simulator. */
struct way {
	struct sim_line *line;
	char key[PROCESSOR_KEY_SIZE];
	struct processor_wire wire;
	processor_done_fn *done;
	void *arg;
	int timer;
	int64_t began_ms;
	enum processor_fate fate;
	bool was_sent;
	bool has_answer;
	struct simulator_answer answer;
	int64_t ticket;          /* of an answer that is taken later */
	struct way *next;
};

struct sim_line {
	struct app *app;
	struct simulator *simulator;
	struct way *ways;
	struct random random;
	int64_t low_ms, high_ms;
	bool is_down;
	struct rule rules[RULES_MAX];
	int n_rules;
	sim_fault_fn *choose;
	void *choose_arg;
	struct sim_sent *sent;
	size_t n_sent, capacity, changed;
};

static void die(const char *what)
{
	fprintf(stderr, "sim_line: %s\n", what);
	abort();
}

/* --- its life ------------------------------------------------------------------------------ */

void sim_line_open(struct app *app, struct simulator *simulator, struct sim_line **ret_line)
{
	struct sim_line *line = calloc(1, sizeof *line);

	if (line == NULL)
		die("no memory");
	line->app = app;
	line->simulator = simulator;
	random_init_seed(&line->random, 1);
	*ret_line = line;
}

static void way_free(struct way *way)
{
	struct way **at = &way->line->ways;

	while (*at != way)
		at = &(*at)->next;
	*at = way->next;
	loop_remove(way->line->app->loop, way->timer);
	if (way->has_answer)
		simulator_answer_done(&way->answer);
	processor_wire_done(&way->wire);
	free(way);
}

void sim_line_close(struct sim_line *line)
{
	if (line == NULL)
		return;
	while (line->ways != NULL)
		way_free(line->ways);
	free(line->sent);
	free(line);
}

void sim_line_set_latency(struct sim_line *line, int64_t low_ms, int64_t high_ms, uint64_t seed)
{
	line->low_ms = low_ms;
	line->high_ms = high_ms;
	random_init_seed(&line->random, seed);
}

void sim_line_set_down(struct sim_line *line, bool is_down)
{
	line->is_down = is_down;
}

/* --- faults -------------------------------------------------------------------------------- */

void sim_line_fault(struct sim_line *line, const char *part, int skip, int times,
		    enum sim_fault fault, int64_t arg)
{
	struct rule *rule;

	if (line->n_rules == RULES_MAX)
		die("too many rules");
	rule = &line->rules[line->n_rules++];
	*rule = (struct rule){ .skip = skip, .times = times, .fault = fault, .arg = arg };
	rule->is_read = strncmp(part, "GET ", 4) == 0;
	str_copy(rule->part, sizeof rule->part, rule->is_read ? part + 4 : part);
}

void sim_line_clear(struct sim_line *line)
{
	line->n_rules = 0;
}

void sim_line_hook(struct sim_line *line, sim_fault_fn *choose, void *arg)
{
	line->choose = choose;
	line->choose_arg = arg;
}

static bool is_due(struct rule *rule, const struct processor_wire *wire)
{
	if (rule->is_read != (strcmp(wire->method, "GET") == 0) ||
	    strstr(wire->path, rule->part) == NULL || rule->times == 0)
		return false;
	if (rule->skip > 0) {
		rule->skip--;
		return false;
	}
	rule->times--;
	return true;
}

static int count_key(const struct sim_line *line, const char *key)
{
	int n = 0;

	for (size_t i = 0; i < line->n_sent; i++)
		n += str_equal(line->sent[i].key, key);
	return n;
}

static enum sim_fault choose(struct sim_line *line, const char *key,
			     const struct processor_wire *wire, int64_t *ret_arg)
{
	if (line->is_down)
		return SIM_NO_PEER;
	for (int i = 0; i < line->n_rules; i++)
		if (is_due(&line->rules[i], wire)) {
			*ret_arg = line->rules[i].arg;
			return line->rules[i].fault;
		}
	if (line->choose == NULL)
		return SIM_NONE;
	return line->choose(line->choose_arg, key, wire, count_key(line, key) + 1, ret_arg);
}

/* --- what was sent ------------------------------------------------------------------------- */

static uint64_t mix(uint64_t digest, const char *text)
{
	for (; *text != '\0'; text++)
		digest = (digest ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return (digest ^ 0xff) * UINT64_C(1099511628211);
}

static uint64_t digest_of(const struct processor_wire *wire)
{
	uint64_t digest = UINT64_C(14695981039346656037);

	digest = mix(digest, wire->method);
	digest = mix(digest, wire->path);
	digest = mix(digest, wire->version);
	return mix(digest, str_text(&wire->body));
}

static void record(struct sim_line *line, const char *key, const struct processor_wire *wire,
		   enum sim_fault fault)
{
	struct sim_sent sent = { .digest = digest_of(wire), .fault = fault };
	bool is_read = strcmp(wire->method, "GET") == 0;

	str_copy(sent.key, sizeof sent.key, is_read ? "" : key);
	str_copy(sent.method, sizeof sent.method, wire->method);
	str_copy(sent.path, sizeof sent.path, wire->path);
	sent.at_unix_ms = clock_unix_ms(line->app->clock);
	for (size_t i = 0; i < line->n_sent && !is_read; i++)
		if (str_equal(line->sent[i].key, key) && line->sent[i].digest != sent.digest) {
			line->changed++;
			break;
		}
	if (line->n_sent == line->capacity) {
		line->capacity = line->capacity * 2 + 64;
		line->sent = realloc(line->sent, line->capacity * sizeof *line->sent);
		if (line->sent == NULL)
			die("no memory");
	}
	line->sent[line->n_sent++] = sent;
}

bool sim_line_sent(const struct sim_line *line, size_t i, struct sim_sent *ret_sent)
{
	if (i >= line->n_sent)
		return false;
	*ret_sent = line->sent[i];
	return true;
}

size_t sim_line_count(const struct sim_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < line->n_sent; i++)
		n += line->sent[i].key[0] != '\0';
	return n;
}

size_t sim_line_under_way(const struct sim_line *line)
{
	size_t n = 0;

	for (const struct way *way = line->ways; way != NULL; way = way->next)
		n++;
	return n;
}

size_t sim_line_changed(const struct sim_line *line)
{
	return line->changed;
}

size_t sim_line_keys(const struct sim_line *line, const char *part)
{
	size_t n = 0;

	for (size_t i = 0; i < line->n_sent; i++) {
		size_t before = 0;

		if (line->sent[i].key[0] == '\0' || strstr(line->sent[i].path, part) == NULL)
			continue;
		while (!str_equal(line->sent[before].key, line->sent[i].key))
			before++;
		n += before == i;
	}
	return n;
}

/* --- carrying ------------------------------------------------------------------------------ */

static void handle(struct way *way)
{
	struct processor_wire *wire = &way->wire;
	char path[PROCESSOR_PATH_SIZE], *query;
	bool is_read = strcmp(wire->method, "GET") == 0;
	struct simulator_request request = {
		.method = wire->method, .path = path,
		.body = is_read ? NULL : str_text(&wire->body), .body_len = wire->body.len,
		.authorization = "Bearer sk_test_double",
		.idempotency_key = is_read ? NULL : way->key,
	};

	str_copy(path, sizeof path, wire->path);
	query = strchr(path, '?');
	if (query != NULL) {
		*query = '\0';
		request.query = query + 1;
	}
	simulator_handle(way->line->simulator, &request, clock_unix_ms(way->line->app->clock),
			 &way->answer);
	way->has_answer = true;
}

static struct processor_reply read_reply(const struct way *way)
{
	const struct simulator_answer *answer = &way->answer;
	struct processor_reply reply = { .fate = way->fate, .was_sent = way->was_sent,
					 .should_retry = -1, .retry_after_ms = -1,
					 .body = "" };

	reply.took_ms = clock_mono_ms(way->line->app->clock) - way->began_ms;
	if (way->fate != PROCESSOR_FATE_REPLIED)
		return reply;
	reply.http = answer->status;
	reply.is_replayed = answer->is_replayed;
	if (answer->should_retry != NULL)
		reply.should_retry = str_equal(answer->should_retry, "true");
	if (answer->retry_after_s > 0)
		reply.retry_after_ms = answer->retry_after_s * INT64_C(1000);
	reply.date_unix_ms = clock_unix_ms(way->line->app->clock);
	str_copy(reply.request_id, sizeof reply.request_id, answer->request_id);
	str_copy(reply.content_type, sizeof reply.content_type, answer->content_type);
	reply.body = str_text(&answer->body);
	reply.body_len = answer->body.len;
	return reply;
}

static void deliver(void *arg)
{
	struct way *way = arg;
	struct processor_reply reply;
	struct way moved;

	way->timer = 0;
	if (way->ticket != 0) {
		simulator_answer_done(&way->answer);
		simulator_tick(way->line->simulator, clock_unix_ms(way->line->app->clock));
		way->has_answer = simulator_take(way->line->simulator, way->ticket, &way->answer);
		if (!way->has_answer)
			way->fate = PROCESSOR_FATE_TIMEOUT;
	}
	reply = read_reply(way);
	moved = *way;
	way->has_answer = false;
	way->wire.body = (struct str){ 0 };
	way_free(way);
	moved.done(moved.arg, moved.key, &reply);
	if (moved.has_answer)
		simulator_answer_done(&moved.answer);
	processor_wire_done(&moved.wire);
}

static void deliver_in(struct way *way, int64_t ms)
{
	way->timer = loop_add_timer(way->line->app->loop, ms, 0, deliver, way);
	if (way->timer == 0)
		die("no timer left");
}

static void fail_in(struct way *way, enum processor_fate fate, bool was_sent, int64_t ms)
{
	way->fate = fate;
	way->was_sent = was_sent;
	deliver_in(way, ms);
}

/* An answer on its way, by what the simulator wants done to it. */
static void carry(struct way *way, int64_t latency_ms, int64_t timeout_ms)
{
	const struct simulator_answer *answer = &way->answer;
	int64_t ms = latency_ms;

	way->fate = PROCESSOR_FATE_REPLIED;
	way->was_sent = true;
	switch (answer->wire) {
	case SIMULATOR_WIRE_WHOLE:
		break;
	case SIMULATOR_WIRE_REFUSE:
		fail_in(way, PROCESSOR_FATE_NO_PEER, false, ms);
		return;
	case SIMULATOR_WIRE_RESET:
	case SIMULATOR_WIRE_CUT:
		fail_in(way, PROCESSOR_FATE_LOST, true, ms);
		return;
	case SIMULATOR_WIRE_STALL:
		ms += answer->wire_arg;
		break;
	case SIMULATOR_WIRE_HOLD:
		ms += answer->wire_arg;
		way->ticket = answer->ticket;
		break;
	case SIMULATOR_WIRE_DRIP:
		ms += answer->wire_arg * (int64_t)answer->body.len;
		break;
	}
	if (ms >= timeout_ms) {
		way->ticket = 0;
		fail_in(way, PROCESSOR_FATE_TIMEOUT, true, timeout_ms);
		return;
	}
	deliver_in(way, ms);
}

/* It arrives at the processor when nobody waits for it any more. */
static void arrive_late(void *arg)
{
	struct way *way = arg;

	way->timer = 0;
	handle(way);
	way_free(way);
}

static void time_out_then_arrive(void *arg)
{
	struct way *way = arg;
	struct processor_reply reply = { .fate = PROCESSOR_FATE_TIMEOUT, .was_sent = true,
					 .should_retry = -1, .retry_after_ms = -1, .body = "" };
	char key[PROCESSOR_KEY_SIZE];
	processor_done_fn *done = way->done;

	way->timer = loop_add_timer(way->line->app->loop, way->ticket, 0, arrive_late, way);
	way->ticket = 0;
	way->done = NULL;
	str_copy(key, sizeof key, way->key);
	if (done != NULL)
		done(way->arg, key, &reply);
}

static void go(struct way *way, enum sim_fault fault, int64_t arg, int64_t timeout_ms)
{
	struct sim_line *line = way->line;
	int64_t ms = random_between(&line->random, line->low_ms, line->high_ms);

	switch (fault) {
	case SIM_NO_NAME:
		fail_in(way, PROCESSOR_FATE_NO_NAME, false, ms);
		return;
	case SIM_NO_PEER:
		fail_in(way, PROCESSOR_FATE_NO_PEER, false, ms);
		return;
	case SIM_NO_TLS:
		fail_in(way, PROCESSOR_FATE_NO_TLS, false, ms);
		return;
	case SIM_NOT_TRUSTED:
		fail_in(way, PROCESSOR_FATE_NOT_TRUSTED, false, ms);
		return;
	case SIM_LOST_BEFORE:
		fail_in(way, PROCESSOR_FATE_LOST, true, ms);
		return;
	case SIM_TIMEOUT_BEFORE:
		fail_in(way, PROCESSOR_FATE_TIMEOUT, true, timeout_ms);
		return;
	case SIM_LATE:
		way->ticket = arg;
		way->timer = loop_add_timer(line->app->loop, timeout_ms, 0, time_out_then_arrive,
					    way);
		return;
	default:
		break;
	}
	handle(way);
	if (fault == SIM_LOST_AFTER)
		fail_in(way, PROCESSOR_FATE_LOST, true, ms);
	else if (fault == SIM_TIMEOUT_AFTER)
		fail_in(way, PROCESSOR_FATE_TIMEOUT, true, timeout_ms);
	else
		carry(way, fault == SIM_DELAY ? ms + arg : ms, timeout_ms);
}

static struct way *find_way(struct sim_line *line, const char *key)
{
	for (struct way *way = line->ways; way != NULL; way = way->next)
		if (str_equal(way->key, key) && way->done != NULL)
			return way;
	return NULL;
}

static enum err send(void *self, const char *key, const struct processor_wire *wire,
		     int64_t timeout_ms, processor_done_fn *done, void *arg)
{
	struct sim_line *line = self;
	int64_t fault_arg = 0;
	enum sim_fault fault;
	struct way *way;

	if (find_way(line, key) != NULL)
		return ERR_EXISTS;
	way = calloc(1, sizeof *way);
	if (way == NULL)
		die("no memory");
	fault = choose(line, key, wire, &fault_arg);
	record(line, key, wire, fault);
	*way = (struct way){ .line = line, .done = done, .arg = arg, .next = line->ways,
			     .wire = *wire };
	way->wire.body = (struct str){ 0 };
	str_add(&way->wire.body, str_text(&wire->body));
	str_copy(way->key, sizeof way->key, key);
	way->began_ms = clock_mono_ms(line->app->clock);
	line->ways = way;
	go(way, fault, fault_arg, timeout_ms);
	return ERR_OK;
}

static void forget(void *self, const char *key)
{
	struct way *way = find_way(self, key);

	if (way != NULL)
		way_free(way);
}

struct processor sim_line_processor(struct sim_line *line)
{
	struct processor processor = { .driver = &processor_stripe,
				       .line = { send, forget, line },
				       .mode = PROCESSOR_TEST };

	str_copy(processor.account, sizeof processor.account, "stripe");
	return processor;
}

/* --- time and people ----------------------------------------------------------------------- */

void sim_line_pass(struct app *app, int64_t ms, int64_t step_ms)
{
	for (int64_t done = 0; done < ms; done += step_ms) {
		clock_advance(app->clock, step_ms);
		if (loop_step(app->loop, 0) != ERR_OK)
			die("the loop failed");
	}
}

static void answer_or_die(struct simulator_answer *answer, const char *what)
{
	if (answer->status != 200) {
		fprintf(stderr, "%s\n", str_text(&answer->body));
		die(what);
	}
}

void sim_line_reader(struct simulator *simulator, int64_t now_unix_ms,
		     char ret_reader[PROCESSOR_ID_SIZE])
{
	static const char place[] =
		"display_name=Dining&address[line1]=1&address[city]=B&address[country]=DE"
		"&address[postal_code]=10115";
	struct simulator_request request = { .method = "POST", .path = "/v1/terminal/locations",
					     .body = place, .body_len = strlen(place),
					     .authorization = "Bearer sk_test_double" };
	struct simulator_answer answer;
	char form[512];
	struct json *json;

	simulator_handle(simulator, &request, now_unix_ms, &answer);
	answer_or_die(&answer, "no location");
	json = json_parse(str_text(&answer.body), answer.body.len);
	str_format(form, sizeof form,
		   "registration_code=simulated-wpe&label=till&location=%s",
		   json_text(json_get(json, "id"), ""));
	json_free(json);
	simulator_answer_done(&answer);
	request.path = "/v1/terminal/readers";
	request.body = form;
	request.body_len = strlen(form);
	simulator_handle(simulator, &request, now_unix_ms, &answer);
	answer_or_die(&answer, "no reader");
	json = json_parse(str_text(&answer.body), answer.body.len);
	str_copy(ret_reader, PROCESSOR_ID_SIZE, json_text(json_get(json, "id"), ""));
	json_free(json);
	simulator_answer_done(&answer);
}

void sim_line_person(struct simulator *simulator, const char *verb, const char *form,
		     int64_t now_unix_ms)
{
	struct simulator_answer answer;

	simulator_control(simulator, verb, form, now_unix_ms, &answer);
	answer_or_die(&answer, verb);
	simulator_answer_done(&answer);
}
