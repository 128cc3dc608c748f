/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/main.c -- runs the tests of base/.
 */
#include "base/hash.h"
#include "suites.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "err", test_err },
		{ "id", test_id },
		{ "str", test_str },
		{ "clock", test_clock },
		{ "random", test_random },
		{ "hash", test_hash },
		{ "file", test_file },
		{ 0 },
	};

	if (!hash_ready())
		return 99;
	return check_main(suites, argc, argv);
}
