/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_service.c -- the service charge: by the rules of the house when covers or table
 * change, or by hand.  The last row counts; one by hand (no rule) stays until it is taken back.
 */
#include "base/str.h"
#include "service/bill_price.h"

struct charge {
	int64_t rate_ppm, tax_version, department, rule;
	bool is_set;                 /* some row ever set it */
};

static enum err charge_of(struct tx *tx, int64_t bill, struct charge *ret_charge)
{
	static const char sql[] =
		"SELECT rate_ppm, tax_version, department, choice FROM line WHERE property = $1 "
		"AND bill = $2 AND kind = 'service' ORDER BY turn DESC, id DESC LIMIT 1";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(bill));
	struct charge charge = { 0 };
	enum err err;

	if (db_next(rows))
		charge = (struct charge){ db_int(rows, 0), db_int(rows, 1), db_int(rows, 2),
					  db_int(rows, 3), true };
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_charge = charge;
	return err;
}

static enum err write_charge(struct tx *tx, int64_t bill, const struct charge *charge)
{
	struct line_row row = { .bill = bill,
				.kind = LINE_SERVICE,
				.rate_ppm = charge->rate_ppm,
				.tax_version = charge->tax_version,
				.department = charge->department,
				.choice = charge->rule,
				.reason = tx->act->reason,
				.note = tx->act->note };

	return store_line_insert(tx, &row);
}

/* What the rules say for this table and so many covers; rate 0 when none does. */
static enum err ruled(struct tx *tx, const struct bill_head *head, const struct charge *now,
		      struct charge *ret_charge)
{
	struct service_found found;
	struct charge charge = *now;
	enum err err = store_service_rule_find(tx->db, head->dining_table, head->covers,
					       tx->business_date, &found);

	charge.rate_ppm = 0;
	if (err == ERR_OK && found.tax_version == 0)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		charge = (struct charge){ found.rate_ppm, found.tax_version, found.department,
					  found.rule, true };
	if (err == ERR_OK || err == ERR_NOT_FOUND)
		*ret_charge = charge;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static bool is_same(const struct charge *a, const struct charge *b)
{
	return a->rate_ppm == b->rate_ppm &&
	       (a->rate_ppm == 0 || (a->tax_version == b->tax_version &&
				     a->department == b->department && a->rule == b->rule));
}

static enum err has_frozen(struct tx *tx, int64_t bill, bool *ret_has)
{
	static const char sql[] =
		"SELECT count(*) FROM frozen f WHERE f.property = $1 AND f.bill = $2 "
		"AND f.round = (SELECT count(*) FROM thaw t WHERE t.property = f.property "
		"AND t.part = f.part)";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(bill));

	*ret_has = n > 0;
	return err;
}

enum err bill_service_in(struct tx *tx, const struct bill_head *head)
{
	struct charge now, rule;
	bool is_frozen = false;
	enum err err;

	if (str_equal(head->kind, "sale"))
		return ERR_OK;
	err = charge_of(tx, head->id, &now);
	if (err == ERR_OK)
		err = ruled(tx, head, &now, &rule);
	if (err != ERR_OK || (now.is_set && now.rule == 0) || is_same(&now, &rule))
		return err;
	err = has_frozen(tx, head->id, &is_frozen);
	return err == ERR_OK && !is_frozen ? write_charge(tx, head->id, &rule) : err;
}

/* By hand: the rate typed, taxed as the charge that stands or as the house's rules say. */
static enum err by_hand(struct tx *tx, const struct charge *now, int64_t rate_ppm,
			struct charge *ret_charge)
{
	struct service_found found;
	struct charge charge = *now;
	enum err err = ERR_OK;

	if (!now->is_set || now->tax_version == 0) {
		err = store_service_rule_any(tx->db, tx->business_date, &found);
		if (err == ERR_NOT_FOUND)
			return ERR_STATE;
		charge = (struct charge){ 0, found.tax_version, found.department, 0, true };
	}
	charge.rate_ppm = rate_ppm;
	charge.rule = 0;
	*ret_charge = charge;
	return err;
}

static enum err service_minor(struct tx *tx, int64_t bill, int64_t *ret_minor)
{
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	*ret_minor = view.out.service_minor;
	bill_view_done(&view);
	return ERR_OK;
}

static enum err set_charge(struct tx *tx, const struct bill_head *head, int64_t rate_ppm)
{
	struct charge now, charge;
	enum err err = charge_of(tx, head->id, &now);

	if (err == ERR_OK)
		err = rate_ppm < 0 ? ruled(tx, head, &now, &charge)
				   : by_hand(tx, &now, rate_ppm, &charge);
	if (err == ERR_OK && is_same(&now, &charge))
		err = ERR_RANGE;
	return err == ERR_OK ? write_charge(tx, head->id, &charge) : err;
}

static enum err service_in(struct tx *tx, void *arg)
{
	const int64_t *rate_ppm = arg;
	struct bill_head head;
	int64_t before = 0, after = 0;
	enum err err = bill_begin_in(tx, tx->act->bill, &head);

	if (err == ERR_OK)
		err = app_reason(tx);
	if (err == ERR_OK)
		err = service_minor(tx, head.id, &before);
	if (err == ERR_OK)
		err = set_charge(tx, &head, *rate_ppm);
	if (err == ERR_OK)
		err = bill_added_in(tx, head.id);
	if (err == ERR_OK)
		err = service_minor(tx, head.id, &after);
	if (err == ERR_OK)
		err = app_allow(tx, PERM_SERVICE, after - before);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_service(struct app *app, const struct act *act, int64_t rate_ppm)
{
	char content[64];

	if (rate_ppm < -1 || rate_ppm > MONEY_PPM)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld", (long long)act->bill,
		   (long long)rate_ppm);
	return act_run(app->db, act, "service", content, service_in, &rate_ppm, NULL);
}
