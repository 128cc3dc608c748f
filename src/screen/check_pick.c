/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_pick.c -- the picker at work: from list to list, and at the end the item is rung.
 */
#include "screen/check_pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/guard.h"
#include "base/str.h"
#include "base/utf8.h"
#include "locale/fold.h"
#include "ui/form.h"
#include "ui/prompt.h"

/* --- lists ------------------------------------------------------------------------------- */

struct pick_list pick_list(struct pick *pick)
{
	struct pick_list list = { &pick->asks, NULL, pick->count, pick->asks.n_sizes };

	if (pick->piece >= 0) {
		list.asks = &pick->sub;
		list.count = pick->sub_count;
		list.group = &pick->sub.groups[pick->sub_group];
	} else if (pick->steps[pick->step] >= 0) {
		list.group = &pick->asks.groups[pick->steps[pick->step]];
	}
	if (list.group != NULL)
		list.n = (int)list.group->n;
	return list;
}

int64_t pick_chosen(const struct pick_list *list)
{
	int64_t chosen = 0;

	for (int i = 0; list->group != NULL && i < list->n; i++)
		chosen += list->count[list->group->first + i];
	return chosen;
}

/* Sizes first, then what must be answered, then what may be. */
static void make_steps(struct pick *pick)
{
	const struct ring_asks *asks = &pick->asks;

	if (asks->n_sizes > 1)
		pick->steps[pick->n_steps++] = -1;
	for (int i = 0; i < asks->n_groups; i++)
		if (asks->groups[i].low > 0)
			pick->steps[pick->n_steps++] = i;
	for (int i = 0; pick->is_all && i < asks->n_groups; i++)
		if (asks->groups[i].low == 0)
			pick->steps[pick->n_steps++] = i;
}

/* One of them has to be taken, and nothing says which. */
static bool is_forced(const struct pick_list *list)
{
	return list->group != NULL && list->group->high == 1 && list->group->low == 1;
}

/* The row marked when a list appears: what is chosen already, or the usual size. */
static void mark_first(struct pick *pick)
{
	struct pick_list list = pick_list(pick);

	pick->row = is_forced(&list) ? -1 : 0;
	for (int i = 0; list.group != NULL && i < list.n; i++)
		if (list.count[list.group->first + i] > 0) {
			pick->row = i;
			return;
		}
}

static enum err say_choose(struct ui *ui)
{
	ui_error(ui, "%s", tr(ui_draw(ui), "Choose one: a digit, or the arrows and Enter."));
	return ERR_CHOICE;
}

/* --- ringing ----------------------------------------------------------------------------- */

static enum err add(struct ring *ring, int64_t modifier, int64_t quantity)
{
	if (ring->n == RING_CHOICES_MAX)
		return ERR_CHOICE;
	ring->choice[ring->n++] = (struct ring_choice){ modifier, quantity };
	return ERR_OK;
}

/* The choices in the order of the groups, those of a piece behind it. */
static enum err fill_ring(struct pick *pick)
{
	struct ring *ring = &pick->ring;
	enum err err = ERR_OK;

	ring->n = 0;
	for (int i = 0; err == ERR_OK && i < pick->asks.n_modifiers; i++) {
		if (pick->count[i] == 0)
			continue;
		err = add(ring, pick->asks.modifiers[i].id, pick->count[i]);
		for (int m = 0; err == ERR_OK && m < pick->n_more; m++)
			if (pick->more[m].piece == i)
				err = add(ring, pick->more[m].choice.modifier,
					  pick->more[m].choice.quantity);
	}
	return err;
}

static enum err finish(struct ui *ui, struct pick *pick)
{
	struct check *check = pick->check;
	struct ring ring;
	int64_t line = pick->line;
	enum err err = fill_ring(pick);

	if (err != ERR_OK)
		return err;
	ring = pick->ring;
	ui_pop(ui);
	return check_ring_as(ui, check, &ring, line);
}

/* --- from list to list ------------------------------------------------------------------- */

static bool is_asked(const struct pick *pick, const struct ring_group *group)
{
	return group->n > 0 && (group->low > 0 || pick->is_all);
}

/* The next group of the piece from `from` on; -1 when there is none. */
static int next_sub(const struct pick *pick, int from)
{
	for (int i = from; i < pick->sub.n_groups; i++)
		if (is_asked(pick, &pick->sub.groups[i]))
			return i;
	return -1;
}

/* What was answered for the piece is kept. */
static void keep_sub(struct pick *pick)
{
	for (int i = 0; i < pick->sub.n_modifiers; i++) {
		if (pick->sub_count[i] == 0 || pick->n_more == RING_CHOICES_MAX)
			continue;
		pick->more[pick->n_more].piece = pick->piece;
		pick->more[pick->n_more++].choice =
			(struct ring_choice){ pick->sub.modifiers[i].id, pick->sub_count[i] };
	}
}

/* What the line has for the piece already. */
static void fill_sub(struct pick *pick)
{
	memset(pick->sub_count, 0, sizeof pick->sub_count);
	for (int i = 0; i < pick->n_was; i++)
		for (int m = 0; pick->was[i].piece == pick->piece && m < pick->sub.n_modifiers; m++)
			if (pick->sub.modifiers[m].id == pick->was[i].choice.modifier &&
			    pick->sub_count[m] < UINT8_MAX)
				pick->sub_count[m]++;
}

/* Goes to the groups of the next chosen piece of this list behind `after`; false: none. */
static enum err next_piece(struct pick *pick, int after, bool *ret_found)
{
	const struct ring_group *group = &pick->asks.groups[pick->steps[pick->step]];
	struct app *app = pick->check->till->app;
	enum err err;

	pick->piece = -1;
	for (int i = after + 1; i < group->first + group->n; i++) {
		const struct ring_modifier *modifier = &pick->asks.modifiers[i];

		if (i < group->first || pick->count[i] == 0 || !modifier->has_groups)
			continue;
		err = ring_asks(app, pick->check->bill, modifier->code,
				pick->check->till->staff.language, &pick->sub);
		if (err != ERR_OK)
			return err;
		pick->sub_group = next_sub(pick, 0);
		if (pick->sub_group < 0)
			continue;
		pick->piece = i;
		fill_sub(pick);
		mark_first(pick);
		*ret_found = true;
		return ERR_OK;
	}
	*ret_found = false;
	return ERR_OK;
}

static enum err next_step(struct ui *ui, struct pick *pick)
{
	if (pick->step + 1 == pick->n_steps)
		return finish(ui, pick);
	pick->step++;
	mark_first(pick);
	return ERR_OK;
}

static enum err go_on(struct ui *ui, struct pick *pick)
{
	int after = -1, next = -1;
	bool has_piece = false;
	enum err err;

	if (pick->piece < 0 && pick->steps[pick->step] < 0)
		return next_step(ui, pick);
	if (pick->piece >= 0) {
		next = next_sub(pick, pick->sub_group + 1);
		if (next < 0)
			keep_sub(pick);
		after = pick->piece;
	}
	if (next >= 0) {
		pick->sub_group = next;
		mark_first(pick);
		return ERR_OK;
	}
	err = next_piece(pick, after, &has_piece);
	return err != ERR_OK || has_piece ? err : next_step(ui, pick);
}

/* --- choosing ---------------------------------------------------------------------------- */

static enum err take_size(struct ui *ui, struct pick *pick, int row)
{
	pick->ring.size = pick->asks.sizes[row].id;
	return go_on(ui, pick);
}

static enum err take_row(struct ui *ui, struct pick *pick, int row)
{
	struct pick_list list = pick_list(pick);
	const struct ring_modifier *modifier;
	uint8_t *count;

	pick->row = row;
	if (list.group == NULL)
		return take_size(ui, pick, row);
	modifier = &list.asks->modifiers[list.group->first + row];
	count = &list.count[list.group->first + row];
	if (modifier->is_sold_out)
		return ERR_SOLD_OUT;
	if (list.group->high == 1) {
		bool was = *count > 0;

		memset(list.count + list.group->first, 0, (size_t)list.n);
		*count = !(was && list.group->low == 0);
		return go_on(ui, pick);
	}
	if (pick_chosen(&list) < list.group->high) {
		++*count;
		return ERR_OK;
	}
	ui_error(ui, tr(ui_draw(ui), "At most %lld of these: - takes one away."),
		 (long long)list.group->high);
	return ERR_CHOICE;
}

/* Enter: the marked one of a list of which one is taken, when none is yet; else on. */
static enum err take(struct ui *ui, void *state)
{
	struct pick *pick = state;
	struct pick_list list = pick_list(pick);
	int64_t chosen = pick_chosen(&list);

	if (list.group == NULL || (is_forced(&list) && chosen == 0))
		return pick->row >= 0 ? take_row(ui, pick, pick->row) : say_choose(ui);
	if (chosen >= list.group->low)
		return go_on(ui, pick);
	ui_error(ui,
		 draw_plural(ui_draw(ui), "Choose %lld more.", "Choose %lld more.",
			     list.group->low - chosen),
		 (long long)(list.group->low - chosen));
	return ERR_CHOICE;
}

static enum err mark(struct ui *ui, void *state)
{
	struct pick *pick = state;

	return pick->row >= 0 ? take_row(ui, pick, pick->row) : say_choose(ui);
}

static enum err less(struct ui *ui, void *state)
{
	struct pick *pick = state;
	struct pick_list list = pick_list(pick);

	(void)ui;
	if (list.group != NULL && pick->row >= 0 && list.count[list.group->first + pick->row] > 0)
		list.count[list.group->first + pick->row]--;
	return ERR_OK;
}

/* What was answered for pieces of the list that is shown again is asked anew. */
static void forget_pieces(struct pick *pick)
{
	const struct ring_group *group;
	int kept = 0;

	if (pick->steps[pick->step] < 0)
		return;
	group = &pick->asks.groups[pick->steps[pick->step]];
	for (int i = 0; i < pick->n_more; i++)
		if (pick->more[i].piece < group->first ||
		    pick->more[i].piece >= group->first + group->n)
			pick->more[kept++] = pick->more[i];
	pick->n_more = kept;
}

static enum err back(struct ui *ui, void *state)
{
	struct pick *pick = state;

	if (pick->piece < 0 && pick->step == 0) {
		check_used(ui, pick->check);
		ui_say(ui, "%s", tr(ui_draw(ui), pick->line != 0 ? N_("Nothing was changed.")
								 : N_("Nothing was rung.")));
		ui_pop(ui);
		return ERR_OK;
	}
	if (pick->piece < 0)
		pick->step--;
	pick->piece = -1;
	mark_first(pick);
	forget_pieces(pick);
	return ERR_OK;
}

const char *pick_name(const struct pick_list *list, int row)
{
	return list->group == NULL ? list->asks->sizes[row].name
				   : list->asks->modifiers[list->group->first + row].name;
}

/* A letter that is no label marks the next row whose name begins with it. */
static void mark_letter(struct pick *pick, const struct pick_list *list, uint32_t letter)
{
	char typed[8] = "", key[8], name[MENU_NAME_SIZE];

	typed[utf8_put(letter, typed)] = '\0';
	(void)fold_key(key, sizeof key, typed);
	for (int i = 1; i <= list->n && key[0] != '\0'; i++) {
		int row = (pick->row + i) % list->n;

		(void)fold_key(name, sizeof name, pick_name(list, row));
		if (strncmp(name, key, strlen(key)) == 0) {
			pick->row = row;
			return;
		}
	}
}

static enum err move(struct ui *ui, void *state, struct key key)
{
	struct pick *pick = state;
	struct pick_list list = pick_list(pick);
	int digit = key.kind == KEY_KIND_CHAR ? guard_digit(key.code) : -1;
	const char *at = digit >= 0 ? strchr(PICK_LABELS, '0' + digit) : NULL;

	if (digit < 0 && key.kind == KEY_KIND_CHAR && key.code < 0x80)
		at = strchr(PICK_LABELS, (int)key.code);
	if (at != NULL && *at != '\0' && at - PICK_LABELS < list.n)
		return take_row(ui, pick, (int)(at - PICK_LABELS));
	if (key_is(key, K_DOWN) && pick->row + 1 < list.n)
		pick->row++;
	else if (key_is(key, K_UP) && pick->row > 0)
		pick->row--;
	else if (key.kind == KEY_KIND_CHAR)
		mark_letter(pick, &list, key.code);
	return ERR_OK;
}

static const struct action actions[] = {
	{ "pick-take", "Enter", N_("Go on"),
	  N_("Take the marked one where one is taken; go on when enough is chosen. A letter marks "
	     "what begins with it."), PERM_NONE,
	  NULL, take },
	{ "pick-mark", "Space", N_("Choose"),
	  N_("Choose the marked one, as its digit does at once."), PERM_NONE, NULL, mark },
	{ "pick-less", "-", N_("Less"), N_("Take one of the marked away again."), PERM_NONE, NULL,
	  less },
	{ "pick-back", "Esc", N_("Back"), N_("Back one list; from the first nothing is rung."),
	  PERM_NONE, NULL, back },
	{ 0 },
};

const struct screen_class screen_pick = {
	.name = "pick",
	.help_title = N_("Choices"),
	.actions = actions,
	.is_overlay = true,
	.close = free,
	.draw = pick_draw,
	.key = move,
};

/* --- beginning --------------------------------------------------------------------------- */

static int modifier_at(const struct pick *pick, int64_t id)
{
	for (int m = 0; m < pick->asks.n_modifiers; m++)
		if (pick->asks.modifiers[m].id == id)
			return m;
	return -1;
}

/* What the line has already: choices of its own lists, and behind a piece of a set those of it. */
static void fill_counts(struct pick *pick, const struct bill_rows *rows)
{
	int piece = -1;

	for (int i = 0; i < rows->n_lines; i++) {
		const struct line_row *row = &rows->lines[i];
		int at;

		if (row->id == pick->line)
			pick->ring.size = row->choice;
		if (row->kind != LINE_CHOICE || row->of != pick->line || row->choice == 0)
			continue;
		at = modifier_at(pick, row->choice);
		if (at >= 0 && pick->count[at] < UINT8_MAX)
			pick->count[at]++;
		if (at >= 0 && pick->asks.modifiers[at].has_groups)
			piece = at;
		else if (at < 0 && piece >= 0 && pick->n_was < RING_CHOICES_MAX)
			pick->was[pick->n_was++] =
				(struct pick_more){ piece, { row->choice, 1 } };
	}
}

enum err check_pick(struct ui *ui, struct check *check, const struct ring *ring, bool is_all,
		    int64_t line)
{
	struct pick *pick = calloc(1, sizeof *pick);
	enum err err = pick != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK)
		err = ring_asks(check->till->app, check->bill, ring->code,
				check->till->staff.language, &pick->asks);
	if (err == ERR_OK) {
		pick->check = check;
		pick->ring = *ring;
		pick->is_all = is_all;
		pick->line = line;
		pick->piece = -1;
		make_steps(pick);
		if (line != 0)
			fill_counts(pick, &check->view.rows);
		if (pick->n_steps > 0)
			mark_first(pick);
		err = pick->n_steps > 0 ? ui_push(ui, &screen_pick, pick) : ERR_STATE;
	}
	if (err != ERR_OK)
		free(pick);
	return err;
}
