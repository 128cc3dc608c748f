/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/suites.h -- the tables of tests of ui/, one per source file.
 */
#ifndef SANDUQ_TESTS_UI_SUITES_H
#define SANDUQ_TESTS_UI_SUITES_H

#include "check.h"

extern const struct check_test test_bits[];
extern const struct check_test test_canvas[];
extern const struct check_test test_edit[];
extern const struct check_test test_form[];
extern const struct check_test test_key[];
extern const struct check_test test_prompt[];
extern const struct check_test test_table[];
extern const struct check_test test_term[];
extern const struct check_test test_text[];
extern const struct check_test test_ui[];

#endif
