/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/front.c -- libmicrohttpd on the one loop, without a socket of its own.
 */
#include "simulator/front.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <microhttpd.h>

#include "base/clock.h"
#include "base/loop.h"
#include "simulator/page.h"
#include "simulator/relay.h"
#include "simulator/simulator.h"

#define BODY_MAX 1048576
#define RUNS_MAX 100
#define STOP_MS 50             /* the answer to "stop" is on its way first */
#define CONTROL "/_simulator/"
#define PAGE "/pay/"

struct front {
	struct front_options options;
	struct MHD_Daemon *daemon;
	int handle, timer;
	struct exchange *waiting;
};

/* One request and its answer. */
struct exchange {
	char *path;
	const char *query;             /* points into path, or NULL */
	struct str body;
	bool is_too_large, is_begun, is_answered;
	struct simulator_answer answer;
	struct MHD_Connection *connection;
	struct exchange *next;         /* while it waits for a held answer */
};

static void run(struct front *front);

static void *begin(void *arg, const char *uri, struct MHD_Connection *connection)
{
	struct exchange *exchange = calloc(1, sizeof *exchange);
	char *question;

	(void)arg;
	if (exchange == NULL || (exchange->path = str_dup(uri)) == NULL)
		abort();
	exchange->connection = connection;
	question = strchr(exchange->path, '?');
	if (question != NULL) {
		*question = '\0';
		exchange->query = question + 1;
	}
	return exchange;
}

static void forget(struct front *front, struct exchange *exchange)
{
	for (struct exchange **at = &front->waiting; *at != NULL; at = &(*at)->next) {
		if (*at != exchange)
			continue;
		*at = exchange->next;
		break;
	}
}

static void end(void *arg, struct MHD_Connection *connection, void **data,
		enum MHD_RequestTerminationCode why)
{
	struct exchange *exchange = *data;

	(void)connection;
	(void)why;
	if (exchange == NULL)
		return;
	forget(arg, exchange);
	simulator_answer_done(&exchange->answer);
	str_done(&exchange->body);
	free(exchange->path);
	free(exchange);
	*data = NULL;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void add_wire(struct MHD_Response *response, const struct simulator_answer *answer)
{
	static const char *const names[] = {
		[SIMULATOR_WIRE_REFUSE] = "reset", [SIMULATOR_WIRE_RESET] = "reset",
		[SIMULATOR_WIRE_STALL] = "stall", [SIMULATOR_WIRE_CUT] = "cut",
		[SIMULATOR_WIRE_DRIP] = "drip",
	};
	char text[64];

	if (answer->wire == SIMULATOR_WIRE_WHOLE || answer->wire == SIMULATOR_WIRE_HOLD)
		return;
	str_format(text, sizeof text, "%s %lld", names[answer->wire],
		   (long long)answer->wire_arg);
	MHD_add_response_header(response, RELAY_HEADER, text);
}

static void add_headers(struct MHD_Response *response, const struct simulator_answer *answer,
			const char *key)
{
	char seconds[16];

	MHD_add_response_header(response, "Content-Type", answer->content_type);
	MHD_add_response_header(response, "Cache-Control", "no-cache, no-store");
	if (answer->request_id[0] != '\0') {
		MHD_add_response_header(response, "Request-Id", answer->request_id);
		MHD_add_response_header(response, "Stripe-Version", SIMULATOR_API_VERSION);
	}
	if (key != NULL && answer->request_id[0] != '\0')
		MHD_add_response_header(response, "Idempotency-Key", key);
	if (answer->is_replayed)
		MHD_add_response_header(response, "Idempotent-Replayed", "true");
	if (answer->should_retry != NULL)
		MHD_add_response_header(response, "Stripe-Should-Retry", answer->should_retry);
	if (answer->location != NULL)
		MHD_add_response_header(response, "Location", answer->location);
	if (answer->retry_after_s > 0) {
		str_format(seconds, sizeof seconds, "%d", answer->retry_after_s);
		MHD_add_response_header(response, "Retry-After", seconds);
		MHD_add_response_header(response, "Stripe-Rate-Limited-Reason", "endpoint-rate");
	}
	add_wire(response, answer);
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, struct exchange *exchange)
{
	struct simulator_answer *answer = &exchange->answer;
	struct MHD_Response *response = MHD_create_response_from_buffer(
		answer->body.len, (void *)str_text(&answer->body), MHD_RESPMEM_MUST_COPY);
	enum MHD_Result result;

	if (response == NULL)
		return MHD_NO;
	add_headers(response, answer, header(connection, "Idempotency-Key"));
	result = MHD_queue_response(connection, (unsigned)answer->status, response);
	MHD_destroy_response(response);
	return result;
}

static void answer_plain(struct exchange *exchange, int status, const char *message)
{
	exchange->answer.status = status;
	exchange->answer.content_type = "application/json";
	str_clear(&exchange->answer.body);
	str_addf(&exchange->answer.body, "{\"error\":{\"message\":\"%s\"}}", message);
}

/* True when both are the same, in a time that tells nothing. */
static bool is_token(const char *authorization, const char *token)
{
	size_t len = strlen(token);
	unsigned differs = 0;

	if (authorization == NULL || strlen(authorization) != len + 7 ||
	    strncmp(authorization, "Bearer ", 7) != 0)
		return false;
	for (size_t i = 0; i < len; i++)
		differs |= (unsigned char)(authorization[7 + i] ^ token[i]);
	return differs == 0;
}

static void stop(void *arg)
{
	struct front *front = arg;

	loop_stop(front->options.loop);
}

static void control(struct front *front, struct exchange *exchange, const char *authorization)
{
	const char *verb = exchange->path + strlen(CONTROL);

	if (!is_token(authorization, front->options.token)) {
		answer_plain(exchange, 403, "The token of this simulator is needed.");
		return;
	}
	if (strcmp(verb, "stop") == 0) {
		answer_plain(exchange, 200, "");
		str_clear(&exchange->answer.body);
		str_add(&exchange->answer.body, "{\"ok\":true}");
		loop_add_timer(front->options.loop, STOP_MS, 0, stop, front);
		return;
	}
	simulator_control(front->options.simulator, verb, str_text(&exchange->body),
			  clock_unix_ms(front->options.clock), &exchange->answer);
}

static void handle(struct front *front, struct MHD_Connection *connection,
		   struct exchange *exchange, const char *method)
{
	struct simulator_request request = {
		.method = method, .path = exchange->path, .query = exchange->query,
		.body = exchange->body.data, .body_len = exchange->body.len,
		.authorization = header(connection, "Authorization"),
		.idempotency_key = header(connection, "Idempotency-Key"),
	};
	int64_t now_ms = clock_unix_ms(front->options.clock);

	if (exchange->is_too_large)
		answer_plain(exchange, 413, "The request is too large.");
	else if (strncmp(exchange->path, CONTROL, strlen(CONTROL)) == 0)
		control(front, exchange, request.authorization);
	else if (strncmp(exchange->path, PAGE, strlen(PAGE)) == 0)
		page_answer(front->options.simulator, exchange->path, method, now_ms,
			    &exchange->answer);
	else
		simulator_handle(front->options.simulator, &request, now_ms, &exchange->answer);
	front->options.changed(front->options.arg);
}

/* Sets the timer to when something is due by itself. */
static void due(void *arg)
{
	struct front *front = arg;
	struct exchange *next;
	int64_t now_ms = clock_unix_ms(front->options.clock), due_ms;

	loop_remove(front->options.loop, front->timer);
	front->timer = 0;
	simulator_tick(front->options.simulator, now_ms);
	front->options.changed(front->options.arg);
	for (struct exchange *exchange = front->waiting; exchange != NULL; exchange = next) {
		struct simulator_answer answer;

		next = exchange->next;
		if (!simulator_take(front->options.simulator, exchange->answer.ticket, &answer))
			continue;
		forget(front, exchange);
		simulator_answer_done(&exchange->answer);
		exchange->answer = answer;
		MHD_resume_connection(exchange->connection);
	}
	due_ms = simulator_due_ms(front->options.simulator, now_ms);
	if (due_ms >= 0)
		front->timer = loop_add_timer(front->options.loop, due_ms, 0, due, front);
	run(front);
}

static void plan(struct front *front)
{
	int64_t due_ms = simulator_due_ms(front->options.simulator,
					  clock_unix_ms(front->options.clock));

	loop_remove(front->options.loop, front->timer);
	front->timer = due_ms >= 0 ? loop_add_timer(front->options.loop, due_ms, 0, due, front) :
				     0;
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *connection, const char *url,
				  const char *method, const char *version, const char *data,
				  size_t *data_len, void **context)
{
	struct exchange *exchange = *context;
	struct front *front = arg;

	(void)url;
	(void)version;
	if (!exchange->is_begun) {
		exchange->is_begun = true;
		return MHD_YES;
	}
	if (*data_len > 0) {
		if (exchange->body.len + *data_len > BODY_MAX)
			exchange->is_too_large = true;
		else
			str_add_bytes(&exchange->body, data, *data_len);
		*data_len = 0;
		return MHD_YES;
	}
	if (exchange->is_answered)
		return send_answer(connection, exchange);
	exchange->is_answered = true;
	handle(front, connection, exchange, method);
	plan(front);
	if (exchange->answer.wire != SIMULATOR_WIRE_HOLD)
		return send_answer(connection, exchange);
	exchange->next = front->waiting;
	front->waiting = exchange;
	MHD_suspend_connection(connection);
	return MHD_YES;
}

/* Lets it work until it has nothing to do at once. */
static void run(struct front *front)
{
	MHD_UNSIGNED_LONG_LONG timeout_ms = 0;

	for (int i = 0; i < RUNS_MAX; i++) {
		MHD_run(front->daemon);
		if (MHD_get_timeout(front->daemon, &timeout_ms) != MHD_YES || timeout_ms > 0)
			break;
	}
}

static void on_ready(void *arg, int fd, unsigned events)
{
	(void)fd;
	(void)events;
	run(arg);
}

enum err front_open(const struct front_options *options, struct front **ret_front)
{
	struct front *front = calloc(1, sizeof *front);
	const union MHD_DaemonInfo *info;

	if (front == NULL)
		return ERR_MEMORY;
	front->options = *options;
	front->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
		on_request, front, MHD_OPTION_NOTIFY_COMPLETED, end, front,
		MHD_OPTION_URI_LOG_CALLBACK, begin, front, MHD_OPTION_END);
	if (front->daemon == NULL) {
		free(front);
		return ERR_MEMORY;
	}
	info = MHD_get_daemon_info(front->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	front->handle = loop_add_fd(options->loop, info->epoll_fd, LOOP_READ, on_ready, front);
	*ret_front = front;
	plan(front);
	return ERR_OK;
}

bool front_take(struct front *front, int fd)
{
	struct sockaddr_un nobody = { .sun_family = AF_UNIX };

	return MHD_add_connection(front->daemon, fd, (const struct sockaddr *)&nobody,
				  sizeof nobody) == MHD_YES;
}

void front_close(struct front *front)
{
	if (front == NULL)
		return;
	while (front->waiting != NULL) {
		struct exchange *exchange = front->waiting;

		forget(front, exchange);
		MHD_resume_connection(exchange->connection);
	}
	loop_remove(front->options.loop, front->handle);
	loop_remove(front->options.loop, front->timer);
	MHD_stop_daemon(front->daemon);
	free(front);
}
