/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/story/steps.h -- a demonstration on a pseudo terminal, worked key by key.
 *
 * Shape   a step is keys and what stands on the screen then; what does not come ends the test.
 */
#ifndef SANDUQ_TESTS_STORY_STEPS_H
#define SANDUQ_TESTS_STORY_STEPS_H

#include "pty.h"

#define WAIT_MS 20000

/* Keys by name, separated by spaces, and what stands on the screen then. */
struct step {
	const char *keys, *sees;
};

/* Starts a program in a window of 80 by 24, or of another size with these settings. */
struct pty *start(const char *const *words);
struct pty *start_in(const char *const *words, const char *const *settings, int rows,
		     int columns);

/* Waits for a text, and until nothing comes any more; `after` says what was done before. */
void sees(struct pty *pty, const char *text, const char *after);

/* Types keys; plays steps up to the one without keys. */
void keys(struct pty *pty, const char *names);
void play(struct pty *pty, const struct step *step);

/* Logs the person with this number in, by the PIN that a demonstration shows beside the name. */
void log_in(struct pty *pty, const char *number, const char *name);

/* Opens a demonstration that is kept under this name, and logs its cashier in. */
struct pty *open_demo(const char *name);

/* The store of a demonstration that was kept. */
const char *store_of(const char *name);

/* Logs out and ends the program, which ends well. */
void leave(struct pty *pty);

/* Ends it as a loss of power would. */
void kill_it(struct pty *pty);

#endif
