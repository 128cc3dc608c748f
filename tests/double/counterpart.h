/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/counterpart.h -- the program sanduq-simulator at work in a folder of the test, for
 * whoever wants a processor over real HTTPS.
 *
 * Owner   counterpart_start/counterpart_end; texts live as long as it does.
 */
#ifndef SANDUQ_TESTS_DOUBLE_COUNTERPART_H
#define SANDUQ_TESTS_DOUBLE_COUNTERPART_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define COUNTERPART_PATH 1024

struct counterpart {
	pid_t child;
	char program[COUNTERPART_PATH];
	char folder[COUNTERPART_PATH];
	char base[64];                     /* "https://127.0.0.1:PORT" */
	char ca_file[COUNTERPART_PATH];
	char key_file[COUNTERPART_PATH];   /* 0600, the API key */
};

/* Starts it in a fresh folder called `name`; `card` is presented by itself (NULL: a person must).
 * False when it did not come up. */
bool counterpart_start(struct counterpart *counterpart, const char *name, const char *card);

/* The same, with ids and faults by chance from `seed`. */
bool counterpart_start_seed(struct counterpart *counterpart, const char *name, const char *card,
			    uint64_t seed);

/* Ends it. */
void counterpart_end(struct counterpart *counterpart);

/* Runs a command of its ("present", "--card", "visa", NULL); its exit code. */
int counterpart_do(const struct counterpart *counterpart, const char *const *words);

/* Replaces its fault script; "" takes all faults away. */
bool counterpart_faults(const struct counterpart *counterpart, const char *script);

#endif
