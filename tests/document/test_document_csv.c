/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/document/test_document_csv.c -- rows for spreadsheets.
 */
#include "base/csv.h"
#include "document/csv.h"
#include "suites.h"

static void fields_are_quoted_where_needed(void)
{
	struct str out = { 0 };

	document_csv_text(&out, "item");
	document_csv_text(&out, "Tea, black");
	document_csv_text(&out, "12\" pizza");
	document_csv_text(&out, "");
	document_csv_text(&out, "a\nb");
	document_csv_text(&out, "قهوة");
	document_csv_end(&out);
	document_csv_text(&out, "");
	document_csv_text(&out, "x");
	document_csv_end(&out);
	CHECK_TEXT(str_text(&out), "item,\"Tea, black\",\"12\"\" pizza\",,\"a\nb\",قهوة\r\n"
				   "\"\",x\r\n");
	str_done(&out);
}

static void formulas_are_disarmed(void)
{
	static const char *const texts[] = { "=1+1", "+1", "-1", "@SUM(A1)" };
	struct str out = { 0 };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		document_csv_text(&out, texts[i]);
	document_csv_end(&out);
	document_csv_text(&out, "\t=1");
	document_csv_text(&out, "\r=1");
	document_csv_text(&out, "a=1");
	document_csv_text(&out, "=\"x\",1");
	document_csv_end(&out);
	CHECK_TEXT(str_text(&out), "'=1+1,'+1,'-1,'@SUM(A1)\r\n"
				   "\"'\t=1\",\"'\r=1\",a=1,\"'=\"\"x\"\",1\"\r\n");
	str_done(&out);
}

static void amounts_are_plain(void)
{
	struct str out = { 0 };

	document_csv_amount(&out, -123450, 2);
	document_csv_amount(&out, 5, 3);
	document_csv_amount(&out, 7, 0);
	document_csv_int(&out, -42);
	document_csv_end(&out);
	CHECK_TEXT(str_text(&out), "-1234.50,0.005,7,-42\r\n");
	str_done(&out);
}

static void our_reader_reads_it(void)
{
	static const char *const texts[] = { "", "a,b", "\"", "x\r\ny", " z ", "قهوة" };
	struct str out = { 0 };
	const char *const *fields;
	struct csv *csv;
	size_t count;

	for (int row = 0; row < 2; row++) {
		for (size_t i = 0; i < 6; i++)
			document_csv_text(&out, texts[i]);
		document_csv_end(&out);
	}
	CHECK_OK_FATAL(csv_open_memory(out.data, out.len, NULL, &csv));
	for (int row = 0; row < 2; row++) {
		CHECK_OK_FATAL(csv_next(csv, &count, &fields));
		CHECK_INT(count, 6);
		for (size_t i = 0; i < 6; i++)
			CHECK_TEXT(fields[i], texts[i]);
	}
	CHECK_INT(csv_next(csv, &count, &fields), ERR_NOT_FOUND);
	csv_close(csv);
	str_done(&out);
}

const struct check_test test_document_csv[] = {
	{ "fields are quoted where RFC 4180 asks for it", fields_are_quoted_where_needed },
	{ "a text that a spreadsheet would run is disarmed", formulas_are_disarmed },
	{ "amounts are plain decimals (M1)", amounts_are_plain },
	{ "what is written is read back", our_reader_reads_it },
	{ 0 },
};
