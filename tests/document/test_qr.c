/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/document/test_qr.c -- tests of document/qr: what makes a code one.
 */
#include "document/qr.h"

#include <stdio.h>
#include <string.h>

#include "suites.h"

/* The corner square of seven modules with its light border, whose top left is at (row, column). */
static bool is_finder(const struct qr *qr, int row, int column)
{
	for (int i = -1; i <= 7; i++)
		for (int j = -1; j <= 7; j++) {
			int from = i < j ? i : j, to = i > j ? i : j;
			bool ring = from == 0 || to == 6, heart = from >= 2 && to <= 4;
			bool inside = from >= 0 && to <= 6;

			if (qr_is_dark(qr, row + i, column + j) != (inside && (ring || heart)))
				return false;
		}
	return true;
}

static void size_follows_the_length(void)
{
	static const struct {
		int bytes, size;
	} cases[] = {
		{ 1, 21 }, { 17, 21 }, { 18, 25 }, { 78, 33 }, { 134, 41 }, { 300, 61 },
		{ QR_BYTES_MAX, 105 },
	};
	char text[QR_BYTES_MAX + 2];
	struct qr qr = { 0 };

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memset(text, 'x', sizeof text);
		text[cases[i].bytes] = '\0';
		CHECK_OK_FATAL(qr_make(text, &qr));
		CHECK_INT(qr.size, cases[i].size);
		qr_done(&qr);
	}
	memset(text, 'x', sizeof text);
	text[QR_BYTES_MAX + 1] = '\0';
	CHECK_INT(qr_make(text, &qr), ERR_LIMIT);
	CHECK_INT(qr_make("", &qr), ERR_RANGE);
	CHECK(qr.dark == NULL);
}

static void corners_and_timing_stand(void)
{
	struct qr qr;
	int last;

	CHECK_OK_FATAL(qr_make("https://pay.example/c/cs_test_a1B2c3", &qr));
	last = qr.size - 7;
	CHECK(is_finder(&qr, 0, 0));
	CHECK(is_finder(&qr, 0, last));
	CHECK(is_finder(&qr, last, 0));
	for (int i = 8; i < qr.size - 8; i++) {
		CHECK(qr_is_dark(&qr, 6, i) == (i % 2 == 0));
		CHECK(qr_is_dark(&qr, i, 6) == (i % 2 == 0));
	}
	CHECK(qr_is_dark(&qr, qr.size - 8, 8));
	CHECK(!qr_is_dark(&qr, -1, 0) && !qr_is_dark(&qr, 0, qr.size));
	qr_done(&qr);
}

const struct check_test test_qr[] = {
	{ "the size of a code follows the length of its text", size_follows_the_length },
	{ "corners, timing and the dark module stand where readers look",
	  corners_and_timing_stand },
	{ NULL, NULL },
};
