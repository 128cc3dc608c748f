/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/drawer_move.c -- an open drawer: an amount is typed, then the key says where it goes.  The
 * X is read here, and printed.
 */
#include <string.h>

#include "base/str.h"
#include "document/document.h"
#include "screen/drawer_parts.h"
#include "service/receipt.h"
#include "ui/prompt.h"

/* Above so many whole units a move is asked about; units without smaller ones are worth little. */
#define MUCH_MAJOR 1000
#define MUCH_MINOR 100000

bool drawer_is_open(const void *state)
{
	return ((const struct drawer_screen *)state)->mode == DRAWER_OPEN;
}

/* "Paid out: EUR 12.50. Slip 3-000001." */
static void say_moved(struct drawer_screen *drawer, int64_t paper)
{
	const struct drawer_amount *amount = &drawer->moving.amount;
	const struct draw *draw = ui_draw(drawer->till->ui);
	const char *words = tr(draw, drawer_kind_words(drawer_move_name(drawer->moving.kind)));
	char number[PAPER_NUMBER_SIZE] = "", money[NUMBER_TEXT_SIZE], text[160];

	number_money(&draw->number, amount->amount_minor, drawer_exponent(drawer, amount->unit),
		     money);
	if (paper == 0)
		text_format(text, sizeof text, "%s: %s %s.", words, amount->unit, money);
	else
		text_format(text, sizeof text, tr(draw, "%s: %s %s. Slip %s."), words,
			    amount->unit, money, paper_number(drawer->till, paper, number));
	ui_say(drawer->till->ui, "%s", text);
	ui_error_code(drawer->till->ui, drawer_print(drawer, paper));
}

static enum err run_move(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	int64_t paper = 0;
	enum err err = drawer_move(drawer->till->app, &drawer->act, &drawer->moving, &paper);

	if (err == ERR_TIP)
		ui_error(ui, "%s",
			 tr(ui_draw(ui), "That is more than is owed in tips. Nothing was posted."));
	if (err != ERR_OK)
		return err;
	entry_clear(&drawer->entry);
	drawer_kick(drawer);
	say_moved(drawer, paper);
	return drawer_look(drawer);
}

static enum err start(struct ui *ui, struct drawer_screen *drawer)
{
	return approve(drawer->till, run_move(ui, drawer), &drawer->act, run_move, drawer);
}

/* What is typed is the amount of a new intention. */
static enum err begin(struct ui *ui, struct drawer_screen *drawer, enum drawer_move_kind kind)
{
	char text[EDIT_TEXT_SIZE];
	enum err err;

	if (entry_is_empty(&drawer->entry)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Type the amount first, then this key."));
		return ERR_SYNTAX;
	}
	drawer->moving = (struct drawer_moving){ .kind = kind };
	err = drawer_parse(drawer, entry_text(&drawer->entry, text), &drawer->moving.amount);
	if (err == ERR_OK && drawer->moving.amount.amount_minor == 0)
		err = ERR_RANGE;
	drawer_fresh_act(drawer);
	return err;
}

static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct drawer_screen *drawer = arg;

	drawer->act.reason = reason;
	drawer->act.note = note;
	return start(ui, drawer);
}

/* The amount stands: why, for what is paid in or out, then it moves. */
static enum err go_on(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	const struct draw *draw = ui_draw(ui);

	switch (drawer->moving.kind) {
	case DRAWER_PAID_IN:
		return reason_ask(drawer->till, "paid", tr(draw, "Paid in: what for?"),
				  with_reason, drawer);
	case DRAWER_PAID_OUT:
		return reason_ask(drawer->till, "paid", tr(draw, "Paid out: what for?"),
				  with_reason, drawer);
	default:
		return start(ui, drawer);
	}
}

/* So much is more often a slip of the hand; what the drawer should hold stays untold (C3). */
static enum err ask_much(struct ui *ui, struct drawer_screen *drawer)
{
	const struct drawer_amount *amount = &drawer->moving.amount;
	const struct draw *draw = ui_draw(ui);
	const char *words = tr(draw, drawer_kind_words(drawer_move_name(drawer->moving.kind)));
	char title[TEXT_SIZE], money[NUMBER_TEXT_SIZE];
	struct prompt_question question = {
		.title = title,
		.text = tr(draw, "Nothing has moved yet. What moves is kept; a mistake is put "
				 "right only by moving as much back."),
		.yes = tr(draw, "Yes, so much"),
	};

	number_money(&draw->number, amount->amount_minor, drawer_exponent(drawer, amount->unit),
		     money);
	text_format(title, sizeof title, tr(draw, "%s: really %s %s?"), words, amount->unit, money);
	return prompt_confirm(ui, &question, go_on, drawer);
}

static bool is_much(const struct drawer_screen *drawer)
{
	int64_t much_minor = MUCH_MAJOR;

	for (int i = drawer_exponent(drawer, drawer->moving.amount.unit); i > 0; i--)
		much_minor *= 10;
	return drawer->moving.amount.amount_minor >
	       (much_minor > MUCH_MINOR ? much_minor : MUCH_MINOR);
}

static enum err move(struct ui *ui, struct drawer_screen *drawer, enum drawer_move_kind kind)
{
	enum err err = begin(ui, drawer, kind);

	if (err != ERR_OK)
		return err;
	return is_much(drawer) ? ask_much(ui, drawer) : go_on(ui, drawer);
}

enum err drawer_paid_in(struct ui *ui, void *state)
{
	return move(ui, state, DRAWER_PAID_IN);
}

enum err drawer_paid_out(struct ui *ui, void *state)
{
	return move(ui, state, DRAWER_PAID_OUT);
}

enum err drawer_drop(struct ui *ui, void *state)
{
	return move(ui, state, DRAWER_DROP);
}

enum err drawer_change(struct ui *ui, void *state)
{
	return move(ui, state, DRAWER_FLOAT);
}

/* --- tips -------------------------------------------------------------------------------- */

static enum err person_chosen(struct ui *ui, void *arg, int choice)
{
	struct drawer_screen *drawer = arg;

	drawer->moving.person = drawer->people[choice];
	return start(ui, drawer);
}

enum err drawer_tip_out(struct ui *ui, void *state)
{
	struct drawer_screen *drawer = state;
	static const struct staff nobody = { .id = 0 };
	struct staff people[DRAWER_PEOPLE_MAX] = { nobody };
	const char *names[DRAWER_PEOPLE_MAX];
	int n = 0;
	enum err err = begin(ui, drawer, DRAWER_TIP_OUT);

	if (err == ERR_OK)
		err = store_staff_list(drawer->till->app->db, people, DRAWER_PEOPLE_MAX, &n);
	drawer->n_people = 0;
	for (int i = 0; err == ERR_OK && i < n; i++) {
		if (!people[i].is_active || people[i].role == ROLE_SYSTEM)
			continue;
		names[drawer->n_people] = people[i].name;
		drawer->people[drawer->n_people++] = people[i].id;
	}
	return err == ERR_OK ? prompt_choose(ui, tr(ui_draw(ui), "Tips: who is paid?"), names,
					     drawer->n_people, person_chosen, drawer)
			     : err;
}

/* --- no sale ----------------------------------------------------------------------------- */

static enum err run_no_sale(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	enum err err = drawer_no_sale(drawer->till->app, &drawer->act);

	if (err != ERR_OK)
		return err;
	drawer_kick(drawer);
	ui_say(ui, "%s", tr(ui_draw(ui), "Opened without a sale; that is noted with the reason."));
	return drawer->mode == DRAWER_OPEN ? drawer_look(drawer) : ERR_OK;
}

static enum err no_sale_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct drawer_screen *drawer = arg;

	drawer_fresh_act(drawer);
	drawer->act.reason = reason;
	drawer->act.note = note;
	return approve(drawer->till, run_no_sale(ui, drawer), &drawer->act, run_no_sale, drawer);
}

enum err drawer_without_sale(struct ui *ui, void *state)
{
	return reason_ask(((struct drawer_screen *)state)->till, "drawer",
			  tr(ui_draw(ui), "Open without a sale: why?"), no_sale_reason, state);
}

/* --- X ----------------------------------------------------------------------------------- */

/* The X as it is now, or the Z that was issued. */
static enum err report_document(struct drawer_screen *drawer, struct document **ret_document)
{
	struct app *app = drawer->till->app;
	struct drawer_report report;
	struct paper_row row;
	enum err err;

	if (drawer->mode == DRAWER_CLOSED)
		return receipt_load(app->db, drawer->result.paper, &row, ret_document);
	err = drawer_report(app, drawer->session.id, drawer->till->staff.id, &report);
	return err == ERR_OK ? drawer_report_document(app, &report, N_("X report"),
							ret_document)
			     : err;
}

enum err drawer_x(struct ui *ui, void *state)
{
	struct drawer_screen *drawer = state;
	struct document *document;
	enum err err = report_document(drawer, &document);

	if (err != ERR_OK)
		return err;
	return paper_look(drawer->till,
			  drawer->mode == DRAWER_CLOSED ? tr(ui_draw(ui), "Z: the session")
							: tr(ui_draw(ui), "X: the session so far"),
			  document, NULL);
}

enum err drawer_x_paper(struct ui *ui, void *state)
{
	struct drawer_screen *drawer = state;
	char number[PAPER_NUMBER_SIZE];
	int64_t paper = 0;
	enum err err;

	if (str_equal(drawer->till->settings->printer, "none")) {
		ui_error(ui, "%s", tr(ui_draw(ui), "This till has no printer. {drawer-x} shows "
						   "it."));
		return ERR_DEVICE;
	}
	if (drawer->mode == DRAWER_CLOSED)
		return paper_print(&drawer->printing, drawer->till, drawer->result.paper, NULL);
	drawer_fresh_act(drawer);
	err = drawer_x_issue(drawer->till->app, &drawer->act, drawer->session.id, &paper);
	if (err == ERR_OK)
		err = drawer_print(drawer, paper);
	if (err == ERR_OK)
		ui_say(ui, tr(ui_draw(ui), "X %s is printing."),
		       paper_number(drawer->till, paper, number));
	return err;
}
