/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/password.c -- sanduq password: sets the password that a person approves large amounts with.
 * It is typed twice without echo, or comes as one line of standard input.
 */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/str.h"
#include "cli/cli.h"
#include "service/staff.h"

#define LINE_SIZE 512
#define CTRL_C '\003'

/* One line, without its end; what does not fit is an error.  Read by hand, so that no buffer of the
 * C library keeps a copy. */
static enum err read_line(char into[LINE_SIZE])
{
	size_t len = 0;
	char byte;
	ssize_t n;

	while ((n = read(STDIN_FILENO, &byte, 1)) == 1 && byte != '\n') {
		if (byte == CTRL_C)
			return ERR_CANCELLED;
		if (len == LINE_SIZE - 1 || byte == '\0')
			return ERR_WEAK_PASSWORD;
		into[len++] = byte;
	}
	if (n < 0)
		return ERR_IO;
	if (len > 0 && into[len - 1] == '\r')
		len--;
	into[len] = '\0';
	return n == 0 && len == 0 ? ERR_CANCELLED : ERR_OK;
}

/* Asks on standard error, without echo.  Ctrl-C ends the line instead of the program, so that the
 * terminal always gets its echo back. */
static enum err ask(const char *words, char into[LINE_SIZE])
{
	struct termios before, quiet;
	enum err err;

	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return ERR_IO;
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
	quiet.c_cc[VEOL] = CTRL_C;
	if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) != 0)
		return ERR_IO;
	fputs(words, stderr);
	err = read_line(into);
	fputc('\n', stderr);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	return err;
}

static enum err read_password(struct cli *cli, char into[LINE_SIZE])
{
	char again[LINE_SIZE] = "";
	enum err err;

	if (isatty(STDIN_FILENO) != 1)
		return read_line(into);
	err = ask("New password: ", into);
	if (err == ERR_OK)
		err = staff_password_check(into);
	if (err == ERR_OK)
		err = ask("The same again: ", again);
	if (err == ERR_OK && strcmp(into, again) != 0)
		err = cli_fail(cli, ERR_DATA, "The two are not the same. Nothing was changed.");
	hash_wipe(again, sizeof again);
	return err;
}

static enum err set(struct cli *cli, struct app *app, const struct staff *staff)
{
	struct act act = app_act(app, cli_staff(cli));
	char password[LINE_SIZE] = "";
	enum err err;

	cli_hold_signals(cli);
	err = read_password(cli, password);
	if (err == ERR_OK)
		err = staff_set_password(app, &act, staff->number, password);
	hash_wipe(password, sizeof password);
	if (err == ERR_OK)
		cli_say(cli, "The password of %lld is set.", (long long)staff->number);
	return err;
}

static enum err run(struct cli *cli)
{
	struct app *app;
	struct staff staff;
	enum err err = cli_open(cli, CLI_STATION, &app);

	if (err == ERR_OK)
		err = cli_person(cli, app, "Say whose password with --staff NUMBER.", &staff);
	return err == ERR_OK ? set(cli, app, &staff) : err;
}

static const struct cli_option options[] = {
	{ 0, "staff", "NUMBER", "Whose password: the number that the person logs in with." },
	{ 0 }
};

const struct command command_password = {
	.name = "password",
	.arguments = "",
	.summary = "Sets the password that a person approves large refunds with.",
	.help = "A refund, or a decision about a payment in doubt, above the setting "
		"password_above of [approval] is approved on the till with a password instead of "
		"a PIN.  It has 12 to 60 characters, a letter and a digit among them.  It is "
		"typed twice and not shown; when standard input is no terminal, its first line is "
		"taken.  Only a hash of it is kept; wrong tries count with those of the PIN.",
	.options = options,
	.run = run,
};
