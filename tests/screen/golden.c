/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/golden.c -- compares screens with the files that keep them.
 */
#include "golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "check.h"
#include "ui/canvas.h"
#include "ui/theme.h"

#define GOLDEN_BYTES_MAX (1 << 20)
#define GOLDEN_PATH_SIZE 1024
#define GOLDEN_ROW_SIZE 2048
#define SAYINGS_MAX 400

static void path_of(const char *name, char path[GOLDEN_PATH_SIZE])
{
	const char *source = getenv("srcdir");

	snprintf(path, GOLDEN_PATH_SIZE, "%s/tests/screen/golden/%s.txt",
		 source != NULL ? source : ".", name);
}

/* Copies the next line and moves behind it. */
static void take_line(const char **text, char into[GOLDEN_ROW_SIZE])
{
	size_t len = strcspn(*text, "\n");

	snprintf(into, GOLDEN_ROW_SIZE, "%.*s", (int)len, *text);
	*text += len + ((*text)[len] == '\n');
}

static void compare(const char *name, const char *kept, const char *painted)
{
	char want[GOLDEN_ROW_SIZE], have[GOLDEN_ROW_SIZE], where[128];

	for (int line = 1; *kept != '\0' || *painted != '\0'; line++) {
		take_line(&kept, want);
		take_line(&painted, have);
		if (strcmp(want, have) == 0)
			continue;
		snprintf(where, sizeof where, "golden/%s.txt", name);
		check_text(have, want, where, where, line);
		return;
	}
}

static void check_text_of(const char *name, const char *painted)
{
	const char *mode = getenv("SANDUQ_SCREENS");
	char path[GOLDEN_PATH_SIZE];
	char *kept = NULL;
	size_t len;

	path_of(name, path);
	if (mode != NULL && strcmp(mode, "write") == 0) {
		CHECK_OK_FATAL(file_write(path, 0644, painted, strlen(painted)));
		return;
	}
	CHECK_OK_FATAL(file_read(path, GOLDEN_BYTES_MAX, &kept, &len));
	compare(name, kept, painted);
	free(kept);
}

void golden_check(struct stage *stage, const char *name)
{
	check_text_of(name, stage_dump(stage));
}

/* --- without colours -------------------------------------------------------------------------- */

static char mono_letter(enum style style)
{
	static const char letters[] = {
		[0] = '.',
		[THEME_BOLD] = 'b',
		[THEME_DIM] = 'd',
		[THEME_REVERSE] = 'r',
		[THEME_UNDERLINE] = 'u',
		[THEME_BOLD | THEME_UNDERLINE] = 'U',
		[THEME_BOLD | THEME_REVERSE] = 'R',
	};

	return letters[theme_look(THEME_MONO, style, 0).attributes];
}

static enum style style_of(char letter)
{
	int style = 0;

	while (style < STYLE_COUNT - 1 && theme_letter((enum style)style) != letter)
		style++;
	return (enum style)style;
}

/* What stands in one style in one row. */
struct saying {
	const struct canvas_cell *cells;
	int n;
	enum style style;
};

/* Colour that only tells what kind of thing it is, as words do beside it, is no state. */
static bool is_state(enum style style)
{
	return style == STYLE_FREE || style == STYLE_BUSY || style == STYLE_BILLED ||
	       style == STYLE_LATE || style == STYLE_PAID || style == STYLE_VOID ||
	       style == STYLE_ERROR || style == STYLE_DUE;
}

static int list_sayings(const struct canvas *canvas, struct saying *sayings, int size)
{
	int n = 0;

	for (int row = 0; row < canvas->rows; row++)
		for (int column = 0, end; column < canvas->columns && n < size; column = end) {
			const struct canvas_cell *cells = canvas_at(canvas, row, column);

			end = column + 1;
			while (end < canvas->columns &&
			       canvas_at(canvas, row, end)->style == cells->style)
				end++;
			if (is_state((enum style)cells->style))
				sayings[n++] = (struct saying){ cells, end - column,
								(enum style)cells->style };
		}
	return n;
}

static bool says_the_same(const struct saying *a, const struct saying *b)
{
	bool is_same = a->n == b->n;

	for (int i = 0; is_same && i < a->n; i++)
		is_same = a->cells[i].point[0] == b->cells[i].point[0];
	return is_same;
}

static void check_told(const struct canvas *canvas)
{
	struct saying sayings[SAYINGS_MAX];
	int n = list_sayings(canvas, sayings, SAYINGS_MAX);

	for (int i = 0; i < n; i++)
		for (int j = 0; j < i; j++)
			CHECK(sayings[i].style == sayings[j].style ||
			      mono_letter(sayings[i].style) != mono_letter(sayings[j].style) ||
			      !says_the_same(&sayings[i], &sayings[j]));
}

void golden_check_mono(struct stage *stage, const char *name)
{
	struct str text = { 0 };
	char *styles;

	str_add(&text, stage_dump(stage));
	styles = strstr(text.data, "\n--\n");
	CHECK_FATAL(styles != NULL);
	for (styles += 4; strncmp(styles, "-- ", 3) != 0; styles++)
		while (*styles != '\n') {
			*styles = mono_letter(style_of(*styles));
			styles++;
		}
	check_text_of(name, str_text(&text));
	str_done(&text);
	check_told(ui_canvas(stage->ui));
}
