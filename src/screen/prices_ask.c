/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/prices_ask.c -- what the list of price changes asks before it sets a service charge, an
 * exemption or take-away.
 */
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "screen/grammar.h"
#include "screen/prices.h"
#include "ui/text.h"

#define CERTIFICATE_LIMIT 60
#define RATE_LIMIT 8

/* --- service charge --- */

static enum err rate_typed(struct ui *ui, void *arg, const char *text)
{
	const struct draw *draw = ui_draw(ui);
	struct grammar_money money = { draw->exponent, draw->number.decimal, draw->number.group };
	struct prices *prices = arg;
	int64_t amount = 0;
	char rate[PRICES_TEXT_SIZE];
	enum err err = ERR_OK;

	prices->rate_ppm = -1;
	str_format(rate, sizeof rate, "%s%s", text,
		   text[0] != '\0' && text[strlen(text) - 1] == '%' ? "" : "%");
	if (text[0] != '\0')
		err = grammar_discount(rate, money, &amount, &prices->rate_ppm);
	if (err != ERR_OK)
		return err;
	prices->wish = PRICES_SERVICE;
	str_copy(prices->said, sizeof prices->said,
		 prices->rate_ppm == 0 ? tr(draw, "Service charge waived")
				       : tr(draw, "Service charge"));
	return prices_ask_why(prices);
}

enum err prices_service(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_line line = { .title = tr(draw, "Service charge; 0 waives it, nothing: the "
						      "house's rules"),
				    .label = tr(draw, "Percent"), .limit = RATE_LIMIT,
				    .is_optional = true };

	return prompt_text(ui, &line, rate_typed, state);
}

/* --- exemption --- */

enum { CERTIFICATE_NUMBER, CERTIFICATE_FROM, CERTIFICATE_UNTIL, CERTIFICATE_FIELDS };

/* 0: not said, no bound. */
static int32_t typed_date(const struct form *form, int field)
{
	char text[EDIT_TEXT_SIZE];
	int32_t date = 0;

	return clock_date_parse(form_text(form, field, text), &date) ? date : 0;
}

static const char *date_problem(const struct form *form, int field)
{
	return typed_date(form, field) == 0 ? N_("Write 2026-12-31") : NULL;
}

static enum err certificate_typed(struct ui *ui, void *arg, const struct form *form)
{
	struct prices *prices = arg;
	struct bill_exemption *of = &prices->exemption;
	int32_t today = prices->till->app->property.business_date;
	char text[EDIT_TEXT_SIZE];

	str_copy(prices->certificate, sizeof prices->certificate,
		 form_text(form, CERTIFICATE_NUMBER, text));
	of->good_from = typed_date(form, CERTIFICATE_FROM);
	of->good_until = typed_date(form, CERTIFICATE_UNTIL);
	if (of->good_from > today || (of->good_until != 0 && of->good_until < today)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "The certificate is not good today. Nothing was "
						   "exempted."));
		return ERR_RANGE;
	}
	return prices_begin(ui, prices, 0, 0);
}

static enum err ask_certificate(struct ui *ui, struct prices *prices)
{
	static const struct form_field fields[CERTIFICATE_FIELDS] = {
		[CERTIFICATE_NUMBER] = { .label = N_("Certificate"),
					 .kind = FORM_TEXT, .limit = CERTIFICATE_LIMIT },
		[CERTIFICATE_FROM] = { .label = N_("Good from"), .kind = FORM_CODE,
				       .limit = CLOCK_DATE_SIZE, .is_optional = true,
				       .hint = N_("always"), .check = date_problem },
		[CERTIFICATE_UNTIL] = { .label = N_("Good until"), .kind = FORM_CODE,
					.limit = CLOCK_DATE_SIZE, .is_optional = true,
					.hint = N_("without end"), .check = date_problem },
	};

	return prompt_form(ui, prices->said, fields, CERTIFICATE_FIELDS, NULL, certificate_typed,
			   prices);
}

/* Exempts, or takes the exemption back that stands. */
static enum err exempt_part(struct ui *ui, struct prices *prices, int64_t part)
{
	const struct draw *draw = ui_draw(ui);
	struct exemption_row rows[EXEMPTIONS_MAX];
	int n = 0;
	enum err err = store_exemption_list(prices->till->app->db, prices->bill, INT64_MAX, rows,
					    EXEMPTIONS_MAX, &n);

	if (err != ERR_OK)
		return err;
	prices->wish = PRICES_EXEMPT;
	prices->exemption.part = part;
	prices->is_exempt = true;
	for (int i = 0; i < n; i++)
		if (rows[i].part == part && rows[i].account == prices->exemption.account)
			prices->is_exempt = false;
	str_copy(prices->said, sizeof prices->said,
		 prices->is_exempt ? tr(draw, "Exempt from a tax")
				   : tr(draw, "Exemption taken back"));
	prices->certificate[0] = '\0';
	return prices->is_exempt ? ask_certificate(ui, prices) : prices_begin(ui, prices, 0, 0);
}

static enum err part_chosen(struct ui *ui, void *arg, int choice)
{
	struct prices *prices = arg;

	return exempt_part(ui, prices, choice == 0 ? 0 : prices->view.parts[choice - 1].id);
}

/* Of which part, where there are several. */
static enum err ask_part(struct ui *ui, struct prices *prices)
{
	const struct draw *draw = ui_draw(ui);
	char texts[PRICES_PARTS_MAX][PRICES_TEXT_SIZE];
	const char *choices[PRICES_PARTS_MAX];
	char money[NUMBER_TEXT_SIZE];
	int n = 0;

	if (prices->view.n_parts < 2)
		return exempt_part(ui, prices, 0);
	choices[n++] = tr(draw, "The whole check");
	for (int i = 0; i < prices->view.n_parts && n < PRICES_PARTS_MAX; i++) {
		text_format(texts[n], sizeof texts[n], tr(draw, "Part %lld, %s"),
			    (long long)prices->view.parts[i].no,
			    draw_money(draw, prices->view.parts[i].total_minor, money));
		choices[n] = texts[n];
		n++;
	}
	return prompt_choose(ui, tr(draw, "Who is exempt?"), choices, n, part_chosen, prices);
}

static enum err tax_chosen(struct ui *ui, void *arg, int choice)
{
	struct prices *prices = arg;

	prices->exemption.account = prices->taxes[choice].account;
	return ask_part(ui, prices);
}

enum err prices_exempt(struct ui *ui, void *state)
{
	struct prices *prices = state;
	const char *choices[PRICES_TAXES_MAX];

	for (int i = 0; i < prices->n_taxes; i++)
		choices[i] = prices->taxes[i].name;
	if (prices->n_taxes == 1)
		return tax_chosen(ui, prices, 0);
	return prompt_choose(ui, tr(ui_draw(ui), "Exempt from which tax?"), choices,
			     prices->n_taxes, tax_chosen, prices);
}

/* --- take-away --- */

enum err prices_away(struct ui *ui, void *state)
{
	struct prices *prices = state;

	prices->wish = PRICES_AWAY;
	str_copy(prices->said, sizeof prices->said,
		 prices->is_away ? tr(ui_draw(ui), "Eaten here") : tr(ui_draw(ui), "Take away"));
	return prices_begin(ui, prices, 0, 0);
}
