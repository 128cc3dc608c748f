/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/unlock.c -- sanduq unlock: ends the lockout of somebody who typed too many wrong PINs, when
 * no manager is left who could do it at a till.
 */
#include "cli/cli.h"
#include "service/staff.h"

static enum err unlock(struct cli *cli, struct app *app, int64_t number)
{
	struct act act = app_act(app, cli_staff(cli));
	struct staff staff;
	enum err err = store_staff_by_number(app->db, number, &staff);

	if (err == ERR_NOT_FOUND)
		return cli_fail(cli, err, "--staff %lld: nobody here has this number.",
				(long long)number);
	if (err == ERR_OK)
		err = staff_unlock(app, &act, staff.id);
	if (err == ERR_OK)
		cli_say(cli, "%s can log in again.", staff.name);
	return err;
}

static enum err run(struct cli *cli)
{
	struct app *app;
	int64_t number = 0;
	enum err err = cli_option_int(cli, "staff", 1, STAFF_NUMBER_MAX, 0, &number);

	if (err == ERR_OK && number == 0)
		return cli_fail(cli, ERR_USAGE, "Say who with --staff NUMBER.");
	if (err == ERR_OK)
		err = cli_open(cli, CLI_STATION, &app);
	return err == ERR_OK ? unlock(cli, app, number) : err;
}

static const struct cli_option options[] = {
	{ 0, "staff", "NUMBER", "Who: the number that the person logs in with." },
	{ 0 }
};

const struct command command_unlock = {
	.name = "unlock",
	.arguments = "",
	.summary = "Lets somebody log in again who typed too many wrong PINs.",
	.help = "After five wrong PINs a person waits, longer each time; after ten they are locked "
		"out until a manager lets them in with F4 on the login screen.  This does the "
		"same from the command line, for the manager who is locked out.",
	.options = options,
	.run = run,
};
