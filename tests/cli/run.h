/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/run.h -- runs the real program and keeps what it said.
 *
 * Shape   each run has the folder of the test program as HOME, no settings of the machine's user
 *         and, unless told otherwise, the locale C.UTF-8.
 * Owner   plain values; texts are cut to their arrays.
 */
#ifndef SANDUQ_TESTS_CLI_RUN_H
#define SANDUQ_TESTS_CLI_RUN_H

#include <stdbool.h>

#define RUN_TEXT_SIZE 65536

struct run {
	int code;                      /* exit code; 128 + signal when it was ended by one */
	char out[RUN_TEXT_SIZE];
	char err[RUN_TEXT_SIZE];
};

/* How the next runs differ; NULL and 0 in general. */
struct run_how {
	const char *setting;           /* "LC_ALL=C" */
	const char *folder;            /* where it runs */
	const char *out;               /* a file for standard output instead */
	const char *in;                /* a file for standard input; nothing without it */
	int uid;                       /* becomes this user first */
};

/* Runs sanduq with these words, ended by NULL. */
void run_sanduq(struct run *run, const char *word, ...);
void run_sanduq_how(struct run *run, const struct run_how *how, const char *word, ...);

/* Runs any program. */
void run_program(struct run *run, const struct run_how *how, const char *const *words);

/* The program under test. */
const char *run_path(void);

/* A path in the folder of this test program; one of 64 buffers. */
const char *run_in(const char *name);

/* A file of the source folder. */
const char *run_source(const char *name);

/* Writes a file into the folder of this test program; returns its path. */
const char *run_file(const char *name, const char *text);

/* Makes a test house in a fresh folder and returns the path of its store. */
const char *run_house(const char *name);

/* True when the sentence on standard error is one line, begins with "sanduq: ", ends with a full
 * stop or question mark and holds `text`. */
bool run_told(const struct run *run, const char *text);

/* How many acts sanduq verify counts; -1 when the books do not hold. */
long run_acts(const char *store);

#endif
