/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/reconcile.c -- reads both sides of a day and compares them.
 */
#include "service/reconcile.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "locale/date.h"
#include "service/ask.h"
#include "store/store_refund.h"

#define MARGIN_MS (INT64_C(12) * 3600 * 1000)
#define OPEN_MAX 256

static const struct kind_row {
	const char *name, *text;
} kind_rows[RECONCILE_COUNT] = {
#define KIND_ROW(code, name, text) { name, text },
	RECONCILE_MAP(KIND_ROW)
#undef KIND_ROW
};

const char *reconcile_name(enum reconcile_kind kind)
{
	return kind_rows[kind].name;
}

const char *reconcile_text(enum reconcile_kind kind)
{
	return kind_rows[kind].text;
}

/* The reading of a day. */
struct reading {
	struct app *app;
	struct reconcile *all;
	struct reconcile_ours *ours;     /* those of the date */
	bool *is_matched;
	int n_ours, size_ours;
	int64_t from_unix_ms, until_unix_ms;     /* the day itself */
	enum processor_op op;            /* whose rows are read now */
	enum err err;
};

static int64_t sign_of(const struct reconcile_row *row)
{
	return str_equal(row->what, "refund") ? -1 : 1;
}

static enum err add_row(struct reconcile *all, const struct reconcile_row *row)
{
	if (all->n >= RECONCILE_ROWS_MAX)
		return ERR_LIMIT;
	if (all->n == all->size) {
		int size = all->size * 2 + 64;
		struct reconcile_row *rows = realloc(all->rows, (size_t)size * sizeof *rows);

		if (rows == NULL)
			return ERR_MEMORY;
		all->rows = rows;
		all->size = size;
	}
	all->rows[all->n++] = *row;
	all->count[row->kind]++;
	all->ours_minor[row->kind] += sign_of(row) * row->ours_minor;
	all->theirs_minor[row->kind] += sign_of(row) * row->theirs_minor;
	return ERR_OK;
}

/* --- ours ---------------------------------------------------------------------------------- */

static bool take_ours(void *arg, const struct reconcile_ours *ours)
{
	struct reading *reading = arg;

	if (reading->n_ours == RECONCILE_ROWS_MAX) {
		reading->err = ERR_LIMIT;
		return false;
	}
	if (reading->n_ours == reading->size_ours) {
		int size = reading->size_ours * 2 + 64;
		struct reconcile_ours *rows =
			realloc(reading->ours, (size_t)size * sizeof *rows);

		if (rows == NULL) {
			reading->err = ERR_MEMORY;
			return false;
		}
		reading->ours = rows;
		reading->size_ours = size;
	}
	reading->ours[reading->n_ours++] = *ours;
	return true;
}

static enum err read_ours(struct reading *reading, int32_t date)
{
	enum err err = store_reconcile_day(reading->app->db, date, take_ours, reading);

	if (err == ERR_OK)
		err = reading->err;
	if (err == ERR_OK) {
		reading->is_matched = calloc((size_t)reading->n_ours + 1, sizeof(bool));
		err = reading->is_matched != NULL ? ERR_OK : ERR_MEMORY;
	}
	return err;
}

static struct reconcile_row row_of(const struct reconcile_ours *ours)
{
	struct reconcile_row row = { .what = ours->is_refund ? "refund" : "capture",
				     .payment = ours->payment,
				     .ours_minor = ours->amount_minor };

	str_copy(row.attempt, sizeof row.attempt, ours->attempt);
	str_copy(row.object, sizeof row.object, ours->object);
	str_copy(row.unit, sizeof row.unit, ours->unit);
	return row;
}

/* --- theirs -------------------------------------------------------------------------------- */

static enum err compare(struct reading *reading, const struct reconcile_ours *ours,
			int64_t theirs_minor, const char *unit)
{
	struct reconcile_row row = row_of(ours);

	row.theirs_minor = theirs_minor;
	row.kind = theirs_minor == ours->amount_minor && str_equal(unit, ours->unit) ?
			   RECONCILE_MATCHED : RECONCILE_DIFFERS;
	return add_row(reading->all, &row);
}

/* Ours of the date for what was found of theirs; -1: of another date, or none. */
static int place_of(const struct reading *reading, const struct reconcile_ours *found)
{
	for (int i = 0; i < reading->n_ours; i++)
		if (reading->ours[i].payment == found->payment &&
		    reading->ours[i].refund_leg == found->refund_leg &&
		    reading->ours[i].is_refund == found->is_refund)
			return i;
	return -1;
}

/* A payment with open attempts is in doubt, not missing: it stands in the list of those. */
static bool is_open(const struct reading *reading, int64_t payment)
{
	struct attempt_row row;
	int n = 0;

	if (payment == 0 || store_attempt_of_payment(reading->app->db, payment, &row, 1, &n) !=
				    ERR_OK || n == 0)
		return false;
	store_attempt_done(&row);
	return true;
}

static enum err theirs_only(struct reading *reading, bool is_refund, int64_t payment,
			    const struct processor_item *item, int64_t theirs_minor)
{
	struct reconcile_row row = { .kind = RECONCILE_THEIRS,
				     .what = is_refund ? "refund" : "capture",
				     .payment = payment,
				     .theirs_minor = theirs_minor };

	if (item->created_unix_ms < reading->from_unix_ms ||
	    item->created_unix_ms >= reading->until_unix_ms || is_open(reading, payment))
		return ERR_OK;
	str_copy(row.attempt, sizeof row.attempt, item->attempt);
	str_copy(row.object, sizeof row.object, item->id);
	str_copy(row.unit, sizeof row.unit, item->unit);
	return add_row(reading->all, &row);
}

static enum err match(struct reading *reading, bool is_refund, const struct processor_item *item,
		      int64_t theirs_minor)
{
	struct reconcile_ours found = { 0 };
	enum err err = store_reconcile_find(reading->app->db, is_refund, item->attempt, item->id,
					    item->intent, &found);
	int i;

	if (err != ERR_OK && err != ERR_NOT_FOUND)
		return err;
	if (err == ERR_NOT_FOUND || found.business_date == 0)
		return theirs_only(reading, is_refund, found.payment, item, theirs_minor);
	i = place_of(reading, &found);
	if (i < 0 || reading->is_matched[i])
		return ERR_OK;
	reading->is_matched[i] = true;
	return compare(reading, &reading->ours[i], theirs_minor, item->unit);
}

static enum err fact_row(struct reading *reading, enum reconcile_kind kind, const char *what,
			 const struct processor_item *item, int64_t amount_minor)
{
	struct reconcile_row row = { .kind = kind, .what = what, .theirs_minor = amount_minor };
	enum err err;

	if (amount_minor == 0 || item->created_unix_ms < reading->from_unix_ms ||
	    item->created_unix_ms >= reading->until_unix_ms)
		return ERR_OK;
	str_copy(row.object, sizeof row.object, item->id);
	str_copy(row.unit, sizeof row.unit, item->unit);
	err = store_processor_fact_known(reading->app->db,
					 reading->app->processor->driver->name, what, item->id,
					 &row.is_known);
	return err == ERR_OK ? add_row(reading->all, &row) : err;
}

static enum err take(struct reading *reading, const struct processor_item *item)
{
	switch (reading->op) {
	case PROCESSOR_CHARGES:
		if (item->captured_minor <= 0)
			return ERR_OK;
		return match(reading, false, item, item->captured_minor);
	case PROCESSOR_FIND_REFUNDS:
		if (item->state != PROCESSOR_REFUNDED && item->state != PROCESSOR_REFUND_PENDING)
			return ERR_OK;
		return match(reading, true, item, item->amount_minor);
	case PROCESSOR_LEDGER:
		return fact_row(reading, RECONCILE_FEE, "fee", item,
				str_equal(item->category, "fee") ? -item->amount_minor
								 : item->fee_minor);
	case PROCESSOR_PAYOUTS:
		if (!str_equal(item->status, "paid") && !str_equal(item->status, "in_transit"))
			return ERR_OK;
		return fact_row(reading, RECONCILE_PAYOUT, "payout", item, item->amount_minor);
	default:
		assert(false);
		return ERR_STATE;
	}
}

static bool take_item(void *arg, const struct processor_item *item)
{
	struct reading *reading = arg;

	reading->err = take(reading, item);
	return reading->err == ERR_OK;
}

static enum err read_theirs(struct reading *reading, enum processor_op op)
{
	struct processor_request request = {
		.op = op, .mode = reading->app->processor->mode,
		.from_unix_ms = reading->from_unix_ms - MARGIN_MS,
		.until_unix_ms = reading->until_unix_ms + MARGIN_MS,
	};
	struct processor_answer answer;
	enum err err;

	reading->op = op;
	reading->err = ERR_OK;
	err = ask_wait(reading->app, &request, take_item, reading, &answer, NULL);
	if (err == ERR_OK)
		err = reading->err;
	return err == ERR_OK && answer.outcome != PROCESSOR_OK ? ERR_PROCESSOR : err;
}

/* --- what was not in their lists ----------------------------------------------------------- */

static enum err ask_one(struct reading *reading, const struct reconcile_ours *ours)
{
	struct processor_request request = { .mode = reading->app->processor->mode };
	struct reconcile_row row = row_of(ours);
	struct processor_answer answer = { 0 };
	enum err err = ERR_OK;
	int64_t theirs_minor = 0;

	request.op = ours->is_refund ? PROCESSOR_QUERY_REFUND : PROCESSOR_QUERY;
	request.refund = ours->is_refund ? ours->object : NULL;
	request.intent = ours->is_refund ? NULL : ours->intent;
	if ((ours->is_refund ? ours->object : ours->intent)[0] != '\0')
		err = ask_wait(reading->app, &request, NULL, NULL, &answer, NULL);
	if (err != ERR_OK && err != ERR_RANGE)
		return err;
	if (answer.is_known && ours->is_refund && (answer.state == PROCESSOR_REFUNDED ||
						   answer.state == PROCESSOR_REFUND_PENDING))
		theirs_minor = answer.amount_minor;
	else if (answer.is_known && !ours->is_refund && answer.state == PROCESSOR_CAPTURED)
		theirs_minor = answer.captured_minor;
	if (theirs_minor > 0)
		return compare(reading, ours, theirs_minor, answer.unit);
	if (!answer.is_known && answer.http != 404 && answer.http != 0)
		return ERR_PROCESSOR;
	row.kind = RECONCILE_OURS;
	return add_row(reading->all, &row);
}

static enum err read_rest(struct reading *reading)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < reading->n_ours; i++)
		if (!reading->is_matched[i])
			err = ask_one(reading, &reading->ours[i]);
	return err;
}

/* The attempts that are open, whatever their date: the difference is theirs (P7). */
static enum err read_open(struct reading *reading)
{
	struct attempt_row *rows = calloc(OPEN_MAX, sizeof *rows);
	int n = 0;
	enum err err = rows != NULL ? store_attempt_open(reading->app->db, rows, OPEN_MAX, &n)
				    : ERR_MEMORY;

	for (int i = 0; i < n; i++) {
		struct reconcile_row row = { .kind = RECONCILE_DOUBT, .what = "attempt",
					     .payment = rows[i].payment,
					     .ours_minor = rows[i].amount_minor };

		str_copy(row.attempt, sizeof row.attempt, rows[i].key);
		str_copy(row.object, sizeof row.object, rows[i].op);
		str_copy(row.unit, sizeof row.unit, rows[i].unit);
		if (err == ERR_OK)
			err = add_row(reading->all, &row);
		store_attempt_done(&rows[i]);
	}
	free(rows);
	return err;
}

static int by_kind(const void *a, const void *b)
{
	const struct reconcile_row *left = a, *right = b;
	int order = (int)left->kind - (int)right->kind;

	if (order == 0)
		order = strcmp(left->what, right->what);
	return order != 0 ? order : strcmp(left->attempt, right->attempt);
}

static enum err read_all(struct reading *reading, int32_t date)
{
	static const enum processor_op lists[] = { PROCESSOR_CHARGES, PROCESSOR_FIND_REFUNDS,
						   PROCESSOR_LEDGER, PROCESSOR_PAYOUTS };
	enum err err = read_ours(reading, date);

	for (size_t i = 0; err == ERR_OK && i < sizeof lists / sizeof *lists; i++)
		err = read_theirs(reading, lists[i]);
	if (err == ERR_OK)
		err = read_rest(reading);
	return err == ERR_OK ? read_open(reading) : err;
}

enum err reconcile_read(struct app *app, int32_t date, struct reconcile **ret_reconcile)
{
	struct reading reading = { .app = app };
	enum err err;

	if (app->processor == NULL)
		return ERR_PROCESSOR;
	reading.all = calloc(1, sizeof *reading.all);
	if (reading.all == NULL)
		return ERR_MEMORY;
	reading.all->date = date;
	reading.from_unix_ms = date_midnight_unix_ms(app->zone, date);
	reading.until_unix_ms = date_midnight_unix_ms(app->zone, date + 1);
	err = read_all(&reading, date);
	free(reading.ours);
	free(reading.is_matched);
	if (err != ERR_OK) {
		reconcile_free(reading.all);
		return err;
	}
	if (reading.all->n > 0)
		qsort(reading.all->rows, (size_t)reading.all->n, sizeof *reading.all->rows,
		      by_kind);
	*ret_reconcile = reading.all;
	return ERR_OK;
}

void reconcile_free(struct reconcile *reconcile)
{
	if (reconcile == NULL)
		return;
	free(reconcile->rows);
	free(reconcile);
}

bool reconcile_agrees(const struct reconcile *reconcile)
{
	return reconcile->count[RECONCILE_OURS] == 0 && reconcile->count[RECONCILE_THEIRS] == 0 &&
	       reconcile->count[RECONCILE_DIFFERS] == 0;
}
