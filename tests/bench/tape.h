/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/tape.h -- the SQL and values that the services sent, and a bare engine that runs
 *                       them again: the floor.
 *
 * Shape   a tape is fed by db_set_trace(); tape_cut() ends one act.  A floor is a connection of the
 *         engine with the settings of the store, prepared statements, and the same rule for copying
 *         the log back; nothing else stands between it and the file.
 * Owner   tape_done() and floor_close() free.
 */
#ifndef SANDUQ_TESTS_BENCH_TAPE_H
#define SANDUQ_TESTS_BENCH_TAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

#define TAPE_STATEMENTS_MAX 128

/* A value; a text is an offset into the tape's texts. */
struct tape_value {
	int64_t number;
	int64_t kind;              /* enum db_kind */
};

struct tape_step {
	int statement;             /* -1: the act ends */
	int first, n;              /* values */
};

struct tape {
	struct str texts;          /* of values, each with its NUL */
	struct str sql;            /* of statements, each with its NUL */
	size_t statement[TAPE_STATEMENTS_MAX];
	const char *address[TAPE_STATEMENTS_MAX];  /* of the caller's constant while recording */
	int statements;
	struct tape_step *step;
	int steps, steps_size;
	struct tape_value *value;
	int values, values_size;
};

/* Records everything that goes to `db` from now on; NULL stops. */
void tape_record(struct tape *tape, struct db *db);
void tape_stop(struct db *db);

/* Ends an act. */
void tape_cut(struct tape *tape);

/* Forgets the steps but not the statements. */
void tape_clear(struct tape *tape);
void tape_done(struct tape *tape);

/* How many acts are on it. */
int tape_acts(const struct tape *tape);

/* To a file and back. */
void tape_save(const struct tape *tape, const char *path);
void tape_load(struct tape *tape, const char *path);

struct floor;

/* Opens the file with the settings of a store; synchronous is "FULL" or "OFF". */
struct floor *floor_open(const char *path, const char *synchronous);
void floor_close(struct floor *floor);

/* Names the first setting that is not as in `db`; NULL: all are the same. */
const char *floor_differs(struct floor *floor, struct db *db);

/* Runs the steps of one act from *at on, in one transaction. */
void floor_act(struct floor *floor, const struct tape *tape, int *at);

/* Rows changed and bytes of log written since it was opened. */
int64_t floor_rows(const struct floor *floor);
int64_t floor_log_bytes(const struct floor *floor);

#endif
