/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term.c -- opening and closing the terminal, its size.  Painting is in ui/term_paint.c, keys in
 * ui/term_keys.c, what terminals need to leave our text in its order in ui/term_modes.c.
 */
#include "ui/term.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ui/term_info.h"
#include "ui/term_parts.h"
#include "ui/text.h"

#define ESCAPE_DELAY_MS 25

/* The first refresh switches to the terminal's other page; nothing is ever drawn on stdscr, so that
 * curses sends nothing of its own later. */
static void set_up(void)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	intrflush(stdscr, FALSE);
	typeahead(-1);
	set_escdelay(ESCAPE_DELAY_MS);
	term_define_keys();
	refresh();
}

enum err term_open(const struct clock *clock, enum theme theme, struct term **ret_term)
{
	struct term *term;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return ERR_NO_TERMINAL;
	if (!term_info(STDOUT_FILENO) || !text_locale())
		return ERR_TERMINAL;
	term = calloc(1, sizeof *term);
	if (term == NULL)
		return ERR_MEMORY;
	term->clock = clock;
	term_watch_crash();
	use_tioctl(TRUE);
	term->screen = newterm(NULL, stdout, stdin);
	if (term->screen == NULL) {
		term_unwatch_crash();
		free(term);
		return ERR_TERMINAL;
	}
	term_modes_on();
	set_up();
	if (!paint_looks(&term->paint, theme)) {
		term_close(term);
		return ERR_MEMORY;
	}
	*ret_term = term;
	return ERR_OK;
}

void term_close(struct term *term)
{
	if (term == NULL)
		return;
	paint_leave(&term->paint);
	endwin();
	term_modes_off();
	delscreen(term->screen);
	term_unwatch_crash();
	paint_done(&term->paint);
	free(term);
}

int term_fd(const struct term *term)
{
	(void)term;
	return STDIN_FILENO;
}

bool term_is_gone(const struct term *term)
{
	struct pollfd watch = { .fd = term_fd(term), .events = POLLIN };

	return poll(&watch, 1, 0) == 1 && (watch.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

void term_set_theme(struct term *term, enum theme theme)
{
	(void)paint_looks(&term->paint, theme);
}

void term_set_alt(struct term *term, const bool alt[KEYMAP_ALT_MAX])
{
	term->takes_alt = false;
	for (int i = 0; i < KEYMAP_ALT_MAX; i++) {
		term->alt[i] = alt[i];
		term->takes_alt = term->takes_alt || alt[i];
	}
}

static void term_size(void *self, int *ret_rows, int *ret_columns)
{
	(void)self;
	getmaxyx(stdscr, *ret_rows, *ret_columns);
}

static void term_paint(void *self, const struct canvas *canvas)
{
	paint_canvas(&((struct term *)self)->paint, canvas);
}

static void term_flush(void *self)
{
	((struct term *)self)->has_held = false;
	flushinp();
}

static void term_refresh(void *self)
{
	((struct term *)self)->paint.paints_all = true;
}

struct backend term_backend(struct term *term)
{
	return (struct backend){ .self = term, .size = term_size, .paint = term_paint,
				 .key = term_key, .flush = term_flush,
				 .refresh = term_refresh };
}

void term_bell(struct term *term)
{
	(void)term;
	beep();
}

void term_resized(struct term *term)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 &&
	    is_term_resized(size.ws_row, size.ws_col))
		resizeterm(size.ws_row, size.ws_col);
	refresh();
	term->paint.paints_all = true;
}

void term_suspend(struct term *term)
{
	paint_leave(&term->paint);
	endwin();
	term_modes_off();
}

void term_resume(struct term *term)
{
	term_modes_on();
	term_resized(term);
}
