/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment_encode.c -- from a payment to the exact bytes of an attempt (P2), and back to the
 * request that an answer is compared with (P4).
 */
#include <stdlib.h>

#include "base/str.h"
#include "service/payment_parts.h"
#include "store/store_card.h"

#define QR_LIFE_MS (INT64_C(31) * 60 * 1000)       /* the least that a processor takes is 30 */
#define LINK_LIFE_MS (INT64_C(23) * 3600 * 1000)
#define PAIRS 3
#define TITLE_SIZE 96

/* What a request points to while it is encoded. */
struct parts {
	char id[PAIRS][24];
	struct processor_pair pairs[PAIRS];
	struct processor_line_item items[PROCESSOR_LINES_MAX];
	char title[TITLE_SIZE];
	struct card_on_file card;
	struct bill_view view;
};

static const char *text_or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static bool makes_an_object(enum processor_op op)
{
	return op == PROCESSOR_CREATE || op == PROCESSOR_CONFIRM_SAVED ||
	       op == PROCESSOR_LINK_CREATE || op == PROCESSOR_CUSTOMER_CREATE;
}

/* A hold may grow and last; what is kept on file was agreed to before. */
static unsigned flags_of(const struct payment_row *payment, enum processor_op op)
{
	bool is_hold = str_equal(payment->kind, "hold");

	if (op == PROCESSOR_CREATE || op == PROCESSOR_CONFIRM_SAVED)
		return PROCESSOR_MANUAL |
		       (is_hold ? PROCESSOR_INCREMENTAL | PROCESSOR_EXTENDED : 0);
	return op == PROCESSOR_LINK_CREATE ? PROCESSOR_WALLETS : 0;
}

/* What both ways share: the request without its texts of a moment. */
static void base_request(const struct app *app, const struct payment_row *payment,
			 enum processor_op op, int64_t amount_minor,
			 struct processor_request *ret_request)
{
	*ret_request = (struct processor_request){
		.op = op,
		.mode = app->processor->mode,
		.intent = makes_an_object(op) ? NULL : text_or_null(payment->intent),
		.reader = text_or_null(payment->reader),
		.session = op == PROCESSOR_LINK_CREATE ? NULL : text_or_null(payment->link),
		.amount_minor = amount_minor,
		.flags = flags_of(payment, op),
	};
	str_copy(ret_request->unit, sizeof ret_request->unit, payment->unit);
}

/* Ids of ours, for the lists of the processor: never a name. */
static void add_pairs(const struct payment_work *work, struct parts *parts,
		      struct processor_request *request)
{
	static const char *const names[PAIRS] = { "payment", "bill", "station" };
	int64_t ids[PAIRS] = { work->payment.id, work->payment.bill, work->tx->station };

	for (int i = 0; i < PAIRS; i++) {
		str_format(parts->id[i], sizeof parts->id[i], "%lld", (long long)ids[i]);
		parts->pairs[i] = (struct processor_pair){ names[i], parts->id[i] };
	}
	request->pairs = parts->pairs;
	request->pairs_count = PAIRS;
}

static void one_line(struct parts *parts, struct processor_request *request, const char *text)
{
	parts->items[0] = (struct processor_line_item){ text, request->amount_minor, 1 };
	request->items_count = 1;
}

/* The lines as the guest knows them; of a share only what it comes to. */
static enum err add_lines(struct payment_work *work, struct parts *parts,
			  struct processor_request *request)
{
	const struct bill_view *view = &parts->view;
	int64_t sum_minor = 0;
	enum err err = bill_view_load(work->tx->db, work->payment.bill, &parts->view);

	if (err != ERR_OK)
		return err;
	request->items = parts->items;
	for (int i = 0; i < view->n_items && request->items_count < PROCESSOR_LINES_MAX; i++) {
		const struct bill_item *item = &view->items[i];

		if (item->is_discount || item->quantity < 1)
			continue;
		parts->items[request->items_count++] = (struct processor_line_item){
			item->name, item->amount_minor / item->quantity, item->quantity
		};
		sum_minor += item->amount_minor / item->quantity * item->quantity;
	}
	if (request->items_count == 0 || sum_minor != request->amount_minor)
		one_line(parts, request, work->app->property.name);
	return ERR_OK;
}

static enum err add_card(struct payment_work *work, struct parts *parts,
			 struct processor_request *request)
{
	enum err err = store_card_load(work->tx->db, work->payment.card_on_file, &parts->card);

	if (err != ERR_OK)
		return err;
	request->customer = text_or_null(parts->card.customer);
	if (request->op != PROCESSOR_CREATE)
		request->method = text_or_null(parts->card.method);
	else if (request->customer != NULL)
		request->flags |= PROCESSOR_SAVE_CARD;
	return ERR_OK;
}

static enum err add_details(struct payment_work *work, struct parts *parts,
			    struct processor_request *request)
{
	const struct tender_type *type = &work->type;

	switch (request->op) {
	case PROCESSOR_PRESENT:
		request->flags = PROCESSOR_GUEST_MAY_CANCEL;
		if (type->tips != TENDER_TIPS_READER || str_equal(work->payment.kind, "hold"))
			request->flags |= PROCESSOR_SKIP_TIPPING;
		return ERR_OK;
	case PROCESSOR_DISPLAY:
		return add_lines(work, parts, request);
	case PROCESSOR_CREATE:
		return work->payment.card_on_file != 0 ? add_card(work, parts, request) : ERR_OK;
	case PROCESSOR_CONFIRM_SAVED:
		return add_card(work, parts, request);
	case PROCESSOR_VOID:
		request->reason = PROCESSOR_REASON_ABANDONED;
		return ERR_OK;
	case PROCESSOR_REFUND:
		request->reason = PROCESSOR_REASON_REQUESTED;
		return ERR_OK;
	case PROCESSOR_LINK_CREATE:
		str_format(parts->title, sizeof parts->title, "%s", work->app->property.name);
		request->title = parts->title;
		request->return_url = work->app->return_url != NULL
					      ? work->app->return_url
					      : "https://example.com/thank-you";
		request->expires_at_unix_ms =
			work->tx->at_unix_ms + (str_equal(work->payment.kind, "qr")
							? QR_LIFE_MS
							: LINK_LIFE_MS);
		return ERR_OK;
	default:
		return ERR_OK;
	}
}

static enum err write_attempt(struct payment_work *work, const struct processor_request *request,
			      int64_t refund_leg, int64_t follows)
{
	struct processor_wire wire = { 0 };
	struct attempt_row row = { .payment = work->payment.id, .follows = follows,
				   .refund_leg = refund_leg,
				   .amount_minor = request->amount_minor };
	enum err err = work->app->processor->driver->encode(request, &wire);

	if (err == ERR_OK) {
		str_copy(row.op, sizeof row.op, processor_op_name(request->op));
		str_copy(row.key, sizeof row.key, request->attempt);
		str_copy(row.method, sizeof row.method, wire.method);
		str_copy(row.api_version, sizeof row.api_version, wire.version);
		str_copy(row.unit, sizeof row.unit, work->payment.unit);
		row.path = wire.path;
		row.body = (char *)str_text(&wire.body);
		err = store_attempt_insert(work->tx, &row);
	}
	processor_wire_done(&wire);
	return err;
}

enum err payment_prepare_in(struct payment_work *work, enum processor_op op, int64_t amount_minor,
			    int64_t follows)
{
	return payment_prepare_leg_in(work, op, amount_minor, 0, follows);
}

enum err payment_prepare_leg_in(struct payment_work *work, enum processor_op op,
				int64_t amount_minor, int64_t refund_leg, int64_t follows)
{
	struct parts *parts = calloc(1, sizeof *parts);
	struct processor_request request;
	char key[ACT_KEY_SIZE];
	enum err err = parts != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK && work->app->processor == NULL)
		err = ERR_PROCESSOR;
	if (err == ERR_OK) {
		act_key(key, work->tx->at_unix_ms);
		base_request(work->app, &work->payment, op, amount_minor, &request);
		request.attempt = key;
		if (makes_an_object(op))
			add_pairs(work, parts, &request);
		err = add_details(work, parts, &request);
	}
	if (err == ERR_OK)
		err = write_attempt(work, &request, refund_leg, follows);
	if (parts != NULL)
		bill_view_done(&parts->view);
	free(parts);
	return err;
}

static enum err refund_object(struct app *app, int64_t leg, char into[PAYMENT_REF_SIZE])
{
	static const char sql[] =
		"SELECT object FROM refund_leg_live WHERE property = $1 AND leg = $2";
	struct db_rows *rows = db_query(app->db, sql, V(db_property(app->db)), V(leg));

	if (db_next(rows))
		str_copy(into, PAYMENT_REF_SIZE, db_text(rows, 0));
	return db_end(rows);
}

enum err payment_request(struct app *app, const struct attempt_row *attempt,
			 struct payment_request *ret_request)
{
	struct payment_request *asked = ret_request;
	enum processor_op op;
	enum err err;

	if (app->processor == NULL)
		return ERR_PROCESSOR;
	if (!processor_op_parse(attempt->op, &op))
		return ERR_CORRUPT;
	*asked = (struct payment_request){ 0 };
	err = store_payment_load(app->db, attempt->payment, &asked->payment);
	if (err == ERR_OK && attempt->refund_leg != 0)
		err = refund_object(app, attempt->refund_leg, asked->refund);
	if (err != ERR_OK)
		return err;
	str_copy(asked->key, sizeof asked->key, attempt->key);
	base_request(app, &asked->payment, op, attempt->amount_minor, &asked->request);
	asked->request.attempt = asked->key;
	if (attempt->refund_leg != 0)
		asked->request.refund = text_or_null(asked->refund);
	return ERR_OK;
}
