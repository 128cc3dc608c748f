/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/test_http.c -- requests over real TLS to a peer that misbehaves: how far each
 * came is told right, and nothing is sent twice or elsewhere.
 */
#include "processor/http.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/secret.h"
#include "double/tls.h"
#include "processor/sample.h"
#include "processor/suites.h"

#define API_KEY "rk_test_not_a_real_key"
#define WAIT_MS 20000
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define FINE HEAD "Content-Length: 2\r\n\r\n{}"
#define DONE_MAX 16

/* A loop with an http on it, and what came back. */
struct bench {
	struct clock clock;
	struct loop *loop;
	struct secret *key;
	struct http *http;
	struct tls_peer *peer;
	struct processor_reply reply;
	struct str body;
	char ended[DONE_MAX][PROCESSOR_KEY_SIZE];
	int count, ticks;
	bool is_sending; /* inside http_send */
};

static void on_done(void *arg, const char *key, const struct processor_reply *reply)
{
	struct bench *bench = arg;

	CHECK(!bench->is_sending);
	bench->reply = *reply;
	str_clear(&bench->body);
	str_add_bytes(&bench->body, reply->body != NULL ? reply->body : "", reply->body_len);
	CHECK_FATAL(bench->count < DONE_MAX);
	(void)str_copy(bench->ended[bench->count++], PROCESSOR_KEY_SIZE, key);
}

static void on_tick(void *arg)
{
	((struct bench *)arg)->ticks++;
}

static void open_with(struct bench *bench, const struct http_settings *settings)
{
	const char *problem = NULL;

	clock_init(&bench->clock);
	CHECK_OK_FATAL(loop_new(&bench->clock, &bench->loop));
	CHECK_OK_FATAL(secret_from(API_KEY, strlen(API_KEY), &bench->key));
	CHECK_OK_FATAL(http_open(bench->loop, settings, bench->key, &problem, &bench->http));
	CHECK_FATAL(loop_add_timer(bench->loop, 10, 10, on_tick, bench) > 0);
}

static void open_bench(struct bench *bench, enum tls_manner manner, const char *answer)
{
	memset(bench, 0, sizeof *bench);
	bench->peer = tls_peer_new(manner, answer);
	CHECK_FATAL(bench->peer != NULL);
	open_with(bench, &(struct http_settings){ .base = tls_peer_base(bench->peer),
						  .ca_file = tls_peer_ca(bench->peer) });
}

static void close_bench(struct bench *bench)
{
	http_close(bench->http);
	secret_free(bench->key);
	loop_free(bench->loop);
	tls_peer_free(bench->peer);
	str_done(&bench->body);
}

static enum err send_as(struct bench *bench, const char *key, const char *method, const char *path,
			const char *body, int64_t timeout_ms)
{
	struct processor_wire wire = { .version = "2024-04-10" };
	enum err err;

	(void)str_copy(wire.method, sizeof wire.method, method);
	(void)str_copy(wire.path, sizeof wire.path, path);
	str_add(&wire.body, body);
	bench->is_sending = true;
	err = http_send(bench->http, key, &wire, timeout_ms, on_done, bench);
	bench->is_sending = false;
	processor_wire_done(&wire);
	return err;
}

static void wait_for(struct bench *bench, int count)
{
	int64_t end_ms = clock_mono_ms(&bench->clock) + WAIT_MS;

	while (bench->count < count && clock_mono_ms(&bench->clock) < end_ms)
		CHECK_OK(loop_step(bench->loop, 50));
	CHECK_INT(bench->count, count);
}

static void post(struct bench *bench, int64_t timeout_ms)
{
	CHECK_OK(send_as(bench, "key-1", "POST", "/v1/refunds", "amount=5&charge=ch_1",
			 timeout_ms));
	wait_for(bench, bench->count + 1);
}

static size_t occurrences(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)) != NULL; text += strlen(part))
		count++;
	return count;
}

/* --- what is sent ------------------------------------------------------------------------ */

static void a_write_carries_key_version_and_body(void)
{
	struct str asked = { 0 };
	struct bench bench;

	open_bench(&bench, TLS_ANSWERS, FINE);
	post(&bench, 5000);
	CHECK_INT(bench.reply.fate, PROCESSOR_FATE_REPLIED);
	CHECK_INT(bench.reply.http, 200);
	CHECK(bench.reply.was_sent);
	CHECK_TEXT(str_text(&bench.body), "{}");
	tls_peer_asked(bench.peer, &asked);
	CHECK(strstr(str_text(&asked), "POST /v1/refunds HTTP/1.1\r\n") != NULL);
	CHECK(strstr(str_text(&asked), "Authorization: Bearer " API_KEY "\r\n") != NULL);
	CHECK(strstr(str_text(&asked), "Idempotency-Key: key-1\r\n") != NULL);
	CHECK(strstr(str_text(&asked), "Stripe-Version: 2024-04-10\r\n") != NULL);
	CHECK(strstr(str_text(&asked), "Content-Type: application/x-www-form-urlencoded\r\n") !=
	      NULL);
	CHECK(strstr(str_text(&asked), "\r\n\r\namount=5&charge=ch_1") != NULL);
	str_done(&asked);
	close_bench(&bench);
}

/* libcurl would send a request again by itself on a used connection that died. */
static void a_write_never_travels_on_a_used_connection(void)
{
	struct str asked = { 0 };
	struct bench bench;

	open_bench(&bench, TLS_ANSWERS, FINE);
	for (int i = 0; i < 2; i++) {
		CHECK_OK(send_as(&bench, "read", "GET", "/v1/balance", "", 5000));
		wait_for(&bench, bench.count + 1);
		post(&bench, 5000);
	}
	tls_peer_asked(bench.peer, &asked);
	CHECK_INT(occurrences(str_text(&asked), "<connection 1>GET"), 2);
	CHECK_INT(occurrences(str_text(&asked), "<connection 2>POST"), 1);
	CHECK_INT(occurrences(str_text(&asked), "<connection 3>POST"), 1);
	CHECK_INT(occurrences(str_text(&asked), "Idempotency-Key"), 2); /* of the writes alone */
	str_done(&asked);
	close_bench(&bench);
}

static void several_at_once(void)
{
	static const char *const keys[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
	struct bench bench;

	open_bench(&bench, TLS_ANSWERS, FINE);
	for (size_t i = 0; i < 8; i++)
		CHECK_OK(send_as(&bench, keys[i], i % 2 != 0 ? "POST" : "GET", "/v1/x", "", 5000));
	CHECK_INT(http_count(bench.http), 8);
	CHECK_INT(send_as(&bench, "a", "POST", "/v1/x", "", 5000), ERR_EXISTS);
	http_abort(bench.http, "c");
	http_abort(bench.http, "c");
	wait_for(&bench, 7);
	for (int i = 0; i < 7; i++)
		CHECK(strcmp(bench.ended[i], "c") != 0);
	CHECK_INT(http_count(bench.http), 0);
	close_bench(&bench);
}

static void what_could_break_a_line_is_not_sent(void)
{
	struct bench bench;

	open_bench(&bench, TLS_ANSWERS, FINE);
	CHECK_INT(send_as(&bench, "", "GET", "/v1", "", 5000), ERR_RANGE);
	CHECK_INT(send_as(&bench, "a\r\nX: y", "POST", "/v1", "", 5000), ERR_RANGE);
	CHECK_INT(send_as(&bench, "a", "PATCH", "/v1", "", 5000), ERR_RANGE);
	CHECK_INT(send_as(&bench, "a", "GET", "v1", "", 5000), ERR_RANGE);
	CHECK_INT(send_as(&bench, "a", "GET", "/v1 HTTP/1.1\r\nX: y", "", 5000), ERR_RANGE);
	CHECK_INT(send_as(&bench, "a", "GET", "@evil.example/", "", 5000), ERR_RANGE);
	CHECK_INT(http_count(bench.http), 0);
	close_bench(&bench);
}

/* --- how it ends ------------------------------------------------------------------------- */

#define CUT HEAD "Content-Length: 500\r\n\r\n{\"id\":"

static void every_end_is_told_apart(void)
{
	static const struct {
		enum tls_manner manner;
		const char *answer;
		enum processor_fate fate;
		bool was_sent;
	} rows[] = {
		{ TLS_ANSWERS, FINE, PROCESSOR_FATE_REPLIED, true },
		{ TLS_CUTS, "", PROCESSOR_FATE_LOST, true },
		{ TLS_CUTS, CUT, PROCESSOR_FATE_LOST, true },
		{ TLS_CUTS, "HTTP/1.1 200", PROCESSOR_FATE_LOST, true },
		{ TLS_CUTS, "SSH-2.0-x\r\n", PROCESSOR_FATE_LOST, true },
		{ TLS_RESETS, "", PROCESSOR_FATE_LOST, true },
		{ TLS_STALLS, "", PROCESSOR_FATE_TIMEOUT, true },
		{ TLS_STALLS, HEAD, PROCESSOR_FATE_TIMEOUT, true },
		{ TLS_STALLS, CUT, PROCESSOR_FATE_TIMEOUT, true },
		{ TLS_FLOODS, HEAD "\r\n", PROCESSOR_FATE_TOO_LONG, true },
		{ TLS_EXPIRED, FINE, PROCESSOR_FATE_NOT_TRUSTED, false },
		{ TLS_WRONG_HOST, FINE, PROCESSOR_FATE_NOT_TRUSTED, false },
		{ TLS_OLD, FINE, PROCESSOR_FATE_NO_TLS, false },
		{ TLS_NO_TLS, "", PROCESSOR_FATE_NO_TLS, false },
		{ TLS_HANGS_UP, "", PROCESSOR_FATE_LOST, false },
		{ TLS_MUTE, "", PROCESSOR_FATE_TIMEOUT, false },
	};
	struct str asked = { 0 };
	struct bench bench;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool is_slow = rows[i].fate == PROCESSOR_FATE_TIMEOUT;

		open_bench(&bench, rows[i].manner, rows[i].answer);
		post(&bench, is_slow ? 700 : 10000);
		if (bench.reply.fate != rows[i].fate || bench.reply.was_sent != rows[i].was_sent)
			CHECK_INT(i, -1);
		CHECK_INT(bench.reply.fate, rows[i].fate);
		CHECK_INT(bench.reply.was_sent, rows[i].was_sent);
		CHECK(rows[i].fate == PROCESSOR_FATE_REPLIED || bench.reply.http == 0);
		CHECK(!is_slow || bench.ticks > 20); /* the loop went on meanwhile */
		str_clear(&asked);
		tls_peer_asked(bench.peer, &asked);
		CHECK_INT(occurrences(str_text(&asked), "POST"), rows[i].was_sent);
		close_bench(&bench);
	}
	str_done(&asked);
}

static void nobody_there(void)
{
	struct bench bench;
	char base[64];

	open_bench(&bench, TLS_ANSWERS, FINE);
	(void)str_copy(base, sizeof base, tls_peer_base(bench.peer));
	close_bench(&bench);
	memset(&bench, 0, sizeof bench);
	open_with(&bench, &(struct http_settings){ .base = base });
	post(&bench, 5000);
	CHECK_INT(bench.reply.fate, PROCESSOR_FATE_NO_PEER);
	CHECK(!bench.reply.was_sent);
	close_bench(&bench);
	memset(&bench, 0, sizeof bench);
	open_with(&bench, &(struct http_settings){ .base = "https://nobody.invalid" });
	post(&bench, 5000);
	CHECK_INT(bench.reply.fate, PROCESSOR_FATE_NO_NAME);
	CHECK(!bench.reply.was_sent);
	close_bench(&bench);
}

static void an_abort_is_silent(void)
{
	struct bench bench;

	open_bench(&bench, TLS_STALLS, "");
	CHECK_OK(send_as(&bench, "a", "POST", "/v1/x", "", 5000));
	while (bench.ticks < 20)
		CHECK_OK(loop_step(bench.loop, 50));
	http_abort(bench.http, "a");
	CHECK_OK(send_as(&bench, "b", "POST", "/v1/x", "", 300));
	wait_for(&bench, 1);
	CHECK_TEXT(bench.ended[0], "b");
	CHECK_OK(send_as(&bench, "c", "POST", "/v1/x", "", 5000));
	close_bench(&bench); /* with one under way */
	CHECK_INT(bench.count, 1);
}

/* --- whom it trusts ---------------------------------------------------------------------- */

static enum processor_fate fate_with(struct http_settings settings, enum tls_manner manner)
{
	struct bench bench = { .peer = tls_peer_new(manner, FINE) };
	char pins[256];
	enum processor_fate fate;

	CHECK_FATAL(bench.peer != NULL);
	settings.base = tls_peer_base(bench.peer);
	if (settings.ca_file != NULL)
		settings.ca_file = tls_peer_ca(bench.peer);
	if (settings.pins != NULL &&
	    str_format(pins, sizeof pins, "%s%s", settings.pins,
		       settings.pins[strlen(settings.pins) - 1] == ';' ? tls_peer_pin(bench.peer) :
								       ""))
		settings.pins = pins;
	open_with(&bench, &settings);
	post(&bench, 5000);
	fate = bench.reply.fate;
	CHECK_INT(bench.reply.was_sent, fate == PROCESSOR_FATE_REPLIED);
	close_bench(&bench);
	return fate;
}

#define OTHER_PIN "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static void only_the_chosen_certificates_are_trusted(void)
{
	CHECK_INT(fate_with((struct http_settings){ .ca_file = "its" }, TLS_ANSWERS),
		  PROCESSOR_FATE_REPLIED);
	CHECK_INT(fate_with((struct http_settings){ 0 }, TLS_ANSWERS), PROCESSOR_FATE_NOT_TRUSTED);
	CHECK_INT(fate_with((struct http_settings){ .ca_file = "its", .pins = OTHER_PIN ";" },
			    TLS_ANSWERS), PROCESSOR_FATE_REPLIED); /* the backup */
	CHECK_INT(fate_with((struct http_settings){ .ca_file = "its", .pins = OTHER_PIN },
			    TLS_ANSWERS), PROCESSOR_FATE_NOT_TRUSTED);
}

/* A redirect is an answer like any other; nobody else is asked, nobody else gets the key. */
static void a_redirect_is_not_followed(void)
{
	struct tls_peer *other = tls_peer_new(TLS_ANSWERS, FINE);
	struct str asked = { 0 };
	struct bench bench;
	char answer[256];

	CHECK_FATAL(other != NULL);
	(void)str_format(answer, sizeof answer,
			 "HTTP/1.1 302 Found\r\nLocation: %s/\r\nContent-Length: 0\r\n\r\n",
			 tls_peer_base(other));
	open_bench(&bench, TLS_ANSWERS, answer);
	post(&bench, 5000);
	CHECK_INT(bench.reply.http, 302);
	tls_peer_asked(other, &asked);
	CHECK_INT(asked.len, 0);
	str_done(&asked);
	close_bench(&bench);
	tls_peer_free(other);
}

static void the_environment_sets_no_proxy(void)
{
	struct bench bench;

	setenv("https_proxy", "http://127.0.0.1:1", 1);
	setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
	open_bench(&bench, TLS_ANSWERS, FINE);
	post(&bench, 5000);
	CHECK_INT(bench.reply.fate, PROCESSOR_FATE_REPLIED);
	close_bench(&bench);
	unsetenv("https_proxy");
	unsetenv("ALL_PROXY");
}

static void headers_of_interest_are_kept(void)
{
	struct bench bench;

	open_bench(&bench, TLS_ANSWERS,
		   "HTTP/1.1 500 Oops\r\nContent-Type: application/json; charset=utf-8\r\n"
		   "Request-Id:  req_77 \r\nStripe-Should-Retry: false\r\nRetry-After: 3\r\n"
		   "idempotent-replayed: true\r\nDate: Sun, 22 Nov 2026 01:00:00 GMT\r\n"
		   "Set-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}");
	post(&bench, 5000);
	CHECK_INT(bench.reply.http, 500);
	CHECK_TEXT(bench.reply.request_id, "req_77");
	CHECK_TEXT(bench.reply.content_type, "application/json; charset=utf-8");
	CHECK_INT(bench.reply.should_retry, 0);
	CHECK_INT(bench.reply.retry_after_ms, 3000);
	CHECK(bench.reply.is_replayed);
	CHECK_INT(bench.reply.date_unix_ms, INT64_C(1795309200000));
	close_bench(&bench);
	open_bench(&bench, TLS_ANSWERS, "HTTP/1.1 100 Continue\r\nRequest-Id: no\r\n\r\n" FINE);
	post(&bench, 5000);
	CHECK_TEXT(bench.reply.request_id, "");
	CHECK_INT(bench.reply.should_retry, -1);
	CHECK_INT(bench.reply.retry_after_ms, -1);
	close_bench(&bench);
}

static void settings_are_checked(void)
{
	static const struct http_settings wrongs[] = {
		{ .base = NULL },
		{ .base = "" },
		{ .base = "http://api.example" },
		{ .base = "https://" },
		{ .base = "https://user@api.example" },
		{ .base = "https://api.example/v1" },
		{ .base = "https://api.example?x" },
		{ .base = "https://api.example", .ca_file = "/nowhere/ca.pem" },
		{ .base = "https://api.example", .pins = "" },
		{ .base = "https://api.example", .pins = "sha256//short=" },
		{ .base = "https://api.example", .pins = OTHER_PIN ";" },
		{ .base = "https://api.example", .pins = OTHER_PIN "," OTHER_PIN },
	};
	struct secret *key = NULL;
	struct http *http = NULL;

	CHECK_OK_FATAL(secret_from(API_KEY, strlen(API_KEY), &key));
	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
		const char *problem = NULL;

		CHECK_INT(http_open(NULL, &wrongs[i], key, &problem, &http), ERR_CONFIG);
		CHECK(problem != NULL && http == NULL);
	}
	secret_free(key);
	http_close(NULL);
}

const struct check_test test_http[] = {
	{ "a write carries key, version and body (P2)", a_write_carries_key_version_and_body },
	{ "a write never travels on a used connection (P2)",
	  a_write_never_travels_on_a_used_connection },
	{ "several requests at once, one of them dropped", several_at_once },
	{ "what could break out of its line is not sent", what_could_break_a_line_is_not_sent },
	{ "every end is told apart, and the loop goes on (P4)", every_end_is_told_apart },
	{ "nobody there: surely not sent (P4)", nobody_there },
	{ "an abort is silent", an_abort_is_silent },
	{ "only the chosen certificates and keys are trusted",
	  only_the_chosen_certificates_are_trusted },
	{ "a redirect is not followed", a_redirect_is_not_followed },
	{ "the environment sets no proxy", the_environment_sets_no_proxy },
	{ "headers of interest are kept, of the last reply", headers_of_interest_are_kept },
	{ "settings are checked before anything is sent", settings_are_checked },
	{ 0 },
};
