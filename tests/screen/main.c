/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/main.c -- the tests of the screens.
 */
#include "suites.h"
#include "ui/text.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "grammar", test_grammar },
		{ "actions", test_actions },
		{ "login", test_login },
		{ "floor", test_floor },
		{ "plan", test_plan },
		{ "booked", test_booked },
		{ "check", test_check },
		{ "place", test_place },
		{ "slips", test_slips },
		{ "move", test_move },
		{ "bill_paper", test_bill_paper },
		{ "rounds", test_rounds },
		{ "menu", test_menu },
		{ "pick", test_pick },
		{ "two", test_two },
		{ "till", test_till },
		{ "train", test_train },
		{ "keys", test_keys },
		{ "approve", test_approve },
		{ "drawer", test_drawer },
		{ "macro", test_macro },
		{ "kitchen", test_kitchen },
		{ "mash", test_mash },
		{ "mono", test_mono },
		{ "pay", test_pay },
		{ "pay_split", test_pay_split },
		{ "split", test_split },
		{ "receipts", test_receipts },
		{ "cards", test_cards },
		{ "gift", test_gift },
		{ "prices", test_prices },
		{ "work", test_work },
		{ 0 },
	};

	if (!text_locale())
		return 99;
	return check_main(suites, argc, argv);
}
