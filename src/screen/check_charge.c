/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_charge.c -- what else changes what a check owes: the service charge by hand, a tax
 * that the guest need not pay, take-away.
 */
#include <string.h>

#include "base/str.h"
#include "locale/fold.h"
#include "screen/check.h"
#include "service/bill_price.h"
#include "ui/prompt.h"
#include "ui/text.h"

#define RATE_LIMIT 8
#define CERTIFICATE_LIMIT 40

/* "... Due now: 12.00." */
static enum err say_due(struct ui *ui, const struct check *check, const char *what)
{
	char money[NUMBER_TEXT_SIZE];

	ui_say(ui, tr(ui_draw(ui), "%s Due now: %s."), what,
	       draw_money(ui_draw(ui), check->view.due_minor, money));
	return ERR_OK;
}

/* --- the service charge ------------------------------------------------------------------ */

static enum err service_run(struct check *check)
{
	return bill_service(check->till->app, &check->act, check->with.rate_ppm);
}

static enum err service_done(struct ui *ui, struct check *check)
{
	const struct draw *draw = ui_draw(ui);

	if (check->with.rate_ppm < 0)
		return say_due(ui, check,
			       tr(draw, "The service charge is that of the house again."));
	return say_due(ui, check,
		       check->with.rate_ppm == 0 ? tr(draw, "The service charge is waived.")
						 : tr(draw, "The service charge is set."));
}

static enum err service_typed(struct ui *ui, void *arg, const char *text)
{
	static const struct check_wish wish = { service_run, service_done, "discount" };
	const struct draw *draw = ui_draw(ui);
	struct grammar_money money = { draw->exponent, draw->number.decimal, draw->number.group };
	struct check *check = arg;
	char rate[EDIT_TEXT_SIZE + 1];
	int64_t amount_minor;
	enum err err = ERR_OK;

	check->with = (struct check_with){ .rate_ppm = -1 };
	str_format(rate, sizeof rate, "%s%s", text, strchr(text, '%') == NULL ? "%" : "");
	if (text[0] != '\0')
		err = grammar_discount(rate, money, &amount_minor, &check->with.rate_ppm);
	if (err != ERR_OK)
		return err;
	str_copy(check->title, sizeof check->title, tr(draw, "Why another service charge?"));
	err = check_do(ui, check, &wish);
	if (err == ERR_STATE)
		ui_error(ui, "%s", tr(draw, "The house has no rule for a service charge."));
	return err;
}

enum err check_service(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_line line = { .title = tr(draw, "Service charge of this check"),
				    .label = tr(draw, "In %; 0 waives it; empty: the house's"),
				    .limit = RATE_LIMIT, .is_optional = true };

	return prompt_text(ui, &line, service_typed, state);
}

/* --- take-away --------------------------------------------------------------------------- */

static enum err away_run(struct check *check)
{
	return bill_take_away(check->till->app, &check->act, check->with.quantity == 1);
}

static enum err away_done(struct ui *ui, struct check *check)
{
	return say_due(ui, check,
		       check->with.quantity == 1 ? tr(ui_draw(ui), "This check is taken away.")
						 : tr(ui_draw(ui), "This check is eaten here."));
}

enum err check_take_away(struct ui *ui, void *state)
{
	static const struct check_wish wish = { .run = away_run, .done = away_done };
	struct check *check = state;
	bool is_away = false;
	enum err err = bill_is_take_away(check->till->app->db, check->bill, &is_away);

	if (err != ERR_OK)
		return err;
	check->with = (struct check_with){ .quantity = !is_away };
	return check_do(ui, check, &wish);
}

/* --- a tax that is not charged ----------------------------------------------------------- */

static enum err exempt_run(struct check *check)
{
	struct check_with *with = &check->with;

	return bill_exempt(check->till->app, &check->act, 0, with->code, with->text,
			   with->text[0] != '\0');
}

static enum err exempt_done(struct ui *ui, struct check *check)
{
	return say_due(ui, check,
		       check->with.text[0] != '\0'
			       ? tr(ui_draw(ui), "That tax is not charged on this check.")
			       : tr(ui_draw(ui), "That tax is charged again."));
}

static const struct check_wish exempt_wish = { .run = exempt_run, .done = exempt_done };

static enum err certificate_typed(struct ui *ui, void *arg, const char *text)
{
	struct check *check = arg;

	(void)fold_clean(check->with.text, sizeof check->with.text, text);
	return check_do(ui, check, &exempt_wish);
}

static enum err ask_certificate(struct ui *ui, struct check *check)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_line line = { .title = tr(draw, "A tax that is not charged"),
				    .label = tr(draw, "Number of the certificate"),
				    .limit = CERTIFICATE_LIMIT };

	return prompt_text(ui, &line, certificate_typed, check);
}

static enum err account_chosen(struct ui *ui, void *arg, int choice)
{
	struct tax_account accounts[PROMPT_CHOICES_MAX];
	struct check *check = arg;
	int n = 0;
	enum err err = store_tax_account_list(check->till->app->db, accounts, PROMPT_CHOICES_MAX,
					      &n);

	if (err != ERR_OK || choice >= n)
		return err != ERR_OK ? err : ERR_NOT_FOUND;
	check->with.code = accounts[choice].account;
	return ask_certificate(ui, check);
}

static enum err charge_again(struct ui *ui, void *arg)
{
	return check_do(ui, arg, &exempt_wish);
}

/* The account that the whole check is exempt from already; 0: none. */
static enum err exempted(struct check *check, int64_t *ret_account)
{
	struct exemption_row rows[EXEMPTIONS_MAX];
	int n = 0;
	enum err err = store_exemption_list(check->till->app->db, check->bill, INT64_MAX, rows,
					    EXEMPTIONS_MAX, &n);

	*ret_account = 0;
	for (int i = 0; err == ERR_OK && i < n; i++)
		if (rows[i].part == 0)
			*ret_account = rows[i].account;
	return err;
}

enum err check_exempt(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_question question = { .title = tr(draw, "Charge the tax again?"),
					    .text = tr(draw, "The check is exempt from a tax."),
					    .yes = tr(draw, "Charge it") };
	struct tax_account accounts[PROMPT_CHOICES_MAX];
	const char *names[PROMPT_CHOICES_MAX];
	struct check *check = state;
	int n = 0;
	enum err err;

	check->with = (struct check_with){ 0 };
	err = exempted(check, &check->with.code);
	if (err == ERR_OK && check->with.code != 0)
		return prompt_confirm(ui, &question, charge_again, check);
	if (err == ERR_OK)
		err = store_tax_account_list(check->till->app->db, accounts, PROMPT_CHOICES_MAX,
					     &n);
	for (int i = 0; err == ERR_OK && i < n; i++)
		names[i] = accounts[i].name;
	if (err != ERR_OK || n == 0)
		return err != ERR_OK ? err : ERR_NOT_FOUND;
	return prompt_choose(ui, tr(draw, "Which tax is not charged?"), names, n, account_chosen,
			     check);
}
