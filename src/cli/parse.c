/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/parse.c -- takes the command line apart by the tables of commands and options.
 */
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/str.h"
#include "cli/inside.h"
#include "core/money.h"

#define SHOWN_SIZE 60             /* bytes of a mistyped word that are quoted */
#define NAME_SIZE 64

const struct cli_option common_options[] = {
	{ 'c', "config", "FILE",
	  "Reads the settings from FILE.  Otherwise they come from sanduq.conf beside the store "
	  "when --store is given, else from ~/.config/sanduq/sanduq.conf, else from "
	  "/etc/sanduq.conf, else all have their defaults." },
	{ 's', "store", "URL",
	  "Works in this store: a path, or sqlite:PATH.  Otherwise the settings say where it "
	  "is." },
	{ 'h', "help", NULL, "Prints what the program or the command does." },
	{ 'V', "version", NULL, "Prints the version." },
	{ 0 }
};

/* The words that are left. */
struct words {
	int n;
	char **word;
};

static const struct cli_option *find_option(const struct cli_option *options, const char *name,
					    size_t len, char letter)
{
	for (; options != NULL && options->name != NULL; options++) {
		if (letter != 0 && options->letter == letter)
			return options;
		if (letter == 0 && strlen(options->name) == len &&
		    memcmp(options->name, name, len) == 0)
			return options;
	}
	return NULL;
}

static const struct cli_option *look_up(const struct cli *cli, const char *name, size_t len,
					char letter)
{
	const struct cli_option *option = find_option(common_options, name, len, letter);

	if (option == NULL && cli->command != NULL)
		option = find_option(cli->command->options, name, len, letter);
	return option;
}

static void offer_options(struct nearest *nearest, const struct cli_option *options)
{
	for (; options != NULL && options->name != NULL; options++)
		nearest_offer(nearest, options->name);
}

static const char *help_of(const struct cli *cli, char *into, size_t size)
{
	str_format(into, size, "sanduq %s%s--help", cli->command != NULL ? cli->command->name : "",
		   cli->command != NULL ? " " : "");
	return into;
}

static enum err unknown_option(struct cli *cli, const char *word)
{
	struct nearest nearest = nearest_to(word + strspn(word, "-"));
	char shown[SHOWN_SIZE], help[NAME_SIZE];

	offer_options(&nearest, common_options);
	if (cli->command != NULL)
		offer_options(&nearest, cli->command->options);
	str_copy(shown, sizeof shown, word);
	shown[strcspn(shown, "=")] = '\0';
	if (nearest.name != NULL)
		return cli_fail(cli, ERR_USAGE, "There is no option %s here; did you mean --%s?",
				shown, nearest.name);
	return cli_fail(cli, ERR_USAGE, "There is no option %s here; %s lists them.", shown,
			help_of(cli, help, sizeof help));
}

static enum err give(struct cli *cli, const struct cli_option *option, const char *value)
{
	if (cli_has(cli, option->name))
		return cli_fail(cli, ERR_USAGE, "--%s was given twice; give it once.",
				option->name);
	if (cli->n_given == CLI_OPTIONS_MAX)
		return cli_fail(cli, ERR_USAGE, "There are too many options.");
	cli->given[cli->n_given++] = (struct cli_given){ option, value };
	return ERR_OK;
}

/* Takes an option and, when it wants one, its value: in the same word or the next one. */
static enum err take_option(struct cli *cli, struct words *words)
{
	const char *word = *words->word;
	bool is_long = word[1] == '-';
	const char *name = word + 1 + is_long;
	size_t len = is_long ? strcspn(name, "=") : 1;
	const struct cli_option *option = look_up(cli, name, len, is_long ? 0 : *name);
	const char *value = name[len] == '\0' ? NULL : name + len + is_long;

	if (option == NULL)
		return unknown_option(cli, word);
	if (option->value == NULL && value != NULL && is_long)
		return cli_fail(cli, ERR_USAGE, "--%s takes no value.", option->name);
	if (option->value == NULL && value != NULL)
		return unknown_option(cli, word);
	if (option->value != NULL && value == NULL) {
		if (words->n < 2)
			return cli_fail(cli, ERR_USAGE, "--%s wants a value: --%s %s.",
					option->name, option->name, option->value);
		words->word++;
		words->n--;
		value = *words->word;
	}
	return give(cli, option, value != NULL ? value : "");
}

const struct command *cli_find_command(const char *name)
{
	for (int i = 0; commands[i] != NULL; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* True when `word` is the first of two words of some command: "import". */
static bool is_family(const char *word)
{
	size_t len = strlen(word);

	for (int i = 0; commands[i] != NULL; i++)
		if (strncmp(commands[i]->name, word, len) == 0 && commands[i]->name[len] == ' ')
			return true;
	return false;
}

enum err cli_unknown_command(struct cli *cli, const char *typed)
{
	struct nearest nearest = nearest_to(typed);
	char shown[SHOWN_SIZE];

	for (int i = 0; commands[i] != NULL; i++)
		if (!commands[i]->is_hidden)
			nearest_offer(&nearest, commands[i]->name);
	str_copy(shown, sizeof shown, typed);
	if (nearest.name != NULL)
		return cli_fail(cli, ERR_USAGE, "There is no command '%s'; did you mean '%s'?",
				shown, nearest.name);
	return cli_fail(cli, ERR_USAGE, "There is no command '%s'; sanduq --help lists them.",
			shown);
}

static enum err incomplete_command(struct cli *cli, const char *word)
{
	struct str list = { 0 };
	size_t len = strlen(word);
	enum err err;

	for (int i = 0; commands[i] != NULL; i++)
		if (strncmp(commands[i]->name, word, len) == 0 && commands[i]->name[len] == ' ')
			str_addf(&list, "%s%s", list.len > 0 ? ", " : "",
				 commands[i]->name + len + 1);
	err = cli_fail(cli, ERR_USAGE, "What is to be done: sanduq %s ... with one of %s?", word,
		       str_text(&list));
	str_done(&list);
	return err;
}

/* Finds the command of one or two words. */
static enum err take_command(struct cli *cli, struct words *words)
{
	const char *word = *words->word;
	char both[NAME_SIZE];

	cli->command = cli_find_command(word);
	if (cli->command != NULL)
		return ERR_OK;
	if (!is_family(word))
		return cli_unknown_command(cli, word);
	if (words->n < 2 || words->word[1][0] == '-')
		return words->n >= 2 && strcmp(words->word[1], "--help") == 0
			       ? ERR_OK
			       : incomplete_command(cli, word);
	str_format(both, sizeof both, "%s %s", word, words->word[1]);
	cli->command = cli_find_command(both);
	if (cli->command == NULL)
		return cli_unknown_command(cli, both);
	words->word++;
	words->n--;
	return ERR_OK;
}

static enum err take_argument(struct cli *cli, const char *word)
{
	char shown[SHOWN_SIZE], help[NAME_SIZE];

	if (cli->n_arguments < cli->command->arguments_max &&
	    cli->n_arguments < CLI_ARGUMENTS_MAX) {
		cli->argument[cli->n_arguments++] = word;
		return ERR_OK;
	}
	str_copy(shown, sizeof shown, word);
	return cli_fail(cli, ERR_USAGE, "'%s' is one word too many; see %s.", shown,
			help_of(cli, help, sizeof help));
}

static enum err take_words(struct cli *cli, struct words *words)
{
	bool only_words = false;
	enum err err = ERR_OK;

	for (; err == ERR_OK && words->n > 0; words->n--, words->word++) {
		const char *word = *words->word;

		if (!only_words && strcmp(word, "--") == 0)
			only_words = true;
		else if (!only_words && word[0] == '-' && word[1] != '\0')
			err = take_option(cli, words);
		else if (cli->command == NULL)
			err = take_command(cli, words);
		else
			err = take_argument(cli, word);
	}
	return err;
}

static enum err check_count(struct cli *cli)
{
	char help[NAME_SIZE];

	if (cli->n_arguments >= cli->command->arguments_min)
		return ERR_OK;
	return cli_fail(cli, ERR_USAGE, "sanduq %s wants %s; see %s.", cli->command->name,
			cli->command->arguments, help_of(cli, help, sizeof help));
}

enum err cli_parse(struct cli *cli, int argc, char **argv)
{
	struct words words = { argc > 0 ? argc - 1 : 0, argv + 1 };
	enum err err = take_words(cli, &words);

	if (err != ERR_OK)
		return err;
	if (cli_has(cli, "version")) {
		cli_say(cli, "sanduq %s", PACKAGE_VERSION);
		cli_say(cli, "The till and the front desk.  Free software under the GNU General "
			     "Public\nLicense, version 3 or later; there is no warranty.");
		cli->command = NULL;
		return ERR_OK;
	}
	if (cli_has(cli, "help")) {
		if (cli->command == NULL)
			help_program(stdout);
		else
			help_command(stdout, cli->command);
		cli->command = NULL;
		return ERR_OK;
	}
	if (cli->command == NULL)
		cli->command = commands[0];
	return check_count(cli);
}

static const struct cli_given *find_given(const struct cli *cli, const char *option)
{
	for (int i = 0; i < cli->n_given; i++)
		if (strcmp(cli->given[i].option->name, option) == 0)
			return &cli->given[i];
	return NULL;
}

bool cli_has(const struct cli *cli, const char *option)
{
	return find_given(cli, option) != NULL;
}

const char *cli_option(const struct cli *cli, const char *option)
{
	const struct cli_given *given = find_given(cli, option);

	return given != NULL ? given->value : NULL;
}

const char *cli_argument(const struct cli *cli, int i)
{
	return i < cli->n_arguments ? cli->argument[i] : NULL;
}

enum err cli_option_int(struct cli *cli, const char *option, int64_t low, int64_t high,
			int64_t fallback, int64_t *ret_value)
{
	const char *text = cli_option(cli, option);
	int64_t value = fallback;

	if (text != NULL && (!str_int64(text, &value) || value < low || value > high))
		return cli_fail(cli, ERR_USAGE,
				"--%s: '%s' is not a whole number from %lld to %lld.", option, text,
				(long long)low, (long long)high);
	*ret_value = value;
	return ERR_OK;
}

enum err cli_option_date(struct cli *cli, const char *option, int32_t fallback, int32_t *ret_date)
{
	const char *text = cli_option(cli, option);
	int32_t date = fallback;

	if (text != NULL && !clock_date_parse(text, &date))
		return cli_fail(cli, ERR_USAGE,
				"--%s: '%s' is not a date; write it as 2026-11-21.", option, text);
	*ret_date = date;
	return ERR_OK;
}

enum err cli_option_amount(struct cli *cli, const char *option, int exponent, int64_t fallback,
			   int64_t *ret_minor)
{
	const char *text = cli_option(cli, option);
	int64_t minor = fallback;
	enum err err = text != NULL ? money_parse(text, exponent, '.', ',', &minor) : ERR_OK;

	if (err != ERR_OK)
		return cli_fail(cli, ERR_USAGE,
				"--%s: '%s' is not an amount with up to %d decimals.", option, text,
				exponent);
	*ret_minor = minor;
	return ERR_OK;
}
