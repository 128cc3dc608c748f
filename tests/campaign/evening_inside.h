/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening_inside.h -- what the acts of the evening share; for evening_*.c alone.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_EVENING_INSIDE_H
#define SANDUQ_TESTS_CAMPAIGN_EVENING_INSIDE_H

#include "campaign/evening.h"
#include "service/payment.h"

/* Acts by the file that has them: name, weight, function. */
#define EVENING_FLOOR_MAP(X)                                                              \
	X("reserved", 4, reserve)                                                         \
	X("reservation changed", 2, reserve_change)                                       \
	X("reservation called off", 1, reserve_cancel)                                    \
	X("guests absent", 1, reserve_absent)                                             \
	X("guests late", 1, reserve_late)                                                 \
	X("guests seated", 5, reserve_seat)                                               \
	X("check let go", 2, let_go)                                                      \
	X("closed empty", 1, close_empty)                                                 \
	X("bumped", 8, bump)                                                              \
	X("recalled", 1, recall)

#define EVENING_MENU_MAP(X)                                                               \
	X("size", 5, size)                                                                \
	X("choices", 4, choice)                                                           \
	X("choice not made", 1, no_choice)                                                \
	X("set menu", 3, set_menu)                                                        \
	X("open price", 2, open_price)                                                    \
	X("weighed", 2, weighed)                                                          \
	X("happy-hour price", 4, happy_price)                                             \
	X("usual price again", 2, usual_price)                                            \
	X("counted (86)", 4, counted)                                                     \
	X("sold out (86)", 1, sold_out)                                                   \
	X("count set (86)", 2, count_left)                                                \
	X("rung otherwise", 2, otherwise)                                                 \
	X("round again", 2, round_again)

#define EVENING_MONEY_MAP(X)                                                              \
	X("cash", 34, cash)                                                               \
	X("cash, some of it", 4, cash_some)                                               \
	X("cash in dollars", 3, cash_foreign)                                             \
	X("cash taken back", 5, cash_back)                                                \
	X("card", 14, card)                                                               \
	X("slip", 5, slip)                                                                \
	X("slip signed", 6, signed_slip)                                                  \
	X("hold", 9, hold)                                                                \
	X("hold raised", 5, increment)                                                    \
	X("hold applied", 7, apply)                                                       \
	X("hold released", 3, release)                                                    \
	X("guest at the reader", 34, guest)                                               \
	X("card declined", 4, declined)                                                   \
	X("stopped", 3, stop)                                                             \
	X("stopped too late", 6, stop_late)                                               \
	X("doubt replaced", 4, replace)                                                   \
	X("closed in doubt", 4, close_doubt)                                              \
	X("refund", 5, refund)                                                            \
	X("float", 1, add_float)                                                          \
	X("paid in", 2, paid_in)                                                          \
	X("paid out", 2, paid_out)                                                        \
	X("drop", 2, drop)                                                                \
	X("tip-out", 3, tip_out)                                                          \
	X("no sale", 2, no_sale)                                                          \
	X("X", 1, x_report)                                                               \
	X("drawer counted", 1, count)                                                     \
	X("drawer handed over", 1, hand_over)

#define EVENING_VALUE_MAP(X)                                                              \
	X("gift card sold", 3, gift_sale)                                                 \
	X("gift card", 3, gift_pay)                                                       \
	X("voucher", 2, voucher)                                                          \
	X("payment code", 4, code)                                                        \
	X("code on paper", 3, code_paper)                                                 \
	X("guest pays the code", 8, code_paid)                                            \
	X("bank terminal", 3, bank)                                                       \
	X("card kept", 2, card_keep)                                                      \
	X("kept card charged", 2, card_charge)                                            \
	X("kept card forgotten", 1, card_forget)                                          \
	X("grant kept", 3, keep)                                                          \
	X("asked now", 3, ask_now)                                                        \
	X("nothing owed", 4, owes_nothing)                                                \
	X("receipt again", 2, receipt_again)                                              \
	X("refund of a line", 2, refund_line)                                             \
	X("refund of a tip", 3, refund_tip)

#define EVENING_ACT(name, weight, run) bool evening_##run(struct evening *evening);
EVENING_FLOOR_MAP(EVENING_ACT)
EVENING_MENU_MAP(EVENING_ACT)
EVENING_MONEY_MAP(EVENING_ACT)
EVENING_VALUE_MAP(EVENING_ACT)
#undef EVENING_ACT

/* What of the house belongs to them. */
void evening_menu_open(struct evening *evening);
void evening_value_open(struct evening *evening);

/* A till; the act of a waiter there with the manager's approval, and a reason of this kind ("":
 * none); an open check that the till has taken (0: none found). */
struct card_house *evening_till(struct evening *evening);
struct act evening_act(struct evening *evening, struct card_house *till, int64_t bill,
		       const char *reason);
int64_t evening_bill(struct evening *evening, struct card_house *till);

/* A part of it that owes something; 0: none. */
int64_t evening_due_part(struct evening *evening, struct card_house *till, int64_t bill,
			 int64_t *ret_due);

/* A payment in one of these states, of a kind or ("") any; an act on it, whatever its bill. */
bool evening_payment(struct evening *evening, unsigned states, const char *kind,
		     struct payment_row *ret_row);
bool evening_on_payment(struct evening *evening, const struct payment_row *row,
			enum err (*run)(struct app *app, const struct act *act, int64_t payment));

/* Begins a payment by a way to pay; lets a person do something at the simulator. */
bool evening_begin(struct evening *evening, const char *tender);
bool evening_control(struct evening *evening, const char *verb, const char *form);

#endif
