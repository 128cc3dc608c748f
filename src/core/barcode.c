/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/barcode.c -- the check digit of goods.
 */
#include "core/barcode.h"

#include <string.h>

enum err barcode_check(const char *text)
{
	size_t len = strspn(text, "0123456789");
	int sum = 0;

	if (text[len] != '\0' || (len != 8 && len != 12 && len != BARCODE_DIGITS_MAX))
		return ERR_SYNTAX;
	/* From the right, the check digit itself first: weights 1, 3, 1, 3 ... */
	for (size_t i = 0; i < len; i++)
		sum += (text[len - 1 - i] - '0') * (i % 2 == 0 ? 1 : 3);
	return sum % 10 == 0 ? ERR_OK : ERR_SYNTAX;
}
