/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/text.c -- FriBidi orders and joins; marks, ligatures and format characters are folded into the
 * cells they belong to.  Text that cannot be reordered (nearly all of it) goes a short way.
 */
#include "ui/text.h"

#include <assert.h>
#include <fribidi.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/str.h"
#include "base/utf8.h"

#define REPLACEMENT 0xFFFDu
#define ELLIPSIS 0x2026u
#define LIGATURE_FIRST 0xFEF5u   /* lam with one of the alefs */
#define LIGATURE_LAST 0xFEFCu

/* One line while it is laid out. */
struct work {
	const uint32_t *in;
	int n;
	int first;                                   /* code point that is no format character */
	uint32_t shown[TEXT_POINTS_MAX];             /* after joining and mirroring */
	FriBidiCharType type[TEXT_POINTS_MAX];
	FriBidiStrIndex map[TEXT_POINTS_MAX];        /* visual to logical */
};

bool text_locale(void)
{
	const char *set = setlocale(LC_ALL, "");

	if (set == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		set = setlocale(LC_ALL, "C.UTF-8");
	setlocale(LC_NUMERIC, "C");
	return set != NULL;
}

int text_point_width(uint32_t point)
{
	return point >= 0x20 && point < 0x7F ? 1 : wcwidth((wchar_t)point);
}

/* Characters that steer the layout and are never sent to the terminal. */
static bool is_format(uint32_t point)
{
	return point >= 0xAD && (point == 0xAD || point == 0x034F || point == 0x061C ||
		point == 0x180E || (point >= 0x200B && point <= 0x200F) ||
		(point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) ||
		(point >= 0xFE00 && point <= 0xFE0F) || point == 0xFEFF ||
		(point >= 0xFFF9 && point <= 0xFFFB) || (point >= 0xE0000 && point <= 0xE0FFF));
}

static bool is_mark(uint32_t point)
{
	return point >= 0x0300 && !is_format(point) && text_point_width(point) == 0;
}

/* True for what is written from the right, and for what steers directions. */
static bool may_reorder(uint32_t point)
{
	return point >= 0x0590 && (point <= 0x08FF || (point >= 0x200E && point <= 0x200F) ||
		(point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
		(point >= 0xFB1D && point <= 0xFDFF) || (point >= 0xFE70 && point <= 0xFEFF) ||
		(point >= 0x10800 && point <= 0x10FFF) || (point >= 0x1E800 && point <= 0x1EFFF));
}

static bool is_ligature(uint32_t point)
{
	return point >= LIGATURE_FIRST && point <= LIGATURE_LAST;
}

/* True when the line stays in the order it is written. */
static bool is_simple(const uint32_t *points, int n, enum text_base base)
{
	bool is_ltr = base == TEXT_LTR || base == TEXT_AUTO_LTR;

	for (int i = 0; i < n; i++) {
		if (may_reorder(points[i]))
			return false;
		if (!is_ltr && base == TEXT_AUTO_RTL)
			is_ltr = FRIBIDI_IS_STRONG(fribidi_get_bidi_type(points[i]));
	}
	return is_ltr;
}

/* True when a letter in it is written from the right. */
static bool has_rtl_letter(const struct work *work)
{
	for (int i = 0; i < work->n; i++)
		if (FRIBIDI_IS_LETTER(work->type[i]) && FRIBIDI_IS_RTL(work->type[i]))
			return true;
	return false;
}

static FriBidiParType paragraph(const struct work *work, enum text_base base)
{
	switch (base) {
	case TEXT_LTR:
		return FRIBIDI_PAR_LTR;
	case TEXT_RTL:
		return FRIBIDI_PAR_RTL;
	case TEXT_AUTO_LTR:
		return FRIBIDI_PAR_WLTR;
	default:
		return has_rtl_letter(work) ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_WRTL;
	}
}

static bool is_digit(const struct work *work, int i)
{
	return i >= 0 && i < work->n && work->in[i] >= '0' && work->in[i] <= '9';
}

/* True for a sign that reads as it is typed: 3*21, #12, ?21, 2026-11-21, -2.50. */
static bool is_typed_sign(const struct work *work, int i)
{
	if (!is_digit(work, i + 1))
		return false;
	if (work->in[i] == '*')
		return is_digit(work, i - 1);
	return work->in[i] == '#' || work->in[i] == '?' || work->in[i] == '-';
}

/* The direction each code point has by itself. */
static void read_types(struct work *work)
{
	fribidi_get_bidi_types(work->in, work->n, work->type);
	for (int i = 0; i < work->n; i++)
		if (is_typed_sign(work, i))
			work->type[i] = FRIBIDI_TYPE_EN;
}

/* Orders and joins; returns true when the line runs from the right. */
static bool reorder(struct work *work, enum text_base base, unsigned flags)
{
	FriBidiBracketType bracket[TEXT_POINTS_MAX];
	FriBidiLevel level[TEXT_POINTS_MAX];
	FriBidiArabicProp joining[TEXT_POINTS_MAX];
	FriBidiParType direction;
	FriBidiFlags shape = FRIBIDI_FLAGS_DEFAULT;
	FriBidiStrIndex n = work->n;

	if ((flags & TEXT_NO_SHAPES) == 0)
		shape |= FRIBIDI_FLAGS_ARABIC;
	if ((flags & TEXT_NO_LIGATURES) != 0)
		shape &= ~(FriBidiFlags)FRIBIDI_FLAG_SHAPE_ARAB_LIGA;
	read_types(work);
	direction = paragraph(work, base);
	fribidi_get_bracket_types(work->in, n, work->type, bracket);
	if (fribidi_get_par_embedding_levels_ex(work->type, bracket, n, &direction, level) == 0)
		return false;
	fribidi_get_joining_types(work->in, n, joining);
	fribidi_join_arabic(work->type, n, level, joining);
	fribidi_shape(shape, level, n, joining, work->shown);
	if (fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT & ~FRIBIDI_FLAG_REORDER_NSM, work->type, n,
				 0, direction, level, NULL, work->map) == 0)
		return false;
	return FRIBIDI_IS_RTL(direction);
}

/* True when code point i has a cell of its own. */
static bool is_base(const struct work *work, int i)
{
	if (work->shown[i] == FRIBIDI_CHAR_FILL || is_format(work->in[i]))
		return false;
	return i == work->first || !is_mark(work->in[i]);
}

/* True when code point i is the half of a ligature that the next one shows. */
static bool opens_ligature(const struct work *work, int i)
{
	return i + 1 < work->n && work->shown[i] == FRIBIDI_CHAR_FILL &&
	       is_ligature(work->shown[i + 1]);
}

/* Where the cell of base i begins: at the lam of a ligature; at 0 for the very first cell. */
static int cell_start(const struct work *work, int i)
{
	int start = i > 0 && opens_ligature(work, i - 1) ? i - 1 : i;

	return start <= work->first ? 0 : start;
}

static void add_cell(struct work *work, struct text_line *line, int i)
{
	struct text_cell *cell = &line->cell[line->n++];
	bool is_bare_mark = is_mark(work->in[i]);
	int width = is_bare_mark ? 1 : text_point_width(work->shown[i]);
	int points = 1, j = i + 1;

	*cell = (struct text_cell){ .point = { work->shown[i] }, .width = (uint8_t)width };
	if (is_bare_mark) {
		cell->point[0] = ' ';
		cell->point[points++] = work->in[i];
	} else if (width < 1) {
		cell->point[0] = REPLACEMENT;
		cell->width = 1;
	}
	for (; j < work->n && !is_base(work, j) && !opens_ligature(work, j); j++)
		if (is_mark(work->in[j]) && points < TEXT_CELL_POINTS)
			cell->point[points++] = work->in[j];
	cell->log = (int16_t)cell_start(work, i);
	cell->logs = (int16_t)(j - cell->log);
	line->width += cell->width;
}

void text_layout_points(const uint32_t *points, int n, enum text_base base, unsigned flags,
			struct text_line *ret_line)
{
	struct work work = { .in = points, .n = n };
	struct text_line *line = ret_line;

	assert(n >= 0 && n <= TEXT_POINTS_MAX);
	line->n = line->width = 0;
	line->points = n;
	line->rtl = base == TEXT_RTL || base == TEXT_AUTO_RTL;
	if (n == 0)
		return;
	memcpy(work.shown, points, (size_t)n * sizeof *points);
	while (work.first < n && is_format(points[work.first]))
		work.first++;
	for (int i = 0; i < n; i++)
		work.map[i] = i;
	line->rtl = is_simple(points, n, base) ? false : reorder(&work, base, flags);
	for (int v = 0; v < n; v++)
		if (is_base(&work, work.map[v]))
			add_cell(&work, line, work.map[v]);
}

/* Decodes; controls become spaces (line feed, tab) or nothing. */
static int decode(const char *text, uint32_t into[TEXT_POINTS_MAX], int limit)
{
	uint32_t point;
	int n = 0;

	while (n < limit && (point = utf8_next(&text)) != 0) {
		if (point == UTF8_BAD)
			point = REPLACEMENT;
		if (point == '\n' || point == '\t')
			point = ' ';
		if (point >= ' ' && (point < 0x7F || point > 0x9F))
			into[n++] = point;
	}
	return n;
}

void text_layout(const char *text, enum text_base base, unsigned flags,
		 struct text_line *ret_line)
{
	uint32_t points[TEXT_POINTS_MAX];
	int n = decode(text, points, TEXT_POINTS_MAX);

	text_layout_points(points, n, base, flags, ret_line);
}

int text_cell_of(const struct text_line *line, int log)
{
	for (int i = 0; i < line->n; i++)
		if (log >= line->cell[i].log && log < line->cell[i].log + line->cell[i].logs)
			return i;
	return line->n;
}

static bool is_ascii_letter(uint32_t point)
{
	return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
}

bool text_is_apart(uint32_t point)
{
	return point == 0x2066 || point == 0x2068 || point == 0x2069;
}

/* True when all characters like this one leave a line in its order, each in one column. */
static bool is_plain(uint32_t point)
{
	if (point < 0x7F)
		return point >= ' ';
	return point >= 0xA0 && !may_reorder(point) && !is_format(point) &&
	       text_point_width(point) == 1;
}

int text_plain_width(const char *text, enum text_base base)
{
	bool is_ltr = base == TEXT_LTR || base == TEXT_AUTO_LTR;
	bool is_auto = base == TEXT_AUTO_RTL;
	uint32_t point;
	int n = 0;

	while ((point = utf8_next(&text)) != 0) {
		if (text_is_apart(point) && !is_auto)
			continue;
		if (!is_plain(point))
			return -1;
		is_ltr = is_ltr || (is_auto && is_ascii_letter(point));
		n++;
	}
	return is_ltr && n < TEXT_POINTS_MAX ? n : -1;
}

static int laid_out_width(const char *text)
{
	struct text_line line;

	text_layout(text, TEXT_AUTO_LTR, 0, &line);
	return line.width;
}

int text_width(const char *text)
{
	int width = text_plain_width(text, TEXT_AUTO_LTR);

	return width >= 0 ? width : laid_out_width(text);
}

/* How many code points take at most `columns`, not parting a base from its marks. */
static int points_that_fit(const uint32_t *points, int n, int columns)
{
	int width = 0, i = 0;

	for (; i < n; i++) {
		int own = is_format(points[i]) ? 0 : text_point_width(points[i]);

		width += own < 0 ? 1 : own;
		if (width > columns)
			break;
	}
	return i;
}

bool text_layout_clipped(const char *text, enum text_base base, int columns,
			 struct text_line *ret_line)
{
	uint32_t points[TEXT_POINTS_MAX];
	int n = decode(text, points, TEXT_POINTS_MAX - 1);
	enum text_base direction;

	text_layout_points(points, n, base, 0, ret_line);
	if (ret_line->width <= columns)
		return false;
	direction = ret_line->rtl ? TEXT_RTL : TEXT_LTR;
	n = points_that_fit(points, n, columns - 1);
	while (n > 0 && points[n - 1] == ' ')
		n--;
	for (ret_line->width = columns + 1; ret_line->width > columns && n >= 0; n--) {
		points[n] = ELLIPSIS;
		text_layout_points(points, columns > 0 ? n + 1 : 0, direction, 0, ret_line);
	}
	return true;
}

bool text_wrap(const char **text, int columns, const char **ret_line, size_t *ret_len)
{
	const char *start = *text, *at = start, *space = NULL;
	int width = 0;

	if (*start == '\0')
		return false;
	*ret_line = start;
	while (*at != '\0' && *at != '\n') {
		const char *next = at;
		uint32_t point = utf8_next(&next);
		int own = point == UTF8_BAD || is_format(point) ? 0 : text_point_width(point);

		width += own > 0 ? own : 0;
		if (point == ' ')
			space = at;
		if (width > columns && at > start) {
			at = space != NULL ? space : at;
			break;
		}
		at = next;
	}
	*ret_len = (size_t)(at - start);
	*text = at + (*at == ' ' || *at == '\n');
	return true;
}
