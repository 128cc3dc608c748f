/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/csv.c -- the writer of document/csv.h.
 */
#include "document/csv.h"

#include <string.h>

#include "core/money.h"

/* Puts the comma before every field but the first of a row. */
static bool begin_field(struct str *out)
{
	bool is_first = out->len == 0 || out->data[out->len - 1] == '\n';

	if (!is_first)
		str_add_char(out, ',');
	return is_first;
}

void document_csv_text(struct str *out, const char *text)
{
	bool is_first = begin_field(out);
	bool is_formula = text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
	bool is_quoted = strpbrk(text, ",\"\r\n\t ") != NULL || (is_first && text[0] == '\0');

	if (is_quoted)
		str_add_char(out, '"');
	if (is_formula)
		str_add_char(out, '\'');
	for (;;) {
		size_t len = strcspn(text, "\"");

		str_add_bytes(out, text, len);
		if (text[len] == '\0')
			break;
		str_add(out, "\"\"");
		text += len + 1;
	}
	if (is_quoted)
		str_add_char(out, '"');
}

void document_csv_amount(struct str *out, int64_t amount_minor, int exponent)
{
	char text[MONEY_TEXT_SIZE];

	begin_field(out);
	str_add(out, money_plain(amount_minor, exponent, text));
}

void document_csv_int(struct str *out, int64_t value)
{
	begin_field(out);
	str_addf(out, "%lld", (long long)value);
}

void document_csv_end(struct str *out)
{
	str_add(out, "\r\n");
}
