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
		{ "resident", test_resident },
		{ "secret", test_secret },
		{ "hash", test_hash },
		{ "file", test_file },
		{ "utf8", test_utf8 },
		{ "utf8_width", test_utf8_width },
		{ "csv", test_csv },
		{ "guard", test_guard },
		{ "json", test_json },
		{ "config", test_config },
		{ "loop", test_loop },
		{ "log", test_log },
		{ 0 },
	};

	if (!hash_ready())
		return 99;
	return check_main(suites, argc, argv);
}
