/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_repeat.c -- the same key again: with the same content the first result and
 * nothing more, with other content an error (L3); and no words in what is kept of it (L5).
 */
#include <string.h>

#include "service/day.h"
#include "service/drawer.h"
#include "service/setup.h"
#include "service/shift.h"
#include "service/staff.h"
#include "service/suites.h"

static int64_t acts(struct house *house)
{
	return shift_number(house, "SELECT count(*) FROM act WHERE property = $1");
}

/* Wants the second try to be refused, and nothing more in the books. */
static void reused(struct house *house, int64_t before, enum err err)
{
	CHECK_INT(err, ERR_KEY_REUSED);
	CHECK_INT(acts(house), before);
}

static void changes_of_a_bill_differ_by_every_argument(void)
{
	struct house house;
	struct app *app = &house.app;
	struct act act, other;
	int64_t bill, second, tea, soup, line = 0, n;

	shift_open(&house, "repeat-bill");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	second = house_check(&house, 6, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 22, 4);
	act = other = house_act(&house, bill);
	other.bill = second;
	CHECK_OK(bill_add(app, &act, 31, 2, &soup));
	n = acts(&house);
	CHECK_OK(bill_add(app, &act, 31, 2, &line));
	CHECK_INT(line, soup);
	reused(&house, n, bill_add(app, &act, 31, 3, &line));
	reused(&house, n, bill_add(app, &act, 32, 2, &line));
	reused(&house, n, bill_add(app, &other, 31, 2, &line));
	reused(&house, n, bill_add_again(app, &act, soup, 2));
	act = other = house_act(&house, bill);
	other.bill = second;
	CHECK_OK(bill_add_again(app, &act, tea, 1));
	CHECK_OK(bill_add_again(app, &act, tea, 1));
	CHECK_INT(acts(&house), n + 1);
	reused(&house, n + 1, bill_add_again(app, &other, tea, 1));
	act = other = house_act(&house, bill);
	other.bill = second;
	CHECK_OK(bill_note(app, &act, 0, "window"));
	CHECK_OK(bill_note(app, &act, 0, "window"));
	CHECK_INT(acts(&house), n + 2);
	reused(&house, n + 2, bill_note(app, &other, 0, "window"));
	reused(&house, n + 2, bill_note(app, &act, tea, "window"));
	house_close(&house);
}

static void reasons_and_people_are_part_of_an_act(void)
{
	struct house house;
	struct app *app = &house.app;
	struct act act, other;
	int64_t bill, tea, n;

	shift_open(&house, "repeat-why");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 22, 4);
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(app, &act, tea, 1));
	n = acts(&house);
	CHECK_OK(bill_void(app, &act, tea, 1));
	CHECK_INT(acts(&house), n);
	other = act;
	other.reason++;
	reused(&house, n, bill_void(app, &other, tea, 1));
	other = act;
	other.note = 7;
	reused(&house, n, bill_void(app, &other, tea, 1));
	other = act;
	other.staff = house.cashier;
	reused(&house, n, bill_void(app, &other, tea, 1));
	house_close(&house);
}

static void a_repeated_end_tells_what_the_first_did(void)
{
	struct pay_result first = { 0 }, again = { 0 };
	struct house house;
	struct act part, last, act;
	int64_t bill, cash;

	shift_open(&house, "repeat-end");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	cash = house_tender(&house, "cash");
	part = house_act(&house, bill);
	CHECK_OK(pay_tender(&house.app, &part, shift_part(&house, bill, 0), cash, 1000, &first));
	last = house_act(&house, bill);
	CHECK_OK(pay_tender(&house.app, &last, shift_part(&house, bill, 0), cash, 1000, &first));
	CHECK_OK(pay_tender(&house.app, &part, shift_part(&house, bill, 0), cash, 1000, &again));
	CHECK(!again.part_closed && !again.bill_closed && !again.plan.covers);
	CHECK_INT(again.paper, 0);
	CHECK_OK(pay_tender(&house.app, &last, shift_part(&house, bill, 0), cash, 1000, &again));
	CHECK(again.part_closed && again.bill_closed && again.plan.covers);
	CHECK_INT(again.paper, first.paper);
	CHECK_INT(again.plan.value_minor, first.plan.value_minor);
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	act = shift_why(&house, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, MONEY_PPM));
	act = house_act(&house, bill);
	CHECK_OK(pay_nothing(&house.app, &act, shift_part(&house, bill, 0), &first));
	CHECK_OK(pay_nothing(&house.app, &act, shift_part(&house, bill, 0), &again));
	CHECK(again.part_closed && again.bill_closed);
	CHECK_INT(again.paper, first.paper);
	house_close(&house);
}

static void a_repeated_count_tells_what_the_first_did(void)
{
	const struct drawer_piece pieces[] = { { "EUR", 5000, 2 }, { "USD", 500, 1 } };
	struct drawer_result first = { 0 }, again = { 0 };
	struct house house;
	struct act act, roll;
	int32_t date;

	shift_open(&house, "repeat-count");
	act = app_act(&house.app, house.cashier);
	CHECK_OK(drawer_close(&house.app, &act, pieces, 2, &first));
	CHECK_OK(drawer_close(&house.app, &act, pieces, 2, &again));
	CHECK_INT(again.n, 2);
	CHECK_TEXT(again.unit[1].unit, first.unit[1].unit);
	CHECK_INT(again.unit[1].counted_minor, 500);
	CHECK_INT(drawer_close(&house.app, &act, pieces, 1, &again), ERR_KEY_REUSED);
	date = house.app.property.business_date;
	roll = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &roll, date + 1, NULL));
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, date + 2, NULL));
	CHECK_OK(day_roll(&house.app, &roll, date + 1, NULL));
	CHECK_INT(house.app.property.business_date, date + 2);
	house_close(&house);
}

static void the_setup_of_a_house_differs_by_every_argument(void)
{
	struct setup_item item = { .name = "Kebab", .search = "kebab", .category = "Food",
				   .department = "Food", .tax_class = "VAT 10",
				   .price_minor = 900, .is_active = true };
	struct setup_tax tax = { .name = "Two", .n = 2, .part = { { 100000, TAX_ON_NET },
				 { 50000, TAX_ON_PREVIOUS } }, .part_names = { "A", "B" } };
	struct house house;
	struct act act;
	int64_t id, n;

	shift_open(&house, "repeat-setup");
	act = app_act(&house.app, house.manager);
	CHECK_OK(setup_item(&house.app, &act, &item, &id));
	n = acts(&house);
	item.tax_class = "VAT 20";
	reused(&house, n, setup_item(&house.app, &act, &item, &id));
	item.tax_class = "VAT 10";
	item.department = "Kitchen";
	reused(&house, n, setup_item(&house.app, &act, &item, &id));
	act = app_act(&house.app, house.manager);
	CHECK_OK(setup_tax(&house.app, &act, &tax, &id));
	tax.part[1].base = TAX_ON_PREVIOUS_ROUNDED;
	reused(&house, n + 1, setup_tax(&house.app, &act, &tax, &id));
	tax.part[1].base = TAX_ON_PREVIOUS;
	tax.part_names[1] = "C";
	reused(&house, n + 1, setup_tax(&house.app, &act, &tax, &id));
	house_close(&house);
}

static void no_words_are_kept_in_an_act(void)
{
	static const char named[] = "SELECT count(*) FROM act WHERE property = $1 AND "
				    "(content <> replace(content, 'Miriam', '') "
				    "OR content <> replace(content, 'Terrace', ''))";
	struct house house;
	struct act act;
	int64_t tab;

	shift_open(&house, "repeat-words");
	act = app_act(&house.app, house.cashier);
	CHECK_OK(bill_open(&house.app, &act, 0, "Miriam", 2, &tab));
	act = house_act(&house, tab);
	CHECK_OK(bill_set(&house.app, &act, 3, "Miriam B"));
	act = house_act(&house, tab);
	CHECK_OK(bill_note(&house.app, &act, 0, "Miriam pays"));
	act = app_act(&house.app, house.manager);
	CHECK_OK(setup_table(&house.app, &act, &(struct setup_table){ .number = 70,
		.room = "Terrace of Miriam", .seats = 4, .is_active = true }));
	CHECK_INT(shift_number(&house, named), 0);
	house_close(&house);
}

const struct check_test test_repeat[] = {
	{ "changes of a bill differ by every argument (L3)",
	  changes_of_a_bill_differ_by_every_argument },
	{ "reasons and people are part of an act (L3)", reasons_and_people_are_part_of_an_act },
	{ "a repeated end tells what the first did (L3)", a_repeated_end_tells_what_the_first_did },
	{ "a repeated count tells what the first did (L3)",
	  a_repeated_count_tells_what_the_first_did },
	{ "the setup of a house differs by every argument (L3)",
	  the_setup_of_a_house_differs_by_every_argument },
	{ "no words are kept in an act (L5)", no_words_are_kept_in_an_act },
	{ 0 },
};
