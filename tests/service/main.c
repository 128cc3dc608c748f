/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/main.c -- the tests of the business acts.
 */
#include "service/suites.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "bill", test_bill },
		{ "ring", test_ring },
		{ "split", test_split },
		{ "cells", test_cells },
		{ "move", test_move },
		{ "transfer", test_transfer },
		{ "room", test_room },
		{ "discount", test_discount },
		{ "price", test_price },
		{ "guest check", test_guest_check },
		{ "charge", test_charge },
		{ "allow", test_allow },
		{ "pay", test_pay },
		{ "payment", test_payment },
		{ "doubt", test_doubt },
		{ "cash", test_cash },
		{ "drawer", test_drawer },
		{ "courier", test_courier },
		{ "courier faults", test_courier_faults },
		{ "courier refund", test_courier_refund },
		{ "reconcile", test_reconcile },
		{ "refund", test_refund },
		{ "refund_card", test_refund_card },
		{ "refund_books", test_refund_books },
		{ "gift", test_gift },
		{ "search", test_search },
		{ "repeat", test_repeat },
		{ "rering", test_rering },
		{ "random", test_random },
		{ "full", test_full },
		{ "kitchen", test_kitchen },
		{ "kitchen print", test_kitchen_print },
		{ "print", test_print },
		{ "settings", test_settings },
		{ "staff", test_staff },
		{ "setup", test_setup },
		{ "reserve", test_reserve },
		{ "day", test_day },
		{ "import", test_import },
		{ "reckon", test_reckon },
		{ "training", test_training },
		{ "training card", test_training_card },
		{ NULL, NULL },
	};

	return check_main(suites, argc, argv);
}
