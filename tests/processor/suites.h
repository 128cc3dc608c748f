/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/suites.h -- the tables of tests of processor/, one per source file.
 */
#ifndef SANDUQ_TESTS_PROCESSOR_SUITES_H
#define SANDUQ_TESTS_PROCESSOR_SUITES_H

#include "check.h"

extern const struct check_test test_decode[];
extern const struct check_test test_encode[];
extern const struct check_test test_error[];
extern const struct check_test test_http[];
extern const struct check_test test_https[];
extern const struct check_test test_line[];
extern const struct check_test test_list[];
extern const struct check_test test_names[];
extern const struct check_test test_simulated[];

#endif
