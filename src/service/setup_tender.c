/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/setup_tender.c -- the tender table: ways to pay, put by their code (P8).
 */
#include <string.h>

#include "base/str.h"
#include "core/entry.h"
#include "service/setup.h"

/* What a driver may be: its ledger, whether each way to pay has an account of its own in it, and
 * the ways in which a tip may come to it. */
static const struct {
	const char *name;
	enum ledger ledger;
	bool is_by_position;
	bool is_cash;
	unsigned tips;               /* bits 1 << enum tender_tips */
} drivers[] = {
	{ "cash", LEDGER_DRAWER, false, true, 1 },
	{ "reader", LEDGER_CLEARING, true, false, 15 },
	{ "qr", LEDGER_CLEARING, true, false, 3 },
	{ "link", LEDGER_CLEARING, true, false, 3 },
	{ "saved", LEDGER_CLEARING, true, false, 3 },
	{ "slip", LEDGER_BANK_TERMINAL, true, false, 3 },
	{ "voucher", LEDGER_VOUCHERS, true, false, 1 },
	{ "gift", LEDGER_GIFT_CARDS, false, false, 1 },
};

#define DRIVERS (int)(sizeof drivers / sizeof *drivers)

static int driver_of(const char *name)
{
	int i = 0;

	while (i < DRIVERS && !str_equal(drivers[i].name, name))
		i++;
	return i;
}

static enum err check_code(const char *code)
{
	size_t n = strspn(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

	return n > 0 && code[n] == '\0' ? ERR_OK : ERR_RANGE;
}

static enum err check_type(const struct property *property, const struct tender_type *type)
{
	bool is_home = str_equal(type->unit, property->currency);
	int d = driver_of(type->driver);
	enum err err = check_code(type->code);

	if (err == ERR_OK)
		err = app_name_check(type->name, sizeof type->name);
	if (err != ERR_OK)
		return err;
	if (d == DRIVERS || money_exponent(type->unit) < 0 || type->limit_minor < 0 ||
	    type->position < 0 || type->position > TENDER_LIST_MAX)
		return ERR_RANGE;
	if (type->rate_num < 1 || type->rate_num > MONEY_EXCHANGE_MAX || type->rate_den < 1 ||
	    type->rate_den > MONEY_EXCHANGE_MAX || (is_home && type->rate_num != type->rate_den))
		return ERR_RANGE;
	if (!drivers[d].is_cash && (!is_home || type->gives_change))
		return ERR_STATE;
	if (((1U << type->tips) & drivers[d].tips) == 0)
		return ERR_TIP;
	for (int i = 0; i < type->n_notes; i++)
		if (type->notes[i] < 1 || (i > 0 && type->notes[i] <= type->notes[i - 1]))
			return ERR_RANGE;
	return ERR_OK;
}

/* A way to pay keeps its place: its accounts are numbered by it. */
static enum err place(struct tx *tx, struct tender_type *type, const struct tender_type *there)
{
	static const char next[] =
		"SELECT coalesce(max(position), 0) + 1 FROM tender_type WHERE property = $1";
	static const char taken[] = "SELECT count(*) FROM tender_type WHERE property = $1 "
				    "AND position = $2 AND id <> $3";
	int64_t n = 0;
	enum err err = ERR_OK;

	if (there->id != 0 && type->position != 0 && type->position != there->position)
		return ERR_STATE;
	if (there->id != 0)
		type->position = there->position;
	else if (type->position == 0)
		err = db_one_int(tx->db, &type->position, next, V(tx->property));
	if (err == ERR_OK)
		err = db_one_int(tx->db, &n, taken, V(tx->property), V(type->position),
				 V(there->id));
	if (err == ERR_OK && type->position > TENDER_LIST_MAX)
		err = ERR_LIMIT;
	return err == ERR_OK && n > 0 ? ERR_EXISTS : err;
}

enum err setup_tender_in(struct tx *tx, const struct property *property,
			 const struct tender_type *tender, int64_t *ret_id)
{
	struct tender_type type = *tender, there = { 0 };
	int d = driver_of(type.driver);
	enum err err = check_type(property, &type);

	if (err != ERR_OK)
		return err;
	err = store_tender_type_any(tx->db, type.code, &there);
	if (err == ERR_NOT_FOUND)
		err = ERR_OK;
	if (err == ERR_OK && there.id != 0 &&
	    (!str_equal(there.driver, type.driver) || !str_equal(there.unit, type.unit)))
		err = ERR_STATE;
	if (err == ERR_OK)
		err = place(tx, &type, &there);
	if (err != ERR_OK)
		return err;
	type.exponent = money_exponent(type.unit);
	type.account = entry_account(drivers[d].ledger,
				     drivers[d].is_by_position ? type.position : 0);
	type.id = there.id;
	err = there.id == 0 ? store_tender_type_insert(tx, &type)
			    : store_tender_type_change(tx, &type);
	if (err == ERR_OK && there.id == 0 && !tender->is_active) {
		type.is_active = false;
		err = store_tender_type_change(tx, &type);
	}
	if (err == ERR_OK)
		*ret_id = type.id;
	return err;
}

struct put {
	const struct property *property;
	const struct tender_type *types;
	int n;
};

static enum err put_in(struct tx *tx, void *arg)
{
	const struct put *put = arg;
	enum err err = app_allow(tx, PERM_SETUP, 0);

	for (int i = 0; err == ERR_OK && i < put->n; i++)
		err = setup_tender_in(tx, put->property, &put->types[i], &tx->result);
	return err;
}

static enum err put_all(struct app *app, const struct act *act, const struct tender_type *types,
			int n, int64_t *ret_id)
{
	struct put put = { &app->property, types, n };
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	app_digest_begin(app, "tender-put", 0, &hash);
	for (int i = 0; i < n; i++) {
		hash_str(&hash, types[i].code);
		hash_str(&hash, types[i].name);
		hash_str(&hash, types[i].driver);
		hash_str(&hash, types[i].unit);
		hash_int(&hash, types[i].rate_num);
		hash_int(&hash, types[i].rate_den);
		hash_int(&hash, types[i].limit_minor);
		hash_int(&hash, types[i].gives_change);
		hash_int(&hash, types[i].opens_drawer);
		hash_int(&hash, (int64_t)types[i].tips);
		hash_int(&hash, types[i].captures_later);
		for (int k = 0; k < types[i].n_notes; k++)
			hash_int(&hash, types[i].notes[k]);
		hash_int(&hash, types[i].position);
		hash_int(&hash, types[i].is_active);
	}
	hash_end(&hash, content);
	return act_run(app->db, act, "tender-put", content, put_in, &put, ret_id);
}

enum err setup_tender(struct app *app, const struct act *act, const struct tender_type *type,
		      int64_t *ret_id)
{
	return put_all(app, act, type, 1, ret_id);
}

enum err setup_usual_tenders(struct app *app, const struct act *act)
{
	static const struct {
		const char *code, *name, *driver;
		enum tender_tips tips;
	} usual[] = {
		{ "card", N_("Card"), "reader", TENDER_TIPS_READER },
		{ "qr", N_("QR payment"), "qr", TENDER_TIPS_NONE },
		{ "link", N_("Payment link"), "link", TENDER_TIPS_NONE },
		{ "terminal", N_("Bank terminal"), "slip", TENDER_TIPS_TYPED },
		{ "voucher", N_("Voucher"), "voucher", TENDER_TIPS_NONE },
		{ "gift", N_("Gift card"), "gift", TENDER_TIPS_NONE },
	};
	struct tender_type types[sizeof usual / sizeof *usual];
	int n = (int)(sizeof usual / sizeof *usual);

	for (int i = 0; i < n; i++) {
		types[i] = (struct tender_type){ .rate_num = 1, .rate_den = 1,
						 .tips = usual[i].tips, .is_active = true };
		str_copy(types[i].code, sizeof types[i].code, usual[i].code);
		str_copy(types[i].name, sizeof types[i].name, usual[i].name);
		str_copy(types[i].driver, sizeof types[i].driver, usual[i].driver);
		str_copy(types[i].unit, sizeof types[i].unit, app->property.currency);
	}
	return put_all(app, act, types, n, NULL);
}
