/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/prompt.c -- the box of all prompts; yes or no; one of a list.
 */
#include "ui/prompt.h"

#include <stdlib.h>

#include "base/guard.h"
#include "base/str.h"
#include "ui/prompt_parts.h"
#include "ui/table.h"

#define CHOICE_SIZE 160
#define BUTTON_COLUMNS 24

struct area prompt_box(struct canvas *canvas, struct area area, int rows, const char *title)
{
	struct area box = { .rows = rows + 4, .columns = PROMPT_COLUMNS };

	if (box.rows > area.rows)
		box.rows = area.rows;
	if (box.columns > area.columns)
		box.columns = area.columns;
	box.row = area.row + (area.rows - box.rows) / 2;
	box.x = area.x + (area.columns - box.columns) / 2;
	canvas_fill(canvas, box, STYLE_BOX);
	canvas_column_rule(canvas, box.row, box.x, box.rows, STYLE_BOX);
	canvas_column_rule(canvas, box.row, box.x + box.columns - 1, box.rows, STYLE_BOX);
	canvas_rule(canvas, box.row + box.rows - 1, box.x, box.columns, STYLE_BOX);
	canvas_fill(canvas, (struct area){ box.row, box.x, 1, box.columns }, STYLE_BOX_TITLE);
	canvas_text(canvas, box.row, box.x + 2, box.columns - 4, ALIGN_START, STYLE_BOX_TITLE,
		    title);
	return (struct area){ box.row + 2, box.x + 2, box.rows - 3, box.columns - 4 };
}

int prompt_paragraph(struct canvas *canvas, struct area area, enum style style, const char *text)
{
	char part[TEXT_SIZE];
	const char *line;
	size_t len;
	int row = 0;

	while (text_wrap(&text, area.columns, &line, &len)) {
		str_format(part, sizeof part, "%.*s", (int)len, line);
		if (canvas != NULL && row < area.rows)
			canvas_text(canvas, area.row + row, area.x, area.columns, ALIGN_START,
				    style, part);
		row++;
	}
	return row;
}

/* --- yes or no --- */

struct confirm {
	char title[PROMPT_TITLE_SIZE];
	char text[PROMPT_TEXT_SIZE];
	char amount[PROMPT_TITLE_SIZE];
	char yes[PROMPT_TITLE_SIZE], no[PROMPT_TITLE_SIZE];
	bool is_yes;
	prompt_done_fn *done;
	void *arg;
};

static void confirm_draw(const struct draw *draw, struct canvas *canvas, struct area area,
			 void *state)
{
	const struct confirm *confirm = state;
	bool has_amount = confirm->amount[0] != '\0';
	int rows = prompt_paragraph(NULL, (struct area){ .columns = PROMPT_COLUMNS - 4 },
				    STYLE_BOX, confirm->text);
	struct area room = prompt_box(canvas, area, rows + 2 + 2 * has_amount, confirm->title);
	const char *no = confirm->no[0] != '\0' ? confirm->no : tr(draw, "No, leave it");

	if (has_amount) {
		canvas_text(canvas, room.row, room.x, room.columns, ALIGN_START, STYLE_DUE,
			    confirm->amount);
		room.row += 2;
		room.rows -= 2;
	}
	room.row += prompt_paragraph(canvas, room, STYLE_BOX, confirm->text) + 1;
	canvas_text(canvas, room.row, room.x, BUTTON_COLUMNS, ALIGN_START,
		    confirm->is_yes ? STYLE_BOX : STYLE_SELECTED, no);
	canvas_text(canvas, room.row, room.x + BUTTON_COLUMNS + 2, BUTTON_COLUMNS, ALIGN_START,
		    confirm->is_yes ? STYLE_SELECTED : STYLE_BOX,
		    confirm->yes[0] != '\0' ? confirm->yes : tr(draw, "Yes"));
	canvas_cursor(canvas,
		      (struct box){ room.row, room.x + (confirm->is_yes ? BUTTON_COLUMNS + 2 : 0),
				    1 },
		      0);
}

static enum err confirm_yes(struct ui *ui, void *state)
{
	struct confirm *confirm = state;

	ui_pop(ui);
	return confirm->done(ui, confirm->arg);
}

static enum err confirm_no(struct ui *ui, void *state)
{
	(void)state;
	ui_pop(ui);
	return ERR_OK;
}

static enum err confirm_take(struct ui *ui, void *state)
{
	return ((struct confirm *)state)->is_yes ? confirm_yes(ui, state) : confirm_no(ui, state);
}

static enum err confirm_move(struct ui *ui, void *state)
{
	struct confirm *confirm = state;

	(void)ui;
	confirm->is_yes = !confirm->is_yes;
	return ERR_OK;
}

static const struct action confirm_actions[] = {
	{ "prompt-take", "Enter", N_("Take"), N_("Take the marked answer."), PERM_NONE,
	  NULL, confirm_take },
	{ "prompt-left", "Left", NULL, N_("Mark the other answer."), PERM_NONE, NULL,
	  confirm_move },
	{ "prompt-right", "Right", NULL, N_("Mark the other answer."), PERM_NONE, NULL,
	  confirm_move },
	{ "prompt-next", "Tab", NULL, N_("Mark the other answer."), PERM_NONE, NULL,
	  confirm_move },
	{ "prompt-yes", "y", N_("Yes"), N_("Yes, do it."), PERM_NONE, NULL, confirm_yes },
	{ "prompt-no", "n", N_("No"), N_("No, leave all as it is."), PERM_NONE, NULL,
	  confirm_no },
	{ .name = NULL },
};

const struct screen_class prompt_confirm_class = {
	.name = "confirm",
	.help_title = N_("Question"),
	.actions = confirm_actions,
	.is_overlay = true,
	.flushes = true,
	.close = free,
	.draw = confirm_draw,
};

enum err prompt_confirm(struct ui *ui, const struct prompt_question *question,
			prompt_done_fn *done, void *arg)
{
	struct confirm *confirm = calloc(1, sizeof *confirm);
	enum err err;

	if (confirm == NULL)
		return ERR_MEMORY;
	str_copy(confirm->title, sizeof confirm->title, question->title);
	str_copy(confirm->text, sizeof confirm->text, question->text);
	if (question->amount != NULL)
		str_copy(confirm->amount, sizeof confirm->amount, question->amount);
	if (question->yes != NULL)
		str_copy(confirm->yes, sizeof confirm->yes, question->yes);
	if (question->no != NULL)
		str_copy(confirm->no, sizeof confirm->no, question->no);
	confirm->done = done;
	confirm->arg = arg;
	err = ui_push(ui, &prompt_confirm_class, confirm);
	if (err != ERR_OK)
		free(confirm);
	return err;
}

/* --- one of a list --- */

struct choose {
	char title[PROMPT_TITLE_SIZE];
	char (*choice)[CHOICE_SIZE];
	int n;
	struct table table;
	prompt_choose_fn *done;
	void *arg;
};

static void choose_number(const struct draw *draw, const void *rows, int row, char *into,
			  size_t size, enum style *style)
{
	(void)draw;
	(void)rows;
	*style = STYLE_BOX;
	if (row < 9)
		str_format(into, size, "%d", row + 1);
}

static void choose_text(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	const struct choose *choose = rows;

	(void)draw;
	*style = STYLE_BOX;
	str_copy(into, size, choose->choice[row]);
}

static struct table_source choose_source(const struct choose *choose)
{
	static const struct table_column columns[] = {
		{ "", 1, ALIGN_NUMBER, choose_number },
		{ "", 0, ALIGN_START, choose_text },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = choose, .n = choose->n };
}

static void choose_draw(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct choose *choose = state;
	struct table_source source = choose_source(choose);
	struct area room = prompt_box(canvas, area, choose->n, choose->title);

	room.rows = room.rows > 1 ? room.rows - 1 : room.rows;
	table_draw(&choose->table, &source, draw, canvas, room, true);
}

static void choose_close(void *state)
{
	struct choose *choose = state;

	free(choose->choice);
	free(choose);
}

static enum err choose_take(struct ui *ui, void *state)
{
	struct choose *choose = state;

	if (choose->table.is_unmarked) {
		ui_error(ui, "%s",
			 tr(ui_draw(ui), "Choose one: a digit, or the arrows and Enter."));
		return ERR_CHOICE;
	}
	ui_pop(ui);
	return choose->done(ui, choose->arg, choose->table.selected);
}

static enum err choose_key(struct ui *ui, void *state, struct key key)
{
	struct choose *choose = state;
	struct table_source source = choose_source(choose);
	int digit = key.kind == KEY_KIND_CHAR ? guard_digit(key.code) : -1;

	if (digit >= 1 && digit <= choose->n) {
		table_select(&choose->table, &source, digit - 1);
		choose->table.is_unmarked = false;
		return choose_take(ui, state);
	}
	table_key(&choose->table, &source, key);
	return ERR_OK;
}

static enum err choose_leave(struct ui *ui, void *state)
{
	(void)state;
	ui_pop(ui);
	return ERR_OK;
}

static const struct action choose_actions[] = {
	{ "prompt-take", "Enter", N_("Take"),
	  N_("Take the marked line; a digit takes its line at once."), PERM_NONE, NULL,
	  choose_take },
	{ "prompt-leave", "Esc", N_("Back"), N_("Back; nothing is taken."), PERM_NONE, NULL,
	  choose_leave },
	{ .name = NULL },
};

const struct screen_class prompt_choose_class = {
	.name = "choose",
	.help_title = N_("List"),
	.actions = choose_actions,
	.is_overlay = true,
	.close = choose_close,
	.draw = choose_draw,
	.key = choose_key,
};

const struct screen_class prompt_choose_afresh_class = {
	.name = "choose",
	.help_title = N_("List"),
	.actions = choose_actions,
	.is_overlay = true,
	.flushes = true,
	.close = choose_close,
	.draw = choose_draw,
	.key = choose_key,
};

/* What is asked, and with which class. */
struct choices {
	const struct screen_class *class;
	const char *title;
	const char *const *choice;
	int n;
	bool is_unmarked;
};

static enum err ask_choice(struct ui *ui, const struct choices *choices, prompt_choose_fn *done,
			   void *arg)
{
	struct choose *choose = calloc(1, sizeof *choose);
	enum err err = ERR_MEMORY;

	if (choices->n < 1 || choices->n > PROMPT_CHOICES_MAX) {
		free(choose);
		return ERR_LIMIT;
	}
	if (choose == NULL)
		return ERR_MEMORY;
	choose->choice = calloc((size_t)choices->n, sizeof *choose->choice);
	for (int i = 0; i < choices->n && choose->choice != NULL; i++)
		str_copy(choose->choice[i], CHOICE_SIZE, choices->choice[i]);
	str_copy(choose->title, sizeof choose->title, choices->title);
	choose->n = choices->n;
	choose->done = done;
	choose->arg = arg;
	table_init(&choose->table, false);
	choose->table.is_unmarked = choices->is_unmarked;
	if (choose->choice != NULL)
		err = ui_push(ui, choices->class, choose);
	if (err != ERR_OK)
		choose_close(choose);
	return err;
}

enum err prompt_choose(struct ui *ui, const char *title, const char *const *choices, int n,
		       prompt_choose_fn *done, void *arg)
{
	struct choices asked = { &prompt_choose_class, title, choices, n, false };

	return ask_choice(ui, &asked, done, arg);
}

enum err prompt_choose_afresh(struct ui *ui, const char *title, const char *const *choices, int n,
			      prompt_choose_fn *done, void *arg)
{
	struct choices asked = { &prompt_choose_afresh_class, title, choices, n, false };

	return ask_choice(ui, &asked, done, arg);
}

enum err prompt_choose_unmarked(struct ui *ui, const char *title, const char *const *choices,
				int n, prompt_choose_fn *done, void *arg)
{
	struct choices asked = { &prompt_choose_afresh_class, title, choices, n, true };

	return ask_choice(ui, &asked, done, arg);
}
