/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/locale/main.c -- runs the tests of locale/.
 */
#include "suites.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "catalog", test_catalog },
		{ "latin", test_latin },
		{ "number", test_number },
		{ "date", test_date },
		{ "fold", test_fold },
		{ 0 },
	};

	return check_main(suites, argc, argv);
}
