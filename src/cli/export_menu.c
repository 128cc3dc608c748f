/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/export_menu.c -- sanduq export menu: the whole menu in files that import takes in again.
 */
#include "base/file.h"
#include "base/str.h"
#include "cli/inside.h"
#include "document/csv.h"
#include "service/app.h"
#include "service/menu_table.h"

#define FILE_MODE 0644

struct writing {
	const struct menu_table *table;
	struct str text;
	int exponent;
	int64_t rows;
};

static bool write_row(void *arg, const struct menu_row *row)
{
	struct writing *writing = arg;
	const struct menu_column *columns = writing->table->columns;
	char text[MENU_CELL_SIZE];

	for (int i = 0; columns[i].name != NULL; i++) {
		bool is_amount = columns[i].type == MENU_AMOUNT && row->cell[i].number < 0 &&
				 columns[i].low < MENU_NONE;

		if (is_amount)
			document_csv_amount(&writing->text, row->cell[i].number, writing->exponent);
		else
			document_csv_text(&writing->text,
					  menu_cell_text(&columns[i], writing->exponent,
							 &row->cell[i], text));
	}
	document_csv_end(&writing->text);
	writing->rows++;
	return str_ok(&writing->text);
}

static enum err write_table(struct cli *cli, struct app *app, const struct menu_table *table,
			    const char *folder)
{
	struct writing writing = { .table = table, .exponent = app->property.exponent };
	char path[CLI_PATH_SIZE], name[64];
	enum err err;

	str_format(name, sizeof name, "%s.csv", table->file);
	if (!file_join(path, sizeof path, folder, name))
		return cli_fail(cli, ERR_USAGE, "%s: the name is too long.", folder);
	for (int i = 0; table->columns[i].name != NULL; i++)
		document_csv_text(&writing.text, table->columns[i].name);
	document_csv_end(&writing.text);
	err = table->each(app->db, write_row, &writing);
	if (err == ERR_OK && !str_ok(&writing.text))
		err = ERR_MEMORY;
	if (err == ERR_OK) {
		err = file_write(path, FILE_MODE, str_text(&writing.text), writing.text.len);
		if (err != ERR_OK)
			cli_fail_at(cli, err, path);
	}
	if (err == ERR_OK)
		cli_say(cli, "%s: %lld %s.", path, (long long)writing.rows, table->what);
	str_done(&writing.text);
	return err;
}

static enum err run(struct cli *cli)
{
	const char *folder = cli_argument(cli, 0);
	struct app *app;
	enum err err = cli_open(cli, CLI_READ, &app);

	if (err == ERR_OK && !file_exists(folder)) {
		err = file_make_folder(folder);
		if (err != ERR_OK)
			return cli_fail_at(cli, err, folder);
	}
	for (int i = 0; err == ERR_OK && menu_tables[i] != NULL; i++)
		err = write_table(cli, app, menu_tables[i], folder);
	return err;
}

const struct command command_export_menu = {
	.name = "export menu",
	.arguments = "FOLDER",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Writes the menu into five files that import takes in again.",
	.help = "menu.csv, categories.csv, levels.csv, prices.csv and modifiers.csv are written "
		"into FOLDER, which is made when it is not there.  Taken in again in that order "
		"they give the same menu; how many are left of what is counted is not in them.",
	.run = run,
};
