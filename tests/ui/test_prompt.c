/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_prompt.c -- tests of ui/prompt on memory.
 */
#include "ui/prompt.h"

#include <string.h>

#include "demo.h"
#include "double/stage.h"
#include "suites.h"

struct set {
	struct stage stage;
	struct demo demo;
};

static void begin(struct set *set)
{
	stage_init(&set->stage, 24, 80, false);
	demo_init(&set->demo);
	CHECK_OK_FATAL(ui_push(set->stage.ui, &demo_class, &set->demo));
	ui_paint(set->stage.ui);
	stage_type(&set->stage, "t e a Enter");
}

static void end(struct set *set)
{
	stage_done(&set->stage);
}

static void no_is_the_default(void)
{
	struct set set;

	begin(&set);
	stage_type(&set.stage, "F2");
	CHECK(stage_has(&set.stage, "All words are thrown away."));
	CHECK_INT(stage_style(&set.stage, "12.50"), STYLE_DUE);
	CHECK_INT(stage_style(&set.stage, "No, leave it"), STYLE_SELECTED);
	stage_type(&set.stage, "Enter");
	CHECK_INT(set.demo.n, 1);
	CHECK_INT(ui_depth(set.stage.ui), 1);
	stage_type(&set.stage, "F2");
	stage_type(&set.stage, "Esc");
	CHECK_INT(set.demo.n, 1);
	stage_type(&set.stage, "F2");
	stage_type(&set.stage, "n");
	CHECK_INT(set.demo.n, 1);
	CHECK_INT(ui_depth(set.stage.ui), 1);
	end(&set);
}

static void yes_is_meant(void)
{
	struct set set;

	begin(&set);
	stage_type(&set.stage, "F2");
	stage_type(&set.stage, "Right Enter");
	CHECK_INT(set.demo.n, 0);
	CHECK_TEXT(ui_message(set.stage.ui), "All gone.");
	stage_type(&set.stage, "x Enter F2");
	stage_type(&set.stage, "y");
	CHECK_INT(set.demo.n, 0);
	end(&set);
}

static void keys_typed_before_never_answer(void)
{
	struct set set;

	begin(&set);
	stage_type(&set.stage, "F2 y");
	CHECK_INT(ui_depth(set.stage.ui), 2);
	CHECK_INT(set.demo.n, 1);
	stage_type(&set.stage, "Tab Enter");
	CHECK_INT(set.demo.n, 0);
	stage_type(&set.stage, "F5 4 0 7 Enter 1 1 Enter");
	CHECK_TEXT(set.demo.last, "");
	CHECK(stage_has(&set.stage, "Manager's number"));
	end(&set);
}

static void one_of_a_list_is_taken(void)
{
	struct set set;

	begin(&set);
	stage_type(&set.stage, "F3 Down Enter");
	CHECK_TEXT(set.demo.last, "choice 1");
	stage_type(&set.stage, "F3 3");
	CHECK_TEXT(set.demo.last, "choice 2");
	stage_type(&set.stage, "F3 9");
	CHECK(stage_has(&set.stage, "2 Mint tea"));
	stage_type(&set.stage, "Esc");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	set.demo.answer = ERR_STATE;
	stage_type(&set.stage, "F3 Enter");
	CHECK_TEXT(ui_message(set.stage.ui), err_text(ERR_STATE));
	CHECK_INT(ui_depth(set.stage.ui), 1);
	end(&set);
}

static void a_text_is_asked_for(void)
{
	struct set set;

	begin(&set);
	stage_type(&set.stage, "F4 h Enter");
	CHECK_TEXT(set.demo.last, "name Sarah");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	stage_type(&set.stage, "F4 Home Delete Delete Delete Delete Enter");
	CHECK_TEXT(set.demo.last, "name Sarah");
	CHECK(stage_has(&set.stage, "Needed."));
	end(&set);
}

static void a_failed_prompt_comes_back(void)
{
	struct set set;

	begin(&set);
	set.demo.answer = ERR_EXISTS;
	stage_type(&set.stage, "F4 h Enter");
	CHECK_INT(ui_depth(set.stage.ui), 2);
	CHECK_TEXT(ui_message(set.stage.ui), err_text(ERR_EXISTS));
	CHECK(stage_has(&set.stage, "Sarah"));
	set.demo.answer = ERR_OK;
	stage_type(&set.stage, "2 Enter");
	CHECK_TEXT(set.demo.last, "name Sarah2");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	end(&set);
}

static void an_approval_wipes_the_pin(void)
{
	struct set set;

	begin(&set);
	set.demo.answer = ERR_PIN;
	stage_type(&set.stage, "F5");
	CHECK_INT(stage_style(&set.stage, "35.00"), STYLE_DUE);
	stage_type(&set.stage, "9 Enter 4 0 7 1");
	CHECK(stage_has(&set.stage, "••••"));
	CHECK(!stage_has(&set.stage, "4071"));
	stage_type(&set.stage, "Enter");
	CHECK_TEXT(set.demo.last, "staff 9 pin 4071");
	CHECK_INT(ui_depth(set.stage.ui), 2);
	CHECK(!stage_has(&set.stage, "•"));
	CHECK_TEXT(ui_message(set.stage.ui), err_text(ERR_PIN));
	set.demo.answer = ERR_OK;
	stage_type(&set.stage, "5 5 5 5 Enter");
	CHECK_TEXT(set.demo.last, "staff 9 pin 5555");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	end(&set);
}

static void another_person_types_a_number_of_their_own(void)
{
	struct set set;

	begin(&set);
	set.demo.answer = ERR_PERMISSION;
	stage_type(&set.stage, "F5");
	stage_type(&set.stage, "9 Enter 4 0 7 1 Enter");
	CHECK_TEXT(set.demo.last, "staff 9 pin 4071");
	set.demo.answer = ERR_OK;
	stage_type(&set.stage, "3 Enter 5 5 5 5 Enter");
	CHECK_TEXT(set.demo.last, "staff 3 pin 5555");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	end(&set);
}

static void a_text_is_read(void)
{
	struct set set;

	begin(&set);
	stage_type(&set.stage, "F6");
	CHECK(stage_has(&set.stage, "1 Espresso 2.20"));
	stage_type(&set.stage, "Down Up End Home PgDn PgUp");
	CHECK(stage_has(&set.stage, "Sanduq"));
	stage_type(&set.stage, "Enter");
	CHECK_INT(ui_depth(set.stage.ui), 1);
	end(&set);
}

static void lists_have_limits(void)
{
	static const char *const none[] = { "x" };
	struct set set;

	begin(&set);
	CHECK_INT(prompt_choose(set.stage.ui, "t", none, 0, NULL, NULL), ERR_LIMIT);
	CHECK_INT(prompt_choose(set.stage.ui, "t", none, PROMPT_CHOICES_MAX + 1, NULL, NULL),
		  ERR_LIMIT);
	end(&set);
}

const struct check_test test_prompt[] = {
	{ "a question shows the amount and defaults to no (K)", no_is_the_default },
	{ "yes has to be meant", yes_is_meant },
	{ "keys typed before a question never answer it (K)", keys_typed_before_never_answer },
	{ "one of a list is taken by Enter or by its number", one_of_a_list_is_taken },
	{ "a text is asked for and checked", a_text_is_asked_for },
	{ "a prompt whose act fails comes back as it was", a_failed_prompt_comes_back },
	{ "an approval hides and wipes the PIN (S)", an_approval_wipes_the_pin },
	{ "who may not approve makes room for another (S)",
	  another_person_types_a_number_of_their_own },
	{ "a text is read and left", a_text_is_read },
	{ "lists of choices have limits", lists_have_limits },
	{ 0 },
};
