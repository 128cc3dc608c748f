/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_key.c -- tests of ui/key and ui/keymap.
 */
#include "ui/key.h"

#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/file.h"
#include "suites.h"
#include "ui/help.h"
#include "ui/keymap.h"
#include "ui/prompt.h"
#include "ui/screen.h"

static void names_go_both_ways(void)
{
	static const char *const names[] = {
		"a", "Z", "+", "-", "*", "#", "Space", "é", "س", "Ctrl-P", "Ctrl-A", "Enter",
		"Esc", "Tab", "Shift-Tab", "Backspace", "Delete", "Insert", "Home", "End", "Up",
		"Down", "Left", "Right", "PgUp", "PgDn", "F1", "F9", "F10", "F12", "Shift-F1",
		"Shift-F12",
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char text[KEY_NAME_SIZE];
		struct key key = { 0 };

		CHECK(key_parse(names[i], &key));
		CHECK_TEXT(key_text(key, text), names[i]);
	}
}

static void every_named_key_has_a_name(void)
{
	for (int code = 0; code < K_COUNT; code++) {
		char text[KEY_NAME_SIZE];
		struct key key = { 0 };

		CHECK(key_parse(key_text(key_named((enum key_code)code), text), &key));
		CHECK(key_is(key, (enum key_code)code));
	}
}

static void other_names_are_refused(void)
{
	static const char *const names[] = {
		"", " ", "F0", "F13", "F1x", "F+2", "f2", "ab", "Ctrl-", "Ctrl-1", "Ctrl-M",
		"Ctrl-I", "Ctrl-H", "Ctrl-J", "Alt-x", "enter", "Shift-F13", "\x01", "\xFF",
	};
	struct key key = { .kind = KEY_KIND_NONE };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		CHECK(!key_parse(names[i], &key));
	CHECK_INT(key.kind, KEY_KIND_NONE);
}

static void small_letters_do_for_control(void)
{
	struct key a = { .code = 1 }, b = { .code = 2 };

	CHECK(key_parse("Ctrl-p", &a) && key_parse("Ctrl-P", &b));
	CHECK(key_equal(a, b));
	CHECK(!key_equal(a, key_char('p')));
}

static enum err nothing(struct ui *ui, void *state)
{
	(void)ui;
	(void)state;
	return ERR_OK;
}

static const struct action floor_actions[] = {
	{ "open-tab", "F2", N_("Tab"), N_("Open a tab."), PERM_SELL, NULL, nothing },
	{ "move", "F3", N_("Move"), N_("Move a check."), PERM_SELL, NULL, nothing },
	{ .name = NULL },
};

static const struct action check_actions[] = {
	{ "split-check", "F4", N_("Split"), N_("Split the check."), PERM_SELL, NULL, nothing },
	{ "move", "F3", N_("Move"), N_("Move the line."), PERM_SELL, NULL, nothing },
	{ .name = NULL },
};

static const struct screen_class floor_class = { .name = "floor", .actions = floor_actions };
static const struct screen_class check_class = { .name = "check", .actions = check_actions };
static const struct screen_class *const screens[] = { &floor_class, &check_class, NULL };

static void settings_change_keys(void)
{
	struct keymap *keymap = NULL;
	char problem[KEYMAP_PROBLEM_SIZE] = "", text[KEY_NAME_SIZE];

	CHECK_OK_FATAL(keymap_new(screens, &keymap));
	CHECK_TEXT(key_text(keymap_key(NULL, &floor_actions[1]), text), "F3");
	CHECK_OK(keymap_set(keymap, "move", "Ctrl-P", problem));
	CHECK_OK(keymap_check(keymap, problem));
	CHECK_TEXT(key_text(keymap_key(keymap, &floor_actions[1]), text), "Ctrl-P");
	CHECK_TEXT(key_text(keymap_key(keymap, &check_actions[1]), text), "Ctrl-P");
	CHECK_TEXT(key_text(keymap_key(keymap, &floor_actions[0]), text), "F2");
	CHECK_OK(keymap_set(keymap, "move", "m", problem));
	CHECK_TEXT(key_text(keymap_key(keymap, &floor_actions[1]), text), "m");
	keymap_free(keymap);
}

static void conflicts_are_refused_by_name(void)
{
	struct keymap *keymap = NULL;
	char problem[KEYMAP_PROBLEM_SIZE] = "";

	CHECK_OK_FATAL(keymap_new(screens, &keymap));
	CHECK_OK(keymap_set(keymap, "split-check", "F3", problem));
	CHECK_INT(keymap_check(keymap, problem), ERR_CONFIG);
	CHECK_TEXT(problem, "[keys] split-check and move both want F3 on the screen 'check'; give "
			    "one another key.");
	CHECK_OK(keymap_set(keymap, "move", "F9", problem));
	CHECK_OK(keymap_check(keymap, problem));
	CHECK_INT(keymap_set(keymap, "splat", "F3", problem), ERR_CONFIG);
	CHECK(strstr(problem, "splat: there is no action") != NULL);
	CHECK_INT(keymap_set(keymap, "move", "Super-X", problem), ERR_CONFIG);
	CHECK(strstr(problem, "'Super-X' is not the name of a key") != NULL);
	CHECK_INT(keymap_set(keymap, "move", "F1", problem), ERR_CONFIG);
	CHECK(strstr(problem, "F1 does the same everywhere") != NULL);
	CHECK_INT(keymap_set(keymap, "move", "Esc", problem), ERR_CONFIG);
	keymap_free(keymap);
}

static void tables_leave_the_programs_keys(void)
{
	static const struct action bad_actions[] = {
		{ "way-out", "Esc", N_("Out"), N_("Out."), PERM_NONE, NULL, nothing },
		{ "own-help", "F1", N_("Help"), N_("Help."), PERM_NONE, NULL, nothing },
		{ .name = NULL },
	};
	static const struct screen_class bad = { .name = "bad", .actions = bad_actions };
	static const struct screen_class *const both[] = { &floor_class, &bad, NULL };
	struct keymap *keymap = NULL;
	char problem[KEYMAP_PROBLEM_SIZE] = "";

	CHECK_OK_FATAL(keymap_new(both, &keymap));
	CHECK_INT(keymap_check(keymap, problem), ERR_CONFIG);
	CHECK_TEXT(problem, "[keys] own-help and the program both want F1 on the screen 'bad'; "
			    "give one another key.");
	keymap_free(keymap);
}

static void a_file_of_keys_is_taken_over(void)
{
	static const struct config_key keys[] = {
		{ .section = "keys", .key = "*", .kind = CONFIG_TEXT, .help = "A key." },
		{ .section = NULL },
	};
	static const char text[] = "[keys]\nsplit-check = F5\nmove = F4\n";
	struct keymap *keymap = NULL;
	struct config *config = NULL;
	char path[512], problem[KEYMAP_PROBLEM_SIZE] = "", name[KEY_NAME_SIZE];

	snprintf(path, sizeof path, "%s/keys.ini", check_folder());
	CHECK_OK_FATAL(file_write(path, 0600, text, sizeof text - 1));
	CHECK_OK_FATAL(config_open(path, keys, &config));
	CHECK_OK_FATAL(keymap_new(screens, &keymap));
	CHECK_OK(keymap_load(keymap, config, problem));
	CHECK_TEXT(problem, "");
	CHECK_TEXT(key_text(keymap_key(keymap, &check_actions[0]), name), "F5");
	CHECK_TEXT(key_text(keymap_key(keymap, &check_actions[1]), name), "F4");
	keymap_free(keymap);
	config_close(config);
}

static void own_screens_are_sound(void)
{
	static const struct screen_class *const own[] = {
		&help_class, &prompt_confirm_class, &prompt_choose_class, &prompt_form_class,
		&prompt_read_class, NULL,
	};
	struct keymap *keymap = NULL;
	char problem[KEYMAP_PROBLEM_SIZE] = "";

	CHECK_OK_FATAL(keymap_new(own, &keymap));
	CHECK_OK(keymap_check(keymap, problem));
	CHECK_TEXT(problem, "");
	for (int i = 0; own[i] != NULL; i++)
		for (const struct action *action = own[i]->actions; action->name != NULL; action++)
			CHECK(action->help != NULL && action->help[0] != '\0');
	CHECK(keymap_screens(keymap) == own);
	keymap_free(keymap);
}

const struct check_test test_key[] = {
	{ "names of keys go both ways", names_go_both_ways },
	{ "every named key has a name", every_named_key_has_a_name },
	{ "what is no name of a key is refused", other_names_are_refused },
	{ "control keys may be written in small letters", small_letters_do_for_control },
	{ "the settings change a key on every screen", settings_change_keys },
	{ "conflicts of keys are refused by name (K)", conflicts_are_refused_by_name },
	{ "tables may use Esc but not the program's other keys", tables_leave_the_programs_keys },
	{ "a settings file of keys is taken over", a_file_of_keys_is_taken_over },
	{ "the toolkit's own screens use no key twice and explain all", own_screens_are_sound },
	{ 0 },
};
