/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/payment_list.h -- lists of payments by card that wait for somebody: slips without their
 * tip, open holds, uncollected cards.  The screens differ in what they list and in what they do.
 *
 * Shape   struct payment_list is the first member of the state of such a screen (or all of it), so
 *         that the functions of a screen class below take the state as it is.
 * Owner   payment_list_open() allocates the state, payment_list_close() frees it.
 */
#ifndef SANDUQ_SCREEN_PAYMENT_LIST_H
#define SANDUQ_SCREEN_PAYMENT_LIST_H

#include "screen/payments.h"
#include "ui/table.h"

struct payment_listed {
	struct payment_row payment;
	char place[128];             /* "T5 part 2" */
	char card[48];               /* "visa 4242"; "" while no card is known */
	char code[16];               /* of the authorization */
};

struct payment_list;

/* Whether a payment in one of the states belongs into the list. */
typedef bool payment_keep_fn(const struct payment_list *list, const struct payment_row *payment);

/* What a screen lists. */
struct payment_list_kind {
	const struct table_column *columns;   /* their rows are the struct payment_list */
	unsigned states;             /* bits of enum payment_state */
	payment_keep_fn *keeps;      /* NULL: all of them */
	int max;
	const char *none;            /* msgid, said when there is nothing */
	enum style none_style;
};

struct payment_list {
	struct till *till;           /* first: the actions that screens share want it there */
	const struct payment_list_kind *kind;
	struct table table;
	struct payment_listed *rows;
	int n;
};

/* Cells of the columns that these lists have in common. */
void payment_list_place(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style);
void payment_list_card(const struct draw *draw, const void *rows, int row, char *into,
		       size_t size, enum style *style);
void payment_list_code(const struct draw *draw, const void *rows, int row, char *into,
		       size_t size, enum style *style);
void payment_list_amount(const struct draw *draw, const void *rows, int row, char *into,
			 size_t size, enum style *style);

/* The row that a cell is about. */
const struct payment_list *payment_list_of(const void *rows);
const struct payment_listed *payment_list_row(const void *rows, int row);

/* A state of `size` bytes whose list is filled; ERR_MEMORY, those of the store. */
enum err payment_list_open(struct till *till, const struct payment_list_kind *kind, size_t size,
			   void **ret_state);

/* The selected row; NULL: none. */
const struct payment_listed *payment_list_selected(const struct payment_list *list);

/* Selects the row below; the last stays selected. */
void payment_list_next(struct payment_list *list);

/* Reads it again. */
enum err payment_list_load(struct payment_list *list);

/* For a screen class and its actions; `state` begins with the list. */
void payment_list_close(void *state);
void payment_list_draw(const struct draw *draw, struct canvas *canvas, struct area area,
		       void *state);
enum err payment_list_key(struct ui *ui, void *state, struct key key);
void payment_list_reload(struct ui *ui, void *state);
bool payment_list_has_row(const void *state);

#endif
