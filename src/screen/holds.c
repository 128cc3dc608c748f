/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/holds.c -- the open holds on tabs: how much, until when; raised, applied to the tab, or
 * released.
 */
#include "base/str.h"
#include "screen/paper.h"
#include "screen/payment_list.h"
#include "service/courier.h"
#include "ui/prompt.h"

#define HOLDS_MAX 200

enum hold_step { HOLD_RAISE, HOLD_APPLY, HOLD_RELEASE };

struct holds {
	struct payment_list list;    /* first */

	/* What is being done, until it is done. */
	enum hold_step step;
	int64_t payment, bill, part, amount_minor, tip_minor;
	int64_t parts[BILL_PARTS_MAX];
	struct act act;
	struct perm_need need;
	struct pay_result result;
	struct paper_printing printing;
};

/* --- the list ---------------------------------------------------------------------------- */

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	const struct payment_row *payment = &payment_list_row(rows, row)->payment;
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size,
		 draw_money(draw,
			    payment->authorized_minor > 0 ? payment->authorized_minor
							  : payment->amount_minor,
			    money));
}

static void cell_until(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	int64_t until_unix_ms = payment_list_row(rows, row)->payment.capture_before_unix_ms;
	char text[DATE_TEXT_SIZE];

	if (until_unix_ms == 0)
		return;
	if (until_unix_ms - draw->now_unix_ms < INT64_C(24) * 3600 * 1000)
		*style = STYLE_LATE;
	str_copy(into, size, date_moment_text(draw->zone, draw->catalog, &draw->number,
					      until_unix_ms, text));
}

static void cell_state(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	const struct payment_row *payment = &payment_list_row(rows, row)->payment;

	*style = payment->state == PAYMENT_AUTHORIZED ? STYLE_PAID : STYLE_BILLED;
	if (payment->state == PAYMENT_AUTHORIZED && payment->wants[0] == '\0')
		str_copy(into, size, tr(draw, "held"));
	else
		str_copy(into, size, payments_words(draw, payment_list_of(rows)->till, payment));
}

static bool is_hold(const struct payment_list *list, const struct payment_row *payment)
{
	(void)list;
	return str_equal(payment->kind, "hold");
}

static const struct table_column columns[] = {
	{ N_("tab"), 0, ALIGN_START, payment_list_place },
	{ N_("card"), 14, ALIGN_START, payment_list_card },
	{ N_("held"), 11, ALIGN_NUMBER, cell_amount },
	{ N_("capture before"), 17, ALIGN_START, cell_until },
	{ N_("state"), 14, ALIGN_START, cell_state },
	{ .cell = NULL },
};

static const struct payment_list_kind kind = {
	.columns = columns,
	.states = 1u << PAYMENT_STARTING | 1u << PAYMENT_WAITING | 1u << PAYMENT_STOPPING |
		  1u << PAYMENT_AUTHORIZED,
	.keeps = is_hold,
	.max = HOLDS_MAX,
	.none = N_("No hold is open. On a tab, type an amount, then {more} c."),
	.none_style = STYLE_DIM,
};

/* --- doing ------------------------------------------------------------------------------- */

static enum err act_of(struct holds *holds)
{
	struct app *app = holds->list.till->app;
	const struct act *act = &holds->act;

	switch (holds->step) {
	case HOLD_RAISE:
		return payment_increment(app, act, holds->payment, holds->amount_minor);
	case HOLD_APPLY:
		return payment_apply(app, act, holds->payment, holds->part, holds->amount_minor,
				     holds->tip_minor, &holds->result);
	case HOLD_RELEASE:
		return payment_release(app, act, holds->payment);
	}
	return ERR_STATE;
}

static enum err run(struct ui *ui, void *arg)
{
	static const char *const sentences[] = {
		[HOLD_RAISE] = N_("The processor is asked to hold more. A decline leaves the hold "
				  "as it is."),
		[HOLD_APPLY] = N_("Applied. What is left of the hold goes back to the card by "
				  "itself."),
		[HOLD_RELEASE] = N_("The hold goes back to the card."),
	};
	struct holds *holds = arg;
	struct till *till = holds->list.till;
	enum err err = act_of(holds);

	if (err != ERR_OK)
		return err;
	if (till->courier != NULL)
		courier_kick(till->courier);
	ui_say(ui, "%s", tr(ui_draw(ui), sentences[holds->step]));
	err = payment_list_load(&holds->list);
	if (err == ERR_OK && holds->step == HOLD_APPLY && holds->result.paper != 0 &&
	    !str_equal(till->settings->printer, "none"))
		err = paper_print(&holds->printing, till, holds->result.paper, NULL);
	return err;
}

static enum err begin(struct ui *ui, struct holds *holds, enum hold_step step)
{
	holds->step = step;
	holds->act = till_act(holds->list.till, holds->bill, -1);
	holds->act.need = &holds->need;
	return approve(holds->list.till, run(ui, holds), &holds->act, run, holds);
}

static void take_up(struct holds *holds)
{
	const struct payment_listed *row = payment_list_selected(&holds->list);

	holds->payment = row->payment.id;
	holds->bill = row->payment.bill;
	holds->amount_minor = holds->tip_minor = 0;
}

/* --- raise ------------------------------------------------------------------------------- */

static const struct form_field raise_fields[] = {
	{ .label = N_("Hold in all"), .kind = FORM_AMOUNT, .low = 1, .high = PAY_GIVEN_MAX,
	  .hint = N_("the new total") },
};

static enum err with_total(struct ui *ui, void *arg, const struct form *form)
{
	struct holds *holds = arg;

	holds->amount_minor = form_amount(form, 0);
	return begin(ui, holds, HOLD_RAISE);
}

static enum err raise_hold(struct ui *ui, void *state)
{
	struct holds *holds = state;

	take_up(holds);
	return prompt_form(ui, tr(ui_draw(ui), "Hold more"), raise_fields, 1, NULL, with_total,
			   holds);
}

/* --- apply ------------------------------------------------------------------------------- */

static const struct form_field apply_fields[] = {
	{ .label = N_("Amount"), .kind = FORM_AMOUNT, .is_optional = true,
	  .hint = N_("nothing: what is due") },
	{ .label = N_("Tip"), .kind = FORM_AMOUNT, .is_optional = true,
	  .hint = N_("nothing: no tip") },
};

static enum err with_amounts(struct ui *ui, void *arg, const struct form *form)
{
	struct holds *holds = arg;

	holds->amount_minor = form_is_empty(form, 0) ? PAY_EXACT : form_amount(form, 0);
	holds->tip_minor = form_amount(form, 1);
	return begin(ui, holds, HOLD_APPLY);
}

static enum err ask_amounts(struct ui *ui, struct holds *holds)
{
	return prompt_form(ui, tr(ui_draw(ui), "Apply the hold"), apply_fields, 2, NULL,
			   with_amounts, holds);
}

static enum err with_part(struct ui *ui, void *arg, int choice)
{
	struct holds *holds = arg;

	holds->part = holds->parts[choice];
	return ask_amounts(ui, holds);
}

/* Of several open parts one is chosen first. */
static enum err choose_part(struct ui *ui, struct holds *holds, const struct bill_view *view)
{
	const struct draw *draw = ui_draw(ui);
	char texts[BILL_PARTS_MAX][64], money[NUMBER_TEXT_SIZE];
	const char *choices[BILL_PARTS_MAX];
	int n = 0;

	for (int i = 0; i < view->n_parts; i++) {
		if (view->parts[i].is_closed)
			continue;
		text_format(texts[n], sizeof texts[n], tr(draw, "part %lld, %s is due"),
			    (long long)view->parts[i].no,
			    draw_money(draw, view->parts[i].due_minor, money));
		holds->parts[n] = view->parts[i].id;
		choices[n] = texts[n];
		n++;
	}
	if (n == 0)
		return ERR_CLOSED;
	holds->part = holds->parts[0];
	return n == 1 ? ask_amounts(ui, holds)
		      : prompt_choose(ui, tr(draw, "Apply to which part?"), choices, n, with_part,
				      holds);
}

static enum err apply_hold(struct ui *ui, void *state)
{
	struct holds *holds = state;
	struct bill_view view;
	enum err err;

	take_up(holds);
	err = bill_view_load(holds->list.till->app->db, holds->bill, &view);
	if (err != ERR_OK)
		return err;
	err = choose_part(ui, holds, &view);
	bill_view_done(&view);
	return err;
}

/* --- release ----------------------------------------------------------------------------- */

static enum err release_yes(struct ui *ui, void *arg)
{
	return begin(ui, arg, HOLD_RELEASE);
}

static enum err release_hold(struct ui *ui, void *state)
{
	struct holds *holds = state;
	const struct draw *draw = ui_draw(ui);
	const struct payment_listed *row = payment_list_selected(&holds->list);
	char amount[96], money[NUMBER_TEXT_SIZE];
	struct prompt_question question = {
		.title = tr(draw, "Release the hold?"),
		.text = tr(draw, "The tab is then secured by nothing. The card is not charged."),
		.amount = amount,
		.yes = tr(draw, "Release"),
	};

	take_up(holds);
	str_format(amount, sizeof amount, "%s %s", row->payment.unit,
		   draw_money(draw, row->payment.amount_minor, money));
	return prompt_confirm(ui, &question, release_yes, holds);
}

static enum err open_bill(struct ui *ui, void *state)
{
	struct payment_list *list = state;
	struct screen_bill bill = { list->till, payment_list_selected(list)->payment.bill };

	/* A check stands on the floor: a table typed there leads to another. */
	ui_pop_to(ui, &screen_floor);
	return ui_push(ui, &screen_check, &bill);
}

static bool is_held(const void *state)
{
	const struct payment_listed *row = payment_list_selected(state);

	return row != NULL && row->payment.state == PAYMENT_AUTHORIZED &&
	       row->payment.wants[0] == '\0';
}

static const char *why(const void *state, const struct action *action)
{
	(void)action;
	return payment_list_selected(state) == NULL ? N_("No hold is open.")
				       : N_("The processor has not answered yet; wait for it.");
}

static const struct action actions[] = {
	{ "hold-bill", "Enter", N_("tab"), N_("Open the tab that the hold belongs to."), PERM_NONE,
	  payment_list_has_row, open_bill },
	{ "hold-apply", "a", N_("apply"),
	  N_("Pay the tab, or a part of it, from the hold, with a tip when there is one."),
	  PERM_TENDER, is_held, apply_hold },
	{ "hold-raise", "i", N_("hold more"),
	  N_("Ask the processor to hold more in all, where the card allows it."), PERM_TENDER,
	  is_held, raise_hold },
	{ "hold-release", "r", N_("release"), N_("Give the hold back to the card."), PERM_TENDER,
	  is_held, release_hold },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	(void)ui;
	return payment_list_open(argument, &kind, sizeof(struct holds), ret_state);
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	text_format(into, size, tr(draw, "Open holds · %d"), ((const struct holds *)state)->list.n);
}

const struct screen_class screen_holds = {
	.name = "holds",
	.help_title = N_("Open holds"),
	.actions = actions,
	.open = open_screen,
	.close = payment_list_close,
	.title = title,
	.draw = payment_list_draw,
	.why = why,
	.key = payment_list_key,
	.reload = payment_list_reload,
};
