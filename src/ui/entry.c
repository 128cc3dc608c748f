/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/entry.c -- the entry line: what is typed at the start, what was understood in the middle, the
 * amount at the end; the three never move.
 */
#include "ui/entry.h"

#include "base/str.h"

#define TYPED_COLUMNS 24
#define AMOUNT_COLUMNS 20

void entry_init(struct entry_line *entry, const char *hint)
{
	edit_init(&entry->edit, TEXT_AUTO_LTR, ENTRY_LIMIT);
	entry->hint = hint;
	entry_echo(entry, NULL, NULL);
}

void entry_clear(struct entry_line *entry)
{
	edit_set(&entry->edit, "");
	entry_echo(entry, NULL, NULL);
}

bool entry_is_empty(const struct entry_line *entry)
{
	return entry->edit.n == 0;
}

char *entry_text(const struct entry_line *entry, char into[EDIT_TEXT_SIZE])
{
	return edit_text(&entry->edit, into);
}

void entry_echo(struct entry_line *entry, const char *echo, const char *amount)
{
	str_copy(entry->echo, sizeof entry->echo, echo != NULL ? echo : "");
	str_copy(entry->amount, sizeof entry->amount, amount != NULL ? amount : "");
}

void entry_draw(struct entry_line *entry, const struct draw *draw, struct canvas *canvas, int row)
{
	int rest = canvas->columns - TYPED_COLUMNS - 3;

	edit_draw(&entry->edit, canvas, row, 1, TYPED_COLUMNS, STYLE_INPUT, true);
	if (entry_is_empty(entry) && entry->hint != NULL && entry->echo[0] == '\0') {
		canvas_text(canvas, row, TYPED_COLUMNS + 2, rest, ALIGN_END, STYLE_DIM,
			    tr(draw, entry->hint));
		return;
	}
	canvas_text(canvas, row, TYPED_COLUMNS + 2,
		    entry->amount[0] != '\0' ? rest - AMOUNT_COLUMNS - 1 : rest, ALIGN_START,
		    STYLE_ECHO, entry->echo);
	canvas_text(canvas, row, canvas->columns - AMOUNT_COLUMNS - 1, AMOUNT_COLUMNS, ALIGN_END,
		    STYLE_AMOUNT, entry->amount);
}
