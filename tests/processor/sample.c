/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/sample.c -- see tests/processor/sample.h.
 */
#include "processor/sample.h"

#include <string.h>

#define INTENT_HEAD                                                                                \
	"{\"id\":\"pi_1\",\"object\":\"payment_intent\",\"amount\":1250,\"currency\":\"eur\","       \
	"\"created\":1780000000,\"livemode\":false,\"client_secret\":\"pi_1_secret_x\","            \
	"\"capture_method\":\"manual\",\"metadata\":{\"attempt\":\"" SAMPLE_KEY "\"},"
#define CHARGE                                                                                     \
	"\"latest_charge\":{\"id\":\"ch_1\",\"object\":\"charge\",\"amount\":1250,"                  \
	"\"amount_captured\":0,\"amount_refunded\":0,\"payment_method_details\":{"                  \
	"\"type\":\"card_present\",\"card_present\":{\"brand\":\"visa\",\"last4\":\"4242\","         \
	"\"amount_authorized\":1250,\"capture_before\":1780172800,"                                 \
	"\"incremental_authorization_supported\":true,\"overcapture_supported\":true,"              \
	"\"read_method\":\"contactless_emv\",\"generated_card\":\"pm_9\",\"receipt\":{"             \
	"\"authorization_code\":\"A1B2C3\",\"application_preferred_name\":\"VISA CREDIT\","         \
	"\"dedicated_file_name\":\"A0000000031010\"}}}}"
#define HELD                                                                                       \
	INTENT_HEAD "\"status\":\"requires_capture\",\"amount_capturable\":1250,"                   \
		    "\"amount_received\":0," CHARGE "}"
#define TAKEN                                                                                      \
	INTENT_HEAD "\"status\":\"succeeded\",\"amount_capturable\":0,"                             \
		    "\"amount_received\":1250," CHARGE "}"
#define FRESH                                                                                      \
	INTENT_HEAD "\"status\":\"requires_payment_method\",\"amount_capturable\":0,"               \
		    "\"amount_received\":0,\"latest_charge\":null,\"last_payment_error\":null}"
#define GONE                                                                                       \
	INTENT_HEAD "\"status\":\"canceled\",\"cancellation_reason\":\"abandoned\","                \
		    "\"amount_capturable\":0,\"amount_received\":0,\"latest_charge\":null}"
#define READER_HEAD                                                                                \
	"{\"id\":\"tmr_1\",\"object\":\"terminal.reader\",\"livemode\":false,\"label\":\"Bar\","     \
	"\"device_type\":\"bbpos_wisepos_e\",\"status\":\"online\",\"metadata\":{},"
#define PAYING                                                                                     \
	READER_HEAD "\"action\":{\"type\":\"process_payment_intent\",\"status\":\"in_progress\","   \
		    "\"failure_code\":null,\"process_payment_intent\":{\"payment_intent\":"        \
		    "\"pi_1\"}}}"
#define IDLE READER_HEAD "\"action\":null}"
#define REFUND                                                                                     \
	"{\"id\":\"re_1\",\"object\":\"refund\",\"amount\":1250,\"currency\":\"eur\","               \
	"\"created\":1780000000,\"charge\":\"ch_1\",\"payment_intent\":\"pi_1\","                   \
	"\"status\":\"succeeded\",\"metadata\":{\"attempt\":\"" SAMPLE_KEY "\"}}"
#define SESSION_HEAD                                                                               \
	"{\"id\":\"cs_test_1\",\"object\":\"checkout.session\",\"livemode\":false,"                  \
	"\"mode\":\"payment\",\"created\":1780000000,\"expires_at\":1780086400,"                    \
	"\"amount_total\":1250,\"currency\":\"eur\",\"payment_link\":\"plink_1\","                  \
	"\"payment_status\":\"unpaid\",\"metadata\":{\"attempt\":\"" SAMPLE_KEY "\"},"
#define OPEN                                                                                       \
	SESSION_HEAD "\"status\":\"open\",\"payment_intent\":null,"                                 \
		     "\"url\":\"https://pay.example/c/cs_test_1\"}"
#define CLOSED SESSION_HEAD "\"status\":\"expired\",\"payment_intent\":null,\"url\":null}"
#define PAID SESSION_HEAD "\"status\":\"complete\",\"url\":null,\"payment_intent\":" TAKEN "}"
#define PAYLINK(active)                                                                            \
	"{\"id\":\"plink_1\",\"object\":\"payment_link\",\"livemode\":false,\"active\":" active ","  \
	"\"url\":\"https://pay.example/l/1\",\"metadata\":{}}"
#define LIST(rows)                                                                                 \
	"{\"object\":\"list\",\"url\":\"/v1\",\"has_more\":false,\"data\":[" rows "]}"
#define EVENT                                                                                      \
	"{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"refund.created\",\"created\":1780000000," \
	"\"livemode\":false,\"pending_webhooks\":0,\"data\":{\"object\":" REFUND "},"               \
	"\"request\":{\"id\":\"req_1\",\"idempotency_key\":\"" SAMPLE_KEY "\"}}"
#define MOVE                                                                                       \
	"{\"id\":\"txn_1\",\"object\":\"balance_transaction\",\"amount\":1250,\"fee\":49,"           \
	"\"net\":1201,\"currency\":\"eur\",\"created\":1780000000,\"available_on\":1780100000,"     \
	"\"type\":\"charge\",\"reporting_category\":\"charge\",\"status\":\"pending\","             \
	"\"source\":\"ch_1\",\"fee_details\":[]}"
#define CHARGE_ROW                                                                                 \
	"{\"id\":\"ch_1\",\"object\":\"charge\",\"amount\":1250,\"amount_captured\":1250,"           \
	"\"amount_refunded\":300,\"currency\":\"eur\",\"created\":1780000000,\"livemode\":false,"   \
	"\"captured\":true,\"paid\":true,\"disputed\":true,\"status\":\"succeeded\","               \
	"\"payment_intent\":\"pi_1\",\"metadata\":{\"attempt\":\"" SAMPLE_KEY "\"}}"
#define PAYOUT                                                                                     \
	"{\"id\":\"po_1\",\"object\":\"payout\",\"amount\":9000,\"currency\":\"eur\","               \
	"\"created\":1780000000,\"arrival_date\":1780200000,\"livemode\":false,"                    \
	"\"status\":\"paid\",\"balance_transaction\":\"txn_9\",\"type\":\"bank_account\"}"

static const struct processor_pair pairs[] = {
	{ "tender", "81064793292668929" }, { "station", "1" },
};

static const struct processor_line_item items[] = {
	{ "Tea & cake", 850, 1 }, { "\xda\x86\xd8\xa7\xdb\x8c", 200, 2 },
};

struct processor_request sample_request(enum processor_op op)
{
	return (struct processor_request){
		.op = op, .mode = PROCESSOR_TEST, .attempt = SAMPLE_KEY,
		.intent = "pi_1", .reader = "tmr_1", .session = "cs_test_1",
		.paylink = "plink_1", .price = "price_1", .customer = "cus_1", .method = "pm_1",
		.refund = op == PROCESSOR_QUERY_REFUND ? "re_1" : NULL,
		.amount_minor = 1250, .tip_eligible_minor = 1000, .tax_minor = 100, .unit = "EUR",
		.flags = PROCESSOR_MANUAL, .title = "Table 5",
		.return_url = "https://house.example/",
		.pairs = pairs, .pairs_count = sizeof pairs / sizeof *pairs,
		.items = items, .items_count = sizeof items / sizeof *items,
		.code = "sepia-cerulean-aqua", .label = "Bar", .find = PROCESSOR_REFUND,
		.from_unix_ms = 1780000000000,
		.until_unix_ms = 1780086400001,
	};
}

const char *sample_body(enum processor_op op)
{
	static const char *const bodies[PROCESSOR_OP_COUNT] = {
		[PROCESSOR_CREATE] = FRESH,
		[PROCESSOR_PRESENT] = PAYING,
		[PROCESSOR_PRESENT_CANCEL] = IDLE,
		[PROCESSOR_DISPLAY] = IDLE,
		[PROCESSOR_CONFIRM_SAVED] = HELD,
		[PROCESSOR_INCREMENT] = HELD,
		[PROCESSOR_CAPTURE] = TAKEN,
		[PROCESSOR_VOID] = GONE,
		[PROCESSOR_REFUND] = REFUND,
		[PROCESSOR_LINK_CREATE] = OPEN,
		[PROCESSOR_LINK_EXPIRE] = CLOSED,
		[PROCESSOR_PRICE_CREATE] = "{\"id\":\"price_1\",\"object\":\"price\",\"livemode\":"
					   "false,\"currency\":\"eur\",\"unit_amount\":1250}",
		[PROCESSOR_PAYLINK_CREATE] = PAYLINK("true"),
		[PROCESSOR_PAYLINK_CLOSE] = PAYLINK("false"),
		[PROCESSOR_CUSTOMER_CREATE] = "{\"id\":\"cus_1\",\"object\":\"customer\","
					      "\"livemode\":false,\"created\":1780000000}",
		[PROCESSOR_READER_CREATE] = IDLE,
		[PROCESSOR_QUERY] = TAKEN,
		[PROCESSOR_QUERY_READER] = IDLE,
		[PROCESSOR_QUERY_LINK] = PAID,
		[PROCESSOR_QUERY_PAYLINK] = LIST(OPEN "," PAID),
		[PROCESSOR_QUERY_REFUND] = REFUND,
		[PROCESSOR_LIST_READERS] = LIST(IDLE "," PAYING),
		[PROCESSOR_FIND_EVENT] = LIST(EVENT),
		[PROCESSOR_FIND_INTENTS] = LIST(HELD "," FRESH),
		[PROCESSOR_FIND_REFUNDS] = LIST(REFUND),
		[PROCESSOR_FIND_LINKS] = LIST(OPEN),
		[PROCESSOR_LEDGER] = LIST(MOVE),
		[PROCESSOR_CHARGES] = LIST(CHARGE_ROW),
		[PROCESSOR_PAYOUTS] = LIST(PAYOUT),
		[PROCESSOR_PING] = "{\"object\":\"balance\",\"livemode\":false,\"available\":[],"
				   "\"pending\":[]}",
	};

	return bodies[op];
}

struct processor_reply sample_reply(int http, const char *body)
{
	return (struct processor_reply){
		.fate = PROCESSOR_FATE_REPLIED, .was_sent = true, .http = http,
		.should_retry = -1, .retry_after_ms = -1, .request_id = "req_1",
		.content_type = "application/json", .body = body, .body_len = strlen(body),
	};
}

struct processor_reply sample_fate(enum processor_fate fate, bool was_sent)
{
	return (struct processor_reply){
		.fate = fate, .was_sent = was_sent, .should_retry = -1, .retry_after_ms = -1,
	};
}

struct processor_answer sample_decode(const struct processor_request *request,
				      const struct processor_reply *reply)
{
	struct processor_answer answer;

	processor_stripe.decode(request, reply, &answer);
	return answer;
}
