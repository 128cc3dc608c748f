/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/http.c -- the life of an http, its requests, and what libcurl wants of the loop.
 *
 * libcurl's multi interface says which sockets and times to watch (curl_multi_socket_action); a
 * request that ended is taken from the list before its done is called, so that done may send and
 * abort as it likes.
 */
#include "processor/http.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/loop.h"
#include "base/secret.h"
#include "processor/http_way.h"

#define HOST_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]"
#define BASE64 "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/="
#define PIN "sha256//"
#define PIN_LETTERS 44

/* --- watching ---------------------------------------------------------------------------- */

static void take_ended(struct http *http)
{
	struct http_way *way;
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(http->multi, &left)) != NULL) {
		if (message->msg != CURLMSG_DONE)
			continue;
		for (way = http->ways; way != NULL && way->easy != message->easy_handle;)
			way = way->next;
		assert(way != NULL);
		http_way_end(way, message->data.result);
		http_way_unlink(way);
		way->done(way->arg, way->key, &way->reply);
		http_way_free(way);
	}
}

static void run_socket(void *arg, int fd, unsigned events)
{
	struct http *http = arg;
	int bits = ((events & LOOP_READ) != 0 ? CURL_CSELECT_IN : 0) |
		   ((events & LOOP_WRITE) != 0 ? CURL_CSELECT_OUT : 0);
	int running;

	curl_multi_socket_action(http->multi, fd, bits, &running);
	take_ended(http);
}

static void run_timer(void *arg)
{
	struct http *http = arg;
	int running;

	http->timer = 0;
	curl_multi_socket_action(http->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	take_ended(http);
}

static int on_timer(CURLM *multi, long timeout_ms, void *arg)
{
	struct http *http = arg;

	(void)multi;
	loop_remove(http->loop, http->timer);
	http->timer = 0;
	if (timeout_ms >= 0) {
		http->timer = loop_add_timer(http->loop, timeout_ms, 0, run_timer, http);
		return http->timer > 0 ? 0 : -1;
	}
	return 0;
}

/* The handle of a watched socket travels as libcurl's pointer for it. */
static int on_socket(CURL *easy, curl_socket_t fd, int what, void *arg, void *socket)
{
	struct http *http = arg;
	int handle = (int)(intptr_t)socket;
	unsigned events = 0;

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		loop_remove(http->loop, handle);
		curl_multi_assign(http->multi, fd, NULL);
		return 0;
	}
	if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
		events |= LOOP_READ;
	if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
		events |= LOOP_WRITE;
	if (handle != 0) {
		loop_set_events(http->loop, handle, events);
		return 0;
	}
	handle = loop_add_fd(http->loop, fd, events, run_socket, http);
	if (handle == 0)
		return -1;
	curl_multi_assign(http->multi, fd, (void *)(intptr_t)handle);
	return 0;
}

/* --- settings ---------------------------------------------------------------------------- */

static bool is_base(const char *base)
{
	static const char scheme[] = "https://";
	size_t len = base != NULL ? strlen(base) : 0, host;

	if (len > HTTP_BASE_MAX || base == NULL || strncmp(base, scheme, strlen(scheme)) != 0)
		return false;
	base += strlen(scheme);
	host = strspn(base, HOST_LETTERS);
	return host > 0 && (base[host] == '\0' || (base[host] == '/' && base[host + 1] == '\0'));
}

static bool are_pins(const char *pins)
{
	size_t len;

	do {
		if (strncmp(pins, PIN, strlen(PIN)) != 0)
			return false;
		pins += strlen(PIN);
		len = strspn(pins, BASE64);
		if (len != PIN_LETTERS || (pins[len] != '\0' && pins[len] != ';'))
			return false;
		pins += len;
	} while (*pins++ == ';');
	return true;
}

static bool is_file(const char *path)
{
	struct stat file;

	return stat(path, &file) == 0 && S_ISREG(file.st_mode);
}

static const char *find_problem(const struct http_settings *settings)
{
	if (!is_base(settings->base))
		return N_("The processor's address must be https://, a host and perhaps a port.");
	if (settings->ca_file != NULL && !is_file(settings->ca_file))
		return N_("The file of trusted certificates for the processor is not there.");
	if (settings->pins != NULL &&
	    (strlen(settings->pins) >= HTTP_PINS_SIZE || !are_pins(settings->pins)))
		return N_("A pinned key of the processor must read sha256//... in base64, the "
			  "next after a semicolon.");
	return NULL;
}

static char *copy(const char *text, bool *is_short)
{
	char *mine = text != NULL ? str_dup(text) : NULL;

	*is_short = *is_short || (text != NULL && mine == NULL);
	return mine;
}

static bool copy_settings(struct http *http, const struct http_settings *settings)
{
	bool is_short = false;
	size_t len;

	http->base = copy(settings->base, &is_short);
	http->ca_file = copy(settings->ca_file, &is_short);
	http->pins = copy(settings->pins, &is_short);
	http->proxy = copy(settings->proxy, &is_short);
	len = is_short ? 0 : strlen(http->base);
	if (len > 0 && http->base[len - 1] == '/')
		http->base[len - 1] = '\0';
	return !is_short;
}

/* --- life -------------------------------------------------------------------------------- */

enum err http_open(struct loop *loop, const struct http_settings *settings,
		   const struct secret *key, const char **ret_problem, struct http **ret_http)
{
	const char *problem = find_problem(settings);
	struct http *http;

	if (problem != NULL) {
		*ret_problem = problem;
		return ERR_CONFIG;
	}
	http = calloc(1, sizeof *http);
	if (http == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		free(http);
		return ERR_MEMORY;
	}
	http->loop = loop;
	http->multi = curl_multi_init();
	if (http->multi == NULL || !copy_settings(http, settings) ||
	    secret_join("Authorization: Bearer ", key, &http->authorization) != ERR_OK) {
		http_close(http);
		return ERR_MEMORY;
	}
	curl_multi_setopt(http->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(http->multi, CURLMOPT_SOCKETDATA, http);
	curl_multi_setopt(http->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(http->multi, CURLMOPT_TIMERDATA, http);
	*ret_http = http;
	return ERR_OK;
}

void http_close(struct http *http)
{
	if (http == NULL)
		return;
	while (http->ways != NULL) {
		struct http_way *way = http->ways;

		http_way_unlink(way);
		http_way_free(way);
	}
	if (http->multi != NULL)
		curl_multi_cleanup(http->multi);
	loop_remove(http->loop, http->timer);
	secret_free(http->authorization);
	free(http->base);
	free(http->ca_file);
	free(http->pins);
	free(http->proxy);
	free(http);
	curl_global_cleanup();
}

static struct http_way *find_way(const struct http *http, const char *key)
{
	struct http_way *way = http->ways;

	while (way != NULL && strcmp(way->key, key) != 0)
		way = way->next;
	return way;
}

size_t http_count(const struct http *http)
{
	size_t count = 0;

	for (const struct http_way *way = http->ways; way != NULL; way = way->next)
		count++;
	return count;
}

enum err http_send(struct http *http, const char *key, const struct processor_wire *wire,
		   int64_t timeout_ms, processor_done_fn *done, void *arg)
{
	struct http_way *way = NULL;
	enum err err;

	if (find_way(http, key) != NULL)
		return ERR_EXISTS;
	if (http_count(http) >= HTTP_WAY_MAX)
		return ERR_LIMIT;
	err = http_way_new(http, key, wire, timeout_ms, &way);
	if (err != ERR_OK)
		return err;
	way->done = done;
	way->arg = arg;
	if (curl_multi_add_handle(http->multi, way->easy) != CURLM_OK) {
		http_way_free(way);
		return ERR_MEMORY;
	}
	way->is_added = true;
	way->next = http->ways;
	http->ways = way;
	return ERR_OK;
}

void http_abort(struct http *http, const char *key)
{
	struct http_way *way = find_way(http, key);

	if (way == NULL)
		return;
	http_way_unlink(way);
	http_way_free(way);
}

static enum err line_send(void *self, const char *key, const struct processor_wire *wire,
			  int64_t timeout_ms, processor_done_fn *done, void *arg)
{
	return http_send(self, key, wire, timeout_ms, done, arg);
}

static void line_abort(void *self, const char *key)
{
	http_abort(self, key);
}

struct processor_line http_line(struct http *http)
{
	return (struct processor_line){ .send = line_send, .abort = line_abort, .self = http };
}
