/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/payments.h -- words about payments that several screens say the same way.
 *
 * Rules   P4 (unknown is never shown as failed or paid), B2.
 */
#ifndef SANDUQ_SCREEN_PAYMENTS_H
#define SANDUQ_SCREEN_PAYMENTS_H

#include "screen/till.h"
#include "service/payment.h"

/* True while the processor or the guest works on it, so that it only has to be waited for. */
bool payments_is_under_way(const struct payment_row *payment);

/* "T5 part 2", "Sara, part 1": where the amount belongs. */
void payments_place(const struct draw *draw, const struct till *till,
		    const struct payment_row *payment, char *into, size_t size);

/* "Card  waiting 12 s", "Card  in doubt". */
void payments_state_text(const struct draw *draw, const struct payment_row *payment,
			 const char *type_name, char *into, size_t size);

/* What the processor is doing now, or what its last word means: "insert card". */
const char *payments_words(const struct draw *draw, const struct till *till,
			   const struct payment_row *payment);

/* Why a payment came to nothing, as a sentence: what the processor's code means, or what to do. */
const char *payments_problem(const struct draw *draw, const struct payment_row *payment);

/* What the cashier may tell the guest of an amount in doubt. */
const char *payments_guest_words(const struct draw *draw);

/* The name of a way to pay in the cashier's language. */
void payments_type_name(const struct draw *draw, const struct till *till, int64_t tender_type,
			char *into, size_t size);

/* Draws a paragraph from a row on; returns the rows used. */
int payments_paragraph(struct canvas *canvas, struct area area, enum style style,
		       const char *text);

#endif
