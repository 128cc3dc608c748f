/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/left.c -- the 86 list: what is sold out, how many are left of what is counted.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/grammar.h"
#include "screen/menu_parts.h"
#include "service/menu.h"
#include "ui/entry.h"
#include "ui/table.h"

#define LEFT_ROWS_MAX 500

struct left {
	struct till *till;           /* first: the actions that screens share want it there */
	struct entry_line entry;
	struct table view;
	struct grammar said;
	struct item *rows;
	int n;
	int64_t code, to;            /* being set */
	struct act act;
	struct perm_need need;
};

/* --- the rows ---------------------------------------------------------------------------- */

static const struct item *row_at(const void *rows, int row)
{
	return &((const struct left *)rows)->rows[row];
}

static void cell_code(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	char code[NUMBER_TEXT_SIZE];

	*style = STYLE_DIM;
	str_copy(into, size, number_code(&draw->number, row_at(rows, row)->code, code));
}

static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct left *left = rows;

	(void)draw;
	(void)style;
	str_copy(into, size,
		 menu_name(left->till->menu, row_at(rows, row), left->till->staff.language));
}

static void cell_left(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	int64_t remaining = row_at(rows, row)->remaining;
	char count[NUMBER_TEXT_SIZE];

	*style = remaining == 0 ? STYLE_LATE : STYLE_TEXT;
	if (remaining == 0)
		str_copy(into, size, tr(draw, "sold out"));
	else if (remaining < 0)
		str_copy(into, size, "–");
	else
		str_copy(into, size, number_count(&draw->number, remaining, count));
}

static int64_t row_id(const void *rows, int row)
{
	return row_at(rows, row)->id;
}

static struct table_source source_of(const struct left *left)
{
	static const struct table_column columns[] = {
		{ N_("code"), 10, ALIGN_NUMBER, cell_code },
		{ N_("item"), 0, ALIGN_START, cell_name },
		{ N_("left"), 16, ALIGN_END, cell_left },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = left, .n = left->n,
				      .id = row_id };
}

/* Nothing typed: what is counted.  Else what was typed finds, counted or not. */
static void find(struct left *left)
{
	const struct menu *menu = left->till->menu;
	const struct item *found[MENU_FOUND_MAX];
	char text[EDIT_TEXT_SIZE];
	int n = 0;

	left->said = grammar_read(entry_text(&left->entry, text));
	if (left->said.kind == GRAMMAR_SEARCH)
		n = menu_search(menu, left->said.text, found, MENU_FOUND_MAX);
	else if (left->said.kind == GRAMMAR_CODE) {
		found[0] = menu_by_code(menu, left->said.number);
		n = found[0] != NULL;
	}
	left->n = 0;
	for (int i = 0; i < n; i++)
		left->rows[left->n++] = *found[i];
	if (left->said.kind != GRAMMAR_EMPTY)
		return;
	for (int i = 0; i < menu_count(menu) && left->n < LEFT_ROWS_MAX; i++)
		if (menu_at(menu, i)->remaining >= 0)
			left->rows[left->n++] = *menu_at(menu, i);
}

/* The menu in memory need not know the latest count. */
static enum err load(struct left *left)
{
	struct table_source source;
	enum err err = ERR_OK;

	find(left);
	for (int i = 0; err == ERR_OK && i < left->n; i++)
		err = store_item_by_id(left->till->app->db, left->rows[i].id,
				       left->till->app->property.business_date, &left->rows[i]);
	source = source_of(left);
	table_reload(&left->view, &source);
	return err;
}

/* --- keys -------------------------------------------------------------------------------- */

static const struct item *selected(const struct left *left)
{
	int row = left->view.selected;

	return row >= 0 && row < left->n ? &left->rows[row] : NULL;
}

static enum err run(struct ui *ui, void *arg)
{
	struct left *left = arg;
	const struct draw *draw = ui_draw(ui);
	const struct item *item = menu_by_code(left->till->menu, left->code);
	char name[MENU_NAME_SIZE];
	enum err err = menu_set_left(left->till->app, &left->act, left->code, left->to);

	if (err != ERR_OK)
		return err;
	str_copy(name, sizeof name,
		 item != NULL ? menu_name(left->till->menu, item, left->till->staff.language) : "");
	entry_clear(&left->entry);
	menu_changed_here(left->till);
	if (left->to == 0)
		ui_say(ui, tr(draw, "%s is sold out at every till."), name);
	else if (left->to < 0)
		ui_say(ui, tr(draw, "%s is sold again and not counted."), name);
	else
		ui_say(ui, tr(draw, "%s: %lld left."), name, (long long)left->to);
	return ERR_OK;
}

static enum err set(struct ui *ui, struct left *left, int64_t to)
{
	left->code = selected(left)->code;
	left->to = to;
	left->act = till_act(left->till, 0, -1);
	left->act.need = &left->need;
	return approve(left->till, run(ui, left), &left->act, run, left);
}

/* "12*falafel": twelve are left. */
static enum err count(struct ui *ui, void *state)
{
	struct left *left = state;

	if (!left->said.has_quantity) {
		ui_error(ui, "%s",
			 tr(ui_draw(ui), "Type how many are left before it: 12*falafel."));
		return ERR_SYNTAX;
	}
	return set(ui, left, left->said.quantity);
}

static enum err sold_out(struct ui *ui, void *state)
{
	return set(ui, state, 0);
}

static enum err back(struct ui *ui, void *state)
{
	return set(ui, state, MENU_NONE);
}

static bool has_row(const void *state)
{
	return selected(state) != NULL;
}

static const char *why(const void *state, const struct action *action)
{
	const struct left *left = state;

	(void)action;
	if (left->said.kind == GRAMMAR_BAD)
		return N_("Type a code or letters, or how many are left: 12*106. {left-sold-out} "
			  "says sold out.");
	return N_("Nothing is chosen.");
}

static const struct action actions[] = {
	{ "left-count", "Enter", N_("Count"),
	  N_("Count what is left: 12*falafel or 12*106; each one rung then takes one."), PERM_SELL,
	  has_row, count },
	{ "left-sold-out", "F2", N_("Sold out"), N_("The chosen item is sold out: 86 it."),
	  PERM_SELL, has_row, sold_out },
	{ "left-back", "F3", N_("Sell again"),
	  N_("The chosen item is sold again, without counting."),
	  PERM_SELL, has_row, back },
	{ "lock", "F10", N_("Lock"), N_("Lock the till; everything stays as it is."), PERM_NONE,
	  NULL, till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static void close_left(void *state)
{
	struct left *left = state;

	free(left->rows);
	free(left);
}

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct left *left = calloc(1, sizeof *left);
	enum err err = ERR_MEMORY;

	(void)ui;
	if (left == NULL)
		return err;
	left->till = argument;
	left->rows = calloc(LEFT_ROWS_MAX, sizeof *left->rows);
	entry_init(&left->entry, N_("code or letters; 12*code: so many are left"));
	table_init(&left->view, false);
	if (left->rows != NULL)
		err = load(left);
	if (err != ERR_OK) {
		close_left(left);
		return err;
	}
	*ret_state = left;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	(void)state;
	str_copy(into, size, tr(draw, "86 · sold out and counted"));
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct left *left = state;
	struct table_source source = source_of(left);

	area.rows--;
	table_draw_or(&left->view, &source, draw, canvas, area, STYLE_DIM,
		      left->said.kind == GRAMMAR_EMPTY
			      ? tr(draw, "Nothing is sold out, and nothing is counted.")
		      : left->said.kind == GRAMMAR_BAD
			      ? tr(draw, "Type a code or letters.")
			      : tr(draw, "Nothing on the menu is called so."));
}

static struct entry_line *entry(void *state)
{
	return &((struct left *)state)->entry;
}

static void changed(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct left *left = state;
	struct table_source source = source_of(left);

	(void)ui;
	table_key(&left->view, &source, key);
	return ERR_OK;
}

const struct screen_class screen_left = {
	.name = "left",
	.help_title = N_("86"),
	.actions = actions,
	.open = open_screen,
	.close = close_left,
	.title = title,
	.draw = draw_screen,
	.entry = entry,
	.changed = changed,
	.why = why,
	.key = key,
	.reload = changed,
};
