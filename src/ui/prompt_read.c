/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/prompt_read.c -- a text to read: a receipt, a report.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "ui/prompt.h"
#include "ui/prompt_parts.h"

struct reader {
	char title[PROMPT_TITLE_SIZE];
	char *text;
	int n;                      /* lines */
	int top, shown;
};

/* The i-th line of the text, copied into `into`. */
static void line_at(const struct reader *reader, int i, char *into, size_t size)
{
	const char *at = reader->text;

	while (i-- > 0)
		at += strcspn(at, "\n") + 1;
	str_format(into, size, "%.*s", (int)strcspn(at, "\n"), at);
}

static int count_lines(const char *text)
{
	int n = 0;

	for (; *text != '\0'; n++) {
		text += strcspn(text, "\n");
		text += *text == '\n';
	}
	return n;
}

/* On the rim: that the text goes on. */
static void draw_more(const struct reader *reader, const struct draw *draw, struct canvas *canvas,
		      struct area room)
{
	bool has_above = reader->top > 0;
	bool has_below = reader->top + reader->shown < reader->n;

	if (has_above || has_below)
		canvas_text(canvas, room.row + room.rows - 1, room.x, room.columns, ALIGN_END,
			    STYLE_KEY,
			    !has_above ? tr(draw, " ↓ more: PgDn ")
				       : has_below ? tr(draw, " ↑ ↓ more: PgUp, PgDn ")
						   : tr(draw, " ↑ more: PgUp "));
}

static void reader_draw(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct reader *reader = state;
	struct area room;

	/* Half a figure of the screen below would read as another figure. */
	canvas_fill(canvas, area, STYLE_TEXT);
	room = prompt_box(canvas, area, reader->n, reader->title);

	reader->shown = room.rows > 1 ? room.rows - 1 : 1;
	for (int i = 0; i < reader->shown && reader->top + i < reader->n; i++) {
		char line[TEXT_SIZE];

		line_at(reader, reader->top + i, line, sizeof line);
		canvas_text(canvas, room.row + i, room.x, room.columns, ALIGN_START, STYLE_BOX,
			    line);
	}
	draw_more(reader, draw, canvas, room);
}

static void reader_close(void *state)
{
	struct reader *reader = state;

	free(reader->text);
	free(reader);
}

static void scroll_by(struct reader *reader, int rows)
{
	int last = reader->n > reader->shown ? reader->n - reader->shown : 0;

	reader->top += rows;
	if (reader->top > last)
		reader->top = last;
	if (reader->top < 0)
		reader->top = 0;
}

static enum err reader_key(struct ui *ui, void *state, struct key key)
{
	struct reader *reader = state;

	(void)ui;
	if (key_is(key, K_UP))
		scroll_by(reader, -1);
	else if (key_is(key, K_DOWN))
		scroll_by(reader, 1);
	else if (key_is(key, K_PAGE_UP))
		scroll_by(reader, -reader->shown);
	else if (key_is(key, K_PAGE_DOWN))
		scroll_by(reader, reader->shown);
	else if (key_is(key, K_HOME))
		scroll_by(reader, -reader->n);
	else if (key_is(key, K_END))
		scroll_by(reader, reader->n);
	return ERR_OK;
}

static enum err reader_leave(struct ui *ui, void *state)
{
	(void)state;
	ui_pop(ui);
	return ERR_OK;
}

static const struct action reader_actions[] = {
	{ "read-leave", "Enter", N_("Back"), N_("Back to the screen."), PERM_NONE, NULL,
	  reader_leave },
	{ .name = NULL },
};

const struct screen_class prompt_read_class = {
	.name = "read",
	.help_title = N_("Text"),
	.actions = reader_actions,
	.is_overlay = true,
	.close = reader_close,
	.draw = reader_draw,
	.key = reader_key,
};

enum err prompt_read(struct ui *ui, const char *title, const char *lines)
{
	struct reader *reader = calloc(1, sizeof *reader);
	enum err err = ERR_MEMORY;

	if (reader == NULL)
		return ERR_MEMORY;
	str_copy(reader->title, sizeof reader->title, title);
	reader->text = str_dup(lines);
	if (reader->text != NULL) {
		reader->n = count_lines(lines);
		err = ui_push(ui, &prompt_read_class, reader);
	}
	if (err != ERR_OK)
		reader_close(reader);
	return err;
}
