/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_paper.c -- the guest check: printed by one key, or looked at first.
 */
#include "base/str.h"
#include "screen/check.h"
#include "screen/paper.h"
#include "service/guest_check.h"
#include "service/print.h"


static bool has_printer(const struct check *check)
{
	return !str_equal(check->till->settings->printer, "none");
}

static enum err print_run(struct check *check)
{
	return guest_check_issue(check->till->app, &check->act, 0, has_printer(check),
				 &check->with.line);
}

static enum err print_done(struct ui *ui, struct check *check)
{
	const struct draw *draw = ui_draw(ui);
	struct print *print = check->till->print;

	int unsent = check_unsent(check);

	check_understand(ui, check, false);
	if (unsent > 0)
		ui_say(ui,
		       draw_plural(draw, "The check is printed. %lld line is not with the kitchen "
					 "yet: {send} sends.",
				   "The check is printed. %lld lines are not with the kitchen yet: "
				   "{send} sends.", unsent),
		       (long long)unsent);
	else
		ui_say(ui, "%s",
		       check->view.guest_checks > 1
			       ? tr(draw, "The check is printed anew; it says which one it "
					  "replaces.")
			       : tr(draw, "The check is printed. What changes from here on is "
					  "flagged."));
	if (print == NULL)
		return ERR_OK;
	print_wake(print);
	return print_step(print);
}

enum err check_print(struct ui *ui, void *state)
{
	static const struct check_wish wish = { .run = print_run, .done = print_done };
	struct check *check = state;

	if (check_is_typed(ui, check))
		return ERR_SYNTAX;
	if (!has_printer(check)) {
		ui_error(ui, "%s",
			 tr(ui_draw(ui), "This till has no printer; {more} v shows the check. The "
					 "settings name a printer under [station]."));
		return ERR_DEVICE;
	}
	check->with = (struct check_with){ 0 };
	return check_do(ui, check, &wish);
}

enum err check_preview(struct ui *ui, void *state)
{
	struct check *check = state;
	struct document *document;
	enum err err = guest_check_preview(check->till->app, check->bill, 0,
					   check->till->staff.id, &document);

	return err == ERR_OK ? paper_look(check->till,
					  tr(ui_draw(ui), "The check, as it would print now"),
					  document, NULL)
			     : err;
}
