/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor.c -- the tables and tabs of the house, and the way to each: by number, by name, by
 * the arrows.
 */
#include "screen/floor.h"

#include <stdlib.h>

#include "base/str.h"
#include "screen/menu_parts.h"

static enum err floor_open(struct ui *ui, void *argument, void **ret_state)
{
	struct floor *floor = calloc(1, sizeof *floor);
	enum err err;

	(void)ui;
	if (floor == NULL)
		return ERR_MEMORY;
	floor->till = argument;
	floor->place = -1;
	floor->per_row = floor->per_tab_row = 1;
	entry_init(&floor->entry, N_("table, name or tab, then ↵"));
	err = floor_load(floor);
	if (err != ERR_OK) {
		floor_free(floor);
		return err;
	}
	*ret_state = floor;
	return ERR_OK;
}

static void floor_close(void *state)
{
	floor_free(state);
}

static void floor_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct floor *floor = state;

	(void)draw;
	str_copy(into, size, floor->till->app->property.name);
}

static struct entry_line *floor_entry(void *state)
{
	return &((struct floor *)state)->entry;
}

static void floor_reload(struct ui *ui, void *state)
{
	ui_error_code(ui, floor_load(state));
	floor_understand(ui, state);
}

static void echo_table(struct ui *ui, struct floor *floor)
{
	const struct draw *draw = ui_draw(ui);
	int64_t covers, number = grammar_table(&floor->said, &covers);
	const struct floor_table *table = floor_table(floor, number);
	const struct floor_bill *bill = table != NULL ? floor_bill(floor, table) : NULL;
	char echo[ENTRY_ECHO_SIZE], money[NUMBER_TEXT_SIZE] = "";

	if (table == NULL)
		text_format(echo, sizeof echo, tr(draw, "There is no table %lld."),
			    (long long)number);
	else if (bill != NULL)
		text_format(echo, sizeof echo, tr(draw, "Table %lld %s"), (long long)number,
			    bill->head.name);
	else if (covers > 0)
		text_format(echo, sizeof echo, tr(draw, "Table %lld, %lld covers"),
			    (long long)number, (long long)covers);
	else
		text_format(echo, sizeof echo, tr(draw, "Table %lld, free, %lld seats"),
			    (long long)number, (long long)table->seats);
	if (bill != NULL)
		draw_money(draw, bill->due_minor, money);
	entry_echo(&floor->entry, echo, money);
}

void floor_bill_name(const struct draw *draw, const struct floor_bill *bill, char *into,
		     size_t size)
{
	if (bill->head.table_number != 0 && bill->head.name[0] == '\0')
		text_format(into, size, tr(draw, "Table %lld"), (long long)bill->head.table_number);
	else if (bill->head.table_number != 0)
		text_format(into, size, tr(draw, "Table %lld %s"),
			    (long long)bill->head.table_number, bill->head.name);
	else
		str_copy(into, size, bill->head.name);
}

void floor_found_names(const struct draw *draw, const struct floor *floor, char *into,
		       size_t size)
{
	char name[BILL_NAME_SIZE + 16], before[ENTRY_ECHO_SIZE];

	into[0] = '\0';
	for (int i = 0; i < floor->n_found; i++) {
		floor_bill_name(draw, &floor->bills[floor->found[i]], name, sizeof name);
		str_copy(before, sizeof before, into);
		text_format(into, size, i == 0 ? "%s%s" : "%s, %s", before, name);
	}
}

static void echo_name(struct ui *ui, struct floor *floor)
{
	const struct draw *draw = ui_draw(ui);
	const struct floor_bill *bill;
	char echo[ENTRY_ECHO_SIZE], money[NUMBER_TEXT_SIZE];

	floor->n_found = floor_find(floor, floor->said.text, floor->found, FLOOR_FOUND_MAX);
	if (floor->n_found == 0) {
		entry_echo(&floor->entry, tr(draw, "No bill has this name. {new-tab} opens a "
						   "tab."), NULL);
		return;
	}
	floor_found_names(draw, floor, echo, sizeof echo);
	if (floor->n_found > 1) {
		entry_echo(&floor->entry, echo, NULL);
		return;
	}
	bill = &floor->bills[floor->found[0]];
	entry_echo(&floor->entry, echo, draw_money(draw, bill->due_minor, money));
}

void floor_understand(struct ui *ui, void *state)
{
	struct floor *floor = state;
	char text[EDIT_TEXT_SIZE];

	floor->said = grammar_read(entry_text(&floor->entry, text));
	floor->n_found = 0;
	entry_echo(&floor->entry, NULL, NULL);
	if (floor->said.kind == GRAMMAR_CODE || floor->said.kind == GRAMMAR_TABLE)
		echo_table(ui, floor);
	else if (floor->said.kind == GRAMMAR_SEARCH && !floor->said.has_quantity)
		echo_name(ui, floor);
}

static enum err floor_room(struct ui *ui, void *state)
{
	struct floor *floor = state;

	(void)ui;
	if (floor->n_rooms > 0)
		floor->room = (floor->room + 1) % floor->n_rooms;
	floor->place = -1;
	floor->top = floor->left = 0;
	table_init(&floor->list, false);
	floor_lay(floor);
	return ERR_OK;
}

static enum err floor_look(struct ui *ui, void *state)
{
	struct floor *floor = state;

	(void)ui;
	floor->till->floor_lists = !floor->till->floor_lists;
	return ERR_OK;
}

static enum err floor_work(struct ui *ui, void *state)
{
	return ui_push(ui, &screen_work, ((struct floor *)state)->till);
}

static enum err floor_reservations(struct ui *ui, void *state)
{
	return ui_push(ui, &screen_reservations, ((struct floor *)state)->till);
}

static enum err floor_receipts(struct ui *ui, void *state)
{
	return ui_push(ui, &screen_receipts, ((struct floor *)state)->till);
}

static enum err floor_drawer(struct ui *ui, void *state)
{
	return ui_push(ui, &screen_drawer, ((struct floor *)state)->till);
}

static enum err floor_log_out(struct ui *ui, void *state)
{
	(void)ui;
	return till_log_out(((struct floor *)state)->till);
}

static enum err floor_stay(struct ui *ui, void *state)
{
	(void)state;
	ui_say(ui, tr(ui_draw(ui), "{lock} locks this till, {log-out} logs you out."));
	return ERR_OK;
}

/* Along the plan, or along the list. */
static int step_to(const struct floor *floor, struct key key, bool is_rtl)
{
	int forward = is_rtl ? -1 : 1;

	if (key_is(key, K_UP) || key_is(key, K_DOWN))
		return floor_up_down(floor, key_is(key, K_UP) ? -1 : 1);
	if (key_is(key, K_LEFT) || key_is(key, K_RIGHT))
		return floor_on_off(floor, key_is(key, K_LEFT) ? -forward : forward);
	if (key_is(key, K_HOME))
		return 0;
	return key_is(key, K_END) ? floor_places(floor) - 1 : floor->place;
}

static enum err floor_key(struct ui *ui, void *state, struct key key)
{
	struct floor *floor = state;
	int before = floor->place, to;

	if (floor_places(floor) == 0)
		return ERR_OK;
	if (!floor->till->floor_lists || !floor_list_key(floor, key)) {
		to = step_to(floor, key, ui_draw(ui)->rtl);
		if (to >= 0 && to < floor_places(floor))
			floor->place = to;
	}
	if (floor->place != before)
		floor->shown = 0;
	return ERR_OK;
}

static bool has_rooms(const void *state)
{
	return ((const struct floor *)state)->n_rooms > 1;
}

static enum err floor_left(struct ui *ui, void *state)
{
	return ui_push(ui, &screen_left, ((struct floor *)state)->till);
}

static enum err floor_menu(struct ui *ui, void *state)
{
	return ui_push(ui, &screen_menu, ((struct floor *)state)->till);
}

static enum err floor_train(struct ui *ui, void *state)
{
	struct floor *floor = state;

	if (floor->said.kind == GRAMMAR_EMPTY)
		return till_train(floor->till);
	ui_error(ui, "%s", tr(ui_draw(ui), "Something is typed here still. Esc empties the line."));
	return ERR_SYNTAX;
}

static const struct action actions[] = {
	{ "go", "Enter", NULL,
	  N_("Open the table or tab that was typed (5, 5*4 with covers, a name) or chosen."),
	  PERM_NONE, NULL, floor_go },
	{ "new-tab", "F2", N_("Tab"),
	  N_("Open a tab with the name that was typed, or ask for one."), PERM_SELL, NULL,
	  floor_tab },
	{ "move", "F3", NULL,
	  N_("Take the check that was typed (5, then this key) or chosen to another table, or make "
	     "it a tab; to a table where others sit, onto their check."),
	  PERM_SELL, NULL, floor_move },
	{ "merge", "F6", NULL,
	  N_("Bring another check to the one that was typed or chosen; the other one closes."),
	  PERM_SELL, NULL, floor_merge },
	{ "take-back", "Ctrl-Z", NULL,
	  N_("Take back what was moved or put together here last, while nothing was done to it "
	     "since."),
	  PERM_SELL, NULL, floor_take_back },
	{ "work", "F4", N_("Waits"),
	  N_("What waits for somebody: doubts, refunds owed, uncollected cards, holds, slips."),
	  PERM_NONE, NULL, floor_work },
	{ "left", "Shift-F8", NULL,
	  N_("What is sold out (86), and how many are left of what is counted."), PERM_SELL, NULL,
	  floor_left },
	{ "menu", "Shift-F9", NULL,
	  N_("Change the menu: items, categories, price levels, sizes, modifiers."), PERM_SETUP,
	  NULL, floor_menu },
	{ "next-room", "F5", N_("Room"), N_("Show the next room."), PERM_NONE, has_rooms,
	  floor_room },
	{ "look", "Shift-F5", NULL, N_("Show the tables as a list, or on their plan."), PERM_NONE,
	  NULL, floor_look },
	{ "put-table", "Ctrl-G", NULL,
	  N_("Carry the chosen table to another place of its room's plan."), PERM_SETUP, NULL,
	  floor_put },
	{ "reservations", "Shift-F2", NULL,
	  N_("The book of reservations: who comes when, taking one, seating the guests."),
	  PERM_SELL, NULL, floor_reservations },
	{ "receipts", "F7", N_("Receipts"), N_("Look at receipts and print them again."), PERM_NONE,
	  NULL, floor_receipts },
	{ "drawer", "F8", N_("Drawer"), N_("Open the cash drawer with a float, or count it."),
	  PERM_NONE, NULL, floor_drawer },
	{ "log-out", "F9", N_("Exit"), N_("Leave the till to somebody else."), PERM_NONE, NULL,
	  floor_log_out },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE,
	  NULL, till_lock_action },
	{ "training", "Ctrl-T", NULL,
	  N_("Practise on a copy of the house whose sales count nowhere; there, come back."),
	  PERM_SELL, NULL, floor_train },
	{ "walk-in", "F12", N_("Walk-in"), N_("Start a sale without a table."), PERM_SELL, NULL,
	  floor_walk_in },
	{ "stay", "Esc", NULL, N_("Empty the entry line."), PERM_NONE, NULL, floor_stay },
	{ 0 },
};

static const struct bar_label wide[] = {
	{ "move", N_("Move") },
	{ "reservations", N_("Booked") },
	{ "left", N_("86") },
	{ "lock", N_("Lock") },
	{ .action = NULL },
};

const struct screen_class screen_floor = {
	.macros = true,
	.rings = "walk-in",
	.wide = wide,
	.name = "floor",
	.help_title = N_("Tables"),
	.actions = actions,
	.open = floor_open,
	.close = floor_close,
	.title = floor_title,
	.draw = floor_draw,
	.entry = floor_entry,
	.changed = floor_understand,
	.key = floor_key,
	.reload = floor_reload,
};

const char *floor_key_name(const struct floor *floor, const char *name, char into[KEY_NAME_SIZE])
{
	const struct action *action = actions;

	while (action->name != NULL && !str_equal(action->name, name))
		action++;
	return key_text(ui_action_key(floor->till->ui, action), into);
}
