/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/slip.c -- checks what is typed from the slip of the bank's own terminal.
 */
#include "screen/slip.h"

#define CODE_DIGITS 6            /* of a code that is digits alone: never a piece of a card */

const char *slip_check_code(const struct form *form, int field)
{
	char text[EDIT_TEXT_SIZE];
	int digits = 0, letters = 0;

	form_text(form, field, text);
	for (const char *c = text; *c != '\0'; c++) {
		bool is_digit = *c >= '0' && *c <= '9';

		if (!is_digit && !(*c >= 'A' && *c <= 'Z') && !(*c >= 'a' && *c <= 'z'))
			return N_("letters and digits only");
		digits += is_digit;
		letters += !is_digit;
	}
	return letters == 0 && digits > CODE_DIGITS ? N_("too many digits for such a code")
						    : NULL;
}

const char *slip_check_last_four(const struct form *form, int field)
{
	char text[EDIT_TEXT_SIZE];
	int n = 0;

	form_text(form, field, text);
	while (text[n] >= '0' && text[n] <= '9')
		n++;
	return n == SLIP_LAST_FOUR_LIMIT && text[n] == '\0' ? NULL : N_("exactly four digits");
}
