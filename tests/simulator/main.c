/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/simulator/main.c -- the tests of the simulated processor, without its wire.
 */
#include "tests/simulator/suites.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "money", test_money },
		{ "wire", test_wire },
		{ "random", test_random },
		{ "https", test_https },
		{ 0 },
	};

	return check_main(suites, argc, argv);
}
