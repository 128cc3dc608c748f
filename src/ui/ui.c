/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/ui.c -- the stack of screens, messages, and the frame around every screen.  The way of a key
 * is in ui/dispatch.c.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "ui/entry.h"
#include "ui/help.h"
#include "ui/ui_parts.h"

#define FRAME_ROWS 4             /* rule, entry line, message line, help bar */
#define TITLE_SIZE 256
#define MINUTE_MS 60000
#define MINUTE_UNKNOWN INT64_MIN

enum err ui_new(const struct ui_options *options, struct ui **ret_ui)
{
	struct ui *ui = calloc(1, sizeof *ui);
	int rows, columns;
	enum err err;

	if (ui == NULL)
		return ERR_MEMORY;
	ui->options = *options;
	ui->minute = MINUTE_UNKNOWN;
	ui->last_key_mono_ms = clock_mono_ms(options->clock);
	options->backend.size(options->backend.self, &rows, &columns);
	ui->options.draw.words = NULL;
	err = canvas_new(rows, columns, &ui->canvas);
	if (err == ERR_OK && options->keymap != NULL)
		err = key_words_new(options->keymap, &ui->options.draw.words);
	if (err != ERR_OK) {
		canvas_free(ui->canvas);
		free(ui);
		return err;
	}
	*ret_ui = ui;
	return ERR_OK;
}

static void close_level(struct ui_level level)
{
	if (level.class->close != NULL)
		level.class->close(level.state);
}

void ui_bury(struct ui *ui)
{
	while (ui->n_dead > 0)
		close_level(ui->dead[--ui->n_dead]);
}

void ui_free(struct ui *ui)
{
	if (ui == NULL)
		return;
	ui_bury(ui);
	while (ui->depth > 0)
		close_level(ui->stack[--ui->depth]);
	canvas_free(ui->canvas);
	key_words_free(ui->options.draw.words);
	explicit_bzero(ui->queue, sizeof ui->queue);
	free(ui);
}

enum err ui_attach(struct ui *ui, const struct screen_class *class, void *state)
{
	if (ui->depth == UI_SCREENS_MAX)
		return ERR_LIMIT;
	ui->stack[ui->depth++] = (struct ui_level){ .class = class, .state = state };
	return ERR_OK;
}

/* What an earlier key did is no news on another screen; on the F1 page it waits. */
static void forget_message(struct ui *ui, const struct screen_class *class)
{
	if (class != &help_class && ui->message_turn != ui->turn)
		ui->message[0] = '\0';
}

enum err ui_push(struct ui *ui, const struct screen_class *class, void *argument)
{
	void *state = argument;
	enum err err;

	if (ui->depth == UI_SCREENS_MAX)
		return ERR_LIMIT;
	if (class->open != NULL) {
		err = class->open(ui, argument, &state);
		if (err != ERR_OK)
			return err;
	}
	forget_message(ui, class);
	return ui_attach(ui, class, state);
}

struct ui_level *ui_top_level(struct ui *ui)
{
	return ui->depth > 0 ? &ui->stack[ui->depth - 1] : NULL;
}

static void reload_level(struct ui *ui, struct ui_level *level)
{
	if (level != NULL && level->class->reload != NULL)
		level->class->reload(ui, level->state);
}

void *ui_detach(struct ui *ui)
{
	assert(ui->depth > 0);
	return ui->stack[--ui->depth].state;
}

/* Takes the top away; its state is freed when the running key is done. */
static void drop_top(struct ui *ui)
{
	struct ui_level level = ui->stack[ui->depth - 1];

	ui->depth--;
	assert(ui->n_dead < UI_DEAD_MAX);
	ui->dead[ui->n_dead++] = level;
}

void ui_pop(struct ui *ui)
{
	if (ui->depth == 0)
		return;
	if (!ui_top(ui)->is_overlay && !ui_top(ui)->keeps_message)
		forget_message(ui, ui_top(ui));
	drop_top(ui);
	reload_level(ui, ui_top_level(ui));
}

void ui_pop_to(struct ui *ui, const struct screen_class *class)
{
	int keep = ui->depth;

	while (keep > 1 && ui->stack[keep - 1].class != class)
		keep--;
	if (keep == ui->depth)
		return;
	while (ui->depth > keep)
		drop_top(ui);
	reload_level(ui, ui_top_level(ui));
}

enum err ui_replace(struct ui *ui, const struct screen_class *class, void *argument)
{
	struct ui_level old;
	enum err err;

	if (ui->depth == 0)
		return ui_push(ui, class, argument);
	old = ui->stack[--ui->depth];
	err = ui_push(ui, class, argument);
	if (err != ERR_OK) {
		ui->stack[ui->depth++] = old;
		return err;
	}
	assert(ui->n_dead < UI_DEAD_MAX);
	ui->dead[ui->n_dead++] = old;
	return ERR_OK;
}

const struct screen_class *ui_top(const struct ui *ui)
{
	return ui->depth > 0 ? ui->stack[ui->depth - 1].class : NULL;
}

void *ui_state(const struct ui *ui)
{
	return ui->depth > 0 ? ui->stack[ui->depth - 1].state : NULL;
}

int ui_depth(const struct ui *ui)
{
	return ui->depth;
}

void ui_say(struct ui *ui, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	text_format_list(ui->message, sizeof ui->message, format, ap);
	va_end(ap);
	ui->message_turn = ui->turn;
}

void ui_error(struct ui *ui, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	text_format_list(ui->error, sizeof ui->error, format, ap);
	va_end(ap);
	ui->message[0] = '\0';
	ui_drop_keys(ui);
}

void ui_error_code(struct ui *ui, enum err err)
{
	if (err != ERR_OK)
		ui_error(ui, "%s", tr(&ui->options.draw, err_text(err)));
}

void ui_forget_error(struct ui *ui)
{
	ui->error[0] = '\0';
}

const char *ui_message(const struct ui *ui)
{
	return ui->error[0] != '\0' ? ui->error : ui->message;
}

bool ui_message_is_error(const struct ui *ui)
{
	return ui->error[0] != '\0';
}

const struct canvas *ui_canvas(const struct ui *ui)
{
	return ui->canvas;
}

const struct draw *ui_draw(const struct ui *ui)
{
	return &ui->options.draw;
}

void ui_set_draw(struct ui *ui, const struct draw *draw)
{
	struct key_words *words = ui->options.draw.words;

	ui->options.draw = *draw;
	ui->options.draw.words = words;
	ui->minute = MINUTE_UNKNOWN;
}

const struct clock *ui_clock(const struct ui *ui)
{
	return ui->options.clock;
}

int64_t ui_last_key_mono_ms(const struct ui *ui)
{
	return ui->last_key_mono_ms;
}

int64_t ui_posted(const struct ui *ui)
{
	return ui->options.posted != NULL ? ui->options.posted(ui->options.arg) : 0;
}

/* Where the title begins: behind the mark, when there is one. */
static int draw_mark(struct ui *ui)
{
	const struct draw *draw = &ui->options.draw;
	const char *mark;
	int width;

	if (draw->mark == NULL)
		return 1;
	mark = tr(draw, draw->mark);
	width = text_width(mark);
	canvas_fill(ui->canvas, (struct area){ 0, 0, 1, width + 2 }, STYLE_TRAINING);
	canvas_text(ui->canvas, 0, 1, width, ALIGN_START, STYLE_TRAINING, mark);
	return width + 3;
}

/* Columns that stay for the title beside a clock of this width. */
static int title_room(const struct ui *ui, int begin, int status, int clock)
{
	return ui->canvas->columns - 1 - begin - (clock + 3) - (status > 0 ? status + 2 : 0);
}

/* The title is what tells one check from another: the date gives way to it. */
static void draw_title(struct ui *ui, const struct ui_level *level)
{
	struct canvas *canvas = ui->canvas;
	const struct draw *draw = &ui->options.draw;
	char title[TITLE_SIZE] = "", status[TITLE_SIZE] = "";
	const char *clock = draw->clock_text;
	int end = canvas->columns - 1, begin, width;

	if (level->class->title != NULL)
		level->class->title(draw, level->state, title, sizeof title);
	if (ui->options.status != NULL)
		ui->options.status(ui->options.arg, status, sizeof status);
	canvas_fill(canvas, (struct area){ 0, 0, 1, canvas->columns }, STYLE_STATUS);
	begin = draw_mark(ui);
	if (text_width(title) > title_room(ui, begin, text_width(status), text_width(clock)))
		clock = draw->time_text;
	width = text_width(clock);
	canvas_text(canvas, 0, end - width, width, ALIGN_END, STYLE_STATUS, clock);
	end -= width + 3;
	width = text_width(status);
	if (width > 0 && end - width > 1) {
		canvas_text(canvas, 0, end - width, width, ALIGN_END, STYLE_STATUS, status);
		end -= width + 2;
	}
	canvas_text(canvas, 0, begin, end - begin, ALIGN_START, STYLE_TITLE, title);
}

static void draw_entry(struct ui *ui, const struct ui_level *level)
{
	struct canvas *canvas = ui->canvas;
	int row = canvas->rows - 3;
	const char *nothing = level->class->nothing_to_type;

	canvas_rule(canvas, row - 1, 0, canvas->columns, STYLE_RULE);
	if (level->class->entry != NULL)
		entry_draw(level->class->entry(level->state), &ui->options.draw, canvas, row);
	else if (level->class->form == NULL && !level->class->is_overlay)
		canvas_text(canvas, row, 1, canvas->columns - 2, ALIGN_START, STYLE_DIM,
			    tr(&ui->options.draw,
			       nothing != NULL ? nothing : N_("Nothing to type here.")));
}

/* Draws the message; an error too long for its row goes on over the help bar. */
static void draw_message(struct ui *ui)
{
	struct canvas *canvas = ui->canvas;
	int row = canvas->rows - 2, width = canvas->columns - 2;
	const char *text = ui_message(ui), *line;
	char first[UI_MESSAGE_SIZE];
	size_t len;

	if (!ui_message_is_error(ui)) {
		if (!ui_top(ui)->is_whole)
			canvas_text(canvas, row, 1, width, ALIGN_START, STYLE_MESSAGE, text);
		return;
	}
	if (text_wrap(&text, width, &line, &len)) {
		str_format(first, sizeof first, "%.*s", (int)len, line);
		canvas_fill(canvas, (struct area){ row, 0, 1, canvas->columns }, STYLE_ERROR);
		canvas_text(canvas, row, 1, width, ALIGN_START, STYLE_ERROR, first);
	}
	if (*text != '\0') {
		canvas_fill(canvas, (struct area){ row + 1, 0, 1, canvas->columns }, STYLE_ERROR);
		canvas_text(canvas, row + 1, 1, width, ALIGN_START, STYLE_ERROR, text);
	}
}

void ui_notice(struct ui *ui, const char *text)
{
	struct canvas *canvas = ui->canvas;
	int row = canvas->rows - 2;

	if (ui_is_too_small(ui))
		return;
	canvas_fill(canvas, (struct area){ row, 0, 1, canvas->columns }, STYLE_TEXT);
	canvas_text(canvas, row, 1, canvas->columns - 2, ALIGN_START, STYLE_DIM, text);
	ui->options.backend.paint(ui->options.backend.self, canvas);
}

static void draw_levels(struct ui *ui)
{
	struct canvas *canvas = ui->canvas;
	struct area area = { 1, 0, canvas->rows - FRAME_ROWS - 1, canvas->columns };
	int base = ui->depth - 1;

	while (base > 0 && ui->stack[base].class->is_overlay)
		base--;
	if (ui->stack[base].class->is_whole)
		area = (struct area){ 0, 0, canvas->rows - 1, canvas->columns };
	else
		draw_title(ui, &ui->stack[base]);
	for (int i = base; i < ui->depth; i++) {
		canvas->cursor_row = -1;
		ui->stack[i].class->draw(&ui->options.draw, canvas, area, ui->stack[i].state);
	}
	if (ui->stack[base].class->is_whole)
		draw_mark(ui);
	if (!ui_top(ui)->is_whole)
		draw_entry(ui, ui_top_level(ui));
	help_draw_bar(ui, ui_top(ui), ui_state(ui), canvas, canvas->rows - 1);
	draw_message(ui);
}

/* Draws a sentence over the whole width; returns the row behind it. */
static int draw_wrapped(struct canvas *canvas, int row, const char *sentence)
{
	char part[TITLE_SIZE];
	const char *line;
	size_t len;

	while (text_wrap(&sentence, canvas->columns, &line, &len)) {
		memcpy(part, line, len);
		part[len] = '\0';
		canvas_text(canvas, row++, 0, canvas->columns, ALIGN_START, STYLE_TEXT, part);
	}
	return row;
}

static void draw_too_small(struct ui *ui)
{
	const struct draw *draw = &ui->options.draw;
	const struct action *leave = ui_leave_action(ui);
	char sentence[TITLE_SIZE], key[KEY_NAME_SIZE];
	int row;

	text_format(sentence, sizeof sentence,
		    tr(draw, "This window is too small: sanduq needs %d columns and %d rows. "
			     "Nothing is lost; enlarge it and go on."),
		    UI_COLUMNS_MIN, UI_ROWS_MIN);
	row = draw_wrapped(ui->canvas, 0, sentence);
	if (leave == NULL)
		return;
	text_format(sentence, sizeof sentence, tr(draw, "%s ends the program."),
		    key_text(ui_action_key(ui, leave), key));
	draw_wrapped(ui->canvas, row, sentence);
}

bool ui_is_too_small(const struct ui *ui)
{
	return ui->canvas->rows < UI_ROWS_MIN || ui->canvas->columns < UI_COLUMNS_MIN;
}

/* Takes over the backend's size; keeps the old canvas when memory is short. */
static void fit_canvas(struct ui *ui)
{
	int rows, columns;

	ui->options.backend.size(ui->options.backend.self, &rows, &columns);
	if (rows != ui->canvas->rows || columns != ui->canvas->columns)
		(void)canvas_resize(ui->canvas, rows, columns);
}

static void set_clock(struct ui *ui)
{
	struct draw *draw = &ui->options.draw;

	draw->now_unix_ms = clock_unix_ms(ui->options.clock);
	if (draw->now_unix_ms / MINUTE_MS == ui->minute)
		return;
	ui->minute = draw->now_unix_ms / MINUTE_MS;
	date_stamp_text(draw->zone, draw->catalog, &draw->number, draw->now_unix_ms,
			draw->clock_text);
	date_time_text(draw->zone, &draw->number, draw->now_unix_ms, draw->time_text);
}

void ui_paint(struct ui *ui)
{
	struct ui_level *top;

	ui_bury(ui);
	fit_canvas(ui);
	set_clock(ui);
	ui->canvas->rtl = ui->options.draw.rtl;
	canvas_clear(ui->canvas);
	if (ui_is_too_small(ui))
		draw_too_small(ui);
	else if (ui->depth > 0)
		draw_levels(ui);
	ui->options.backend.paint(ui->options.backend.self, ui->canvas);
	ui->last_paint_mono_ms = clock_mono_ms(ui->options.clock);
	ui->last_paint_posted = ui_posted(ui);
	top = ui_top_level(ui);
	if (top != NULL && !top->is_shown && !ui_is_too_small(ui)) {
		top->is_shown = true;
		if (top->class->flushes)
			ui_drop_keys(ui);
	}
}

void ui_resized(struct ui *ui)
{
	ui->options.backend.refresh(ui->options.backend.self);
	ui_paint(ui);
}

void ui_tick(struct ui *ui)
{
	struct ui_level *top = ui_top_level(ui);

	if (top != NULL && top->class->tick != NULL)
		top->class->tick(ui, top->state);
	ui_paint(ui);
}

void ui_reload_top(struct ui *ui)
{
	reload_level(ui, ui_top_level(ui));
}

void ui_reload(struct ui *ui)
{
	for (int i = 0; i < ui->depth; i++)
		reload_level(ui, &ui->stack[i]);
	ui_paint(ui);
}
