/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import_tables.c -- sanduq import tables: the rooms of the floor and their tables.
 */
#include <string.h>

#include "cli/import.h"
#include "service/setup.h"

static enum err take(struct import *import)
{
	const char *room = import_field(import, "room");
	int64_t number, seats;
	bool is_active;
	struct act act;
	enum err err = import_int(import, "number", 1, 99999, 0, &number);

	if (err == ERR_OK)
		err = import_once(import, "number", number);
	if (err == ERR_OK)
		err = import_int(import, "seats", 1, 999, 4, &seats);
	if (err == ERR_OK)
		err = import_bool(import, "active", true, &is_active);
	if (err == ERR_OK && strlen(room) >= MENU_NAME_SIZE)
		err = import_reject(import, "room is longer than %d bytes.", MENU_NAME_SIZE - 1);
	if (err != ERR_OK || import->only_checks)
		return err;
	act = app_act(import->app, import->staff);
	return setup_table(import->app, &act, number, room[0] != '\0' ? room : "Restaurant", seats,
			   is_active);
}

static const struct cli_column columns[] = {
	{ "number", true, "What is typed after # at the till, 1 to 99999." },
	{ "room", false, "Where it stands; otherwise Restaurant.  Rooms are made as they come." },
	{ "seats", false, "How many sit at it, 1 to 999; otherwise 4." },
	{ "active", false, "Whether it is in use; otherwise yes." },
	{ 0 }
};

static const struct import_table table = { .what = "tables", .columns = columns, .row = take };

enum err import_tables_file(struct import *import)
{
	import->table = &table;
	return import_run(import);
}

static enum err run(struct cli *cli)
{
	return import_command(cli, import_tables_file);
}

const struct command command_import_tables = {
	.name = "import tables",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in the tables of the floor and the rooms they stand in.",
	.help = "The first row of the file names the columns, in any order.  A table that is "
		"there, by number, is changed.  Rooms are shown in the order in which they first "
		"came.",
	.columns = columns,
	.options = import_options,
	.run = run,
};
