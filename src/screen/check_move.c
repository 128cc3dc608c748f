/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_move.c -- the check goes to another table or person, another check comes here, and
 * the latest of these and of the splits is undone.
 */
#include <stdlib.h>

#include "base/str.h"
#include "locale/fold.h"
#include "screen/check.h"
#include "service/bill_split.h"
#include "ui/prompt.h"
#include "ui/text.h"

#define NAME_LIMIT 40
#define STAFF_MAX PROMPT_CHOICES_MAX

/* --- another check ----------------------------------------------------------------------- */

static enum err find_at_table(struct db *db, int64_t number, int64_t *ret_bill)
{
	struct floor_table table;
	enum err err = store_table_by_number(db, number, &table);

	return err == ERR_OK ? store_bill_at_table(db, table.id, ret_bill) : err;
}

/* The open check whose name has these letters; ERR_NOT_FOUND when none has, or several have. */
static enum err find_by_name(struct db *db, const char *text, int64_t *ret_bill)
{
	struct bill_head *heads = calloc(BILL_OPEN_MAX, sizeof *heads);
	char query[BILL_NAME_SIZE], key[BILL_NAME_SIZE];
	int n = 0, found = 0;
	enum err err = heads != NULL ? store_bill_open_list(db, heads, BILL_OPEN_MAX, &n)
				     : ERR_MEMORY;

	(void)fold_key(query, sizeof query, text);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		(void)fold_key(key, sizeof key, heads[i].name);
		if (heads[i].name[0] == '\0' || !fold_matches(key, query))
			continue;
		*ret_bill = heads[i].id;
		found++;
	}
	free(heads);
	if (err != ERR_OK)
		return err;
	return found == 1 ? ERR_OK : ERR_NOT_FOUND;
}

enum err check_find_other(struct ui *ui, struct check *check, const char *text, int64_t *ret_bill)
{
	struct db *db = check->till->app->db;
	struct grammar said = grammar_read(text);
	bool is_table = said.kind == GRAMMAR_TABLE ||
			(said.kind == GRAMMAR_CODE && !said.has_quantity);
	enum err err = is_table ? find_at_table(db, said.number, ret_bill)
				: find_by_name(db, text, ret_bill);

	if (err == ERR_NOT_FOUND)
		ui_error(ui, tr(ui_draw(ui), "No open check, or more than one, is called %s."),
			 text);
	else if (err == ERR_OK && *ret_bill == check->bill) {
		ui_error(ui, "%s", tr(ui_draw(ui), "That is this check."));
		err = ERR_STATE;
	}
	return err;
}

/* "Table 6" or "Sara". */
void check_other_name(const struct draw *draw, const struct check *check, int64_t bill, char *into,
		      size_t size)
{
	struct bill_head head;

	if (store_bill_head(check->till->app->db, bill, &head) != ERR_OK)
		into[0] = '\0';
	else if (head.table_number != 0)
		text_format(into, size, tr(draw, "Table %lld"), (long long)head.table_number);
	else
		str_copy(into, size, head.name);
}

enum err check_do_other(struct ui *ui, struct check *check, const struct check_wish *wish)
{
	enum err err = check_do(ui, check, wish);

	if (err == ERR_HELD)
		ui_error(ui, tr(ui_draw(ui), "%s is worked on at another till just now."),
			 check->with.name);
	return err;
}

/* --- to a table -------------------------------------------------------------------------- */

static enum err table_run(struct check *check)
{
	return bill_transfer_table(check->till->app, &check->act, check->with.code,
				   check->with.text);
}

static enum err table_done(struct ui *ui, struct check *check)
{
	char name[BILL_NAME_SIZE + 16];

	check_name(ui_draw(ui), check, name, sizeof name);
	ui_say(ui, tr(ui_draw(ui), "This check is at %s now."), name);
	return ERR_OK;
}

/* This check goes onto the one that is there already. */
static enum err onto_run(struct check *check)
{
	struct act act = check->act;

	act.bill = check->with.line;
	act.version = -1;
	return bill_merge(check->till->app, &act, check->bill);
}

static enum err onto_done(struct ui *ui, struct check *check)
{
	char due[96];

	if (till_due_now(check->till, check->with.line, check->with.amount_minor, due, sizeof due))
		ui_say(ui, tr(ui_draw(ui), "All of it stands on %s now: %s."), check->with.name,
		       due);
	else
		ui_say(ui, tr(ui_draw(ui), "All of it stands on %s now."), check->with.name);
	ui_pop_to(ui, &screen_floor);
	return ERR_OK;
}

static enum err onto_yes(struct ui *ui, void *arg)
{
	static const struct check_wish wish = { .run = onto_run, .done = onto_done };

	struct check *check = arg;
	int64_t bill = check->bill;
	char name[BILL_NAME_SIZE + 16];
	enum err err;

	check_name(ui_draw(ui), check, name, sizeof name);
	err = check_do_other(ui, check, &wish);
	till_say_together(check->till, bill, name, err);
	return err;
}

/* Somebody sits there: both checks become one, when that is wanted. */
static enum err ask_onto(struct ui *ui, struct check *check, int64_t other)
{
	const struct draw *draw = ui_draw(ui);
	char text[PROMPT_TEXT_SIZE], money[NUMBER_TEXT_SIZE];
	struct prompt_question question = { .title = tr(draw, "Put both checks together?"),
					    .text = text, .yes = tr(draw, "Put them together") };

	check->with.line = other;
	check_other_name(draw, check, other, check->with.name, sizeof check->with.name);
	text_format(text, sizeof text,
		    tr(draw, "%s has an open check. What is open here, %s, then stands there too."),
		    check->with.name, draw_money(draw, check->view.due_minor, money));
	check->with.amount_minor = till_add_together(check->till, check->bill, other, text,
						     sizeof text);
	return prompt_confirm(ui, &question, onto_yes, check);
}

static enum err table_typed(struct ui *ui, void *arg, const char *text)
{
	static const struct check_wish wish = { .run = table_run, .done = table_done };
	struct check *check = arg;
	struct grammar said = grammar_read(text);
	int64_t other;
	enum err err;

	check->with = (struct check_with){ 0 };
	if (said.kind == GRAMMAR_TABLE || said.kind == GRAMMAR_CODE)
		check->with.code = said.number;
	else if (said.kind == GRAMMAR_SEARCH)
		(void)fold_clean(check->with.text, sizeof check->with.text, said.text);
	else
		return check_refuse(ui, ERR_SYNTAX,
				    N_("Type the number of a table, or a name for a tab."));
	err = check_do(ui, check, &wish);
	if (err == ERR_NOT_FOUND)
		ui_error(ui, tr(ui_draw(ui), "There is no table %lld."),
			 (long long)check->with.code);
	if (err != ERR_EXISTS)
		return err;
	err = find_at_table(check->till->app->db, check->with.code, &other);
	if (err == ERR_OK && other == check->bill)
		ui_error(ui, tr(ui_draw(ui), "This check is at table %lld already."),
			 (long long)check->with.code);
	if (err == ERR_OK && other == check->bill)
		return ERR_EXISTS;
	return err == ERR_OK ? ask_onto(ui, check, other) : err;
}

enum err check_to_table(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_line line = { .title = tr(draw, "To another table"),
				    .label = tr(draw, "Table, or a name"), .limit = NAME_LIMIT };

	return prompt_text(ui, &line, table_typed, state);
}

/* --- to a colleague ---------------------------------------------------------------------- */

static enum err staff_run(struct check *check)
{
	return bill_transfer_staff(check->till->app, &check->act, check->with.code);
}

static enum err staff_done(struct ui *ui, struct check *check)
{
	ui_say(ui, tr(ui_draw(ui), "This check is %s's now."), check->with.name);
	return ERR_OK;
}

/* Those who may have a check, in order of number. */
static int colleagues(struct check *check, struct staff *staff)
{
	struct perm_need need;
	int n = 0, kept = 0;

	if (store_staff_list(check->till->app->db, staff, STAFF_MAX, &n) != ERR_OK)
		return 0;
	for (int i = 0; i < n; i++)
		if (staff[i].is_active && staff[i].number > 0 &&
		    perm_check(staff[i].role, PERM_SELL, 0, &need) == ERR_OK)
			staff[kept++] = staff[i];
	return kept;
}

static enum err staff_chosen(struct ui *ui, void *arg, int choice)
{
	static const struct check_wish wish = { .run = staff_run, .done = staff_done };
	struct check *check = arg;
	struct staff staff[STAFF_MAX];
	int n = colleagues(check, staff);

	if (choice >= n)
		return ERR_NOT_FOUND;
	check->with = (struct check_with){ .code = staff[choice].id };
	str_copy(check->with.name, sizeof check->with.name, staff[choice].name);
	return check_do(ui, check, &wish);
}

enum err check_to_staff(struct ui *ui, void *state)
{
	struct staff staff[STAFF_MAX];
	const char *names[STAFF_MAX];
	int n = colleagues(state, staff);

	for (int i = 0; i < n; i++)
		names[i] = staff[i].name;
	if (n == 0)
		return ERR_NOT_FOUND;
	return prompt_choose(ui, tr(ui_draw(ui), "Whose is it from here on?"), names, n,
			     staff_chosen, state);
}

/* --- another comes here ------------------------------------------------------------------ */

static enum err merge_run(struct check *check)
{
	return bill_merge(check->till->app, &check->act, check->with.line);
}

static enum err merge_done(struct ui *ui, struct check *check)
{
	char due[96];

	check_to_end(check);
	till_due_text(ui_draw(ui), check->view.due_minor, check->view.out.service_minor,
		      check->with.amount_minor, due, sizeof due);
	ui_say(ui, tr(ui_draw(ui), "What was on %s stands here now. Due: %s."), check->with.name,
	       due);
	return ERR_OK;
}

static enum err merge_yes(struct ui *ui, void *arg)
{
	static const struct check_wish wish = { .run = merge_run, .done = merge_done };

	struct check *check = arg;
	enum err err = check_do_other(ui, check, &wish);

	till_say_together(check->till, check->with.line, check->with.name, err);
	return err;
}

static enum err merge_typed(struct ui *ui, void *arg, const char *text)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_question question = { .title = tr(draw, "Put both checks together?"),
					    .yes = tr(draw, "Put them together") };
	char say[PROMPT_TEXT_SIZE], money[NUMBER_TEXT_SIZE] = "";
	struct check *check = arg;
	int64_t other, due_minor;
	enum err err = check_find_other(ui, check, text, &other);

	if (err == ERR_OK)
		err = bill_due(check->till->app->db, other, &due_minor);
	if (err != ERR_OK)
		return err;
	check->with = (struct check_with){ .line = other };
	check_other_name(draw, check, other, check->with.name, sizeof check->with.name);
	text_format(say, sizeof say, tr(draw, "What is open on %s, %s, then stands here."),
		    check->with.name, draw_money(draw, due_minor, money));
	check->with.amount_minor = till_add_together(check->till, other, check->bill, say,
						     sizeof say);
	question.text = say;
	return prompt_confirm(ui, &question, merge_yes, check);
}

enum err check_merge(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_line line = { .title = tr(draw, "Another check comes here"),
				    .label = tr(draw, "Table, or name"), .limit = NAME_LIMIT };

	return prompt_text(ui, &line, merge_typed, state);
}

/* --- undo -------------------------------------------------------------------------------- */

static enum err undo_run(struct check *check)
{
	return bill_undo(check->till->app, &check->act);
}

static enum err undo_done(struct ui *ui, struct check *check)
{
	char money[NUMBER_TEXT_SIZE];

	ui_say(ui, tr(ui_draw(ui), "Undone. Due now: %s."),
	       draw_money(ui_draw(ui), check->view.due_minor, money));
	return ERR_OK;
}

enum err check_undo(struct ui *ui, void *state)
{
	static const struct check_wish wish = { .run = undo_run, .done = undo_done };
	struct check *check = state;
	enum err err;

	check->with = (struct check_with){ 0 };
	err = check_do(ui, check, &wish);
	if (err == ERR_STATE)
		ui_error(ui, "%s", tr(ui_draw(ui), "There is no split or transfer to undo, or "
						   "something was done since."));
	till_say_not_back(ui, err);
	return err;
}
