/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story_floor.c -- the book of reservations, what is left, the kitchen's display,
 *                                 the clock and the day.
 */
#include <string.h>

#include "scenario/story.h"
#include "service/day.h"
#include "service/kitchen.h"
#include "service/menu_table.h"
#include "service/reserve.h"

#define MINUTE_MS INT64_C(60000)
#define OPENS_MIN (20 * 60)

/* --- reservations ----------------------------------------------------------------------------- */

/* "20:30" as minutes since midnight; past midnight it is the night after. */
static int64_t time_of(struct story *story, const char *text)
{
	int64_t minutes = 0;

	if (reserve_time_parse(text, &minutes) != ERR_OK)
		story_stop(story, "\"%s\" is no time", text);
	return minutes;
}

static enum err reserve(struct story *story)
{
	const char *name = story_option(story, "name"), *at = story_option(story, "at");
	struct reservation wanted = { .date = story->at->app->property.business_date,
				      .covers = story_option_count(story, "covers", 2) };
	bool clashes = story_flag(story, "all-the-same");
	struct act act = story_act_on(story, 0);
	int64_t id;

	wanted.time_min = time_of(story, at != NULL ? at : "");
	(void)str_int64(story->place->name, &wanted.table_number);
	str_copy(wanted.name, sizeof wanted.name, name != NULL ? name : "");
	return story->is_over ? ERR_OK
			      : reserve_make(story->at->app, &act, &wanted, clashes, &id);
}

static bool find(struct story *story, const char *name, struct reservation *ret_there)
{
	struct reservation list[STORY_RESERVED_MAX];
	int n = 0;

	(void)store_reservation_list(story->at->app->db, story->at->app->property.business_date,
				     list, STORY_RESERVED_MAX, &n);
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0) {
			*ret_there = list[i];
			return true;
		}
	story_stop(story, "nobody reserved as \"%s\"", name);
	return false;
}

static enum err change(struct story *story)
{
	const char *at = story_option(story, "at");
	int64_t covers = story_option_count(story, "covers", 0);
	struct reservation there;
	struct act act = story_act_on(story, 0);

	if (!find(story, story_word(story), &there))
		return ERR_OK;
	there.covers = covers != 0 ? covers : there.covers;
	there.time_min = at != NULL ? time_of(story, at) : there.time_min;
	return reserve_change(story->at->app, &act, &there, false);
}

static enum err set_state(struct story *story, enum reservation_state state)
{
	struct reservation there;
	struct act act = story_act_on(story, 0);

	return find(story, story_word(story), &there)
		       ? reserve_state(story->at->app, &act, there.id, state)
		       : ERR_OK;
}

static enum err cancel(struct story *story)
{
	return set_state(story, RESERVATION_CANCELLED);
}

static enum err absent(struct story *story)
{
	return set_state(story, RESERVATION_ABSENT);
}

static enum err late(struct story *story)
{
	return set_state(story, RESERVATION_EXPECTED);
}

static enum err seat(struct story *story)
{
	int64_t covers = story_option_count(story, "covers", 0), table = 0, bill = 0;
	struct reservation there;
	struct act act = story_act_on(story, 0);
	enum err err;

	(void)str_int64(story->place->name, &table);
	if (!find(story, story_word(story), &there))
		return ERR_OK;
	err = reserve_seat(story->at->app, &act, there.id, table, covers, &bill);
	if (err == ERR_OK)
		story->place->bill = bill;
	return err;
}

/* --- what is left, the display ---------------------------------------------------------------- */

static enum err set_left(struct story *story)
{
	int64_t code = story_code(story, story_word(story)), left = story_count(story);
	struct act act = story_act_on(story, 0);

	return menu_set_left(story->at->app, &act, code, left);
}

static enum err at_display(struct story *story, const char *sql,
			   enum err (*run)(struct app *app, const struct act *act, int64_t ticket))
{
	int64_t ticket = story_number(story, sql);
	struct act act = story_act_on(story, 0);

	return ticket != 0 ? run(story->at->app, &act, ticket) : ERR_NOT_FOUND;
}

static enum err bump(struct story *story)
{
	static const char sql[] = "SELECT coalesce(min(ticket), 0) FROM kitchen_live "
				  "WHERE property = $1 AND state = 'fired'";

	return at_display(story, sql, kitchen_bump);
}

static enum err recall(struct story *story)
{
	static const char sql[] = "SELECT coalesce(max(ticket), 0) FROM kitchen_live "
				  "WHERE property = $1 AND state = 'bumped'";

	return at_display(story, sql, kitchen_recall);
}

/* --- the clock and the day -------------------------------------------------------------------- */

/* The clocks of both tills are set to a time that is still to come. */
static enum err set_time(struct story *story)
{
	int64_t to_ms = HOUSE_TODAY +
			(time_of(story, story_word(story)) - OPENS_MIN) * MINUTE_MS;

	for (int i = 0; i < STORY_TILLS && !story->is_over; i++) {
		int64_t ahead_ms = to_ms - clock_unix_ms(story->till[i].app->clock);

		if (ahead_ms > 0)
			clock_advance(story->till[i].app->clock, ahead_ms);
		else
			story_stop(story, "it is later than that");
	}
	story_pass(story, 100);
	return ERR_OK;
}

static enum err wait_a_while(struct story *story)
{
	story_pass(story, story_count(story) * 1000);
	return ERR_OK;
}

static enum err roll(struct story *story)
{
	struct act act = story_act_on(story, 0);
	int64_t ledger = 0;

	return day_roll(story->at->app, &act, story->at->app->property.business_date + 1, &ledger);
}

const struct story_verb story_floor_verbs[] = {
	/* name, what it takes, function, kind of reason */
	{ "reserve", "name NAME at TIME [covers N] [all-the-same]", reserve, NULL },
	{ "rebook", "NAME [at TIME] [covers N]", change, NULL },
	{ "cancel", "NAME", cancel, NULL },
	{ "absent", "NAME", absent, NULL },
	{ "late", "NAME", late, NULL },
	{ "seat", "NAME [covers N]", seat, NULL },
	{ "left", "ITEM N", set_left, NULL },
	{ "bump", "", bump, NULL },
	{ "recall", "", recall, NULL },
	{ "time", "TIME", set_time, NULL },
	{ "wait", "SECONDS", wait_a_while, NULL },
	{ "roll", "", roll, NULL },
	{ 0 },
};
