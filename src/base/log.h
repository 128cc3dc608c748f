/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/log.h -- the technical log: one line per event, to a file of our own, never to the screen.
 *
 * Shape   "2026-11-21T20:14:05Z area message"; control characters are escaped; a run of digits that
 *         could be a card number is masked but for the last four; a message ends after 1,000 bytes.
 *         A file that has grown over 4 MiB becomes PATH.1 and a new one begins.
 * Errors  none: a log that cannot be written is silent, money goes on.
 * Owner   struct log belongs to main; a NULL log is fine everywhere.
 * Rules   P1 (no card number), house style 5 (only screen, cli and main speak; the rest returns).
 */
#ifndef SANDUQ_BASE_LOG_H
#define SANDUQ_BASE_LOG_H

#include "base/err.h"

struct clock;
struct log;

/* Opens (appends, 0600) the log file; ERR_READ_ONLY, ERR_MEMORY. */
enum err log_open(const char *path, const struct clock *clock, struct log **ret_log);

/* Closes; NULL is fine. */
void log_close(struct log *log);

/* Writes one line. */
void log_line(struct log *log, const char *area, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
