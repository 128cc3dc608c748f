/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/document/suites.h -- the tables of tests of document/ and device/, one per source file.
 */
#ifndef SANDUQ_TESTS_DOCUMENT_SUITES_H
#define SANDUQ_TESTS_DOCUMENT_SUITES_H

#include "check.h"

extern const struct check_test test_device[];
extern const struct check_test test_device_cups[];
extern const struct check_test test_device_tcp[];
extern const struct check_test test_document[];
extern const struct check_test test_document_csv[];
extern const struct check_test test_escpos[];
extern const struct check_test test_form[];
extern const struct check_test test_qr[];
extern const struct check_test test_text[];

#endif
