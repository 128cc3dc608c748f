/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/http_way.c -- one request: how libcurl is told to send it, and what came of it.
 */
#include "processor/http_way.h"

#include <assert.h>
#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/secret.h"

#define HEADER_SIZE 128
#define RETRY_AFTER_MAX_S 3600
#define KEY_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
#define TEXT(value) ((value) != NULL ? (value) : "")

/* --- what comes back --------------------------------------------------------------------- */

static size_t on_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct http_way *way = arg;
	size_t len = size * count;

	if (way->body.len + len > PROCESSOR_REPLY_MAX) {
		way->is_too_long = true;
		return 0;
	}
	str_add_bytes(&way->body, bytes, len);
	return str_ok(&way->body) ? len : 0;
}

/* The headers that are read; all others are passed over. */
static void take_header(struct processor_reply *reply, const char *name, const char *value)
{
	int64_t number;

	if (strcasecmp(name, "request-id") == 0)
		(void)str_copy(reply->request_id, sizeof reply->request_id, value);
	else if (strcasecmp(name, "content-type") == 0)
		(void)str_copy(reply->content_type, sizeof reply->content_type, value);
	else if (strcasecmp(name, "stripe-should-retry") == 0)
		reply->should_retry = strcmp(value, "true") == 0    ? 1 :
				      strcmp(value, "false") == 0 ? 0 : -1;
	else if (strcasecmp(name, "idempotent-replayed") == 0)
		reply->is_replayed = strcmp(value, "true") == 0;
	else if (strcasecmp(name, "retry-after") == 0 && str_int64(value, &number) &&
		 number >= 0 && number <= RETRY_AFTER_MAX_S)
		reply->retry_after_ms = number * 1000;
	else if (strcasecmp(name, "date") == 0 && curl_getdate(value, NULL) > 0)
		reply->date_unix_ms = (int64_t)curl_getdate(value, NULL) * 1000;
}

static void clear_headers(struct processor_reply *reply)
{
	reply->request_id[0] = reply->content_type[0] = '\0';
	reply->should_retry = -1;
	reply->is_replayed = false;
	reply->retry_after_ms = -1;
	reply->date_unix_ms = 0;
}

/* "Name: value" with its line end; a status line begins a new set of headers. */
static size_t on_header(char *bytes, size_t size, size_t count, void *arg)
{
	struct http_way *way = arg;
	size_t len = size * count;
	char line[HEADER_SIZE + PROCESSOR_CODE_SIZE], *value;

	if (len >= sizeof line)
		return len;
	memcpy(line, bytes, len);
	line[len] = '\0';
	if (strncmp(line, "HTTP/", 5) == 0)
		clear_headers(&way->reply);
	value = strchr(line, ':');
	if (value == NULL)
		return len;
	*value++ = '\0';
	for (char *c = value; *c != '\0'; c++)
		if (!isprint((unsigned char)*c))
			*c = ' ';
	value += strspn(value, " ");
	for (size_t end = strlen(value); end > 0 && value[end - 1] == ' '; end--)
		value[end - 1] = '\0';
	take_header(&way->reply, line, value);
	return len;
}

/* --- how it ended ------------------------------------------------------------------------ */

/* A handshake broken off by the network is not one that found nothing in common. */
static bool is_broken_off(const struct http_way *way)
{
	static const char *const signs[] = {
		"SYSCALL", "reset by peer", "unexpected eof", "Broken pipe", "timed out",
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strstr(way->error, signs[i]) != NULL)
			return true;
	return false;
}

static enum processor_fate fate_of(const struct http_way *way, CURLcode code)
{
	switch (code) {
	case CURLE_OK:
		return PROCESSOR_FATE_REPLIED;
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return PROCESSOR_FATE_NO_NAME;
	case CURLE_COULDNT_CONNECT:
		return PROCESSOR_FATE_NO_PEER;
	case CURLE_OPERATION_TIMEDOUT:
		return PROCESSOR_FATE_TIMEOUT;
	case CURLE_SSL_CONNECT_ERROR:
		return is_broken_off(way) ? PROCESSOR_FATE_LOST : PROCESSOR_FATE_NO_TLS;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_INVALIDCERTSTATUS:
		return PROCESSOR_FATE_NOT_TRUSTED;
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_ENGINE_INITFAILED:
	case CURLE_NOT_BUILT_IN:
	case CURLE_UNKNOWN_OPTION:
		return PROCESSOR_FATE_SETTINGS;
	default:
		return way->is_too_long ? PROCESSOR_FATE_TOO_LONG : PROCESSOR_FATE_LOST;
	}
}

void http_way_end(struct http_way *way, CURLcode code)
{
	struct processor_reply *reply = &way->reply;
	curl_off_t before_us = 0, took_us = 0;
	long request_size = 0, http = 0;

	curl_easy_getinfo(way->easy, CURLINFO_REQUEST_SIZE, &request_size);
	curl_easy_getinfo(way->easy, CURLINFO_PRETRANSFER_TIME_T, &before_us);
	curl_easy_getinfo(way->easy, CURLINFO_TOTAL_TIME_T, &took_us);
	curl_easy_getinfo(way->easy, CURLINFO_RESPONSE_CODE, &http);
	reply->fate = fate_of(way, code);
	reply->was_sent = request_size > 0 || before_us > 0 || code == CURLE_OK;
	if (reply->was_sent && (reply->fate == PROCESSOR_FATE_SETTINGS ||
				reply->fate == PROCESSOR_FATE_NO_TLS))
		reply->fate = PROCESSOR_FATE_LOST; /* TLS broke off, or it is not HTTP */
	reply->took_ms = (int64_t)(took_us / 1000);
	if (reply->fate != PROCESSOR_FATE_REPLIED) {
		clear_headers(reply);
		return;
	}
	reply->http = (int)http;
	reply->body = str_text(&way->body);
	reply->body_len = way->body.len;
}

/* --- how it is sent ---------------------------------------------------------------------- */

/* No child of ours inherits the connection. */
static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	(void)arg;
	(void)purpose;
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool add_header(struct http_way *way, const char *name, const char *value)
{
	struct curl_slist *headers;
	char line[HEADER_SIZE];

	if (!str_format(line, sizeof line, "%s: %s", name, value))
		return false;
	headers = curl_slist_append(way->headers, line);
	if (headers == NULL)
		return false;
	way->headers = headers;
	return true;
}

/* The secret's header stands first in the list and stays where it is locked. */
static bool set_headers(struct http_way *way, const struct processor_wire *wire)
{
	bool is_ok = add_header(way, "Stripe-Version", wire->version) &&
		     add_header(way, "Accept", "application/json");

	if (is_ok && strcmp(wire->method, "GET") != 0)
		is_ok = add_header(way, "Idempotency-Key", way->key);
	way->secret.data = (char *)(uintptr_t)secret_text(way->http->authorization);
	way->secret.next = way->headers;
	return is_ok && curl_easy_setopt(way->easy, CURLOPT_HTTPHEADER, &way->secret) == CURLE_OK;
}

static bool set_safety(const struct http_way *way)
{
	const struct http *http = way->http;
	CURL *easy = way->easy;
	bool is_ok = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https") == CURLE_OK;

	is_ok &= curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) ==
		 CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_PROXY, TEXT(http->proxy)) == CURLE_OK;
	if (http->ca_file != NULL) {
		is_ok &= curl_easy_setopt(easy, CURLOPT_CAINFO, http->ca_file) == CURLE_OK;
		is_ok &= curl_easy_setopt(easy, CURLOPT_CAPATH, NULL) == CURLE_OK;
	}
	if (http->pins != NULL)
		is_ok &= curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, http->pins) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L) == CURLE_OK; /* joins no look-up */
	is_ok &= curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) == CURLE_OK;
	return is_ok;
}

/* HTTP/1.1, which has no way of asking for a request again; a write on its own connection. */
static bool set_request(struct http_way *way, const struct processor_wire *wire,
			int64_t timeout_ms)
{
	CURL *easy = way->easy;
	bool is_write = strcmp(wire->method, "GET") != 0;
	bool is_ok = curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1) ==
		     CURLE_OK;

	is_ok &= curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)timeout_ms) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)HTTP_CONNECT_MS) ==
		 CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_USERAGENT, "sanduq") == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, (long)is_write) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, (long)is_write) == CURLE_OK;
	if (is_write) {
		is_ok &= curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK;
		is_ok &= curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
					  (curl_off_t)wire->body.len) == CURLE_OK;
		is_ok &= curl_easy_setopt(easy, CURLOPT_POSTFIELDS, way->request) == CURLE_OK;
		is_ok &= curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, wire->method) == CURLE_OK;
	}
	return is_ok;
}

static bool set_answer(struct http_way *way)
{
	CURL *easy = way->easy;
	bool is_ok = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK;

	is_ok &= curl_easy_setopt(easy, CURLOPT_WRITEDATA, way) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_HEADERDATA, way) == CURLE_OK;
	is_ok &= curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, way->error) == CURLE_OK;
	return is_ok;
}

static bool set_url(struct http_way *way, const char *path)
{
	char url[HTTP_BASE_MAX + PROCESSOR_PATH_SIZE + 1];

	return str_format(url, sizeof url, "%s%s", way->http->base, path) &&
	       curl_easy_setopt(way->easy, CURLOPT_URL, url) == CURLE_OK;
}

/* --- life -------------------------------------------------------------------------------- */

static bool is_printable(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

/* A wire may come from the journal: nothing in it may break out of its line. */
static bool is_wire(const char *key, const struct processor_wire *wire)
{
	size_t len = strlen(key);

	if (strcmp(wire->method, "GET") != 0 && strcmp(wire->method, "POST") != 0 &&
	    strcmp(wire->method, "DELETE") != 0)
		return false;
	return len > 0 && len < PROCESSOR_KEY_SIZE && strspn(key, KEY_LETTERS) == len &&
	       wire->path[0] == '/' && is_printable(wire->path) && is_printable(wire->version);
}

enum err http_way_new(struct http *http, const char *key, const struct processor_wire *wire,
		      int64_t timeout_ms, struct http_way **ret_way)
{
	struct http_way *way;

	assert(timeout_ms > 0 && timeout_ms < INT32_MAX);
	if (!is_wire(key, wire))
		return ERR_RANGE;
	way = calloc(1, sizeof *way);
	if (way == NULL)
		return ERR_MEMORY;
	way->http = http;
	(void)str_copy(way->key, sizeof way->key, key);
	clear_headers(&way->reply);
	way->request = malloc(wire->body.len + 1);
	way->easy = curl_easy_init();
	if (way->request != NULL)
		memcpy(way->request, str_text(&wire->body), wire->body.len + 1);
	if (way->request == NULL || way->easy == NULL || !set_url(way, wire->path) ||
	    !set_safety(way) || !set_request(way, wire, timeout_ms) || !set_answer(way) ||
	    !set_headers(way, wire)) {
		http_way_free(way);
		return ERR_MEMORY;
	}
	*ret_way = way;
	return ERR_OK;
}

void http_way_unlink(struct http_way *way)
{
	struct http_way **at = &way->http->ways;

	while (*at != way)
		at = &(*at)->next;
	*at = way->next;
	if (way->is_added)
		curl_multi_remove_handle(way->http->multi, way->easy);
	way->is_added = false;
}

void http_way_free(struct http_way *way)
{
	if (way == NULL)
		return;
	curl_easy_cleanup(way->easy);
	curl_slist_free_all(way->headers);
	free(way->request);
	str_done(&way->body);
	free(way);
}
