/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_exempt.c -- exempting a part, or the check, from a tax (M6).
 */
#include "base/str.h"
#include "service/bill_price.h"
#include "store/store_staff.h"

struct exempt {
	struct bill_exemption of;
	bool is_exempt;
};

static enum err check_account(struct tx *tx, int64_t account)
{
	static const char sql[] =
		"SELECT count(*) FROM tax_part WHERE property = $1 AND account = $2";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(account));

	return err == ERR_OK && n == 0 ? ERR_NOT_FOUND : err;
}

static enum err check_part(const struct bill_view *view, int64_t part)
{
	for (int i = 0; part != 0 && i < view->n_parts; i++)
		if (view->parts[i].id == part)
			return view->parts[i].is_frozen ? ERR_FROZEN : ERR_OK;
	return part == 0 ? ERR_OK : ERR_NOT_FOUND;
}

static enum err look(struct tx *tx, int64_t bill, int64_t part, int64_t *ret_minor)
{
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	*ret_minor = view.out.exempted_minor;
	err = check_part(&view, part);
	bill_view_done(&view);
	return err;
}

/* The number of the certificate is a text of its own, so the row says nothing about a person. */
static enum err write_row(struct tx *tx, int64_t bill, const struct exempt *exempt)
{
	struct exemption_row row = { exempt->of.part, exempt->of.account, 0, exempt->is_exempt,
				     exempt->of.good_from, exempt->of.good_until };
	enum err err = ERR_OK;

	if (exempt->is_exempt)
		err = store_note_insert(tx, exempt->of.certificate, &row.note);
	return err == ERR_OK ? store_exemption_insert(tx, bill, &row) : err;
}

static enum err stands(struct tx *tx, int64_t bill, const struct exempt *exempt, bool *ret_stands)
{
	struct exemption_row rows[EXEMPTIONS_MAX];
	int n = 0;
	enum err err = store_exemption_list(tx->db, bill, INT64_MAX, rows, EXEMPTIONS_MAX, &n);

	*ret_stands = false;
	for (int i = 0; err == ERR_OK && i < n; i++)
		if (rows[i].part == exempt->of.part && rows[i].account == exempt->of.account)
			*ret_stands = true;
	return err;
}

static bool is_good(const struct bill_exemption *of, int32_t date)
{
	return of->good_from <= date && (of->good_until == 0 || of->good_until >= date);
}

static enum err exempt_in(struct tx *tx, void *arg)
{
	const struct exempt *exempt = arg;
	struct bill_head head;
	int64_t before = 0, after = 0;
	bool is_there = false;
	enum err err = bill_begin_in(tx, tx->act->bill, &head);

	if (err == ERR_OK && exempt->is_exempt && !is_good(&exempt->of, tx->business_date))
		err = ERR_RANGE;
	if (err == ERR_OK)
		err = check_account(tx, exempt->of.account);
	if (err == ERR_OK)
		err = look(tx, head.id, exempt->of.part, &before);
	if (err == ERR_OK)
		err = stands(tx, head.id, exempt, &is_there);
	if (err == ERR_OK && is_there == exempt->is_exempt)
		err = ERR_STATE;
	if (err == ERR_OK)
		err = write_row(tx, head.id, exempt);
	if (err == ERR_OK)
		err = look(tx, head.id, exempt->of.part, &after);
	if (err == ERR_OK)
		err = app_allow(tx, PERM_EXEMPT, after - before);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_exempt(struct app *app, const struct act *act,
		     const struct bill_exemption *exemption, bool is_exempt)
{
	struct exempt exempt = { *exemption, is_exempt };
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err;

	if (!is_exempt)
		exempt.of = (struct bill_exemption){ .part = exemption->part,
						     .account = exemption->account,
						     .certificate = "" };
	else if (exemption->certificate[0] == '\0')
		return ERR_EVIDENCE;
	else if (exemption->good_until != 0 && exemption->good_until < exemption->good_from)
		return ERR_RANGE;
	err = app_text_check(exempt.of.certificate, NOTE_TEXT_SIZE);
	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "exempt", act->bill, &hash);
	hash_int(&hash, exempt.of.part);
	hash_int(&hash, exempt.of.account);
	hash_str(&hash, exempt.of.certificate);
	hash_int(&hash, exempt.of.good_from);
	hash_int(&hash, exempt.of.good_until);
	hash_int(&hash, is_exempt);
	hash_end(&hash, content);
	return act_run(app->db, act, "exempt", content, exempt_in, &exempt, NULL);
}
