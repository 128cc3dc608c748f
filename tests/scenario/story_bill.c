/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story_bill.c -- what waiters do: open, ring, send, void.
 */
#include <string.h>

#include "scenario/story.h"
#include "service/bill_place.h"
#include "service/gift.h"
#include "service/guest_check.h"
#include "service/kitchen.h"
#include "service/rering.h"

/* --- the check -------------------------------------------------------------------------------- */

static bool is_table(const char *name)
{
	return name[0] != '\0' && strspn(name, "0123456789") == strlen(name);
}

static int64_t table_of(const char *name)
{
	int64_t number = 0;

	return is_table(name) && str_int64(name, &number) ? number : 0;
}

static enum err open_check(struct story *story)
{
	int64_t covers = story_option_count(story, "covers", 2), bill = 0;
	struct act act = story_act_on(story, 0);
	const char *name = story->place->name;
	enum err err = bill_open(story->at->app, &act, table_of(name), is_table(name) ? "" : name,
				 covers, &bill);

	if (err != ERR_OK)
		return err;
	story->place->bill = bill;
	story->place->payment = 0;
	return ERR_OK;
}

static enum err covers(struct story *story)
{
	const char *name = story_option(story, "name");
	int64_t n = story_count(story);
	struct act act = story_act(story);

	return bill_set(story->at->app, &act, n, name != NULL ? name : "");
}

static enum err on_bill(struct story *story,
			enum err (*run)(struct app *app, const struct act *act))
{
	struct act act = story_act(story);

	return run(story->at->app, &act);
}

static enum err take_over(struct story *story)
{
	return on_bill(story, bill_take_over);
}

static enum err let_go(struct story *story)
{
	return on_bill(story, bill_release);
}

static enum err close_empty(struct story *story)
{
	return on_bill(story, bill_close_empty);
}

/* --- ringing ---------------------------------------------------------------------------------- */

static int64_t level_of(struct story *story, const char *name)
{
	static const char sql[] = "SELECT coalesce(min(id), 0) FROM price_level "
				  "WHERE property = $1 AND name = $2";
	int64_t id = 0;

	if (name != NULL && (db_one_int(story->at->app->db, &id, sql, V(1), V(name)) != ERR_OK ||
			     id == 0))
		story_stop(story, "there is no price level \"%s\"", name);
	return id;
}

static int64_t choice_of(const struct ring_asks *asks, const char *name, size_t len)
{
	for (int i = 0; i < asks->n_modifiers; i++)
		if (strlen(asks->modifiers[i].name) == len &&
		    strncmp(asks->modifiers[i].name, name, len) == 0)
			return asks->modifiers[i].id;
	return 0;
}

/* "rare,fries,fries" as choices, each once per piece it is named. */
static void choose(struct story *story, const struct ring_asks *asks, const char *names,
		   struct ring *ring)
{
	while (*names != '\0' && !story->is_over) {
		size_t len = strcspn(names, ",");
		int64_t id = choice_of(asks, names, len);
		int i = 0;

		if (id == 0)
			story_stop(story, "it does not come with \"%s\"", names);
		while (i < ring->n && ring->choice[i].modifier != id)
			i++;
		ring->n += i == ring->n;
		ring->choice[i].modifier = id;
		ring->choice[i].quantity++;
		names += len + (names[len] == ',');
	}
}

static void ask(struct story *story, const char *size, const char *with, struct ring *ring)
{
	static struct ring_asks asks;

	if (size == NULL && with == NULL)
		return;
	if (ring_asks(story->at->app, story->place->bill, ring->code, "en", &asks) != ERR_OK) {
		story_stop(story, "nothing can be asked of it");
		return;
	}
	for (int i = 0; size != NULL && i < asks.n_sizes; i++)
		if (strcmp(asks.sizes[i].name, size) == 0)
			ring->size = asks.sizes[i].id;
	if (size != NULL && ring->size == 0)
		story_stop(story, "it does not come as \"%s\"", size);
	if (with != NULL)
		choose(story, &asks, with, ring);
}

/* The rest of the line as what a guest ordered. */
static struct ring read_ring(struct story *story)
{
	const char *size = story_option(story, "size"), *with = story_option(story, "with");
	struct ring ring = { .seat = story_option_count(story, "seat", 0),
			     .course = story_option_count(story, "course", -1),
			     .weight_g = story_option_count(story, "grams", 0),
			     .price_minor = story_option_money(story, "at", -1),
			     .level = level_of(story, story_option(story, "level")) };

	ring.quantity = story_count(story);
	ring.code = story_code(story, story_word(story));
	ask(story, size, with, &ring);
	return ring;
}

static enum err ring(struct story *story)
{
	struct ring ring = read_ring(story);
	struct act act = story_act(story);
	int64_t line;

	return bill_ring(story->at->app, &act, &ring, &line);
}

static enum err rering(struct story *story)
{
	const char *old = story_option(story, "for");
	struct ring ring = read_ring(story);
	int64_t line = story_line(story, old != NULL ? old : "");
	struct act act = story_act(story);

	return bill_rering(story->at->app, &act, line, &ring, &line);
}

static enum err again(struct story *story)
{
	int64_t quantity = story_count(story), line = story_line(story, story_word(story));
	struct act act = story_act(story);

	return bill_add_again(story->at->app, &act, line, quantity);
}

static enum err round_again(struct story *story)
{
	struct act act = story_act(story);
	int64_t pieces;

	return bill_ring_round(story->at->app, &act, &pieces);
}

static enum err sell_gift(struct story *story)
{
	int64_t minor = story_money(story), line;
	struct act act = story_act(story);

	if (gift_number_new(story->at->app, story->gift) != ERR_OK)
		story_stop(story, "there is no number left for a gift card");
	return gift_sell(story->at->app, &act, story_code(story, "gift-card"), story->gift, minor,
			 &line);
}

/* --- lines ------------------------------------------------------------------------------------ */

static enum err place(struct story *story)
{
	int64_t seat = story_option_count(story, "to-seat", 0);
	int64_t course = story_option_count(story, "to-course", 0);
	int64_t line = story_line(story, story_word(story));
	struct act act = story_act(story);

	return bill_place(story->at->app, &act, line, seat, course);
}

static enum err note(struct story *story)
{
	const char *item = story_option(story, "on");
	int64_t line = item != NULL ? story_line(story, item) : 0;
	const char *text = story_word(story);
	struct act act = story_act(story);

	return bill_note(story->at->app, &act, line, text);
}

static enum err take_back(struct story *story)
{
	int64_t quantity = story_count(story), line = story_line(story, story_word(story));
	struct act act = story_act(story);

	return bill_void(story->at->app, &act, line, quantity);
}

/* --- the kitchen and the guest check ---------------------------------------------------------- */

static enum err send(struct story *story)
{
	struct kitchen_sent sent;
	struct act act = story_act(story);

	return kitchen_send(story->at->app, &act, &sent);
}

static enum err fire(struct story *story)
{
	int64_t course = story_option_count(story, "course", 0);
	struct kitchen_sent sent;
	struct act act = story_act(story);

	return kitchen_fire(story->at->app, &act, course, &sent);
}

static enum err reprint(struct story *story)
{
	return on_bill(story, kitchen_reprint);
}

static enum err guest_check(struct story *story)
{
	int64_t no = story_option_count(story, "part", 0), part = 0, paper;
	struct act act = story_act(story);
	struct bill_view view;

	if (no != 0 && story_look(story, &view)) {
		for (int i = 0; i < view.n_parts; i++)
			part = view.parts[i].no == no ? view.parts[i].id : part;
		bill_view_done(&view);
	}
	return guest_check_issue(story->at->app, &act, part, false, &paper);
}

const struct story_verb story_bill_verbs[] = {
	/* name, what it takes, function, kind of reason */
	{ "open", "[covers N]", open_check, NULL },
	{ "covers", "N [name NAME]", covers, NULL },
	{ "take-over", "", take_over, NULL },
	{ "let-go", "", let_go, NULL },
	{ "close-empty", "", close_empty, NULL },
	{ "ring",
	  "N ITEM [seat N] [course N] [size S] [with A,B] [grams N] "
	  "[at PRICE] [level L]",
	  ring, NULL },
	{ "instead", "N ITEM ... for ITEM", rering, NULL },
	{ "again", "N ITEM", again, NULL },
	{ "round-again", "", round_again, NULL },
	{ "sell-gift", "AMOUNT", sell_gift, NULL },
	{ "place", "ITEM [seat N] [to-seat N] [to-course N]", place, NULL },
	{ "note", "TEXT [on ITEM]", note, NULL },
	{ "void", "N ITEM [seat N] [why WORD]", take_back, "void" },
	{ "send", "", send, NULL },
	{ "fire", "[course N]", fire, NULL },
	{ "reprint", "", reprint, NULL },
	{ "guest-check", "[part N]", guest_check, NULL },
	{ 0 },
};
