/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/copy.h -- files of a closed store: copied byte by byte, removed with what lies
 *                       beside them.
 */
#ifndef SANDUQ_TESTS_BENCH_COPY_H
#define SANDUQ_TESTS_BENCH_COPY_H

/* Copies a file. */
void copy_file(const char *from, const char *to);

/* Removes a store's file, its log, its locks. */
void copy_remove(const char *path);

#endif
