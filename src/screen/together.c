/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/together.c -- what two checks come to as one, with the service charge of a larger party;
 * why they could not become one, and what to do about it.
 */
#include "base/str.h"
#include "screen/till.h"
#include "service/bill_split.h"
#include "ui/prompt.h"
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

void till_say_not_back(struct ui *ui, enum err err)
{
	if (err == ERR_EXISTS)
		ui_error(ui, "%s", tr(ui_draw(ui), "Others sit at its table by now: it cannot go "
						   "back. Nothing was changed."));
}

/* --- the service charge ------------------------------------------------------------------ */

bool till_due_text(const struct draw *draw, int64_t due_minor, int64_t service_minor,
		   int64_t was_minor, char *into, size_t size)
{
	char due[NUMBER_TEXT_SIZE], service[NUMBER_TEXT_SIZE];

	draw_money(draw, due_minor, due);
	if (service_minor == was_minor)
		str_copy(into, size, due);
	else if (service_minor == 0)
		text_format(into, size, tr(draw, "%s without service"), due);
	else
		text_format(into, size, tr(draw, "%s with %s service"), due,
			    draw_money(draw, service_minor, service));
	return service_minor != was_minor;
}

static struct bill_merged now_of(struct till *till, int64_t bill)
{
	struct bill_merged now = { 0 };
	struct bill_view view;

	if (bill_view_load(till->app->db, bill, &view) != ERR_OK)
		return now;
	now = (struct bill_merged){ view.due_minor, view.out.service_minor };
	bill_view_done(&view);
	return now;
}

bool till_due_now(struct till *till, int64_t bill, int64_t was_minor, char *into, size_t size)
{
	struct bill_merged now = now_of(till, bill);

	return till_due_text(ui_draw(till->ui), now.due_minor, now.service_minor, was_minor, into,
			     size);
}

int64_t till_add_together(struct till *till, int64_t from, int64_t onto, char *text, size_t size)
{
	const struct draw *draw = ui_draw(till->ui);
	int64_t was_minor = now_of(till, from).service_minor + now_of(till, onto).service_minor;
	struct act act = till_act(till, onto, -1);
	struct bill_merged merged;
	char due[PROMPT_TEXT_SIZE / 2], question[PROMPT_TEXT_SIZE], sum[PROMPT_TEXT_SIZE];

	if (bill_merge_look(till->app, &act, from, &merged) != ERR_OK ||
	    !till_due_text(draw, merged.due_minor, merged.service_minor, was_minor, due,
			   sizeof due))
		return was_minor;
	text_format(sum, sizeof sum, tr(draw, "Together: %s."), due);
	str_copy(question, sizeof question, text);
	str_format(text, size, "%s %s", question, sum);
	return was_minor;
}
