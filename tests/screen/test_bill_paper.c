/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_bill_paper.c -- the guest check at the keyboard (B7).
 */
#include <stdio.h>
#include <string.h>

#include "counter.h"
#include "document/document.h"
#include "locale/catalog.h"
#include "service/receipt.h"
#include "service/setup.h"
#include "suites.h"

static void begin(struct counter *counter, const char *name, const char *printer)
{
	counter_open(counter, &(struct counter_options){ .name = name, .printer = printer,
							  .receipt = SETTINGS_RECEIPT_ASK });
	counter_log_in(counter, 2);
	counter_type(counter, "5 * 2 Enter 2 1 Enter 3 2 Enter");
}

static void printed_and_flagged(void)
{
	struct counter counter;
	char printer[512];

	snprintf(printer, sizeof printer, "dir:%s", check_folder());
	begin(&counter, "paper-print", printer);
	counter_type(&counter, "Ctrl-P");
	CHECK(counter_says(&counter, "The check is printed."));
	CHECK(counter_has(&counter, "check 1 · printed"));
	counter_type(&counter, "2 1 Enter");
	CHECK(counter_has(&counter, "check 1 · print anew"));
	CHECK(counter_says(&counter, "1 × Espresso, 2.20 · The printed check is out of date."));
	counter_type(&counter, "F12");
	CHECK(counter_has(&counter, "check 1 · print anew"));
	counter_type(&counter, "Esc 2 1 Enter");
	CHECK(!counter_says(&counter, "out of date"));
	counter_type(&counter, "F9 p");
	CHECK(counter_says(&counter, "it says which one it replaces"));
	CHECK(counter_has(&counter, "check 1 · printed"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM guest_check"), 2);
	counter_type(&counter, "F8");
	CHECK(counter_has(&counter, "Void 2.20: 1 × Espresso?"));
	counter_close(&counter);
}

/* An amount stands in its column beside a name from the right. */
static void names_of_all_directions_keep_the_columns(void)
{
	struct setup_item item = { .code = 71, .name = "شيش طاووق", .price_minor = 1240,
				   .search = "شيش", .category = "Food", .department = "Food",
				   .tax_class = "VAT 10", .is_active = true };
	struct counter counter;
	struct act act;

	counter_begin(&counter, "paper-columns");
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK_FATAL(setup_item(&counter.house.app, &act, &item, NULL));
	counter_restart(&counter);
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 7 1 Enter 3 2 Enter F9 v");
	counter_golden(&counter, "check-paper-names");
	counter_close(&counter);
}

static void looked_at_first(void)
{
	struct counter counter;

	begin(&counter, "paper-look", NULL);
	counter_type(&counter, "Ctrl-P");
	CHECK(counter_says(&counter, "This till has no printer; F9 v shows the check."));
	counter_type(&counter, "F9 v");
	CHECK(counter_has(&counter, "Lamb ouzi"));
	counter_golden(&counter, "check-paper");
	counter_type(&counter, "Esc");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM guest_check"), 0);
	counter_close(&counter);
}

static bool says(const struct document *doc, const char *text)
{
	for (size_t i = 0; i < document_count(doc); i++) {
		struct document_block block = document_block(doc, i);

		if (strstr(block.start, text) != NULL || strstr(block.text, text) != NULL)
			return true;
	}
	return false;
}

/* The receipt of a sale at table 5, in the language of the settings unless the printer is raw. */
static void receipt_in(const char *name, const char *keys, bool is_raw, const char *language,
		       bool is_rtl)
{
	struct counter counter;
	struct document *doc = NULL;
	struct paper_row row;
	char table[64], total[64];

	counter_open(&counter, &(struct counter_options){ .name = name, .keys = keys });
	counter.house.app.prints_raw = is_raw;
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 1 Enter F11");
	CHECK_OK_FATAL(receipt_load(counter.house.app.db,
				    counter_number(&counter, "SELECT max(id) FROM paper"), &row,
				    &doc));
	snprintf(table, sizeof table,
		 catalog_text(is_raw ? NULL : counter.till.papers, "Table %lld"), 5LL);
	snprintf(total, sizeof total, "%s",
		 catalog_text(is_raw ? NULL : counter.till.papers, "Total"));
	CHECK_TEXT(document_language(doc), language);
	CHECK_INT(document_is_rtl(doc), is_rtl);
	CHECK(says(doc, table));
	CHECK(says(doc, total));
	CHECK(says(doc, "Espresso"));
	document_free(doc);
	counter_close(&counter);
}

static void papers_speak_the_language_of_the_house(void)
{
	receipt_in("paper-en", NULL, false, "en", false);
	receipt_in("paper-ar", "[paper]\nlanguage = ar\n", false, "ar", true);
	receipt_in("paper-fa", "[paper]\nlanguage = fa\n", false, "fa", true);
	receipt_in("paper-raw", "[paper]\nlanguage = ar\n", true, "en", false);
}

const struct check_test test_bill_paper[] = {
	{ "papers speak the language of the settings, raw printers English",
	  papers_speak_the_language_of_the_house },
	{ "one key prints the guest check; what changes then is flagged (B7)",
	  printed_and_flagged },
	{ "a look at the guest check prints nothing", looked_at_first },
	{ "names of all directions keep the columns of a paper",
	  names_of_all_directions_keep_the_columns },
	{ NULL, NULL },
};
