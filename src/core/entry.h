/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/entry.h -- double entry: postings that sum to zero per unit, and the chart of accounts.
 *                 [pure]
 *
 * Shape   an entry is at most 64 postings (account, unit, amount); debits are positive, credits
 *         negative.  Adding to an account it already holds in that unit adds up.
 * Errors  ERR_LIMIT, ERR_OVERFLOW, ERR_UNIT (no unit of 1 to 8 capitals), ERR_UNBALANCED.
 * Owner   plain values.
 * Rules   L1 (zero per unit), L4, L6 (control ledgers), L7, M7, M8, B5.
 */
#ifndef SANDUQ_CORE_ENTRY_H
#define SANDUQ_CORE_ENTRY_H

#include <stdint.h>

#include "base/err.h"
#include "core/money.h"

#define ENTRY_POSTINGS_MAX 64

/* Accounts are numbers: a ledger, and within it one of its accounts (drawer 3, department 2, tax
 * component, processor ...): account = ledger * 1,000,000 + member. */
#define ENTRY_LEDGER_SIZE 1000000

enum ledger_sense { LEDGER_DEBIT, LEDGER_CREDIT };

/* Name in code, number, which side grows it, words for people.  The control ledgers are those of
 * L6; revenue and tax are taken as credits. */
#define LEDGER_MAP(X)                                                                     \
	X(LEDGER_GUEST, 10, LEDGER_DEBIT, N_("Guest ledger"))                             \
	X(LEDGER_OPEN_CHECKS, 11, LEDGER_DEBIT, N_("Open checks"))                        \
	X(LEDGER_DEPOSITS, 12, LEDGER_CREDIT, N_("Advance deposits"))                     \
	X(LEDGER_CITY, 13, LEDGER_DEBIT, N_("City ledger"))                               \
	X(LEDGER_PACKAGES, 14, LEDGER_CREDIT, N_("Packages"))                             \
	X(LEDGER_CARDS_AUTHORIZED, 20, LEDGER_DEBIT, N_("Cards authorized"))              \
	X(LEDGER_CLEARING, 21, LEDGER_DEBIT, N_("Card clearing"))                         \
	X(LEDGER_BANK_TERMINAL, 22, LEDGER_DEBIT, N_("Bank terminal"))                    \
	X(LEDGER_DRAWER, 23, LEDGER_DEBIT, N_("Cash drawers"))                            \
	X(LEDGER_SAFE, 24, LEDGER_DEBIT, N_("Safe"))                                      \
	X(LEDGER_BANK, 25, LEDGER_DEBIT, N_("Bank"))                                      \
	X(LEDGER_VOUCHERS, 26, LEDGER_DEBIT, N_("Vouchers taken"))                        \
	X(LEDGER_TIPS, 30, LEDGER_CREDIT, N_("Tips payable"))                             \
	X(LEDGER_GIFT_CARDS, 31, LEDGER_CREDIT, N_("Gift cards"))                         \
	X(LEDGER_LOYALTY, 32, LEDGER_CREDIT, N_("Loyalty"))                               \
	X(LEDGER_IN_DOUBT, 33, LEDGER_DEBIT, N_("Suspense: in doubt"))                    \
	X(LEDGER_UNCOLLECTED, 34, LEDGER_DEBIT, N_("Uncollected cards"))                  \
	X(LEDGER_DISPUTES, 35, LEDGER_DEBIT, N_("Disputes"))                              \
	X(LEDGER_EXCHANGE, 36, LEDGER_CREDIT, N_("Exchange position"))                    \
	X(LEDGER_REFUNDS_OWED, 37, LEDGER_CREDIT, N_("Refunds owed"))                     \
	X(LEDGER_ROUNDING, 40, LEDGER_DEBIT, N_("Cash rounding"))                         \
	X(LEDGER_OVER_SHORT, 41, LEDGER_DEBIT, N_("Over/short"))                          \
	X(LEDGER_FEES, 42, LEDGER_DEBIT, N_("Processor fees"))                            \
	X(LEDGER_CHARGEBACK_LOSS, 43, LEDGER_DEBIT, N_("Chargeback loss"))                \
	X(LEDGER_PAID, 45, LEDGER_DEBIT, N_("Paid in and out"))                           \
	X(LEDGER_OPENING, 44, LEDGER_CREDIT, N_("Opening balance"))                       \
	X(LEDGER_REVENUE, 50, LEDGER_CREDIT, N_("Revenue"))                               \
	X(LEDGER_TAX, 60, LEDGER_CREDIT, N_("Tax payable"))

enum ledger {
#define LEDGER_ENUM(code, number, sense, text) code = number,
	LEDGER_MAP(LEDGER_ENUM)
#undef LEDGER_ENUM
};

/* The account number of a member of a ledger; member is 0 to 999,999. */
int64_t entry_account(enum ledger ledger, int64_t member);

/* The ledger of an account, and its English name; 0 and NULL when there is no such ledger. */
enum ledger entry_ledger(int64_t account);
const char *entry_ledger_name(enum ledger ledger);

/* Which side grows it; the ledger is one of the map. */
enum ledger_sense entry_ledger_sense(enum ledger ledger);

/* Walks the ledgers: the i-th of LEDGER_MAP, 0 after the last. */
enum ledger entry_ledger_at(int i);

struct entry_posting {
	int64_t account;
	int64_t amount_minor;
	char unit[MONEY_UNIT_SIZE];
};

struct entry {
	int n;
	struct entry_posting posting[ENTRY_POSTINGS_MAX];
};

/* An empty entry. */
void entry_begin(struct entry *entry);

/* Adds a debit (positive) or credit (the amount is given positive and subtracted).  A negative
 * amount is the opposite side.  On error the entry is as before. */
enum err entry_debit(struct entry *entry, int64_t account, int64_t amount_minor, const char *unit);
enum err entry_credit(struct entry *entry, int64_t account, int64_t amount_minor,
		      const char *unit);

/* Drops postings of zero and checks L1: ERR_UNBALANCED when a unit does not sum to zero. */
enum err entry_end(struct entry *entry);

#endif
