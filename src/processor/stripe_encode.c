/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe_encode.c -- requests as Stripe's forms: one row per operation says method, path,
 * what the request must bring and what else it says.
 */
#include "processor/stripe.h"

#include <assert.h>
#include <string.h>

#include "processor/form.h"

#define NAME_SIZE 96
#define TEXT_MAX 500
#define MONEY_MAX INT64_C(99999999999)

/* What a request must bring. */
enum need {
	NEED_ATTEMPT = 1,
	NEED_AMOUNT = 2, /* with its unit */
	NEED_INTENT = 4,
	NEED_READER = 8,
	NEED_SESSION = 16,
	NEED_PAYLINK = 32,
	NEED_PRICE = 64,
	NEED_CUSTOMER = 128,
	NEED_METHOD = 256,
	NEED_REFUND = 512,
	NEED_TITLE = 1024,
	NEED_URL = 2048,
};

typedef enum err fill_fn(const struct stripe_writer *writer);

/* --- parts ------------------------------------------------------------------------------- */

static bool has(const struct processor_request *request, enum processor_flag flag)
{
	return (request->flags & (unsigned)flag) != 0;
}

static void add_optional(const struct stripe_writer *writer, const char *name, const char *value)
{
	if (value != NULL)
		form_pair(writer->form, name, value);
}

static void add_currency(const struct stripe_writer *writer, const char *name)
{
	const char *unit = writer->request->unit;
	char currency[MONEY_UNIT_SIZE] = "";

	for (size_t i = 0; unit[i] != '\0'; i++)
		currency[i] = (char)(unit[i] - 'A' + 'a');
	form_pair(writer->form, name, currency);
}

static void add_amount(const struct stripe_writer *writer)
{
	form_int(writer->form, "amount", writer->amount);
	add_currency(writer, "currency");
}

/* Our ids under "metadata", or under that of the payment a link makes. */
static enum err add_metadata(const struct stripe_writer *writer, const char *before,
			     const char *after)
{
	const struct processor_request *request = writer->request;
	char name[NAME_SIZE];

	for (size_t i = 0; i <= request->pairs_count; i++) {
		bool is_attempt = i == request->pairs_count;
		const char *key = is_attempt ? "attempt" : request->pairs[i].name;
		const char *value = is_attempt ? request->attempt : request->pairs[i].value;

		if (strlen(value) > TEXT_MAX || (!is_attempt && str_equal(key, "attempt")) ||
		    !str_format(name, sizeof name, "%smetadata%s[%s]", before, after, key))
			return ERR_RANGE;
		form_pair(writer->form, name, value);
	}
	return ERR_OK;
}

static void add_hold(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;

	form_pair(writer->form, "capture_method",
		  has(request, PROCESSOR_MANUAL) ? "manual" : "automatic");
}

static void add_saving(const struct stripe_writer *writer, const char *name)
{
	if (has(writer->request, PROCESSOR_SAVE_CARD))
		form_pair(writer->form, name, "off_session");
}

static void add_reason(const struct stripe_writer *writer, const char *name)
{
	static const char *const reasons[] = {
		[PROCESSOR_REASON_DUPLICATE] = "duplicate",
		[PROCESSOR_REASON_FRAUD] = "fraudulent",
		[PROCESSOR_REASON_REQUESTED] = "requested_by_customer",
		[PROCESSOR_REASON_ABANDONED] = "abandoned",
	};

	add_optional(writer, name, reasons[writer->request->reason]);
}

static void expand(const struct stripe_writer *writer, const char *what)
{
	form_pair(writer->form, "expand[]", what);
}

/* --- payments ---------------------------------------------------------------------------- */

static enum err fill_create(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;
	enum err err;

	if (has(request, PROCESSOR_SAVE_CARD) && request->customer == NULL)
		return ERR_RANGE;
	add_amount(writer);
	form_pair(writer->form, "payment_method_types[]", "card_present");
	add_hold(writer);
	add_optional(writer, "customer", request->customer);
	add_saving(writer, "setup_future_usage");
	if (has(request, PROCESSOR_INCREMENTAL))
		form_bool(writer->form,
			  "payment_method_options[card_present]"
			  "[request_incremental_authorization_support]", true);
	if (has(request, PROCESSOR_EXTENDED))
		form_bool(writer->form,
			  "payment_method_options[card_present][request_extended_authorization]",
			  true);
	err = add_metadata(writer, "", "");
	expand(writer, "latest_charge");
	return err;
}

static enum err fill_confirm_saved(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;
	enum err err;

	add_amount(writer);
	form_pair(writer->form, "payment_method_types[]", "card");
	add_hold(writer);
	form_pair(writer->form, "customer", request->customer);
	form_pair(writer->form, "payment_method", request->method);
	form_bool(writer->form, "confirm", true);
	form_bool(writer->form, "off_session", true);
	if (has(request, PROCESSOR_INCREMENTAL))
		form_pair(writer->form,
			  "payment_method_options[card][request_incremental_authorization]",
			  "if_available");
	if (has(request, PROCESSOR_EXTENDED))
		form_pair(writer->form,
			  "payment_method_options[card][request_extended_authorization]",
			  "if_available");
	err = add_metadata(writer, "", "");
	expand(writer, "latest_charge");
	return err;
}

static enum err fill_increment(const struct stripe_writer *writer)
{
	form_int(writer->form, "amount", writer->amount);
	expand(writer, "latest_charge");
	return ERR_OK;
}

static enum err fill_capture(const struct stripe_writer *writer)
{
	form_int(writer->form, "amount_to_capture", writer->amount);
	expand(writer, "latest_charge");
	return ERR_OK;
}

static enum err fill_void(const struct stripe_writer *writer)
{
	add_reason(writer, "cancellation_reason");
	expand(writer, "latest_charge");
	return ERR_OK;
}

static enum err fill_refund(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;

	if ((request->intent == NULL) == (request->charge == NULL) ||
	    request->reason == PROCESSOR_REASON_ABANDONED)
		return ERR_RANGE;
	add_optional(writer, "payment_intent", request->intent);
	add_optional(writer, "charge", request->charge);
	form_int(writer->form, "amount", writer->amount);
	add_reason(writer, "reason");
	return add_metadata(writer, "", "");
}

static enum err fill_query(const struct stripe_writer *writer)
{
	expand(writer, "latest_charge");
	return ERR_OK;
}

/* --- the reader -------------------------------------------------------------------------- */

static enum err fill_present(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;
	int64_t eligible;

	form_pair(writer->form, "payment_intent", request->intent);
	if (has(request, PROCESSOR_GUEST_MAY_CANCEL))
		form_bool(writer->form, "process_config[enable_customer_cancellation]", true);
	if (has(request, PROCESSOR_SKIP_TIPPING)) {
		form_bool(writer->form, "process_config[skip_tipping]", true);
	} else if (request->tip_eligible_minor > 0) {
		if (!stripe_amount(request->tip_eligible_minor, request->unit, &eligible))
			return ERR_RANGE;
		form_int(writer->form, "process_config[tipping][amount_eligible]", eligible);
	}
	return ERR_OK;
}

static enum err fill_line(const struct stripe_writer *writer, size_t i)
{
	const struct processor_line_item *item = &writer->request->items[i];
	char name[NAME_SIZE];
	int64_t amount;

	if (item->quantity < 1 || item->text == NULL ||
	    !stripe_amount(item->amount_minor, writer->request->unit, &amount))
		return ERR_RANGE;
	(void)str_format(name, sizeof name, "cart[line_items][%zu][description]", i);
	form_pair(writer->form, name, item->text);
	(void)str_format(name, sizeof name, "cart[line_items][%zu][amount]", i);
	form_int(writer->form, name, amount);
	(void)str_format(name, sizeof name, "cart[line_items][%zu][quantity]", i);
	form_int(writer->form, name, item->quantity);
	return ERR_OK;
}

static enum err fill_display(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;
	enum err err = ERR_OK;
	int64_t tax;

	if (request->items_count < 1 || request->items_count > PROCESSOR_LINES_MAX ||
	    !stripe_amount(request->tax_minor, request->unit, &tax))
		return ERR_RANGE;
	form_pair(writer->form, "type", "cart");
	add_currency(writer, "cart[currency]");
	form_int(writer->form, "cart[total]", writer->amount);
	form_int(writer->form, "cart[tax]", tax);
	for (size_t i = 0; i < request->items_count && err == ERR_OK; i++)
		err = fill_line(writer, i);
	return err;
}

/* --- links ------------------------------------------------------------------------------- */

static enum err fill_setup(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;

	if (request->customer == NULL)
		return ERR_RANGE;
	form_pair(writer->form, "mode", "setup");
	form_pair(writer->form, "payment_method_types[]", "card");
	form_pair(writer->form, "customer", request->customer);
	return add_metadata(writer, "setup_intent_data[", "]");
}

static enum err fill_sale(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;

	if (request->title == NULL || writer->amount <= 0 ||
	    (has(request, PROCESSOR_SAVE_CARD) && request->customer == NULL))
		return ERR_RANGE;
	form_pair(writer->form, "mode", "payment");
	if (!has(request, PROCESSOR_WALLETS))
		form_pair(writer->form, "payment_method_types[]", "card");
	add_optional(writer, "customer", request->customer);
	add_currency(writer, "line_items[0][price_data][currency]");
	form_int(writer->form, "line_items[0][price_data][unit_amount]", writer->amount);
	form_pair(writer->form, "line_items[0][price_data][product_data][name]", request->title);
	form_int(writer->form, "line_items[0][quantity]", 1);
	form_pair(writer->form, "payment_intent_data[capture_method]",
		  has(request, PROCESSOR_MANUAL) ? "manual" : "automatic");
	add_saving(writer, "payment_intent_data[setup_future_usage]");
	return add_metadata(writer, "payment_intent_data[", "]");
}

static enum err fill_link(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;
	enum err err = has(request, PROCESSOR_SETUP_ONLY) ? fill_setup(writer) : fill_sale(writer);

	form_pair(writer->form, "success_url", request->return_url);
	form_pair(writer->form, "client_reference_id", request->attempt);
	if (request->expires_at_unix_ms > 0)
		form_int(writer->form, "expires_at", request->expires_at_unix_ms / 1000);
	return err == ERR_OK ? add_metadata(writer, "", "") : err;
}

/* The payment a link made, as far as it goes. */
static enum err fill_query_link(const struct stripe_writer *writer)
{
	if (has(writer->request, PROCESSOR_SETUP_ONLY))
		expand(writer, "setup_intent");
	else
		expand(writer, "payment_intent.latest_charge");
	return ERR_OK;
}

static enum err fill_price(const struct stripe_writer *writer)
{
	add_currency(writer, "currency");
	form_int(writer->form, "unit_amount", writer->amount);
	form_pair(writer->form, "product_data[name]", writer->request->title);
	return add_metadata(writer, "", "");
}

static enum err fill_paylink(const struct stripe_writer *writer)
{
	enum err err;

	form_pair(writer->form, "line_items[0][price]", writer->request->price);
	form_int(writer->form, "line_items[0][quantity]", 1);
	form_int(writer->form, "restrictions[completed_sessions][limit]", 1);
	form_pair(writer->form, "payment_intent_data[capture_method]",
		  has(writer->request, PROCESSOR_MANUAL) ? "manual" : "automatic");
	err = add_metadata(writer, "payment_intent_data[", "]");
	return err == ERR_OK ? add_metadata(writer, "", "") : err;
}

static enum err fill_close(const struct stripe_writer *writer)
{
	form_bool(writer->form, "active", false);
	return ERR_OK;
}

/* --- readers and customers --------------------------------------------------------------- */

static enum err fill_reader(const struct stripe_writer *writer)
{
	const struct processor_request *request = writer->request;

	if (request->code == NULL || request->code[0] == '\0' || request->label == NULL ||
	    strlen(request->code) > TEXT_MAX || strlen(request->label) > TEXT_MAX)
		return ERR_RANGE;
	form_pair(writer->form, "registration_code", request->code);
	form_pair(writer->form, "label", request->label);
	add_optional(writer, "location", request->location);
	return add_metadata(writer, "", "");
}

static enum err fill_customer(const struct stripe_writer *writer)
{
	add_optional(writer, "payment_method", writer->request->method);
	return add_metadata(writer, "", "");
}

/* --- the table --------------------------------------------------------------------------- */

static const struct op_form {
	const char *method;
	const char *path; /* "{}" is the id of what is needed first */
	unsigned needs;
	fill_fn *fill;    /* NULL: nothing to say */
} op_forms[PROCESSOR_OP_COUNT] = {
	[PROCESSOR_CREATE] = { "POST", "/v1/payment_intents", NEED_ATTEMPT | NEED_AMOUNT,
			       fill_create },
	[PROCESSOR_PRESENT] = { "POST", "/v1/terminal/readers/{}/process_payment_intent",
				NEED_READER | NEED_INTENT, fill_present },
	[PROCESSOR_PRESENT_CANCEL] = { "POST", "/v1/terminal/readers/{}/cancel_action", NEED_READER,
				       NULL },
	[PROCESSOR_DISPLAY] = { "POST", "/v1/terminal/readers/{}/set_reader_display",
				NEED_READER | NEED_AMOUNT, fill_display },
	[PROCESSOR_CONFIRM_SAVED] = { "POST", "/v1/payment_intents",
				      NEED_ATTEMPT | NEED_AMOUNT | NEED_CUSTOMER | NEED_METHOD,
				      fill_confirm_saved },
	[PROCESSOR_INCREMENT] = { "POST", "/v1/payment_intents/{}/increment_authorization",
				  NEED_INTENT | NEED_AMOUNT, fill_increment },
	[PROCESSOR_CAPTURE] = { "POST", "/v1/payment_intents/{}/capture",
				NEED_INTENT | NEED_AMOUNT, fill_capture },
	[PROCESSOR_VOID] = { "POST", "/v1/payment_intents/{}/cancel", NEED_INTENT, fill_void },
	[PROCESSOR_REFUND] = { "POST", "/v1/refunds", NEED_ATTEMPT | NEED_AMOUNT, fill_refund },
	[PROCESSOR_LINK_CREATE] = { "POST", "/v1/checkout/sessions", NEED_ATTEMPT | NEED_URL,
				    fill_link },
	[PROCESSOR_LINK_EXPIRE] = { "POST", "/v1/checkout/sessions/{}/expire", NEED_SESSION,
				    fill_query_link },
	[PROCESSOR_PRICE_CREATE] = { "POST", "/v1/prices", NEED_ATTEMPT | NEED_AMOUNT | NEED_TITLE,
				     fill_price },
	[PROCESSOR_PAYLINK_CREATE] = { "POST", "/v1/payment_links", NEED_ATTEMPT | NEED_PRICE,
				       fill_paylink },
	[PROCESSOR_PAYLINK_CLOSE] = { "POST", "/v1/payment_links/{}", NEED_PAYLINK, fill_close },
	[PROCESSOR_CUSTOMER_CREATE] = { "POST", "/v1/customers", NEED_ATTEMPT, fill_customer },
	[PROCESSOR_READER_CREATE] = { "POST", "/v1/terminal/readers", NEED_ATTEMPT, fill_reader },
	[PROCESSOR_QUERY] = { "GET", "/v1/payment_intents/{}", NEED_INTENT, fill_query },
	[PROCESSOR_QUERY_READER] = { "GET", "/v1/terminal/readers/{}", NEED_READER, NULL },
	[PROCESSOR_QUERY_LINK] = { "GET", "/v1/checkout/sessions/{}", NEED_SESSION,
				   fill_query_link },
	[PROCESSOR_QUERY_PAYLINK] = { "GET", "/v1/checkout/sessions", NEED_PAYLINK,
				      stripe_fill_query_paylink },
	[PROCESSOR_QUERY_REFUND] = { "GET", "/v1/refunds/{}", NEED_REFUND, NULL },
	[PROCESSOR_LIST_READERS] = { "GET", "/v1/terminal/readers", 0, stripe_fill_readers },
	[PROCESSOR_FIND_EVENT] = { "GET", "/v1/events", 0, stripe_fill_events },
	[PROCESSOR_FIND_INTENTS] = { "GET", "/v1/payment_intents", 0, stripe_fill_window },
	[PROCESSOR_FIND_REFUNDS] = { "GET", "/v1/refunds", 0, stripe_fill_window },
	[PROCESSOR_FIND_LINKS] = { "GET", "/v1/checkout/sessions", 0, stripe_fill_window },
	[PROCESSOR_LEDGER] = { "GET", "/v1/balance_transactions", 0, stripe_fill_ledger },
	[PROCESSOR_CHARGES] = { "GET", "/v1/charges", 0, stripe_fill_charges },
	[PROCESSOR_PAYOUTS] = { "GET", "/v1/payouts", 0, stripe_fill_window },
	[PROCESSOR_PING] = { "GET", "/v1/balance", 0, NULL },
};

/* --- encoding ---------------------------------------------------------------------------- */

static bool has_its_ids(const struct processor_request *request, unsigned needs)
{
	const struct {
		const char *id;
		unsigned need;
	} ids[] = {
		{ request->attempt, NEED_ATTEMPT },   { request->intent, NEED_INTENT },
		{ request->reader, NEED_READER },     { request->session, NEED_SESSION },
		{ request->paylink, NEED_PAYLINK },   { request->price, NEED_PRICE },
		{ request->customer, NEED_CUSTOMER }, { request->method, NEED_METHOD },
		{ request->refund, NEED_REFUND },     { request->charge, 0 },
		{ request->location, 0 },             { request->payout, 0 },
		{ request->after, 0 },
	};

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		if (ids[i].id != NULL ? !stripe_is_id(ids[i].id) : (needs & ids[i].need) != 0)
			return false;
	return request->attempt == NULL || strlen(request->attempt) < PROCESSOR_KEY_SIZE;
}

static bool has_its_texts(const struct processor_request *request, unsigned needs)
{
	const char *title = request->title, *url = request->return_url;

	if ((needs & NEED_TITLE) != 0 && title == NULL)
		return false;
	if ((needs & NEED_URL) != 0 && url == NULL)
		return false;
	return (title == NULL || (title[0] != '\0' && strlen(title) <= TEXT_MAX)) &&
	       (url == NULL || strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0);
}

/* A sale by link needs an amount too; a display may show nothing due. */
static bool has_its_amount(const struct processor_request *request, unsigned needs,
			   int64_t *ret_amount)
{
	int64_t amount = 0;

	if (request->unit[0] != '\0' &&
	    !stripe_amount(request->amount_minor, request->unit, &amount))
		return false;
	if ((needs & NEED_AMOUNT) != 0 && (request->unit[0] == '\0' || amount > MONEY_MAX ||
					   (amount <= 0 && request->op != PROCESSOR_DISPLAY)))
		return false;
	*ret_amount = amount;
	return true;
}

static bool write_path(const struct processor_request *request, const struct op_form *form,
		       struct processor_wire *wire)
{
	const char *gap = strstr(form->path, "{}"), *id = NULL;

	if (gap == NULL)
		return str_copy(wire->path, sizeof wire->path, form->path);
	if ((form->needs & NEED_READER) != 0)
		id = request->reader;
	else if ((form->needs & NEED_INTENT) != 0)
		id = request->intent;
	else if ((form->needs & NEED_SESSION) != 0)
		id = request->session;
	else if ((form->needs & NEED_PAYLINK) != 0)
		id = request->paylink;
	else
		id = request->refund;
	return str_format(wire->path, sizeof wire->path, "%.*s%s%s", (int)(gap - form->path),
			  form->path, id, gap + 2);
}

/* The query of a GET joins its path. */
static enum err move_query(struct processor_wire *wire)
{
	size_t len = strlen(wire->path);
	bool fits = wire->body.len == 0 ||
		    str_format(wire->path + len, sizeof wire->path - len, "?%s",
			       str_text(&wire->body));

	str_clear(&wire->body);
	return fits ? ERR_OK : ERR_RANGE;
}

enum err stripe_encode(const struct processor_request *request, struct processor_wire *ret_wire)
{
	struct processor_wire wire = { .version = STRIPE_VERSION };
	struct stripe_writer writer = { .request = request, .form = &wire.body };
	const struct op_form *form;
	enum err err = ERR_OK;

	assert(request->op < PROCESSOR_OP_COUNT);
	form = &op_forms[request->op];
	if (!has_its_ids(request, form->needs) || !has_its_texts(request, form->needs) ||
	    !has_its_amount(request, form->needs, &writer.amount) ||
	    request->pairs_count > PROCESSOR_PAIRS_MAX || !write_path(request, form, &wire))
		return ERR_RANGE;
	(void)str_copy(wire.method, sizeof wire.method, form->method);
	if (form->fill != NULL)
		err = form->fill(&writer);
	if (err == ERR_OK && !str_ok(&wire.body))
		err = ERR_MEMORY;
	if (err == ERR_OK && !processor_is_write(request->op))
		err = move_query(&wire);
	if (err != ERR_OK)
		processor_wire_done(&wire);
	else
		*ret_wire = wire;
	return err;
}
