/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_hold.c -- securing a tab: an amount is typed, and a card is asked to hold it.
 */
#include "base/str.h"
#include "screen/check.h"
#include "service/courier.h"
#include "service/payment.h"
#include "ui/form.h"
#include "ui/prompt.h"

/* The first way to pay on a reader. */
static enum err reader_type(const struct check *check, int64_t *ret_type)
{
	struct tender_type types[TENDER_LIST_MAX];
	int n = 0;
	enum err err = store_tender_type_list(check->till->app->db, types, TENDER_LIST_MAX, &n);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++)
		if (str_equal(types[i].driver, "reader")) {
			*ret_type = types[i].id;
			return ERR_OK;
		}
	return ERR_PROCESSOR;
}

static enum err hold_run(struct check *check)
{
	struct payment_order order = { .amount_minor = check->with.amount_minor };
	int64_t payment;
	enum err err = reader_type(check, &order.tender_type);

	if (err != ERR_OK)
		return err;
	return payment_hold(check->till->app, &check->act, &order, &payment);
}

static enum err hold_done(struct ui *ui, struct check *check)
{
	char money[NUMBER_TEXT_SIZE];

	entry_clear(&check->entry);
	check_understand(ui, check, true);
	if (check->till->courier != NULL)
		courier_kick(check->till->courier);
	ui_say(ui, tr(ui_draw(ui), "A hold of %s is on the reader. {work} on the floor tells what "
				   "came of it."),
	       draw_money(ui_draw(ui), check->with.amount_minor, money));
	return ERR_OK;
}

static enum err hold(struct ui *ui, struct check *check, int64_t amount_minor)
{
	static const struct check_wish wish = { .run = hold_run, .done = hold_done };

	check->with = (struct check_with){ .amount_minor = amount_minor };
	return check_do(ui, check, &wish);
}

static enum err amount_typed(struct ui *ui, void *arg, const struct form *form)
{
	return hold(ui, arg, form_amount(form, 0));
}

enum err check_hold(struct ui *ui, void *state)
{
	static const struct form_field fields[] = {
		{ .label = N_("Amount to hold"), .kind = FORM_AMOUNT, .low = 1,
		  .high = BILL_AMOUNT_MAX },
	};
	struct check *check = state;
	const struct number_style *style = &ui_draw(ui)->number;
	char text[EDIT_TEXT_SIZE];
	int64_t amount_minor;
	enum err err;

	if (entry_is_empty(&check->entry))
		return prompt_form(ui, tr(ui_draw(ui), "A card holds an amount"), fields, 1, NULL,
				   amount_typed, check);
	err = money_parse(entry_text(&check->entry, text), check->till->app->property.exponent,
			  style->decimal, style->group, &amount_minor);
	if (err == ERR_OK && amount_minor < 1)
		err = ERR_RANGE;
	return err == ERR_OK ? hold(ui, check, amount_minor) : err;
}
