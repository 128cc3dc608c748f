/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_train.c -- the way into training and back, and what its screens say.
 */
#include "base/str.h"
#include "counter.h"
#include "suites.h"
#include "ui/prompt.h"

/* The house becomes one for training, and its till starts again. */
static void become_training(struct counter *counter)
{
	struct property *property = &counter->house.app.property;

	str_copy(property->kind, sizeof property->kind, "training");
	counter_restart(counter);
}

static void a_question_leads_in(void)
{
	struct counter counter;

	counter_begin(&counter, "train-in");
	counter_log_in(&counter, 1);
	counter_type(&counter, "Ctrl-T");
	CHECK(ui_top(counter.till.ui) == &prompt_confirm_class);
	counter_golden(&counter, "train-question");
	counter_type(&counter, "Enter");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(!counter.till.is_leaving && !counter.till.trains);
	/* What was typed before the question stood there is no answer. */
	counter_type(&counter, "Ctrl-T y");
	CHECK(!counter.till.trains);
	counter_type(&counter, "y");
	CHECK(counter.till.trains && counter.till.is_leaving);
	CHECK(ui_top(counter.till.ui) == &screen_login);
	CHECK_INT(counter.till.staff.id, 0);
	counter_close(&counter);
}

/* Half-typed work, the keys of selling and those who do not sell do not lead there. */
static void no_reflex_leads_in(void)
{
	struct counter counter;

	counter_begin(&counter, "train-reflex");
	counter_type(&counter, "Ctrl-T");
	CHECK(ui_top(counter.till.ui) == &screen_login);
	counter_log_in(&counter, 1);
	counter_type(&counter, "5 Ctrl-T");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(counter_says(&counter, "Something is typed here still."));
	counter_type(&counter, "Esc 5 Enter Ctrl-T");
	CHECK(ui_top(counter.till.ui) == &screen_check);
	counter_close(&counter);
	counter_begin(&counter, "train-auditor");
	counter_log_in(&counter, 4);
	counter_type(&counter, "Ctrl-T");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	counter_close(&counter);
}

static void every_screen_says_so(void)
{
	struct counter counter;

	counter_begin(&counter, "train-screens");
	become_training(&counter);
	CHECK(counter_has(&counter, "TRAINING: nothing is sold here"));
	counter_golden(&counter, "login-training");
	counter_log_in(&counter, 2);
	counter_golden(&counter, "floor-training");
	counter_type(&counter, "5 Enter 2 1 Enter");
	CHECK_INT(stage_style(&counter.stage, "TRAINING"), STYLE_TRAINING);
	counter_golden(&counter, "check-training");
	counter_type(&counter, "F12");
	CHECK_INT(stage_style(&counter.stage, "TRAINING"), STYLE_TRAINING);
	counter_type(&counter, "F10");
	CHECK_INT(stage_style(&counter.stage, "TRAINING"), STYLE_TRAINING);
	counter_close(&counter);
}

static void a_question_leads_back(void)
{
	struct counter counter;

	counter_begin(&counter, "train-out");
	become_training(&counter);
	counter_log_in(&counter, 2);
	counter_type(&counter, "Ctrl-T");
	CHECK(counter_has(&counter, "Leave training"));
	counter_type(&counter, "y");
	CHECK(counter.till.trains && counter.till.is_leaving);
	counter_close(&counter);
}

/* A till that is left in training goes back by itself, locked or not. */
static void nobody_at_it_ends_it(void)
{
	struct counter counter;

	counter_begin(&counter, "train-idle");
	become_training(&counter);
	counter.settings.idle_lock_ms = 60000;
	counter.settings.idle_leave_ms = 900000;
	counter_log_in(&counter, 2);
	clock_advance(&counter.house.clock, 899000);
	till_second(&counter.till);
	CHECK(counter.till.is_locked && !counter.till.is_leaving);
	clock_advance(&counter.house.clock, 1000);
	till_second(&counter.till);
	CHECK(counter.till.is_leaving && !counter.till.trains);
	counter_close(&counter);
}

/* From right to left the mark stands at the other end of its row. */
static void it_is_said_from_right_to_left(void)
{
	struct counter_options options = { .name = "train-ar", .language = "ar" };
	const struct canvas *canvas;
	struct counter counter;

	counter_open(&counter, &options);
	become_training(&counter);
	canvas = ui_canvas(counter.till.ui);
	CHECK_INT(canvas_at(canvas, 0, canvas->columns - 1)->style, STYLE_TRAINING);
	CHECK_INT(canvas_at(canvas, 0, 0)->style, STYLE_STATUS);
	counter_log_in(&counter, 2);
	counter_golden(&counter, "floor-training-ar");
	counter_close(&counter);
}

const struct check_test test_train[] = {
	{ "a question leads into training, and No is its default (K)", a_question_leads_in },
	{ "no reflex leads into training", no_reflex_leads_in },
	{ "every screen of training says so", every_screen_says_so },
	{ "a question leads back", a_question_leads_back },
	{ "training that nobody is at ends", nobody_at_it_ends_it },
	{ "it is said from right to left too", it_is_said_from_right_to_left },
	{ 0 },
};
