/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_kitchen.c -- the check and the kitchen: what was not sent yet, sending a round,
 * firing the next course, the last round once more, the last tickets on paper once more.
 */
#include "base/str.h"
#include "screen/check.h"
#include "service/kitchen.h"
#include "service/rering.h"
#include "ui/text.h"

/* --- what each line is ------------------------------------------------------------------- */

/* Is the item made in the kitchen?  A set is, when its pieces may be. */
static bool is_made(const struct check *check, int64_t item)
{
	const struct item *found = check_item(check, item);

	return found == NULL || found->station > 0 || found->kind == ITEM_SET;
}

static bool is_course_held(const struct kitchen_ticket *held, int n, int64_t course)
{
	for (int i = 0; i < n; i++)
		if (held[i].course == course)
			return true;
	return false;
}

enum err check_mark_lines(struct db *db, struct check *check, struct check_line *lines, int n)
{
	struct kitchen_ticket held[KITCHEN_TICKETS_MAX];
	int n_held = 0;
	enum err err = check->has_kitchen
			       ? store_kitchen_of_bill(db, check->bill, 1u << KITCHEN_HELD, held,
						       KITCHEN_TICKETS_MAX, &n_held)
			       : ERR_OK;

	for (int i = 0; err == ERR_OK && check->has_kitchen && i < n; i++) {
		const struct bill_item *item = &lines[i].item;
		bool is_known = i < check->n_lines && check->lines[i].item.line == item->line;

		if (item->is_discount)
			continue;
		lines[i].is_made = is_known ? check->lines[i].is_made : is_made(check, item->item);
		lines[i].is_new = lines[i].is_made && item->sent < item->quantity;
		lines[i].is_held = !lines[i].is_new && item->course > 0 &&
				   is_course_held(held, n_held, item->course);
	}
	return err;
}

enum err check_know_kitchen(struct check *check)
{
	struct kitchen_station stations[1];
	int n = 0;
	enum err err = store_kitchen_station_list(check->till->app->db, stations, 1, &n);

	check->has_kitchen = err == ERR_OK && n > 0;
	return err;
}

int check_unsent(const struct check *check)
{
	int n = 0;

	for (int i = 0; i < check->n_lines; i++)
		n += check->lines[i].is_new;
	return n;
}

/* --- sending and firing ------------------------------------------------------------------ */

/* The lowest course that is held; 0: none. */
static int64_t next_held(const struct check *check)
{
	int64_t course = 0;

	for (int i = 0; i < check->n_lines; i++)
		if (check->lines[i].is_held &&
		    (course == 0 || check->lines[i].item.course < course))
			course = check->lines[i].item.course;
	return course;
}

/* "Sent to the kitchen (2 tickets). Course 3 is held." */
static void say_sent(struct ui *ui, const struct check *check, const char *what)
{
	const struct draw *draw = ui_draw(ui);
	char tickets[64], held[96] = "";

	text_format(tickets, sizeof tickets,
		    draw_plural(draw, "%lld ticket", "%lld tickets", check->with.quantity),
		    (long long)check->with.quantity);
	if (check->with.course > 0)
		text_format(held, sizeof held, tr(draw, "Course %lld is held."),
			    (long long)check->with.course);
	ui_say(ui, "%s (%s). %s", what, tickets, held);
}

static void keep_sent(struct check *check, const struct kitchen_sent *sent)
{
	check->with.quantity = sent->tickets;
	check->with.course = sent->held_course;
}

static enum err send_run(struct check *check)
{
	struct kitchen_sent sent = { 0 };
	enum err err = kitchen_send(check->till->app, &check->act, &sent);

	keep_sent(check, &sent);
	return err;
}

/* The next round begins anew: for the whole table, each with its own course. */
static enum err send_done(struct ui *ui, struct check *check)
{
	check->seat = 0;
	check->course = -1;
	check->is_chosen = false;
	check_understand(ui, check, false);
	say_sent(ui, check, tr(ui_draw(ui), "Sent to the kitchen"));
	return ERR_OK;
}

enum err check_send(struct ui *ui, void *state)
{
	static const struct check_wish wish = { .run = send_run, .done = send_done };
	struct check *check = state;
	enum err err;

	if (check_is_typed(ui, check))
		return ERR_SYNTAX;
	check->with = (struct check_with){ 0 };
	err = check_do(ui, check, &wish);
	if (err == ERR_STATE && !check->has_kitchen)
		ui_error(ui, "%s", tr(ui_draw(ui), "This house has no kitchen stations: nothing "
						   "has to be sent."));
	else if (err == ERR_STATE && next_held(check) == 0)
		ui_error(ui, "%s", tr(ui_draw(ui), "Everything is with the kitchen already."));
	else if (err == ERR_STATE)
		ui_error(ui, "%s", tr(ui_draw(ui), "Everything is with the kitchen already. "
						   "{fire} fires the next course."));
	return err;
}

static enum err fire_run(struct check *check)
{
	struct kitchen_sent sent = { 0 };
	enum err err =
		kitchen_fire(check->till->app, &check->act, check->with.line, &sent);

	keep_sent(check, &sent);
	return err;
}

static enum err fire_done(struct ui *ui, struct check *check)
{
	char fired[64];

	check_used(ui, check);
	if (check->with.code > 0)
		text_format(fired, sizeof fired, tr(ui_draw(ui), "Course %lld is fired"),
			    (long long)check->with.code);
	else
		str_copy(fired, sizeof fired, tr(ui_draw(ui), "Fired"));
	say_sent(ui, check, fired);
	return ERR_OK;
}

enum err check_fire(struct ui *ui, void *state)
{
	static const struct check_wish wish = { .run = fire_run, .done = fire_done };
	struct check *check = state;
	bool has_number = check->said.kind == GRAMMAR_CODE && !check->said.has_quantity;
	enum err err;

	if (check->said.kind != GRAMMAR_EMPTY && !has_number)
		return check_refuse(ui, ERR_SYNTAX,
				    N_("Type the course to fire, as 3, then {fire}; alone it "
				       "fires the next."));
	check->with = (struct check_with){ .line = has_number ? check->said.number : 0,
					   .code = has_number ? check->said.number
							      : next_held(check) };
	err = check_do(ui, check, &wish);
	if (err == ERR_STATE)
		ui_error(ui, "%s", tr(ui_draw(ui), "No course is held."));
	return err;
}

/* --- once more --------------------------------------------------------------------------- */

static enum err round_run(struct check *check)
{
	return bill_ring_round(check->till->app, &check->act, &check->with.quantity);
}

static enum err round_done(struct ui *ui, struct check *check)
{
	char money[NUMBER_TEXT_SIZE];

	check_to_end(check);
	check_understand(ui, check, true);
	ui_say(ui,
	       draw_plural(ui_draw(ui), "The last round once more: %lld piece. Due now: %s.",
			   "The last round once more: %lld pieces. Due now: %s.",
			   check->with.quantity),
	       (long long)check->with.quantity,
	       draw_money(ui_draw(ui), check->view.due_minor, money));
	return ERR_OK;
}

enum err check_round(struct ui *ui, void *state)
{
	static const struct check_wish wish = { .run = round_run, .done = round_done };
	struct check *check = state;
	enum err err;

	if (check_is_typed(ui, check))
		return ERR_SYNTAX;
	check->with = (struct check_with){ 0 };
	err = check_do(ui, check, &wish);
	if (err == ERR_STATE)
		ui_error(ui, "%s", tr(ui_draw(ui), "No round was sent yet. Nothing was rung."));
	return err;
}

static enum err reprint_run(struct check *check)
{
	return kitchen_reprint(check->till->app, &check->act);
}

static enum err reprint_done(struct ui *ui, struct check *check)
{
	(void)check;
	ui_say(ui, "%s", tr(ui_draw(ui), "The kitchen gets its last tickets once more, "
					    "marked so."));
	return ERR_OK;
}

enum err check_reprint(struct ui *ui, void *state)
{
	static const struct check_wish wish = { .run = reprint_run, .done = reprint_done };
	struct check *check = state;
	enum err err;

	check->with = (struct check_with){ 0 };
	err = check_do(ui, check, &wish);
	if (err == ERR_STATE)
		ui_error(ui, "%s", tr(ui_draw(ui), "The kitchen was told nothing about this "
						   "check."));
	return err;
}
