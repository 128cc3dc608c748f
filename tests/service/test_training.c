/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_training.c -- the training house: what it begins with, and that nothing of it
 * reaches the house it was made from.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "document/escpos.h"
#include "document/text.h"
#include "service/day.h"
#include "service/drawer.h"
#include "service/guest_check.h"
#include "service/keys.h"
#include "service/kitchen.h"
#include "service/kitchen_card.h"
#include "service/receipt.h"
#include "service/refund.h"
#include "service/reserve.h"
#include "service/setup_kitchen.h"
#include "service/shift.h"
#include "service/staff.h"
#include "service/suites.h"
#include "service/training.h"
#include "store/schema.h"
#include "store/store_training.h"

#define TILL 1

/* A house on the disk, its keys beside it, and what a till asks for. */
struct school {
	struct house house;
	char url[512], keys[512];
	struct training_how how;
	struct training training;
	char words[256];
};

static void school_open(struct school *school, const char *name)
{
	memset(school, 0, sizeof *school);
	shift_open(&school->house, name);
	snprintf(school->url, sizeof school->url, "sqlite:%s/%s.db?twice=1&synchronous=off",
		 check_folder(), name);
	snprintf(school->keys, sizeof school->keys, "%s/%s.keys", check_folder(), name);
	CHECK_OK_FATAL(keys_save(&school->house.keys, school->keys));
	school->how = (struct training_how){ .house = school->house.app.db, .url = school->url,
					     .keys = school->keys, .station = TILL,
					     .station_name = "till" };
}

static enum err enter(struct school *school)
{
	return training_open(&school->training, &school->how, school->words, sizeof school->words);
}

/* Goes in once more, as another does after the first has left. */
static void enter_again(struct school *school)
{
	training_close(&school->training);
	CHECK_OK_FATAL(enter(school));
}

static void school_close(struct school *school)
{
	training_close(&school->training);
	shift_verify(&school->house);
	house_close(&school->house);
}

/* The people of a house work in its training house under the same ids. */
static struct house trainee(struct school *school)
{
	struct house house = school->house;

	house.app = school->training.place.app;
	return house;
}

static int64_t count(struct db *db, const char *table)
{
	char sql[96];
	int64_t n = -1;

	str_format(sql, sizeof sql, "SELECT count(*) FROM %s WHERE property = $1", table);
	CHECK_OK(db_one_int(db, &n, sql, V(db_property(db))));
	return n;
}

/* --- the lists ----------------------------------------------------------------------------- */

static void every_table_of_state_is_copied_or_left(void)
{
	struct schema schema = { 0 };
	int state = 0, named = 0;

	CHECK_OK_FATAL(schema_parse(schema_steps, &schema));
	for (const struct training_table *row = training_tables; row->name != NULL; row++) {
		const struct schema_table *table = schema_find(&schema, row->name);

		named++;
		CHECK_FATAL(table != NULL);
		CHECK_INT(table->class, SCHEMA_STATE);
		for (const struct training_table *other = training_tables; other != row; other++)
			CHECK(!str_equal(other->name, row->name));
		for (int i = 0; i < 2; i++)
			CHECK(row->moving[i] == NULL || schema_column(table, row->moving[i]) > 0);
		CHECK(row->blank == NULL || schema_column(table, row->blank) > 0);
	}
	for (int i = 0; i < schema.n; i++)
		state += schema.table[i].class == SCHEMA_STATE;
	CHECK_INT(named, state);
	schema_done(&schema);
}

/* --- what it begins with ------------------------------------------------------------------- */

static void add_kitchen(struct house *house)
{
	struct kitchen_printer printer = { 1, "Pass", "tcp:192.0.2.1:9100", 42, true };
	struct kitchen_station station = { .number = 1, .name = "Kitchen", .printer = 1,
					   .is_active = true };
	struct act act = app_act(&house->app, house->manager);

	CHECK_OK(setup_printer(&house->app, &act, &printer));
	act = app_act(&house->app, house->manager);
	CHECK_OK(setup_kitchen_station(&house->app, &act, &station));
	act = app_act(&house->app, house->manager);
	CHECK_OK(setup_category_kitchen(&house->app, &act, "Food", 1, 0));
}

static void reserve(struct house *house)
{
	struct reservation wanted = { .date = house->app.property.business_date,
				      .time_min = 1200, .covers = 2 };
	struct act act = app_act(&house->app, house->waiter);
	int64_t id;

	str_copy(wanted.name, sizeof wanted.name, "Haddad");
	CHECK_OK(reserve_make(&house->app, &act, &wanted, false, &id));
}

/* An evening's beginning: one check paid, one open, one table promised. */
static void trade(struct house *house)
{
	int64_t bill = house_check(house, 5, (const int64_t[]){ 21, 32, 0 });

	shift_pay(house, bill, 0, PAY_EXACT);
	house_check(house, 6, (const int64_t[]){ 41, 0 });
	reserve(house);
}

static void it_begins_with_the_set_up_and_nothing_else(void)
{
	struct kitchen_printer printer;
	struct school school;
	struct staff staff;
	struct db *db;

	school_open(&school, "school-begins");
	add_kitchen(&school.house);
	trade(&school.house);
	CHECK_OK_FATAL(enter(&school));
	CHECK(school.training.is_new);
	db = school.training.place.app.db;
	CHECK_TEXT(school.training.place.app.property.kind, "training");
	for (const struct training_table *row = training_tables; row->name != NULL; row++)
		if (row->is_copied)
			CHECK_INT(count(db, row->name), count(school.house.app.db, row->name));
	CHECK_INT(count(db, "tax_part"), count(school.house.app.db, "tax_part"));
	CHECK_INT(count(db, "bill"), 0);
	CHECK_INT(count(db, "paper"), 0);
	CHECK_INT(count(db, "reservation"), 0);
	CHECK_INT(count(db, "drawer_session"), 1);
	CHECK_OK(store_printer_load(db, 1, &printer));
	CHECK_TEXT(printer.address, "none");
	CHECK_OK(staff_enter(&school.training.place.app, 2, "471124", "login", &staff));
	CHECK_TEXT(staff.name, "Lina");
	CHECK_INT(staff_enter(&school.training.place.app, 3, "471124", "login", &staff), ERR_PIN);
	school_close(&school);
}

/* --- apart from the house ------------------------------------------------------------------ */

struct bytes {
	char *data;
	size_t len;
};

static struct bytes read_file(const char *name, const char *ending)
{
	struct bytes bytes = { NULL, 0 };
	char path[512];

	snprintf(path, sizeof path, "%s/%s.db%s", check_folder(), name, ending);
	if (file_exists(path))
		CHECK_OK_FATAL(file_read(path, 1 << 24, &bytes.data, &bytes.len));
	return bytes;
}

static void check_same(struct bytes a, struct bytes b)
{
	CHECK_FATAL(a.len == b.len);
	CHECK(a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
	free(a.data);
	free(b.data);
}

static void practise(struct school *school)
{
	struct house house = trainee(school);
	char number[40];
	struct paper_row row;
	struct pay_result paid;
	int64_t bill;

	CHECK_INT(house.app.station, PLACE_TRAINING + TILL);
	bill = house_check(&house, 5, (const int64_t[]){ 21, 41, 0 });
	paid = shift_pay(&house, bill, 0, 10000);
	CHECK_OK(store_paper_load(house.app.db, paid.paper, &row, NULL));
	CHECK_TEXT(receipt_number(&row, number, sizeof number), "1001-000001");
	shift_verify(&house);
}

static void nothing_of_it_reaches_the_house(void)
{
	static const char name[] = "school-apart";
	struct db_options look = { .property = 1 };
	struct bytes store, log;
	struct pay_result paid;
	struct paper_row row;
	struct school school;
	struct house people;
	struct keys keys;
	int64_t bill;

	school_open(&school, name);
	trade(&school.house);
	look.clock = &school.house.clock;
	keys = school.house.keys;
	CHECK_OK(db_checkpoint(school.house.app.db));
	people = school.house;
	house_close(&school.house);
	school.house = people;
	store = read_file(name, "");
	log = read_file(name, "-wal");
	CHECK_OK_FATAL(db_open(school.url, &look, NULL, 0, &school.house.app.db));
	school.how.house = school.house.app.db;
	CHECK_OK_FATAL(enter(&school));
	practise(&school);
	training_close(&school.training);
	db_close(school.house.app.db);
	check_same(store, read_file(name, ""));
	check_same(log, read_file(name, "-wal"));

	house_join(&school.house, school.url, 1, &keys);
	bill = house_check(&school.house, 5, (const int64_t[]){ 21, 0 });
	paid = shift_pay(&school.house, bill, 0, PAY_EXACT);
	CHECK_OK(store_paper_load(school.house.app.db, paid.paper, &row, NULL));
	CHECK_INT(row.number, 2);
	CHECK_INT(row.station, 1);
	school_close(&school);
}

/* --- papers -------------------------------------------------------------------------------- */

/* The mark is the first and the last that is printed, and no drawer is opened. */
static void check_marked(const struct document *doc)
{
	static const char pulse[] = { '\x1B', 'p' }, mark[] = "TRAINING - NOT VALID";
	struct str text = { 0 }, bytes = { 0 };
	const char *first, *last;

	document_render_text(doc, 42, NULL, &text);
	first = strstr(str_text(&text), mark);
	CHECK_FATAL(first != NULL);
	CHECK(strspn(str_text(&text), " \n") == (size_t)(first - str_text(&text)));
	for (last = first; strstr(last + 1, mark) != NULL;)
		last = strstr(last + 1, mark);
	CHECK(last != first);
	CHECK(last[strlen(mark) + strspn(last + strlen(mark), " \n")] == '\0');
	document_render_escpos(doc, 42, NULL, &bytes);
	CHECK(memmem(bytes.data, bytes.len, pulse, sizeof pulse) == NULL);
	str_done(&text);
	str_done(&bytes);
}

/* Checks all papers of the house; returns how many series there are. */
static int check_papers(struct house *house)
{
	static const char sql[] = "SELECT id, series FROM paper WHERE property = $1 "
				  "ORDER BY series, id";
	struct db_rows *rows = db_query(house->app.db, sql, V(db_property(house->app.db)));
	char series[32] = "";
	int n = 0;

	while (db_next(rows)) {
		struct document *doc = NULL;
		struct paper_row row;

		n += !str_equal(series, db_text(rows, 1));
		str_copy(series, sizeof series, db_text(rows, 1));
		CHECK_OK_FATAL(receipt_load(house->app.db, db_int(rows, 0), &row, &doc));
		check_marked(doc);
		document_free(doc);
	}
	CHECK_OK(db_end(rows));
	return n;
}

static void check_ticket(struct house *house)
{
	struct kitchen_claim claim = { .station = house->app.station, .has_printer = true,
				       .now_unix_ms = INT64_MAX / 2,
				       .until_unix_ms = INT64_MAX / 2 + 1 };
	struct document *doc = NULL;
	struct kitchen_job job;

	CHECK_OK_FATAL(store_kitchen_job_claim(house->app.db, &claim, &job));
	CHECK_OK_FATAL(kitchen_card_paper(&house->app, &job, NULL, false, &doc));
	check_marked(doc);
	document_free(doc);
}

/* Cash to the safe, an X, the count, the Z. */
static void end_shift(struct house *house)
{
	struct drawer_moving drop = { DRAWER_DROP, { "EUR", 2000 }, 0 };
	struct drawer_piece piece = { "EUR", 0, 8000 };
	struct drawer_result result;
	struct drawer_session session;
	struct act act = app_act(&house->app, house->manager);

	CHECK_OK(drawer_move(&house->app, &act, &drop, NULL));
	CHECK_OK_FATAL(store_drawer_open(house->app.db, house->app.station, house->manager,
					 &session));
	act = app_act(&house->app, house->manager);
	CHECK_OK(drawer_x_issue(&house->app, &act, session.id, NULL));
	act = app_act(&house->app, house->manager);
	CHECK_OK(drawer_close(&house->app, &act, &piece, 1, &result));
}

static void every_paper_is_marked(void)
{
	struct refund_order order = { .amount_minor = 500 };
	struct kitchen_sent sent;
	struct school school;
	struct house house;
	struct act act;
	int64_t bill, id;

	school_open(&school, "school-papers");
	add_kitchen(&school.house);
	CHECK_OK_FATAL(enter(&school));
	house = trainee(&school);
	bill = house_check(&house, 5, (const int64_t[]){ 31, 32, 0 });
	act = house_act(&house, bill);
	CHECK_OK(kitchen_send(&house.app, &act, &sent));
	check_ticket(&house);
	act = house_act(&house, bill);
	CHECK_OK(guest_check_issue(&house.app, &act, 0, true, &id));
	order.part = shift_part(&house, bill, 0);
	shift_pay(&house, bill, 0, PAY_EXACT);
	act = shift_why(&house, bill, "refund");
	CHECK_OK(refund_make(&house.app, &act, &order, &id));
	end_shift(&house);
	CHECK_INT(check_papers(&house), 6);
	shift_verify(&house);
	school_close(&school);
}

/* --- when it begins anew ------------------------------------------------------------------- */

static void reprice(struct house *house, int64_t price_minor)
{
	struct setup_item item = { .code = 21, .name = "Espresso", .search = "espresso",
				   .category = "Drinks", .department = "Drinks",
				   .tax_class = "VAT 10", .price_minor = price_minor,
				   .is_active = true };
	struct act act = app_act(&house->app, house->manager);

	CHECK_OK(setup_item(&house->app, &act, &item, NULL));
}

static void it_begins_anew_with_another_set_up_or_day(void)
{
	struct school school;
	struct house house;
	struct staff staff;
	struct act act;

	school_open(&school, "school-anew");
	CHECK_OK_FATAL(enter(&school));
	house = trainee(&school);
	house_check(&house, 5, (const int64_t[]){ 21, 0 });
	enter_again(&school);
	CHECK(!school.training.is_new);
	CHECK_INT(count(school.training.place.app.db, "bill"), 1);
	/* The real house works on: that alone changes nothing. */
	trade(&school.house);
	CHECK_INT(staff_enter(&school.house.app, 1, "0000", "login", &staff), ERR_PIN);
	enter_again(&school);
	CHECK(!school.training.is_new);
	reprice(&school.house, 230);
	enter_again(&school);
	CHECK(school.training.is_new);
	CHECK_INT(count(school.training.place.app.db, "bill"), 0);
	act = app_act(&school.house.app, school.house.auditor);
	CHECK_OK(day_roll(&school.house.app, &act, school.house.app.property.business_date + 1,
			  NULL));
	enter_again(&school);
	CHECK(school.training.is_new);
	CHECK_INT(school.training.place.app.property.business_date,
		  school.house.app.property.business_date);
	school.how.is_fresh = true;
	enter_again(&school);
	CHECK(school.training.is_new);
	school_close(&school);
}

static void it_stays_while_others_train(void)
{
	struct training other;
	struct school school;
	struct house house;

	school_open(&school, "school-two");
	CHECK_OK_FATAL(enter(&school));
	house = trainee(&school);
	house_check(&house, 5, (const int64_t[]){ 21, 0 });
	reprice(&school.house, 230);
	school.how.station = TILL + 1;
	CHECK_OK_FATAL(training_open(&other, &school.how, school.words, sizeof school.words));
	CHECK(other.is_old && !other.is_new);
	CHECK_INT(count(other.place.app.db, "bill"), 1);
	training_close(&other);
	school.how.is_fresh = true;
	CHECK_INT(training_open(&other, &school.how, school.words, sizeof school.words), ERR_BUSY);
	school.how.is_fresh = false;
	enter_again(&school);
	CHECK(school.training.is_new && !school.training.is_old);
	school_close(&school);
}

static void no_day_of_it_is_closed(void)
{
	struct school school;
	struct app *app;
	struct act act;

	school_open(&school, "school-day");
	CHECK_OK_FATAL(enter(&school));
	app = &school.training.place.app;
	act = app_act(app, school.house.auditor);
	CHECK_INT(day_roll(app, &act, app->property.business_date + 1, NULL), ERR_TRAINING);
	for (size_t i = 0; i < sizeof app->keys->sign_secret; i++)
		CHECK_INT(app->keys->sign_secret[i], 0);
	/* There is none of a training house either. */
	school.how.house = app->db;
	CHECK_INT(training_open(&(struct training){ .lock = { -1 } }, &school.how, school.words,
				sizeof school.words), ERR_TRAINING);
	school.how.house = school.house.app.db;
	school_close(&school);
}

/* --- what stands at its place -------------------------------------------------------------- */

static void put_file(const char *name, const char *text)
{
	char path[512];

	snprintf(path, sizeof path, "%s/%s.db.training", check_folder(), name);
	CHECK_OK_FATAL(file_write(path, 0600, text, strlen(text)));
}

static void what_is_no_training_house_is_left_alone(void)
{
	static const char text[] = "a letter to the bank, forty years old\n";
	struct bytes kept;
	struct school school;
	struct house real;
	char url[512];

	school_open(&school, "school-letter");
	put_file("school-letter", text);
	CHECK_INT(enter(&school), ERR_NOT_A_STORE);
	kept = read_file("school-letter", ".training");
	CHECK_TEXT(kept.data, text);
	free(kept.data);
	school_close(&school);

	school_open(&school, "school-real");
	snprintf(url, sizeof url, "sqlite:%s/school-real.db.training?synchronous=off",
		 check_folder());
	house_open(&real, url, 1, true);
	CHECK_INT(enter(&school), ERR_STATE);
	school.how.is_fresh = true;
	CHECK_INT(enter(&school), ERR_STATE);
	CHECK(strstr(school.words, "a test house, which is none for training") != NULL);
	shift_verify(&real);
	house_close(&real);
	school_close(&school);
}

static void one_that_does_not_hold_is_made_anew(void)
{
	struct school school;
	char path[512];

	school_open(&school, "school-broken");
	put_file("school-broken", "");
	CHECK_OK_FATAL(enter(&school));
	CHECK(school.training.is_new);
	training_close(&school.training);
	snprintf(path, sizeof path, "%s/school-broken.db.training", check_folder());
	CHECK_INT(truncate(path, 20480), 0);
	CHECK_OK_FATAL(enter(&school));
	CHECK(school.training.is_new);
	school_close(&school);
}

const struct check_test test_training[] = {
	{ "every table of state is copied to a training house or left, once",
	  every_table_of_state_is_copied_or_left },
	{ "a training house begins with the set-up and nothing else (L5)",
	  it_begins_with_the_set_up_and_nothing_else },
	{ "what is rung and paid in training changes no byte of the house (B7)",
	  nothing_of_it_reaches_the_house },
	{ "every paper of training is marked and opens no drawer", every_paper_is_marked },
	{ "it begins anew with another set-up or another day",
	  it_begins_anew_with_another_set_up_or_day },
	{ "it stays as it is while others train", it_stays_while_others_train },
	{ "no day of it is closed, and nothing of it is signed (L8)", no_day_of_it_is_closed },
	{ "what is no training house is left alone", what_is_no_training_house_is_left_alone },
	{ "one that does not hold is made anew", one_that_does_not_hold_is_made_anew },
	{ 0 },
};
