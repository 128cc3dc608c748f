/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/setup.c -- the acts that make and change a house.
 */
#include "service/setup.h"

#include <string.h>

#include "base/str.h"
#include "core/entry.h"
#include "store/store_staff.h"

/* Reasons every house starts with; more are added by the manager. */
static const struct {
	const char *kind, *text;
} first_reasons[] = {
	{ "void", N_("Rung by mistake") },       { "void", N_("Guest changed their mind") },
	{ "void", N_("Not available") },         { "void", N_("Returned: quality") },
	{ "discount", N_("Regular guest") },     { "discount", N_("Complaint") },
	{ "discount", N_("Staff meal") },        { "discount", N_("Promotion") },
	{ "drawer", N_("Change for a guest") },  { "drawer", N_("Check by manager") },
	{ "paid", N_("Supplier in cash") },      { "paid", N_("Petty cash") },
	{ "paid", N_("Change from the bank") },
	{ "reprint", N_("Guest lost it") },      { "reprint", N_("Printer failed") },
	{ "refund", N_("Returned: quality") },   { "refund", N_("Charged twice") },
	{ "refund", N_("Wrong amount") },        { "refund", N_("Complaint") },
	{ "tender", N_("Wrong amount") },        { "tender", N_("Guest pays otherwise") },
};

/* Note keys by currency: the notes people pay with, in major units. */
static const struct {
	const char *unit;
	int64_t notes[TENDER_NOTES_MAX];
} note_keys[] = {
	{ "EUR", { 5, 10, 20, 50, 100 } },       { "USD", { 5, 10, 20, 50, 100 } },
	{ "GBP", { 5, 10, 20, 50 } },            { "AED", { 10, 20, 50, 100, 200, 500 } },
	{ "SAR", { 5, 10, 50, 100, 500 } },      { "IRR", { 50000, 100000, 500000, 1000000 } },
	{ "EGP", { 10, 20, 50, 100, 200 } },     { "KWD", { 1, 5, 10, 20 } },
	{ "QAR", { 10, 50, 100, 500 } },         { "TRY", { 10, 20, 50, 100, 200 } },
	{ "CHF", { 10, 20, 50, 100, 200 } },     { "JPY", { 1000, 5000, 10000 } },
};

static int64_t major_unit(int exponent)
{
	int64_t unit = 1;

	while (exponent-- > 0)
		unit *= 10;
	return unit;
}

static void fill_notes(struct tender_type *type)
{
	static const int64_t usual[] = { 5, 10, 20, 50, 100 };
	const int64_t *notes = usual;
	int n = (int)(sizeof usual / sizeof *usual);

	for (size_t i = 0; i < sizeof note_keys / sizeof *note_keys; i++)
		if (str_equal(note_keys[i].unit, type->unit)) {
			notes = note_keys[i].notes;
			n = TENDER_NOTES_MAX;
		}
	for (int i = 0; i < n && notes[i] > 0; i++)
		type->notes[type->n_notes++] = notes[i] * major_unit(type->exponent);
}

enum err setup_cash_in(struct tx *tx, const char *unit, int64_t rate_num, int64_t rate_den,
		       int64_t *ret_id)
{
	static const char next[] =
		"SELECT coalesce(max(position), 0) + 1 FROM tender_type WHERE property = $1";
	struct tender_type type = { .account = entry_account(LEDGER_DRAWER, 0),
				    .exponent = money_exponent(unit),
				    .rate_num = rate_num,
				    .rate_den = rate_den,
				    .gives_change = true,
				    .opens_drawer = true };
	enum err err = db_one_int(tx->db, &type.position, next, V(tx->property));

	if (err == ERR_OK && type.position > TENDER_LIST_MAX)
		err = ERR_LIMIT;
	if (err != ERR_OK)
		return err;
	str_copy(type.unit, sizeof type.unit, unit);
	str_copy(type.driver, sizeof type.driver, "cash");
	if (type.position == 1) {
		str_copy(type.code, sizeof type.code, "cash");
		str_copy(type.name, sizeof type.name, N_("Cash"));
	} else {
		str_format(type.code, sizeof type.code, "cash-%s", unit);
		str_format(type.name, sizeof type.name, "Cash %s", unit);
	}
	fill_notes(&type);
	err = store_tender_type_insert(tx, &type);
	if (err == ERR_OK)
		*ret_id = type.id;
	return err;
}

struct make {
	struct app *app;
	struct property property;
};

static enum err make_in(struct tx *tx, void *arg)
{
	struct make *make = arg;
	struct property there;
	struct staff system = { .number = 0, .role = ROLE_SYSTEM, .is_active = true };
	int64_t id;
	enum err err = store_property_load(tx->db, &there);

	if (err != ERR_NOT_FOUND)
		return err == ERR_OK ? ERR_EXISTS : err;
	tx->business_date = make->property.business_date;
	system.id = tx_id(tx);
	str_copy(system.name, sizeof system.name, "system");
	err = store_property_insert(tx, &make->property);
	if (err == ERR_OK)
		err = store_staff_insert(tx, &system, "");
	if (err == ERR_OK)
		err = store_station_note(tx, tx->station, "init");
	if (err == ERR_OK)
		err = setup_cash_in(tx, make->property.currency, 1, 1, &id);
	for (size_t i = 0; err == ERR_OK && i < sizeof first_reasons / sizeof *first_reasons; i++)
		err = store_reason_insert(tx, first_reasons[i].kind, first_reasons[i].text);
	if (err == ERR_OK)
		err = store_event_insert(tx, "init", 0, make->property.business_date);
	return err;
}

static enum err check_house(const struct setup_property *setup)
{
	enum err err = app_name_check(setup->name, PROPERTY_NAME_SIZE);

	if (err == ERR_OK)
		err = app_text_check(setup->address, PROPERTY_ADDRESS_SIZE);
	if (err == ERR_OK)
		err = app_text_check(setup->tax_number, PROPERTY_TAX_NUMBER_SIZE);
	if (err == ERR_OK && (money_exponent(setup->currency) < 0 || setup->cash_step_minor < 1 ||
			      setup->cash_step_minor > SETUP_STEP_MAX))
		err = ERR_RANGE;
	return err;
}

enum err setup_property(struct app *app, const struct setup_property *setup)
{
	struct make make = { .app = app };
	struct property *property = &make.property;
	struct act act = app_act(app, 0);
	enum err err;

	property->exponent = money_exponent(setup->currency);
	err = check_house(setup);
	if (err != ERR_OK)
		return err;
	property->cash_step_minor = setup->cash_step_minor;
	property->business_date = setup->business_date;
	str_copy(property->name, sizeof property->name, setup->name);
	str_copy(property->kind, sizeof property->kind, setup->kind);
	str_copy(property->currency, sizeof property->currency, setup->currency);
	str_copy(property->time_zone, sizeof property->time_zone, setup->time_zone);
	str_copy(property->address, sizeof property->address, setup->address);
	str_copy(property->tax_number, sizeof property->tax_number, setup->tax_number);
	hash_to_text(app->keys->sign_public, HASH_SIGN_PUBLIC_BYTES, property->public_key,
		     sizeof property->public_key);
	err = act_run(app->db, &act, "init", setup->currency, make_in, &make, NULL);
	if (err == ERR_OK)
		app->property = *property;
	return err;
}

struct tax_put {
	const struct setup_tax *tax;
};

static bool same_rules(const struct tax_class *a, const struct tax_class *b)
{
	if (a->inclusive != b->inclusive || a->n != b->n)
		return false;
	for (int i = 0; i < a->n; i++)
		if (a->part[i].rate_ppm != b->part[i].rate_ppm ||
		    a->part[i].base != b->part[i].base)
			return false;
	return true;
}

/* The account of a tax: the one its name has had before, else the next free one of the ledger;
 * `above` is the highest given to this version so far. */
static enum err tax_account(struct tx *tx, const char *name, int64_t above, int64_t *ret_account)
{
	static const char find[] =
		"SELECT account FROM tax_part WHERE property = $1 AND name = $2 LIMIT 1";
	static const char next[] =
		"SELECT coalesce(max(account), 0) FROM tax_part WHERE property = $1";
	int64_t highest = 0;
	enum err err = db_one_int(tx->db, ret_account, find, V(tx->property), V(name));

	if (err != ERR_NOT_FOUND)
		return err;
	err = db_one_int(tx->db, &highest, next, V(tx->property));
	if (err == ERR_OK)
		*ret_account = 1 + (above > highest ? above : highest);
	return err;
}

static enum err check_tax(const struct setup_tax *tax)
{
	enum err err = app_name_check(tax->name, MENU_NAME_SIZE);

	if (err == ERR_OK && (tax->n < 0 || tax->n > TAX_PARTS_MAX))
		err = ERR_RANGE;
	for (int i = 0; err == ERR_OK && i < tax->n; i++) {
		err = app_name_check(tax->part_names[i], MENU_NAME_SIZE);
		if (err == ERR_OK &&
		    (tax->part[i].rate_ppm < 0 || tax->part[i].rate_ppm > 10 * MONEY_PPM ||
		     (int)tax->part[i].base < 0 || tax->part[i].base > TAX_ON_PREVIOUS_ROUNDED))
			err = ERR_RANGE;
	}
	return err;
}

static enum err put_version(struct tx *tx, const struct setup_tax *tax, struct tax_version *version)
{
	int64_t above = entry_account(LEDGER_TAX, 0);
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < tax->n; i++) {
		str_copy(version->names[i], sizeof version->names[i], tax->part_names[i]);
		err = tax_account(tx, tax->part_names[i], above, &version->accounts[i]);
		above = version->accounts[i] > above ? version->accounts[i] : above;
	}
	return err == ERR_OK ? store_tax_version_insert(tx, version, tax->since) : err;
}

enum err setup_tax_in(struct tx *tx, const struct setup_tax *tax, int64_t *ret_id)
{
	struct tax_version version = { 0 }, there;
	int64_t id;
	enum err err = check_tax(tax);

	if (err == ERR_OK)
		err = store_tax_class_put(tx, tax->name, &version.tax_class);
	if (err != ERR_OK)
		return err;
	version.rules.inclusive = tax->inclusive;
	version.rules.n = tax->n;
	memcpy(version.rules.part, tax->part, sizeof version.rules.part);
	*ret_id = version.tax_class;
	err = store_tax_version_at(tx->db, version.tax_class, tax->since, &id);
	if (err == ERR_OK)
		err = store_tax_version_load(tx->db, id, &there);
	if (err == ERR_OK && same_rules(&there.rules, &version.rules))
		return ERR_OK;
	return err == ERR_OK || err == ERR_NOT_FOUND ? put_version(tx, tax, &version) : err;
}

static enum err tax_in(struct tx *tx, void *arg)
{
	enum err err = app_allow(tx, PERM_SETUP, 0);

	return err == ERR_OK ? setup_tax_in(tx, ((struct tax_put *)arg)->tax, &tx->result) : err;
}

enum err setup_tax(struct app *app, const struct act *act, const struct setup_tax *tax,
		   int64_t *ret_id)
{
	struct tax_put put = { tax };
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = check_tax(tax);

	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "tax-put", 0, &hash);
	hash_str(&hash, tax->name);
	hash_int(&hash, tax->inclusive);
	hash_int(&hash, tax->since);
	hash_int(&hash, tax->n);
	for (int i = 0; i < tax->n; i++) {
		hash_int(&hash, tax->part[i].rate_ppm);
		hash_int(&hash, (int64_t)tax->part[i].base);
		hash_str(&hash, tax->part_names[i]);
	}
	hash_end(&hash, content);
	return act_run(app->db, act, "tax-put", content, tax_in, &put, ret_id);
}

static enum err check_item(const struct setup_item *item)
{
	enum err err = app_name_check(item->name, MENU_NAME_SIZE);

	if (err == ERR_OK)
		err = app_name_check(item->category, MENU_NAME_SIZE);
	if (err == ERR_OK)
		err = app_name_check(item->department, MENU_NAME_SIZE);
	if (err == ERR_OK && (item->price_minor < 0 || item->price_minor > SETUP_PRICE_MAX ||
			      item->code < 0 || item->code > MENU_CODE_MAX))
		err = ERR_RANGE;
	return err;
}

static enum err put_category(struct tx *tx, const struct setup_item *item, int64_t *ret_id)
{
	int64_t tax_class, department, number;
	enum err err = ERR_NOT_FOUND;

	if (item->keeps_category)
		err = store_category_by_name(tx->db, item->category, ret_id);
	if (err != ERR_NOT_FOUND)
		return err;
	err = store_tax_class_by_name(tx->db, item->tax_class, &tax_class);
	if (err == ERR_OK)
		err = store_department_put(tx, item->department, item->is_gift, &department,
					   &number);
	if (err == ERR_OK)
		err = store_category_put(tx, item->category, department, tax_class, ret_id);
	return err;
}

enum err setup_item_in(struct tx *tx, const struct setup_item *item, int64_t *ret_id)
{
	struct item_new row = { .code = item->code,
				.name = item->name,
				.search = item->search,
				.price_minor = item->price_minor,
				.is_active = item->is_active };
	bool is_new;
	enum err err = check_item(item);

	if (err == ERR_OK)
		err = put_category(tx, item, &row.category);
	if (err == ERR_OK)
		err = store_item_put(tx, &row, ret_id, &is_new);
	return err;
}

static enum err item_in(struct tx *tx, void *arg)
{
	enum err err = app_allow(tx, PERM_SETUP, 0);

	return err == ERR_OK ? setup_item_in(tx, arg, &tx->result) : err;
}

enum err setup_item(struct app *app, const struct act *act, const struct setup_item *item,
		    int64_t *ret_id)
{
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	app_digest_begin(app, "item-put", 0, &hash);
	hash_int(&hash, item->code);
	hash_str(&hash, item->name);
	hash_str(&hash, item->search);
	hash_str(&hash, item->category);
	hash_str(&hash, item->department);
	hash_str(&hash, item->tax_class);
	hash_int(&hash, item->price_minor);
	hash_int(&hash, item->is_active);
	hash_int(&hash, item->keeps_category);
	hash_int(&hash, item->is_gift);
	hash_end(&hash, content);
	return act_run(app->db, act, "item-put", content, item_in, (void *)(uintptr_t)item, ret_id);
}
