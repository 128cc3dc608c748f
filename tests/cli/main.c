/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/main.c -- the tests of the command line: the real program, started and read.
 */
#include "suites.h"

static const struct check_suite suites[] = {
	{ "command line", test_command }, { "init", test_init },
	{ "import", test_import_files },  { "books", test_books },
	{ "demo", test_demo },		  { "manual", test_pages },
	{ "resolve", test_resolve },	  { "training", test_training },
	{ 0 },
};

int main(int argc, char **argv)
{
	return check_main(suites, argc, argv);
}
