/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening_inside.h -- what the acts of the evening share; for evening_*.c alone.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_EVENING_INSIDE_H
#define SANDUQ_TESTS_CAMPAIGN_EVENING_INSIDE_H

#include "campaign/evening.h"

/* Acts of evening_money.c: name, weight, function. */
#define EVENING_MONEY_MAP(X)                                                              \
	X("cash", 30, cash)                                                               \
	X("cash, some of it", 4, cash_some)                                               \
	X("cash in dollars", 3, cash_foreign)                                             \
	X("card", 14, card)                                                               \
	X("slip", 5, slip)                                                                \
	X("slip signed", 6, signed_slip)                                                  \
	X("hold", 4, hold)                                                                \
	X("hold raised", 3, increment)                                                    \
	X("hold applied", 5, apply)                                                       \
	X("hold released", 2, release)                                                    \
	X("guest at the reader", 34, guest)                                               \
	X("card declined", 4, declined)                                                   \
	X("stopped", 3, stop)                                                             \
	X("doubt replaced", 4, replace)                                                   \
	X("closed in doubt", 2, close_doubt)                                              \
	X("refund", 5, refund)                                                            \
	X("paid in", 2, paid_in)                                                          \
	X("paid out", 2, paid_out)                                                        \
	X("drop", 2, drop)                                                                \
	X("tip-out", 3, tip_out)                                                          \
	X("no sale", 2, no_sale)                                                          \
	X("X", 1, x_report)

#define EVENING_MONEY_ACT(name, weight, run) bool evening_##run(struct evening *evening);
EVENING_MONEY_MAP(EVENING_MONEY_ACT)
#undef EVENING_MONEY_ACT

/* A till; the act of a waiter there with the manager's approval, and a reason of this kind ("":
 * none); an open check that the till has taken (0: none found). */
struct card_house *evening_till(struct evening *evening);
struct act evening_act(struct evening *evening, struct card_house *till, int64_t bill,
		       const char *reason);
int64_t evening_bill(struct evening *evening, struct card_house *till);

#endif
