/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/macro_run.c -- a macro under way: step by step, before what was typed meanwhile, up to the
 * first refusal.
 */
#include <string.h>

#include "base/str.h"
#include "ui/entry.h"
#include "ui/ui_parts.h"

static bool is_typed(const struct screen_class *class, void *state)
{
	return class->entry != NULL && !entry_is_empty(class->entry(state));
}

/* The steps of an item key here: an action first, or "*" behind the number that was typed. */
static bool item_steps(const struct screen_class *class, void *state, struct macro *run)
{
	run->n = 0;
	if (class->rings[0] != '\0')
		macro_add_action(run, class->rings);
	else if (is_typed(class, state))
		macro_add_text(run, "*", 1);
	return macro_add_text(run, run->does, strlen(run->does)) &&
	       macro_add_key(run, key_named(K_ENTER));
}

/* What is typed already would run into what the macro types. */
static bool is_in_the_way(const struct macro *run)
{
	const struct macro_step *step = &run->step[0];

	return step->action[0] != '\0' ||
	       (step->key.kind == KEY_KIND_CHAR && step->key.code != '*');
}

bool ui_begin_macro(struct ui *ui, struct key key)
{
	const struct screen_class *class = ui_top(ui);
	const struct macro *macro = keymap_macro(ui->options.keymap, key);

	if (macro == NULL || ui->run.n > 0 || !class->macros ||
	    (macro->is_item && class->rings == NULL))
		return false;
	ui->run = *macro;
	ui->run_at = 0;
	if (macro->is_item && !item_steps(class, ui_state(ui), &ui->run)) {
		ui->run.n = 0;
	} else if (is_typed(class, ui_state(ui)) && is_in_the_way(&ui->run)) {
		ui->run.n = 0;
		ui_error(ui, "%s", tr(ui_draw(ui), "Enter takes what is typed, Esc clears it; this "
						   "key comes then."));
	}
	return true;
}

/* "coffee stopped at step 3 of 5, F11: No cash drawer is open ..." */
static void stop(struct ui *ui, const struct macro_step *step, const char *why)
{
	const struct draw *draw = ui_draw(ui);
	char name[MACRO_ACTION_SIZE], at[16], of[16], text[UI_MESSAGE_SIZE];

	str_copy(text, sizeof text, why);
	str_format(at, sizeof at, "%d", ui->run_at);
	str_format(of, sizeof of, "%d", ui->run.n);
	ui->run.n = 0;
	ui_error(ui, tr(draw, "%s stopped at step %s of %s, %s: %s"), ui->run.name, at, of,
		 macro_step_text(step, name), text);
}

void ui_step_macro(struct ui *ui)
{
	const struct macro_step *step = &ui->run.step[ui->run_at++];
	const struct screen_class *class = ui_top(ui);
	const struct draw *draw = ui_draw(ui);
	bool is_last = ui->run_at == ui->run.n;

	if (class == NULL || !class->macros || ui_is_too_small(ui)) {
		stop(ui, step, tr(draw, "what is asked here is for you to answer."));
		return;
	}
	if (step->action[0] == '\0') {
		ui_dispatch(ui, step->key);
	} else if (!ui_run_action(ui, step->action)) {
		stop(ui, step, tr(draw, "it cannot be done on this screen."));
		return;
	}
	if (ui->error[0] != '\0' && (!ui->run.is_item || !is_last))
		stop(ui, step, ui->error);
	else if (is_last)
		ui->run.n = 0;
}
