/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/qr.h -- a text as the dark and light modules of a QR code.  [pure]
 *
 * Shape   a square of `size` modules a side (21, 25, 29 ... 177), the lowest level of correction,
 *         since screens and receipts are clean and a small code is read from further away.  The
 *         quiet zone around it is left to whoever draws it.
 * Errors  ERR_RANGE (empty), ERR_LIMIT (longer than QR_BYTES_MAX), ERR_MEMORY.
 * Owner   qr_done() frees; fine on a zeroed qr.
 */
#ifndef SANDUQ_DOCUMENT_QR_H
#define SANDUQ_DOCUMENT_QR_H

#include <stdbool.h>

#include "base/err.h"

#define QR_BYTES_MAX 1000
#define QR_QUIET 4               /* modules of light around it, as readers like it */
#define QR_QUIET_LEAST 2         /* what telephones still read */

struct qr {
	int size;
	unsigned char *dark;         /* size * size, 1 or 0, from the top left */
};

/* Makes the code of a text. */
enum err qr_make(const char *text, struct qr *ret_qr);

/* True for a dark module; light outside of the square. */
bool qr_is_dark(const void *qr, int row, int column);

/* Frees. */
void qr_done(struct qr *qr);

#endif
