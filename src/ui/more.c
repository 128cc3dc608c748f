/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/more.c -- the overlay that lists its own actions.
 */
#include "ui/more.h"

#include "ui/prompt_parts.h"

#define KEY_WIDTH 8

static int count(const struct screen_class *class)
{
	int n = 0;

	while (class->actions[n].name != NULL && class->actions[n].label == NULL)
		n++;
	return n;
}

/* Letters stand close to their text; a key with a longer name pushes all texts aside. */
static int key_width(const struct ui *ui, const struct screen_class *class, int n)
{
	char key[KEY_NAME_SIZE];

	for (int i = 0; i < n; i++)
		if (text_width(key_text(ui_action_key(ui, &class->actions[i]), key)) > 1)
			return KEY_WIDTH;
	return 1;
}

void more_draw(const struct ui *ui, const struct screen_class *class, const void *state,
	       const char *title, int selected, struct canvas *canvas, struct area area)
{
	int n = count(class), width = key_width(ui, class, n);
	struct area room = prompt_box(canvas, area, n, title);
	int shown = room.rows > 1 ? room.rows - 1 : 1;
	int top = selected >= shown ? selected - shown + 1 : 0;

	for (int i = top; i < n && i - top < shown; i++) {
		const struct action *action = &class->actions[i];
		bool enabled = ui_action_enabled(ui, action, state);
		char key[KEY_NAME_SIZE];
		int row = room.row + i - top;

		canvas_text(canvas, row, room.x + 1, width, ALIGN_START,
			    enabled ? STYLE_KEY : STYLE_GREYED,
			    key_text(ui_action_key(ui, action), key));
		canvas_text(canvas, row, room.x + width + 3, room.columns - width - 4, ALIGN_START,
			    enabled ? STYLE_BOX : STYLE_GREYED, tr(ui_draw(ui), action->help));
		if (i == selected)
			canvas_style(canvas, row, room.x, room.columns, STYLE_SELECTED);
	}
}

void more_key(const struct screen_class *class, int *selected, struct key key)
{
	int n = count(class);

	if (key_is(key, K_DOWN) && *selected + 1 < n)
		(*selected)++;
	else if (key_is(key, K_UP) && *selected > 0)
		(*selected)--;
}

enum err more_take(struct ui *ui, const struct screen_class *class, void *state, int selected)
{
	const struct action *action = &class->actions[selected < count(class) ? selected : 0];
	const char *why = class->why != NULL ? class->why(state, action) : NULL;

	if (ui_action_enabled(ui, action, state))
		return action->run(ui, state);
	ui_error(ui, "%s",
		 tr(ui_draw(ui), why != NULL ? why : N_("That can not be done just now.")));
	return ERR_STATE;
}
