/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe_value.c -- members of Stripe's objects, read with suspicion: what is of another
 * kind, too long or out of range is not there.
 */
#include "processor/stripe.h"

#include <string.h>

#define TIME_MAX_S INT64_C(253402300799) /* the end of the year 9999 */

bool stripe_is_id(const char *id)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_-";
	size_t len = id != NULL ? strlen(id) : 0;

	return len > 0 && len < PROCESSOR_ID_SIZE && strspn(id, letters) == len;
}

bool stripe_id(const struct json *value, char ret_id[PROCESSOR_ID_SIZE])
{
	const char *id = json_text(value, NULL);

	if (id == NULL)
		id = json_text(json_get(value, "id"), NULL);
	return stripe_is_id(id) && str_copy(ret_id, PROCESSOR_ID_SIZE, id);
}

void stripe_text(const struct json *object, const char *name, char *into, size_t size)
{
	const char *text = json_text(json_get(object, name), "");
	size_t len = 0;

	for (; *text != '\0' && len + 1 < size; text++)
		if (*text >= ' ' && *text <= '~')
			into[len++] = *text;
	into[len] = '\0';
}

int64_t stripe_time(const struct json *object, const char *name)
{
	int64_t time_s = json_int(json_get(object, name), 0);

	return time_s > 0 && time_s <= TIME_MAX_S ? time_s * 1000 : 0;
}

bool stripe_member_minor(const struct json *object, const char *name, const char *unit,
			 int64_t *ret_minor)
{
	const struct json *value = json_get(object, name);

	return json_kind(value) == JSON_KIND_INT &&
	       stripe_minor(json_int(value, 0), unit, ret_minor);
}

enum stripe_fit stripe_same_id(const char *expected, const char *id)
{
	return expected == NULL || strcmp(expected, id) == 0 ? STRIPE_FITS : STRIPE_DIFFERS;
}

/* Refunds and balance transactions say nothing of the mode. */
static enum stripe_fit check_mode(const struct processor_request *request,
				  const struct json *object, const char *kind)
{
	const struct json *mode = json_get(object, "livemode");

	if (json_kind(mode) != JSON_KIND_BOOL)
		return json_kind(mode) == JSON_KIND_NONE && strcmp(kind, "refund") == 0 ?
			       STRIPE_FITS : STRIPE_LACKS;
	return json_is_true(mode) == (request->mode == PROCESSOR_LIVE) ? STRIPE_FITS :
									  STRIPE_DIFFERS;
}

enum stripe_fit stripe_head(const struct processor_request *request, const struct json *object,
			    const char *kind, char ret_id[PROCESSOR_ID_SIZE])
{
	const char *attempt = json_text(json_get(json_get(object, "metadata"), "attempt"), NULL);

	if (!str_equal(json_text(json_get(object, "object"), ""), kind) ||
	    !stripe_id(json_get(object, "id"), ret_id))
		return STRIPE_LACKS;
	if (processor_is_write(request->op) && request->attempt != NULL && attempt != NULL &&
	    strcmp(attempt, request->attempt) != 0)
		switch (request->op) {
		case PROCESSOR_CREATE:
		case PROCESSOR_CONFIRM_SAVED:
		case PROCESSOR_REFUND:
		case PROCESSOR_LINK_CREATE:
		case PROCESSOR_PRICE_CREATE:
		case PROCESSOR_PAYLINK_CREATE:
		case PROCESSOR_CUSTOMER_CREATE:
		case PROCESSOR_READER_CREATE:
			return STRIPE_DIFFERS;
		default:
			break; /* an older object, made by another attempt */
		}
	return check_mode(request, object, kind);
}
