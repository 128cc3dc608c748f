/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/model.h -- how a paper lies in memory; for document.c and form.c alone.
 *
 * Shape   all texts lie in one byte string, a NUL after each; a block holds their places.  The text
 *         at place 0 is empty.
 */
#ifndef SANDUQ_DOCUMENT_MODEL_H
#define SANDUQ_DOCUMENT_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "document/document.h"

struct model_block {
	uint8_t kind, align, weight, lines;
	bool is_rtl;
	uint32_t start, text, end;     /* places in texts */
};

struct document {
	char kind[DOCUMENT_NAME_SIZE];
	char language[DOCUMENT_NAME_SIZE];
	char mark[DOCUMENT_MARK_SIZE]; /* "": none */
	bool is_rtl;
	bool is_rtl_now;               /* of the block added next */
	bool failed;
	const struct catalog *words;   /* borrowed while it is written; NULL: English */
	struct model_block *blocks;
	size_t count, capacity;
	struct str texts;
};

/* True for a language code that a paper may carry. */
bool model_language_is_valid(const char *language);

/* As document_switch(), with the direction that was stored. */
void model_switch(struct document *doc, const char *language, bool is_rtl);

#endif
