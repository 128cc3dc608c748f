/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/pay_draw.c -- how the pay screen looks: the parts side by side, their sum against the
 * check, the change in large figures, the note keys.  Every row has its place; nothing moves when
 * a part is paid.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/pay_parts.h"
#include "screen/split_parts.h"

#define PART_COLUMNS 24
#define PART_GAP 2
#define AMOUNT_COLUMNS 13

/* Rows of the body, from its first. */
enum {
	ROW_HEAD = 1,
	ROW_SHARE,
	ROW_RULE,
	ROW_TAX,
	ROW_TOTAL,
	ROW_TAKEN,
	ROW_DUE,
	ROW_STATE,
	ROW_WORDS,
	ROW_SUM = 10,
	ROW_LARGE = 12,
	ROW_NOTES = 17,
	ROW_LINES = 19,
};

#define LARGE_X 12

/* --- title ------------------------------------------------------------------------------- */

/* The guests hold a check that is no longer right (B7). */
static bool is_stale(const struct pay_screen *pay)
{
	return pay->view.guest_checks > 0 && pay->view.is_changed && !pay_is_closed(pay);
}

void pay_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct pay_screen *pay = state;
	const struct bill_view *view = &pay->view;
	char place[BILL_NAME_SIZE + 32];

	pay_place(draw, &view->rows.head, place, sizeof place);
	if (is_stale(pay))
		text_format(into, size, tr(draw, "%s · check %lld · print anew"), place,
			    (long long)view->rows.head.number);
	else if (pay_is_closed(pay))
		text_format(into, size, tr(draw, "%s · check %lld · paid"), place,
			    (long long)view->rows.head.number);
	else if (view->n_parts > 1)
		text_format(into, size, tr(draw, "%s · check %lld · split in %d"), place,
			    (long long)view->rows.head.number, view->n_parts);
	else
		text_format(into, size, tr(draw, "%s · check %lld · pay"), place,
			    (long long)view->rows.head.number);
}

/* --- one part ---------------------------------------------------------------------------- */

static const struct part_row *row_of(const struct bill_view *view, int64_t part)
{
	const struct part_row *row = view->rows.parts;

	while (row->id != part)
		row++;
	return row;
}

/* What share of the check the part is, in words. */
static void share_text(const struct draw *draw, const struct bill_view *view,
		       const struct bill_part_view *part, char *into, size_t size)
{
	const struct part_row *row = row_of(view, part->id);
	int64_t weights = 0;
	bool is_all = true;

	for (int i = 0; i < view->rows.n_parts; i++) {
		const struct part_row *other = &view->rows.parts[i];

		if (!other->is_frozen && other->weight > 0)
			weights += other->weight;
		is_all = is_all && !other->is_frozen && other->fixed_minor < 0 && !view->holds[i];
	}
	if (row->is_frozen)
		str_copy(into, size, tr(draw, "its amount stays"));
	else if (view->holds[row - view->rows.parts] && row->fixed_minor < 0)
		str_copy(into, size, row->weight == 0 ? tr(draw, "its own lines")
						      : tr(draw, "own lines and a share"));
	else if (row->fixed_minor >= 0)
		str_copy(into, size, tr(draw, "split off"));
	else if (weights == row->weight)
		str_copy(into, size, is_all ? tr(draw, "the whole check") : tr(draw, "the rest"));
	else
		text_format(into, size,
			    is_all ? tr(draw, "%lld/%lld of the check")
				   : tr(draw, "%lld/%lld of what is shared"),
			    (long long)row->weight, (long long)weights);
}

static void amount_row(const struct draw *draw, struct canvas *canvas, struct box box,
		       enum style style, const char *label, int64_t amount_minor)
{
	char money[NUMBER_TEXT_SIZE];

	draw_money(draw, amount_minor, money);
	canvas_text(canvas, box.row, box.x, box.columns - text_width(money) - 1, ALIGN_START,
		    STYLE_TEXT, label);
	canvas_text(canvas, box.row, box.x + box.columns - AMOUNT_COLUMNS, AMOUNT_COLUMNS,
		    ALIGN_NUMBER, style, money);
}

/* What is under way over the processor: its seconds, and its words below. */
static bool draw_live(const struct draw *draw, struct canvas *canvas, struct box box,
		      const struct pay_screen *pay, const struct bill_part_view *part)
{
	char state[64], words[128];
	enum style style;

	if (!pay_live_words(draw, pay, part, state, words, &style))
		return false;
	canvas_text(canvas, box.row, box.x, box.columns, ALIGN_START, style, state);
	canvas_text(canvas, box.row + 1, box.x, box.columns, ALIGN_START, STYLE_TEXT, words);
	return true;
}

/* The state as a word and a colour. */
static void draw_state(const struct draw *draw, struct canvas *canvas, struct box box,
		       const struct pay_screen *pay, const struct bill_part_view *part)
{
	const char *word = tr(draw, "open");
	enum style style = STYLE_BUSY;
	char words[96];

	if (draw_live(draw, canvas, box, pay, part))
		return;
	if (part->is_closed) {
		word = tr(draw, "paid");
		style = STYLE_PAID;
	} else if (part->tendered_minor != 0) {
		word = tr(draw, "part paid");
		style = STYLE_BILLED;
		pay_back_words(draw, pay, part->id, words, sizeof words);
		canvas_text(canvas, box.row + 1, box.x, box.columns, ALIGN_START, STYLE_ECHO,
			    words);
	}
	canvas_text(canvas, box.row, box.x, box.columns, ALIGN_START, style, word);
}

static void draw_part(const struct draw *draw, struct canvas *canvas, struct area area,
		      const struct pay_screen *pay, const struct bill_part_view *part)
{
	bool is_selected = part->id == pay->part && !pay_is_closed(pay);
	struct box box = { 0, area.x, area.columns };
	char text[64];

	text_format(text, sizeof text, tr(draw, "part %lld"), (long long)part->no);
	if (is_selected)
		canvas_fill(canvas, (struct area){ area.row + ROW_HEAD, area.x, 1, area.columns },
			    STYLE_SELECTED);
	canvas_text(canvas, area.row + ROW_HEAD, area.x, area.columns, ALIGN_START,
		    is_selected ? STYLE_SELECTED : STYLE_HEADING, text);
	share_text(draw, &pay->view, part, text, sizeof text);
	canvas_text(canvas, area.row + ROW_SHARE, area.x, area.columns, ALIGN_START, STYLE_DIM,
		    text);
	canvas_rule(canvas, area.row + ROW_RULE, area.x, area.columns, STYLE_RULE);
	box.row = area.row + ROW_TAX;
	amount_row(draw, canvas, box, STYLE_TEXT, tr(draw, "tax incl."), part->tax_minor);
	box.row = area.row + ROW_TOTAL;
	amount_row(draw, canvas, box, STYLE_AMOUNT, tr(draw, "total"), part->total_minor);
	box.row = area.row + ROW_TAKEN;
	amount_row(draw, canvas, box, STYLE_TEXT, tr(draw, "taken"), part->tendered_minor);
	box.row = area.row + ROW_DUE;
	amount_row(draw, canvas, box, is_selected ? STYLE_DUE : STYLE_TEXT, tr(draw, "due"),
		   part->due_minor);
	box.row = area.row + ROW_STATE;
	draw_state(draw, canvas, box, pay, part);
}

/* As many parts as there is room for, the selected one among them. */
static void draw_parts(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct pay_screen *pay)
{
	const struct bill_view *view = &pay->view;
	int shown = (area.columns - 2 + PART_GAP) / (PART_COLUMNS + PART_GAP), first = 0, at = 0;
	char text[96];

	while (at < view->n_parts && view->parts[at].id != pay->part)
		at++;
	if (at >= shown)
		first = at - shown + 1;
	for (int i = first; i < view->n_parts && i < first + shown; i++)
		draw_part(draw, canvas,
			  (struct area){ area.row, 1 + (i - first) * (PART_COLUMNS + PART_GAP),
					 area.rows, PART_COLUMNS },
			  pay, &view->parts[i]);
	if (view->n_parts <= shown)
		return;
	text_format(text, sizeof text, tr(draw, "parts %d to %d of %d"), first + 1,
		    first + shown, view->n_parts);
	canvas_text(canvas, area.row + ROW_SUM, 1, area.columns / 3, ALIGN_START, STYLE_DIM, text);
}

/* --- the sum ----------------------------------------------------------------------------- */

static void draw_sum(const struct draw *draw, struct canvas *canvas, struct area area,
		     const struct bill_view *view)
{
	char sum[NUMBER_TEXT_SIZE], total[NUMBER_TEXT_SIZE], due[NUMBER_TEXT_SIZE], text[192];
	int64_t parts_minor = 0;
	bool is_equal;

	for (int i = 0; i < view->n_parts; i++)
		parts_minor += view->parts[i].total_minor;
	is_equal = parts_minor == view->out.total_minor;
	text_format(text, sizeof text,
		    is_equal ? tr(draw, "sum of parts %s = check %s   due %s")
			     : tr(draw, "sum of parts %s is not the check %s   due %s"),
		    draw_money(draw, parts_minor, sum),
		    draw_money(draw, view->out.total_minor, total),
		    draw_money(draw, view->due_minor, due));
	canvas_text(canvas, area.row + ROW_SUM, area.columns / 3 + 1,
		    area.columns - area.columns / 3 - 2, ALIGN_END,
		    is_equal ? STYLE_TEXT : STYLE_ERROR, text);
}

/* --- large figures ----------------------------------------------------------------------- */

/* The figure that matters now; what it is called. */
static int64_t large_minor(const struct draw *draw, const struct pay_screen *pay,
			   const char **ret_label)
{
	const struct bill_part_view *part = pay_selected(pay);

	if (pay->has_last && pay->last.part_closed) {
		*ret_label = pay->last_was_cash ? tr(draw, "CHANGE") : tr(draw, "PAID");
		return pay->last_was_cash ? pay->last.plan.change_minor
					  : pay->last.plan.amount_minor;
	}
	if (part != NULL && part->is_settling && part->due_minor == 0) {
		*ret_label = tr(draw, "WAITING");
		return part->pending_minor;
	}
	*ret_label = tr(draw, "DUE");
	return part != NULL ? part->due_minor : 0;
}

void pay_next_text(const struct draw *draw, const struct pay_screen *pay, char *into, size_t size)
{
	const struct bill_part_view *part = pay_selected(pay);
	char money[NUMBER_TEXT_SIZE];

	if (pay_is_closed(pay))
		str_copy(into, size, tr(draw, "↵ back to the floor"));
	else if (part != NULL)
		text_format(into, size, tr(draw, "Enter: part %lld, %s"), (long long)part->no,
			    draw_money(draw, part->due_minor, money));
}

/* Beside the change: what was given, the receipt, what comes next. */
static void draw_last(const struct draw *draw, struct canvas *canvas, struct area area,
		      const struct pay_screen *pay)
{
	char text[128], money[NUMBER_TEXT_SIZE];

	text_format(text, sizeof text, tr(draw, "part %lld paid"), (long long)pay->last_part_no);
	canvas_text(canvas, area.row, area.x, area.columns, ALIGN_START, STYLE_PAID, text);
	text_format(text, sizeof text, tr(draw, "receipt %s"), pay->receipt);
	canvas_text(canvas, area.row + 1, area.x, area.columns, ALIGN_START, STYLE_TEXT, text);
	if (pay->last.plan.rounding_minor != 0) {
		text_format(text, sizeof text, tr(draw, "rounded by %s"),
			    draw_money(draw, -pay->last.plan.rounding_minor, money));
		canvas_text(canvas, area.row + 2, area.x, area.columns, ALIGN_START, STYLE_DIM,
			    text);
	}
	text[0] = '\0';
	pay_next_text(draw, pay, text, sizeof text);
	canvas_text(canvas, area.row + 3, area.x, area.columns, ALIGN_START, STYLE_ECHO, text);
}

/* The words of what is under way on the selected part, with room for all of them. */
static void draw_words(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct pay_screen *pay, const struct bill_part_view *part)
{
	char state[64], words[128];
	enum style style;

	if (!pay_live_words(draw, pay, part, state, words, &style))
		return;
	canvas_text(canvas, area.row + 2, area.x, area.columns, ALIGN_START, style, state);
	canvas_text(canvas, area.row + 3, area.x, area.columns, ALIGN_START, STYLE_TEXT, words);
}

/* Beside the amount due: which part, and what it is in coins when that differs. */
static void draw_now(const struct draw *draw, struct canvas *canvas, struct area area,
		     const struct pay_screen *pay)
{
	const struct bill_part_view *part = pay_selected(pay);
	char text[128], money[NUMBER_TEXT_SIZE];
	int64_t cash_minor;

	if (part == NULL)
		return;
	text_format(text, sizeof text, tr(draw, "part %lld"), (long long)part->no);
	canvas_text(canvas, area.row, area.x, area.columns, ALIGN_START, STYLE_TEXT, text);
	draw_words(draw, canvas, area, pay, part);
	if (pay_cash_due(&pay->till->app->property, part->due_minor, &cash_minor) == ERR_OK &&
	    cash_minor != part->due_minor) {
		text_format(text, sizeof text, tr(draw, "in cash %s"),
			    draw_money(draw, cash_minor, money));
		canvas_text(canvas, area.row + 1, area.x, area.columns, ALIGN_START, STYLE_AMOUNT,
			    text);
	}
	if (part->due_minor == 0 && !part->is_closed && !part->is_settling &&
	    part->tendered_minor == 0)
		canvas_text(canvas, area.row + 2, area.x, area.columns, ALIGN_START, STYLE_ECHO,
			    tr(draw, "nothing is owed: the exact key closes it"));
}

static void draw_large(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct pay_screen *pay)
{
	const char *label;
	char figures[MONEY_TEXT_SIZE];
	struct area beside = { area.row + ROW_LARGE, LARGE_X, CANVAS_LARGE_ROWS, 0 };

	money_plain(large_minor(draw, pay, &label), draw->exponent, figures);
	canvas_text(canvas, area.row + ROW_LARGE + 1, 1, LARGE_X - 2, ALIGN_START, STYLE_LARGE,
		    label);
	beside.x += canvas_large(canvas, area.row + ROW_LARGE, LARGE_X, STYLE_LARGE, figures) + 4;
	beside.columns = area.columns - beside.x - 1;
	if (beside.columns < 1)
		return;
	if (pay->has_last && pay->last.part_closed)
		draw_last(draw, canvas, beside, pay);
	else
		draw_now(draw, canvas, beside, pay);
}

/* --- note keys and lines ----------------------------------------------------------------- */

/* Notes are whole, as people say them: "20"; where one is not, with its decimals. */
static void note_text(const struct draw *draw, const struct tender_type *type, int64_t note_minor,
		      char into[NUMBER_TEXT_SIZE])
{
	int64_t unit = 1;

	for (int i = 0; i < type->exponent; i++)
		unit *= 10;
	if (note_minor % unit == 0)
		number_money(&draw->number, note_minor / unit, 0, into);
	else
		number_money(&draw->number, note_minor, type->exponent, into);
}

/* One note with its key, all of it: F6 alone is the card. */
static int draw_note(const struct draw *draw, struct canvas *canvas, struct box box,
		     const struct pay_screen *pay, int i)
{
	const struct tender_type *type = pay_type(pay);
	struct key key = ui_action_key(pay->till->ui, pay_note_action(i));
	char name[KEY_NAME_SIZE], money[NUMBER_TEXT_SIZE];
	int x = box.x;

	key_text(key, name);
	note_text(draw, type, type->notes[i], money);
	if (text_width(name) + 1 + text_width(money) > box.columns)
		return 0;
	x += canvas_text(canvas, box.row, x, box.columns, ALIGN_START, STYLE_INPUT, name);
	x += 1 + canvas_text(canvas, box.row, x + 1, box.columns, ALIGN_START, STYLE_AMOUNT, money);
	return x - box.x + 2;
}

/* The keys come from the table of actions, so that changed ones are shown as they are. */
static void draw_notes(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct pay_screen *pay)
{
	const struct tender_type *type = pay_type(pay);
	int x = 1, row = area.row + ROW_NOTES, used = 1;

	if (pay_is_closed(pay))
		return;
	x += canvas_text(canvas, row, x, area.columns / 4, ALIGN_START, STYLE_DIM,
			 tr(draw, type->name)) + 2;
	for (int i = 0; i < type->n_notes && i < PAY_NOTE_KEYS && used > 0; i++) {
		struct box box = { row, x, area.columns - 1 - x };

		used = draw_note(draw, canvas, box, pay, i);
		x += used;
	}
}

static void draw_check_line(const struct draw *draw, struct canvas *canvas, int row,
			    const struct bill_item *item)
{
	char money[NUMBER_TEXT_SIZE];

	if (!item->is_discount)
		canvas_text(canvas, row, 1, 4, ALIGN_NUMBER, STYLE_TEXT,
			    number_count(&draw->number, item->quantity, money));
	canvas_text(canvas, row, 7, 2 * PART_COLUMNS - 6, ALIGN_START, STYLE_TEXT,
		    item->is_discount ? tr(draw, "discount on the check") : item->name);
	canvas_text(canvas, row, 2 * PART_COLUMNS + 2, AMOUNT_COLUMNS, ALIGN_NUMBER, STYLE_TEXT,
		    draw_money(draw, item->is_discount ? -item->taken_minor : item->amount_minor,
			       money));
}

/* The lines of the selected part, with its shares of them. */
static void draw_part_lines(const struct draw *draw, struct canvas *canvas, int row, int room,
			    const struct pay_screen *pay)
{
	const struct bill_view *view = &pay->view;
	int part = (int)(row_of(view, pay->part) - view->rows.parts), n = 0;
	struct bill_part_line *lines = calloc((size_t)view->n_items + 1, sizeof *lines);
	char label[BILL_NAME_SIZE + 64], money[NUMBER_TEXT_SIZE];

	if (lines != NULL && bill_part_lines(view, part, lines, &n) != ERR_OK)
		n = 0;
	for (int i = 0; i < n && i < room; i++) {
		split_label(draw, view, &lines[i], label, sizeof label);
		canvas_text(canvas, row + i, 1, 2 * PART_COLUMNS, ALIGN_START, STYLE_TEXT, label);
		canvas_text(canvas, row + i, 2 * PART_COLUMNS + 2, AMOUNT_COLUMNS, ALIGN_NUMBER,
			    STYLE_TEXT, draw_money(draw, lines[i].amount_minor, money));
	}
	free(lines);
}

/* The lines of the check, or of the selected part, where the window leaves room. */
static void draw_lines(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct pay_screen *pay)
{
	const struct bill_view *view = &pay->view;
	const struct bill_part_view *part = pay_selected(pay);
	int row = area.row + ROW_LINES, room = area.rows - ROW_LINES - 1;
	bool is_split = part != NULL && view->n_parts > 1;
	char text[64];

	if (room < 2)
		return;
	str_copy(text, sizeof text, tr(draw, "on the check"));
	if (is_split)
		text_format(text, sizeof text, tr(draw, "part %lld"), (long long)part->no);
	canvas_text(canvas, row, 1, PART_COLUMNS, ALIGN_START, STYLE_HEADING, text);
	if (is_split) {
		draw_part_lines(draw, canvas, row + 1, room, pay);
		return;
	}
	for (int i = 0; i < view->n_items && i < room; i++)
		draw_check_line(draw, canvas, row + 1 + i, &view->items[i]);
}

void pay_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	const struct pay_screen *pay = state;

	draw_parts(draw, canvas, area, pay);
	draw_sum(draw, canvas, area, &pay->view);
	draw_large(draw, canvas, area, pay);
	draw_notes(draw, canvas, area, pay);
	draw_lines(draw, canvas, area, pay);
}
