/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story_house.c -- the house of the stories: its people, menu, tables and rules, and
 *                                 the end of every story.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/entry.h"
#include "double/memvfs.h"
#include "double/menu_cells.h"
#include "double/pass.h"
#include "scenario/story.h"
#include "service/books.h"
#include "service/setup.h"
#include "service/setup_price.h"
#include "service/staff.h"

#define URL "sqlite:story.db?vfs=memory&lock=none"
#define STEP_MS 100
#define TABLES 40

/* Waiters of the story, beside Nasser (waiter), Lina (cashier), Omid (manager), Sara (auditor). */
static const char *const waiters[] = { "Rim", "Karim", "Hana" };

/* The story's words for what is sold. */
static const struct {
	const char *word;
	int64_t code;
} items[] = {
	{ "espresso", 21 },  /*  2.20, 1.50 from 22:00 to 23:00, 1.10 for the staff */
	{ "tea", 22 },       /*  2.50 the glass, 4.10 the pot */
	{ "soup", 31 },      /*  5.50 */
	{ "ouzi", 32 },      /* 18.00 */
	{ "wine", 41 },      /* 50.00 and 20 % on top; the rest contains 10 % */
	{ "dinner", 60 },    /* 30.00: a soup, and tea or (4.00 more) wine */
	{ "catch", 61 },     /* 10.00 to 60.00, as typed */
	{ "cake", 62 },      /* 24.90 the kilo */
	{ "oysters", 63 },   /* 19.00 */
	{ "steak", 64 },     /* 27.50, rare or done; fries 3.20, salad 2.80, the first one free */
	{ "gift-card", 71 }, /* untaxed */
};

static const struct {
	const struct menu_table *table;
	const char *cells;
} rows[] = {
	{ &menu_levels, "level=Happy hour;hours=22:00-23:00;position=1" },
	{ &menu_levels, "level=Staff;by_hand=yes;position=2" },
	{ &menu_prices, "code=21;level=Happy hour;price=1.50" },
	{ &menu_prices, "code=21;level=Staff;price=1.10" },
	{ &menu_prices, "code=22;size=glass;price=2.50" },
	{ &menu_prices, "code=22;size=pot;price=4.10" },
	{ &menu_items, "code=60;name=Dinner;category=Food;tax=VAT 10;price=30;kind=set" },
	{ &menu_items, "code=61;name=Catch;category=Food;tax=VAT 10;price=0;kind=open;"
		       "lowest=10;highest=60" },
	{ &menu_items, "code=62;name=Cake;category=Food;tax=VAT 10;price=24.90;kind=weighed" },
	{ &menu_items, "code=63;name=Oysters;category=Food;tax=VAT 10;price=19" },
	{ &menu_items, "code=64;name=Steak;category=Food;tax=VAT 10;price=27.50" },
	{ &menu_modifiers, "group=First course;low=1;high=1;for=60" },
	{ &menu_modifiers, "group=First course;modifier=soup;item=31" },
	{ &menu_modifiers, "group=To drink;low=1;high=1;for=60" },
	{ &menu_modifiers, "group=To drink;modifier=tea;item=22" },
	{ &menu_modifiers, "group=To drink;modifier=wine;item=41;price=4" },
	{ &menu_modifiers, "group=How cooked;low=1;high=1;for=64" },
	{ &menu_modifiers, "group=How cooked;modifier=rare" },
	{ &menu_modifiers, "group=How cooked;modifier=done" },
	{ &menu_modifiers, "group=Beside;low=0;high=4;free=1;for=64" },
	{ &menu_modifiers, "group=Beside;modifier=fries;price=3.20" },
	{ &menu_modifiers, "group=Beside;modifier=salad;price=2.80" },
};

/* Discounts by rule: the word of the story is the name. */
static const struct setup_discount rules[] = {
	{ .no = 1, .name = "tenth", .category = "", .rate_ppm = 100000, .amount_minor = -1,
	  .target_minor = -1, .reason = "Promotion", .is_active = true },
	{ .no = 2, .name = "on-the-house", .kind = DISCOUNT_COMP, .category = "",
	  .rate_ppm = 1000000, .amount_minor = -1, .target_minor = -1, .reason = "Complaint",
	  .is_active = true },
	{ .no = 3, .name = "half-drinks", .scope = DISCOUNT_OF_CATEGORY, .category = "Drinks",
	  .rate_ppm = 500000, .amount_minor = -1, .target_minor = -1, .reason = "Promotion",
	  .is_active = true },
	{ .no = 4, .name = "regulars", .scope = DISCOUNT_OF_CHECK, .category = "",
	  .rate_ppm = 50000, .amount_minor = -1, .target_minor = -1,
	  .reason = "Regular guest", .is_active = true },
	{ .no = 5, .name = "staff-meal", .kind = DISCOUNT_STAFF_MEAL, .category = "",
	  .rate_ppm = 500000, .amount_minor = -1, .target_minor = -1, .reason = "Staff meal",
	  .is_active = true },
	{ .no = 6, .name = "for-forty", .scope = DISCOUNT_OF_CHECK, .category = "",
	  .rate_ppm = -1, .amount_minor = -1, .target_minor = 4000, .reason = "Promotion",
	  .stands_alone = true, .is_active = true },
};

static void must(enum err err, const char *what)
{
	if (err == ERR_OK)
		return;
	fprintf(stderr, "story: %s: %s\n", what, err_text(err));
	exit(99);
}

static struct act boss(struct story *story)
{
	return app_act(story->till[0].app, story->till[0].house.manager);
}

/* --- making it -------------------------------------------------------------------------------- */

static void add_people(struct story *story)
{
	for (size_t i = 0; i < sizeof waiters / sizeof *waiters; i++) {
		char pin[16];
		struct staff_new person = { .number = 11 + (int64_t)i, .name = waiters[i],
					    .pin = pin, .role = ROLE_WAITER, .language = "en",
					    .is_active = true };
		struct act act = boss(story);
		int64_t id;

		str_format(pin, sizeof pin, "8140%zu6", i);
		must(staff_put(story->till[0].app, &act, &person, &id), waiters[i]);
	}
}

static void add_tables(struct story *story)
{
	for (int64_t n = 9; n <= TABLES; n++) {
		struct setup_table table = { .number = n, .room = n < 30 ? "Restaurant" : "Garden",
					     .seats = 4, .is_active = true };
		struct act act = boss(story);

		must(setup_table(story->till[0].app, &act, &table), "table");
	}
}

static enum err food_away(struct tx *tx, void *arg)
{
	static const char sql[] = "UPDATE category SET take_away_tax_class = $2 "
				  "WHERE property = $1 AND name = 'Food'";
	const int64_t *class = arg;

	return db_run(tx->db, sql, V(tx->property), V(*class));
}

/* Food that is taken away has 5 %; gift cards none. */
static void add_taxes(struct story *story)
{
	struct app *app = story->till[0].app;
	struct setup_tax five = { .name = "VAT 5", .inclusive = true, .n = 1,
				  .part = { { 50000, TAX_ON_NET } }, .part_names = { "VAT 5" },
				  .since = app->property.business_date };
	struct setup_tax none = { .name = "No tax" };
	struct setup_item card = { .code = 71, .name = "Gift card", .search = "gift card",
				   .category = "Gift cards", .department = "Gift cards",
				   .tax_class = "No tax", .is_active = true, .is_gift = true };
	struct act act = boss(story);
	int64_t class = 0;

	must(setup_tax(app, &act, &five, &class), "VAT 5");
	act = boss(story);
	must(act_run(app->db, &act, "category", "", food_away, &class, NULL), "take-away");
	act = boss(story);
	must(setup_tax(app, &act, &none, NULL), "no tax");
	act = boss(story);
	must(setup_item(app, &act, &card, NULL), "gift card");
}

/* Ways to pay beside cash, dollars, card, slip and qr. */
static void add_ways(struct story *story)
{
	static const char *const ways[][2] = { { "voucher", "voucher" }, { "gift", "gift" },
					       { "bank", "slip" } };

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct tender_type type = { .rate_num = 1, .rate_den = 1, .is_active = true };
		struct act act = boss(story);

		str_copy(type.code, sizeof type.code, ways[i][0]);
		str_copy(type.name, sizeof type.name, ways[i][0]);
		str_copy(type.driver, sizeof type.driver, ways[i][1]);
		str_copy(type.unit, sizeof type.unit, "EUR");
		type.tips = i == 2 ? TENDER_TIPS_TYPED : TENDER_TIPS_NONE;
		must(setup_tender(story->till[0].app, &act, &type, NULL), ways[i][0]);
	}
}

/* From six guests on 12.5 % are added for service, taxed 20 % on top. */
static void add_rules(struct story *story)
{
	struct setup_service service = { .name = "Service", .room = "", .covers = 6,
					 .rate_ppm = 125000, .tax_class = "VAT 20",
					 .department = "Service", .is_active = true };
	struct app *app = story->till[0].app;
	struct act act = boss(story);

	must(setup_service(app, &act, &service, NULL), "service");
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		act = boss(story);
		must(setup_discount(app, &act, &rules[i], NULL), rules[i].name);
	}
}

void story_open(struct story *story)
{
	struct card_house *till = story->till;

	story->vfs = memvfs_new(1);
	card_house_open(&till[0], URL "&twice=1", 1);
	add_people(story);
	add_tables(story);
	add_taxes(story);
	add_ways(story);
	add_rules(story);
	pass_open(&till[0].house, "file:/dev/null", "file:/dev/null", true);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		menu_cells_put(&till[0].house, rows[i].table, rows[i].cells);
	card_house_join(&till[1], &till[0], URL, 2);
	sim_line_reader(till[0].simulator, clock_unix_ms(till[0].app->clock), till[1].reader);
}

/* --- time and its end ------------------------------------------------------------------------- */

void story_pass(struct story *story, int64_t ms)
{
	for (int64_t done = 0; done < ms; done += STEP_MS)
		for (int i = 0; i < STORY_TILLS; i++)
			sim_line_pass(story->till[i].app, STEP_MS, STEP_MS);
}

void story_settle(struct story *story, int64_t limit_ms)
{
	for (int i = 0; i < STORY_TILLS; i++)
		courier_kick(story->till[i].courier);
	for (int64_t ms = 0; ms < limit_ms; ms += STEP_MS) {
		story_pass(story, STEP_MS);
		if (courier_open(story->till[0].courier) == 0 &&
		    courier_open(story->till[1].courier) == 0)
			return;
	}
}

int64_t story_number(struct story *story, const char *sql)
{
	int64_t number = -1;

	must(db_one_int(story->till[0].app->db, &number, sql, V(1)), sql);
	return number;
}

/* What is true of every story. */
static void prove(struct story *story)
{
	struct verify_result result = { 0 };

	story_settle(story, 60000);
	story_expect_count(story, "requests that stay open", story_number(story,
			   "SELECT count(*) FROM attempt_live WHERE property = $1 "
			   "AND state <> 'done'"), 0);
	story_expect_money(story, "card money in the journal, as the processor has it,",
			   card_house_clearing(&story->till[0]),
			   card_house_settled(&story->till[0]));
	for (int i = 0; i < STORY_TILLS; i++)
		story_expect_count(story, "keys that came with other bytes (P3)",
				   (int64_t)sim_line_changed(story->till[i].line), 0);
	(void)books_verify(story->till[0].app, NULL, NULL, &result);
	story_expect_word(story, "what verify finds", result.first, "");
}

void story_close(struct story *story)
{
	if (!story->is_over)
		prove(story);
	for (int i = STORY_TILLS - 1; i >= 0; i--)
		card_house_close(&story->till[i]);
	memvfs_free(story->vfs);
}

/* --- what a line names ------------------------------------------------------------------------ */

int64_t story_person(struct story *story, const char *name)
{
	static const char sql[] = "SELECT coalesce(min(id), 0) FROM staff WHERE property = $1 "
				  "AND name = $2";
	char as_kept[32];
	int64_t id = 0;

	str_copy(as_kept, sizeof as_kept, name);
	as_kept[0] = (char)toupper((unsigned char)as_kept[0]);
	must(db_one_int(story->till[0].app->db, &id, sql, V(1), V(as_kept)), "staff");
	if (id == 0 && strcmp(name, "-") != 0)
		story_stop(story, "nobody here is called \"%s\"", name);
	return id;
}

int64_t story_code(struct story *story, const char *name)
{
	for (size_t i = 0; i < sizeof items / sizeof *items; i++)
		if (strcmp(items[i].word, name) == 0)
			return items[i].code;
	story_stop(story, "\"%s\" is not on the menu", name);
	return 0;
}

struct story_place *story_place(struct story *story, const char *name)
{
	struct story_place *place = story->places;

	for (; place < story->places + story->n_places; place++)
		if (strcmp(place->name, name) == 0)
			return place;
	if (story->n_places == STORY_PLACES_MAX - 1)
		story_stop(story, "these are too many tables and tabs");
	else
		story->n_places++;
	str_copy(place->name, sizeof place->name, name);
	return place;
}

void story_follow(struct story *story, int64_t bill)
{
	struct story_place *place;
	struct bill_head head;
	char name[STORY_PLACE_SIZE];

	if (store_bill_head(story->till[0].app->db, bill, &head) != ERR_OK)
		return;
	str_format(name, sizeof name, "%lld", (long long)head.table_number);
	place = story_place(story, head.table_number != 0 ? name : head.name);
	if (place->bill == bill)
		return;
	place->payment = story->place->bill == bill ? story->place->payment : 0;
	for (int i = 0; i < story->n_places; i++)
		if (story->places[i].bill == bill)
			story->places[i].bill = 0;
	place->bill = bill;
}

static bool has_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (; *text != '\0'; text++) {
		size_t i = 0;

		while (i < len &&
		       tolower((unsigned char)text[i]) == tolower((unsigned char)word[i]))
			i++;
		if (i == len)
			return true;
	}
	return false;
}

static int64_t reason(struct story *story, const char *word)
{
	struct reason list[REASON_LIST_MAX];
	int n = 0;

	if (story->reasons != NULL)
		must(store_reason_list(story->at->app->db, story->reasons, list, REASON_LIST_MAX,
				       &n), "reasons");
	for (int i = 0; i < n; i++)
		if (has_word(list[i].text, word))
			return list[i].id;
	story_stop(story, "no reason here has \"%s\" in it", word);
	return 0;
}

struct act story_act_on(struct story *story, int64_t bill)
{
	struct act act = app_bill_act(story->at->app, story->who, bill, -1);
	const char *why = story_option(story, "why");

	act.approver = story->approver;
	if (why != NULL)
		act.reason = reason(story, why);
	return act;
}

struct act story_act(struct story *story)
{
	if (story->place->bill == 0)
		story_stop(story, "nothing was opened at \"%s\"", story->place->name);
	return story_act_on(story, story->place->bill);
}

bool story_look(struct story *story, struct bill_view *ret_view)
{
	enum err err = bill_view_load(story->till[0].app->db, story->place->bill, ret_view);

	if (err != ERR_OK)
		story_stop(story, "the check at \"%s\" cannot be read: %s", story->place->name,
			   err_name(err));
	return err == ERR_OK;
}

int64_t story_line(struct story *story, const char *item)
{
	int64_t seat = story_option_count(story, "seat", -1);
	int64_t code = story_code(story, item), line = 0;
	struct item there;
	struct bill_view view;

	if (store_item_by_code(story->at->app->db, code, story->at->app->property.business_date,
			       &there) != ERR_OK || !story_look(story, &view))
		return 0;
	for (int i = 0; i < view.n_items; i++)
		if (view.items[i].item == there.id && !view.items[i].is_discount &&
		    view.items[i].quantity > 0 && (seat < 0 || view.items[i].seat == seat))
			line = view.items[i].line;
	bill_view_done(&view);
	if (line == 0)
		story_stop(story, "no %s is on the check", item);
	return line;
}

int64_t story_part(struct story *story)
{
	int64_t no = story_option_count(story, "part", 0), id = 0;
	struct bill_view view;

	if (!story_look(story, &view))
		return 0;
	for (int i = view.n_parts - 1; i >= 0; i--)
		if (no != 0 ? view.parts[i].no == no : !view.parts[i].is_closed)
			id = view.parts[i].id;
	if (id == 0 && no == 0 && view.n_parts > 0)
		id = view.parts[0].id;
	bill_view_done(&view);
	if (id == 0)
		story_stop(story, "there is no part %lld", (long long)no);
	return id;
}
