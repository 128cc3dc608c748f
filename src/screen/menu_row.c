/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/menu_row.c -- one row of the menu: pick a column, type what it is to be, keep it.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/menu_parts.h"
#include "screen/payments.h"
#include "ui/entry.h"
#include "ui/prompt.h"
#include "ui/table.h"

struct editing {
	struct till *till;           /* first: the actions that screens share want it there */
	struct entry_line entry;
	struct table view;
	const struct menu_table *table;
	struct menu_row was, row;
	int n;                       /* columns */
	struct act act;
	struct perm_need need;
};

/* --- the columns ------------------------------------------------------------------------- */

/* What people read for the names that columns have in files. */
static const struct label {
	const char *column, *text;
} labels[] = {
	{ "code", N_("Code") }, { "name", N_("Name") }, { "name_en", N_("English name") },
	{ "name_ar", N_("Arabic name") }, { "name_fa", N_("Persian name") },
	{ "category", N_("Category") }, { "department", N_("Department") },
	{ "price", N_("Price") }, { "tax", N_("Tax class") }, { "tax_rate", N_("Tax rate") },
	{ "tax_included", N_("Tax included") }, { "take_away_tax", N_("Take-away tax") },
	{ "kind", N_("Kind") }, { "lowest", N_("Lowest price") },
	{ "highest", N_("Highest price") }, { "station", N_("Station") },
	{ "course", N_("Course") }, { "hours", N_("Hours") }, { "aliases", N_("Short words") },
	{ "barcodes", N_("Barcodes") }, { "gift", N_("On gift cards") },
	{ "active", N_("Active") }, { "level", N_("Price level") }, { "room", N_("Room") },
	{ "by_hand", N_("By hand") }, { "position", N_("Place") }, { "size", N_("Size") },
	{ "group", N_("Group") }, { "modifier", N_("Modifier") }, { "low", N_("At least") },
	{ "high", N_("At most") }, { "free", N_("Free of charge") }, { "for", N_("Goes with") },
	{ "item", N_("Item") },
};

static const char *label_of(const char *column)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (str_equal(labels[i].column, column))
			return labels[i].text;
	return column;
}

static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct editing *editing = rows;

	*style = STYLE_DIM;
	str_copy(into, size, tr(draw, label_of(editing->table->columns[row].name)));
}

static void cell_value(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	const struct editing *editing = rows;
	char text[MENU_CELL_SIZE];

	(void)draw;
	(void)style;
	str_copy(into, size,
		 menu_cell_text(&editing->table->columns[row],
				editing->till->app->property.exponent, &editing->row.cell[row],
				text));
}

/* What stands in the store, where it is another. */
static void cell_was(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	const struct editing *editing = rows;
	const struct menu_column *column = &editing->table->columns[row];
	char text[MENU_CELL_SIZE];

	*style = STYLE_DIM;
	into[0] = '\0';
	if (editing->was.id == 0 ||
	    menu_cell_same(column, &editing->was.cell[row], &editing->row.cell[row]))
		return;
	menu_cell_text(column, editing->till->app->property.exponent, &editing->was.cell[row],
		       text);
	text_format(into, size, tr(draw, "was %s"), text[0] != '\0' ? text : "–");
}

static struct table_source source_of(const struct editing *editing)
{
	static const struct table_column columns[] = {
		{ "", 16, ALIGN_START, cell_name },
		{ "", 0, ALIGN_START, cell_value },
		{ "", 26, ALIGN_START, cell_was },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = editing, .n = editing->n };
}

static int column_of(const struct editing *editing)
{
	return editing->view.selected;
}

/* The key of a row that is there stays: another key would be another row. */
static bool is_fixed(const struct editing *editing, int column)
{
	return editing->was.id != 0 && editing->table->columns[column].is_key;
}

/* --- keys -------------------------------------------------------------------------------- */

static enum err set(struct ui *ui, struct editing *editing, const char *text)
{
	const struct menu_column *column = &editing->table->columns[column_of(editing)];
	struct table_source source = source_of(editing);
	char problem[MENU_PROBLEM_SIZE];
	enum err err;

	if (is_fixed(editing, column_of(editing))) {
		ui_error(ui, "%s", tr(ui_draw(ui), "By this the row is known: it stays."));
		return ERR_STATE;
	}
	err = menu_cell_read(column, editing->till->app->property.exponent,
			     ui_draw(ui)->number.decimal, text,
			     &editing->row.cell[column_of(editing)], problem);
	if (err == ERR_DATA)
		ui_error(ui, "%s", problem);
	if (err != ERR_OK)
		return err;
	entry_clear(&editing->entry);
	if (column_of(editing) + 1 < editing->n)
		table_select(&editing->view, &source, column_of(editing) + 1);
	return ERR_OK;
}

/* Enter without a text goes on to the next column. */
static enum err take(struct ui *ui, void *state)
{
	struct editing *editing = state;
	struct table_source source = source_of(editing);
	char text[EDIT_TEXT_SIZE];

	if (!entry_is_empty(&editing->entry))
		return set(ui, editing, entry_text(&editing->entry, text));
	if (column_of(editing) + 1 < editing->n)
		table_select(&editing->view, &source, column_of(editing) + 1);
	return ERR_OK;
}

static enum err clear(struct ui *ui, void *state)
{
	entry_clear(&((struct editing *)state)->entry);
	return set(ui, state, "");
}

/* Puts the text of the column into the entry line, to be mended. */
static enum err mend(struct ui *ui, void *state)
{
	struct editing *editing = state;
	char text[MENU_CELL_SIZE];

	(void)ui;
	edit_set(&editing->entry.edit,
		 menu_cell_text(&editing->table->columns[column_of(editing)],
				editing->till->app->property.exponent,
				&editing->row.cell[column_of(editing)], text));
	return ERR_OK;
}

static enum err put(struct ui *ui, void *arg)
{
	struct editing *editing = arg;
	char label[MENU_CELL_SIZE];
	struct till *till = editing->till;
	enum err err = menu_row_put(till->app, &editing->act, editing->table, &editing->row, NULL);

	if (err != ERR_OK)
		return err;
	menu_row_label(editing->table, &editing->row, label);
	menu_changed_here(till);
	ui_pop(ui);
	ui_say(ui, tr(ui_draw(ui), "Kept: %s."), label);
	return ERR_OK;
}

static enum err keep(struct ui *ui, void *state)
{
	struct editing *editing = state;
	struct app *app = editing->till->app;
	char problem[MENU_PROBLEM_SIZE];
	enum err err = ERR_OK;

	if (!entry_is_empty(&editing->entry))
		err = take(ui, editing);
	if (err == ERR_OK && editing->table->complete != NULL)
		err = editing->table->complete(app->db, &editing->row);
	if (err == ERR_OK)
		err = menu_row_check(app->db, editing->table, &editing->row, problem);
	if (err == ERR_DATA && !ui_message_is_error(ui))
		ui_error(ui, "%s", problem);
	if (err != ERR_OK)
		return err;
	editing->act = till_act(editing->till, 0, -1);
	editing->act.need = &editing->need;
	return approve(editing->till, put(ui, editing), &editing->act, put, editing);
}

static bool has_changed(const void *state)
{
	const struct editing *editing = state;

	return editing->was.id == 0 ||
	       !menu_row_same(editing->table, &editing->was, &editing->row) ||
	       !entry_is_empty(&editing->entry);
}

static const char *why(const void *state, const struct action *action)
{
	(void)state;
	(void)action;
	return N_("Nothing is changed yet.");
}

static const struct action actions[] = {
	{ "row-take", "Enter", N_("Take"),
	  N_("Take what was typed for the chosen column and go on to the next."), PERM_SETUP, NULL,
	  take },
	{ "row-mend", "F2", N_("Mend"), N_("Put the text of the column into the entry line."),
	  PERM_SETUP, NULL, mend },
	{ "row-clear", "F8", N_("Clear"), N_("Empty the column: what is usual then counts."),
	  PERM_SETUP, NULL, clear },
	{ "row-keep", "F12", N_("Keep"), N_("Keep the row as it is shown, for all tills."),
	  PERM_SETUP, has_changed, keep },
	{ "lock", "F10", N_("Lock"), N_("Lock the till; everything stays as it is."), PERM_NONE,
	  NULL, till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	const struct screen_menu_row *from = argument;
	struct editing *editing = calloc(1, sizeof *editing);

	(void)ui;
	if (editing == NULL)
		return ERR_MEMORY;
	editing->till = from->till;
	editing->table = from->table;
	editing->was = editing->row = from->row;
	while (editing->table->columns[editing->n].name != NULL)
		editing->n++;
	entry_init(&editing->entry, N_("what it is to be, then ↵"));
	table_init(&editing->view, false);
	*ret_state = editing;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct editing *editing = state;
	char label[MENU_CELL_SIZE];

	menu_row_label(editing->table, &editing->row, label);
	text_format(into, size, "%s · %s", tr(draw, "Menu"),
		    editing->was.id != 0 ? label : tr(draw, "new"));
}

/* What the chosen column is for stands under the list. */
static void draw_help(const struct draw *draw, struct canvas *canvas, struct area area,
		      const struct editing *editing)
{
	struct area under = { area.row + area.rows - 2, 2, 2, area.columns - 4 };

	payments_paragraph(canvas, under, STYLE_DIM,
			   tr(draw, editing->table->columns[column_of(editing)].help));
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct editing *editing = state;
	struct table_source source = source_of(editing);

	table_draw(&editing->view, &source, draw, canvas,
		   (struct area){ area.row, area.x, area.rows - 3, area.columns }, true);
	draw_help(draw, canvas, area, editing);
}

static struct entry_line *entry(void *state)
{
	return &((struct editing *)state)->entry;
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct editing *editing = state;
	struct table_source source = source_of(editing);

	(void)ui;
	table_key(&editing->view, &source, key);
	return ERR_OK;
}

const struct screen_class screen_menu_row = {
	.name = "menu-row",
	.help_title = N_("A row of the menu"),
	.actions = actions,
	.open = open_screen,
	.close = free,
	.title = title,
	.draw = draw_screen,
	.entry = entry,
	.why = why,
	.key = key,
};
