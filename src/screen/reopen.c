/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/reopen.c -- opening a closed check again.
 */
#include "screen/reopen.h"

#include "service/bill_split.h"
#include "ui/text.h"
#include "ui/ui.h"

/* The screen below goes, and with it what began this. */
static enum err show_check(struct ui *ui, const struct reopening *reopening)
{
	struct screen_bill bill = { reopening->till, reopening->bill };
	int64_t number = reopening->number;
	enum err err;

	ui_pop_to(ui, &screen_floor);
	err = ui_push(ui, &screen_check, &bill);
	if (err == ERR_OK)
		ui_say(ui, tr(ui_draw(ui), "Check %lld is open again. What was paid stays; what "
					   "comes now is a new part."),
		       (long long)number);
	return err;
}

static enum err run(struct ui *ui, void *arg)
{
	struct reopening *reopening = arg;
	struct app *app = reopening->till->app;
	enum err err = bill_reopen(app, &reopening->act, reopening->table_number);

	if (err == ERR_EXISTS && reopening->table_number != 0) {
		reopening->table_number = 0;
		err = bill_reopen(app, &reopening->act, 0);
	}
	if (err == ERR_STATE)
		ui_error(ui, "%s", tr(ui_draw(ui), "This check is open, or sold a gift card: it "
						   "cannot be opened again."));
	return err == ERR_OK ? show_check(ui, reopening) : err;
}

static enum err chosen(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct reopening *reopening = arg;

	reopening->act = till_act(reopening->till, reopening->bill, -1);
	reopening->act.reason = reason;
	reopening->act.note = note;
	reopening->act.need = &reopening->need;
	return approve(reopening->till, run(ui, reopening), &reopening->act, run, reopening);
}

enum err reopen_bill(struct ui *ui, struct reopening *reopening, struct till *till, int64_t bill)
{
	struct bill_head head;
	char title[96];
	enum err err = store_bill_head(till->app->db, bill, &head);

	if (err != ERR_OK)
		return err;
	*reopening = (struct reopening){ .till = till, .bill = bill, .number = head.number,
					 .table_number = head.table_number };
	text_format(title, sizeof title, tr(ui_draw(ui), "Open check %lld again: why?"),
		    (long long)head.number);
	return reason_ask(till, "void", title, chosen, reopening);
}
