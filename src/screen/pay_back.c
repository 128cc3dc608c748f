/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/pay_back.c -- cash that was typed wrongly, taken back on the pay screen while its part is
 * open: the last of the selected part, with a reason.
 */
#include "base/str.h"
#include "screen/pay_parts.h"

enum err pay_back_load(struct pay_screen *pay)
{
	return store_tender_cash(pay->till->app->db, pay->bill, pay->cash, PAY_TENDERS_MAX,
				 &pay->n_cash);
}

const struct tender_row *pay_back_cash(const struct pay_screen *pay, int64_t part)
{
	for (int i = 0; i < pay->n_cash; i++)
		if (pay->cash[i].part == part)
			return &pay->cash[i];
	return NULL;
}

/* "20.00", "USD 10.00": what the guest gave. */
static void given_text(const struct draw *draw, const struct pay_screen *pay,
		       const struct tender_row *row, char *into, size_t size)
{
	int exponent = draw->exponent;
	char money[NUMBER_TEXT_SIZE];

	for (int i = 0; i < pay->n_types; i++)
		if (pay->types[i].id == row->tender_type)
			exponent = pay->types[i].exponent;
	number_money(&draw->number, row->given_minor, exponent, money);
	if (str_equal(row->unit, pay->view.rows.head.unit))
		str_copy(into, size, money);
	else
		text_format(into, size, "%s %s", row->unit, money);
}

void pay_back_words(const struct draw *draw, const struct pay_screen *pay, int64_t part,
		    char *into, size_t size)
{
	const struct tender_row *row = pay_back_cash(pay, part);
	const struct action *action = screen_pay.actions;
	char key[KEY_NAME_SIZE], given[64];

	into[0] = '\0';
	if (row == NULL)
		return;
	while (action->run != pay_back)
		action++;
	given_text(draw, pay, row, given, sizeof given);
	text_format(into, size, tr(draw, "%s takes %s back"),
		    key_text(ui_action_key(pay->till->ui, action), key), given);
}

static bool has_paid_part(const struct pay_screen *pay)
{
	for (int i = 0; i < pay->view.n_parts; i++)
		if (pay->view.parts[i].is_closed)
			return true;
	return false;
}

const char *pay_back_why(const struct pay_screen *pay)
{
	const struct bill_part_view *part = pay_selected(pay);

	if (pay_is_closed(pay) || pay->is_offered || (part != NULL && part->is_closed))
		return N_("It is paid. Money goes back as a refund: from the tables {receipts}, "
			  "then {receipt-refund}.");
	return has_paid_part(pay)
		       ? N_("No cash was given for this part. What is paid goes back as a refund: "
			    "from the tables {receipts}, then {receipt-refund}.")
		       : N_("No cash of this part can be taken back: none was given.");
}

static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct pay_screen *pay = arg;
	struct pay_intent intent = { .step = PAY_STEP_BACK, .tender = pay->intent.tender,
				     .reason = reason, .note = note };

	return pay_begin(ui, pay, intent);
}

enum err pay_back(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	const struct draw *draw = ui_draw(ui);
	const struct tender_row *row = pay_back_cash(pay, pay->part);
	char title[96], given[64];
	enum err err = pay_refuse_unchosen(ui, pay);

	if (err != ERR_OK)
		return err;
	given_text(draw, pay, row, given, sizeof given);
	text_format(title, sizeof title, tr(draw, "Take %s back: why?"), given);
	pay->intent = (struct pay_intent){ .step = PAY_STEP_BACK, .tender = row->id };
	return reason_ask(pay->till, "tender", title, with_reason, pay);
}

/* That the cash is in the drawer of another till, the sentence of the code would not say. */
void pay_back_refused(struct ui *ui, enum err err)
{
	if (err == ERR_NO_DRAWER)
		ui_error(ui, "%s", tr(ui_draw(ui), "That cash is not in the drawer that is open "
						   "here. Nothing was posted."));
	else if (err == ERR_STATE)
		ui_error(ui, "%s", tr(ui_draw(ui), "That cash was taken back already, or its part "
						   "is paid. Nothing was posted."));
}

void pay_back_say(struct ui *ui, const struct pay_screen *pay, const struct tender_row *row)
{
	const struct draw *draw = ui_draw(ui);
	const struct bill_part_view *part = pay_selected(pay);
	char given[64], money[NUMBER_TEXT_SIZE];

	given_text(draw, pay, row, given, sizeof given);
	ui_say(ui, tr(draw, "%s goes back to the guest; %s is due."), given,
	       draw_money(draw, part != NULL ? part->due_minor : 0, money));
}
