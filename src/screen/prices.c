/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/prices.c -- what changes the price of a line or of the check: the house's discounts, each
 * with its digit and what it would take off, and the rest by letter.
 */
#include "screen/prices.h"

#include <stdlib.h>

#include "base/str.h"
#include "service/bill_words.h"
#include "service/rering.h"
#include "ui/text.h"

/* --- what is listed --- */

static void add_row(struct prices *prices, enum prices_kind kind, char key, int rule)
{
	struct prices_row *row = &prices->rows[prices->n++];

	*row = (struct prices_row){ .kind = kind, .key = key, .rule = rule };
	if (rule >= 0)
		row->stands = bill_rule_stands(&prices->view, prices->rules[rule].id);
	if (rule >= 0)
		row->err = bill_rule_worth(prices->till->app->db, &prices->view, prices->line,
					   &prices->rules[rule], &row->off_minor);
}

const struct bill_item *prices_item(const struct prices *prices)
{
	for (int i = 0; prices->line != 0 && i < prices->view.n_items; i++)
		if (prices->view.items[i].line == prices->line)
			return &prices->view.items[i];
	return NULL;
}

static void list_rows(struct prices *prices)
{
	static const struct {
		enum prices_kind kind;
		char key;
	} others[] = {
		{ PRICES_OVERRIDE, 'p' },
		{ PRICES_LEVEL, 'l' },
		{ PRICES_BACK, 'b' },
		{ PRICES_SERVICE, 's' },
		{ PRICES_EXEMPT, 'x' },
		{ PRICES_AWAY, 't' },
	};

	prices->n = 0;
	for (int i = 0; i < prices->n_rules; i++)
		add_row(prices, PRICES_RULE, i < 9 ? (char)('1' + i) : ' ', i);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i].kind != PRICES_LEVEL || prices_has_level(prices))
			add_row(prices, others[i].kind, others[i].key, -1);
}

static enum err load(struct prices *prices)
{
	struct db *db = prices->till->app->db;
	struct table_source source;
	struct bill_view view;
	enum err err = store_discount_rule_list(db, prices->rules, DISCOUNT_RULES_MAX,
						&prices->n_rules);

	if (err == ERR_OK)
		err = bill_is_take_away(db, prices->bill, &prices->is_away);
	if (err == ERR_OK)
		err = store_tax_account_list(db, prices->taxes, PRICES_TAXES_MAX,
					     &prices->n_taxes);
	if (err == ERR_OK)
		err = bill_view_load(db, prices->bill, &view);
	if (err != ERR_OK)
		return err;
	(void)bill_view_words(db, prices->till->staff.language, &view);
	bill_view_done(&prices->view);
	prices->view = view;
	if (prices_item(prices) == NULL)
		prices->line = 0;
	err = prices_find_levels(prices);
	list_rows(prices);
	source = prices_source(prices);
	table_reload(&prices->table, &source);
	return err;
}

static const struct prices_row *selected(const struct prices *prices)
{
	return prices->table.selected >= 0 && prices->table.selected < prices->n
		       ? &prices->rows[prices->table.selected]
		       : NULL;
}

/* --- doing it --- */

static enum err do_it(struct prices *prices)
{
	struct app *app = prices->till->app;
	int64_t line = prices->line;

	switch (prices->wish) {
	case PRICES_RULE:
		return bill_discount_rule(app, &prices->act,
					  prices->rule.scope == DISCOUNT_OF_LINE ? line : 0,
					  prices->rule.id);
	case PRICES_OVERRIDE:
		return bill_reprice(app, &prices->act, line, prices->amount_minor);
	case PRICES_LEVEL:
		return bill_relevel(app, &prices->act, line, prices->level, NULL);
	case PRICES_BACK:
		return bill_undiscount(app, &prices->act, prices->back);
	case PRICES_SERVICE:
		return bill_service(app, &prices->act, prices->rate_ppm);
	case PRICES_EXEMPT:
		prices->exemption.certificate = prices->certificate;
		return bill_exempt(app, &prices->act, &prices->exemption, prices->is_exempt);
	case PRICES_AWAY:
		return bill_take_away(app, &prices->act, !prices->is_away);
	}
	return ERR_STATE;
}

/* Done: the list goes, and the check says what is due now. */
static enum err run(struct ui *ui, void *arg)
{
	struct prices *prices = arg;
	struct db *db = prices->till->app->db;
	int64_t bill = prices->bill, due = 0;
	char money[NUMBER_TEXT_SIZE], name[BILL_NAME_SIZE];
	enum err err = do_it(prices);

	if (err != ERR_OK)
		return err;
	str_copy(name, sizeof name, prices->said);
	err = bill_due(db, bill, &due);
	ui_pop(ui);
	ui_say(ui, tr(ui_draw(ui), "%s: done. Due now: %s."), name,
	       draw_money(ui_draw(ui), due, money));
	return err;
}

enum err prices_begin(struct ui *ui, struct prices *prices, int64_t reason, int64_t note)
{
	struct till *till = prices->till;
	struct act *act = &prices->act;

	prices->act = till_act(till, prices->bill, prices->view.rows.head.version);
	prices->act.reason = reason;
	prices->act.note = note;
	prices->act.need = &prices->need;
	return approve(till, run(ui, prices), act, run, prices);
}

static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	return prices_begin(ui, arg, reason, note);
}

enum err prices_ask_why(struct prices *prices)
{
	return reason_ask(prices->till, "discount", prices->said, with_reason, prices);
}

/* A category's rule that every line of it has: from here on it is not for later ones either. */
static enum err end_rule(struct ui *ui, struct prices *prices, const struct prices_row *row)
{
	prices->wish = PRICES_BACK;
	prices->back = row->stands;
	str_copy(prices->said, sizeof prices->said, tr(ui_draw(ui), "Discount taken back"));
	return prices_begin(ui, prices, 0, 0);
}

/* Why what is marked cannot be done now. */
static const char *why_not(enum prices_kind kind)
{
	switch (kind) {
	case PRICES_OVERRIDE:
		return N_("That is for one line: choose it on the check with the arrows first.");
	case PRICES_BACK:
		return N_("There is no discount to take back.");
	default:
		return N_("There is no tax to be exempt from.");
	}
}

static enum err give_rule(struct ui *ui, struct prices *prices, const struct prices_row *row)
{
	if (prices_stands(prices, (int)(row - prices->rows)))
		return end_rule(ui, prices, row);
	if (row->err == ERR_STATE && prices_item(prices) == NULL)
		ui_error(ui, "%s", tr(ui_draw(ui), why_not(PRICES_OVERRIDE)));
	else
		ui_error_code(ui, row->err);
	if (row->err != ERR_OK)
		return row->err;
	prices->wish = PRICES_RULE;
	prices->rule = prices->rules[row->rule];
	str_copy(prices->said, sizeof prices->said, prices->rule.name);
	return prices->rule.reason != 0 ? prices_begin(ui, prices, 0, 0) : prices_ask_why(prices);
}

static enum err price_typed(struct ui *ui, void *arg, const char *text)
{
	struct prices *prices = arg;
	const struct draw *draw = ui_draw(ui);
	enum err err = money_parse(text, draw->exponent, draw->number.decimal, draw->number.group,
				   &prices->amount_minor);

	if (err != ERR_OK)
		return err;
	if (prices->amount_minor < 0)
		return ERR_RANGE;
	prices->wish = PRICES_OVERRIDE;
	str_copy(prices->said, sizeof prices->said, tr(draw, "Another price"));
	return prices_ask_why(prices);
}

static enum err override_price(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_line line = { .title = tr(draw, "Another price"),
				    .label = tr(draw, "Price of one"), .limit = 14 };

	return prompt_text(ui, &line, price_typed, state);
}

static enum err take_back(struct ui *ui, void *state)
{
	struct prices *prices = state;

	prices->wish = PRICES_BACK;
	prices->back = prices_last_discount(prices);
	str_copy(prices->said, sizeof prices->said, tr(ui_draw(ui), "Discount taken back"));
	return prices_begin(ui, prices, 0, 0);
}

/* --- the screen --- */

static enum err take(struct ui *ui, void *state)
{
	struct prices *prices = state;
	const struct prices_row *row = selected(prices);

	if (row == NULL)
		return ERR_NOT_FOUND;
	if (row->kind == PRICES_RULE)
		return give_rule(ui, prices, row);
	if (!prices_can(prices, prices->table.selected)) {
		ui_error(ui, "%s", tr(ui_draw(ui), why_not(row->kind)));
		return ERR_STATE;
	}
	switch (row->kind) {
	case PRICES_OVERRIDE:
		return override_price(ui, prices);
	case PRICES_LEVEL:
		return prices_level(ui, prices);
	case PRICES_SERVICE:
		return prices_service(ui, prices);
	case PRICES_EXEMPT:
		return prices_exempt(ui, prices);
	case PRICES_AWAY:
		return prices_away(ui, prices);
	default:
		return take_back(ui, prices);
	}
}

static const struct action actions[] = {
	{ "price-take", "Enter", N_("Give it"),
	  N_("Do what is marked. A digit or a letter only marks its row. One for a category is for "
	     "lines rung later too, until it is given again, which ends it; a price for the check "
	     "holds until it closes."), PERM_NONE, NULL, take },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

static void close_screen(void *state)
{
	struct prices *prices = state;

	bill_view_done(&prices->view);
	free(prices);
}

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	const struct screen_line *of = argument;
	struct prices *prices = calloc(1, sizeof *prices);
	enum err err;

	(void)ui;
	if (prices == NULL)
		return ERR_MEMORY;
	prices->till = of->till;
	prices->bill = of->bill;
	prices->line = of->line;
	table_init(&prices->table, false);
	err = load(prices);
	if (err != ERR_OK) {
		close_screen(prices);
		return err;
	}
	*ret_state = prices;
	return ERR_OK;
}

/* A digit or a letter marks its row and no more: "10%" typed after the key gives nothing away. */
static enum err key(struct ui *ui, void *state, struct key key)
{
	struct prices *prices = state;
	struct table_source source = prices_source(prices);

	if (table_key(&prices->table, &source, key) || key.kind != KEY_KIND_CHAR || key.code == ' ')
		return ERR_OK;
	for (int i = 0; i < prices->n; i++)
		if (key_equal(key, key_char((unsigned char)prices->rows[i].key))) {
			table_select(&prices->table, &source, i);
			return ERR_OK;
		}
	ui_error(ui, "%s", tr(ui_draw(ui), "Enter gives what is marked. Another rate: Esc, then "
					   "type it before {discount-check}."));
	return ERR_SYNTAX;
}

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
}

const struct screen_class screen_prices = {
	.name = "prices",
	.help_title = N_("Price changes"),
	.actions = actions,
	.nothing_to_type = N_("A digit or a letter marks its row, ↵ gives it."),
	.open = open_screen,
	.close = close_screen,
	.title = prices_title,
	.draw = prices_draw,
	.key = key,
	.reload = reload,
};
