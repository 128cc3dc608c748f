/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/ledger.c -- the balance: what came in, fees, what was paid out; events as they are
 *                       asked for.
 */
#include "simulator/ledger.h"

#include <string.h>

#define AVAILABLE_S (2 * DAY_S)
#define CURRENCIES_MAX 16

static const char move_form[] =
	"{'id':'','object':'balance_transaction','amount':0,'available_on':0,'created':0,"
	"'currency':'','description':null,'exchange_rate':null,'fee':0,'fee_details':[],'net':0,"
	"'reporting_category':'','source':null,'status':'pending','type':''}";

static const char payout_form[] =
	"{'id':'','object':'payout','amount':0,'application_fee':null,"
	"'application_fee_amount':null,'arrival_date':0,'automatic':true,"
	"'balance_transaction':null,'created':0,'currency':'','description':'STRIPE PAYOUT',"
	"'destination':null,'failure_balance_transaction':null,'failure_code':null,"
	"'failure_message':null,'livemode':false,'metadata':{},'method':'standard',"
	"'original_payout':null,'reconciliation_status':'completed','reversed_by':null,"
	"'source_type':'card','statement_descriptor':null,'status':'paid',"
	"'type':'bank_account'}";

int64_t sim_ledger_fee(int64_t amount_minor, bool is_present)
{
	int64_t ppm = is_present ? 27000 : 29000, fixed_minor = is_present ? 5 : 30;

	return (amount_minor * ppm + 500000) / 1000000 + fixed_minor;
}

static void set_fee(struct json *move, int64_t fee_minor)
{
	struct json *fee =
		sim_form_new("{'amount':0,'application':null,'currency':'',"
			     "'description':'Stripe processing fees','type':'stripe_fee'}");

	sim_set_int(fee, "amount", fee_minor);
	sim_set_text(fee, "currency", sim_get_text(move, "currency"));
	sim_add_value(json_get(move, "fee_details"), fee);
}

const char *sim_ledger_move(struct call *call, const char *type, const struct json *source,
			    int64_t amount_minor, int64_t fee_minor)
{
	struct json *move = sim_object_new(call, KIND_MOVE, "txn_", move_form);

	sim_set_int(move, "amount", amount_minor);
	sim_set_int(move, "fee", fee_minor);
	sim_set_int(move, "net", amount_minor - fee_minor);
	sim_set_int(move, "available_on", call->now_s + AVAILABLE_S);
	sim_set_text(move, "currency", sim_get_text(source, "currency"));
	sim_set_text(move, "type", type);
	sim_set_text(move, "reporting_category", type);
	sim_set_text(move, "source", sim_get_text(source, "id"));
	if (fee_minor > 0)
		set_fee(move, fee_minor);
	return sim_get_text(move, "id");
}

/* A movement becomes available when it is looked at late enough. */
static void ripen(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_MOVE];

	for (size_t i = table->first; i < table->count; i++) {
		struct json *move = table->records[i]->value;

		if (strcmp(sim_get_text(move, "status"), "pending") != 0 ||
		    sim_get_int(move, "available_on") > call->now_s)
			continue;
		sim_set_text(move, "status", "available");
		sim_touch(call->sim, move);
	}
}

void sim_move_get(struct call *call)
{
	struct json *move = sim_need(call, KIND_MOVE, call->id, "id");

	ripen(call);
	if (move != NULL)
		sim_answer_value(call, move);
}

void sim_move_list(struct call *call)
{
	ripen(call);
	sim_answer_list(call, KIND_MOVE);
}

/* Adds to the amount of a currency in a list of the balance. */
static void add_amount(struct json *list, const char *currency, int64_t amount_minor)
{
	struct json *row = NULL;

	for (size_t i = 0; i < json_count(list); i++)
		if (strcmp(sim_get_text(json_at(list, i), "currency"), currency) == 0)
			row = json_at(list, i);
	if (row == NULL) {
		row = sim_form_new("{'amount':0,'currency':'','source_types':{'card':0}}");
		sim_set_text(row, "currency", currency);
		sim_add_value(list, row);
	}
	sim_set_int(row, "amount", sim_get_int(row, "amount") + amount_minor);
	sim_set_int(json_get(row, "source_types"), "card", sim_get_int(row, "amount"));
}

void sim_balance_get(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_MOVE];
	struct json *balance = sim_form_new("{'object':'balance','available':[],'livemode':false,"
					    "'pending':[]}");

	ripen(call);
	for (size_t i = table->first; i < table->count; i++) {
		const struct json *move = table->records[i]->value;

		if (sim_get_text(move, "_payout")[0] == '\0')
			add_amount(json_get(balance, sim_get_text(move, "status")),
				   sim_get_text(move, "currency"), sim_get_int(move, "net"));
	}
	if (json_count(json_get(balance, "available")) == 0)
		add_amount(json_get(balance, "available"), "usd", 0);
	sim_answer_value(call, balance);
	json_free(balance);
}

/* Marks what goes into a payout; returns the sum. */
static int64_t gather(struct call *call, const char *currency, const char *payout_id)
{
	const struct table *table = &call->sim->tables[KIND_MOVE];
	int64_t sum_minor = 0;

	for (size_t i = table->first; i < table->count; i++) {
		struct json *move = table->records[i]->value;

		if (sim_get_text(move, "_payout")[0] != '\0' ||
		    strcmp(sim_get_text(move, "status"), "available") != 0 ||
		    strcmp(sim_get_text(move, "currency"), currency) != 0)
			continue;
		sum_minor += sim_get_int(move, "net");
		sim_set_text(move, "_payout", payout_id);
		sim_touch(call->sim, move);
	}
	return sum_minor;
}

struct json *sim_payout_new(struct call *call, const char *currency)
{
	struct json *payout = sim_object_new(call, KIND_PAYOUT, "po_", payout_form);
	char id[ID_SIZE];
	int64_t sum_minor;

	ripen(call);
	str_copy(id, sizeof id, sim_get_text(payout, "id"));
	sum_minor = gather(call, currency, id);
	if (sum_minor == 0) {
		sim_record_delete(call->sim, id);
		return NULL;
	}
	sim_set_int(payout, "amount", sum_minor);
	sim_set_text(payout, "currency", currency);
	sim_set_int(payout, "arrival_date", call->now_s);
	sim_set_text(payout, "balance_transaction",
		     sim_ledger_move(call, "payout", payout, -sum_minor, 0));
	sim_set_text(sim_record_get(call->sim, KIND_MOVE,
				    sim_get_text(payout, "balance_transaction")),
		     "_payout", id);
	sim_effect(call, "payout", payout, "", sum_minor);
	sim_happen(call, "payout.created", payout);
	sim_happen(call, "payout.paid", payout);
	return payout;
}

void sim_payout_get(struct call *call)
{
	struct json *payout = sim_need(call, KIND_PAYOUT, call->id, "payout");

	if (payout != NULL)
		sim_answer_value(call, payout);
}

void sim_payout_list(struct call *call)
{
	sim_answer_list(call, KIND_PAYOUT);
}

void sim_event_list(struct call *call)
{
	sim_answer_list(call, KIND_EVENT);
}

void sim_event_get(struct call *call)
{
	struct json *event = sim_need(call, KIND_EVENT, call->id, "id"), *copy;
	const char *text = sim_get_text(event, "_object");

	if (event == NULL)
		return;
	copy = sim_public_copy(event);
	sim_set_value(json_get(copy, "data"), "object", json_parse(text, strlen(text)));
	sim_answer_value(call, copy);
	json_free(copy);
}
