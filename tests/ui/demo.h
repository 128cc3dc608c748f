/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/demo.h -- a screen for the tests: a list of words, one entry line, one of each prompt.
 */
#ifndef SANDUQ_TESTS_UI_DEMO_H
#define SANDUQ_TESTS_UI_DEMO_H

#include "ui/entry.h"
#include "ui/screen.h"
#include "ui/table.h"

#define DEMO_WORDS_MAX 64
#define DEMO_WORD_SIZE 128

struct demo {
	struct entry_line entry;
	struct table table;
	char word[DEMO_WORDS_MAX][DEMO_WORD_SIZE];
	int n;
	int ticks, reloads, closed;
	enum err answer;                 /* what the next prompt's act returns */
	char last[DEMO_WORD_SIZE];       /* what it was given */
};

extern const struct screen_class demo_class;

/* An empty demo. */
void demo_init(struct demo *demo);

/* The screen on the real terminal until F10; returns an exit code. */
int demo_run(void);

#endif
