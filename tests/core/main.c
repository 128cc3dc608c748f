/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/main.c -- the rules of core/, file by file.
 */
#include "check.h"

extern const struct check_test test_money[];
extern const struct check_test test_money_parse[];
extern const struct check_test test_share[];
extern const struct check_test test_tax[];
extern const struct check_test test_bill[];
extern const struct check_test test_bill_cases[];
extern const struct check_test test_bill_service[];
extern const struct check_test test_carry[];
extern const struct check_test test_share_table[];
extern const struct check_test test_entry[];
extern const struct check_test test_perm[];
extern const struct check_test test_refund[];
extern const struct check_test test_gift[];
extern const struct check_test test_hours[];

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "money", test_money },
		{ "money_parse", test_money_parse },
		{ "share", test_share },
		{ "share_table", test_share_table },
		{ "tax", test_tax },
		{ "bill", test_bill },
		{ "bill_cases", test_bill_cases },
		{ "bill_service", test_bill_service },
		{ "carry", test_carry },
		{ "entry", test_entry },
		{ "perm", test_perm },
		{ "refund", test_refund },
		{ "gift", test_gift },
		{ "hours", test_hours },
		{ 0 },
	};

	return check_main(suites, argc, argv);
}
