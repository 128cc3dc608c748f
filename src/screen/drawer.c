/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/drawer.c -- the drawer of this till: opened with a float, counted piece by piece without
 * knowing what it should hold, opened without a sale.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/drawer_parts.h"
#include "service/pay.h"
#include "service/print.h"
#include "ui/prompt.h"

#define DENOMINATIONS_MAX 16
#define PIECES_MAX 99999

/* --- rows -------------------------------------------------------------------------------- */

bool drawer_begins_unit(const struct drawer_screen *drawer, int row)
{
	return row == 0 ||
	       !str_equal(drawer->rows[row].piece.unit, drawer->rows[row - 1].piece.unit);
}

enum err drawer_counted(const struct drawer_screen *drawer, int row, int64_t *ret_minor)
{
	int64_t total_minor = 0, value_minor;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < drawer->n; i++) {
		const struct drawer_piece *piece = &drawer->rows[i].piece;

		if (!str_equal(piece->unit, drawer->rows[row].piece.unit))
			continue;
		value_minor = piece->denomination_minor == 0 ? 1 : piece->denomination_minor;
		err = money_multiply_minor(piece->quantity, value_minor, &value_minor);
		if (err == ERR_OK)
			err = money_add_minor(total_minor, value_minor, &total_minor);
	}
	if (err == ERR_OK)
		*ret_minor = total_minor;
	return err;
}

static bool has_unit(const struct drawer_screen *drawer, const char *unit)
{
	for (int i = 0; i < drawer->n; i++)
		if (str_equal(drawer->rows[i].piece.unit, unit))
			return true;
	return false;
}

static void add_row(struct drawer_screen *drawer, const char *unit, int exponent, int64_t value)
{
	struct drawer_row *row = &drawer->rows[drawer->n];

	if (drawer->n == DRAWER_PIECES_MAX)
		return;
	drawer->n++;
	*row = (struct drawer_row){ .exponent = exponent };
	str_copy(row->piece.unit, sizeof row->piece.unit, unit);
	row->piece.denomination_minor = value;
}

/* The pieces of a currency and a row for what is not counted so.  Coins smaller than the house
 * gives back are not kept. */
static void add_unit(struct drawer_screen *drawer, const char *unit, int exponent)
{
	const struct property *property = &drawer->till->app->property;
	int64_t values[DENOMINATIONS_MAX];
	int64_t least = str_equal(unit, property->currency) ? property->cash_step_minor : 1;
	int n = drawer_denominations(unit, exponent, values, DENOMINATIONS_MAX);

	if (has_unit(drawer, unit))
		return;
	for (int i = 0; i < n; i++)
		if (values[i] >= least)
			add_row(drawer, unit, exponent, values[i]);
	add_row(drawer, unit, exponent, 0);
}

/* The house's currency, then every other that a till may hold in cash. */
static enum err make_rows(struct drawer_screen *drawer)
{
	const struct property *property = &drawer->till->app->property;
	struct tender_type types[TENDER_LIST_MAX];
	int n = 0;
	enum err err = store_tender_type_list(drawer->till->app->db, types, TENDER_LIST_MAX, &n);

	drawer->n = 0;
	add_unit(drawer, property->currency, property->exponent);
	for (int i = 0; i < n; i++)
		if (str_equal(types[i].driver, "cash"))
			add_unit(drawer, types[i].unit, types[i].exponent);
	return err;
}

static enum err begin_mode(struct drawer_screen *drawer)
{
	struct drawer_session session;
	enum err err = store_drawer_open(drawer->till->app->db, drawer->till->app->station,
					 drawer->till->staff.id, &session);

	if (err == ERR_NOT_FOUND) {
		drawer->mode = DRAWER_SHUT;
		entry_init(&drawer->entry, N_("float, then ↵"));
		err = ERR_OK;
	} else if (err == ERR_OK) {
		drawer->mode = DRAWER_COUNTING;
		entry_init(&drawer->entry, N_("pieces, then ↵"));
		err = make_rows(drawer);
	}
	drawer->entry.edit.base = TEXT_LTR;
	table_init(&drawer->table, false);
	return err;
}

/* --- opening ----------------------------------------------------------------------------- */

static void fresh_act(struct drawer_screen *drawer)
{
	drawer->act = till_act(drawer->till, 0, -1);
	drawer->act.need = &drawer->need;
}

static void kick(const struct drawer_screen *drawer)
{
	if (drawer->till->print != NULL)
		print_kick(drawer->till->print);
}

static enum err parse(const struct drawer_screen *drawer, int exponent, int64_t *ret_minor)
{
	const struct number_style *style = &ui_draw(drawer->till->ui)->number;
	char text[EDIT_TEXT_SIZE];
	enum err err = money_parse(entry_text(&drawer->entry, text), exponent, style->decimal,
				   style->group, ret_minor);

	return err == ERR_OK && *ret_minor < 0 ? ERR_RANGE : err;
}

static enum err run_open(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	char money[NUMBER_TEXT_SIZE];
	enum err err = drawer_open(drawer->till->app, &drawer->act, drawer->float_minor, NULL);

	if (err != ERR_OK)
		return err;
	kick(drawer);
	ui_say(ui, tr(ui_draw(ui), "The drawer is open with a float of %s."),
	       draw_money(ui_draw(ui), drawer->float_minor, money));
	ui_pop(ui);
	return ERR_OK;
}

static enum err open_now(struct ui *ui, struct drawer_screen *drawer)
{
	enum err err;

	if (entry_is_empty(&drawer->entry)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Type the float first, 0 for none."));
		return ERR_SYNTAX;
	}
	err = parse(drawer, drawer->till->app->property.exponent, &drawer->float_minor);
	if (err != ERR_OK)
		return err;
	fresh_act(drawer);
	return approve(drawer->till, run_open(ui, drawer), &drawer->act, run_open, drawer);
}

/* --- counting ---------------------------------------------------------------------------- */

static void next_row(struct drawer_screen *drawer)
{
	struct table_source source = drawer_source(drawer);

	if (drawer->table.selected + 1 < drawer->n)
		table_select(&drawer->table, &source, drawer->table.selected + 1);
}

/* What is typed is the pieces of the selected row, or its amount. */
static enum err count_row(struct drawer_screen *drawer)
{
	struct drawer_row *row = &drawer->rows[drawer->table.selected];
	bool by_amount = row->piece.denomination_minor == 0;
	int64_t quantity = 0, before = row->piece.quantity, total_minor;
	enum err err = ERR_OK;

	if (!entry_is_empty(&drawer->entry)) {
		err = parse(drawer, by_amount ? row->exponent : 0, &quantity);
		if (err == ERR_OK && !by_amount && quantity > PIECES_MAX)
			err = ERR_RANGE;
		if (err != ERR_OK)
			return err;
		row->piece.quantity = quantity;
		err = drawer_counted(drawer, drawer->table.selected, &total_minor);
		if (err != ERR_OK) {
			row->piece.quantity = before;
			return err;
		}
		row->is_counted = true;
		entry_clear(&drawer->entry);
	}
	next_row(drawer);
	return ERR_OK;
}

static enum err take(struct ui *ui, void *state)
{
	struct drawer_screen *drawer = state;

	if (drawer->mode == DRAWER_SHUT)
		return open_now(ui, drawer);
	if (drawer->mode == DRAWER_COUNTING)
		return count_row(drawer);
	ui_pop(ui);
	return ERR_OK;
}

static enum err run_close(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	struct drawer_piece pieces[DRAWER_PIECES_MAX];
	int n = 0;
	enum err err;

	for (int i = 0; i < drawer->n; i++)
		if (drawer->rows[i].piece.quantity > 0)
			pieces[n++] = drawer->rows[i].piece;
	err = drawer_close(drawer->till->app, &drawer->act, pieces, n, &drawer->result);
	if (err != ERR_OK)
		return err;
	drawer->mode = DRAWER_COUNTED;
	entry_init(&drawer->entry, N_("↵ back"));
	ui_say(ui, "%s", tr(ui_draw(ui), "The drawer is counted and closed; the cash goes to the "
					 "safe."));
	return ERR_OK;
}

static enum err close_now(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;

	fresh_act(drawer);
	return approve(drawer->till, run_close(ui, drawer), &drawer->act, run_close, drawer);
}

static bool is_begun(const struct drawer_screen *drawer)
{
	if (drawer->mode != DRAWER_COUNTING)
		return false;
	for (int i = 0; i < drawer->n; i++)
		if (drawer->rows[i].is_counted)
			return true;
	return false;
}

/* "EUR 282.60   USD 100.00" */
static void counted_text(const struct draw *draw, const struct drawer_screen *drawer,
			 struct str *text)
{
	char money[NUMBER_TEXT_SIZE];
	int64_t total_minor = 0;

	for (int i = 0; i < drawer->n; i++)
		if (drawer_begins_unit(drawer, i) &&
		    drawer_counted(drawer, i, &total_minor) == ERR_OK)
			str_addf(text, "%s%s %s", text->len > 0 ? "   " : "",
				 drawer->rows[i].piece.unit,
				 number_money(&draw->number, total_minor,
					      drawer->rows[i].exponent, money));
}

static enum err finish(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct drawer_screen *drawer = state;
	struct str amount = { 0 };
	struct prompt_question question = {
		.title = tr(draw, "Close the drawer"),
		.text = tr(draw, "This is what you counted. It is kept as it is, and what the "
				 "drawer should have held is shown next to it."),
		.yes = tr(draw, "Close it"),
	};
	enum err err;

	if (!entry_is_empty(&drawer->entry)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Press Enter on what you typed first."));
		return ERR_STATE;
	}
	if (!is_begun(drawer)) {
		ui_error(ui, "%s", tr(draw, "Nothing is counted yet. Type how many pieces there "
					    "are and press Enter; 0 for none."));
		return ERR_STATE;
	}
	counted_text(draw, drawer, &amount);
	question.amount = str_text(&amount);
	err = str_ok(&amount) ? prompt_confirm(ui, &question, close_now, drawer) : ERR_MEMORY;
	str_done(&amount);
	return err;
}

static enum err throw_away(struct ui *ui, void *arg)
{
	(void)arg;
	ui_pop(ui);
	return ERR_OK;
}

/* Esc: a count that was begun is not thrown away by one key. */
static enum err leave(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	const struct prompt_question question = {
		.title = tr(draw, "Leave the count"),
		.text = tr(draw, "What is counted so far is forgotten; the drawer stays open."),
		.yes = tr(draw, "Forget it"),
	};

	if (is_begun(state))
		return prompt_confirm(ui, &question, throw_away, state);
	ui_pop(ui);
	return ERR_OK;
}

/* --- no sale ----------------------------------------------------------------------------- */

static enum err run_no_sale(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	enum err err = drawer_no_sale(drawer->till->app, &drawer->act);

	if (err != ERR_OK)
		return err;
	kick(drawer);
	ui_say(ui, "%s", tr(ui_draw(ui), "Opened without a sale; that is noted with the reason."));
	return ERR_OK;
}

static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct drawer_screen *drawer = arg;

	fresh_act(drawer);
	drawer->act.reason = reason;
	drawer->act.note = note;
	return approve(drawer->till, run_no_sale(ui, drawer), &drawer->act, run_no_sale, drawer);
}

static enum err no_sale(struct ui *ui, void *state)
{
	return reason_ask(((struct drawer_screen *)state)->till, "drawer",
			  tr(ui_draw(ui), "Open without a sale: why?"), with_reason, state);
}

/* --- the class --------------------------------------------------------------------------- */

static bool is_counting(const void *state)
{
	return ((const struct drawer_screen *)state)->mode == DRAWER_COUNTING;
}

static const struct action actions[] = {
	{ "drawer-take", "Enter", N_("Take"),
	  N_("Open with the typed float; while counting, take the typed pieces for the marked "
	     "value and go to the next."),
	  PERM_NONE, NULL, take },
	{ "drawer-count-done", "F12", N_("Count is done"),
	  N_("Close the drawer with what was counted; over or short is shown then."), PERM_DRAWER,
	  is_counting, finish },
	{ "drawer-no-sale", "F2", N_("No sale"),
	  N_("Open the drawer without a sale; the reason is kept."), PERM_DRAWER, NULL, no_sale },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ "drawer-leave", "Esc", NULL, N_("Back; a count that was begun asks first."), PERM_NONE,
	  NULL, leave },
	{ .name = NULL },
};

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct drawer_screen *drawer = calloc(1, sizeof *drawer);
	enum err err;

	(void)ui;
	if (drawer == NULL)
		return ERR_MEMORY;
	drawer->till = argument;
	err = begin_mode(drawer);
	if (err != ERR_OK) {
		free(drawer);
		return err;
	}
	*ret_state = drawer;
	return ERR_OK;
}

/* What the typed pieces are worth. */
static void changed(struct ui *ui, void *state)
{
	struct drawer_screen *drawer = state;
	const struct drawer_row *row = &drawer->rows[drawer->table.selected];
	int64_t typed, value_minor;
	char echo[ENTRY_ECHO_SIZE], money[NUMBER_TEXT_SIZE];
	bool is_amount = drawer->mode != DRAWER_COUNTING || row->piece.denomination_minor == 0;
	int exponent = drawer->mode == DRAWER_COUNTING ? row->exponent : ui_draw(ui)->exponent;

	entry_echo(&drawer->entry, NULL, NULL);
	if (entry_is_empty(&drawer->entry) || drawer->mode == DRAWER_COUNTED ||
	    parse(drawer, is_amount ? exponent : 0, &typed) != ERR_OK)
		return;
	value_minor = typed;
	if (!is_amount && money_multiply_minor(typed, row->piece.denomination_minor,
					       &value_minor) != ERR_OK)
		return;
	echo[0] = '\0';
	if (!is_amount)
		str_format(echo, sizeof echo, "%lld × %s", (long long)typed,
			   number_money(&ui_draw(ui)->number, row->piece.denomination_minor,
					exponent, money));
	entry_echo(&drawer->entry, echo,
		   number_money(&ui_draw(ui)->number, value_minor, exponent, money));
}

static struct entry_line *entry(void *state)
{
	return &((struct drawer_screen *)state)->entry;
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct drawer_screen *drawer = state;
	struct table_source source = drawer_source(drawer);

	if (drawer->mode != DRAWER_COUNTING)
		return ERR_OK;
	if (table_key(&drawer->table, &source, key))
		changed(ui, drawer);
	return ERR_OK;
}

const struct screen_class screen_drawer = {
	.name = "drawer",
	.help_title = N_("Drawer"),
	.actions = actions,
	.open = open_screen,
	.close = free,
	.title = drawer_title,
	.draw = drawer_draw,
	.entry = entry,
	.changed = changed,
	.key = key,
};
