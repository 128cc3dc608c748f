/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_inside.h -- what the steps of verify share; nobody else includes it.  [db]
 *
 * Shape   a step is a function, or a list of questions: statements that give the id of the first
 *         row that breaks a rule, and no row when all is well.
 * Owner   everything here is borrowed or static.
 */
#ifndef SANDUQ_STORE_VERIFY_INSIDE_H
#define SANDUQ_STORE_VERIFY_INSIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/entry.h"
#include "store/inside.h"
#include "store/verify.h"

/* Ids as SQL takes them apart (base/id.h). */
#define ID_SQL_ACT "65536"
#define ID_SQL_STATION "4503599627370496"

/* The sum of an entry's postings on ledger `ledger` in `unit`: 0 when there are none. */
#define POSTED(entry, ledger, unit)                                                      \
	"coalesce((SELECT sum(p.amount_minor) FROM posting AS p WHERE p.property = $1 "  \
	"AND p.entry = " entry " AND p.account / 1000000 = " ledger " AND p.unit = " unit "), 0)"

struct verify {
	struct db *db;
	int64_t property;
	verify_progress_fn *progress;
	void *arg;
	const char *step;
	bool is_wrong;             /* the running step found something */
	struct verify_result result;
};

/* $1 is the property; $2 and on are the ledgers named, by number. */
struct verify_question {
	const char *table;         /* whose row it names */
	const char *words;         /* what is wrong with it */
	const char *sql;
	enum ledger ledger[3];
};

/* Notes what is wrong; only the first of all is kept. */
void verify_wrong(struct verify *verify, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Asks the questions in turn, up to one that finds a row. */
enum err verify_ask(struct verify *verify, const struct verify_question *questions, int n);

/* Tells how far the running step is. */
void verify_tell(struct verify *verify, int64_t done, int64_t total);

/* The steps. */
enum err verify_settings(struct verify *verify);
enum err verify_schema(struct verify *verify);
enum err verify_chain(struct verify *verify);
enum err verify_strangers(struct verify *verify);
enum err verify_file(struct verify *verify);
enum err verify_keys(struct verify *verify);
enum err verify_entries(struct verify *verify);
enum err verify_numbers(struct verify *verify);
enum err verify_papers(struct verify *verify);
enum err verify_tenders(struct verify *verify);
enum err verify_parts(struct verify *verify);
enum err verify_refunds(struct verify *verify);
enum err verify_gifts(struct verify *verify);
enum err verify_payments(struct verify *verify);
enum err verify_drawers(struct verify *verify);
enum err verify_controls(struct verify *verify);
enum err verify_totals(struct verify *verify);
enum err verify_seals(struct verify *verify);
enum err verify_state(struct verify *verify);

/* Money in drawers is that of the sessions still open. */
enum err verify_held(struct verify *verify);

/* The last seal, and the chains since its heads. */
enum err verify_last_seal(struct verify *verify);
enum err verify_chain_recent(struct verify *verify);

#endif
