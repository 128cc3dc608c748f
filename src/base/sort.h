/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/sort.h -- sorting more records than fit in memory: runs in an unnamed file, then a merge.
 *
 * Shape   records are a key and a value, both bytes; keys compare as bytes, equal keys keep the
 *         order in which they were added.  Add all, then read all.
 * Units   about SORT_MEMORY bytes of memory, whatever the number of records.
 * Errors  ERR_MEMORY, ERR_LIMIT (a record over SORT_RECORD_MAX, too many runs), ERR_FULL, ERR_IO.
 * Owner   sort_new/sort_free; a record read is borrowed until the next sort_next().
 */
#ifndef SANDUQ_BASE_SORT_H
#define SANDUQ_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define SORT_MEMORY (2 * 1024 * 1024)
#define SORT_RECORD_MAX 65536
#define SORT_RUNS_MAX 1024

struct sort;

/* An empty sorter; its file is in TMPDIR or /tmp and has no name. */
enum err sort_new(struct sort **ret_sort);

/* Frees all; NULL is fine. */
void sort_free(struct sort *sort);

/* Adds a record. */
enum err sort_add(struct sort *sort, const void *key, size_t key_len, const void *value,
		  size_t value_len);

/* The next record in order; ERR_NOT_FOUND after the last.  The first call ends the adding. */
enum err sort_next(struct sort *sort, const void **ret_key, size_t *ret_key_len,
		   const void **ret_value, size_t *ret_value_len);

#endif
