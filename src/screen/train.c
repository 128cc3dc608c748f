/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/train.c -- the way into training and out of it: a question first, never a reflex.
 */
#include "screen/till.h"
#include "ui/prompt.h"

static enum err go(struct ui *ui, void *arg)
{
	struct till *till = arg;
	enum err err = till_log_out(till);

	(void)ui;
	if (err != ERR_OK)
		return err;
	till->trains = true;
	till_leave(till);
	return ERR_OK;
}

enum err till_train(struct till *till)
{
	const struct draw *draw = ui_draw(till->ui);
	struct prompt_question in = {
		.title = tr(draw, "Training"),
		.text = tr(draw, "A copy of this house to practise in: own numbers, own papers, "
				 "nothing is sold and nothing is owed. Every screen says TRAINING. "
				 "You are logged out here; the same PIN works there."),
		.yes = tr(draw, "Go into training"),
	};
	struct prompt_question out = {
		.title = tr(draw, "Leave training"),
		.text = tr(draw, "What was done here counts nowhere. Whoever sells next logs in "
				 "at the real till."),
		.yes = tr(draw, "To the real till"),
	};
	bool is_training = property_is_training(&till->app->property);

	return prompt_confirm(till->ui, is_training ? &out : &in, go, till);
}
