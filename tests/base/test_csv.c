/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_csv.c -- records of separated values, good and bad, and files of any bytes.
 */
#include "base/csv.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "base/utf8.h"
#include "suites.h"

/* Reads all of it into lines like "1:a|b" for a record and "2!3:reason" for a bad one. */
static void tell(struct csv *csv, struct str *ret_told)
{
	const char *const *fields;
	size_t count;

	for (;;) {
		enum err err = csv_next(csv, &count, &fields);

		if (err == ERR_NOT_FOUND)
			break;
		str_addf(ret_told, "%lld", (long long)csv_line(csv));
		if (err == ERR_DATA)
			str_addf(ret_told, "!%lld:%s", (long long)csv_problem_line(csv),
				 csv_problem(csv));
		for (size_t i = 0; err == ERR_OK && i < count; i++)
			str_addf(ret_told, "%c%s", i == 0 ? ':' : '|', fields[i]);
		str_add(ret_told, "\n");
		if (err != ERR_OK && err != ERR_DATA)
			break;
	}
}

static void check_bytes(const void *bytes, size_t len, const struct csv_options *options,
			const char *expected)
{
	struct str told = { 0 };
	struct csv *csv;

	CHECK_OK_FATAL(csv_open_memory(bytes, len, options, &csv));
	CHECK_INT(csv_bytes_total(csv), len);
	tell(csv, &told);
	CHECK_TEXT(str_text(&told), expected);
	CHECK_INT(csv_bytes_done(csv), len);
	csv_close(csv);
	str_done(&told);
}

static void check_read(const char *text, const char *expected)
{
	check_bytes(text, strlen(text), NULL, expected);
}

static void fields_and_quotes(void)
{
	check_read("a,b,c\n1,2,3\n", "1:a|b|c\n2:1|2|3\n");
	check_read("\"a\",\"b,c\",\"d\"\"e\"\n", "1:a|b,c|d\"e\n");
	check_read("\"\",,\"\"\"\"\n", "1:||\"\n");
	check_read("\"\"\"\"\"\",x\n", "1:\"\"|x\n");
	check_read(",\n", "1:|\n");
	check_read(" a , b \n", "1: a | b \n");
	check_read("", "");
}

static void line_ends(void)
{
	check_read("a\nb\r\nc\rd", "1:a\n2:b\n3:c\n4:d\n");
	check_read("a,\r\n,b\r", "1:a|\n2:|b\n");
	check_read("\n\r\n\ra\n\n\nb", "4:a\n7:b\n");
	check_read("\"a\"\r\n\"b\"", "1:a\n2:b\n");
	check_read("\"x\ny\r\nz\rw\",1\n2,3\n", "1:x\ny\r\nz\rw|1\n5:2|3\n");
	check_read("a,", "1:a|\n");
	check_read("\r", "");
}

static void other_separators_and_quotes(void)
{
	const struct csv_options tabs = { .separator = '\t', .quote = CSV_NO_QUOTE };
	const struct csv_options semicolons = { .separator = ';', .quote = '\'' };
	const char *tabbed = "12\" pizza\t\"x\"\n\ty\n";
	const char *quoted = "'a;''b''';\"c\"\n";

	check_bytes(tabbed, strlen(tabbed), &tabs, "1:12\" pizza|\"x\"\n2:|y\n");
	check_bytes(quoted, strlen(quoted), &semicolons, "1:a;'b'|\"c\"\n");
}

static void unusable_options(void)
{
	static const struct csv_options bad[] = {
		{ .separator = '\n' }, { .separator = '\r' }, { .separator = '"' },
		{ .separator = 'a' }, { .separator = '7' }, { .separator = (char)0xC3 },
		{ .separator = ';', .quote = ';' }, { .quote = '\r' }, { .quote = 'q' },
		{ .separator = CSV_NO_QUOTE, .quote = CSV_NO_QUOTE },
	};
	struct csv *csv = NULL;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK_INT(csv_open_memory("", 0, &bad[i], &csv), ERR_RANGE);
	CHECK(csv == NULL);
}

static void byte_order_marks(void)
{
	check_read("\xEF\xBB\xBF" "a,b\n", "1:a|b\n");
	check_read("\xEF\xBB\xBF" "\"a\",b\n", "1:a|b\n");
	check_read("\xEF\xBB\xBF", "");
	check_read("a\n\xEF\xBB\xBF" "b\n", "1:a\n2:\xEF\xBB\xBF" "b\n");
}

static void utf16_is_named(void)
{
	struct str told = { 0 };
	struct csv *csv;

	CHECK_OK_FATAL(csv_open_memory("\xFF\xFE" "a\0,\0", 6, NULL, &csv));
	tell(csv, &told);
	CHECK_TEXT(str_text(&told), "1!1:The file is UTF-16. Save it as UTF-8.\n");
	csv_close(csv);
	str_done(&told);
}

static void bad_records_are_told_and_left(void)
{
	check_read("a\n\"b\"c,d\ne\n", "1:a\n2!2:Text follows a closing quote.\n3:e\n");
	check_read("a\nb\"c,d\ne\n",
		   "1:a\n2!2:A quote stands inside a field without quotes.\n3:e\n");
	check_read("a\n\"b,c\nd,e\nf\n",
		   "1:a\n2!2:A quote opened here is not closed within 64 KiB.\n3:d|e\n4:f\n");
	check_read("\"a\nb\"c\nd\n", "1!2:Text follows a closing quote.\n"
		   "2!2:A quote stands inside a field without quotes.\n3:d\n");
	check_read("a\n\"", "1:a\n2!2:A quote opened here is not closed within 64 KiB.\n");
	check_read("x,\"y\"\"\nz\n", "1!1:A quote opened here is not closed within 64 KiB.\n2:z\n");
}

static void bytes_that_are_no_text(void)
{
	const char nul[] = "a,b\nc\0d,e\nf\n";

	check_bytes(nul, sizeof nul - 1, NULL, "1:a|b\n2!2:A NUL byte.\n3:f\n");
	check_read("a\nb\xFF,c\nd\n", "1:a\n2!2:Bytes that are not UTF-8.\n3:d\n");
	check_read("\"a\nb\r\n\xC3\",c\nd\n", "1!3:Bytes that are not UTF-8.\n4:d\n");
	check_read("a,\xC3", "1!1:Bytes that are not UTF-8.\n");
	check_read("\xED\xA0\x80\nd\n", "1!1:Bytes that are not UTF-8.\n2:d\n");
	check_read("قهوة,寿司\n", "1:قهوة|寿司\n");
}

static void records_are_bounded(void)
{
	struct str text = { 0 }, expected = { 0 };

	for (int i = 0; i < 256; i++)
		str_addf(&text, "%s%d", i > 0 ? "," : "", i);
	str_add(&expected, "1:");
	str_add(&expected, str_text(&text));
	for (size_t i = 0; i < expected.len; i++)
		if (expected.data[i] == ',')
			expected.data[i] = '|';
	str_add(&text, "\n,");
	for (int i = 0; i < 256; i++)
		str_add_char(&text, i < 255 ? ',' : '\n');
	str_add(&text, "b");
	str_add(&expected, "\n2!2:More than 256 fields.\n3:b\n");
	check_read(str_text(&text), str_text(&expected));
	str_done(&text);
	str_done(&expected);
}

/* A record of `len` bytes with its line end, whose text is 'x', then "y\n". */
static void check_long(size_t len, bool is_quoted, bool is_fine)
{
	struct str text = { 0 }, expected = { 0 };

	if (is_quoted)
		str_add(&text, "\"");
	while (text.len < len - (is_quoted ? 2 : 1))
		str_add_char(&text, 'x');
	str_add(&expected, is_fine ? "1:" : "1!1:");
	if (is_fine)
		str_add(&expected, str_text(&text) + is_quoted);
	else
		str_add(&expected, is_quoted && len > CSV_RECORD_MAX + 1 ?
				   "A quote opened here is not closed within 64 KiB." :
				   "The record is longer than 64 KiB.");
	str_add(&text, is_quoted ? "\"\ny\n" : "\ny\n");
	str_add(&expected, "\n2:y\n");
	check_read(str_text(&text), str_text(&expected));
	str_done(&text);
	str_done(&expected);
}

static void long_records(void)
{
	for (int is_quoted = 0; is_quoted < 2; is_quoted++) {
		check_long(CSV_RECORD_MAX, is_quoted, true);
		check_long(CSV_RECORD_MAX + 1, is_quoted, false);
		check_long(CSV_RECORD_MAX + 2, is_quoted, false);
		check_long(CSV_RECORD_MAX * 4 - 1, is_quoted, false);
		check_long(CSV_RECORD_MAX * 4, is_quoted, false);
		check_long(CSV_RECORD_MAX * 4 + 1, is_quoted, false);
		check_long(CSV_RECORD_MAX * 9 + 7, is_quoted, false);
	}
}

static void a_long_quote_costs_one_line(void)
{
	struct str text = { 0 };
	struct csv *csv;
	const char *const *fields;
	size_t count;
	int good = 0, bad = 0;
	enum err err;

	str_add(&text, "1,\"open\n");
	for (int i = 2; i <= 20000; i++)
		str_addf(&text, "%d,plain text\n", i);
	CHECK_OK_FATAL(csv_open_memory(text.data, text.len, NULL, &csv));
	while ((err = csv_next(csv, &count, &fields)) != ERR_NOT_FOUND) {
		good += err == ERR_OK && atoll(fields[0]) == csv_line(csv);
		bad += err == ERR_DATA && csv_line(csv) == 1;
	}
	CHECK_INT(good, 19999);
	CHECK_INT(bad, 1);
	csv_close(csv);
	str_done(&text);
}

static void write_file(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "w");

	CHECK_FATAL(file != NULL);
	CHECK_INT(fwrite(bytes, 1, len, file), len);
	CHECK_OK(fclose(file));
}

static void files_are_read_like_memory(void)
{
	struct str text = { 0 }, from_memory = { 0 }, from_file = { 0 };
	struct csv *csv;
	char path[512];

	for (int i = 0; i < 30000; i++)
		str_addf(&text, "%d,\"name, %d\n\"\"%d\"\"\",قهوة\r\n", i, i * 7, i % 13);
	snprintf(path, sizeof path, "%s/big.csv", check_folder());
	write_file(path, text.data, text.len);
	CHECK_OK_FATAL(csv_open_memory(text.data, text.len, NULL, &csv));
	tell(csv, &from_memory);
	csv_close(csv);
	CHECK_OK_FATAL(csv_open(path, NULL, &csv));
	CHECK_INT(csv_bytes_total(csv), text.len);
	tell(csv, &from_file);
	CHECK_INT(csv_bytes_done(csv), text.len);
	csv_close(csv);
	CHECK(str_equal(str_text(&from_memory), str_text(&from_file)));
	CHECK(strstr(str_text(&from_file), "\n59999:29999|name, 209993\n\"8\"|قهوة\n") != NULL);
	str_done(&text);
	str_done(&from_memory);
	str_done(&from_file);
}

static void files_that_cannot_be_read(void)
{
	const char *const *fields;
	struct csv *csv = NULL;
	size_t count;

	CHECK_INT(csv_open("/nonexistent/x.csv", NULL, &csv), ERR_MISSING_FILE);
	CHECK(csv == NULL);
	CHECK_OK_FATAL(csv_open(check_folder(), NULL, &csv));
	CHECK_INT(csv_bytes_total(csv), -1);
	CHECK(csv_next(csv, &count, &fields) != ERR_OK);
	CHECK(csv_next(csv, &count, &fields) != ERR_NOT_FOUND);
	csv_close(csv);
	csv_close(NULL);
}

static void a_pipe_has_no_total(void)
{
	struct str told = { 0 };
	struct csv *csv;
	int ends[2];

	CHECK_OK_FATAL(pipe(ends));
	CHECK_INT(write(ends[1], "a,b\nc", 5), 5);
	close(ends[1]);
	CHECK_OK_FATAL(csv_open_fd(ends[0], NULL, &csv));
	CHECK_INT(csv_bytes_total(csv), -1);
	tell(csv, &told);
	CHECK_TEXT(str_text(&told), "1:a|b\n2:c\n");
	csv_close(csv);
	CHECK_OK(close(ends[0]));
	str_done(&told);
}

/* --- any bytes ---------------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* What the RFC asks of a writer, as plainly as can be. */
static void add_field(struct str *text, const char *field)
{
	bool is_quoted = strpbrk(field, ",\"\r\n") != NULL || field[0] == '\0';

	if (is_quoted)
		str_add(text, "\"");
	for (; *field != '\0'; field++)
		str_add(text, *field == '"' ? "\"\"" : (char[]){ *field, '\0' });
	if (is_quoted)
		str_add(text, "\"");
}

static void what_was_written_is_read(void)
{
	static const char letters[] = "ab,\"\n\r;' ";
	static const char *const line_end[] = { "\n", "\r\n", "\r" };
	uint64_t seed = 20261121;

	for (int round = 0; round < 20000; round++) {
		char fields[6][8];
		size_t n = 1 + next_random(&seed) % 6, count;
		struct str text = { 0 };
		const char *const *read;
		struct csv *csv;

		for (size_t i = 0; i < n; i++) {
			size_t len = next_random(&seed) % 8;

			for (size_t j = 0; j < len; j++)
				fields[i][j] = letters[next_random(&seed) % (sizeof letters - 1)];
			fields[i][len] = '\0';
			str_add(&text, i > 0 ? "," : "");
			add_field(&text, fields[i]);
		}
		str_add(&text, line_end[next_random(&seed) % 3]);
		CHECK_OK_FATAL(csv_open_memory(text.data, text.len, NULL, &csv));
		CHECK_OK_FATAL(csv_next(csv, &count, &read));
		CHECK_INT(count, n);
		for (size_t i = 0; i < n && i < count; i++)
			CHECK_TEXT(read[i], fields[i]);
		CHECK_INT(csv_next(csv, &count, &read), ERR_NOT_FOUND);
		csv_close(csv);
		str_done(&text);
	}
}

/* Every line is either read or told; the reading ends at the last byte. */
static void check_any(const char *bytes, size_t len)
{
	const char *const *fields;
	int64_t line = 0, done = 0;
	struct csv *csv;
	size_t count;
	enum err err;

	CHECK_OK_FATAL(csv_open_memory(bytes, len, NULL, &csv));
	while ((err = csv_next(csv, &count, &fields)) != ERR_NOT_FOUND) {
		CHECK_FATAL(csv_line(csv) > line);
		CHECK_FATAL(csv_bytes_done(csv) > done);
		line = csv_line(csv);
		done = csv_bytes_done(csv);
		if (err == ERR_DATA) {
			CHECK(csv_problem(csv)[0] != '\0' && csv_problem_line(csv) >= line);
			continue;
		}
		CHECK_OK_FATAL(err);
		CHECK(csv_problem(csv)[0] == '\0' && csv_problem_line(csv) == 0);
		CHECK(count >= 1 && count <= CSV_FIELDS_MAX);
		for (size_t i = 0; i < count; i++)
			CHECK(utf8_valid(fields[i], strlen(fields[i])));
	}
	CHECK_INT(csv_bytes_done(csv), len);
	csv_close(csv);
}

static void any_bytes_are_read_to_the_end(void)
{
	static const char letters[] = "aa,,\"\"\n\r\0\xC3\xA9\xFF";
	uint64_t seed = 7;
	char bytes[64];

	for (int round = 0; round < 50000; round++) {
		size_t len = next_random(&seed) % sizeof bytes;

		for (size_t i = 0; i < len; i++)
			bytes[i] = letters[next_random(&seed) % (sizeof letters - 1)];
		check_any(bytes, len);
	}
}

const struct check_test test_csv[] = {
	{ "fields are parted and unquoted", fields_and_quotes },
	{ "LF, CRLF and CR end a line, and stand inside quotes", line_ends },
	{ "separator and quote can be chosen", other_separators_and_quotes },
	{ "a separator or quote that cannot work is refused", unusable_options },
	{ "a byte order mark is passed over, at the start only", byte_order_marks },
	{ "UTF-16 is called by its name", utf16_is_named },
	{ "a bad record is told by its line, the rest is read", bad_records_are_told_and_left },
	{ "NUL and broken UTF-8 are told with their line", bytes_that_are_no_text },
	{ "256 fields are read, 257 are told", records_are_bounded },
	{ "a record of 64 KiB is read, a longer one is told and left", long_records },
	{ "an open quote in a large file costs its own line only", a_long_quote_costs_one_line },
	{ "a file is read as memory is, across buffers", files_are_read_like_memory },
	{ "a file that cannot be read is an error that stays", files_that_cannot_be_read },
	{ "a pipe is read without knowing its length", a_pipe_has_no_total },
	{ "what was written by the RFC is read back", what_was_written_is_read },
	{ "any bytes are read to the end, each line told or read", any_bytes_are_read_to_the_end },
	{ 0 },
};
