/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/reason.c -- why: one of the house's reasons by its digit, or a text of one's own.
 */
#include "base/str.h"
#include "screen/till.h"
#include "service/note.h"
#include "ui/prompt.h"

#define REASON_TEXT_LIMIT 80

_Static_assert(REASON_LIST_MAX <= PROMPT_CHOICES_MAX, "all reasons and the free text fit a list");

static enum err typed(struct ui *ui, void *arg, const char *text)
{
	struct till *till = arg;
	struct till_reasons *reasons = &till->reasons;
	struct act act = till_act(till, 0, -1);
	int64_t note;
	enum err err = note_keep(till->app, &act, text, &note);

	if (err != ERR_OK)
		return err;
	err = reasons->done(ui, reasons->arg, 0, note);
	if (err != ERR_OK && !ui_message_is_error(ui))
		ui_error_code(ui, err);
	return ERR_OK;
}

static enum err chosen(struct ui *ui, void *arg, int choice)
{
	struct till *till = arg;
	struct till_reasons *reasons = &till->reasons;
	struct prompt_line line = { .title = reasons->title, .label = tr(ui_draw(ui), "Reason"),
				    .limit = REASON_TEXT_LIMIT };

	if (choice < reasons->n)
		return reasons->done(ui, reasons->arg, reasons->reason[choice].id, 0);
	return prompt_text(ui, &line, typed, till);
}

enum err reason_ask(struct till *till, const char *kind, const char *title, reason_done_fn *done,
		    void *arg)
{
	struct till_reasons *reasons = &till->reasons;
	const char *choices[REASON_LIST_MAX];
	enum err err = store_reason_list(till->app->db, kind, reasons->reason, REASON_LIST_MAX - 1,
					 &reasons->n);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < reasons->n; i++)
		choices[i] = tr(ui_draw(till->ui), reasons->reason[i].text);
	choices[reasons->n] = tr(ui_draw(till->ui), "Another reason: type it");
	str_copy(reasons->title, sizeof reasons->title, title);
	reasons->done = done;
	reasons->arg = arg;
	return prompt_choose_unmarked(till->ui, title, choices, reasons->n + 1, chosen, till);
}
