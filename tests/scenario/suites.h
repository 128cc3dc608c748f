/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/suites.h -- the tests of the test files, for main.c.
 */
#ifndef SANDUQ_TESTS_SCENARIO_SUITES_H
#define SANDUQ_TESTS_SCENARIO_SUITES_H

#include "check.h"

extern const struct check_test test_line[];
extern const struct check_test test_answer[];
extern const struct check_test test_reader[];
extern const struct check_test test_money[];

/* Every .scn file of the source folder, and stories that must fail. */
const struct check_test *test_stories(void);

#endif
