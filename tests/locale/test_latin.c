/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/locale/test_latin.c -- other scripts in Latin letters.
 */
#include "locale/latin.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "suites.h"

static void check_latin(const char *text, const char *expected)
{
	struct str out = { 0 };

	latin_add(&out, text);
	CHECK(str_ok(&out));
	CHECK_TEXT(str_text(&out), expected);
	str_done(&out);
}

static void every_script_is_readable(void)
{
	static const struct {
		const char *text, *latin;
	} cases[] = {
		{ "", "" },
		{ "Crème brûlée 12.50 €", "Crème brûlée 12.50 €" },
		{ "„x“ – ½ · №", "„x“ – ½ · №" },
		{ "شيش طاووق", "shysh tawwq" },
		{ "! حساسية", "! hsasyt" },
		{ "چلوکباب", "chlwkbab" },
		{ "宫保鸡丁 x2", "gong bao ji ding x2" },
		{ "Бефстроганов", "Befstroganov" },
		{ "Μουσακάς", "Mousakás" },
		{ "Łódź", "Lódz" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_latin(cases[i].text, cases[i].latin);
}

/* Longer than the way is wide: as it is, never half. */
static void what_is_too_long_stays(void)
{
	char *text = malloc(20001);

	CHECK_FATAL(text != NULL);
	memset(text, 'q', 20000);
	text[20000] = '\0';
	check_latin(text, text);
	free(text);
}

const struct check_test test_latin[] = {
	{ "every script is readable in Latin letters", every_script_is_readable },
	{ "what is too long for it stays as it is", what_is_too_long_stays },
	{ 0 },
};
