/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment_meaning.c -- what is certain by now about an attempt: whether an answer is final,
 * and what it then says of the operation (P4).  A table of outcomes, then one of states.
 */
#include "service/payment_parts.h"

static enum payment_meaning meaning_taking(enum processor_op op, enum processor_state state,
					   bool is_refused)
{
	switch (state) {
	case PROCESSOR_AUTHORIZED:
	case PROCESSOR_CAPTURED:
		return PAYMENT_MEANS_DONE;
	case PROCESSOR_CARD_NO:
		return PAYMENT_MEANS_DECLINED;
	case PROCESSOR_VOIDED:
	case PROCESSOR_EXPIRED:
	case PROCESSOR_FAILED:
		return PAYMENT_MEANS_NO;
	case PROCESSOR_CREATED:
		return op == PROCESSOR_LINK_CREATE && !is_refused ? PAYMENT_MEANS_WAIT
								  : PAYMENT_MEANS_NO;
	default:
		return is_refused ? PAYMENT_MEANS_NO : PAYMENT_MEANS_WAIT;
	}
}

/* The state of the object tells whether the operation was done. */
static enum payment_meaning meaning_of_state(enum processor_op op, enum processor_state state,
					     bool is_refused)
{
	bool is_gone = state == PROCESSOR_VOIDED || state == PROCESSOR_EXPIRED;
	enum payment_meaning else_means = is_refused ? PAYMENT_MEANS_NO : PAYMENT_MEANS_WAIT;

	switch (op) {
	case PROCESSOR_CREATE:
		return is_gone || is_refused ? PAYMENT_MEANS_NO : PAYMENT_MEANS_DONE;
	case PROCESSOR_PRESENT:
	case PROCESSOR_CONFIRM_SAVED:
	case PROCESSOR_LINK_CREATE:
		return meaning_taking(op, state, is_refused);
	case PROCESSOR_CAPTURE:
		if (state == PROCESSOR_CAPTURED)
			return PAYMENT_MEANS_DONE;
		return is_gone ? PAYMENT_MEANS_GONE : else_means;
	case PROCESSOR_INCREMENT:
		if (state == PROCESSOR_AUTHORIZED && !is_refused)
			return PAYMENT_MEANS_DONE;
		return is_gone ? PAYMENT_MEANS_GONE : else_means;
	case PROCESSOR_VOID:
	case PROCESSOR_LINK_EXPIRE:
		if (state == PROCESSOR_CAPTURED)
			return PAYMENT_MEANS_TAKEN;
		return is_gone ? PAYMENT_MEANS_DONE : else_means;
	default:
		return is_refused ? PAYMENT_MEANS_NO : PAYMENT_MEANS_DONE;
	}
}

/* What is told to a reader takes no money: whatever becomes of it, the next step is made. */
static enum payment_meaning meaning_at_reader(const struct processor_answer *answer)
{
	bool is_busy = answer->outcome == PROCESSOR_BUSY || answer->outcome == PROCESSOR_THROTTLED;

	if (is_busy && answer->next == PROCESSOR_NEXT_REPLAY)
		return PAYMENT_MEANS_WAIT;
	return answer->outcome == PROCESSOR_OK ? PAYMENT_MEANS_DONE : PAYMENT_MEANS_NO;
}

enum payment_meaning payment_meaning(enum processor_op op, const struct processor_answer *answer)
{
	if (op == PROCESSOR_PRESENT_CANCEL || op == PROCESSOR_DISPLAY)
		return meaning_at_reader(answer);
	switch (answer->outcome) {
	case PROCESSOR_OK:
		return meaning_of_state(op, answer->state, false);
	case PROCESSOR_PENDING:
		return op == PROCESSOR_CREATE && answer->intent[0] != '\0' ? PAYMENT_MEANS_DONE
									    : PAYMENT_MEANS_WAIT;
	case PROCESSOR_DECLINED:
		return PAYMENT_MEANS_DECLINED;
	case PROCESSOR_REFUSED:
		if (answer->next == PROCESSOR_NEXT_HUMAN)
			return PAYMENT_MEANS_MISMATCH;
		return meaning_of_state(op, answer->state, true);
	case PROCESSOR_MISMATCH:
		return PAYMENT_MEANS_MISMATCH;
	case PROCESSOR_CONFIG:
		return PAYMENT_MEANS_NO;
	case PROCESSOR_BUSY:
		return answer->next == PROCESSOR_NEXT_REPLAY ? PAYMENT_MEANS_WAIT
							     : PAYMENT_MEANS_NO;
	default:
		return PAYMENT_MEANS_WAIT;
	}
}
