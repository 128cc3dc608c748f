/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe_link.c -- sessions, payment links, prices, customers, the balance.
 *
 * A session alone is never money: what it took is told by the intent it holds.
 */
#include "processor/stripe.h"

#include <string.h>

/* --- sessions ---------------------------------------------------------------------------- */

static enum processor_state setup_state(const char *status, const struct json *object,
					struct processor_answer *answer)
{
	const struct json *setup = json_get(object, "setup_intent");

	if (strcmp(status, "open") == 0)
		return PROCESSOR_WAIT_GUEST;
	if (strcmp(status, "expired") == 0)
		return PROCESSOR_EXPIRED;
	if (strcmp(status, "complete") == 0 &&
	    str_equal(json_text(json_get(setup, "status"), ""), "succeeded") &&
	    stripe_id(json_get(setup, "payment_method"), answer->method))
		return PROCESSOR_SAVED;
	return PROCESSOR_PROCESSING;
}

/* What a session of a sale means, given what its intent (if it is known) says. */
static enum processor_state sale_state(const char *status, bool has_intent,
				       enum processor_state intent)
{
	bool is_settled = intent == PROCESSOR_AUTHORIZED || intent == PROCESSOR_CAPTURED;

	if (has_intent && (is_settled || intent == PROCESSOR_PROCESSING))
		return intent;
	if (strcmp(status, "open") == 0)
		return PROCESSOR_WAIT_GUEST;
	if (strcmp(status, "expired") == 0)
		return PROCESSOR_EXPIRED;
	if (strcmp(status, "complete") == 0 && has_intent &&
	    (intent == PROCESSOR_VOIDED || intent == PROCESSOR_EXPIRED))
		return intent;
	return PROCESSOR_PROCESSING;
}

static enum stripe_fit read_sale(const struct processor_request *request,
				 const struct json *object, const char *status,
				 struct processor_answer *answer)
{
	const struct json *intent = json_get(object, "payment_intent");
	enum stripe_fit fit = STRIPE_FITS;
	char unit[MONEY_UNIT_SIZE];
	int64_t total;

	if (!stripe_unit(json_text(json_get(object, "currency"), NULL), unit) ||
	    !stripe_member_minor(object, "amount_total", unit, &total) || total <= 0)
		return STRIPE_LACKS;
	if (json_is_map(intent))
		fit = stripe_intent(request, intent, answer);
	else
		(void)stripe_id(intent, answer->intent);
	if (fit == STRIPE_FITS && json_is_map(intent) &&
	    (strcmp(unit, answer->unit) != 0 || answer->amount_minor != total))
		fit = STRIPE_DIFFERS;
	answer->state = sale_state(status, json_is_map(intent), answer->state);
	answer->amount_minor = total;
	memcpy(answer->unit, unit, sizeof unit);
	if ((request->unit[0] != '\0' && strcmp(request->unit, unit) != 0) ||
	    (request->amount_minor > 0 && request->amount_minor != total))
		fit = fit == STRIPE_LACKS ? fit : STRIPE_DIFFERS;
	return fit;
}

static enum stripe_fit read_times(const struct json *object, struct processor_answer *answer)
{
	answer->created_unix_ms = stripe_time(object, "created");
	answer->expires_at_unix_ms = stripe_time(object, "expires_at");
	stripe_text(object, "url", answer->url, sizeof answer->url);
	return answer->created_unix_ms > 0 && answer->expires_at_unix_ms > 0 ? STRIPE_FITS :
									      STRIPE_LACKS;
}

enum stripe_fit stripe_session(const struct processor_request *request, const struct json *object,
			       struct processor_answer *answer)
{
	const char *status = json_text(json_get(object, "status"), NULL);
	const char *mode = json_text(json_get(object, "mode"), "");
	enum stripe_fit fit =
		stripe_head(request, object, "checkout.session", answer->session);

	if (fit == STRIPE_FITS)
		fit = read_times(object, answer);
	if (fit != STRIPE_FITS)
		return fit;
	if (status == NULL)
		return STRIPE_LACKS;
	(void)stripe_id(json_get(object, "customer"), answer->customer);
	(void)stripe_id(json_get(object, "payment_link"), answer->paylink);
	if (strcmp(mode, "payment") == 0)
		return read_sale(request, object, status, answer);
	if (strcmp(mode, "setup") != 0)
		return STRIPE_LACKS;
	answer->state = setup_state(status, object, answer);
	return STRIPE_FITS;
}

static bool is_https(const char *url)
{
	return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
}

enum stripe_fit stripe_read_session(const struct processor_request *request,
				    const struct json *object, struct processor_answer *answer)
{
	bool is_setup = (request->flags & PROCESSOR_SETUP_ONLY) != 0;
	enum stripe_fit fit = stripe_session(request, object, answer);

	if (fit == STRIPE_FITS && request->op == PROCESSOR_LINK_CREATE &&
	    answer->state == PROCESSOR_WAIT_GUEST && !is_https(answer->url))
		fit = STRIPE_LACKS;
	if (fit == STRIPE_FITS &&
	    is_setup != str_equal(json_text(json_get(object, "mode"), ""), "setup"))
		fit = STRIPE_DIFFERS;
	if (fit == STRIPE_FITS && request->op != PROCESSOR_LINK_CREATE)
		fit = stripe_same_id(request->session, answer->session);
	return fit;
}

/* --- the sessions of a payment link ------------------------------------------------------ */

/* How much a session of the link tells: money above what is under way, above nothing. */
static int weight(enum processor_state state)
{
	switch (state) {
	case PROCESSOR_CAPTURED:
	case PROCESSOR_AUTHORIZED:
		return 3;
	case PROCESSOR_PROCESSING:
		return 2;
	case PROCESSOR_VOIDED:
		return 1;
	default:
		return 0; /* opened and left: the link can still be paid */
	}
}

static void take_heavier(struct processor_answer *best, const struct processor_answer *other)
{
	if (weight(other->state) > weight(best->state))
		*best = *other;
}

enum stripe_fit stripe_read_sessions(const struct processor_request *request,
				     const struct json *object, struct processor_answer *answer)
{
	const struct json *rows = json_get(object, "data");
	struct processor_answer empty = *answer, best = *answer, one;
	enum stripe_fit fit = stripe_read_list(request, object, answer);

	best.state = PROCESSOR_WAIT_GUEST;
	for (size_t i = 0; i < json_count(rows) && fit == STRIPE_FITS; i++) {
		one = empty;
		fit = stripe_session(request, json_at(rows, i), &one);
		if (fit == STRIPE_FITS)
			fit = stripe_same_id(request->paylink, one.paylink);
		if (fit == STRIPE_FITS)
			take_heavier(&best, &one);
	}
	best.count = answer->count;
	best.has_more = answer->has_more;
	memcpy(best.last_id, answer->last_id, sizeof best.last_id);
	*answer = best;
	(void)str_copy(answer->paylink, sizeof answer->paylink, request->paylink);
	return fit;
}

/* --- small objects ----------------------------------------------------------------------- */

enum stripe_fit stripe_read_price(const struct processor_request *request,
				  const struct json *object, struct processor_answer *answer)
{
	enum stripe_fit fit = stripe_head(request, object, "price", answer->price);

	if (fit != STRIPE_FITS)
		return fit;
	if (!stripe_unit(json_text(json_get(object, "currency"), NULL), answer->unit) ||
	    !stripe_member_minor(object, "unit_amount", answer->unit, &answer->amount_minor))
		return STRIPE_LACKS;
	return answer->amount_minor == request->amount_minor &&
			       strcmp(answer->unit, request->unit) == 0 ?
		       STRIPE_FITS : STRIPE_DIFFERS;
}

enum stripe_fit stripe_read_paylink(const struct processor_request *request,
				    const struct json *object, struct processor_answer *answer)
{
	const struct json *active = json_get(object, "active");
	bool is_closing = request->op == PROCESSOR_PAYLINK_CLOSE;
	enum stripe_fit fit = stripe_head(request, object, "payment_link", answer->paylink);

	if (fit != STRIPE_FITS)
		return fit;
	stripe_text(object, "url", answer->url, sizeof answer->url);
	if (json_kind(active) != JSON_KIND_BOOL || !is_https(answer->url))
		return STRIPE_LACKS;
	answer->state = json_is_true(active) ? PROCESSOR_WAIT_GUEST : PROCESSOR_EXPIRED;
	return is_closing ? stripe_same_id(request->paylink, answer->paylink) : STRIPE_FITS;
}

enum stripe_fit stripe_read_customer(const struct processor_request *request,
				     const struct json *object, struct processor_answer *answer)
{
	return stripe_head(request, object, "customer", answer->customer);
}

enum stripe_fit stripe_read_balance(const struct processor_request *request,
				    const struct json *object, struct processor_answer *answer)
{
	const struct json *mode = json_get(object, "livemode");

	(void)answer;
	if (!str_equal(json_text(json_get(object, "object"), ""), "balance") ||
	    json_kind(mode) != JSON_KIND_BOOL)
		return STRIPE_LACKS;
	return json_is_true(mode) == (request->mode == PROCESSOR_LIVE) ? STRIPE_FITS :
									  STRIPE_DIFFERS;
}
