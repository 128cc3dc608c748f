/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_move.c -- lines and pieces of them go to a part, or are shared among some.  What is
 * written is the difference between where a line stands and where it is to stand.
 */
#include "base/str.h"
#include "core/share.h"
#include "service/bill_price.h"
#include "service/bill_split_inside.h"

enum err split_begin_in(struct tx *tx, struct bill_head *ret_head)
{
	enum err err = app_allow(tx, PERM_SELL, 0);

	return err == ERR_OK ? bill_begin_in(tx, tx->act->bill, ret_head) : err;
}

enum err split_begin_view_in(struct tx *tx, struct bill_head *ret_head, struct bill_view *ret_view)
{
	enum err err = split_begin_in(tx, ret_head);

	return err == ERR_OK ? bill_view_load(tx->db, ret_head->id, ret_view) : err;
}

/* A full bill can still be split, undone and emptied. */
static bool writes_lines(enum change_kind kind)
{
	return kind == CHANGE_MOVE || kind == CHANGE_SHARE || kind == CHANGE_SEATS ||
	       kind == CHANGE_LINES_IN || kind == CHANGE_MERGE_IN;
}

enum err split_end_in(struct tx *tx, const struct bill_head *head, struct change_row *change)
{
	enum err err;

	change->bill = head->id;
	err = store_change_insert(tx, change);
	if (err == ERR_OK && writes_lines(change->kind))
		err = bill_room_in(tx, head->id);
	if (err == ERR_OK && head->state != BILL_CLOSED)
		err = bill_service_in(tx, head);
	if (err == ERR_OK)
		err = bill_check_in(tx, head->id);
	return err == ERR_OK ? store_bill_touch(tx, head) : err;
}

static enum err check_part(const struct part_row *part)
{
	if (part->is_frozen || part->is_closed)
		return ERR_FROZEN;
	return part->fixed_minor >= 0 ? ERR_STATE : ERR_OK;
}

static enum err find_part(struct tx *tx, const struct bill_rows *rows, int64_t no,
			  int64_t *ret_part)
{
	int64_t last = rows->n_parts == 0 ? 0 : rows->parts[rows->n_parts - 1].no;

	for (int i = 0; i < rows->n_parts; i++)
		if (rows->parts[i].no == no) {
			*ret_part = rows->parts[i].id;
			return check_part(&rows->parts[i]);
		}
	if (no != last + 1)
		return ERR_RANGE;
	return no > BILL_PARTS_MAX ? ERR_LIMIT
				   : store_part_insert(tx, rows->head.id, no, 0, -1, ret_part);
}

enum err split_part_in(struct tx *tx, int64_t bill, int64_t no, int64_t *ret_part)
{
	struct bill_rows rows;
	int64_t part = 0;
	enum err err;

	if (no == 0) {
		*ret_part = 0;
		return ERR_OK;
	}
	err = store_bill_load(tx->db, bill, INT64_MAX, &rows);
	if (err != ERR_OK)
		return err;
	err = find_part(tx, &rows, no, &part);
	store_bill_rows_done(&rows);
	if (err == ERR_OK)
		*ret_part = part;
	return err;
}

static bool is_same_place(const struct bill_cell *a, const struct bill_cell *b)
{
	return a->part == b->part && a->tax_version == b->tax_version &&
	       a->department == b->department;
}

static int find_cell(const struct bill_cell *cells, int n, const struct bill_cell *like)
{
	for (int i = 0; i < n; i++)
		if (is_same_place(&cells[i], like))
			return i;
	return -1;
}

static enum err write_difference(struct tx *tx, const struct bill_line_sum *sum,
				 const struct bill_cell *from, const struct bill_cell *to,
				 bool leaves)
{
	static const struct line_row like = { .kind = LINE_MOVE };
	const struct bill_cell *cell = from != NULL ? from : to;
	struct line_row row = bill_row_of(sum, cell, &like);

	row.quantity = (to != NULL ? to->quantity : 0) - (from != NULL ? from->quantity : 0);
	row.amount_minor =
		(to != NULL ? to->amount_minor : 0) - (from != NULL ? from->amount_minor : 0);
	if (row.quantity == 0 && row.amount_minor == 0)
		return ERR_OK;
	if (leaves != (row.amount_minor != 0 ? row.amount_minor < 0 : row.quantity < 0))
		return ERR_OK;
	return store_line_insert(tx, &row);
}

/* First what leaves, then what comes. */
enum err split_place_in(struct tx *tx, const struct bill_line_sum *sum,
			const struct bill_cell *want, int n)
{
	enum err err = n <= BILL_CELLS_MAX ? ERR_OK : ERR_LIMIT;

	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; err == ERR_OK && i < sum->n_cells; i++) {
			int to = find_cell(want, n, &sum->cells[i]);

			if (!sum->cells[i].is_frozen)
				err = write_difference(tx, sum, &sum->cells[i],
						       to < 0 ? NULL : &want[to], pass == 0);
		}
		for (int i = 0; err == ERR_OK && i < n; i++)
			if (find_cell(sum->cells, sum->n_cells, &want[i]) < 0)
				err = write_difference(tx, sum, NULL, &want[i], pass == 0);
	}
	return err;
}

struct moving {
	const struct bill_line_sum *sum;
	int64_t part;
	struct bill_cell outside[BILL_CELLS_MAX];     /* what stands elsewhere, open */
	int64_t amounts[BILL_CELLS_MAX], pieces[BILL_CELLS_MAX];  /* of it that move */
	int64_t amount_minor, quantity;               /* outside in all */
	int n;
	struct bill_cell want[2 * BILL_CELLS_MAX];
	int n_want;
};

static void find_outside(struct moving *moving)
{
	for (int i = 0; i < moving->sum->n_cells; i++) {
		const struct bill_cell *cell = &moving->sum->cells[i];

		if (cell->is_frozen)
			continue;
		if (cell->part == moving->part) {
			moving->want[moving->n_want++] = *cell;
			continue;
		}
		moving->amounts[moving->n] = cell->amount_minor;
		moving->pieces[moving->n] = cell->quantity;
		moving->outside[moving->n++] = *cell;
		moving->amount_minor += cell->amount_minor;
		moving->quantity += cell->quantity;
	}
}

/* Some of the pieces go, with their share of the amount (M2). */
static enum err take_some(struct moving *moving, int64_t quantity)
{
	int64_t take = 0, weights[BILL_CELLS_MAX], amounts[BILL_CELLS_MAX];
	enum err err = money_scale(moving->amount_minor, quantity, moving->quantity, &take);

	for (int i = 0; i < moving->n; i++) {
		weights[i] = moving->pieces[i] > 0 ? moving->pieces[i] : 0;
		amounts[i] = moving->amounts[i];
		moving->amounts[i] = 0;
	}
	if (err == ERR_OK && moving->amount_minor != 0)
		err = share_by_amount(take, amounts, moving->n, moving->amounts);
	if (err == ERR_OK)
		err = share_by_weight(quantity, weights, moving->n, moving->pieces);
	return err;
}

/* What goes, added where it goes; what stays. */
static void place_moved(struct moving *moving)
{
	for (int i = 0; i < moving->n; i++) {
		struct bill_cell stays = moving->outside[i], comes = stays;
		int at;

		stays.quantity -= moving->pieces[i];
		stays.amount_minor -= moving->amounts[i];
		moving->want[moving->n_want++] = stays;
		comes.part = moving->part;
		at = find_cell(moving->want, moving->n_want, &comes);
		if (at < 0) {
			at = moving->n_want++;
			comes.quantity = comes.amount_minor = 0;
			moving->want[at] = comes;
		}
		moving->want[at].quantity += moving->pieces[i];
		moving->want[at].amount_minor += moving->amounts[i];
	}
}

static int count_filled(struct moving *moving)
{
	int n = 0;

	for (int i = 0; i < moving->n_want; i++)
		if (moving->want[i].quantity != 0 || moving->want[i].amount_minor != 0)
			moving->want[n++] = moving->want[i];
	return n;
}

enum err split_move_in(struct tx *tx, int64_t bill, int64_t line, int64_t quantity, int64_t part)
{
	struct bill_line_sum sum;
	struct moving moving = { .sum = &sum, .part = part };
	enum err err = bill_line_in(tx, bill, line, &sum);

	if (err != ERR_OK)
		return err;
	find_outside(&moving);
	if (moving.n == 0)
		return moving.n_want == 0 ? ERR_FROZEN : ERR_OK;
	if (quantity > moving.quantity)
		return ERR_RANGE;
	if (quantity != 0 && quantity < moving.quantity)
		err = take_some(&moving, quantity);
	if (err != ERR_OK)
		return err;
	place_moved(&moving);
	return split_place_in(tx, &sum, moving.want, count_filled(&moving));
}

struct move {
	int64_t line, quantity, to_no;
};

static enum err move_in(struct tx *tx, void *arg)
{
	const struct move *move = arg;
	struct change_row change = { .kind = CHANGE_MOVE };
	struct bill_head head;
	int64_t part = 0;
	enum err err = split_begin_in(tx, &head);

	if (err == ERR_OK)
		err = split_part_in(tx, head.id, move->to_no, &part);
	if (err == ERR_OK)
		err = split_move_in(tx, head.id, move->line, move->quantity, part);
	return err == ERR_OK ? split_end_in(tx, &head, &change) : err;
}

enum err bill_move(struct app *app, const struct act *act, int64_t line, int64_t quantity,
		   int64_t to_no)
{
	struct move move = { line, quantity, to_no };
	char content[128];

	if (quantity < 0 || quantity > BILL_QUANTITY_MAX || to_no < 0)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld*%lld>%lld", (long long)act->bill,
		   (long long)quantity, (long long)line, (long long)to_no);
	return act_run(app->db, act, "line-move", content, move_in, &move, NULL);
}

struct sharing {
	int64_t line;
	const int64_t *nos;
	int n;
	int64_t parts[BILL_PARTS_MAX];
};

/* What stands open of a line, by column. */
static int open_columns(const struct bill_line_sum *sum, struct bill_cell *columns)
{
	int n = 0;

	for (int i = 0; i < sum->n_cells; i++) {
		struct bill_cell like = sum->cells[i];
		int at;

		if (like.is_frozen)
			continue;
		like.part = 0;
		at = find_cell(columns, n, &like);
		if (at < 0) {
			columns[n++] = like;
			continue;
		}
		columns[at].quantity += like.quantity;
		columns[at].amount_minor += like.amount_minor;
	}
	return n;
}

/* One cell for each part and column: totals of the parts first, then the columns (M2). */
static enum err share_columns(const struct sharing *sharing, const struct bill_cell *columns, int n,
			      struct bill_cell *want)
{
	struct share_amount whole[BILL_COLUMNS_MAX] = { 0 }, cells[BILL_CELLS_MAX];
	int64_t weights[BILL_CELLS_MAX], pieces[BILL_PARTS_MAX];
	enum err err;

	if (n > BILL_COLUMNS_MAX || n * sharing->n > BILL_CELLS_MAX)
		return ERR_LIMIT;
	for (int c = 0; c < n; c++)
		whole[c].net_minor = columns[c].amount_minor;
	for (int i = 0; i < n * sharing->n; i++)
		weights[i] = 1;
	err = share_table(whole, NULL, n, weights, sharing->n, cells);
	for (int c = 0; err == ERR_OK && c < n; c++) {
		err = share_evenly(columns[c].quantity, sharing->n, pieces);
		for (int p = 0; err == ERR_OK && p < sharing->n; p++) {
			want[p * n + c] = columns[c];
			want[p * n + c].part = sharing->parts[p];
			want[p * n + c].quantity = pieces[p];
			want[p * n + c].amount_minor = cells[p * n + c].net_minor;
		}
	}
	return err;
}

static enum err share_line(struct tx *tx, const struct sharing *sharing, int64_t bill)
{
	struct bill_cell columns[BILL_CELLS_MAX], want[BILL_CELLS_MAX];
	struct bill_line_sum sum;
	enum err err = bill_line_in(tx, bill, sharing->line, &sum);
	int n;

	if (err != ERR_OK)
		return err;
	n = open_columns(&sum, columns);
	if (n == 0)
		return ERR_FROZEN;
	err = share_columns(sharing, columns, n, want);
	return err == ERR_OK ? split_place_in(tx, &sum, want, n * sharing->n) : err;
}

static enum err share_in(struct tx *tx, void *arg)
{
	struct sharing *sharing = arg;
	struct change_row change = { .kind = CHANGE_SHARE };
	struct bill_head head;
	enum err err = split_begin_in(tx, &head);

	for (int i = 0; err == ERR_OK && i < sharing->n; i++)
		err = split_part_in(tx, head.id, sharing->nos[i], &sharing->parts[i]);
	if (err == ERR_OK)
		err = share_line(tx, sharing, head.id);
	return err == ERR_OK ? split_end_in(tx, &head, &change) : err;
}

enum err bill_share(struct app *app, const struct act *act, int64_t line, const int64_t *nos, int n)
{
	struct sharing sharing = { .line = line, .nos = nos, .n = n };
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	if (n < 1 || n > BILL_PARTS_MAX)
		return ERR_RANGE;
	app_digest_begin(app, "line-share", act->bill, &hash);
	hash_int(&hash, line);
	for (int i = 0; i < n; i++) {
		if (nos[i] < 1 || (i > 0 && nos[i] <= nos[i - 1]))
			return ERR_RANGE;
		hash_int(&hash, nos[i]);
	}
	hash_end(&hash, content);
	return act_run(app->db, act, "line-share", content, share_in, &sharing, NULL);
}
