/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/suites.h -- the tables of tests of base/, one per source file.
 */
#ifndef SANDUQ_TESTS_BASE_SUITES_H
#define SANDUQ_TESTS_BASE_SUITES_H

#include "check.h"

extern const struct check_test test_clock[];
extern const struct check_test test_config[];
extern const struct check_test test_csv[];
extern const struct check_test test_err[];
extern const struct check_test test_file[];
extern const struct check_test test_guard[];
extern const struct check_test test_hash[];
extern const struct check_test test_id[];
extern const struct check_test test_json[];
extern const struct check_test test_log[];
extern const struct check_test test_loop[];
extern const struct check_test test_random[];
extern const struct check_test test_resident[];
extern const struct check_test test_secret[];
extern const struct check_test test_str[];
extern const struct check_test test_utf8[];
extern const struct check_test test_utf8_width[];

#endif
