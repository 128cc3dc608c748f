/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/locale/test_catalog.c -- tests of locale/catalog; its files are made here, byte by byte.
 */
#include "locale/catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "suites.h"

#define MAGIC 0x950412deu
#define PAIRS_MAX 16

/* A message and its translation; lengths count the NULs between plural forms. */
struct pair {
	const char *id;
	size_t id_len;
	const char *text;
	size_t text_len;
};

#define PAIR(id, text) { id, sizeof(id) - 1, text, sizeof(text) - 1 }

static const struct pair arabic[] = {
	PAIR("", "Content-Type: text/plain; charset=UTF-8\nLanguage: ar_SA\nPlural-Forms: x\n"),
	PAIR("%d item\0%d items", "0:%d\0001:%d\0002:%d\0003:%d\0004:%d\0005:%d"),
	PAIR("Done.", "تم."),
	PAIR("Empty", ""),
	PAIR("age\004%dm", "%d د"),
	PAIR("Tab", "حساب"),
};

static void add_word(struct str *file, uint32_t word, bool swapped)
{
	if (swapped)
		word = __builtin_bswap32(word);
	str_add_bytes(file, &word, sizeof word);
}

/* Writes the tables of lengths and places, then the strings. */
static void make_file(struct str *file, const struct pair *pairs, uint32_t n, bool swapped)
{
	uint32_t at = 28 + n * 16;

	add_word(file, MAGIC, swapped);
	add_word(file, 0, swapped);
	add_word(file, n, swapped);
	add_word(file, 28, swapped);
	add_word(file, 28 + n * 8, swapped);
	add_word(file, 0, swapped);
	add_word(file, 0, swapped);
	for (int which = 0; which < 2; which++) {
		for (uint32_t i = 0; i < n; i++) {
			size_t len = which == 0 ? pairs[i].id_len : pairs[i].text_len;

			add_word(file, (uint32_t)len, swapped);
			add_word(file, at, swapped);
			at += (uint32_t)len + 1;
		}
	}
	for (uint32_t i = 0; i < n; i++)
		str_add_bytes(file, pairs[i].id, pairs[i].id_len + 1);
	for (uint32_t i = 0; i < n; i++)
		str_add_bytes(file, pairs[i].text, pairs[i].text_len + 1);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct pair *)a)->id, ((const struct pair *)b)->id);
}

static enum err open_bytes(const char *bytes, size_t len, struct catalog **ret_catalog)
{
	char path[512];

	snprintf(path, sizeof path, "%s/test.mo", check_folder());
	CHECK_OK(file_write(path, 0600, bytes, len));
	return catalog_open(path, ret_catalog);
}

static void make_arabic(struct str *file, bool swapped)
{
	struct pair sorted[sizeof arabic / sizeof *arabic];

	memcpy(sorted, arabic, sizeof arabic);
	qsort(sorted, sizeof arabic / sizeof *arabic, sizeof *sorted, by_id);
	make_file(file, sorted, sizeof arabic / sizeof *arabic, swapped);
}

static void check_texts(bool swapped)
{
	struct catalog *catalog = NULL;
	struct str file = { 0 };

	make_arabic(&file, swapped);
	CHECK_OK_FATAL(open_bytes(file.data, file.len, &catalog));
	CHECK_TEXT(catalog_language(catalog), "ar");
	CHECK(catalog_is_rtl(catalog));
	CHECK_TEXT(catalog_text(catalog, "Done."), "تم.");
	CHECK_TEXT(catalog_text(catalog, "Tab"), "حساب");
	CHECK_TEXT(catalog_text(catalog, "Not there"), "Not there");
	CHECK_TEXT(catalog_text(catalog, "Empty"), "Empty");
	CHECK_TEXT(catalog_text(catalog, ""), "");
	CHECK_TEXT(catalog_context_text(catalog, "age", "%dm"), "%d د");
	CHECK_TEXT(catalog_context_text(catalog, "other", "%dm"), "%dm");
	CHECK_TEXT(catalog_plural(catalog, "%d item", "%d items", 0), "0:%d");
	CHECK_TEXT(catalog_plural(catalog, "%d item", "%d items", 2), "2:%d");
	CHECK_TEXT(catalog_plural(catalog, "%d item", "%d items", 105), "3:%d");
	CHECK_TEXT(catalog_plural(catalog, "%d item", "%d items", 111), "4:%d");
	CHECK_TEXT(catalog_plural(catalog, "%d item", "%d items", 200), "5:%d");
	CHECK_TEXT(catalog_plural(catalog, "%d tea", "%d teas", 2), "%d teas");
	CHECK_TEXT(catalog_plural(catalog, "Done.", "Dones.", 7), "Dones.");
	catalog_close(catalog);
	str_done(&file);
}

static void texts_are_found(void)
{
	check_texts(false);
	check_texts(true);
}

static void no_catalog_is_english(void)
{
	CHECK_TEXT(catalog_language(NULL), "en");
	CHECK(!catalog_is_rtl(NULL));
	CHECK_TEXT(catalog_text(NULL, "Done."), "Done.");
	CHECK_TEXT(catalog_context_text(NULL, "age", "%dm"), "%dm");
	CHECK_TEXT(catalog_plural(NULL, "%d item", "%d items", 1), "%d item");
	CHECK_TEXT(catalog_plural(NULL, "%d item", "%d items", 0), "%d items");
	catalog_close(NULL);
}

/* The rules as the .po headers of the three languages write them. */
static int ar_of_header(int64_t n)
{
	return n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 :
	       n % 100 >= 11 ? 4 : 5;
}

static void plural_rules_are_those_of_the_headers(void)
{
	for (int64_t n = 0; n < 2000; n++) {
		CHECK_INT(catalog_plural_form("en", n), n != 1);
		CHECK_INT(catalog_plural_form("fa", n), n > 1);
		CHECK_INT(catalog_plural_form("ar", n), ar_of_header(n));
	}
	CHECK_INT(catalog_plural_form("ar", -2), 2);
	CHECK_INT(catalog_plural_form("ar", INT64_MIN), 3);
	CHECK_INT(catalog_plural_forms("ar"), 6);
	CHECK_INT(catalog_plural_forms("fa"), 2);
	CHECK_INT(catalog_plural_forms("xx"), 0);
}

static void damaged_files_are_refused(void)
{
	struct catalog *catalog = NULL;
	struct str file = { 0 };
	int opened = 0;

	make_arabic(&file, false);
	for (size_t len = 0; len < file.len; len++) {
		CHECK_INT(open_bytes(file.data, len, &catalog), ERR_DATA);
		CHECK_INT(catalog_open_memory(file.data, len, &catalog), ERR_DATA);
	}
	CHECK(catalog == NULL);
	for (size_t at = 0; at < file.len; at++) {
		file.data[at] = (char)(file.data[at] ^ 0xFF);
		if (open_bytes(file.data, file.len, &catalog) == ERR_OK) {
			opened++;
			for (size_t i = 0; i < sizeof arabic / sizeof *arabic; i++)
				CHECK(catalog_plural(catalog, arabic[i].id, "x", 7) != NULL);
			catalog_close(catalog);
		}
		file.data[at] = (char)(file.data[at] ^ 0xFF);
	}
	CHECK(opened > 0);
	str_done(&file);
}

static void check_refused(const struct pair *pairs, uint32_t n)
{
	struct catalog *catalog = NULL;
	struct str file = { 0 };

	make_file(&file, pairs, n, false);
	CHECK_INT(open_bytes(file.data, file.len, &catalog), ERR_DATA);
	CHECK(catalog == NULL);
	str_done(&file);
}

static void other_files_are_refused(void)
{
	static const struct pair no_language[] = { PAIR("", "Content-Type: text/plain\n") };
	static const struct pair unknown[] = { PAIR("", "Language: xx\n") };
	static const struct pair unsorted[] = { PAIR("", "Language: fa\n"), PAIR("b", "x"),
						PAIR("a", "y") };
	static const struct pair twice[] = { PAIR("", "Language: fa\n"), PAIR("b", "x"),
					     PAIR("b", "y") };
	struct catalog *catalog = NULL;

	check_refused(no_language, 1);
	check_refused(unknown, 1);
	check_refused(unsorted, 3);
	check_refused(twice, 3);
	check_refused(no_language, 0);
	CHECK_INT(catalog_open("/no/such/file.mo", &catalog), ERR_MISSING_FILE);
}

const struct check_test test_catalog[] = {
	{ "texts, contexts and plurals are found in both byte orders", texts_are_found },
	{ "no catalog is English", no_catalog_is_english },
	{ "plural rules are those of the .po headers", plural_rules_are_those_of_the_headers },
	{ "a damaged file is refused or harmless", damaged_files_are_refused },
	{ "what is no catalog is refused", other_files_are_refused },
	{ 0 },
};
