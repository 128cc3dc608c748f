/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/unlock.c -- sanduq unlock: ends the lockout of somebody who typed too many wrong PINs, when
 * no manager is left who could do it at a till.
 */
#include "cli/cli.h"
#include "service/staff.h"

static enum err unlock(struct cli *cli, struct app *app, const struct staff *staff)
{
	struct act act = app_act(app, cli_staff(cli));
	enum err err = staff_unlock(app, &act, staff->id);

	if (err == ERR_OK)
		cli_say(cli, "%s can log in again.", staff->name);
	return err;
}

static enum err run(struct cli *cli)
{
	struct app *app;
	struct staff staff;
	enum err err = cli_open(cli, CLI_STATION, &app);

	if (err == ERR_OK)
		err = cli_person(cli, app, "Say who with --staff NUMBER.", &staff);
	return err == ERR_OK ? unlock(cli, app, &staff) : err;
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
