/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/together.c -- why two checks could not become one, and what to do about it.
 */
#include "screen/till.h"
#include "service/bill.h"
#include "ui/text.h"

/* The part that is half paid; 0: none is. */
static int64_t half_paid(const struct bill_view *view)
{
	for (int i = 0; i < view->n_parts; i++)
		if (view->parts[i].is_frozen && !view->parts[i].is_closed)
			return view->parts[i].no;
	return 0;
}

static void say_paid(struct till *till, int64_t from, const char *name)
{
	const struct draw *draw = ui_draw(till->ui);
	struct bill_view view;
	int64_t no;

	if (bill_view_load(till->app->db, from, &view) != ERR_OK)
		return;
	no = half_paid(&view);
	bill_view_done(&view);
	if (no > 0)
		ui_error(till->ui, tr(draw, "Part %lld of %s is half paid: let it be paid whole "
					    "there first, or move single lines."),
			 (long long)no, name);
	else
		ui_error(till->ui, tr(draw, "A part of %s is paid, with what all share: let the "
					    "rest be paid there, or move single lines."), name);
}

void till_say_together(struct till *till, int64_t from, const char *name, enum err err)
{
	const struct draw *draw = ui_draw(till->ui);

	if (err == ERR_FROZEN)
		say_paid(till, from, name);
	else if (err == ERR_STATE)
		ui_error(till->ui, tr(draw, "A payment or a held card is under way on %s: it must "
					    "come to its end first."), name);
	else if (err == ERR_STACK)
		ui_error(till->ui, "%s", tr(draw, "Each has a discount on the whole check, and "
						  "they may not stand together: take one of them "
						  "back ({discount-check}) first."));
}
