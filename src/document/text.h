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

/* Appends the whole paper to `ret_text`.  `width` is clamped to the bounds above; `mark`
 * ("DUPLICATE 2") stands first and last when it is not NULL. */
void document_render_text(const struct document *doc, int width, const char *mark,
			  struct str *ret_text);

/* Appends the lines of one block: "" for a cut or a drawer. */
void document_layout(const struct document_block *block, int width, struct str *ret_text);

#endif
