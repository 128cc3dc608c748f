/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/tips.c -- the signed slips of the day, one after the other: type the tip, Enter, next.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/payments.h"
#include "service/courier.h"
#include "ui/entry.h"
#include "ui/table.h"

#define TIPS_MAX 500

struct tip_row {
	struct payment_row payment;
	char place[96];
	char card[48];
	char code[16];
};

struct tips {
	struct till *till;           /* first: the actions that screens share want it there */
	struct entry_line entry;
	struct table table;
	struct tip_row *rows;
	int n;
	int64_t payment, tip_minor;  /* being captured */
	struct act act;
	struct perm_need need;
};

/* --- the list ---------------------------------------------------------------------------- */

static const struct tip_row *row_at(const void *rows, int row)
{
	return &((const struct tips *)rows)->rows[row];
}

static void cell_place(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, row_at(rows, row)->place);
}

static void cell_card(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, row_at(rows, row)->card);
}

static void cell_code(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	*style = STYLE_DIM;
	text_ltr(into, size, row_at(rows, row)->code);
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size, draw_money(draw, row_at(rows, row)->payment.amount_minor, money));
}

/* The most that the card grants beyond the amount (P5). */
static void cell_most(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct payment_row *payment = &row_at(rows, row)->payment;
	int64_t most_minor = payment->capturable_minor - payment->amount_minor;
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_DIM;
	str_copy(into, size, draw_money(draw, most_minor > 0 ? most_minor : 0, money));
}

static int64_t row_id(const void *rows, int row)
{
	return row_at(rows, row)->payment.id;
}

static struct table_source source_of(const struct tips *tips)
{
	static const struct table_column columns[] = {
		{ N_("where"), 0, ALIGN_START, cell_place },
		{ N_("card"), 18, ALIGN_START, cell_card },
		{ N_("code"), 12, ALIGN_START, cell_code },
		{ N_("amount"), 12, ALIGN_NUMBER, cell_amount },
		{ N_("tip up to"), 12, ALIGN_NUMBER, cell_most },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = tips, .n = tips->n,
				      .id = row_id };
}

/* Authorized, paid by a way that is captured when the slip is signed. */
static bool is_slip(struct tips *tips, const struct payment_row *payment)
{
	struct tender_type type;

	return !str_equal(payment->kind, "hold") && payment->wants[0] == '\0' &&
	       store_tender_type_by_id(tips->till->app->db, payment->tender_type, &type) ==
		       ERR_OK &&
	       type.captures_later;
}

static void fill(struct tips *tips, struct tip_row *row)
{
	struct outcome_row outcome;

	payments_place(ui_draw(tips->till->ui), tips->till, &row->payment, row->place,
		       sizeof row->place);
	if (store_outcome_card(tips->till->app->db, row->payment.id, &outcome) != ERR_OK)
		return;
	str_format(row->card, sizeof row->card, "%s %s", outcome.brand, outcome.last_four);
	str_copy(row->code, sizeof row->code, outcome.authorization_code);
}

static enum err load(struct tips *tips)
{
	struct payment_row *found = calloc(TIPS_MAX, sizeof *found);
	struct table_source source;
	int n = 0;
	enum err err = found != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK)
		err = store_payment_in(tips->till->app->db, 1u << PAYMENT_AUTHORIZED, found,
				       TIPS_MAX, &n);
	if (err == ERR_OK)
		tips->n = 0;
	for (int i = 0; err == ERR_OK && i < n; i++) {
		if (!is_slip(tips, &found[i]))
			continue;
		tips->rows[tips->n] = (struct tip_row){ .payment = found[i] };
		fill(tips, &tips->rows[tips->n++]);
	}
	free(found);
	source = source_of(tips);
	table_reload(&tips->table, &source);
	return err;
}

static const struct tip_row *selected(const struct tips *tips)
{
	int row = tips->table.selected;

	return row >= 0 && row < tips->n ? &tips->rows[row] : NULL;
}

/* --- keys -------------------------------------------------------------------------------- */

static void say(struct ui *ui, const struct tips *tips)
{
	const struct draw *draw = ui_draw(ui);
	char money[NUMBER_TEXT_SIZE];

	if (tips->tip_minor == 0)
		text_format(money, sizeof money, "%s", tr(draw, "no tip"));
	else
		draw_money(draw, tips->tip_minor, money);
	ui_say(ui, draw_plural(draw, "Noted: %s. %lld slip is left.",
			       "Noted: %s. %lld slips are left.", tips->n),
	       money, (long long)tips->n);
}

static enum err run(struct ui *ui, void *arg)
{
	struct tips *tips = arg;
	enum err err = payment_capture(tips->till->app, &tips->act, tips->payment,
				       tips->tip_minor);

	if (err != ERR_OK)
		return err;
	if (tips->till->courier != NULL)
		courier_kick(tips->till->courier);
	entry_clear(&tips->entry);
	err = load(tips);
	say(ui, tips);
	return err;
}

static enum err begin(struct ui *ui, struct tips *tips, int64_t tip_minor)
{
	tips->payment = selected(tips)->payment.id;
	tips->tip_minor = tip_minor;
	tips->act = till_act(tips->till, selected(tips)->payment.bill, -1);
	tips->act.need = &tips->need;
	return approve(tips->till, run(ui, tips), &tips->act, run, tips);
}

static enum err parse(const struct tips *tips, int64_t *ret_minor)
{
	const struct number_style *style = &ui_draw(tips->till->ui)->number;
	char text[EDIT_TEXT_SIZE];
	enum err err = money_parse(entry_text(&tips->entry, text),
				   tips->till->app->property.exponent, style->decimal,
				   style->group, ret_minor);

	return err == ERR_OK && *ret_minor < 0 ? ERR_RANGE : err;
}

/* Enter without an amount goes on to the next slip and captures nothing. */
static enum err take(struct ui *ui, void *state)
{
	struct tips *tips = state;
	struct table_source source = source_of(tips);
	int64_t tip_minor;
	enum err err;

	if (entry_is_empty(&tips->entry)) {
		if (tips->table.selected + 1 < tips->n)
			table_select(&tips->table, &source, tips->table.selected + 1);
		return ERR_OK;
	}
	err = parse(tips, &tip_minor);
	return err == ERR_OK ? begin(ui, tips, tip_minor) : err;
}

static enum err no_tip(struct ui *ui, void *state)
{
	struct tips *tips = state;

	if (!entry_is_empty(&tips->entry))
		return ERR_SYNTAX;
	return begin(ui, tips, 0);
}

static bool has_row(const void *state)
{
	return selected(state) != NULL;
}

static const char *why(const void *state, const struct action *action)
{
	(void)state;
	(void)action;
	return N_("No signed slip waits for its tip.");
}

static const struct action actions[] = {
	{ "tip-take", "Enter", N_("Take"),
	  N_("Take the typed tip for the selected slip and go on to the next; without one only go "
	     "on."),
	  PERM_TENDER, has_row, take },
	{ "tip-none", "F4", N_("No tip"), N_("The selected slip has no tip."), PERM_TENDER, has_row,
	  no_tip },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

static void changed(struct ui *ui, void *state)
{
	struct tips *tips = state;
	const struct tip_row *row = selected(tips);
	const struct draw *draw = ui_draw(ui);
	char echo[ENTRY_ECHO_SIZE], total[NUMBER_TEXT_SIZE], tip[NUMBER_TEXT_SIZE];
	int64_t tip_minor;

	entry_echo(&tips->entry, NULL, NULL);
	if (row == NULL || entry_is_empty(&tips->entry) || parse(tips, &tip_minor) != ERR_OK ||
	    money_add_minor(row->payment.amount_minor, tip_minor, &tip_minor) != ERR_OK)
		return;
	text_format(echo, sizeof echo, tr(draw, "in all %s"), draw_money(draw, tip_minor, total));
	entry_echo(&tips->entry, echo,
		   draw_money(draw, tip_minor - row->payment.amount_minor, tip));
}

/* --- the class --------------------------------------------------------------------------- */

static void close_tips(void *state)
{
	struct tips *tips = state;

	free(tips->rows);
	free(tips);
}

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct tips *tips = calloc(1, sizeof *tips);
	enum err err = ERR_MEMORY;

	(void)ui;
	if (tips == NULL)
		return err;
	tips->till = argument;
	tips->rows = calloc(TIPS_MAX, sizeof *tips->rows);
	entry_init(&tips->entry, N_("tip as on the slip, then ↵"));
	tips->entry.edit.base = TEXT_LTR;
	table_init(&tips->table, false);
	if (tips->rows != NULL)
		err = load(tips);
	if (err != ERR_OK) {
		close_tips(tips);
		return err;
	}
	*ret_state = tips;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	text_format(into, size, tr(draw, "Tips of signed slips · %d"),
		    ((const struct tips *)state)->n);
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct tips *tips = state;
	struct table_source source = source_of(tips);

	if (tips->n == 0)
		canvas_text(canvas, area.row + 2, 2, area.columns - 4, ALIGN_START, STYLE_PAID,
			    tr(draw, "No signed slip waits for its tip."));
	else
		table_draw(&tips->table, &source, draw, canvas,
			   (struct area){ area.row + 1, area.x, area.rows - 2, area.columns },
			   true);
}

static struct entry_line *entry(void *state)
{
	return &((struct tips *)state)->entry;
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct tips *tips = state;
	struct table_source source = source_of(tips);

	table_key(&tips->table, &source, key);
	changed(ui, tips);
	return ERR_OK;
}

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
	changed(ui, state);
}

const struct screen_class screen_tips = {
	.name = "tips",
	.help_title = N_("Tips"),
	.actions = actions,
	.open = open_screen,
	.close = close_tips,
	.title = title,
	.draw = draw_screen,
	.entry = entry,
	.changed = changed,
	.why = why,
	.key = key,
	.reload = reload,
};
