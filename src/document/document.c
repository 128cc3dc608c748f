/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/document.c -- building the model of document/document.h, and looking at it.
 */
#include "document/document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "document/model.h"
#include "locale/catalog.h"

#define BLOCKS_FIRST 32

/* --- names ------------------------------------------------------------------------------- */

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* A lower-case word with digits and dashes, at least `letters` letters first. */
static bool name_is_valid(const char *name, size_t letters, bool allows_capitals)
{
	size_t len = strlen(name);

	if (len < letters || len >= DOCUMENT_NAME_SIZE)
		return false;
	for (size_t i = 0; i < len; i++) {
		bool is_other = (name[i] >= '0' && name[i] <= '9') || name[i] == '-' ||
				(allows_capitals && name[i] >= 'A' && name[i] <= 'Z');

		if (!is_lower(name[i]) && (i < letters || !is_other))
			return false;
	}
	return true;
}

bool model_language_is_valid(const char *language)
{
	return name_is_valid(language, 2, true);
}

static bool language_is_rtl(const char *language)
{
	static const char *const codes[] = { "ar", "ckb", "dv", "fa", "he",
					     "ps", "sd",  "ug", "ur", "yi" };
	size_t len = strcspn(language, "-");

	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		if (strlen(codes[i]) == len && memcmp(codes[i], language, len) == 0)
			return true;
	return false;
}

/* --- life -------------------------------------------------------------------------------- */

enum err document_new(const char *kind, const char *language, struct document **ret_doc)
{
	struct document *doc;

	if (!name_is_valid(kind, 1, false) || !model_language_is_valid(language))
		return ERR_RANGE;
	doc = calloc(1, sizeof *doc);
	if (doc == NULL)
		return ERR_MEMORY;
	str_copy(doc->kind, sizeof doc->kind, kind);
	str_copy(doc->language, sizeof doc->language, language);
	doc->is_rtl = doc->is_rtl_now = language_is_rtl(language);
	str_add_char(&doc->texts, '\0');
	*ret_doc = doc;
	return ERR_OK;
}

void document_set_words(struct document *doc, const struct catalog *words)
{
	doc->words = words;
}

const char *document_word(const struct document *doc, const char *msgid)
{
	return catalog_text(doc->words, msgid);
}

enum err document_set_mark(struct document *doc, const char *mark)
{
	char clean[DOCUMENT_MARK_SIZE];

	if (strlen(mark) >= sizeof clean || !utf8_clean(clean, sizeof clean, mark) ||
	    clean[0] == '\0')
		return ERR_RANGE;
	str_copy(doc->mark, sizeof doc->mark, clean);
	return ERR_OK;
}

const char *document_mark(const struct document *doc)
{
	return doc->mark;
}

void document_free(struct document *doc)
{
	if (doc == NULL)
		return;
	free(doc->blocks);
	str_done(&doc->texts);
	free(doc);
}

/* --- adding ------------------------------------------------------------------------------ */

static bool make_room(struct document *doc)
{
	size_t capacity = doc->capacity > 0 ? doc->capacity * 2 : BLOCKS_FIRST;
	struct model_block *blocks;

	if (doc->count == DOCUMENT_BLOCKS_MAX)
		return false;
	if (doc->count < doc->capacity)
		return true;
	blocks = realloc(doc->blocks, capacity * sizeof *blocks);
	if (blocks == NULL)
		return false;
	doc->blocks = blocks;
	doc->capacity = capacity;
	return true;
}

/* Nothing that cleaning or cutting would change. */
static bool is_plain(const char *text)
{
	size_t len = 0;

	while (text[len] >= ' ' && text[len] < 0x7F && len <= DOCUMENT_TEXT_MAX)
		len++;
	return text[len] == '\0' && len <= DOCUMENT_TEXT_MAX;
}

static void add_cleaned(struct str *texts, const char *text)
{
	char clean[DOCUMENT_TEXT_MAX + 1];

	utf8_clean(clean, sizeof clean, text);
	str_add_bytes(texts, clean, strlen(clean) + 1);
}

/* Copies a text in; returns its place. */
static uint32_t keep_text(struct document *doc, const char *text)
{
	size_t place = doc->texts.len;

	if (text[0] == '\0')
		return 0;
	if (is_plain(text))
		str_add_bytes(&doc->texts, text, strlen(text) + 1);
	else
		add_cleaned(&doc->texts, text);
	return (uint32_t)place;
}

/* Adds a block; the texts of `block` are never NULL. */
static void add(struct document *doc, const struct document_block *block)
{
	struct model_block stored = {
		.kind = (uint8_t)block->kind,
		.align = (uint8_t)block->align,
		.weight = (uint8_t)block->weight,
		.lines = (uint8_t)block->lines,
		.is_rtl = doc->is_rtl_now,
	};

	if (doc->failed)
		return;
	if (!make_room(doc)) {
		doc->failed = true;
		return;
	}
	stored.start = keep_text(doc, block->start);
	stored.text = keep_text(doc, block->text);
	stored.end = keep_text(doc, block->end);
	doc->failed = !str_ok(&doc->texts);
	if (!doc->failed)
		doc->blocks[doc->count++] = stored;
}

static void add_bare(struct document *doc, enum document_block_kind kind, int lines,
		     const char *text)
{
	const struct document_block block = {
		.kind = kind, .lines = lines, .start = "", .text = text, .end = "",
	};

	add(doc, &block);
}

void document_text(struct document *doc, enum document_align align, enum document_weight weight,
		   const char *text)
{
	const struct document_block block = {
		.kind = DOCUMENT_TEXT, .align = align, .weight = weight,
		.start = "", .text = text, .end = "",
	};

	assert(align <= DOCUMENT_END && weight <= DOCUMENT_LARGE);
	add(doc, &block);
}

void document_row(struct document *doc, enum document_weight weight, const char *start,
		  const char *end)
{
	const struct document_block block = {
		.kind = DOCUMENT_ROW, .weight = weight, .start = start, .text = "", .end = end,
	};

	assert(weight <= DOCUMENT_LARGE);
	add(doc, &block);
}

void document_line(struct document *doc, const char *quantity, const char *text,
		   const char *amount)
{
	const struct document_block block = {
		.kind = DOCUMENT_LINE, .start = quantity, .text = text, .end = amount,
	};

	add(doc, &block);
}

void document_rule(struct document *doc)
{
	add_bare(doc, DOCUMENT_RULE, 0, "");
}

void document_feed(struct document *doc, int lines)
{
	assert(lines >= 1 && lines <= DOCUMENT_FEED_MAX);
	add_bare(doc, DOCUMENT_FEED, lines, "");
}

void document_qr(struct document *doc, const char *text)
{
	if (text[0] == '\0' || strlen(text) > DOCUMENT_QR_MAX)
		doc->failed = true;
	add_bare(doc, DOCUMENT_QR, 0, text);
}

void document_cut(struct document *doc)
{
	add_bare(doc, DOCUMENT_CUT, 0, "");
}

void document_drawer(struct document *doc)
{
	add_bare(doc, DOCUMENT_DRAWER, 0, "");
}

void model_switch(struct document *doc, const char *language, bool is_rtl)
{
	doc->is_rtl_now = is_rtl;
	add_bare(doc, DOCUMENT_LANGUAGE, 0, language);
}

void document_switch(struct document *doc, const char *language)
{
	assert(model_language_is_valid(language));
	model_switch(doc, language, language_is_rtl(language));
}

bool document_ok(const struct document *doc)
{
	return !doc->failed && str_ok(&doc->texts);
}

/* --- looking ----------------------------------------------------------------------------- */

const char *document_kind(const struct document *doc)
{
	return doc->kind;
}

const char *document_language(const struct document *doc)
{
	return doc->language;
}

bool document_is_rtl(const struct document *doc)
{
	return doc->is_rtl;
}

size_t document_count(const struct document *doc)
{
	return doc->count;
}

struct document_block document_block(const struct document *doc, size_t i)
{
	const char *texts = str_text(&doc->texts);
	const struct model_block *stored;

	assert(i < doc->count);
	stored = &doc->blocks[i];
	return (struct document_block){
		.kind = (enum document_block_kind)stored->kind,
		.align = (enum document_align)stored->align,
		.weight = (enum document_weight)stored->weight,
		.is_rtl = stored->is_rtl,
		.lines = stored->lines,
		.start = texts + stored->start,
		.text = texts + stored->text,
		.end = texts + stored->end,
	};
}
