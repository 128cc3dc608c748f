/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/main.c -- runs the tests of processor/.
 */
#include "processor/suites.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "names", test_names },
		{ "encode", test_encode },
		{ "error", test_error },
		{ "decode", test_decode },
		{ "list", test_list },
		{ "line", test_line },
		{ "simulated", test_simulated },
		{ "http", test_http },
		{ "https", test_https },
		{ 0 },
	};

	return check_main(suites, argc, argv);
}
