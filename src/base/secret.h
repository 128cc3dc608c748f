/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/secret.h -- a secret text in memory that is locked, guarded and wiped.
 *
 * Shape   one line of printable ASCII, without the spaces and line ends around it.
 * Errors  ERR_MISSING_FILE; ERR_INSECURE (not a file of ours alone, or a link); ERR_SYNTAX (empty,
 *         too long, more than one line); ERR_IO; ERR_MEMORY (also when no memory can be locked).
 * Owner   secret_load/secret_free.
 * Rules   never printed, logged or copied into ordinary memory by the program.
 */
#ifndef SANDUQ_BASE_SECRET_H
#define SANDUQ_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define SECRET_LEN_MAX 512

struct secret;

/* Reads a secret.  "credential:NAME" is the file NAME in the folder $CREDENTIALS_DIRECTORY, where
 * the service manager vouches for it; anything else is the path of a file that belongs to us with
 * no rights for others (mode 0600 or 0400). */
enum err secret_load(const char *source, struct secret **ret_secret);

/* A secret from bytes at hand (tests, a key just typed); the caller wipes its own copy. */
enum err secret_from(const char *text, size_t len, struct secret **ret_secret);

/* A secret made of a plain text and another secret behind it. */
enum err secret_join(const char *before, const struct secret *secret, struct secret **ret_secret);

/* Wipes and frees; NULL is fine. */
void secret_free(struct secret *secret);

/* The text, borrowed, in memory that cannot be written. */
const char *secret_text(const struct secret *secret);

/* Whether the secret begins so: what tells a test key from a live one. */
bool secret_starts_with(const struct secret *secret, const char *prefix);

#endif
