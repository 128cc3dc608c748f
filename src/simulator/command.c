/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/command.c -- reads the command line: "run" works, the rest asks the one that runs.
 */
#include "simulator/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/file.h"
#include "base/str.h"
#include "simulator/call.h"
#include "simulator/param.h"
#include "simulator/run.h"
#include "simulator/verb.h"

#define NAME "sanduq-simulator"
#define SCRIPT_MAX 1048576

const struct command_option command_options[] = {
	{ "--dir", "DIR",
	  "the folder with keys, certificates and state; also "
	  "SANDUQ_SIMULATOR_DIR" },
	{ "--port", "N", "the port on 127.0.0.1; 0, the default, takes any" },
	{ "--port-file", "FILE", "the port is written there once requests are answered" },
	{ "--faults", "FILE", "a fault script" },
	{ "--seed", "N", "of ids and of faults by chance; the default is 1" },
	{ "--auto", "CARD", "readers present this card by themselves" },
	{ "--auto-delay", "MS", "after so many milliseconds; the default is 1500" },
	{ "--state", "keep|fresh", "payments survive a restart, or not, which is the default" },
	{ "--decline-amounts", NULL, "the last two digits of an amount decline any card" },
	{ "--with-parent", NULL, "ends when the program that started it does" },
	{ "--parent-pipe", "FD", "ends when this descriptor is closed on the other side" },
	{ "--quiet", NULL, "does not print its address" },
	{ 0 },
};

static int complain(const char *what, const char *about)
{
	fprintf(stderr, NAME ": %s%s%s. See " NAME " --help.\n", what, about[0] != '\0' ? " " : "",
		about);
	return EX_USAGE;
}

static int tell(enum err err, const char *problem, const char *folder)
{
	if (problem[0] != '\0')
		fprintf(stderr, NAME ": %s.\n", problem);
	else if (err == ERR_BUSY)
		fprintf(stderr,
			NAME ": the folder %s or the port is in use by another "
			     "simulator.\n",
			folder);
	else if (err == ERR_MISSING_FILE)
		fprintf(stderr, NAME ": %s is not there, or no simulator was started in it.\n",
			folder);
	else
		fprintf(stderr, NAME ": %s: %s\n", folder, err_text(err));
	return err_exit_code(err);
}

static const struct command_option *option_named(const char *name)
{
	for (const struct command_option *option = command_options; option->name != NULL; option++)
		if (strcmp(option->name, name) == 0)
			return option;
	return NULL;
}

static bool set_number(struct run_options *options, const char *name, int64_t number)
{
	if (number < 0)
		return false;
	if (strcmp(name, "--port") == 0)
		options->port = (int)number;
	else if (strcmp(name, "--seed") == 0)
		options->seed = (uint64_t)number;
	else if (strcmp(name, "--auto-delay") == 0)
		options->auto_delay_ms = number;
	else if (strcmp(name, "--parent-pipe") == 0)
		options->parent_pipe = (int)number;
	return strcmp(name, "--port") != 0 || number <= 65535;
}

/* Sets one option of "run"; false: its value is not one. */
static bool set_option(struct run_options *options, const char *name, const char *value)
{
	int64_t number;

	if (strcmp(name, "--dir") == 0)
		options->folder = value;
	else if (strcmp(name, "--port-file") == 0)
		options->port_file = value;
	else if (strcmp(name, "--faults") == 0)
		options->faults = value;
	else if (strcmp(name, "--auto") == 0)
		options->auto_card = value;
	else if (strcmp(name, "--decline-amounts") == 0)
		options->with_decline_amounts = true;
	else if (strcmp(name, "--with-parent") == 0)
		options->ends_with_parent = true;
	else if (strcmp(name, "--quiet") == 0)
		options->is_quiet = true;
	else if (strcmp(name, "--state") == 0)
		options->is_kept = strcmp(value, "keep") == 0;
	else
		return str_int64(value, &number) && set_number(options, name, number);
	return strcmp(name, "--state") != 0 || options->is_kept || strcmp(value, "fresh") == 0;
}

static int run(int argc, char **argv)
{
	struct run_options options = { .folder = getenv("SANDUQ_SIMULATOR_DIR"),
				       .seed = 1,
				       .auto_delay_ms = 1500,
				       .parent_pipe = -1 };
	char problem[512] = "";
	enum err err;

	for (int i = 0; i < argc; i++) {
		const struct command_option *option = option_named(argv[i]);
		const char *value = "";

		if (option == NULL)
			return complain("there is no option", argv[i]);
		if (option->value != NULL && ++i == argc)
			return complain("a value is missing after", option->name);
		if (option->value != NULL)
			value = argv[i];
		if (!set_option(&options, option->name, value))
			return complain("this value cannot be used:", value);
	}
	if (options.folder == NULL)
		return complain("--dir DIR is missing", "");
	err = run_simulator(&options, problem, sizeof problem);
	return err == ERR_OK ? EX_OK : tell(err, problem, options.folder);
}

static void add_pair(struct str *form, const char *name, const char *value)
{
	str_addf(form, "%s%s=", form->len > 0 ? "&" : "", name);
	for (; *value != '\0'; value++) {
		unsigned char c = (unsigned char)*value;

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
			str_add_char(form, (char)c);
		else
			str_addf(form, "%%%02X", c);
	}
}

/* "3.00" is 300 of the smallest unit. */
static void add_amount(struct str *form, const char *name, const char *value)
{
	char digits[32];
	size_t len = 0;

	for (; *value != '\0' && len < sizeof digits - 1; value++)
		if (*value != '.')
			digits[len++] = *value;
	digits[len] = '\0';
	add_pair(form, name, digits);
}

static const struct rule *rule_named(const struct rule *rules, const char *name)
{
	while (rules->name != NULL && strcmp(rules->name, name) != 0)
		rules++;
	return rules->name != NULL ? rules : NULL;
}

/* Adds a fault script's text. */
static enum err add_script(struct str *form, const char *path)
{
	char *text;
	size_t len;
	enum err err = file_read(path, SCRIPT_MAX, &text, &len);

	if (err != ERR_OK)
		return err;
	add_pair(form, "script", text);
	free(text);
	return ERR_OK;
}

static void add_word(struct str *form, const struct rule *rule, const char *value)
{
	if (strcmp(rule->name, "tip") == 0)
		add_amount(form, rule->name, value);
	else
		add_pair(form, rule->name, value);
}

/* Reads the words of a control command into a form; 0, or the exit code. */
static int read_words(const struct verb *verb, int argc, char **argv, const char **folder,
		      struct str *form)
{
	for (int i = 0; i < argc; i++) {
		bool is_option = strncmp(argv[i], "--", 2) == 0;
		const struct rule *rule = is_option ? rule_named(verb->rules, argv[i] + 2)
						    : verb->rules;

		if (strcmp(argv[i], "--last") == 0)
			continue;
		if (strcmp(argv[i], "--dir") == 0 && i + 1 < argc) {
			*folder = argv[++i];
			continue;
		}
		if (rule == NULL || rule->name == NULL)
			return complain("this is not understood:", argv[i]);
		if (is_option && rule->kind == RULE_BOOL) {
			add_pair(form, rule->name, "true");
			continue;
		}
		if (is_option && ++i == argc)
			return complain("a value is missing after", argv[i - 1]);
		if (strcmp(rule->name, "script") != 0)
			add_word(form, rule, argv[i]);
		else if (add_script(form, argv[i]) != ERR_OK)
			return complain("cannot read", argv[i]);
	}
	return EX_OK;
}

/* What an answer says in words: its error, or all of it. */
static int tell_answer(int status, const struct str *body)
{
	struct json *value = json_parse(str_text(body), body->len);
	const char *message = json_text(json_get(json_get(value, "error"), "message"), NULL);

	if (status == 200)
		printf("%s%s", str_text(body),
		       body->len == 0 || body->data[body->len - 1] == '\n' ? "" : "\n");
	else
		fprintf(stderr, NAME ": %s\n", message != NULL ? message : "not done.");
	json_free(value);
	return status == 200 ? EX_OK : EX_DATAERR;
}

static int ask(const struct verb *verb, int argc, char **argv)
{
	const char *folder = getenv("SANDUQ_SIMULATOR_DIR");
	struct str form = { 0 }, body = { 0 };
	int status = 0, code = read_words(verb, argc, argv, &folder, &form);
	enum err err;

	if (code == EX_OK && folder == NULL)
		code = complain("--dir DIR is missing", "");
	if (code == EX_OK) {
		err = call_control(folder, verb->name, str_text(&form), &status, &body);
		code = err == ERR_OK ? tell_answer(status, &body) : tell(err, "", folder);
	}
	str_done(&form);
	str_done(&body);
	return code;
}

static void print_help(void)
{
	printf("usage: " NAME " run --dir DIR [OPTION ...]\n"
	       "       " NAME " COMMAND [--dir DIR] [OPTION ...]\n\n"
	       "A card processor for tests and training, on loopback HTTPS.\n\n");
	for (const struct command_option *option = command_options; option->name != NULL; option++)
		printf("  %-18s%-12s%s\n", option->name, option->value != NULL ? option->value : "",
		       option->help);
	printf("\nWhile it runs:\n\n");
	for (size_t i = 0; sim_verb_at(i) != NULL; i++)
		printf("  %-14s%s\n", sim_verb_at(i)->name, sim_verb_at(i)->help);
	printf("  %-14s%s\n\nSee " NAME "(1).\n", "stop", "it ends");
}

int command_run(int argc, char **argv)
{
	static const struct rule no_rules[] = { { 0 } };
	static const struct verb stop = { "stop", no_rules, NULL, "it ends" };
	const char *word = argc > 1 ? argv[1] : "--help";

	if (strcmp(word, "--help") == 0) {
		print_help();
		return argc > 1 ? EX_OK : EX_USAGE;
	}
	if (strcmp(word, "--version") == 0) {
		printf(NAME " " PACKAGE_VERSION ", API " SIMULATOR_API_VERSION "\n");
		return EX_OK;
	}
	if (strcmp(word, "run") == 0)
		return run(argc - 2, argv + 2);
	if (strcmp(word, "man") == 0 && argc == 3)
		return command_man(argv[2]);
	if (strcmp(word, "cards") == 0)
		return command_man("plain-cards");
	if (strcmp(word, "stop") == 0)
		return ask(&stop, argc - 2, argv + 2);
	for (size_t i = 0; sim_verb_at(i) != NULL; i++)
		if (strcmp(sim_verb_at(i)->name, word) == 0)
			return ask(sim_verb_at(i), argc - 2, argv + 2);
	return complain("there is no command", word);
}
