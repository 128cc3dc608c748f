/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/text.c -- laying blocks out in cells: wrapping, padding, amounts at the end.
 */
#include "document/text.h"

#include <string.h>

#include "base/utf8.h"

#define QUANTITY_CELLS 3       /* at least, so that names stand below each other */
#define NAME_CELLS_MIN 6       /* less room beside an amount, and the amount gets its own line */

/* --- cells ------------------------------------------------------------------------------- */

struct piece {
	const char *text;
	size_t len;
	int cells;
};

static int cells_of(const char *text)
{
	uint32_t point;
	int cells = 0;

	while ((point = utf8_next(&text)) != 0)
		cells += utf8_width(point);
	return cells;
}

static const char *skip_spaces(const char *text)
{
	while (*text == ' ')
		text++;
	return text;
}

/* Takes what fits into `width` cells off the front of *text, up to a word's end where there is one;
 * at least one character.  Spaces before the first word are kept: they set a name in. */
static struct piece take(const char **text, int width)
{
	const char *start = *text, *at = start;
	struct piece all = { .text = start }, words = { .text = start };

	for (;;) {
		const char *next = at;
		uint32_t point = utf8_next(&next);
		int cells = utf8_width(point);

		if ((point == 0 || point == ' ') && all.len > 0 && at[-1] != ' ')
			words = all;
		if (point == 0)
			break;
		if (cells > 0 && all.cells + cells > width && all.len > 0)
			break;
		at = next;
		all.len = (size_t)(at - start);
		all.cells += cells;
	}
	if (words.len == 0)
		words = all;
	*text = skip_spaces(start + words.len);
	return words;
}

static void pad(struct str *out, int cells)
{
	for (; cells > 0; cells--)
		str_add_char(out, ' ');
}

/* Ends a line, without the spaces before its end. */
static void end_line(struct str *out)
{
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	str_add_char(out, '\n');
}

/* --- blocks ------------------------------------------------------------------------------ */

static void add_text(struct str *out, int width, enum document_align align, const char *text)
{
	do {
		struct piece piece = take(&text, width);

		if (align == DOCUMENT_CENTER)
			pad(out, (width - piece.cells) / 2);
		else if (align == DOCUMENT_END)
			pad(out, width - piece.cells);
		str_add_bytes(out, piece.text, piece.len);
		end_line(out);
	} while (*text != '\0');
}

/* A name, set in by `indent` cells but for the lead that is already there, and its amount at the
 * end of the last line. */
static void add_name(struct str *out, int width, int indent, const char *text, const char *amount)
{
	bool has_amount = amount[0] != '\0';
	int amount_cells = cells_of(amount);
	int room = width - indent - (has_amount ? amount_cells + 1 : 0);
	bool is_apart = room < NAME_CELLS_MIN;

	if (is_apart)
		room = width - indent;
	for (;;) {
		struct piece piece = take(&text, room);

		str_add_bytes(out, piece.text, piece.len);
		if (*text == '\0' && !is_apart && has_amount) {
			pad(out, width - indent - piece.cells - amount_cells);
			str_add(out, amount);
		}
		end_line(out);
		if (*text == '\0')
			break;
		pad(out, indent);
	}
	if (is_apart)
		add_text(out, width, DOCUMENT_END, amount);
}

static void add_item(struct str *out, int width, const struct document_block *block)
{
	int cells = cells_of(block->start);
	const char *quantity = block->start;

	if (cells > width / 4) {
		add_text(out, width, DOCUMENT_START, quantity);
		quantity = "";
		cells = 0;
	}
	pad(out, QUANTITY_CELLS - cells);
	str_add(out, quantity);
	str_add_char(out, ' ');
	add_name(out, width, (cells > QUANTITY_CELLS ? cells : QUANTITY_CELLS) + 1, block->text,
		 block->end);
}

static void add_rule(struct str *out, int width)
{
	for (int i = 0; i < width; i++)
		str_add_char(out, '-');
	end_line(out);
}

int document_clamp_width(int width)
{
	return width < DOCUMENT_WIDTH_MIN ? DOCUMENT_WIDTH_MIN :
	       width > DOCUMENT_WIDTH_MAX ? DOCUMENT_WIDTH_MAX : width;
}

void document_layout(const struct document_block *block, int width, struct str *ret_text)
{
	width = document_clamp_width(width);
	switch (block->kind) {
	case DOCUMENT_TEXT:
		add_text(ret_text, width, block->align, block->text);
		break;
	case DOCUMENT_ROW:
		add_name(ret_text, width, 0, block->start, block->end);
		break;
	case DOCUMENT_LINE:
		add_item(ret_text, width, block);
		break;
	case DOCUMENT_RULE:
		add_rule(ret_text, width);
		break;
	case DOCUMENT_FEED:
		for (int i = 0; i < block->lines; i++)
			str_add_char(ret_text, '\n');
		break;
	case DOCUMENT_QR:
		add_text(ret_text, width, DOCUMENT_CENTER, block->text);
		break;
	default:
		break;
	}
}

/* --- papers ------------------------------------------------------------------------------ */

static bool prints(const struct document_block *block)
{
	return block->kind == DOCUMENT_TEXT || block->kind == DOCUMENT_ROW ||
	       block->kind == DOCUMENT_LINE || block->kind == DOCUMENT_RULE ||
	       block->kind == DOCUMENT_QR;
}

/* What stands before and after each piece: the paper's own mark, the copy's. */
struct marks {
	struct document_block block[2];
	int n;
	char text[2][DOCUMENT_TEXT_MAX + 1];
};

static void add_mark(struct marks *marks, const struct document *doc, const char *mark,
		     enum document_weight weight)
{
	char *clean = marks->text[marks->n];

	utf8_clean(clean, sizeof marks->text[0], mark);
	marks->block[marks->n++] = (struct document_block){
		.kind = DOCUMENT_TEXT, .align = DOCUMENT_CENTER, .weight = weight,
		.is_rtl = document_is_rtl(doc), .start = "", .text = clean, .end = "",
	};
}

static void visit_marks(const struct marks *marks, document_visit_fn *visit, void *arg)
{
	for (int i = 0; i < marks->n; i++)
		visit(arg, &marks->block[i]);
}

static void walk_marked(const struct document *doc, const struct marks *marks,
			document_visit_fn *visit, void *arg)
{
	bool is_marked = false;

	for (size_t i = 0; i < document_count(doc); i++) {
		struct document_block block = document_block(doc, i);

		if (block.kind == DOCUMENT_DRAWER)
			continue;
		if (is_marked ? block.kind == DOCUMENT_CUT : prints(&block)) {
			visit_marks(marks, visit, arg);
			is_marked = !is_marked;
		}
		visit(arg, &block);
	}
	if (is_marked)
		visit_marks(marks, visit, arg);
}

void document_walk(const struct document *doc, const char *mark, document_visit_fn *visit,
		   void *arg)
{
	struct marks marks = { .n = 0 };
	struct document_block block;

	if (document_mark(doc)[0] != '\0')
		add_mark(&marks, doc, document_mark(doc), DOCUMENT_LARGE);
	if (mark != NULL)
		add_mark(&marks, doc, mark, DOCUMENT_STRONG);
	if (marks.n > 0) {
		walk_marked(doc, &marks, visit, arg);
		return;
	}
	for (size_t i = 0; i < document_count(doc); i++) {
		block = document_block(doc, i);
		visit(arg, &block);
	}
}

struct text_paper {
	struct str *out;
	int width;
	bool is_begun, is_cut;
};

static void visit_text(void *arg, const struct document_block *block)
{
	struct text_paper *paper = arg;

	paper->is_cut |= block->kind == DOCUMENT_CUT && paper->is_begun;
	if (prints(block) && paper->is_cut) {
		str_add_char(paper->out, '\n');
		for (int i = 0; i + 1 < paper->width; i += 2)
			str_add(paper->out, "- ");
		end_line(paper->out);
		str_add_char(paper->out, '\n');
		paper->is_cut = false;
	}
	paper->is_begun |= prints(block);
	document_layout(block, paper->width, paper->out);
}

void document_render_text(const struct document *doc, int width, const char *mark,
			  struct str *ret_text)
{
	struct text_paper paper = { .out = ret_text, .width = document_clamp_width(width) };

	document_walk(doc, mark, visit_text, &paper);
}
