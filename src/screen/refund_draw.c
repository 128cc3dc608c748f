/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/refund_draw.c -- how the refund screen looks: the lines with what is picked, and below
 * them what would go back by which way, or how it is going.
 */
#include "base/str.h"
#include "screen/refund_parts.h"

#define PLAN_ROWS 7              /* kept free at the bottom, so that nothing jumps */
#define LABEL_COLUMNS 26
#define AMOUNT_COLUMNS 13

static const struct refund_item *item_at(const void *rows, int row)
{
	return &((const struct refund_screen *)rows)->items[row];
}

static void cell_picked(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	const struct refund_item *item = item_at(rows, row);
	char picked[NUMBER_TEXT_SIZE], sold[NUMBER_TEXT_SIZE];

	*style = item->picked > 0 ? STYLE_DUE : STYLE_DIM;
	if (refund_pieces_left(item) == 0)
		str_copy(into, size, tr(draw, "refunded"));
	else
		text_format(into, size, tr(draw, "%s of %s"),
			    number_count(&draw->number, item->picked, picked),
			    number_count(&draw->number, refund_pieces_left(item), sold));
}

/* "Lager · 1/3 of 5.20": why less than the line's amount goes back. */
static void share_text(const struct draw *draw, const struct refund_item *item, char *into,
		       size_t size)
{
	char money[NUMBER_TEXT_SIZE];

	draw_money(draw, item->item.amount_minor, money);
	if (item->left.den > 1)
		text_format(into, size, tr(draw, "%s · %lld/%lld of %s"), item->item.name,
			    (long long)item->left.num, (long long)item->left.den, money);
	else if (item->left.den == 0)
		text_format(into, size, tr(draw, "%s · part of %s"), item->item.name, money);
	else
		str_copy(into, size, item->item.name);
}

static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct refund_item *item = item_at(rows, row);
	char name[BILL_NAME_SIZE + 96], back[NUMBER_TEXT_SIZE];

	(void)style;
	share_text(draw, item, name, sizeof name);
	if (item->left.back > 0 && refund_pieces_left(item) > 0)
		text_format(into, size, tr(draw, "%s · %s refunded"), name,
			    number_count(&draw->number, item->left.back, back));
	else
		str_copy(into, size, name);
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size, draw_money(draw, item_at(rows, row)->left.left_minor, money));
}

static int64_t item_id(const void *rows, int row)
{
	return item_at(rows, row)->item.line;
}

struct table_source refund_source(const struct refund_screen *screen)
{
	static const struct table_column columns[] = {
		{ N_("back"), 12, ALIGN_START, cell_picked },
		{ N_("item"), 0, ALIGN_START, cell_name },
		{ N_("can go back"), 13, ALIGN_NUMBER, cell_amount },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = screen, .n = screen->n,
				      .id = item_id };
}

static int64_t part_no(const struct refund_screen *screen)
{
	for (int i = 0; i < screen->view.n_parts; i++)
		if (screen->view.parts[i].id == screen->part)
			return screen->view.parts[i].no;
	return 0;
}

void refund_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct refund_screen *screen = state;

	text_format(into, size, tr(draw, "Refund · check %lld, part %lld"),
		    (long long)screen->view.rows.head.number, (long long)part_no(screen));
}

/* --- below the lines --------------------------------------------------------------------- */

static void amount_row(const struct draw *draw, struct canvas *canvas, struct box box,
		       enum style style, const char *label, int64_t amount_minor)
{
	char money[NUMBER_TEXT_SIZE];

	canvas_text(canvas, box.row, box.x, LABEL_COLUMNS, ALIGN_START, STYLE_TEXT, label);
	canvas_text(canvas, box.row, box.x + LABEL_COLUMNS, AMOUNT_COLUMNS, ALIGN_NUMBER, style,
		    draw_money(draw, amount_minor, money));
}

static const char *leg_note(const struct draw *draw, const struct refund_leg_plan *leg)
{
	if (leg->is_release)
		return tr(draw, "not taken yet: released");
	return leg->payment != 0 ? tr(draw, "back to the card") : tr(draw, "handed over");
}

static void draw_plan(const struct draw *draw, struct canvas *canvas, struct area area,
		      const struct refund_screen *screen)
{
	const struct refund_plan *plan = &screen->plan;
	char name[64];
	int row = area.row;

	amount_row(draw, canvas, (struct box){ row++, area.x, area.columns }, STYLE_DUE,
		   tr(draw, "goes back"), plan->total_minor);
	amount_row(draw, canvas, (struct box){ row++, area.x, area.columns }, STYLE_TEXT,
		   tr(draw, "of it tax"), plan->tax_minor);
	if (plan->tip_minor != 0)
		amount_row(draw, canvas, (struct box){ row++, area.x, area.columns }, STYLE_TEXT,
			   tr(draw, "of it tip"), plan->tip_minor);
	for (int i = 0; i < plan->n_legs && row < area.row + area.rows; i++) {
		const struct refund_leg_plan *leg = &plan->legs[i];

		payments_type_name(draw, screen->till, leg->tender_type, name, sizeof name);
		amount_row(draw, canvas, (struct box){ row, area.x, area.columns }, STYLE_AMOUNT,
			   name, leg->amount_minor);
		canvas_text(canvas, row++, area.x + LABEL_COLUMNS + AMOUNT_COLUMNS + 2,
			    area.columns - LABEL_COLUMNS - AMOUNT_COLUMNS - 2, ALIGN_START,
			    STYLE_DIM, leg_note(draw, leg));
	}
	if (plan->needs_approval && row < area.row + area.rows)
		canvas_text(canvas, row, area.x, area.columns, ALIGN_START, STYLE_BILLED,
			    tr(draw, "A manager approves this on the next page."));
}

const char *refund_leg_words(const struct draw *draw, const struct refund_leg_row *leg,
			     enum style *ret_style)
{
	static const struct {
		const char *words;
		enum style style;
	} table[] = {
		[REFUND_PENDING] = { N_("on its way"), STYLE_BILLED },
		[REFUND_DONE] = { N_("given back"), STYLE_PAID },
		[REFUND_DOUBT] = { N_("in doubt, asked for again"), STYLE_LATE },
		[REFUND_FAILED] = { N_("failed: owed to the guest"), STYLE_LATE },
		[REFUND_REPLACED] = { N_("paid otherwise"), STYLE_DIM },
	};

	*ret_style = table[leg->state].style;
	return tr(draw, table[leg->state].words);
}

static void draw_legs(const struct draw *draw, struct canvas *canvas, struct area area,
		      const struct refund_screen *screen)
{
	char name[64];

	for (int i = 0; i < screen->n_legs && i < area.rows; i++) {
		const struct refund_leg_row *leg = &screen->legs[i];
		enum style style;
		const char *words = refund_leg_words(draw, leg, &style);

		payments_type_name(draw, screen->till, leg->tender_type, name, sizeof name);
		amount_row(draw, canvas, (struct box){ area.row + i, area.x, area.columns },
			   STYLE_AMOUNT, name, leg->amount_minor);
		canvas_text(canvas, area.row + i, area.x + LABEL_COLUMNS + AMOUNT_COLUMNS + 2,
			    area.columns - LABEL_COLUMNS - AMOUNT_COLUMNS - 2, ALIGN_START, style,
			    words);
	}
}

void refund_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	struct refund_screen *screen = state;
	struct table_source source = refund_source(screen);
	struct area below = { area.row + area.rows - PLAN_ROWS, 2, PLAN_ROWS, area.columns - 4 };

	table_draw(&screen->table, &source, draw, canvas,
		   (struct area){ area.row + 1, area.x, area.rows - PLAN_ROWS - 2, area.columns },
		   screen->refund == 0);
	canvas_rule(canvas, below.row - 1, area.x, area.columns, STYLE_RULE);
	if (screen->refund != 0)
		draw_legs(draw, canvas, below, screen);
	else if (!refund_is_chosen(screen))
		canvas_text(canvas, below.row, below.x, below.columns, ALIGN_START, STYLE_DIM,
			    tr(draw, "Nothing is chosen yet; nothing is given back."));
	else if (screen->plan_err != ERR_OK)
		payments_paragraph(canvas, below, STYLE_ERROR,
				   tr(draw, err_text(screen->plan_err)));
	else
		draw_plan(draw, canvas, below, screen);
}
