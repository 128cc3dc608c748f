/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor_go.c -- opening a table, a tab or a sale from the floor, and seating who booked.
 */
#include <assert.h>

#include "base/str.h"
#include "locale/fold.h"
#include "screen/floor.h"
#include "screen/price.h"
#include "ui/prompt.h"

static enum err show_bill(struct ui *ui, struct floor *floor, int64_t bill)
{
	struct screen_bill check = { floor->till, bill };

	struct bill_head head;

	entry_clear(&floor->entry);
	floor_understand(ui, floor);
	if (store_bill_head(floor->till->app->db, bill, &head) == ERR_OK) {
		floor->shown = bill;
		floor->shown_at = head.dining_table;
	}
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

void floor_stand_on(struct floor *floor, const struct floor_table *table)
{
	for (int i = 0; i < floor->n_rooms; i++)
		if (floor->rooms[i].id == table->room)
			floor->room = i;
	floor->place = 0;
	for (int i = 0; &floor->tables[i] != table; i++)
		floor->place += floor->tables[i].room == table->room;
}

void floor_stand_at(struct floor *floor, const struct floor_bill *bill)
{
	const struct floor_table *table = floor_table(floor, bill->head.table_number);

	if (table != NULL) {
		floor_stand_on(floor, table);
		return;
	}
	for (int i = floor_tables(floor); i < floor_places(floor); i++)
		if (floor_place(floor, i).bill == bill)
			floor->place = i;
}

void floor_say_seated(struct ui *ui, const struct reservation *guest)
{
	if (guest->note[0] != '\0')
		ui_say(ui, tr(ui_draw(ui), "%s is seated. Booked with: %s"), guest->name,
		       guest->note);
	else
		ui_say(ui, tr(ui_draw(ui), "%s is seated."), guest->name);
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
	floor_say_seated(ui, guest);
	return show_bill(ui, floor, bill);
}

/* Whoever sits down at floor->seating: those who booked it are asked for. */
static enum err sit_down(struct ui *ui, void *arg)
{
	struct floor *floor = arg;
	const struct reservation *guest = floor_expected(floor, &floor->seating);
	const struct draw *draw = ui_draw(ui);
	char booked[192], time[DATE_TEXT_SIZE];
	const char *choices[] = { booked, tr(draw, "Other guests") };

	if (guest == NULL)
		return new_bill(ui, floor, floor->seating.number, "", floor->seating_covers);
	text_format(booked, sizeof booked, tr(draw, "%s, booked for %s, %lld covers"), guest->name,
		    floor_time_text(floor, draw, guest, time), (long long)guest->covers);
	return prompt_choose_afresh(ui, tr(draw, "The table is booked. Who sits down?"), choices, 2,
				    seat, floor);
}

static enum err open_table(struct ui *ui, struct floor *floor, const struct floor_table *table,
			   int64_t covers)
{
	floor->seating = *table;
	floor->seating_covers = covers;
	if (till_are_many(covers, table->seats))
		return till_ask_covers(floor->till, covers, table->seats, sit_down, floor);
	return sit_down(ui, floor);
}

static enum err open_taken(struct ui *ui, void *arg)
{
	struct floor *floor = arg;

	return show_bill(ui, floor, floor->taken);
}

/* Whoever seats guests at a table where others sit does not ring on their check unasked. */
static enum err ask_taken(struct ui *ui, struct floor *floor, const struct floor_bill *bill)
{
	const struct draw *draw = ui_draw(ui);
	const struct bill_head *head = &bill->head;
	char title[64], text[160], money[NUMBER_TEXT_SIZE];
	struct prompt_question question = { .title = title, .text = text,
					    .amount = draw_money(draw, bill->due_minor, money),
					    .yes = tr(draw, "Open their check") };

	entry_clear(&floor->entry);
	floor_understand(ui, floor);
	floor->taken = head->id;
	text_format(title, sizeof title, tr(draw, "Table %lld is taken"),
		    (long long)head->table_number);
	text_format(text, sizeof text, draw_plural(draw, "%lld guest sits there, on check %lld.",
					    "%lld guests sit there, on check %lld.", head->covers),
		    (long long)head->covers, (long long)head->number);
	return prompt_confirm(ui, &question, open_taken, floor);
}

static enum err go_to_table(struct ui *ui, struct floor *floor, int64_t number, int64_t covers)
{
	const struct floor_table *table = floor_table(floor, number);
	const struct floor_bill *bill;

	if (table == NULL) {
		ui_error(ui, tr(ui_draw(ui), "There is no table %lld."), (long long)number);
		return ERR_NOT_FOUND;
	}
	floor_stand_on(floor, table);
	bill = floor_bill(floor, table);
	if (bill == NULL)
		return open_table(ui, floor, table, covers);
	return covers != 0 && covers != bill->head.covers ? ask_taken(ui, floor, bill)
							  : show_bill(ui, floor, bill->head.id);
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

/* --- one of several ---------------------------------------------------------------------- */

static enum err offered(struct ui *ui, void *arg, int choice)
{
	struct floor *floor = arg;

	return choice < floor->n_offered ? show_bill(ui, floor, floor->offered[choice])
					 : new_bill(ui, floor, 0, floor->offered_name, 0);
}

/* Lists the bills found, with what each owes, and a new tab when `name` is not "". */
static enum err offer(struct ui *ui, struct floor *floor, const char *title, const char *name)
{
	const struct draw *draw = ui_draw(ui);
	char text[FLOOR_FOUND_MAX + 1][BILL_NAME_SIZE + 64];
	char bill_name[BILL_NAME_SIZE + 16], money[NUMBER_TEXT_SIZE];
	const char *choices[FLOOR_FOUND_MAX + 1];
	int n = floor->n_found;

	for (int i = 0; i < n; i++) {
		const struct floor_bill *bill = &floor->bills[floor->found[i]];

		floor->offered[i] = bill->head.id;
		floor_bill_name(draw, bill, bill_name, sizeof bill_name);
		text_format(text[i], sizeof text[i], "%s · %s", bill_name,
			    draw_money(draw, bill->due_minor, money));
	}
	floor->n_offered = n;
	str_copy(floor->offered_name, sizeof floor->offered_name, name);
	if (name[0] != '\0')
		text_format(text[n], sizeof text[n], tr(draw, "A new tab, called %s"), name);
	for (int i = 0; i <= n; i++)
		choices[i] = text[i];
	return prompt_choose_afresh(ui, title, choices, n + (name[0] != '\0'), offered, floor);
}

static enum err go_to_name(struct ui *ui, struct floor *floor)
{
	if (floor->n_found == 1)
		return show_bill(ui, floor, floor->bills[floor->found[0]].head.id);
	if (floor->n_found > 1)
		return offer(ui, floor, tr(ui_draw(ui), "Several fit. Which one?"), "");
	ui_error(ui, tr(ui_draw(ui), "No bill is called %s. {new-tab} opens a tab with this name."),
		 floor->said.text);
	return ERR_NOT_FOUND;
}

static enum err say_table(struct ui *ui)
{
	ui_error(ui, "%s", tr(ui_draw(ui), "Type the number of a table (5), with its covers from "
					   "1 to 9999 (5*4), or a name."));
	return ERR_SYNTAX;
}

enum err floor_go(struct ui *ui, void *state)
{
	struct floor *floor = state;
	int64_t covers, number;

	switch (floor->said.kind) {
	case GRAMMAR_EMPTY:
		return go_to_place(ui, floor);
	case GRAMMAR_CODE:
	case GRAMMAR_TABLE:
		number = grammar_table(&floor->said, &covers);
		return go_to_table(ui, floor, number, covers);
	case GRAMMAR_SEARCH:
		return floor->said.has_quantity ? say_table(ui) : go_to_name(ui, floor);
	case GRAMMAR_PRICE:
		return price_say(floor->till, &floor->said, 0);
	default:
		return say_table(ui);
	}
}

static enum err tab_named(struct ui *ui, void *arg, const char *text)
{
	struct floor *floor = arg;
	char name[BILL_NAME_SIZE], other[BILL_NAME_SIZE];

	(void)fold_clean(name, sizeof name, text);
	if (floor_bill_named(floor, name) == NULL)
		return new_bill(ui, floor, 0, name, 0);
	floor->n_found = floor_find(floor, name, floor->found, FLOOR_FOUND_MAX);
	floor_new_name(floor, name, other, sizeof other);
	return offer(ui, floor, tr(ui_draw(ui), "There is a tab of this name. Which one?"), other);
}

enum err floor_tab(struct ui *ui, void *state)
{
	struct floor *floor = state;
	struct prompt_line line = { .title = tr(ui_draw(ui), "New tab"),
				    .label = tr(ui_draw(ui), "Name"), .limit = 40 };

	if (floor->said.kind == GRAMMAR_SEARCH && !floor->said.has_quantity)
		return tab_named(ui, floor, floor->said.text);
	if (floor->said.kind != GRAMMAR_EMPTY) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Type the name of the tab, then {new-tab}: "
						   "letters, no number alone."));
		return ERR_SYNTAX;
	}
	return prompt_text(ui, &line, tab_named, floor);
}

enum err floor_walk_in(struct ui *ui, void *state)
{
	char name[BILL_NAME_SIZE];

	floor_new_name(state, tr(ui_draw(ui), "Walk-in"), name, sizeof name);
	return new_bill(ui, state, 0, name, 0);
}
