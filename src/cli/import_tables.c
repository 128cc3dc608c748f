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
	struct setup_table put = { .room = room[0] != '\0' ? room : "Restaurant" };
	int64_t number = 0;
	struct act act;
	enum err err = import_int(import, "number", 1, 99999, 0, &number);

	if (err == ERR_OK)
		err = import_once(import, "number", number);
	if (err == ERR_OK)
		err = import_int(import, "seats", 1, 999, 4, &put.seats);
	if (err == ERR_OK)
		err = import_bool(import, "active", true, &put.is_active);
	if (err == ERR_OK)
		err = import_int(import, "row", 0, FLOOR_PLAN_MAX, -1, &put.plan_row);
	if (err == ERR_OK)
		err = import_int(import, "column", 0, FLOOR_PLAN_MAX, -1, &put.plan_column);
	if (err == ERR_OK && (put.plan_row > 0) != (put.plan_column > 0))
		err = import_reject(import, "a place on the plan has both a row and a column.");
	if (err == ERR_OK && strlen(room) >= MENU_NAME_SIZE)
		err = import_reject(import, "room is longer than %d bytes.", MENU_NAME_SIZE - 1);
	if (err != ERR_OK || import->only_checks)
		return err;
	act = app_act(import->app, import->staff);
	put.number = number;
	return setup_table(import->app, &act, &put);
}

static const struct cli_column columns[] = {
	{ "number", true, "What is typed after # at the till, 1 to 99999." },
	{ "room", false, "Where it stands; otherwise Restaurant.  Rooms are made as they come." },
	{ "seats", false, "How many sit at it, 1 to 999; otherwise 4." },
	{ "row", false, "The row of the room's plan it stands in, 1 to 40, counted from the top; 0 "
			"takes it off the plan; otherwise as it was." },
	{ "column", false, "The column of the plan, counted from the start." },
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
