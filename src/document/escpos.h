/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/escpos.h -- a paper as bytes for an ESC/POS receipt printer in text mode.  [pure]
 *
 * Shape   initialise, code page WPC1252, the lines of document/text.h with their weights (large is
 *         double width and height, so half the cells), QR codes by the printer's own command, feed
 *         and cut, drawer pulse.  Digits of Arabic and Persian become ASCII; a text with letters
 *         that the code page lacks is written in Latin ones (locale/latin.h), since its own script
 *         needs a raster; another character that is not there is printed as '?'.
 * Errors  none but the sticky failure of struct str.
 */
#ifndef SANDUQ_DOCUMENT_ESCPOS_H
#define SANDUQ_DOCUMENT_ESCPOS_H

#include "base/str.h"
#include "document/document.h"

/* Appends the bytes to `ret_bytes`.  `width` and `mark` as in document_render_text(); with a mark
 * the drawer stays closed. */
void document_render_escpos(const struct document *doc, int width, const char *mark,
			    struct str *ret_bytes);

/* True when the printer has every character of the text. */
bool document_escpos_prints(const char *text);

#endif
