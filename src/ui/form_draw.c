/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/form_draw.c -- a form on the canvas: labels, boxes, and beside each box the problem, the
 * amount understood, or the hint.
 */
#include "base/str.h"
#include "core/money.h"
#include "ui/form.h"
#include "ui/text.h"

#define LABEL_COLUMNS_MAX 24
#define FIELD_COLUMNS_MIN 8
#define FIELD_COLUMNS_MAX 30
#define GAP 2

static int label_columns(const struct form *form, const struct draw *draw)
{
	int columns = 0;

	for (int i = 0; i < form->n; i++) {
		int own = text_width(tr(draw, form->fields[i].label));

		if (own > columns)
			columns = own;
	}
	return columns < LABEL_COLUMNS_MAX ? columns : LABEL_COLUMNS_MAX;
}

/* As wide as what it may hold, within what there is. */
static int field_columns(const struct form *form, int i, int room)
{
	int columns = form->edit[i].limit + 1;

	if (columns < FIELD_COLUMNS_MIN)
		columns = FIELD_COLUMNS_MIN;
	if (columns > FIELD_COLUMNS_MAX)
		columns = FIELD_COLUMNS_MAX;
	return columns < room ? columns : room;
}

static void draw_choice(const struct form *form, const struct draw *draw, struct canvas *canvas,
			struct box box, int i, enum style style)
{
	const char *choice = form->fields[i].choices[form->choice[i]];

	canvas_text(canvas, box.row, box.x, box.columns, ALIGN_START, style, tr(draw, choice));
	if (i == form->focus)
		canvas_cursor(canvas, box, canvas->rtl ? box.columns - 1 : 0);
}

/* What stands beside the box: the amount understood, when it was written in another way. */
static bool echo_amount(const struct form *form, const struct draw *draw, int i,
			char into[NUMBER_TEXT_SIZE])
{
	char text[EDIT_TEXT_SIZE];
	int64_t amount_minor;

	if (form->fields[i].kind != FORM_AMOUNT || form_is_empty(form, i) ||
	    money_parse(form_text(form, i, text), form->exponent, form->decimal, form->group,
			&amount_minor) != ERR_OK)
		return false;
	number_money(&draw->number, amount_minor, form->exponent, into);
	return true;
}

static void draw_beside(const struct form *form, const struct draw *draw, struct canvas *canvas,
			struct box box, int i)
{
	char amount[NUMBER_TEXT_SIZE], apart[NUMBER_TEXT_SIZE + 8];

	if (form->problem[i] != NULL)
		canvas_text(canvas, box.row, box.x, box.columns, ALIGN_START, STYLE_ERROR,
			    tr(draw, form->problem[i]));
	else if (echo_amount(form, draw, i, amount))
		canvas_text(canvas, box.row, box.x, box.columns, ALIGN_START,
			    form->style == STYLE_TEXT ? STYLE_ECHO : form->style,
			    text_ltr(apart, sizeof apart, amount));
	else if (form_is_empty(form, i) && form->fields[i].hint != NULL)
		canvas_text(canvas, box.row, box.x, box.columns, ALIGN_START,
			    form->style == STYLE_TEXT ? STYLE_DIM : form->style,
			    tr(draw, form->fields[i].hint));
}

int form_draw(struct form *form, const struct draw *draw, struct canvas *canvas,
	      struct area area)
{
	int labels = label_columns(form, draw);
	int room = area.columns - labels - GAP;

	for (int i = 0; i < form->n && i < area.rows; i++) {
		int row = area.row + i, x = area.x + labels + GAP;
		int columns = field_columns(form, i, room);
		enum style style = i == form->focus ? STYLE_FOCUS : STYLE_FIELD;

		canvas_text(canvas, row, area.x, labels, ALIGN_START, form->style,
			    tr(draw, form->fields[i].label));
		canvas_fill(canvas, (struct area){ row, x, 1, columns }, style);
		if (form->fields[i].kind == FORM_CHOICE)
			draw_choice(form, draw, canvas, (struct box){ row, x, columns }, i, style);
		else
			edit_draw(&form->edit[i], canvas, row, x, columns, style,
				  i == form->focus);
		draw_beside(form, draw, canvas,
			    (struct box){ row, x + columns + 1, room - columns - 1 }, i);
	}
	return form->n < area.rows ? form->n : area.rows;
}
