/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/login.c -- staff number, then PIN: to begin, and over a locked till.  A demo store shows
 * its people and their PINs beneath.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "screen/till.h"
#include "screen/unlock.h"
#include "service/staff.h"
#include "ui/form.h"
#include "ui/table.h"

#define FORM_COLUMNS 48
#define LIST_COLUMNS 56
#define ROLE_COLUMNS 14
#define PIN_COLUMNS 11
#define FORM_ROW 6               /* under the name of the house */

enum { FIELD_NUMBER, FIELD_PIN, FIELDS };

struct login {
	struct till *till;
	bool is_lock;
	struct form form;
	struct staff *people;        /* those whose PIN is shown */
	int n_people;
};

static const struct form_field fields[FIELDS] = {
	{ .label = N_("Staff number"), .kind = FORM_NUMBER, .low = 1, .high = STAFF_NUMBER_MAX,
	  .limit = 5 },
	{ .label = N_("PIN"), .kind = FORM_PIN, .limit = STAFF_PIN_SIZE - 1 },
};

/* Keeps of the list those who show a PIN. */
static void load_people(struct login *login)
{
	struct staff *people = calloc(STAFF_LIST_MAX, sizeof *people);
	int n = 0, kept = 0;

	if (people == NULL)
		return;
	(void)store_staff_list(login->till->app->db, people, STAFF_LIST_MAX, &n);
	for (int i = 0; i < n; i++)
		if (people[i].demo_pin[0] != '\0')
			people[kept++] = people[i];
	login->people = realloc(people, (size_t)(kept + 1) * sizeof *people);
	if (login->people == NULL)
		login->people = people;
	login->n_people = kept;
}

static enum err login_open(struct ui *ui, void *argument, void **ret_state)
{
	struct login *login = calloc(1, sizeof *login);

	if (login == NULL)
		return ERR_MEMORY;
	login->till = argument;
	form_init(&login->form, fields, FIELDS, ui_draw(ui));
	load_people(login);
	*ret_state = login;
	return ERR_OK;
}

/* The lock begins with the PIN of the person who works here. */
static enum err lock_open(struct ui *ui, void *argument, void **ret_state)
{
	enum err err = login_open(ui, argument, ret_state);
	struct login *login;

	if (err != ERR_OK)
		return err;
	login = *ret_state;
	login->is_lock = true;
	form_set_number(&login->form, FIELD_NUMBER, login->till->staff.number);
	login->form.focus = FIELD_PIN;
	return ERR_OK;
}

static void login_close(void *state)
{
	struct login *login = state;

	form_done(&login->form);
	free(login->people);
	free(login);
}

static void login_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct login *login = state;

	(void)draw;
	str_copy(into, size, login->till->app->property.name);
}

static void person_number(const struct draw *draw, const void *rows, int row, char *into,
			  size_t size, enum style *style)
{
	const struct staff *people = rows;
	char text[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size, number_code(&draw->number, people[row].number, text));
}

static void person_name(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	const struct staff *people = rows;

	(void)draw;
	(void)style;
	str_copy(into, size, people[row].name);
}

static void person_role(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	const struct staff *people = rows;

	*style = STYLE_DIM;
	str_copy(into, size, tr(draw, perm_role_text(people[row].role)));
}

static void person_pin(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	const struct staff *people = rows;

	*style = STYLE_ECHO;
	number_digits_text(&draw->number, people[row].demo_pin, into, size);
}

static void draw_people(const struct login *login, const struct draw *draw,
			struct canvas *canvas, struct area area)
{
	static const struct table_column columns[] = {
		{ N_("No."), 5, ALIGN_NUMBER, person_number },
		{ N_("Name"), 0, ALIGN_START, person_name },
		{ N_("Role"), ROLE_COLUMNS, ALIGN_START, person_role },
		{ N_("PIN"), PIN_COLUMNS, ALIGN_START, person_pin },
		{ .cell = NULL },
	};
	struct table_source source = { columns, login->people, login->n_people, NULL };
	struct table table = { .selected = -1, .n = login->n_people };

	if (login->n_people == 0 || area.rows < 4)
		return;
	canvas_text(canvas, area.row, area.x, area.columns, ALIGN_CENTER, STYLE_DIM,
		    tr(draw, "A demo: nothing here is real. Its people:"));
	area.row += 2;
	area.rows -= 2;
	table_draw(&table, &source, draw, canvas, area, false);
}

/* How a card is held to the reader of a demonstration, or of training, which is none. */
static void draw_hint(const struct login *login, const struct draw *draw, struct canvas *canvas,
		      struct area area)
{
	const char *hint = login->till->settings->hint;
	char text[TEXT_SIZE], command[TEXT_SIZE];

	if (hint == NULL || (login->n_people == 0 && draw->mark == NULL))
		return;
	text_format(text, sizeof text, tr(draw, "A card: %s"),
		    text_ltr(command, sizeof command, hint));
	if (text_width(text) > area.columns - 2)
		str_copy(text, sizeof text, command);
	canvas_text(canvas, area.row + area.rows - 1, 1, area.columns - 2, ALIGN_CENTER, STYLE_DIM,
		    text);
}

static struct area centred(struct area area, int columns)
{
	if (columns > area.columns)
		columns = area.columns;
	return (struct area){ area.row, area.x + (area.columns - columns) / 2, area.rows,
			      columns };
}

/* The house, between two thin lines. */
static void draw_house(const struct login *login, const struct draw *draw, struct canvas *canvas,
		       struct area area)
{
	struct area box = centred(area, FORM_COLUMNS);
	const char *below = login->is_lock	 ? N_("locked") :
			    draw->mark != NULL ? N_("TRAINING: nothing is sold here") :
						 N_("restaurant till");

	canvas_rule(canvas, box.row + 1, box.x, box.columns, STYLE_RULE);
	canvas_text(canvas, box.row + 2, box.x, box.columns, ALIGN_CENTER, STYLE_LARGE,
		    login->till->app->property.name);
	canvas_text(canvas, box.row + 3, box.x, box.columns, ALIGN_CENTER,
		    draw->mark != NULL ? STYLE_TRAINING : STYLE_DIM, tr(draw, below));
	canvas_rule(canvas, box.row + 4, box.x, box.columns, STYLE_RULE);
}

static void login_draw(const struct draw *draw, struct canvas *canvas, struct area area,
		       void *state)
{
	struct login *login = state;
	struct area box = centred(area, FORM_COLUMNS);
	int above = area.rows > 30 ? (area.rows - 24) / 3 : 0;

	area.row += above;
	area.rows -= above;
	draw_house(login, draw, canvas, area);
	box.row = area.row + FORM_ROW;
	box.x += 4;
	box.columns -= 4;
	form_draw(&login->form, draw, canvas, box);
	box = centred(area, LIST_COLUMNS);
	box.row = area.row + FORM_ROW + FIELDS + 1;
	box.rows = area.rows - FORM_ROW - FIELDS - 1;
	draw_people(login, draw, canvas, box);
	draw_hint(login, draw, canvas, area);
}

static struct form *login_form(void *state)
{
	return &((struct login *)state)->form;
}

static enum err login_take(struct ui *ui, void *state)
{
	struct login *login = state;
	struct till *till = login->till;
	int64_t number = form_number(&login->form, FIELD_NUMBER);
	bool is_same = login->is_lock && number == till->staff.number;
	char pin[EDIT_TEXT_SIZE];
	struct staff staff;
	enum err err;

	if (form_check(&login->form) >= 0)
		return ERR_PIN;
	form_text(&login->form, FIELD_PIN, pin);
	err = staff_enter(till->app, number, pin, is_same ? "unlock" : "login", &staff);
	explicit_bzero(pin, sizeof pin);
	form_set_text(&login->form, FIELD_PIN, "");
	if (err == ERR_LOCKED_OUT)
		unlock_say_wait(till, number);
	if (err != ERR_OK)
		return err;
	if (login->is_lock)
		return till_unlock(till, &staff);
	form_set_text(&login->form, FIELD_NUMBER, "");
	login->form.focus = FIELD_NUMBER;
	(void)ui;
	return till_enter(till, &staff);
}

static enum err login_leave(struct ui *ui, void *state)
{
	(void)ui;
	till_leave(((struct login *)state)->till);
	return ERR_OK;
}

static enum err lock_other(struct ui *ui, void *state)
{
	struct login *login = state;

	form_set_text(&login->form, FIELD_PIN, "");
	form_set_text(&login->form, FIELD_NUMBER, "");
	login->form.focus = FIELD_NUMBER;
	ui_say(ui, tr(ui_draw(ui), "Type your own number and PIN to take this till over."));
	return ERR_OK;
}

/* Esc empties the PIN and never leads past the lock. */
static enum err login_empty(struct ui *ui, void *state)
{
	struct login *login = state;

	(void)ui;
	form_set_text(&login->form, FIELD_PIN, "");
	if (!login->is_lock) {
		form_set_text(&login->form, FIELD_NUMBER, "");
		login->form.focus = FIELD_NUMBER;
	}
	return ERR_OK;
}

static enum err login_unlock(struct ui *ui, void *state)
{
	(void)ui;
	return unlock_colleague(((struct login *)state)->till);
}

static const struct action login_actions[] = {
	{ "log-in", "Enter", N_("Log in"), N_("Check number and PIN, and go to the tables."),
	  PERM_NONE, NULL, login_take },
	{ "empty-login", "Esc", NULL, N_("Empty the fields."), PERM_NONE, NULL, login_empty },
	{ "unlock-colleague", "F4", N_("Let in"),
	  N_("A manager lets a colleague log in again who typed too many wrong PINs: after five "
	     "one waits, after ten it takes this."),
	  PERM_NONE, NULL, login_unlock },
	{ "leave", "Ctrl-Q", N_("Leave"), N_("End the program."), PERM_NONE, NULL, login_leave },
	{ 0 },
};

static const struct action lock_actions[] = {
	{ "unlock", "Enter", N_("Unlock"), N_("Check the PIN and go on where it was."), PERM_NONE,
	  NULL, login_take },
	{ "empty-login", "Esc", NULL, N_("Empty the PIN."), PERM_NONE, NULL, login_empty },
	{ "other-person", "F2", N_("Other person"),
	  N_("Take the till over with your own number; open bills stay as they are."), PERM_NONE,
	  NULL, lock_other },
	{ "unlock-colleague", "F4", N_("Let in"),
	  N_("A manager lets a colleague log in again who typed too many wrong PINs."),
	  PERM_NONE, NULL, login_unlock },
	{ 0 },
};

const struct screen_class screen_login = {
	.name = "login",
	.help_title = N_("Log in"),
	.actions = login_actions,
	.open = login_open,
	.close = login_close,
	.title = login_title,
	.draw = login_draw,
	.form = login_form,
};

const struct screen_class screen_lock = {
	.name = "lock",
	.help_title = N_("Locked"),
	.actions = lock_actions,
	.flushes = true,
	.open = lock_open,
	.close = login_close,
	.title = login_title,
	.draw = login_draw,
	.form = login_form,
};
