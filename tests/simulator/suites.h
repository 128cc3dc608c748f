/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/simulator/suites.h -- the test files of the simulator.
 */
#ifndef SANDUQ_TESTS_SIMULATOR_SUITES_H
#define SANDUQ_TESTS_SIMULATOR_SUITES_H

#include "check.h"

extern const struct check_test test_https[];
extern const struct check_test test_money[];
extern const struct check_test test_random[];
extern const struct check_test test_wire[];

#endif
