/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/kills_plan.c -- what is typed: a cashier's evening from a seed, without pauses.
 */
#include <string.h>

#include "campaign/kills.h"

#define TABLES 8
#define BEFORE_MAX 5               /* acts before the one that is killed */
#define AFTER 40                   /* written ahead of it */
#define DUE_MAX 7000               /* then the bill is paid; a note of 100 covers it */
#define OFF_MINOR 50
#define GIVEN_MINOR 10000
#define GIVEN_TYPED "100\r"

const char *const kill_names[KILL_KINDS] = { "open", "ring", "again", "void",
					     "discount", "note", "split", "pay" };

static const char f3[] = "\033OR", f4[] = "\033OS", f7[] = "\033[18~", f11[] = "\033[23~",
		  f12[] = "\033[24~";

/* Is this kind possible now? */
static bool can(const struct kill_state *state, enum kill_kind kind)
{
	bool is_open = state->mode == KILL_ON_CHECK && state->parts == 0;

	switch (kind) {
	case KILL_OPEN:
		return state->mode == KILL_ON_FLOOR || state->mode == KILL_ON_PAID;
	case KILL_RING:
		return is_open && state->due_minor < DUE_MAX;
	case KILL_AGAIN:
		return is_open && state->last_quantity > 0 && state->due_minor < DUE_MAX;
	case KILL_VOID:
		return is_open && state->last_quantity > 1;
	case KILL_DISCOUNT:
		return is_open && state->lines > 0 && state->due_minor > 4 * OFF_MINOR;
	case KILL_NOTE:
		return is_open && state->last_quantity > 0;
	case KILL_SPLIT:
		return is_open && state->lines > 1 && state->due_minor > 200;
	default:
		return (is_open && state->lines > 0) ||
		       (state->parts > 0 && (state->mode == KILL_ON_CHECK ||
					     state->mode == KILL_ON_PAY));
	}
}

/* Once the target is typed nothing may wait for a question: the till is never idle. */
static enum kill_kind choose(const struct kill_state *state, enum kill_kind target, bool is_typed,
			     struct random *random)
{
	static const int weights[KILL_KINDS] = { 8, 8, 4, 3, 2, 2, 3, 5 };
	enum kill_kind kind;

	if (!is_typed && can(state, target) && random_below(random, 2) == 0)
		return target;
	do
		kind = (enum kill_kind)random_below(random, KILL_KINDS);
	while (!can(state, kind) || (int)random_below(random, 8) >= weights[kind] ||
	       (is_typed && (kind == KILL_VOID || kind == KILL_DISCOUNT)));
	return kind;
}

static void type_open(struct kill_plan *plan, struct kill_state *state, struct kill_act *act,
		      struct random *random)
{
	int64_t table = random_between(random, 1, TABLES);

	str_addf(&plan->keys, "%s%lld\r", state->mode == KILL_ON_PAID ? "\r" : "",
		 (long long)table);
	act->name = "bill-open";
	str_format(act->title, sizeof act->title, "Table %lld · check %lld", (long long)table,
		   (long long)state->check);
	act->wrote = (struct kill_wrote){ .check = state->check, .parts = 1 };
	*state = (struct kill_state){ .mode = KILL_ON_CHECK, .check = state->check,
				      .receipt = state->receipt, .notes = state->notes };
}

static void type_ring(struct kill_plan *plan, struct kill_state *state, struct kill_act *act,
		      struct random *random)
{
	static const struct {
		const char *typed;
		int64_t price_minor;
	} items[] = {
		{ "21", 220 }, { "22", 250 }, { "lent", 550 }, { "32", 1800 },
	};
	int item = (int)random_below(random, 4);
	int64_t quantity = items[item].price_minor > 1000 ? 1 : random_between(random, 1, 3);

	if (quantity > 1 && items[item].typed[0] < 'a')
		str_addf(&plan->keys, "%lld*", (long long)quantity);
	else
		quantity = 1;
	str_addf(&plan->keys, "%s\r", items[item].typed);
	act->name = "line-add";
	act->wrote.quantity = quantity;
	act->wrote.amount_minor = quantity * items[item].price_minor;
	state->lines++;
	state->last_quantity = quantity;
	state->last_price_minor = items[item].price_minor;
	state->due_minor += quantity * items[item].price_minor;
}

static void type_again(struct kill_plan *plan, struct kill_state *state, struct kill_act *act)
{
	str_add(&plan->keys, "+");
	act->name = "line-again";
	act->wrote = (struct kill_wrote){ 1, state->last_price_minor, 0, 0, 0 };
	state->last_quantity++;
	state->due_minor += state->last_price_minor;
}

/* Nobody has been told of the line yet, so no reason is asked for. */
static void type_void(struct kill_plan *plan, struct kill_state *state, struct kill_act *act)
{
	str_add(&plan->keys, "-");
	act->name = "line-void";
	act->wrote = (struct kill_wrote){ -1, -state->last_price_minor, 0, 0, 0 };
	state->last_quantity--;
	state->due_minor -= state->last_price_minor;
}

static void type_discount(struct kill_plan *plan, struct kill_state *state, struct kill_act *act)
{
	str_addf(&plan->keys, "0.%d%s", OFF_MINOR, f7);
	str_add_char(&plan->keys, KILLS_PAUSE);
	str_add(&plan->keys, "1");
	act->name = "discount";
	act->wrote.amount_minor = OFF_MINOR;
	state->lines++;
	state->last_quantity = 0;
	state->due_minor -= OFF_MINOR;
}

/* A further note stands after what was noted before; "x" ends it, so that it is not note120. */
static void type_note(struct kill_plan *plan, struct kill_state *state, struct kill_act *act)
{
	str_addf(&plan->keys, "note%dx%s", ++state->notes, f3);
	act->name = "note";
	str_format(act->text, sizeof act->text, " note%dx", state->notes);
}

static void type_split(struct kill_plan *plan, struct kill_state *state, struct kill_act *act,
		       struct random *random)
{
	state->parts = (int)random_between(random, 2, 3);
	str_addf(&plan->keys, "%d%s", state->parts, f4);
	act->name = "split-evenly";
	str_format(act->text, sizeof act->text, "Split in %d.", state->parts);
	act->wrote.parts = state->parts - 1;   /* the first is there already */
}

/* All of it from the check, or part by part; exactly, or with a note. */
static void type_pay(struct kill_plan *plan, struct kill_state *state, struct kill_act *act,
		     struct random *random)
{
	bool is_exact = random_below(random, 2) == 0;
	bool is_direct = is_exact && state->parts == 0;

	if (state->mode == KILL_ON_CHECK && !is_direct)
		str_add(&plan->keys, f12);
	else if (state->mode == KILL_ON_PAY)
		str_add(&plan->keys, "\r");
	str_add(&plan->keys, is_exact ? f11 : GIVEN_TYPED);
	act->name = "tender";
	act->title[0] = '\0';
	str_format(act->text, sizeof act->text, "Receipt 1-%06lld", (long long)state->receipt++);
	act->wrote.given_minor = is_exact ? -1 : GIVEN_MINOR;
	state->due_minor = -1;
	state->mode = KILL_ON_PAY;
	if (++state->paid < state->parts)
		return;
	state->mode = is_direct ? KILL_ON_FLOOR : KILL_ON_PAID;
	state->check++;
}

static void type(struct kill_plan *plan, struct kill_state *state, enum kill_kind kind,
		 struct random *random)
{
	struct kill_act *act = &plan->acts[plan->n++];

	*act = (struct kill_act){ .kind = kind, .due_minor = -1 };
	str_format(act->title, sizeof act->title, "check %lld", (long long)state->check);
	switch (kind) {
	case KILL_OPEN:
		type_open(plan, state, act, random);
		break;
	case KILL_RING:
		type_ring(plan, state, act, random);
		break;
	case KILL_AGAIN:
		type_again(plan, state, act);
		break;
	case KILL_VOID:
		type_void(plan, state, act);
		break;
	case KILL_DISCOUNT:
		type_discount(plan, state, act);
		break;
	case KILL_NOTE:
		type_note(plan, state, act);
		break;
	case KILL_SPLIT:
		type_split(plan, state, act, random);
		break;
	default:
		type_pay(plan, state, act, random);
		break;
	}
	if (act->text[0] == '\0')
		act->due_minor = state->due_minor;
	act->keys_end = plan->keys.len;
}

void plan_make(struct kill_plan *plan, const struct kill_state *start, enum kill_kind target,
	       struct random *random)
{
	struct kill_state state = *start;
	int before = (int)random_below(random, BEFORE_MAX + 1);

	str_clear(&plan->keys);
	plan->n = 0;
	plan->target = -1;
	while (plan->n < KILLS_PLAN_MAX &&
	       (plan->target < 0 || plan->n <= plan->target + AFTER)) {
		enum kill_kind kind = choose(&state, target, plan->target >= 0, random);

		if (plan->target < 0 && plan->n >= before && kind == target)
			plan->target = plan->n;
		type(plan, &state, kind, random);
	}
	if (plan->target < 0)
		plan->target = plan->n - 1 - AFTER;
}

void plan_done(struct kill_plan *plan)
{
	str_done(&plan->keys);
}
