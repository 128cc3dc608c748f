/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/uncollected.c -- cards that were authorized and not taken in time: named items for the
 * desk, each with its card and its bill.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/payments.h"
#include "ui/table.h"

#define UNCOLLECTED_MAX 200

struct uncollected_row {
	struct payment_row payment;
	char place[96], card[48], code[16];
};

struct uncollected {
	struct till *till;           /* first: the actions that screens share want it there */
	struct table table;
	struct uncollected_row rows[UNCOLLECTED_MAX];
	int n;
};

static const struct uncollected_row *row_at(const void *rows, int row)
{
	return &((const struct uncollected *)rows)->rows[row];
}

static void cell_day(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	char text[DATE_TEXT_SIZE];

	(void)style;
	str_copy(into, size,
		 date_stamp_text(draw->zone, draw->catalog, &draw->number,
				 row_at(rows, row)->payment.since_unix_ms, text));
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

static int64_t row_id(const void *rows, int row)
{
	return row_at(rows, row)->payment.id;
}

static struct table_source source_of(const struct uncollected *list)
{
	static const struct table_column columns[] = {
		{ N_("lapsed"), 16, ALIGN_START, cell_day },
		{ N_("where"), 0, ALIGN_START, cell_place },
		{ N_("card"), 16, ALIGN_START, cell_card },
		{ N_("code"), 10, ALIGN_START, cell_code },
		{ N_("amount"), 11, ALIGN_NUMBER, cell_amount },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = list, .n = list->n,
				      .id = row_id };
}

static void fill(struct uncollected *list, struct uncollected_row *row)
{
	struct outcome_row outcome;

	payments_place(ui_draw(list->till->ui), list->till, &row->payment, row->place,
		       sizeof row->place);
	if (store_outcome_card(list->till->app->db, row->payment.id, &outcome) != ERR_OK)
		return;
	str_format(row->card, sizeof row->card, "%s %s", outcome.brand, outcome.last_four);
	str_copy(row->code, sizeof row->code, outcome.authorization_code);
}

static enum err load(struct uncollected *list)
{
	struct payment_row *found = calloc(UNCOLLECTED_MAX, sizeof *found);
	struct table_source source;
	int n = 0;
	enum err err = found != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK)
		err = store_payment_in(list->till->app->db, 1u << PAYMENT_LAPSED, found,
				       UNCOLLECTED_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		list->rows[i] = (struct uncollected_row){ .payment = found[i] };
		fill(list, &list->rows[i]);
	}
	free(found);
	if (err == ERR_OK)
		list->n = n;
	source = source_of(list);
	table_reload(&list->table, &source);
	return err;
}

static bool has_row(const void *state)
{
	const struct uncollected *list = state;

	return list->table.selected >= 0 && list->table.selected < list->n;
}

static enum err open_bill(struct ui *ui, void *state)
{
	struct uncollected *list = state;
	struct screen_bill bill = { list->till, list->rows[list->table.selected].payment.bill };

	return ui_push(ui, &screen_pay, &bill);
}

static const struct action actions[] = {
	{ "uncollected-bill", "Enter", N_("Bill"), N_("Look at the bill that the card paid."),
	  PERM_NONE, has_row, open_bill },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct uncollected *list = calloc(1, sizeof *list);
	enum err err;

	(void)ui;
	if (list == NULL)
		return ERR_MEMORY;
	list->till = argument;
	table_init(&list->table, false);
	err = load(list);
	if (err != ERR_OK) {
		free(list);
		return err;
	}
	*ret_state = list;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	text_format(into, size, tr(draw, "Uncollected cards · %d"),
		    ((const struct uncollected *)state)->n);
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct uncollected *list = state;
	struct table_source source = source_of(list);

	if (list->n == 0)
		canvas_text(canvas, area.row + 2, 2, area.columns - 4, ALIGN_START, STYLE_PAID,
			    tr(draw, "Every card was collected."));
	else
		table_draw(&list->table, &source, draw, canvas,
			   (struct area){ area.row + 1, area.x, area.rows - 2, area.columns },
			   true);
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct uncollected *list = state;
	struct table_source source = source_of(list);

	(void)ui;
	(void)table_key(&list->table, &source, key);
	return ERR_OK;
}

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
}

const struct screen_class screen_uncollected = {
	.name = "uncollected",
	.help_title = N_("Uncollected cards"),
	.actions = actions,
	.open = open_screen,
	.close = free,
	.title = title,
	.draw = draw_screen,
	.key = key,
	.reload = reload,
};
