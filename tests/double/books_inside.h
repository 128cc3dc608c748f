/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/books_inside.h -- what the acts of tests/double/books.h share.
 */
#ifndef SANDUQ_TESTS_DOUBLE_BOOKS_INSIDE_H
#define SANDUQ_TESTS_DOUBLE_BOOKS_INSIDE_H

#include "core/entry.h"
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

/* The session drawer 1 is in; ERR_NOT_FOUND. */
enum err books_find_session(struct tx *tx, int64_t *ret_session);

/* An entry's postings go in before it. */
struct ledger_entry {
	struct tx *tx;
	int64_t id;
	enum err err;
};
void books_post(struct ledger_entry *entry, enum ledger ledger, int64_t member, const char *unit,
		int64_t amount_minor);
enum err books_post_end(struct ledger_entry *entry, const char *kind, int64_t bill, int64_t part);

/* Freezes a part at a total with a tenth of tax in it. */
enum err books_freeze(struct tx *tx, int64_t bill, int64_t part, int64_t total_minor);

/* The next paper of a series, printed twice. */
enum err books_paper(struct tx *tx, const char *series, int64_t bill, int64_t part,
		     int64_t *ret_paper);

#endif
