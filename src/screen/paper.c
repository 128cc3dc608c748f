/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/paper.c -- printing a receipt from a screen.
 */
#include "screen/paper.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "document/document.h"
#include "document/text.h"
#include "service/print.h"
#include "service/receipt.h"
#include "ui/prompt.h"

char *paper_number(struct till *till, int64_t paper, char into[PAPER_NUMBER_SIZE])
{
	struct paper_row row;

	into[0] = '\0';
	if (store_paper_load(till->app->db, paper, &row, NULL) == ERR_OK)
		receipt_number(&row, into, PAPER_NUMBER_SIZE);
	return into;
}

/* A line holds letters of the other direction than its paper. */
static bool is_mixed(const char *line, size_t len, bool is_rtl)
{
	const char *at = line;

	while (at < line + len) {
		uint32_t point = utf8_next(&at);
		bool is_latin = (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z');
		bool is_right = (point >= 0x0590 && point <= 0x08FF) ||
				(point >= 0xFB1D && point <= 0xFEFC);

		if (is_rtl ? is_latin : is_right)
			return true;
	}
	return false;
}

/* The amount at the end of a line, after its last space; its whole length when there is none. */
static size_t amount_at(const char *line, size_t len)
{
	size_t at = len;

	while (at > 0 && line[at - 1] != ' ')
		at--;
	return at > 0 && strspn(line + at, "-+0123456789") > 0 ? at : len;
}

/* A line as it prints, whatever letters are in it: name and amount stay in their columns. */
static void add_line(struct str *out, const char *line, size_t len, bool is_rtl)
{
	size_t amount = amount_at(line, len);

	if (!is_mixed(line, len, is_rtl)) {
		str_add_bytes(out, line, len);
		return;
	}
	str_add(out, is_rtl ? "\u2067" : "\u2066");
	str_add_bytes(out, line, amount);
	str_add(out, is_rtl ? "\u200F" : "\u200E");
	str_add_bytes(out, line + amount, len - amount);
	str_add(out, "\u2069");
}

static void set_lines(struct str *out, const char *text, bool is_rtl)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");

		add_line(out, text, len, is_rtl);
		text += len;
		if (*text == '\n') {
			str_add_char(out, '\n');
			text++;
		}
	}
}

enum err paper_look(struct till *till, const char *title, struct document *document,
		    const char *mark)
{
	int width = till->settings->paper_width;
	bool is_rtl = document_is_rtl(document);
	struct str text = { 0 }, shown = { 0 };
	enum err err;

	document_render_text(document,
			     width < PAPER_SHOWN_COLUMNS ? width : PAPER_SHOWN_COLUMNS, mark,
			     &text);
	document_free(document);
	if (str_ok(&text))
		set_lines(&shown, str_text(&text), is_rtl);
	err = str_ok(&text) && str_ok(&shown) ? prompt_read(till->ui, title, str_text(&shown))
					      : ERR_MEMORY;
	str_done(&text);
	str_done(&shown);
	return err;
}

static void say_printing(struct ui *ui, const struct paper_printing *printing, int64_t copy)
{
	const struct draw *draw = ui_draw(ui);
	char text[160];

	text_format(text, sizeof text,
		    copy == 0 ? tr(draw, "Receipt %s is printing.")
			      : tr(draw, "Receipt %s is printing again, as a duplicate."),
		    printing->number);
	ui_say(ui, "%s%s%s", printing->before, printing->before[0] != '\0' ? " " : "", text);
}

static enum err queue(struct ui *ui, void *arg)
{
	struct paper_printing *printing = arg;
	struct till *till = printing->till;
	int64_t copy = 0;
	enum err err = receipt_print(till->app, &printing->act, printing->paper, &copy);

	if (err != ERR_OK)
		return err;
	if (till->print != NULL) {
		print_wake(till->print);
		ui_error_code(ui, print_step(till->print));
	}
	say_printing(ui, printing, copy);
	ui_reload_top(ui);
	return ERR_OK;
}

static enum err begin(struct ui *ui, struct paper_printing *printing, int64_t reason, int64_t note)
{
	printing->act = till_act(printing->till, 0, -1);
	printing->act.reason = reason;
	printing->act.note = note;
	printing->act.need = &printing->need;
	return approve(printing->till, queue(ui, printing), &printing->act, queue, printing);
}

static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	return begin(ui, arg, reason, note);
}

enum err paper_print(struct paper_printing *printing, struct till *till, int64_t paper,
		     const char *before)
{
	int64_t copies;
	enum err err;

	if (str_equal(till->settings->printer, "none")) {
		ui_error(till->ui, "%s",
			 tr(ui_draw(till->ui), "This till has no printer. The receipt is kept; the "
					       "settings name a printer under [station]."));
		return ERR_DEVICE;
	}
	err = store_paper_copies(till->app->db, paper, &copies);
	if (err != ERR_OK)
		return err;
	printing->till = till;
	printing->paper = paper;
	paper_number(till, paper, printing->number);
	str_copy(printing->before, sizeof printing->before, before != NULL ? before : "");
	if (copies == 0)
		return begin(till->ui, printing, 0, 0);
	return reason_ask(till, "reprint", tr(ui_draw(till->ui), "Why print it again?"),
			  with_reason, printing);
}
