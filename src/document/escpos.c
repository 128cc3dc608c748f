/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * document/escpos.c -- the few commands that every ESC/POS printer knows.  No other control byte
 * than those written here and the line feed can reach a printer: texts pass through to_printer().
 */
#include "document/escpos.h"

#include <string.h>

#include "base/utf8.h"
#include "document/text.h"
#include "locale/latin.h"

#define ADD(out, bytes) str_add_bytes((out), (bytes), sizeof(bytes) - 1)

/* Initialise; no Kanji mode; code page 16, WPC1252. */
#define BEGIN "\x1B@\x1C.\x1Bt\x10"
#define STRONG_ON "\x1B" "E\x01"
#define STRONG_OFF "\x1B" "E\x00"
#define LARGE_ON "\x1D!\x11"
#define LARGE_OFF "\x1D!\x00"
#define CENTER_ON "\x1B" "a\x01"
#define CENTER_OFF "\x1B" "a\x00"
/* Feed to the knife, then cut all but a point. */
#define CUT "\x1DVB\x00"
/* Pin 2, 50 ms on, 500 ms off. */
#define DRAWER "\x1Bp\x00\x19\xFA"
/* QR: model 2, six dots a module, correction M; then store, then print. */
#define QR_SETUP "\x1D(k\x04\x00" "1A2\x00" "\x1D(k\x03\x00" "1C\x06" "\x1D(k\x03\x00" "1E1"
#define QR_STORE "1P0"
#define QR_PRINT "\x1D(k\x03\x00" "1Q0"

/* What WPC1252 has between 0x80 and 0x9F. */
static const uint16_t page_1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* Characters that stand for a plain one. */
static char plain_for(uint32_t point)
{
	if (point >= 0x0660 && point <= 0x0669)
		return (char)('0' + (point - 0x0660));
	if (point >= 0x06F0 && point <= 0x06F9)
		return (char)('0' + (point - 0x06F0));
	switch (point) {
	case 0x066B: /* Arabic decimal sign */
		return '.';
	case 0x066C: /* Arabic group sign */
	case 0x060C: /* Arabic comma */
		return ',';
	case 0x2010: /* hyphens and the minus sign */
	case 0x2011:
	case 0x2212:
		return '-';
	case 0x02BC: /* letters of the throat, as apostrophes */
	case 0x02BE:
	case 0x02BF:
		return '\'';
	case 0x2009: /* narrow spaces */
	case 0x202F:
		return ' ';
	default:
		return '\0';
	}
}

/* The byte that prints `point`; '?' when there is none. */
static char to_printer(uint32_t point)
{
	char plain = plain_for(point);

	if (plain != '\0' || (point >= 0x20 && point < 0x7F))
		return plain != '\0' ? plain : (char)point;
	if (point >= 0xA0 && point <= 0xFF)
		return (char)point;
	for (unsigned i = 0; i < 32; i++)
		if (page_1252[i] == point)
			return (char)(0x80 + i);
	return '?';
}

bool document_escpos_prints(const char *text)
{
	uint32_t point;

	while ((point = utf8_next(&text)) != 0)
		if (point != '?' && point != '\n' && utf8_width(point) > 0 &&
		    to_printer(point) == '?')
			return false;
	return true;
}

static void add_line_text(struct str *out, const char *text)
{
	uint32_t point;

	while ((point = utf8_next(&text)) != 0) {
		if (point == '\n')
			str_add_char(out, '\n');
		for (int i = utf8_width(point); i > 0; i--)
			str_add_char(out, to_printer(point));
	}
}

static void add_qr(struct str *out, const char *text)
{
	size_t len = strlen(text) + sizeof QR_STORE - 1;
	char head[] = { '\x1D', '(', 'k', (char)(len & 0xFF), (char)(len >> 8) };

	ADD(out, CENTER_ON QR_SETUP);
	str_add_bytes(out, head, sizeof head);
	ADD(out, QR_STORE);
	str_add(out, text);
	ADD(out, QR_PRINT "\n" CENTER_OFF);
}

struct printer_paper {
	struct str *out;
	int width;
};

/* The text, or what it sounds like in letters that the printer has. */
static const char *to_letters(const char *text, struct str *into)
{
	if (document_escpos_prints(text))
		return text;
	latin_add(into, text);
	return str_ok(into) ? str_text(into) : text;
}

static void add_lines(struct printer_paper *paper, const struct document_block *block)
{
	struct str lines = { 0 }, parts[3] = { 0 };
	struct document_block plain = *block;
	bool is_large = block->weight == DOCUMENT_LARGE && paper->width / 2 >= DOCUMENT_WIDTH_MIN;
	bool is_strong = block->weight != DOCUMENT_PLAIN && !is_large;

	plain.start = to_letters(block->start, &parts[0]);
	plain.text = to_letters(block->text, &parts[1]);
	plain.end = to_letters(block->end, &parts[2]);
	document_layout(&plain, is_large ? paper->width / 2 : paper->width, &lines);
	if (is_strong)
		ADD(paper->out, STRONG_ON);
	if (is_large)
		ADD(paper->out, LARGE_ON);
	add_line_text(paper->out, str_text(&lines));
	if (is_strong)
		ADD(paper->out, STRONG_OFF);
	if (is_large)
		ADD(paper->out, LARGE_OFF);
	paper->out->failed |= !str_ok(&lines);
	str_done(&lines);
	for (int i = 0; i < 3; i++)
		str_done(&parts[i]);
}

static void visit_block(void *arg, const struct document_block *block)
{
	struct printer_paper *paper = arg;

	switch (block->kind) {
	case DOCUMENT_CUT:
		ADD(paper->out, CUT);
		break;
	case DOCUMENT_DRAWER:
		ADD(paper->out, DRAWER);
		break;
	case DOCUMENT_QR:
		add_qr(paper->out, block->text);
		break;
	default:
		add_lines(paper, block);
	}
}

void document_render_escpos(const struct document *doc, int width, const char *mark,
			    struct str *ret_bytes)
{
	struct printer_paper paper = { .out = ret_bytes, .width = document_clamp_width(width) };

	ADD(ret_bytes, BEGIN);
	document_walk(doc, mark, visit_block, &paper);
}
