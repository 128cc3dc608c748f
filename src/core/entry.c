/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/entry.c -- collects the postings of an entry and proves that they balance (L1).
 */
#include "core/entry.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

static const struct {
	enum ledger ledger;
	enum ledger_sense sense;
	const char *name;
} ledgers[] = {
#define LEDGER_ROW(code, number, sense, text) { code, sense, text },
	LEDGER_MAP(LEDGER_ROW)
#undef LEDGER_ROW
};

#define LEDGER_COUNT ((int)(sizeof ledgers / sizeof ledgers[0]))

static int find_ledger(int64_t number)
{
	for (int i = 0; i < LEDGER_COUNT; i++)
		if ((int64_t)ledgers[i].ledger == number)
			return i;
	return -1;
}

int64_t entry_account(enum ledger ledger, int64_t member)
{
	assert(find_ledger((int64_t)ledger) >= 0);
	assert(member >= 0 && member < ENTRY_LEDGER_SIZE);
	return (int64_t)ledger * ENTRY_LEDGER_SIZE + member;
}

enum ledger entry_ledger(int64_t account)
{
	int found = account < 0 ? -1 : find_ledger(account / ENTRY_LEDGER_SIZE);

	return found < 0 ? (enum ledger)0 : ledgers[found].ledger;
}

const char *entry_ledger_name(enum ledger ledger)
{
	int found = find_ledger((int64_t)ledger);

	return found < 0 ? NULL : ledgers[found].name;
}

enum ledger_sense entry_ledger_sense(enum ledger ledger)
{
	int found = find_ledger((int64_t)ledger);

	assert(found >= 0);
	return ledgers[found].sense;
}

enum ledger entry_ledger_at(int i)
{
	return i >= 0 && i < LEDGER_COUNT ? ledgers[i].ledger : (enum ledger)0;
}

void entry_begin(struct entry *entry)
{
	memset(entry, 0, sizeof *entry);
}

static struct entry_posting *find_posting(struct entry *entry, int64_t account, const char *unit)
{
	for (int i = 0; i < entry->n; i++)
		if (entry->posting[i].account == account &&
		    strcmp(entry->posting[i].unit, unit) == 0)
			return &entry->posting[i];
	return NULL;
}

static enum err add_posting(struct entry *entry, int64_t account, int64_t amount_minor,
			    const char *unit)
{
	struct entry_posting *posting;

	if (!money_unit_is_valid(unit))
		return ERR_UNIT;
	posting = find_posting(entry, account, unit);
	if (posting != NULL)
		return money_add_minor(posting->amount_minor, amount_minor,
				       &posting->amount_minor);
	if (entry->n == ENTRY_POSTINGS_MAX)
		return ERR_LIMIT;
	posting = &entry->posting[entry->n++];
	posting->account = account;
	posting->amount_minor = amount_minor;
	memcpy(posting->unit, unit, strlen(unit) + 1);
	return ERR_OK;
}

enum err entry_debit(struct entry *entry, int64_t account, int64_t amount_minor, const char *unit)
{
	return add_posting(entry, account, amount_minor, unit);
}

enum err entry_credit(struct entry *entry, int64_t account, int64_t amount_minor, const char *unit)
{
	if (amount_minor == INT64_MIN)
		return ERR_OVERFLOW;
	return add_posting(entry, account, -amount_minor, unit);
}

static void drop_zeros(struct entry *entry)
{
	int kept = 0;

	for (int i = 0; i < entry->n; i++)
		if (entry->posting[i].amount_minor != 0)
			entry->posting[kept++] = entry->posting[i];
	entry->n = kept;
}

static bool unit_balances(const struct entry *entry, const char *unit)
{
	__int128 sum = 0;

	for (int i = 0; i < entry->n; i++)
		if (strcmp(entry->posting[i].unit, unit) == 0)
			sum += entry->posting[i].amount_minor;
	return sum == 0;
}

enum err entry_end(struct entry *entry)
{
	drop_zeros(entry);
	for (int i = 0; i < entry->n; i++)
		if (!unit_balances(entry, entry->posting[i].unit))
			return ERR_UNBALANCED;
	return ERR_OK;
}
