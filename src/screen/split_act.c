/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/split_act.c -- what the keys of the split screen do to the check.
 */
#include "base/str.h"
#include "screen/grammar.h"
#include "screen/split_parts.h"
#include "ui/text.h"
#include "ui/ui.h"

static enum err act_of(struct split_screen *split)
{
	const struct split_intent *with = &split->intent;
	struct app *app = split->till->app;
	const struct act *act = &with->act;

	switch (with->step) {
	case SPLIT_MOVE:
		return bill_move(app, act, with->line, with->quantity, with->to_no);
	case SPLIT_SHARE:
		return bill_share(app, act, with->line, with->nos, with->n);
	case SPLIT_EVENLY:
		return bill_split_evenly(app, act, with->n);
	case SPLIT_AMONG_ALL:
		return bill_split_among_all(app, act, with->n);
	case SPLIT_SEATS:
		return bill_split_seats(app, act, with->shares);
	case SPLIT_PERCENT:
		return bill_split_percent(app, act, with->rate_ppm);
	case SPLIT_AMOUNT:
		return bill_split_amount(app, act, with->amount_minor);
	case SPLIT_UNDO:
		return bill_undo(app, act);
	}
	return ERR_STATE;
}

static const char *name_of(const struct split_screen *split, int64_t line)
{
	for (int i = 0; i < split->view.n_items; i++)
		if (split->view.items[i].line == line)
			return split->view.items[i].name;
	return "";
}

void split_say_evenly(struct ui *ui, const struct bill_view *view, int n)
{
	const struct draw *draw = ui_draw(ui);
	int64_t no = 0;
	int keepers = 0;

	for (int i = 0; i < view->rows.n_parts; i++)
		if (view->holds[i] && view->rows.parts[i].weight == 0 &&
		    !view->rows.parts[i].is_frozen && !view->rows.parts[i].is_closed) {
			no = keepers++ == 0 ? view->rows.parts[i].no : no;
		}
	if (n == 1)
		ui_say(ui, "%s", tr(draw, "What is open is one part again."));
	else if (keepers == 0)
		ui_say(ui, tr(draw, "What is open is split in %d."), n);
	else if (keepers == 1)
		ui_say(ui, tr(draw, "Part %lld keeps its lines; the rest is split in %d."),
		       (long long)no, n);
	else
		ui_say(ui, tr(draw, "%d parts keep their lines; the rest is split in %d."),
		       keepers, n);
}

static void say_done(struct ui *ui, const struct split_screen *split)
{
	const struct split_intent *with = &split->intent;
	const struct draw *draw = ui_draw(ui);

	if (with->step == SPLIT_MOVE && with->to_no == 0)
		ui_say(ui, tr(draw, "%s is everybody's again."), name_of(split, with->line));
	else if (with->step == SPLIT_MOVE)
		ui_say(ui, tr(draw, "%s: part %lld."), name_of(split, with->line),
		       (long long)with->to_no);
	else if (with->step == SPLIT_SHARE)
		ui_say(ui, tr(draw, "%s is shared in %d."), name_of(split, with->line), with->n);
	else if (with->step == SPLIT_UNDO)
		ui_say(ui, "%s", tr(draw, "Undone: all stands as before."));
	else if (with->step == SPLIT_EVENLY || with->step == SPLIT_AMONG_ALL)
		split_say_evenly(ui, &split->view, with->n);
	else
		ui_say(ui, tr(draw, "Split in %d; {parts-undo} takes it "
				    "back."), split->view.n_parts);
}

static bool has_own_lines(const struct bill_view *view)
{
	for (int i = 0; i < view->rows.n_parts; i++)
		if (view->holds[i] && !view->rows.parts[i].is_frozen)
			return true;
	return false;
}

void split_say_too_much(struct ui *ui, const struct bill_view *view, int64_t asked_minor)
{
	const struct draw *draw = ui_draw(ui);
	char free[NUMBER_TEXT_SIZE];

	if (asked_minor <= view->out.free_minor || !has_own_lines(view))
		ui_error(ui, "%s", tr(draw, "Split off less than what is open. Nothing was "
					    "changed."));
	else if (view->out.free_minor <= 0)
		ui_error(ui, "%s", tr(draw, "Every line is in a part of its own: nothing is left "
					    "to split off."));
	else
		ui_error(ui, tr(draw, "Only %s is in no part of its own: split off that or less, "
				      "or move lines first. Nothing was changed."),
			 draw_money(draw, view->out.free_minor, free));
}

/* Refusals that the screen can say better than their code. */
static void say_refused(struct ui *ui, const struct split_screen *split, enum err err)
{
	const struct draw *draw = ui_draw(ui);

	if (err == ERR_STATE && split->intent.step == SPLIT_UNDO)
		ui_error(ui, "%s", tr(draw, "Nothing to undo, or what was done since stands in "
					    "the way. Move the lines instead."));
	else if (err == ERR_STATE && split->intent.step == SPLIT_SEATS)
		ui_error(ui, "%s", tr(draw, "No line has a seat yet: {seat} on the check gives "
					    "one."));
	else if (err == ERR_STATE)
		ui_error(ui, "%s", tr(draw, "That part owes an amount, not lines. Undo it with "
					    "{parts-undo}, or move to another part."));
	else if (err == ERR_RANGE && split->intent.step == SPLIT_MOVE)
		ui_error(ui, "%s", tr(draw, "There is no such part, or there are fewer pieces. A "
					    "new part is the next number."));
	else if (err == ERR_RANGE)
		split_say_too_much(ui, &split->view, split->intent.amount_minor);
}

static enum err run(struct ui *ui, void *arg)
{
	struct split_screen *split = arg;
	enum err err = act_of(split);

	if (err == ERR_OK) {
		entry_clear(&split->entry);
		err = split_load(split);
		if (err == ERR_OK)
			say_done(ui, split);
		return err;
	}
	if (err == ERR_CHANGED || err == ERR_CLOSED)
		(void)split_load(split);
	say_refused(ui, split, err);
	return err;
}

static enum err begin(struct ui *ui, struct split_screen *split, struct split_intent intent)
{
	split->intent = intent;
	split->intent.act = till_act(split->till, split->bill, split->view.rows.head.version);
	return approve(split->till, run(ui, split), &split->intent.act, run, split);
}

/* --- lines ------------------------------------------------------------------------------- */

static enum err need_line(struct ui *ui, const struct split_screen *split)
{
	if (split_item(split) != NULL)
		return ERR_OK;
	ui_error(ui, "%s", tr(ui_draw(ui), "Select a line with the arrows. Discounts on the check "
					   "and its service go with the lines by themselves."));
	return ERR_STATE;
}

/* What stands in the column of a part that follows by `by`; 0 when there is none. */
static int64_t neighbour(const struct split_screen *split, int by)
{
	const struct bill_view *view = &split->view;
	int at = split_part_at(split);

	for (at += by; at >= 0 && at < view->n_parts; at += by)
		if (!view->parts[at].is_frozen && !view->parts[at].is_closed)
			return view->parts[at].no;
	return by > 0 && view->rows.n_parts > 0 ? view->parts[view->n_parts - 1].no + 1 : 0;
}

/* "3": part 3; "2*3": two pieces to part 3; "2*": two pieces to the next; nothing: the next. */
static enum err read_move(const struct split_screen *split, int by, int64_t *ret_quantity,
			  int64_t *ret_no)
{
	char text[EDIT_TEXT_SIZE];
	struct grammar said = grammar_read(entry_text(&split->entry, text));

	*ret_quantity = said.has_quantity ? said.quantity : 0;
	*ret_no = neighbour(split, by);
	if (said.kind == GRAMMAR_CODE || said.is_zero)
		*ret_no = said.number;
	else if (said.kind != GRAMMAR_EMPTY && said.kind != GRAMMAR_UNFINISHED)
		return ERR_SYNTAX;
	return ERR_OK;
}

static enum err move_by(struct ui *ui, struct split_screen *split, int by)
{
	struct split_intent intent = { .step = SPLIT_MOVE, .line = split->line };
	enum err err = need_line(ui, split);

	if (err == ERR_OK)
		err = read_move(split, by, &intent.quantity, &intent.to_no);
	if (err == ERR_OK && by < 0 && intent.to_no == 0 && entry_is_empty(&split->entry)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "There is no open part before this one."));
		return ERR_STATE;
	}
	return err == ERR_OK ? begin(ui, split, intent) : err;
}

enum err split_move_on(struct ui *ui, void *state)
{
	return move_by(ui, state, 1);
}

enum err split_move_back(struct ui *ui, void *state)
{
	return move_by(ui, state, -1);
}

static void add_no(struct split_intent *intent, int64_t no)
{
	int at = intent->n;

	for (int i = 0; i < intent->n; i++)
		if (intent->nos[i] == no)
			return;
	if (intent->n == BILL_PARTS_MAX)
		return;
	for (; at > 0 && intent->nos[at - 1] > no; at--)
		intent->nos[at] = intent->nos[at - 1];
	intent->nos[at] = no;
	intent->n++;
}

/* Digits are parts, each its own: "13" is part 1 and 3; with signs between, numbers: "3.12". */
static void read_parts(const char *text, struct split_intent *intent)
{
	bool has_sign = false;
	int64_t no = 0;

	for (const char *c = text; *c != '\0'; c++)
		has_sign |= *c < '0' || *c > '9';
	for (const char *c = text; *c != '\0'; c++) {
		bool is_digit = *c >= '0' && *c <= '9';

		if (is_digit)
			no = no < BILL_PARTS_MAX ? no * 10 + (*c - '0') : no;
		if ((!is_digit || !has_sign) && no > 0) {
			add_no(intent, no);
			no = 0;
		}
	}
	if (no > 0)
		add_no(intent, no);
}

/* Among the parts that are typed; one alone is shared with the part it stands in; without any,
 * among all that are open. */
enum err split_share_line(struct ui *ui, void *state)
{
	struct split_screen *split = state;
	struct split_intent intent = { .step = SPLIT_SHARE, .line = split->line };
	char text[EDIT_TEXT_SIZE];
	enum err err = need_line(ui, split);

	if (err != ERR_OK)
		return err;
	read_parts(entry_text(&split->entry, text), &intent);
	if (intent.n == 1)
		add_no(&intent, split->view.parts[split_part_at(split)].no);
	if (intent.n == 0)
		for (int i = 0; i < split->view.n_parts; i++)
			if (!split->view.parts[i].is_frozen && !split->view.parts[i].is_closed)
				add_no(&intent, split->view.parts[i].no);
	if (intent.n < 2) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Among which parts? Type them first: 12, then "
						   "this key, shares it among part 1 and 2."));
		return ERR_SYNTAX;
	}
	return begin(ui, split, intent);
}

/* --- the check --------------------------------------------------------------------------- */

static enum err in_parts(struct ui *ui, struct split_screen *split, enum split_step step)
{
	char text[EDIT_TEXT_SIZE];
	struct grammar said = grammar_read(entry_text(&split->entry, text));

	if (said.kind != GRAMMAR_CODE || said.has_quantity) {
		ui_error(ui, "%s", tr(ui_draw(ui), "In how many? Type the number first: 3, then "
						   "this key; 1 makes one part again."));
		return ERR_SYNTAX;
	}
	if (said.number > BILL_PARTS_MAX)
		return ERR_RANGE;
	return begin(ui, split, (struct split_intent){ .step = step, .n = (int)said.number });
}

enum err split_evenly(struct ui *ui, void *state)
{
	return in_parts(ui, state, SPLIT_EVENLY);
}

enum err split_among_all(struct ui *ui, void *state)
{
	return in_parts(ui, state, SPLIT_AMONG_ALL);
}

enum err split_seats_shared(struct ui *ui, void *state)
{
	return begin(ui, state, (struct split_intent){ .step = SPLIT_SEATS, .shares = true });
}

enum err split_seats_apart(struct ui *ui, void *state)
{
	return begin(ui, state, (struct split_intent){ .step = SPLIT_SEATS });
}

/* "30%" or "25.00": what the next new part owes. */
enum err split_off(struct ui *ui, void *state)
{
	struct split_screen *split = state;
	const struct number_style *style = &ui_draw(ui)->number;
	struct grammar_money money = { split->till->app->property.exponent, style->decimal,
				       style->group };
	struct split_intent intent = { .step = SPLIT_AMOUNT };
	char text[EDIT_TEXT_SIZE];
	enum err err;

	if (entry_is_empty(&split->entry)) {
		/* xgettext:no-c-format */
		ui_error(ui, "%s", tr(ui_draw(ui), "How much? Type a share or an amount first: "
						   "30% or 25.00, then this key."));
		return ERR_SYNTAX;
	}
	err = grammar_discount(entry_text(&split->entry, text), money, &intent.amount_minor,
			       &intent.rate_ppm);
	if (err != ERR_OK)
		return err;
	if (intent.rate_ppm > 0)
		intent.step = SPLIT_PERCENT;
	return begin(ui, split, intent);
}

enum err split_undo(struct ui *ui, void *state)
{
	return begin(ui, state, (struct split_intent){ .step = SPLIT_UNDO });
}
