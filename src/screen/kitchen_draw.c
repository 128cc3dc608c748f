/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/kitchen_draw.c -- cards of tickets in columns: first the lines of a card, then where it
 * stands.
 */
#include <string.h>

#include "base/str.h"
#include "screen/kitchen_parts.h"
#include "ui/canvas.h"
#include "ui/text.h"

#define CARD_COLUMNS 26              /* at least, with the gap */
#define LINES_MAX 48                 /* of one card */
#define TEXT_MAX 192
#define MINUTE_MS INT64_C(60000)

struct line {
	char text[TEXT_MAX];
	char end[24];
	enum style style, end_style;
};

/* A card laid out for a width. */
struct face {
	const struct draw *draw;
	int columns;
	struct line line[LINES_MAX];
	int n;
};

int board_age(const struct kitchen_card *card, int64_t now_unix_ms)
{
	int64_t age_ms = now_unix_ms - card->ticket.fired_unix_ms;

	if (card->ticket.state == KITCHEN_HELD)
		return 0;
	return age_ms >= KITCHEN_LATE_MS ? 2 : age_ms >= KITCHEN_SOON_MS ? 1 : 0;
}

static struct line *add(struct face *face, enum style style)
{
	struct line *line = &face->line[face->n < LINES_MAX - 1 ? face->n++ : LINES_MAX - 1];

	*line = (struct line){ .style = style, .end_style = style };
	return line;
}

/* A text over as many lines as it needs, each `indent` from the start. */
static void add_text(struct face *face, enum style style, int indent, const char *text)
{
	const char *from;
	size_t len;

	while (text_wrap(&text, face->columns - indent, &from, &len)) {
		struct line *line = add(face, style);

		str_format(line->text, sizeof line->text, "%*s%.*s", indent, "", (int)len, from);
	}
}

/* --- the head of a card ------------------------------------------------------------------ */

static void age_of(const struct draw *draw, const struct kitchen_card *card, struct line *line)
{
	static const enum style styles[] = { STYLE_PAID, STYLE_BILLED, STYLE_LATE };
	long long minutes = (draw->now_unix_ms - card->ticket.fired_unix_ms) / MINUTE_MS;
	int age = board_age(card, draw->now_unix_ms);

	if (card->ticket.state == KITCHEN_HELD) {
		str_copy(line->end, sizeof line->end, tr(draw, "on hold"));
		line->end_style = STYLE_DIM;
		return;
	}
	if (age == 0)
		text_format(line->end, sizeof line->end, tr(draw, "%lldm"), minutes);
	else if (age == 1)
		text_format(line->end, sizeof line->end, tr(draw, "%lldm soon"), minutes);
	else
		text_format(line->end, sizeof line->end, tr(draw, "%lldm LATE"), minutes);
	line->end_style = styles[age];
}

/* "12 · 4 covers · Lina". */
static void who(const struct draw *draw, const struct kitchen_card *card, struct line *line)
{
	int64_t n = card->ticket.covers;
	char covers[TEXT_MAX] = "";

	if (n > 0)
		text_format(covers, sizeof covers,
			    draw_plural(draw, " · %lld cover", " · %lld covers", n),
			    (long long)n);
	text_format(line->text, sizeof line->text, "%lld%s · %s", (long long)card->ticket.number,
		    covers, card->waiter);
}

static void head(struct face *face, const struct kitchen_card *card, int digit, bool is_held)
{
	const struct draw *draw = face->draw;
	struct line *line = add(face, is_held ? STYLE_DIM : STYLE_HEADING);
	char place[TEXT_MAX];

	if (card->bill.table_number != 0)
		text_format(place, sizeof place, tr(draw, "Table %lld"),
			    (long long)card->bill.table_number);
	else
		str_copy(place, sizeof place,
			 card->bill.name[0] != '\0' ? card->bill.name : tr(draw, "Tab"));
	if (digit > 0)
		text_format(line->text, sizeof line->text, "%d %s", digit, place);
	else
		text_format(line->text, sizeof line->text, "  %s", place);
	age_of(draw, card, line);
	line = add(face, STYLE_DIM);
	who(draw, card, line);
}

/* What kind of ticket it is, where it is not the usual one. */
static void kind(struct face *face, const struct kitchen_card *card)
{
	const struct draw *draw = face->draw;
	const struct kitchen_ticket *ticket = &card->ticket;
	char text[TEXT_MAX] = "";

	if (card->order == BILL_ORDER_AWAY)
		add_text(face, STYLE_BILLED, 0, tr(draw, "TAKE-AWAY"));
	if (card->order == BILL_ORDER_HERE_NOW)
		add_text(face, STYLE_BILLED, 0, tr(draw, "EAT HERE"));
	if (ticket->kind == KITCHEN_VOID)
		add_text(face, STYLE_ERROR, 0, tr(draw, "VOID: do not make"));
	if (ticket->kind == KITCHEN_CHANGE)
		add_text(face, STYLE_BILLED, 0, tr(draw, "CHANGE: now as here"));
	if (ticket->kind == KITCHEN_MOVE && ticket->from_table != 0)
		text_format(text, sizeof text, tr(draw, "MOVED from table %lld"),
			    (long long)ticket->from_table);
	else if (ticket->kind == KITCHEN_MOVE)
		str_copy(text, sizeof text, tr(draw, "MOVED"));
	add_text(face, STYLE_BILLED, 0, text);
	if (ticket->state == KITCHEN_HELD) {
		text_format(text, sizeof text, tr(draw, "HOLD course %lld"),
			    (long long)ticket->course);
		add_text(face, STYLE_DIM, 0, text);
	}
	if (ticket->recalls > 0)
		add_text(face, STYLE_DIM, 0, tr(draw, "recalled"));
}

/* --- its lines --------------------------------------------------------------------------- */

static void item(struct face *face, const struct kitchen_card *card, const struct kitchen_line *row)
{
	bool is_void = card->ticket.kind == KITCHEN_VOID;
	int64_t left = is_void ? row->quantity : row->left;
	enum style style = card->ticket.state == KITCHEN_HELD ? STYLE_DIM
			   : left == 0                        ? STYLE_VOID
							      : STYLE_TEXT;
	char text[TEXT_MAX];
	int first = face->n;

	text_format(text, sizeof text, "%lld %s", (long long)left, row->name);
	if (left == 0)
		text_format(text, sizeof text, tr(face->draw, "none of %s"), row->name);
	face->columns -= row->seat != 0 ? 4 : 0;
	add_text(face, style, 0, text);
	face->columns += row->seat != 0 ? 4 : 0;
	if (row->seat != 0 && first < face->n)
		text_format(face->line[first].end, sizeof face->line[first].end,
			    tr(face->draw, "s%lld"), (long long)row->seat);
	add_text(face, style == STYLE_TEXT ? STYLE_ECHO : style, 2, row->choices);
}

static void line_of(struct face *face, const struct kitchen_card *card,
		    const struct kitchen_card_line *of)
{
	char text[NOTE_TEXT_SIZE + 32];

	if (of->row.kind == KITCHEN_ITEM) {
		item(face, card, &of->row);
	} else if (of->row.kind == KITCHEN_NOTE) {
		add_text(face, card->ticket.state == KITCHEN_HELD ? STYLE_DIM : STYLE_INPUT, 2,
			 of->text);
	} else {
		text_format(text, sizeof text, tr(face->draw, "! ALLERGY: %s"), of->text);
		add_text(face, STYLE_ERROR, 0, text);
	}
}

static void lay_out(const struct draw *draw, const struct kitchen_card *card, int digit,
		    int columns, struct face *face)
{
	int64_t course = 0;

	*face = (struct face){ .draw = draw, .columns = columns };
	head(face, card, digit, card->ticket.state == KITCHEN_HELD);
	kind(face, card);
	for (int i = 0; i < card->n; i++) {
		const struct kitchen_line *row = &card->lines[i].row;
		char text[TEXT_MAX];

		if (row->kind == KITCHEN_ITEM && row->course > course &&
		    card->ticket.state != KITCHEN_HELD) {
			text_format(text, sizeof text, tr(draw, "- course %lld"),
				    (long long)row->course);
			add_text(face, STYLE_DIM, 0, text);
		}
		if (row->kind == KITCHEN_ITEM)
			course = row->course;
		line_of(face, card, &card->lines[i]);
	}
}

/* --- where it stands --------------------------------------------------------------------- */

/* What does not fit in `rows` ends with a sign that there is more. */
static void draw_face(struct canvas *canvas, const struct face *face, struct area at,
		      bool is_selected)
{
	int n = face->n < at.rows ? face->n : at.rows;

	for (int i = 0; i < n; i++) {
		const struct line *line = &face->line[i];
		int end = text_width(line->end);

		if (i == n - 1 && n < face->n) {
			canvas_text(canvas, at.row + i, at.x, at.columns, ALIGN_START, STYLE_LATE,
				    "…");
			return;
		}
		canvas_text(canvas, at.row + i, at.x, at.columns - (end > 0 ? end + 1 : 0),
			    ALIGN_START, line->style, line->text);
		canvas_text(canvas, at.row + i, at.x, at.columns, ALIGN_END, line->end_style,
			    line->end);
	}
	if (is_selected)
		canvas_style(canvas, at.row, at.x, at.columns, STYLE_SELECTED);
}

void board_draw(const struct draw *draw, struct canvas *canvas, struct area area,
		struct board *board)
{
	int columns = area.columns / CARD_COLUMNS, width, column = 0, row = 0, i;

	columns = columns < 1 ? 1 : columns;
	width = area.columns / columns;
	for (i = board->first; i < board->n; i++) {
		int digit = i - board->first + 1;
		struct area at = { .columns = width - 2 };
		struct face face;

		lay_out(draw, &board->cards[i], digit <= BOARD_DIGITS ? digit : 0, width - 2,
			&face);
		if (row > 0 && row + face.n > area.rows) {
			column++;
			row = 0;
		}
		if (column >= columns)
			break;
		at.row = area.row + row;
		at.x = area.x + column * width + 1;
		at.rows = area.rows - row;
		draw_face(canvas, &face, at, i == board->selected);
		row += face.n + 1;
	}
	board->shown = i - board->first;
}
