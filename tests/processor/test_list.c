/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/test_list.c -- rows of lists: what reconciliation and the search of lost answers
 * read.
 */
#include <string.h>

#include "processor/sample.h"
#include "processor/suites.h"

#define ROWS_MAX 8

struct rows {
	struct processor_item row[ROWS_MAX];
	size_t n, stop_at;
};

static bool take(void *arg, const struct processor_item *item)
{
	struct rows *rows = arg;

	if (rows->n < ROWS_MAX)
		rows->row[rows->n++] = *item;
	return rows->n != rows->stop_at;
}

static struct rows read_rows(enum processor_op op, size_t stop_at)
{
	struct processor_request request = sample_request(op);
	struct processor_reply reply = sample_reply(200, sample_body(op));
	struct rows rows = { .stop_at = stop_at };

	CHECK_OK(processor_stripe.list(&request, &reply, take, &rows));
	return rows;
}

static void an_event_leads_to_its_attempt(void)
{
	struct rows rows = read_rows(PROCESSOR_FIND_EVENT, 0);

	CHECK_INT(rows.n, 1);
	CHECK_TEXT(rows.row[0].id, "evt_1");
	CHECK_TEXT(rows.row[0].type, "refund.created");
	CHECK_TEXT(rows.row[0].attempt, SAMPLE_KEY);
	CHECK_TEXT(rows.row[0].object, "re_1");
	CHECK_TEXT(rows.row[0].intent, "pi_1");
	CHECK_INT(rows.row[0].created_unix_ms, 1780000000000);
}

static void metadata_leads_to_the_attempt(void)
{
	struct rows rows = read_rows(PROCESSOR_FIND_INTENTS, 0);

	CHECK_INT(rows.n, 2);
	CHECK_TEXT(rows.row[0].attempt, SAMPLE_KEY);
	CHECK_INT(rows.row[0].state, PROCESSOR_AUTHORIZED);
	CHECK_INT(rows.row[1].state, PROCESSOR_CREATED);
	CHECK_INT(rows.row[0].amount_minor, 1250);
	rows = read_rows(PROCESSOR_FIND_REFUNDS, 0);
	CHECK_TEXT(rows.row[0].attempt, SAMPLE_KEY);
	CHECK_TEXT(rows.row[0].intent, "pi_1");
	CHECK_TEXT(rows.row[0].object, "ch_1");
	CHECK_INT(rows.row[0].state, PROCESSOR_REFUNDED);
	rows = read_rows(PROCESSOR_FIND_LINKS, 0);
	CHECK_INT(rows.row[0].state, PROCESSOR_WAIT_GUEST);
	CHECK_TEXT(rows.row[0].attempt, SAMPLE_KEY);
}

static void the_ledger_has_fees_and_nets(void)
{
	struct rows rows = read_rows(PROCESSOR_LEDGER, 0);

	CHECK_INT(rows.row[0].amount_minor, 1250);
	CHECK_INT(rows.row[0].fee_minor, 49);
	CHECK_INT(rows.row[0].net_minor, 1201);
	CHECK_TEXT(rows.row[0].object, "ch_1");
	CHECK_TEXT(rows.row[0].category, "charge");
	CHECK_INT(rows.row[0].available_unix_ms, 1780100000000);
	rows = read_rows(PROCESSOR_CHARGES, 0);
	CHECK_INT(rows.row[0].captured_minor, 1250);
	CHECK_INT(rows.row[0].refunded_minor, 300);
	CHECK(rows.row[0].is_disputed);
	CHECK_TEXT(rows.row[0].intent, "pi_1");
	CHECK_INT(rows.row[0].state, PROCESSOR_CAPTURED);
	rows = read_rows(PROCESSOR_PAYOUTS, 0);
	CHECK_INT(rows.row[0].amount_minor, 9000);
	CHECK_TEXT(rows.row[0].status, "paid");
	CHECK_TEXT(rows.row[0].object, "txn_9");
}

static void readers_have_names_and_payments(void)
{
	struct rows rows = read_rows(PROCESSOR_LIST_READERS, 0);

	CHECK_INT(rows.n, 2);
	CHECK_TEXT(rows.row[0].label, "Bar");
	CHECK(rows.row[0].is_online);
	CHECK_TEXT(rows.row[0].intent, "");
	CHECK_TEXT(rows.row[1].intent, "pi_1");
	CHECK_INT(read_rows(PROCESSOR_LIST_READERS, 1).n, 1);
}

static void pages_say_where_they_end(void)
{
	struct processor_request request = sample_request(PROCESSOR_FIND_REFUNDS);
	struct processor_reply reply = sample_reply(
		200, "{\"object\":\"list\",\"has_more\":true,\"data\":[{\"id\":\"re_8\",\"object\":"
		     "\"refund\",\"amount\":5,\"currency\":\"eur\",\"created\":1780000000}]}");
	struct processor_answer answer = sample_decode(&request, &reply);

	CHECK_INT(answer.outcome, PROCESSOR_OK);
	CHECK(answer.has_more);
	CHECK_INT(answer.count, 1);
	CHECK_TEXT(answer.last_id, "re_8");
	reply = sample_reply(200, "{\"object\":\"list\",\"has_more\":true,\"data\":[]}");
	answer = sample_decode(&request, &reply);
	CHECK_INT(answer.outcome, PROCESSOR_UNKNOWN); /* would be asked for ever */
}

static void only_lists_are_walked(void)
{
	struct processor_request request = sample_request(PROCESSOR_QUERY);
	struct processor_reply reply = sample_reply(200, sample_body(PROCESSOR_FIND_REFUNDS));
	struct rows rows = { 0 };

	CHECK_INT(processor_stripe.list(&request, &reply, take, &rows), ERR_DATA);
	request.op = PROCESSOR_FIND_INTENTS;
	CHECK_INT(processor_stripe.list(&request, &reply, take, &rows), ERR_DATA);
	request.op = PROCESSOR_FIND_REFUNDS;
	reply.http = 500;
	CHECK_INT(processor_stripe.list(&request, &reply, take, &rows), ERR_DATA);
	CHECK_INT(rows.n, 0);
}

const struct check_test test_list[] = {
	{ "an event leads to its attempt (P3)", an_event_leads_to_its_attempt },
	{ "metadata leads to the attempt (P3)", metadata_leads_to_the_attempt },
	{ "the ledger has fees and nets (P7)", the_ledger_has_fees_and_nets },
	{ "readers have names and payments", readers_have_names_and_payments },
	{ "a page says where it ends", pages_say_where_they_end },
	{ "only lists are walked", only_lists_are_walked },
	{ 0 },
};
