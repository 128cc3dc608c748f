/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/latin.c -- other scripts in Latin letters through ICU's transliterators.
 */
#include "locale/latin.h"

#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define UNITS_MAX 4096               /* UTF-16 units on the way */
#define BYTES_MAX (3 * UNITS_MAX)

/* Letters of other scripts first; then what that left of marks and rare letters. */
static const char rules[] = "[[:L:][:M:]-[\\u0000-\\u00ff]] Any-Latin; "
			    "[[:L:][:M:]-[\\u0000-\\u00ff\\u0152\\u0153\\u0160\\u0161"
			    "\\u0178\\u017d\\u017e\\u0192]] Latin-ASCII";

static UTransliterator *open_rules(void)
{
	UErrorCode code = U_ZERO_ERROR;
	UChar id[sizeof rules];
	UTransliterator *made;

	u_charsToUChars(rules, id, sizeof rules);
	made = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &code);
	return U_SUCCESS(code) ? made : NULL;
}

static bool turn(UTransliterator *made, const char *text, char into[BYTES_MAX])
{
	UErrorCode code = U_ZERO_ERROR;
	UChar units[UNITS_MAX];
	int32_t n = 0, limit;

	u_strFromUTF8(units, UNITS_MAX, &n, text, -1, &code);
	limit = n;
	utrans_transUChars(made, units, &n, UNITS_MAX, 0, &limit, &code);
	u_strToUTF8(into, BYTES_MAX - 1, NULL, units, n, &code);
	into[BYTES_MAX - 1] = '\0';
	return U_SUCCESS(code);
}

void latin_add(struct str *out, const char *text)
{
	UTransliterator *made = open_rules();
	char turned[BYTES_MAX];

	str_add(out, made != NULL && turn(made, text, turned) ? turned : text);
	utrans_close(made);
}
