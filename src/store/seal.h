/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/seal.h -- the text that a day's signature covers, made from the rows of the cut.  [db]
 *
 * Shape   lines ending in '\n': "sanduq-seal-1", "property P", "date D", "next D" (ISO dates),
 *         then "head STATION SEQ HASH" by station, "total ACCOUNT UNIT OPENING DEBIT CREDIT
 *         CLOSING" by account and unit, "papers COUNT TOTAL" (closed parts of the date), and
 *         "perpetual TOTAL" (that of the seal before plus the TOTAL of the date: all closed parts
 *         ever).
 * Errors  ERR_MEMORY, those of db.h.
 * Owner   ret_text is the caller's (str_done).
 * Rules   L8; the same function writes the seal and checks it.
 */
#ifndef SANDUQ_STORE_SEAL_H
#define SANDUQ_STORE_SEAL_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"

/* The text for `date` from its day_head, day_total and part_close rows. */
enum err seal_text(struct db *db, int32_t date, int32_t next_date, struct str *ret_text);

#endif
