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

bool prices_stands(const struct prices *prices, int row)
{
	return prices->rows[row].stands != 0 && prices->rows[row].err == ERR_NOT_FOUND;
}

bool prices_can(const struct prices *prices, int row)
{
	switch (prices->rows[row].kind) {
	case PRICES_OVERRIDE:
		return prices_item(prices) != NULL;
	case PRICES_BACK:
		return prices_last_discount(prices) != 0;
	case PRICES_EXEMPT:
		return prices->n_taxes > 0;
	case PRICES_RULE:
		return prices->rows[row].err == ERR_OK || prices_stands(prices, row);
	default:
		return true;
	}
}

static void cell_key(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	(void)draw;
	*style = prices_can(rows, row) ? STYLE_HEADING : STYLE_DIM;
	str_format(into, size, "%c", row_at(rows, row)->key);
}

static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	static const char *const names[] = {
		[PRICES_OVERRIDE] = N_("Another price for the line"),
		[PRICES_LEVEL] = N_("Another level for the line"),
		[PRICES_BACK] = N_("Take a discount back"),
		[PRICES_SERVICE] = N_("Service charge"),
		[PRICES_EXEMPT] = N_("Exempt from a tax"),
		[PRICES_AWAY] = N_("Take away"),
	};
	const struct discount_rule *rule = rule_at(rows, row);

	if (!prices_can(rows, row))
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
	else if (row_at(rows, row)->kind >= PRICES_SERVICE)
		str_copy(into, size, tr(draw, scopes[DISCOUNT_OF_CHECK]));
}

/* How it stands now. */
static void say_state(const struct draw *draw, const struct prices *prices, enum prices_kind kind,
		      char *into, size_t size)
{
	const struct bill_view *view = &prices->view;
	char money[NUMBER_TEXT_SIZE], rate[NUMBER_TEXT_SIZE];

	into[0] = '\0';
	if (kind == PRICES_SERVICE && view->service_rate_ppm > 0)
		text_format(into, size, tr(draw, "%s %%: %s"),
			    number_percent(&draw->number, view->service_rate_ppm, rate),
			    draw_money(draw, view->out.service_minor, money));
	else if (kind == PRICES_SERVICE)
		str_copy(into, size, view->service_line != 0 ? tr(draw, "waived")
							     : tr(draw, "none"));
	if (kind == PRICES_EXEMPT && view->n_exemptions > 0)
		str_copy(into, size, draw_money(draw, -view->out.exempted_minor, money));
	if (kind == PRICES_AWAY)
		str_copy(into, size, prices->is_away ? tr(draw, "taken away")
						     : tr(draw, "eaten here"));
}

/* What it would take off, or why it does not go. */
static void cell_off(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	const struct prices_row *at = row_at(rows, row);
	char money[NUMBER_TEXT_SIZE];

	if (at->kind != PRICES_RULE) {
		*style = STYLE_DIM;
		say_state(draw, rows, at->kind, into, size);
		return;
	}
	*style = at->err == ERR_OK ? STYLE_AMOUNT : STYLE_DIM;
	if (prices_stands(rows, row))
		str_copy(into, size, tr(draw, "given; ends it"));
	else if (at->err == ERR_OK)
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
