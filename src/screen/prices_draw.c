/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/prices_draw.c -- the list of price changes as it is drawn.
 */
#include "base/str.h"
#include "screen/prices.h"
#include "ui/text.h"

int64_t prices_last_discount(const struct prices *prices)
{
	const struct bill_item *item = prices_item(prices);
	int64_t line = item != NULL && item->discount_minor > 0 ? item->line : 0;

	for (int i = 0; item == NULL && i < prices->view.n_items; i++)
		if (prices->view.items[i].is_discount)
			line = prices->view.items[i].line;
	return line;
}

static const struct prices_row *row_at(const void *rows, int row)
{
	return &((const struct prices *)rows)->rows[row];
}

static const struct discount_rule *rule_at(const void *rows, int row)
{
	const struct prices *prices = rows;

	return prices->rows[row].rule >= 0 ? &prices->rules[prices->rows[row].rule] : NULL;
}

static bool is_off(const struct prices *prices, int row)
{
	switch (prices->rows[row].kind) {
	case PRICES_OVERRIDE:
		return prices_item(prices) == NULL;
	case PRICES_BACK:
		return prices_last_discount(prices) == 0;
	case PRICES_RULE:
		break;
	}
	return prices->rows[row].err != ERR_OK;
}

static void cell_key(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	(void)draw;
	*style = is_off(rows, row) ? STYLE_DIM : STYLE_HEADING;
	str_format(into, size, "%c", row_at(rows, row)->key);
}

static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	static const char *const names[] = {
		[PRICES_OVERRIDE] = N_("Another price for the line"),
		[PRICES_BACK] = N_("Take a discount back"),
	};
	const struct discount_rule *rule = rule_at(rows, row);

	if (is_off(rows, row))
		*style = STYLE_DIM;
	str_copy(into, size, rule != NULL ? rule->name : tr(draw, names[row_at(rows, row)->kind]));
}

static void cell_kind(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	static const char *const kinds[] = {
		[DISCOUNT_PLAIN] = "",
		[DISCOUNT_COMP] = N_("on the house"),
		[DISCOUNT_STAFF_MEAL] = N_("staff meal"),
	};
	const struct discount_rule *rule = rule_at(rows, row);

	*style = STYLE_DIM;
	into[0] = '\0';
	if (rule != NULL && kinds[rule->kind][0] != '\0')
		str_copy(into, size, tr(draw, kinds[rule->kind]));
}

static void cell_scope(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	static const char *const scopes[] = {
		[DISCOUNT_OF_LINE] = N_("the line"),
		[DISCOUNT_OF_CATEGORY] = N_("its lines"),
		[DISCOUNT_OF_CHECK] = N_("the check"),
	};
	const struct discount_rule *rule = rule_at(rows, row);

	*style = STYLE_DIM;
	into[0] = '\0';
	if (rule != NULL)
		str_copy(into, size, tr(draw, scopes[rule->scope]));
}

/* What it would take off, or why it does not go. */
static void cell_off(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	const struct prices_row *at = row_at(rows, row);
	char money[NUMBER_TEXT_SIZE];

	into[0] = '\0';
	if (at->kind != PRICES_RULE)
		return;
	*style = at->err == ERR_OK ? STYLE_AMOUNT : STYLE_DIM;
	if (at->err == ERR_OK)
		str_copy(into, size, draw_money(draw, -at->off_minor, money));
	else if (at->err == ERR_STACK)
		str_copy(into, size, tr(draw, "not beside another"));
	else if (at->err == ERR_STATE)
		str_copy(into, size, tr(draw, "choose a line"));
	else
		str_copy(into, size, tr(draw, "nothing to take off"));
}

struct table_source prices_source(const struct prices *prices)
{
	static const struct table_column columns[] = {
		{ "", 2, ALIGN_START, cell_key },
		{ N_("price change"), 0, ALIGN_START, cell_name },
		{ "", 14, ALIGN_START, cell_kind },
		{ N_("of"), 12, ALIGN_START, cell_scope },
		{ N_("takes off"), 20, ALIGN_NUMBER, cell_off },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = prices, .n = prices->n };
}

void prices_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct prices *prices = state;
	const struct bill_head *head = &prices->view.rows.head;

	if (head->table_number != 0)
		text_format(into, size, tr(draw, "Price changes · table %lld"),
			    (long long)head->table_number);
	else
		text_format(into, size, tr(draw, "Price changes · %s"), head->name);
}

/* The line and the check as they are now. */
static void draw_head(const struct draw *draw, struct canvas *canvas, struct area area,
		      const struct prices *prices)
{
	const struct bill_item *item = prices_item(prices);
	char text[TEXT_SIZE], money[NUMBER_TEXT_SIZE];

	if (item != NULL)
		text_format(text, sizeof text, tr(draw, "%lld × %s, %s"),
			    (long long)item->quantity, item->name,
			    draw_money(draw, item->amount_minor, money));
	else
		str_copy(text, sizeof text,
			 tr(draw, "No line is chosen: discounts are of the check."));
	canvas_text(canvas, area.row, area.x + 1, area.columns - 24, ALIGN_START, STYLE_TEXT,
		    text);
	text_format(text, sizeof text, tr(draw, "check %s"),
		    draw_money(draw, prices->view.out.total_minor, money));
	canvas_text(canvas, area.row, area.x + area.columns - 23, 22, ALIGN_END, STYLE_AMOUNT,
		    text);
}

void prices_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	struct prices *prices = state;
	struct table_source source = prices_source(prices);

	draw_head(draw, canvas, (struct area){ area.row + 1, area.x, 1, area.columns }, prices);
	table_draw(&prices->table, &source, draw, canvas,
		   (struct area){ area.row + 3, area.x, area.rows - 4, area.columns }, true);
}
