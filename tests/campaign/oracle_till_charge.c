/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_till_charge.c -- the service charge, exemptions and take-away at the till.
 */
#include <stdio.h>
#include <stdlib.h>

#include "campaign/till.h"
#include "service/bill_price.h"
#include "service/setup.h"
#include "service/setup_kitchen.h"
#include "service/setup_price.h"
#include "store/store_menu.h"

static int64_t between(struct till *till, int64_t low, int64_t high)
{
	return cases_between(&till->cases, low, high);
}

static void must(enum err err, const char *what)
{
	if (err == ERR_OK)
		return;
	fprintf(stderr, "till: %s: %s\n", what, err_text(err));
	exit(99);
}

/* --- what the house has ----------------------------------------------------------------------- */

static enum err food_away(struct tx *tx, void *arg)
{
	const int64_t *class = arg;
	static const char sql[] = "UPDATE category SET take_away_tax_class = $2 "
				  "WHERE property = $1 AND name = 'Food'";

	return db_run(tx->db, sql, V(tx->property), V(*class));
}

static void set_take_away(struct till *till)
{
	struct app *app = &till->house.app;
	struct act act = app_act(app, till->house.manager);
	struct setup_tax tax = { .name = "VAT 5", .inclusive = true, .n = 1,
				 .part = { { 50000, TAX_ON_NET } }, .part_names = { "VAT 5" },
				 .since = app->property.business_date };
	int64_t class = 0;

	must(setup_tax(app, &act, &tax, &class), "VAT 5");
	act = app_act(app, till->house.manager);
	must(act_run(app->db, &act, "category", "", food_away, &class, NULL), "take-away");
	must(store_tax_version_at(app->db, class, app->property.business_date,
				  &till->away_version), "version");
}

static void add_account(struct till *till, int64_t version)
{
	struct tax_version found;

	must(store_tax_version_load(till->house.app.db, version, &found), "tax");
	till->accounts[till->n_accounts++] = found.accounts[0];
}

static int64_t rule_of(struct till *till, const struct setup_discount *discount)
{
	struct act act = app_act(&till->house.app, till->house.manager);
	int64_t id = 0;

	must(setup_discount(&till->house.app, &act, discount, &id), "rule");
	return id;
}

/* Rules that stand: of a category, and a price for the check. */
static void add_standing(struct till *till)
{
	static const struct setup_discount category = {
		.no = 4, .name = "happy", .category = "Drinks", .rate_ppm = TILL_CATEGORY_PPM,
		.amount_minor = -1, .target_minor = -1, .scope = DISCOUNT_OF_CATEGORY,
		.reason = "", .is_active = true };
	static const struct setup_discount target = {
		.no = 5, .name = "price", .category = "", .rate_ppm = -1, .amount_minor = -1,
		.target_minor = TILL_TARGET, .scope = DISCOUNT_OF_CHECK, .reason = "",
		.is_active = true };
	static const char sql[] =
		"SELECT i.id FROM item i JOIN category c ON c.property = i.property "
		"AND c.id = i.category WHERE i.property = $1 AND c.name = 'Drinks' ORDER BY i.id";
	struct db *db = till->house.app.db;
	struct db_rows *rows;

	till->category_rule = rule_of(till, &category);
	till->target_rule = rule_of(till, &target);
	rows = db_query(db, sql, V(db_property(db)));
	while (till->n_of_category < TILL_OF_CATEGORY && db_next(rows))
		till->of_category[till->n_of_category++] = db_int(rows, 0);
	must(db_end(rows), "category");
}

/* Food and drinks are made at one station, which shows them on a display. */
static void add_kitchen(struct till *till)
{
	static const struct kitchen_station station = { .number = 1, .name = "Hot",
							.has_display = true, .is_active = true };
	static const char *const categories[] = { "Food", "Drinks" };
	struct app *app = &till->house.app;
	struct act act = app_act(app, till->house.manager);

	must(setup_kitchen_station(app, &act, &station), "station");
	for (int i = 0; i < 2; i++) {
		act = app_act(app, till->house.manager);
		must(setup_category_kitchen(app, &act, categories[i], 1, 0), "kitchen");
	}
}

/* Of a line: a tenth off, 1.50 off, down to 1.00. */
static void add_rules(struct till *till)
{
	static const struct setup_discount rules[] = {
		{ .no = 1, .name = "tenth", .category = "", .rate_ppm = 100000, .amount_minor = -1,
		  .target_minor = -1, .reason = "", .is_active = true },
		{ .no = 2, .name = "off", .category = "", .rate_ppm = -1, .amount_minor = 150,
		  .target_minor = -1, .reason = "", .is_active = true },
		{ .no = 3, .name = "target", .category = "", .rate_ppm = -1, .amount_minor = -1,
		  .target_minor = 100, .reason = "", .is_active = true },
	};

	for (int i = 0; i < TILL_RULES; i++)
		till->rules[i] = rule_of(till, &rules[i]);
}

void till_furnish(struct till *till)
{
	static const int64_t codes[] = { 31, 41 };
	struct app *app = &till->house.app;
	struct act act = app_act(app, till->house.manager);
	struct setup_service service = { .name = "Service", .room = "", .covers = TILL_COVERS,
					 .rate_ppm = TILL_SERVICE_PPM, .tax_class = "VAT 20",
					 .department = "Service", .is_active = true };
	struct service_found found;

	add_rules(till);
	add_standing(till);
	add_kitchen(till);
	set_take_away(till);
	must(setup_service(app, &act, &service, NULL), "service");
	must(store_service_rule_find(app->db, 0, TILL_COVERS, app->property.business_date, &found),
	     "service");
	till->service_version = found.tax_version;
	till->service_department = found.department;
	for (int i = 0; i < 2; i++) {
		struct item item;

		must(store_item_by_code(app->db, codes[i], app->property.business_date, &item),
		     "item");
		add_account(till, item.tax_version);
		if (i == 0) {
			till->food_version = item.tax_version;
			till->food_department = item.department;
		}
	}
	add_account(till, till->away_version);
}

/* --- service charge --------------------------------------------------------------------------- */

void till_want_service(const struct till *till, struct till_bill *bill, int64_t rate_ppm)
{
	bill->service_ppm = rate_ppm;
	bill->service_version = till->service_version;
	bill->service_department = till->service_department;
	(void)till_column(bill, till->service_version, till->service_department);
}

static enum err set_service(struct till *till, struct slot *slot, struct want *want, int64_t rate)
{
	struct act act = till_act_of(till, slot, "discount");

	if (rate == want->bill.service_ppm)
		return ERR_NOT_FOUND;
	till_want_service(till, &want->bill, rate);
	return bill_service(&till->house.app, &act, rate);
}

enum err till_service(struct till *till, struct slot *slot, struct want *want)
{
	return set_service(till, slot, want, between(till, 1, 12) * 12500);
}

enum err till_waive(struct till *till, struct slot *slot, struct want *want)
{
	return set_service(till, slot, want, 0);
}

/* --- exemptions ------------------------------------------------------------------------------- */

static bool has_line(const struct till_bill *bill, int part)
{
	for (int i = 0; i < bill->n_items; i++)
		for (int c = 0; c < bill->n_columns; c++)
			if (bill->item[i].amount[part][c] != 0)
				return true;
	return false;
}

/* A part that is open and has something, or (0) all of them. */
static int any_part(struct till *till, const struct till_bill *bill)
{
	int p = (int)between(till, 0, bill->n_parts);

	if (p > 0 && (bill->is_frozen[p] || bill->is_part_closed[p] ||
		      (bill->weight[p] == 0 && !has_line(bill, p))))
		return 0;
	return p;
}

enum err till_exempt(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "discount");
	int part = any_part(till, &want->bill), n = want->bill.n_exempt;
	int64_t account = till->accounts[between(till, 0, till->n_accounts - 1)];
	struct bill_exemption exemption;

	for (int i = 0; i < n; i++)
		if (want->bill.exempt[i].part == want->bill.part[part] &&
		    want->bill.exempt[i].account == account)
			return ERR_NOT_FOUND;
	if (n == TILL_EXEMPT)
		return ERR_NOT_FOUND;
	want->bill.exempt[n].part = want->bill.part[part];
	want->bill.exempt[n].account = account;
	want->bill.n_exempt++;
	exemption = (struct bill_exemption){ want->bill.part[part], account, "D-17", 0, 0 };
	return bill_exempt(&till->house.app, &act, &exemption, true);
}

enum err till_tax_again(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "discount");
	struct bill_exemption exemption;
	int64_t part, account;
	int gone;

	if (want->bill.n_exempt == 0)
		return ERR_NOT_FOUND;
	gone = (int)between(till, 0, want->bill.n_exempt - 1);
	part = want->bill.exempt[gone].part;
	account = want->bill.exempt[gone].account;
	for (int p = 1; p <= want->bill.n_parts; p++)
		if (want->bill.part[p] == part && want->bill.is_frozen[p])
			want->err = ERR_FROZEN;
	want->bill.n_exempt--;
	want->bill.exempt[gone] = want->bill.exempt[want->bill.n_exempt];
	exemption = (struct bill_exemption){ part, account, "", 0, 0 };
	return bill_exempt(&till->house.app, &act, &exemption, false);
}

/* --- take-away -------------------------------------------------------------------------------- */

void till_tax_item(const struct till *till, struct till_bill *bill, struct till_item *item)
{
	int64_t to_version = bill->is_away ? till->away_version : till->food_version;
	int64_t from_version = bill->is_away ? till->food_version : till->away_version;
	int from = -1, to;

	for (int c = 0; c < bill->n_columns; c++)
		if (bill->version[c] == from_version &&
		    bill->department[c] == till->food_department)
			from = c;
	for (int p = 0; from >= 0 && p <= bill->n_parts; p++) {
		int64_t amount = item->amount[p][from];

		if (amount == 0 || bill->is_frozen[p])
			continue;
		to = till_column(bill, to_version, till->food_department);
		item->amount[p][from] -= amount;
		item->gross[p][from] -= amount;
		item->amount[p][to] += amount;
		item->gross[p][to] += amount;
	}
}

enum err till_take_away(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");

	if (want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	want->bill.is_away = !want->bill.is_away;
	for (int i = 0; i < want->bill.n_items; i++)
		if (till_pieces(&want->bill.item[i]) != 0)
			till_tax_item(till, &want->bill, &want->bill.item[i]);
	return bill_take_away(&till->house.app, &act, want->bill.is_away);
}
