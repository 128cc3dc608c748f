/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/help.c -- the help bar and the F1 page.
 */
#include "ui/help.h"
#include "ui/ui_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define HELP_KEY "F1"
#define KEY_COLUMNS 12
#define LABEL_COLUMNS 16

/* Signs for keys whose names are longer than what is on the keyboard. */
static const struct {
	enum key_code code;
	const char *sign;
} signs[] = {
	{ K_ENTER, "↵" }, { K_LEFT, "←" }, { K_RIGHT, "→" }, { K_UP, "↑" }, { K_DOWN, "↓" },
};

static char *short_name(struct key key, char into[KEY_NAME_SIZE])
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (key_is(key, signs[i].code)) {
			str_copy(into, KEY_NAME_SIZE, signs[i].sign);
			return into;
		}
	}
	return key_text(key, into);
}

/* Columns of one entry of the bar without the gap after it. */
static int item_columns(const char *key, const char *label)
{
	return text_width(key) + 1 + text_width(label);
}

/* What the bar calls an action; NULL: it is not in the bar. */
static const char *label_of(const struct ui *ui, const struct screen_class *class,
			    const void *state, const struct action *action)
{
	const char *label = class->label != NULL ? class->label(state, action) : NULL;

	if (label == NULL)
		label = action->label;
	return label != NULL && label[0] != '\0' ? tr(ui_draw(ui), label) : NULL;
}

/* All labelled actions, each with `gap` columns after it. */
static int sum_columns(const struct ui *ui, const struct screen_class *class, const void *state,
		       int gap)
{
	const struct action *action = class->actions;
	char key[KEY_NAME_SIZE];
	int columns = 0;

	for (; action != NULL && action->name != NULL; action++) {
		const char *label = state != NULL ? label_of(ui, class, state, action)
				    : action->label != NULL ? tr(ui_draw(ui), action->label)
							    : NULL;

		if (label != NULL)
			columns += gap + item_columns(short_name(ui_action_key(ui, action), key),
						      label);
	}
	return columns;
}

static int help_columns(const struct ui *ui)
{
	return item_columns(HELP_KEY, tr(ui_draw(ui), "Help"));
}

int help_bar_columns(const struct ui *ui, const struct screen_class *class)
{
	return 1 + sum_columns(ui, class, NULL, 1) + help_columns(ui);
}

static int draw_item(struct canvas *canvas, int row, int x, const char *key, const char *label,
		     bool enabled)
{
	int width = text_width(key);

	canvas_text(canvas, row, x, width, ALIGN_START, enabled ? STYLE_KEY : STYLE_GREYED, key);
	x += width + 1;
	width = text_width(label);
	canvas_text(canvas, row, x, width, ALIGN_START, enabled ? STYLE_BAR : STYLE_GREYED,
		    label);
	return x + width;
}

static bool works_here(const struct macro *macro, const struct screen_class *class)
{
	return class->macros && (!macro->is_item || class->rings != NULL);
}

static const struct action *action_named(const struct screen_class *class, const char *name)
{
	for (const struct action *at = class->actions; at->name != NULL; at++)
		if (strcmp(at->name, name) == 0)
			return at;
	return NULL;
}

/* The further labels that there is room for. */
static void draw_wide(const struct ui *ui, const struct screen_class *class, const void *state,
		     struct canvas *canvas, int row, int x)
{
	for (const struct bar_label *at = class->wide; at != NULL && at->action != NULL; at++) {
		const struct action *action = action_named(class, at->action);
		const char *label = tr(ui_draw(ui), at->label);
		char key[KEY_NAME_SIZE];

		assert(action != NULL);
		short_name(ui_action_key(ui, action), key);
		if (x + item_columns(key, label) > canvas->columns - 1)
			break;
		x = draw_item(canvas, row, x, key, label, ui_action_enabled(ui, action, state)) + 2;
	}
}

/* The macros that there is room for; returns the column behind them. */
static int draw_macros(const struct ui *ui, const struct screen_class *class,
		       struct canvas *canvas, int row, int x)
{
	const struct macro *macro;
	char key[KEY_NAME_SIZE];

	for (int i = 0; (macro = keymap_macro_at(ui->options.keymap, i)) != NULL; i++) {
		if (!works_here(macro, class))
			continue;
		key_text(macro->key, key);
		if (x + item_columns(key, macro->name) > canvas->columns - 1)
			break;
		x = draw_item(canvas, row, x, key, macro->name, true) + 2;
	}
	return x;
}

void help_draw_bar(const struct ui *ui, const struct screen_class *class, const void *state,
		   struct canvas *canvas, int row)
{
	const struct action *action = class->actions;
	int own = help_columns(ui), end = canvas->columns - 1;
	int gap = 1 + sum_columns(ui, class, state, 2) + own <= end ? 2 : 1;
	int x = 1;

	canvas_fill(canvas, (struct area){ row, 0, 1, canvas->columns }, STYLE_BAR);
	for (; action != NULL && action->name != NULL; action++) {
		char key[KEY_NAME_SIZE];
		const char *label = label_of(ui, class, state, action);

		if (label == NULL)
			continue;
		short_name(ui_action_key(ui, action), key);
		if (x + item_columns(key, label) + gap + own > end)
			break;
		x = draw_item(canvas, row, x, key, label, ui_action_enabled(ui, action, state));
		x += gap;
	}
	if (class == &help_class)
		return;
	x = draw_item(canvas, row, x, HELP_KEY, tr(ui_draw(ui), "Help"), true) + gap;
	x = draw_macros(ui, class, canvas, row, x);
	draw_wide(ui, class, state, canvas, row, x);
}

/* The F1 page: the screen it is about and how far it is scrolled. */
struct page {
	struct ui *ui;
	const struct screen_class *class;
	const void *state;
	int top, rows, shown;
};

static enum err page_open(struct ui *ui, void *argument, void **ret_state)
{
	struct page *page = calloc(1, sizeof *page);

	(void)argument;
	if (page == NULL)
		return ERR_MEMORY;
	page->ui = ui;
	page->class = ui_top(ui);
	page->state = ui_state(ui);
	*ret_state = page;
	return ERR_OK;
}

static void page_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const char *title = ((const struct page *)state)->class->help_title;

	text_format(into, size, tr(draw, "Keys of this screen: %s"),
		    title != NULL ? tr(draw, title) : "");
}

/* Draws one action from row `row` of the page on; returns the rows it takes. */
static int draw_action(const struct page *page, const struct draw *draw, struct canvas *canvas,
		       struct area area, int row, const struct action *action)
{
	bool enabled = ui_action_enabled(page->ui, action, page->state);
	enum style style = enabled ? STYLE_TEXT : STYLE_DIM;
	const char *help = tr(draw, action->help), *line;
	int x = 1 + KEY_COLUMNS + LABEL_COLUMNS, used = 0;
	char key[KEY_NAME_SIZE], part[TEXT_SIZE];
	size_t len;

	while (text_wrap(&help, area.columns - x - 1, &line, &len)) {
		int at = area.row + row + used - page->top;

		if (at >= area.row && at < area.row + area.rows) {
			str_format(part, sizeof part, "%.*s", (int)len, line);
			canvas_text(canvas, at, x, area.columns - x - 1, ALIGN_START, style,
				    part);
			if (used == 0) {
				key_text(ui_action_key(page->ui, action), key);
				canvas_text(canvas, at, 1, KEY_COLUMNS - 1, ALIGN_START,
					    enabled ? STYLE_INPUT : STYLE_DIM, key);
				canvas_text(canvas, at, 1 + KEY_COLUMNS, LABEL_COLUMNS - 1,
					    ALIGN_START, style,
					    action->label != NULL ? tr(draw, action->label) : "");
			}
		}
		used++;
	}
	return used;
}

/* What the settings add: one row for each macro and item key. */
static int draw_own_keys(const struct page *page, const struct draw *draw, struct canvas *canvas,
			 struct area area, int row)
{
	const struct macro *macro;
	char key[KEY_NAME_SIZE], help[MACRO_DOES_SIZE + 64];

	for (int i = 0; (macro = keymap_macro_at(page->ui->options.keymap, i)) != NULL; i++) {
		struct action action = { .name = "", .label = macro->name, .help = help,
					 .perm = PERM_NONE };

		if (!works_here(macro, page->class))
			continue;
		action.key = key_text(macro->key, key);
		text_format(help, sizeof help,
			    macro->is_item ? tr(draw, "Rings item %s; a number before it is how "
						      "many.")
					   : tr(draw, "One key for: %s"),
			    macro->does);
		row += draw_action(page, draw, canvas, area, row, &action);
	}
	return row;
}

/* What the keyboard does by itself is left out where the screen says it, and where nobody who reads
 * this language needs it. */
static bool is_told(const struct page *page, const struct draw *draw, const struct action *own)
{
	if (str_equal(own->name, "non-joiner"))
		return draw->rtl;
	for (const struct action *action = page->class->actions;
	     action != NULL && action->name != NULL; action++)
		if (str_equal(action->key, own->key))
			return false;
	return true;
}

/* "lines 1 to 17 of 52", when there are more than are shown. */
static void draw_where(const struct page *page, const struct draw *draw, struct canvas *canvas,
		       struct area area)
{
	int last = page->top + page->shown < page->rows ? page->top + page->shown : page->rows;
	char text[TEXT_SIZE];

	if (page->rows <= page->shown)
		return;
	text_format(text, sizeof text, tr(draw, "lines %d to %d of %d"), page->top + 1, last,
		    page->rows);
	canvas_text(canvas, area.row + area.rows, 1, area.columns - 2, ALIGN_END, STYLE_DIM, text);
}

static void page_draw(const struct draw *draw, struct canvas *canvas, struct area area,
		      void *state)
{
	static const struct action own[] = {
		{ "redraw", "Ctrl-L", NULL, N_("Paint the whole screen again."), PERM_NONE, NULL,
		  NULL },
		{ "leave", "Esc", NULL, N_("Empty the entry line, or go back one screen."),
		  PERM_NONE, NULL, NULL },
		{ "non-joiner", "Ctrl-N", NULL,
		  N_("In a text: keep the next letter apart (zero width non-joiner)."),
		  PERM_NONE, NULL, NULL },
	};
	struct page *page = state;
	const struct action *action = page->class->actions;
	int row = 0;

	canvas_fill(canvas, area, STYLE_TEXT);
	area.row++;
	area.rows -= 2;
	for (; action != NULL && action->name != NULL; action++)
		row += draw_action(page, draw, canvas, area, row, action);
	row = draw_own_keys(page, draw, canvas, area, row);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (is_told(page, draw, &own[i]))
			row += draw_action(page, draw, canvas, area, row, &own[i]);
	page->rows = row;
	page->shown = area.rows;
	if (page->top + page->shown < page->rows)
		canvas_text(canvas, area.row + area.rows, area.x + 1, area.columns - 2, ALIGN_END,
			    STYLE_KEY, tr(draw, " ↓ more: PgDn "));
	draw_where(page, draw, canvas, area);
}

static void scroll_by(struct page *page, int rows)
{
	int last = page->rows > page->shown ? page->rows - page->shown : 0;

	page->top += rows;
	if (page->top > last)
		page->top = last;
	if (page->top < 0)
		page->top = 0;
}

static enum err page_up(struct ui *ui, void *state)
{
	(void)ui;
	scroll_by(state, -1);
	return ERR_OK;
}

static enum err page_down(struct ui *ui, void *state)
{
	(void)ui;
	scroll_by(state, 1);
	return ERR_OK;
}

static enum err page_back(struct ui *ui, void *state)
{
	struct page *page = state;

	(void)ui;
	scroll_by(page, -page->shown);
	return ERR_OK;
}

static enum err page_on(struct ui *ui, void *state)
{
	struct page *page = state;

	(void)ui;
	scroll_by(page, page->shown);
	return ERR_OK;
}

static enum err page_leave(struct ui *ui, void *state)
{
	(void)state;
	ui_pop(ui);
	return ERR_OK;
}

static const struct action page_actions[] = {
	{ "help-leave", "Enter", N_("Back"), N_("Back to the screen."), PERM_NONE, NULL,
	  page_leave },
	{ "help-up", "Up", NULL, N_("One line up."), PERM_NONE, NULL, page_up },
	{ "help-down", "Down", NULL, N_("One line down."), PERM_NONE, NULL, page_down },
	{ "help-back", "PgUp", N_("Up"), N_("One page up."), PERM_NONE, NULL, page_back },
	{ "help-on", "PgDn", N_("Down"), N_("One page down."), PERM_NONE, NULL, page_on },
	{ .name = NULL },
};

const struct screen_class help_class = {
	.name = "help",
	.help_title = N_("Help"),
	.actions = page_actions,
	.nothing_to_type = "",
	.open = page_open,
	.close = free,
	.title = page_title,
	.draw = page_draw,
};

enum err help_open(struct ui *ui)
{
	return ui_push(ui, &help_class, NULL);
}
