/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/pay_tender.c -- an amount, then how it is paid: which row of the tender table a key means,
 * and what is asked before it begins (a tip, what stands on the bank's slip).
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/pay_parts.h"
#include "screen/slip.h"
#include "ui/prompt.h"

#define NUMBER_LIMIT 14          /* of a voucher or gift card: fewer than of a payment card */

int pay_home_type(const struct pay_screen *pay)
{
	for (int i = 0; i < pay->n_types; i++)
		if (str_equal(pay->types[i].driver, "cash") &&
		    str_equal(pay->types[i].unit, pay->till->app->property.currency))
			return i;
	return 0;
}

int pay_type_of(const struct pay_screen *pay, const char *driver)
{
	for (int i = 0; i < pay->n_types; i++)
		if (str_equal(pay->types[i].driver, driver))
			return i;
	return -1;
}

enum err pay_amount(const struct pay_screen *pay, int64_t *ret_minor)
{
	if (!entry_is_empty(&pay->entry))
		return pay_typed(pay, pay->till->app->property.exponent, ret_minor);
	*ret_minor = PAY_EXACT;
	return ERR_OK;
}

/* --- over the processor ------------------------------------------------------------------ */

static const struct form_field tip_fields[] = {
	{ .label = N_("Tip"), .kind = FORM_AMOUNT, .is_optional = true,
	  .hint = N_("nothing: no tip") },
};

static enum err with_tip(struct ui *ui, void *arg, const struct form *form)
{
	struct pay_screen *pay = arg;
	struct pay_intent intent = pay->intent;

	intent.tip_minor = form_amount(form, 0);
	return pay_begin(ui, pay, intent);
}

/* "Card 28.30". */
static void title_of(const struct draw *draw, const struct pay_screen *pay,
		     const struct tender_type *type, int64_t amount_minor, char *into, size_t size)
{
	char money[NUMBER_TEXT_SIZE];

	if (amount_minor == PAY_EXACT)
		amount_minor = pay_selected(pay)->due_minor;
	text_format(into, size, "%s %s", tr(draw, type->name),
		    draw_money(draw, amount_minor, money));
}

/* With a card on file: a reader keeps the card as that one. */
static enum err begin_with(struct ui *ui, struct pay_screen *pay, const struct tender_type *type,
			   int64_t amount_minor, int64_t card)
{
	struct pay_intent intent = { .step = PAY_STEP_PAYMENT,
				     .tender_type = type->id,
				     .amount_minor = amount_minor,
				     .card = card };
	char title[96];

	intent.keeps_card = card != 0 && str_equal(type->driver, "reader");
	if (type->tips != TENDER_TIPS_TYPED)
		return pay_begin(ui, pay, intent);
	pay->intent = intent;
	title_of(ui_draw(ui), pay, type, amount_minor, title, sizeof title);
	return prompt_form(ui, title, tip_fields, 1, NULL, with_tip, pay);
}

static enum err begin_payment(struct ui *ui, struct pay_screen *pay,
			      const struct tender_type *type, int64_t amount_minor)
{
	return begin_with(ui, pay, type, amount_minor, 0);
}

enum err pay_begin_keeping(struct ui *ui, struct pay_screen *pay, const struct tender_type *type,
			   int64_t amount_minor, int64_t card)
{
	return begin_with(ui, pay, type, amount_minor, card);
}

/* --- a card on file ---------------------------------------------------------------------- */

static enum err with_card(struct ui *ui, void *arg, int choice)
{
	struct pay_screen *pay = arg;
	struct pay_intent intent = pay->intent;

	intent.card = pay->cards[choice];
	return pay_begin(ui, pay, intent);
}

/* "Layla Haddad, visa 4242": whose card, as far as the house knows it. */
static enum err begin_saved(struct ui *ui, struct pay_screen *pay, const struct tender_type *type,
			    int64_t amount_minor)
{
	struct card_on_file *cards = calloc(PAY_CARDS_MAX, sizeof *cards);
	char names[PAY_CARDS_MAX][160], title[96];
	const char *choices[PAY_CARDS_MAX];
	int n = 0, n_kept = 0;
	enum err err = ERR_MEMORY;

	if (cards != NULL)
		err = store_card_list(pay->till->app->db, cards, PAY_CARDS_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		if (cards[i].method[0] == '\0')
			continue;
		text_format(names[n_kept], sizeof names[n_kept], "%s, %s %s", cards[i].name,
			    cards[i].brand, cards[i].last_four);
		choices[n_kept] = names[n_kept];
		pay->cards[n_kept++] = cards[i].id;
	}
	free(cards);
	if (err == ERR_OK && n_kept == 0)
		ui_error(ui, "%s", tr(ui_draw(ui), "No guest lets the house keep a card. Nothing "
						   "was posted."));
	if (err != ERR_OK || n_kept == 0)
		return err != ERR_OK ? err : ERR_NOT_FOUND;
	pay->intent = (struct pay_intent){ .step = PAY_STEP_PAYMENT,
					   .tender_type = type->id,
					   .amount_minor = amount_minor };
	title_of(ui_draw(ui), pay, type, amount_minor, title, sizeof title);
	return prompt_choose_afresh(ui, title, choices, n_kept, with_card, pay);
}

/* --- the bank's own terminal ------------------------------------------------------------- */

enum { SLIP_AMOUNT, SLIP_TIP, SLIP_CODE, SLIP_LAST_FOUR };

static const struct form_field slip_fields[] = {
	[SLIP_AMOUNT] = { .label = N_("Amount"), .kind = FORM_AMOUNT, .low = 1,
			  .high = PAY_GIVEN_MAX },
	[SLIP_TIP] = { .label = N_("Tip"), .kind = FORM_AMOUNT, .is_optional = true },
	[SLIP_CODE] = { .label = N_("Authorization code"), .kind = FORM_CODE,
			.limit = SLIP_CODE_LIMIT, .check = slip_check_code,
			.hint = N_("as on the terminal's slip") },
	[SLIP_LAST_FOUR] = { .label = N_("Last four digits"), .kind = FORM_CODE,
			     .limit = SLIP_LAST_FOUR_LIMIT, .check = slip_check_last_four,
			     .hint = N_("never more of the card") },
};

static void fill_slip(struct form *form, void *arg)
{
	const struct pay_screen *pay = arg;
	int64_t amount_minor = pay->intent.amount_minor;

	form_set_amount(form, SLIP_AMOUNT,
			amount_minor == PAY_EXACT ? pay_selected(pay)->due_minor : amount_minor);
}

static enum err with_slip(struct ui *ui, void *arg, const struct form *form)
{
	struct pay_screen *pay = arg;
	struct pay_intent intent = pay->intent;
	char text[EDIT_TEXT_SIZE];

	intent.slip = (struct payment_slip){ .tender_type = intent.tender_type,
					     .amount_minor = form_amount(form, SLIP_AMOUNT),
					     .tip_minor = form_amount(form, SLIP_TIP) };
	str_copy(intent.slip.authorization_code, sizeof intent.slip.authorization_code,
		 form_text(form, SLIP_CODE, text));
	str_copy(intent.slip.last_four, sizeof intent.slip.last_four,
		 form_text(form, SLIP_LAST_FOUR, text));
	return pay_begin(ui, pay, intent);
}

static enum err begin_slip(struct ui *ui, struct pay_screen *pay, const struct tender_type *type,
			   int64_t amount_minor)
{
	pay->intent = (struct pay_intent){ .step = PAY_STEP_SLIP,
					   .tender_type = type->id,
					   .amount_minor = amount_minor };
	return prompt_form(ui, tr(ui_draw(ui), type->name), slip_fields,
			   sizeof slip_fields / sizeof *slip_fields, fill_slip, with_slip, pay);
}

/* --- vouchers and gift cards ------------------------------------------------------------- */

static enum err with_number(struct ui *ui, void *arg, const struct form *form)
{
	struct pay_screen *pay = arg;
	struct pay_intent intent = pay->intent;
	char text[EDIT_TEXT_SIZE];

	str_copy(intent.number, sizeof intent.number, form_text(form, 0, text));
	return pay_begin(ui, pay, intent);
}

static enum err begin_number(struct ui *ui, struct pay_screen *pay,
			     const struct tender_type *type, int64_t amount_minor)
{
	static const struct form_field gift[] = {
		{ .label = N_("Number of the card"), .kind = FORM_BARCODE, .limit = NUMBER_LIMIT,
		  .hint = N_("read or typed") },
	};
	static const struct form_field voucher[] = {
		{ .label = N_("Number of the voucher"), .kind = FORM_CODE, .limit = NUMBER_LIMIT,
		  .hint = N_("as printed on it") },
	};
	bool is_gift = str_equal(type->driver, "gift");
	char title[96];

	pay->intent = (struct pay_intent){ .step = PAY_STEP_NUMBER,
					   .tender_type = type->id,
					   .amount_minor = amount_minor };
	title_of(ui_draw(ui), pay, type, amount_minor, title, sizeof title);
	return prompt_form(ui, title, is_gift ? gift : voucher, 1, NULL, with_number, pay);
}

/* --- the table of drivers ---------------------------------------------------------------- */

static const struct {
	const char *driver;
	enum err (*begin)(struct ui *ui, struct pay_screen *pay, const struct tender_type *type,
			  int64_t amount_minor);
} drivers[] = {
	{ "reader", begin_payment }, { "qr", begin_payment }, { "link", begin_payment },
	{ "saved", begin_saved },    { "slip", begin_slip },  { "voucher", begin_number },
	{ "gift", begin_number },
};

/* Begins a way to pay that is not cash, with what is typed or what is due. */
static enum err begin(struct ui *ui, struct pay_screen *pay, int i)
{
	const struct tender_type *type = &pay->types[i];
	int64_t amount_minor;
	enum err err = pay_amount(pay, &amount_minor);

	if (err != ERR_OK)
		return err;
	for (size_t d = 0; d < sizeof drivers / sizeof *drivers; d++)
		if (str_equal(drivers[d].driver, type->driver))
			return drivers[d].begin(ui, pay, type, amount_minor);
	ui_error(ui, tr(ui_draw(ui), "%s cannot be taken at this till. Nothing was posted."),
		 tr(ui_draw(ui), type->name));
	return ERR_STATE;
}

/* --- keys -------------------------------------------------------------------------------- */

enum err pay_by_cash(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	int64_t given_minor;
	enum err err = pay_refuse_unchosen(ui, pay);

	if (err != ERR_OK)
		return err;
	if (entry_is_empty(&pay->entry))
		return pay_take_exact(ui, pay);
	err = pay_typed(pay, pay_type(pay)->exponent, &given_minor);
	return err == ERR_OK ? pay_take_given(ui, pay, given_minor) : err;
}

/* The first of two drivers that the house takes. */
static enum err by_driver(struct ui *ui, struct pay_screen *pay, const char *driver,
			  const char *other)
{
	enum err err = pay_refuse_unchosen(ui, pay);
	int i = pay_type_of(pay, driver);

	if (err != ERR_OK)
		return err;
	if (i < 0)
		i = pay_type_of(pay, other);
	if (i < 0) {
		ui_error(ui, "%s", tr(ui_draw(ui), "This house does not take that. Nothing was "
						   "posted. {pay-type} lists every way to pay."));
		return ERR_STATE;
	}
	return begin(ui, pay, i);
}

enum err pay_by_card(struct ui *ui, void *state)
{
	return by_driver(ui, state, "reader", "slip");
}

enum err pay_by_code(struct ui *ui, void *state)
{
	return by_driver(ui, state, "qr", "link");
}

/* Cash of some currency: what is typed is given, or is typed next. */
static enum err choose_cash(struct ui *ui, struct pay_screen *pay, int choice)
{
	int64_t given_minor;
	enum err err;

	pay->type = choice;
	pay_understand(ui, pay);
	if (entry_is_empty(&pay->entry)) {
		ui_say(ui, tr(ui_draw(ui), "%s: type what is given in %s and press Enter, or take "
					   "a note by its key."),
		       tr(ui_draw(ui), pay_type(pay)->name), pay_type(pay)->unit);
		return ERR_OK;
	}
	err = pay_typed(pay, pay_type(pay)->exponent, &given_minor);
	return err == ERR_OK ? pay_take_given(ui, pay, given_minor) : err;
}

static enum err choose(struct ui *ui, void *arg, int choice)
{
	struct pay_screen *pay = arg;

	return str_equal(pay->types[choice].driver, "cash") ? choose_cash(ui, pay, choice)
							     : begin(ui, pay, choice);
}

enum err pay_by_other(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	const struct draw *draw = ui_draw(ui);
	const char *names[TENDER_LIST_MAX];
	enum err err = pay_refuse_unchosen(ui, pay);

	if (err != ERR_OK)
		return err;
	if (pay->n_types == 1) {
		ui_error(ui, tr(draw, "%s is the only way to pay here: type what is given and "
				      "press Enter."),
			 tr(draw, pay_type(pay)->name));
		return ERR_STATE;
	}
	for (int i = 0; i < pay->n_types; i++)
		names[i] = tr(draw, pay->types[i].name);
	return prompt_choose(ui, tr(draw, "Way to pay"), names, pay->n_types, choose, pay);
}

enum err pay_again(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	const struct payment_row *before = pay_payment(pay, pay->part);
	int64_t due_minor = pay_selected(pay)->due_minor;
	enum err err = pay_refuse_unchosen(ui, pay);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < pay->n_types; i++)
		if (pay->types[i].id == before->tender_type)
			return begin_with(ui, pay, &pay->types[i],
					  before->amount_minor < due_minor ? before->amount_minor
									   : PAY_EXACT,
					  before->card_on_file);
	return ERR_NOT_FOUND;
}
