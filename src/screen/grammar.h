/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/grammar.h -- what a text typed into the entry line means.  [pure]
 *
 * Shape   214          the item with this code
 *         3*214        three of them; 3*tea: three of what the search finds
 *         tea          a search by letters (also 7up: digits and letters); so are the 12 or 13
 *                      digits of a barcode
 *         #12          a table; #12*4 or, on the floor, 12*4: with four covers
 *         ?214 ?tea    what it costs, nothing is rung
 *         5.00 10%     an amount or a rate: for a key that takes one, never for Enter
 *         Digits may be ASCII, Arabic-Indic, Persian or full-width; so may the signs.
 * Errors  a text that means nothing is GRAMMAR_BAD with ERR_SYNTAX or ERR_RANGE.
 * Owner   plain values.
 * Rules   K, M9.
 */
#ifndef SANDUQ_SCREEN_GRAMMAR_H
#define SANDUQ_SCREEN_GRAMMAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "ui/entry.h"

#define GRAMMAR_TEXT_SIZE (ENTRY_LIMIT * 4 + 1)
#define GRAMMAR_NUMBER_MAX INT64_C(999999999)
#define GRAMMAR_QUANTITY_MAX INT64_C(9999)

enum grammar_kind {
	GRAMMAR_EMPTY,
	GRAMMAR_CODE,          /* quantity, number */
	GRAMMAR_SEARCH,        /* quantity, text */
	GRAMMAR_TABLE,         /* number; quantity: covers, when said */
	GRAMMAR_PRICE,         /* number, or text when number is 0 */
	GRAMMAR_AMOUNT,        /* text */
	GRAMMAR_UNFINISHED,    /* "3*", "#", "?": quantity when said */
	GRAMMAR_BAD,           /* err */
};

struct grammar {
	enum grammar_kind kind;
	enum err err;
	bool has_quantity;
	bool is_zero;                  /* the number was 0: bad, but a key may know better */
	int64_t quantity;              /* 1 when not said (tables: 0) */
	int64_t number;
	char text[GRAMMAR_TEXT_SIZE];  /* as typed, without what stood before it */
};

/* Reads a typed text. */
struct grammar grammar_read(const char *text);

/* The number of the table that was said, and the covers with it (0: none): "5", "#5", "5*4"; for
 * GRAMMAR_CODE and GRAMMAR_TABLE. */
int64_t grammar_table(const struct grammar *said, int64_t *ret_covers);

/* What a discount key takes: "10%" and "7.5%" are rates, "5" and "5.00" amounts; exactly one of
 * both is set, or none for "0".  Signs and exponent as in money_parse(); ERR_SYNTAX, ERR_GROUPING,
 * ERR_DECIMALS, ERR_OVERFLOW, ERR_RANGE (above 100 %, below zero). */
struct grammar_money {
	int exponent;
	char decimal, group;
};
enum err grammar_discount(const char *text, struct grammar_money money, int64_t *ret_amount_minor,
			  int64_t *ret_rate_ppm);

#endif
