/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_bill_paper.c -- the guest check at the keyboard (B7).
 */
#include <stdio.h>

#include "counter.h"
#include "service/setup_price.h"
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
	counter_type(&counter, "F9 p");
	CHECK(counter_says(&counter, "it says which one it replaces"));
	CHECK(counter_has(&counter, "check 1 · printed"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM guest_check"), 2);
	counter_type(&counter, "-");
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

/* A house whose service charge is 10 % for six and more. */
static void add_service(struct counter *counter)
{
	struct setup_service rule = { .name = "Service", .room = "", .covers = 6,
				      .rate_ppm = 100000, .department = "Service",
				      .tax_class = "VAT 10", .is_active = true };
	struct act act = app_act(&counter->house.app, counter->house.manager);

	CHECK_OK_FATAL(setup_service(&counter->house.app, &act, &rule, NULL));
}

static void what_else_it_costs(void)
{
	struct counter counter;

	counter_begin(&counter, "paper-charge");
	add_service(&counter);
	counter_log_in(&counter, 3);
	counter_type(&counter, "5 * 6 Enter 3 2 Enter");
	CHECK_INT(counter_due(&counter, 5), 1980);
	CHECK(counter_has(&counter, "service 1.80"));
	counter_type(&counter, "F9 s 0 Enter");
	CHECK(counter_has(&counter, "Why another service charge?"));
	counter_type(&counter, "1");
	CHECK(counter_says(&counter, "The service charge is waived. Due now: 18.00."));
	counter_type(&counter, "F9 s Enter");
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 1980);
	counter_type(&counter, "F9 x");
	CHECK(counter_has(&counter, "Which tax is not charged?"));
	counter_type(&counter, "1");
	counter_text(&counter, "X-12");
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "That tax is not charged on this check."));
	CHECK_INT(counter_due(&counter, 5), 1800);
	counter_type(&counter, "F9 x");
	counter_type(&counter, "y");
	CHECK_INT(counter_due(&counter, 5), 1980);
	counter_type(&counter, "F9 a");
	CHECK(counter_says(&counter, "This check is taken away."));
	counter_type(&counter, "F9 a");
	CHECK(counter_says(&counter, "This check is eaten here."));
	counter_close(&counter);
}

const struct check_test test_bill_paper[] = {
	{ "one key prints the guest check; what changes then is flagged (B7)",
	  printed_and_flagged },
	{ "a look at the guest check prints nothing", looked_at_first },
	{ "service charge, exemption and take-away by F9, and back (L7, M6)",
	  what_else_it_costs },
	{ NULL, NULL },
};
