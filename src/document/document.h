/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/document.h -- a paper as blocks: receipt, guest check, slip, report.  [pure]
 *
 * Shape   a kind ("receipt"), a language ("en") with the direction that follows from it, a mark
 *         when it counts nowhere ("TRAINING"), and a list of blocks.  This model is what is stored
 *         and queued; text, printer bytes and a reprint in ten years are renderings of it.  Written
 *         form: compact JSON, "form":1 first, "mark" only when there is one; a block is
 *         {"text":"Total","align":"center"}, {"row":["Total","12.50"],"weight":"strong"},
 *         {"line":["2","Tea","5.00"]}, {"rule":true}, {"feed":2}, {"qr":"..."}, {"cut":true},
 *         {"drawer":true}, {"language":"ar","dir":"rtl"} (for the blocks that follow).  Members
 *         that would say "start" or "plain" are left out.
 * Errors  ERR_MEMORY, ERR_LIMIT, ERR_DATA.  A failed addition (no memory, too many blocks, a text
 *         too long for a QR code) sets a sticky failure; later additions do nothing; document_ok()
 *         asks once at the end.
 * Owner   document_new/document_free; texts are copied in, cleaned of controls (utf8_clean) and cut
 *         to DOCUMENT_TEXT_MAX bytes; texts of a block are borrowed until the document changes.
 * Rules   house style 6 (papers are models), B7.
 */
#ifndef SANDUQ_DOCUMENT_DOCUMENT_H
#define SANDUQ_DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define DOCUMENT_FORM 1
#define DOCUMENT_BYTES_MAX 524288  /* written form */
#define DOCUMENT_BLOCKS_MAX 2000
#define DOCUMENT_TEXT_MAX 1000     /* bytes of one text */
#define DOCUMENT_QR_MAX 1000       /* bytes in one QR code */
#define DOCUMENT_FEED_MAX 20       /* lines of one feed */
#define DOCUMENT_NAME_SIZE 32      /* kind and language, with NUL */
#define DOCUMENT_MARK_SIZE 64      /* mark, with NUL */

struct catalog;
struct document;

enum document_align { DOCUMENT_START, DOCUMENT_CENTER, DOCUMENT_END };
enum document_weight { DOCUMENT_PLAIN, DOCUMENT_STRONG, DOCUMENT_LARGE };

enum document_block_kind {
	DOCUMENT_TEXT,
	DOCUMENT_ROW,
	DOCUMENT_LINE,
	DOCUMENT_RULE,
	DOCUMENT_FEED,
	DOCUMENT_QR,
	DOCUMENT_CUT,
	DOCUMENT_DRAWER,
	DOCUMENT_LANGUAGE,
	DOCUMENT_BLOCK_KINDS
};

/* One block, for previews and renderers.  Texts that the kind does not have are "". */
struct document_block {
	enum document_block_kind kind;
	enum document_align align;     /* text */
	enum document_weight weight;   /* text, row */
	bool is_rtl;                   /* direction the block is set in */
	int lines;                     /* feed */
	const char *start;             /* row: label; line: quantity */
	const char *text;              /* text, line, qr; language: its code */
	const char *end;               /* row, line: amount */
};

/* An empty paper.  `kind` is a lower-case word ("guest-check"), `language` a code ("en", "ar",
 * "fa"); ERR_RANGE when either is not, ERR_MEMORY. */
enum err document_new(const char *kind, const char *language, struct document **ret_doc);

/* Marks the paper as one that counts nowhere: however it is rendered, the mark stands before and
 * after each piece of it, and no drawer is opened.  ERR_RANGE when it is empty or too long. */
enum err document_set_mark(struct document *doc, const char *mark);

/* The mark, "" when there is none. */
const char *document_mark(const struct document *doc);

/* The catalogue whose words the paper is written with, borrowed while it is written; a text in it,
 * or as it is. */
void document_set_words(struct document *doc, const struct catalog *words);
const char *document_word(const struct document *doc, const char *msgid)
	__attribute__((format_arg(2)));

/* Frees; NULL is fine. */
void document_free(struct document *doc);

/* A paragraph. */
void document_text(struct document *doc, enum document_align align, enum document_weight weight,
		   const char *text);

/* Label at the start, amount at the end. */
void document_row(struct document *doc, enum document_weight weight, const char *start,
		  const char *end);

/* An item: quantity, name, amount; quantity and amount may be "". */
void document_line(struct document *doc, const char *quantity, const char *text,
		   const char *amount);

/* A rule across the paper. */
void document_rule(struct document *doc);

/* Empty lines, 1 to DOCUMENT_FEED_MAX. */
void document_feed(struct document *doc, int lines);

/* A QR code holding `text`. */
void document_qr(struct document *doc, const char *text);

/* Cuts the paper here. */
void document_cut(struct document *doc);

/* Opens the drawer when the original is printed; copies leave it closed. */
void document_drawer(struct document *doc);

/* The blocks that follow are in another language (and its direction). */
void document_switch(struct document *doc, const char *language);

/* False when an addition failed along the way. */
bool document_ok(const struct document *doc);

/* The written form; heap text, the caller's to free.  NULL when document_ok() is false, when it
 * would be longer than DOCUMENT_BYTES_MAX, or when out of memory. */
char *document_write(const struct document *doc);

/* Reads the written form back.  Strict: ERR_DATA for anything but the form above within its
 * bounds, ERR_NEWER for a later form, ERR_MEMORY. */
enum err document_parse(const char *text, struct document **ret_doc);

/* What the paper is, its language, and whether that runs right to left. */
const char *document_kind(const struct document *doc);
const char *document_language(const struct document *doc);
bool document_is_rtl(const struct document *doc);

/* How many blocks there are, and block `i` of them. */
size_t document_count(const struct document *doc);
struct document_block document_block(const struct document *doc, size_t i);

#endif
