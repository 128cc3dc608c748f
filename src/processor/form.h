/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/form.h -- application/x-www-form-urlencoded, for bodies and queries.  [pure]
 *
 * Shape   name=value pairs joined by '&'; names may hold brackets: "metadata[attempt]".
 * Errors  those of struct str.
 */
#ifndef SANDUQ_PROCESSOR_FORM_H
#define SANDUQ_PROCESSOR_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Adds a pair to `form`. */
void form_pair(struct str *form, const char *name, const char *value);
void form_int(struct str *form, const char *name, int64_t value);
void form_bool(struct str *form, const char *name, bool value);

/* Takes one pair from the front of `*text`, decoded; false at the end or when it is damaged
 * (`*text` then stands before it). */
bool form_next(const char **text, struct str *name, struct str *value);

#endif
