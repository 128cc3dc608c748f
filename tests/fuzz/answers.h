/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/fuzz/answers.h -- what the processor might answer, and what we might ask, mangled.
 */
#ifndef SANDUQ_TESTS_FUZZ_ANSWERS_H
#define SANDUQ_TESTS_FUZZ_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>

/* The i-th whole answer to begin from; NULL after the last. */
const char *answers_seed(size_t i);

/* Decodes the bytes as the answer to every operation, whole and otherwise.  False when anything but
 * a complete, matching success counts as one (P4). */
bool answers_read(const char *bytes, size_t len);

/* Makes requests of the bytes; false when a form does not read back as what was asked. */
bool answers_ask(const char *bytes, size_t len);

#endif
