/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/payment_list.c -- what the lists of payments by card have in common.
 */
#include "screen/payment_list.h"

#include <stdlib.h>

#include "base/str.h"

const struct payment_list *payment_list_of(const void *rows)
{
	return rows;
}

const struct payment_listed *payment_list_row(const void *rows, int row)
{
	return &payment_list_of(rows)->rows[row];
}

void payment_list_place(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, payment_list_row(rows, row)->place);
}

void payment_list_card(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, payment_list_row(rows, row)->card);
}

void payment_list_code(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)draw;
	*style = STYLE_DIM;
	text_ltr(into, size, payment_list_row(rows, row)->code);
}

void payment_list_amount(const struct draw *draw, const void *rows, int row, char *into,
			 size_t size, enum style *style)
{
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size,
		 draw_money(draw, payment_list_row(rows, row)->payment.amount_minor, money));
}

static int64_t row_id(const void *rows, int row)
{
	return payment_list_row(rows, row)->payment.id;
}

static struct table_source source_of(const struct payment_list *list)
{
	return (struct table_source){ .columns = list->kind->columns, .rows = list, .n = list->n,
				      .id = row_id };
}

static void add(struct payment_list *list, const struct payment_row *payment)
{
	struct payment_listed *row = &list->rows[list->n++];
	struct outcome_row outcome;

	*row = (struct payment_listed){ .payment = *payment };
	payments_place(ui_draw(list->till->ui), list->till, payment, row->place,
		       sizeof row->place);
	if (store_outcome_card(list->till->app->db, payment->id, &outcome) != ERR_OK)
		return;
	str_format(row->card, sizeof row->card, "%s %s", outcome.brand, outcome.last_four);
	str_copy(row->code, sizeof row->code, outcome.authorization_code);
}

enum err payment_list_load(struct payment_list *list)
{
	struct payment_row *found = calloc((size_t)list->kind->max, sizeof *found);
	struct table_source source;
	int n = 0;
	enum err err = found != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK)
		err = store_payment_in(list->till->app->db, list->kind->states, found,
				       list->kind->max, &n);
	if (err == ERR_OK)
		list->n = 0;
	for (int i = 0; err == ERR_OK && i < n; i++)
		if (list->kind->keeps == NULL || list->kind->keeps(list, &found[i]))
			add(list, &found[i]);
	free(found);
	source = source_of(list);
	table_reload(&list->table, &source);
	return err;
}

enum err payment_list_open(struct till *till, const struct payment_list_kind *kind, size_t size,
			   void **ret_state)
{
	struct payment_list *list = calloc(1, size);
	enum err err = ERR_MEMORY;

	if (list == NULL)
		return err;
	list->till = till;
	list->kind = kind;
	list->rows = calloc((size_t)kind->max, sizeof *list->rows);
	table_init(&list->table, false);
	if (list->rows != NULL)
		err = payment_list_load(list);
	if (err != ERR_OK) {
		payment_list_close(list);
		return err;
	}
	*ret_state = list;
	return ERR_OK;
}

const struct payment_listed *payment_list_selected(const struct payment_list *list)
{
	int row = list->table.selected;

	return row >= 0 && row < list->n ? &list->rows[row] : NULL;
}

void payment_list_next(struct payment_list *list)
{
	struct table_source source = source_of(list);

	if (list->table.selected + 1 < list->n)
		table_select(&list->table, &source, list->table.selected + 1);
}

void payment_list_close(void *state)
{
	free(((struct payment_list *)state)->rows);
	free(state);
}

void payment_list_draw(const struct draw *draw, struct canvas *canvas, struct area area,
		       void *state)
{
	struct payment_list *list = state;
	struct table_source source = source_of(list);

	table_draw_or(&list->table, &source, draw, canvas,
		      (struct area){ area.row + 1, area.x, area.rows - 2, area.columns },
		      list->kind->none_style, tr(draw, list->kind->none));
}

enum err payment_list_key(struct ui *ui, void *state, struct key key)
{
	struct payment_list *list = state;
	struct table_source source = source_of(list);

	(void)ui;
	(void)table_key(&list->table, &source, key);
	return ERR_OK;
}

void payment_list_reload(struct ui *ui, void *state)
{
	ui_error_code(ui, payment_list_load(state));
}

bool payment_list_has_row(const void *state)
{
	return payment_list_selected(state) != NULL;
}
