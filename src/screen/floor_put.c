/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor_put.c -- putting a table elsewhere on the plan of its room: the arrows carry it over
 * the floor below, Enter leaves it there.
 */
#include <stdlib.h>

#include "screen/floor.h"
#include "service/setup.h"

struct putting {
	struct till *till;           /* first: the actions that screens share want it there */
	struct floor *floor;         /* below on the stack */
	int64_t number;
	int64_t row, column;         /* where it is carried to; 0: off the plan */
	struct act act;
	struct perm_need need;
};

/* The table in the floor's memory, which is read anew from time to time. */
static struct floor_table *table_of(const struct putting *putting)
{
	for (int i = 0; i < putting->floor->n_tables; i++)
		if (putting->floor->tables[i].number == putting->number)
			return &putting->floor->tables[i];
	return NULL;
}

/* Shows it where it is carried to. */
static void show(struct putting *putting)
{
	struct floor_table *table = table_of(putting);

	if (table == NULL)
		return;
	table->plan_row = putting->row;
	table->plan_column = putting->column;
	floor_lay(putting->floor);
}

static bool is_taken(const struct putting *putting, int64_t row, int64_t column)
{
	const struct floor *floor = putting->floor;

	for (int i = 0; i < floor->n_tables; i++)
		if (floor_is_shown(floor, &floor->tables[i]) &&
		    floor->tables[i].number != putting->number &&
		    floor->tables[i].plan_row == row && floor->tables[i].plan_column == column)
			return true;
	return false;
}

/* On to the next free spot that way, if there is one on the plan. */
static enum err carry(struct putting *putting, int64_t rows, int64_t columns)
{
	int64_t row = putting->row, column = putting->column;

	do {
		row += rows;
		column += columns;
		if (row < 1 || row > FLOOR_PLAN_MAX || column < 1 || column > FLOOR_PLAN_MAX)
			return ERR_OK;
	} while (is_taken(putting, row, column));
	putting->row = row;
	putting->column = column;
	show(putting);
	return ERR_OK;
}

static enum err go_up(struct ui *ui, void *state)
{
	(void)ui;
	return carry(state, -1, 0);
}

static enum err go_down(struct ui *ui, void *state)
{
	(void)ui;
	return carry(state, 1, 0);
}

static enum err go_left(struct ui *ui, void *state)
{
	return carry(state, 0, ui_draw(ui)->rtl ? 1 : -1);
}

static enum err go_right(struct ui *ui, void *state)
{
	return carry(state, 0, ui_draw(ui)->rtl ? -1 : 1);
}

static enum err put(struct ui *ui, void *arg)
{
	struct putting *putting = arg;
	long long number = putting->number;
	enum err err = setup_table_place(putting->till->app, &putting->act, putting->number,
					 putting->row, putting->column);

	if (err != ERR_OK)
		return err;
	ui_pop(ui);
	ui_say(ui, tr(ui_draw(ui), "Table %lld stands there now."), number);
	return ERR_OK;
}

static enum err leave_there(struct ui *ui, void *state)
{
	struct putting *putting = state;

	putting->act = till_act(putting->till, 0, -1);
	putting->act.need = &putting->need;
	return approve(putting->till, put(ui, putting), &putting->act, put, putting);
}

static enum err take_off(struct ui *ui, void *state)
{
	struct putting *putting = state;

	putting->row = putting->column = 0;
	return leave_there(ui, putting);
}

/* It goes back to where it was: the floor reads the tables again. */
static enum err leave(struct ui *ui, void *state)
{
	(void)state;
	ui_say(ui, "%s", "");
	ui_pop(ui);
	return ERR_OK;
}

static const struct action actions[] = {
	{ "put-there", "Enter", N_("There"), N_("The table stands there from now on."),
	  PERM_SETUP, NULL, leave_there },
	{ "put-right", "Right", N_("Move"), N_("Carry it to the right."), PERM_SETUP, NULL,
	  go_right },
	{ "put-left", "Left", NULL, N_("Carry it to the left."), PERM_SETUP, NULL, go_left },
	{ "put-up", "Up", NULL, N_("Carry it up."), PERM_SETUP, NULL, go_up },
	{ "put-down", "Down", NULL, N_("Carry it down."), PERM_SETUP, NULL, go_down },
	{ "put-off", "Delete", N_("Off"),
	  N_("Take it off the plan; it stands below with the others that have no place."),
	  PERM_SETUP, NULL, take_off },
	{ "put-back", "Esc", N_("Back"), N_("Leave it where it was."), PERM_NONE, NULL, leave },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

/* The floor below is the picture. */
static void draw_nothing(const struct draw *draw, struct canvas *canvas, struct area area,
			 void *state)
{
	(void)draw;
	(void)canvas;
	(void)area;
	(void)state;
}

static void reload(struct ui *ui, void *state)
{
	(void)ui;
	show(state);
}

const struct screen_class screen_put = {
	.name = "put",
	.help_title = N_("Tables on their plan"),
	.actions = actions,
	.is_overlay = true,
	.close = free,
	.draw = draw_nothing,
	.reload = reload,
};

enum err floor_put(struct ui *ui, void *state)
{
	struct floor *floor = state;
	struct floor_place place = { NULL, NULL };
	struct putting *putting;
	enum err err;

	if (floor->place >= 0)
		place = floor_place(floor, floor->place);
	if (place.table == NULL || floor->till->floor_lists) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Choose a table on the plan first."));
		return ERR_STATE;
	}
	putting = calloc(1, sizeof *putting);
	if (putting == NULL)
		return ERR_MEMORY;
	*putting = (struct putting){ .till = floor->till, .floor = floor,
				     .number = place.table->number,
				     .row = floor->spots[floor->place].row + 1,
				     .column = floor->spots[floor->place].column + 1 };
	err = putting->row <= FLOOR_PLAN_MAX && putting->column <= FLOOR_PLAN_MAX
		      ? ui_push(ui, &screen_put, putting)
		      : ERR_LIMIT;
	if (err != ERR_OK) {
		free(putting);
		return err;
	}
	ui_say(ui, tr(ui_draw(ui), "The arrows carry table %lld, Enter leaves it there."),
	       (long long)putting->number);
	return ERR_OK;
}
