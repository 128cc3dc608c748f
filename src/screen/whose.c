/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/whose.c -- whose tab it is, asked once before anything is done to one that was called up
 *                   again: on the check, and where it is paid.
 */
#include "screen/till.h"
#include "service/bill.h"
#include "ui/prompt.h"
#include "ui/text.h"

bool till_knows_whose(const struct till *till, const struct bill_view *view)
{
	const struct bill_head *head = &view->rows.head;

	return head->table_number != 0 || head->name[0] == '\0' || till->known_tab == head->id;
}

static enum err this_one(struct ui *ui, void *arg)
{
	struct till *till = arg;

	till->known_tab = till->whose.bill;
	return till->whose.done(ui, till->whose.arg);
}

enum err till_ask_whose(struct till *till, const struct bill_view *view, prompt_done_fn *done,
			void *arg)
{
	const struct draw *draw = ui_draw(till->ui);
	const char *name = view->rows.head.name;
	char text[PROMPT_TEXT_SIZE], money[NUMBER_TEXT_SIZE];
	struct prompt_question question = { .title = name,
					    .text = text,
					    .amount = draw_money(draw, view->due_minor, money),
					    .yes = tr(draw, "Yes, this tab") };

	text_format(text, sizeof text, tr(draw, "This is the tab of %s. Go on with it?"), name);
	till->whose = (struct till_whose){ view->rows.head.id, done, arg };
	return prompt_confirm(till->ui, &question, this_one, till);
}
