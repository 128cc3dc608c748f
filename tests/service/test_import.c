/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_import.c -- orders of a file rung through the services.
 */
#include "service/sales_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "double/house.h"
#include "service/day.h"
#include "service/shift.h"
#include "service/suites.h"
#include "store/store_day.h"

#define PROFILE_HEAD "[columns]\norder = order\ndate = day\nitem = what\n"

struct import_case {
	struct house house;
	struct sales_profile profile;
	struct sales_import import;
	int64_t bad_line;
	char bad_reason[128];
	int64_t stop_after;
	char csv[512];
};

static void on_bad_row(void *arg, int64_t line, const char *reason)
{
	struct import_case *test = arg;

	test->bad_line = line;
	snprintf(test->bad_reason, sizeof test->bad_reason, "%s", reason);
}

static bool on_progress(void *arg, int pass, int64_t done, int64_t total)
{
	struct import_case *test = arg;

	(void)total;
	return pass == 1 || test->stop_after == 0 || done < test->stop_after;
}

static const char *write_file(const char *name, const char *text, char path[512])
{
	snprintf(path, 512, "%s/%s", check_folder(), name);
	CHECK_OK_FATAL(file_write(path, 0600, text, strlen(text)));
	return path;
}

static void open_case(struct import_case *test, const char *name, const char *profile,
		      const char *csv)
{
	char url[512], path[512], problem[256] = "";

	*test = (struct import_case){ 0 };
	snprintf(url, sizeof url, "sqlite:%s/import-%s.db?twice=1", check_folder(), name);
	house_open(&test->house, url, 1, true);
	write_file("profile.ini", profile, path);
	if (sales_profile_open(path, &test->profile, problem, sizeof problem) != ERR_OK)
		CU_FAIL_FATAL("the profile is refused");
	snprintf(path, sizeof path, "%s.csv", name);
	write_file(path, csv, test->csv);
	test->import = (struct sales_import){ .app = &test->house.app,
					      .profile = &test->profile,
					      .path = test->csv,
					      .staff = test->house.manager,
					      .bad_row = on_bad_row,
					      .progress = on_progress,
					      .arg = test };
}

static void close_case(struct import_case *test)
{
	sales_profile_close(&test->profile);
	house_close(&test->house);
}

static void orders_of_any_shape_are_rung_by_date(void)
{
	struct import_case test;
	struct takings takings;
	int64_t sized = 0;
	int32_t from, to;

	open_case(&test, "shape",
		  "[file]\nseparator = semicolon\n" PROFILE_HEAD
		  "variant = size\nquantity = n\nline_total = sum\nmodifiers = with\n"
		  "[format]\ndate = D/M/YYYY\ndecimal = comma\ngroup = point\ncurrency_sign = EUR\n"
		  "[sale]\ntax = exclusive\ntax_rate = 7.5\n",
		  "order;day;what;size;n;sum;with\r\n"
		  "7;23/11/2026;Kebab;L;2;EUR 1.025,00;hot|no garlic\r\n"
		  "5;22/11/2026;Soup;;1;5,50;\r\n"
		  "7;23/11/2026;\"Tea; mint\";;3;7,50;\r\n"
		  "6;25/11/2026;Soup;;1;5,50;\r\n");
	CHECK_OK(sales_import_run(&test.import));
	CHECK_INT(test.import.counts.rows, 4);
	CHECK_INT(test.import.counts.rung, 3);
	CHECK_INT(test.import.counts.lines, 4);
	CHECK_INT(test.import.counts.rolled, 4);
	CHECK_INT(test.import.counts.empty, 2);
	CHECK_OK(db_one_int(test.house.app.db, &sized,
			    "SELECT count(*) FROM line l JOIN item_size s ON s.id = l.choice "
			    "JOIN item i ON i.id = s.item WHERE l.name = 'Kebab L' "
			    "AND s.name = 'L' AND i.name = 'Kebab' AND l.property = $1", V(1)));
	CHECK_INT(sized, 1);
	CHECK_OK(db_one_int(test.house.app.db, &sized,
			    "SELECT count(*) FROM line WHERE kind = 'choice' AND property = $1 "
			    "AND name IN ('hot', 'no garlic')", V(1)));
	CHECK_INT(sized, 2);
	clock_date_make(2026, 11, 22, &from);
	clock_date_make(2026, 11, 25, &to);
	CHECK_INT(test.house.app.property.business_date, to);
	CHECK_OK(store_takings(test.house.app.db, from, to, &takings));
	CHECK_INT(takings.checks, 3);
	CHECK_INT(takings.lines, 4);
	CHECK_INT(takings.total_minor, 103250 + 7744 + 591 + 591);
	CHECK_INT(takings.days, 3);
	CHECK_INT(takings.empty_days, 1);
	close_case(&test);
}

static void bad_rows_are_named_and_the_rest_goes_in(void)
{
	static const char csv[] = "order,day,what,price\n"
				  "1,2026-11-21,Soup,5.50\n"
				  "2,2026-11-31,Soup,5.50\n"
				  "3,2026-11-21,Soup,5.5x\n";
	struct import_case test;

	open_case(&test, "bad", PROFILE_HEAD "unit_price = price\n", csv);
	CHECK_OK(sales_import_run(&test.import));
	CHECK_INT(test.import.counts.bad_rows, 2);
	CHECK_INT(test.import.counts.rung, 1);
	CHECK_INT(test.bad_line, 4);
	CHECK_TEXT(test.bad_reason, "the price cannot be read");
	close_case(&test);
	open_case(&test, "strict", PROFILE_HEAD "unit_price = price\n", csv);
	test.import.strict = true;
	CHECK_INT(sales_import_run(&test.import), ERR_DATA);
	CHECK_INT(test.import.counts.rung, 0);
	close_case(&test);
}

static void a_stopped_import_is_continued_and_nothing_is_rung_twice(void)
{
	struct import_case test;
	struct takings takings;
	int32_t date;

	open_case(&test, "stop", PROFILE_HEAD "unit_price = price\n",
		  "order,day,what,price\n1,2026-11-21,Soup,5.50\n2,2026-11-21,Tea,2.50\n"
		  "3,2026-11-21,Soup,5.50\n");
	test.stop_after = 2;
	CHECK_INT(sales_import_run(&test.import), ERR_CANCELLED);
	CHECK_INT(test.import.counts.rung, 2);
	test.stop_after = 0;
	test.import.counts = (struct sales_counts){ 0 };
	CHECK_OK(sales_import_run(&test.import));
	CHECK_INT(test.import.counts.known, 2);
	CHECK_INT(test.import.counts.rung, 1);
	date = test.house.app.property.business_date;
	CHECK_OK(store_takings(test.house.app.db, date, date, &takings));
	CHECK_INT(takings.total_minor, 1350);
	close_case(&test);
}

static void an_order_older_than_the_open_date_is_refused(void)
{
	struct import_case test;

	open_case(&test, "old", PROFILE_HEAD "unit_price = price\n",
		  "order,day,what,price\n1,2025-01-01,Soup,5.50\n");
	CHECK_INT(sales_import_run(&test.import), ERR_RANGE);
	CHECK(strstr(test.import.words, "--business-date") != NULL);
	test.import.late = true;
	CHECK_OK(sales_import_run(&test.import));
	CHECK_INT(test.import.counts.rung, 1);
	close_case(&test);
}

/* Runs the import again from the start, with its counts at zero. */
static enum err run_again(struct import_case *test)
{
	test->import.counts = (struct sales_counts){ 0 };
	test->import.words[0] = '\0';
	return sales_import_run(&test->import);
}

static int64_t taken(struct import_case *test)
{
	static const char sql[] = "SELECT coalesce(sum(total_minor), 0) FROM part_close "
				  "WHERE property = $1";
	int64_t total = -1;

	CHECK_OK(db_one_int(test->house.app.db, &total, sql, V(1)));
	return total;
}

static void odd_files_are_read_as_they_are_meant(void)
{
	struct import_case test;

	open_case(&test, "odd", PROFILE_HEAD "unit_price = price\nquantity = n\n",
		  "\xef\xbb\xbforder,day,what,price,n\n"
		  "3,2026-11-21,\"Tea, \"\"green\"\"\",2.500,2.0\n"
		  "1,2026-11-21,Soup,0005.50,1\n"
		  "3,2026-11-21,Gift,0.00,1\n"
		  "2,2026-11-21,Gift,0,3\n\n"
		  "1,2026-11-21,Bread,1,1");
	CHECK_OK(sales_import_run(&test.import));
	CHECK_INT(test.import.counts.bad_rows, 0);
	CHECK_INT(test.import.counts.rung, 3);
	CHECK_INT(test.import.counts.lines, 5);
	CHECK_INT(taken(&test), 500 + 550 + 100);
	CHECK_OK(run_again(&test));
	CHECK_INT(test.import.counts.known, 3);
	CHECK_INT(test.import.counts.rung, 0);
	shift_verify(&test.house);
	close_case(&test);
}

/* Compares the reason of each bad row with the one of its line. */
static const struct {
	const char *row, *reason;
} bad_rows[] = {
	{ "1,2026-11-21,Soup,5.50,0", "the quantity is not a whole number from 1 to 9999" },
	{ "1,2026-11-21,Soup,5.50,-1", "the quantity is not a whole number from 1 to 9999" },
	{ "1,2026-11-21,Soup,5.50,1.5", "the quantity is not a whole number from 1 to 9999" },
	{ "1,2026-11-21,Soup,-5.50,1", "the price is negative" },
	{ "1,2026-11-21,Soup,5.505,1", "the price has more decimals than the currency" },
	{ "1,2026-11-21,Soup,99999999999999999999,1", "the price cannot be read" },
	{ "1,2026-11-21,Soup,90000000000.00,2", "the amount is too large" },
	{ "1,2026-11-21,Soup,"
	  "0000000000000000000000000000000000000000000000000000000000000125.5,1",
	  "the price cannot be read" },
	{ "1,2026-11-21,4242424242424242,5.50,1",
	  "a text looks like a card number, which is never stored" },
	{ "1,2026-11-21,,5.50,1", "the item has no name" },
	{ ",2026-11-21,Soup,5.50,1", "the order number is missing" },
	{ "1,2026-11-21,Soup,5.50", "the row has fewer columns than the profile names" },
};

static void on_known_bad_row(void *arg, int64_t line, const char *reason)
{
	(void)arg;
	CHECK_FATAL(line >= 2 && line < 2 + (int64_t)(sizeof bad_rows / sizeof *bad_rows));
	CHECK_TEXT(reason, bad_rows[line - 2].reason);
}

static void rows_that_mean_something_else_are_bad(void)
{
	struct import_case test;
	struct str csv = { 0 };
	int64_t n = (int64_t)(sizeof bad_rows / sizeof *bad_rows);

	str_add(&csv, "order,day,what,price,n\n");
	for (int64_t i = 0; i < n; i++)
		str_addf(&csv, "%s\n", bad_rows[i].row);
	str_add(&csv, "2,2026-11-21,Soup,5.50,1\n");
	open_case(&test, "meant", PROFILE_HEAD "unit_price = price\nquantity = n\n",
		  str_text(&csv));
	test.import.bad_row = on_known_bad_row;
	test.import.strict = true;
	CHECK_INT(sales_import_run(&test.import), ERR_DATA);
	CHECK_INT(taken(&test), 0);
	test.import.strict = false;
	CHECK_OK(run_again(&test));
	CHECK_INT(test.import.counts.bad_rows, n);
	CHECK_INT(taken(&test), 550);
	str_done(&csv);
	close_case(&test);
}

static void an_order_of_two_dates_is_not_moved(void)
{
	static const char csv[] = "order,day,what,price\n1,2026-11-22,Soup,5.50\n"
				  "2,2026-11-22,Tea,2.50\n1,2026-11-23,Lamb,18.00\n";
	struct import_case test;

	open_case(&test, "two", PROFILE_HEAD "unit_price = price\n", csv);
	test.import.strict = true;
	CHECK_INT(sales_import_run(&test.import), ERR_DATA);
	CHECK_INT(test.bad_line, 4);
	test.import.strict = false;
	CHECK_OK(run_again(&test));
	CHECK_INT(taken(&test), 800);
	close_case(&test);
	open_case(&test, "twoday",
		  PROFILE_HEAD "unit_price = price\n[format]\norder_numbers = day\n", csv);
	CHECK_OK(sales_import_run(&test.import));
	CHECK_INT(test.import.counts.rung, 3);
	CHECK_INT(taken(&test), 2600);
	close_case(&test);
}

static void a_slip_in_a_date_does_not_run_the_calendar(void)
{
	struct import_case test;

	open_case(&test, "slip", PROFILE_HEAD "unit_price = price\n",
		  "order,day,what,price\n1,2026-11-22,Soup,5.50\n2,2062-11-23,Tea,2.50\n");
	CHECK_INT(sales_import_run(&test.import), ERR_RANGE);
	CHECK(strstr(test.import.words, "2062-11-23") != NULL);
	CHECK_INT(test.import.counts.rung, 1);
	CHECK_INT(test.import.counts.rolled, 1);
	close_case(&test);
}

/* Food of the house is taxed at 10 % inclusive; the file says otherwise. */
static void a_file_neither_takes_nor_makes_the_taxes_of_the_menu(void)
{
	struct import_case test;
	struct item item;
	int32_t date;

	open_case(&test, "taxes",
		  PROFILE_HEAD "unit_price = price\ncategory = group\n"
			       "[sale]\ntax = exclusive\ntax_rate = 5\n"
			       "[departments]\nFood = Hall\n",
		  "order,day,what,price,group\n1,2026-11-21,Lentil soup,100.00,Food\n"
		  "1,2026-11-21,Flat bread,20.00,Food\n");
	CHECK_OK(sales_import_run(&test.import));
	CHECK_INT(taken(&test), 12600);
	CHECK_INT(shift_number(&test.house,
			       "SELECT sum(f.amount_minor) FROM frozen f JOIN department d ON "
			       "d.property = f.property AND d.number = f.department "
			       "WHERE f.property = $1 AND d.name = 'Hall' AND f.component = 0"),
		  12000);
	date = test.house.app.property.business_date;
	CHECK_OK(store_item_by_code(test.house.app.db, 31, date, &item));
	CHECK_INT(shift_number(&test.house,
			       "SELECT count(DISTINCT c.tax_class) FROM item i JOIN category c ON "
			       "c.property = i.property AND c.id = i.category JOIN tax_class t ON "
			       "t.property = c.property AND t.id = c.tax_class "
			       "WHERE i.property = $1 AND c.name = 'Food' AND t.name = 'VAT 10'"),
		  1);
	shift_verify(&test.house);
	close_case(&test);
}

static void another_till_may_have_moved_the_date(void)
{
	struct import_case test;
	struct act act;
	int32_t date;

	open_case(&test, "moved", PROFILE_HEAD "unit_price = price\n",
		  "order,day,what,price\n1,2026-11-24,Soup,5.50\n");
	date = test.house.app.property.business_date;
	act = app_act(&test.house.app, test.house.manager);
	CHECK_OK(day_roll(&test.house.app, &act, date + 2, NULL));
	test.house.app.property.business_date = date;
	CHECK_OK(sales_import_run(&test.import));
	CHECK_INT(test.import.counts.rolled, 1);
	CHECK_INT(test.house.app.property.business_date, date + 3);
	close_case(&test);
}

static void dates_and_times_follow_their_format(void)
{
	int32_t date = 0, expected = 0;
	int64_t time_s = 0;

	clock_date_make(2015, 1, 31, &expected);
	CHECK(sales_date_parse("DD-MM-YYYY", "31-01-2015", &date));
	CHECK_INT(date, expected);
	CHECK(sales_date_parse("M/D/YY", "1/31/15", &date));
	CHECK_INT(date, expected);
	CHECK(!sales_date_parse("DD-MM-YYYY", "31-02-2015", &date));
	CHECK(!sales_date_parse("DD-MM-YYYY", "31-01-2015x", &date));
	CHECK(sales_time_parse("H:MM PP", "1:05 PM", &time_s));
	CHECK_INT(time_s, 13 * 3600 + 300);
	CHECK(!sales_time_parse("HH:MM", "24:00", &time_s));
}

const struct check_test test_import[] = {
	{ "orders of any shape are rung by date (L8)", orders_of_any_shape_are_rung_by_date },
	{ "bad rows are named and the rest goes in", bad_rows_are_named_and_the_rest_goes_in },
	{ "a stopped import is continued and nothing is rung twice (L3)",
	  a_stopped_import_is_continued_and_nothing_is_rung_twice },
	{ "an order older than the open date is refused (L8)",
	  an_order_older_than_the_open_date_is_refused },
	{ "odd files are read as they are meant", odd_files_are_read_as_they_are_meant },
	{ "rows that mean something else are bad (M9, P1)", rows_that_mean_something_else_are_bad },
	{ "an order of two dates is not moved (L8)", an_order_of_two_dates_is_not_moved },
	{ "a slip in a date does not run the calendar (L8)",
	  a_slip_in_a_date_does_not_run_the_calendar },
	{ "a file neither takes nor makes the taxes of the menu (M4)",
	  a_file_neither_takes_nor_makes_the_taxes_of_the_menu },
	{ "another till may have moved the date (L8)", another_till_may_have_moved_the_date },
	{ "dates and times follow their format", dates_and_times_follow_their_format },
	{ NULL, NULL },
};
