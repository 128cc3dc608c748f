/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/backup.c -- sanduq backup: a copy of the store, proven before it gets its name.
 */
#include "service/books.h"

#include "cli/cli.h"

static enum err tell(struct cli *cli, enum err err, const char *path, const char *words)
{
	switch (err) {
	case ERR_EXISTS:
		return cli_fail(cli, err, "%s: there is a file of this name; a backup is never "
					  "written over another. Choose a new name.",
				path);
	case ERR_FULL:
		return cli_fail(cli, err,
				"%s: the disk is full. There is no backup; the store is as it "
				"was.",
				path);
	case ERR_READ_ONLY:
	case ERR_MISSING_FILE:
		return cli_fail(cli, err,
				"%s: the folder is not there or cannot be written. There is no "
				"backup; the store is as it was.",
				path);
	case ERR_CORRUPT:
		return cli_fail(cli, err,
				"%s: the copy does not hold (%s), so it was not kept. Run sanduq "
				"verify on the store.",
				path, words);
	default:
		return cli_fail(cli, err, "%s: %s (%s)", path, err_text(err), words);
	}
}

static enum err run(struct cli *cli)
{
	const char *path = cli_argument(cli, 0);
	struct app *app;
	enum err err = cli_open(cli, CLI_READ, &app);

	if (err != ERR_OK)
		return err;
	err = books_backup(app, path);
	if (err != ERR_OK)
		return tell(cli, err, path, db_words(app->db));
	cli_say(cli, "%s holds a whole copy of %s, proven after it was written.", path,
		cli_store_url(cli));
	cli_say(cli, "The keys are not in it; keep a copy of %s apart from it.",
		cli_keys_folder(cli));
	return ERR_OK;
}

const struct command command_backup = {
	.name = "backup",
	.arguments = "FILE",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Makes a copy of the store, proven before it gets its name.",
	.help = "The copy is made while tills go on working, written to the disk, proven as by "
		"sanduq verify, and only then named FILE.  A file that is there is never written "
		"over.\n\n"
		"The keys (the pepper of the PINs and the key that signs the days) are not part "
		"of it.  Keep a copy of their folder elsewhere: a thief of one backup shall not "
		"have both.",
	.run = run,
};
