/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/stage.h -- a ui on memory: takes typed keys and keeps what is painted.
 *
 * Shape   struct stage holds clock, backend and ui; keys are typed by name: stage_type(&stage,
 *         "# 5 Enter F2").  After each call everything is worked off and painted.
 * Owner   stage_init/stage_done.
 */
#ifndef SANDUQ_TESTS_DOUBLE_STAGE_H
#define SANDUQ_TESTS_DOUBLE_STAGE_H

#include <stdbool.h>

#include "base/clock.h"
#include "base/str.h"
#include "ui/ui.h"

#define STAGE_KEYS_MAX 1024

struct stage {
	struct clock clock;
	struct ui *ui;
	int rows, columns;
	struct key key[STAGE_KEYS_MAX];
	int first, n;
	int flushes, paints;
	const int *posted;           /* what options.posted tells of; NULL: nothing */
	const char *status;          /* what the first row tells; NULL: who works where */
	bool denies[PERM_COUNT];     /* permissions the staff does not have */
	struct str text;
};

/* A ui of this size at 2026-11-21 20:14 UTC; right-to-left with `rtl`. */
void stage_init(struct stage *stage, int rows, int columns, bool rtl);

/* A stage of this size without a ui, for a program that makes its own on this backend: it sets
 * stage->ui, and takes it back (NULL) before it frees it. */
struct backend stage_backend(struct stage *stage, int rows, int columns);

/* Frees. */
void stage_done(struct stage *stage);

/* Types keys by their names, separated by spaces, and lets ui work; "Space" is the space key. */
void stage_type(struct stage *stage, const char *names);

/* Types a text, character by character. */
void stage_text(struct stage *stage, const char *text);

/* Puts keys into the queue without letting ui work. */
void stage_queue(struct stage *stage, const char *names);

/* One row, or the whole screen, as painted; valid until the next call. */
const char *stage_row(struct stage *stage, int row);
const char *stage_screen(struct stage *stage);

/* The dump with styles. */
const char *stage_dump(struct stage *stage);

/* True when the text stands on the screen. */
bool stage_has(struct stage *stage, const char *text);

/* The style of the cell where `text` begins; -1 when it is not on the screen. */
int stage_style(struct stage *stage, const char *text);

/* Changes the size. */
void stage_resize(struct stage *stage, int rows, int columns);

#endif
