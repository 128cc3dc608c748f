/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term.c -- opening and closing the terminal, painting the cells that changed.  Keys are in
 * ui/term_keys.c, what terminals need to leave our text in its order in ui/term_modes.c.
 */
#include "ui/term.h"

#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ui/canvas.h"
#include "ui/term_info.h"
#include "ui/term_parts.h"
#include "ui/text.h"

#define ESCAPE_DELAY_MS 25

/* The look of each style as curses wants it. */
static void make_looks(struct term *term)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		struct theme_look look = theme_look(term->theme, (enum style)i, term->colours);
		attr_t attributes = A_NORMAL;
		bool is_plain = look.foreground < 0 && look.background < 0;

		if ((look.attributes & THEME_BOLD) != 0)
			attributes |= A_BOLD;
		if ((look.attributes & THEME_DIM) != 0)
			attributes |= A_DIM;
		if ((look.attributes & THEME_REVERSE) != 0)
			attributes |= A_REVERSE;
		if ((look.attributes & THEME_UNDERLINE) != 0)
			attributes |= A_UNDERLINE;
		term->attributes[i] = attributes;
		term->pair[i] = (short)(is_plain ? 0 : i + 1);
		if (!is_plain)
			init_pair((short)(i + 1), (short)look.foreground, (short)look.background);
	}
}

static void set_up(struct term *term)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	intrflush(stdscr, FALSE);
	set_escdelay(ESCAPE_DELAY_MS);
	term_define_keys();
	if (has_colors()) {
		start_color();
		use_default_colors();
		term->colours = COLORS >= 256 && COLOR_PAIRS > STYLE_COUNT ? 256 : 8;
	}
	make_looks(term);
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
	term->theme = theme;
	term_watch_crash();
	use_tioctl(TRUE);
	term->screen = newterm(NULL, stdout, stdin);
	if (term->screen == NULL) {
		term_unwatch_crash();
		free(term);
		return ERR_TERMINAL;
	}
	term_modes_on();
	set_up(term);
	*ret_term = term;
	return ERR_OK;
}

void term_close(struct term *term)
{
	if (term == NULL)
		return;
	endwin();
	term_modes_off();
	delscreen(term->screen);
	term_unwatch_crash();
	free(term->shown);
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
	term->theme = theme;
	make_looks(term);
	term->paints_all = true;
}

static void term_size(void *self, int *ret_rows, int *ret_columns)
{
	(void)self;
	getmaxyx(stdscr, *ret_rows, *ret_columns);
}

/* Makes room for what is shown; all is painted again after a change of size. */
static bool fit_shown(struct term *term, const struct canvas *canvas)
{
	size_t n = (size_t)canvas->rows * (size_t)canvas->columns;
	struct canvas_cell *shown;

	if (term->rows == canvas->rows && term->columns == canvas->columns)
		return true;
	shown = realloc(term->shown, n * sizeof *shown);
	if (shown == NULL)
		return false;
	term->shown = shown;
	term->rows = canvas->rows;
	term->columns = canvas->columns;
	term->paints_all = true;
	return true;
}

static void paint_cell(const struct term *term, int row, int column,
		       const struct canvas_cell *cell)
{
	wchar_t text[TEXT_CELL_POINTS + 1] = { 0 };
	cchar_t sent;

	for (int i = 0; i < TEXT_CELL_POINTS && cell->point[i] != 0; i++)
		text[i] = (wchar_t)cell->point[i];
	if (setcchar(&sent, text, term->attributes[cell->style], term->pair[cell->style], NULL) ==
	    OK)
		mvadd_wch(row, column, &sent);
}

static void paint_row(struct term *term, const struct canvas *canvas, int row)
{
	size_t start = (size_t)row * (size_t)canvas->columns;

	if (!term->paints_all && memcmp(term->shown + start, canvas->cell + start,
					(size_t)canvas->columns * sizeof *canvas->cell) == 0)
		return;
	for (int column = 0; column < canvas->columns; column++) {
		const struct canvas_cell *cell = canvas_at(canvas, row, column);
		struct canvas_cell *shown = &term->shown[start + (size_t)column];

		if (!term->paints_all && memcmp(shown, cell, sizeof *cell) == 0)
			continue;
		if (cell->width > 0)
			paint_cell(term, row, column, cell);
		*shown = *cell;
	}
}

static void term_paint(void *self, const struct canvas *canvas)
{
	struct term *term = self;

	if (!fit_shown(term, canvas))
		return;
	if (term->paints_all)
		clearok(stdscr, TRUE);
	for (int row = 0; row < canvas->rows; row++)
		paint_row(term, canvas, row);
	term->paints_all = false;
	curs_set(canvas->cursor_row >= 0);
	if (canvas->cursor_row >= 0)
		move(canvas->cursor_row, canvas->cursor_column);
	refresh();
}

static void term_flush(void *self)
{
	(void)self;
	flushinp();
}

static void term_refresh(void *self)
{
	((struct term *)self)->paints_all = true;
}

struct backend term_backend(struct term *term)
{
	return (struct backend){ .self = term, .size = term_size, .paint = term_paint,
				 .key = term_key, .flush = term_flush,
				 .refresh = term_refresh };
}

void term_resized(struct term *term)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 &&
	    is_term_resized(size.ws_row, size.ws_col))
		resizeterm(size.ws_row, size.ws_col);
	term->paints_all = true;
}

void term_suspend(struct term *term)
{
	(void)term;
	endwin();
	term_modes_off();
}

void term_resume(struct term *term)
{
	term_modes_on();
	term_resized(term);
}
