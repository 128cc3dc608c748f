/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_category.c -- discounts on all lines of a category.  A row says that the rule stands
 * on the check; every line of the category has a discount of its own, given with the rule or when
 * the line was rung.
 */
#include "service/bill_discount_inside.h"

bool discount_has_rule(const struct bill_rows *rows, int64_t line, int64_t rule)
{
	for (int i = 0; i < rows->n_lines; i++)
		if (rows->lines[i].of == line && rows->lines[i].choice == rule &&
		    discount_stands(rows, i))
			return true;
	return false;
}

int64_t bill_rule_stands(const struct bill_view *view, int64_t rule)
{
	for (int i = 0; i < view->rows.n_lines; i++)
		if (view->rows.lines[i].kind == LINE_RULE && view->rows.lines[i].choice == rule &&
		    discount_stands(&view->rows, i))
			return view->rows.lines[i].id;
	return 0;
}

static enum err is_of_category(struct db *db, int64_t item, int64_t category, bool *ret_is)
{
	static const char sql[] = "SELECT category FROM item WHERE property = $1 AND id = $2";
	int64_t found = 0;
	enum err err = db_one_int(db, &found, sql, V(db_property(db)), V(item));

	*ret_is = err == ERR_OK && found == category;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

/* Is this a line that the rule of a category is for, and does it not have it yet? */
static enum err wants_rule(struct db *db, const struct bill_view *view,
			   const struct bill_item *item, const struct discount_rule *rule,
			   bool *ret_wants)
{
	*ret_wants = false;
	if (item->is_discount || item->amount_minor <= 0 ||
	    discount_has_rule(&view->rows, item->line, rule->id))
		return ERR_OK;
	return is_of_category(db, item->item, rule->category, ret_wants);
}

/* A line that is paid for, or that there is nothing to take off, goes without. */
static enum err give_line_in(struct tx *tx, const struct off *off, const struct bill_rows *rows,
			     int64_t line, int *given)
{
	enum err err = discount_check_stack(tx->db, rows, line, off->rule);

	if (err == ERR_OK)
		err = discount_line_in(tx, off, rows->head.id, line);
	if (err == ERR_OK)
		++*given;
	return err == ERR_RANGE || err == ERR_FROZEN ? ERR_OK : err;
}

/* From here on it is for every line of the category. */
static enum err stand_in(struct tx *tx, const struct off *off, const struct bill_view *view)
{
	struct line_row row = discount_row(tx, off);

	if (off->line != 0 || bill_rule_stands(view, off->rule->id) != 0)
		return ERR_OK;
	row.kind = LINE_RULE;
	row.bill = view->rows.head.id;
	return store_line_insert(tx, &row);
}

enum err discount_category_in(struct tx *tx, const struct off *off, const struct bill_view *view)
{
	enum err err = ERR_OK;
	bool wants = false;
	int given = 0;

	for (int i = 0; err == ERR_OK && i < view->n_items; i++) {
		const struct bill_item *item = &view->items[i];

		if (off->line == 0 || off->line == item->line)
			err = wants_rule(tx->db, view, item, off->rule, &wants);
		if (err == ERR_OK && wants)
			err = give_line_in(tx, off, &view->rows, item->line, &given);
		wants = false;
	}
	if (err == ERR_OK && given == 0)
		err = ERR_NOT_FOUND;
	return err == ERR_OK ? stand_in(tx, off, view) : err;
}

static int64_t open_of(const struct bill_view *view, int item)
{
	int64_t open = 0;

	for (int i = 0; i < view->n_stands; i++)
		if (view->stands[i].item == item &&
		    (view->stands[i].part < 0 ||
		     !view->rows.parts[view->stands[i].part].is_frozen))
			open += view->stands[i].amount_minor;
	return open;
}

enum err discount_category_worth(struct db *db, const struct bill_view *view,
				 const struct discount_rule *rule, int64_t *ret_minor)
{
	int64_t sum = 0, taken = 0;
	enum err err = ERR_OK;
	bool wants = false;

	for (int i = 0; err == ERR_OK && i < view->n_items; i++) {
		const struct bill_item *item = &view->items[i];

		err = wants_rule(db, view, item, rule, &wants);
		if (err != ERR_OK || !wants || open_of(view, i) <= 0)
			continue;
		err = discount_check_stack(db, &view->rows, item->line, rule);
		if (err == ERR_OK)
			err = discount_rule_size(rule, item->quantity, open_of(view, i), &taken);
		sum += taken > 0 ? taken : 0;
	}
	*ret_minor = sum;
	return err == ERR_OK && sum == 0 ? ERR_NOT_FOUND : err;
}

/* --- lines that are rung later ---------------------------------------------------------------- */

/* The rules that stand on a check: ids of their rows. */
static enum err standing_rules(struct tx *tx, int64_t bill, int64_t *rows, int *ret_n)
{
	static const char sql[] =
		"SELECT r.id FROM line r WHERE r.property = $1 AND r.bill = $2 AND r.kind = 'rule' "
		"AND NOT EXISTS (SELECT 1 FROM line u WHERE u.property = r.property "
		"AND u.bill = r.bill AND u.kind = 'undiscount' AND u.of = r.id) "
		"ORDER BY r.turn, r.id";
	struct db_rows *found = db_query(tx->db, sql, V(tx->property), V(bill));
	int n = 0;
	enum err err;

	while (n < DISCOUNT_RULES_MAX && db_next(found))
		rows[n++] = db_int(found, 0);
	err = db_end(found);
	*ret_n = n;
	return err;
}

/* What does not go beside another is left out: ringing never stops for it. */
static enum err give_new_in(struct tx *tx, const struct off *off, const struct bill_rows *rows,
			    const struct bill_line_sum *sum)
{
	bool is_one = false;
	int given = 0;
	enum err err = ERR_OK;

	if (sum->amount_minor > 0 && !discount_has_rule(rows, off->line, off->rule->id))
		err = is_of_category(tx->db, sum->row.item, off->rule->category, &is_one);
	if (err == ERR_OK && is_one)
		err = give_line_in(tx, off, rows, off->line, &given);
	return err == ERR_STACK ? ERR_OK : err;
}

/* More of a line that has the rule: a rate of what came, or down to the price of each piece. */
static enum err give_more_in(struct tx *tx, const struct off *off, const struct bill_rows *rows,
			     const struct bill_line_sum *sum, int64_t added_minor)
{
	struct line_row like = discount_row(tx, off);
	int64_t taken = 0;
	enum err err = ERR_OK;

	if (!discount_has_rule(rows, off->line, off->rule->id) || off->rule->amount_minor > 0)
		return ERR_OK;
	if (off->rule->rate_ppm > 0)
		err = money_rate(added_minor, off->rule->rate_ppm, &taken);
	else if (sum->open_minor == sum->amount_minor)
		err = discount_rule_size(off->rule, sum->quantity, sum->amount_minor, &taken);
	if (err != ERR_OK || taken < 1 || taken > sum->open_minor)
		return err;
	return bill_spread_in(tx, sum, &like, -taken);
}

/* The rows alone are read: between the line and its discount the bill need not be one that can be
 * reckoned. */
static enum err give_standing_in(struct tx *tx, int64_t bill, int64_t line, int64_t row,
				 int64_t added_minor)
{
	struct discount_rule rule;
	struct line_row given;
	struct off off = { .line = line, .rule = &rule, .given = &given };
	struct bill_line_sum sum;
	struct bill_rows rows;
	enum err err = store_line_load(tx->db, row, &given);

	if (err == ERR_OK)
		err = store_discount_rule_by_id(tx->db, given.choice, &rule);
	if (err == ERR_OK)
		err = bill_line_in(tx, bill, line, &sum);
	if (err == ERR_OK)
		err = store_bill_load(tx->db, bill, INT64_MAX, &rows);
	if (err != ERR_OK)
		return err;
	err = added_minor == 0 ? give_new_in(tx, &off, &rows, &sum)
			       : give_more_in(tx, &off, &rows, &sum, added_minor);
	store_bill_rows_done(&rows);
	return err;
}

enum err bill_rules_line_in(struct tx *tx, int64_t bill, int64_t line, int64_t added_minor)
{
	int64_t rows[DISCOUNT_RULES_MAX];
	int n = 0;
	enum err err = standing_rules(tx, bill, rows, &n);

	for (int i = 0; err == ERR_OK && i < n; i++)
		err = give_standing_in(tx, bill, line, rows[i], added_minor);
	return err;
}
