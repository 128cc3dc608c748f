/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_perm.c -- permissions and limits by role.
 */
#include "check.h"
#include "core/perm.h"

static void limits(void)
{
	struct perm_need need = { PERM_NONE, 7, 7, 0 };

	CHECK_OK(perm_check(ROLE_WAITER, PERM_VOID, 2000, &need));
	CHECK_OK(perm_check(ROLE_WAITER, PERM_VOID, -2000, &need));
	CHECK_INT(need.amount_minor, 7);
	CHECK_INT(perm_check(ROLE_WAITER, PERM_VOID, 2001, &need), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_VOID);
	CHECK_INT(need.amount_minor, 2001);
	CHECK_INT(need.limit_minor, 2000);
	CHECK_INT(perm_check(ROLE_WAITER, PERM_VOID, -2001, &need), ERR_APPROVAL);
	CHECK_INT(perm_check(ROLE_WAITER, PERM_VOID, INT64_MIN, &need), ERR_APPROVAL);
	CHECK_OK(perm_check(ROLE_CASHIER, PERM_VOID, 5000, &need));
	CHECK_OK(perm_check(ROLE_MANAGER, PERM_VOID, INT64_MIN, &need));
}

static void never(void)
{
	struct perm_need need;

	CHECK_INT(perm_check(ROLE_WAITER, PERM_DISCOUNT, 0, &need), ERR_APPROVAL);
	CHECK_INT(need.limit_minor, PERM_NO);
	CHECK_INT(perm_check(ROLE_AUDITOR, PERM_SELL, 1, &need), ERR_APPROVAL);
	CHECK_OK(perm_check(ROLE_AUDITOR, PERM_DAY, 0, &need));
}

static void scaled(void)
{
	struct perm_need need;

	CHECK_OK(perm_check_unit(ROLE_WAITER, PERM_VOID, 20000, 3, &need));
	CHECK_INT(perm_check_unit(ROLE_WAITER, PERM_VOID, 20001, 3, &need), ERR_APPROVAL);
	CHECK_INT(need.limit_minor, 20000);
	CHECK_OK(perm_check_unit(ROLE_WAITER, PERM_VOID, 20, 0, &need));
	CHECK_INT(perm_check_unit(ROLE_WAITER, PERM_VOID, 21, 0, &need), ERR_APPROVAL);
}

static void all_roles(void)
{
	struct perm_need need;
	enum role role;

	for (int i = 0; i < ROLE_COUNT; i++) {
		CHECK(perm_role_parse(perm_role_name((enum role)i), &role));
		CHECK_INT(role, i);
		CHECK(perm_role_text((enum role)i)[0] != '\0');
		CHECK_OK(perm_check((enum role)i, PERM_NONE, INT64_MAX, &need));
	}
	CHECK(!perm_role_parse("owner", &role));
	for (int i = 0; i < PERM_COUNT; i++) {
		CHECK(perm_text((enum perm)i)[0] != '\0' && perm_name((enum perm)i)[0] != '\0');
		CHECK_OK(perm_check(ROLE_SYSTEM, (enum perm)i, INT64_MAX, &need));
		CHECK_OK(perm_check(ROLE_MANAGER, (enum perm)i, INT64_MAX, &need));
	}
}

const struct check_test test_perm[] = {
	{ "above the limit of a role an approval is asked, naming limit and amount (S)", limits },
	{ "what a role may never do needs an approval at any amount (S)", never },
	{ "limits are whole units in currencies of any decimals (S)", scaled },
	{ "every role and permission has its name and words (S)", all_roles },
	{ 0 },
};
