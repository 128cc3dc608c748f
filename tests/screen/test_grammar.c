/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_grammar.c -- what may be typed into the entry line (K).
 */
#include "screen/grammar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suites.h"

static void is_code(const char *text, int64_t quantity, int64_t number)
{
	struct grammar said = grammar_read(text);

	CHECK_INT(said.kind, GRAMMAR_CODE);
	CHECK_INT(said.quantity, quantity);
	CHECK_INT(said.number, number);
}

static void is_search(const char *text, int64_t quantity, const char *letters)
{
	struct grammar said = grammar_read(text);

	CHECK_INT(said.kind, GRAMMAR_SEARCH);
	CHECK_INT(said.quantity, quantity);
	CHECK_TEXT(said.text, letters);
}

static void is_bad(const char *text, enum err err)
{
	struct grammar said = grammar_read(text);

	CHECK_INT(said.kind, GRAMMAR_BAD);
	CHECK_INT(said.err, err);
}

static void codes_and_quantities(void)
{
	is_code("214", 1, 214);
	is_code(" 214 ", 1, 214);
	is_code("3*214", 3, 214);
	is_code("3 * 214", 3, 214);
	is_code("3×214", 3, 214);
	is_code("9999*999999999", 9999, 999999999);
	CHECK_INT(grammar_read("").kind, GRAMMAR_EMPTY);
	CHECK_INT(grammar_read("   ").kind, GRAMMAR_EMPTY);
	CHECK_INT(grammar_read("3*").kind, GRAMMAR_UNFINISHED);
	CHECK_INT(grammar_read("3*").quantity, 3);
}

static void digits_of_other_scripts(void)
{
	is_code("٣*٢١٤", 3, 214);
	is_code("۳×۲۱۴", 3, 214);
	is_code("２１４", 1, 214);
	CHECK_INT(grammar_read("#۱۲").number, 12);
	CHECK_INT(grammar_read("؟٢١").kind, GRAMMAR_PRICE);
	CHECK_INT(grammar_read("؟٢١").number, 21);
}

static void letters_search(void)
{
	is_search("tea", 1, "tea");
	is_search("mint te", 1, "mint te");
	is_search("3*tea", 3, "tea");
	is_search("7up", 1, "7up");
	is_search("2*7up", 2, "7up");
	is_search("4006381333931", 1, "4006381333931");
	is_search("2*036000291452", 2, "036000291452");
	is_search("شيش", 1, "شيش");
	is_search("٢*شيش", 2, "شيش");
	is_search("no. 5", 1, "no. 5");
}

static void tables_and_prices(void)
{
	struct grammar said = grammar_read("#12*4");

	CHECK_INT(said.kind, GRAMMAR_TABLE);
	CHECK_INT(said.number, 12);
	CHECK_INT(said.quantity, 4);
	said = grammar_read("#12");
	CHECK_INT(said.kind, GRAMMAR_TABLE);
	CHECK_INT(said.quantity, 0);
	CHECK_INT(grammar_read("#").kind, GRAMMAR_UNFINISHED);
	CHECK_INT(grammar_read("?").kind, GRAMMAR_UNFINISHED);
	said = grammar_read("?214");
	CHECK_INT(said.kind, GRAMMAR_PRICE);
	CHECK_INT(said.number, 214);
	said = grammar_read("?tea");
	CHECK_INT(said.kind, GRAMMAR_PRICE);
	CHECK_INT(said.number, 0);
	CHECK_TEXT(said.text, "tea");
}

static void amounts_ring_nothing(void)
{
	CHECK_INT(grammar_read("5.00").kind, GRAMMAR_AMOUNT);
	CHECK_INT(grammar_read("10%").kind, GRAMMAR_AMOUNT);
	CHECK_INT(grammar_read("1,250").kind, GRAMMAR_AMOUNT);
	CHECK_INT(grammar_read("١٠٪").kind, GRAMMAR_AMOUNT);
}

static void bad_input(void)
{
	is_bad("0", ERR_RANGE);
	CHECK(grammar_read("0").is_zero && grammar_read("٠٠").is_zero);
	CHECK(!grammar_read("1000000000").is_zero && !grammar_read("0*21").is_zero);
	is_bad("0*21", ERR_RANGE);
	is_bad("10000*21", ERR_RANGE);
	is_bad("1000000000", ERR_RANGE);
	is_bad("99999999999999999999999999999", ERR_RANGE);
	is_bad("3*0", ERR_RANGE);
	is_bad("*214", ERR_SYNTAX);
	is_bad("3*4*5", ERR_SYNTAX);
	is_bad("3*5.00", ERR_SYNTAX);
	is_bad("tea*3", ERR_SYNTAX);
	is_bad("-3", ERR_SYNTAX);
	is_bad("+3", ERR_SYNTAX);
	is_bad("3*-2", ERR_SYNTAX);
	is_bad("#a", ERR_SYNTAX);
	is_bad("#12*x", ERR_SYNTAX);
	is_bad("##5", ERR_SYNTAX);
	is_bad("?5.00", ERR_SYNTAX);
	is_bad("...", ERR_SYNTAX);
	is_bad("%", ERR_SYNTAX);
}

/* Whatever is typed is read without harm, and what is rung is within its bounds. */
static void nonsense_is_harmless(void)
{
	static const char *const pieces[] = { "3", "*", "#", "?", ".", "a", "٣", "×", " ", "%",
					      "-", "\xff", "\xe2\x82", "0", "99999", "؟", "," };
	unsigned seed = 1;
	int rung = 0;

	for (int i = 0; i < 20000; i++) {
		char text[128] = "";
		struct grammar said;

		for (int n = rand_r(&seed) % 8; n >= 0; n--)
			snprintf(text + strlen(text), sizeof text - strlen(text), "%s",
				 pieces[(size_t)rand_r(&seed) %
					(sizeof pieces / sizeof *pieces)]);
		said = grammar_read(text);
		if (said.kind == GRAMMAR_BAD)
			CHECK(said.err == ERR_SYNTAX || said.err == ERR_RANGE);
		if (said.kind != GRAMMAR_CODE)
			continue;
		rung++;
		CHECK(said.number >= 1 && said.number <= GRAMMAR_NUMBER_MAX);
		CHECK(said.quantity >= 1 && said.quantity <= GRAMMAR_QUANTITY_MAX);
	}
	CHECK(rung > 100);
}

static void is_discount(const char *text, int64_t amount_minor, int64_t rate_ppm)
{
	struct grammar_money money = { 2, '.', ',' };
	int64_t amount = -7, rate = -7;

	CHECK_OK(grammar_discount(text, money, &amount, &rate));
	CHECK_INT(amount, amount_minor);
	CHECK_INT(rate, rate_ppm);
}

static void discounts(void)
{
	is_discount("10%", 0, 100000);
	is_discount("7.5 %", 0, 75000);
	is_discount("١٠٪", 0, 100000);
	is_discount("100%", 0, 1000000);
	is_discount("5", 500, 0);
	is_discount("5.00", 500, 0);
	is_discount("1,250.5", 125050, 0);
	is_discount("0", 0, 0);
	is_discount("0%", 0, 0);
}

static void bad_discounts(void)
{
	static const struct {
		const char *text;
		enum err err;
	} cases[] = {
		{ "101%", ERR_RANGE },    { "-5", ERR_RANGE },      { "-5%", ERR_RANGE },
		{ "5.001", ERR_DECIMALS }, { "%", ERR_SYNTAX },      { "10%%", ERR_SYNTAX },
		{ "10%5", ERR_SYNTAX },   { "ten", ERR_SYNTAX },    { "1,25", ERR_GROUPING },
	};
	struct grammar_money money = { 2, '.', ',' };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t amount = -7, rate = -7;

		CHECK_INT(grammar_discount(cases[i].text, money, &amount, &rate), cases[i].err);
		CHECK_INT(amount, -7);
		CHECK_INT(rate, -7);
	}
}

const struct check_test test_grammar[] = {
	{ "digits are a code, with a star a quantity and a code (K)", codes_and_quantities },
	{ "digits and signs of other scripts mean the same (K, M9)", digits_of_other_scripts },
	{ "letters search, with or without a quantity (K)", letters_search },
	{ "# is a table and ? a price (K)", tables_and_prices },
	{ "an amount alone rings nothing (K)", amounts_ring_nothing },
	{ "what means nothing is refused (K)", bad_input },
	{ "nonsense is harmless (K)", nonsense_is_harmless },
	{ "a discount is an amount or a rate (M9)", discounts },
	{ "what is no discount is refused and writes nothing (M9)", bad_discounts },
	{ NULL, NULL },
};
