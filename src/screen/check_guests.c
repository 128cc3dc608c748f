/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_guests.c -- how many sit there and what they are called; how many there can be.
 */
#include "base/str.h"
#include "locale/fold.h"
#include "screen/check.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/text.h"

#define NAME_LIMIT 40

int64_t check_table_seats(const struct check *check)
{
	int64_t number = check->view.rows.head.table_number;
	struct floor_table table;

	if (number == 0 ||
	    store_table_by_number(check->till->app->db, number, &table) != ERR_OK)
		return 0;
	return table.seats;
}

enum { GUESTS_COVERS, GUESTS_NAME, GUESTS_FIELDS };

static enum err guests_run(struct check *check)
{
	return bill_set(check->till->app, &check->act, check->with.quantity, check->with.name);
}

/* "8 covers now, called Nina." */
static void say_covers(const struct draw *draw, const struct check *check, char *into, size_t size)
{
	long long covers = check->with.quantity;
	const char *name = check->with.name;

	if (covers == 0 && name[0] == '\0')
		str_copy(into, size, tr(draw, "No covers now."));
	else if (covers == 0)
		text_format(into, size, tr(draw, "No covers now, called %s."), name);
	else if (name[0] == '\0')
		text_format(into, size,
			    draw_plural(draw, "%lld cover now.", "%lld covers now.", covers),
			    covers);
	else
		text_format(into, size,
			    draw_plural(draw, "%lld cover now, called %s.",
					"%lld covers now, called %s.", covers),
			    covers, name);
}

/* A service charge that the covers bring in, or take away, is told with them. */
static enum err guests_done(struct ui *ui, struct check *check)
{
	const struct draw *draw = ui_draw(ui);
	const struct bill_view *view = &check->view;
	char covers[BILL_NAME_SIZE + 64], due[96];

	check_used(ui, check);
	say_covers(draw, check, covers, sizeof covers);
	if (till_due_text(draw, view->due_minor, view->out.service_minor,
			  check->with.amount_minor, due, sizeof due))
		ui_say(ui, tr(draw, "%s Due: %s."), covers, due);
	else
		ui_say(ui, "%s", covers);
	return ERR_OK;
}

static const struct check_wish guests_wish = { .run = guests_run, .done = guests_done };

static enum err set_guests(struct ui *ui, void *arg)
{
	return check_do(ui, arg, &guests_wish);
}

static enum err set_or_ask(struct ui *ui, struct check *check)
{
	int64_t seats = check_table_seats(check), covers = check->with.quantity;

	if (covers == check->view.rows.head.covers || !till_are_many(covers, seats))
		return set_guests(ui, check);
	check_used(ui, check);
	return till_ask_covers(check->till, covers, seats, set_guests, check);
}

static enum err guests_typed(struct ui *ui, void *arg, const struct form *form)
{
	struct check *check = arg;
	char text[EDIT_TEXT_SIZE];

	check->with.quantity = form_number(form, GUESTS_COVERS);
	(void)fold_clean(check->with.name, sizeof check->with.name,
			 form_text(form, GUESTS_NAME, text));
	return set_or_ask(ui, check);
}

static void guests_fill(struct form *form, void *arg)
{
	const struct check *check = arg;

	if (check->with.quantity > 0)
		form_set_number(form, GUESTS_COVERS, check->with.quantity);
	form_set_text(form, GUESTS_NAME, check->with.name);
}

static enum err ask_guests(struct ui *ui, struct check *check)
{
	static const struct form_field fields[GUESTS_FIELDS] = {
		{ .label = N_("Covers"), .kind = FORM_NUMBER, .is_optional = true, .low = 0,
		  .high = GRAMMAR_QUANTITY_MAX, .limit = 4 },
		{ .label = N_("Name"), .kind = FORM_TEXT, .is_optional = true,
		  .limit = NAME_LIMIT },
	};

	return prompt_form(ui, tr(ui_draw(ui), "Guests"), fields, GUESTS_FIELDS, guests_fill,
			   guests_typed, check);
}

enum err check_guests(struct ui *ui, void *state)
{
	struct check *check = state;
	const struct grammar *said = &check->said;

	check->with = (struct check_with){ .quantity = check->view.rows.head.covers,
					   .amount_minor = check->view.out.service_minor };
	str_copy(check->with.name, sizeof check->with.name, check->view.rows.head.name);
	if (said->kind == GRAMMAR_EMPTY)
		return ask_guests(ui, check);
	if (said->has_quantity ||
	    (said->kind != GRAMMAR_CODE && said->kind != GRAMMAR_SEARCH && !said->is_zero))
		return check_refuse(ui, ERR_SYNTAX,
				    N_("Type how many guests, 1 to 9999, or a name, then {guests}; "
				       "0 is nobody."));
	if (said->kind != GRAMMAR_SEARCH)
		check->with.quantity = said->number;
	else
		(void)fold_clean(check->with.name, sizeof check->with.name, said->text);
	return set_or_ask(ui, check);
}
