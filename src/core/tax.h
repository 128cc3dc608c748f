/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/tax.h -- taxes of one class, computed once per document.  [pure]
 *
 * Shape   struct tax_class: up to TAX_PARTS_MAX components (taxes or a tax-like service charge),
 *         each a rate on the net, or on the net plus the components before it.
 * Units   rate_ppm; amounts in minor units of the document.
 * Errors  ERR_OVERFLOW, ERR_RANGE (rate below 0 or over 1000 %), ERR_LIMIT.
 * Owner   plain values.
 * Rules   M3 (once per document), M4 (class = class + rate version), M6 (inclusive: each component
 *         is rounded, net is the rest; 10.00 incl. 10 % and 5 % on both is 0.87 + 0.48, net 8.65).
 */
#ifndef SANDUQ_CORE_TAX_H
#define SANDUQ_CORE_TAX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/share.h"

#define TAX_PARTS_MAX SHARE_TAXES

enum tax_base {
	TAX_ON_NET,                /* on the net amount */
	TAX_ON_PREVIOUS,           /* on net + components before it, unrounded base */
	TAX_ON_PREVIOUS_ROUNDED,   /* on net + components before it, as rounded */
};

struct tax_part {
	int64_t rate_ppm;
	enum tax_base base;
};

struct tax_class {
	bool inclusive;            /* amounts contain the taxes */
	int n;                     /* components used */
	struct tax_part part[TAX_PARTS_MAX];
};

/* Net and taxes of `amount_minor`: the gross of an inclusive class, the net of an exclusive one.
 * A negative amount gives the opposite of its positive one.  In an inclusive class a component on
 * a rounded base is taken out of what the components after it have left, as rounded. */
enum err tax_compute(const struct tax_class *tax_class, int64_t amount_minor,
		     struct share_amount *ret_amount);

/* Several amounts that are one document: taxes once on their sum, each shared over the amounts by
 * share_by_amount; net is the rest of an inclusive amount, else the amount (M3).  Two lines of
 * 3.50 at 13 % exclusive carry 0.46 and 0.45. */
enum err tax_compute_together(const struct tax_class *tax_class, const int64_t *amounts, int n,
			      struct share_amount *ret_amounts);

/* tax_compute with some components exempt (bit i = component i): an inclusive price drops by its
 * tax, an exclusive one has none (M6).  A component on top of an exempt one is computed anew on
 * the net without it; the others stay as they were. */
enum err tax_compute_exempt(const struct tax_class *tax_class, unsigned exempt_mask,
			    int64_t amount_minor, struct share_amount *ret_amount);

/* A tax of an amount per person and night: at most `cap_nights` nights count (0: no cap), persons
 * not liable (by age) are not counted by the caller.  ERR_RANGE below 0. */
enum err tax_per_night(int64_t amount_minor, int persons, int nights, int cap_nights,
		       int64_t *ret_minor);

#endif
