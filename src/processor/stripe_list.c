/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe_list.c -- pages of lists: how many, whether there are more, and each row.
 */
#include "processor/stripe.h"

#include <string.h>

/* What a row is of; the amounts of a charge decide its state, see below. */
typedef void row_fn(const struct json *object, struct processor_item *item);

static const char *metadata_attempt(const struct json *object)
{
	return json_text(json_get(json_get(object, "metadata"), "attempt"), "");
}

static void read_key(const char *key, struct processor_item *item)
{
	if (!str_copy(item->attempt, sizeof item->attempt, key))
		item->attempt[0] = '\0'; /* none of ours is so long */
}

static int64_t minor_or_zero(const struct json *object, const char *name, const char *unit)
{
	int64_t minor = 0;

	(void)stripe_member_minor(object, name, unit, &minor);
	return minor;
}

/* --- rows -------------------------------------------------------------------------------- */

static void read_intent(const struct json *object, struct processor_item *item)
{
	item->state = stripe_intent_state(object);
	item->captured_minor = minor_or_zero(object, "amount_received", item->unit);
	(void)str_copy(item->intent, sizeof item->intent, item->id);
	(void)stripe_id(json_get(object, "latest_charge"), item->object);
}

static void read_refund(const struct json *object, struct processor_item *item)
{
	item->state = stripe_refund_state(item->status);
	(void)stripe_id(json_get(object, "charge"), item->object);
	(void)stripe_id(json_get(object, "payment_intent"), item->intent);
}

static void read_session(const struct json *object, struct processor_item *item)
{
	item->state = strcmp(item->status, "open") == 0    ? PROCESSOR_WAIT_GUEST :
		      strcmp(item->status, "expired") == 0 ? PROCESSOR_EXPIRED :
							     PROCESSOR_PROCESSING;
	(void)stripe_id(json_get(object, "payment_intent"), item->intent);
	memcpy(item->object, item->intent, sizeof item->object);
	item->amount_minor = minor_or_zero(object, "amount_total", item->unit);
}

static void read_charge(const struct json *object, struct processor_item *item)
{
	bool is_captured = json_is_true(json_get(object, "captured"));

	item->state = strcmp(item->status, "failed") == 0	? PROCESSOR_FAILED :
		      strcmp(item->status, "succeeded") != 0	? PROCESSOR_PROCESSING :
		      is_captured				? PROCESSOR_CAPTURED :
								  PROCESSOR_AUTHORIZED;
	item->captured_minor = minor_or_zero(object, "amount_captured", item->unit);
	item->refunded_minor = minor_or_zero(object, "amount_refunded", item->unit);
	item->is_disputed = json_is_true(json_get(object, "disputed"));
	(void)stripe_id(json_get(object, "payment_intent"), item->intent);
	memcpy(item->object, item->intent, sizeof item->object);
}

static void read_move(const struct json *object, struct processor_item *item)
{
	item->fee_minor = minor_or_zero(object, "fee", item->unit);
	item->net_minor = minor_or_zero(object, "net", item->unit);
	item->available_unix_ms = stripe_time(object, "available_on");
	stripe_text(object, "reporting_category", item->category, sizeof item->category);
	(void)stripe_id(json_get(object, "source"), item->object);
}

static void read_payout(const struct json *object, struct processor_item *item)
{
	item->available_unix_ms = stripe_time(object, "arrival_date");
	(void)stripe_id(json_get(object, "balance_transaction"), item->object);
}

static void read_event(const struct json *object, struct processor_item *item)
{
	const struct json *about = json_get(json_get(object, "data"), "object");

	read_key(json_text(json_get(json_get(object, "request"), "idempotency_key"), ""), item);
	(void)stripe_id(about, item->object);
	(void)stripe_id(json_get(about, "payment_intent"), item->intent);
	stripe_text(about, "object", item->category, sizeof item->category);
}

static void read_reader(const struct json *object, struct processor_item *item)
{
	const struct json *action = json_get(object, "action");

	if (!str_copy(item->label, sizeof item->label, json_text(json_get(object, "label"), "")))
		item->label[sizeof item->label - 1] = '\0';
	stripe_text(object, "device_type", item->type, sizeof item->type);
	item->is_online = strcmp(item->status, "online") == 0;
	(void)stripe_id(json_get(json_get(action, "process_payment_intent"), "payment_intent"),
			item->intent);
}

/* --- the table --------------------------------------------------------------------------- */

static const struct list_row {
	const char *kind;
	row_fn *read;
	bool has_money;
} list_rows[PROCESSOR_OP_COUNT] = {
	[PROCESSOR_QUERY_PAYLINK] = { "checkout.session", read_session, false },
	[PROCESSOR_LIST_READERS] = { "terminal.reader", read_reader, false },
	[PROCESSOR_FIND_EVENT] = { "event", read_event, false },
	[PROCESSOR_FIND_INTENTS] = { "payment_intent", read_intent, true },
	[PROCESSOR_FIND_REFUNDS] = { "refund", read_refund, true },
	[PROCESSOR_FIND_LINKS] = { "checkout.session", read_session, false },
	[PROCESSOR_LEDGER] = { "balance_transaction", read_move, true },
	[PROCESSOR_CHARGES] = { "charge", read_charge, true },
	[PROCESSOR_PAYOUTS] = { "payout", read_payout, true },
};

/* False when the row is not whole. */
static bool read_row(const struct list_row *row, const struct json *object,
		     struct processor_item *item)
{
	memset(item, 0, sizeof *item);
	if (!str_equal(json_text(json_get(object, "object"), ""), row->kind) ||
	    !stripe_id(json_get(object, "id"), item->id))
		return false;
	stripe_text(object, "status", item->status, sizeof item->status);
	stripe_text(object, "type", item->type, sizeof item->type);
	item->created_unix_ms = stripe_time(object, "created");
	(void)stripe_unit(json_text(json_get(object, "currency"), NULL), item->unit);
	if (row->has_money &&
	    (item->unit[0] == '\0' || item->created_unix_ms == 0 ||
	     !stripe_member_minor(object, "amount", item->unit, &item->amount_minor)))
		return false;
	read_key(metadata_attempt(object), item);
	row->read(object, item);
	return true;
}

static bool is_of_mode(const struct processor_request *request, const struct json *object)
{
	const struct json *mode = json_get(object, "livemode");

	return json_kind(mode) != JSON_KIND_BOOL ||
	       json_is_true(mode) == (request->mode == PROCESSOR_LIVE);
}

enum stripe_fit stripe_read_list(const struct processor_request *request,
				 const struct json *object, struct processor_answer *answer)
{
	const struct json *rows = json_get(object, "data"), *more = json_get(object, "has_more");
	struct processor_item item;

	if (!str_equal(json_text(json_get(object, "object"), ""), "list") || !json_is_list(rows) ||
	    json_kind(more) != JSON_KIND_BOOL || json_count(rows) > PROCESSOR_PAGE_MAX)
		return STRIPE_LACKS;
	for (size_t i = 0; i < json_count(rows); i++) {
		if (!read_row(&list_rows[request->op], json_at(rows, i), &item))
			return STRIPE_LACKS;
		if (!is_of_mode(request, json_at(rows, i)))
			return STRIPE_DIFFERS;
		memcpy(answer->last_id, item.id, sizeof answer->last_id);
	}
	answer->count = json_count(rows);
	answer->has_more = json_is_true(more);
	return answer->has_more && answer->count == 0 ? STRIPE_LACKS : STRIPE_FITS;
}

enum err stripe_list(const struct processor_request *request, const struct processor_reply *reply,
		     processor_item_fn *take, void *arg)
{
	const struct list_row *row = &list_rows[request->op];
	struct json *body;
	const struct json *rows;
	struct processor_item item;
	enum err err = ERR_OK;

	if (row->read == NULL || reply->fate != PROCESSOR_FATE_REPLIED || reply->http != 200)
		return ERR_DATA;
	body = stripe_parse(reply);
	rows = json_get(body, "data");
	if (!json_is_list(rows))
		err = ERR_DATA;
	for (size_t i = 0; err == ERR_OK && i < json_count(rows); i++) {
		if (!read_row(row, json_at(rows, i), &item))
			err = ERR_DATA;
		else if (!take(arg, &item))
			break;
	}
	json_free(body);
	return err;
}
