/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/perm.c -- looks up the table of core/perm.h.
 */
#include "core/perm.h"

#include <assert.h>
#include <string.h>

#include "core/money.h"

#define LIMITS_EXPONENT 2

#define NO PERM_NO
#define ALL PERM_ALL

static const struct {
	const char *name;
	const char *text;
	int64_t limit_minor[ROLE_COUNT];
} perms[PERM_COUNT] = {
#define PERM_ROW(code, name, text, ...) [code] = { name, text, { __VA_ARGS__ } },
	PERM_MAP(PERM_ROW)
#undef PERM_ROW
};

static const struct {
	const char *name;
	const char *text;
} roles[ROLE_COUNT] = {
#define ROLE_ROW(code, name, text) [code] = { name, text },
	ROLE_MAP(ROLE_ROW)
#undef ROLE_ROW
};

static int64_t limit_in(int64_t limit_minor, int exponent)
{
	if (limit_minor == PERM_NO || limit_minor == PERM_ALL)
		return limit_minor;
	for (int i = LIMITS_EXPONENT; i < exponent; i++)
		limit_minor *= 10;
	for (int i = exponent; i < LIMITS_EXPONENT; i++)
		limit_minor /= 10;
	return limit_minor;
}

enum err perm_check_unit(enum role role, enum perm perm, int64_t amount_minor, int exponent,
			 struct perm_need *ret_need)
{
	int64_t limit, size = amount_minor;

	assert((int)role >= 0 && role < ROLE_COUNT);
	assert((int)perm >= 0 && perm < PERM_COUNT);
	assert(exponent >= 0 && exponent <= MONEY_EXPONENT_MAX);
	limit = limit_in(perms[perm].limit_minor[role], exponent);
	if (size < 0)
		size = size == INT64_MIN ? INT64_MAX : -size;
	if (size <= limit)
		return ERR_OK;
	*ret_need = (struct perm_need){ .perm = perm, .amount_minor = amount_minor,
					 .limit_minor = limit };
	return ERR_APPROVAL;
}

enum err perm_check(enum role role, enum perm perm, int64_t amount_minor,
		    struct perm_need *ret_need)
{
	return perm_check_unit(role, perm, amount_minor, LIMITS_EXPONENT, ret_need);
}

bool perm_role_parse(const char *name, enum role *ret_role)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		if (strcmp(roles[i].name, name) == 0) {
			*ret_role = (enum role)i;
			return true;
		}
	}
	return false;
}

const char *perm_role_name(enum role role)
{
	assert((int)role >= 0 && role < ROLE_COUNT);
	return roles[role].name;
}

const char *perm_role_text(enum role role)
{
	assert((int)role >= 0 && role < ROLE_COUNT);
	return roles[role].text;
}

const char *perm_text(enum perm perm)
{
	assert((int)perm >= 0 && perm < PERM_COUNT);
	return perms[perm].text;
}

const char *perm_name(enum perm perm)
{
	assert((int)perm >= 0 && perm < PERM_COUNT);
	return perms[perm].name;
}
