/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/utf8.h -- decoding UTF-8 and keeping unsafe characters out.  [pure]
 *
 * Shape   code points are uint32_t; 0xFFFFFFFF (UTF8_BAD) marks a malformed byte.
 * Rules   house style: input and output are sanitised.  Dropped are controls (Cc), bidirectional
 *         controls (U+061C, 200E, 200F, 202A-202E, 2066-2069), other format characters but
 *         ZWNJ/ZWJ, private use, surrogates, noncharacters, line and paragraph separators; more
 *         than two combining marks in a row are dropped.
 */
#ifndef SANDUQ_BASE_UTF8_H
#define SANDUQ_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UTF8_BAD 0xFFFFFFFFu

/* The code point at *text, which does not begin with an ASCII byte; see utf8_next(). */
uint32_t utf8_next_long(const char **text);

/* Decodes the code point at *text and moves past it (one byte past when malformed).
 * Returns 0 at the end, UTF8_BAD for a malformed sequence. */
static inline uint32_t utf8_next(const char **text)
{
	unsigned char first = (unsigned char)**text;

	if (first >= 0x80)
		return utf8_next_long(text);
	*text += first != 0;
	return first;
}

/* Writes `point` as UTF-8 (at most 4 bytes, no NUL); returns the length, 0 for an invalid one. */
size_t utf8_put(uint32_t point, char *into);

/* True when all of the text is well-formed UTF-8. */
bool utf8_valid(const char *text, size_t len);

/* Counts the code points. */
size_t utf8_count(const char *text);

/* True for a combining mark that takes no cell of its own. */
bool utf8_is_mark(uint32_t point);

/* Cells the character takes: 0 (controls, marks, joiners), 1, or 2 (East Asian wide, emoji). */
int utf8_width(uint32_t point);

/* True for a character that may stand in a field (see the rules above). */
bool utf8_is_safe(uint32_t point);

/* Copies `from` into `into`, leaving out all that is not safe; malformed bytes become U+FFFD.
 * Tabs and line ends become one space.  Returns false when it had to be cut to `size`. */
bool utf8_clean(char *into, size_t size, const char *from);

#endif
