/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/locale/test_fold.c -- tests of locale/fold: search keys and clean text.
 */
#include "locale/fold.h"

#include <string.h>

#include "base/utf8.h"
#include "suites.h"

static void check_key(const char *text, const char *expected)
{
	char key[256];

	CHECK(fold_key(key, sizeof key, text));
	CHECK_TEXT(key, expected);
}

static void keys_are_made(void)
{
	check_key("Mint Tea", "mint tea");
	check_key("  Mint   Tea ", "mint tea");
	check_key("CAFÉ Crème", "cafe creme");
	check_key("Cafe\xCC\x81", "cafe");
	check_key("Straße", "strasse");
	check_key("ＡＢＣ１２", "abc12");
	check_key("İstanbul", "istanbul");
	check_key("寿司", "寿司");
	check_key("한국", "한국");
	check_key("", "");
	check_key("\t\n ", "");
}

static void same(const char *a, const char *b)
{
	char first[256], second[256];

	fold_key(first, sizeof first, a);
	fold_key(second, sizeof second, b);
	CHECK_TEXT(first, second);
	CHECK(first[0] != '\0');
}

static void arabic_spellings_meet(void)
{
	same("أحمد", "احمد");
	same("إسلام", "اسلام");
	same("آمنة", "امنه");
	same("ٱلرحمن", "الرحمن");
	same("مُحَمَّد", "محمد");
	same("شـــاي", "شاي");
	same("شاي", "شای");
	same("مصطفى", "مصطفي");
	same("كباب", "کباب");
	same("می‌روم", "میروم");
	same("٢١٤", "214");
	same("۲۱۴", "214");
	same("\xEF\xBB\xBB", "لا");
	same("خانهٔ", "خانه");
	same("مؤمن", "مومن");
	same("رئيس", "ریيس");
}

static void different_words_stay_apart(void)
{
	char a[64], b[64];

	fold_key(a, sizeof a, "شاي");
	fold_key(b, sizeof b, "شای گرم");
	CHECK(strcmp(a, b) != 0);
	fold_key(a, sizeof a, "پنیر");
	fold_key(b, sizeof b, "بنیر");
	CHECK(strcmp(a, b) != 0);
}

static void keys_of_keys_are_the_same(void)
{
	static const uint32_t points[] = {
		'A', 'z', '1', ' ', 0x00C9, 0x0130, 0x0301, 0x0622, 0x0649, 0x0640, 0x064E,
		0x200C, 0x0669, 0xFEFB, 0xFDF2, 0x5BFF, 0x1F600, 0x00DF, 0xAC00, 0x06C0, 0x00A0,
		0x0E33,
	};
	uint32_t state = 5;

	for (int round = 0; round < 20000; round++) {
		char text[128], once[512], twice[512];
		size_t len = 0;

		for (int i = 0; i < 12; i++) {
			state = state * 1664525u + 1013904223u;
			len += utf8_put(points[(state >> 8) % (sizeof points / sizeof *points)],
					text + len);
		}
		text[len] = '\0';
		CHECK(fold_key(once, sizeof once, text));
		CHECK(fold_key(twice, sizeof twice, once));
		CHECK_TEXT(twice, once);
	}
}

static void long_texts_are_cut_whole(void)
{
	char key[8], text[9000];

	CHECK(!fold_key(key, sizeof key, "abcdefgh"));
	CHECK_TEXT(key, "abcdefg");
	CHECK(!fold_key(key, sizeof key, "شاي گرم"));
	CHECK(utf8_valid(key, strlen(key)));
	CHECK(fold_key(key, sizeof key, "abcdefg"));
	memset(text, 'a', sizeof text - 1);
	memcpy(text, "é", 2);
	text[sizeof text - 1] = '\0';
	CHECK(!fold_clean(key, sizeof key, text));
	CHECK_TEXT(key, "éaaaaa");
}

static void queries_match_beginnings_of_words(void)
{
	CHECK(fold_matches("espresso double", "dou"));
	CHECK(fold_matches("espresso double", "dou esp"));
	CHECK(fold_matches("espresso double", ""));
	CHECK(!fold_matches("espresso double", "ouble"));
	CHECK(!fold_matches("espresso double", "esp tea"));
	CHECK(!fold_matches("", "a"));
}

static void check_clean(const char *text, const char *expected)
{
	char clean[256];

	CHECK(fold_clean(clean, sizeof clean, text));
	CHECK_TEXT(clean, expected);
}

static void text_is_cleaned(void)
{
	check_clean("  Mint   Tea\n", "Mint Tea");
	check_clean("Cafe\xCC\x81", "Café");
	check_clean("a\x1B[31mb", "a[31mb");
	check_clean("x\xE2\x80\xAEy", "xy");
	check_clean("\xEF\xBA\xB3\xEF\xBB\xBC\xEF\xBB\xA1", "سلام");
	check_clean("می‌روم", "می‌روم");
	check_clean("½ × ﬁ", "½ × ﬁ");
	check_clean("a\xFF" "b", "a\xEF\xBF\xBD" "b");
}

const struct check_test test_fold[] = {
	{ "search keys are made", keys_are_made },
	{ "Arabic and Persian spellings of a name meet", arabic_spellings_meet },
	{ "different words stay apart", different_words_stay_apart },
	{ "the key of a key is the key", keys_of_keys_are_the_same },
	{ "texts too long are cut at a whole character", long_texts_are_cut_whole },
	{ "queries match the beginnings of words", queries_match_beginnings_of_words },
	{ "text is cleaned and composed", text_is_cleaned },
	{ 0 },
};
