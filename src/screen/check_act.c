/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_act.c -- how something is done to the bill on the screen: one accepted key is one
 * act on the version that was drawn (B3).  A reason, an approval and a take-over are asked for in
 * place and come back here.
 */
#include "base/str.h"
#include "screen/check.h"
#include "ui/prompt.h"
#include "ui/text.h"

static enum err try_wish(struct ui *ui, void *arg);
static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note);

/* A fresh act on the bill as drawn; reason and note are kept from the one before. */
static void renew(struct check *check, int64_t reason, int64_t note)
{
	check->act = till_act(check->till, check->bill, check->view.rows.head.version);
	check->act.reason = reason;
	check->act.note = note;
	check->act.need = &check->need;
}

static enum err start(struct ui *ui, struct check *check, int64_t reason, int64_t note)
{
	char text[160], money[NUMBER_TEXT_SIZE];

	renew(check, reason, note);
	text_format(text, sizeof text, tr(ui_draw(ui), "Due before it: %s."),
		    draw_money(ui_draw(ui), check->view.due_minor, money));
	approve_change(check->till, text);
	return approve(check->till, try_wish(ui, check), &check->act, try_wish, check);
}

/* Holds the bill now: does what was wished, when the bill is still as it was drawn. */
static enum err try_take_over(struct ui *ui, void *arg)
{
	struct check *check = arg;
	int64_t version = check->view.rows.head.version;
	enum err err = bill_take_over(check->till->app, &check->take);

	if (err != ERR_OK)
		return err;
	err = check_load(check);
	if (err != ERR_OK)
		return err;
	ui_say(ui, tr(ui_draw(ui), "The bill is yours now; the other till is told."));
	if (check->view.rows.head.version == version)
		return start(ui, check, check->act.reason, check->act.note);
	return ERR_CHANGED;
}

static enum err take_over(struct ui *ui, void *arg)
{
	struct check *check = arg;

	check->take = till_act(check->till, check->bill, -1);
	check->take.need = &check->need;
	return approve(check->till, try_take_over(ui, check), &check->take, try_take_over, check);
}

static enum err offer_take_over(struct ui *ui, struct check *check)
{
	const struct draw *draw = ui_draw(ui);
	char text[PROMPT_TEXT_SIZE];
	struct prompt_question question = { .title = tr(draw, "Take the bill over?"),
					    .text = text,
					    .yes = tr(draw, "Take it over") };

	text_format(text, sizeof text,
		    tr(draw, "Till %d is working on this bill. Taken over, it stays as it is, and "
			     "that till is told by whom."),
		    check->view.rows.head.holder);
	return prompt_confirm(ui, &question, take_over, check);
}

/* Does another station hold the bill?  What is held may also be the other one of two. */
static bool is_elsewhere(const struct check *check)
{
	const struct bill_head *head = &check->view.rows.head;

	return head->state != BILL_SETTLING && head->holder != 0 &&
	       head->holder != check->till->app->station;
}

/* What was rung here may have been the last of it: the list beside the check says so at once, as
 * the watch does when another till rings it. */
static void follow_menu(struct ui *ui, struct till *till)
{
	if (!menu_is_old(till->app, till->menu))
		return;
	till_follow_menu(till);
	ui_reload(ui);
}

/* What was typed is in the question, and no key after it takes it for something else. */
static enum err ask_why(struct ui *ui, struct check *check, const char *kind, const char *title)
{
	check_used(ui, check);
	return reason_ask(check->till, kind, title, with_reason, check);
}

/* The guests have a paper, and it is no longer right (B7): said once, the title keeps it. */
static void say_stale(struct ui *ui, const struct check *check, bool was_good)
{
	char said[PROMPT_TEXT_SIZE];

	if (!was_good || !check->view.is_changed || ui_message_is_error(ui))
		return;
	str_copy(said, sizeof said, ui_message(ui));
	ui_say(ui, tr(ui_draw(ui), "%s · The printed check is out of date."), said);
}

static enum err try_wish(struct ui *ui, void *arg)
{
	struct check *check = arg;
	struct till *till = check->till;
	bool was_good = check->view.guest_checks > 0 && !check->view.is_changed;
	enum err err = check->wish->run(check), read;

	if (err == ERR_APPROVAL)
		return err;
	if (err == ERR_REASON && check->wish->reason != NULL && check->act.reason == 0 &&
	    check->act.note == 0)
		return ask_why(ui, check, check->wish->reason, check->title);
	read = check_load(check);
	if (err == ERR_HELD && read == ERR_OK && is_elsewhere(check))
		return offer_take_over(ui, check);
	if (err == ERR_OK)
		err = read;
	if (err == ERR_OK) {
		check->is_chosen = check->is_chosen && check->wish->keeps_line;
		check_understand(ui, check, false);
		err = check->wish->done(ui, check);
		say_stale(ui, check, was_good);
	}
	follow_menu(ui, till);
	return err;
}

static enum err this_tab(struct ui *ui, void *arg)
{
	return start(ui, arg, 0, 0);
}

enum err check_refuse(struct ui *ui, enum err err, const char *sentence)
{
	ui_error(ui, "%s", tr(ui_draw(ui), sentence));
	return err;
}

enum err check_do(struct ui *ui, struct check *check, const struct check_wish *wish)
{
	check->wish = wish;
	return till_knows_whose(check->till, &check->view)
		       ? start(ui, check, 0, 0)
		       : till_ask_whose(check->till, &check->view, this_tab, check);
}

static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	return start(ui, arg, reason, note);
}

enum err check_do_why(struct check *check, const struct check_wish *wish, const char *kind,
		      const char *title)
{
	check->wish = wish;
	return ask_why(check->till->ui, check, kind, title);
}
