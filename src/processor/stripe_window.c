/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe_window.c -- what the lists are asked for: a window of time, a page, and which
 * events an operation can have left behind.
 */
#include "processor/stripe.h"

#include "processor/form.h"

static void add_id(const struct stripe_writer *writer, const char *name, const char *id)
{
	if (id != NULL)
		form_pair(writer->form, name, id);
}

static void add_window(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;

	if (request->from_unix_ms > 0)
		form_int(writer->form, "created[gte]", request->from_unix_ms / 1000);
	if (request->until_unix_ms > 0)
		form_int(writer->form, "created[lte]", (request->until_unix_ms + 999) / 1000);
}

static enum err add_page(const struct stripe_writer *writer)
{
	form_int(writer->form, "limit", PROCESSOR_PAGE_MAX);
	add_id(writer, "starting_after", writer->request->after);
	return ERR_OK;
}

enum err stripe_fill_query_paylink(const struct stripe_writer *writer)
{
	form_pair(writer->form, "payment_link", writer->request->paylink);
	form_pair(writer->form, "expand[]", "data.payment_intent.latest_charge");
	return add_page(writer);
}

enum err stripe_fill_readers(const struct stripe_writer *writer)
{
	add_id(writer, "location", writer->request->location);
	return add_page(writer);
}

enum err stripe_fill_window(const struct stripe_writer *writer)
{
	add_window(writer);
	return add_page(writer);
}

enum err stripe_fill_ledger(const struct stripe_writer *writer)
{
	add_id(writer, "payout", writer->request->payout);
	return stripe_fill_window(writer);
}

enum err stripe_fill_charges(const struct stripe_writer *writer)
{
	add_id(writer, "payment_intent", writer->request->intent);
	return stripe_fill_window(writer);
}

/* The events that an operation can have left behind. */
static const char *const *event_types(enum processor_op op)
{
	static const char *const create[] = { "payment_intent.created", NULL };
	static const char *const confirm[] = {
		"payment_intent.created", "payment_intent.amount_capturable_updated",
		"payment_intent.succeeded", "payment_intent.payment_failed", NULL,
	};
	static const char *const increment[] = {
		"payment_intent.amount_capturable_updated", "charge.updated", NULL,
	};
	static const char *const capture[] = {
		"payment_intent.succeeded", "charge.captured", NULL,
	};
	static const char *const cancel[] = { "payment_intent.canceled", NULL };
	static const char *const refund[] = {
		"refund.created", "refund.updated", "refund.failed", "charge.refunded",
		"charge.refund.updated", NULL,
	};
	static const char *const link[] = {
		"checkout.session.completed", "checkout.session.expired",
		"checkout.session.async_payment_succeeded",
		"checkout.session.async_payment_failed", NULL,
	};
	static const char *const *const by_op[PROCESSOR_OP_COUNT] = {
		[PROCESSOR_CREATE] = create,       [PROCESSOR_CONFIRM_SAVED] = confirm,
		[PROCESSOR_INCREMENT] = increment, [PROCESSOR_CAPTURE] = capture,
		[PROCESSOR_VOID] = cancel,         [PROCESSOR_REFUND] = refund,
		[PROCESSOR_LINK_CREATE] = link,    [PROCESSOR_LINK_EXPIRE] = link,
	};

	return op < PROCESSOR_OP_COUNT ? by_op[op] : NULL;
}

enum err stripe_fill_events(const struct stripe_writer *writer)
{
	const char *const *types = event_types(writer->request->find);

	if (types == NULL)
		return ERR_RANGE;
	for (; *types != NULL; types++)
		form_pair(writer->form, "types[]", *types);
	return stripe_fill_window(writer);
}
