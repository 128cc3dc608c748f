/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/till_card.h -- a house that takes cards: ways to pay over a processor that is not
 *                              there, and its answers made by hand.
 *
 * Shape   ways to pay by code: card (reader, captured at once), later (reader, tips from the slip),
 *         tipped (reader, tips on it), tab (reader, later), qr, link, saved, bank (slip).
 */
#ifndef SANDUQ_TESTS_SERVICE_TILL_CARD_H
#define SANDUQ_TESTS_SERVICE_TILL_CARD_H

#include "core/entry.h"
#include "double/house.h"
#include "processor/processor.h"
#include "service/payment.h"

struct till {
	struct house house;
	struct processor processor;
	int64_t bill, part;
	int64_t payment;
};

/* A new house with a check over `codes`; bodies run twice. */
void till_open(struct till *till, const char *name, const int64_t *codes);

/* Rolls the date, which proves the day; proves the store and closes it. */
void till_close(struct till *till);

/* Begins a payment of `amount_minor` (PAY_EXACT: what is due) by the way to pay `code`. */
void till_begin(struct till *till, const char *code, int64_t amount_minor, int64_t tip_minor);

/* An answer to the open attempt of this operation; the amounts that matter. */
struct till_answer {
	enum processor_outcome outcome;
	enum processor_state state;
	int64_t amount_minor;        /* held or captured */
	int64_t tip_minor, most_minor;
	const char *code;
	enum processor_next next;
	const char *found;           /* NULL: "answer" */
};
enum err till_answer(struct till *till, enum processor_op op, struct till_answer what);

/* The open attempt of this operation; 0: none.  All attempts of it, answered or not. */
int64_t till_attempt(struct till *till, enum processor_op op);
int till_attempts(struct till *till, enum processor_op op);

/* As if the courier had claimed all that is due. */
void till_send(struct till *till);

/* Answers all it takes until the card is authorized: created, shown, presented. */
void till_authorize(struct till *till, int64_t hold_minor);
void till_present(struct till *till);

/* Where the payment stands; what a ledger holds; what the part owes. */
struct payment_row till_payment(struct till *till);
int64_t till_ledger(struct till *till, enum ledger ledger);
struct bill_part_view till_part(struct till *till);

/* The act of the cashier on the bill. */
struct act till_act(struct till *till);

#endif
