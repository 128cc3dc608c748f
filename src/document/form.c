/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/form.c -- the written form of a paper, as document/document.h describes it.  Writing
 * puts the JSON together by itself, since a paper is written with every sale; reading goes by
 * base/json.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "document/document.h"
#include "document/model.h"

static const char *const align_names[] = { "start", "center", "end" };
static const char *const weight_names[] = { "plain", "strong", "large" };

/* --- writing ----------------------------------------------------------------------------- */

/* Texts are clean: only the quote and the backslash need a backslash. */
static void write_text(struct str *out, const char *before, const char *text, const char *after)
{
	str_add(out, before);
	for (;;) {
		size_t len = strcspn(text, "\"\\");

		str_add_bytes(out, text, len);
		if (text[len] == '\0')
			break;
		str_add_char(out, '\\');
		str_add_char(out, text[len]);
		text += len + 1;
	}
	str_add(out, after);
}

static const char *direction(bool is_rtl)
{
	return is_rtl ? "rtl" : "ltr";
}

static void write_block(struct str *out, const struct document_block *block)
{
	switch (block->kind) {
	case DOCUMENT_TEXT:
		write_text(out, "{\"text\":\"", block->text, "\"");
		break;
	case DOCUMENT_ROW:
		write_text(out, "{\"row\":[\"", block->start, "\",\"");
		write_text(out, "", block->end, "\"]");
		break;
	case DOCUMENT_LINE:
		write_text(out, "{\"line\":[\"", block->start, "\",\"");
		write_text(out, "", block->text, "\",\"");
		write_text(out, "", block->end, "\"]");
		break;
	case DOCUMENT_FEED:
		str_addf(out, "{\"feed\":%d", block->lines);
		break;
	case DOCUMENT_QR:
		write_text(out, "{\"qr\":\"", block->text, "\"");
		break;
	case DOCUMENT_LANGUAGE:
		write_text(out, "{\"language\":\"", block->text, "\",\"dir\":\"");
		write_text(out, direction(block->is_rtl), "", "\"");
		break;
	default:
		str_add(out, block->kind == DOCUMENT_RULE ? "{\"rule\":true" :
			     block->kind == DOCUMENT_CUT  ? "{\"cut\":true" :
							    "{\"drawer\":true");
	}
	if (block->align != DOCUMENT_START)
		write_text(out, ",\"align\":\"", align_names[block->align], "\"");
	if (block->weight != DOCUMENT_PLAIN)
		write_text(out, ",\"weight\":\"", weight_names[block->weight], "\"");
	str_add(out, "}");
}

char *document_write(const struct document *doc)
{
	struct str out = { 0 };

	if (!document_ok(doc))
		return NULL;
	str_addf(&out, "{\"form\":%d,\"kind\":\"%s\",\"language\":\"%s\",\"dir\":\"%s\",",
		 DOCUMENT_FORM, doc->kind, doc->language, direction(doc->is_rtl));
	if (doc->mark[0] != '\0')
		write_text(&out, "\"mark\":\"", doc->mark, "\",");
	str_add(&out, "\"blocks\":[");
	for (size_t i = 0; i < doc->count && out.len <= DOCUMENT_BYTES_MAX; i++) {
		struct document_block block = document_block(doc, i);

		if (i > 0)
			str_add_char(&out, ',');
		write_block(&out, &block);
	}
	str_add(&out, "]}");
	if (!str_ok(&out) || out.len > DOCUMENT_BYTES_MAX) {
		str_done(&out);
		return NULL;
	}
	return out.data;
}

/* --- reading ----------------------------------------------------------------------------- */

/* An object being read: every member asked for and found is counted, so that others show. */
struct reading {
	const struct json *object;
	size_t used;
	bool is_bad;
};

static const struct json *member(struct reading *reading, const char *name)
{
	const struct json *value = json_get(reading->object, name);

	reading->used += value != NULL;
	return value;
}

/* A text within its bound; "" and bad when it is none. */
static const char *text_of(struct reading *reading, const struct json *value)
{
	const char *text = json_text(value, NULL);

	if (text == NULL || strlen(text) > DOCUMENT_TEXT_MAX) {
		reading->is_bad = true;
		return "";
	}
	return text;
}

/* The place of a member's value in `names`; 0 when the member is left out. */
static int choice(struct reading *reading, const char *name, const char *const names[3])
{
	const struct json *value = member(reading, name);

	for (int i = 1; value != NULL && i < 3; i++)
		if (str_equal(json_text(value, NULL), names[i]))
			return i;
	reading->is_bad |= value != NULL;
	return 0;
}

static bool is_rtl_of(struct reading *reading)
{
	const char *dir = text_of(reading, member(reading, "dir"));

	reading->is_bad |= !str_equal(dir, "rtl") && !str_equal(dir, "ltr");
	return str_equal(dir, "rtl");
}

static void read_text(struct document *doc, struct reading *reading, const struct json *value)
{
	enum document_align align = (enum document_align)choice(reading, "align", align_names);

	document_text(doc, align, (enum document_weight)choice(reading, "weight", weight_names),
		      text_of(reading, value));
}

static void read_row(struct document *doc, struct reading *reading, const struct json *value)
{
	reading->is_bad |= json_count(value) != 2;
	document_row(doc, (enum document_weight)choice(reading, "weight", weight_names),
		     text_of(reading, json_at(value, 0)), text_of(reading, json_at(value, 1)));
}

static void read_line(struct document *doc, struct reading *reading, const struct json *value)
{
	reading->is_bad |= json_count(value) != 3;
	document_line(doc, text_of(reading, json_at(value, 0)), text_of(reading, json_at(value, 1)),
		      text_of(reading, json_at(value, 2)));
}

static void read_rule(struct document *doc, struct reading *reading, const struct json *value)
{
	reading->is_bad |= !json_is_true(value);
	document_rule(doc);
}

static void read_feed(struct document *doc, struct reading *reading, const struct json *value)
{
	int64_t lines = json_int(value, 0);

	reading->is_bad |= lines < 1 || lines > DOCUMENT_FEED_MAX;
	document_feed(doc, reading->is_bad ? 1 : (int)lines);
}

static void read_qr(struct document *doc, struct reading *reading, const struct json *value)
{
	const char *text = text_of(reading, value);

	reading->is_bad |= text[0] == '\0' || strlen(text) > DOCUMENT_QR_MAX;
	document_qr(doc, reading->is_bad ? "-" : text);
}

static void read_cut(struct document *doc, struct reading *reading, const struct json *value)
{
	reading->is_bad |= !json_is_true(value);
	document_cut(doc);
}

static void read_drawer(struct document *doc, struct reading *reading, const struct json *value)
{
	reading->is_bad |= !json_is_true(value);
	document_drawer(doc);
}

static void read_language(struct document *doc, struct reading *reading, const struct json *value)
{
	const char *language = text_of(reading, value);

	reading->is_bad |= !model_language_is_valid(language);
	model_switch(doc, language, is_rtl_of(reading));
}

static enum err read_block(struct document *doc, const struct json *object)
{
	static const struct {
		const char *name;
		void (*read)(struct document *, struct reading *, const struct json *);
	} kinds[DOCUMENT_BLOCK_KINDS] = {
		{ "text", read_text }, { "row", read_row },   { "line", read_line },
		{ "rule", read_rule }, { "feed", read_feed }, { "qr", read_qr },
		{ "cut", read_cut },   { "drawer", read_drawer }, { "language", read_language },
	};
	struct reading reading = { .object = object };

	for (size_t i = 0; i < DOCUMENT_BLOCK_KINDS; i++) {
		const struct json *value = member(&reading, kinds[i].name);

		if (value == NULL)
			continue;
		kinds[i].read(doc, &reading, value);
		return reading.is_bad || reading.used != json_count(object) ? ERR_DATA : ERR_OK;
	}
	return ERR_DATA;
}

/* json_count() is 0 for what is no array, too. */
static bool is_empty_array(const struct json *value)
{
	char *text = value != NULL ? json_write(value, 0) : NULL;
	bool is_empty = str_equal(text, "[]");

	free(text);
	return is_empty;
}

static enum err read_blocks(struct document *doc, const struct json *blocks)
{
	if (json_count(blocks) > DOCUMENT_BLOCKS_MAX)
		return ERR_DATA;
	if (json_count(blocks) == 0 && !is_empty_array(blocks))
		return ERR_DATA;
	for (size_t i = 0; i < json_count(blocks); i++) {
		enum err err = read_block(doc, json_at(blocks, i));

		if (err != ERR_OK)
			return err;
	}
	return document_ok(doc) ? ERR_OK : ERR_MEMORY;
}

static enum err read_document(const struct json *root, struct document **ret_doc)
{
	struct reading reading = { .object = root };
	int64_t form = json_int(member(&reading, "form"), 0);
	const char *kind = text_of(&reading, member(&reading, "kind"));
	const char *language = text_of(&reading, member(&reading, "language"));
	const struct json *blocks = member(&reading, "blocks");
	const struct json *mark = member(&reading, "mark");
	bool is_rtl = is_rtl_of(&reading);
	const char *marked = mark != NULL ? text_of(&reading, mark) : "";
	struct document *doc;
	enum err err;

	if (form > DOCUMENT_FORM)
		return ERR_NEWER;
	if (form != DOCUMENT_FORM || reading.is_bad || reading.used != json_count(root))
		return ERR_DATA;
	err = document_new(kind, language, &doc);
	if (err != ERR_OK)
		return err == ERR_RANGE ? ERR_DATA : err;
	doc->is_rtl = doc->is_rtl_now = is_rtl;
	if (mark != NULL && document_set_mark(doc, marked) != ERR_OK)
		err = ERR_DATA;
	if (err == ERR_OK)
		err = read_blocks(doc, blocks);
	if (err != ERR_OK)
		document_free(doc);
	else
		*ret_doc = doc;
	return err;
}

enum err document_parse(const char *text, struct document **ret_doc)
{
	size_t len = strnlen(text, DOCUMENT_BYTES_MAX + 1);
	struct json *root;
	enum err err;

	if (len > DOCUMENT_BYTES_MAX)
		return ERR_DATA;
	root = json_parse(text, len);
	if (root == NULL)
		return ERR_DATA;
	err = read_document(root, ret_doc);
	json_free(root);
	return err;
}
