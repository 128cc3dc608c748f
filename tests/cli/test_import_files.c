/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/test_import_files.c -- menu, staff and tables from files.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/file.h"
#include "run.h"
#include "suites.h"

static int lines_of(const char *text)
{
	int n = 0;

	for (; *text != '\0'; text++)
		n += *text == '\n';
	return n;
}

static void takes_demo_files(void)
{
	const char *store = run_house("files");
	struct run run;

	run_sanduq(&run, "import", "staff", run_source("data/demo/staff.csv"), "--store", store,
		   NULL);
	CHECK_INT(run.code, 0);
	CHECK(strncmp(run.out, "6 people taken in, 0 bad.", 25) == 0);
	CHECK(strstr(run.out, "delete it now") != NULL);
	run_sanduq(&run, "import", "tables", run_source("data/demo/tables.csv"), "--store", store,
		   NULL);
	CHECK_TEXT(run.out, "38 tables taken in, 0 bad.\n");
	for (int i = 0; i < 2; i++) {
		run_sanduq(&run, "import", "menu", run_source("data/demo/menu.csv"), "--store",
			   store, "--strict", NULL);
		CHECK_INT(run.code, 0);
		CHECK_TEXT(run.out, i == 0 ? "82 items taken in, 0 bad.\n"
					     "82 added, 0 changed, 0 switched off; 0 stay as they "
					     "are.\n"
					   : "82 items taken in, 0 bad.\n"
					     "0 added, 0 changed, 0 switched off; 82 stay as they "
					     "are.\n");
	}
	for (int i = 0; i < 2; i++) {
		run_sanduq(&run, "import", "discounts", run_source("data/demo/discounts.csv"),
			   "--store", store, "--strict", NULL);
		CHECK_TEXT(run.out, "5 discounts taken in, 0 bad.\n");
		run_sanduq(&run, "import", "services", run_source("data/demo/services.csv"),
			   "--store", store, "--strict", NULL);
		CHECK_TEXT(run.out, "1 service charges taken in, 0 bad.\n");
	}
	CHECK(run_acts(store) > 0);
}

static const char bad_menu[] =
	"Price,Name,Code,Tax rate\n"
	"2.50,Tea,1,10\n"
	"2.50,,2,10\n"
	"2.505,Coffee,3,10\n"
	"\"1,2,3\",Pie,4,10\n"
	"3.00,Card 4111 1111 1111 1111,5,10\n"
	"1.00,Water,1,10\n"
	"3.00,Cake,6,ten\n"
	"3.00,Soup,0,10\n"
	"-3.00,Stew,9,10\n"
	"99999999999999999999,Gold,10,10\n"
	"3.00,Short,11\n"
	"3.00,No tax,12,\n"
	"\"1,234.50\",Caviar,13,10\n";

static const char *const bad_rows[] = {
	":3: name is empty.",
	":4: price '2.505' has more than 2 decimals.",
	":5: price '1,2,3': separators",
	":6: name looks like a card number",
	":7: code 1 stands on line 2 already.",
	":8: tax_rate 'ten' is not a percentage",
	":9: code '0' is not a whole number",
	":10: price '-3.00' is below zero.",
	":11: price '99999999999999999999' is not an amount.",
	":12: the row has 3 fields, the header 4.",
	":13: the row says no tax",
};

static void check_bad_rows(const struct run *run)
{
	size_t n = sizeof bad_rows / sizeof *bad_rows;

	CHECK_INT(run->code, EX_DATAERR);
	CHECK_INT(lines_of(run->err), n);
	for (size_t i = 0; i < n; i++) {
		if (strstr(run->err, bad_rows[i]) == NULL)
			printf("not told: %s\n", bad_rows[i]);
		CHECK(strstr(run->err, bad_rows[i]) != NULL);
	}
	CHECK(strstr(run->err, "4111") == NULL);
}

static void lists_bad_rows(void)
{
	const char *store = run_house("bad"), *file = run_file("bad.csv", bad_menu);
	long acts = run_acts(store);
	struct run run;

	run_sanduq(&run, "import", "menu", file, "--store", store, "--dry-run", NULL);
	check_bad_rows(&run);
	CHECK(strstr(run.out, "2 items are good, 11 are bad; nothing was taken in.") != NULL);
	run_sanduq(&run, "import", "menu", file, "--store", store, "--strict", NULL);
	check_bad_rows(&run);
	CHECK(strstr(run.out, "nothing was taken in") != NULL);
	CHECK_INT(run_acts(store), acts);
	run_sanduq(&run, "import", "menu", file, "--store", store, NULL);
	check_bad_rows(&run);
	CHECK(strncmp(run.out, "2 items taken in, 11 bad.\n2 added,", 34) == 0);
	CHECK_INT(run_acts(store), acts + 2);
}

static const char tenders[] =
	"code,name,driver,tips,captures,unit,rate,notes,position\n"
	"bar-tab,Card on the tab,reader,slip,later,,,,\n"
	"chf,Francs,cash,,,CHF,1.05,10 20 50,\n"
	"card,Bank card,reader,reader,,,,,\n"
	"x,Nothing,none,,,,,,\n"
	"tip,Tip,voucher,typed,,,,,\n"
	"late,Late,voucher,,tomorrow,,,,\n"
	"card,Cash now,cash,,,,,,\n"
	"yen,Yen,voucher,,,JPY,,,\n"
	"two,Second,voucher,,,,,,2\n";

static const char *const bad_tenders[] = {
	":5: 'x' has a code, name, driver,", ":6: tips cannot come to 'tip'",
	":7: captures 'tomorrow' is not one", ":8: 'card' cannot be so", ":9: 'yen' cannot be so",
	":10: position 2 is taken",
};

static void takes_ways_to_pay(void)
{
	const char *store = run_house("tenders"), *file = run_file("tenders.csv", tenders);
	struct run run;

	run_sanduq(&run, "import", "tenders", file, "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK_TEXT(run.out, "3 ways to pay taken in, 6 bad.\n");
	for (size_t i = 0; i < sizeof bad_tenders / sizeof *bad_tenders; i++) {
		if (strstr(run.err, bad_tenders[i]) == NULL)
			printf("not told: %s\n", bad_tenders[i]);
		CHECK(strstr(run.err, bad_tenders[i]) != NULL);
	}
	run_sanduq(&run, "verify", "--store", store, NULL);
	CHECK_INT(run.code, 0);
}

static const struct {
	const char *kind, *text, *told;
} bad_files[] = {
	{ "menu", "", "the file is empty" },
	{ "menu", "name,prise\n", "did you mean 'price'?" },
	{ "menu", "name,wombat\n", "the columns are: code, name" },
	{ "menu", "name,code\n", "no column 'price'" },
	{ "menu", "name,price,name\n", "is there twice" },
	{ "menu", "name,price\nTea,2,3\n", "the row has 3 fields" },
	{ "menu", "name,price,tax\nTea,2,VAT\n", "there is no tax 'VAT' yet" },
	{ "menu", "name,price,tax_rate\nTea,2,101\n", "percentage from 0 to 100" },
	{ "menu", "name,price,tax_rate,active\nTea,2,1,maybe\n", "neither yes nor no" },
	{ "menu", "name,price,tax,tax_rate\nA,2,V,10\nB,2,V,11\n", "another rate on line 2" },
	{ "menu", "name,price,tax_rate\nA,2,10\nB,2,20\n", "another tax or department on line 2" },
	{ "menu", "name,price,tax_rate,hours\nTea,2,10,Mo 9\n", "no times of the week" },
	{ "menu", "name,price,tax_rate,kind\nTea,2,10,loose\n", "none of: plain open" },
	{ "menu", "name,price,tax_rate,aliases\nTea,2,10,4u\n", "begins with a letter" },
	{ "menu", "name,price,tax_rate,barcodes\nTea,2,10,123\n", "not 8, 12 or 13 digits" },
	{ "menu", "name,price,tax_rate,course\nTea,2,10,10\n", "from 0 to 9" },
	{ "categories", "category,station\nGarden,1\n", "department is empty" },
	{ "levels", "level,room\nHappy,Attic\n", "no room 'Attic'" },
	{ "prices", "code,price\n999,2\n", "no item with code 999" },
	{ "modifiers", "group,modifier\nCooked,rare\n", "its own row, without a modifier" },
	{ "modifiers", "group,low,high\nCooked,3,2\n", "low is above high" },
	{ "modifiers", "group,for\nCooked,Zoo\n", "neither an item nor a category" },
	{ "menu", "name,price\n\"Tea,2\n", ":2:" },
	{ "staff", "number,name,role\n1,Lina,boss\n", "is none of waiter, cashier" },
	{ "staff", "number,name,role\n1,Lina,system\n", "is none of waiter, cashier" },
	{ "staff", "number,name,role\n0,Lina,waiter\n", "from 1 to 99999" },
	{ "staff", "number,name,role,pin\n1,Lina,cashier,4817\n", "too short or too easy" },
	{ "staff", "number,name,role,pin\n1,Lina,waiter,1234\n", "too short or too easy" },
	{ "staff", "number,name,role,pin\n1,Lina,waiter,48a7\n", "not made of digits" },
	{ "staff", "number,name,role,language\n1,Lina,waiter,xx\n", "is none of en, ar, fa" },
	{ "tables", "number,seats\n5,0\n", "from 1 to 999" },
	{ "discounts", "name,percent,amount\nA,10,5\n", "just one of percent" },
	{ "discounts", "name,percent\nA,101\n", "outside of what is allowed" },
	{ "discounts", "name,percent,of\nA,10,category\n", "a category is named just where" },
	{ "discounts", "name,percent,category\nA,10,Pies\n", "no category 'Pies'" },
	{ "discounts", "name,percent,kind\nA,10,gift\n", "none of discount, comp" },
	{ "services", "name,percent,room\nA,10,Cellar\n", "no room 'Cellar'" },
	{ "tables", "number\n5\n5\n", "stands on line 2 already" },
};

static void refuses_bad_files(void)
{
	char store[1024];
	long acts;

	snprintf(store, sizeof store, "%s", run_house("refused"));
	acts = run_acts(store);

	for (size_t i = 0; i < sizeof bad_files / sizeof *bad_files; i++) {
		struct run run;

		run_sanduq(&run, "import", bad_files[i].kind, run_file("f.csv", bad_files[i].text),
			   "--store", store, "--strict", NULL);
		CHECK_INT(run.code, EX_DATAERR);
		CHECK(run_told(&run, bad_files[i].told));
		if (strstr(bad_files[i].text, "pin") != NULL)
			CHECK(strstr(run.err, "4817") == NULL && strstr(run.err, "48a7") == NULL);
	}
	CHECK_INT(run_acts(store), acts);
}

static void tells_missing_file(void)
{
	const char *store = run_house("nofile");
	struct run run;

	run_sanduq(&run, "import", "menu", run_in("nothing.csv"), "--store", store, NULL);
	CHECK_INT(run.code, EX_NOINPUT);
	CHECK(run_told(&run, "not there"));
	run_sanduq(&run, "import", "menu", run_in("nofile"), "--store", store, NULL);
	CHECK(run.code != 0);
}

static void takes_other_forms(void)
{
	const char *store = run_house("forms");
	const char *file = run_file("forms.csv", "\xef\xbb\xbfNAME;Price;tax-rate;Tax Included\r\n"
						 "\"Tee; grün\";1.234,50;8,25;no\r\n"
						 "قهوة عربية;3,00;8,25;no\r\n");
	struct run run;

	run_sanduq(&run, "import", "menu", file, "--store", store, "--separator", ";",
		   "--decimal", ",", NULL);
	CHECK_INT(run.code, 0);
	CHECK(strncmp(run.out, "2 items taken in, 0 bad.\n", 25) == 0);
	run_sanduq(&run, "import", "menu", file, "--store", store, "--separator", "ab", NULL);
	CHECK_INT(run.code, EX_USAGE);
	run_sanduq(&run, "import", "menu", file, "--store", store, "--decimal", ";", NULL);
	CHECK_INT(run.code, EX_USAGE);
}

static void put_files(const char *store, const char *const files[5][2])
{
	for (int i = 0; i < 5; i++) {
		struct run run;

		run_sanduq(&run, "import", files[i][0], run_file("put.csv", files[i][1]),
			   "--store", store, "--strict", NULL);
		CHECK_INT(run.code, 0);
		CHECK_TEXT(run.err, "");
	}
}

/* Everything that a menu can hold; "=2+2" would be run by a spreadsheet. */
static const char *const whole_menu[5][2] = {
	{ "menu", "code,name,category,price,tax,tax_rate,kind,lowest,highest,station,course,hours,"
		  "aliases,barcodes,name_ar,active\n"
		  "1,Tea,Hot,2.50,VAT 10,10,,,,2,,,tee|chai,40063812,شاي,\n"
		  "2,=2+2,Hot,1,VAT 10,10,,,,,,Mon-Fri 07:00-11:00,,,,no\n"
		  "3,Catch,Fish,0,VAT 10,10,open,5,99.50,,2,,,,,\n"
		  "4,Cake,Cakes,24,VAT 10,10,weighed,,,0,,,,,,\n"
		  "5,Wine,Wine,20,VAT 20,20,,,,,,,,,,\n"
		  "6,\"Dinner, whole\",Sets,30,VAT 10,10,set,,,,,,,,,\n" },
	{ "categories", "category,station,course,hours,take_away_tax\nHot,1,0,,VAT 20\n"
			"Fish,3,2,17:00-23:00,\n" },
	{ "levels", "level,hours,by_hand,position,active\nHappy hour,Mon-Fri 17-19,no,2,yes\n"
		    "Staff,,yes,1,no\n" },
	{ "prices", "code,size,level,price,name_fa,active\n1,glass,,2.50,,\n1,pot,,4.20,قوری,\n"
		    "1,pot,Happy hour,3.00,,\n5,,Staff,9,,\n1,mug,,3,,no\n" },
	{ "modifiers", "group,modifier,low,high,free,for,price,item,active\nCooked,,1,1,,3|4,,,\n"
		       "Cooked,rare,,,,,,,\nExtras,,0,3,1,Hot|Fish,,,\nExtras,no salt,,,,,-0.50,,\n"
		       "Extras,more,,,,,1.50,,no\nFirst,,1,1,,6,,,\nFirst,wine,,,,,4,5,\n" },
};

static void gives_back_what_it_took(void)
{
	static const char *const tables[] = { "menu", "categories", "levels", "prices",
					      "modifiers" };
	char first[1024], second[1024], path[128], *bytes[2];
	struct run run;
	size_t len[2];

	snprintf(first, sizeof first, "%s", run_house("menu-whole"));
	put_files(first, whole_menu);
	run_sanduq(&run, "export", "menu", run_in("out1"), "--store", first, NULL);
	CHECK_INT(run.code, 0);
	snprintf(second, sizeof second, "%s", run_house("menu-again"));
	for (int i = 0; i < 5; i++) {
		snprintf(path, sizeof path, "out1/%s.csv", tables[i]);
		run_sanduq(&run, "import", tables[i], run_in(path), "--store", second, "--strict",
			   NULL);
		CHECK_TEXT(run.err, "");
		run_sanduq(&run, "import", tables[i], run_in(path), "--store", first, "--dry-run",
			   NULL);
		CHECK(strstr(run.out, "\n0 would be added, 0 changed, 0 switched off;") != NULL);
	}
	run_sanduq(&run, "export", "menu", run_in("out2"), "--store", second, NULL);
	for (int i = 0; i < 5; i++) {
		for (int n = 0; n < 2; n++) {
			snprintf(path, sizeof path, "out%d/%s.csv", n + 1, tables[i]);
			CHECK_OK_FATAL(file_read(run_in(path), 100000, &bytes[n], &len[n]));
		}
		CHECK(len[0] > 100 || i > 0);
		CHECK_TEXT(bytes[1], bytes[0]);
		free(bytes[0]);
		free(bytes[1]);
	}
}

static void a_dry_run_says_what_would_change(void)
{
	const char *store = run_house("menu-dry");
	const char *file = run_file("dry.csv", "code,name,price,hours,active\n"
					       "1,Tea,2.80,Fri,\n3,Catch,0,,no\n"
					       "2,=2+2,1,Mon-Fri 07:00-11:00,yes\n"
					       "5,Wine,20,,\n7,Rum,4,,\n");
	struct run run;
	long acts;

	put_files(store, whole_menu);
	acts = run_acts(store);
	run_sanduq(&run, "import", "menu", file, "--store", store, "--dry-run", NULL);
	CHECK(strstr(run.out, "dry.csv:2: 1 Tea: price 2.50 -> 2.80, hours - -> Fri.\n") != NULL);
	CHECK(strstr(run.out, "dry.csv:3: 3 Catch: switched off.\n") != NULL);
	CHECK(strstr(run.out, "dry.csv:4: 2 =2+2: switched on.\n") != NULL);
	CHECK(strstr(run.out, "0 would be added, 2 changed, 1 switched off; 1 stay as they are.") !=
	      NULL);
	CHECK(run_told(&run, "dry.csv:6: the row says no tax"));
	CHECK_INT(run_acts(store), acts);
}

const struct check_test test_import_files[] = {
	{ "what is exported gives the same menu again", gives_back_what_it_took },
	{ "a dry run says what each row would change, and changes nothing",
	  a_dry_run_says_what_would_change },
	{ "ways to pay are put by their code, and told when they cannot be (P8)",
	  takes_ways_to_pay },
	{ "the files of the demonstration go in, and again", takes_demo_files },
	{ "bad rows are listed with line and reason, the rest goes in", lists_bad_rows },
	{ "a file that is wrong is told in one sentence", refuses_bad_files },
	{ "a file that is not there is told", tells_missing_file },
	{ "columns come in any order, separator and decimal sign as wanted", takes_other_forms },
	{ 0 }
};
