/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/stage.c -- the memory backend, and typing by names.
 */
#include "double/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define STAGE_UNIX_MS INT64_C(1795292040000)      /* 2026-11-21 20:14 UTC */

static void stage_size(void *self, int *ret_rows, int *ret_columns)
{
	struct stage *stage = self;

	*ret_rows = stage->rows;
	*ret_columns = stage->columns;
}

static void stage_paint(void *self, const struct canvas *canvas)
{
	(void)canvas;
	((struct stage *)self)->paints++;
}

static bool stage_key(void *self, struct key *ret_key)
{
	struct stage *stage = self;

	if (stage->n == 0)
		return false;
	*ret_key = stage->key[stage->first++];
	stage->n--;
	return true;
}

static void stage_flush(void *self)
{
	struct stage *stage = self;

	stage->n = 0;
	stage->flushes++;
}

static void stage_refresh(void *self)
{
	(void)self;
}

static bool stage_allowed(void *arg, enum perm perm)
{
	return !((struct stage *)arg)->denies[perm];
}

static void stage_status(void *arg, char *into, size_t size)
{
	const struct stage *stage = arg;

	snprintf(into, size, "%s", stage->status != NULL ? stage->status : "Lina  till 3");
}

static int64_t stage_posted(void *arg)
{
	const struct stage *stage = arg;

	return stage->posted != NULL ? *stage->posted : 0;
}

struct backend stage_backend(struct stage *stage, int rows, int columns)
{
	memset(stage, 0, sizeof *stage);
	stage->rows = rows;
	stage->columns = columns;
	clock_init_set(&stage->clock, STAGE_UNIX_MS);
	return (struct backend){ stage,     stage_size,  stage_paint,
				 stage_key, stage_flush, stage_refresh };
}

void stage_init(struct stage *stage, int rows, int columns, bool rtl)
{
	struct ui_options options = {
		.backend = stage_backend(stage, rows, columns),
		.clock = &stage->clock,
		.draw = { .number = number_style_english(), .unit = "EUR", .exponent = 2,
			  .rtl = rtl },
		.arg = stage,
		.allowed = stage_allowed,
		.posted = stage_posted,
		.status = stage_status,
	};

	if (ui_new(&options, &stage->ui) != ERR_OK)
		abort();
}

void stage_done(struct stage *stage)
{
	ui_free(stage->ui);
	str_done(&stage->text);
}

static void put(struct stage *stage, struct key key)
{
	if (stage->n == 0)
		stage->first = 0;
	if (stage->first + stage->n == STAGE_KEYS_MAX)
		abort();
	key.typed_mono_us = clock_mono_us(&stage->clock);
	stage->key[stage->first + stage->n++] = key;
}

void stage_queue(struct stage *stage, const char *names)
{
	while (*names != '\0') {
		char name[KEY_NAME_SIZE];
		size_t len = strcspn(names, " ");
		struct key key;

		snprintf(name, sizeof name, "%.*s", (int)len, names);
		if (len > 0 && !key_parse(name, &key)) {
			fprintf(stderr, "no such key: %s\n", name);
			abort();
		}
		if (len > 0)
			put(stage, key);
		names += len + (names[len] == ' ');
	}
}

void stage_type(struct stage *stage, const char *names)
{
	stage_queue(stage, names);
	ui_read_keys(stage->ui);
}

void stage_text(struct stage *stage, const char *text)
{
	uint32_t point;

	while ((point = utf8_next(&text)) != 0)
		put(stage, key_char(point));
	ui_read_keys(stage->ui);
}

const char *stage_row(struct stage *stage, int row)
{
	str_clear(&stage->text);
	canvas_row_text(ui_canvas(stage->ui), row, &stage->text);
	return str_text(&stage->text);
}

const char *stage_screen(struct stage *stage)
{
	str_clear(&stage->text);
	for (int row = 0; row < ui_canvas(stage->ui)->rows; row++) {
		canvas_row_text(ui_canvas(stage->ui), row, &stage->text);
		str_add_char(&stage->text, '\n');
	}
	return str_text(&stage->text);
}

const char *stage_dump(struct stage *stage)
{
	str_clear(&stage->text);
	canvas_dump(ui_canvas(stage->ui), &stage->text);
	return str_text(&stage->text);
}

bool stage_has(struct stage *stage, const char *text)
{
	return strstr(stage_screen(stage), text) != NULL;
}

/* True when `text` begins at a cell. */
static bool stands_at(const struct canvas *canvas, int row, int column, const char *text)
{
	for (; *text != '\0' && column < canvas->columns; column++) {
		const struct canvas_cell *cell = canvas_at(canvas, row, column);

		if (cell->width == 0)
			continue;
		for (int i = 0; i < TEXT_CELL_POINTS && cell->point[i] != 0; i++)
			if (utf8_next(&text) != cell->point[i])
				return false;
	}
	return *text == '\0';
}

int stage_style(struct stage *stage, const char *text)
{
	const struct canvas *canvas = ui_canvas(stage->ui);

	for (int row = 0; row < canvas->rows; row++)
		for (int column = 0; column < canvas->columns; column++)
			if (stands_at(canvas, row, column, text))
				return canvas_at(canvas, row, column)->style;
	return -1;
}

void stage_resize(struct stage *stage, int rows, int columns)
{
	stage->rows = rows;
	stage->columns = columns;
	ui_resized(stage->ui);
}
