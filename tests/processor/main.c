/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/main.c -- runs the tests of processor/.
 */
#include "suites.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "names", test_names },
		{ 0 },
	};

	return check_main(suites, argc, argv);
}
