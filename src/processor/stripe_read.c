/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe_read.c -- intents, readers and refunds as answers, compared with what was asked.
 */
#include "processor/stripe.h"

#include <string.h>

/* Over-capture for tips at the table (P5): half of the authorization, or this where it is more. */
#define OVER_FLOOR_UNIT "USD"
#define OVER_FLOOR_MINOR 5000

/* --- states ------------------------------------------------------------------------------ */

enum processor_state stripe_intent_state(const struct json *intent)
{
	static const struct {
		const char *status;
		enum processor_state state;
	} rows[] = {
		{ "requires_payment_method", PROCESSOR_CREATED },
		{ "requires_confirmation", PROCESSOR_CREATED },
		{ "requires_action", PROCESSOR_WAIT_GUEST },
		{ "requires_capture", PROCESSOR_AUTHORIZED },
		{ "succeeded", PROCESSOR_CAPTURED },
		{ "canceled", PROCESSOR_VOIDED },
	};
	const char *status = json_text(json_get(intent, "status"), "");
	const char *why = json_text(json_get(intent, "cancellation_reason"), "");
	enum processor_state state = PROCESSOR_PROCESSING;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].status, status) == 0)
			state = rows[i].state;
	if (state == PROCESSOR_CREATED && json_is_map(json_get(intent, "last_payment_error")))
		state = PROCESSOR_CARD_NO;
	if (state == PROCESSOR_VOIDED && (str_equal(why, "automatic") || str_equal(why, "expired")))
		state = PROCESSOR_EXPIRED;
	return state;
}

enum processor_state stripe_refund_state(const char *status)
{
	if (str_equal(status, "succeeded"))
		return PROCESSOR_REFUNDED;
	if (str_equal(status, "failed"))
		return PROCESSOR_REFUND_FAILED;
	if (str_equal(status, "canceled"))
		return PROCESSOR_REFUND_CANCELED;
	return PROCESSOR_REFUND_PENDING;
}

/* --- the charge of an intent ------------------------------------------------------------- */

static void read_receipt(const struct json *receipt, struct processor_answer *answer)
{
	stripe_text(receipt, "authorization_code", answer->authorization_code,
		    sizeof answer->authorization_code);
	stripe_text(receipt, "application_preferred_name", answer->application,
		    sizeof answer->application);
	stripe_text(receipt, "dedicated_file_name", answer->application_id,
		    sizeof answer->application_id);
}

static bool is_available(const struct json *details, const char *feature)
{
	return str_equal(json_text(json_get(json_get(details, feature), "status"), ""),
			 "available");
}

/* What the hold grants; a card at the reader and one typed by its holder say it differently. */
static void read_grants(const struct json *details, struct processor_answer *answer)
{
	const struct json *over = json_get(details, "overcapture");

	answer->can_increment =
		json_is_true(json_get(details, "incremental_authorization_supported")) ||
		is_available(details, "incremental_authorization");
	answer->can_overcapture = json_is_true(json_get(details, "overcapture_supported")) ||
				  is_available(details, "overcapture");
	answer->capture_before_unix_ms = stripe_time(details, "capture_before");
	(void)stripe_member_minor(details, "amount_authorized", answer->unit,
				  &answer->authorized_minor);
	(void)stripe_member_minor(over, "maximum_amount_capturable", answer->unit,
				  &answer->capture_most_minor);
}

static void read_card(const struct json *details, struct processor_answer *answer)
{
	stripe_text(details, "brand", answer->brand, sizeof answer->brand);
	stripe_text(details, "last4", answer->last_four, sizeof answer->last_four);
	stripe_text(details, "read_method", answer->read_method, sizeof answer->read_method);
	stripe_text(json_get(details, "wallet"), "type", answer->wallet, sizeof answer->wallet);
	(void)stripe_id(json_get(details, "generated_card"), answer->method);
	read_receipt(json_get(details, "receipt"), answer);
	read_grants(details, answer);
}

static void read_charge(const struct json *charge, struct processor_answer *answer)
{
	const struct json *all = json_get(charge, "payment_method_details");
	const char *type = json_text(json_get(all, "type"), "");

	(void)stripe_id(charge, answer->charge);
	if (!json_is_map(charge))
		return;
	(void)stripe_member_minor(charge, "amount", answer->unit, &answer->authorized_minor);
	(void)stripe_member_minor(charge, "amount_refunded", answer->unit,
				  &answer->refunded_minor);
	if (json_is_map(json_get(all, type)))
		read_card(json_get(all, type), answer);
	if (answer->brand[0] == '\0') /* PayPal and the like */
		stripe_text(all, "type", answer->brand, sizeof answer->brand);
}

/* --- intents ----------------------------------------------------------------------------- */

/* The most that may be captured (P5). */
static void read_most(struct processor_answer *answer)
{
	int64_t extra = answer->capturable_minor / 2;

	if (answer->state != PROCESSOR_AUTHORIZED) {
		answer->capture_most_minor = -1;
		return;
	}
	if (strcmp(answer->unit, OVER_FLOOR_UNIT) == 0 && extra < OVER_FLOOR_MINOR)
		extra = OVER_FLOOR_MINOR;
	if (!answer->can_overcapture)
		answer->capture_most_minor = answer->capturable_minor;
	else if (answer->capture_most_minor < 0)
		answer->capture_most_minor = answer->capturable_minor + extra;
	if (answer->authorized_minor < 0)
		answer->authorized_minor = answer->capturable_minor;
}

static bool read_amounts(const struct json *intent, struct processor_answer *answer)
{
	const struct json *tip = json_get(json_get(intent, "amount_details"), "tip");
	bool has_capturable, has_received;

	if (!stripe_unit(json_text(json_get(intent, "currency"), NULL), answer->unit) ||
	    !stripe_member_minor(intent, "amount", answer->unit, &answer->amount_minor) ||
	    answer->amount_minor < 0 || answer->amount_minor > INT64_MAX / 4)
		return false;
	has_capturable = stripe_member_minor(intent, "amount_capturable", answer->unit,
					     &answer->capturable_minor);
	has_received = stripe_member_minor(intent, "amount_received", answer->unit,
					   &answer->captured_minor);
	(void)stripe_member_minor(tip, "amount", answer->unit, &answer->tip_minor);
	if (answer->state == PROCESSOR_AUTHORIZED)
		return has_capturable && answer->capturable_minor > 0 &&
		       answer->capturable_minor <= INT64_MAX / 4;
	return answer->state != PROCESSOR_CAPTURED || (has_received && answer->captured_minor > 0);
}

static void read_refusal(const struct json *error, struct processor_answer *answer)
{
	stripe_text(error, "code", answer->code, sizeof answer->code);
	stripe_text(error, "decline_code", answer->decline_code, sizeof answer->decline_code);
}

enum stripe_fit stripe_intent(const struct processor_request *request, const struct json *object,
			      struct processor_answer *answer)
{
	enum stripe_fit fit = stripe_head(request, object, "payment_intent", answer->intent);

	if (fit != STRIPE_FITS)
		return fit;
	answer->state = stripe_intent_state(object);
	answer->created_unix_ms = stripe_time(object, "created");
	if (json_text(json_get(object, "status"), NULL) == NULL || answer->created_unix_ms == 0 ||
	    !read_amounts(object, answer))
		return STRIPE_LACKS;
	(void)stripe_id(json_get(object, "customer"), answer->customer);
	if (json_is_map(json_get(object, "last_payment_error")))
		read_refusal(json_get(object, "last_payment_error"), answer);
	read_charge(json_get(object, "latest_charge"), answer);
	if (answer->method[0] == '\0')
		(void)stripe_id(json_get(object, "payment_method"), answer->method);
	if ((answer->state == PROCESSOR_AUTHORIZED || answer->state == PROCESSOR_CAPTURED) &&
	    answer->charge[0] == '\0')
		return STRIPE_LACKS;
	read_most(answer);
	return STRIPE_FITS;
}

static bool is_amount(const struct processor_request *request, int64_t minor)
{
	return request->amount_minor == 0 || minor == request->amount_minor;
}

/* The amount that each operation fixed; a guest's tip comes on top (P5). */
static bool has_the_amount(const struct processor_request *request,
			   const struct processor_answer *answer)
{
	int64_t tip = answer->tip_minor > 0 ? answer->tip_minor : 0;

	if (request->unit[0] != '\0' && strcmp(request->unit, answer->unit) != 0)
		return false;
	switch (request->op) {
	case PROCESSOR_CREATE:
	case PROCESSOR_INCREMENT:
		return is_amount(request, answer->amount_minor);
	case PROCESSOR_CONFIRM_SAVED:
		return is_amount(request, answer->amount_minor) &&
		       (answer->state != PROCESSOR_CAPTURED ||
			is_amount(request, answer->captured_minor)) &&
		       (answer->state != PROCESSOR_AUTHORIZED ||
			is_amount(request, answer->capturable_minor));
	case PROCESSOR_CAPTURE:
		return answer->state != PROCESSOR_CAPTURED ||
		       is_amount(request, answer->captured_minor);
	case PROCESSOR_VOID:
		return true;
	default:
		return is_amount(request, answer->amount_minor) ||
		       is_amount(request, answer->amount_minor - tip);
	}
}

/* A hold that was asked for must not come back as a sale, nor the other way about. */
static bool has_the_way(const struct processor_request *request, const struct json *object)
{
	bool is_manual = str_equal(json_text(json_get(object, "capture_method"), ""), "manual");

	if (request->op != PROCESSOR_CREATE && request->op != PROCESSOR_CONFIRM_SAVED)
		return true;
	return is_manual == ((request->flags & PROCESSOR_MANUAL) != 0);
}

enum stripe_fit stripe_read_intent(const struct processor_request *request,
				   const struct json *object, struct processor_answer *answer)
{
	enum stripe_fit fit = stripe_intent(request, object, answer);

	if (fit == STRIPE_FITS && (!has_the_amount(request, answer) ||
				   !has_the_way(request, object)))
		fit = STRIPE_DIFFERS;
	if (fit == STRIPE_FITS && request->op != PROCESSOR_CREATE &&
	    request->op != PROCESSOR_CONFIRM_SAVED)
		fit = stripe_same_id(request->intent, answer->intent);
	return fit;
}

/* --- readers ----------------------------------------------------------------------------- */

/* Whether the action of a reader works on an intent, and on which. */
static bool is_paying(const struct json *action, char ret_intent[PROCESSOR_ID_SIZE])
{
	const struct json *process = json_get(action, "process_payment_intent");

	return str_equal(json_text(json_get(action, "type"), ""), "process_payment_intent") &&
	       stripe_id(json_get(process, "payment_intent"), ret_intent);
}

static void read_failure(const struct json *action, struct processor_answer *answer)
{
	static const struct {
		const char *code;
		enum processor_state state;
	} rows[] = {
		{ "customer_canceled", PROCESSOR_CREATED },
		{ "card_declined", PROCESSOR_CARD_NO },
	};

	stripe_text(action, "failure_code", answer->code, sizeof answer->code);
	answer->state = PROCESSOR_PROCESSING;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].code, answer->code) == 0)
			answer->state = rows[i].state;
}

static void read_action(const struct json *action, struct processor_answer *answer)
{
	const char *status = json_text(json_get(action, "status"), "");

	if (strcmp(status, "in_progress") == 0)
		answer->state = PROCESSOR_WAIT_CARD;
	else if (strcmp(status, "failed") == 0)
		read_failure(action, answer);
	else
		answer->state = PROCESSOR_PROCESSING; /* the intent knows */
}

enum stripe_fit stripe_read_reader(const struct processor_request *request,
				   const struct json *object, struct processor_answer *answer)
{
	const struct json *action = json_get(object, "action");
	enum stripe_fit fit = stripe_head(request, object, "terminal.reader", answer->reader);

	if (fit == STRIPE_FITS && request->op != PROCESSOR_READER_CREATE)
		fit = stripe_same_id(request->reader, answer->reader);
	if (fit != STRIPE_FITS)
		return fit;
	answer->is_online = str_equal(json_text(json_get(object, "status"), ""), "online");
	answer->state = PROCESSOR_NONE;
	if (request->op == PROCESSOR_DISPLAY || request->op == PROCESSOR_READER_CREATE)
		return STRIPE_FITS;
	if (!is_paying(action, answer->intent))
		return request->op == PROCESSOR_PRESENT ? STRIPE_LACKS : STRIPE_FITS;
	fit = stripe_same_id(request->intent, answer->intent);
	if (fit == STRIPE_FITS)
		read_action(action, answer);
	return request->op == PROCESSOR_PRESENT ? fit : STRIPE_FITS;
}

/* --- refunds ----------------------------------------------------------------------------- */

enum stripe_fit stripe_read_refund(const struct processor_request *request,
				   const struct json *object, struct processor_answer *answer)
{
	const char *status = json_text(json_get(object, "status"), NULL);
	enum stripe_fit fit = stripe_head(request, object, "refund", answer->refund);

	if (fit != STRIPE_FITS)
		return fit;
	answer->created_unix_ms = stripe_time(object, "created");
	if (status == NULL || answer->created_unix_ms == 0 ||
	    !stripe_unit(json_text(json_get(object, "currency"), NULL), answer->unit) ||
	    !stripe_member_minor(object, "amount", answer->unit, &answer->amount_minor) ||
	    answer->amount_minor <= 0)
		return STRIPE_LACKS;
	answer->state = stripe_refund_state(status);
	stripe_text(object, "failure_reason", answer->code, sizeof answer->code);
	(void)stripe_id(json_get(object, "payment_intent"), answer->intent);
	(void)stripe_id(json_get(object, "charge"), answer->charge);
	if ((request->intent != NULL && answer->intent[0] == '\0') ||
	    (request->charge != NULL && answer->charge[0] == '\0'))
		return STRIPE_LACKS;
	if ((request->unit[0] != '\0' && strcmp(request->unit, answer->unit) != 0) ||
	    !is_amount(request, answer->amount_minor) ||
	    stripe_same_id(request->intent, answer->intent) != STRIPE_FITS ||
	    stripe_same_id(request->charge, answer->charge) != STRIPE_FITS)
		return STRIPE_DIFFERS;
	if (answer->state == PROCESSOR_REFUNDED)
		answer->refunded_minor = answer->amount_minor;
	return stripe_same_id(request->refund, answer->refund);
}
