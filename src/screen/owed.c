/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/owed.c -- refunds that are not paid out: on their way, in doubt, or failed and owed to the
 * guest, who is paid otherwise or to the same card again; and captures that were found after the
 * guest paid in another way, which go back to their cards (P4).
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/refund_parts.h"
#include "service/courier.h"
#include "ui/prompt.h"

#define OWED_MAX 200
#define OWED_ATTEMPTS_MAX 8

/* A refund's leg; of a capture found late `leg` has its amount, time and state alone. */
struct owed_row {
	struct refund_leg_row leg;
	bool is_late;                /* leg.id is the payment's */
	char place[96], type_name[64];
	char card[48];               /* of a late one: "visa 4242" */
};

struct owed {
	struct till *till;           /* first: the actions that screens share want it there */
	struct table table;
	struct owed_row rows[OWED_MAX];
	int n;
	struct tender_type types[TENDER_LIST_MAX];
	int n_types;

	/* What is being done, until it is done. */
	int64_t leg, tender_type;
	struct act act;
	struct perm_need need;

	/* The late capture that goes back: its end is said. */
	int64_t giving;              /* 0: none */
	char giving_text[96];        /* "27.90, visa 4242" */
};

static const struct owed_row *row_at(const void *rows, int row)
{
	return &((const struct owed *)rows)->rows[row];
}

static void cell_since(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	char text[DATE_TEXT_SIZE];

	(void)style;
	str_copy(into, size, date_moment_text(draw->zone, draw->catalog, &draw->number,
					      row_at(rows, row)->leg.since_unix_ms, text));
}

static void cell_place(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, row_at(rows, row)->place);
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size, draw_money(draw, row_at(rows, row)->leg.amount_minor, money));
}

static void cell_type(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, row_at(rows, row)->type_name);
}

static void cell_state(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	const struct owed_row *owed = row_at(rows, row);

	str_copy(into, size, refund_leg_words(draw, &owed->leg, style));
	if (owed->is_late && owed->leg.state == REFUND_FAILED)
		str_copy(into, size, tr(draw, "found late: give it back"));
}

static int64_t row_id(const void *rows, int row)
{
	return row_at(rows, row)->leg.id;
}

static struct table_source source_of(const struct owed *owed)
{
	static const struct table_column columns[] = {
		{ N_("since"), 16, ALIGN_START, cell_since },
		{ N_("where"), 0, ALIGN_START, cell_place },
		{ N_("amount"), 11, ALIGN_NUMBER, cell_amount },
		{ N_("tender"), 12, ALIGN_START, cell_type },
		{ N_("state"), 25, ALIGN_START, cell_state },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = owed, .n = owed->n,
				      .id = row_id };
}

static void add(struct owed *owed, const struct owed_row *row, int64_t part)
{
	const struct draw *draw = ui_draw(owed->till->ui);
	struct owed_row *into = &owed->rows[owed->n++];
	struct payment_row of = { .bill = row->leg.bill, .part = part };

	*into = *row;
	payments_place(draw, owed->till, &of, into->place, sizeof into->place);
	payments_type_name(draw, owed->till, row->leg.tender_type, into->type_name,
			   sizeof into->type_name);
}

static enum err load_legs(struct owed *owed)
{
	struct refund_leg_row *legs = calloc(OWED_MAX, sizeof *legs);
	int n = 0;
	enum err err = legs != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK)
		err = store_refund_leg_open(owed->till->app->db, legs, OWED_MAX - owed->n, &n);
	for (int i = 0; err == ERR_OK && i < n; i++)
		add(owed, &(struct owed_row){ .leg = legs[i] }, 0);
	free(legs);
	return err;
}

/* How far the refund of a late capture is: not begun, or what is known of its attempt. */
static enum err late_state(const struct owed *owed, const struct payment_row *payment,
			   enum refund_leg_state *ret_state)
{
	struct attempt_row attempts[OWED_ATTEMPTS_MAX];
	int n = 0;
	enum err err = store_attempt_of_payment(owed->till->app->db, payment->id, attempts,
						OWED_ATTEMPTS_MAX, &n);

	*ret_state = payment->refunded_minor == 0 ? REFUND_FAILED : REFUND_DOUBT;
	for (int i = 0; err == ERR_OK && i < n; i++) {
		if (str_equal(attempts[i].op, processor_op_name(PROCESSOR_REFUND)) &&
		    attempts[i].state != ATTEMPT_DOUBT)
			*ret_state = REFUND_PENDING;
		store_attempt_done(&attempts[i]);
	}
	return err;
}

static enum err add_late(struct owed *owed, const struct payment_row *payment)
{
	struct owed_row row = { .is_late = true,
				.leg = { .id = payment->id,
					 .bill = payment->bill,
					 .payment = payment->id,
					 .tender_type = payment->tender_type,
					 .amount_minor = payment->captured_minor,
					 .since_unix_ms = payment->since_unix_ms } };
	struct outcome_row outcome;
	enum err err = late_state(owed, payment, &row.leg.state);

	if (err != ERR_OK)
		return err;
	if (store_outcome_card(owed->till->app->db, payment->id, &outcome) == ERR_OK)
		str_format(row.card, sizeof row.card, "%s %s", outcome.brand, outcome.last_four);
	add(owed, &row, payment->part);
	return ERR_OK;
}

static enum err load_late(struct owed *owed)
{
	struct payment_row *late = calloc(OWED_MAX, sizeof *late);
	int n = 0;
	enum err err = late != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK)
		err = store_payment_late(owed->till->app->db, late, OWED_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = add_late(owed, &late[i]);
	free(late);
	return err;
}

/* What was given back is off the list once it is answered; a refusal leaves it owed. */
static void say_end(struct owed *owed)
{
	const struct draw *draw = ui_draw(owed->till->ui);
	const struct owed_row *found = NULL;

	for (int i = 0; i < owed->n; i++)
		if (owed->rows[i].is_late && owed->rows[i].leg.id == owed->giving)
			found = &owed->rows[i];
	if (owed->giving == 0 || (found != NULL && found->leg.state != REFUND_FAILED))
		return;
	ui_say(owed->till->ui,
	       found == NULL ? tr(draw, "It went back: %s.")
			     : tr(draw, "It was refused and is still owed: %s. Try again."),
	       owed->giving_text);
	owed->giving = 0;
}

static enum err load(struct owed *owed)
{
	struct table_source source;
	enum err err;

	owed->n = 0;
	err = load_late(owed);
	if (err == ERR_OK)
		err = load_legs(owed);
	source = source_of(owed);
	table_reload(&owed->table, &source);
	if (err == ERR_OK)
		say_end(owed);
	return err;
}

static const struct owed_row *selected(const struct owed *owed)
{
	int row = owed->table.selected;

	return row >= 0 && row < owed->n ? &owed->rows[row] : NULL;
}

/* --- giving back what was found late ----------------------------------------------------- */

static enum err run_late(struct ui *ui, void *arg)
{
	struct owed *owed = arg;
	enum err err = refund_late(owed->till->app, &owed->act, owed->leg);

	if (err != ERR_OK)
		return err;
	owed->giving = owed->leg;
	if (owed->till->courier != NULL)
		courier_kick(owed->till->courier);
	ui_say(ui, "%s", tr(ui_draw(ui), "It is on its way back to the card."));
	return load(owed);
}

static enum err late_yes(struct ui *ui, void *arg)
{
	struct owed *owed = arg;
	char text[160];

	text_format(text, sizeof text, tr(ui_draw(ui), "Found late, goes back whole: %s."),
		    owed->giving_text);
	approve_change(owed->till, text);
	return approve(owed->till, run_late(ui, owed), &owed->act, run_late, owed);
}

/* The amount stands first, and no is the default. */
static enum err late_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct owed *owed = arg;
	const struct draw *draw = ui_draw(ui);
	struct prompt_question question = {
		.title = tr(draw, "Give this back?"),
		.text = tr(draw, "The guest paid another way, and the card was charged as well. It "
				 "goes back to the card; no receipt changes."),
		.amount = owed->giving_text,
		.yes = tr(draw, "Give back")
	};

	owed->act.reason = reason;
	owed->act.note = note;
	return prompt_confirm(ui, &question, late_yes, owed);
}

static enum err give_late(struct ui *ui, struct owed *owed)
{
	const struct draw *draw = ui_draw(ui);
	const struct owed_row *row = selected(owed);
	char money[NUMBER_TEXT_SIZE];

	owed->leg = row->leg.id;
	owed->giving = 0;
	owed->act = till_act(owed->till, row->leg.bill, -1);
	owed->act.need = &owed->need;
	str_format(owed->giving_text, sizeof owed->giving_text, "%s %s, %s", draw->unit,
		   draw_money(draw, row->leg.amount_minor, money),
		   row->card[0] != '\0' ? row->card : row->type_name);
	return reason_ask(owed->till, "refund", tr(draw, "Why is it given back?"), late_reason,
			  owed);
}

/* --- paying it otherwise ----------------------------------------------------------------- */

static enum err run(struct ui *ui, void *arg)
{
	struct owed *owed = arg;
	enum err err = refund_pay(owed->till->app, &owed->act, owed->leg, owed->tender_type);

	if (err != ERR_OK)
		return err;
	if (owed->till->courier != NULL)
		courier_kick(owed->till->courier);
	ui_say(ui, "%s", tr(ui_draw(ui), "The refund is paid this way."));
	return load(owed);
}

static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct owed *owed = arg;

	owed->act = till_act(owed->till, 0, -1);
	owed->act.reason = reason;
	owed->act.note = note;
	owed->act.need = &owed->need;
	return approve(owed->till, run(ui, owed), &owed->act, run, owed);
}

static enum err with_way(struct ui *ui, void *arg, int choice)
{
	struct owed *owed = arg;

	owed->tender_type = owed->types[choice].id;
	return reason_ask(owed->till, "refund", tr(ui_draw(ui), "Why this way?"), with_reason,
			  owed);
}

static enum err pay(struct ui *ui, void *state)
{
	struct owed *owed = state;
	const struct draw *draw = ui_draw(ui);
	const char *names[TENDER_LIST_MAX];

	if (selected(owed)->is_late)
		return give_late(ui, owed);
	owed->leg = selected(owed)->leg.id;
	for (int i = 0; i < owed->n_types; i++)
		names[i] = tr(draw, owed->types[i].name);
	return prompt_choose_afresh(ui, tr(draw, "Pay the guest by which way?"), names,
				    owed->n_types, with_way, owed);
}

static bool is_failed(const void *state)
{
	const struct owed_row *row = selected(state);

	return row != NULL && row->leg.state == REFUND_FAILED;
}

static const char *why(const void *state, const struct action *action)
{
	(void)action;
	return selected(state) == NULL ? N_("No refund is owed.")
				       : N_("The processor still works on it; wait for it.");
}

static const struct action actions[] = {
	{ "owed-pay", "Enter", N_("Pay"),
	  N_("Pay the guest in another way, or to the same card again; what was found late goes "
	     "back to its card."), PERM_REFUND, is_failed,
	  pay },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct owed *owed = calloc(1, sizeof *owed);
	enum err err;

	(void)ui;
	if (owed == NULL)
		return ERR_MEMORY;
	owed->till = argument;
	table_init(&owed->table, false);
	err = store_tender_type_list(owed->till->app->db, owed->types, TENDER_LIST_MAX,
				     &owed->n_types);
	if (err == ERR_OK)
		err = load(owed);
	if (err != ERR_OK) {
		free(owed);
		return err;
	}
	*ret_state = owed;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	text_format(into, size, tr(draw, "Refunds not paid out · %d"),
		    ((const struct owed *)state)->n);
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct owed *owed = state;
	struct table_source source = source_of(owed);
	const struct owed_row *row = selected(owed);
	char about[TEXT_SIZE];

	if (owed->n == 0) {
		canvas_text(canvas, area.row + 2, 2, area.columns - 4, ALIGN_START, STYLE_PAID,
			    tr(draw, "No refund is owed."));
		return;
	}
	table_draw(&owed->table, &source, draw, canvas,
		   (struct area){ area.row + 1, area.x, area.rows - 4, area.columns }, true);
	if (row != NULL && row->is_late)
		text_format(about, sizeof about, tr(draw, "%s: paid otherwise; found later."),
			    row->card[0] != '\0' ? row->card : row->type_name);
	else
		str_copy(about, sizeof about, row != NULL && row->leg.problem[0] != '\0'
						      ? tr(draw, row->leg.problem) : "");
	canvas_text(canvas, area.row + area.rows - 1, 2, area.columns - 4, ALIGN_START, STYLE_DIM,
		    about);
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct owed *owed = state;
	struct table_source source = source_of(owed);

	(void)ui;
	(void)table_key(&owed->table, &source, key);
	return ERR_OK;
}

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
}

const struct screen_class screen_owed = {
	.name = "owed",
	.help_title = N_("Refunds owed"),
	.actions = actions,
	.open = open_screen,
	.close = free,
	.title = title,
	.draw = draw_screen,
	.why = why,
	.key = key,
	.reload = reload,
};
