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
#include "ui/key_words.h"
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
		"", " ", "F0", "F25", "F1x", "F+2", "f2", "ab", "Ctrl-", "Ctrl-1", "Ctrl-M",
		"Ctrl-I", "Ctrl-H", "Ctrl-J", "Alt-", "Alt-ab", "Ctrl-F13",
		"enter", "Shift-F13", "\x01", "\xFF",
	};
	struct key key = { .kind = KEY_KIND_NONE };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		CHECK(!key_parse(names[i], &key));
	CHECK_INT(key.kind, KEY_KIND_NONE);
}

static void many_keys_have_more_than_one_finger(void)
{
	static const struct {
		const char *name;
		enum key_kind kind;
		uint32_t code;
		const char *text;
	} keys[] = {
		{ "F13", KEY_KIND_NAMED, K_SHIFT_F1, "Shift-F1" },
		{ "F24", KEY_KIND_NAMED, K_SHIFT_F12, "Shift-F12" },
		{ "Ctrl-F1", KEY_KIND_NAMED, K_CTRL_F1, "Ctrl-F1" },
		{ "Alt-F12", KEY_KIND_NAMED, K_ALT_F12, "Alt-F12" },
		{ "Alt-1", KEY_KIND_ALT, '1', "Alt-1" },
	};
	struct key key = { .kind = KEY_KIND_NONE };
	char text[KEY_NAME_SIZE];

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		CHECK(key_parse(keys[i].name, &key));
		CHECK_INT(key.kind, keys[i].kind);
		CHECK_INT(key.code, keys[i].code);
		CHECK_TEXT(key_text(key, text), keys[i].text);
	}
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

static const struct screen_class floor_class = { .name = "floor", .actions = floor_actions,
						 .macros = true };
static const struct screen_class check_class = { .name = "check", .actions = check_actions,
						 .macros = true, .rings = "" };
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

static void sentences_have_the_keys_in_force(void)
{
	struct keymap *keymap = NULL;
	struct key_words *words = NULL;
	char problem[KEYMAP_PROBLEM_SIZE] = "";
	const char *plain = "Nothing was rung.", *said;

	CHECK_OK_FATAL(keymap_new(screens, &keymap));
	CHECK_OK(keymap_set(keymap, "move", "Shift-F9", problem));
	CHECK_OK_FATAL(key_words_new(keymap, &words));
	said = key_words_text(words, "{move} moves, {open-tab} opens; {nothing} and {");
	CHECK_TEXT(said, "Shift-F9 moves, F2 opens; {nothing} and {");
	CHECK(key_words_text(words, "{move} moves, {open-tab} opens; {nothing} and {") == said);
	CHECK(key_words_text(words, plain) == plain);
	CHECK_TEXT(key_words_text(NULL, "{move} moves"), "{move} moves");
	key_words_free(words);
	CHECK_INT(keymap_set(keymap, "move", "%", problem), ERR_CONFIG);
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
	CHECK_OK(keymap_load(keymap, config, 3, problem));
	CHECK_TEXT(problem, "");
	CHECK_TEXT(key_text(keymap_key(keymap, &check_actions[0]), name), "F5");
	CHECK_TEXT(key_text(keymap_key(keymap, &check_actions[1]), name), "F4");
	keymap_free(keymap);
	config_close(config);
}

/* What cannot work in a settings file, and the sentence that says so. */
static void macros_that_cannot_work_are_refused_by_name(void)
{
	static const struct config_key keys[] = {
		{ .section = "keys", .key = "*", .kind = CONFIG_TEXT, .help = "A key." },
		{ .section = "keys *", .key = "*", .kind = CONFIG_TEXT, .help = "A key." },
		{ .section = "items", .key = "*", .kind = CONFIG_TEXT, .help = "A key." },
		{ .section = "items *", .key = "*", .kind = CONFIG_TEXT, .help = "A key." },
		{ .section = "macro *", .key = "key", .kind = CONFIG_TEXT, .help = "A key." },
		{ .section = "macro *", .key = "does", .kind = CONFIG_TEXT, .help = "Steps." },
		{ .section = "macro *", .key = "station", .kind = CONFIG_INT, .fallback = "0",
		  .low = 0, .high = 899, .help = "A station." },
		{ .section = NULL },
	};
	static const struct {
		const char *text, *problem;
	} cases[] = {
		{ "[keys 3]\nmove = F5\n[keys 4]\nmove = F1\n[items]\nF13 = 21\nAlt-1 = 22\n"
		  "[macro coffee]\nkey = Ctrl-F1\ndoes = 2*21 Enter split-check 'so up'\n", "" },
		{ "[keys 3]\nmove = F2\n", "open-tab and move both want F2 on the screen" },
		{ "[items]\nF3 = 21\n", "[items] F3 and move both want F3 on the screen 'floor'" },
		{ "[items]\nF13 = soup\n", "[items] F13: 'soup' is no item's code" },
		{ "[items]\nx = 21\n", "[items] 'x' is no key for this" },
		{ "[macro a]\nkey = F1\ndoes = 21\n", "key: F1 does the same everywhere" },
		{ "[macro a]\nkey = F13\ndoes = 21 Enter pey\n", "'pey' is no action and no key" },
		{ "[macro a]\nkey = F13\ndoes = \"'soup\"\n", "a text has no closing quote" },
		{ "[macro a]\nkey = F13\n", "[macro a] does nothing" },
		{ "[macro a]\ndoes = 21\n", "[macro a] '' is no key for this" },
		{ "[macro a]\nkey = F13\ndoes = F13\n", "Shift-F1, which is the macro 'a'" },
		{ "[macro a]\nkey = F13\ndoes = 1\n[macro b]\nkey = F13\ndoes = 2\n",
		  "[macro b] key and a both want Shift-F1" },
		{ "[macro a]\nkey = F2\ndoes = 1\nstation = 4\n", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct keymap *keymap = NULL;
		struct config *config = NULL;
		char path[512], problem[KEYMAP_PROBLEM_SIZE] = "";
		bool is_bad = cases[i].problem[0] != '\0';

		snprintf(path, sizeof path, "%s/macros-%zu.ini", check_folder(), i);
		CHECK_OK_FATAL(file_write(path, 0600, cases[i].text, strlen(cases[i].text)));
		CHECK_OK_FATAL(config_open(path, keys, &config));
		CHECK_OK_FATAL(keymap_new(screens, &keymap));
		CHECK_INT(keymap_load(keymap, config, 3, problem), is_bad ? ERR_CONFIG : ERR_OK);
		if (strstr(problem, cases[i].problem) == NULL || (!is_bad && problem[0] != '\0'))
			fprintf(stderr, "case %zu: %s\n", i, problem);
		CHECK(strstr(problem, cases[i].problem) != NULL);
		keymap_free(keymap);
		config_close(config);
	}
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
	{ "F13 is Shift-F1; there are keys with Ctrl and Alt",
	  many_keys_have_more_than_one_finger },
	{ "macros and item keys that cannot work are refused by name (K)",
	  macros_that_cannot_work_are_refused_by_name },
	{ "control keys may be written in small letters", small_letters_do_for_control },
	{ "the settings change a key on every screen", settings_change_keys },
	{ "a sentence that names a key has the one in force (K)",
	  sentences_have_the_keys_in_force },
	{ "conflicts of keys are refused by name (K)", conflicts_are_refused_by_name },
	{ "tables may use Esc but not the program's other keys", tables_leave_the_programs_keys },
	{ "a settings file of keys is taken over", a_file_of_keys_is_taken_over },
	{ "the toolkit's own screens use no key twice and explain all", own_screens_are_sound },
	{ 0 },
};
