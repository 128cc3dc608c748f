/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/card.h -- the test cards: names, the last four, and what the issuer says.  [pure]
 *
 * Rules   P1: these are the test numbers that Stripe publishes; no other number is known here.
 */
#ifndef SANDUQ_SIMULATOR_CARD_H
#define SANDUQ_SIMULATOR_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum card_does {
	CARD_PLAIN,
	CARD_DECLINES, /* with `says` as decline_code */
	CARD_NO_OVERCAPTURE,
	CARD_NO_INCREMENT,
	CARD_INCREMENT_DECLINES,
	CARD_BY_AMOUNT, /* what the last two digits of the amount say */
	CARD_REFUND_PENDING,
	CARD_REFUND_FAILS, /* later */
	CARD_DISPUTED,
	CARD_LATER_DECLINES /* can be saved, is declined when charged */
};

struct card {
	const char *name; /* "visa" */
	const char *number; /* Stripe's test number, or "" */
	const char *token; /* "pm_card_visa" */
	const char *brand, *last4, *funding;
	enum card_does does;
	const char *says;
};

/* A card by name, test number or token; NULL when there is none. */
const struct card *sim_card_find(const char *text);

/* The i-th card, NULL after the last. */
const struct card *sim_card_at(size_t i);

/* The decline code for a charge of `amount_minor`, NULL: approved.  `by_amount`: the amount speaks
 * for any card. */
const char *sim_card_declines(const struct card *card, int64_t amount_minor, bool by_amount);

/* The error code ("card_declined", "expired_card") and the sentence that go with a decline code. */
const char *sim_card_error_code(const char *decline_code);
const char *sim_card_message(const char *decline_code);

#endif
