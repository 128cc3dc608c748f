/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_courier_refund.c -- a refund to a card under every fault, the one that fails
 * days later, and the one that only a person can decide: never twice, never lost (P4, P5, P7).
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "double/card_house.h"
#include "service/refund.h"
#include "service/shift.h"
#include "service/suites.h"

#define TOTAL 2240
#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static void set_fault(struct card_house *cards, const char *op, const char *fault, int times)
{
	char text[256];

	str_format(text, sizeof text, "{\"on\":\"%s\",\"fault\":\"%s\",\"times\":%d}", op, fault,
		   times);
	CHECK_OK_FATAL(simulator_set_faults(cards->simulator, text, strlen(text)));
}

/* A check of 22.40 paid by card; its bill. */
static int64_t sell(struct card_house *cards, int64_t *ret_payment)
{
	static const int64_t codes[] = { 21, 32, 21, 0 };
	int64_t bill;

	card_house_open(cards, NULL, 9);
	bill = house_check(&cards->house, 1, codes);
	*ret_payment = card_house_begin(cards, bill, 0, "card");
	card_house_guest(cards, "visa", 0);
	CHECK_FATAL(card_house_settle(cards, 30000));
	CHECK_INT(card_house_clearing(cards), TOTAL);
	return bill;
}

static void give_back(struct card_house *cards, int64_t bill)
{
	struct act act = app_bill_act(cards->app, cards->house.manager, bill, -1);
	struct refund_order order = { .part = shift_part(&cards->house, bill, 0) };
	int64_t refund = 0;

	act.reason = house_reason(&cards->house, "refund");
	CHECK_OK_FATAL(refund_make(cards->app, &act, &order, &refund));
	courier_kick(cards->courier);
}

static int64_t owed(struct card_house *cards)
{
	return -shift_balance(&cards->house, LEDGER_REFUNDS_OWED, 0, "EUR");
}

/* What was given back and what is still owed are the whole, and clearing is what moved. */
static void check_refund(struct card_house *cards, bool is_back)
{
	CHECK_INT(card_house_effects(cards, "refund"), is_back);
	CHECK_INT(card_house_settled(cards), is_back ? 0 : TOTAL);
	CHECK_INT(card_house_clearing(cards), card_house_settled(cards));
	CHECK_INT(owed(cards), is_back ? 0 : TOTAL);
	CHECK_INT(sim_line_changed(cards->line), 0);
	CHECK(sim_line_keys(cards->line, "/v1/refunds") <= 1);
	shift_verify(&cards->house);
}

static const struct refund_case {
	const char *fault;
	int times;
	bool is_back;                /* the guest has it in the end */
	bool is_open;                /* a person has to decide */
} cases[] = {
	{ "reset-before", 3, true, false },  { "reset-after", 3, true, false },
	{ "stall-before", 1, true, false },  { "stall-after", 1, true, false },
	{ "cut", 1, true, false },           { "truncated", 1, true, false },
	{ "wrong-json", 1, true, false },    { "html", 1, true, false },
	{ "redirect", 1, true, false },      { "rate-limit", 3, true, false },
	{ "lock", 2, true, false },          { "in-use", 2, true, false },
	{ "500-after", 1, true, false },     { "500-retry", 1, true, false },
	{ "503", 2, true, false },           { "500-before", 1, false, true },
};

static void meet(const struct refund_case *one)
{
	unsigned before = CU_get_number_of_failures();
	struct card_house cards;
	int64_t payment, bill = sell(&cards, &payment), since;

	set_fault(&cards, "refunds.create", one->fault, one->times);
	give_back(&cards, bill);
	CHECK(card_house_settle(&cards, 1500000) == !one->is_open);
	check_refund(&cards, one->is_back);
	if (one->is_open)
		CHECK(strstr(courier_words(cards.courier, payment, &since), "supervisor") != NULL);
	if (CU_get_number_of_failures() != before)
		fprintf(stderr, "  %s\n", one->fault);
	card_house_close(&cards);
}

static void meets_all(void)
{
	for (int i = 0; i < COUNT(cases); i++)
		meet(&cases[i]);
}

/* The clock is a day on before the answer is known: it is found by the event that our key left. */
static void is_found_by_event(void)
{
	struct card_house cards;
	int64_t payment, bill = sell(&cards, &payment);

	sim_line_fault(cards.line, "/v1/refunds", 0, 1000, SIM_LOST_AFTER, 0);
	give_back(&cards, bill);
	card_house_pass(&cards, 5000);
	card_house_stop(&cards);
	card_house_start(&cards, INT64_C(24) * 3600000);
	CHECK(card_house_settle(&cards, 60000));
	CHECK_INT(sim_line_keys(cards.line, "/v1/refunds"), 0);
	check_refund(&cards, true);
	CHECK_INT(shift_number(&cards.house, "SELECT count(*) FROM outcome WHERE property = $1 "
					     "AND found = 'event' AND refund_leg <> 0"),
		  1);
	card_house_close(&cards);
}

/* Days later the bank sends it back; the event comes twice and out of order (24). */
static void fails_later(void)
{
	struct card_house cards;
	struct simulator_effect effect;
	char form[300] = "";
	int64_t payment, bill = sell(&cards, &payment);

	give_back(&cards, bill);
	CHECK(card_house_settle(&cards, 60000));
	check_refund(&cards, true);
	for (size_t i = 0; simulator_effect_at(cards.simulator, i, &effect); i++)
		if (strcmp(effect.name, "refund") == 0)
			str_format(form, sizeof form, "refund=%s", effect.object);
	clock_advance(cards.app->clock, INT64_C(48) * 3600000);
	sim_line_person(cards.simulator, "refund-fails", form, clock_unix_ms(cards.app->clock));
	set_fault(&cards, "events.list", "events-twice", 9);
	for (int i = 0; i < 3; i++) {
		CHECK_OK(courier_listen(cards.courier));
		card_house_pass(&cards, 20000);
		CHECK_INT(owed(&cards), TOTAL);
		CHECK_INT(card_house_settled(&cards), TOTAL);
		CHECK_INT(card_house_clearing(&cards), TOTAL);
		set_fault(&cards, "events.list", "events-shuffled", 9);
	}
	shift_verify(&cards.house);
	card_house_close(&cards);
}

const struct check_test test_courier_refund[] = {
	{ "a refund under every fault is one refund or one that is owed (P5, P7)", meets_all },
	{ "an old refund is found by the event of its key, not sent (P3)", is_found_by_event },
	{ "a refund that fails days later is owed again, once (24)", fails_later },
	{ NULL, NULL },
};
