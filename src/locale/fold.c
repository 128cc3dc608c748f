/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/fold.c -- search keys and clean text through ICU's normalizers; ASCII goes a short way
 * of its own.
 */
#include "locale/fold.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/str.h"
#include "base/utf8.h"

#define FOLD_UNITS_MAX 2048      /* UTF-16 units on the way; longer texts are cut */
#define TATWEEL 0x0640

/* A text on its way into a bounded buffer, single spaces between words. */
struct writer {
	char *into;
	size_t size, len;
	bool wants_space, is_cut;
};

static void write_point(struct writer *writer, uint32_t point)
{
	char bytes[5];
	size_t len = 0;

	if (writer->is_cut)
		return;
	if (point == ' ') {
		writer->wants_space = writer->len > 0;
		return;
	}
	if (writer->wants_space)
		bytes[len++] = ' ';
	len += utf8_put(point, bytes + len);
	if (writer->len + len >= writer->size) {
		writer->is_cut = true;
		return;
	}
	memcpy(writer->into + writer->len, bytes, len);
	writer->len += len;
	writer->wants_space = false;
}

static bool write_end(struct writer *writer)
{
	writer->into[writer->len] = '\0';
	return !writer->is_cut;
}

static bool is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* The letters that are written one way in one country and another way in the next. */
static uint32_t unify(uint32_t point)
{
	switch (point) {
	case 0x0671:                             /* alef wasla */
		return 0x0627;
	case 0x0649:                             /* alef maksura, Arabic yeh, yeh barree */
	case 0x064A:
	case 0x06D2:
		return 0x06CC;
	case 0x0643:                             /* Arabic kaf, swash kaf */
	case 0x06AA:
		return 0x06A9;
	case 0x0629:                             /* teh marbuta, heh goal, heh doachashmee, ae */
	case 0x06C0:
	case 0x06C1:
	case 0x06BE:
	case 0x06D5:
		return 0x0647;
	default:
		return point;
	}
}

/* What a code point adds to the key; 0 for nothing. */
static uint32_t fold_point(uint32_t point)
{
	int32_t digit;

	switch (u_charType((UChar32)point)) {
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_FORMAT_CHAR:
	case U_CONTROL_CHAR:
	case U_SURROGATE:
	case U_PRIVATE_USE_CHAR:
	case U_UNASSIGNED:
		return 0;
	case U_DECIMAL_DIGIT_NUMBER:
		digit = u_charDigitValue((UChar32)point);
		return digit >= 0 ? (uint32_t)('0' + digit) : point;
	case U_SPACE_SEPARATOR:
	case U_LINE_SEPARATOR:
	case U_PARAGRAPH_SEPARATOR:
		return ' ';
	default:
		return point == TATWEEL ? 0 : unify(point);
	}
}

/* UTF-8 into UTF-16, malformed bytes as U+FFFD; cut to FOLD_UNITS_MAX. */
static int32_t widen(const char *text, UChar into[FOLD_UNITS_MAX])
{
	int32_t n = 0;
	uint32_t point;

	while (n < FOLD_UNITS_MAX - 2 && (point = utf8_next(&text)) != 0) {
		UBool is_error = false;

		if (point == UTF8_BAD)
			point = 0xFFFD;
		U16_APPEND(into, n, FOLD_UNITS_MAX, (UChar32)point, is_error);
		if (is_error)
			break;
	}
	return n;
}

/* Normalizes in place; false when ICU cannot. */
static bool normalize(const UNormalizer2 *form, UErrorCode *status, UChar text[FOLD_UNITS_MAX],
		      int32_t *n)
{
	UChar other[FOLD_UNITS_MAX];
	int32_t len;

	if (U_FAILURE(*status))
		return false;
	len = unorm2_normalize(form, text, *n, other, FOLD_UNITS_MAX, status);
	if (U_FAILURE(*status) || len > FOLD_UNITS_MAX)
		return false;
	memcpy(text, other, (size_t)len * sizeof *other);
	*n = len;
	return true;
}

/* Leaves out and unifies, in place. */
static int32_t fold_points(UChar text[FOLD_UNITS_MAX], int32_t n)
{
	int32_t from = 0, to = 0;

	while (from < n) {
		UChar32 point;

		U16_NEXT(text, from, n, point);
		point = (UChar32)fold_point((uint32_t)point);
		if (point != 0)
			U16_APPEND_UNSAFE(text, to, point);
	}
	return to;
}

static void write_all(struct writer *writer, const UChar *text, int32_t n)
{
	int32_t at = 0;

	while (at < n) {
		UChar32 point;

		U16_NEXT(text, at, n, point);
		write_point(writer, (uint32_t)point);
	}
}

bool fold_key(char *into, size_t size, const char *text)
{
	UErrorCode status = U_ZERO_ERROR;
	struct writer writer = { .into = into, .size = size };
	bool is_whole = strlen(text) < FOLD_UNITS_MAX - 2;
	UChar wide[FOLD_UNITS_MAX];
	int32_t n;

	if (is_ascii(text)) {
		for (; *text != '\0'; text++)
			if ((unsigned char)*text >= ' ' && *text != 0x7F)
				write_point(&writer, (uint32_t)(*text >= 'A' && *text <= 'Z' ?
								*text + 32 : *text));
		return write_end(&writer);
	}
	n = widen(text, wide);
	writer.is_cut = !normalize(unorm2_getNFKCCasefoldInstance(&status), &status, wide, &n) ||
			!normalize(unorm2_getNFDInstance(&status), &status, wide, &n);
	n = fold_points(wide, n);
	if (!normalize(unorm2_getNFCInstance(&status), &status, wide, &n))
		writer.is_cut = true;
	write_all(&writer, wide, n);
	return write_end(&writer) && is_whole;
}

/* True when some word of `text` begins with the `len` bytes of `word`. */
static bool has_word(const char *text, const char *word, size_t len)
{
	for (;;) {
		if (strncmp(text, word, len) == 0)
			return true;
		text = strchr(text, ' ');
		if (text == NULL)
			return false;
		text++;
	}
}

bool fold_matches(const char *text_key, const char *query_key)
{
	while (*query_key != '\0') {
		size_t len = strcspn(query_key, " ");

		if (!has_word(text_key, query_key, len))
			return false;
		query_key += len;
		query_key += *query_key == ' ';
	}
	return true;
}

static bool is_presentation_form(UChar32 point)
{
	return (point >= 0xFB50 && point <= 0xFDFB) || (point >= 0xFE70 && point <= 0xFEFC);
}

/* Takes presentation forms of Arabic (as copied from a screen) back to letters. */
static int32_t unshape(UChar text[FOLD_UNITS_MAX], int32_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *form = unorm2_getNFKCInstance(&status);
	UChar other[FOLD_UNITS_MAX];
	int32_t from = 0, to = 0;

	while (from < n && to < FOLD_UNITS_MAX - 20 && U_SUCCESS(status)) {
		int32_t start = from;
		UChar32 point;

		U16_NEXT(text, from, n, point);
		if (is_presentation_form(point))
			to += unorm2_normalize(form, text + start, from - start, other + to, 20,
					       &status);
		else
			U16_APPEND_UNSAFE(other, to, point);
	}
	if (U_FAILURE(status))
		return n;
	memcpy(text, other, (size_t)to * sizeof *other);
	return to;
}

/* Letters, digits and signs of ASCII: only the spaces between them can want cleaning. */
static bool is_plain(const char *text)
{
	while (*text >= ' ' && *text < 0x7F)
		text++;
	return *text == '\0';
}

static void clean_any(struct writer *writer, const char *text)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[FOLD_UNITS_MAX];
	char composed[FOLD_UNITS_MAX * 3 + 1], clean[FOLD_UNITS_MAX * 3 + 1];
	struct writer middle = { .into = composed, .size = sizeof composed };
	const char *at = clean;
	uint32_t point;
	int32_t n;

	if (is_ascii(text)) {
		utf8_clean(clean, sizeof clean, text);
	} else {
		n = widen(text, wide);
		n = unshape(wide, n);
		if (!normalize(unorm2_getNFCInstance(&status), &status, wide, &n))
			writer->is_cut = true;
		write_all(&middle, wide, n);
		write_end(&middle);
		utf8_clean(clean, sizeof clean, composed);
	}
	while (!writer->is_cut && (point = utf8_next(&at)) != 0)
		write_point(writer, point);
}

bool fold_clean(char *into, size_t size, const char *text)
{
	struct writer writer = { .into = into, .size = size };
	bool is_whole = strlen(text) < FOLD_UNITS_MAX - 2;

	if (!is_plain(text))
		clean_any(&writer, text);
	else
		while (*text != '\0')
			write_point(&writer, (uint32_t)*text++);
	return write_end(&writer) && is_whole;
}
