/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/http_way.h -- one request on its way; for http.c and http_way.c alone.
 */
#ifndef SANDUQ_PROCESSOR_HTTP_WAY_H
#define SANDUQ_PROCESSOR_HTTP_WAY_H

#include <curl/curl.h>

#include "processor/http.h"

#define HTTP_BASE_MAX 300

struct http {
	struct loop *loop;
	CURLM *multi;
	int timer;
	char *base, *ca_file, *pins, *proxy;
	struct secret *authorization; /* the whole header */
	struct http_way *ways;
};

struct http_way {
	struct http *http;
	struct http_way *next;
	CURL *easy;
	bool is_added;
	bool is_too_long;
	char key[PROCESSOR_KEY_SIZE];
	char *request;                /* the body sent; libcurl reads it from here */
	struct curl_slist *headers;   /* behind `secret`, which points into locked memory */
	struct curl_slist secret;
	struct str body;
	char error[CURL_ERROR_SIZE];
	struct processor_reply reply;
	processor_done_fn *done;
	void *arg;
};

/* Makes a request ready to be added; ERR_RANGE, ERR_MEMORY. */
enum err http_way_new(struct http *http, const char *key, const struct processor_wire *wire,
		      int64_t timeout_ms, struct http_way **ret_way);

/* Fills the reply from how the request ended. */
void http_way_end(struct http_way *way, CURLcode code);

/* Takes the request from its http. */
void http_way_unlink(struct http_way *way);

/* Frees a request; NULL is fine. */
void http_way_free(struct http_way *way);

#endif
