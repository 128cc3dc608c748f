/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story_cash.c -- drawers: floats, what goes in and out, blind counts, X and Z.
 */
#include <string.h>

#include "scenario/story.h"

/* "120.00" and "[USD] 30.00" pairs as amounts. */
static int read_amounts(struct story *story, struct drawer_amount *amounts, int size)
{
	int64_t dollars = story_option_money(story, "USD", -1);
	int n = 1;

	amounts[0] = (struct drawer_amount){ "EUR", story_money(story) };
	if (dollars >= 0 && n < size)
		amounts[n++] = (struct drawer_amount){ "USD", dollars };
	return n;
}

static enum err open_drawer(struct story *story)
{
	struct drawer_amount floats[2];
	int n = read_amounts(story, floats, 2);
	struct act act = story_act_on(story, 0);

	return drawer_open_units(story->at->app, &act, floats, n, NULL);
}

static enum err move(struct story *story, enum drawer_move_kind kind)
{
	const char *unit = story_flag(story, "USD") ? "USD" : "EUR";
	const char *to = story_option(story, "to");
	struct drawer_moving moving = { .kind = kind };
	struct act act = story_act_on(story, 0);

	str_copy(moving.amount.unit, sizeof moving.amount.unit, unit);
	moving.amount.amount_minor = story_money(story);
	moving.person = to != NULL ? story_person(story, to) : 0;
	return drawer_move(story->at->app, &act, &moving, NULL);
}

static enum err add_float(struct story *story)
{
	return move(story, DRAWER_FLOAT);
}

static enum err paid_in(struct story *story)
{
	return move(story, DRAWER_PAID_IN);
}

static enum err paid_out(struct story *story)
{
	return move(story, DRAWER_PAID_OUT);
}

static enum err drop(struct story *story)
{
	return move(story, DRAWER_DROP);
}

static enum err tip_out(struct story *story)
{
	return move(story, DRAWER_TIP_OUT);
}

static enum err no_sale(struct story *story)
{
	struct act act = story_act_on(story, 0);

	return drawer_no_sale(story->at->app, &act);
}

/* --- counting --------------------------------------------------------------------------------- */

static struct drawer_result *result_at(struct story *story)
{
	return &story->drawer[story->at == &story->till[1]];
}

static enum err count(struct story *story)
{
	struct drawer_amount there[2];
	int n = read_amounts(story, there, 2);
	struct drawer_piece pieces[2];
	struct act act = story_act_on(story, 0);

	for (int i = 0; i < n; i++) {
		pieces[i] = (struct drawer_piece){ "", 0, there[i].amount_minor };
		str_copy(pieces[i].unit, sizeof pieces[i].unit, there[i].unit);
	}
	return drawer_count(story->at->app, &act, pieces, n, result_at(story));
}

static enum err session_of(struct story *story, struct drawer_session *ret_session)
{
	return store_drawer_open(story->at->app->db, story->at->app->station, story->who,
				 ret_session);
}

static enum err x_report(struct story *story)
{
	struct drawer_session session;
	struct act act = story_act_on(story, 0);
	enum err err = session_of(story, &session);
	int64_t paper;

	if (err != ERR_OK)
		return err;
	if (drawer_prove(story->at->app->db, &session) != ERR_OK)
		story_wrong(story, "the X is not what the journal says (C3)");
	return drawer_x_issue(story->at->app, &act, session.id, &paper);
}

/* X = Z = journal (C3). */
static void compare(struct story *story, const struct drawer_report *x)
{
	struct drawer_report z;

	if (drawer_report(story->at->app, x->session.id, story->till[0].house.manager, &z) !=
		    ERR_OK || drawer_prove(story->at->app->db, &x->session) != ERR_OK)
		story_wrong(story, "the Z is not what the journal says (C3)");
	else if (z.result.n != x->result.n)
		story_wrong(story, "X and Z have other currencies (C3)");
	else
		for (int i = 0; i < z.result.n; i++)
			story_expect_money(story, "what the Z expects, as the X does,",
					   z.result.unit[i].expected_minor,
					   x->result.unit[i].expected_minor);
}

static enum err end_session(struct story *story,
			    enum err (*run)(struct app *app, const struct act *act,
					    struct drawer_result *ret_result))
{
	struct act act = story_act_on(story, 0);
	struct drawer_session session;
	struct drawer_report x;
	enum err err = session_of(story, &session);

	if (err == ERR_OK)
		err = drawer_report(story->at->app, session.id, story->till[0].house.manager, &x);
	if (err == ERR_OK)
		err = run(story->at->app, &act, result_at(story));
	if (err == ERR_OK)
		compare(story, &x);
	return err;
}

static enum err z_report(struct story *story)
{
	return end_session(story, drawer_settle);
}

static enum err hand_over(struct story *story)
{
	return end_session(story, drawer_hand_over);
}

const struct story_verb story_cash_verbs[] = {
	/* name, what it takes, function, kind of reason */
	{ "float", "AMOUNT [USD AMOUNT]", open_drawer, NULL },
	{ "add-float", "AMOUNT [USD]", add_float, NULL },
	{ "paid-in", "AMOUNT why WORD", paid_in, "paid" },
	{ "paid-out", "AMOUNT why WORD", paid_out, "paid" },
	{ "drop", "AMOUNT [USD]", drop, NULL },
	{ "tip-out", "AMOUNT to PERSON", tip_out, NULL },
	{ "no-sale", "why WORD", no_sale, "drawer" },
	{ "count", "AMOUNT [USD AMOUNT]", count, NULL },
	{ "x", "", x_report, NULL },
	{ "z", "", z_report, NULL },
	{ "hand-over", "(by who takes it)", hand_over, NULL },
	{ 0 },
};
