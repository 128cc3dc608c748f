/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_bill.c -- opening, ringing, voiding, discounting, splitting.
 */
#include "service/bill.h"

#include <stdio.h>
#include <string.h>

#include "double/house.h"
#include "service/bill_notes.h"
#include "service/day.h"
#include "service/drawer.h"
#include "service/pay.h"
#include "service/setup.h"
#include "service/shift.h"
#include "service/suites.h"

static void open_house(struct house *house, const char *name)
{
	char url[512];

	snprintf(url, sizeof url, "sqlite:%s/bill-%s.db?twice=1", check_folder(), name);
	house_open(house, url, 1, true);
}

static struct bill_view look(struct house *house, int64_t bill)
{
	struct bill_view view = { 0 };

	CHECK_OK_FATAL(bill_view_load(house->app.db, bill, &view));
	return view;
}

static void a_rung_line_is_on_the_bill_with_its_tax(void)
{
	struct house house;
	struct bill_view view;
	int64_t bill;

	open_house(&house, "rung");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 21, 21, 0 });
	view = look(&house, bill);
	CHECK_INT(view.n_items, 3);
	CHECK_TEXT(view.items[0].name, "Lamb ouzi");
	CHECK_INT(view.out.total_minor, 2240);
	CHECK_INT(view.tax_minor, 204);
	CHECK_INT(view.rows.head.table_number, 5);
	CHECK_INT(view.rows.head.holder, 1);
	bill_view_done(&view);
	house_close(&house);
}

static void a_table_has_one_open_bill(void)
{
	struct house house;
	struct act act;
	int64_t bill, again = 0;

	open_house(&house, "one");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	act = app_act(&house.app, house.cashier);
	CHECK_INT(bill_open(&house.app, &act, 5, "", 2, &again), ERR_EXISTS);
	CHECK_INT(again, bill);
	house_close(&house);
}

static void a_void_names_its_line_and_wants_a_reason(void)
{
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill, line;

	open_house(&house, "void");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_add(&house.app, &act, 31, 3, &line));
	act = app_bill_act(&house.app, house.manager, bill, -1);
	CHECK_INT(bill_void(&house.app, &act, line, 1), ERR_REASON);
	act = house_act(&house, bill);
	act.reason = house_reason(&house, "void");
	CHECK_OK(bill_void(&house.app, &act, line, 1));
	view = look(&house, bill);
	CHECK_INT(view.items[1].quantity, 2);
	CHECK_INT(view.items[1].amount_minor, 1100);
	CHECK_INT(view.rows.n_lines, 3);
	CHECK_INT(view.rows.lines[2].of, line);
	bill_view_done(&view);
	act = house_act(&house, bill);
	act.reason = house_reason(&house, "void");
	CHECK_OK(bill_void(&house.app, &act, line, 0));
	view = look(&house, bill);
	CHECK_INT(view.n_items, 1);
	CHECK_INT(view.due_minor, 220);
	bill_view_done(&view);
	house_close(&house);
}

static void a_void_above_the_limit_needs_another_person(void)
{
	struct perm_need need = { 0 };
	struct house house;
	struct act act;
	int64_t bill, line;

	open_house(&house, "approve");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_add(&house.app, &act, 32, 4, &line));
	act = house_act(&house, bill);
	act.reason = house_reason(&house, "void");
	act.need = &need;
	CHECK_INT(bill_void(&house.app, &act, line, 4), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_VOID);
	CHECK_INT(need.amount_minor, 7200);
	act.approver = house.cashier;
	CHECK_INT(bill_void(&house.app, &act, line, 4), ERR_APPROVAL);
	act.approver = house.waiter;
	CHECK_INT(bill_void(&house.app, &act, line, 4), ERR_APPROVAL);
	act.approver = house.manager;
	CHECK_OK(bill_void(&house.app, &act, line, 4));
	house_close(&house);
}

static void a_check_discount_is_spread_and_taken_back(void)
{
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill;

	open_house(&house, "discount");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 32, 41, 0 });
	act = app_bill_act(&house.app, house.manager, bill, -1);
	act.reason = house_reason(&house, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, 100000));
	view = look(&house, bill);
	CHECK_INT(view.out.discount_minor, 860);
	CHECK_INT(view.out.total_minor, 3240 + 4500 + 900);
	CHECK_INT(view.n_items, 4);
	CHECK(view.items[3].is_discount);
	act = house_act(&house, bill);
	CHECK_OK(bill_undiscount(&house.app, &act, view.items[3].line));
	bill_view_done(&view);
	view = look(&house, bill);
	CHECK_INT(view.out.total_minor, 3600 + 6000);
	bill_view_done(&view);
	house_close(&house);
}

static void each_check_discount_tells_what_it_takes_off(void)
{
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill;

	open_house(&house, "taken");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 21, 0 });
	act = app_bill_act(&house.app, house.manager, bill, -1);
	act.reason = house_reason(&house, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, 100000));
	act = app_bill_act(&house.app, house.manager, bill, -1);
	act.reason = house_reason(&house, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 1000, 0));
	view = look(&house, bill);
	CHECK_INT(view.items[2].taken_minor, 202);
	CHECK_INT(view.items[3].taken_minor, 1000);
	CHECK_INT(view.out.discount_minor, 1202);
	act = app_bill_act(&house.app, house.manager, bill, -1);
	act.reason = house_reason(&house, "void");
	CHECK_OK(bill_void(&house.app, &act, view.items[0].line, 0));
	bill_view_done(&view);
	view = look(&house, bill);
	CHECK_INT(view.items[1].taken_minor, 22);
	CHECK_INT(view.items[2].taken_minor, 198);
	CHECK_INT(view.due_minor, 0);
	bill_view_done(&view);
	house_close(&house);
}

static void a_split_in_three_adds_up_in_every_column(void)
{
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill, total = 0, tax = 0;

	open_house(&house, "split");
	bill = house_check(&house, 5, (const int64_t[]){ 31, 21, 41, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 3));
	view = look(&house, bill);
	CHECK_INT(view.n_parts, 3);
	for (int i = 0; i < 3; i++) {
		total += view.parts[i].total_minor;
		tax += view.parts[i].tax_minor;
	}
	CHECK_INT(total, 6770);
	CHECK_INT(tax, 70 + 1000);
	CHECK_INT(view.parts[0].total_minor, 2257);
	CHECK_INT(view.parts[2].total_minor, 2256);
	bill_view_done(&view);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_amount(&house.app, &act, 500));
	view = look(&house, bill);
	CHECK_INT(view.n_parts, 4);
	CHECK_INT(view.parts[3].total_minor, 500);
	bill_view_done(&view);
	house_close(&house);
}

static void a_stale_view_is_told_that_the_bill_changed(void)
{
	struct house house;
	struct act act;
	int64_t bill, line;

	open_house(&house, "stale");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	act = house_act(&house, bill);
	act.version = 1;
	CHECK_INT(bill_add(&house.app, &act, 21, 1, &line), ERR_CHANGED);
	act.version = 2;
	CHECK_OK(bill_add(&house.app, &act, 21, 1, &line));
	house_close(&house);
}

static void two_stations_take_turns_on_a_bill(void)
{
	struct house first, second;
	struct act act;
	char url[512];
	int64_t bill, line;

	open_house(&first, "turns");
	snprintf(url, sizeof url, "sqlite:%s/bill-turns.db", check_folder());
	house_join(&second, url, 2, &first.keys);
	bill = house_check(&first, 5, (const int64_t[]){ 21, 0 });
	act = house_act(&second, bill);
	CHECK_INT(bill_add(&second.app, &act, 21, 1, &line), ERR_HELD);
	act = house_act(&second, bill);
	CHECK_OK(bill_take_over(&second.app, &act));
	act = house_act(&second, bill);
	CHECK_OK(bill_add(&second.app, &act, 21, 1, &line));
	act = house_act(&first, bill);
	CHECK_INT(bill_add(&first.app, &act, 21, 1, &line), ERR_HELD);
	act = house_act(&second, bill);
	CHECK_OK(bill_release(&second.app, &act));
	act = house_act(&first, bill);
	CHECK_OK(bill_add(&first.app, &act, 21, 1, &line));
	house_close(&second);
	house_close(&first);
}

static void a_card_number_is_no_note(void)
{
	struct house house;
	struct act act;
	int64_t bill;

	open_house(&house, "card");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	act = house_act(&house, bill);
	CHECK_INT(bill_note(&house.app, &act, 0, "4242 4242 4242 4242"), ERR_CARD_NUMBER);
	CHECK_OK(bill_note(&house.app, &act, 0, "window seat"));
	house_close(&house);
}

static void only_an_empty_bill_closes_without_paying(void)
{
	struct house house;
	struct act act;
	int64_t bill;

	open_house(&house, "empty");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	act = house_act(&house, bill);
	CHECK_INT(bill_close_empty(&house.app, &act), ERR_STATE);
	bill = house_check(&house, 6, (const int64_t[]){ 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_close_empty(&house.app, &act));
	act = house_act(&house, bill);
	CHECK_INT(bill_close_empty(&house.app, &act), ERR_CLOSED);
	house_close(&house);
}

static void one_more_after_a_new_rate_is_taxed_by_it(void)
{
	struct setup_tax tax = { .name = "VAT 20", .n = 1, .part = { { 180000, TAX_ON_NET } },
				 .part_names = { "VAT 20" } };
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill, wine;

	shift_open(&house, "newrate");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	wine = shift_add(&house, bill, 41, 1);
	tax.since = house.app.property.business_date + 1;
	act = app_act(&house.app, house.manager);
	CHECK_OK(setup_tax(&house.app, &act, &tax, NULL));
	act = house_act(&house, bill);
	CHECK_OK(bill_add_again(&house.app, &act, wine, 1));
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, tax.since, NULL));
	act = house_act(&house, bill);
	CHECK_OK(bill_add_again(&house.app, &act, wine, 1));
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, wine, 1));
	view = shift_look(&house, bill);
	CHECK_INT(view.n_items, 2);
	CHECK_INT(view.items[0].quantity, 1);
	CHECK_INT(view.out.total_minor, 6000 + 5900);
	CHECK_INT(view.tax_minor, 1000 + 900);
	bill_view_done(&view);
	CHECK(shift_pay(&house, bill, 0, PAY_EXACT).bill_closed);
	shift_verify(&house);
	house_close(&house);
}

static void a_note_stands_on_a_line_of_its_bill(void)
{
	struct house house;
	struct act act;
	int64_t bill, other, tea;

	shift_open(&house, "notes");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	other = house_check(&house, 6, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 22, 1);
	act = house_act(&house, other);
	CHECK_INT(bill_note(&house.app, &act, tea, "hot"), ERR_NOT_FOUND);
	act = house_act(&house, bill);
	CHECK_OK(bill_note(&house.app, &act, tea, "hot"));
	act = house_act(&house, bill);
	CHECK_INT(bill_note(&house.app, &act, tea + 77, "hot"), ERR_NOT_FOUND);
	house_close(&house);
}

static struct bill_notes notes_of(struct house *house, int64_t bill, int64_t line)
{
	struct bill_notes notes;

	CHECK_OK_FATAL(bill_notes_load(house->app.db, bill, line, &notes));
	return notes;
}

static enum err add_note(struct house *house, int64_t bill, int64_t line, const char *text)
{
	struct act act = house_act(house, bill);

	return bill_note_add(&house->app, &act, line, text);
}

static void a_further_note_takes_nothing_away(void)
{
	static const char lines[] = "SELECT count(*) FROM line WHERE property = $1";
	struct house house;
	struct bill_notes notes;
	struct act act;
	int64_t bill, tea, before;

	shift_open(&house, "more-notes");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 22, 1);
	CHECK_OK(add_note(&house, bill, tea, "! nuts"));
	CHECK_OK(add_note(&house, bill, tea, "hot"));
	CHECK_OK(add_note(&house, bill, tea, "!sesame"));
	CHECK_OK(add_note(&house, bill, tea, "two spoons"));
	notes = notes_of(&house, bill, tea);
	CHECK_TEXT(notes.note, "hot, two spoons");
	CHECK_TEXT(notes.allergies, "nuts, sesame");
	CHECK_TEXT(notes_of(&house, bill, 0).note, "");
	CHECK_INT(add_note(&house, bill, tea,
			   "one of those notes that go on and on, from the door to the table and "
			   "from the table to the kitchen, to say hot"), ERR_LIMIT);
	before = shift_number(&house, lines);
	act = house_act(&house, bill);
	CHECK_OK(bill_notes_set(&house.app, &act, tea, &notes));
	CHECK_INT(shift_number(&house, lines), before);
	notes.note[0] = '\0';
	act = house_act(&house, bill);
	CHECK_OK(bill_notes_set(&house.app, &act, tea, &notes));
	CHECK_TEXT(notes_of(&house, bill, tea).note, "");
	CHECK_TEXT(notes_of(&house, bill, tea).allergies, "nuts, sesame");
	act = house_act(&house, bill);
	CHECK_OK(bill_notes_set(&house.app, &act, tea, &(struct bill_notes){ .note = "cold" }));
	CHECK_TEXT(notes_of(&house, bill, tea).note, "cold");
	CHECK_TEXT(notes_of(&house, bill, tea).allergies, "");
	shift_verify(&house);
	house_close(&house);
}

/* Ids of a lower station sort first, whenever they were made. */
static void rows_count_in_the_order_they_were_written(void)
{
	struct house first, third;
	struct bill_view view;
	struct act act;
	int64_t bill, tea;

	shift_open(&first, "order");
	shift_join(&third, &first, "order", 3);
	bill = house_check(&third, 5, (const int64_t[]){ 0 });
	act = house_act(&first, bill);
	CHECK_OK(bill_take_over(&first.app, &act));
	act = house_act(&first, bill);
	CHECK_OK(bill_split_evenly(&first.app, &act, 2));
	act = house_act(&third, bill);
	CHECK_OK(bill_take_over(&third.app, &act));
	tea = shift_add(&third, bill, 22, 3);
	act = house_act(&third, bill);
	CHECK_OK(bill_split_evenly(&third.app, &act, 3));
	act = house_act(&third, bill);
	CHECK_OK(bill_note(&third.app, &act, tea, "hot"));
	act = house_act(&first, bill);
	CHECK_OK(bill_take_over(&first.app, &act));
	act = shift_why(&first, bill, "void");
	CHECK_OK(bill_void(&first.app, &act, tea, 1));
	act = house_act(&first, bill);
	CHECK_OK(bill_note(&first.app, &act, tea, "cold"));
	act = house_act(&first, bill);
	CHECK_OK(bill_split_evenly(&first.app, &act, 2));
	view = shift_look(&first, bill);
	CHECK_INT(view.n_parts, 2);
	CHECK_INT(view.items[0].quantity, 2);
	CHECK_INT(view.items[0].note, view.rows.lines[3].note);
	CHECK_INT(view.rows.lines[0].kind, LINE_ITEM);
	CHECK_INT(view.due_minor, 500);
	bill_view_done(&view);
	house_close(&third);
	house_close(&first);
}

/* A second till that splits and pays the bill while the first one reads it. */
struct meddler {
	struct house *house;
	int64_t bill;
	bool is_done;
};

static void meddle(void *arg, const char *sql, int n, const struct db_value *values)
{
	struct meddler *meddler = arg;
	struct act act;

	(void)n;
	(void)values;
	if (meddler->is_done || strstr(sql, "FROM part_term") == NULL)
		return;
	meddler->is_done = true;
	act = house_act(meddler->house, meddler->bill);
	CHECK_OK(bill_split_evenly(&meddler->house->app, &act, 3));
	shift_pay(meddler->house, meddler->bill, 2, PAY_EXACT);
}

static void a_bill_is_read_as_of_one_moment(void)
{
	struct house first, second;
	struct meddler meddler = { .house = &second };
	struct bill_view view;
	struct act act;

	shift_open(&first, "moment");
	shift_join(&second, &first, "moment", 2);
	act = app_act(&second.app, second.cashier);
	CHECK_OK(drawer_open(&second.app, &act, 0, NULL));
	meddler.bill = house_check(&second, 5, (const int64_t[]){ 32, 0 });
	db_set_trace(first.app.db, meddle, &meddler);
	CHECK_OK_FATAL(bill_view_load(first.app.db, meddler.bill, &view));
	db_set_trace(first.app.db, NULL, NULL);
	CHECK(meddler.is_done);
	CHECK_INT(view.n_parts, 1);
	CHECK_INT(view.due_minor, 1800);
	bill_view_done(&view);
	view = shift_look(&first, meddler.bill);
	CHECK_INT(view.n_parts, 3);
	CHECK_INT(view.due_minor, 1200);
	bill_view_done(&view);
	house_close(&second);
	house_close(&first);
}

const struct check_test test_bill[] = {
	{ "a rung line is on the bill with its tax (M3)", a_rung_line_is_on_the_bill_with_its_tax },
	{ "a table has one open bill (B)", a_table_has_one_open_bill },
	{ "a void names its line and wants a reason (B1)",
	  a_void_names_its_line_and_wants_a_reason },
	{ "a void above the limit needs another person (S)",
	  a_void_above_the_limit_needs_another_person },
	{ "a check discount is spread and taken back (M3)",
	  a_check_discount_is_spread_and_taken_back },
	{ "each check discount tells what it takes off (M3)",
	  each_check_discount_tells_what_it_takes_off },
	{ "a split in three adds up in every column (M2)",
	  a_split_in_three_adds_up_in_every_column },
	{ "a stale view is told that the bill changed (B4)",
	  a_stale_view_is_told_that_the_bill_changed },
	{ "two stations take turns on a bill (B4)", two_stations_take_turns_on_a_bill },
	{ "one more after a new rate is taxed by it (M4)",
	  one_more_after_a_new_rate_is_taxed_by_it },
	{ "a note stands on a line of its bill (B1)", a_note_stands_on_a_line_of_its_bill },
	{ "a further note takes nothing away, and can be taken back (B1)",
	  a_further_note_takes_nothing_away },
	{ "rows count in the order they were written (B1, B4)",
	  rows_count_in_the_order_they_were_written },
	{ "a bill is read as of one moment (B4)", a_bill_is_read_as_of_one_moment },
	{ "a card number is no note (P1)", a_card_number_is_no_note },
	{ "only an empty bill closes without paying (B2)",
	  only_an_empty_bill_closes_without_paying },
	{ NULL, NULL },
};
