/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/owed.c -- refunds that are not paid out: on their way, in doubt, or failed and owed to the
 * guest, who is paid otherwise or to the same card again.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/refund_parts.h"
#include "service/courier.h"
#include "ui/prompt.h"

#define OWED_MAX 200

struct owed_row {
	struct refund_leg_row leg;
	char place[96], type_name[64];
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
	str_copy(into, size, date_stamp_text(draw->zone, draw->catalog, &draw->number,
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
	str_copy(into, size, refund_leg_words(draw, &row_at(rows, row)->leg, style));
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

static enum err load(struct owed *owed)
{
	const struct draw *draw = ui_draw(owed->till->ui);
	struct refund_leg_row *legs = calloc(OWED_MAX, sizeof *legs);
	struct table_source source;
	int n = 0;
	enum err err = legs != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK)
		err = store_refund_leg_open(owed->till->app->db, legs, OWED_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct owed_row *row = &owed->rows[i];
		struct payment_row of = { .bill = legs[i].bill };

		*row = (struct owed_row){ .leg = legs[i] };
		payments_place(draw, owed->till, &of, row->place, sizeof row->place);
		payments_type_name(draw, owed->till, legs[i].tender_type, row->type_name,
				   sizeof row->type_name);
	}
	free(legs);
	if (err == ERR_OK)
		owed->n = n;
	source = source_of(owed);
	table_reload(&owed->table, &source);
	return err;
}

static const struct owed_row *selected(const struct owed *owed)
{
	int row = owed->table.selected;

	return row >= 0 && row < owed->n ? &owed->rows[row] : NULL;
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
	  N_("Pay the guest in another way, or to the same card again."), PERM_REFUND, is_failed,
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

	if (owed->n == 0) {
		canvas_text(canvas, area.row + 2, 2, area.columns - 4, ALIGN_START, STYLE_PAID,
			    tr(draw, "No refund is owed."));
		return;
	}
	table_draw(&owed->table, &source, draw, canvas,
		   (struct area){ area.row + 1, area.x, area.rows - 4, area.columns }, true);
	if (row != NULL && row->leg.problem[0] != '\0')
		canvas_text(canvas, area.row + area.rows - 1, 2, area.columns - 4, ALIGN_START,
			    STYLE_DIM, tr(draw, row->leg.problem));
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
