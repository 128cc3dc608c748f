/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/split.c -- who pays what: the parts of a check as columns, and keys that take a line from
 * one to another.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/split_parts.h"
#include "service/bill_words.h"
#include "ui/text.h"
#include "ui/ui.h"

/* --- state ------------------------------------------------------------------------------- */

int split_part_at(const struct split_screen *split)
{
	for (int i = 0; i < split->view.n_parts; i++)
		if (split->view.parts[i].id == split->part)
			return i;
	return -1;
}

static int64_t line_id(const struct split_screen *split, const struct bill_part_line *line)
{
	return line->item < 0 ? -1 : split->view.items[line->item].line;
}

int split_line_at(const struct split_screen *split)
{
	int part = split_part_at(split);

	for (int i = 0; part >= 0 && i < split->columns[part].n; i++)
		if (line_id(split, &split->columns[part].lines[i]) == split->line)
			return i;
	return -1;
}

const struct bill_item *split_item(const struct split_screen *split)
{
	int part = split_part_at(split), at = split_line_at(split);
	const struct bill_item *item;

	if (at < 0 || split->columns[part].lines[at].item < 0)
		return NULL;
	item = &split->view.items[split->columns[part].lines[at].item];
	return item->is_discount ? NULL : item;
}

static void free_columns(struct split_screen *split)
{
	for (int i = 0; i < BILL_PARTS_MAX; i++) {
		free(split->columns[i].lines);
		split->columns[i] = (struct split_column){ 0 };
	}
}

static int row_of(const struct bill_view *view, int64_t part)
{
	int row = 0;

	while (view->rows.parts[row].id != part)
		row++;
	return row;
}

static enum err fill_columns(struct split_screen *split)
{
	const struct bill_view *view = &split->view;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < view->n_parts; i++) {
		struct split_column *column = &split->columns[i];

		column->lines = calloc((size_t)view->n_items + 1, sizeof *column->lines);
		err = column->lines == NULL
			      ? ERR_MEMORY
			      : bill_part_lines_then(split->till->app->db, view,
						     row_of(view, view->parts[i].id),
						     column->lines, &column->n);
	}
	return err;
}

/* Keeps to the place in the column when the line has left it. */
static void keep_selection(struct split_screen *split, int part, int line)
{
	const struct split_column *column;

	if (split_part_at(split) < 0 && split->view.n_parts > 0)
		split->part = split->view.parts[part >= 0 && part < split->view.n_parts ? part : 0]
				      .id;
	if (split_part_at(split) < 0 || split_line_at(split) >= 0)
		return;
	column = &split->columns[split_part_at(split)];
	if (line >= column->n)
		line = column->n - 1;
	split->line = column->n == 0 ? 0 : line_id(split, &column->lines[line < 0 ? 0 : line]);
}

enum err split_load(struct split_screen *split)
{
	int part = split_part_at(split), line = split_line_at(split);
	struct bill_view view;
	enum err err = bill_view_load(split->till->app->db, split->bill, &view);

	if (err != ERR_OK)
		return err;
	(void)bill_view_words(split->till->app->db, split->till->staff.language, &view);
	bill_view_done(&split->view);
	free_columns(split);
	split->view = view;
	err = fill_columns(split);
	if (err == ERR_OK)
		keep_selection(split, part, line);
	return err;
}

/* --- actions ----------------------------------------------------------------------------- */

static bool is_open(const void *state)
{
	return ((const struct split_screen *)state)->view.rows.head.state != BILL_CLOSED;
}

static enum err step_part(struct split_screen *split, int by)
{
	int part = split_part_at(split) + by, line = split_line_at(split);

	if (part < 0 || part >= split->view.n_parts)
		return ERR_OK;
	split->part = split->view.parts[part].id;
	split->line = 0;
	keep_selection(split, part, line);
	return ERR_OK;
}

/* The parts stand in the direction of reading. */
static enum err go_left(struct ui *ui, void *state)
{
	return step_part(state, ui_draw(ui)->rtl ? 1 : -1);
}

static enum err go_right(struct ui *ui, void *state)
{
	return step_part(state, ui_draw(ui)->rtl ? -1 : 1);
}

static enum err step_line(struct split_screen *split, int by)
{
	int part = split_part_at(split), line = split_line_at(split) + by;

	if (part >= 0 && line >= 0 && line < split->columns[part].n)
		split->line = line_id(split, &split->columns[part].lines[line]);
	return ERR_OK;
}

static enum err go_up(struct ui *ui, void *state)
{
	(void)ui;
	return step_line(state, -1);
}

static enum err go_down(struct ui *ui, void *state)
{
	(void)ui;
	return step_line(state, 1);
}

static enum err go_pay(struct ui *ui, void *state)
{
	struct split_screen *split = state;
	struct screen_bill bill = { split->till, split->bill };

	if (!entry_is_empty(&split->entry)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Something is typed: a key says what it is for, "
						   "Esc empties the line."));
		return ERR_SYNTAX;
	}
	return ui_push(ui, &screen_pay, &bill);
}

static enum err leave(struct ui *ui, void *state)
{
	struct split_screen *split = state;

	if (!entry_is_empty(&split->entry))
		entry_clear(&split->entry);
	else
		ui_pop(ui);
	return ERR_OK;
}

static const struct action actions[] = {
	{ "parts-pay-enter", "Enter", NULL, N_("On to paying, part by part."), PERM_NONE, is_open,
	  go_pay },
	{ "parts-move", "F2", N_("Move"),
	  N_("Move the selected line to the next part; after the last one a new part begins. Type "
	     "3 first: to part 3; 2*3: two pieces of it to part 3; 0: back to what all share."),
	  PERM_SELL, is_open, split_move_on },
	{ "parts-move-back", "Shift-F2", NULL, N_("Move the selected line to the part before."),
	  PERM_SELL, is_open, split_move_back },
	{ "parts-share", "F3", N_("Share"),
	  N_("Share the selected line evenly among all parts. Type 13 first: among part 1 and 3; "
	     "2: between this part and part 2. Numbers above 9 stand apart: 3.12."),
	  PERM_SELL, is_open, split_share_line },
	{ "parts-evenly", "F4", N_("Even"),
	  N_("Share evenly what has no part of its own: type 3, then this key. A part with lines "
	     "of its own keeps to these: three others share. 1 makes one part again of all that "
	     "is open."),
	  PERM_SELL, is_open, split_evenly },
	{ "parts-among-all", "Shift-F4", NULL,
	  N_("The same, but parts with lines of their own take a share of the rest, too."),
	  PERM_SELL, is_open, split_among_all },
	{ "parts-seats", "F5", N_("Seats"),
	  N_("A part for each seat; what is nobody's is shared by all of them."), PERM_SELL,
	  is_open, split_seats_shared },
	{ "parts-seats-apart", "Shift-F5", NULL,
	  N_("A part for each seat, and one for what is nobody's."), PERM_SELL, is_open,
	  split_seats_apart },
	{ "parts-off", "F6", N_("Amount"),
	  /* xgettext:no-c-format */
	  N_("Split off a share or an amount of what has no part of its own: type 30% or 25.00, "
	     "then this key. The others share the rest."),
	  PERM_SELL, is_open, split_off },
	{ "parts-undo", "F8", N_("Undo"),
	  N_("Take the last change back, one after the other; what was paid stays."), PERM_SELL,
	  is_open, split_undo },
	{ "parts-pay", "F12", N_("Pay"), N_("On to paying, part by part."), PERM_NONE, is_open,
	  go_pay },
	{ "parts-up", "Up", NULL, N_("Select the line above."), PERM_NONE, NULL, go_up },
	{ "parts-down", "Down", NULL, N_("Select the line below."), PERM_NONE, NULL, go_down },
	{ "parts-right", "Right", N_("Part"), N_("Select the part to the right."), PERM_NONE, NULL,
	  go_right },
	{ "parts-left", "Left", NULL, N_("Select the part to the left."), PERM_NONE, NULL,
	  go_left },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ "parts-leave", "Esc", NULL, N_("Empty the line; then back to the check."), PERM_NONE,
	  NULL, leave },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

/* What the typed text would be, beside it. */
static void understand(struct ui *ui, void *state)
{
	struct split_screen *split = state;
	const struct bill_item *item = split_item(split);

	entry_echo(&split->entry, NULL, NULL);
	if (!entry_is_empty(&split->entry) && item != NULL)
		entry_echo(&split->entry, item->name, NULL);
	(void)ui;
}

static void close_screen(void *state)
{
	struct split_screen *split = state;

	bill_view_done(&split->view);
	free_columns(split);
	free(split);
}

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	const struct screen_bill *bill = argument;
	struct split_screen *split = calloc(1, sizeof *split);
	enum err err;

	(void)ui;
	if (split == NULL)
		return ERR_MEMORY;
	split->till = bill->till;
	split->bill = bill->bill;
	entry_init(&split->entry, N_("a part, then {parts-move}; 12 {parts-share} shares; 3 "
				     "{parts-evenly} splits evenly"));
	split->entry.edit.base = TEXT_LTR;
	err = split_load(split);
	if (err != ERR_OK) {
		close_screen(split);
		return err;
	}
	*ret_state = split;
	return ERR_OK;
}

static struct entry_line *entry(void *state)
{
	return &((struct split_screen *)state)->entry;
}

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, split_load(state));
}

static const char *why(const void *state, const struct action *action)
{
	(void)state;
	(void)action;
	return N_("All is paid. Esc leads back.");
}

const struct screen_class screen_split = {
	.name = "split",
	.help_title = N_("Split the check"),
	.actions = actions,
	.open = open_screen,
	.close = close_screen,
	.title = split_title,
	.draw = split_draw,
	.entry = entry,
	.changed = understand,
	.why = why,
	.reload = reload,
};
