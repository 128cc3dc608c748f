/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/uncollected.c -- cards that were authorized and not taken in time: named items for the
 * desk, each with its card and its bill.
 */
#include "base/str.h"
#include "screen/payment_list.h"

#define UNCOLLECTED_MAX 200

static void cell_day(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	char text[DATE_TEXT_SIZE];

	(void)style;
	str_copy(into, size,
		 date_moment_text(draw->zone, draw->catalog, &draw->number,
				  payment_list_row(rows, row)->payment.since_unix_ms, text));
}

static const struct table_column columns[] = {
	{ N_("lapsed"), 16, ALIGN_START, cell_day },
	{ N_("where"), 0, ALIGN_START, payment_list_place },
	{ N_("card"), 16, ALIGN_START, payment_list_card },
	{ N_("code"), 10, ALIGN_START, payment_list_code },
	{ N_("amount"), 11, ALIGN_NUMBER, payment_list_amount },
	{ .cell = NULL },
};

static const struct payment_list_kind kind = {
	.columns = columns,
	.states = 1u << PAYMENT_LAPSED,
	.max = UNCOLLECTED_MAX,
	.none = N_("Every card was collected."),
	.none_style = STYLE_PAID,
};

static enum err open_bill(struct ui *ui, void *state)
{
	struct payment_list *list = state;
	struct screen_bill bill = { list->till, payment_list_selected(list)->payment.bill };

	return ui_push(ui, &screen_pay, &bill);
}

static const struct action actions[] = {
	{ "uncollected-bill", "Enter", N_("Bill"), N_("Look at the bill that the card paid."),
	  PERM_NONE, payment_list_has_row, open_bill },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	(void)ui;
	return payment_list_open(argument, &kind, sizeof(struct payment_list), ret_state);
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	text_format(into, size, tr(draw, "Uncollected cards · %d"),
		    ((const struct payment_list *)state)->n);
}

const struct screen_class screen_uncollected = {
	.name = "uncollected",
	.help_title = N_("Uncollected cards"),
	.actions = actions,
	.open = open_screen,
	.close = payment_list_close,
	.title = title,
	.draw = payment_list_draw,
	.key = payment_list_key,
	.reload = payment_list_reload,
};
