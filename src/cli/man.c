/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/man.c -- sanduq man: prints the tables of commands, options, keys and settings as man(7)
 * text, from which the build makes the manual pages.
 */
#include <string.h>

#include "base/str.h"
#include "cli/import_menu.h"
#include "cli/inside.h"
#include "screen/till.h"
#include "service/sales_profile.h"
#include "ui/key_words.h"
#include "ui/keymap.h"
#include "ui/screen.h"

/* Adds words so that roff prints them as they are. */
static void add_words(struct str *page, const char *words, size_t len)
{
	bool is_start = true;

	for (size_t i = 0; i < len; i++) {
		if (is_start && (words[i] == '.' || words[i] == '\''))
			str_add(page, "\\&");
		if (words[i] == '\\')
			str_add(page, "\\e");
		else if (words[i] == '-')
			str_add(page, "\\-");
		else
			str_add_char(page, words[i]);
		is_start = words[i] == '\n';
	}
}

static void add_line(struct str *page, const char *words)
{
	add_words(page, words, strlen(words));
	str_add_char(page, '\n');
}

/* A term in bold, its words indented. */
static void add_term(struct str *page, const char *term, const char *words)
{
	str_add(page, ".TP\n\\fB");
	add_words(page, term, strlen(term));
	str_add(page, "\\fR\n");
	add_line(page, words);
}

static void add_section(struct str *page, const char *title)
{
	str_add(page, ".SS ");
	add_line(page, title);
}

static void add_options(struct str *page, const struct cli_option *options)
{
	for (; options != NULL && options->name != NULL; options++) {
		str_add(page, ".TP\n");
		if (options->letter != 0)
			str_addf(page, "\\fB\\-%c\\fR, ", options->letter);
		str_add(page, "\\fB\\-\\-");
		add_words(page, options->name, strlen(options->name));
		str_add(page, "\\fR");
		if (options->value != NULL)
			str_addf(page, " \\fI%s\\fR", options->value);
		str_add_char(page, '\n');
		add_line(page, options->help);
	}
}

/* Paragraphs; one that begins with a blank is an example. */
static void add_paragraphs(struct str *page, const char *text)
{
	while (text != NULL && *text != '\0') {
		const char *end = strstr(text, "\n\n");
		size_t len = end != NULL ? (size_t)(end - text) : strlen(text);

		str_add(page, text[0] == ' ' ? ".PP\n.nf\n" : ".PP\n");
		add_words(page, text, len);
		str_add(page, text[0] == ' ' ? "\n.fi\n" : "\n");
		text = end != NULL ? end + 2 : NULL;
	}
}

static void add_columns(struct str *page, const struct cli_column *columns)
{
	char term[64];

	if (columns == NULL)
		return;
	str_add(page, ".PP\nColumns of the file:\n");
	for (; columns->name != NULL; columns++) {
		str_format(term, sizeof term, "%s%s", columns->name,
			   columns->is_required ? " (needed)" : "");
		add_term(page, term, columns->help);
	}
}

static void add_menu_columns(struct str *page, const struct menu_table *menu)
{
	struct cli_column columns[MENU_COLUMNS_MAX + 1];

	if (menu == NULL)
		return;
	import_menu_columns(menu, columns);
	add_columns(page, columns);
}

static void print_commands(struct str *page)
{
	for (int i = 0; commands[i] != NULL; i++) {
		const struct command *command = commands[i];

		if (command->is_hidden)
			continue;
		str_addf(page, ".SS sanduq %s", command->name);
		if (command->arguments[0] != '\0')
			str_addf(page, " %s", command->arguments);
		str_add_char(page, '\n');
		add_line(page, command->summary);
		add_paragraphs(page, command->help);
		add_columns(page, command->columns);
		add_menu_columns(page, command->menu);
		add_options(page, command->options);
	}
}

static void print_options(struct str *page)
{
	str_add(page, "Every command takes these:\n");
	add_options(page, common_options);
}

static void add_screen(struct str *page, const struct screen_class *screen,
		       struct key_words *words)
{
	const struct action *action = screen->actions;

	if (action == NULL || action->name == NULL)
		return;
	add_section(page, screen->help_title != NULL ? screen->help_title : screen->name);
	for (; action->name != NULL; action++) {
		char term[96];

		str_format(term, sizeof term, "%s (%s)", action->key, action->name);
		add_term(page, term, key_words_text(words, action->help));
	}
}

/* The keys as they are without settings, in the sentences too. */
static void print_keys(struct str *page)
{
	struct key_words *words = NULL;
	struct keymap *keymap = NULL;
	enum err err = keymap_new(screen_classes, &keymap);

	if (err == ERR_OK)
		err = key_words_new(keymap, &words);
	page->failed = page->failed || err != ERR_OK;
	for (int i = 0; screen_classes[i] != NULL; i++)
		add_screen(page, screen_classes[i], words);
	key_words_free(words);
	keymap_free(keymap);
}

/* What may stand behind the key: "yes or no", "1 to 899", "dark, mono". */
static void add_kind(struct str *page, const struct config_key *key)
{
	if (key->kind == CONFIG_INT)
		str_addf(page, "A number from %lld to %lld.\n", (long long)key->low,
			 (long long)key->high);
	else if (key->kind == CONFIG_BOOL)
		str_add(page, "yes or no.\n");
	else if (key->kind == CONFIG_CHOICE)
		str_addf(page, "One of: %s.\n", key->choices);
	if (key->fallback == NULL)
		return;
	str_add(page, key->fallback[0] != '\0' ? "Otherwise \\fB" : "Otherwise empty.\n");
	add_words(page, key->fallback, strlen(key->fallback));
	str_add(page, key->fallback[0] != '\0' ? "\\fR.\n" : "");
}

static void print_table(struct str *page, const struct config_key *keys)
{
	const char *section = "";
	char title[64];

	for (; keys->section != NULL; keys++) {
		if (strcmp(section, keys->section) != 0) {
			str_format(title, sizeof title, "[%s]", keys->section);
			add_section(page, title);
		}
		section = keys->section;
		add_term(page, strcmp(keys->key, "*") == 0 ? "any name" : keys->key, keys->help);
		add_kind(page, keys);
	}
}

static void print_settings(struct str *page)
{
	print_table(page, settings_keys);
}

static void print_profile(struct str *page)
{
	print_table(page, sales_profile_keys);
}

static const struct {
	const char *name;
	void (*print)(struct str *page);
} parts[] = {
	{ "commands", print_commands }, { "options", print_options },
	{ "keys", print_keys },		{ "settings", print_settings },
	{ "profile", print_profile },
};

static enum err run(struct cli *cli)
{
	const char *name = cli_argument(cli, 0);
	struct str page = { 0 };
	enum err err = ERR_OK;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (strcmp(parts[i].name, name) != 0)
			continue;
		parts[i].print(&page);
		if (!str_ok(&page))
			err = ERR_MEMORY;
		else
			fputs(str_text(&page), stdout);
		str_done(&page);
		return err;
	}
	return cli_fail(cli, ERR_USAGE,
			"The manual has no part '%s'; commands, options, keys, settings and "
			"profile are there.",
			name);
}

const struct command command_man = {
	.name = "man",
	.arguments = "PART",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Prints a part of the manual pages as man(7) text.",
	.help = "The parts are commands, options, keys, settings and profile.",
	.is_hidden = true,
	.run = run,
};
