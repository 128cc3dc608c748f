/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/desk.h -- a till that takes cards: the counter of counter.h with ways to pay over a
 *                        processor that is not there, whose answers are made by hand.
 *
 * Shape   ways to pay: Card (reader), Slips (reader, captured when the slip is signed), Tipped
 *         (reader, the tip is typed), QR, Bank (its own terminal), On file,
 *         Voucher, Gift card.
 * Owner   desk_open/desk_close.
 */
#ifndef SANDUQ_TESTS_SCREEN_DESK_H
#define SANDUQ_TESTS_SCREEN_DESK_H

#include "counter.h"
#include "processor/processor.h"
#include "service/payment.h"

struct desk {
	struct counter counter;
	struct processor processor;
	int64_t bill;
};

/* Opens a house with the pay screen on a check over 27.90 at table 5; the cashier works. */
void desk_open(struct desk *desk, const char *name);
void desk_open_size(struct desk *desk, const char *name, int rows, int columns);

/* The same with the screens in another language ("ar", "fa"). */
void desk_open_language(struct desk *desk, const char *name, const char *language);

/* Proves the books and closes. */
void desk_close(struct desk *desk);

/* What an answer says. */
struct desk_answer {
	enum processor_outcome outcome;
	enum processor_state state;
	int64_t amount_minor, most_minor;
};

/* Answers the open attempt of an operation, newest payment first; the screens look again. */
void desk_answer(struct desk *desk, enum processor_op op, struct desk_answer what);

/* Answers whatever is open of the newest payment, one way or another as the dice fall; false when
 * nothing is. */
bool desk_answer_any(struct desk *desk, unsigned dice);

/* The newest payment is on the reader; is authorized for so much; its capture is answered. */
void desk_present(struct desk *desk);
void desk_authorize(struct desk *desk, int64_t amount_minor);
void desk_capture(struct desk *desk, int64_t amount_minor);

/* The newest payment. */
struct payment_row desk_payment(struct desk *desk);

/* Time goes on, and the screens with it. */
void desk_wait(struct desk *desk, int64_t ms);

#endif
