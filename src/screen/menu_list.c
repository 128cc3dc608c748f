/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/menu_list.c -- the tables of the menu: find a row, change it, add one.
 */
#include <stdlib.h>

#include "base/str.h"
#include "locale/fold.h"
#include "screen/menu_parts.h"
#include "ui/entry.h"
#include "ui/table.h"

#define KEYS_MAX 2                   /* texts in a key; a number beside them */

/* A row as the list has it: what finds it again, and what is shown. */
struct list_row {
	int64_t id, code;
	char key[KEYS_MAX][MENU_NAME_SIZE];
	char label[MENU_NAME_SIZE];
	char detail[MENU_NAME_SIZE];
	char search[MENU_SEARCH_SIZE];
	int64_t price_minor;         /* MENU_NONE: it has none */
	bool is_off;
};

struct list {
	struct till *till;           /* first: the actions that screens share want it there */
	struct entry_line entry;
	struct table view;
	const struct menu_table *table;
	struct list_row *rows;
	int n, capacity;
	int *shown;                  /* indexes of the rows that the entry line finds */
	int n_shown;
	enum err err;
};

/* --- the rows ---------------------------------------------------------------------------- */

static const struct list_row *row_at(const void *rows, int row)
{
	const struct list *list = rows;

	return &list->rows[list->shown[row]];
}

static void cell_label(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)draw;
	if (row_at(rows, row)->is_off)
		*style = STYLE_DIM;
	str_copy(into, size, row_at(rows, row)->label);
}

static void cell_detail(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	(void)draw;
	*style = STYLE_DIM;
	str_copy(into, size, row_at(rows, row)->detail);
}

static void cell_price(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	int64_t price_minor = row_at(rows, row)->price_minor;
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	into[0] = '\0';
	if (price_minor != MENU_NONE)
		str_copy(into, size, draw_money(draw, price_minor, money));
}

static void cell_state(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	*style = STYLE_DIM;
	str_copy(into, size, row_at(rows, row)->is_off ? tr(draw, "off") : "");
}

static int64_t row_id(const void *rows, int row)
{
	return row_at(rows, row)->id;
}

static struct table_source source_of(const struct list *list)
{
	static const struct table_column columns[] = {
		{ "", 0, ALIGN_START, cell_label },
		{ "", 22, ALIGN_START, cell_detail },
		{ N_("price"), 12, ALIGN_NUMBER, cell_price },
		{ "", 8, ALIGN_START, cell_state },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = list, .n = list->n_shown,
				      .id = row_id };
}

/* The text of a column that only some tables have. */
static void take_text(const struct menu_table *table, const struct menu_row *row, const char *name,
		      char *into, size_t size)
{
	for (int i = 0; table->columns[i].name != NULL; i++)
		if (str_equal(table->columns[i].name, name) && row->cell[i].text[0] != '\0')
			str_copy(into, size, row->cell[i].text);
}

static int64_t take_number(const struct menu_table *table, const struct menu_row *row,
			   const char *name, int64_t fallback)
{
	for (int i = 0; table->columns[i].name != NULL; i++)
		if (str_equal(table->columns[i].name, name))
			return row->cell[i].number;
	return fallback;
}

static bool add_row(void *arg, const struct menu_row *from)
{
	static const char *const details[] = { "department", "hours", "for", "category" };
	struct list *list = arg;
	struct list_row row = { .id = from->id };
	char label[MENU_CELL_SIZE];
	int keys = 0;

	if (list->n == list->capacity) {
		int capacity = list->capacity == 0 ? 256 : 2 * list->capacity;
		struct list_row *rows =
			reallocarray(list->rows, (size_t)capacity, sizeof *list->rows);

		if (rows == NULL) {
			list->err = ERR_MEMORY;
			return false;
		}
		list->rows = rows;
		list->capacity = capacity;
	}
	for (int i = 0; list->table->columns[i].name != NULL; i++)
		if (list->table->columns[i].is_key && list->table->columns[i].type == MENU_TEXT)
			str_copy(row.key[keys++], MENU_NAME_SIZE, from->cell[i].text);
	row.code = take_number(list->table, from, "code", MENU_NONE);
	row.price_minor = take_number(list->table, from, "price", MENU_NONE);
	row.is_off = take_number(list->table, from, "active", 1) == 0;
	for (size_t i = 0; i < sizeof details / sizeof *details; i++)
		take_text(list->table, from, details[i], row.detail, sizeof row.detail);
	str_copy(row.label, sizeof row.label, menu_row_label(list->table, from, label));
	if (str_equal(row.detail, row.label))
		take_text(list->table, from, "department", row.detail, sizeof row.detail);
	fold_key(row.search, sizeof row.search, label);
	list->rows[list->n++] = row;
	return true;
}

/* Shows the rows that fit what is typed: a code, or letters. */
static void filter(struct list *list)
{
	char text[EDIT_TEXT_SIZE], key[MENU_SEARCH_SIZE];
	struct table_source source;

	fold_key(key, sizeof key, entry_text(&list->entry, text));
	list->n_shown = 0;
	for (int i = 0; i < list->n; i++)
		if (key[0] == '\0' || fold_matches(list->rows[i].search, key))
			list->shown[list->n_shown++] = i;
	source = source_of(list);
	table_reload(&list->view, &source);
}

static enum err load(struct list *list)
{
	int *shown;
	enum err err;

	list->n = 0;
	list->err = ERR_OK;
	err = list->table->each(list->till->app->db, add_row, list);
	if (err == ERR_OK)
		err = list->err;
	if (err != ERR_OK)
		return err;
	shown = reallocarray(list->shown, (size_t)list->n + 1, sizeof *shown);
	if (shown == NULL)
		return ERR_MEMORY;
	list->shown = shown;
	filter(list);
	return ERR_OK;
}

/* --- keys -------------------------------------------------------------------------------- */

void menu_changed_here(struct till *till)
{
	till_follow_menu(till);
	ui_reload(till->ui);
}

static const struct list_row *selected(const struct list *list)
{
	int row = list->view.selected;

	return row >= 0 && row < list->n_shown ? row_at(list, row) : NULL;
}

static enum err open_row(struct ui *ui, void *state)
{
	struct list *list = state;
	const struct list_row *row = selected(list);
	struct screen_menu_row *next = calloc(1, sizeof *next);
	struct menu_row key = menu_row_new(list->table);
	int keys = 0;
	enum err err = ERR_MEMORY;

	for (int i = 0; list->table->columns[i].name != NULL; i++) {
		if (!list->table->columns[i].is_key)
			continue;
		if (list->table->columns[i].type == MENU_TEXT)
			str_copy(key.cell[i].text, MENU_CELL_SIZE, row->key[keys++]);
		else
			key.cell[i].number = row->code;
	}
	if (next != NULL) {
		next->till = list->till;
		next->table = list->table;
		err = list->table->find(list->till->app->db, &key, &next->row);
	}
	if (err == ERR_OK)
		err = ui_push(ui, &screen_menu_row, next);
	free(next);
	return err;
}

static enum err new_row(struct ui *ui, void *state)
{
	struct list *list = state;
	struct screen_menu_row *next = calloc(1, sizeof *next);
	enum err err;

	if (next == NULL)
		return ERR_MEMORY;
	next->till = list->till;
	next->table = list->table;
	next->row = menu_row_new(list->table);
	entry_clear(&list->entry);
	err = ui_push(ui, &screen_menu_row, next);
	free(next);
	return err;
}

static enum err next_table(struct ui *ui, void *state)
{
	struct list *list = state;
	int i = 0;

	(void)ui;
	while (menu_tables[i] != list->table)
		i++;
	list->table = menu_tables[i + 1] != NULL ? menu_tables[i + 1] : menu_tables[0];
	entry_clear(&list->entry);
	table_init(&list->view, false);
	return load(list);
}

static enum err open_left(struct ui *ui, void *state)
{
	return ui_push(ui, &screen_left, ((struct list *)state)->till);
}

static bool has_row(const void *state)
{
	return selected(state) != NULL;
}

static const char *why(const void *state, const struct action *action)
{
	(void)state;
	(void)action;
	return N_("Nothing is chosen.");
}

static const struct action actions[] = {
	{ "menu-open", "Enter", N_("Change"), N_("Look at the chosen row and change it."),
	  PERM_SETUP, has_row, open_row },
	{ "menu-new", "F2", N_("New"), N_("Add a row to this table."), PERM_SETUP, NULL, new_row },
	{ "menu-left", "F3", N_("86"), N_("What is sold out, and what is counted."), PERM_SELL,
	  NULL, open_left },
	{ "menu-table", "F5", N_("Next"),
	  N_("Go on to categories, price levels, prices and sizes, modifiers, and back to items."),
	  PERM_SETUP, NULL, next_table },
	{ "lock", "F10", N_("Lock"), N_("Lock the till; everything stays as it is."), PERM_NONE,
	  NULL, till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static void close_list(void *state)
{
	struct list *list = state;

	free(list->rows);
	free(list->shown);
	free(list);
}

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct list *list = calloc(1, sizeof *list);
	enum err err;

	(void)ui;
	if (list == NULL)
		return ERR_MEMORY;
	list->till = argument;
	list->table = &menu_items;
	entry_init(&list->entry, N_("code or letters, then ↵"));
	table_init(&list->view, false);
	err = load(list);
	if (err != ERR_OK) {
		close_list(list);
		return err;
	}
	*ret_state = list;
	return ERR_OK;
}

static const char *table_title(const struct menu_table *table)
{
	if (table == &menu_categories)
		return N_("Menu · categories");
	if (table == &menu_levels)
		return N_("Menu · price levels");
	if (table == &menu_prices)
		return N_("Menu · sizes and prices");
	return table == &menu_modifiers ? N_("Menu · modifiers") : N_("Menu · items");
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct list *list = state;

	text_format(into, size, "%s · %d", tr(draw, table_title(list->table)), list->n);
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct list *list = state;
	struct table_source source = source_of(list);

	area.rows--;
	table_draw_or(&list->view, &source, draw, canvas, area, STYLE_DIM,
		      list->n == 0 ? tr(draw, "Nothing is here yet. {menu-new} adds the first.")
				   : tr(draw, "Nothing here is called so."));
}

static struct entry_line *entry(void *state)
{
	return &((struct list *)state)->entry;
}

static void changed(struct ui *ui, void *state)
{
	(void)ui;
	filter(state);
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct list *list = state;
	struct table_source source = source_of(list);

	(void)ui;
	table_key(&list->view, &source, key);
	return ERR_OK;
}

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
}

const struct screen_class screen_menu = {
	.name = "menu",
	.help_title = N_("Menu"),
	.actions = actions,
	.open = open_screen,
	.close = close_list,
	.title = title,
	.draw = draw_screen,
	.entry = entry,
	.changed = changed,
	.why = why,
	.key = key,
	.reload = reload,
};
