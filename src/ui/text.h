/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/text.h -- UTF-8 in the order it is written to cells in the order they are seen.
 *
 * Shape   struct text_line: the cells of one line from the left; each has its base character, the
 *         marks on it, its width, and which code points of the text it shows.  Arabic letters are
 *         joined, brackets mirrored, format characters gone.
 * Units   widths are columns of the terminal; `log` counts code points.
 * Errors  none: malformed bytes become U+FFFD, controls are left out, what is beyond
 *         TEXT_POINTS_MAX is cut.
 * Rules   needs a UTF-8 locale (text_locale()); the English screens use it too, since names can be
 *         Arabic there.  Every code point belongs to exactly one cell.
 */
#ifndef SANDUQ_UI_TEXT_H
#define SANDUQ_UI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TEXT_POINTS_MAX 512
#define TEXT_CELL_POINTS 4       /* a base and at most three marks */
#define TEXT_SIZE 1024           /* a buffer for one line of UTF-8 */

/* The direction of a line: given, or that of its first strong letter, else the one named.  On a
 * screen from the right a sentence that begins with a key or a name is no line from the left: there
 * one letter from the right is enough. */
enum text_base { TEXT_LTR, TEXT_RTL, TEXT_AUTO_LTR, TEXT_AUTO_RTL };

enum text_flag {
	TEXT_NO_LIGATURES = 1,   /* lam and alef in two cells, for a field that is being edited */
	TEXT_NO_SHAPES = 2,      /* base letters, for terminals that join by themselves */
};

struct text_cell {
	uint32_t point[TEXT_CELL_POINTS];   /* 0 after the last */
	uint8_t width;                      /* 1 or 2 */
	int16_t log, logs;                  /* first code point shown here, and how many */
};

struct text_line {
	int n;               /* cells */
	int width;           /* columns */
	int points;          /* code points of the text */
	bool rtl;            /* the direction of the line */
	struct text_cell cell[TEXT_POINTS_MAX];
};

/* Makes the process's locale UTF-8 (its own when it is, else C.UTF-8) and numbers plain; call once
 * at the start.  False when the system has no UTF-8 locale at all. */
bool text_locale(void);

/* Columns of one character as the terminal counts them; -1 for one that cannot be shown. */
int text_point_width(uint32_t point);

/* Lays out a line. */
void text_layout(const char *text, enum text_base base, unsigned flags, struct text_line *ret_line);

/* The cell that shows code point `log`; line->n (the END cell) for log >= line->points. */
int text_cell_of(const struct text_line *line, int log);

/* Columns the text takes. */
int text_width(const char *text);

/* Columns of a text that stays in the order it is written, one character to a column (nearly all
 * of them); -1: it has to be laid out.  What sets parts of it apart changes nothing then and takes
 * no column: text_is_apart(). */
int text_plain_width(const char *text, enum text_base base);
bool text_is_apart(uint32_t point);

/* Lays out as much of the text as fits in `columns`, with an ellipsis when it was cut.  Returns
 * true when it was. */
bool text_layout_clipped(const char *text, enum text_base base, int columns,
			 struct text_line *ret_line);

/* The same for code points (ui/edit); n is at most TEXT_POINTS_MAX. */
void text_layout_points(const uint32_t *points, int n, enum text_base base, unsigned flags,
			struct text_line *ret_line);

/* Breaks a paragraph: gives the first line that fits in `columns` (not NUL-terminated) and moves
 * *text past it and the space after; a line feed ends a line too.  False at the end. */
bool text_wrap(const char **text, int columns, const char **ret_line, size_t *ret_len);

/* Puts arguments into a translated text: %s, %d, %ld, %lld, %%, also as %1$s; at most nine.
 * Each argument is set apart (first-strong isolate for texts, left-to-right for numbers) so that
 * it cannot disturb its surroundings.  A text that is all ASCII stays so.  Cut to `size`. */
void text_format(char *into, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void text_format_list(char *into, size_t size, const char *format, __builtin_va_list arguments)
	__attribute__((format(printf, 3, 0)));

/* Wraps an amount, phone, code, date or time so that it reads from the left inside any line. */
char *text_ltr(char *into, size_t size, const char *text);

#endif
