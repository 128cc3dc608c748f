/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/barcode.h -- numbers under bars on goods.  [pure]
 *
 * Shape   8 digits (EAN-8), 12 (UPC-A) or 13 (EAN-13), the last one a check digit.
 * Errors  ERR_SYNTAX.
 * Rules   P1: a barcode has a field and a check of its own, for some look like card numbers.
 */
#ifndef SANDUQ_CORE_BARCODE_H
#define SANDUQ_CORE_BARCODE_H

#include "base/err.h"

#define BARCODE_DIGITS_MAX 13

/* Is this one? */
enum err barcode_check(const char *text);

#endif
