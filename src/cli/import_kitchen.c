/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import_kitchen.c -- sanduq import kitchen: the kitchen's stations and the printers of the
 * house.
 */
#include <string.h>

#include "base/str.h"
#include "cli/import.h"
#include "document/text.h"
#include "service/setup_kitchen.h"

#define WIDTH_USUAL 42

static enum err check_name(struct import *import)
{
	const char *name = import_field(import, "name");

	if (name[0] == '\0' || strlen(name) >= KITCHEN_NAME_SIZE)
		return import_reject(import, "name is empty or longer than %d bytes.",
				     KITCHEN_NAME_SIZE - 1);
	return ERR_OK;
}

static enum err tell(struct import *import, enum err err)
{
	if (err == ERR_SYNTAX)
		return import_reject(import, "address '%s' is no printer; write none, file:PATH, "
					     "dir:FOLDER, lp:, tcp: or cups:.",
				     import_field(import, "address"));
	if (err == ERR_NOT_FOUND)
		return import_reject(import, "its printer or fallback is not there; printers "
					     "stand before the stations that use them.");
	return err;
}

static enum err take_printer(struct import *import, int64_t number)
{
	struct kitchen_printer printer = { .number = number };
	struct act act = app_act(import->app, import->staff);
	enum err err = import_int(import, "width", DOCUMENT_WIDTH_MIN, DOCUMENT_WIDTH_MAX,
				  WIDTH_USUAL, &printer.width);

	if (err == ERR_OK)
		err = import_bool(import, "active", true, &printer.is_active);
	str_copy(printer.name, sizeof printer.name, import_field(import, "name"));
	str_copy(printer.address, sizeof printer.address, import_field(import, "address"));
	if (err == ERR_OK)
		err = setup_printer_check(&printer);
	if (err == ERR_OK && !import->only_checks)
		err = setup_printer(import->app, &act, &printer);
	return tell(import, err);
}

static enum err take_station(struct import *import, int64_t number)
{
	struct kitchen_station station = { .number = number };
	struct act act = app_act(import->app, import->staff);
	enum err err = import_int(import, "printer", 0, KITCHEN_NUMBER_MAX, 0, &station.printer);

	if (err == ERR_OK)
		err = import_int(import, "fallback", 0, KITCHEN_NUMBER_MAX, 0, &station.fallback);
	if (err == ERR_OK)
		err = import_bool(import, "display", false, &station.has_display);
	if (err == ERR_OK)
		err = import_bool(import, "active", true, &station.is_active);
	str_copy(station.name, sizeof station.name, import_field(import, "name"));
	if (err == ERR_OK && !import->only_checks)
		err = setup_kitchen_station(import->app, &act, &station);
	return tell(import, err);
}

static enum err take(struct import *import)
{
	const char *kind = import_field(import, "kind");
	int64_t number = 0;
	enum err err = import_int(import, "number", 1, KITCHEN_NUMBER_MAX, 0, &number);

	if (err == ERR_OK)
		err = check_name(import);
	if (err != ERR_OK)
		return err;
	if (str_equal(kind, "printer"))
		return take_printer(import, number);
	if (str_equal(kind, "station"))
		return take_station(import, number);
	return import_reject(import, "kind '%s' is neither printer nor station.", kind);
}

static const struct cli_column columns[] = {
	{ "kind", true, "printer or station." },
	{ "number", true, "Its number, 1 to 99; printers and stations have numbers of their own." },
	{ "name", true, "What people call it." },
	{ "address", false, "Of a printer: none, file:PATH, dir:FOLDER, lp:/dev/usb/lp0, "
			    "tcp:192.168.1.50:9100 or cups:QUEUE." },
	{ "width", false, "Of a printer: characters in one line, 16 to 200; otherwise 42." },
	{ "printer", false, "Of a station: the number of its printer; otherwise none, and its "
			    "tickets come out at the till." },
	{ "fallback", false, "Of a station: the number of the printer that takes over; after it "
			     "comes the till's own." },
	{ "display", false, "Of a station: whether sanduq kitchen runs there; otherwise no." },
	{ "active", false, "Whether it is in use; otherwise yes." },
	{ 0 }
};

static const struct import_table table = { .what = "rows", .columns = columns, .row = take };

enum err import_kitchen_file(struct import *import)
{
	import->table = &table;
	return import_run(import);
}

static enum err run(struct cli *cli)
{
	return import_command(cli, import_kitchen_file);
}

const struct command command_import_kitchen = {
	.name = "import kitchen",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in the kitchen's stations and the printers of the house.",
	.help = "The first row of the file names the columns, in any order.  A printer or station "
		"that is there, by number, is changed.  Printers stand before the stations that "
		"use them.  Which station makes an item is said of its category, or of the item "
		"itself: see import categories and import menu.",
	.columns = columns,
	.options = import_options,
	.run = run,
};
