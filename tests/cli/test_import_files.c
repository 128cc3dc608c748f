/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/test_import_files.c -- menu, staff and tables from files.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

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
		CHECK_TEXT(run.out, i == 0 ? "80 items taken in, 0 bad.\n"
					     "80 added, 0 changed, 0 switched off; 0 stay as they "
					     "are.\n"
					   : "80 items taken in, 0 bad.\n"
					     "0 added, 0 changed, 0 switched off; 80 stay as they "
					     "are.\n");
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
	CHECK_TEXT(run.out, "2 items taken in, 11 bad.\n");
	CHECK_INT(run_acts(store), acts + 3);
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
	{ "menu", "name,wombat\n", "the columns are: name, price" },
	{ "menu", "name,code\n", "no column 'price'" },
	{ "menu", "name,price,name\n", "is there twice" },
	{ "menu", "name,price\nTea,2,3\n", "the row has 3 fields" },
	{ "menu", "name,price,tax\nTea,2,VAT\n", "there is no tax 'VAT' yet" },
	{ "menu", "name,price,tax_rate\nTea,2,101\n", "percentage from 0 to 100" },
	{ "menu", "name,price,tax_rate,active\nTea,2,1,maybe\n", "neither yes nor no" },
	{ "menu", "name,price,tax,tax_rate\nA,2,V,10\nB,2,V,11\n", "another rate on line 2" },
	{ "menu", "name,price\n\"Tea,2\n", ":2:" },
	{ "staff", "number,name,role\n1,Lina,boss\n", "is none of waiter, cashier" },
	{ "staff", "number,name,role\n1,Lina,system\n", "is none of waiter, cashier" },
	{ "staff", "number,name,role\n0,Lina,waiter\n", "from 1 to 99999" },
	{ "staff", "number,name,role,pin\n1,Lina,cashier,4817\n", "too short or too easy" },
	{ "staff", "number,name,role,pin\n1,Lina,waiter,1234\n", "too short or too easy" },
	{ "staff", "number,name,role,pin\n1,Lina,waiter,48a7\n", "not made of digits" },
	{ "staff", "number,name,role,language\n1,Lina,waiter,xx\n", "is none of en, ar, fa" },
	{ "tables", "number,seats\n5,0\n", "from 1 to 999" },
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

const struct check_test test_import_files[] = {
	{ "ways to pay are put by their code, and told when they cannot be (P8)",
	  takes_ways_to_pay },
	{ "the files of the demonstration go in, and again", takes_demo_files },
	{ "bad rows are listed with line and reason, the rest goes in", lists_bad_rows },
	{ "a file that is wrong is told in one sentence", refuses_bad_files },
	{ "a file that is not there is told", tells_missing_file },
	{ "columns come in any order, separator and decimal sign as wanted", takes_other_forms },
	{ 0 }
};
