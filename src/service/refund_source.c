/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund_source.c -- the tenders of a part as money can go back to them: in the order of
 * P9, none more than it paid, cash as all refunds together are rounded (M7, M8).
 */
#include "base/str.h"
#include "service/refund_inside.h"

/* The house's own value first, then what a processor or the bank took, then paper, cash last. */
static int rank_of(const struct tender_type *type)
{
	static const char *const order[] = { "gift", "reader", "qr", "link", "saved", "slip",
					     "voucher", "cash" };
	int n = (int)(sizeof order / sizeof *order), i = 0;

	while (i < n && !str_equal(order[i], type->driver))
		i++;
	return i >= 1 && i <= 4 ? 1 : i;
}

/* A payment gives back at most what was captured of it, tips included (P5); one that is only
 * authorized is released. */
static enum err limit_by_payment(struct db *db, struct refund_source *source)
{
	struct refund_payment_sum sum;
	enum err err = store_refund_of_payment(db, source->tender.payment, &sum);
	int64_t left;

	if (err != ERR_OK)
		return err;
	left = sum.captured_minor - sum.refunded_minor;
	source->is_release = sum.is_authorized;
	if (sum.is_authorized)
		left = source->tender.amount_minor - sum.refunded_minor;
	source->tip_minor = sum.is_authorized ? 0 : sum.tip_minor;
	source->left_minor += source->tip_minor;
	if (source->left_minor > left || source->tender.amount_minor < 1)
		source->left_minor = source->tender.amount_minor < 1 ? 0 : left;
	return ERR_OK;
}

static enum err fill(struct db *db, struct refund_source *source)
{
	struct refund_tender_sum sum;
	enum err err = store_tender_type_by_id(db, source->tender.tender_type, &source->type);

	if (err == ERR_OK)
		err = store_refund_of_tender(db, source->tender.bill, source->tender.id,
					     source->type.unit, &sum);
	if (err != ERR_OK)
		return err;
	source->rank = rank_of(&source->type);
	source->left_minor = source->room_minor = source->tender.amount_minor - sum.back_minor;
	return source->tender.payment != 0 ? limit_by_payment(db, source) : ERR_OK;
}

static bool is_same(const struct tender_row *tender, const struct tender_row *row)
{
	return row->payment != 0 ? tender->payment == row->payment
				 : row->takes_back != 0 && tender->id == row->takes_back;
}

/* Rows of one payment together: what came to nothing was taken back by a row of its own, and so was
 * cash.  Other cash stands for itself. */
static int gather(const struct tender_row *rows, int n, struct refund_source *sources)
{
	int kept = 0;

	for (int i = 0; i < n; i++) {
		int s = 0;

		while (s < kept && !is_same(&sources[s].tender, &rows[i]))
			s++;
		if (s == kept)
			sources[kept++] = (struct refund_source){ .tender = rows[i] };
		else
			sources[s].tender.amount_minor += rows[i].amount_minor;
	}
	return kept;
}

static void sort(struct refund_source *sources, int n)
{
	for (int i = 1; i < n; i++) {
		struct refund_source source = sources[i];
		int at = i;

		for (; at > 0 && sources[at - 1].rank > source.rank; at--)
			sources[at] = sources[at - 1];
		sources[at] = source;
	}
}

static enum err read_sources(struct db *db, int64_t bill, int64_t part,
			     struct refund_source sources[PAY_TENDERS_MAX], int *ret_n)
{
	struct tender_row rows[PAY_TENDERS_MAX];
	int n = 0;
	enum err err = store_tender_list(db, bill, part, rows, PAY_TENDERS_MAX, &n);

	if (err == ERR_OK)
		n = gather(rows, n, sources);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = fill(db, &sources[i]);
	if (err == ERR_OK) {
		sort(sources, n);
		*ret_n = n;
	}
	return err;
}

enum err refund_sources_read(struct refund_work *work)
{
	return read_sources(work->db, work->view.rows.head.id, work->part->id, work->sources,
			    &work->n_sources);
}

enum err refund_source_load(struct db *db, int64_t bill, int64_t part, int64_t tender,
			    struct refund_source *ret_source)
{
	struct refund_source sources[PAY_TENDERS_MAX];
	int n = 0;
	enum err err = read_sources(db, bill, part, sources, &n);

	for (int i = 0; err == ERR_OK && i < n; i++)
		if (sources[i].tender.id == tender) {
			*ret_source = sources[i];
			return ERR_OK;
		}
	return err == ERR_OK ? ERR_NOT_FOUND : err;
}

static int64_t ten_to(int exponent)
{
	int64_t power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

/* Foreign notes go back at the rate they came at, all refunds together (M8). */
static enum err foreign_given(const struct property *property, const struct refund_source *source,
			      const struct refund_tender_sum *sum, int64_t refunded_minor,
			      int64_t *ret_given_minor)
{
	const struct tender_row *tender = &source->tender;
	int64_t numerator, denominator, all = 0;
	enum err err = money_multiply_minor(tender->rate_den, ten_to(source->type.exponent),
					    &numerator);

	if (err == ERR_OK)
		err = money_multiply_minor(tender->rate_num, ten_to(property->exponent),
					   &denominator);
	if (err == ERR_OK)
		err = money_scale(refunded_minor, numerator, denominator, &all);
	if (err != ERR_OK)
		return err;
	if (all > tender->given_minor)
		all = tender->given_minor;
	*ret_given_minor = all > sum->handed_minor ? all - sum->handed_minor : 0;
	return ERR_OK;
}

enum err refund_cash_given(struct db *db, const struct property *property,
			   const struct refund_source *source, const struct tender_type *type,
			   int64_t amount_minor, int64_t *ret_given_minor)
{
	const struct tender_row *tender = &source->tender;
	bool is_home = str_equal(type->unit, property->currency);
	struct refund_tender_sum sum;
	int64_t refunded, taken = tender->amount_minor - tender->rounding_minor;
	enum err err = store_refund_of_tender(db, tender->bill, tender->id, type->unit, &sum);

	if (err == ERR_OK)
		err = money_add_minor(sum.cash_minor, amount_minor, &refunded);
	if (err != ERR_OK)
		return err;
	if (!is_home)
		return foreign_given(property, source, &sum, refunded, ret_given_minor);
	if (!str_equal(source->type.driver, "cash") || !str_equal(source->type.unit, type->unit))
		err = money_round_step(source->left_minor + sum.back_minor,
				       property->cash_step_minor, &taken);
	return err == ERR_OK ? money_cash_refund(refunded, property->cash_step_minor,
						 sum.handed_minor,
						 taken < sum.handed_minor ? sum.handed_minor
									  : taken,
						 ret_given_minor)
			     : err;
}
