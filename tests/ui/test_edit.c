/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_edit.c -- tests of ui/edit and ui/entry: the line that is being typed.
 */
#include "ui/edit.h"

#include <string.h>

#include "base/utf8.h"
#include "suites.h"
#include "ui/entry.h"

static void type(struct edit *edit, const char *text)
{
	uint32_t point;

	while ((point = utf8_next(&text)) != 0)
		edit_key(edit, key_char(point));
}

static void press(struct edit *edit, enum key_code code, int times)
{
	while (times-- > 0)
		CHECK(edit_key(edit, key_named(code)));
}

static void check_text_of(const struct edit *edit, const char *expected)
{
	char text[EDIT_TEXT_SIZE];

	CHECK_TEXT(edit_text(edit, text), expected);
}

static void a_line_is_typed(void)
{
	struct edit edit;

	edit_init(&edit, TEXT_LTR, 0);
	type(&edit, "2*31");
	press(&edit, K_LEFT, 1);
	press(&edit, K_BACKSPACE, 1);
	type(&edit, "2");
	check_text_of(&edit, "2*21");
	press(&edit, K_HOME, 1);
	press(&edit, K_DELETE, 2);
	check_text_of(&edit, "21");
	press(&edit, K_END, 1);
	press(&edit, K_DELETE, 1);
	press(&edit, K_RIGHT, 3);
	check_text_of(&edit, "21");
	CHECK_INT(edit.caret, 2);
	CHECK(!edit_key(&edit, key_named(K_ENTER)));
	CHECK(!edit_key(&edit, key_named(K_F2)));
}

static void limits_and_filters_hold(void)
{
	struct edit edit;

	edit_init(&edit, TEXT_LTR, 3);
	type(&edit, "abcdef");
	check_text_of(&edit, "abc");
	edit_set(&edit, "x\x1B[2Jy");
	check_text_of(&edit, "x[2");
	edit_init(&edit, TEXT_LTR, 0);
	edit_key(&edit, key_char(0x202E));
	edit_key(&edit, key_char(0x07));
	edit_key(&edit, key_char(0x9B));
	CHECK_INT(edit.n, 0);
	edit_key(&edit, (struct key){ .kind = KEY_KIND_CTRL, .code = 'n' });
	CHECK_INT(edit.n, 1);
	CHECK_INT(edit.point[0], 0x200C);
}

/* Left walks an Arabic line on, Right walks it back. */
static void arrows_follow_the_eye(void)
{
	struct edit edit;

	edit_init(&edit, TEXT_AUTO_LTR, 0);
	type(&edit, "سلام");
	CHECK_INT(edit.caret, 4);
	press(&edit, K_LEFT, 1);
	CHECK_INT(edit.caret, 4);
	press(&edit, K_RIGHT, 1);
	CHECK_INT(edit.caret, 3);
	press(&edit, K_RIGHT, 5);
	CHECK_INT(edit.caret, 0);
	press(&edit, K_LEFT, 2);
	CHECK_INT(edit.caret, 2);
	press(&edit, K_BACKSPACE, 1);
	check_text_of(&edit, "سام");
}

static void marks_go_one_by_one(void)
{
	struct edit edit;

	edit_init(&edit, TEXT_AUTO_LTR, 0);
	type(&edit, "بِسْ");
	CHECK_INT(edit.n, 4);
	press(&edit, K_BACKSPACE, 1);
	check_text_of(&edit, "بِس");
	press(&edit, K_HOME, 1);
	press(&edit, K_DELETE, 1);
	check_text_of(&edit, "س");
}

/* Every place of a line is reached by walking, and each only once. */
static void check_walk(struct edit *edit)
{
	int steps = 0, last = -1;

	edit_key(edit, key_named(K_HOME));
	for (int i = 0; i < 300; i++)
		edit_key(edit, key_named(K_LEFT));
	while (steps < 300 && edit->caret != last) {
		last = edit->caret;
		edit_key(edit, key_named(K_RIGHT));
		steps++;
	}
	CHECK(steps <= edit->n + 1);
}

static void the_caret_stays_inside(void)
{
	static const uint32_t points[] = { 'a', '1', ' ', '(', 0x0644, 0x0627, 0x064E, 0x200C,
					   0x06CC, 0x0661, 0x5BFF, 0x0301 };
	static const enum key_code codes[] = { K_LEFT, K_RIGHT, K_HOME, K_END, K_BACKSPACE,
					       K_DELETE };
	struct canvas *canvas = NULL;
	struct edit edit;
	uint32_t state = 11;

	CHECK_OK_FATAL(canvas_new(1, 20, &canvas));
	for (int line = 0; line < 200; line++) {
		edit_init(&edit, (enum text_base)(line % 4), 40);
		for (int i = 0; i < 100; i++) {
			state = state * 1664525u + 1013904223u;
			if ((state >> 28) < 10)
				edit_key(&edit, key_char(points[(state >> 8) % 12]));
			else
				edit_key(&edit, key_named(codes[(state >> 8) % 6]));
			canvas_clear(canvas);
			canvas->rtl = line % 8 > 3;
			edit_draw(&edit, canvas, 0, 3, 10, STYLE_INPUT, true);
			if (edit.caret < 0 || edit.caret > edit.n || canvas->cursor_row != 0 ||
			    canvas->cursor_column < (canvas->rtl ? 7 : 3) ||
			    canvas->cursor_column >= (canvas->rtl ? 17 : 13))
				CU_FAIL("the caret left its line or its box");
		}
		check_walk(&edit);
	}
	canvas_free(canvas);
}

static void check_drawn(struct edit *edit, bool rtl, const char *expected, int cursor)
{
	struct canvas *canvas = NULL;
	struct str text = { 0 };

	CHECK_OK_FATAL(canvas_new(1, 10, &canvas));
	canvas->rtl = rtl;
	edit_draw(edit, canvas, 0, 2, 5, STYLE_INPUT, true);
	canvas_row_text(canvas, 0, &text);
	CHECK_TEXT(str_text(&text), expected);
	CHECK_INT(canvas->cursor_column, cursor);
	str_done(&text);
	canvas_free(canvas);
}

static void long_lines_scroll(void)
{
	struct edit edit;

	edit_init(&edit, TEXT_LTR, 0);
	type(&edit, "abcd");
	check_drawn(&edit, false, "  abcd", 6);
	type(&edit, "efgh");
	check_drawn(&edit, false, "  efgh", 6);
	press(&edit, K_LEFT, 5);
	check_drawn(&edit, false, "  defgh", 2);
	press(&edit, K_HOME, 1);
	check_drawn(&edit, false, "  abcde", 2);
	edit_init(&edit, TEXT_AUTO_RTL, 0);
	type(&edit, "شاي");
	check_drawn(&edit, true, "     ﻱﺎﺷ", 4);
	check_drawn(&edit, false, "    ﻱﺎﺷ", 3);
}

static void secrets_are_dots(void)
{
	struct edit edit;

	edit_init(&edit, TEXT_LTR, 6);
	edit.is_secret = true;
	type(&edit, "4071");
	check_drawn(&edit, false, "  ••••", 6);
	edit_wipe(&edit);
	CHECK_INT(edit.n, 0);
	for (int i = 0; i < 6; i++)
		CHECK_INT(edit.point[i], 0);
}

static void the_entry_line_never_moves(void)
{
	struct canvas *canvas = NULL;
	struct draw draw = { .number = number_style_english(), .exponent = 2 };
	struct entry_line entry;
	struct str text = { 0 };

	CHECK_OK_FATAL(canvas_new(1, 80, &canvas));
	entry_init(&entry, N_("# table"));
	entry_draw(&entry, &draw, canvas, 0);
	canvas_row_text(canvas, 0, &text);
	CHECK(strstr(str_text(&text), "# table") != NULL);
	type(&entry.edit, "2*21");
	entry_echo(&entry, "2 × Espresso", "4.40");
	canvas_clear(canvas);
	str_clear(&text);
	entry_draw(&entry, &draw, canvas, 0);
	canvas_row_text(canvas, 0, &text);
	CHECK_TEXT(str_text(&text), " 2*21                     2 × Espresso"
				    "                                     4.40");
	entry_clear(&entry);
	CHECK(entry_is_empty(&entry));
	CHECK_TEXT(entry.echo, "");
	str_done(&text);
	canvas_free(canvas);
}

const struct check_test test_edit[] = {
	{ "a line is typed and corrected", a_line_is_typed },
	{ "limits hold and unsafe characters stay out", limits_and_filters_hold },
	{ "arrows follow the eye in both directions", arrows_follow_the_eye },
	{ "Backspace takes one mark, Delete all of a cell", marks_go_one_by_one },
	{ "the caret stays inside whatever is typed", the_caret_stays_inside },
	{ "long lines scroll with the caret in sight", long_lines_scroll },
	{ "secrets are drawn as dots and wiped (S)", secrets_are_dots },
	{ "what the entry line shows never moves (K)", the_entry_line_never_moves },
	{ 0 },
};
