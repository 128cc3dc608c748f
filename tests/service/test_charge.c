/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_charge.c -- service charge, exemption, take-away.
 */
#include <string.h>

#include "service/bill_price.h"
#include "service/bill_split.h"
#include "service/setup.h"
#include "service/setup_price.h"
#include "service/shift.h"
#include "service/suites.h"

static void add_service(struct house *house, const char *name, const char *room, int64_t covers,
			int64_t rate_ppm, const char *tax)
{
	struct act act = app_act(&house->app, house->manager);
	struct setup_service service = { .name = name, .room = room, .covers = covers,
					 .rate_ppm = rate_ppm, .tax_class = tax,
					 .department = "Service charge", .is_active = true };

	CHECK_OK_FATAL(setup_service(&house->app, &act, &service, NULL));
}

static enum err covers(struct house *house, int64_t bill, int64_t n)
{
	struct act act = house_act(house, bill);

	return bill_set(&house->app, &act, n, "");
}

static int64_t total(struct house *house, int64_t bill)
{
	struct bill_view view = shift_look(house, bill);
	int64_t minor = view.out.total_minor;

	bill_view_done(&view);
	return minor;
}

static void a_party_gets_the_charge_of_its_size_and_room(void)
{
	struct house house;
	struct bill_view view;
	int64_t bill, bar;

	shift_open(&house, "charge-party");
	add_service(&house, "Parties", "Restaurant", 8, 125000, "VAT 10");
	add_service(&house, "Large parties", "Restaurant", 20, 150000, "VAT 10");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 32, 0 });
	bar = house_check(&house, 7, (const int64_t[]){ 32, 0 });
	CHECK_INT(total(&house, bill), 3600);
	CHECK_OK(covers(&house, bill, 8));
	CHECK_OK(covers(&house, bar, 8));
	view = shift_look(&house, bill);
	CHECK_INT(view.out.service_minor, 450);
	CHECK_INT(view.parts[0].service_minor, 450);
	CHECK_INT(view.service_rate_ppm, 125000);
	CHECK_INT(view.out.total_minor, 4050);
	CHECK_INT(view.tax_minor, 368);
	bill_view_done(&view);
	CHECK_INT(total(&house, bar), 1800);
	CHECK_OK(covers(&house, bill, 20));
	CHECK_INT(total(&house, bill), 4140);
	CHECK_OK(covers(&house, bill, 4));
	CHECK_INT(total(&house, bill), 3600);
	CHECK_OK(covers(&house, bill, 8));
	shift_pay(&house, bill, 0, PAY_EXACT);
	CHECK_INT(shift_balance(&house, LEDGER_REVENUE, 1, "EUR") +
			  shift_balance(&house, LEDGER_REVENUE, 2, "EUR") +
			  shift_balance(&house, LEDGER_REVENUE, 3, "EUR") +
			  shift_balance(&house, LEDGER_REVENUE, 4, "EUR") +
			  shift_balance(&house, LEDGER_REVENUE, 5, "EUR"),
		  -(4050 - 368));
	shift_verify(&house);
	house_close(&house);
}

/* What the question before a merge tells is what comes of it, and asking writes nothing. */
static void a_look_at_a_merge_is_what_it_comes_to(void)
{
	static const char acts[] = "SELECT count(*) FROM act";
	struct house house;
	struct bill_merged merged = { 0 };
	struct bill_view view;
	struct act act;
	int64_t bill, other, before = 0, after = 0;

	shift_open(&house, "charge-look");
	add_service(&house, "Parties", "Restaurant", 8, 125000, "VAT 10");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 31, 0 });
	other = house_check(&house, 6, (const int64_t[]){ 21, 0 });
	CHECK_OK(covers(&house, bill, 5));
	CHECK_OK(covers(&house, other, 3));
	CHECK_OK(db_one_int(house.app.db, &before, acts));
	act = house_act(&house, bill);
	CHECK_OK(bill_merge_look(&house.app, &act, other, &merged));
	CHECK_OK(db_one_int(house.app.db, &after, acts));
	CHECK_INT(after, before);
	CHECK_INT(total(&house, bill), 2350);
	CHECK_INT(total(&house, other), 220);
	act = house_act(&house, bill);
	CHECK_INT(bill_merge_look(&house.app, &act, bill, &merged), ERR_RANGE);
	CHECK_OK(bill_merge(&house.app, &act, other));
	view = shift_look(&house, bill);
	CHECK_INT(merged.due_minor, view.due_minor);
	CHECK_INT(merged.service_minor, view.out.service_minor);
	CHECK_INT(merged.service_minor, 321);
	bill_view_done(&view);
	shift_verify(&house);
	house_close(&house);
}

static void an_untaxed_charge_has_no_tax(void)
{
	struct house house;
	struct bill_view view;
	int64_t bill;

	shift_open(&house, "charge-untaxed");
	add_service(&house, "Service", "", 0, 100000, "");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 41, 0 });
	view = shift_look(&house, bill);
	CHECK_INT(view.out.service_minor, 680);
	CHECK_INT(view.out.total_minor, 1800 + 6000 + 680);
	CHECK_INT(view.tax_minor, 164 + 1000);
	bill_view_done(&view);
	shift_pay(&house, bill, 0, PAY_EXACT);
	shift_verify(&house);
	house_close(&house);
}

static void a_charge_is_waived_with_reason_and_permission(void)
{
	struct perm_need need = { 0 };
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "charge-waive");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 32, 0 });
	act = shift_why(&house, bill, "discount");
	CHECK_INT(bill_service(&house.app, &act, 100000), ERR_STATE);
	add_service(&house, "Parties", "", 8, 1000000, "VAT 10");
	CHECK_OK(covers(&house, bill, 9));
	CHECK_INT(total(&house, bill), 7200);
	act = house_act(&house, bill);
	act.need = &need;
	CHECK_INT(bill_service(&house.app, &act, 0), ERR_REASON);
	act.reason = house_reason(&house, "discount");
	CHECK_INT(bill_service(&house.app, &act, 0), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_SERVICE);
	CHECK_INT(need.amount_minor, -3600);
	act.approver = house.manager;
	CHECK_OK(bill_service(&house.app, &act, 0));
	CHECK_INT(total(&house, bill), 3600);
	CHECK_OK(covers(&house, bill, 10));
	CHECK_INT(total(&house, bill), 3600);
	act = shift_why(&house, bill, "discount");
	CHECK_INT(bill_service(&house.app, &act, 0), ERR_RANGE);
	CHECK_INT(bill_service(&house.app, &act, -2), ERR_RANGE);
	CHECK_OK(bill_service(&house.app, &act, -1));
	CHECK_INT(total(&house, bill), 7200);
	shift_verify(&house);
	house_close(&house);
}

static void a_paid_part_keeps_the_charge_it_was_paid_with(void)
{
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill;

	shift_open(&house, "charge-paid");
	add_service(&house, "Parties", "", 8, 100000, "VAT 10");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 32, 0 });
	CHECK_OK(covers(&house, bill, 8));
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	shift_pay(&house, bill, 0, PAY_EXACT);
	CHECK_OK(covers(&house, bill, 2));
	CHECK_INT(total(&house, bill), 3960);
	act = shift_why(&house, bill, "discount");
	CHECK_OK(bill_service(&house.app, &act, 0));
	view = shift_look(&house, bill);
	CHECK_INT(view.parts[0].total_minor, 1980);
	CHECK_INT(view.parts[1].total_minor, 1620);
	bill_view_done(&view);
	shift_pay(&house, bill, 1, PAY_EXACT);
	shift_verify(&house);
	house_close(&house);
}

static int64_t account_of(struct house *house, const char *name)
{
	struct tax_account accounts[8];
	int n = 0;

	CHECK_OK_FATAL(store_tax_account_list(house->app.db, accounts, 8, &n));
	for (int i = 0; i < n; i++)
		if (strcmp(accounts[i].name, name) == 0)
			return accounts[i].account;
	return 0;
}

static enum err exempt(struct house *house, const struct act *act, int64_t part, int64_t account,
		       const char *certificate, bool is_exempt)
{
	const struct bill_exemption exemption = { part, account, certificate, 0, 0 };

	return bill_exempt(&house->app, act, &exemption, is_exempt);
}

/* A certificate is good on the dates that it says, the first and the last included. */
static void a_certificate_has_its_dates(void)
{
	static const struct {
		int32_t from, until; /* days from today; 99: no bound */
		enum err err;
	} cases[] = {
		{ 99, 99, ERR_OK },    { 0, 0, ERR_OK },     { -9, 99, ERR_OK },  { 99, 9, ERR_OK },
		{ 1, 99, ERR_RANGE },  { 99, -1, ERR_RANGE }, { -9, -1, ERR_RANGE },
		{ 9, 1, ERR_RANGE },   { 1, -1, ERR_RANGE },
	};
	struct house house;
	int64_t bill, vat, n = 0;

	shift_open(&house, "charge-dates");
	vat = account_of(&house, "VAT 10");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t today = house.app.property.business_date;
		struct bill_exemption of = { 0, vat, "D-17",
					     cases[i].from == 99 ? 0 : today + cases[i].from,
					     cases[i].until == 99 ? 0 : today + cases[i].until };
		struct act act = shift_why(&house, bill, "discount");

		CHECK_INT(bill_exempt(&house.app, &act, &of, true), cases[i].err);
		act = shift_why(&house, bill, "discount");
		CHECK_INT(bill_exempt(&house.app, &act, &of, false),
			  cases[i].err == ERR_OK ? ERR_OK : ERR_STATE);
		n += cases[i].err == ERR_OK;
	}
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM exemption WHERE property = $1 "
				       "AND is_exempt = 1"), n);
	shift_verify(&house);
	house_close(&house);
}

static void an_exempt_part_pays_no_tax_and_keeps_the_proof(void)
{
	struct perm_need need = { 0 };
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill, vat, part;

	shift_open(&house, "charge-exempt");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 32, 0 });
	vat = account_of(&house, "VAT 10");
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	part = shift_part(&house, bill, 0);
	act = house_act(&house, bill);
	act.need = &need;
	CHECK_INT(exempt(&house, &act, part, vat, "", true), ERR_EVIDENCE);
	CHECK_INT(exempt(&house, &act, part, 1, "D-17", true), ERR_NOT_FOUND);
	CHECK_INT(exempt(&house, &act, 77, vat, "D-17", true), ERR_NOT_FOUND);
	CHECK_INT(exempt(&house, &act, part, vat, "", false), ERR_STATE);
	CHECK_INT(exempt(&house, &act, part, vat, "D-17", true), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_EXEMPT);
	CHECK_INT(need.amount_minor, 164);
	act.approver = house.manager;
	CHECK_OK(exempt(&house, &act, part, vat, "D-17", true));
	view = shift_look(&house, bill);
	CHECK_INT(view.parts[0].total_minor, 1636);
	CHECK_INT(view.parts[0].tax_minor, 0);
	CHECK_INT(view.parts[0].exempted_minor, 164);
	CHECK_INT(view.parts[1].total_minor, 1800);
	CHECK_INT(view.out.exempted_minor, 164);
	bill_view_done(&view);
	shift_pay(&house, bill, 0, PAY_EXACT);
	act = shift_why(&house, bill, "discount");
	CHECK_INT(exempt(&house, &act, part, vat, "", false), ERR_FROZEN);
	CHECK_OK(exempt(&house, &act, 0, vat, "D-18", true));
	act = shift_why(&house, bill, "discount");
	CHECK_OK(exempt(&house, &act, 0, vat, "", false));
	view = shift_look(&house, bill);
	CHECK_INT(view.parts[0].total_minor, 1636);
	CHECK_INT(view.parts[0].exempted_minor, 164);
	CHECK_INT(view.parts[1].total_minor, 1800);
	bill_view_done(&view);
	shift_pay(&house, bill, 1, PAY_EXACT);
	CHECK_INT(shift_balance(&house, LEDGER_TAX, vat % 1000000, "EUR"), -163);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM note WHERE property = $1 "
				       "AND text = 'D-17'"), 1);
	shift_verify(&house);
	house_close(&house);
}

/* One lamb without its tax is one lamb, no share of it; half of one is half of one still. */
static void an_exempt_line_is_a_whole_one(void)
{
	struct bill_part_line lines[4];
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill;
	int n = 0;

	shift_open(&house, "charge-whole");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	act = shift_why(&house, bill, "discount");
	act.approver = house.manager;
	CHECK_OK(exempt(&house, &act, 0, account_of(&house, "VAT 10"), "D-17", true));
	view = shift_look(&house, bill);
	CHECK_OK(bill_part_lines(&view, 0, lines, &n));
	CHECK_INT(lines[0].amount_minor, 1636);
	CHECK_INT(lines[0].pieces, 1);
	bill_view_done(&view);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	view = shift_look(&house, bill);
	CHECK_OK(bill_part_lines(&view, 0, lines, &n));
	CHECK_INT(lines[0].pieces, 0);
	bill_view_done(&view);
	house_close(&house);
}

static enum err set_class(struct tx *tx, void *arg)
{
	const int64_t *class = arg;

	return db_run(tx->db, "UPDATE category SET take_away_tax_class = $2 WHERE property = $1 "
			      "AND name = 'Food'", V(tx->property), V(*class));
}

static void set_take_away(struct house *house)
{
	struct act act = app_act(&house->app, house->manager);
	struct setup_tax tax = { .name = "VAT 5", .inclusive = true, .n = 1,
				 .part = { { 50000, TAX_ON_NET } }, .part_names = { "VAT 5" },
				 .since = house->app.property.business_date };
	int64_t class = 0;

	CHECK_OK_FATAL(setup_tax(&house->app, &act, &tax, &class));
	act = app_act(&house->app, house->manager);
	CHECK_OK_FATAL(act_run(house->app.db, &act, "category", "", set_class, &class, NULL));
}

static void what_is_taken_away_is_taxed_so(void)
{
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill;

	shift_open(&house, "charge-away");
	set_take_away(&house);
	bill = house_check(&house, 5, (const int64_t[]){ 32, 21, 0 });
	act = house_act(&house, bill);
	CHECK_INT(bill_take_away(&house.app, &act, false), ERR_STATE);
	CHECK_OK(bill_take_away(&house.app, &act, true));
	view = shift_look(&house, bill);
	CHECK_INT(view.out.total_minor, 2020);
	CHECK_INT(view.tax_minor, 86 + 20);
	CHECK_INT(view.n_items, 2);
	CHECK_INT(view.items[0].amount_minor, 1800);
	bill_view_done(&view);
	shift_add(&house, bill, 31, 1);
	view = shift_look(&house, bill);
	CHECK_INT(view.tax_minor, 112 + 20);
	bill_view_done(&view);
	act = house_act(&house, bill);
	CHECK_OK(bill_take_away(&house.app, &act, false));
	view = shift_look(&house, bill);
	CHECK_INT(view.tax_minor, 234);
	bill_view_done(&view);
	act = house_act(&house, bill);
	CHECK_OK(bill_take_away(&house.app, &act, true));
	shift_pay(&house, bill, 0, PAY_EXACT);
	shift_verify(&house);
	house_close(&house);
}

const struct check_test test_charge[] = {
	{ "a party gets the charge of its size and room (L7)",
	  a_party_gets_the_charge_of_its_size_and_room },
	{ "a look at a merge is what it comes to, and writes nothing (L7)",
	  a_look_at_a_merge_is_what_it_comes_to },
	{ "an untaxed charge has no tax", an_untaxed_charge_has_no_tax },
	{ "a charge is waived with reason and permission (S)",
	  a_charge_is_waived_with_reason_and_permission },
	{ "a paid part keeps the charge it was paid with (M5)",
	  a_paid_part_keeps_the_charge_it_was_paid_with },
	{ "a certificate is good on its dates (M6)", a_certificate_has_its_dates },
	{ "an exempt part pays no tax and keeps the proof (M6)",
	  an_exempt_part_pays_no_tax_and_keeps_the_proof },
	{ "a line without its tax is whole all the same (M6)", an_exempt_line_is_a_whole_one },
	{ "what is taken away is taxed so (M4)", what_is_taken_away_is_taxed_so },
	{ 0 }
};
