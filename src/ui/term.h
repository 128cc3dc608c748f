/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term.h -- the terminal: canvas to ncurses, keys from ncurses.  [effects: the terminal]
 *
 * Shape   one per process.  Opening switches to raw mode and the alternate screen, turns off the
 *         terminal's own reordering (CSI 8 l, and what Konsole and mlterm want); closing, and a
 *         crash, put everything back.
 * Errors  ERR_NO_TERMINAL (standard input or output is none), ERR_TERMINAL (TERM is unknown or
 *         cannot move the cursor), ERR_MEMORY.  After an error the terminal is as before.
 * Owner   term_open/term_close.
 */
#ifndef SANDUQ_UI_TERM_H
#define SANDUQ_UI_TERM_H

#include "base/err.h"
#include "ui/backend.h"
#include "ui/keymap.h"
#include "ui/theme.h"

struct clock;
struct term;

/* Opens the terminal on standard input and output; `clock` (borrowed) stamps the keys. */
enum err term_open(const struct clock *clock, enum theme theme, struct term **ret_term);

/* Gives the terminal back as it was; NULL is fine. */
void term_close(struct term *term);

/* The descriptor to watch for reading. */
int term_fd(const struct term *term);

/* True when the other end has gone (window closed, line dropped): no key will come any more. */
bool term_is_gone(const struct term *term);

/* What ui_new() wants. */
struct backend term_backend(struct term *term);

/* Shows with another theme from now on. */
void term_set_theme(struct term *term, enum theme theme);

/* From now on these characters are keys with Alt: Esc and one of them, come in one piece. */
void term_set_alt(struct term *term, const bool alt[KEYMAP_ALT_MAX]);

/* Rings its bell, or flashes where it has none. */
void term_bell(struct term *term);

/* Call when SIGWINCH came: takes over the new size. */
void term_resized(struct term *term);

/* Gives the terminal back for a while (SIGTSTP) and takes it again (SIGCONT). */
void term_suspend(struct term *term);
void term_resume(struct term *term);

#endif
