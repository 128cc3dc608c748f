/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_bill_paper.c -- the guest check at the keyboard (B7).
 */
#include <stdio.h>

#include "counter.h"
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
	counter_type(&counter, "2 1 Enter");
	CHECK(!counter_says(&counter, "out of date"));
	counter_type(&counter, "F9 p");
	CHECK(counter_says(&counter, "it says which one it replaces"));
	CHECK(counter_has(&counter, "check 1 · printed"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM guest_check"), 2);
	counter_type(&counter, "F8");
	CHECK(counter_has(&counter, "Void 2.20: 1 × Espresso?"));
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

const struct check_test test_bill_paper[] = {
	{ "one key prints the guest check; what changes then is flagged (B7)",
	  printed_and_flagged },
	{ "a look at the guest check prints nothing", looked_at_first },
	{ NULL, NULL },
};
