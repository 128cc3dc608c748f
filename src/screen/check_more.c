/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_more.c -- what is done to a check less often: a list, each with its letter.  The
 * list goes before the thing is done, so that its questions stand over the check.
 */
#include "base/str.h"
#include "screen/check.h"
#include "screen/price.h"
#include "ui/more.h"
#include "ui/prompt.h"

#define ITEM_LIMIT 40

/* --- the price of an item --- */

static enum err price_typed(struct ui *ui, void *arg, const char *text)
{
	const struct check *check = arg;
	struct grammar said = grammar_read(text);

	(void)ui;
	if (said.kind != GRAMMAR_CODE && said.kind != GRAMMAR_SEARCH && said.kind != GRAMMAR_PRICE)
		return said.kind == GRAMMAR_BAD ? said.err : ERR_SYNTAX;
	return price_say(check->till, &said, check->bill);
}

enum err check_price(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_line line = { .title = tr(draw, "What does it cost?"),
				    .label = tr(draw, "Code or letters"), .limit = ITEM_LIMIT };
	struct check *check = state;
	struct grammar said = check->said;

	if (entry_is_empty(&check->entry))
		return prompt_text(ui, &line, price_typed, check);
	if (check->picked >= 0)
		said.number = check->found[check->picked]->code;
	else if (!check_is_short(check) && said.kind != GRAMMAR_CODE &&
		 said.kind != GRAMMAR_PRICE && said.kind != GRAMMAR_SEARCH)
		return check_refuse(ui, ERR_SYNTAX,
				    N_("Type a code or letters of the item to know its price."));
	check_used(ui, check);
	return price_say(check->till, &said, check->bill);
}

/* --- the list --- */

static enum err do_price(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_price(ui, state);
}

static enum err do_hold(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_hold(ui, state);
}

static enum err do_print(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_print(ui, state);
}

static enum err do_preview(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_preview(ui, state);
}

static enum err do_reprint(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_reprint(ui, state);
}

static enum err do_prices(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_price_list(ui, state);
}

static enum err do_to_table(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_to_table(ui, state);
}

static enum err do_to_staff(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_to_staff(ui, state);
}

static enum err do_merge(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_merge(ui, state);
}

static enum err do_undo(struct ui *ui, void *state)
{
	ui_pop(ui);
	return check_undo(ui, state);
}

static enum err do_lines(struct ui *ui, void *state)
{
	return ui_replace(ui, &screen_transfer, state);
}

static enum err do_history(struct ui *ui, void *state)
{
	const struct check *check = state;
	struct screen_bill bill = { check->till, check->bill };

	return ui_replace(ui, &screen_history, &bill);
}

static enum err take(struct ui *ui, void *state);

static bool is_open(const void *state)
{
	return ((const struct check *)state)->view.rows.head.state != BILL_CLOSED;
}

static bool has_lines(const void *state)
{
	return is_open(state) && ((const struct check *)state)->n_lines > 0;
}

static const struct action actions[] = {
	{ "more-print", "p", NULL, N_("Print the check for the guests."), PERM_SELL, has_lines,
	  do_print },
	{ "more-preview", "v", NULL, N_("Look at that paper before it is printed."), PERM_SELL,
	  has_lines, do_preview },
	{ "more-reprint", "k", NULL, N_("Print the last kitchen tickets once more."), PERM_SELL,
	  is_open, do_reprint },
	{ "more-table", "t", NULL, N_("Take the check to another table, or make it a tab."),
	  PERM_SELL, is_open, do_to_table },
	{ "more-staff", "w", NULL, N_("Hand the check to a colleague."), PERM_SELL, is_open,
	  do_to_staff },
	{ "more-lines", "l", NULL, N_("Take some lines to another check."), PERM_SELL, has_lines,
	  do_lines },
	{ "more-merge", "m", NULL, N_("Bring another check here."), PERM_SELL, is_open,
	  do_merge },
	{ "more-undo", "u", NULL, N_("Undo the latest split or transfer."), PERM_SELL, is_open,
	  do_undo },
	{ "more-prices", "d", NULL,
	  N_("Discounts, service charge, exemption, take-away."), PERM_SELL, has_lines,
	  do_prices },
	{ "more-price", "i", NULL, N_("Say what an item costs; nothing is rung."), PERM_NONE, NULL,
	  do_price },
	{ "more-hold", "c", NULL, N_("Have a card hold an amount for this check."), PERM_TENDER,
	  is_open, do_hold },
	{ "more-history", "y", NULL, N_("See who did what to this check, and when."), PERM_NONE,
	  NULL, do_history },
	{ "more-take", "Enter", N_("Do it"), N_("Do what is marked."), PERM_NONE, NULL, take },
	{ 0 },
};

static void more_picture(const struct draw *draw, struct canvas *canvas, struct area area,
			 void *state)
{
	const struct check *check = state;

	more_draw(check->till->ui, &screen_more, check, tr(draw, "More"), check->more, canvas,
		  area);
}

static enum err move(struct ui *ui, void *state, struct key key)
{
	(void)ui;
	more_key(&screen_more, &((struct check *)state)->more, key);
	return ERR_OK;
}

static enum err take(struct ui *ui, void *state)
{
	return more_take(ui, &screen_more, state, ((struct check *)state)->more);
}

const struct screen_class screen_more = {
	.name = "more",
	.help_title = N_("More of a check"),
	.actions = actions,
	.is_overlay = true,
	.draw = more_picture,
	.key = move,
};

enum err check_more_list(struct ui *ui, void *state)
{
	struct check *check = state;

	check->more = 0;
	return ui_push(ui, &screen_more, check);
}
