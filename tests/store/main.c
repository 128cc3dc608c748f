/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/store/main.c -- the tests of store/.
 */
#include "base/hash.h"
#include "store/suites.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "schema", test_schema },
		{ "db", test_db },
		{ "act", test_act },
		{ "verify", test_verify },
		{ "disk", test_disk },
		{ 0 },
	};

	if (!hash_ready())
		return 99;
	return check_main(suites, argc, argv);
}
