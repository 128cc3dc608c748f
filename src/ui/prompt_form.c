/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/prompt_form.c -- prompts that are filled in: a text, a form, a manager's number and PIN.  When
 * what they were asked for fails, they come back with what was typed, secrets wiped.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "ui/prompt.h"
#include "ui/prompt_parts.h"

#define STAFF_DIGITS_MAX 6
#define PIN_DIGITS_MAX 12
#define PASSWORD_MAX 60
#define FIELD_STAFF 0
#define FIELD_PIN 1

struct filled {
	char title[PROMPT_TITLE_SIZE];
	char text[PROMPT_TEXT_SIZE];
	char amount[PROMPT_TITLE_SIZE];
	char label[PROMPT_TITLE_SIZE];
	struct form_field field;            /* of a text prompt */
	struct form form;
	prompt_text_fn *text_done;          /* one of these three */
	prompt_form_fn *form_done;
	prompt_pin_fn *pin_done;
	void *arg;
};

static const struct form_field approval_fields[] = {
	[FIELD_STAFF] = { .label = N_("Manager's number"), .kind = FORM_NUMBER,
			  .limit = STAFF_DIGITS_MAX },
	[FIELD_PIN] = { .label = N_("PIN"), .kind = FORM_PIN, .limit = PIN_DIGITS_MAX },
};

static const struct form_field password_fields[] = {
	[FIELD_STAFF] = { .label = N_("Manager's number"), .kind = FORM_NUMBER,
			  .limit = STAFF_DIGITS_MAX },
	[FIELD_PIN] = { .label = N_("Password"), .kind = FORM_PASSWORD, .limit = PASSWORD_MAX },
};

static void filled_close(void *state)
{
	struct filled *filled = state;

	form_done(&filled->form);
	free(filled);
}

static void filled_draw(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct filled *filled = state;
	bool has_amount = filled->amount[0] != '\0';
	int rows = prompt_paragraph(NULL, (struct area){ .columns = PROMPT_COLUMNS - 4 },
				    STYLE_BOX, filled->text);
	int above = (has_amount ? 2 : 0) + (rows > 0 ? rows + 1 : 0);
	struct area room = prompt_box(canvas, area, above + filled->form.n, filled->title);

	if (has_amount) {
		canvas_text(canvas, room.row, room.x, room.columns, ALIGN_START, STYLE_DUE,
			    filled->amount);
		room.row += 2;
		room.rows -= 2;
	}
	prompt_paragraph(canvas, room, STYLE_BOX, filled->text);
	room.row += rows > 0 ? rows + 1 : 0;
	room.rows -= rows > 0 ? rows + 1 : 0;
	form_draw(&filled->form, draw, canvas, room);
}

static struct form *filled_form(void *state)
{
	return &((struct filled *)state)->form;
}

/* Hands over what was filled in. */
static enum err hand_over(struct ui *ui, struct filled *filled)
{
	char text[EDIT_TEXT_SIZE], pin[EDIT_TEXT_SIZE];
	enum err err;

	if (filled->form_done != NULL)
		return filled->form_done(ui, filled->arg, &filled->form);
	form_text(&filled->form, 0, text);
	if (filled->text_done != NULL)
		return filled->text_done(ui, filled->arg, text);
	form_text(&filled->form, FIELD_PIN, pin);
	err = filled->pin_done(ui, filled->arg, text, pin);
	explicit_bzero(pin, sizeof pin);
	return err;
}

/* What has to be typed again: secrets, and the number too when it must be another person's. */
static void wipe_secrets(struct form *form, enum err err)
{
	bool is_other = err == ERR_PERMISSION || err == ERR_APPROVAL || err == ERR_NO_PASSWORD;

	is_other = is_other && (form->fields == approval_fields || form->fields == password_fields);
	for (int i = form->n - 1; i >= 0; i--) {
		if (!form->edit[i].is_secret && !is_other)
			continue;
		edit_wipe(&form->edit[i]);
		form->focus = i;
	}
}

static enum err submit(struct ui *ui, void *state)
{
	const struct screen_class *class = ui_top(ui);
	struct filled *filled = state;
	int depth;
	enum err err;

	if (form_check(&filled->form) >= 0)
		return ERR_OK;
	ui_detach(ui);
	depth = ui_depth(ui);
	err = hand_over(ui, filled);
	if (err != ERR_OK && ui_depth(ui) == depth) {
		wipe_secrets(&filled->form, err);
		ui_attach(ui, class, filled);
		return err;
	}
	filled_close(filled);
	ui_reload_top(ui);
	return err;
}

static const struct action filled_actions[] = {
	{ "prompt-done", "Enter", N_("Done"), N_("Next field; on the last one, done."), PERM_NONE,
	  NULL, submit },
	{ "prompt-done-now", "F12", NULL, N_("Done, from any field."), PERM_NONE, NULL, submit },
	{ .name = NULL },
};

const struct screen_class prompt_form_class = {
	.name = "prompt",
	.help_title = N_("Prompt"),
	.actions = filled_actions,
	.is_overlay = true,
	.close = filled_close,
	.draw = filled_draw,
	.form = filled_form,
};

/* The same for what approves: keys typed before it appeared are dropped. */
static const struct screen_class approval_class = {
	.name = "approval",
	.help_title = N_("Approval"),
	.actions = filled_actions,
	.is_overlay = true,
	.flushes = true,
	.close = filled_close,
	.draw = filled_draw,
	.form = filled_form,
};

static struct filled *filled_new(const char *title, void *arg)
{
	struct filled *filled = calloc(1, sizeof *filled);

	if (filled == NULL)
		return NULL;
	str_copy(filled->title, sizeof filled->title, title);
	filled->arg = arg;
	return filled;
}

static enum err show(struct ui *ui, const struct screen_class *class, struct filled *filled)
{
	enum err err;

	filled->form.style = STYLE_BOX;
	err = ui_push(ui, class, filled);
	if (err != ERR_OK)
		filled_close(filled);
	return err;
}

enum err prompt_text(struct ui *ui, const struct prompt_line *line, prompt_text_fn *done,
		     void *arg)
{
	struct filled *filled = filled_new(line->title, arg);

	if (filled == NULL)
		return ERR_MEMORY;
	str_copy(filled->label, sizeof filled->label, line->label);
	filled->field = (struct form_field){ .label = filled->label, .kind = FORM_TEXT,
					     .limit = line->limit,
					     .is_optional = line->is_optional };
	form_init(&filled->form, &filled->field, 1, ui_draw(ui));
	if (line->text != NULL)
		form_set_text(&filled->form, 0, line->text);
	filled->text_done = done;
	return show(ui, &prompt_form_class, filled);
}

enum err prompt_form(struct ui *ui, const char *title, const struct form_field *fields, int n,
		     void (*fill)(struct form *form, void *arg), prompt_form_fn *done, void *arg)
{
	struct filled *filled = filled_new(title, arg);

	if (filled == NULL)
		return ERR_MEMORY;
	form_init(&filled->form, fields, n, ui_draw(ui));
	if (fill != NULL)
		fill(&filled->form, arg);
	filled->form_done = done;
	return show(ui, &prompt_form_class, filled);
}

enum err prompt_approval(struct ui *ui, const struct prompt_question *question,
			 prompt_pin_fn *done, void *arg)
{
	struct filled *filled = filled_new(question->title, arg);

	if (filled == NULL)
		return ERR_MEMORY;
	str_copy(filled->text, sizeof filled->text, question->text);
	if (question->amount != NULL)
		str_copy(filled->amount, sizeof filled->amount, question->amount);
	form_init(&filled->form, question->asks_password ? password_fields : approval_fields,
		  (int)(sizeof approval_fields / sizeof *approval_fields), ui_draw(ui));
	filled->pin_done = done;
	return show(ui, &approval_class, filled);
}
