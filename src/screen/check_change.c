/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_change.c -- what can be done to a bill: each wish is an act of service/bill and the
 * sentence said after it.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/check.h"
#include "ui/prompt.h"
#include "ui/text.h"


void check_select(struct check *check, int64_t line)
{
	struct table_source source = check_source(check, false);

	for (int i = 0; i < check->n_lines; i++) {
		if (check->lines[i].item.line != line)
			continue;
		table_select(&check->table, &source, i);
		check->table.is_unmarked = false;
	}
}

void check_to_end(struct check *check)
{
	struct table_source source = check_source(check, false);

	table_select(&check->table, &source, check->n_lines - 1);
	check->table.is_unmarked = false;
}

/* The typed text has done its work. */
void check_used(struct ui *ui, struct check *check)
{
	entry_clear(&check->entry);
	check_understand(ui, check, true);
}

/* --- one more, one less, void --- */

/* The selected line, or the item above when that is a discount; says so when there is none. */
const struct check_line *check_item_line(struct ui *ui, const struct check *check)
{
	int row = check->table.is_unmarked ? -1 : check->table.selected;

	for (; row >= 0 && row < check->n_lines; row--)
		if (!check->lines[row].item.is_discount)
			return &check->lines[row];
	ui_error(ui, "%s", tr(ui_draw(ui), "Choose a line with the arrows first."));
	return NULL;
}

void check_with_line(struct check *check, const struct check_line *line, int64_t quantity)
{
	check->with = (struct check_with){ .line = line->item.line, .quantity = quantity,
					   .is_sent = line->item.sent > 0 };
	str_copy(check->with.name, sizeof check->with.name, line->item.name);
}

static enum err more_run(struct check *check)
{
	return bill_add_again(check->till->app, &check->act, check->with.line, 1);
}

static enum err more_done(struct ui *ui, struct check *check)
{
	const struct check_line *line;
	char money[NUMBER_TEXT_SIZE];

	check_select(check, check->with.line);
	line = check_selected(check);
	if (line != NULL)
		ui_say(ui, tr(ui_draw(ui), "%lld × %s, %s"), (long long)line->item.quantity,
		       line->item.name, draw_money(ui_draw(ui), line->item.amount_minor, money));
	return ERR_OK;
}

enum err check_more(struct ui *ui, void *state)
{
	static const struct check_wish wish = { .run = more_run, .done = more_done };
	struct check *check = state;
	const struct check_line *line = check_item_line(ui, check);

	if (line == NULL)
		return ERR_OK;
	check_with_line(check, line, 1);
	return check_do(ui, check, &wish);
}

static enum err void_run(struct check *check)
{
	return bill_void(check->till->app, &check->act, check->with.line, check->with.quantity);
}

/* The marker of a line that is gone rests on none: the same key once more takes no other. */
static void unmark_gone(struct check *check)
{
	for (int i = 0; i < check->n_lines; i++)
		if (check->lines[i].item.line == check->with.line)
			return;
	check->table.is_unmarked = true;
}

static enum err void_done(struct ui *ui, struct check *check)
{
	const struct draw *draw = ui_draw(ui);
	bool is_correct = check->act.reason == 0 && check->act.note == 0;
	char money[NUMBER_TEXT_SIZE];

	unmark_gone(check);
	check_used(ui, check);
	draw_money(draw, check->with.amount_minor, money);
	if (is_correct)
		ui_say(ui, tr(draw, "Taken back: %lld × %s, %s."),
		       (long long)check->with.quantity, check->with.name, money);
	else if (check->with.is_sent)
		ui_say(ui, tr(draw, "Voided: %lld × %s, %s. The kitchen is told."),
		       (long long)check->with.quantity, check->with.name, money);
	else
		ui_say(ui, tr(draw, "Voided: %lld × %s, %s."), (long long)check->with.quantity,
		       check->with.name, money);
	return ERR_OK;
}

/* One's own that nobody knows of yet is taken back; for anything else a reason is asked, and the
 * question shows how many of what, and the amount, first. */
static enum err take_away(struct ui *ui, struct check *check, const struct check_line *line,
			  int64_t quantity, const struct check_wish *wish)
{
	char money[NUMBER_TEXT_SIZE];

	if (quantity < 1 || quantity > line->item.quantity) {
		ui_error(ui, tr(ui_draw(ui), "There are %lld of %s on that line. Nothing was "
					     "voided."),
			 (long long)line->item.quantity, line->item.name);
		return ERR_RANGE;
	}
	check_with_line(check, line, quantity);
	(void)money_scale(line->item.amount_minor, quantity, line->item.quantity,
			  &check->with.amount_minor);
	text_format(check->title, sizeof check->title, tr(ui_draw(ui), "Void %s: %lld × %s?"),
		    draw_money(ui_draw(ui), check->with.amount_minor, money), (long long)quantity,
		    line->item.name);
	return check_do(ui, check, wish);
}

/* One less never asks for a reason: a key that is hit by mistake voids nothing that is known. */
static enum err one_less(struct ui *ui, struct check *check, const struct check_line *line)
{
	static const struct check_wish wish = { .run = void_run, .done = void_done };
	bool is_sent = line->item.sent > 0;
	char name[BILL_NAME_SIZE];
	enum err err;

	str_copy(name, sizeof name, line->item.name);
	err = take_away(ui, check, line, 1, &wish);
	if (err == ERR_REASON && is_sent)
		ui_error(ui, tr(ui_draw(ui), "%s is with the kitchen already: {void-line} voids "
					     "it, and asks why."), name);
	else if (err == ERR_REASON)
		ui_error(ui, tr(ui_draw(ui), "%s is not of your present round: {void-line} voids "
					     "it, and asks why."), name);
	return err;
}

enum err check_less(struct ui *ui, void *state)
{
	struct check *check = state;
	const struct check_line *line = check_selected(check);

	if (line != NULL && line->item.is_discount)
		return check_ask_back(ui, check, line);
	line = check_item_line(ui, check);
	return line != NULL ? one_less(ui, check, line) : ERR_OK;
}

enum err check_void(struct ui *ui, void *state)
{
	static const struct check_wish wish = { .run = void_run, .done = void_done,
						.reason = "void" };
	struct check *check = state;
	const struct check_line *line = check_selected(check);
	bool has_number = check->said.kind == GRAMMAR_CODE && !check->said.has_quantity;

	if (line == NULL)
		line = check_item_line(ui, check);
	if (line == NULL)
		return ERR_NOT_FOUND;
	if (check->said.kind != GRAMMAR_EMPTY && !has_number)
		return check_refuse(ui, ERR_SYNTAX,
				    N_("Type how many of the line to void, as 2, then {void-line}; "
				       "{void-line} alone voids all of it."));
	if (line->item.is_discount)
		return check_ask_back(ui, check, line);
	return take_away(ui, check, line, has_number ? check->said.number : line->item.quantity,
			 &wish);
}

/* --- split evenly --- */

static enum err split_run(struct check *check)
{
	return bill_split_evenly(check->till->app, &check->act, (int)check->with.quantity);
}

static enum err split_done(struct ui *ui, struct check *check)
{
	check_used(ui, check);
	if (check->with.quantity == 1)
		ui_say(ui, "%s", tr(ui_draw(ui), "What is open is one part again."));
	else
		ui_say(ui, tr(ui_draw(ui), "Split in %lld. {pay} pays part by part."),
		       (long long)check->with.quantity);
	return ERR_OK;
}

static enum err say_parts(struct ui *ui, enum err err)
{
	ui_error(ui, tr(ui_draw(ui), "Type in how many parts, 2 to %d, then {split}; 1 makes one "
				     "part again."), CHECK_SPLIT_MAX);
	return err;
}

static enum err split_in(struct ui *ui, struct check *check, int64_t n)
{
	static const struct check_wish wish = { .run = split_run, .done = split_done };

	if (n < 1 || n > CHECK_SPLIT_MAX)
		return say_parts(ui, ERR_RANGE);
	check->with = (struct check_with){ .quantity = n };
	return check_do(ui, check, &wish);
}

/* A number splits at once; without one the parts are laid out side by side. */
enum err check_split(struct ui *ui, void *state)
{
	struct check *check = state;
	struct screen_bill bill = { check->till, check->bill };
	char text[EDIT_TEXT_SIZE];
	struct grammar said;

	if (entry_is_empty(&check->entry))
		return ui_push(ui, &screen_split, &bill);
	said = grammar_read(entry_text(&check->entry, text));
	return said.kind == GRAMMAR_CODE && !said.has_quantity ? split_in(ui, check, said.number)
							       : say_parts(ui, ERR_SYNTAX);
}

/* --- leaving --- */

/* Nothing was rung: the table is free again, unless guests sit there already. */
static enum err close_empty(struct ui *ui, struct check *check)
{
	const struct draw *draw = ui_draw(ui);
	const struct bill_head *head = &check->view.rows.head;
	struct act act = till_act(check->till, check->bill, head->version);
	char name[BILL_NAME_SIZE + 16];
	enum err err;

	check_name(draw, check, name, sizeof name);
	err = bill_close_empty(check->till->app, &act);
	if (err == ERR_OK)
		ui_say(ui, head->table_number != 0 ? tr(draw, "%s is free again.")
						   : tr(draw, "%s is closed; nothing was rung."),
		       name);
	if (err != ERR_STATE)
		return err == ERR_HELD || err == ERR_CHANGED || err == ERR_CLOSED ? ERR_OK : err;
	ui_say(ui, tr(draw, "%s stays open: a card is held, or a payment is under way."), name);
	act = till_act(check->till, check->bill, -1);
	return bill_release(check->till->app, &act);
}

/* Whoever leaves with something unsent should know. */
static void say_unsent(struct ui *ui, const struct check *check)
{
	const struct draw *draw = ui_draw(ui);
	int64_t n = check_unsent(check);
	char name[BILL_NAME_SIZE + 16];

	if (n == 0 || check->view.rows.head.state == BILL_CLOSED)
		return;
	check_name(draw, check, name, sizeof name);
	ui_say(ui,
	       draw_plural(draw, "%s: %lld line is not sent to the kitchen yet.",
			   "%s: %lld lines are not sent to the kitchen yet.", n),
	       name, (long long)n);
}

/* Opened again, and nothing came of it: what was paid is closed, and nothing is owed. */
static bool is_settled(const struct bill_view *view)
{
	for (int i = 0; i < view->n_parts; i++)
		if (!view->parts[i].is_closed &&
		    (view->parts[i].is_frozen || view->parts[i].total_minor != 0))
			return false;
	return view->rows.n_frozen > 0;
}

enum err check_leave(struct ui *ui, void *state)
{
	struct check *check = state;
	const struct bill_head *head = &check->view.rows.head;
	bool is_seated = head->table_number != 0 && head->covers > 0;
	bool is_empty = check->n_lines == 0 && check->view.rows.n_frozen == 0;
	struct act act = till_act(check->till, check->bill, -1);
	enum err err = ERR_OK;

	ui_say(ui, "%s", "");
	if (head->state != BILL_CLOSED &&
	    ((is_empty && !is_seated) || is_settled(&check->view)))
		err = close_empty(ui, check);
	else if (head->holder == check->till->app->station)
		err = bill_release(check->till->app, &act);
	if (err != ERR_OK)
		return err;
	say_unsent(ui, check);
	ui_pop(ui);
	return ERR_OK;
}
