/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/pay_card.c -- cards that guests let the house keep: the consent is read out and confirmed,
 * then the card pays on the reader and is kept; the cards that are kept, and forgetting one.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/pay_parts.h"
#include "ui/prompt.h"

#define GUEST_LIMIT 40

enum { KEEP_NAME, KEEP_HOW };

static const char *const how_given[] = { N_("signed the form"), N_("agreed at the till"), NULL };

/* --- keeping one ------------------------------------------------------------------------- */

/* Writes the consent down, then takes the amount by the card; a consent that no payment followed is
 * forgotten again. */
static enum err agreed(struct ui *ui, void *arg)
{
	struct pay_screen *pay = arg;
	int type = pay_type_of(pay, "reader");
	struct act act = till_act(pay->till, 0, -1);
	struct app *app = pay->till->app;
	int64_t card = 0;
	enum err err;

	if (type < 0)
		return ERR_PROCESSOR;
	err = card_keep(app, &act, pay->guest, pay->consent, &card);
	if (err != ERR_OK)
		return err == ERR_APPROVAL ? ERR_PERMISSION : err;
	err = pay_begin_keeping(ui, pay, &pay->types[type], pay->intent.amount_minor, card);
	if (err == ERR_OK)
		return ERR_OK;
	act = till_act(pay->till, 0, -1);
	(void)card_forget(app, &act, card);
	return err;
}

/* The sentence that the guest agrees to; no is the default. */
static enum err with_guest(struct ui *ui, void *arg, const struct form *form)
{
	struct pay_screen *pay = arg;
	const struct draw *draw = ui_draw(ui);
	int64_t amount_minor = pay->intent.amount_minor;
	char text[PROMPT_TEXT_SIZE], amount[96], money[NUMBER_TEXT_SIZE], name[EDIT_TEXT_SIZE];
	struct prompt_question question = { .title = tr(draw, "Does the guest agree?"),
					    .text = text,
					    .amount = amount,
					    .yes = tr(draw, "The guest agrees") };

	if (amount_minor == PAY_EXACT)
		amount_minor = pay_selected(pay)->due_minor;
	str_copy(pay->guest, sizeof pay->guest, form_text(form, KEEP_NAME, name));
	str_copy(pay->consent, sizeof pay->consent,
		 tr(draw, how_given[form_choice(form, KEEP_HOW)]));
	str_format(amount, sizeof amount, "%s %s", draw->unit,
		   draw_money(draw, amount_minor, money));
	text_format(text, sizeof text,
		    tr(draw, "%s lets this house keep the card and charge it for what is owed: an "
			     "open check, a no-show, a late charge. The house keeps a token, "
			     "never the number, and forgets it when the guest asks."),
		    pay->guest);
	return prompt_confirm(ui, &question, agreed, pay);
}

static enum err ask_guest(struct ui *ui, struct pay_screen *pay)
{
	static const struct form_field fields[] = {
		[KEEP_NAME] = { .label = N_("Name of the guest"), .kind = FORM_TEXT,
				.limit = GUEST_LIMIT },
		[KEEP_HOW] = { .label = N_("Consent"), .kind = FORM_CHOICE, .choices = how_given },
	};
	int64_t amount_minor;
	enum err err = pay_amount(pay, &amount_minor);

	if (err != ERR_OK)
		return err;
	if (pay_type_of(pay, "reader") < 0 || pay->till->app->processor == NULL)
		return ERR_PROCESSOR;
	pay->intent = (struct pay_intent){ .step = PAY_STEP_PAYMENT, .amount_minor = amount_minor };
	return prompt_form(ui, tr(ui_draw(ui), "Pay by card and keep the card"), fields,
			   sizeof fields / sizeof *fields, NULL, with_guest, pay);
}

/* --- forgetting one ---------------------------------------------------------------------- */

static enum err forget(struct ui *ui, void *arg)
{
	struct pay_screen *pay = arg;
	struct act act = till_act(pay->till, 0, -1);
	enum err err = card_forget(pay->till->app, &act, pay->intent.card);

	if (err == ERR_OK)
		ui_say(ui, "%s", tr(ui_draw(ui), "The card is forgotten; it is charged no more."));
	return err == ERR_APPROVAL ? ERR_PERMISSION : err;
}

static enum err ask_forget(struct ui *ui, struct pay_screen *pay, int64_t id)
{
	const struct draw *draw = ui_draw(ui);
	struct card_on_file card;
	char text[PROMPT_TEXT_SIZE];
	struct prompt_question question = { .title = tr(draw, "Forget this card?"),
					    .text = text,
					    .yes = tr(draw, "Forget it") };
	enum err err = store_card_load(pay->till->app->db, id, &card);

	if (err != ERR_OK)
		return err;
	pay->intent = (struct pay_intent){ .step = PAY_STEP_PAYMENT, .card = id };
	text_format(text, sizeof text,
		    tr(draw, "%s, %s %s. Consent: %s. It is charged no more; to keep it again the "
			     "guest must agree and present it."),
		    card.name, card.brand, card.last_four, card.consent);
	return prompt_confirm(ui, &question, forget, pay);
}

/* --- the list ---------------------------------------------------------------------------- */

static enum err choose(struct ui *ui, void *arg, int choice)
{
	struct pay_screen *pay = arg;

	return choice == 0 ? ask_guest(ui, pay) : ask_forget(ui, pay, pay->cards[choice - 1]);
}

/* "Forget: Layla Haddad, visa 4242". */
static void name_card(const struct draw *draw, const struct card_on_file *card, char *into,
		      size_t size)
{
	if (card->method[0] == '\0')
		text_format(into, size, tr(draw, "Forget: %s, no card came yet"), card->name);
	else
		text_format(into, size, tr(draw, "Forget: %s, %s %s"), card->name, card->brand,
			    card->last_four);
}

enum err pay_cards(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	const struct draw *draw = ui_draw(ui);
	struct card_on_file *cards = calloc(PAY_CARDS_MAX, sizeof *cards);
	char names[PAY_CARDS_MAX][160];
	const char *choices[PAY_CARDS_MAX + 1] = { tr(draw, "Pay by card and keep the card") };
	int n = 0;
	enum err err = cards == NULL ? ERR_MEMORY : pay_refuse_unchosen(ui, pay);

	if (err == ERR_OK)
		err = store_card_list(pay->till->app->db, cards, PAY_CARDS_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		name_card(draw, &cards[i], names[i], sizeof names[i]);
		choices[i + 1] = names[i];
		pay->cards[i] = cards[i].id;
	}
	free(cards);
	return err != ERR_OK ? err
			     : prompt_choose_afresh(ui, tr(draw, "Cards on file"), choices, n + 1,
						    choose, pay);
}
