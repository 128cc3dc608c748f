/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_note.c -- what is noted on a line.  What is typed is added to what stands there, so
 * that no key loses an allergy; changing and removing is a form with all of it.
 */
#include "base/str.h"
#include "locale/fold.h"
#include "screen/check.h"
#include "service/bill_notes.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/text.h"

enum { NOTE_WORDS, NOTE_ALLERGIES, NOTE_FIELDS };
enum { CHANGE_CHOICES, CHANGE_NOTES, CHANGE_COUNT };

void check_notes_text(const struct check_line *line, char *into, size_t size)
{
	bool has_both = line->allergies[0] != '\0' && line->note[0] != '\0';

	str_format(into, size, "%s%s%s", line->allergies, has_both ? " · " : "", line->note);
}

/* What the kitchen has already is changed there too, as a void is. */
static void say_noted(struct ui *ui, const struct check *check, const char *text)
{
	const struct draw *draw = ui_draw(ui);
	const char *name = check->with.name;
	bool is_told = check->with.is_sent;

	if (text[0] != '\0')
		ui_say(ui, is_told ? tr(draw, "Noted on %s: %s. The kitchen is told.")
				   : tr(draw, "Noted on %s: %s"), name, text);
	else
		ui_say(ui, is_told ? tr(draw, "Nothing is noted on %s any more. The kitchen is "
					      "told.")
				   : tr(draw, "Nothing is noted on %s any more."), name);
}

/* What stands there after it; an item has one name for the cashier. */
static enum err note_done(struct ui *ui, struct check *check)
{
	const struct check_line *line;
	char text[2 * CHECK_NOTE_SIZE] = "";

	check_used(ui, check);
	check_select(check, check->with.line);
	line = check_selected(check);
	if (line != NULL)
		check_notes_text(line, text, sizeof text);
	say_noted(ui, check, text);
	return ERR_OK;
}

static enum err say_full(struct ui *ui, enum err err)
{
	if (err == ERR_LIMIT)
		ui_error(ui, "%s", tr(ui_draw(ui), "That is too much for the note of a line. "
						   "{modify} with nothing typed changes what is "
						   "there."));
	return err;
}

/* --- adding ------------------------------------------------------------------------------ */

static enum err add_run(struct check *check)
{
	return bill_note_add(check->till->app, &check->act, check->with.line, check->with.text);
}

static enum err add(struct ui *ui, struct check *check)
{
	static const struct check_wish wish = { .run = add_run, .done = note_done };
	char text[EDIT_TEXT_SIZE];

	entry_text(&check->entry, text);
	if (check->said.kind == GRAMMAR_CODE || check->said.is_zero) {
		ui_error(ui, tr(ui_draw(ui), "%s is a number, no note: Enter rings it, Esc "
					     "clears it."), text);
		return ERR_SYNTAX;
	}
	(void)fold_clean(check->with.text, sizeof check->with.text, text);
	return say_full(ui, check_do(ui, check, &wish));
}

/* --- changing ---------------------------------------------------------------------------- */

static enum err set_run(struct check *check)
{
	return bill_notes_set(check->till->app, &check->act, check->with.line, &check->notes);
}

static enum err notes_typed(struct ui *ui, void *arg, const struct form *form)
{
	static const struct check_wish wish = { .run = set_run, .done = note_done };
	struct check *check = arg;
	struct bill_notes *notes = &check->notes;
	char text[EDIT_TEXT_SIZE];

	(void)fold_clean(notes->note, sizeof notes->note, form_text(form, NOTE_WORDS, text));
	(void)fold_clean(notes->allergies, sizeof notes->allergies,
			 form_text(form, NOTE_ALLERGIES, text));
	return say_full(ui, check_do(ui, check, &wish));
}

static void notes_fill(struct form *form, void *arg)
{
	const struct check *check = arg;

	form_set_text(form, NOTE_WORDS, check->notes.note);
	form_set_text(form, NOTE_ALLERGIES, check->notes.allergies);
}

static enum err ask_notes(struct ui *ui, struct check *check, const struct check_line *line)
{
	static const struct form_field fields[NOTE_FIELDS] = {
		[NOTE_WORDS] = { .label = N_("Note"), .kind = FORM_TEXT, .is_optional = true,
				 .limit = BILL_NOTE_POINTS_MAX },
		[NOTE_ALLERGIES] = { .label = N_("Allergies"), .kind = FORM_TEXT,
				     .is_optional = true, .limit = BILL_NOTE_POINTS_MAX },
	};
	enum err err = bill_notes_load(check->till->app->db, check->bill, line->item.line,
				       &check->notes);

	if (err != ERR_OK)
		return err;
	check_with_line(check, line, 0);
	return prompt_form(ui, line->item.name, fields, NOTE_FIELDS, notes_fill, notes_typed,
			   check);
}

enum err check_note(struct ui *ui, struct check *check)
{
	const struct check_line *line = check_item_line(ui, check);

	if (line == NULL)
		return ERR_OK;
	if (entry_is_empty(&check->entry))
		return ask_notes(ui, check, line);
	check_with_line(check, line, 0);
	return add(ui, check);
}

/* --- sizes and choices, or the notes ----------------------------------------------------- */

static enum err chosen(struct ui *ui, void *arg, int choice)
{
	struct check *check = arg;

	return choice == CHANGE_CHOICES ? check_change_choices(ui, check) : check_note(ui, check);
}

enum err check_ask_change(struct ui *ui, struct check *check, const struct check_line *line)
{
	const struct draw *draw = ui_draw(ui);
	char text[2 * CHECK_NOTE_SIZE], notes[2 * CHECK_NOTE_SIZE + 32];
	const char *choices[CHANGE_COUNT] = { [CHANGE_CHOICES] = tr(draw, "Sizes and choices"),
					      [CHANGE_NOTES] = notes };

	check_notes_text(line, text, sizeof text);
	text_format(notes, sizeof notes, tr(draw, "The note: %s"), text);
	return prompt_choose(ui, line->item.name, choices, CHANGE_COUNT, chosen, check);
}
