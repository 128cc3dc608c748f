/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/csv.h -- reading separated values record by record, in constant memory.
 *
 * Shape   RFC 4180 with a chosen separator and quote; lines end with LF, CRLF or CR; a quoted field
 *         may hold separators, doubled quotes and line ends.  A byte order mark is passed over, as
 *         are empty lines.  Fields are NUL-terminated UTF-8.
 * Units   lines are counted from 1, as an editor counts them; *_bytes of the file.
 * Errors  csv_next: ERR_OK; ERR_NOT_FOUND at the end; ERR_DATA for a bad record, described by
 *         csv_problem(); reading then goes on behind it: after the whole record when its shape was
 *         clear, else after its first line.  ERR_IO and the like end the reading.
 * Owner   csv_open_x/csv_close; fields are borrowed until the next csv_next().
 */
#ifndef SANDUQ_BASE_CSV_H
#define SANDUQ_BASE_CSV_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define CSV_RECORD_MAX 65536           /* bytes of one record, line end included */
#define CSV_FIELDS_MAX 256

struct csv;

/* {0} is comma and double quote. */
struct csv_options {
	char separator;                /* 0: a comma */
	char quote;                    /* 0: '"'; CSV_NO_QUOTE: none, quotes are text */
};

#define CSV_NO_QUOTE '\n'

/* Opens a file; ERR_MISSING_FILE, ERR_IO, ERR_MEMORY, ERR_RANGE (separator or quote not usable:
 * they must be printable ASCII or a tab, no letter or digit, and differ). */
enum err csv_open(const char *path, const struct csv_options *options, struct csv **ret_csv);

/* Reads from a descriptor, which stays the caller's. */
enum err csv_open_fd(int fd, const struct csv_options *options, struct csv **ret_csv);

/* Reads from memory, which stays the caller's and must outlive the reader. */
enum err csv_open_memory(const void *bytes, size_t len, const struct csv_options *options,
			 struct csv **ret_csv);

/* Closes; NULL is fine. */
void csv_close(struct csv *csv);

/* The next record: its fields and how many there are (at least one). */
enum err csv_next(struct csv *csv, size_t *ret_count, const char *const **ret_fields);

/* The line on which the record just read, or the bad one, begins. */
int64_t csv_line(const struct csv *csv);

/* After ERR_DATA: what is wrong (an English msgid), and on which line; "" and 0 otherwise. */
const char *csv_problem(const struct csv *csv);
int64_t csv_problem_line(const struct csv *csv);

/* How far the reading is; the total is -1 when it cannot be known. */
int64_t csv_bytes_done(const struct csv *csv);
int64_t csv_bytes_total(const struct csv *csv);

#endif
