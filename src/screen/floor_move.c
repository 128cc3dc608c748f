/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor_move.c -- a check goes to another table, two checks become one, and the last of
 * these is taken back; all without opening a check.
 */
#include "base/str.h"
#include "locale/fold.h"
#include "screen/floor.h"
#include "service/bill_split.h"
#include "ui/prompt.h"

#define NAME_LIMIT 40

/* --- which check ------------------------------------------------------------------------- */

/* The check at a table that was typed. */
static const struct floor_bill *bill_at(struct ui *ui, const struct floor *floor, int64_t number)
{
	const struct floor_table *table = floor_table(floor, number);
	const struct floor_bill *bill = table != NULL ? floor_bill(floor, table) : NULL;

	if (table == NULL)
		ui_error(ui, tr(ui_draw(ui), "There is no table %lld."), (long long)number);
	else if (bill == NULL)
		ui_error(ui, tr(ui_draw(ui), "Nobody sits at table %lld."), (long long)number);
	return bill;
}

/* The check whose name was typed: all of it, or letters that no other has. */
static const struct floor_bill *bill_called(struct ui *ui, const struct floor *floor,
					    const char *name)
{
	int found[2] = { 0 };

	if (floor_find(floor, name, found, 2) == 1)
		return &floor->bills[found[0]];
	ui_error(ui, tr(ui_draw(ui), "No open check, or more than one, is called %s."), name);
	return NULL;
}

static const struct floor_bill *bill_said(struct ui *ui, const struct floor *floor,
					  const struct grammar *said)
{
	int64_t covers;

	if (said->kind == GRAMMAR_CODE || said->kind == GRAMMAR_TABLE)
		return bill_at(ui, floor, grammar_table(said, &covers));
	if (said->kind == GRAMMAR_SEARCH && !said->has_quantity)
		return bill_called(ui, floor, said->text);
	ui_error(ui, "%s", tr(ui_draw(ui), "Type a table or a name."));
	return NULL;
}

/* The one in the entry line, else the chosen one. */
static const struct floor_bill *bill_meant(struct ui *ui, const struct floor *floor)
{
	struct floor_place place = { NULL, NULL };

	if (floor->said.kind != GRAMMAR_EMPTY)
		return bill_said(ui, floor, &floor->said);
	if (floor->place >= 0)
		place = floor_place(floor, floor->place);
	if (place.bill == NULL)
		ui_error(ui, "%s", tr(ui_draw(ui), "Which check? Choose it, or type its table or "
						   "name before this key."));
	return place.bill;
}

/* --- doing ------------------------------------------------------------------------------- */

/* Says which till works on one of the bills, when one does (B4). */
static enum err say_held(struct ui *ui, const struct floor *floor, const struct floor_bill *bill)
{
	char name[BILL_NAME_SIZE + 16];

	if (bill == NULL)
		return ERR_HELD;
	floor_bill_name(ui_draw(ui), bill, name, sizeof name);
	if (bill->head.state == BILL_SETTLING)
		ui_error(ui, tr(ui_draw(ui), "%s is being paid just now. Nothing was changed."),
			 name);
	else if (floor_is_elsewhere(floor, bill))
		ui_error(ui, tr(ui_draw(ui), "Till %d works on %s. Open it to take it over; "
					     "nothing was changed."),
			 bill->head.holder, name);
	return ERR_HELD;
}

/* What stands in the way, in words, once the floor was read again. */
static enum err say_why(struct ui *ui, struct floor *floor, enum err err)
{
	const struct floor_move *move = &floor->move;
	const struct floor_bill *first = floor_bill_by_id(floor, move->bill);
	const struct floor_bill *second = floor_bill_by_id(floor, move->onto);

	if (err == ERR_HELD && first != NULL && first->head.holder == 0 &&
	    first->head.state != BILL_SETTLING)
		first = second;
	if (err == ERR_HELD)
		return say_held(ui, floor, first);
	till_say_together(floor->till, move->bill, move->name, err);
	return err;
}

/* Lets go of the bill and stands on it; what was done can be taken back from here on. */
static enum err finish(struct ui *ui, struct floor *floor, int64_t bill)
{
	struct act act = till_act(floor->till, bill, -1);
	const struct floor_bill *there;
	enum err err = bill_release(floor->till->app, &act);

	entry_clear(&floor->entry);
	floor_understand(ui, floor);
	if (err == ERR_OK)
		err = floor_load(floor);
	there = floor_bill_by_id(floor, bill);
	if (err != ERR_OK || there == NULL)
		return err;
	floor->done = (struct floor_done){ bill, there->head.version };
	floor->shown = 0;
	floor_stand_at(floor, there);
	return ERR_OK;
}

/* --- two become one ---------------------------------------------------------------------- */

static enum err merge_yes(struct ui *ui, void *arg)
{
	struct floor *floor = arg;
	const struct floor_move *move = &floor->move;
	struct act act = till_act(floor->till, move->onto, -1);
	const struct draw *draw = ui_draw(ui);
	char key[KEY_NAME_SIZE], due[96];
	enum err err = bill_merge(floor->till->app, &act, move->bill), read;

	if (err == ERR_OK)
		err = finish(ui, floor, move->onto);
	if (err != ERR_OK) {
		read = floor_load(floor);
		return read == ERR_OK ? say_why(ui, floor, err) : read;
	}
	floor_key_name(floor, "take-back", key);
	if (till_due_now(floor->till, move->onto, move->service_minor, due, sizeof due))
		ui_say(ui, tr(draw, "%s is on %s now: %s. %s undoes it."), move->name,
		       move->onto_name, due, key);
	else
		ui_say(ui, tr(draw, "%s is on %s now, %s in all. %s undoes it."), move->name,
		       move->onto_name, due, key);
	return ERR_OK;
}

/* Says which of the two stays and which closes. */
static enum err ask_merge(struct ui *ui, struct floor *floor, const struct floor_bill *bill,
			  const struct floor_bill *onto)
{
	const struct draw *draw = ui_draw(ui);
	char text[PROMPT_TEXT_SIZE], money[NUMBER_TEXT_SIZE];
	struct prompt_question question = { .title = tr(draw, "Put both checks together?"),
					    .text = text, .yes = tr(draw, "Put them together") };

	if (bill == onto) {
		ui_error(ui, "%s", tr(draw, "That is this check."));
		return ERR_STATE;
	}
	floor->move.bill = bill->head.id;
	floor->move.onto = onto->head.id;
	floor_bill_name(draw, bill, floor->move.name, sizeof floor->move.name);
	floor_bill_name(draw, onto, floor->move.onto_name, sizeof floor->move.onto_name);
	text_format(text, sizeof text,
		    tr(draw, "Check %lld closes: what is open on %s, %s, then stands on %s."),
		    (long long)bill->head.number, floor->move.name,
		    draw_money(draw, bill->due_minor, money), floor->move.onto_name);
	floor->move.service_minor = till_add_together(floor->till, bill->head.id, onto->head.id,
						      text, sizeof text);
	return prompt_confirm(ui, &question, merge_yes, floor);
}

static enum err merge_typed(struct ui *ui, void *arg, const char *text)
{
	struct floor *floor = arg;
	struct grammar said = grammar_read(text);
	const struct floor_bill *onto = floor_bill_by_id(floor, floor->move.onto);
	const struct floor_bill *other = bill_said(ui, floor, &said);

	if (other == NULL)
		return ERR_NOT_FOUND;
	return onto != NULL ? ask_merge(ui, floor, other, onto) : ERR_CLOSED;
}

enum err floor_merge(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct floor *floor = state;
	const struct floor_bill *bill = bill_meant(ui, floor);
	char name[BILL_NAME_SIZE + 16], title[BILL_NAME_SIZE + 64];
	struct prompt_line line = { .title = title, .label = tr(draw, "Table, or name"),
				    .limit = NAME_LIMIT };

	if (bill == NULL)
		return ERR_NOT_FOUND;
	floor->move = (struct floor_move){ .onto = bill->head.id };
	floor_bill_name(draw, bill, name, sizeof name);
	text_format(title, sizeof title, tr(draw, "Another check comes to %s"), name);
	return prompt_text(ui, &line, merge_typed, floor);
}

/* --- to a table -------------------------------------------------------------------------- */

/* Where it is now, and who booked that table. */
static void say_moved(struct ui *ui, const struct floor *floor)
{
	const struct draw *draw = ui_draw(ui);
	const struct floor_bill *bill = floor_bill_by_id(floor, floor->move.bill);
	const struct floor_table *table = floor_table(floor, bill->head.table_number);
	const struct reservation *guest = table != NULL ? floor_expected(floor, table) : NULL;
	char name[BILL_NAME_SIZE + 16], key[KEY_NAME_SIZE], time[DATE_TEXT_SIZE];

	floor_bill_name(draw, bill, name, sizeof name);
	if (guest != NULL)
		ui_say(ui, tr(draw, "It is at %s now; %s booked it for %s. %s undoes it."), name,
		       guest->name,
		       floor_time_text(floor, draw, guest, time),
		       floor_key_name(floor, "take-back", key));
	else
		ui_say(ui, tr(draw, "%s is at %s now. %s undoes it."), floor->move.name, name,
		       floor_key_name(floor, "take-back", key));
}

static enum err move_to(struct ui *ui, struct floor *floor, int64_t number, const char *name)
{
	struct act act = till_act(floor->till, floor->move.bill, -1);
	enum err err = bill_transfer_table(floor->till->app, &act, number, name), read;

	if (err == ERR_OK)
		err = finish(ui, floor, floor->move.bill);
	if (err != ERR_OK) {
		read = floor_load(floor);
		return read == ERR_OK ? say_why(ui, floor, err) : read;
	}
	say_moved(ui, floor);
	return ERR_OK;
}

static enum err to_table(struct ui *ui, struct floor *floor, int64_t number)
{
	const struct floor_table *table = floor_table(floor, number);
	const struct floor_bill *bill = floor_bill_by_id(floor, floor->move.bill);
	const struct floor_bill *there = table != NULL ? floor_bill(floor, table) : NULL;

	if (table == NULL) {
		ui_error(ui, tr(ui_draw(ui), "There is no table %lld."), (long long)number);
		return ERR_NOT_FOUND;
	}
	if (bill == NULL)
		return ERR_CLOSED;
	return there != NULL ? ask_merge(ui, floor, bill, there) : move_to(ui, floor, number, "");
}

/* A name that a check has already is that check; another becomes the name of this one. */
static enum err to_tab(struct ui *ui, struct floor *floor, const char *text)
{
	const struct floor_bill *bill = floor_bill_by_id(floor, floor->move.bill);
	const struct floor_bill *there = floor_bill_named(floor, text);
	char name[BILL_NAME_SIZE];

	(void)fold_clean(name, sizeof name, text);
	if (bill == NULL)
		return ERR_CLOSED;
	return there != NULL && there != bill ? ask_merge(ui, floor, bill, there)
					      : move_to(ui, floor, 0, name);
}

static enum err move_typed(struct ui *ui, void *arg, const char *text)
{
	struct floor *floor = arg;
	struct grammar said = grammar_read(text);
	int64_t covers;

	if (said.kind == GRAMMAR_CODE || said.kind == GRAMMAR_TABLE)
		return to_table(ui, floor, grammar_table(&said, &covers));
	if (said.kind == GRAMMAR_SEARCH && !said.has_quantity)
		return to_tab(ui, floor, said.text);
	return said.kind == GRAMMAR_BAD ? said.err : ERR_SYNTAX;
}

enum err floor_move(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct floor *floor = state;
	const struct floor_bill *bill = bill_meant(ui, floor);
	char title[BILL_NAME_SIZE + 64];
	struct prompt_line line = { .title = title, .label = tr(draw, "Table, or a name"),
				    .limit = NAME_LIMIT };

	if (bill == NULL)
		return ERR_NOT_FOUND;
	floor->move = (struct floor_move){ .bill = bill->head.id };
	floor_bill_name(draw, bill, floor->move.name, sizeof floor->move.name);
	text_format(title, sizeof title, tr(draw, "%s goes to another table"), floor->move.name);
	return prompt_text(ui, &line, move_typed, floor);
}

/* --- back -------------------------------------------------------------------------------- */

enum err floor_take_back(struct ui *ui, void *state)
{
	struct floor *floor = state;
	struct act act = till_act(floor->till, floor->done.bill, floor->done.version);
	char name[BILL_NAME_SIZE + 16], money[NUMBER_TEXT_SIZE];
	const struct floor_bill *bill;
	enum err err = floor->done.bill != 0 ? bill_undo(floor->till->app, &act) : ERR_STATE;

	if (err == ERR_OK)
		err = finish(ui, floor, floor->done.bill);
	if (err == ERR_STATE || err == ERR_CHANGED || err == ERR_CLOSED)
		ui_error(ui, "%s", tr(ui_draw(ui), "Nothing to take back, or something was done "
						   "to it since."));
	till_say_not_back(ui, err);
	if (err != ERR_OK)
		return err;
	bill = floor_bill_by_id(floor, floor->done.bill);
	floor->done = (struct floor_done){ 0 };
	floor_bill_name(ui_draw(ui), bill, name, sizeof name);
	ui_say(ui, tr(ui_draw(ui), "Undone: %s, %s."), name,
	       draw_money(ui_draw(ui), bill->due_minor, money));
	return ERR_OK;
}
