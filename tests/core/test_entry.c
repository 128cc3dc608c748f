/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_entry.c -- double entry, and the worked examples of the journal as entries.
 */
#include <string.h>

#include "check.h"
#include "core/cases.h"
#include "core/entry.h"

static int64_t account(enum ledger ledger)
{
	return entry_account(ledger, 1);
}

static int64_t amount_of(const struct entry *entry, enum ledger ledger, const char *unit)
{
	int64_t sum = 0;

	for (int i = 0; i < entry->n; i++)
		if (entry_ledger(entry->posting[i].account) == ledger &&
		    strcmp(entry->posting[i].unit, unit) == 0)
			sum += entry->posting[i].amount_minor;
	return sum;
}

static void debit(struct entry *entry, enum ledger ledger, int64_t amount, const char *unit)
{
	CHECK_OK(entry_debit(entry, account(ledger), amount, unit));
}

static void credit(struct entry *entry, enum ledger ledger, int64_t amount, const char *unit)
{
	CHECK_OK(entry_credit(entry, account(ledger), amount, unit));
}

static void balance(void)
{
	struct entry entry;

	entry_begin(&entry);
	CHECK_OK(entry_end(&entry));
	debit(&entry, LEDGER_DRAWER, 1000, "EUR");
	CHECK_INT(entry_end(&entry), ERR_UNBALANCED);
	credit(&entry, LEDGER_OPEN_CHECKS, 1000, "USD");
	CHECK_INT(entry_end(&entry), ERR_UNBALANCED);
	credit(&entry, LEDGER_OPEN_CHECKS, 1000, "EUR");
	debit(&entry, LEDGER_EXCHANGE, 1000, "USD");
	CHECK_OK(entry_end(&entry));
	CHECK_INT(entry.n, 4);
}

static void adds_up(void)
{
	struct entry entry;

	entry_begin(&entry);
	debit(&entry, LEDGER_REVENUE, 300, "EUR");
	credit(&entry, LEDGER_REVENUE, 500, "EUR");
	debit(&entry, LEDGER_OPEN_CHECKS, 200, "EUR");
	debit(&entry, LEDGER_TAX, 9, "EUR");
	credit(&entry, LEDGER_TAX, 9, "EUR");
	CHECK_INT(entry.n, 3);
	CHECK_OK(entry_end(&entry));
	CHECK_INT(entry.n, 2);
	CHECK_INT(amount_of(&entry, LEDGER_REVENUE, "EUR"), -200);
}

static void bounds(void)
{
	struct entry entry;

	entry_begin(&entry);
	for (int i = 0; i < ENTRY_POSTINGS_MAX; i++)
		CHECK_OK(entry_debit(&entry, entry_account(LEDGER_DRAWER, i), 1, "EUR"));
	CHECK_INT(entry_debit(&entry, account(LEDGER_SAFE), 1, "EUR"), ERR_LIMIT);
	CHECK_INT(entry.n, ENTRY_POSTINGS_MAX);
	CHECK_OK(entry_debit(&entry, entry_account(LEDGER_DRAWER, 3), INT64_MAX - 1, "EUR"));
	CHECK_INT(entry_debit(&entry, entry_account(LEDGER_DRAWER, 3), 1, "EUR"), ERR_OVERFLOW);
	CHECK_INT(entry.posting[3].amount_minor, INT64_MAX);
	CHECK_INT(entry_credit(&entry, account(LEDGER_SAFE), INT64_MIN, "EUR"), ERR_OVERFLOW);
	CHECK_INT(entry_debit(&entry, account(LEDGER_SAFE), 1, "eur"), ERR_UNIT);
	CHECK_INT(entry_debit(&entry, account(LEDGER_SAFE), 1, ""), ERR_UNIT);
}

static void no_wrapping(void)
{
	struct entry entry;

	/* sums that would wrap to zero in 64 bits are not balanced */
	entry_begin(&entry);
	debit(&entry, LEDGER_DRAWER, INT64_MIN, "EUR");
	debit(&entry, LEDGER_SAFE, INT64_MIN, "EUR");
	CHECK_INT(entry_end(&entry), ERR_UNBALANCED);
}

static void chart(void)
{
	enum ledger ledger;
	int n = 0;

	for (; (ledger = entry_ledger_at(n)) != 0; n++) {
		CHECK(entry_ledger_name(ledger) != NULL);
		CHECK_INT(entry_ledger(entry_account(ledger, 999999)), ledger);
		for (int i = 0; i < n; i++)
			CHECK(entry_ledger_at(i) != ledger);
	}
	CHECK_INT(n, 28);
	CHECK_INT(entry_account(LEDGER_DRAWER, 3), 23000003);
	CHECK_INT(entry_ledger(9999999), 0);
	CHECK_INT(entry_ledger(-23000003), 0);
	CHECK(entry_ledger_name((enum ledger)9) == NULL);
	CHECK_TEXT(entry_ledger_name(LEDGER_IN_DOUBT), "Suspense: in doubt");
	CHECK_INT(entry_ledger_sense(LEDGER_TIPS), LEDGER_CREDIT);
	CHECK_INT(entry_ledger_at(-1), 0);
}

static void foreign_cash(void)
{
	struct entry entry;

	entry_begin(&entry);
	debit(&entry, LEDGER_DRAWER, 10000, "USD");
	credit(&entry, LEDGER_EXCHANGE, 10000, "USD");
	debit(&entry, LEDGER_EXCHANGE, 9000, "EUR");
	credit(&entry, LEDGER_OPEN_CHECKS, 6000, "EUR");
	credit(&entry, LEDGER_DRAWER, 3000, "EUR");
	CHECK_OK(entry_end(&entry));
	CHECK_INT(amount_of(&entry, LEDGER_DRAWER, "USD"), 10000);
	CHECK_INT(amount_of(&entry, LEDGER_DRAWER, "EUR"), -3000);
}

static void cash_rounding(void)
{
	struct entry entry;
	int64_t cash;

	/* due 12.33, cash in steps of 0.05: the drawer takes 12.35, taxes are not touched */
	CHECK_OK(money_round_step(1233, 5, &cash));
	entry_begin(&entry);
	debit(&entry, LEDGER_DRAWER, cash, "EUR");
	credit(&entry, LEDGER_OPEN_CHECKS, 1233, "EUR");
	credit(&entry, LEDGER_ROUNDING, cash - 1233, "EUR");
	CHECK_OK(entry_end(&entry));
	CHECK_INT(amount_of(&entry, LEDGER_ROUNDING, "EUR"), -2);
}

static void card(void)
{
	struct entry authorize, capture, lapse;

	entry_begin(&authorize);
	debit(&authorize, LEDGER_CARDS_AUTHORIZED, 5000, "EUR");
	credit(&authorize, LEDGER_OPEN_CHECKS, 5000, "EUR");
	CHECK_OK(entry_end(&authorize));
	entry_begin(&capture);
	debit(&capture, LEDGER_CLEARING, 5800, "EUR");
	credit(&capture, LEDGER_CARDS_AUTHORIZED, 5000, "EUR");
	credit(&capture, LEDGER_TIPS, 800, "EUR");
	CHECK_OK(entry_end(&capture));
	CHECK_INT(amount_of(&authorize, LEDGER_CARDS_AUTHORIZED, "EUR") +
			  amount_of(&capture, LEDGER_CARDS_AUTHORIZED, "EUR"), 0);
	entry_begin(&lapse);
	debit(&lapse, LEDGER_UNCOLLECTED, 5000, "EUR");
	credit(&lapse, LEDGER_CARDS_AUTHORIZED, 5000, "EUR");
	CHECK_OK(entry_end(&lapse));
	CHECK_INT(amount_of(&lapse, LEDGER_CARDS_AUTHORIZED, "EUR"), -5000);
}

static void chargeback(void)
{
	struct entry disputed, won, lost;

	entry_begin(&disputed);
	debit(&disputed, LEDGER_DISPUTES, 8000, "EUR");
	debit(&disputed, LEDGER_FEES, 1500, "EUR");
	credit(&disputed, LEDGER_CLEARING, 9500, "EUR");
	CHECK_OK(entry_end(&disputed));
	entry_begin(&won);
	debit(&won, LEDGER_CLEARING, 8000, "EUR");
	credit(&won, LEDGER_DISPUTES, 8000, "EUR");
	CHECK_OK(entry_end(&won));
	entry_begin(&lost);
	debit(&lost, LEDGER_CHARGEBACK_LOSS, 8000, "EUR");
	credit(&lost, LEDGER_DISPUTES, 8000, "EUR");
	CHECK_OK(entry_end(&lost));
	CHECK_INT(amount_of(&disputed, LEDGER_DISPUTES, "EUR") +
			  amount_of(&lost, LEDGER_DISPUTES, "EUR"), 0);
	CHECK_INT(amount_of(&disputed, LEDGER_CLEARING, "EUR") +
			  amount_of(&won, LEDGER_CLEARING, "EUR"), -1500);
}

static void room_tender(void)
{
	struct entry entry;

	/* check 120.00 = 109.09 + 10.91: revenue and tax once, by the check; cash 40, room 80 */
	entry_begin(&entry);
	credit(&entry, LEDGER_REVENUE, 10909, "EUR");
	credit(&entry, LEDGER_TAX, 1091, "EUR");
	debit(&entry, LEDGER_OPEN_CHECKS, 12000, "EUR");
	credit(&entry, LEDGER_OPEN_CHECKS, 4000, "EUR");
	debit(&entry, LEDGER_DRAWER, 4000, "EUR");
	credit(&entry, LEDGER_OPEN_CHECKS, 8000, "EUR");
	debit(&entry, LEDGER_GUEST, 7273 + 727, "EUR");
	CHECK_OK(entry_end(&entry));
	CHECK_INT(amount_of(&entry, LEDGER_OPEN_CHECKS, "EUR"), 0);
	CHECK_INT(amount_of(&entry, LEDGER_GUEST, "EUR"), 8000);
	CHECK_INT(entry.n, 4);
}

static void part_closes(void)
{
	struct entry tender, close;

	/* the tender posts when it happens, the share of the part when it closes */
	entry_begin(&tender);
	debit(&tender, LEDGER_DRAWER, 367, "EUR");
	credit(&tender, LEDGER_OPEN_CHECKS, 367, "EUR");
	CHECK_OK(entry_end(&tender));
	entry_begin(&close);
	debit(&close, LEDGER_OPEN_CHECKS, 367, "EUR");
	credit(&close, LEDGER_REVENUE, 333, "EUR");
	credit(&close, LEDGER_TAX, 34, "EUR");
	CHECK_OK(entry_end(&close));
	CHECK_INT(amount_of(&tender, LEDGER_OPEN_CHECKS, "EUR") +
			  amount_of(&close, LEDGER_OPEN_CHECKS, "EUR"), 0);
}

/* Random postings with a last one that closes each unit. */
static bool closes_only_when_zero(struct cases *cases)
{
	static const char *const units[] = { "EUR", "USD", "COFFEE" };
	int64_t sums[3] = { 0 };
	struct entry entry;
	bool is_even = true;

	entry_begin(&entry);
	for (int n = (int)cases_between(cases, 0, 40); n > 0; n--) {
		int unit = (int)cases_between(cases, 0, 2);
		int64_t amount = cases_between(cases, -1000, 1000);
		int64_t to = entry_account(LEDGER_DRAWER, cases_between(cases, 0, 9));

		if (entry_debit(&entry, to, amount, units[unit]) != ERR_OK)
			return false;
		sums[unit] += amount;
	}
	for (int i = 0; i < 3; i++) {
		if (cases_one_in(cases, 8) && sums[i] != 0)
			is_even = false;
		else if (entry_credit(&entry, account(LEDGER_BANK), sums[i], units[i]) != ERR_OK)
			return false;
	}
	return (entry_end(&entry) == ERR_OK) == is_even;
}

static void balance_property(void)
{
	struct cases cases = cases_from(8);
	int wrong = 0;

	for (int i = cases_count(200000); i > 0; i--)
		wrong += !closes_only_when_zero(&cases);
	CHECK_INT(wrong, 0);
}

const struct check_test test_entry[] = {
	{ "an entry sums to zero in every unit or is refused (L1)", balance },
	{ "postings to one account in one unit add up, zeros are dropped (L1)", adds_up },
	{ "an entry holds 64 postings and no amount that does not fit (L1)", bounds },
	{ "sums beyond 64 bits are not taken for zero (L1)", no_wrapping },
	{ "every account belongs to one control ledger (L6)", chart },
	{ "100 USD on a bill of 60 EUR: two units, each balanced (M8)", foreign_cash },
	{ "cash rounding has its own account (M7)", cash_rounding },
	{ "authorize 50, capture 58 with a tip of 8, or lapse (L7)", card },
	{ "chargeback of 80 with a fee of 15, won or lost (P7)", chargeback },
	{ "a room charge is a tender: revenue and tax are posted once (B5)", room_tender },
	{ "tenders and the closing of a part meet in open checks (L4)", part_closes },
	{ "random entries end only when every unit is zero (L1)", balance_property },
	{ 0 },
};
