/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/http.h -- requests to a processor over HTTPS, on the loop.  [net]
 *
 * Shape   an http carries any number of requests at once; nothing here waits.
 * Errors  http_open: ERR_CONFIG with a sentence in ret_problem (an English msgid); ERR_MEMORY.
 * Owner   http_open/http_close; the loop is borrowed and outlives it.  http_close must not be
 *         called from a done.
 * Rules   P2 (a write never travels on a connection that was used before, so that no byte of it is
 *         sent twice unasked).  TLS 1.2 or newer, the certificate always checked, no redirects, no
 *         proxy but a set one; the key goes nowhere but into the authorization header.
 */
#ifndef SANDUQ_PROCESSOR_HTTP_H
#define SANDUQ_PROCESSOR_HTTP_H

#include <stdint.h>

#include "base/err.h"
#include "processor/processor.h"

struct http;
struct loop;
struct secret;

#define HTTP_CONNECT_MS 5000
#define HTTP_TIMEOUT_MS 30000  /* a usual value for send's timeout_ms */
#define HTTP_WAY_MAX 64        /* requests under way */
#define HTTP_PINS_SIZE 1024

struct http_settings {
	const char *base;     /* "https://api.stripe.com": https, host, port; no path, no user */
	const char *ca_file;  /* certificates to trust; NULL: the system's */
	const char *pins;     /* "sha256//...;sha256//...": public keys, one a backup; NULL: none */
	const char *proxy;    /* NULL: none, whatever the environment says */
};

/* Checks the settings, not the network.  `key` is the processor's secret key. */
enum err http_open(struct loop *loop, const struct http_settings *settings,
		   const struct secret *key, const char **ret_problem, struct http **ret_http);

/* Aborts what is under way; NULL is fine. */
void http_close(struct http *http);

/* Starts sending; as struct processor_line says. */
enum err http_send(struct http *http, const char *key, const struct processor_wire *wire,
		   int64_t timeout_ms, processor_done_fn *done, void *arg);

/* Forgets a request: done is not called any more. */
void http_abort(struct http *http, const char *key);

/* How many requests are under way. */
size_t http_count(const struct http *http);

/* The same as a line. */
struct processor_line http_line(struct http *http);

#endif
