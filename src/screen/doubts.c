/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/doubts.c -- everything in doubt: since when, where, how much, what is known and when it is
 * asked for next; below it what was tried, and what the guest may be told.
 */
#include "screen/doubts_parts.h"

#include <stdlib.h>

#include "base/str.h"
#include "screen/paper.h"
#include "service/courier.h"
#include "ui/prompt.h"

/* --- reading ----------------------------------------------------------------------------- */

const struct doubt_row *doubts_selected(const struct doubts *doubts)
{
	int row = doubts->table.selected;

	return row >= 0 && row < doubts->n ? &doubts->rows[row] : NULL;
}

/* The attempt that is open, with its tries. */
static enum err load_attempt(struct doubts *doubts, struct doubt_row *row)
{
	struct attempt_row attempts[DOUBT_ATTEMPTS_MAX];
	int n = 0;
	enum err err = store_attempt_of_payment(doubts->till->app->db, row->payment.id, attempts,
						DOUBT_ATTEMPTS_MAX, &n);

	if (err != ERR_OK)
		return err;
	if (n > 0) {
		row->attempt = attempts[n - 1].id;
		row->next_unix_ms = attempts[n - 1].next_unix_ms;
		str_copy(row->key, sizeof row->key, attempts[n - 1].key);
		str_copy(row->op, sizeof row->op, attempts[n - 1].op);
	}
	for (int i = 0; i < n; i++)
		store_attempt_done(&attempts[i]);
	return ERR_OK;
}

static enum err load_tries(struct doubts *doubts)
{
	const struct doubt_row *row = doubts_selected(doubts);

	doubts->n_tries = 0;
	if (row == NULL || row->attempt == 0)
		return ERR_OK;
	return store_attempt_try_list(doubts->till->app->db, row->attempt, doubts->tries,
				      DOUBT_TRIES_MAX, &doubts->n_tries);
}

static enum err load(struct doubts *doubts)
{
	static const unsigned states = 1u << PAYMENT_DOUBT | 1u << PAYMENT_MISMATCH;
	const struct draw *draw = ui_draw(doubts->till->ui);
	struct payment_row *found = calloc(DOUBTS_MAX, sizeof *found);
	struct table_source source;
	int n = 0;
	enum err err = found != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK)
		err = store_payment_in(doubts->till->app->db, states, found, DOUBTS_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct doubt_row *row = &doubts->rows[i];

		*row = (struct doubt_row){ .payment = found[i] };
		payments_place(draw, doubts->till, &row->payment, row->place, sizeof row->place);
		payments_type_name(draw, doubts->till, row->payment.tender_type, row->type_name,
				   sizeof row->type_name);
		err = load_attempt(doubts, row);
	}
	free(found);
	if (err != ERR_OK)
		return err;
	doubts->n = n;
	source = doubts_source(doubts);
	table_reload(&doubts->table, &source);
	return load_tries(doubts);
}

/* --- doing ------------------------------------------------------------------------------- */

static enum err act_of(struct doubts *doubts)
{
	struct app *app = doubts->till->app;
	const struct act *act = &doubts->act;

	switch (doubts->step) {
	case DOUBT_ASK:
		return payment_ask_now(app, act, doubts->payment);
	case DOUBT_REPLACE:
		return payment_replace(app, act, doubts->payment);
	case DOUBT_CLOSE:
		return pay_close_doubt(app, act, doubts->part, &doubts->result);
	case DOUBT_DECIDE:
		return payment_decide(app, act, doubts->attempt, doubts->decision,
				      doubts->evidence);
	}
	return ERR_STATE;
}

static void say(struct ui *ui, struct doubts *doubts)
{
	static const char *const sentences[] = {
		[DOUBT_ASK] = N_("The processor is asked now."),
		[DOUBT_REPLACE] = N_("Due again: take another way to pay. What is found later goes "
				     "back by itself."),
		[DOUBT_CLOSE] = N_("Closed with the doubt; the receipt says so."),
		[DOUBT_DECIDE] = N_("Decided, with its evidence."),
	};

	ui_say(ui, "%s", tr(ui_draw(ui), sentences[doubts->step]));
}

static enum err run(struct ui *ui, void *arg)
{
	struct doubts *doubts = arg;
	struct till *till = doubts->till;
	enum err err = act_of(doubts);

	if (err != ERR_OK)
		return err;
	if (till->courier != NULL)
		courier_kick(till->courier);
	say(ui, doubts);
	if (doubts->step == DOUBT_REPLACE) {
		ui_pop(ui);
		return ERR_OK;
	}
	err = load(doubts);
	if (err == ERR_OK && doubts->step == DOUBT_CLOSE && doubts->result.paper != 0 &&
	    !str_equal(till->settings->printer, "none"))
		err = paper_print(&doubts->printing, till, doubts->result.paper, NULL);
	return err;
}

static enum err begin(struct ui *ui, struct doubts *doubts, enum doubt_step step)
{
	const struct doubt_row *row = doubts_selected(doubts);
	int64_t reason = doubts->act.reason, note = doubts->act.note;
	char text[96], money[NUMBER_TEXT_SIZE];

	doubts->step = step;
	doubts->payment = row->payment.id;
	doubts->part = row->payment.part;
	doubts->attempt = row->attempt;
	doubts->act = till_act(doubts->till, row->payment.bill, -1);
	if (step == DOUBT_DECIDE) {
		doubts->act.reason = reason;
		doubts->act.note = note;
	}
	doubts->act.need = &doubts->need;
	text_format(text, sizeof text, tr(ui_draw(ui), "In doubt before it: %s."),
		    draw_money(ui_draw(ui), row->payment.amount_minor, money));
	approve_change(doubts->till, text);
	return approve(doubts->till, run(ui, doubts), &doubts->act, run, doubts);
}

static enum err ask_now(struct ui *ui, void *state)
{
	return begin(ui, state, DOUBT_ASK);
}

static enum err replace_yes(struct ui *ui, void *arg)
{
	return begin(ui, arg, DOUBT_REPLACE);
}

static enum err close_yes(struct ui *ui, void *arg)
{
	return begin(ui, arg, DOUBT_CLOSE);
}

/* Asks first, with the amount on top. */
static enum err confirm(struct ui *ui, struct doubts *doubts, struct prompt_question question,
			prompt_done_fn *done)
{
	const struct doubt_row *row = doubts_selected(doubts);
	char amount[96], money[NUMBER_TEXT_SIZE];

	str_format(amount, sizeof amount, "%s %s", row->payment.unit,
		   draw_money(ui_draw(ui), row->payment.amount_minor, money));
	question.amount = amount;
	return prompt_confirm(ui, &question, done, doubts);
}

static enum err replace_tender(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);

	return confirm(ui, state,
		       (struct prompt_question){
			       .title = tr(draw, "Another way to pay?"),
			       .text = tr(draw, "The part is due again. If the amount turns up "
						"later it is given back: a hold by itself, money "
						"taken as a refund to approve."),
			       .yes = tr(draw, "Another way") },
		       replace_yes);
}

static enum err close_with_doubt(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);

	return confirm(ui, state,
		       (struct prompt_question){
			       .title = tr(draw, "Close with the doubt?"),
			       .text = tr(draw, "The guest may go and the table is free. The "
						"receipt says that the amount is not confirmed; "
						"the house carries it until it is."),
			       .yes = tr(draw, "Close") },
		       close_yes);
}

/* --- a person decides -------------------------------------------------------------------- */

static enum err with_evidence(struct ui *ui, void *arg, const char *text)
{
	struct doubts *doubts = arg;

	str_copy(doubts->evidence, sizeof doubts->evidence, text);
	return begin(ui, doubts, DOUBT_DECIDE);
}

static enum err with_decision(struct ui *ui, void *arg, int choice)
{
	struct doubts *doubts = arg;
	struct prompt_line line = { .title = tr(ui_draw(ui), "What proves it"),
				    .label = tr(ui_draw(ui), "Evidence"),
				    .limit = DOUBT_EVIDENCE_LIMIT };

	doubts->decision = choice == 0 ? PAYMENT_TAKEN : PAYMENT_NOT_TAKEN;
	return prompt_text(ui, &line, with_evidence, doubts);
}

static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct doubts *doubts = arg;
	const struct draw *draw = ui_draw(ui);
	const char *choices[] = { tr(draw, "It was taken"), tr(draw, "It was not taken") };

	doubts->act.reason = reason;
	doubts->act.note = note;
	return prompt_choose_afresh(ui, tr(draw, "What happened?"), choices, 2, with_decision,
				    doubts);
}

static enum err decide(struct ui *ui, void *state)
{
	struct doubts *doubts = state;

	return reason_ask(doubts->till, "decide", tr(ui_draw(ui), "Why is it decided by hand?"),
			  with_reason, doubts);
}

/* --- when -------------------------------------------------------------------------------- */

static bool has_row(const void *state)
{
	return doubts_selected(state) != NULL;
}

static bool is_on_part(const void *state)
{
	const struct doubt_row *row = doubts_selected(state);

	return row != NULL && row->payment.part != 0 && row->payment.tender != 0;
}

static bool has_attempt(const void *state)
{
	const struct doubt_row *row = doubts_selected(state);

	return row != NULL && row->attempt != 0;
}

static const char *why(const void *state, const struct action *action)
{
	if (doubts_selected(state) == NULL)
		return N_("Nothing is in doubt.");
	if (action->when == is_on_part)
		return N_("This amount is on no part any more.");
	return NULL;
}

static const struct action actions[] = {
	{ "doubt-ask", "r", N_("ask now"), N_("Ask the processor now instead of later."),
	  PERM_TENDER, has_row, ask_now },
	{ "doubt-replace", "t", N_("another tender"),
	  N_("The guest pays another way: the part is due again, the doubt stays listed."),
	  PERM_TENDER, is_on_part, replace_tender },
	{ "doubt-close", "c", N_("close with the doubt"),
	  N_("Close the part as it is; its receipt says that the amount is not confirmed."),
	  PERM_TENDER, is_on_part, close_with_doubt },
	{ "doubt-decide", "d", N_("decide"),
	  N_("Decide by hand what happened, with a reason and what proves it, where nothing can "
	     "be found out."),
	  PERM_DECIDE, has_attempt, decide },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	const struct screen_payment *from = argument;
	struct doubts *doubts = calloc(1, sizeof *doubts);
	struct table_source source;
	enum err err;

	(void)ui;
	if (doubts == NULL)
		return ERR_MEMORY;
	doubts->till = from->till;
	table_init(&doubts->table, false);
	err = load(doubts);
	if (err != ERR_OK) {
		free(doubts);
		return err;
	}
	source = doubts_source(doubts);
	for (int i = 0; i < doubts->n; i++)
		if (doubts->rows[i].payment.id == from->payment)
			table_select(&doubts->table, &source, i);
	*ret_state = doubts;
	return load_tries(doubts);
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct doubts *doubts = state;
	struct table_source source = doubts_source(doubts);

	(void)ui;
	return table_key(&doubts->table, &source, key) ? load_tries(doubts) : ERR_OK;
}

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
}

const struct screen_class screen_doubts = {
	.name = "doubt",
	.help_title = N_("In doubt"),
	.actions = actions,
	.open = open_screen,
	.close = free,
	.title = doubts_title,
	.draw = doubts_draw,
	.why = why,
	.key = key,
	.reload = reload,
};
