/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_transfer.c -- bills and lines go elsewhere: other tables, persons and bills;
 * bills become one; a closed one is opened again.
 */
#include <stdio.h>

#include "service/bill_split.h"
#include "service/day.h"
#include "service/setup.h"
#include "service/standing.h"
#include "service/suites.h"

static enum err undo(struct house *house, int64_t bill)
{
	struct act act = house_act(house, bill);

	return bill_undo(&house->app, &act);
}

static enum err transfer(struct house *house, int64_t from, int64_t line, int64_t quantity,
			 int64_t to)
{
	struct act act = house_act(house, from);

	return bill_transfer_lines(&house->app, &act, &line, &quantity, 1, to);
}

static void a_line_goes_to_another_bill_with_its_cents(void)
{
	char before[STANDING_TEXT_SIZE], after[STANDING_TEXT_SIZE], other[STANDING_TEXT_SIZE];
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t from, to, line;

	shift_open(&house, "transfer-line");
	from = house_check(&house, 5, (const int64_t[]){ 41, 0 });
	to = house_check(&house, 6, (const int64_t[]){ 21, 0 });
	line = shift_add(&house, from, 32, 3);
	act = shift_why(&house, from, "discount");
	CHECK_OK(bill_discount(&house.app, &act, line, 100, 0));
	act = house_act(&house, from);
	CHECK_OK(bill_note(&house.app, &act, line, "no onion"));
	standing_write(&house, from, before);
	standing_write(&house, to, other);
	CHECK_INT(transfer(&house, from, line, 4, to), ERR_RANGE);
	CHECK_OK(transfer(&house, from, line, 1, to));
	standing_check(&house, from);
	standing_check(&house, to);
	view = shift_look(&house, to);
	CHECK_INT(view.items[1].quantity, 1);
	CHECK_INT(view.items[1].amount_minor, 1767);
	CHECK_INT(view.items[1].discount_minor, 33);
	CHECK_INT(view.items[1].unit_minor, 1800);
	CHECK(view.items[1].note != 0);
	CHECK_INT(view.due_minor, 220 + 1767);
	CHECK_INT(view.rows.lines[1].source, line);
	bill_view_done(&view);
	view = shift_look(&house, from);
	CHECK_INT(view.due_minor, 6000 + 5400 - 100 - 1767);
	bill_view_done(&view);
	CHECK_OK(undo(&house, from));
	standing_write(&house, from, after);
	CHECK_TEXT(after, before);
	standing_write(&house, to, after);
	CHECK_TEXT(after, other);
	CHECK_INT(undo(&house, to), ERR_STATE);
	shift_verify(&house);
	house_close(&house);
}

struct extra {
	int64_t bill, line;
};

/* A choice at 1.50 for each of two pieces, and one piece that the kitchen knows of. */
static enum err extra_in(struct tx *tx, void *arg)
{
	const struct extra *extra = arg;
	struct line_row row, send = { .bill = extra->bill, .kind = LINE_SEND, .of = extra->line,
				      .sent = 1 };
	enum err err = store_line_load(tx->db, extra->line, &row);

	row.kind = LINE_CHOICE;
	row.of = extra->line;
	row.quantity = 0;
	row.price_minor = 150;
	row.amount_minor = 300;
	(void)snprintf(row.name, sizeof row.name, "extra cheese");
	if (err == ERR_OK)
		err = store_line_insert(tx, &row);
	return err == ERR_OK ? store_line_insert(tx, &send) : err;
}

static void choices_and_what_was_sent_go_along(void)
{
	char before[STANDING_TEXT_SIZE], after[STANDING_TEXT_SIZE];
	struct extra extra;
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t to;

	shift_open(&house, "transfer-choice");
	extra.bill = house_check(&house, 5, (const int64_t[]){ 0 });
	to = house_check(&house, 6, (const int64_t[]){ 0 });
	extra.line = shift_add(&house, extra.bill, 32, 2);
	act = house_act(&house, extra.bill);
	CHECK_OK(act_run(house.app.db, &act, "extra", "", extra_in, &extra, NULL));
	standing_write(&house, extra.bill, before);
	CHECK_OK(transfer(&house, extra.bill, extra.line, 1, to));
	view = shift_look(&house, to);
	CHECK_TEXT(view.items[0].choices, "extra cheese");
	CHECK_INT(view.items[0].unit_minor, 1950);
	CHECK_INT(view.items[0].amount_minor, 1950);
	CHECK_INT(view.items[0].sent, 1);
	bill_view_done(&view);
	view = shift_look(&house, extra.bill);
	CHECK_INT(view.items[0].sent, 0);
	CHECK_INT(view.items[0].amount_minor, 1950);
	bill_view_done(&view);
	CHECK_OK(undo(&house, to));
	standing_write(&house, extra.bill, after);
	CHECK_TEXT(after, before);
	shift_verify(&house);
	house_close(&house);
}

/* The rate of wine goes from 20 % to 18 % tomorrow. */
static void a_line_keeps_its_rate_on_its_way(void)
{
	struct setup_tax tax = { .name = "VAT 20", .n = 1, .part = { { 180000, TAX_ON_NET } },
				 .part_names = { "VAT 20" } };
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t from, to, line, again = 0;

	shift_open(&house, "transfer-rate");
	from = house_check(&house, 5, (const int64_t[]){ 0 });
	line = shift_add(&house, from, 41, 1);
	act = app_act(&house.app, house.manager);
	tax.since = house.app.property.business_date + 1;
	CHECK_OK(setup_tax(&house.app, &act, &tax, NULL));
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, tax.since, NULL));
	to = house_check(&house, 6, (const int64_t[]){ 0 });
	CHECK_OK(transfer(&house, from, line, 0, to));
	view = shift_look(&house, to);
	CHECK_INT(view.due_minor, 6000);
	again = view.items[0].line;
	bill_view_done(&view);
	act = house_act(&house, to);
	CHECK_OK(bill_add_again(&house.app, &act, again, 1));
	view = shift_look(&house, to);
	CHECK_INT(view.due_minor, 6000 + 5900);
	CHECK_INT(view.n_items, 2);
	bill_view_done(&view);
	house_close(&house);
}

static void two_bills_become_one_and_two_again(void)
{
	char before[STANDING_TEXT_SIZE], after[STANDING_TEXT_SIZE], other[STANDING_TEXT_SIZE];
	struct house house, second;
	struct act act;
	int64_t from, to, line;

	shift_open(&house, "transfer-merge");
	from = house_check(&house, 5, (const int64_t[]){ 32, 41, 0 });
	to = house_check(&house, 6, (const int64_t[]){ 21, 0 });
	line = shift_add(&house, from, 21, 3);
	act = house_act(&house, from);
	CHECK_OK(bill_move(&house.app, &act, line, 1, 2));
	standing_write(&house, from, before);
	standing_write(&house, to, other);
	act = house_act(&house, to);
	CHECK_INT(bill_merge(&house.app, &act, to), ERR_RANGE);
	shift_join(&second, &house, "transfer-merge", 2);
	act = house_act(&house, from);
	CHECK_OK(bill_release(&house.app, &act));
	act = house_act(&second, from);
	CHECK_OK(bill_take_over(&second.app, &act));
	act = house_act(&house, to);
	CHECK_INT(bill_merge(&house.app, &act, from), ERR_HELD);
	act = house_act(&second, from);
	CHECK_OK(bill_release(&second.app, &act));
	house_close(&second);
	act = house_act(&house, to);
	CHECK_OK(bill_merge(&house.app, &act, from));
	standing_check(&house, to);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM bill_live WHERE property = $1 "
				       "AND state = 'closed'"),
		  1);
	act = house_act(&house, from);
	CHECK_INT(bill_add(&house.app, &act, 21, 1, &line), ERR_CLOSED);
	CHECK_OK(undo(&house, to));
	standing_write(&house, from, after);
	CHECK_TEXT(after, before);
	standing_write(&house, to, after);
	CHECK_TEXT(after, other);
	act = house_act(&house, to);
	CHECK_OK(bill_merge(&house.app, &act, from));
	house_check(&house, 5, (const int64_t[]){ 21, 0 });
	CHECK_INT(undo(&house, to), ERR_EXISTS);
	CHECK(shift_pay(&house, to, 0, PAY_EXACT).bill_closed);
	CHECK_INT(shift_balance(&house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	shift_verify(&house);
	house_close(&house);
}

/* Table 5 with a comp on a line and two discounts on the check comes to table 6. */
static void a_discount_on_the_check_goes_along(void)
{
	char before[STANDING_TEXT_SIZE], after[STANDING_TEXT_SIZE];
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t from, to, line, due, off;

	shift_open(&house, "transfer-discounts");
	from = house_check(&house, 5, (const int64_t[]){ 41, 31, 0 });
	to = house_check(&house, 6, (const int64_t[]){ 21, 0 });
	line = shift_add(&house, from, 32, 3);
	act = shift_why(&house, from, "discount");
	CHECK_OK(bill_discount(&house.app, &act, line, 100, 0));
	act = shift_why(&house, from, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 777, 0));
	act = shift_why(&house, from, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, 100000));
	standing_write(&house, from, before);
	view = shift_look(&house, from);
	due = view.due_minor;
	off = bill_view_discounts(&view);
	bill_view_done(&view);
	act = house_act(&house, to);
	CHECK_OK(bill_merge(&house.app, &act, from));
	standing_check(&house, to);
	view = shift_look(&house, to);
	CHECK_INT(view.due_minor, due + 220);
	CHECK_INT(view.out.discount_minor, 0);
	CHECK_INT(bill_view_discounts(&view), off);
	for (int i = 0; i < view.rows.n_lines; i++)
		if (view.rows.lines[i].kind == LINE_DISCOUNT)
			CHECK_INT(view.rows.lines[i].reason, house_reason(&house, "discount"));
	bill_view_done(&view);
	CHECK_OK(undo(&house, to));
	standing_write(&house, from, after);
	CHECK_TEXT(after, before);
	view = shift_look(&house, from);
	CHECK_INT(view.due_minor, due);
	bill_view_done(&view);
	act = house_act(&house, from);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	shift_pay(&house, from, 0, 100);
	act = house_act(&house, to);
	CHECK_INT(bill_merge(&house.app, &act, from), ERR_FROZEN);
	shift_pay(&house, from, 0, PAY_EXACT);
	act = house_act(&house, to);
	CHECK_INT(bill_merge(&house.app, &act, from), ERR_FROZEN);
	CHECK(shift_pay(&house, from, 1, PAY_EXACT).bill_closed);
	CHECK(shift_pay(&house, to, 0, PAY_EXACT).bill_closed);
	shift_verify(&house);
	house_close(&house);
}

static void a_bill_goes_to_another_table_and_person(void)
{
	char before[STANDING_TEXT_SIZE], after[STANDING_TEXT_SIZE];
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "transfer-table");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	house_check(&house, 6, (const int64_t[]){ 21, 0 });
	standing_write(&house, bill, before);
	act = house_act(&house, bill);
	CHECK_INT(bill_transfer_table(&house.app, &act, 6, ""), ERR_EXISTS);
	CHECK_INT(bill_transfer_table(&house.app, &act, 0, ""), ERR_RANGE);
	CHECK_INT(bill_transfer_table(&house.app, &act, 99, ""), ERR_NOT_FOUND);
	act = house_act(&house, bill);
	CHECK_OK(bill_transfer_table(&house.app, &act, 7, ""));
	act = house_act(&house, bill);
	CHECK_OK(bill_transfer_table(&house.app, &act, 0, "Sara"));
	act = house_act(&house, bill);
	CHECK_INT(bill_transfer_staff(&house.app, &act, house.auditor), ERR_PERMISSION);
	act = house_act(&house, bill);
	CHECK_OK(bill_transfer_staff(&house.app, &act, house.waiter));
	view = shift_look(&house, bill);
	CHECK_INT(view.rows.head.table_number, 0);
	CHECK_INT(view.rows.head.staff, house.waiter);
	CHECK_TEXT(view.rows.head.name, "Sara");
	bill_view_done(&view);
	for (int i = 0; i < 3; i++)
		CHECK_OK(undo(&house, bill));
	standing_write(&house, bill, after);
	CHECK_TEXT(after, before);
	house_close(&house);
}

static void check_place(struct house *house, int64_t bill, int64_t table, const char *name)
{
	struct bill_head head;

	CHECK_OK_FATAL(store_bill_head(house->app.db, bill, &head));
	CHECK_INT(head.table_number, table);
	CHECK_TEXT(head.name, name);
}

static void an_undone_move_brings_the_name_back(void)
{
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "transfer-name");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_transfer_table(&house.app, &act, 0, "Sara"));
	act = house_act(&house, bill);
	CHECK_OK(bill_transfer_table(&house.app, &act, 0, "Omar"));
	act = house_act(&house, bill);
	CHECK_OK(bill_transfer_table(&house.app, &act, 7, ""));
	check_place(&house, bill, 7, "Omar");
	CHECK_OK(undo(&house, bill));
	check_place(&house, bill, 0, "Omar");
	CHECK_OK(undo(&house, bill));
	check_place(&house, bill, 0, "Sara");
	CHECK_OK(undo(&house, bill));
	check_place(&house, bill, 5, "");
	shift_verify(&house);
	house_close(&house);
}

static void a_closed_bill_is_opened_again_with_a_new_part(void)
{
	struct bill_view view;
	struct house house;
	struct act act;
	struct perm_need need = { 0 };
	int64_t bill;

	shift_open(&house, "transfer-reopen");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	act = shift_why(&house, bill, "void");
	CHECK_INT(bill_reopen(&house.app, &act, 5), ERR_STATE);
	CHECK(shift_pay(&house, bill, 0, PAY_EXACT).bill_closed);
	act = house_act(&house, bill);
	act.reason = house_reason(&house, "void");
	act.need = &need;
	CHECK_INT(bill_reopen(&house.app, &act, 5), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_REOPEN);
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_reopen(&house.app, &act, 5));
	view = shift_look(&house, bill);
	CHECK_INT(view.due_minor, 0);
	CHECK_INT(view.n_parts, 2);
	CHECK(view.parts[0].is_closed);
	bill_view_done(&view);
	CHECK_OK(undo(&house, bill));
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_reopen(&house.app, &act, 5));
	act = house_act(&house, bill);
	CHECK_OK(bill_close_empty(&house.app, &act));
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_reopen(&house.app, &act, 6));
	shift_add(&house, bill, 21, 1);
	CHECK_INT(undo(&house, bill), ERR_STATE);
	view = shift_look(&house, bill);
	CHECK_INT(view.due_minor, 220);
	for (int i = 0; i < view.n_parts; i++)
		CHECK_INT(view.parts[i].due_minor, i + 1 == view.n_parts ? 220 : 0);
	CHECK(shift_pay(&house, bill, view.n_parts - 1, PAY_EXACT).bill_closed);
	bill_view_done(&view);
	CHECK_INT(shift_balance(&house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	shift_verify(&house);
	house_close(&house);
}

const struct check_test test_transfer[] = {
	{ "transfer: a line goes to another bill with its cents, and back (M2, B1, B6)",
	  a_line_goes_to_another_bill_with_its_cents },
	{ "transfer: choices and what the kitchen knows of go along (B6)",
	  choices_and_what_was_sent_go_along },
	{ "transfer: a line keeps its rate on its way (M3, M4)", a_line_keeps_its_rate_on_its_way },
	{ "transfer: two bills become one, and two again (B4, B6)",
	  two_bills_become_one_and_two_again },
	{ "transfer: a discount on the check goes along as amounts, and back (M2, M5, B6)",
	  a_discount_on_the_check_goes_along },
	{ "transfer: a bill goes to another table and person, and back (B6)",
	  a_bill_goes_to_another_table_and_person },
	{ "an undone move brings table and name back (B6)", an_undone_move_brings_the_name_back },
	{ "transfer: a closed bill is opened again with a new part (M5)",
	  a_closed_bill_is_opened_again_with_a_new_part },
	{ 0 },
};
