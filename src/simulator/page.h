/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/page.h -- the page behind a payment's QR code, as far as a loopback needs one.
 */
#ifndef SANDUQ_SIMULATOR_PAGE_H
#define SANDUQ_SIMULATOR_PAGE_H

#include <stdint.h>

#include "simulator/simulator.h"

/* GET shows the sum and a button, POST pays with a test card.  `path` is "/pay/ID". */
void page_answer(struct simulator *simulator, const char *path, const char *method,
		 int64_t now_unix_ms, struct simulator_answer *ret_answer);

#endif
