/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/unlock.c -- too many wrong PINs: how long one has to wait, and a manager who lets a
 * colleague try again.
 */
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "screen/unlock.h"
#include "service/staff.h"
#include "ui/prompt.h"

#define YEAR_MS (INT64_C(365) * 24 * 3600 * 1000)
#define MINUTE_MS INT64_C(60000)

enum { FIELD_WHOSE, FIELD_NUMBER, FIELD_PIN, FIELDS };

static const struct form_field fields[FIELDS] = {
	{ .label = N_("Who is locked out"), .kind = FORM_NUMBER, .low = 1,
	  .high = STAFF_NUMBER_MAX, .limit = 5, .hint = N_("their staff number") },
	{ .label = N_("Your number"), .kind = FORM_NUMBER, .low = 1, .high = STAFF_NUMBER_MAX,
	  .limit = 5 },
	{ .label = N_("Your PIN"), .kind = FORM_PIN, .limit = STAFF_PIN_SIZE - 1 },
};

void unlock_say_wait(struct till *till, int64_t number)
{
	const struct draw *draw = ui_draw(till->ui);
	struct staff staff;
	int64_t wait_ms;

	if (store_staff_by_number(till->app->db, number, &staff) != ERR_OK)
		return;
	wait_ms = staff.locked_until_unix_ms - clock_unix_ms(till->app->clock);
	if (wait_ms > YEAR_MS)
		ui_error(till->ui, "%s", tr(draw, "Too many wrong PINs. A manager lets you try "
						  "again: {unlock-colleague} before the login."));
	else if (wait_ms > 0)
		ui_error(till->ui,
			 draw_plural(draw,
				     "Too many wrong PINs. Wait %lld minute, or a manager lets you "
				     "try again: {unlock-colleague} before the login.",
				     "Too many wrong PINs. Wait %lld minutes, or a manager lets "
				     "you try again: {unlock-colleague} before the login.",
				     wait_ms / MINUTE_MS + 1),
			 (long long)(wait_ms / MINUTE_MS + 1));
}

static enum err unlock(struct till *till, const struct staff *locked, int64_t number,
		       const char *pin)
{
	struct staff manager;
	struct act act;
	enum err err = staff_enter(till->app, number, pin, "approve", &manager);

	if (err != ERR_OK)
		return err;
	act = app_act(till->app, manager.id);
	return staff_unlock(till->app, &act, locked->id);
}

static enum err filled(struct ui *ui, void *arg, const struct form *form)
{
	struct till *till = arg;
	const struct draw *draw = ui_draw(ui);
	int64_t whose = form_number(form, FIELD_WHOSE);
	char pin[EDIT_TEXT_SIZE];
	struct staff locked;
	enum err err = store_staff_by_number(till->app->db, whose, &locked);

	if (err == ERR_NOT_FOUND) {
		ui_error(ui, tr(draw, "Nobody here has the number %lld."), (long long)whose);
		return err;
	}
	form_text(form, FIELD_PIN, pin);
	if (err == ERR_OK)
		err = unlock(till, &locked, form_number(form, FIELD_NUMBER), pin);
	explicit_bzero(pin, sizeof pin);
	if (err == ERR_APPROVAL)
		err = ERR_PERMISSION;
	if (err == ERR_PERMISSION)
		ui_error(ui, "%s", tr(draw, "A manager does this, and nobody for themselves."));
	if (err == ERR_OK)
		ui_say(ui, tr(draw, "%s can log in again."), locked.name);
	return err;
}

enum err unlock_colleague(struct till *till)
{
	return prompt_form(till->ui, tr(ui_draw(till->ui), "Let a colleague log in again"), fields,
			   FIELDS, NULL, filled, till);
}
