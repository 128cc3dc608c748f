/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_change.c -- voids, error-corrects, discounts taken back, notes: new rows that name
 * old ones (B1).  Discounts are given in service/bill_discount.c.
 */
#include "base/str.h"
#include "service/bill.h"
#include "service/kitchen.h"
#include "service/ring.h"
#include "store/store_staff.h"

struct take {
	int64_t line, quantity;
};

/* What this person has voided on the bill without an approver: many small voids are one large. */
static enum err voided_alone(struct tx *tx, int64_t bill, int64_t *ret_minor)
{
	static const char sql[] =
		"SELECT 0 - coalesce(sum(l.amount_minor), 0) FROM line l JOIN act a "
		"ON a.property = l.property AND a.id = l.id - l.id % 65536 "
		"WHERE l.property = $1 AND l.bill = $2 AND l.kind = 'void' AND a.staff = $3 "
		"AND a.approver = 0";

	return db_one_int(tx->db, ret_minor, sql, V(tx->property), V(bill), V(tx->act->staff));
}

static enum err allow_void(struct tx *tx, int64_t bill, int64_t worth_minor)
{
	int64_t alone = 0;
	enum err err = app_reason(tx);

	if (err == ERR_OK)
		err = voided_alone(tx, bill, &alone);
	return err == ERR_OK ? app_allow(tx, PERM_VOID, alone + worth_minor) : err;
}

/* The version of the bill at which the present round began: what was sent last, or printed on a
 * guest check, ended the one before. */
static enum err round_of(struct tx *tx, int64_t bill, int64_t *ret_turn)
{
	static const char sql[] =
		"SELECT coalesce(max(turn), -1) FROM (SELECT turn FROM line WHERE property = $1 "
		"AND bill = $2 AND kind = 'send' AND sent > 0 UNION ALL SELECT turn "
		"FROM guest_check WHERE property = $1 AND bill = $2) AS r";

	return db_one_int(tx->db, ret_turn, sql, V(tx->property), V(bill));
}

/* How many pieces of a line are an error-correct: rung by this person in this round, here and not
 * on another bill, not sent, and not corrected already (B1). */
static enum err correctable(struct tx *tx, const struct bill_line_sum *sum, int64_t *ret_quantity)
{
	static const char sql[] =
		"SELECT coalesce(sum(CASE WHEN l.turn > $4 AND ((l.kind = 'item' AND l.source = 0 "
		"AND a.staff = $5) OR l.kind = 'correct') THEN l.quantity ELSE 0 END), 0), "
		"coalesce(sum(l.sent), 0) FROM line l JOIN act a ON a.property = l.property "
		"AND a.id = l.id - l.id % 65536 WHERE l.property = $1 AND l.bill = $2 "
		"AND (l.id = $3 OR l.of = $3)";
	int64_t turn = -1, own = 0, unsent = sum->quantity;
	struct db_rows *rows;
	enum err err = round_of(tx, sum->row.bill, &turn);

	if (err != ERR_OK)
		return err;
	rows = db_query(tx->db, sql, V(tx->property), V(sum->row.bill), V(sum->row.id), V(turn),
			V(tx->act->staff));
	if (db_next(rows)) {
		own = db_int(rows, 0);
		unsent -= db_int(rows, 1);
	}
	*ret_quantity = own < unsent ? own : unsent;
	return db_end(rows);
}

/* Without a reason, when all of it can be an error-correct. */
static enum err allow_correct(struct tx *tx, const struct bill_line_sum *sum, int64_t quantity)
{
	int64_t most = 0;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = correctable(tx, sum, &most);
	return err == ERR_OK && quantity > most ? ERR_REASON : err;
}

/* Takes pieces away with their share of the amount, in the original cents (M4). */
static enum err take_pieces(struct tx *tx, const struct bill_line_sum *sum, int64_t quantity)
{
	bool has_reason = tx->act->reason != 0 || tx->act->note != 0;
	struct line_row like = { .kind = has_reason ? LINE_VOID : LINE_CORRECT,
				 .quantity = -quantity,
				 .price_minor = sum->row.price_minor,
				 .reason = tx->act->reason,
				 .note = tx->act->note };
	int64_t worth;
	enum err err = bill_pieces_worth(sum, quantity, &worth);

	if (err == ERR_OK)
		err = has_reason ? allow_void(tx, sum->row.bill, worth)
				 : allow_correct(tx, sum, quantity);
	return err == ERR_OK ? bill_spread_in(tx, sum, &like, -worth) : err;
}

enum err bill_void_in(struct tx *tx, int64_t bill, int64_t line, int64_t quantity)
{
	struct bill_line_sum sum;
	enum err err = bill_line_in(tx, bill, line, &sum);

	if (err != ERR_OK)
		return err;
	if (quantity == 0)
		quantity = sum.quantity;
	if (quantity < 1 || quantity > sum.quantity)
		return ERR_RANGE;
	err = ring_voided_in(tx, &sum, quantity);
	return err == ERR_OK ? take_pieces(tx, &sum, quantity) : err;
}

static enum err void_in(struct tx *tx, void *arg)
{
	const struct take *take = arg;
	struct bill_head head;
	enum err err = bill_begin_in(tx, tx->act->bill, &head);

	if (err == ERR_OK)
		err = bill_void_in(tx, head.id, take->line, take->quantity);
	if (err == ERR_OK)
		err = kitchen_void_in(tx, head.id, take->line);
	if (err == ERR_OK)
		err = bill_check_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_void(struct app *app, const struct act *act, int64_t line, int64_t quantity)
{
	struct take take = { line, quantity };
	char content[96];

	if (quantity < 0 || quantity > BILL_QUANTITY_MAX)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld -%lld", (long long)act->bill,
		   (long long)line, (long long)quantity);
	return act_run(app->db, act, "line-void", content, void_in, &take, NULL);
}

/* What discounts take off what is left of a line; a void took its share of them along. */
static enum err discount_of_line(struct tx *tx, const struct bill_line_sum *sum, int64_t *ret_minor)
{
	static const char sql[] = "SELECT count(*) FROM line WHERE property = $1 AND bill = $2 "
				  "AND of = $3 AND kind = 'line-discount'";
	int64_t whole = 0, n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(sum->row.bill),
				  V(sum->row.id));

	if (err == ERR_OK)
		err = money_multiply_minor(sum->unit_minor, sum->quantity, &whole);
	if (err == ERR_OK && (n == 0 || whole <= sum->amount_minor))
		err = ERR_STATE;
	if (err == ERR_OK)
		*ret_minor = whole - sum->amount_minor;
	return err;
}

/* The discount on the check, or the rule that stands on it, with this id, when it still does. */
static enum err check_discount_of(struct tx *tx, int64_t bill, int64_t line,
				  struct line_row *ret_row)
{
	static const char sql[] = "SELECT count(*) FROM line WHERE property = $1 AND bill = $2 "
				  "AND of = $3 AND kind = 'undiscount'";
	int64_t n = 0;
	enum err err = store_line_load(tx->db, line, ret_row);

	if (err == ERR_OK && (ret_row->bill != bill || (ret_row->kind != LINE_CHECK_DISCOUNT &&
							ret_row->kind != LINE_RULE)))
		return ERR_NOT_FOUND;
	if (err == ERR_OK)
		err = db_one_int(tx->db, &n, sql, V(tx->property), V(bill), V(line));
	return err == ERR_OK && n > 0 ? ERR_STATE : err;
}

/* Lines that have a discount of this rule and no other. */
static enum err lines_of_rule(struct tx *tx, const struct line_row *rule, int64_t *lines,
			      int *ret_n)
{
	static const char sql[] =
		"SELECT DISTINCT l.of FROM line l WHERE l.property = $1 AND l.bill = $2 "
		"AND l.kind = 'line-discount' AND l.choice = $3 AND NOT EXISTS "
		"(SELECT 1 FROM line o WHERE o.property = l.property AND o.bill = l.bill "
		"AND o.of = l.of AND (o.kind = 'undiscount' OR (o.kind = 'line-discount' "
		"AND o.choice <> $3))) ORDER BY l.of";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(rule->bill),
					V(rule->choice));
	int n = 0;
	enum err err;

	while (n < BILL_ROWS_MAX && db_next(rows))
		lines[n++] = db_int(rows, 0);
	err = db_end(rows);
	*ret_n = n;
	return err;
}

/* A rule that no longer stands goes off the lines that have it alone; what was paid stays. */
static enum err rule_back(struct tx *tx, const struct line_row *rule)
{
	struct line_row like = { .kind = LINE_UNDISCOUNT, .reason = tx->act->reason,
				 .note = tx->act->note };
	int64_t lines[BILL_ROWS_MAX], back = 0;
	int n = 0;
	enum err err = lines_of_rule(tx, rule, lines, &n);

	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct bill_line_sum sum;

		err = bill_line_in(tx, rule->bill, lines[i], &sum);
		if (err == ERR_OK && sum.open_minor == sum.amount_minor)
			err = discount_of_line(tx, &sum, &back);
		if (err == ERR_OK && sum.open_minor == sum.amount_minor)
			err = bill_spread_in(tx, &sum, &like, back);
		if (err == ERR_STATE)
			err = ERR_OK;
	}
	return err;
}

/* The row that ends a discount on the check, or a rule that stands on it. */
static enum err end_row(struct tx *tx, struct line_row row)
{
	struct line_row end = row;
	enum err err;

	end.kind = LINE_UNDISCOUNT;
	end.of = row.id;
	end.quantity = end.price_minor = end.amount_minor = end.rate_ppm = 0;
	end.reason = tx->act->reason;
	end.note = tx->act->note;
	err = store_line_insert(tx, &end);
	return err == ERR_OK && row.kind == LINE_RULE ? rule_back(tx, &row) : err;
}

/* Takes back the discount on the check `line`, or the discounts of the line of that id. */
static enum err take_back(struct tx *tx, int64_t bill, int64_t line)
{
	struct line_row row = { 0 }, like = { .kind = LINE_UNDISCOUNT,
					      .reason = tx->act->reason,
					      .note = tx->act->note };
	struct bill_line_sum sum;
	int64_t back = 0;
	enum err err = check_discount_of(tx, bill, line, &row);

	if (err == ERR_OK)
		return end_row(tx, row);
	if (err != ERR_NOT_FOUND)
		return err;
	err = bill_line_in(tx, bill, line, &sum);
	if (err == ERR_OK)
		err = discount_of_line(tx, &sum, &back);
	return err == ERR_OK ? bill_spread_in(tx, &sum, &like, back) : err;
}

static enum err undiscount_in(struct tx *tx, void *arg)
{
	const int64_t *line = arg;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = take_back(tx, head.id, *line);
	if (err == ERR_OK)
		err = bill_rates_in(tx, head.id);
	if (err == ERR_OK)
		err = bill_check_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_undiscount(struct app *app, const struct act *act, int64_t line)
{
	char content[64];

	str_format(content, sizeof content, "%lld %lld", (long long)act->bill, (long long)line);
	return act_run(app->db, act, "undiscount", content, undiscount_in, &line, NULL);
}

struct remark {
	int64_t line;
	const char *text;
};

static enum err note_in(struct tx *tx, void *arg)
{
	const struct remark *remark = arg;
	struct line_row row = { 0 };
	struct bill_line_sum named;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK && remark->line != 0)
		err = bill_line_in(tx, head.id, remark->line, &named);
	if (err != ERR_OK)
		return err;
	row.bill = head.id;
	row.kind = LINE_NOTE;
	row.of = remark->line;
	err = store_note_insert(tx, remark->text, &row.note);
	if (err == ERR_OK)
		err = store_line_insert(tx, &row);
	if (err == ERR_OK)
		err = kitchen_change_in(tx, head.id, remark->line);
	if (err == ERR_OK)
		err = bill_room_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_note(struct app *app, const struct act *act, int64_t line, const char *text)
{
	struct remark remark = { line, text };
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = app_name_check(text, NOTE_TEXT_SIZE);

	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "note", act->bill, &hash);
	hash_int(&hash, line);
	hash_str(&hash, text);
	hash_end(&hash, content);
	return act_run(app->db, act, "note", content, note_in, &remark, NULL);
}
