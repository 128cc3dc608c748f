/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_gift.c -- an item that is sold on a gift card: its number and amount are asked for
 * before it is rung.
 */
#include "base/str.h"
#include "screen/check.h"
#include "service/gift.h"
#include "ui/form.h"
#include "ui/prompt.h"

enum { GIFT_NUMBER, GIFT_AMOUNT };

static const char *check_number(const struct form *form, int field)
{
	char text[EDIT_TEXT_SIZE];

	return gift_number_check(form_text(form, field, text)) == ERR_OK
		       ? NULL
		       : N_("No gift card has it");
}

static enum err gift_run(struct check *check)
{
	return gift_sell(check->till->app, &check->act, check->with.code, check->with.text,
			 check->with.amount_minor, &check->with.line);
}

static enum err with_card(struct ui *ui, void *arg, const struct form *form)
{
	static const struct check_wish wish = { .run = gift_run, .done = check_rung };
	struct check *check = arg;
	char text[EDIT_TEXT_SIZE];

	str_copy(check->with.text, sizeof check->with.text, form_text(form, GIFT_NUMBER, text));
	check->with.amount_minor = form_amount(form, GIFT_AMOUNT);
	return check_do(ui, check, &wish);
}

static void fill(struct form *form, void *arg)
{
	const struct check *check = arg;

	if (check->with.amount_minor > 0)
		form_set_amount(form, GIFT_AMOUNT, check->with.amount_minor);
}

enum err check_sell_gift(struct ui *ui, struct check *check, const struct item *item)
{
	static const struct form_field fields[] = {
		[GIFT_NUMBER] = { .label = N_("Number of the card"), .kind = FORM_BARCODE,
				  .limit = GIFT_DIGITS_MAX, .check = check_number,
				  .hint = N_("read or typed") },
		[GIFT_AMOUNT] = { .label = N_("Amount"), .kind = FORM_AMOUNT, .low = 1,
				  .high = BILL_AMOUNT_MAX },
	};

	check->with = (struct check_with){ .code = item->code, .quantity = 1,
					   .amount_minor = item->price_minor };
	check_ask_alone(ui, check);
	return prompt_form(ui, check_item_name(check, item), fields, sizeof fields / sizeof *fields,
			   fill, with_card, check);
}
