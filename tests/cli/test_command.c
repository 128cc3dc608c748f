/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/test_command.c -- words and options: what is understood, what is answered otherwise.
 */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/command.h"
#include "run.h"
#include "suites.h"

static void says_version(void)
{
	struct run run;

	run_sanduq(&run, "--version", NULL);
	CHECK_INT(run.code, 0);
	CHECK(strncmp(run.out, "sanduq " PACKAGE_VERSION "\n", 8 + strlen(PACKAGE_VERSION)) == 0);
	CHECK_TEXT(run.err, "");
}

static void lists_commands(void)
{
	struct run help, list;

	run_sanduq(&help, "--help", NULL);
	run_sanduq(&list, "help", NULL);
	CHECK_INT(help.code, 0);
	CHECK_TEXT(list.out, help.out);
	run_sanduq(&help, "import", "menu", "--help", NULL);
	run_sanduq(&list, "help", "import", "menu", NULL);
	CHECK(help.out[0] != '\0');
	CHECK_TEXT(list.out, help.out);
	run_sanduq(&help, "--help", NULL);
	for (int i = 0; commands[i] != NULL; i++) {
		char row[64];

		snprintf(row, sizeof row, "\n    %s  ", commands[i]->name);
		CHECK(commands[i]->is_hidden == (strstr(help.out, row) == NULL));
	}
}

/* Splits "import menu" into the words of the command line. */
static void ask_help(struct run *run, const char *name)
{
	char first[32], second[32] = "";

	if (sscanf(name, "%31s %31s", first, second) == 2)
		run_sanduq(run, first, second, "--help", NULL);
	else
		run_sanduq(run, first, "--help", NULL);
}

static void explains_options(void)
{
	for (int i = 0; commands[i] != NULL; i++) {
		const struct cli_option *option = commands[i]->options;
		char name[64];
		struct run run;

		ask_help(&run, commands[i]->name);
		CHECK_INT(run.code, 0);
		for (; option != NULL && option->name != NULL; option++) {
			snprintf(name, sizeof name, "--%s", option->name);
			if (strstr(run.out, name) == NULL)
				printf("%s: no %s in its help\n", commands[i]->name, name);
			CHECK(strstr(run.out, name) != NULL);
		}
		CHECK(strstr(run.out, "--config") != NULL && strstr(run.out, "--store") != NULL);
	}
}

static void keeps_to_the_width(void)
{
	for (int i = 0; commands[i] != NULL; i++) {
		struct run run;

		ask_help(&run, commands[i]->name);
		for (const char *line = run.out; *line != '\0'; line++) {
			size_t len = strcspn(line, "\n");

			CHECK(len <= 82);
			line += len;
		}
	}
}

static void tables_are_whole(void)
{
	for (int i = 0; commands[i] != NULL; i++) {
		const struct cli_option *options = commands[i]->options;

		CHECK(commands[i]->summary[0] != '\0' && commands[i]->run != NULL);
		for (int a = 0; options != NULL && options[a].name != NULL; a++) {
			CHECK(options[a].help != NULL && options[a].help[0] != '\0');
			for (int b = 0; common_options[b].name != NULL; b++) {
				CHECK(strcmp(options[a].name, common_options[b].name) != 0);
				CHECK(options[a].letter != common_options[b].letter);
			}
			for (int b = 0; b < a; b++)
				CHECK(options[a].letter == 0 ||
				      options[a].letter != options[b].letter);
		}
	}
}

static const struct {
	const char *words[5];
	const char *told;
} mistakes[] = {
	{ { "verfy" }, "did you mean 'verify'?" },
	{ { "xyzzy" }, "sanduq --help lists them" },
	{ { "import" }, "menu, categories, levels, prices, modifiers, discounts, services, staff" },
	{ { "import", "meni", "x.csv" }, "did you mean 'import menu'?" },
	{ { "verify", "--stroe", "x" }, "did you mean --store?" },
	{ { "verify", "--zzz" }, "sanduq verify --help lists them" },
	{ { "-x" }, "There is no option -x" },
	{ { "verify", "--store" }, "--store wants a value" },
	{ { "verify", "--help=yes" }, "--help takes no value" },
	{ { "verify", "--store=a", "--store=b" }, "was given twice" },
	{ { "verify", "now" }, "one word too many" },
	{ { "backup" }, "wants FILE" },
	{ { "roll", "--to", "tomorrow" }, "write it as 2026-11-21" },
	{ { "roll", "--to", "2026-02-30" }, "is not a date" },
	{ { "help", "verfy" }, "did you mean 'verify'?" },
	{ { "man", "nothing" }, "no part 'nothing'" },
};

static void answers_mistakes(void)
{
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		const char *const *words = mistakes[i].words;
		struct run run;

		run_sanduq(&run, words[0], words[1], words[2], words[3], NULL);
		CHECK_INT(run.code, EX_USAGE);
		CHECK_TEXT(run.out, "");
		CHECK(run_told(&run, mistakes[i].told));
	}
}

static void cleans_what_it_repeats(void)
{
	struct run run;

	run_sanduq(&run, "a\033[31mb", NULL);
	CHECK_INT(run.code, EX_USAGE);
	CHECK(strchr(run.err, '\033') == NULL);
	run_sanduq(&run, "\xff\xfe", NULL);
	CHECK_INT(run.code, EX_USAGE);
}

static void tells_lost_output(void)
{
	struct run_how how = { .out = "/dev/full" };
	struct run run;

	run_sanduq_how(&run, &how, "--help", NULL);
	CHECK_INT(run.code, EX_IOERR);
	CHECK(run_told(&run, "not complete"));
}

static void wants_terminal(void)
{
	struct run run;

	run_sanduq(&run, NULL);
	CHECK_INT(run.code, EX_UNAVAILABLE);
	CHECK(run_told(&run, "need a terminal"));
	run_sanduq(&run, "till", NULL);
	CHECK_INT(run.code, EX_UNAVAILABLE);
}

const struct check_test test_command[] = {
	{ "the version is said", says_version },
	{ "help lists every command that is for people", lists_commands },
	{ "the help of a command has all its options", explains_options },
	{ "help keeps to the width of a terminal", keeps_to_the_width },
	{ "no option stands twice or without help", tables_are_whole },
	{ "a mistake is answered with one sentence and exit code 64", answers_mistakes },
	{ "what is repeated of the command line cannot steer a terminal", cleans_what_it_repeats },
	{ "output that does not arrive is an error", tells_lost_output },
	{ "the till wants a terminal", wants_terminal },
	{ 0 }
};
