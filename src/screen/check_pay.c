/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_pay.c -- one key takes exactly what is due in cash and closes the check.
 */
#include "base/str.h"
#include "screen/check.h"
#include "service/print.h"
#include "service/receipt.h"
#include "ui/prompt.h"
#include "ui/text.h"

/* The only part that is still open; NULL when there are several or none. */
static const struct bill_part_view *open_part(const struct check *check)
{
	const struct bill_part_view *open = NULL;

	for (int i = 0; i < check->view.n_parts; i++) {
		if (check->view.parts[i].is_closed)
			continue;
		if (open != NULL)
			return NULL;
		open = &check->view.parts[i];
	}
	return open;
}

/* The house's own cash: the first way to pay with that driver. */
static enum err home_cash(struct check *check, struct tender_type *ret_type)
{
	struct tender_type types[TENDER_LIST_MAX];
	int n = 0;
	enum err err = store_tender_type_list(check->till->app->db, types, TENDER_LIST_MAX, &n);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++)
		if (str_equal(types[i].driver, "cash") &&
		    str_equal(types[i].unit, check->view.rows.head.unit)) {
			*ret_type = types[i];
			return ERR_OK;
		}
	return ERR_NOT_FOUND;
}

static enum err exact_run(struct check *check)
{
	const struct bill_part_view *part = open_part(check);
	struct tender_type type;
	enum err err = home_cash(check, &type);

	if (err != ERR_OK)
		return err;
	if (part == NULL)
		return ERR_CLOSED;
	if (part->due_minor == 0)
		return pay_nothing(check->till->app, &check->act, part->id, &check->paid);
	return pay_tender(check->till->app, &check->act, part->id, type.id, PAY_EXACT,
			  &check->paid);
}

/* Queues the receipt when this till prints them without asking. */
static enum err print_receipt(struct check *check, bool *ret_prints)
{
	struct till *till = check->till;
	struct act act = till_act(till, 0, -1);
	int64_t copy;
	enum err err;

	*ret_prints = till->settings->receipt == SETTINGS_RECEIPT_ALWAYS &&
		      !str_equal(till->settings->printer, "none");
	if (!*ret_prints) {
		if (till->print != NULL)
			print_kick(till->print);
		return ERR_OK;
	}
	err = receipt_print(till->app, &act, check->paid.paper, &copy);
	if (err == ERR_OK && till->print != NULL)
		err = print_step(till->print);
	return err;
}

/* "Paid 23.40 in cash. Table 5 is free. Receipt 3-000012 is printing." */
static void say_paid(struct ui *ui, const struct check *check, bool prints)
{
	const struct draw *draw = ui_draw(ui);
	const struct pay_plan *plan = &check->paid.plan;
	char name[BILL_NAME_SIZE + 16], number[32] = "", money[NUMBER_TEXT_SIZE];
	char paid[96], place[BILL_NAME_SIZE + 64], receipt[96];
	struct paper_row paper;

	if (store_paper_load(check->till->app->db, check->paid.paper, &paper, NULL) == ERR_OK)
		receipt_number(&paper, number, sizeof number);
	check_name(draw, check, name, sizeof name);
	text_format(paid, sizeof paid, tr(draw, "Paid %s in cash."),
		    draw_money(draw, plan->amount_minor - plan->rounding_minor, money));
	text_format(place, sizeof place,
		    check->view.rows.head.table_number != 0 ? tr(draw, "%s is free.")
							    : tr(draw, "%s is closed."),
		    name);
	text_format(receipt, sizeof receipt,
		    prints ? tr(draw, "Receipt %s is printing.") : tr(draw, "Receipt %s is kept."),
		    number);
	ui_say(ui, "%s %s %s", paid, place, receipt);
}

static enum err exact_done(struct ui *ui, struct check *check)
{
	bool prints;
	enum err err = print_receipt(check, &prints);

	say_paid(ui, check, prints);
	if (check->paid.bill_closed)
		ui_pop_to(ui, &screen_floor);
	return err;
}

bool check_is_typed(struct ui *ui, struct check *check)
{
	const struct draw *draw = ui_draw(ui);
	const struct grammar *said = &check->said;
	char text[EDIT_TEXT_SIZE];

	if (entry_is_empty(&check->entry))
		return false;
	entry_text(&check->entry, text);
	if (said->kind == GRAMMAR_AMOUNT)
		ui_error(ui, tr(draw, "%s is typed here still: {discount-check} takes it off the "
				      "check, Esc clears it."), text);
	else if (said->kind != GRAMMAR_TABLE && check->n_found == 0)
		ui_error(ui, tr(draw, "%s is not on the menu: Esc clears it."), text);
	else
		ui_error(ui, tr(draw, "%s is not rung yet: Enter rings it, Esc clears it."), text);
	return true;
}

static enum err take_exact(struct ui *ui, void *arg)
{
	static const struct check_wish wish = { .run = exact_run, .done = exact_done };
	struct check *check = arg;
	enum err err = check_do(ui, check, &wish);

	if (err == ERR_NO_DRAWER)
		ui_error(ui, "%s", tr(ui_draw(ui), "No cash drawer is open at this till. Nothing "
						   "was posted. Esc leads to the tables; there "
						   "{drawer} opens one."));
	return err;
}

enum err check_exact(struct ui *ui, void *state)
{
	struct check *check = state;
	struct screen_bill bill = { check->till, check->bill };

	if (check_is_typed(ui, check))
		return ERR_SYNTAX;
	if (open_part(check) == NULL)
		return ui_push(ui, &screen_pay, &bill);
	return drawer_before_cash(check->till, take_exact, check);
}
