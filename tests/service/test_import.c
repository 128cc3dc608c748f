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
	int32_t from, to;

	open_case(&test, "shape",
		  "[file]\nseparator = semicolon\n" PROFILE_HEAD
		  "variant = size\nquantity = n\nline_total = sum\n"
		  "[format]\ndate = D/M/YYYY\ndecimal = comma\ngroup = point\ncurrency_sign = EUR\n"
		  "[sale]\ntax = exclusive\ntax_rate = 7.5\n",
		  "order;day;what;size;n;sum\r\n"
		  "7;23/11/2026;Kebab;L;2;EUR 1.025,00\r\n"
		  "5;22/11/2026;Soup;;1;5,50\r\n"
		  "7;23/11/2026;\"Tea; mint\";;3;7,50\r\n"
		  "6;25/11/2026;Soup;;1;5,50\r\n");
	CHECK_OK(sales_import_run(&test.import));
	CHECK_INT(test.import.counts.rows, 4);
	CHECK_INT(test.import.counts.rung, 3);
	CHECK_INT(test.import.counts.lines, 4);
	CHECK_INT(test.import.counts.rolled, 4);
	CHECK_INT(test.import.counts.empty, 2);
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
	{ "dates and times follow their format", dates_and_times_follow_their_format },
	{ NULL, NULL },
};
