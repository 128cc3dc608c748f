/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/csv.h -- writing comma-separated values that no spreadsheet runs.  [pure]
 *
 * Shape   RFC 4180: fields parted by commas, quoted where needed, rows ended by CRLF.  A text that
 *         begins with = + - @ TAB or CR gets a ' before it; amounts are plain decimals.
 * Errors  none but the sticky failure of struct str.
 */
#ifndef SANDUQ_DOCUMENT_CSV_H
#define SANDUQ_DOCUMENT_CSV_H

#include <stdint.h>

#include "base/str.h"

/* Adds a field to the row being written at the end of `out`. */
void document_csv_text(struct str *out, const char *text);
void document_csv_amount(struct str *out, int64_t amount_minor, int exponent);
void document_csv_int(struct str *out, int64_t value);

/* Ends the row. */
void document_csv_end(struct str *out);

#endif
