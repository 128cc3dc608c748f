/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_kitchen.c -- rounds, courses, voids, changes and moves, as the kitchen is
 * told.
 */
#include "service/kitchen.h"

#include <stdio.h>

#include "double/pass.h"
#include "service/bill_split.h"
#include "service/kitchen_card.h"
#include "service/pay.h"
#include "service/rering.h"
#include "service/suites.h"
#include "store/verify.h"

static void open_pass(struct house *house, const char *name, bool has_display)
{
	char url[512];

	snprintf(url, sizeof url, "sqlite:%s/kitchen-%s.db?twice=1", check_folder(), name);
	house_open(house, url, 1, true);
	pass_open(house, "none", "none", has_display);
}

/* The books hold, and for every line the pieces sent are those the kitchen has left. */
static void check_books(struct house *house)
{
	struct verify_result result = { 0 };

	CHECK_OK(verify_run(house->app.db, NULL, NULL, &result));
	CHECK_INT(pass_number(house,
			      "SELECT count(*) FROM (SELECT l.bill, (CASE WHEN l.of = 0 THEN l.id "
			      "ELSE l.of END) AS line, sum(l.sent) AS sent FROM line l "
			      "GROUP BY 1, 2) s WHERE s.sent <> (SELECT coalesce(sum(k.quantity - "
			      "(SELECT coalesce(sum(r.quantity), 0) FROM kitchen_line r WHERE "
			      "r.of = k.id)), 0) FROM kitchen_line k JOIN kitchen_ticket t ON "
			      "t.id = k.ticket WHERE k.line = s.line AND k.kind = 'item' "
			      "AND t.kind <> 'void')"),
		  0);
}

static int64_t void_some(struct house *house, int64_t bill, int64_t line, int64_t quantity)
{
	struct act act = house_act(house, bill);

	act.reason = house_reason(house, "void");
	return bill_void(&house->app, &act, line, quantity);
}

static void note(struct house *house, int64_t bill, int64_t line, const char *text)
{
	struct act act = house_act(house, bill);

	CHECK_OK(bill_note(&house->app, &act, line, text));
}

static void a_round_is_one_ticket_a_station(void)
{
	struct house house;
	struct kitchen_sent sent;
	struct bill_view view;
	struct act act;
	int64_t bill;

	open_pass(&house, "round", false);
	bill = house_check(&house, 5, (const int64_t[]){ 31, 32, 21, 41, 0 });
	sent = pass_send(&house, bill);
	CHECK_INT(sent.tickets, 2);
	CHECK_INT(sent.held_course, 0);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket"), 2);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line k JOIN kitchen_ticket t "
				      "ON t.id = k.ticket WHERE t.station = 1"), 2);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_job"), 2);
	CHECK_OK_FATAL(bill_view_load(house.app.db, bill, &view));
	CHECK_INT(view.items[0].sent, 1);
	CHECK_INT(view.items[2].sent, 1);
	CHECK_INT(view.items[3].sent, 0);       /* wine is made nowhere */
	bill_view_done(&view);
	act = house_act(&house, bill);
	CHECK_INT(kitchen_send(&house.app, &act, &sent), ERR_STATE);
	check_books(&house);
	house_close(&house);
}

static void only_what_is_new_is_sent_again(void)
{
	struct house house;
	struct act act;
	int64_t bill, line;

	open_pass(&house, "again", false);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	line = pass_ring(&house, bill, 31, 2, 0, 0);
	pass_send(&house, bill);
	act = house_act(&house, bill);
	CHECK_OK(bill_add_again(&house.app, &act, line, 3));
	pass_send(&house, bill);
	CHECK_INT(pass_number(&house, "SELECT quantity FROM kitchen_line ORDER BY id DESC"), 3);
	CHECK_INT(pass_number(&house, "SELECT max(number) FROM kitchen_ticket"), 2);
	check_books(&house);
	house_close(&house);
}

static void an_act_repeated_sends_nothing_twice(void)
{
	struct house house;
	struct kitchen_sent first = { 0 }, again = { 0 };
	struct act act;
	int64_t bill;

	open_pass(&house, "key", false);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	pass_ring(&house, bill, 31, 1, 0, 1);
	pass_ring(&house, bill, 32, 1, 0, 2);
	act = house_act(&house, bill);
	CHECK_OK(kitchen_send(&house.app, &act, &first));
	CHECK_OK(kitchen_send(&house.app, &act, &again));
	CHECK_INT(again.tickets, first.tickets);
	CHECK_INT(again.held_course, 2);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket"), 2);
	house_close(&house);
}

static void later_courses_wait_to_be_fired(void)
{
	struct house house;
	struct kitchen_sent sent = { 0 };
	struct act act;
	int64_t bill;

	open_pass(&house, "courses", true);
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	pass_ring(&house, bill, 31, 2, 1, 1);
	pass_ring(&house, bill, 32, 2, 2, 2);
	pass_ring(&house, bill, 32, 1, 3, 3);
	sent = pass_send(&house, bill);
	CHECK_INT(sent.tickets, 2);
	CHECK_INT(sent.held_course, 2);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_live WHERE state = 'held'"), 2);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_job"), 2);
	/* more of a course that was fired goes at once, more of one that waits waits with it */
	pass_ring(&house, bill, 31, 1, 0, 1);
	pass_ring(&house, bill, 32, 1, 0, 2);
	sent = pass_send(&house, bill);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_live WHERE state = 'held'"), 3);
	act = house_act(&house, bill);
	CHECK_OK(kitchen_fire(&house.app, &act, 0, &sent));
	CHECK_INT(sent.tickets, 2);
	CHECK_INT(sent.held_course, 3);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_job WHERE kind = 'fire'"), 2);
	act = house_act(&house, bill);
	CHECK_INT(kitchen_fire(&house.app, &act, 2, &sent), ERR_STATE);
	act = house_act(&house, bill);
	CHECK_OK(kitchen_fire(&house.app, &act, 3, &sent));
	CHECK_INT(sent.held_course, 0);
	act = house_act(&house, bill);
	CHECK_INT(kitchen_fire(&house.app, &act, 0, &sent), ERR_STATE);
	check_books(&house);
	house_close(&house);
}

static void a_void_after_sending_is_a_ticket(void)
{
	struct house house;
	int64_t bill, line, tea;

	open_pass(&house, "void", false);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	line = pass_ring(&house, bill, 31, 3, 0, 0);
	tea = pass_ring(&house, bill, 22, 1, 0, 0);
	CHECK_OK(void_some(&house, bill, line, 1));
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket"), 0);
	pass_send(&house, bill);
	CHECK_OK(void_some(&house, bill, line, 1));
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket WHERE kind = 'void' "
				      "AND station = 1"), 1);
	CHECK_INT(pass_number(&house, "SELECT sum(sent) FROM line"), 2);
	CHECK_OK(void_some(&house, bill, line, 0));
	CHECK_OK(void_some(&house, bill, tea, 0));
	CHECK_INT(pass_number(&house, "SELECT sum(sent) FROM line"), 0);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket WHERE kind = 'void'"),
		  3);
	CHECK_INT(void_some(&house, bill, line, 1), ERR_RANGE);
	check_books(&house);
	house_close(&house);
}

/* Two rounds of one line, then one more that is unsent: it goes first, then the newest round. */
static void the_unsent_and_the_newest_go_first(void)
{
	struct house house;
	struct act act;
	int64_t bill, line;

	open_pass(&house, "newest", false);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	line = pass_ring(&house, bill, 31, 1, 0, 0);
	for (int i = 0; i < 2; i++) {
		pass_send(&house, bill);
		act = house_act(&house, bill);
		CHECK_OK(bill_add_again(&house.app, &act, line, 1));
	}
	CHECK_OK(void_some(&house, bill, line, 2));
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line v JOIN kitchen_line k "
				      "ON k.id = v.of JOIN kitchen_ticket t ON t.id = k.ticket "
				      "WHERE t.number = 2"), 1);
	CHECK_INT(pass_number(&house, "SELECT sum(sent) FROM line"), 1);
	check_books(&house);
	house_close(&house);
}

static void a_note_makes_a_change(void)
{
	struct house house;
	struct act act;
	int64_t bill, line;

	open_pass(&house, "change", true);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	line = pass_ring(&house, bill, 32, 2, 1, 2);
	note(&house, bill, line, "rare");
	pass_send(&house, bill);
	note(&house, bill, line, "! nuts");
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket WHERE kind = 'change'"),
		  1);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line k JOIN kitchen_ticket t "
				      "ON t.id = k.ticket WHERE t.kind = 'change' "
				      "AND k.kind = 'allergy'"), 1);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line k JOIN kitchen_ticket t "
				      "ON t.id = k.ticket WHERE t.kind = 'change' "
				      "AND k.kind = 'note'"), 1);
	/* a later note leaves the allergy; the sign alone takes it back */
	note(&house, bill, line, "well done");
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line WHERE kind = 'allergy'"),
		  2);
	note(&house, bill, line, "! ");
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line WHERE kind = 'allergy'"),
		  2);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket WHERE kind = 'change'"),
		  3);
	/* what is done is not told of any more */
	act = app_act(&house.app, house.cashier);
	CHECK_OK(kitchen_bump(&house.app, &act, pass_number(&house, "SELECT max(id) FROM "
								    "kitchen_ticket")));
	note(&house, bill, line, "on a plate");
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket WHERE kind = 'change'"),
		  3);
	check_books(&house);
	house_close(&house);
}

/* The same once more, and otherwise: the guest is still allergic. */
static void an_allergy_stays_with_what_is_rung_anew(void)
{
	struct house house;
	struct ring ring = { .code = 32, .quantity = 2, .price_minor = -1, .course = -1 };
	struct kitchen_sent sent = { 0 };
	struct act act;
	int64_t bill, line, pieces = 0;

	open_pass(&house, "anew", true);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	line = pass_ring(&house, bill, 31, 1, 3, 1);
	note(&house, bill, line, "! nuts");
	note(&house, bill, line, "hot");
	act = house_act(&house, bill);
	CHECK_OK(bill_rering(&house.app, &act, line, &ring, &line));
	pass_send(&house, bill);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line WHERE kind <> 'item'"),
		  2);
	act = house_act(&house, bill);
	CHECK_OK(bill_ring_round(&house.app, &act, &pieces));
	CHECK_INT(pieces, 2);
	act = house_act(&house, bill);
	CHECK_OK(kitchen_send(&house.app, &act, &sent));
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line WHERE kind = 'allergy'"),
		  2);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line WHERE kind = 'note'"), 1);
	check_books(&house);
	house_close(&house);
}

static void the_tables_allergy_is_everywhere(void)
{
	struct house house;
	int64_t bill;

	open_pass(&house, "allergy", true);
	bill = house_check(&house, 5, (const int64_t[]){ 31, 21, 0 });
	note(&house, bill, 0, "! shellfish");
	pass_send(&house, bill);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line WHERE kind = 'allergy' "
				      "AND line = 0"), 2);
	note(&house, bill, 0, "! nuts");
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket WHERE kind = 'change'"),
		  2);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line WHERE kind = 'allergy'"),
		  6);
	house_close(&house);
}

/* A piece goes to another table, all goes back, the whole goes along, the table changes. */
static void what_moves_is_told_and_can_be_voided_there(void)
{
	struct house house;
	struct act act;
	int64_t bill, other, line, moved;

	open_pass(&house, "move", true);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	other = house_check(&house, 6, (const int64_t[]){ 21, 0 });
	line = pass_ring(&house, bill, 31, 2, 0, 0);
	note(&house, bill, line, "! nuts");
	note(&house, bill, line, "hot");
	pass_send(&house, bill);
	act = house_act(&house, bill);
	CHECK_OK(bill_transfer_lines(&house.app, &act, (const int64_t[]){ line },
				     (const int64_t[]){ 1 }, 1, other));
	check_books(&house);
	CHECK_INT(pass_number(&house, "SELECT from_table * 100 + table_number FROM kitchen_ticket "
				      "WHERE kind = 'move'"), 506);
	CHECK_INT(pass_number(&house, "SELECT v.fired_unix_ms = (SELECT min(fired_unix_ms) FROM "
				      "kitchen_live) FROM kitchen_live v JOIN kitchen_ticket t ON "
				      "t.id = v.ticket WHERE t.kind = 'move'"), 1);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_line k JOIN kitchen_ticket t "
				      "ON t.id = k.ticket WHERE t.kind = 'move' "
				      "AND k.kind = 'allergy'"), 1);
	act = house_act(&house, bill);
	CHECK_OK(bill_undo(&house.app, &act));
	check_books(&house);
	CHECK_INT(pass_number(&house, "SELECT max(from_table * 100 + table_number) FROM "
				      "kitchen_ticket WHERE kind = 'move'"), 605);
	act = house_act(&house, other);
	CHECK_OK(bill_merge(&house.app, &act, bill));
	check_books(&house);
	moved = pass_number(&house, "SELECT max(id) FROM line WHERE kind = 'item' AND of = 0");
	CHECK_OK(void_some(&house, other, moved, 0));
	CHECK_INT(pass_number(&house, "SELECT sum(quantity) FROM kitchen_line k JOIN "
				      "kitchen_ticket t ON t.id = k.ticket WHERE t.kind = 'void' "
				      "AND t.table_number = 6"), 2);
	check_books(&house);
	pass_send(&house, other);
	act = house_act(&house, other);
	CHECK_OK(bill_transfer_table(&house.app, &act, 4, ""));
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket WHERE kind = 'move' "
				      "AND from_table = 6 AND table_number = 4"), 2);
	check_books(&house);
	house_close(&house);
}

static void bumped_is_done_and_can_be_recalled(void)
{
	struct house house;
	struct kitchen_ticket tickets[8];
	struct act act;
	int64_t bill, late = -1;
	int n = 0;

	open_pass(&house, "bump", true);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	pass_ring(&house, bill, 31, 1, 0, 1);
	pass_ring(&house, bill, 32, 1, 0, 2);
	pass_send(&house, bill);
	CHECK_OK(store_kitchen_open(house.app.db, 1, tickets, 8, &n));
	CHECK_INT(n, 2);
	CHECK_INT(tickets[0].state, KITCHEN_FIRED);
	CHECK_INT(tickets[1].state, KITCHEN_HELD);
	CHECK_OK(store_kitchen_late(house.app.db, HOUSE_TODAY + 3600000, &late));
	CHECK_INT(late, 1);
	act = app_act(&house.app, house.cashier);
	CHECK_INT(kitchen_bump(&house.app, &act, tickets[1].id), ERR_STATE);
	act = app_act(&house.app, house.cashier);
	CHECK_OK(kitchen_bump(&house.app, &act, tickets[0].id));
	act = app_act(&house.app, house.cashier);
	CHECK_INT(kitchen_bump(&house.app, &act, tickets[0].id), ERR_STATE);
	CHECK_OK(store_kitchen_bumped(house.app.db, 1, HOUSE_TODAY - 1000, tickets, 8, &n));
	CHECK_INT(n, 1);
	act = app_act(&house.app, house.cashier);
	CHECK_OK(kitchen_recall(&house.app, &act, tickets[0].id));
	CHECK_OK(store_kitchen_open(house.app.db, 0, tickets, 8, &n));
	CHECK_INT(n, 2);
	CHECK_INT(tickets[0].recalls, 1);
	house_close(&house);
}

static void a_paid_bill_leaves_nothing_unsent_or_held(void)
{
	struct house house;
	struct pay_result result = { 0 };
	struct bill_view view;
	struct act act;
	int64_t bill;

	open_pass(&house, "paid", true);
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	pass_ring(&house, bill, 31, 1, 0, 1);
	pass_ring(&house, bill, 32, 1, 0, 2);
	pass_send(&house, bill);
	pass_ring(&house, bill, 21, 1, 0, 0);
	pass_ring(&house, bill, 32, 1, 0, 3);
	CHECK_OK_FATAL(bill_view_load(house.app.db, bill, &view));
	act = house_act(&house, bill);
	CHECK_OK(pay_tender(&house.app, &act, view.parts[0].id, house_tender(&house, "cash"),
			    PAY_EXACT, &result));
	bill_view_done(&view);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_live WHERE state <> 'fired'"),
		  0);
	CHECK_INT(pass_number(&house, "SELECT sum(quantity) - sum(sent) FROM line"), 0);
	check_books(&house);
	house_close(&house);
}

/* Said before sending it stands on the ticket; said later it is a change, either way. */
static void what_is_taken_away_says_so(void)
{
	struct kitchen_card card;
	struct kitchen_ticket tickets[4];
	struct house house;
	struct act act;
	int64_t bill;
	int n = 0;

	open_pass(&house, "away", true);
	bill = house_check(&house, 5, (const int64_t[]){ 31, 21, 0 });
	pass_send(&house, bill);
	for (int i = 0; i < 2; i++) {
		act = house_act(&house, bill);
		CHECK_OK(bill_take_away(&house.app, &act, i == 0));
		CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_ticket "
					      "WHERE kind = 'change'"), 2 * (i + 1));
		CHECK_OK_FATAL(store_kitchen_open(house.app.db, 1, tickets, 4, &n));
		CHECK_OK_FATAL(kitchen_card_load(house.app.db, &tickets[0], &card));
		CHECK_INT(card.order, i == 0 ? BILL_ORDER_AWAY : BILL_ORDER_HERE_NOW);
		kitchen_card_done(&card);
	}
	check_books(&house);
	house_close(&house);
}

static void what_was_sent_last_is_printed_again(void)
{
	struct house house;
	struct act act;
	int64_t bill;

	open_pass(&house, "reprint", false);
	bill = house_check(&house, 5, (const int64_t[]){ 31, 0 });
	act = house_act(&house, bill);
	CHECK_INT(kitchen_reprint(&house.app, &act), ERR_STATE);
	pass_send(&house, bill);
	pass_ring(&house, bill, 31, 1, 0, 0);
	pass_ring(&house, bill, 21, 1, 0, 0);
	pass_send(&house, bill);
	act = house_act(&house, bill);
	CHECK_OK(kitchen_reprint(&house.app, &act));
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_job WHERE kind = 'copy'"), 2);
	CHECK_INT(pass_number(&house, "SELECT count(*) FROM kitchen_job j JOIN kitchen_ticket t "
				      "ON t.id = j.ticket WHERE j.kind = 'copy' "
				      "AND t.number = 1 AND t.station = 1"), 0);
	house_close(&house);
}

/* Another station has the bill: the round is refused, firing is not (B4). */
static void another_station_may_fire_but_not_send(void)
{
	struct house house, other;
	struct kitchen_sent sent = { 0 };
	char url[512];
	struct act act;
	int64_t bill;

	open_pass(&house, "held", true);
	snprintf(url, sizeof url, "sqlite:%s/kitchen-held.db?twice=1", check_folder());
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	pass_ring(&house, bill, 31, 1, 0, 1);
	pass_ring(&house, bill, 32, 1, 0, 2);
	pass_send(&house, bill);
	pass_ring(&house, bill, 31, 1, 0, 1);
	house_join(&other, url, 2, &house.keys);
	act = house_act(&other, bill);
	CHECK_INT(kitchen_send(&other.app, &act, &sent), ERR_HELD);
	act = house_act(&other, bill);
	CHECK_OK(kitchen_fire(&other.app, &act, 2, &sent));
	act = house_act(&house, bill);
	CHECK_INT(kitchen_fire(&house.app, &act, 2, &sent), ERR_STATE);
	house_close(&other);
	house_close(&house);
}

const struct check_test test_kitchen[] = {
	{ "a round is one ticket a station", a_round_is_one_ticket_a_station },
	{ "only what is new is sent again", only_what_is_new_is_sent_again },
	{ "an act repeated sends nothing twice (L3)", an_act_repeated_sends_nothing_twice },
	{ "later courses wait to be fired", later_courses_wait_to_be_fired },
	{ "a void after sending is a ticket of its own (B1)", a_void_after_sending_is_a_ticket },
	{ "of what is voided the unsent and the newest go first",
	  the_unsent_and_the_newest_go_first },
	{ "a note after sending is a change; allergies are kept", a_note_makes_a_change },
	{ "an allergy of the table is on every ticket", the_tables_allergy_is_everywhere },
	{ "an allergy stays with what is rung anew", an_allergy_stays_with_what_is_rung_anew },
	{ "what moves is told, and can be voided where it went",
	  what_moves_is_told_and_can_be_voided_there },
	{ "what is bumped is done and can be recalled", bumped_is_done_and_can_be_recalled },
	{ "a bill that is paid leaves nothing unsent or held",
	  a_paid_bill_leaves_nothing_unsent_or_held },
	{ "what is taken away, or not any more, is told", what_is_taken_away_says_so },
	{ "what was sent last is printed again", what_was_sent_last_is_printed_again },
	{ "another station may fire a course but not send (B4)",
	  another_station_may_fire_but_not_send },
	{ 0 }
};
