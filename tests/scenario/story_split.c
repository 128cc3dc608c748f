/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story_split.c -- who pays what and where they sit: splits, moves, transfers,
 *                                 merges, reopening.
 */
#include <string.h>

#include "scenario/story.h"
#include "service/bill_split.h"

#define SHARE_PARTS_MAX 8

static enum err move(struct story *story)
{
	int64_t to_no = story_option_count(story, "to", 0);
	int64_t quantity = story_count(story), line = story_line(story, story_word(story));
	struct act act = story_act(story);

	return bill_move(story->at->app, &act, line, quantity, to_no);
}

/* "among 1,2,3" */
static enum err share(struct story *story)
{
	const char *among = story_option(story, "among");
	int64_t line = story_line(story, story_word(story)), nos[SHARE_PARTS_MAX];
	struct act act = story_act(story);
	int n = 0;

	for (; among != NULL && *among != '\0' && n < SHARE_PARTS_MAX; among += *among == ',') {
		nos[n] = 0;
		for (; *among >= '0' && *among <= '9'; among++)
			nos[n] = nos[n] * 10 + (*among - '0');
		n++;
		if (*among != ',' && *among != '\0')
			break;
	}
	return bill_share(story->at->app, &act, line, nos, n);
}

static enum err split_evenly(struct story *story)
{
	int n = (int)story_count(story);
	struct act act = story_act(story);

	return bill_split_evenly(story->at->app, &act, n);
}

static enum err split_seats(struct story *story)
{
	bool shares = story_flag(story, "sharing");
	struct act act = story_act(story);

	return bill_split_seats(story->at->app, &act, shares);
}

static enum err split_amount(struct story *story)
{
	int64_t minor = story_money(story);
	struct act act = story_act(story);

	return bill_split_amount(story->at->app, &act, minor);
}

static enum err split_percent(struct story *story)
{
	struct act act = story_act(story);
	int64_t ppm = 0;

	if (!story_rate(story, &ppm))
		story_stop(story, "a rate is wanted");
	return bill_split_percent(story->at->app, &act, ppm);
}

static enum err undo(struct story *story)
{
	struct act act = story_act(story);
	enum err err = bill_undo(story->at->app, &act);

	if (err == ERR_OK)
		story_follow(story, story->place->bill);
	return err;
}

/* --- tables ----------------------------------------------------------------------------------- */

static int64_t table_of(const char *name)
{
	int64_t number = 0;

	return str_int64(name, &number) ? number : 0;
}

static enum err transfer(struct story *story)
{
	const char *to = story_word(story);
	struct act act = story_act(story);
	enum err err = bill_transfer_table(story->at->app, &act, table_of(to),
					   table_of(to) != 0 ? "" : to);

	if (err == ERR_OK)
		story_follow(story, story->place->bill);
	return err;
}

static enum err hand_to(struct story *story)
{
	int64_t person = story_person(story, story_word(story));
	struct act act = story_act(story);

	return bill_transfer_staff(story->at->app, &act, person);
}

static enum err take_lines(struct story *story)
{
	const char *to = story_option(story, "to");
	int64_t quantity = story_count(story), line = story_line(story, story_word(story));
	int64_t other = story_place(story, to != NULL ? to : "-")->bill;
	struct act act = story_act(story);

	return bill_transfer_lines(story->at->app, &act, &line, &quantity, 1, other);
}

static enum err merge(struct story *story)
{
	int64_t from = story_place(story, story_word(story))->bill;
	struct act act = story_act(story);

	return bill_merge(story->at->app, &act, from);
}

static enum err reopen(struct story *story)
{
	int64_t table = story_option_count(story, "table", table_of(story->place->name));
	struct act act = story_act(story);
	enum err err = bill_reopen(story->at->app, &act, table);

	if (err == ERR_OK)
		story_follow(story, story->place->bill);
	return err;
}

const struct story_verb story_split_verbs[] = {
	/* name, what it takes, function, kind of reason */
	{ "move", "N ITEM [seat N] to PART", move, NULL },
	{ "share", "ITEM [seat N] among PART,PART", share, NULL },
	{ "split-evenly", "N", split_evenly, NULL },
	{ "split-seats", "[sharing]", split_seats, NULL },
	{ "split-amount", "AMOUNT", split_amount, NULL },
	{ "split-percent", "RATE%", split_percent, NULL },
	{ "undo", "", undo, NULL },
	{ "transfer", "TABLE|NAME", transfer, NULL },
	{ "hand-to", "PERSON", hand_to, NULL },
	{ "take-lines", "N ITEM [seat N] to TABLE", take_lines, NULL },
	{ "merge", "TABLE (its check comes here)", merge, NULL },
	{ "reopen", "[table N] why WORD", reopen, "void" },
	{ 0 },
};
