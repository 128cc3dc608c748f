/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_setup.c -- what may stand in the menu, the floor and the staff list.
 */
#include <string.h>

#include "service/note.h"
#include "service/setup.h"
#include "service/shift.h"
#include "service/staff.h"
#include "service/suites.h"

static const char card[] = "4242 4242 4242 4242", latin[] = "Caf\xe9";

static enum err put_table(struct house *house, const struct act *act, const char *room,
			  bool is_active)
{
	struct setup_table table = { .number = 5, .room = room, .seats = 2,
				     .plan_row = -1, .is_active = is_active };

	return setup_table(&house->app, act, &table);
}

static enum err put_item(struct house *house, struct setup_item item)
{
	struct act act = app_act(&house->app, house->manager);

	item.search = "x";
	item.is_active = true;
	return setup_item(&house->app, &act, &item, NULL);
}

static enum err put_staff(struct house *house, struct staff_new person)
{
	struct act act = app_act(&house->app, house->manager);

	return staff_put(&house->app, &act, &person, NULL);
}

static void items_are_named_in_utf8_and_not_by_cards(void)
{
	const struct setup_item good = { .code = 900, .name = "Kebab", .category = "Grill",
					 .department = "Food", .tax_class = "VAT 10",
					 .price_minor = 900 };
	struct setup_item item = good;
	struct house house;
	char name[MENU_NAME_SIZE + 1];

	shift_open(&house, "setup-items");
	CHECK_OK(put_item(&house, good));
	memset(name, 'n', MENU_NAME_SIZE);
	name[MENU_NAME_SIZE] = '\0';
	item.name = name;
	CHECK_INT(put_item(&house, item), ERR_RANGE);
	item.name = latin;
	CHECK_INT(put_item(&house, item), ERR_RANGE);
	item = good;
	item.category = card;
	CHECK_INT(put_item(&house, item), ERR_CARD_NUMBER);
	item = good;
	item.department = "";
	CHECK_INT(put_item(&house, item), ERR_RANGE);
	item = good;
	item.price_minor = SETUP_PRICE_MAX + 1;
	CHECK_INT(put_item(&house, item), ERR_RANGE);
	item = good;
	item.tax_class = "VAT 99";
	CHECK_INT(put_item(&house, item), ERR_NOT_FOUND);
	item = good;
	item.code = MENU_CODE_MAX;
	CHECK_OK(put_item(&house, item));
	item.code = 0;
	CHECK_INT(put_item(&house, item), ERR_LIMIT);
	house_close(&house);
}

static void taxes_have_names_and_rates(void)
{
	struct setup_tax tax = { .name = "City", .n = 1, .part = { { 100000, TAX_ON_NET } },
				 .part_names = { card } };
	struct house house;
	struct act act;

	shift_open(&house, "setup-taxes");
	act = app_act(&house.app, house.manager);
	CHECK_INT(setup_tax(&house.app, &act, &tax, NULL), ERR_CARD_NUMBER);
	tax.part_names[0] = "City";
	tax.part[0].rate_ppm = 10 * MONEY_PPM + 1;
	CHECK_INT(setup_tax(&house.app, &act, &tax, NULL), ERR_RANGE);
	tax.part[0].rate_ppm = -1;
	CHECK_INT(setup_tax(&house.app, &act, &tax, NULL), ERR_RANGE);
	tax.part[0] = (struct tax_part){ 100000, (enum tax_base)3 };
	CHECK_INT(setup_tax(&house.app, &act, &tax, NULL), ERR_RANGE);
	tax.part[0].base = TAX_ON_NET;
	CHECK_OK(setup_tax(&house.app, &act, &tax, NULL));
	house_close(&house);
}

static void words_about_bills_are_bounded(void)
{
	struct house house;
	struct app *app = &house.app;
	struct act act;
	char text[NOTE_TEXT_SIZE + 1];
	int64_t tab, id;

	shift_open(&house, "setup-words");
	memset(text, 't', NOTE_TEXT_SIZE);
	text[NOTE_TEXT_SIZE] = '\0';
	act = app_act(app, house.cashier);
	CHECK_INT(note_keep(app, &act, text, &id), ERR_RANGE);
	CHECK_INT(note_keep(app, &act, card, &id), ERR_CARD_NUMBER);
	CHECK_INT(bill_open(app, &act, 0, "", 1, &tab), ERR_RANGE);
	CHECK_INT(bill_open(app, &act, 0, text, 1, &tab), ERR_RANGE);
	CHECK_INT(bill_open(app, &act, 5, latin, 1, &tab), ERR_RANGE);
	CHECK_INT(bill_open(app, &act, 0, card, 1, &tab), ERR_CARD_NUMBER);
	CHECK_OK(bill_open(app, &act, 0, "Window", 1, &tab));
	act = house_act(&house, tab);
	CHECK_INT(bill_set(app, &act, 2, ""), ERR_RANGE);
	CHECK_INT(bill_set(app, &act, BILL_COVERS_MAX + 1, "Window"), ERR_RANGE);
	CHECK_INT(bill_note(app, &act, 0, text), ERR_RANGE);
	CHECK_INT(bill_note(app, &act, 0, latin), ERR_RANGE);
	CHECK_INT(setup_station(app, &act, card), ERR_CARD_NUMBER);
	act = app_act(app, 4711);
	CHECK_INT(note_keep(app, &act, "ghost", &id), ERR_PERMISSION);
	house_close(&house);
}

static void a_table_with_a_bill_stays_on_the_floor(void)
{
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "setup-table");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	act = app_act(&house.app, house.manager);
	CHECK_INT(put_table(&house, &act, "Bar", false), ERR_STATE);
	CHECK_INT(put_table(&house, &act, card, true), ERR_CARD_NUMBER);
	CHECK_OK(put_table(&house, &act, "Bar", true));
	act = house_act(&house, bill);
	CHECK_OK(bill_close_empty(&house.app, &act));
	act = app_act(&house.app, house.manager);
	CHECK_OK(put_table(&house, &act, "Bar", false));
	act = app_act(&house.app, house.cashier);
	CHECK_INT(bill_open(&house.app, &act, 5, "", 1, &bill), ERR_NOT_FOUND);
	house_close(&house);
}

static enum err make_live(struct db *db, void *arg)
{
	(void)arg;
	return db_run(db, "UPDATE property SET kind = 'live' WHERE property = $1", V(1));
}

static void people_are_put_in_with_care(void)
{
	const struct staff_new eve = { 9, "Eve", ROLE_WAITER, "en", "4817", false, true };
	struct staff_new person = eve;
	struct staff staff = { 0 };
	struct house house;

	shift_open(&house, "setup-staff");
	person.name = card;
	CHECK_INT(put_staff(&house, person), ERR_CARD_NUMBER);
	person = eve;
	person.language = "much-too-long";
	CHECK_INT(put_staff(&house, person), ERR_RANGE);
	person = eve;
	person.is_active = false;
	CHECK_OK(put_staff(&house, person));
	CHECK_OK(store_staff_by_number(house.app.db, 9, &staff));
	CHECK(!staff.is_active);
	CHECK_OK(put_staff(&house, eve));
	person = eve;
	person.role = ROLE_MANAGER;
	person.pin = NULL;
	CHECK_INT(put_staff(&house, person), ERR_WEAK_PIN);
	person.pin = "481726";
	CHECK_OK(put_staff(&house, person));
	CHECK_OK(db_atomically(house.app.db, make_live, NULL));
	person.show_pin = true;
	CHECK_INT(put_staff(&house, person), ERR_STATE);
	house_close(&house);
}

const struct check_test test_setup[] = {
	{ "items are named in UTF-8 and not by cards (P1)",
	  items_are_named_in_utf8_and_not_by_cards },
	{ "taxes have names and rates (P1, M1)", taxes_have_names_and_rates },
	{ "words about bills are bounded (P1)", words_about_bills_are_bounded },
	{ "a table with a bill stays on the floor (B)", a_table_with_a_bill_stays_on_the_floor },
	{ "people are put in with care (S)", people_are_put_in_with_care },
	{ 0 },
};
