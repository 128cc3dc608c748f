/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/locale/suites.h -- the tables of tests of locale/, one per source file.
 */
#ifndef SANDUQ_TESTS_LOCALE_SUITES_H
#define SANDUQ_TESTS_LOCALE_SUITES_H

#include "check.h"

extern const struct check_test test_catalog[];
extern const struct check_test test_date[];
extern const struct check_test test_fold[];
extern const struct check_test test_latin[];
extern const struct check_test test_number[];

#endif
