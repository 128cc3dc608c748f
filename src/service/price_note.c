/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/price_note.c -- what changes of price came to, noted when a bill closes: discounts by
 * rule, comps, staff meals, overrides, voids, error-corrects, service, exemptions.
 */
#include "service/price_note.h"

#include "base/str.h"
#include "service/bill_inside.h"
#include "store/store_price.h"

#define NOTES_MAX 128
#define STANDING_MAX 32

struct note {
	const char *kind;
	int64_t rule, amount_minor;
};

struct notes {
	struct note note[NOTES_MAX];
	int n;
};

/* What is beyond the list is added to its last row: nothing is lost but the rule's name. */
static void add(struct notes *notes, const char *kind, int64_t rule, int64_t amount_minor)
{
	int i = 0;

	if (amount_minor == 0)
		return;
	while (i < notes->n && (!str_equal(notes->note[i].kind, kind) ||
				notes->note[i].rule != rule))
		i++;
	if (i == NOTES_MAX)
		i--;
	if (i == notes->n)
		notes->note[notes->n++] = (struct note){ kind, rule, 0 };
	notes->note[i].amount_minor += amount_minor;
}

static const char *kind_of(const struct line_row *row)
{
	return discount_kind_name(row->level > 0 && row->level < DISCOUNT_KINDS
					  ? (enum discount_kind)row->level
					  : DISCOUNT_PLAIN);
}

static const struct line_row *row_of(const struct bill_view *view, int64_t id)
{
	for (int i = 0; i < view->rows.n_lines; i++)
		if (view->rows.lines[i].id == id)
			return &view->rows.lines[i];
	return NULL;
}

/* A line's discounts, since they were last taken back, as shares of what they take off now. */
static enum err add_line_discounts(struct notes *notes, const struct bill_view *view,
				   const struct bill_item *item)
{
	const struct line_row *rows[STANDING_MAX];
	int64_t weights[STANDING_MAX], shares[STANDING_MAX];
	enum err err;
	int n = 0;

	for (int i = 0; i < view->rows.n_lines; i++) {
		const struct line_row *row = &view->rows.lines[i];

		if (row->of == item->line && row->kind == LINE_UNDISCOUNT)
			n = 0;
		if (row->of == item->line && row->kind == LINE_DISCOUNT && n < STANDING_MAX) {
			weights[n] = row->amount_minor < 0 ? -row->amount_minor : 0;
			rows[n++] = row;
		}
	}
	if (n == 0)
		return ERR_OK;
	err = share_by_weight(item->discount_minor, weights, n, shares);
	for (int i = 0; err == ERR_OK && i < n; i++)
		add(notes, kind_of(rows[i]), rows[i]->choice, shares[i]);
	return err;
}

static enum err add_discounts(struct notes *notes, const struct bill_view *view)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < view->n_items; i++) {
		const struct bill_item *item = &view->items[i];
		const struct line_row *row = row_of(view, item->line);

		if (item->is_discount && row != NULL)
			add(notes, kind_of(row), row->choice, item->taken_minor);
		else if (item->discount_minor > 0)
			err = add_line_discounts(notes, view, item);
	}
	return err;
}

static void add_rows(struct notes *notes, const struct bill_view *view)
{
	for (int i = 0; i < view->rows.n_lines; i++) {
		const struct line_row *row = &view->rows.lines[i];

		if (row->kind == LINE_PRICE)
			add(notes, "price", 0, -row->amount_minor);
		if (row->kind == LINE_VOID)
			add(notes, "void", 0, -row->amount_minor);
		if (row->kind == LINE_CORRECT)
			add(notes, "correct", 0, -row->amount_minor);
	}
}

/* What was noted when the bill closed before is taken off: only the difference is written. */
static void less_noted(void *arg, const char *kind, int64_t rule, int64_t amount_minor)
{
	static const char *const kinds[] = { "discount", "comp", "staff-meal", "price", "void",
					     "correct", "service", "exempt" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_equal(kinds[i], kind))
			add(arg, kinds[i], rule, -amount_minor);
}

enum err price_note_in(struct tx *tx, const struct bill_view *view)
{
	const struct line_row *service = row_of(view, view->service_line);
	struct notes notes = { .n = 0 };
	int64_t bill = view->rows.head.id;
	enum err err = add_discounts(&notes, view);

	add_rows(&notes, view);
	add(&notes, "service", service != NULL ? service->choice : 0, view->out.service_minor);
	add(&notes, "exempt", 0, view->out.exempted_minor);
	if (err == ERR_OK)
		err = store_price_change_noted(tx->db, bill, less_noted, &notes);
	for (int i = 0; err == ERR_OK && i < notes.n; i++)
		if (notes.note[i].amount_minor != 0)
			err = store_price_change_insert(tx, bill, notes.note[i].kind,
							notes.note[i].rule,
							notes.note[i].amount_minor);
	return err;
}
