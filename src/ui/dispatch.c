/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/dispatch.c -- keys typed ahead are worked off in order; each goes the way that ui/screen.h
 * describes.
 */
#include <string.h>

#include "base/clock.h"
#include "base/guard.h"
#include "ui/entry.h"
#include "ui/form.h"
#include "ui/help.h"
#include "ui/ui_parts.h"

#define PAINT_EVERY_MS 40        /* while many keys are worked off */

void ui_drop_keys(struct ui *ui)
{
	ui->n_keys = 0;
	ui->options.backend.flush(ui->options.backend.self);
}

static void add_key(struct ui *ui, struct key key)
{
	if (ui->n_keys == UI_KEYS_MAX)
		return;
	ui->queue[(ui->first_key + ui->n_keys) % UI_KEYS_MAX] = key;
	ui->n_keys++;
}

static struct key take_key(struct ui *ui)
{
	struct key key = ui->queue[ui->first_key];

	ui->queue[ui->first_key] = (struct key){ 0 };
	ui->first_key = (ui->first_key + 1) % UI_KEYS_MAX;
	ui->n_keys--;
	return key;
}

void ui_type(struct ui *ui, const struct key *keys, int n)
{
	int64_t now_mono_us = clock_mono_us(ui->options.clock);

	for (int i = 0; i < n; i++) {
		struct key key = keys[i];

		key.typed_mono_us = now_mono_us;
		add_key(ui, key);
	}
}

struct key ui_action_key(const struct ui *ui, const struct action *action)
{
	return keymap_key(ui->options.keymap, action);
}

static bool is_allowed(const struct ui *ui, const struct action *action)
{
	return ui->options.allowed == NULL ||
	       ui->options.allowed(ui->options.arg, action->perm);
}

bool ui_action_enabled(const struct ui *ui, const struct action *action, const void *state)
{
	return is_allowed(ui, action) && (action->when == NULL || action->when(state));
}

static const struct action *find_action(const struct ui *ui, const struct screen_class *class,
					struct key key)
{
	const struct action *action = class->actions;

	for (; action != NULL && action->name != NULL; action++)
		if (key_equal(ui_action_key(ui, action), key))
			return action;
	return NULL;
}

const struct action *ui_leave_action(const struct ui *ui)
{
	const struct screen_class *class = ui_top(ui);
	const struct action *action = class != NULL ? class->actions : NULL;

	for (; action != NULL && action->name != NULL; action++)
		if (strcmp(action->name, "leave") == 0)
			return action;
	return NULL;
}

/* Shows the sentence of a code, unless the screen has said one itself. */
static void report(struct ui *ui, enum err err)
{
	if (err == ERR_OK)
		return;
	if (ui->error[0] == '\0')
		ui_error_code(ui, err);
	ui_drop_keys(ui);
}

/* Why the action cannot be done now, as the screen knows it. */
static void refuse(struct ui *ui, struct ui_level level, const struct action *action)
{
	const struct draw *draw = &ui->options.draw;
	const char *why = level.class->why != NULL ? level.class->why(level.state, action) : NULL;

	if (why != NULL)
		ui_error(ui, "%s", tr(draw, why));
	else if (action->label != NULL)
		ui_error(ui, tr(draw, "%s: not possible just now."), tr(draw, action->label));
	else
		ui_error(ui, "%s", tr(draw, "That key can do nothing just now."));
}

static void run_action(struct ui *ui, struct ui_level level, const struct action *action)
{
	if (!is_allowed(ui, action))
		ui_error_code(ui, ERR_PERMISSION);
	else if (action->when != NULL && !action->when(level.state))
		refuse(ui, level, action);
	else
		report(ui, action->run(ui, level.state));
}

bool ui_run_action(struct ui *ui, const char *name)
{
	struct ui_level level = *ui_top_level(ui);
	const struct action *action = level.class->actions;

	while (action != NULL && action->name != NULL && strcmp(action->name, name) != 0)
		action++;
	if (action == NULL || action->name == NULL)
		return false;
	ui->error[0] = '\0';
	run_action(ui, level, action);
	return true;
}

/* F1 and Ctrl-L. */
static bool own_key(struct ui *ui, struct key key)
{
	if (key_is(key, K_F1)) {
		if (ui_top(ui) != &help_class)
			report(ui, help_open(ui));
		return true;
	}
	if (key.kind == KEY_KIND_CTRL && key.code == 'l') {
		ui->options.backend.refresh(ui->options.backend.self);
		return true;
	}
	return false;
}

static void changed(struct ui *ui, struct ui_level level)
{
	if (level.class->changed != NULL)
		level.class->changed(ui, level.state);
}

static bool form_takes(struct ui *ui, struct ui_level level, struct key key)
{
	if (level.class->form == NULL || !form_key(level.class->form(level.state), key))
		return false;
	changed(ui, level);
	return true;
}

static bool entry_takes(struct ui *ui, struct ui_level level, struct key key)
{
	struct entry_line *entry;
	bool is_empty;

	if (level.class->entry == NULL)
		return false;
	entry = level.class->entry(level.state);
	is_empty = entry_is_empty(entry);
	if (is_empty && (key.kind != KEY_KIND_CHAR || key.code == ' ' ||
			 find_action(ui, level.class, key) != NULL))
		return false;
	if (key_is(key, K_ESC))
		entry_clear(entry);
	else if (!edit_key(&entry->edit, key))
		return false;
	changed(ui, level);
	return true;
}

/* Refuses Enter on an entry line that looks like a card number, and forgets it (P1). */
static bool entry_refuses(struct ui *ui, struct ui_level level, struct key key)
{
	char text[EDIT_TEXT_SIZE];
	struct entry_line *entry;
	bool is_card;

	if (level.class->entry == NULL || !key_is(key, K_ENTER))
		return false;
	entry = level.class->entry(level.state);
	is_card = guard_looks_like_card(entry_text(entry, text));
	explicit_bzero(text, sizeof text);
	if (!is_card)
		return false;
	edit_wipe(&entry->edit);
	entry_clear(entry);
	changed(ui, level);
	ui_error_code(ui, ERR_CARD_NUMBER);
	return true;
}

/* Nothing is shown, so nothing is taken but the key that ends the program, where there is one. */
static void dispatch_small(struct ui *ui, struct ui_level level, struct key key)
{
	const struct action *leave = ui_leave_action(ui);

	if (leave != NULL && key_equal(ui_action_key(ui, leave), key))
		run_action(ui, level, leave);
}

void ui_dispatch(struct ui *ui, struct key key)
{
	struct ui_level *top = ui_top_level(ui);
	const struct action *action;
	struct ui_level level;

	if (top == NULL)
		return;
	level = *top;
	if (ui_is_too_small(ui)) {
		dispatch_small(ui, level, key);
		return;
	}
	if (level.class->flushes && !level.is_shown)
		return;
	ui->error[0] = '\0';
	ui->turn++;
	if (own_key(ui, key) || ui_begin_macro(ui, key) || form_takes(ui, level, key) ||
	    entry_takes(ui, level, key) ||
	    entry_refuses(ui, level, key))
		return;
	action = level.class->actions != NULL ? find_action(ui, level.class, key) : NULL;
	if (action != NULL)
		run_action(ui, level, action);
	else if (key_is(key, K_ESC) && ui->depth > 1)
		ui_pop(ui);
	else if (level.class->key != NULL)
		report(ui, level.class->key(ui, level.state, key));
}

/* What was posted is shown before the next key is taken: whoever looks at a till that has lost its
 * power was told of all but the last act. */
static bool is_paint_due(const struct ui *ui)
{
	return ui_posted(ui) != ui->last_paint_posted ||
	       clock_mono_ms(ui->options.clock) - ui->last_paint_mono_ms >= PAINT_EVERY_MS;
}

/* Works off the keys typed ahead; paints now and then on the way. */
static void work_off(struct ui *ui)
{
	while (ui->n_keys > 0 || ui->run.n > 0) {
		if (ui->run.n > 0)
			ui_step_macro(ui);
		else
			ui_dispatch(ui, take_key(ui));
		ui_bury(ui);
		if ((ui->n_keys > 0 || ui->run.n > 0) && is_paint_due(ui))
			ui_paint(ui);
	}
}

void ui_work(struct ui *ui)
{
	work_off(ui);
	ui_paint(ui);
}

void ui_read_keys(struct ui *ui)
{
	struct key key;
	bool is_full;

	do {
		while (ui->n_keys < UI_KEYS_MAX &&
		       ui->options.backend.key(ui->options.backend.self, &key)) {
			add_key(ui, key);
			ui->last_key_mono_ms = clock_mono_ms(ui->options.clock);
		}
		is_full = ui->n_keys == UI_KEYS_MAX;
		work_off(ui);
	} while (is_full);
	ui_paint(ui);
}
