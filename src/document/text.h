/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/text.h -- a paper as plain lines of a fixed number of cells.  [pure]
 *
 * Shape   UTF-8 lines ended by '\n', none wider than `width` cells (utf8_width), no spaces at their
 *         ends, no control characters.  Text is in logical order; label and amount of a row stand
 *         at the start and the end.  Long names go on at the next line, broken at words.
 * Errors  none but the sticky failure of struct str.
 */
#ifndef SANDUQ_DOCUMENT_TEXT_H
#define SANDUQ_DOCUMENT_TEXT_H

#include "base/str.h"
#include "document/document.h"

#define DOCUMENT_WIDTH_MIN 16
#define DOCUMENT_WIDTH_MAX 200

typedef void document_visit_fn(void *arg, const struct document_block *block);

/* Appends the whole paper to `ret_text`.  `width` is clamped to the bounds above; `mark`
 * ("DUPLICATE 2") stands first and last when it is not NULL.  A cut between two parts of a paper
 * is a dashed line. */
void document_render_text(const struct document *doc, int width, const char *mark,
			  struct str *ret_text);

/* Appends the lines of one block; none for a cut, a drawer and a language. */
void document_layout(const struct document_block *block, int width, struct str *ret_text);

/* Visits what is to be printed: with a mark, the paper's own or this one, it stands as a text
 * before and after each piece between cuts, and no drawer is opened. */
void document_walk(const struct document *doc, const char *mark, document_visit_fn *visit,
		   void *arg);

/* `width` within its bounds. */
int document_clamp_width(int width);

#endif
