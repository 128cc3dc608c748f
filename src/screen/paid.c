/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/paid.c -- the pay screen when all is paid: the change stands, the receipt can be had, and
 * no key takes or splits anything.
 */
#include <string.h>

#include "screen/pay_parts.h"

/* Whatever was said since, the floor tells what was paid, and the change. */
static enum err leave(struct ui *ui, void *state)
{
	const struct pay_screen *pay = state;
	char paid[TEXT_SIZE];

	pay_paid_text(ui_draw(ui), pay, paid, sizeof paid);
	if (pay->has_last && strstr(ui_message(ui), paid) == NULL)
		ui_say(ui, "%s", paid);
	ui_pop(ui);
	return ERR_OK;
}

static enum err refuse_back(struct ui *ui, void *state)
{
	ui_error(ui, "%s", tr(ui_draw(ui), pay_back_why(state)));
	return ERR_CLOSED;
}

static const struct action actions[] = {
	{ "paid-back", "Enter", N_("To the floor"), N_("All is paid: back to the floor."),
	  PERM_NONE, NULL, leave },
	{ "paid-leave", "Esc", NULL, N_("All is paid: back to the floor."), PERM_NONE, NULL,
	  leave },
	{ "pay-back", "F8", NULL, N_("Say how money goes back now: as a refund."), PERM_NONE, NULL,
	  refuse_back },
	{ "pay-receipt", "F2", N_("Receipt"),
	  N_("Print the receipt of the part that was paid; a second one is marked a duplicate."),
	  PERM_REPRINT, pay_has_receipt, pay_print_again },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, pay_load(state));
}

const struct screen_class screen_paid = {
	.name = "paid",
	.help_title = N_("Paid"),
	.actions = actions,
	.keeps_message = true,
	.nothing_to_type = N_("↵ back to the floor"),
	.close = pay_close,
	.title = pay_title,
	.draw = pay_draw,
	.reload = reload,
};
