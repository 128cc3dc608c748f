/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe_error.c -- from how a request ended to what is certain about it (P4).
 *
 * Two tables without gaps: how far the request came, then status, type and code of an error.  The
 * first row that fits decides; the last fits everything.
 */
#include "processor/stripe.h"

#include <assert.h>
#include <string.h>

/* --- how far it came --------------------------------------------------------------------- */

/* Nothing left: the row may be sent as it stands, or is over until somebody mends the settings.
 * Once a byte may have left, nothing but the processor knows. */
static const struct fate_row {
	enum processor_outcome outcome;
	enum processor_next next;
	const char *code;  /* by which the cashier's words are found; NULL: none */
} fate_rows[PROCESSOR_FATE_COUNT] = {
	[PROCESSOR_FATE_REPLIED] = { PROCESSOR_UNKNOWN, PROCESSOR_NEXT_ASK, NULL },
	[PROCESSOR_FATE_NO_NAME] = { PROCESSOR_NOT_SENT, PROCESSOR_NEXT_REPLAY, NULL },
	[PROCESSOR_FATE_NO_PEER] = { PROCESSOR_NOT_SENT, PROCESSOR_NEXT_REPLAY, NULL },
	[PROCESSOR_FATE_NO_TLS] = { PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW, "no_tls" },
	[PROCESSOR_FATE_NOT_TRUSTED] = { PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW, "not_trusted" },
	[PROCESSOR_FATE_SETTINGS] = { PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW, NULL },
	[PROCESSOR_FATE_TIMEOUT] = { PROCESSOR_NOT_SENT, PROCESSOR_NEXT_REPLAY, NULL },
	[PROCESSOR_FATE_LOST] = { PROCESSOR_NOT_SENT, PROCESSOR_NEXT_REPLAY, NULL },
	[PROCESSOR_FATE_TOO_LONG] = { PROCESSOR_UNKNOWN, PROCESSOR_NEXT_ASK, NULL },
};

enum processor_next stripe_unknown_next(const struct processor_request *request,
					const struct processor_reply *reply)
{
	if (!processor_is_write(request->op))
		return PROCESSOR_NEXT_REPLAY;
	if (reply->fate == PROCESSOR_FATE_TOO_LONG || reply->is_replayed ||
	    reply->should_retry == 0)
		return PROCESSOR_NEXT_ASK;
	return PROCESSOR_NEXT_REPLAY;
}

/* --- what the error says ----------------------------------------------------------------- */

#define ANY NULL

static const struct error_row {
	int http;          /* 0: any; 400: any from 400 to 499; 500: any from 500 */
	const char *type;
	const char *code;
	enum processor_outcome outcome;
	enum processor_next next;
	enum processor_state state;
} error_rows[] = {
	/* the first request under this key is still being worked on */
	{ 409, ANY, ANY, PROCESSOR_BUSY, PROCESSOR_NEXT_REPLAY, PROCESSOR_NONE },

	/* journal and body disagree: nothing is sent under a fresh key by itself */
	{ 0, "idempotency_error", ANY, PROCESSOR_REFUSED, PROCESSOR_NEXT_HUMAN, PROCESSOR_NONE },

	/* the reader: it may have the command after all, or nothing was sent to it */
	{ 0, ANY, "terminal_reader_timeout", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_ASK,
	  PROCESSOR_NONE },
	{ 400, ANY, "terminal_reader_offline", PROCESSOR_BUSY, PROCESSOR_NEXT_NEW, PROCESSOR_NONE },
	{ 400, ANY, "terminal_reader_busy", PROCESSOR_BUSY, PROCESSOR_NEXT_NEW, PROCESSOR_NONE },
	{ 400, ANY, "terminal_reader_hardware_fault", PROCESSOR_BUSY, PROCESSOR_NEXT_NEW,
	  PROCESSOR_NONE },

	/* not stored under the key: the same bytes again */
	{ 429, ANY, "lock_timeout", PROCESSOR_BUSY, PROCESSOR_NEXT_REPLAY, PROCESSOR_NONE },
	{ 429, ANY, ANY, PROCESSOR_THROTTLED, PROCESSOR_NEXT_REPLAY, PROCESSOR_NONE },

	/* the key, its mode, its rights */
	{ 401, ANY, ANY, PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW, PROCESSOR_NONE },
	{ 403, ANY, ANY, PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW, PROCESSOR_NONE },
	{ 400, ANY, "api_key_expired", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW, PROCESSOR_NONE },
	{ 400, ANY, "livemode_mismatch", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW, PROCESSOR_NONE },
	{ 400, ANY, "secret_key_required", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW, PROCESSOR_NONE },
	{ 400, ANY, "testmode_charges_only", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW, PROCESSOR_NONE },
	{ 400, ANY, "tls_version_unsupported", PROCESSOR_CONFIG, PROCESSOR_NEXT_NEW,
	  PROCESSOR_NONE },

	/* the hold ran out */
	{ 400, ANY, "charge_expired_for_capture", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK,
	  PROCESSOR_EXPIRED },
	{ 400, ANY, "capture_charge_authorization_expired", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK,
	  PROCESSOR_EXPIRED },

	/* the issuer's no */
	{ 400, "card_error", ANY, PROCESSOR_DECLINED, PROCESSOR_NEXT_NEW, PROCESSOR_CARD_NO },
	{ 402, ANY, ANY, PROCESSOR_DECLINED, PROCESSOR_NEXT_NEW, PROCESSOR_CARD_NO },

	/* the object stands otherwise than was thought: look before anything else */
	{ 400, ANY, "intent_invalid_state", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK, PROCESSOR_NONE },
	{ 400, ANY, "payment_intent_unexpected_state", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK,
	  PROCESSOR_NONE },
	{ 400, ANY, "charge_already_captured", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK,
	  PROCESSOR_NONE },
	{ 400, ANY, "charge_already_refunded", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK,
	  PROCESSOR_NONE },
	{ 400, ANY, "charge_disputed", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK, PROCESSOR_NONE },
	{ 400, ANY, "refund_disputed_payment", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK,
	  PROCESSOR_NONE },
	{ 400, ANY, "resource_missing", PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK, PROCESSOR_NONE },
	{ 404, ANY, ANY, PROCESSOR_REFUSED, PROCESSOR_NEXT_ASK, PROCESSOR_NONE },

	/* somebody between us and them, or they in trouble: it may have happened */
	{ 408, ANY, ANY, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY, PROCESSOR_NONE },
	{ 424, ANY, ANY, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY, PROCESSOR_NONE },
	{ 500, ANY, ANY, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY, PROCESSOR_NONE },
	{ 0, "api_error", ANY, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY, PROCESSOR_NONE },

	/* our request was not understood */
	{ 400, "invalid_request_error", ANY, PROCESSOR_REFUSED, PROCESSOR_NEXT_NOTHING,
	  PROCESSOR_NONE },

	{ 0, ANY, ANY, PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY, PROCESSOR_NONE },
};

static bool fits_http(int row, int http)
{
	if (row == 0 || row == http)
		return true;
	return (row == 400 && http >= 400 && http < 500) || (row == 500 && http >= 500);
}

static bool fits_text(const char *row, const char *text)
{
	return row == ANY || str_equal(row, text);
}

/* An error in words of Stripe's own; without them only a 429 can be believed. */
static const struct error_row *find_error(int http, const struct json *error)
{
	const char *type = json_text(json_get(error, "type"), NULL);
	const char *code = json_text(json_get(error, "code"), "");
	size_t last = sizeof error_rows / sizeof *error_rows - 1;

	if (type == NULL && http != 429)
		return &error_rows[last];
	for (size_t i = 0; i < last; i++)
		if (fits_http(error_rows[i].http, http) && fits_text(error_rows[i].type, type) &&
		    fits_text(error_rows[i].code, code))
			return &error_rows[i];
	return &error_rows[last];
}

/* Stripe-Should-Retry and a replayed answer overrule the row, for what is not settled. */
static enum processor_next next_of(const struct processor_request *request,
				   const struct processor_reply *reply,
				   const struct error_row *row)
{
	bool is_open = row->outcome == PROCESSOR_UNKNOWN || row->outcome == PROCESSOR_BUSY ||
		       row->outcome == PROCESSOR_THROTTLED;

	if (!processor_is_write(request->op))
		return is_open ? PROCESSOR_NEXT_REPLAY : PROCESSOR_NEXT_NOTHING;
	if (!is_open || row->next != PROCESSOR_NEXT_REPLAY)
		return row->next;
	if (reply->is_replayed || reply->should_retry == 0)
		return row->outcome == PROCESSOR_THROTTLED ? PROCESSOR_NEXT_NEW :
							     PROCESSOR_NEXT_ASK;
	return PROCESSOR_NEXT_REPLAY;
}

static void read_error(const struct processor_request *request, const struct processor_reply *reply,
		       const struct json *body, struct processor_answer *answer)
{
	const struct json *error = json_get(body, "error");
	const struct error_row *row = find_error(reply->http, error);

	answer->outcome = row->outcome;
	answer->next = next_of(request, reply, row);
	answer->state = row->state;
	stripe_text(error, "code", answer->code, sizeof answer->code);
	stripe_text(error, "decline_code", answer->decline_code, sizeof answer->decline_code);
	stripe_text(error, "param", answer->param, sizeof answer->param);
	(void)stripe_id(json_get(error, "payment_intent"), answer->intent);
	(void)stripe_id(json_get(error, "charge"), answer->charge);
	if (answer->state == PROCESSOR_CARD_NO && request->op != PROCESSOR_CONFIRM_SAVED &&
	    request->op != PROCESSOR_CREATE)
		answer->state = PROCESSOR_NONE; /* an increment's no leaves the hold as it was */
}

bool stripe_classify(const struct processor_request *request, const struct processor_reply *reply,
		     const struct json *body, struct processor_answer *answer)
{
	const struct fate_row *row;

	assert(reply->fate < PROCESSOR_FATE_COUNT);
	row = &fate_rows[reply->fate];
	answer->outcome = PROCESSOR_UNKNOWN;
	answer->next = stripe_unknown_next(request, reply);
	if (reply->fate != PROCESSOR_FATE_REPLIED) {
		if (!reply->was_sent && row->outcome != PROCESSOR_UNKNOWN) {
			answer->outcome = row->outcome;
			answer->next = row->next;
			if (row->code != NULL)
				(void)str_copy(answer->code, sizeof answer->code, row->code);
		}
		return false;
	}
	answer->http = reply->http;
	if (reply->http >= 400)
		read_error(request, reply, body, answer);
	return reply->http == 200 && body != NULL;
}

/* --- words ------------------------------------------------------------------------------- */

#define SAFE N_("The outcome is unknown. Do not charge again. It is being looked up.")

static const struct message_row {
	enum processor_outcome outcome;
	int state;         /* -1: any */
	const char *code;
	const char *text;
} message_rows[] = {
	{ PROCESSOR_OK, PROCESSOR_CREATED, "customer_canceled",
	  N_("The guest pressed cancel on the reader. Nothing was taken.") },
	{ PROCESSOR_OK, -1, ANY, "" },
	{ PROCESSOR_PENDING, PROCESSOR_WAIT_CARD, ANY, N_("The reader waits for the card.") },
	{ PROCESSOR_PENDING, PROCESSOR_WAIT_GUEST, ANY, N_("The guest has not paid yet.") },
	{ PROCESSOR_PENDING, PROCESSOR_REFUND_PENDING, ANY,
	  N_("The refund is on its way; the processor has not settled it yet.") },
	{ PROCESSOR_PENDING, -1, ANY, N_("The processor is working on it.") },
	{ PROCESSOR_DECLINED, -1, "authentication_required",
	  N_("The guest's bank wants the guest to confirm. Nothing was taken. Send a link.") },
	{ PROCESSOR_DECLINED, -1, ANY,
	  N_("Declined. Nothing was taken. Ask for another card or another way to pay.") },
	{ PROCESSOR_REFUSED, PROCESSOR_EXPIRED, ANY,
	  N_("The hold has run out. Nothing was captured. The amount is due again.") },
	{ PROCESSOR_REFUSED, PROCESSOR_REFUND_FAILED, ANY,
	  N_("The refund did not go through. The amount is still owed to the guest.") },
	{ PROCESSOR_REFUSED, PROCESSOR_REFUND_CANCELED, ANY,
	  N_("The refund did not go through. The amount is still owed to the guest.") },
	{ PROCESSOR_REFUSED, -1, "charge_already_refunded",
	  N_("This was refunded already. Nothing more was moved.") },
	{ PROCESSOR_REFUSED, -1, "charge_disputed",
	  N_("The guest's bank disputes this charge; it cannot be refunded as well.") },
	{ PROCESSOR_REFUSED, -1, "refund_disputed_payment",
	  N_("The guest's bank disputes this charge; it cannot be refunded as well.") },
	{ PROCESSOR_REFUSED, -1, ANY,
	  N_("The processor refused this. Nothing was moved by it. Look at the payment again.") },
	{ PROCESSOR_BUSY, -1, "terminal_reader_offline",
	  N_("The reader does not answer. Nothing was taken. Check its power and network.") },
	{ PROCESSOR_BUSY, -1, "terminal_reader_busy",
	  N_("The reader is busy. Nothing was taken. Wait, or choose another reader.") },
	{ PROCESSOR_BUSY, -1, "terminal_reader_hardware_fault",
	  N_("The reader is out of order. Nothing was taken. Choose another reader.") },
	{ PROCESSOR_BUSY, -1, ANY, N_("The processor is busy with this payment. Wait a moment.") },
	{ PROCESSOR_THROTTLED, -1, ANY,
	  N_("The processor is overloaded. It is tried again by itself.") },
	{ PROCESSOR_CONFIG, -1, "no_tls",
	  N_("No safe connection (TLS 1.2) to the processor. Nothing was sent. Tell a manager; "
	     "cash still works.") },
	{ PROCESSOR_CONFIG, -1, "not_trusted",
	  N_("The processor's certificate is not trusted. Nothing was sent. Tell a manager; "
	     "cash still works.") },
	{ PROCESSOR_CONFIG, -1, ANY,
	  N_("Cards cannot be taken: the processor or its settings are at fault. Nothing was "
	     "taken. Tell a manager; cash still works.") },
	{ PROCESSOR_NOT_SENT, -1, ANY,
	  N_("No connection. Nothing was sent. Try again, or take another tender.") },
	{ PROCESSOR_MISMATCH, -1, ANY,
	  N_("The processor's answer is not what was asked. Do not charge again. A manager must "
	     "look at it.") },
	{ PROCESSOR_UNKNOWN, -1, ANY, SAFE },
};

const char *stripe_message(const struct processor_answer *answer)
{
	for (size_t i = 0; i < sizeof message_rows / sizeof *message_rows; i++) {
		const struct message_row *row = &message_rows[i];

		if (row->outcome == answer->outcome && fits_text(row->code, answer->code) &&
		    (row->state == -1 || row->state == (int)answer->state))
			return row->text;
	}
	return SAFE;
}
