/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_room.c -- what a bill can hold: at every limit it can still be read, paid,
 * closed and printed.
 */
#include <stdio.h>
#include <string.h>

#include "document/document.h"
#include "service/receipt.h"
#include "service/sale.h"
#include "service/setup.h"
#include "service/shift.h"
#include "service/suites.h"

static void make_item(struct house *house, int64_t code, const char *name, const char *category,
		      const char *tax, int64_t price_minor)
{
	struct setup_item item = { .code = code, .name = name, .search = name,
				   .category = category, .department = category,
				   .tax_class = tax, .price_minor = price_minor,
				   .is_active = true };
	struct act act = app_act(&house->app, house->manager);

	CHECK_OK_FATAL(setup_item(&house->app, &act, &item, NULL));
}

/* Rings items from `first` on until one is refused; returns how many went in. */
static int fill(struct house *house, int64_t bill, int64_t first, int n)
{
	for (int i = 0; i < n; i++) {
		struct act act = house_act(house, bill);
		int64_t line;
		enum err err = bill_add(&house->app, &act, first + i, 1, &line);

		if (err != ERR_OK) {
			CHECK_INT(err, ERR_LIMIT);
			return i;
		}
	}
	return n;
}

static void check_receipt(struct house *house, int64_t paper)
{
	struct document *doc = NULL;
	struct paper_row row;

	CHECK_OK(receipt_load(house->app.db, paper, &row, &doc));
	document_free(doc);
}

static void a_bill_holds_24_columns(void)
{
	struct pay_result result;
	struct house house;
	char name[32];
	int64_t bill;

	shift_open(&house, "room-columns");
	for (int i = 0; i < BILL_COLUMNS_MAX + 2; i++) {
		snprintf(name, sizeof name, "Corner %d", i);
		make_item(&house, 1000 + i, name, name, "VAT 10", 100);
	}
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	CHECK_INT(fill(&house, bill, 1000, BILL_COLUMNS_MAX + 2), BILL_COLUMNS_MAX);
	result = shift_pay(&house, bill, 0, PAY_EXACT);
	CHECK(result.bill_closed);
	CHECK_INT(result.plan.amount_minor, 100 * BILL_COLUMNS_MAX);
	check_receipt(&house, result.paper);
	shift_verify(&house);
	house_close(&house);
}

static void make_tax(struct house *house, int i, char *name, size_t size)
{
	char parts[TAX_PARTS_MAX][32];
	struct setup_tax tax = { .name = name, .n = TAX_PARTS_MAX };
	struct act act = app_act(&house->app, house->manager);

	snprintf(name, size, "Four %d", i);
	for (int p = 0; p < TAX_PARTS_MAX; p++) {
		snprintf(parts[p], sizeof parts[p], "Tax %d-%d", i, p);
		tax.part[p] = (struct tax_part){ 10000 + p, TAX_ON_NET };
		tax.part_names[p] = parts[p];
	}
	CHECK_OK_FATAL(setup_tax(&house->app, &act, &tax, NULL));
}

static void a_bill_holds_what_one_entry_can_post(void)
{
	struct pay_result result;
	struct house house;
	char tax[32], name[32];
	int64_t bill;
	int n;

	shift_open(&house, "room-accounts");
	for (int i = 0; i < 16; i++) {
		make_tax(&house, i, tax, sizeof tax);
		snprintf(name, sizeof name, "Corner %d", i);
		make_item(&house, 1000 + i, name, name, tax, 10000);
	}
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	n = fill(&house, bill, 1000, 16);
	CHECK(n >= 12 && n < 16);
	result = shift_pay(&house, bill, 0, PAY_EXACT);
	CHECK(result.bill_closed);
	check_receipt(&house, result.paper);
	shift_verify(&house);
	house_close(&house);
}

static void a_full_bill_is_still_changed_and_paid(void)
{
	struct house house;
	struct act act;
	int64_t bill, tea, line;

	shift_open(&house, "room-rows");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 22, 2);
	for (int i = 1; i < BILL_ROWS_MAX; i++) {
		act = house_act(&house, bill);
		CHECK_OK_FATAL(bill_note(&house.app, &act, tea, "hot"));
	}
	act = house_act(&house, bill);
	CHECK_INT(bill_add(&house.app, &act, 22, 1, &line), ERR_LIMIT);
	act = house_act(&house, bill);
	CHECK_INT(bill_add_again(&house.app, &act, tea, 1), ERR_LIMIT);
	act = house_act(&house, bill);
	CHECK_INT(bill_note(&house.app, &act, tea, "hot"), ERR_LIMIT);
	act = shift_why(&house, bill, "discount");
	CHECK_INT(bill_discount(&house.app, &act, tea, 10, 0), ERR_LIMIT);
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, tea, 1));
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	shift_pay(&house, bill, 0, PAY_EXACT);
	CHECK(shift_pay(&house, bill, 1, PAY_EXACT).bill_closed);
	house_close(&house);
}

static void a_receipt_holds_a_thousand_long_lines(void)
{
	static struct sale_line lines[BILL_ROWS_MAX];
	struct sale sale = { .source = { "digest", "long", 20000, -1 }, .lines = lines,
			     .n_lines = BILL_ROWS_MAX };
	struct house house;
	struct item item;
	char name[MENU_NAME_SIZE];

	shift_open(&house, "room-long");
	memset(name, '"', sizeof name);
	name[sizeof name - 1] = '\0';
	make_item(&house, 1000, name, "Food", "VAT 10", 999);
	CHECK_OK(store_item_by_code(house.app.db, 1000, house.app.property.business_date, &item));
	for (int i = 0; i < BILL_ROWS_MAX; i++)
		lines[i] = (struct sale_line){ item.id, BILL_QUANTITY_MAX, 999,
					       999 * BILL_QUANTITY_MAX, NULL, 0, NULL, NULL };
	CHECK_OK(sale_ring(&house.app, house.cashier, &sale, NULL));
	check_receipt(&house, shift_number(&house, "SELECT max(id) FROM paper "
						   "WHERE property = $1"));
	house_close(&house);
}

static void the_largest_amounts_are_refused_not_half_taken(void)
{
	struct house house;
	struct act act;
	int64_t bill, line;

	shift_open(&house, "room-large");
	make_item(&house, 1000, "Diamond", "Shop", "VAT 20", BILL_AMOUNT_MAX);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	shift_add(&house, bill, 1000, 1);
	act = house_act(&house, bill);
	CHECK_INT(bill_add(&house.app, &act, 1000, 2, &line), ERR_OVERFLOW);
	act = house_act(&house, bill);
	CHECK_INT(bill_add(&house.app, &act, 51, 1, &line), ERR_OVERFLOW);
	shift_pay(&house, bill, 0, BILL_AMOUNT_MAX);
	CHECK(shift_pay(&house, bill, 0, PAY_EXACT).bill_closed);
	shift_verify(&house);
	house_close(&house);
}

const struct check_test test_room[] = {
	{ "a bill holds 24 columns and no more", a_bill_holds_24_columns },
	{ "a bill holds what one entry can post (L1)", a_bill_holds_what_one_entry_can_post },
	{ "a full bill is still changed and paid (B2)", a_full_bill_is_still_changed_and_paid },
	{ "a receipt holds a thousand long lines (B7)", a_receipt_holds_a_thousand_long_lines },
	{ "the largest amounts are refused, not half taken (M1)",
	  the_largest_amounts_are_refused_not_half_taken },
	{ 0 },
};
