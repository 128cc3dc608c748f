/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor.c -- the tables and tabs of the house, and the way to each: by number, by name, by
 * the arrows.
 */
#include "screen/floor.h"

#include <assert.h>
#include <stdlib.h>

#include "base/str.h"
#include "locale/fold.h"
#include "screen/menu_parts.h"
#include "screen/price.h"
#include "service/bill.h"
#include "ui/prompt.h"

static void understand(struct ui *ui, void *state);

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
	understand(ui, state);
}

/* The number of the table that was typed, and the covers with it: "5", "#5", "5*4". */
static int64_t said_table(const struct grammar *said, int64_t *ret_covers)
{
	if (said->kind == GRAMMAR_TABLE) {
		*ret_covers = said->quantity;
		return said->number;
	}
	*ret_covers = said->has_quantity ? said->number : 0;
	return said->has_quantity ? said->quantity : said->number;
}

static void echo_table(struct ui *ui, struct floor *floor)
{
	const struct draw *draw = ui_draw(ui);
	int64_t covers, number = said_table(&floor->said, &covers);
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

/* "Table 5 Sara", or the name of the tab. */
static void bill_name(const struct draw *draw, const struct floor_bill *bill, char *into,
		      size_t size)
{
	if (bill->head.table_number != 0)
		text_format(into, size, tr(draw, "Table %lld %s"),
			    (long long)bill->head.table_number, bill->head.name);
	else
		str_copy(into, size, bill->head.name);
}

/* "Walk-in, Walk-in 2": all that the letters find. */
static void found_names(const struct draw *draw, const struct floor *floor, char *into,
			size_t size)
{
	char name[BILL_NAME_SIZE + 16], before[ENTRY_ECHO_SIZE];

	into[0] = '\0';
	for (int i = 0; i < floor->n_found; i++) {
		bill_name(draw, &floor->bills[floor->found[i]], name, sizeof name);
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
		entry_echo(&floor->entry, tr(draw, "No bill has this name. F2 opens a tab."), NULL);
		return;
	}
	found_names(draw, floor, echo, sizeof echo);
	if (floor->n_found > 1) {
		entry_echo(&floor->entry, echo, NULL);
		return;
	}
	bill = &floor->bills[floor->found[0]];
	entry_echo(&floor->entry, echo, draw_money(draw, bill->due_minor, money));
}

/* Reads the entry line again and says beside it what was understood. */
static void understand(struct ui *ui, void *state)
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

static enum err show_bill(struct ui *ui, struct floor *floor, int64_t bill)
{
	struct screen_bill check = { floor->till, bill };

	entry_clear(&floor->entry);
	understand(ui, floor);
	floor->shown = bill;
	return ui_push(ui, &screen_check, &check);
}

/* Opens a new bill: at a table, or a tab with a name. */
static enum err new_bill(struct ui *ui, struct floor *floor, int64_t table, const char *name,
			 int64_t covers)
{
	struct act act = till_act(floor->till, 0, -1);
	int64_t bill;
	enum err err = bill_open(floor->till->app, &act, table, name, covers, &bill);

	if (err == ERR_APPROVAL)
		return ERR_PERMISSION;
	if (err != ERR_OK && err != ERR_EXISTS)
		return err;
	ui_say(ui, "%s", "");
	return show_bill(ui, floor, bill);
}

/* Shows the room of a table and stands on it, for the way back. */
static void stand_on(struct floor *floor, const struct floor_table *table)
{
	for (int i = 0; i < floor->n_rooms; i++)
		if (floor->rooms[i].id == table->room)
			floor->room = i;
	floor->place = 0;
	for (int i = 0; &floor->tables[i] != table; i++)
		floor->place += floor->tables[i].room == table->room;
}

/* Those who booked sit down, or others do. */
static enum err seat(struct ui *ui, void *arg, int choice)
{
	struct floor *floor = arg;
	const struct reservation *guest = floor_expected(floor, &floor->seating);
	struct act act = till_act(floor->till, 0, -1);
	int64_t bill;
	enum err err;

	if (choice != 0 || guest == NULL)
		return new_bill(ui, floor, floor->seating.number, "", floor->seating_covers);
	err = reserve_seat(floor->till->app, &act, guest->id, floor->seating.number,
			   floor->seating_covers, &bill);
	if (err != ERR_OK)
		return err;
	ui_say(ui, tr(ui_draw(ui), "%s is seated."), guest->name);
	return show_bill(ui, floor, bill);
}

static enum err open_table(struct ui *ui, struct floor *floor, const struct floor_table *table,
			   int64_t covers)
{
	const struct reservation *guest = floor_expected(floor, table);
	const struct draw *draw = ui_draw(ui);
	char booked[192], time[DATE_TEXT_SIZE];
	const char *choices[] = { booked, tr(draw, "Other guests") };

	if (guest == NULL)
		return new_bill(ui, floor, table->number, "", covers);
	floor->seating = *table;
	floor->seating_covers = covers;
	text_format(booked, sizeof booked, tr(draw, "%s, booked for %s, %lld covers"), guest->name,
		    floor_time_text(floor, draw, guest, time), (long long)guest->covers);
	return prompt_choose_afresh(ui, tr(draw, "The table is booked. Who sits down?"), choices, 2,
				    seat, floor);
}

static enum err go_to_table(struct ui *ui, struct floor *floor, int64_t number, int64_t covers)
{
	const struct floor_table *table = floor_table(floor, number);
	const struct floor_bill *bill;

	if (table == NULL) {
		ui_error(ui, tr(ui_draw(ui), "There is no table %lld."), (long long)number);
		return ERR_NOT_FOUND;
	}
	stand_on(floor, table);
	bill = floor_bill(floor, table);
	return bill != NULL ? show_bill(ui, floor, bill->head.id)
			    : open_table(ui, floor, table, covers);
}

enum err floor_jump(struct ui *ui, int64_t number, int64_t covers)
{
	assert(ui_top(ui) == &screen_floor);
	return go_to_table(ui, ui_state(ui), number, covers);
}

static enum err go_to_place(struct ui *ui, struct floor *floor)
{
	struct floor_place place;

	if (floor->place < 0) {
		ui_error(ui, tr(ui_draw(ui),
				"Type the number of a table, or choose one with the arrows."));
		return ERR_OK;
	}
	place = floor_place(floor, floor->place);
	if (place.bill != NULL)
		return show_bill(ui, floor, place.bill->head.id);
	return open_table(ui, floor, place.table, 0);
}

static enum err go_to_name(struct ui *ui, struct floor *floor)
{
	char names[ENTRY_ECHO_SIZE];

	if (floor->n_found == 1)
		return show_bill(ui, floor, floor->bills[floor->found[0]].head.id);
	if (floor->n_found > 1) {
		found_names(ui_draw(ui), floor, names, sizeof names);
		ui_error(ui, tr(ui_draw(ui), "Several fit: %s. Type more, or choose with the "
					     "arrows."), names);
		return ERR_SYNTAX;
	}
	ui_error(ui, tr(ui_draw(ui), "No bill is called %s. F2 opens a tab with this name."),
		 floor->said.text);
	return ERR_NOT_FOUND;
}

static enum err floor_go(struct ui *ui, void *state)
{
	struct floor *floor = state;
	int64_t covers, number;

	switch (floor->said.kind) {
	case GRAMMAR_EMPTY:
		return go_to_place(ui, floor);
	case GRAMMAR_CODE:
	case GRAMMAR_TABLE:
		number = said_table(&floor->said, &covers);
		return go_to_table(ui, floor, number, covers);
	case GRAMMAR_SEARCH:
		return floor->said.has_quantity ? ERR_SYNTAX : go_to_name(ui, floor);
	case GRAMMAR_PRICE:
		return price_say(floor->till, &floor->said);
	case GRAMMAR_BAD:
		return floor->said.err;
	default:
		return ERR_SYNTAX;
	}
}

static enum err tab_named(struct ui *ui, void *arg, const char *text)
{
	char name[BILL_NAME_SIZE];

	(void)fold_clean(name, sizeof name, text);
	return new_bill(ui, arg, 0, name, 0);
}

static enum err floor_tab(struct ui *ui, void *state)
{
	struct floor *floor = state;
	struct prompt_line line = { .title = tr(ui_draw(ui), "New tab"),
				    .label = tr(ui_draw(ui), "Name"), .limit = 40 };

	if (floor->said.kind == GRAMMAR_SEARCH && !floor->said.has_quantity)
		return tab_named(ui, floor, floor->said.text);
	if (floor->said.kind != GRAMMAR_EMPTY)
		return ERR_SYNTAX;
	return prompt_text(ui, &line, tab_named, floor);
}

static enum err floor_walk_in(struct ui *ui, void *state)
{
	char name[BILL_NAME_SIZE];

	floor_new_name(state, tr(ui_draw(ui), "Walk-in"), name, sizeof name);
	return new_bill(ui, state, 0, name, 0);
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
	ui_say(ui, tr(ui_draw(ui), "F10 locks this till, F9 logs you out."));
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

static const struct action actions[] = {
	{ "go", "Enter", NULL,
	  N_("Open the table or tab that was typed (5, 5*4 with covers, a name) or chosen."),
	  PERM_NONE, NULL, floor_go },
	{ "new-tab", "F2", N_("Tab"),
	  N_("Open a tab with the name that was typed, or ask for one."), PERM_SELL, NULL,
	  floor_tab },
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
	{ "receipts", "F7", N_("Receipts"), N_("Look at receipts and print them again."), PERM_NONE,
	  NULL, floor_receipts },
	{ "drawer", "F8", N_("Drawer"), N_("Open the cash drawer with a float, or count it."),
	  PERM_NONE, NULL, floor_drawer },
	{ "log-out", "F9", NULL, N_("Leave the till to somebody else."), PERM_NONE, NULL,
	  floor_log_out },
	{ "lock", "F10", N_("Lock"), N_("Lock the till; everything stays as it is."), PERM_NONE,
	  NULL, till_lock_action },
	{ "walk-in", "F12", N_("Walk-in"), N_("Start a sale without a table."), PERM_SELL, NULL,
	  floor_walk_in },
	{ "stay", "Esc", NULL, N_("Empty the entry line."), PERM_NONE, NULL, floor_stay },
	{ 0 },
};

const struct screen_class screen_floor = {
	.macros = true,
	.rings = "walk-in",
	.name = "floor",
	.help_title = N_("Tables"),
	.actions = actions,
	.open = floor_open,
	.close = floor_close,
	.title = floor_title,
	.draw = floor_draw,
	.entry = floor_entry,
	.changed = understand,
	.key = floor_key,
	.reload = floor_reload,
};
