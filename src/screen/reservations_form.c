/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/reservations_form.c -- taking a reservation and changing one: a form that comes back with
 * all that was typed until it can be kept.
 */
#include "base/str.h"
#include "locale/fold.h"
#include "screen/reservations_parts.h"
#include "service/bill.h"
#include "ui/prompt.h"

#define NAME_LIMIT 40
#define NOTE_LIMIT 79

enum field { FIELD_TIME, FIELD_NAME, FIELD_COVERS, FIELD_TABLE, FIELD_PHONE, FIELD_NOTE, FIELDS };

static const char *check_time(const struct form *form, int field)
{
	char text[EDIT_TEXT_SIZE];
	int64_t time_min;

	return reserve_time_parse(form_text(form, field, text), &time_min) == ERR_OK
		       ? NULL
		       : N_("a time such as 20:30");
}

static const struct form_field fields[FIELDS] = {
	[FIELD_TIME] = { .label = N_("Time"), .kind = FORM_CODE, .limit = 5, .check = check_time,
			 .hint = N_("20:30 or 2030") },
	[FIELD_NAME] = { .label = N_("Name"), .kind = FORM_TEXT, .limit = NAME_LIMIT },
	[FIELD_COVERS] = { .label = N_("Covers"), .kind = FORM_NUMBER, .limit = 4, .low = 1,
			   .high = BILL_COVERS_MAX },
	[FIELD_TABLE] = { .label = N_("Table"), .kind = FORM_NUMBER, .limit = 5,
			  .is_optional = true, .hint = N_("nothing: any") },
	[FIELD_PHONE] = { .label = N_("Phone"), .kind = FORM_CODE, .limit = 30,
			  .is_optional = true },
	[FIELD_NOTE] = { .label = N_("Note"), .kind = FORM_TEXT, .limit = NOTE_LIMIT,
			 .is_optional = true, .hint = N_("window, birthday") },
};

/* --- what stands in the way, in words ---------------------------------------------------- */

/* Says who has the table about that time; the same once more is wanted all the same. */
static void say_clash(struct ui *ui, struct reservations *reservations,
		      const struct reservation *wanted)
{
	struct db *db = reservations->till->app->db;
	struct reservation mine = *wanted, other;
	struct floor_table table;
	char text[RESERVATION_NAME_SIZE + 64];

	if (store_table_by_number(db, wanted->table_number, &table) != ERR_OK)
		return;
	mine.dining_table = table.id;
	if (store_reservation_clash(db, &mine, RESERVE_APART_MIN, &other) != ERR_OK)
		return;
	reservations->clashed = *wanted;
	reservations_text(reservations, ui_draw(ui), &other, text, sizeof text);
	ui_error(ui, tr(ui_draw(ui), "Table %lld is promised: %s. {prompt-done-now} keeps both all "
				     "the same."),
		 (long long)wanted->table_number, text);
}

/* Somebody changed it meanwhile: once more keeps what stands in the form. */
static void say_changed(struct ui *ui, struct reservations *reservations)
{
	struct reservation there;
	struct reservation *editing = &reservations->editing;

	if (store_reservation_load(reservations->till->app->db, editing->id, &there) != ERR_OK)
		return;
	editing->version = there.version;
	ui_error(ui, "%s", tr(ui_draw(ui), "Another till changed it just now. {prompt-done-now} "
					   "keeps what stands here."));
}

static enum err say_why(struct ui *ui, struct reservations *reservations,
			const struct reservation *wanted, enum err err)
{
	if (err == ERR_CLASH)
		say_clash(ui, reservations, wanted);
	else if (err == ERR_CHANGED)
		say_changed(ui, reservations);
	else if (err == ERR_NOT_FOUND)
		ui_error(ui, tr(ui_draw(ui), "There is no table %lld."),
			 (long long)wanted->table_number);
	else if (err == ERR_STATE)
		ui_error(ui, "%s", tr(ui_draw(ui), "They sit at their table by now, or do not "
						   "come."));
	else if (err == ERR_LIMIT)
		ui_error(ui, "%s", tr(ui_draw(ui), "This day takes no more reservations."));
	return err;
}

/* --- the form ---------------------------------------------------------------------------- */

static bool is_wanted_anyway(const struct reservations *reservations,
			     const struct reservation *wanted)
{
	const struct reservation *clashed = &reservations->clashed;

	return clashed->covers > 0 && clashed->id == wanted->id && clashed->date == wanted->date &&
	       clashed->time_min == wanted->time_min &&
	       clashed->table_number == wanted->table_number;
}

static enum err read_form(const struct form *form, struct reservation *wanted)
{
	char text[EDIT_TEXT_SIZE];
	enum err err = reserve_time_parse(form_text(form, FIELD_TIME, text), &wanted->time_min);

	(void)fold_clean(wanted->name, sizeof wanted->name, form_text(form, FIELD_NAME, text));
	(void)fold_clean(wanted->note, sizeof wanted->note, form_text(form, FIELD_NOTE, text));
	str_copy(wanted->phone, sizeof wanted->phone, form_text(form, FIELD_PHONE, text));
	wanted->covers = form_number(form, FIELD_COVERS);
	wanted->table_number = form_number(form, FIELD_TABLE);
	return err;
}

static enum err keep(struct ui *ui, void *arg, const struct form *form)
{
	struct reservations *reservations = arg;
	struct till *till = reservations->till;
	struct act act = till_act(till, 0, -1);
	struct reservation wanted = reservations->editing;
	char text[RESERVATION_NAME_SIZE + 64];
	bool anyway;
	enum err err = read_form(form, &wanted);

	if (err != ERR_OK)
		return err;
	anyway = is_wanted_anyway(reservations, &wanted);
	if (wanted.id == 0)
		err = reserve_make(till->app, &act, &wanted, anyway, &wanted.id);
	else
		err = reserve_change(till->app, &act, &wanted, anyway);
	if (err != ERR_OK)
		return say_why(ui, reservations, &wanted, err);
	reservations_text(reservations, ui_draw(ui), &wanted, text, sizeof text);
	ui_say(ui, tr(ui_draw(ui), "Booked: %s."), text);
	return reservations_load(reservations, wanted.id);
}

static void fill(struct form *form, void *arg)
{
	const struct reservation *was = &((const struct reservations *)arg)->editing;
	char time[16];

	if (was->id == 0)
		return;
	str_format(time, sizeof time, "%02d:%02d", (int)(was->time_min / 60 % 24),
		   (int)(was->time_min % 60));
	form_set_text(form, FIELD_TIME, time);
	form_set_text(form, FIELD_NAME, was->name);
	form_set_number(form, FIELD_COVERS, was->covers);
	if (was->table_number != 0)
		form_set_number(form, FIELD_TABLE, was->table_number);
	form_set_text(form, FIELD_PHONE, was->phone);
	form_set_text(form, FIELD_NOTE, was->note);
}

static enum err ask(struct ui *ui, struct reservations *reservations)
{
	const struct draw *draw = ui_draw(ui);
	char text[DATE_TEXT_SIZE * 2], day[DATE_TEXT_SIZE];

	date_day_text(draw->catalog, &draw->number, reservations->editing.date, day);
	reservations->clashed = (struct reservation){ 0 };
	text_format(text, sizeof text,
		    reservations->editing.id == 0 ? tr(draw, "New for %s")
						  : tr(draw, "Change · %s"),
		    day);
	return prompt_form(ui, text, fields, FIELDS, fill, keep, reservations);
}

enum err reservations_new(struct ui *ui, void *state)
{
	struct reservations *reservations = state;

	reservations->editing = (struct reservation){ .date = reservations->day };
	return ask(ui, reservations);
}

enum err reservations_change(struct ui *ui, void *state)
{
	struct reservations *reservations = state;
	const struct reservation *row = reservations_selected(reservations);

	if (row->state != RESERVATION_EXPECTED) {
		ui_error(ui, tr(ui_draw(ui), "%s is not expected: there is nothing to change."),
			 row->name);
		return ERR_STATE;
	}
	reservations->editing = *row;
	return ask(ui, reservations);
}
