/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/stopped.c -- the store has stopped after a failed write: what that means for the money,
 * and nothing to do but leave.
 */
#include <string.h>

#include "base/str.h"
#include "screen/till.h"
#include "ui/text.h"

#define TEXT_COLUMNS 64

static void stopped_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	(void)state;
	str_copy(into, size, tr(draw, "Stopped"));
}

static enum err stopped_leave(struct ui *ui, void *state)
{
	(void)ui;
	till_leave(state);
	return ERR_OK;
}

/* Esc has nowhere to lead. */
static enum err stopped_stay(struct ui *ui, void *state)
{
	(void)state;
	ui_error_code(ui, ERR_STOPPED);
	return ERR_OK;
}

static const struct action actions[] = {
	{ "leave", "Ctrl-Q", N_("Leave"), N_("End the program."), PERM_NONE, NULL, stopped_leave },
	{ "stay", "Esc", NULL, N_("Say again what has happened."), PERM_NONE, NULL, stopped_stay },
	{ 0 },
};

static void stopped_draw(const struct draw *draw, struct canvas *canvas, struct area area,
			 void *state)
{
	const struct till *till = state;
	char part[TEXT_SIZE], leave[TEXT_SIZE], key[KEY_NAME_SIZE];
	const char *text = tr(draw, err_text(ERR_STOPPED)), *line;
	int row = area.row + 3, x = area.x + (area.columns - TEXT_COLUMNS) / 2;
	size_t len;

	while (text_wrap(&text, TEXT_COLUMNS, &line, &len) && len < sizeof part) {
		memcpy(part, line, len);
		part[len] = '\0';
		canvas_text(canvas, row++, x, TEXT_COLUMNS, ALIGN_START, STYLE_LATE, part);
	}
	text_format(leave, sizeof leave, tr(draw, "%s ends the program."),
		    key_text(ui_action_key(till->ui, &actions[0]), key));
	canvas_text(canvas, row + 1, x, TEXT_COLUMNS, ALIGN_START, STYLE_TEXT,
		    tr(draw, "What was on the screen before this is not certain to be kept."));
	canvas_text(canvas, row + 2, x, TEXT_COLUMNS, ALIGN_START, STYLE_TEXT, leave);
	canvas_text(canvas, row + 4, x, TEXT_COLUMNS, ALIGN_START, STYLE_DIM,
		    db_words(till->app->db));
}

const struct screen_class screen_stopped = {
	.name = "stopped",
	.help_title = N_("Stopped"),
	.actions = actions,
	.flushes = true,
	.title = stopped_title,
	.draw = stopped_draw,
};
