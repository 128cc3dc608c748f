/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/pty.h -- a program on a pseudo terminal, its screen read through libvterm.
 *
 * Shape   pty_open starts a program; keys go in by name or as bytes; waiting is for a condition
 *         with a deadline, never for a time.
 * Errors  waits return false when the deadline passed or the program ended first.
 * Owner   pty_open/pty_close (which ends the child and reaps it).
 */
#ifndef SANDUQ_TESTS_PTY_H
#define SANDUQ_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct pty;

struct pty_attributes {
	bool bold, underline, reverse;
	int foreground, background;      /* index of the palette; -1: the default */
};

/* Starts argv[0] (searched in PATH) in a window of this size.  TERM is xterm-256color; `settings`
 * are further "NAME=value" (or "NAME" to unset), ended by NULL; NULL: none. */
struct pty *pty_open(char *const argv[], char *const settings[], int rows, int columns);

/* Ends the child (SIGKILL when it still runs), reaps it, frees; NULL is fine. */
void pty_close(struct pty *pty);

/* The child, for signals. */
pid_t pty_pid(const struct pty *pty);

/* Types bytes; types a key by its name ("F2", "Enter", "Esc", "Ctrl-P", "Up", "a"). */
void pty_type(struct pty *pty, const char *text);
void pty_key(struct pty *pty, const char *name);

/* Calls `watch` for every picture on the way: before each escape sequence that is taken in, and at
 * the end of each reading.  NULL: no more. */
typedef void pty_watch_fn(struct pty *pty, void *arg);
void pty_watch(struct pty *pty, pty_watch_fn *watch, void *arg);

/* Reads what the program wrote, waiting at most `limit_ms` (`limit_us`) for the first byte; false
 * at its end.  With somebody who watches it returns soon, though there may be more. */
bool pty_read(struct pty *pty, int limit_ms);
bool pty_read_us(struct pty *pty, int64_t limit_us);

typedef bool pty_condition_fn(struct pty *pty, void *arg);

/* Reads until the condition holds. */
bool pty_wait(struct pty *pty, pty_condition_fn *condition, void *arg, int limit_ms);

/* Reads until `text` stands on the screen (in visual order); until it stands there no more. */
bool pty_wait_text(struct pty *pty, const char *text, int limit_ms);
bool pty_wait_no_text(struct pty *pty, const char *text, int limit_ms);

/* Reads until the program ends; *ret_status is that of waitpid. */
bool pty_wait_end(struct pty *pty, int limit_ms, int *ret_status);

/* One row, spaces at its end left out, as UTF-8; a part of one; all rows.  Valid until the next
 * call. */
const char *pty_row(struct pty *pty, int row);
const char *pty_part(struct pty *pty, int row, int column, int columns);
const char *pty_screen(struct pty *pty);

/* True when `text` stands somewhere on the screen. */
bool pty_has(struct pty *pty, const char *text);

/* Where `text` begins; false when it is not there. */
bool pty_find(struct pty *pty, const char *text, int *ret_row, int *ret_column);

/* How a cell looks; where the cursor is. */
struct pty_attributes pty_attributes_at(struct pty *pty, int row, int column);
void pty_cursor(struct pty *pty, int *ret_row, int *ret_column, bool *ret_visible);

/* Changes the size of the window (the child gets SIGWINCH). */
void pty_resize(struct pty *pty, int rows, int columns);

/* All bytes the program has written, and their count. */
const char *pty_raw(struct pty *pty, size_t *ret_len);

#endif
