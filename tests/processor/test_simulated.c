/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/test_simulated.c -- driver and simulated processor together: every operation, and
 * every answer against the published description.
 */
#include <string.h>

#include "base/clock.h"
#include "base/loop.h"
#include "double/openapi.h"
#include "double/simulated.h"
#include "processor/suites.h"

#define NOW_MS 1795309200000
#define TIMEOUT_MS 3000

/* A till beside a processor; what is asked is kept in `request`. */
struct till {
	struct clock clock;
	struct loop *loop;
	struct simulated simulated;
	struct openapi *api;
	struct processor_request request;
	struct processor_answer answer;
	struct processor_item rows[PROCESSOR_PAGE_MAX];
	size_t rows_count;
	char reader[PROCESSOR_ID_SIZE], intent[PROCESSOR_ID_SIZE], key[PROCESSOR_KEY_SIZE];
	int attempts, described;
	bool is_done, is_faulty;
};

static void check_described(void *arg, const struct processor_wire *wire,
			    const struct simulator_answer *answer)
{
	struct till *till = arg;
	char why[OPENAPI_WHY_SIZE];

	if (till->api == NULL || till->is_faulty || answer->wire != SIMULATOR_WIRE_WHOLE ||
	    !openapi_has(till->api, wire->method, wire->path))
		return;
	till->described++;
	if (!openapi_answer(till->api, wire->method, wire->path, answer->status,
			    str_text(&answer->body), answer->body.len, why))
		CHECK_TEXT(why, wire->path);
}

static void open_till(struct till *till)
{
	memset(till, 0, sizeof *till);
	clock_init_set(&till->clock, NOW_MS);
	CHECK_OK_FATAL(loop_new(&till->clock, &till->loop));
	simulated_init(&till->simulated, till->loop, &till->clock, NULL);
	till->api = openapi_open(check_data_folder());
	till->simulated.watch = check_described;
	till->simulated.watch_arg = till;
	simulated_reader(&till->simulated, "Bar", till->reader);
	CHECK_FATAL(till->reader[0] != '\0');
}

static void close_till(struct till *till)
{
	CHECK(till->api == NULL || till->described > 0);
	if (till->api == NULL)
		check_skip("there is no stripe-openapi-subset.json.gz; SANDUQ_DATA says where");
	openapi_close(till->api);
	simulated_done(&till->simulated);
	loop_free(till->loop);
}

/* A fresh request of EUR 12.50 under a new key. */
static struct processor_request *ask_for(struct till *till, enum processor_op op)
{
	(void)str_format(till->key, sizeof till->key, "attempt-%d", ++till->attempts);
	till->request = (struct processor_request){
		.op = op, .attempt = till->key, .amount_minor = 1250, .unit = "EUR",
		.reader = till->reader, .flags = PROCESSOR_MANUAL,
		.intent = till->intent[0] != '\0' ? till->intent : NULL,
	};
	return &till->request;
}

static bool take_row(void *arg, const struct processor_item *item)
{
	struct till *till = arg;

	till->rows[till->rows_count++] = *item;
	return true;
}

static void on_done(void *arg, const char *key, const struct processor_reply *reply)
{
	struct till *till = arg;
	const struct processor_driver *driver = till->simulated.line.processor.driver;

	(void)key;
	driver->decode(&till->request, reply, &till->answer);
	till->rows_count = 0;
	if (till->answer.outcome == PROCESSOR_OK)
		(void)driver->list(&till->request, reply, take_row, till);
	till->is_done = true;
}

/* Sends the request as it stands and waits for what comes of it. */
static void send_again(struct till *till)
{
	struct line_double *line = &till->simulated.line;
	struct processor_wire wire;

	CHECK_OK_FATAL(line->processor.driver->encode(&till->request, &wire));
	till->is_done = false;
	CHECK_OK_FATAL(line->processor.line.send(line, till->request.attempt, &wire, TIMEOUT_MS,
						 on_done, till));
	processor_wire_done(&wire);
	for (int i = 0; i < 10 && !till->is_done; i++) {
		CHECK_OK(loop_step(till->loop, 0));
		if (!till->is_done)
			clock_advance(&till->clock, TIMEOUT_MS / 2);
	}
	CHECK_FATAL(till->is_done);
}

static void expect(struct till *till, enum processor_outcome outcome, enum processor_state state)
{
	send_again(till);
	CHECK_TEXT(processor_outcome_name(till->answer.outcome), processor_outcome_name(outcome));
	CHECK_TEXT(processor_state_name(till->answer.state), processor_state_name(state));
}

static void create(struct till *till, unsigned flags)
{
	till->intent[0] = '\0';
	ask_for(till, PROCESSOR_CREATE)->flags = flags;
	expect(till, PROCESSOR_OK, PROCESSOR_CREATED);
	(void)str_copy(till->intent, sizeof till->intent, till->answer.intent);
}

/* Made, handed to the reader, card shown. */
static void authorize(struct till *till, unsigned flags, const char *card)
{
	create(till, flags);
	ask_for(till, PROCESSOR_PRESENT);
	expect(till, PROCESSOR_PENDING, PROCESSOR_WAIT_CARD);
	CHECK_INT(simulated_do(&till->simulated, "present", card), 200);
	clock_advance(&till->clock, 5000);
	simulator_tick(till->simulated.simulator, clock_unix_ms(&till->clock));
}

/* --- stories ----------------------------------------------------------------------------- */

static void a_sale_with_a_tip(void)
{
	static const struct processor_line_item items[] = { { "Tea", 250, 5 } };
	struct till till;

	open_till(&till);
	ask_for(&till, PROCESSOR_DISPLAY)->items = items;
	till.request.items_count = 1;
	till.request.tax_minor = 50;
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	authorize(&till, PROCESSOR_MANUAL, "card=visa&tip=300");
	ask_for(&till, PROCESSOR_QUERY_READER);
	expect(&till, PROCESSOR_PENDING, PROCESSOR_PROCESSING);
	ask_for(&till, PROCESSOR_QUERY);
	expect(&till, PROCESSOR_OK, PROCESSOR_AUTHORIZED);
	CHECK_INT(till.answer.tip_minor, 300);
	CHECK_INT(till.answer.capturable_minor, 1550);
	CHECK_TEXT(till.answer.brand, "visa");
	CHECK_INT(strlen(till.answer.last_four), 4);
	CHECK(till.answer.authorization_code[0] != '\0' && till.answer.charge[0] != '\0');
	CHECK(till.answer.capture_before_unix_ms > NOW_MS);
	ask_for(&till, PROCESSOR_CAPTURE)->amount_minor = 1550;
	expect(&till, PROCESSOR_OK, PROCESSOR_CAPTURED);
	CHECK_INT(simulator_settled_minor(till.simulated.simulator, "eur"), 1550);
	ask_for(&till, PROCESSOR_REFUND)->amount_minor = 550;
	expect(&till, PROCESSOR_OK, PROCESSOR_REFUNDED);
	ask_for(&till, PROCESSOR_REFUND)->amount_minor = 1001;
	expect(&till, PROCESSOR_REFUSED, PROCESSOR_NONE);
	CHECK_INT(simulator_settled_minor(till.simulated.simulator, "eur"), 1000);
	close_till(&till);
}

static void a_hold_grows_and_is_let_go(void)
{
	struct till till;

	open_till(&till);
	authorize(&till, PROCESSOR_MANUAL | PROCESSOR_INCREMENTAL | PROCESSOR_EXTENDED,
		  "card=visa");
	ask_for(&till, PROCESSOR_QUERY);
	expect(&till, PROCESSOR_OK, PROCESSOR_AUTHORIZED);
	CHECK(till.answer.can_increment);
	ask_for(&till, PROCESSOR_INCREMENT)->amount_minor = 2000;
	expect(&till, PROCESSOR_OK, PROCESSOR_AUTHORIZED);
	CHECK_INT(till.answer.capturable_minor, 2000);
	ask_for(&till, PROCESSOR_VOID)->reason = PROCESSOR_REASON_REQUESTED;
	expect(&till, PROCESSOR_OK, PROCESSOR_VOIDED);
	ask_for(&till, PROCESSOR_CAPTURE);
	expect(&till, PROCESSOR_REFUSED, PROCESSOR_NONE);
	CHECK_INT(till.answer.next, PROCESSOR_NEXT_ASK);
	CHECK_INT(simulator_settled_minor(till.simulated.simulator, "eur"), 0);
	close_till(&till);
}

static void a_declined_card_may_be_followed_by_another(void)
{
	struct till till;

	open_till(&till);
	authorize(&till, PROCESSOR_MANUAL, "card=declined");
	ask_for(&till, PROCESSOR_QUERY_READER);
	expect(&till, PROCESSOR_DECLINED, PROCESSOR_CARD_NO);
	ask_for(&till, PROCESSOR_QUERY);
	expect(&till, PROCESSOR_DECLINED, PROCESSOR_CARD_NO);
	ask_for(&till, PROCESSOR_PRESENT);
	expect(&till, PROCESSOR_PENDING, PROCESSOR_WAIT_CARD);
	CHECK_INT(simulated_do(&till.simulated, "cancel", ""), 200);
	ask_for(&till, PROCESSOR_QUERY_READER);
	send_again(&till);
	CHECK_TEXT(till.answer.code, "customer_canceled");
	ask_for(&till, PROCESSOR_PRESENT);
	expect(&till, PROCESSOR_PENDING, PROCESSOR_WAIT_CARD);
	ask_for(&till, PROCESSOR_PRESENT_CANCEL);
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	ask_for(&till, PROCESSOR_LIST_READERS);
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	CHECK_INT(till.rows_count, 1);
	CHECK_TEXT(till.rows[0].label, "Bar");
	close_till(&till);
}

static void a_link_is_paid_or_expires(void)
{
	char session[PROCESSOR_ID_SIZE];
	struct till till;

	open_till(&till);
	for (int i = 0; i < 2; i++) {
		ask_for(&till, PROCESSOR_LINK_CREATE)->title = "Table 5";
		till.request.return_url = "https://house.example/thanks";
		till.request.flags = 0;
		expect(&till, PROCESSOR_OK, PROCESSOR_WAIT_GUEST);
		CHECK(strncmp(till.answer.url, "https://", 8) == 0);
		(void)str_copy(session, sizeof session, till.answer.session);
		ask_for(&till, PROCESSOR_QUERY_LINK)->session = session;
		expect(&till, PROCESSOR_PENDING, PROCESSOR_WAIT_GUEST);
		if (i == 0) {
			CHECK_INT(simulated_do(&till.simulated, "pay-link", "card=visa"), 200);
			expect(&till, PROCESSOR_OK, PROCESSOR_CAPTURED);
			CHECK_TEXT(till.answer.brand, "visa");
		} else {
			ask_for(&till, PROCESSOR_LINK_EXPIRE)->session = session;
			expect(&till, PROCESSOR_OK, PROCESSOR_EXPIRED);
		}
	}
	ask_for(&till, PROCESSOR_FIND_LINKS);
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	CHECK_INT(till.rows_count, 2);
	CHECK_INT(simulator_settled_minor(till.simulated.simulator, "eur"), 1250);
	close_till(&till);
}

static void a_payment_link_pays_once(void)
{
	char price[PROCESSOR_ID_SIZE], paylink[PROCESSOR_ID_SIZE];
	struct till till;

	open_till(&till);
	ask_for(&till, PROCESSOR_PRICE_CREATE)->title = "Deposit";
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	(void)str_copy(price, sizeof price, till.answer.price);
	ask_for(&till, PROCESSOR_PAYLINK_CREATE)->price = price;
	till.request.flags = 0;
	expect(&till, PROCESSOR_OK, PROCESSOR_WAIT_GUEST);
	(void)str_copy(paylink, sizeof paylink, till.answer.paylink);
	ask_for(&till, PROCESSOR_QUERY_PAYLINK)->paylink = paylink;
	expect(&till, PROCESSOR_PENDING, PROCESSOR_WAIT_GUEST);
	CHECK_INT(simulated_do(&till.simulated, "pay-link", "card=visa"), 200);
	expect(&till, PROCESSOR_OK, PROCESSOR_CAPTURED);
	CHECK_INT(till.answer.captured_minor, 1250);
	CHECK(simulated_do(&till.simulated, "pay-link", "card=visa") != 200);
	ask_for(&till, PROCESSOR_PAYLINK_CLOSE)->paylink = paylink;
	expect(&till, PROCESSOR_OK, PROCESSOR_EXPIRED);
	close_till(&till);
}

static void a_card_on_file_is_charged_later(void)
{
	char customer[PROCESSOR_ID_SIZE], method[PROCESSOR_ID_SIZE];
	struct till till;

	open_till(&till);
	ask_for(&till, PROCESSOR_CUSTOMER_CREATE);
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	(void)str_copy(customer, sizeof customer, till.answer.customer);
	ask_for(&till, PROCESSOR_CREATE)->customer = customer;
	till.request.flags = PROCESSOR_MANUAL | PROCESSOR_SAVE_CARD;
	expect(&till, PROCESSOR_OK, PROCESSOR_CREATED);
	(void)str_copy(till.intent, sizeof till.intent, till.answer.intent);
	ask_for(&till, PROCESSOR_PRESENT);
	expect(&till, PROCESSOR_PENDING, PROCESSOR_WAIT_CARD);
	CHECK_INT(simulated_do(&till.simulated, "present", "card=visa"), 200);
	clock_advance(&till.clock, 5000);
	ask_for(&till, PROCESSOR_QUERY);
	expect(&till, PROCESSOR_OK, PROCESSOR_AUTHORIZED);
	(void)str_copy(method, sizeof method, till.answer.method);
	CHECK(method[0] != '\0');
	till.intent[0] = '\0';
	ask_for(&till, PROCESSOR_CONFIRM_SAVED)->customer = customer;
	till.request.method = method;
	expect(&till, PROCESSOR_OK, PROCESSOR_AUTHORIZED);
	CHECK_INT(till.answer.capturable_minor, 1250);
	close_till(&till);
}

/* --- what was lost is found -------------------------------------------------------------- */

static void set_fault(struct till *till, const char *script)
{
	till->is_faulty = script[0] != '\0';
	CHECK_OK_FATAL(simulator_set_faults(till->simulated.simulator, script, strlen(script)));
}

static void a_lost_answer_is_replayed_once(void)
{
	struct till till;

	open_till(&till);
	authorize(&till, PROCESSOR_MANUAL, "card=visa");
	set_fault(&till, "{\"on\":\"payment_intents.capture\",\"fault\":\"reset-after\"}\n");
	ask_for(&till, PROCESSOR_CAPTURE);
	expect(&till, PROCESSOR_UNKNOWN, PROCESSOR_NONE);
	CHECK_INT(till.answer.next, PROCESSOR_NEXT_REPLAY);
	set_fault(&till, "");
	expect(&till, PROCESSOR_OK, PROCESSOR_CAPTURED);
	CHECK(till.answer.is_replayed);
	CHECK_INT(simulator_settled_minor(till.simulated.simulator, "eur"), 1250);
	close_till(&till);
}

/* Its key in an event and its id in the metadata lead back to a refund nobody heard of. */
static void a_lost_refund_is_found(void)
{
	char key[PROCESSOR_KEY_SIZE];
	bool is_found = false;
	struct till till;

	open_till(&till);
	authorize(&till, PROCESSOR_MANUAL, "card=visa");
	ask_for(&till, PROCESSOR_CAPTURE);
	expect(&till, PROCESSOR_OK, PROCESSOR_CAPTURED);
	set_fault(&till, "{\"on\":\"refunds.create\",\"fault\":\"reset-after\"}\n");
	ask_for(&till, PROCESSOR_REFUND);
	expect(&till, PROCESSOR_UNKNOWN, PROCESSOR_NONE);
	(void)str_copy(key, sizeof key, till.key);
	ask_for(&till, PROCESSOR_FIND_EVENT)->find = PROCESSOR_REFUND;
	till.request.from_unix_ms = NOW_MS;
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	for (size_t i = 0; i < till.rows_count; i++)
		is_found = is_found || (strcmp(till.rows[i].attempt, key) == 0 &&
					strncmp(till.rows[i].object, "re_", 3) == 0);
	CHECK(is_found);
	ask_for(&till, PROCESSOR_FIND_REFUNDS)->from_unix_ms = NOW_MS;
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	CHECK_INT(till.rows_count, 1);
	CHECK_TEXT(till.rows[0].attempt, key);
	ask_for(&till, PROCESSOR_QUERY_REFUND)->refund = till.rows[0].id;
	expect(&till, PROCESSOR_OK, PROCESSOR_REFUNDED);
	close_till(&till);
}

static void every_fault_has_its_outcome(void)
{
	static const struct {
		const char *fault;
		enum processor_outcome outcome;
		enum processor_next next;
	} rows[] = {
		{ "reset-before", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "stall-before", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "stall-after", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "cut", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "truncated", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "wrong-json", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "html", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "redirect", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "rate-limit", PROCESSOR_THROTTLED, PROCESSOR_NEXT_REPLAY },
		{ "lock", PROCESSOR_BUSY, PROCESSOR_NEXT_REPLAY },
		{ "in-use", PROCESSOR_BUSY, PROCESSOR_NEXT_REPLAY },
		{ "500-before", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "500-after", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "500-retry", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "503", PROCESSOR_UNKNOWN, PROCESSOR_NEXT_REPLAY },
		{ "wrong-amount", PROCESSOR_MISMATCH, PROCESSOR_NEXT_HUMAN },
		{ "wrong-currency", PROCESSOR_MISMATCH, PROCESSOR_NEXT_HUMAN },
		{ "wrong-id", PROCESSOR_MISMATCH, PROCESSOR_NEXT_HUMAN },
		{ "wrong-livemode", PROCESSOR_MISMATCH, PROCESSOR_NEXT_HUMAN },
	};
	char script[256];
	struct till till;

	open_till(&till);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		set_fault(&till, "");
		authorize(&till, PROCESSOR_MANUAL, "card=visa");
		(void)str_format(script, sizeof script,
				 "{\"on\":\"payment_intents.capture\",\"fault\":\"%s\"}\n",
				 rows[i].fault);
		set_fault(&till, script);
		ask_for(&till, PROCESSOR_CAPTURE);
		send_again(&till);
		if (till.answer.outcome != rows[i].outcome || till.answer.next != rows[i].next)
			CHECK_TEXT(processor_outcome_name(till.answer.outcome), rows[i].fault);
		CHECK_INT(till.answer.next, rows[i].next);
	}
	close_till(&till);
}

static void the_books_of_the_processor_are_read(void)
{
	struct till till;

	open_till(&till);
	authorize(&till, PROCESSOR_MANUAL, "card=visa");
	ask_for(&till, PROCESSOR_CAPTURE);
	expect(&till, PROCESSOR_OK, PROCESSOR_CAPTURED);
	ask_for(&till, PROCESSOR_CHARGES)->from_unix_ms = NOW_MS;
	till.request.intent = NULL;
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	CHECK_INT(till.rows_count, 1);
	CHECK_INT(till.rows[0].captured_minor, 1250);
	ask_for(&till, PROCESSOR_LEDGER);
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	CHECK_INT(till.rows_count, 1);
	CHECK_INT(till.rows[0].net_minor, 1250 - till.rows[0].fee_minor);
	ask_for(&till, PROCESSOR_FIND_INTENTS);
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	CHECK_INT(till.rows[0].state, PROCESSOR_CAPTURED);
	ask_for(&till, PROCESSOR_PAYOUTS);
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	ask_for(&till, PROCESSOR_PING);
	expect(&till, PROCESSOR_OK, PROCESSOR_NONE);
	close_till(&till);
}

const struct check_test test_simulated[] = {
	{ "a sale with a tip, partly refunded (P5)", a_sale_with_a_tip },
	{ "a hold grows and is let go (P6)", a_hold_grows_and_is_let_go },
	{ "after a no, another card or cancel", a_declined_card_may_be_followed_by_another },
	{ "a link is paid or expires", a_link_is_paid_or_expires },
	{ "a payment link pays once", a_payment_link_pays_once },
	{ "a card on file is charged later", a_card_on_file_is_charged_later },
	{ "a lost answer is replayed, the money moves once (P3)", a_lost_answer_is_replayed_once },
	{ "a lost refund is found by event and metadata (P3)", a_lost_refund_is_found },
	{ "every fault has its outcome (P4)", every_fault_has_its_outcome },
	{ "the books of the processor are read (P7)", the_books_of_the_processor_are_read },
	{ 0 },
};
