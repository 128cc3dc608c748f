/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/store/suites.h -- the tables of tests of this folder.
 */
#ifndef SANDUQ_TESTS_STORE_SUITES_H
#define SANDUQ_TESTS_STORE_SUITES_H

#include "check.h"

extern const struct check_test test_schema[];
extern const struct check_test test_db[];
extern const struct check_test test_act[];
extern const struct check_test test_verify[];
extern const struct check_test test_disk[];

#endif
