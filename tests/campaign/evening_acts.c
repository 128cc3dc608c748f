/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening_acts.c -- what waiters do to their checks.  What cashiers, guests and
 *                                  drawers do is evening_money.c.
 */
#include "base/str.h"
#include "campaign/evening_inside.h"
#include "service/bill_place.h"
#include "service/bill_price.h"
#include "service/bill_split.h"
#include "service/guest_check.h"
#include "service/kitchen.h"

#define QUIET_MS 35000

/* --- picking ---------------------------------------------------------------------------------- */

struct card_house *evening_till(struct evening *evening)
{
	return &evening->till[evening_below(evening, EVENING_TILLS)];
}

struct act evening_act(struct evening *evening, struct card_house *till, int64_t bill,
		       const char *reason)
{
	int64_t waiter = evening->waiter[evening_below(evening, EVENING_WAITERS)];
	struct act act = app_bill_act(till->app, waiter, bill, -1);

	act.approver = till->house.manager;
	if (reason[0] != '\0')
		act.reason = house_reason(&till->house, reason);
	return act;
}

/* An open check, in the hands of the till. */
int64_t evening_bill(struct evening *evening, struct card_house *till)
{
	for (int i = 0; i < 12; i++) {
		int64_t bill = evening->bill[evening_below(evening, EVENING_SLOTS)];
		struct act act;

		if (bill == 0)
			continue;
		act = evening_act(evening, till, bill, "");
		(void)bill_take_over(till->app, &act);
		return bill;
	}
	return 0;
}

/* A line with pieces left; 0: none. */
static int64_t any_line(struct evening *evening, struct card_house *till, int64_t bill)
{
	struct bill_view view;
	int64_t line = 0;
	int n = 0;

	if (bill == 0 || bill_view_load(till->app->db, bill, &view) != ERR_OK)
		return 0;
	for (int i = 0; i < view.n_items; i++)
		if (!view.items[i].is_discount && evening_below(evening, ++n) == 0)
			line = view.items[i].line;
	bill_view_done(&view);
	return line;
}

/* A bill, a line of it, and an act to do to it. */
struct pick {
	struct card_house *till;
	int64_t bill, line;
	struct act act;
};

static bool pick_bill(struct evening *evening, const char *reason, struct pick *pick)
{
	pick->till = evening_till(evening);
	pick->bill = evening_bill(evening, pick->till);
	pick->act = evening_act(evening, pick->till, pick->bill, reason);
	return pick->bill != 0;
}

static bool pick_line(struct evening *evening, const char *reason, struct pick *pick)
{
	if (!pick_bill(evening, reason, pick))
		return false;
	pick->line = any_line(evening, pick->till, pick->bill);
	return pick->line != 0;
}

/* --- checks ----------------------------------------------------------------------------------- */

static bool open_check(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int slot = (int)evening_below(evening, EVENING_TABLES);
	struct act act = evening_act(evening, till, 0, "");

	if (evening->bill[slot] != 0 || evening->opened == EVENING_CHECKS ||
	    bill_open(till->app, &act, slot + 1, "", 1 + evening_below(evening, 7),
		      &evening->bill[slot]) != ERR_OK)
		return false;
	evening->opened++;
	return true;
}

static bool open_tab(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int slot = EVENING_TABLES + (int)evening_below(evening, EVENING_TABS);
	struct act act = evening_act(evening, till, 0, "");
	char name[32];

	str_format(name, sizeof name, "tab %d", evening->opened);
	if (evening->bill[slot] != 0 || evening->opened == EVENING_CHECKS ||
	    bill_open(till->app, &act, 0, name, 1, &evening->bill[slot]) != ERR_OK)
		return false;
	evening->opened++;
	return true;
}

static bool set_covers(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "", &pick) &&
	       bill_set(pick.till->app, &pick.act, 1 + evening_below(evening, 7), "party") ==
		       ERR_OK;
}

static bool ring(struct evening *evening)
{
	static const int64_t codes[] = { 21, 22, 31, 32, 32, 41 };
	int64_t code = codes[evening_below(evening, 6)], pieces = 1 + evening_below(evening, 3);
	struct pick pick;
	int64_t line;

	return pick_bill(evening, "", &pick) &&
	       bill_add(pick.till->app, &pick.act, code, pieces, &line) == ERR_OK;
}

static bool again(struct evening *evening)
{
	struct pick pick;

	return pick_line(evening, "", &pick) &&
	       bill_add_again(pick.till->app, &pick.act, pick.line, 1) == ERR_OK;
}

static bool seat(struct evening *evening)
{
	int64_t chair = evening_below(evening, 4), course = evening_below(evening, 4);
	struct pick pick;

	return pick_line(evening, "", &pick) &&
	       bill_place(pick.till->app, &pick.act, pick.line, chair, course) == ERR_OK;
}

static bool note(struct evening *evening)
{
	struct pick pick;

	return pick_line(evening, "", &pick) &&
	       bill_note(pick.till->app, &pick.act, pick.line,
			 evening_below(evening, 2) == 0 ? "!no nuts" : "well done") == ERR_OK;
}

static bool send_round(struct evening *evening)
{
	struct kitchen_sent sent;
	struct pick pick;

	return pick_bill(evening, "", &pick) &&
	       kitchen_send(pick.till->app, &pick.act, &sent) == ERR_OK;
}

static bool fire(struct evening *evening)
{
	struct kitchen_sent sent;
	struct pick pick;

	for (int i = 0; i < 8; i++)
		if (pick_bill(evening, "", &pick) &&
		    kitchen_fire(pick.till->app, &pick.act, 0, &sent) == ERR_OK)
			return true;
	return false;
}

static bool reprint(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "", &pick) &&
	       kitchen_reprint(pick.till->app, &pick.act) == ERR_OK;
}

static bool take_back(struct evening *evening)
{
	struct pick pick;

	return pick_line(evening, "void", &pick) &&
	       bill_void(pick.till->app, &pick.act, pick.line, 1) == ERR_OK;
}

/* Rung by mistake and taken back at once, by the same waiter. */
static bool correct(struct evening *evening)
{
	struct pick pick;
	struct act act;
	int64_t line;

	if (!pick_bill(evening, "", &pick) ||
	    bill_add(pick.till->app, &pick.act, 22, 2, &line) != ERR_OK)
		return false;
	act = app_bill_act(pick.till->app, pick.act.staff, pick.bill, -1);
	return bill_void(pick.till->app, &act, line, 1) == ERR_OK;
}

/* --- prices ----------------------------------------------------------------------------------- */

static bool discount(struct evening *evening)
{
	struct pick pick;

	return pick_line(evening, "discount", &pick) &&
	       bill_discount(pick.till->app, &pick.act, pick.line, 0,
			     50000 * (1 + evening_below(evening, 5))) == ERR_OK;
}

static bool discount_check(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "discount", &pick) &&
	       bill_discount(pick.till->app, &pick.act, 0, 100 + evening_below(evening, 400), 0) ==
		       ERR_OK;
}

static bool undiscount(struct evening *evening)
{
	struct pick pick;

	for (int i = 0; i < 8; i++)
		if (pick_line(evening, "", &pick) &&
		    bill_undiscount(pick.till->app, &pick.act, pick.line) == ERR_OK)
			return true;
	return false;
}

static bool by_rule(struct evening *evening, int rule, bool is_line)
{
	struct pick pick;

	return pick_line(evening, "discount", &pick) &&
	       bill_discount_rule(pick.till->app, &pick.act, is_line ? pick.line : 0,
				  evening->rules[rule]) == ERR_OK;
}

static bool rule_line(struct evening *evening)
{
	return by_rule(evening, 0, true);
}

static bool comp(struct evening *evening)
{
	return by_rule(evening, EVENING_COMP, true);
}

static bool happy_hour(struct evening *evening)
{
	return by_rule(evening, 2, false);
}

static bool regulars(struct evening *evening)
{
	return by_rule(evening, 3, false);
}

static bool reprice(struct evening *evening)
{
	struct pick pick;

	return pick_line(evening, "discount", &pick) &&
	       bill_reprice(pick.till->app, &pick.act, pick.line,
			    300 + 50 * evening_below(evening, 30)) == ERR_OK;
}

static bool service(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "discount", &pick) &&
	       bill_service(pick.till->app, &pick.act, 100000) == ERR_OK;
}

static bool waive(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "discount", &pick) &&
	       bill_service(pick.till->app, &pick.act, 0) == ERR_OK;
}

static bool set_exempt(struct evening *evening, bool is_exempt)
{
	struct bill_exemption exemption = { 0, evening->tax_account, "D-17", 0, 0 };
	struct pick pick;

	if (!pick_bill(evening, "discount", &pick))
		return false;
	exemption.good_until = pick.till->app->property.business_date;
	return bill_exempt(pick.till->app, &pick.act, &exemption, is_exempt) == ERR_OK;
}

static bool exempt(struct evening *evening)
{
	return set_exempt(evening, true);
}

static bool tax_again(struct evening *evening)
{
	return set_exempt(evening, false);
}

static bool take_away(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "", &pick) &&
	       bill_take_away(pick.till->app, &pick.act, evening_below(evening, 2) == 0) == ERR_OK;
}

/* --- who pays what ---------------------------------------------------------------------------- */

static bool move(struct evening *evening)
{
	int64_t pieces = evening_below(evening, 2), to_no = evening_below(evening, 4);
	struct pick pick;

	return pick_line(evening, "", &pick) &&
	       bill_move(pick.till->app, &pick.act, pick.line, pieces, to_no) == ERR_OK;
}

static bool share(struct evening *evening)
{
	static const int64_t nos[] = { 1, 2, 3 };
	struct pick pick;

	return pick_line(evening, "", &pick) &&
	       bill_share(pick.till->app, &pick.act, pick.line, nos,
			  2 + (int)evening_below(evening, 2)) == ERR_OK;
}

static bool split_evenly(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "", &pick) &&
	       bill_split_evenly(pick.till->app, &pick.act, 1 + (int)evening_below(evening, 4)) ==
		       ERR_OK;
}

static bool split_seats(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "", &pick) &&
	       bill_split_seats(pick.till->app, &pick.act, evening_below(evening, 2) == 0) ==
		       ERR_OK;
}

static bool split_amount(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "", &pick) &&
	       bill_split_amount(pick.till->app, &pick.act, 200 + evening_below(evening, 2000)) ==
		       ERR_OK;
}

static bool split_percent(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "", &pick) &&
	       bill_split_percent(pick.till->app, &pick.act,
				  50000 * (1 + evening_below(evening, 15))) == ERR_OK;
}

static bool undo(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "", &pick) && bill_undo(pick.till->app, &pick.act) == ERR_OK;
}

/* --- tables ----------------------------------------------------------------------------------- */

static bool change_table(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int from = (int)evening_below(evening, EVENING_SLOTS);
	int to = (int)evening_below(evening, EVENING_TABLES);
	struct act act = evening_act(evening, till, evening->bill[from], "");

	if (evening->bill[from] == 0 || evening->bill[to] != 0)
		return false;
	(void)bill_take_over(till->app, &act);
	act = evening_act(evening, till, evening->bill[from], "");
	if (bill_transfer_table(till->app, &act, to + 1, "") != ERR_OK)
		return false;
	evening->bill[to] = evening->bill[from];
	evening->bill[from] = 0;
	return true;
}

static bool change_waiter(struct evening *evening)
{
	struct pick pick;

	return pick_bill(evening, "", &pick) &&
	       bill_transfer_staff(pick.till->app, &pick.act,
				   evening->waiter[evening_below(evening, EVENING_WAITERS)]) ==
		       ERR_OK;
}

static bool transfer_lines(struct evening *evening)
{
	static const int64_t all = 0;
	struct pick pick;
	int64_t other;

	if (!pick_line(evening, "", &pick))
		return false;
	other = evening_bill(evening, pick.till);
	return other != 0 && other != pick.bill &&
	       bill_transfer_lines(pick.till->app, &pick.act, &pick.line, &all, 1, other) ==
		       ERR_OK;
}

static bool merge(struct evening *evening)
{
	struct pick pick;
	int64_t other;

	if (!pick_bill(evening, "", &pick))
		return false;
	other = evening_bill(evening, pick.till);
	return other != 0 && other != pick.bill &&
	       bill_merge(pick.till->app, &pick.act, other) == ERR_OK;
}

static bool reopen(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int slot = (int)evening_below(evening, EVENING_TABLES);
	int64_t bill = evening->closed[evening_below(evening, EVENING_CLOSED)];
	struct act act = evening_act(evening, till, bill, "void");

	if (bill == 0 || evening->bill[slot] != 0 ||
	    bill_reopen(till->app, &act, slot + 1) != ERR_OK)
		return false;
	evening->bill[slot] = bill;
	return true;
}

static bool guest_check(struct evening *evening)
{
	struct pick pick;
	int64_t paper;

	return pick_bill(evening, "", &pick) &&
	       guest_check_issue(pick.till->app, &pick.act, 0, false, &paper) == ERR_OK;
}

/* The other station takes what this one holds (B4). */
static bool take_over(struct evening *evening)
{
	struct card_house *first = &evening->till[0], *second = &evening->till[1];
	int64_t bill = evening_bill(evening, first);
	struct act act = evening_act(evening, second, bill, ""), late;

	if (bill == 0)
		return false;
	if (bill_take_over(second->app, &act) != ERR_OK)
		return false;
	late = evening_act(evening, first, bill, "");
	if (bill_set(first->app, &late, 3, "party") == ERR_OK)
		evening_wrong(evening, "two stations work on one check (B4)");
	return true;
}

static bool line_down(struct evening *evening)
{
	for (int i = 0; i < EVENING_TILLS; i++)
		sim_line_set_down(evening->till[i].line, true);
	return true;
}

static bool line_up(struct evening *evening)
{
	for (int i = 0; i < EVENING_TILLS; i++)
		sim_line_set_down(evening->till[i].line, false);
	return true;
}

/* Nobody does anything for a while: what is late becomes a doubt. */
static bool quiet(struct evening *evening)
{
	evening_pass(evening, QUIET_MS);
	return true;
}

const struct evening_act evening_acts[] = {
	/* name                 weight run */
	{ "open a check",       34,    open_check },
	{ "open a tab",         6,     open_tab },
	{ "covers",             3,     set_covers },
	{ "ring",               60,    ring },
	{ "ring again",         8,     again },
	{ "seat and course",    22,    seat },
	{ "note",               4,     note },
	{ "send",               14,    send_round },
	{ "fire",               6,     fire },
	{ "reprint",            1,     reprint },
	{ "void",               5,     take_back },
	{ "error-correct",      3,     correct },
	{ "discount",           4,     discount },
	{ "discount on check",  3,     discount_check },
	{ "undiscount",         4,     undiscount },
	{ "discount by rule",   2,     rule_line },
	{ "comp",               2,     comp },
	{ "happy hour",         2,     happy_hour },
	{ "regulars",           2,     regulars },
	{ "price override",     3,     reprice },
	{ "service charge",     3,     service },
	{ "service waived",     3,     waive },
	{ "exempt",             3,     exempt },
	{ "taxed again",        4,     tax_again },
	{ "take-away",          3,     take_away },
	{ "move",               8,     move },
	{ "share",              8,     share },
	{ "split evenly",       5,     split_evenly },
	{ "split by seat",      5,     split_seats },
	{ "split by amount",    4,     split_amount },
	{ "split by percent",   4,     split_percent },
	{ "undo",               6,     undo },
	{ "change table",       3,     change_table },
	{ "change waiter",      2,     change_waiter },
	{ "transfer lines",     4,     transfer_lines },
	{ "merge",              2,     merge },
	{ "reopen",             3,     reopen },
	{ "guest check",        4,     guest_check },
	{ "take over",          2,     take_over },
	{ "line down",          4,     line_down },
	{ "line up",            8,     line_up },
	{ "quiet",              6,     quiet },
#define ACT_ROW(name, weight, run) { name, weight, evening_##run },
	EVENING_FLOOR_MAP(ACT_ROW)
	EVENING_MENU_MAP(ACT_ROW)
	EVENING_MONEY_MAP(ACT_ROW)
	EVENING_VALUE_MAP(ACT_ROW)
#undef ACT_ROW
	{ 0 },
};
