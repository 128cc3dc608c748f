/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/matrix/main.c -- every fault of a processor at every operation, the till killed at every
 *                        moment of it.
 */
#include "matrix/cell.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "matrix", test_matrix },
		{ NULL, NULL },
	};

	return check_main(suites, argc, argv);
}
