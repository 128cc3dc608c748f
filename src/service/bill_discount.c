/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_discount.c -- discounts by hand and by the rules of the house: on a line, on all
 * lines of a category, on the check.  What meets a discount that stands alone is refused.
 */
#include "base/str.h"
#include "service/bill_inside.h"
#include "service/bill_price.h"

/* What is taken off: by hand an amount or a rate, else what the rule says. */
struct off {
	int64_t line;                /* 0: the check, or its lines of the rule's category */
	int64_t amount_minor, rate_ppm;
	const struct discount_rule *rule;   /* NULL: by hand */
	int64_t result;
};

static struct line_row like_of(struct tx *tx, const struct off *off)
{
	struct line_row row = { .kind = LINE_DISCOUNT,
				.rate_ppm = off->rate_ppm,
				.reason = tx->act->reason,
				.note = tx->act->note };

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

static bool is_on_list(const struct bill_view *view, int64_t line)
{
	for (int i = 0; i < view->n_items; i++)
		if (view->items[i].line == line)
			return true;
	return false;
}

/* Does row `at` give a discount that was not taken back since? */
static bool is_standing(const struct bill_view *view, int at)
{
	const struct bill_rows *rows = &view->rows;
	const struct line_row *row = &rows->lines[at];

	if (row->kind == LINE_CHECK_DISCOUNT)
		return !bill_view_is_undone(rows, row->id);
	if (row->kind != LINE_DISCOUNT || !is_on_list(view, row->of))
		return false;
	for (int i = at + 1; i < rows->n_lines; i++)
		if (rows->lines[i].kind == LINE_UNDISCOUNT && rows->lines[i].of == row->of)
			return false;
	return true;
}

/* A discount on the check meets all others; one of a line those of the line and of the check. */
static enum err check_stack(struct db *db, const struct bill_view *view, int64_t line,
			    const struct discount_rule *rule)
{
	struct discount_rule other;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < view->rows.n_lines; i++) {
		const struct line_row *row = &view->rows.lines[i];
		bool meets = line == 0 || row->kind == LINE_CHECK_DISCOUNT || row->of == line;

		if (!meets || !is_standing(view, i))
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

/* What a rule takes off a line of so much; an amount at most what is left. */
static enum err rule_size(const struct discount_rule *rule, int64_t quantity, int64_t left_minor,
			  int64_t *ret_taken)
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
		return rule_size(rule, sum->quantity, sum->open_minor, ret_taken);
	*ret_taken = off->amount_minor;
	return off->rate_ppm > 0 ? money_rate(sum->open_minor, off->rate_ppm, ret_taken) : ERR_OK;
}

static enum err line_discount_in(struct tx *tx, const struct off *off, int64_t bill, int64_t line)
{
	struct line_row like = like_of(tx, off);
	struct bill_line_sum sum;
	int64_t taken = 0;
	enum err err = bill_line_in(tx, bill, line, &sum);

	if (err == ERR_OK)
		err = size_of(off, &sum, &taken);
	if (err == ERR_OK && (taken < 1 || taken > sum.open_minor))
		err = taken > 0 && taken <= sum.amount_minor ? ERR_FROZEN : ERR_RANGE;
	return err == ERR_OK ? bill_spread_in(tx, &sum, &like, -taken) : err;
}

/* --- on all lines of a category ----------------------------------------------------------- */

static bool has_rule(const struct bill_view *view, int64_t line, int64_t rule)
{
	for (int i = 0; i < view->rows.n_lines; i++)
		if (view->rows.lines[i].of == line && view->rows.lines[i].choice == rule &&
		    is_standing(view, i))
			return true;
	return false;
}

static enum err is_of_category(struct db *db, int64_t item, int64_t category, bool *ret_is)
{
	static const char sql[] = "SELECT category FROM item WHERE property = $1 AND id = $2";
	int64_t found = 0;
	enum err err = db_one_int(db, &found, sql, V(db_property(db)), V(item));

	*ret_is = err == ERR_OK && found == category;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

/* Is this a line that the rule of a category is for, and does it not have it yet?  What was rung
 * since gets it when it is given again. */
static enum err wants_rule(struct db *db, const struct bill_view *view,
			   const struct bill_item *item, const struct discount_rule *rule,
			   bool *ret_wants)
{
	*ret_wants = false;
	if (item->is_discount || item->amount_minor <= 0 || has_rule(view, item->line, rule->id))
		return ERR_OK;
	return is_of_category(db, item->item, rule->category, ret_wants);
}

static enum err category_discount_in(struct tx *tx, const struct off *off,
				     const struct bill_view *view)
{
	enum err err = ERR_OK;
	bool wants = false;
	int given = 0;

	for (int i = 0; err == ERR_OK && i < view->n_items; i++) {
		const struct bill_item *item = &view->items[i];

		if (off->line == 0 || off->line == item->line)
			err = wants_rule(tx->db, view, item, off->rule, &wants);
		if (err != ERR_OK || !wants)
			continue;
		err = check_stack(tx->db, view, item->line, off->rule);
		if (err == ERR_OK)
			err = line_discount_in(tx, off, view->rows.head.id, item->line);
		wants = false;
		given++;
	}
	return err == ERR_OK && given == 0 ? ERR_NOT_FOUND : err;
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
	if (rule->rate_ppm > 0)
		return 0;
	if (rule->amount_minor > 0)
		return rule->amount_minor < left ? rule->amount_minor : left;
	return left - rule->target_minor;
}

/* An amount is taken off whole or not at all: what is above the rest would wait for later lines. */
static enum err check_discount_in(struct tx *tx, struct off *off, const struct bill_view *before)
{
	struct line_row row = like_of(tx, off);
	struct bill_view after;
	int64_t taken = 0;
	enum err err;

	row.kind = LINE_CHECK_DISCOUNT;
	row.bill = before->rows.head.id;
	row.amount_minor = check_amount(off, before);
	if (row.amount_minor < 0 || (row.amount_minor == 0 && row.rate_ppm == 0))
		return ERR_RANGE;
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

static enum err category_worth(struct db *db, const struct bill_view *view,
			       const struct discount_rule *rule, int64_t *ret_minor)
{
	int64_t sum = 0, taken = 0;
	enum err err = ERR_OK;
	bool wants = false;

	for (int i = 0; err == ERR_OK && i < view->n_items; i++) {
		const struct bill_item *item = &view->items[i];

		err = wants_rule(db, view, item, rule, &wants);
		if (err != ERR_OK || !wants)
			continue;
		err = check_stack(db, view, item->line, rule);
		if (err == ERR_OK)
			err = rule_size(rule, item->quantity, item->amount_minor, &taken);
		sum += taken;
	}
	*ret_minor = sum;
	return err == ERR_OK && sum == 0 ? ERR_NOT_FOUND : err;
}

static enum err line_worth(const struct bill_view *view, int64_t line,
			   const struct discount_rule *rule, int64_t *ret_minor)
{
	for (int i = 0; i < view->n_items; i++)
		if (view->items[i].line == line && !view->items[i].is_discount)
			return rule_size(rule, view->items[i].quantity,
					 view->items[i].amount_minor, ret_minor);
	return ERR_NOT_FOUND;
}

static enum err check_worth(const struct bill_view *view, const struct discount_rule *rule,
			    int64_t *ret_minor)
{
	struct off off = { .rule = rule };

	if (rule->rate_ppm > 0)
		return money_rate(left_of(view), rule->rate_ppm, ret_minor);
	*ret_minor = check_amount(&off, view);
	return ERR_OK;
}

enum err bill_rule_worth(struct db *db, const struct bill_view *view, int64_t line,
			 const struct discount_rule *rule, int64_t *ret_minor)
{
	bool is_line = rule->scope == DISCOUNT_OF_LINE;
	int64_t minor = 0;
	enum err err;

	if (rule->scope == DISCOUNT_OF_CATEGORY)
		err = category_worth(db, view, rule, &minor);
	else if (is_line && line == 0)
		err = ERR_STATE;
	else
		err = check_stack(db, view, is_line ? line : 0, rule);
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
		err = check_stack(tx->db, &view, off->line, off->rule);
	if (err == ERR_OK && is_category)
		err = category_discount_in(tx, off, &view);
	else if (err == ERR_OK && off->line != 0)
		err = line_discount_in(tx, off, bill, off->line);
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
