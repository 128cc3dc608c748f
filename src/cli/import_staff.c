/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import_staff.c -- sanduq import staff: people, their roles and first PINs.
 */
#include <string.h>

#include "base/str.h"
#include "cli/import.h"
#include "service/staff.h"

static enum err read_role(struct import *import, enum role *ret_role)
{
	const char *text = import_field(import, "role");
	struct str list = { 0 };
	enum err err;

	if (perm_role_parse(text, ret_role) && *ret_role != ROLE_SYSTEM)
		return ERR_OK;
	for (int role = 0; role < ROLE_COUNT; role++)
		if (role != ROLE_SYSTEM)
			str_addf(&list, "%s%s", list.len > 0 ? ", " : "",
				 perm_role_name((enum role)role));
	err = import_reject(import, "role '%s' is none of %s.", text, str_text(&list));
	str_done(&list);
	return err;
}

static enum err read_pin(struct import *import, struct staff_new *person)
{
	const char *pin = import_field(import, "pin");

	if (pin[0] == '\0')
		return ERR_OK;
	person->pin = pin;
	person->show_pin = str_equal(import->app->property.kind, "demo");
	switch (staff_pin_check(pin, person->role)) {
	case ERR_OK:
		return ERR_OK;
	case ERR_SYNTAX:
		return import_reject(import, "the pin is not made of digits 0 to 9.");
	default:
		return import_reject(import,
				     "the pin is too short or too easy: at least %d digits for a "
				     "waiter, %d for others, and no run such as 1111 or 1234.",
				     STAFF_PIN_MIN, STAFF_PIN_MIN_STRONG);
	}
}

static enum err read_language(struct import *import, struct staff_new *person)
{
	static const char *const languages[] = { "en", "ar", "fa" };
	const char *text = import_field(import, "language");

	person->language = text[0] != '\0' ? text : "en";
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (strcmp(languages[i], person->language) == 0)
			return ERR_OK;
	return import_reject(import, "language '%s' is none of en, ar, fa.", text);
}

static enum err take(struct import *import)
{
	struct staff_new person = { .name = import_field(import, "name") };
	struct act act;
	enum err err = import_int(import, "number", 1, 99999, 0, &person.number);

	if (err == ERR_OK)
		err = import_once(import, "number", person.number);
	if (err == ERR_OK && strlen(person.name) >= STAFF_NAME_SIZE)
		err = import_reject(import, "name is longer than %d bytes.", STAFF_NAME_SIZE - 1);
	if (err == ERR_OK)
		err = read_role(import, &person.role);
	if (err == ERR_OK)
		err = read_pin(import, &person);
	if (err == ERR_OK)
		err = read_language(import, &person);
	if (err == ERR_OK)
		err = import_bool(import, "active", true, &person.is_active);
	if (err != ERR_OK || import->only_checks)
		return err;
	act = app_act(import->app, import->staff);
	return staff_put(import->app, &act, &person, NULL);
}

static const struct cli_column columns[] = {
	{ "number", true, "What the person types to log in, 1 to 99999." },
	{ "name", true, "As on screens and receipts, in any script." },
	{ "role", true, "waiter, cashier, support, auditor or manager." },
	{ "pin", false,
	  "The first PIN, digits; without one the person keeps theirs, or cannot log in yet." },
	{ "language", false, "Of the person's screens: en, ar or fa; otherwise en." },
	{ "active", false, "Whether the person works here; otherwise yes." },
	{ 0 }
};

static const struct import_table table = { .what = "people", .columns = columns, .row = take };

enum err import_staff_file(struct import *import)
{
	import->table = &table;
	return import_run(import);
}

static enum err run(struct cli *cli)
{
	enum err err = import_command(cli, import_staff_file);

	if (err == ERR_OK || err == ERR_DATA)
		cli_say(cli, "If the file holds PINs, delete it now.");
	return err;
}

const struct command command_import_staff = {
	.name = "import staff",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in people with their roles and first PINs.",
	.help = "The first row of the file names the columns, in any order.  A person that is "
		"there, by number, is changed.  PINs are kept as slow hashes mixed with a secret "
		"outside of the store, so the file is the last place where they can be read.",
	.columns = columns,
	.options = import_options,
	.run = run,
};
