/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_guest_check.c -- the guest check, and what a receipt says of prices.
 */
#include "service/guest_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "document/text.h"
#include "service/bill_price.h"
#include "service/receipt.h"
#include "service/setup_price.h"
#include "service/shift.h"
#include "service/suites.h"
#include "store/verify.h"

static char *text_of(struct house *house, int64_t paper)
{
	struct document *doc = NULL;
	struct paper_row row;
	struct str text = { 0 };
	char *copy;

	CHECK_OK_FATAL(receipt_load(house->app.db, paper, &row, &doc));
	document_render_text(doc, 48, NULL, &text);
	document_free(doc);
	copy = str_dup(str_text(&text));
	str_done(&text);
	return copy;
}

static void says(struct house *house, int64_t paper, const char *words)
{
	char *text = text_of(house, paper);

	if (strstr(text, words) == NULL)
		fprintf(stderr, "%s\n", text);
	CHECK(strstr(text, words) != NULL);
	free(text);
}

static int64_t print_check(struct house *house, int64_t bill, int64_t part)
{
	struct act act = house_act(house, bill);
	int64_t paper = 0;

	CHECK_OK_FATAL(guest_check_issue(&house->app, &act, part, false, &paper));
	return paper;
}

static void a_guest_check_is_no_receipt_and_marks_the_bill(void)
{
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill, line, paper;

	shift_open(&house, "check-print");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 21, 0 });
	paper = print_check(&house, bill, 0);
	says(&house, paper, "NOT A RECEIPT");
	says(&house, paper, "This is not a receipt.");
	says(&house, paper, "Signature");
	says(&house, paper, "Room");
	says(&house, paper, "20.20");
	view = shift_look(&house, bill);
	CHECK_INT(view.rows.head.state, BILL_BILLED);
	CHECK_INT(view.guest_checks, 1);
	CHECK(!view.is_changed);
	line = view.items[0].line;
	bill_view_done(&view);
	act = house_act(&house, bill);
	CHECK_INT(bill_void(&house.app, &act, line, 1), ERR_REASON);
	line = shift_add(&house, bill, 31, 1);
	view = shift_look(&house, bill);
	CHECK(view.is_changed);
	bill_view_done(&view);
	act = house_act(&house, bill);
	CHECK_OK(bill_void(&house.app, &act, line, 1));
	view = shift_look(&house, bill);
	CHECK_INT(view.out.total_minor, 2020);
	CHECK(view.is_changed);
	bill_view_done(&view);
	paper = print_check(&house, bill, 0);
	says(&house, paper, "Changed since check 1-000001, which it replaces");
	view = shift_look(&house, bill);
	CHECK(!view.is_changed);
	CHECK_INT(view.guest_checks, 2);
	bill_view_done(&view);
	paper = print_check(&house, bill, 0);
	says(&house, paper, "Printed again, as check 1-000002");
	CHECK_INT(shift_number(&house, "SELECT max(number) FROM paper WHERE property = $1 "
				       "AND series = 'check'"), 3);
	shift_pay(&house, bill, 0, PAY_EXACT);
	act = house_act(&house, bill);
	CHECK_INT(guest_check_issue(&house.app, &act, 0, false, &paper), ERR_CLOSED);
	shift_verify(&house);
	house_close(&house);
}

static void each_part_can_have_its_own(void)
{
	struct house house;
	struct act act;
	int64_t bill, paper;

	shift_open(&house, "check-parts");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 32, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 3));
	paper = print_check(&house, bill, shift_part(&house, bill, 1));
	says(&house, paper, "Part 2 of 3");
	says(&house, paper, "12.00");
	paper = print_check(&house, bill, 0);
	says(&house, paper, "Part 3 of 3");
	act = house_act(&house, bill);
	CHECK_INT(guest_check_issue(&house.app, &act, 999, false, &paper), ERR_NOT_FOUND);
	shift_pay(&house, bill, 0, PAY_EXACT);
	paper = print_check(&house, bill, 0);
	says(&house, paper, "Paid already");
	says(&house, paper, "24.00");
	shift_verify(&house);
	house_close(&house);
}

static void nothing_on_it_is_no_check(void)
{
	struct house house;
	struct act act;
	int64_t bill = 0, paper = 0;

	shift_open(&house, "check-empty");
	act = app_act(&house.app, house.cashier);
	CHECK_OK(bill_open(&house.app, &act, 5, "", 2, &bill));
	act = house_act(&house, bill);
	CHECK_INT(guest_check_issue(&house.app, &act, 0, false, &paper), ERR_STATE);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM paper WHERE property = $1"), 0);
	shift_add(&house, bill, 21, 1);
	str_copy(house.app.property.kind, sizeof house.app.property.kind, "training");
	says(&house, print_check(&house, bill, 0), "TRAINING - NOT VALID");
	house_close(&house);
}

static int64_t noted(struct house *house, const char *kind)
{
	int64_t minor = 0;

	CHECK_OK(db_one_int(house->app.db, &minor,
			    "SELECT coalesce(sum(amount_minor), 0) FROM price_change "
			    "WHERE property = $1 AND kind = $2",
			    V(db_property(house->app.db)), V(kind)));
	return minor;
}

static void a_receipt_names_what_changed_the_price(void)
{
	struct setup_discount meal = { .no = 1, .name = "Staff meal", .kind = DISCOUNT_STAFF_MEAL,
				       .scope = DISCOUNT_OF_LINE, .category = "",
				       .rate_ppm = 500000, .amount_minor = -1,
				       .target_minor = -1, .reason = "Staff meal",
				       .is_active = true };
	struct setup_service service = { .name = "Service", .room = "", .rate_ppm = 125000,
					 .tax_class = "VAT 10", .department = "Service charge",
					 .is_active = true };
	struct tax_account tax;
	struct pay_result paid;
	struct house house;
	struct act act;
	struct bill_exemption exemption = { .certificate = "D-17" };
	int64_t bill, line, rule = 0;
	int n = 0;

	shift_open(&house, "check-receipt");
	act = app_act(&house.app, house.manager);
	CHECK_OK_FATAL(setup_discount(&house.app, &act, &meal, &rule));
	act = app_act(&house.app, house.manager);
	CHECK_OK_FATAL(setup_service(&house.app, &act, &service, NULL));
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	line = shift_add(&house, bill, 32, 1);
	act = app_bill_act(&house.app, house.manager, bill, -1);
	CHECK_OK(bill_discount_rule(&house.app, &act, line, rule));
	CHECK_OK_FATAL(store_tax_account_list(house.app.db, &tax, 1, &n));
	act = app_bill_act(&house.app, house.manager, bill, -1);
	exemption.account = tax.account;
	CHECK_OK(bill_exempt(&house.app, &act, &exemption, true));
	paid = shift_pay(&house, bill, 0, PAY_EXACT);
	says(&house, paid.paper, "Staff meal");
	says(&house, paid.paper, "Service 12.5 %");
	says(&house, paid.paper, "Certificate D-17");
	says(&house, paid.paper, "Exempt from VAT");
	says(&house, paid.paper, "Journal ");
	CHECK_OK(db_one_int(house.app.db, &line,
			    "SELECT count(*) FROM paper WHERE property = $1 AND id = $2 "
			    "AND model <> replace(model, 'D-17', '')",
			    V(db_property(house.app.db)), V(paid.paper)));
	CHECK_INT(line, 0);
	CHECK_INT(noted(&house, "staff-meal"), 900);
	CHECK_INT(noted(&house, "service"), 140);
	CHECK_INT(noted(&house, "exempt"), 115);
	CHECK_INT(noted(&house, "discount"), 0);
	shift_verify(&house);
	house_close(&house);
}

static enum err forge_in(struct tx *tx, void *arg)
{
	struct paper_row row = { .series = "check", .number = 1 };

	(void)arg;
	return store_paper_insert(tx, &row, "{\"blocks\":[{\"text\":\"Journal 1234-5678\"}]}");
}

static void digits_of_another_journal_are_found(void)
{
	struct verify_result result = { 0 };
	struct house house;
	struct act act;

	shift_open(&house, "check-forged");
	shift_verify(&house);
	act = app_act(&house.app, house.manager);
	CHECK_OK(act_run(house.app.db, &act, "guest-check", "", forge_in, NULL, NULL));
	CHECK_INT(verify_run(house.app.db, NULL, NULL, &result), ERR_CORRUPT);
	CHECK(strstr(result.first, "its check digits are not the journal's") != NULL);
	house_close(&house);
}

const struct check_test test_guest_check[] = {
	{ "a guest check is no receipt and marks the bill (B7)",
	  a_guest_check_is_no_receipt_and_marks_the_bill },
	{ "each part can have its own (B7)", each_part_can_have_its_own },
	{ "nothing on it is no check; in training it says so", nothing_on_it_is_no_check },
	{ "check digits of another journal are found (B7)", digits_of_another_journal_are_found },
	{ "a receipt names what changed the price (M6)", a_receipt_names_what_changed_the_price },
	{ 0 }
};
