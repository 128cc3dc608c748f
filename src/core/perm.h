/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/perm.h -- who may do what, up to which amount.  [pure]
 *
 * Shape   a permission has for each role one of: no, yes, or up to a limit in minor units of a
 *         currency with two decimals (scaled for others); above it another person approves.
 *         A negative amount counts as its size.
 * Errors  ERR_APPROVAL (a person who may do it gives a PIN).
 * Rules   S (approval in place; nobody approves their own).
 */
#ifndef SANDUQ_CORE_PERM_H
#define SANDUQ_CORE_PERM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* role, its name, its letter on screens */
#define ROLE_MAP(X)                                                                       \
	X(ROLE_WAITER, "waiter", N_("Waiter"))                                            \
	X(ROLE_CASHIER, "cashier", N_("Cashier"))                                         \
	X(ROLE_SUPPORT, "support", N_("Support"))                                         \
	X(ROLE_AUDITOR, "auditor", N_("Night auditor"))                                   \
	X(ROLE_MANAGER, "manager", N_("Manager"))                                         \
	X(ROLE_SYSTEM, "system", N_("System"))

enum role {
#define ROLE_ENUM(code, name, text) code,
	ROLE_MAP(ROLE_ENUM)
#undef ROLE_ENUM
	ROLE_COUNT
};

/* Limits: PERM_NO never (not even approved by another at this station: approval is asked),
 * PERM_ALL without limit, else minor units. */
#define PERM_NO INT64_C(-1)
#define PERM_ALL INT64_MAX

/* code, name, words, then waiter, cashier, support, auditor, manager, system */
#define PERM_MAP(X)                                                                                \
	X(PERM_NONE, "none", N_("Look around"), ALL, ALL, ALL, ALL, ALL, ALL)                      \
	X(PERM_SELL, "sell", N_("Ring items"), ALL, ALL, NO, NO, ALL, ALL)                         \
	X(PERM_VOID, "void", N_("Void lines"), 2000, 5000, NO, NO, ALL, ALL)                       \
	X(PERM_DISCOUNT, "discount", N_("Give discounts"), NO, 2000, NO, NO, ALL, ALL)             \
	X(PERM_PRICE, "price", N_("Override prices"), NO, 1000, NO, NO, ALL, ALL)                  \
	X(PERM_COMP, "comp", N_("Give meals on the house"), NO, NO, NO, NO, ALL, ALL)              \
	X(PERM_SERVICE, "service", N_("Change the service charge"), NO, 2000, NO, NO, ALL, ALL)    \
	X(PERM_EXEMPT, "exempt", N_("Exempt from a tax"), NO, NO, NO, NO, ALL, ALL)                \
	X(PERM_REOPEN, "reopen", N_("Open a closed check again"), NO, NO, NO, NO, ALL, ALL)        \
	X(PERM_TENDER, "tender", N_("Take payments"), ALL, ALL, NO, NO, ALL, ALL)                  \
	X(PERM_REFUND, "refund", N_("Give refunds"), NO, 3000, 10000, NO, ALL, ALL)                \
	X(PERM_REFUND_CASH, "refund-cash", N_("Refund a card in cash"), NO, NO, NO, NO, ALL, ALL)  \
	X(PERM_DECIDE, "decide", N_("Decide a payment in doubt"), NO, NO, NO, NO, ALL, ALL)        \
	X(PERM_DRAWER, "drawer", N_("Open and count a drawer"), NO, ALL, NO, ALL, ALL, ALL)        \
	X(PERM_PAID_OUT, "paid-out", N_("Pay out of the drawer"), NO, 5000, NO, NO, ALL, ALL)      \
	X(PERM_TIP_OUT, "tip-out", N_("Pay tips out of the drawer"), NO, ALL, NO, NO, ALL, ALL)    \
	X(PERM_RECOUNT, "recount", N_("Count again after the result"), NO, NO, NO, ALL, ALL, ALL)  \
	X(PERM_EXPECTED, "expected", N_("See what a drawer should hold"), NO, NO, NO, ALL, ALL, ALL) \
	X(PERM_TAKE_OVER, "take-over", N_("Take over another's bill"), NO, ALL, ALL, NO, ALL, ALL) \
	X(PERM_REPRINT, "reprint", N_("Reprint papers"), ALL, ALL, ALL, ALL, ALL, ALL)             \
	X(PERM_DAY, "day", N_("Roll the business date"), NO, NO, NO, ALL, ALL, ALL)                \
	X(PERM_SETUP, "setup", N_("Change menu, tables, staff"), NO, NO, NO, NO, ALL, ALL)         \
	X(PERM_UNLOCK, "unlock", N_("Unlock a locked-out colleague"), NO, NO, NO, ALL, ALL, ALL)

enum perm {
#define PERM_ENUM(code, name, text, ...) code,
	PERM_MAP(PERM_ENUM)
#undef PERM_ENUM
	PERM_COUNT
};

/* What an act needs before it can go on; the screen shows it when it asks for a manager. */
struct perm_need {
	enum perm perm;
	int64_t amount_minor;   /* what the act would do */
	int64_t limit_minor;    /* what this role may do alone; PERM_NO: nothing */
	int64_t password_above_minor;   /* not 0: above this the approver gives a password */
};

/* ERR_OK, or ERR_APPROVAL with *ret_need filled. */
enum err perm_check(enum role role, enum perm perm, int64_t amount_minor,
		    struct perm_need *ret_need);

/* The same in a currency of `exponent` decimals: limits keep their count of whole units. */
enum err perm_check_unit(enum role role, enum perm perm, int64_t amount_minor, int exponent,
			 struct perm_need *ret_need);

/* The role with this name ("cashier"); false when there is none. */
bool perm_role_parse(const char *name, enum role *ret_role);

/* Names and English words. */
const char *perm_role_name(enum role role);
const char *perm_role_text(enum role role);
const char *perm_text(enum perm perm);
const char *perm_name(enum perm perm);

#endif
