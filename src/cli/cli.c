/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/cli.c -- runs one command and speaks for it.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/str.h"
#include "base/utf8.h"
#include "cli/inside.h"

#define LINE_SIZE 8192

/* Prints a text line by line, without what a terminal would obey. */
static void print_clean(FILE *into, const char *text)
{
	char line[LINE_SIZE], clean[LINE_SIZE];

	for (;;) {
		size_t len = strcspn(text, "\n");

		str_format(line, sizeof line, "%.*s", (int)len, text);
		utf8_clean(clean, sizeof clean, line);
		fputs(clean, into);
		fputc('\n', into);
		if (text[len] == '\0' || text[len + 1] == '\0')
			return;
		text += len + 1;
	}
}

static void __attribute__((format(printf, 3, 0)))
print_format(FILE *into, const char *before, const char *format, va_list values)
{
	char text[LINE_SIZE];
	size_t len = strlen(before);

	str_copy(text, sizeof text, before);
	vsnprintf(text + len, sizeof text - len, format, values);
	print_clean(into, text);
}

void cli_say(struct cli *cli, const char *format, ...)
{
	va_list values;

	(void)cli;
	va_start(values, format);
	print_format(stdout, "", format, values);
	va_end(values);
}

void cli_say_row(struct cli *cli, int column, const char *term, const char *words)
{
	char clean[LINE_SIZE];

	(void)cli;
	utf8_clean(clean, sizeof clean, words);
	help_row(stdout, 0, column, term, clean);
}

void cli_warn(struct cli *cli, const char *format, ...)
{
	va_list values;

	(void)cli;
	fflush(stdout);
	va_start(values, format);
	print_format(stderr, "sanduq: ", format, values);
	va_end(values);
}

enum err cli_fail(struct cli *cli, enum err err, const char *format, ...)
{
	va_list values;

	cli->is_told = true;
	cli->told = err;
	fflush(stdout);
	va_start(values, format);
	print_format(stderr, "sanduq: ", format, values);
	va_end(values);
	return err;
}

enum err cli_fail_at(struct cli *cli, enum err err, const char *what)
{
	return cli_fail(cli, err, "%s: %s", what, err_text(err));
}

const struct clock *cli_clock(const struct cli *cli)
{
	return &cli->clock;
}

void cli_hold_signals(struct cli *cli)
{
	sigset_t wanted;

	if (cli->holds_signals)
		return;
	sigemptyset(&wanted);
	sigaddset(&wanted, SIGINT);
	sigaddset(&wanted, SIGTERM);
	sigaddset(&wanted, SIGHUP);
	sigprocmask(SIG_BLOCK, &wanted, &cli->signals);
	cli->holds_signals = true;
}

bool cli_is_interrupted(const struct cli *cli)
{
	sigset_t waiting;

	return cli->holds_signals && sigpending(&waiting) == 0 &&
	       (sigismember(&waiting, SIGINT) || sigismember(&waiting, SIGTERM) ||
		sigismember(&waiting, SIGHUP));
}

/* What was printed must have arrived: a report cut off by a full disk is no report. */
static enum err check_output(struct cli *cli, enum err err)
{
	bool failed = fflush(stdout) != 0 || ferror(stdout);

	if (!failed || err != ERR_OK)
		return err;
	return cli_fail(cli, errno == ENOSPC ? ERR_FULL : ERR_IO,
			"standard output: %s. What was printed is not complete.", strerror(errno));
}

int cli_run(int argc, char **argv)
{
	struct cli *cli = calloc(1, sizeof *cli);
	enum err err;

	if (cli == NULL) {
		fprintf(stderr, "sanduq: %s\n", err_text(ERR_MEMORY));
		return EX_OSERR;
	}
	clock_init(&cli->clock);
	err = cli_parse(cli, argc, argv);
	if (err == ERR_OK && cli->command != NULL)
		err = cli->command->run(cli);
	if (err != ERR_OK && !cli->is_told)
		cli_fail(cli, err, "%s", err_text(err));
	err = check_output(cli, err);
	cli_close(cli);
	if (cli->holds_signals)
		sigprocmask(SIG_SETMASK, &cli->signals, NULL);
	free(cli);
	return err_exit_code(err);
}
