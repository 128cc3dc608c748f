/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_reconcile.c -- a day against the processor's: what matches, what stands on one
 * side alone, what differs; fees and payouts once.
 */
#include "service/reconcile.h"

#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "double/card_house.h"
#include "service/shift.h"
#include "service/suites.h"

static void open_house(struct card_house *cards)
{
	card_house_open(cards, NULL, 3);
	sim_line_set_latency(cards->line, 0, 0, 1);
}

static int64_t sell(struct card_house *cards, int64_t table)
{
	static const int64_t codes[] = { 32, 22, 0 };
	int64_t bill = house_check(&cards->house, table, codes), payment;

	payment = card_house_begin(cards, bill, 0, "card");
	card_house_guest(cards, "visa", 0);
	CHECK(card_house_settle(cards, 30000));
	return payment;
}

static struct reconcile *read_day(struct card_house *cards)
{
	struct reconcile *all = NULL;

	CHECK_OK_FATAL(reconcile_read(cards->app, cards->app->property.business_date, &all));
	return all;
}

static void agrees(void)
{
	struct card_house cards;
	struct reconcile *all;

	open_house(&cards);
	sell(&cards, 1);
	sell(&cards, 2);
	all = read_day(&cards);
	CHECK_INT(all->count[RECONCILE_MATCHED], 2);
	CHECK_INT(all->ours_minor[RECONCILE_MATCHED], 4100);
	CHECK_INT(all->theirs_minor[RECONCILE_MATCHED], 4100);
	CHECK(reconcile_agrees(all));
	reconcile_free(all);
	card_house_close(&cards);
}

/* A charge made past us, and one of ours that the answer told wrong: each on its own line. */
static void finds_theirs(void)
{
	static const char made[] = "amount=777&currency=eur&payment_method_types[]=card&"
				   "payment_method=pm_card_visa&confirm=true";
	struct simulator_request request = { .method = "POST", .path = "/v1/payment_intents",
					     .body = made, .body_len = strlen(made),
					     .authorization = "Bearer sk_test_double" };
	struct simulator_answer answer;
	struct card_house cards;
	struct reconcile *all;

	open_house(&cards);
	sell(&cards, 1);
	simulator_handle(cards.simulator, &request, clock_unix_ms(cards.app->clock), &answer);
	CHECK_INT(answer.status, 200);
	simulator_answer_done(&answer);
	all = read_day(&cards);
	CHECK_INT(all->count[RECONCILE_MATCHED], 1);
	CHECK_INT(all->count[RECONCILE_THEIRS], 1);
	CHECK_INT(all->theirs_minor[RECONCILE_THEIRS], 777);
	CHECK(!reconcile_agrees(all));
	reconcile_free(all);
	card_house_close(&cards);
}

/* While a capture is in doubt the difference is exactly the list of what is open (P7). */
static void lists_doubts(void)
{
	static const int64_t codes[] = { 32, 22, 0 };
	struct card_house cards;
	struct reconcile *all;
	int64_t bill;

	open_house(&cards);
	bill = house_check(&cards.house, 1, codes);
	sim_line_fault(cards.line, "/capture", 0, 1000, SIM_LOST_AFTER, 0);
	card_house_begin(&cards, bill, 0, "card");
	card_house_guest(&cards, "visa", 0);
	card_house_pass(&cards, 2000);
	all = read_day(&cards);
	CHECK_INT(all->count[RECONCILE_DOUBT], 1);
	CHECK_INT(all->ours_minor[RECONCILE_DOUBT],
		  card_house_settled(&cards) - card_house_clearing(&cards));
	CHECK_INT(all->count[RECONCILE_THEIRS], 0);
	reconcile_free(all);
	sim_line_clear(cards.line);
	CHECK(card_house_settle(&cards, 120000));
	all = read_day(&cards);
	CHECK(reconcile_agrees(all));
	CHECK_INT(all->count[RECONCILE_MATCHED], 1);
	reconcile_free(all);
	card_house_close(&cards);
}

static void post_day(struct card_house *cards, int32_t date, int expected)
{
	struct act act = app_act(cards->app, cards->house.manager);
	struct reconcile *all = NULL;
	int posted = -1;

	CHECK_OK_FATAL(reconcile_read(cards->app, date, &all));
	CHECK_OK(reconcile_post(cards->app, &act, all, &posted));
	CHECK_INT(posted, expected);
	reconcile_free(all);
}

static void posts_once(void)
{
	struct card_house cards;
	struct reconcile *all;
	struct act act;
	int64_t fees;
	int32_t day;
	int posted = 0;

	open_house(&cards);
	day = cards.app->property.business_date;
	sell(&cards, 1);
	all = read_day(&cards);
	fees = all->theirs_minor[RECONCILE_FEE];
	CHECK(fees > 0 && all->count[RECONCILE_FEE] == 1);
	act = app_act(cards.app, cards.house.cashier);
	CHECK_INT(reconcile_post(cards.app, &act, all, &posted), ERR_APPROVAL);
	reconcile_free(all);
	post_day(&cards, day, 1);
	post_day(&cards, day, 0);
	CHECK_INT(shift_balance(&cards.house, LEDGER_FEES, 0, "EUR"), fees);
	sim_line_person(cards.simulator, "advance", "seconds=259200",
			clock_unix_ms(cards.app->clock));
	sim_line_person(cards.simulator, "payout", "currency=eur", clock_unix_ms(cards.app->clock));
	post_day(&cards, day + 3, 1);
	post_day(&cards, day + 3, 0);
	CHECK_INT(card_house_clearing(&cards), 0);
	CHECK_INT(shift_balance(&cards.house, LEDGER_BANK, 0, "EUR"),
		  card_house_settled(&cards) - fees);
	shift_verify(&cards.house);
	card_house_close(&cards);
}

static void needs_an_answer(void)
{
	struct card_house cards;
	struct reconcile *all = NULL;

	open_house(&cards);
	sim_line_set_down(cards.line, true);
	CHECK_INT(reconcile_read(cards.app, cards.app->property.business_date, &all),
		  ERR_PROCESSOR);
	CHECK(all == NULL);
	card_house_close(&cards);
}

const struct check_test test_reconcile[] = {
	{ "what was captured is matched by its attempt (P7)", agrees },
	{ "a charge past us is theirs only (P7)", finds_theirs },
	{ "before it is resolved the difference is the list of doubts (P7)", lists_doubts },
	{ "fees and payouts are posted once, by who may (P7, L9)", posts_once },
	{ "without an answer nothing is compared", needs_an_answer },
	{ NULL, NULL },
};
