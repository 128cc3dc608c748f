/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_discount.c -- discounts by hand and by the rules of the house: on a line, on the
 * check.  Those on all lines of a category are service/bill_category.c.  What meets a discount
 * that stands alone is refused.
 */
#include "base/str.h"
#include "service/bill_discount_inside.h"

struct line_row discount_row(struct tx *tx, const struct off *off)
{
	struct line_row row = { .kind = LINE_DISCOUNT,
				.rate_ppm = off->rate_ppm,
				.reason = off->given != NULL ? off->given->reason
							     : tx->act->reason,
				.note = off->given != NULL ? off->given->note : tx->act->note };

	if (off->rule == NULL)
		return row;
	row.rate_ppm = off->rule->rate_ppm > 0 ? off->rule->rate_ppm : 0;
	row.choice = off->rule->id;
	row.level = (int64_t)off->rule->kind;
	str_copy(row.name, sizeof row.name, off->rule->name);
	if (row.reason == 0 && row.note == 0)
		row.reason = off->rule->reason;
	return row;
}

/* --- what goes beside what ---------------------------------------------------------------- */

/* Is anything left of the line? */
static bool is_left(const struct bill_rows *rows, int64_t line)
{
	int64_t pieces = 0;

	for (int i = 0; i < rows->n_lines; i++)
		if (rows->lines[i].id == line || rows->lines[i].of == line)
			pieces += rows->lines[i].quantity;
	return pieces != 0;
}

bool discount_stands(const struct bill_rows *rows, int at)
{
	const struct line_row *row = &rows->lines[at];

	if (row->kind == LINE_CHECK_DISCOUNT || row->kind == LINE_RULE)
		return !bill_view_is_undone(rows, row->id);
	if (row->kind != LINE_DISCOUNT || !is_left(rows, row->of))
		return false;
	for (int i = at + 1; i < rows->n_lines; i++)
		if (rows->lines[i].kind == LINE_UNDISCOUNT && rows->lines[i].of == row->of)
			return false;
	return true;
}

enum err discount_check_stack(struct db *db, const struct bill_rows *rows, int64_t line,
			      const struct discount_rule *rule)
{
	struct discount_rule other;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < rows->n_lines; i++) {
		const struct line_row *row = &rows->lines[i];
		bool meets = line == 0 || row->kind == LINE_CHECK_DISCOUNT || row->of == line;

		if (!meets || !discount_stands(rows, i))
			continue;
		if (rule != NULL && (rule->stands_alone || rule->id == row->choice))
			return ERR_STACK;
		if (row->choice == 0)
			continue;
		err = store_discount_rule_by_id(db, row->choice, &other);
		if (err == ERR_OK && other.stands_alone)
			err = ERR_STACK;
	}
	return err;
}

/* --- on a line ---------------------------------------------------------------------------- */

enum err discount_rule_size(const struct discount_rule *rule, int64_t quantity,
			    int64_t left_minor, int64_t *ret_taken)
{
	int64_t target;
	enum err err;

	if (rule->rate_ppm > 0)
		return money_rate(left_minor, rule->rate_ppm, ret_taken);
	if (rule->amount_minor > 0) {
		*ret_taken = rule->amount_minor < left_minor ? rule->amount_minor : left_minor;
		return ERR_OK;
	}
	err = money_multiply_minor(rule->target_minor, quantity, &target);
	*ret_taken = err == ERR_OK ? left_minor - target : 0;
	return err;
}

static enum err size_of(const struct off *off, const struct bill_line_sum *sum, int64_t *ret_taken)
{
	const struct discount_rule *rule = off->rule;

	if (rule != NULL && rule->target_minor >= 0 && sum->open_minor != sum->amount_minor)
		return ERR_FROZEN;
	if (rule != NULL)
		return discount_rule_size(rule, sum->quantity, sum->open_minor, ret_taken);
	*ret_taken = off->amount_minor;
	return off->rate_ppm > 0 ? money_rate(sum->open_minor, off->rate_ppm, ret_taken) : ERR_OK;
}

enum err discount_line_in(struct tx *tx, const struct off *off, int64_t bill, int64_t line)
{
	struct line_row like = discount_row(tx, off);
	struct bill_line_sum sum;
	int64_t taken = 0;
	enum err err = bill_line_in(tx, bill, line, &sum);

	if (err == ERR_OK)
		err = size_of(off, &sum, &taken);
	if (err == ERR_OK && (taken < 1 || taken > sum.open_minor))
		err = taken > 0 && taken <= sum.amount_minor ? ERR_FROZEN : ERR_RANGE;
	return err == ERR_OK ? bill_spread_in(tx, &sum, &like, -taken) : err;
}

/* --- on the check ------------------------------------------------------------------------- */

/* What the lines come to, less what discounts on the check take off. */
static int64_t left_of(const struct bill_view *view)
{
	int64_t left = -view->out.discount_minor;

	for (int i = 0; i < view->n_items; i++)
		if (!view->items[i].is_discount)
			left += view->items[i].amount_minor;
	return left;
}

static int64_t check_amount(const struct off *off, const struct bill_view *view)
{
	const struct discount_rule *rule = off->rule;
	int64_t left = left_of(view);

	if (rule == NULL)
		return off->amount_minor;
	if (rule->amount_minor > 0)
		return rule->amount_minor < left ? rule->amount_minor : left;
	return 0;
}

/* An amount is taken off whole or not at all: what is above the rest would wait for later lines.  A
 * price for the check is kept as that: it holds whatever is rung or voided later. */
static enum err check_discount_in(struct tx *tx, struct off *off, const struct bill_view *before)
{
	struct line_row row = discount_row(tx, off);
	struct bill_view after;
	int64_t taken = 0;
	enum err err;

	row.kind = LINE_CHECK_DISCOUNT;
	row.bill = before->rows.head.id;
	row.amount_minor = check_amount(off, before);
	if (off->rule != NULL && off->rule->target_minor >= 0)
		row.price_minor = off->rule->target_minor;
	err = store_line_insert(tx, &row);
	if (err == ERR_OK)
		err = bill_view_load(tx->db, row.bill, &after);
	if (err != ERR_OK)
		return err;
	taken = after.out.discount_minor - before->out.discount_minor;
	bill_view_done(&after);
	off->result = row.id;
	return taken < 1 || taken < row.amount_minor ? ERR_RANGE : ERR_OK;
}

/* --- what it would take off --------------------------------------------------------------- */

static enum err line_worth(const struct bill_view *view, int64_t line,
			   const struct discount_rule *rule, int64_t *ret_minor)
{
	for (int i = 0; i < view->n_items; i++)
		if (view->items[i].line == line && !view->items[i].is_discount)
			return discount_rule_size(rule, view->items[i].quantity,
					 view->items[i].amount_minor, ret_minor);
	return ERR_NOT_FOUND;
}

static enum err check_worth(const struct bill_view *view, const struct discount_rule *rule,
			    int64_t *ret_minor)
{
	struct off off = { .rule = rule };

	if (rule->rate_ppm > 0)
		return money_rate(left_of(view), rule->rate_ppm, ret_minor);
	*ret_minor = rule->target_minor >= 0 ? left_of(view) - rule->target_minor
					     : check_amount(&off, view);
	return ERR_OK;
}

enum err bill_rule_worth(struct db *db, const struct bill_view *view, int64_t line,
			 const struct discount_rule *rule, int64_t *ret_minor)
{
	bool is_line = rule->scope == DISCOUNT_OF_LINE;
	int64_t minor = 0;
	enum err err;

	if (rule->scope == DISCOUNT_OF_CATEGORY)
		err = discount_category_worth(db, view, rule, &minor);
	else if (is_line && line == 0)
		err = ERR_STATE;
	else
		err = discount_check_stack(db, &view->rows, is_line ? line : 0, rule);
	if (err == ERR_OK && is_line)
		err = line_worth(view, line, rule, &minor);
	if (err == ERR_OK && rule->scope == DISCOUNT_OF_CHECK)
		err = check_worth(view, rule, &minor);
	if (err == ERR_OK && minor < 1)
		err = ERR_RANGE;
	if (err == ERR_OK)
		*ret_minor = minor;
	return err;
}

/* --- the acts ----------------------------------------------------------------------------- */

static enum err give_in(struct tx *tx, struct off *off, int64_t bill)
{
	bool is_category = off->rule != NULL && off->rule->scope == DISCOUNT_OF_CATEGORY;
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	if (!is_category)
		err = discount_check_stack(tx->db, &view.rows, off->line, off->rule);
	if (err == ERR_OK && is_category)
		err = discount_category_in(tx, off, &view);
	else if (err == ERR_OK && off->line != 0)
		err = discount_line_in(tx, off, bill, off->line);
	else if (err == ERR_OK)
		err = check_discount_in(tx, off, &view);
	bill_view_done(&view);
	return err;
}

/* Permission for what all discounts of the kind then come to. */
static enum err allow_in(struct tx *tx, const struct off *off, int64_t bill)
{
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	err = bill_allow_off_in(tx, &view, off->rule != NULL ? off->rule->kind : DISCOUNT_PLAIN);
	bill_view_done(&view);
	return err;
}

static enum err discount_in(struct tx *tx, void *arg)
{
	struct off *off = arg;
	bool has_own = off->rule != NULL && off->rule->reason != 0 && tx->act->reason == 0 &&
		       tx->act->note == 0;
	struct bill_head head;
	enum err err = bill_begin_in(tx, tx->act->bill, &head);

	if (err == ERR_OK && !has_own)
		err = app_reason(tx);
	if (err == ERR_OK)
		err = give_in(tx, off, head.id);
	if (err == ERR_OK)
		err = bill_room_in(tx, head.id);
	if (err == ERR_OK)
		err = allow_in(tx, off, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	tx->result = off->result;
	return err;
}

enum err bill_discount(struct app *app, const struct act *act, int64_t line, int64_t amount_minor,
		       int64_t rate_ppm)
{
	struct off off = { .line = line, .amount_minor = amount_minor, .rate_ppm = rate_ppm };
	char content[128];

	if (amount_minor < 0 || rate_ppm < 0 || rate_ppm > MONEY_PPM ||
	    (amount_minor == 0) == (rate_ppm == 0))
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld %lld %lld", (long long)act->bill,
		   (long long)line, (long long)amount_minor, (long long)rate_ppm);
	return act_run(app->db, act, "discount", content, discount_in, &off, NULL);
}

struct by_rule {
	int64_t line, rule;
};

static enum err by_rule_in(struct tx *tx, void *arg)
{
	const struct by_rule *by = arg;
	struct discount_rule rule;
	struct off off = { .line = by->line, .rule = &rule };
	enum err err = store_discount_rule_by_id(tx->db, by->rule, &rule);

	if (err == ERR_OK && !rule.is_active)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK && ((rule.scope == DISCOUNT_OF_LINE && by->line == 0) ||
			      (rule.scope == DISCOUNT_OF_CHECK && by->line != 0)))
		err = ERR_STATE;
	return err == ERR_OK ? discount_in(tx, &off) : err;
}

enum err bill_discount_rule(struct app *app, const struct act *act, int64_t line, int64_t rule)
{
	struct by_rule by = { line, rule };
	char content[96];

	str_format(content, sizeof content, "%lld %lld r%lld", (long long)act->bill,
		   (long long)line, (long long)rule);
	return act_run(app->db, act, "discount-rule", content, by_rule_in, &by, NULL);
}
