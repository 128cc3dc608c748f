/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/approve.c -- a colleague approves on this screen, and what was asked for goes on with the
 * same key; the person at the till stays who works here.
 */
#include "base/str.h"
#include "screen/till.h"
#include "ui/prompt.h"

/* Runs what was asked for, with the approver's name on it.  When this colleague may not approve it
 * either the prompt comes back; any other end is an end. */
static enum err go_on(struct ui *ui, struct till_approval approval, const struct staff *approver)
{
	enum err err;

	err = approval.again(ui, approval.arg);
	if (err == ERR_OK)
		return ERR_OK;
	if (err == ERR_APPROVAL) {
		approval.act->approver = 0;
		approval.act->is_by_password = false;
		ui_error(ui, tr(ui_draw(ui), "%s may not approve this either. Nothing was posted."),
			 approver->name);
		return err;
	}
	if (!ui_message_is_error(ui))
		ui_error_code(ui, err);
	return ERR_OK;
}

static enum err entered(struct ui *ui, void *arg, const char *number_text, const char *secret)
{
	struct till *till = arg;
	struct till_approval approval = till->approval;
	struct staff approver;
	int64_t number = 0;
	enum err err;

	if (!str_int64(number_text, &number))
		return ERR_PIN;
	if (number == till->staff.number) {
		ui_error(ui, "%s",
			 tr(ui_draw(ui), "Nobody approves their own. Ask a colleague to type."));
		return ERR_PERMISSION;
	}
	err = staff_approve(till->app, approval.act, number, secret, &approver);
	if (err == ERR_NO_PASSWORD)
		ui_error(ui,
			 tr(ui_draw(ui), "Number %s has no password yet; it is set with: "
					 "sanduq password --staff %s"),
			 number_text, number_text);
	return err == ERR_OK ? go_on(ui, approval, &approver) : err;
}

/* What the role may do alone, in words; or why a password is asked. */
static void say_limit(const struct draw *draw, const struct perm_need *need, char *into,
		      size_t size)
{
	char limit[NUMBER_TEXT_SIZE];

	if (need->password_above_minor != 0)
		text_format(into, size,
			    tr(draw, "Above %s an approval takes a password. A colleague who may "
				     "do it types number and password."),
			    draw_money(draw, need->password_above_minor, limit));
	else if (need->limit_minor == PERM_NO)
		text_format(into, size, "%s",
			    tr(draw, "Your role cannot do this alone. A colleague who may do it "
				     "types number and PIN."));
	else
		text_format(into, size,
			    tr(draw, "Your role may do this alone up to %s. A colleague who may do "
				     "more types number and PIN."),
			    draw_money(draw, need->limit_minor, limit));
}

void approve_change(struct till *till, const char *text)
{
	str_copy(till->approval.change, sizeof till->approval.change, text);
}

enum err approve(struct till *till, enum err err, struct act *act, approve_again_fn *again,
		 void *arg)
{
	const struct draw *draw = ui_draw(till->ui);
	char title[96], text[PROMPT_TEXT_SIZE], limit[PROMPT_TEXT_SIZE / 2], amount[96];
	char money[NUMBER_TEXT_SIZE];
	struct prompt_question question = { .title = title, .text = text };
	const struct perm_need *need = err == ERR_APPROVAL ? act->need : NULL;

	if (need == NULL) {
		till->approval.change[0] = '\0';
		return err;
	}
	text_format(title, sizeof title, tr(draw, "Approval: %s"),
		    tr(draw, perm_text(need->perm)));
	say_limit(draw, need, limit, sizeof limit);
	str_format(text, sizeof text, "%s%s%s", till->approval.change,
		   till->approval.change[0] != '\0' ? " " : "", limit);
	if (need->amount_minor != 0) {
		str_format(amount, sizeof amount, "%s %s",
			   draw_money(draw, need->amount_minor, money), draw->unit);
		question.amount = amount;
	}
	question.asks_password = need->password_above_minor != 0;
	till->approval = (struct till_approval){ .act = act, .again = again, .arg = arg };
	return prompt_approval(till->ui, &question, entered, till);
}
