/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/suites.h -- the test tables of this layer.
 */
#ifndef SANDUQ_TESTS_SCREEN_SUITES_H
#define SANDUQ_TESTS_SCREEN_SUITES_H

#include "check.h"

extern const struct check_test test_actions[];
extern const struct check_test test_approve[];
extern const struct check_test test_cards[];
extern const struct check_test test_gift[];
extern const struct check_test test_check[];
extern const struct check_test test_drawer[];
extern const struct check_test test_macro[];
extern const struct check_test test_kitchen[];
extern const struct check_test test_floor[];
extern const struct check_test test_plan[];
extern const struct check_test test_booked[];
extern const struct check_test test_grammar[];
extern const struct check_test test_keys[];
extern const struct check_test test_login[];
extern const struct check_test test_mash[];
extern const struct check_test test_bill_paper[];
extern const struct check_test test_mono[];
extern const struct check_test test_move[];
extern const struct check_test test_pay[];
extern const struct check_test test_pay_split[];
extern const struct check_test test_split[];
extern const struct check_test test_menu[];
extern const struct check_test test_pick[];
extern const struct check_test test_place[];
extern const struct check_test test_slips[];
extern const struct check_test test_receipts[];
extern const struct check_test test_rounds[];
extern const struct check_test test_till[];
extern const struct check_test test_train[];
extern const struct check_test test_two[];
extern const struct check_test test_prices[];
extern const struct check_test test_work[];

#endif
