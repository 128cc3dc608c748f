/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_ui.c -- tests of ui/ui, ui/dispatch and ui/help on memory.
 */
#include "ui/ui.h"

#include <string.h>

#include "demo.h"
#include "double/stage.h"
#include "suites.h"
#include "ui/help.h"

struct set {
	struct stage stage;
	struct demo demo;
};

static void begin(struct set *set, bool rtl)
{
	stage_init(&set->stage, 24, 80, rtl);
	demo_init(&set->demo);
	CHECK_OK_FATAL(ui_push(set->stage.ui, &demo_class, &set->demo));
	ui_paint(set->stage.ui);
}

static void end(struct set *set)
{
	stage_done(&set->stage);
}

static void the_frame_is_in_its_place(void)
{
	struct set set;

	begin(&set, false);
	CHECK_TEXT(stage_row(&set.stage, 0), " Demo · 0 words                                 "
					     "Lina  till 3   Sat 21 Nov 20:14");
	CHECK(strstr(stage_row(&set.stage, 20), "────") != NULL);
	CHECK(strstr(stage_row(&set.stage, 21), "a word, then Enter") != NULL);
	CHECK_TEXT(stage_row(&set.stage, 22), "");
	CHECK_TEXT(stage_row(&set.stage, 23),
		   " ↵ Add  + Again  F2 Clear  F3 Choose  F4 Name  F5 Approve  F10 Leave  F1 Help");
	CHECK_INT(stage_style(&set.stage, "Add"), STYLE_BAR);
	CHECK_INT(stage_style(&set.stage, "F2"), STYLE_GREYED);
	CHECK_INT(ui_canvas(set.stage.ui)->cursor_row, 21);
	CHECK_INT(ui_canvas(set.stage.ui)->cursor_column, 1);
	stage_text(&set.stage, "tea");
	CHECK_TEXT(stage_row(&set.stage, 21), " tea                      tea");
	stage_type(&set.stage, "Enter");
	CHECK_TEXT(stage_row(&set.stage, 22), " Added tea.");
	CHECK_INT(stage_style(&set.stage, "F2"), STYLE_KEY);
	end(&set);
}

static void the_frame_is_mirrored(void)
{
	struct set set;

	begin(&set, true);
	stage_text(&set.stage, "شاي");
	stage_type(&set.stage, "Enter");
	CHECK(strstr(stage_row(&set.stage, 0), "Sat 21 Nov 20:14   Lina  till 3") != NULL);
	CHECK(strstr(stage_row(&set.stage, 0), "Demo · 1 word") > stage_row(&set.stage, 0) + 40);
	CHECK(strstr(stage_row(&set.stage, 3), "ﻱﺎﺷ ◂") != NULL);
	CHECK(strstr(stage_row(&set.stage, 23), "Add ↵") != NULL);
	CHECK_INT(ui_canvas(set.stage.ui)->cursor_column, 55);
	end(&set);
}

/* Both ways, and over a screen that has no title. */
static void a_mark_heads_every_screen(void)
{
	for (int rtl = 0; rtl < 2; rtl++) {
		struct screen_class whole = demo_class;
		struct draw draw;
		struct set set;

		begin(&set, rtl == 1);
		draw = *ui_draw(set.stage.ui);
		draw.mark = "TRAINING";
		ui_set_draw(set.stage.ui, &draw);
		ui_paint(set.stage.ui);
		CHECK_INT(stage_style(&set.stage, "TRAINING"), STYLE_TRAINING);
		CHECK_INT(stage_style(&set.stage, "Demo"), STYLE_TITLE);
		if (rtl == 0)
			CHECK(strstr(stage_row(&set.stage, 0), " TRAINING  Demo") != NULL);
		if (rtl == 1)
			CHECK(strstr(stage_row(&set.stage, 0), "Demo · 0 words  TRAINING") != NULL);
		whole.is_whole = true;
		whole.entry = NULL;
		CHECK_OK(ui_push(set.stage.ui, &whole, &set.demo));
		ui_paint(set.stage.ui);
		CHECK_INT(stage_style(&set.stage, "TRAINING"), STYLE_TRAINING);
		ui_pop(set.stage.ui);
		end(&set);
	}
	/* Without colours too it is unlike the rest of its row. */
	CHECK(theme_look(THEME_MONO, STYLE_TRAINING, 0).attributes !=
	      theme_look(THEME_MONO, STYLE_TITLE, 0).attributes);
	CHECK((theme_look(THEME_MONO, STYLE_TRAINING, 0).attributes & THEME_REVERSE) != 0);
}

static void keys_are_dispatched_by_the_table(void)
{
	struct set set;

	begin(&set, false);
	stage_text(&set.stage, "tea");
	stage_type(&set.stage, "Enter + +");
	CHECK_INT(set.demo.n, 3);
	CHECK_TEXT(ui_message(set.stage.ui), "Once more.");
	stage_text(&set.stage, "a+b");
	CHECK_INT(set.demo.n, 3);
	stage_type(&set.stage, "Enter");
	CHECK_TEXT(set.demo.word[3], "a+b");
	end(&set);
}

static void errors_drop_what_was_typed_ahead(void)
{
	struct set set;

	begin(&set, false);
	stage_type(&set.stage, "b a d Enter x Enter y");
	CHECK_INT(set.demo.n, 0);
	CHECK(ui_message_is_error(set.stage.ui));
	CHECK_TEXT(ui_message(set.stage.ui), "There is no such thing here. Nothing was posted.");
	CHECK_INT(set.stage.flushes, 2);
	CHECK_INT(stage_style(&set.stage, "There is"), STYLE_ERROR);
	stage_type(&set.stage, "Esc");
	CHECK(!ui_message_is_error(set.stage.ui));
	CHECK_TEXT(ui_message(set.stage.ui), "");
	end(&set);
}

static void keys_keep_their_order(void)
{
	struct set set;

	begin(&set, false);
	stage_type(&set.stage, "o n e Enter t w o Enter + t h r e e Enter");
	CHECK_INT(set.demo.n, 4);
	CHECK_TEXT(set.demo.word[0], "one");
	CHECK_TEXT(set.demo.word[2], "two");
	CHECK_TEXT(set.demo.word[3], "three");
	end(&set);
}

static void more_keys_than_the_queue_holds(void)
{
	struct set set;

	begin(&set, false);
	for (int i = 0; i < 300; i++)
		stage_queue(&set.stage, "w Backspace x");
	stage_type(&set.stage, "Enter");
	CHECK_INT(set.demo.n, 1);
	CHECK_INT(strlen(set.demo.word[0]), ENTRY_LIMIT);
	end(&set);
}

static void long_errors_take_two_rows(void)
{
	struct set set;

	begin(&set, false);
	ui_error_code(set.stage.ui, ERR_STOPPED);
	ui_paint(set.stage.ui);
	CHECK(strstr(stage_row(&set.stage, 22), "Stopped: the disk failed") != NULL);
	CHECK(strstr(stage_row(&set.stage, 23), "before taking money.") != NULL);
	CHECK_INT(stage_style(&set.stage, "before taking"), STYLE_ERROR);
	stage_type(&set.stage, "x");
	CHECK(strstr(stage_row(&set.stage, 23), "F1 Help") != NULL);
	end(&set);
}

static void errors_stay_until_the_next_key(void)
{
	struct set set;

	begin(&set, false);
	ui_say(set.stage.ui, "Kitchen: %d late.", 3);
	ui_error(set.stage.ui, "%s does not print.", "Bar printer");
	ui_say(set.stage.ui, "Table %d asks for the bill.", 6);
	ui_tick(set.stage.ui);
	CHECK_TEXT(stage_row(&set.stage, 22), " Bar printer does not print.");
	stage_type(&set.stage, "Down");
	CHECK_TEXT(stage_row(&set.stage, 22), " Table 6 asks for the bill.");
	ui_error(set.stage.ui, "%s does not print.", "Bar printer");
	stage_type(&set.stage, "Down");
	CHECK_TEXT(stage_row(&set.stage, 22), "");
	end(&set);
}

static void forbidden_actions_say_why(void)
{
	struct set set;

	begin(&set, false);
	stage_type(&set.stage, "F2");
	CHECK_TEXT(ui_message(set.stage.ui), "Clear: not possible just now.");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	stage_type(&set.stage, "x Enter");
	set.stage.denies[PERM_VOID] = true;
	ui_paint(set.stage.ui);
	CHECK_INT(stage_style(&set.stage, "F2"), STYLE_GREYED);
	stage_type(&set.stage, "F2");
	CHECK_TEXT(ui_message(set.stage.ui), err_text(ERR_PERMISSION));
	CHECK_INT(ui_depth(set.stage.ui), 1);
	end(&set);
}

static void esc_leads_out_step_by_step(void)
{
	struct set set;

	begin(&set, false);
	stage_text(&set.stage, "half");
	stage_type(&set.stage, "F1");
	CHECK(ui_top(set.stage.ui) == &help_class);
	stage_type(&set.stage, "Esc");
	CHECK(ui_top(set.stage.ui) == &demo_class);
	CHECK(!entry_is_empty(&set.demo.entry));
	stage_type(&set.stage, "Esc");
	CHECK(entry_is_empty(&set.demo.entry));
	stage_type(&set.stage, "Esc Esc");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	end(&set);
}

static void card_numbers_are_refused(void)
{
	struct set set;

	begin(&set, false);
	stage_text(&set.stage, "4242424242424242");
	stage_type(&set.stage, "Enter x");
	CHECK_INT(set.demo.n, 0);
	CHECK_TEXT(ui_message(set.stage.ui), err_text(ERR_CARD_NUMBER));
	CHECK(entry_is_empty(&set.demo.entry));
	CHECK(!stage_has(&set.stage, "4242"));
	end(&set);
}

static void what_was_posted_is_painted(void)
{
	struct set set;

	begin(&set, false);
	set.stage.paints = 0;
	stage_type(&set.stage, "t e a Enter + +");
	CHECK_INT(set.stage.paints, 1);
	set.stage.posted = &set.demo.n;
	ui_paint(set.stage.ui);
	set.stage.paints = 0;
	stage_type(&set.stage, "t e a Enter + Left +");
	CHECK_INT(set.demo.n, 6);
	CHECK_INT(set.stage.paints, 3);
	end(&set);
}

static void help_lists_every_action(void)
{
	struct set set;

	begin(&set, false);
	stage_type(&set.stage, "F1 F1");
	CHECK_INT(ui_depth(set.stage.ui), 2);
	CHECK(stage_has(&set.stage, "Keys of this screen: Demo"));
	for (const struct action *action = demo_class.actions; action->name != NULL; action++)
		CHECK(stage_has(&set.stage, action->help));
	CHECK(stage_has(&set.stage, "Paint the whole screen again."));
	CHECK_INT(stage_style(&set.stage, "Throw all"), STYLE_DIM);
	CHECK_INT(stage_style(&set.stage, "Add what"), STYLE_TEXT);
	stage_type(&set.stage, "PgDn Down Up PgUp Enter");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	end(&set);
}

static void the_date_gives_way_to_the_title(void)
{
	static const char late[] = "printer: no paper · kitchen: 2 late · Lina  till 3";
	struct set set;

	begin(&set, false);
	set.stage.status = late;
	stage_type(&set.stage, "Esc");
	CHECK_TEXT(stage_row(&set.stage, 0),
		   " Demo · 0 words      printer: no paper · kitchen: 2 late · "
		   "Lina  till 3   20:14");
	set.stage.status = NULL;
	stage_type(&set.stage, "Esc");
	CHECK(strstr(stage_row(&set.stage, 0), "Sat 21 Nov 20:14") != NULL);
	end(&set);
}

static void small_windows_say_so(void)
{
	struct set set;

	begin(&set, false);
	stage_text(&set.stage, "te");
	stage_resize(&set.stage, 10, 40);
	CHECK_TEXT(stage_row(&set.stage, 0), "This window is too small: sanduq needs");
	CHECK_TEXT(stage_row(&set.stage, 1), "80 columns and 24 rows. Nothing is lost;");
	CHECK_TEXT(stage_row(&set.stage, 3), "F10 ends the program.");
	stage_type(&set.stage, "x F1");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	stage_resize(&set.stage, 1, 1);
	stage_resize(&set.stage, 30, 100);
	CHECK(strstr(stage_row(&set.stage, 27), " te ") != NULL);
	CHECK(strstr(stage_row(&set.stage, 29), "F1 Help") != NULL);
	stage_resize(&set.stage, 10, 40);
	stage_type(&set.stage, "F10");
	CHECK_INT(ui_depth(set.stage.ui), 0);
	end(&set);
}

static void the_bar_keeps_help(void)
{
	struct set set;

	begin(&set, false);
	CHECK_INT(help_bar_columns(set.stage.ui, &demo_class), 70);
	CHECK(help_bar_columns(set.stage.ui, &demo_class) <= 80);
	end(&set);
}

static void screens_are_stacked(void)
{
	struct set set;
	struct demo second;

	begin(&set, false);
	demo_init(&second);
	CHECK_OK(ui_push(set.stage.ui, &demo_class, &second));
	CHECK(ui_state(set.stage.ui) == &second);
	ui_tick(set.stage.ui);
	CHECK_INT(second.ticks, 1);
	CHECK_INT(set.demo.ticks, 0);
	ui_reload(set.stage.ui);
	CHECK_INT(second.reloads, 1);
	CHECK_INT(set.demo.reloads, 1);
	stage_type(&set.stage, "F10");
	CHECK_INT(second.closed, 1);
	CHECK_INT(set.demo.reloads, 2);
	CHECK_OK(ui_replace(set.stage.ui, &demo_class, &second));
	ui_paint(set.stage.ui);
	CHECK_INT(set.demo.closed, 1);
	CHECK_INT(ui_depth(set.stage.ui), 1);
	CHECK_OK(ui_push(set.stage.ui, &demo_class, &set.demo));
	CHECK_OK(ui_push(set.stage.ui, &help_class, NULL));
	ui_pop_to(set.stage.ui, NULL);
	CHECK_INT(ui_depth(set.stage.ui), 1);
	CHECK(ui_state(set.stage.ui) == &second);
	end(&set);
}

static void the_stack_has_a_limit(void)
{
	struct set set;

	begin(&set, false);
	for (int i = 1; i < UI_SCREENS_MAX; i++)
		CHECK_OK(ui_push(set.stage.ui, &demo_class, &set.demo));
	CHECK_INT(ui_push(set.stage.ui, &demo_class, &set.demo), ERR_LIMIT);
	CHECK_INT(help_open(set.stage.ui), ERR_LIMIT);
	CHECK_OK(ui_replace(set.stage.ui, &demo_class, &set.demo));
	end(&set);
}

static void macros_stop_at_a_refusal(void)
{
	static const struct key keys[] = {
		{ KEY_KIND_CHAR, 'a', 0 },          { KEY_KIND_NAMED, K_ENTER, 0 },
		{ KEY_KIND_NAMED, K_SHIFT_F12, 0 }, { KEY_KIND_NAMED, K_F2, 0 },
	};
	struct set set;

	begin(&set, false);
	set.stage.denies[PERM_VOID] = true;
	ui_type(set.stage.ui, keys, 4);
	ui_type(set.stage.ui, keys, 2);
	ui_work(set.stage.ui);
	CHECK_INT(set.demo.n, 1);
	for (int i = 0; i < UI_KEYS_MAX; i++)
		ui_type(set.stage.ui, keys, 2);
	ui_work(set.stage.ui);
	CHECK_INT(set.demo.n, DEMO_WORDS_MAX);
	end(&set);
}

const struct check_test test_ui[] = {
	{ "the frame is in its place", the_frame_is_in_its_place },
	{ "the frame is mirrored for a language from the right", the_frame_is_mirrored },
	{ "the date gives way to the title of the screen", the_date_gives_way_to_the_title },
	{ "a mark heads every screen, both ways, in mono too", a_mark_heads_every_screen },
	{ "keys are dispatched by the table of actions", keys_are_dispatched_by_the_table },
	{ "errors drop what was typed ahead (K)", errors_drop_what_was_typed_ahead },
	{ "keys typed ahead keep their order (K)", keys_keep_their_order },
	{ "more keys than the queue holds wait in the terminal", more_keys_than_the_queue_holds },
	{ "a long error goes on over the help bar", long_errors_take_two_rows },
	{ "errors stay on the message line until the next key", errors_stay_until_the_next_key },
	{ "forbidden actions are greyed and say why (S)", forbidden_actions_say_why },
	{ "Esc leads out one step at a time (K)", esc_leads_out_step_by_step },
	{ "a card number in the entry line is refused (P1)", card_numbers_are_refused },
	{ "what was posted is painted before the next key (B3)", what_was_posted_is_painted },
	{ "the F1 page lists every action", help_lists_every_action },
	{ "small windows say so and come back", small_windows_say_so },
	{ "the help bar measures its labels", the_bar_keeps_help },
	{ "screens are stacked, replaced and closed", screens_are_stacked },
	{ "the stack of screens has a limit", the_stack_has_a_limit },
	{ "macros stop at the first refusal (K)", macros_stop_at_a_refusal },
	{ 0 },
};
