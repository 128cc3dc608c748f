/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/suites.h -- the files of tests of the command line.
 */
#ifndef SANDUQ_TESTS_CLI_SUITES_H
#define SANDUQ_TESTS_CLI_SUITES_H

#include "check.h"

extern const struct check_test test_resolve[];
extern const struct check_test test_command[], test_init[], test_import_files[], test_books[],
	test_demo[], test_pages[], test_training[];

#endif
