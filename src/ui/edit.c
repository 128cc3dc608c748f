/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/edit.c -- the line that is being typed.  Places are counted from the edge where the line
 * begins (left, or right in a line of Arabic): the cells in that order, and the END cell last.
 */
#include "ui/edit.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

#define DOT 0x2022u
#define ZWNJ 0x200Cu

void edit_init(struct edit *edit, enum text_base base, int limit)
{
	assert(limit >= 0 && limit <= EDIT_POINTS_MAX);
	memset(edit, 0, sizeof *edit);
	edit->base = base;
	edit->limit = limit;
}

static int limit_of(const struct edit *edit)
{
	return edit->limit > 0 ? edit->limit : EDIT_POINTS_MAX;
}

void edit_set(struct edit *edit, const char *text)
{
	char clean[EDIT_TEXT_SIZE];
	const char *at = clean;
	uint32_t point;

	utf8_clean(clean, sizeof clean, text);
	edit->n = 0;
	while (edit->n < limit_of(edit) && (point = utf8_next(&at)) != 0)
		edit->point[edit->n++] = point;
	edit->caret = edit->n;
	edit->scroll = 0;
}

char *edit_text(const struct edit *edit, char into[EDIT_TEXT_SIZE])
{
	size_t len = 0;

	for (int i = 0; i < edit->n; i++)
		len += utf8_put(edit->point[i], into + len);
	into[len] = '\0';
	return into;
}

void edit_wipe(struct edit *edit)
{
	explicit_bzero(edit->point, sizeof edit->point);
	edit->n = edit->caret = edit->scroll = 0;
}

/* The line as it is drawn while it is edited: dots for a secret, no ligatures. */
static void lay_out(const struct edit *edit, struct text_line *line)
{
	uint32_t dots[EDIT_POINTS_MAX];

	for (int i = 0; edit->is_secret && i < edit->n; i++)
		dots[i] = DOT;
	text_layout_points(edit->is_secret ? dots : edit->point, edit->n, edit->base,
			   TEXT_NO_LIGATURES, line);
}

/* The place of a code point, and the other way round. */
static int place_of(const struct text_line *line, int log)
{
	int cell = text_cell_of(line, log);

	if (cell == line->n)
		return line->n;
	return line->rtl ? line->n - 1 - cell : cell;
}

static const struct text_cell *cell_of(const struct text_line *line, int place)
{
	return &line->cell[line->rtl ? line->n - 1 - place : place];
}

/* Moves by one place; `right` is as seen. */
static void move(struct edit *edit, bool right)
{
	struct text_line line;
	int place;

	lay_out(edit, &line);
	place = place_of(&line, edit->caret) + (right != line.rtl ? 1 : -1);
	if (place >= 0 && place < line.n)
		edit->caret = cell_of(&line, place)->log;
	else if (place >= line.n)
		edit->caret = edit->n;
}

static void remove_points(struct edit *edit, int from, int to)
{
	memmove(edit->point + from, edit->point + to,
		(size_t)(edit->n - to) * sizeof *edit->point);
	edit->n -= to - from;
	edit->caret = from;
}

/* Takes away all that the cell under the caret shows. */
static void delete_cell(struct edit *edit)
{
	struct text_line line;
	int place;

	lay_out(edit, &line);
	place = place_of(&line, edit->caret);
	if (place < line.n) {
		const struct text_cell *cell = cell_of(&line, place);

		remove_points(edit, edit->caret, cell->log + cell->logs);
	} else {
		remove_points(edit, edit->caret, edit->n);
	}
}

static void insert(struct edit *edit, uint32_t point)
{
	if (edit->n >= limit_of(edit) || !utf8_is_safe(point))
		return;
	memmove(edit->point + edit->caret + 1, edit->point + edit->caret,
		(size_t)(edit->n - edit->caret) * sizeof *edit->point);
	edit->point[edit->caret++] = point;
	edit->n++;
}

bool edit_key(struct edit *edit, struct key key)
{
	if (key.kind == KEY_KIND_CHAR || (key.kind == KEY_KIND_CTRL && key.code == 'n')) {
		insert(edit, key.kind == KEY_KIND_CHAR ? key.code : ZWNJ);
		return true;
	}
	if (key.kind != KEY_KIND_NAMED)
		return false;
	switch (key.code) {
	case K_LEFT:
	case K_RIGHT:
		move(edit, key.code == K_RIGHT);
		return true;
	case K_HOME:
		edit->caret = 0;
		return true;
	case K_END:
		edit->caret = edit->n;
		return true;
	case K_BACKSPACE:
		if (edit->caret > 0)
			remove_points(edit, edit->caret - 1, edit->caret);
		return true;
	case K_DELETE:
		delete_cell(edit);
		return true;
	default:
		return false;
	}
}

/* Columns of a place; the END cell takes one. */
static int width_of(const struct text_line *line, int place)
{
	return place < line->n ? cell_of(line, place)->width : 1;
}

/* Scrolls as little as brings the caret into sight, and never leaves room unused. */
static void scroll(struct edit *edit, const struct text_line *line, int columns)
{
	int caret = place_of(line, edit->caret), width = 0, first;

	for (first = line->n; first >= 0; first--) {
		width += width_of(line, first);
		if (width > columns)
			break;
	}
	if (edit->scroll > first + 1)
		edit->scroll = first + 1;
	if (edit->scroll > caret)
		edit->scroll = caret;
	width = 0;
	for (first = caret; first >= edit->scroll; first--) {
		width += width_of(line, first);
		if (width > columns)
			break;
	}
	if (first >= edit->scroll)
		edit->scroll = first + 1;
}

int edit_draw(struct edit *edit, struct canvas *canvas, int row, int x, int columns,
	      enum style style, bool focused)
{
	struct box box = { row, x, columns };
	struct text_line line;
	int used = 0, caret;

	if (columns < 2)
		return 0;
	lay_out(edit, &line);
	caret = place_of(&line, edit->caret);
	scroll(edit, &line, columns);
	for (int place = edit->scroll; place <= line.n; place++) {
		int width = width_of(&line, place);
		int column = line.rtl ? columns - used - width : used;

		if (used + width > columns)
			break;
		if (place < line.n)
			canvas_put_cell(canvas, box, column, style, cell_of(&line, place));
		if (focused && place == caret)
			canvas_cursor(canvas, box, column);
		used += width;
	}
	return used;
}
