/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe.c -- the driver: from a reply to what is certain.
 */
#include "processor/stripe.h"

#include <string.h>

#define JSON_TYPE "application/json"

typedef enum stripe_fit read_fn(const struct processor_request *request,
				const struct json *object, struct processor_answer *answer);

#define BIT(state) (1u << (state))
#define WAITING                                                                                    \
	(BIT(PROCESSOR_WAIT_CARD) | BIT(PROCESSOR_WAIT_GUEST) | BIT(PROCESSOR_PROCESSING) |        \
	 BIT(PROCESSOR_REFUND_PENDING))
#define NO_MORE (BIT(PROCESSOR_REFUND_FAILED) | BIT(PROCESSOR_REFUND_CANCELED))
#define NOTHING BIT(PROCESSOR_NONE)
#define SETTLED                                                                                    \
	(BIT(PROCESSOR_AUTHORIZED) | BIT(PROCESSOR_CAPTURED) | BIT(PROCESSOR_VOIDED) |             \
	 BIT(PROCESSOR_EXPIRED))

/* How each operation's object is read, and the states that say it is done. */
static const struct read_row {
	read_fn *read;
	unsigned done;
} read_rows[PROCESSOR_OP_COUNT] = {
	[PROCESSOR_CREATE] = { stripe_read_intent, BIT(PROCESSOR_CREATED) },
	[PROCESSOR_PRESENT] = { stripe_read_reader, BIT(PROCESSOR_CREATED) },
	[PROCESSOR_PRESENT_CANCEL] = { stripe_read_reader, NOTHING },
	[PROCESSOR_DISPLAY] = { stripe_read_reader, NOTHING },
	[PROCESSOR_CONFIRM_SAVED] = { stripe_read_intent,
				      BIT(PROCESSOR_AUTHORIZED) | BIT(PROCESSOR_CAPTURED) },
	[PROCESSOR_INCREMENT] = { stripe_read_intent, BIT(PROCESSOR_AUTHORIZED) },
	[PROCESSOR_CAPTURE] = { stripe_read_intent, BIT(PROCESSOR_CAPTURED) },
	[PROCESSOR_VOID] = { stripe_read_intent, BIT(PROCESSOR_VOIDED) | BIT(PROCESSOR_EXPIRED) },
	[PROCESSOR_REFUND] = { stripe_read_refund, BIT(PROCESSOR_REFUNDED) },
	[PROCESSOR_LINK_CREATE] = { stripe_read_session, BIT(PROCESSOR_WAIT_GUEST) },
	[PROCESSOR_LINK_EXPIRE] = { stripe_read_session, BIT(PROCESSOR_EXPIRED) },
	[PROCESSOR_PRICE_CREATE] = { stripe_read_price, NOTHING },
	[PROCESSOR_PAYLINK_CREATE] = { stripe_read_paylink, BIT(PROCESSOR_WAIT_GUEST) },
	[PROCESSOR_PAYLINK_CLOSE] = { stripe_read_paylink, BIT(PROCESSOR_EXPIRED) },
	[PROCESSOR_CUSTOMER_CREATE] = { stripe_read_customer, NOTHING },
	[PROCESSOR_READER_CREATE] = { stripe_read_reader, NOTHING },
	[PROCESSOR_QUERY] = { stripe_read_intent, SETTLED | BIT(PROCESSOR_CREATED) },
	[PROCESSOR_QUERY_READER] = { stripe_read_reader, NOTHING | BIT(PROCESSOR_CREATED) },
	[PROCESSOR_QUERY_LINK] = { stripe_read_session, SETTLED | BIT(PROCESSOR_SAVED) },
	[PROCESSOR_QUERY_PAYLINK] = { stripe_read_sessions, SETTLED },
	[PROCESSOR_QUERY_REFUND] = { stripe_read_refund, BIT(PROCESSOR_REFUNDED) },
	[PROCESSOR_LIST_READERS] = { stripe_read_list, NOTHING },
	[PROCESSOR_FIND_EVENT] = { stripe_read_list, NOTHING },
	[PROCESSOR_FIND_INTENTS] = { stripe_read_list, NOTHING },
	[PROCESSOR_FIND_REFUNDS] = { stripe_read_list, NOTHING },
	[PROCESSOR_FIND_LINKS] = { stripe_read_list, NOTHING },
	[PROCESSOR_LEDGER] = { stripe_read_list, NOTHING },
	[PROCESSOR_CHARGES] = { stripe_read_list, NOTHING },
	[PROCESSOR_PAYOUTS] = { stripe_read_list, NOTHING },
	[PROCESSOR_PING] = { stripe_read_balance, NOTHING },
};

struct json *stripe_parse(const struct processor_reply *reply)
{
	if (reply->fate != PROCESSOR_FATE_REPLIED || reply->body == NULL ||
	    reply->body_len > PROCESSOR_REPLY_MAX ||
	    strncmp(reply->content_type, JSON_TYPE, strlen(JSON_TYPE)) != 0)
		return NULL;
	return json_parse(reply->body, reply->body_len);
}

/* A reader that failed for a reason not known to be harmless: the card may have been taken. */
static bool is_doubtful(const struct processor_request *request,
			const struct processor_answer *answer)
{
	return read_rows[request->op].read == stripe_read_reader &&
	       answer->state == PROCESSOR_PROCESSING && answer->code[0] != '\0';
}

/* A whole answer of ours: what its state means for the operation. */
static void settle(const struct processor_request *request, struct processor_answer *answer)
{
	unsigned state = BIT(answer->state);

	answer->next = PROCESSOR_NEXT_ASK;
	if ((state & read_rows[request->op].done) != 0) {
		answer->outcome = PROCESSOR_OK;
		answer->next = PROCESSOR_NEXT_NOTHING;
	} else if (is_doubtful(request, answer)) {
		answer->outcome = PROCESSOR_UNKNOWN;
	} else if ((state & WAITING) != 0) {
		answer->outcome = PROCESSOR_PENDING;
	} else if (answer->state == PROCESSOR_CARD_NO) {
		answer->outcome = PROCESSOR_DECLINED;
		answer->next = PROCESSOR_NEXT_NEW;
	} else if ((state & NO_MORE) != 0) {
		answer->outcome = PROCESSOR_REFUSED;
		answer->next = PROCESSOR_NEXT_NOTHING;
	} else {
		answer->outcome = PROCESSOR_UNKNOWN; /* it stands otherwise than this could do */
	}
}

static void read_object(const struct processor_request *request,
			const struct processor_reply *reply, const struct json *body,
			struct processor_answer *answer)
{
	switch (read_rows[request->op].read(request, body, answer)) {
	case STRIPE_FITS:
		answer->is_known = true;
		settle(request, answer);
		break;
	case STRIPE_DIFFERS:
		answer->outcome = PROCESSOR_MISMATCH;
		answer->next = PROCESSOR_NEXT_HUMAN;
		break;
	default:
		answer->outcome = PROCESSOR_UNKNOWN;
		answer->next = stripe_unknown_next(request, reply);
		answer->state = PROCESSOR_NONE;
		break;
	}
}

static void stripe_decode(const struct processor_request *request,
			  const struct processor_reply *reply, struct processor_answer *ret_answer)
{
	struct json *body = stripe_parse(reply);
	struct processor_answer answer;

	processor_answer_init(&answer);
	(void)str_copy(answer.request_id, sizeof answer.request_id, reply->request_id);
	answer.is_replayed = reply->is_replayed;
	answer.should_retry = reply->should_retry;
	answer.retry_after_ms = reply->retry_after_ms;
	if (stripe_classify(request, reply, body, &answer))
		read_object(request, reply, body, &answer);
	answer.message = stripe_message(&answer);
	json_free(body);
	*ret_answer = answer;
}

const struct processor_driver processor_stripe = {
	.name = "stripe",
	.can = PROCESSOR_CAN_READER | PROCESSOR_CAN_DISPLAY | PROCESSOR_CAN_INCREMENT |
	       PROCESSOR_CAN_OVERCAPTURE | PROCESSOR_CAN_PART | PROCESSOR_CAN_LINK |
	       PROCESSOR_CAN_PAYLINK | PROCESSOR_CAN_SAVE | PROCESSOR_CAN_TIP |
	       PROCESSOR_CAN_EVENTS | PROCESSOR_CAN_LEDGER,
	.encode = stripe_encode,
	.decode = stripe_decode,
	.list = stripe_list,
};
