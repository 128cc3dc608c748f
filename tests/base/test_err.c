/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_err.c -- every error has a sentence, a name and an exit code.
 */
#include "base/err.h"

#include <string.h>
#include <sysexits.h>

#include "suites.h"

static void every_error_speaks(void)
{
	for (int i = 0; i < ERR_COUNT; i++) {
		const char *text = err_text(i);

		CHECK(strlen(text) > 0 && text[strlen(text) - 1] == '.');
		CHECK(strncmp(err_name(i), "ERR_", 4) == 0);
	}
	CHECK_TEXT(err_name(ERR_FULL), "ERR_FULL");
}

static void only_ok_exits_with_zero(void)
{
	CHECK_INT(err_exit_code(ERR_OK), 0);
	for (int i = 1; i < ERR_COUNT; i++) {
		int code = err_exit_code(i);

		CHECK(code >= EX__BASE && code <= EX__MAX);
	}
	CHECK_INT(err_exit_code(ERR_USAGE), EX_USAGE);
	CHECK_INT(err_exit_code(ERR_CONFIG), EX_CONFIG);
}

const struct check_test test_err[] = {
	{ "every error has a sentence and a name", every_error_speaks },
	{ "every error but ok has an exit code of sysexits", only_ok_exits_with_zero },
	{ 0 },
};
