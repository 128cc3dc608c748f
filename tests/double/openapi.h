/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/openapi.h -- requests and answers held against a published description (OpenAPI).
 *
 * Shape   a path of the description with that method, every form and query parameter in its schema
 *         with its type and choices, those required present; the answer by the schema of its
 *         status.  Members that the description does not know are mistakes.
 * Owner   openapi_open/openapi_close.
 */
#ifndef SANDUQ_TESTS_DOUBLE_OPENAPI_H
#define SANDUQ_TESTS_DOUBLE_OPENAPI_H

#include <stdbool.h>
#include <stddef.h>

#define OPENAPI_WHY_SIZE 512

struct openapi;

/* Reads `folder`/stripe-openapi-subset.json.gz (by gzip); NULL when it is not there. */
struct openapi *openapi_open(const char *folder);

/* Frees; NULL is fine. */
void openapi_close(struct openapi *api);

/* Whether the description has this path (a query behind it is passed over) with this method. */
bool openapi_has(const struct openapi *api, const char *method, const char *path);

/* Whether a request is as described; says why not. */
bool openapi_request(const struct openapi *api, const char *method, const char *path,
		     const char *body, char why[OPENAPI_WHY_SIZE]);

/* Whether the answer to such a request is as described; says why not. */
bool openapi_answer(const struct openapi *api, const char *method, const char *path, int http,
		    const char *body, size_t len, char why[OPENAPI_WHY_SIZE]);

#endif
