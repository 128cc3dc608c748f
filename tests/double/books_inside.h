/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/books_inside.h -- what the acts of tests/double/books.h share.
 */
#ifndef SANDUQ_TESTS_DOUBLE_BOOKS_INSIDE_H
#define SANDUQ_TESTS_DOUBLE_BOOKS_INSIDE_H

#include "double/books.h"

#define RUN(...)                                                 \
	do {                                                     \
		enum err run_err = db_run(__VA_ARGS__);          \
		if (run_err != ERR_OK)                           \
			return run_err;                          \
	} while (0)

#define ASK(...)                                                 \
	do {                                                     \
		enum err ask_err = db_one_int(__VA_ARGS__);      \
		if (ask_err != ERR_OK)                           \
			return ask_err;                          \
	} while (0)

/* Runs an act under the next key. */
enum err books_run(struct books *books, const char *name, enum err (*body)(struct tx *, void *));

/* The newest check of this station that is open and has no frozen amounts. */
enum err books_find_bill(struct tx *tx, int64_t *ret_bill);

/* Notes that a bill changed. */
enum err books_touch(struct tx *tx, int64_t bill);

#endif
