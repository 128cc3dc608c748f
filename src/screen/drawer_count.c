/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/drawer_count.c -- the count of a drawer: piece by piece, and blind.
 */
#include "base/str.h"
#include "screen/drawer_parts.h"
#include "service/pay.h"
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

/* --- counting ---------------------------------------------------------------------------- */

static void next_row(struct drawer_screen *drawer)
{
	struct table_source source = drawer_source(drawer);

	if (drawer->table.selected + 1 < drawer->n)
		table_select(&drawer->table, &source, drawer->table.selected + 1);
}

/* What is typed is the pieces of the selected row, or its amount. */
enum err drawer_count_row(struct drawer_screen *drawer)
{
	struct drawer_row *row = &drawer->rows[drawer->table.selected];
	bool by_amount = row->piece.denomination_minor == 0;
	int64_t quantity = 0, before = row->piece.quantity, total_minor;
	char text[EDIT_TEXT_SIZE];
	enum err err = ERR_OK;

	if (!entry_is_empty(&drawer->entry)) {
		err = drawer_minor(drawer, entry_text(&drawer->entry, text),
			    by_amount ? row->exponent : 0, &quantity);
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

/* The count begins, blind; the entry takes pieces from now on. */
static enum err begin_count(struct drawer_screen *drawer)
{
	drawer->mode = DRAWER_COUNTING;
	drawer->has_moved = false;
	entry_init(&drawer->entry, N_("pieces, then ↵"));
	drawer->entry.edit.base = TEXT_LTR;
	table_init(&drawer->table, false);
	return make_rows(drawer);
}

enum err drawer_before_cash(struct till *till, approve_again_fn *go, void *arg)
{
	const struct draw *draw = ui_draw(till->ui);
	const struct prompt_question question = {
		.title = tr(draw, "The drawer is counted"),
		.text = tr(draw, "Cash that moves now makes the count out of date: the drawer is "
				 "counted once more before it is closed, and that takes an "
				 "approval. Nothing is posted yet."),
		.yes = tr(draw, "Go on with cash"),
	};
	bool is_counted = false;
	enum err err = drawer_is_counted(till->app, till->staff.id, &is_counted);

	if (err != ERR_OK)
		return err;
	return is_counted ? prompt_confirm(till->ui, &question, go, arg) : go(till->ui, arg);
}

/* The approver may do this, whoever it is. */
static bool may_recount(const struct drawer_screen *drawer)
{
	int64_t id = drawer->act.approver != 0 ? drawer->act.approver : drawer->till->staff.id;
	struct perm_need need;
	struct staff person;

	return store_staff_by_id(drawer->till->app->db, id, &person) == ERR_OK &&
	       perm_check(person.role, PERM_RECOUNT, 0, &need) == ERR_OK;
}

static enum err recount(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;

	(void)ui;
	if (!may_recount(drawer))
		return ERR_APPROVAL;
	drawer->has_approval = drawer->act.approver != 0;
	return begin_count(drawer);
}

/* Who counts once more knows the result: that is approved before the count, not after it. */
static enum err begin_recount(struct drawer_screen *drawer)
{
	drawer_fresh_act(drawer);
	if (may_recount(drawer))
		return begin_count(drawer);
	drawer->need = (struct perm_need){ .perm = PERM_RECOUNT, .limit_minor = PERM_NO };
	return approve(drawer->till, ERR_APPROVAL, &drawer->act, recount, drawer);
}

static enum err run_count(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	struct drawer_piece pieces[DRAWER_PIECES_MAX];
	int n = 0;
	enum err err;

	for (int i = 0; i < drawer->n; i++)
		if (drawer->rows[i].piece.quantity > 0)
			pieces[n++] = drawer->rows[i].piece;
	err = drawer_count(drawer->till->app, &drawer->act, pieces, n, &drawer->result);
	if (err != ERR_OK)
		return err;
	drawer->has_approval = false;
	ui_say(ui, "%s", tr(ui_draw(ui), "The count is kept. Enter closes the drawer with it."));
	return drawer_look(drawer);
}

static enum err count_now(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;

	if (!drawer->has_approval || drawer->act.staff != drawer->till->staff.id)
		drawer_fresh_act(drawer);
	return approve(drawer->till, run_count(ui, drawer), &drawer->act, run_count, drawer);
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

enum err drawer_finish(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct drawer_screen *drawer = state;
	struct str amount = { 0 };
	struct prompt_question question = {
		.title = tr(draw, "The count is done"),
		.text = tr(draw, "This is what you counted. It is kept as it is, and what the "
				 "drawer should have held is shown next to it."),
		.yes = tr(draw, "Keep it"),
	};
	enum err err;

	if (drawer->mode == DRAWER_COUNTED)
		return begin_recount(drawer);
	drawer->has_approval = drawer->has_approval && drawer->mode == DRAWER_COUNTING;
	if (drawer->mode != DRAWER_COUNTING)
		return begin_count(drawer);
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
	err = str_ok(&amount) ? prompt_confirm(ui, &question, count_now, drawer) : ERR_MEMORY;
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
enum err drawer_leave(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	const struct prompt_question question = {
		.title = tr(draw, "Stop counting?"),
		.text = tr(draw, "What is counted so far is forgotten; the drawer stays open."),
		.yes = tr(draw, "Stop without a count"),
		.no = tr(draw, "Go on counting"),
	};

	if (is_begun(state))
		return prompt_confirm(ui, &question, throw_away, state);
	ui_pop(ui);
	return ERR_OK;
}

void drawer_echo_pieces(struct drawer_screen *drawer, const char *text)
{
	const struct number_style *style = &ui_draw(drawer->till->ui)->number;
	const struct drawer_row *row = &drawer->rows[drawer->table.selected];
	char echo[ENTRY_ECHO_SIZE] = "", money[NUMBER_TEXT_SIZE];
	bool is_amount = row->piece.denomination_minor == 0;
	int64_t typed, value_minor;

	if (drawer_minor(drawer, text, is_amount ? row->exponent : 0, &typed) != ERR_OK)
		return;
	value_minor = typed;
	if (!is_amount && money_multiply_minor(typed, row->piece.denomination_minor,
					       &value_minor) != ERR_OK)
		return;
	if (!is_amount)
		str_format(echo, sizeof echo, "%lld × %s", (long long)typed,
			   number_money(style, row->piece.denomination_minor, row->exponent,
					money));
	entry_echo(&drawer->entry, echo,
		   number_money(style, value_minor, row->exponent, money));
}
