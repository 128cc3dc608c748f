/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/books_bills.c -- reckons every bill again from its lines, and holds against it what its
 * parts were frozen with: the whole document, and each part as the bill was when it was frozen.
 */
#include "service/books.h"

#include <inttypes.h>
#include <string.h>

#include "base/id.h"
#include "base/str.h"
#include "service/bill.h"

#define STEP_NAME "bills"
#define CHUNK 256

struct reckoning {
	struct db *db;
	verify_progress_fn *progress;
	void *arg;
	struct verify_result *result;
	bool is_wrong;
	int64_t done, total;
};

static void wrong(struct reckoning *reckoning, int64_t bill, const char *words)
{
	struct verify_result *result = reckoning->result;

	reckoning->is_wrong = true;
	result->wrong++;
	if (result->first[0] == '\0')
		str_format(result->first, sizeof result->first, "bill %" PRId64 ": %s", bill,
			   words);
}

static void tell(struct reckoning *reckoning)
{
	if (reckoning->progress != NULL)
		reckoning->progress(reckoning->arg, STEP_NAME, reckoning->done, reckoning->total);
}

/* What a bill that was good when it was written never gives. */
static bool is_finding(enum err err)
{
	return err == ERR_FROZEN || err == ERR_RANGE || err == ERR_LIMIT || err == ERR_OVERFLOW ||
	       err == ERR_CORRUPT || err == ERR_NOT_FOUND;
}

static int part_index(const struct bill_view *view, int64_t part)
{
	for (int i = 0; i < view->rows.n_parts; i++)
		if (view->rows.parts[i].id == part)
			return i;
	return -1;
}

/* What a part has in the column of another view that is column `of` there; zero when none is. */
static struct share_amount cell_of(const struct bill_view *view, const struct share_amount *cells,
				   int part, const struct bill_column_view *of)
{
	for (int i = 0; i < view->n_columns; i++)
		if (view->columns[i].tax_version == of->tax_version &&
		    view->columns[i].department == of->department)
			return cells[part * view->n_columns + i];
	return (struct share_amount){ 0 };
}

static bool part_agrees(const struct bill_view *now, const struct bill_view *then, int64_t part)
{
	int in_now = part_index(now, part), in_then = part_index(then, part);

	if (in_now < 0 || in_then < 0)
		return false;
	for (int i = 0; i < now->n_columns; i++) {
		const struct bill_column_view *of = &now->columns[i];
		struct share_amount due = cell_of(then, then->cells, in_then, of);
		struct share_amount exempted = cell_of(then, then->exempted, in_then, of);
		int at = in_now * now->n_columns + i;

		if (memcmp(&due, &now->cells[at], sizeof due) != 0 ||
		    memcmp(&exempted, &now->exempted[at], sizeof exempted) != 0)
			return false;
	}
	return true;
}

/* The part as the bill was when it was frozen. */
static enum err check_part(struct reckoning *reckoning, const struct bill_view *now,
			   int64_t part)
{
	int64_t bill = now->rows.head.id, row = 0;
	struct bill_view then;
	enum err err = bill_frozen_at(reckoning->db, bill, part, &row);

	if (err != ERR_OK || row == 0)
		return err;
	err = bill_view_load_before(reckoning->db, bill, row, &then);
	if (is_finding(err))
		wrong(reckoning, bill, err_text(err));
	if (err != ERR_OK)
		return is_finding(err) ? ERR_OK : err;
	if (!part_agrees(now, &then, part))
		wrong(reckoning, bill, "a part was frozen with other amounts than its lines gave "
				       "then (M5)");
	bill_view_done(&then);
	return ERR_OK;
}

static enum err check_parts(struct reckoning *reckoning, const struct bill_view *view)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < view->rows.n_parts && !reckoning->is_wrong; i++)
		if (view->rows.parts[i].is_frozen)
			err = check_part(reckoning, view, view->rows.parts[i].id);
	return err;
}

/* A closed bill leaves nothing to a part that was never frozen. */
static bool is_all_frozen(const struct bill_view *view)
{
	int64_t frozen_minor = 0;

	for (int i = 0; i < view->n_parts; i++)
		frozen_minor += view->parts[i].is_frozen ? view->parts[i].total_minor : 0;
	return frozen_minor == view->out.total_minor;
}

static enum err check_bill(struct reckoning *reckoning, int64_t bill)
{
	struct bill_view view;
	enum err err = bill_view_load(reckoning->db, bill, &view);

	if (err == ERR_FROZEN)
		wrong(reckoning, bill, "its lines do not give what was frozen (M5)");
	else if (is_finding(err))
		wrong(reckoning, bill, err_text(err));
	if (err != ERR_OK)
		return is_finding(err) ? ERR_OK : err;
	if (view.rows.head.state == BILL_CLOSED && !is_all_frozen(&view))
		wrong(reckoning, bill, "it is closed, but its lines give another sum (M5)");
	if (!reckoning->is_wrong && view.rows.n_parts > 1)
		err = check_parts(reckoning, &view);
	bill_view_done(&view);
	return err;
}

/* The next bills; they are read before any is reckoned, so that no view of the store stays open. */
static enum err load_chunk(struct db *db, int64_t after, int64_t bills[CHUNK], int *ret_n)
{
	static const char sql[] = "SELECT id FROM bill WHERE property = $1 AND id > $2 "
				  "ORDER BY id LIMIT $3";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(after), V(CHUNK));
	int n = 0;

	while (n < CHUNK && db_next(rows))
		bills[n++] = db_int(rows, 0);
	*ret_n = n;
	return db_end(rows);
}

static enum err check_all(struct reckoning *reckoning)
{
	int64_t bills[CHUNK], after = 0;
	int n = CHUNK;
	enum err err = ERR_OK;

	while (err == ERR_OK && n == CHUNK && !reckoning->is_wrong) {
		err = load_chunk(reckoning->db, after, bills, &n);
		for (int i = 0; i < n && err == ERR_OK && !reckoning->is_wrong; i++) {
			err = check_bill(reckoning, bills[i]);
			after = bills[i];
			reckoning->done++;
		}
		tell(reckoning);
	}
	return err;
}

enum err books_verify_bills(struct db *db, verify_progress_fn *progress, void *arg,
			    struct verify_result *result)
{
	static const char sql[] = "SELECT count(*) FROM bill WHERE property = $1";
	struct reckoning reckoning = { .db = db, .progress = progress, .arg = arg,
				       .result = result };
	enum err err = db_one_int(db, &reckoning.total, sql, V(db_property(db)));

	if (err == ERR_OK)
		err = check_all(&reckoning);
	return err == ERR_OK && reckoning.is_wrong ? ERR_CORRUPT : err;
}
