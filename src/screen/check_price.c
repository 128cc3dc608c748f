/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_price.c -- what is taken off a check or a line, and how that is taken back.
 */
#include "base/str.h"
#include "screen/check.h"
#include "ui/prompt.h"
#include "ui/text.h"

static enum err undiscount_run(struct check *check)
{
	return bill_undiscount(check->till->app, &check->act, check->with.line);
}

static enum err undiscount_done(struct ui *ui, struct check *check)
{
	check_used(ui, check);
	ui_say(ui, "%s", tr(ui_draw(ui), "The discount is taken back."));
	return ERR_OK;
}

static enum err take_back(struct ui *ui, struct check *check, int64_t line)
{
	static const struct check_wish wish = { .run = undiscount_run, .done = undiscount_done };

	if (line == 0) {
		ui_error(ui, "%s", tr(ui_draw(ui), "There is no discount to take back."));
		return ERR_NOT_FOUND;
	}
	check->with = (struct check_with){ .line = line };
	return check_do(ui, check, &wish);
}

static enum err taken_back(struct ui *ui, void *arg)
{
	struct check *check = arg;

	return take_back(ui, check, check->with.line);
}

/* A discount that is chosen is taken back by the keys that void a line. */
enum err check_ask_back(struct ui *ui, struct check *check, const struct check_line *line)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_question question = { .title = tr(draw, "Take the discount back?"),
					    .text = tr(draw, "The check costs as much again as "
							     "without it."),
					    .yes = tr(draw, "Take it back") };

	check->with = (struct check_with){ .line = line->item.line };
	return prompt_confirm(ui, &question, taken_back, check);
}

/* --- discounts --- */

static enum err discount_run(struct check *check)
{
	return bill_discount(check->till->app, &check->act, check->with.line,
			     check->with.amount_minor, check->with.rate_ppm);
}

static enum err discount_done(struct ui *ui, struct check *check)
{
	char money[NUMBER_TEXT_SIZE];

	check_used(ui, check);
	ui_say(ui, tr(ui_draw(ui), "Discount given. Due now: %s."),
	       draw_money(ui_draw(ui), check->view.due_minor, money));
	return ERR_OK;
}

/* The discount of the check as a whole that was given last; 0: none. */
static int64_t last_discount(const struct check *check)
{
	int64_t line = 0;

	for (int i = 0; i < check->n_lines; i++)
		if (check->lines[i].item.is_discount)
			line = check->lines[i].item.line;
	return line;
}

static void discount_title(const struct draw *draw, const struct check *check, char *into,
			   size_t size)
{
	const struct check_with *with = &check->with;
	const char *of = with->line != 0 ? with->name : tr(draw, "the check");
	char money[NUMBER_TEXT_SIZE];

	if (with->rate_ppm > 0)
		text_format(into, size, tr(draw, "Discount of %s %% on %s?"),
			    number_percent(&draw->number, with->rate_ppm, money), of);
	else
		text_format(into, size, tr(draw, "Discount of %s on %s?"),
			    draw_money(draw, with->amount_minor, money), of);
}

/* Takes the typed amount or rate off check->with.line (0: the check); a zero takes back. */
static enum err discount_by(struct ui *ui, struct check *check, const char *text)
{
	static const struct check_wish wish = { .run = discount_run, .done = discount_done };
	const struct draw *draw = ui_draw(ui);
	struct grammar_money money = { draw->exponent, draw->number.decimal, draw->number.group };
	int64_t line = check->with.line;
	char title[TEXT_SIZE];
	enum err err = grammar_discount(text, money, &check->with.amount_minor,
					&check->with.rate_ppm);

	if (err != ERR_OK)
		return check_refuse(ui, err,
				    /* xgettext:no-c-format */
				    N_("Type what is taken off, as 10% or 5.00, up to 100%, then "
				       "the key; 0 takes back."));
	if (check->with.amount_minor == 0 && check->with.rate_ppm == 0)
		return take_back(ui, check, line != 0 ? line : last_discount(check));
	discount_title(draw, check, title, sizeof title);
	return check_do_why(check, &wish, "discount", title);
}

enum err check_price_list(struct ui *ui, struct check *check)
{
	const struct check_line *line = check_selected(check);
	struct screen_line of = { check->till, check->bill, 0 };

	if (line != NULL && !line->item.is_discount)
		of.line = line->item.line;
	return ui_push(ui, &screen_prices, &of);
}

/* What was typed is taken off; with nothing typed the list of the house's price changes comes. */
static enum err discount_or_list(struct ui *ui, struct check *check)
{
	char text[EDIT_TEXT_SIZE];

	if (entry_is_empty(&check->entry))
		return check_price_list(ui, check);
	return discount_by(ui, check, entry_text(&check->entry, text));
}

enum err check_discount_line(struct ui *ui, void *state)
{
	struct check *check = state;
	const struct check_line *line = check_selected(check);

	if (line == NULL || line->item.is_discount) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Choose a line with the arrows first."));
		return ERR_NOT_FOUND;
	}
	check_with_line(check, line, 0);
	return discount_or_list(ui, check);
}

enum err check_discount_all(struct ui *ui, void *state)
{
	struct check *check = state;

	check->with = (struct check_with){ 0 };
	return discount_or_list(ui, check);
}
