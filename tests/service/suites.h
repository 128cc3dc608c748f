/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/suites.h -- the test tables of this layer.
 */
#ifndef SANDUQ_TESTS_SERVICE_SUITES_H
#define SANDUQ_TESTS_SERVICE_SUITES_H

#include "check.h"

extern const struct check_test test_bill[];
extern const struct check_test test_ring[];
extern const struct check_test test_split[];
extern const struct check_test test_cells[];
extern const struct check_test test_move[];
extern const struct check_test test_transfer[];
extern const struct check_test test_room[];
extern const struct check_test test_discount[];
extern const struct check_test test_price[];
extern const struct check_test test_guest_check[];
extern const struct check_test test_charge[];
extern const struct check_test test_allow[];
extern const struct check_test test_pay[];
extern const struct check_test test_payment[];
extern const struct check_test test_doubt[];
extern const struct check_test test_cash[];
extern const struct check_test test_drawer[];
extern const struct check_test test_courier[];
extern const struct check_test test_courier_faults[];
extern const struct check_test test_courier_refund[];
extern const struct check_test test_reconcile[];
extern const struct check_test test_refund[];
extern const struct check_test test_refund_card[];
extern const struct check_test test_gift[];
extern const struct check_test test_refund_books[];
extern const struct check_test test_search[];
extern const struct check_test test_repeat[];
extern const struct check_test test_rering[];
extern const struct check_test test_random[];
extern const struct check_test test_full[];
extern const struct check_test test_kitchen[];
extern const struct check_test test_kitchen_print[];
extern const struct check_test test_print[];
extern const struct check_test test_settings[];
extern const struct check_test test_staff[];
extern const struct check_test test_setup[];
extern const struct check_test test_reserve[];
extern const struct check_test test_day[];
extern const struct check_test test_import[];
extern const struct check_test test_reckon[];
extern const struct check_test test_training[];
extern const struct check_test test_training_card[];

#endif
