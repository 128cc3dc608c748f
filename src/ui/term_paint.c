/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term_paint.c -- from canvas to terminal: what changed goes out in one write.  Curses sets the
 * terminal up and reads its keys, and names the sequences; it does not paint, because some releases
 * write at every move of the cursor, so that one key shows as dozens of half frames.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "ui/canvas.h"
#include "ui/term_parts.h"

#define SEQUENCE_SIZE 64
#define UNKNOWN (-1)             /* a place or style that is not known to the terminal */

/* Adds a sequence of terminfo without the pauses that old terminals wanted ("$<5>"). */
static void add_sequence(struct str *text, const char *sequence)
{
	while (sequence != NULL && sequence != (const char *)-1 && *sequence != '\0') {
		size_t len = strcspn(sequence, "$");

		str_add_bytes(text, sequence, len);
		sequence += len;
		if (sequence[0] == '$' && sequence[1] == '<' && strchr(sequence, '>') != NULL)
			sequence = strchr(sequence, '>') + 1;
		else if (*sequence != '\0')
			str_add_char(text, *sequence++);
	}
}

static void add_named(struct str *text, const char *name)
{
	char copy[SEQUENCE_SIZE];

	str_copy(copy, sizeof copy, name);
	add_sequence(text, tigetstr(copy));
}

static void add_colour(struct str *text, const char *name, int colour)
{
	char copy[SEQUENCE_SIZE];
	const char *sequence;

	str_copy(copy, sizeof copy, name);
	sequence = tigetstr(copy);
	if (colour >= 0 && sequence != NULL && sequence != (const char *)-1)
		add_sequence(text, tiparm(sequence, colour));
}

/* What switches to a style, whatever was on before. */
static void add_look(struct str *text, struct theme_look look)
{
	static const struct {
		unsigned attribute;
		const char *name;
	} attributes[] = {
		{ THEME_BOLD, "bold" },
		{ THEME_DIM, "dim" },
		{ THEME_REVERSE, "rev" },
		{ THEME_UNDERLINE, "smul" },
	};

	add_named(text, "sgr0");
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
		if ((look.attributes & attributes[i].attribute) != 0)
			add_named(text, attributes[i].name);
	add_colour(text, "setaf", look.foreground);
	add_colour(text, "setab", look.background);
}

bool paint_looks(struct paint *paint, enum theme theme)
{
	int colours = tigetnum((char[]){ "colors" });
	bool fits = true;

	colours = colours >= 256 ? 256 : colours >= 8 ? 8 : 0;
	for (int i = 0; fits && i < STYLE_COUNT; i++) {
		str_clear(&paint->out);
		add_look(&paint->out, theme_look(theme, (enum style)i, colours));
		fits = str_ok(&paint->out) && str_copy(paint->look[i], sizeof paint->look[i],
						       str_text(&paint->out));
	}
	str_clear(&paint->out);
	paint->place = tigetstr((char[]){ "cup" });
	paint->keeps_corner = tigetflag((char[]){ "am" }) == 1 &&
			      tigetflag((char[]){ "xenl" }) != 1;
	paint->paints_all = true;
	return fits;
}

void paint_done(struct paint *paint)
{
	str_done(&paint->out);
	free(paint->shown);
	*paint = (struct paint){ 0 };
}

/* Makes room for what is shown; all is painted again after a change of size. */
static bool fit_shown(struct paint *paint, const struct canvas *canvas)
{
	size_t n = (size_t)canvas->rows * (size_t)canvas->columns;
	struct canvas_cell *shown;

	if (paint->rows == canvas->rows && paint->columns == canvas->columns)
		return true;
	shown = realloc(paint->shown, n * sizeof *shown);
	if (shown == NULL)
		return false;
	paint->shown = shown;
	paint->rows = canvas->rows;
	paint->columns = canvas->columns;
	paint->paints_all = true;
	return true;
}

static void add_number(struct str *text, int number)
{
	char digits[12];
	int at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	str_add_bytes(text, digits + at, sizeof digits - (size_t)at);
}

/* Nearly every terminal goes to a place in the same way; working out the others takes long. */
static void go(struct paint *paint, int row, int column)
{
	static const char usual[] = "\033[%i%p1%d;%p2%dH";

	if (paint->row == row && paint->column == column)
		return;
	if (strcmp(paint->place, usual) == 0) {
		str_add(&paint->out, "\033[");
		add_number(&paint->out, row + 1);
		str_add_char(&paint->out, ';');
		add_number(&paint->out, column + 1);
		str_add_char(&paint->out, 'H');
	} else {
		add_sequence(&paint->out, tiparm(paint->place, row, column));
	}
	paint->row = row;
	paint->column = column;
}

static void wear(struct paint *paint, int style)
{
	if (paint->style == style)
		return;
	str_add(&paint->out, paint->look[style]);
	paint->style = style;
}

/* Terminals differ in how far a wide or marked character moves them, and at the end of a row. */
static void paint_cell(struct paint *paint, int row, int column, const struct canvas_cell *cell)
{
	bool is_plain = cell->width == 1 && cell->point[1] == 0 && column + 1 < paint->columns;
	char bytes[4];

	go(paint, row, column);
	wear(paint, cell->style);
	for (int i = 0; i < TEXT_CELL_POINTS && cell->point[i] != 0; i++)
		str_add_bytes(&paint->out, bytes, utf8_put(cell->point[i], bytes));
	paint->column = is_plain ? column + 1 : UNKNOWN;
}

static void paint_row(struct paint *paint, const struct canvas *canvas, int row)
{
	const struct canvas_cell *cell = canvas_at(canvas, row, 0);
	struct canvas_cell *shown = paint->shown + (size_t)row * (size_t)canvas->columns;
	int last = canvas->columns - (paint->keeps_corner && row + 1 == canvas->rows ? 1 : 0);

	if (!paint->paints_all &&
	    memcmp(shown, cell, (size_t)canvas->columns * sizeof *cell) == 0)
		return;
	for (int column = 0; column < last; column++) {
		if (!paint->paints_all && memcmp(&shown[column], &cell[column], sizeof *cell) == 0)
			continue;
		if (cell[column].width > 0)
			paint_cell(paint, row, column, &cell[column]);
		shown[column] = cell[column];
	}
}

static void paint_nothing(struct paint *paint)
{
	paint->style = paint->row = paint->column = UNKNOWN;
	wear(paint, STYLE_TEXT);
	add_named(&paint->out, "clear");
}

static void paint_cursor(struct paint *paint, const struct canvas *canvas)
{
	bool is_shown = canvas->cursor_row >= 0;

	if (is_shown)
		go(paint, canvas->cursor_row, canvas->cursor_column);
	if (is_shown != paint->is_cursor_shown)
		add_named(&paint->out, is_shown ? "cnorm" : "civis");
	paint->is_cursor_shown = is_shown;
}

/* Sends all of it; there is nobody to tell when the terminal has gone. */
static void send(struct paint *paint)
{
	const char *bytes = paint->out.data;
	size_t len = str_ok(&paint->out) ? paint->out.len : 0;

	while (len > 0) {
		ssize_t sent = write(STDOUT_FILENO, bytes, len);

		if (sent < 0 && errno != EINTR)
			break;
		if (sent > 0) {
			bytes += sent;
			len -= (size_t)sent;
		}
	}
	paint->paints_all = !str_ok(&paint->out);
	str_clear(&paint->out);
}

void paint_canvas(struct paint *paint, const struct canvas *canvas)
{
	if (!fit_shown(paint, canvas))
		return;
	if (paint->paints_all)
		paint_nothing(paint);
	for (int row = 0; row < canvas->rows; row++)
		paint_row(paint, canvas, row);
	paint_cursor(paint, canvas);
	send(paint);
}

void paint_leave(struct paint *paint)
{
	add_named(&paint->out, "sgr0");
	add_named(&paint->out, "cnorm");
	send(paint);
	paint->is_cursor_shown = true;
	paint->paints_all = true;
}
