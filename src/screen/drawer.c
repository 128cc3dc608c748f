/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/drawer.c -- the drawer of this till: opened with a float, counted piece by piece without
 * knowing what it should hold, closed or handed over.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "screen/drawer_parts.h"
#include "service/pay.h"
#include "service/print.h"
#include "service/receipt.h"
#include "ui/prompt.h"

/* The result of the last count as it was shown then; what moved since stands apart. */
static enum err look_counted(struct drawer_screen *drawer)
{
	struct drawer_result *result = &drawer->result;
	struct drawer_result then = { .n = 0 };
	enum err err = store_drawer_tally(drawer->till->app->db, drawer->session.id, then.unit,
					  DRAWER_UNITS_MAX, &then.n, &then.round);

	drawer->has_moved = false;
	for (int i = 0; err == ERR_OK && i < result->n; i++) {
		int64_t expected_minor = 0;

		for (int t = 0; t < then.n; t++)
			if (str_equal(then.unit[t].unit, result->unit[i].unit))
				expected_minor = then.unit[t].expected_minor;
		drawer->since_minor[i] = result->unit[i].expected_minor - expected_minor;
		drawer->has_moved |= drawer->since_minor[i] != 0;
		result->unit[i].expected_minor = expected_minor;
	}
	return err;
}

static enum err look_open(struct drawer_screen *drawer)
{
	struct app *app = drawer->till->app;
	struct drawer_report report;
	struct staff staff = { .name = "" };
	enum err err = store_drawer_moves(app->db, drawer->session.id, drawer->moves,
					  DRAWER_MOVES_SHOWN, &drawer->n_moves);

	if (err == ERR_OK)
		err = drawer_report(app, drawer->session.id, drawer->till->staff.id, &report);
	if (err == ERR_OK)
		err = store_staff_by_id(app->db, drawer->session.staff, &staff);
	if (err != ERR_OK)
		return err;
	str_copy(drawer->staff, sizeof drawer->staff, staff.name);
	drawer->opened_unix_ms = report.opened_unix_ms;
	drawer->mode = report.is_counted ? DRAWER_COUNTED : DRAWER_OPEN;
	drawer->result = report.result;
	if (report.is_counted) {
		err = look_counted(drawer);
		if (err != ERR_OK)
			return err;
	}
	entry_init(&drawer->entry, report.is_counted ? N_("↵ close, {drawer-count-done} again")
						     : N_("amount, then a key"));
	return ERR_OK;
}

enum err drawer_look(struct drawer_screen *drawer)
{
	enum err err = store_drawer_open(drawer->till->app->db, drawer->till->app->station,
					 drawer->till->staff.id, &drawer->session);

	if (err == ERR_NOT_FOUND) {
		drawer->mode = DRAWER_SHUT;
		entry_init(&drawer->entry, N_("float, then ↵"));
		err = ERR_OK;
	} else if (err == ERR_OK) {
		err = look_open(drawer);
	}
	drawer->entry.edit.base = TEXT_LTR;
	return err;
}

/* --- opening ----------------------------------------------------------------------------- */

void drawer_fresh_act(struct drawer_screen *drawer)
{
	drawer->act = till_act(drawer->till, 0, -1);
	drawer->act.need = &drawer->need;
}

void drawer_kick(const struct drawer_screen *drawer)
{
	if (drawer->till->print != NULL)
		print_kick(drawer->till->print);
}

enum err drawer_print(struct drawer_screen *drawer, int64_t paper)
{
	struct till *till = drawer->till;
	struct act act = till_act(till, 0, -1);
	int64_t copy;
	enum err err;

	if (paper == 0 || str_equal(till->settings->printer, "none"))
		return ERR_OK;
	err = receipt_print(till->app, &act, paper, &copy);
	if (err == ERR_OK && till->print != NULL) {
		print_wake(till->print);
		err = print_step(till->print);
	}
	return err;
}

/* The decimals of a unit that is taken in cash; -1 for another. */
static int cash_exponent(const struct drawer_screen *drawer, const char *unit)
{
	const struct property *property = &drawer->till->app->property;
	struct tender_type types[TENDER_LIST_MAX];
	int n = 0;

	if (str_equal(unit, property->currency))
		return property->exponent;
	if (store_tender_type_list(drawer->till->app->db, types, TENDER_LIST_MAX, &n) != ERR_OK)
		return -1;
	for (int i = 0; i < n; i++)
		if (str_equal(types[i].driver, "cash") && str_equal(types[i].unit, unit))
			return types[i].exponent;
	return -1;
}

int drawer_exponent(const struct drawer_screen *drawer, const char *unit)
{
	int exponent = cash_exponent(drawer, unit);

	return exponent < 0 ? drawer->till->app->property.exponent : exponent;
}

enum err drawer_minor(const struct drawer_screen *drawer, const char *text, int exponent,
		      int64_t *ret_minor)
{
	const struct number_style *style = &ui_draw(drawer->till->ui)->number;
	enum err err = money_parse(text, exponent, style->decimal, style->group, ret_minor);

	return err == ERR_OK && *ret_minor < 0 ? ERR_RANGE : err;
}

/* Takes the letters out of "50usd" into `unit`; what is left is the amount. */
static bool take_unit(char *text, char unit[MONEY_UNIT_SIZE])
{
	size_t n = 0, left = 0;

	for (size_t i = 0; text[i] != '\0'; i++) {
		bool is_letter = (text[i] >= 'a' && text[i] <= 'z') ||
				 (text[i] >= 'A' && text[i] <= 'Z');

		if (!is_letter)
			text[left++] = text[i];
		else if (n + 1 < MONEY_UNIT_SIZE)
			unit[n++] = (char)(text[i] & ~0x20);
		else
			return false;
	}
	text[left] = '\0';
	unit[n] = '\0';
	return true;
}

enum err drawer_parse(const struct drawer_screen *drawer, const char *text,
		      struct drawer_amount *ret_amount)
{
	struct drawer_amount amount = { .amount_minor = 0 };
	char digits[EDIT_TEXT_SIZE];
	int exponent;
	enum err err;

	str_copy(digits, sizeof digits, text);
	if (!take_unit(digits, amount.unit))
		return ERR_SYNTAX;
	if (amount.unit[0] == '\0')
		str_copy(amount.unit, sizeof amount.unit, drawer->till->app->property.currency);
	exponent = cash_exponent(drawer, amount.unit);
	if (exponent < 0) {
		ui_error(drawer->till->ui,
			 tr(ui_draw(drawer->till->ui), "This house takes no cash in %s."),
			 amount.unit);
		return ERR_NOT_FOUND;
	}
	err = drawer_minor(drawer, digits, exponent, &amount.amount_minor);
	if (err == ERR_OK)
		*ret_amount = amount;
	return err;
}

static enum err run_open(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	char money[NUMBER_TEXT_SIZE];
	enum err err = drawer_open_units(drawer->till->app, &drawer->act, drawer->floats,
					 drawer->n_floats, NULL);

	if (err != ERR_OK)
		return err;
	drawer_kick(drawer);
	ui_say(ui, tr(ui_draw(ui), "The drawer is open with a float of %s."),
	       number_money(&ui_draw(ui)->number, drawer->floats[0].amount_minor,
			    drawer_exponent(drawer, drawer->floats[0].unit), money));
	ui_pop(ui);
	return ERR_OK;
}

/* "100 50usd 20gbp": a float in each. */
static enum err read_floats(struct drawer_screen *drawer)
{
	char text[EDIT_TEXT_SIZE], *from = text;
	enum err err = ERR_OK;

	entry_text(&drawer->entry, text);
	drawer->n_floats = 0;
	while (err == ERR_OK && from[strspn(from, " ")] != '\0') {
		char *end;
		bool is_last;

		from += strspn(from, " ");
		end = from + strcspn(from, " ");
		is_last = *end == '\0';
		*end = '\0';
		if (drawer->n_floats == DRAWER_UNITS_MAX)
			return ERR_LIMIT;
		err = drawer_parse(drawer, from, &drawer->floats[drawer->n_floats]);
		drawer->n_floats++;
		from = is_last ? end : end + 1;
	}
	return err;
}

static enum err open_now(struct ui *ui, struct drawer_screen *drawer)
{
	enum err err;

	if (entry_is_empty(&drawer->entry)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Type the float first, 0 for none."));
		return ERR_SYNTAX;
	}
	err = read_floats(drawer);
	if (err != ERR_OK)
		return err;
	drawer_fresh_act(drawer);
	return approve(drawer->till, run_open(ui, drawer), &drawer->act, run_open, drawer);
}

/* --- the end ----------------------------------------------------------------------------- */

static enum err say_closed(struct ui *ui, struct drawer_screen *drawer, bool is_handed)
{
	const struct draw *draw = ui_draw(ui);
	char number[PAPER_NUMBER_SIZE], text[160];

	drawer->mode = DRAWER_CLOSED;
	entry_init(&drawer->entry, N_("↵ back"));
	paper_number(drawer->till, drawer->result.paper, number);
	text_format(text, sizeof text,
		    is_handed ? tr(draw, "The drawer is handed over as it was counted. Z %s.")
			      : tr(draw, "The drawer is closed, the cash goes to the safe. Z %s."),
		    number);
	ui_say(ui, "%s", text);
	return drawer_print(drawer, drawer->result.paper);
}

static enum err run_settle(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	enum err err = drawer_settle(drawer->till->app, &drawer->act, &drawer->result);

	if (err == ERR_CHANGED)
		ui_error(ui, "%s", tr(ui_draw(ui), "Cash moved since the count. Count again with "
						   "{drawer-count-done}."));
	return err == ERR_OK ? say_closed(ui, drawer, false) : err;
}

static enum err run_hand_over(struct ui *ui, void *arg)
{
	struct drawer_screen *drawer = arg;
	enum err err = drawer_hand_over(drawer->till->app, &drawer->act, &drawer->result);

	return err == ERR_OK ? say_closed(ui, drawer, true) : err;
}

static enum err hand_over(struct ui *ui, void *state)
{
	struct drawer_screen *drawer = state;

	drawer_fresh_act(drawer);
	approve_change(drawer->till, tr(ui_draw(ui), "Who takes the drawer over types number and "
						     "PIN."));
	return approve(drawer->till, run_hand_over(ui, drawer), &drawer->act, run_hand_over,
		       drawer);
}

static enum err take_open(struct ui *ui, const struct drawer_screen *drawer)
{
	if (!entry_is_empty(&drawer->entry)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Say with a key where it goes: {drawer-paid-in} "
						   "paid in, {drawer-paid-out} paid out, "
						   "{drawer-drop} to the safe, {drawer-change} "
						   "change."));
		return ERR_STATE;
	}
	ui_say(ui, "%s", tr(ui_draw(ui), "Type an amount, then the key that says where it goes; "
					 "Esc leads back."));
	return ERR_OK;
}

static enum err take(struct ui *ui, void *state)
{
	struct drawer_screen *drawer = state;

	switch (drawer->mode) {
	case DRAWER_SHUT:
		return open_now(ui, drawer);
	case DRAWER_OPEN:
		return take_open(ui, drawer);
	case DRAWER_COUNTING:
		return drawer_count_row(drawer);
	case DRAWER_COUNTED:
		drawer_fresh_act(drawer);
		return approve(drawer->till, run_settle(ui, drawer), &drawer->act, run_settle,
			       drawer);
	case DRAWER_CLOSED:
		break;
	}
	ui_pop(ui);
	return ERR_OK;
}

/* --- the class --------------------------------------------------------------------------- */

/* The bar names what works as the drawer stands. */
static const char *label(const void *state, const struct action *action)
{
	static const struct {
		action_run_fn *run;
		const char *labels[DRAWER_CLOSED + 1];
	} table[] = {
		{ take, { N_("Open"), "", N_("Next"), N_("Close"), N_("Back") } },
		{ drawer_finish, { "", N_("Count"), N_("Done"), N_("Count again"), "" } },
		{ drawer_without_sale, { N_("No sale"), N_("No sale"), "", N_("No sale"), "" } },
		{ drawer_paid_in, { "", N_("In"), "", "", "" } },
		{ drawer_paid_out, { "", N_("Out"), "", "", "" } },
		{ drawer_drop, { "", N_("Drop"), "", "", "" } },
		{ drawer_change, { "", N_("From safe"), "", "", "" } },
		{ drawer_tip_out, { "", N_("Tips"), "", "", "" } },
		{ drawer_x, { "", N_("X"), "", N_("X"), "" } },
		{ hand_over, { "", "", "", N_("Hand over"), "" } },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].run == action->run)
			return table[i].labels[((const struct drawer_screen *)state)->mode];
	return NULL;
}

static bool can_count(const void *state)
{
	const struct drawer_screen *drawer = state;

	return drawer->mode != DRAWER_SHUT && drawer->mode != DRAWER_CLOSED;
}

static bool is_counted(const void *state)
{
	return ((const struct drawer_screen *)state)->mode == DRAWER_COUNTED;
}

static bool is_there(const void *state)
{
	const struct drawer_screen *drawer = state;

	return drawer->mode != DRAWER_SHUT && drawer->mode != DRAWER_COUNTING;
}

static const struct action actions[] = {
	{ "drawer-take", "Enter", N_("Take"),
	  N_("Open with the typed float, other currencies after it: 100 50usd. While counting, "
	     "take the typed pieces for the marked value and go to the next. After the count, "
	     "close the drawer with it."),
	  PERM_NONE, NULL, take },
	{ "drawer-count-done", "F12", N_("Count"),
	  N_("Begin to count; then: the count is done, and over or short is shown. Counting once "
	     "more takes an approval before it; every count is kept."),
	  PERM_DRAWER, can_count, drawer_finish },
	{ "drawer-no-sale", "F2", N_("No sale"),
	  N_("Open the drawer without a sale; the reason is kept."), PERM_DRAWER, NULL,
	  drawer_without_sale },
	{ "drawer-paid-in", "F3", N_("In"),
	  N_("The typed amount was put into the drawer: 12.50, or 50usd; the reason is kept."),
	  PERM_DRAWER, drawer_is_open, drawer_paid_in },
	{ "drawer-paid-out", "F4", N_("Out"),
	  N_("The typed amount is paid out of the drawer, with a reason and a slip to sign."),
	  PERM_PAID_OUT, drawer_is_open, drawer_paid_out },
	{ "drawer-drop", "F5", N_("Drop"), N_("The typed amount goes to the safe."), PERM_DRAWER,
	  drawer_is_open, drawer_drop },
	{ "drawer-change", "F6", NULL, N_("The typed amount came from the safe."),
	  PERM_DRAWER, drawer_is_open, drawer_change },
	{ "drawer-tip-out", "F7", N_("Tips"),
	  N_("The typed amount of tips is paid to one of the staff, who signs for it."),
	  PERM_TIP_OUT, drawer_is_open, drawer_tip_out },
	{ "drawer-x", "F8", N_("X"),
	  N_("The session so far; how much cash there should be stays hidden until it is "
	     "counted."),
	  PERM_DRAWER, is_there, drawer_x },
	{ "drawer-hand-over", "F9", NULL,
	  N_("A colleague takes the drawer over as it was counted, with their own PIN."),
	  PERM_DRAWER, is_counted, hand_over },
	{ "drawer-print", "Ctrl-P", NULL, N_("Print the X; once the drawer is closed, its Z."),
	  PERM_DRAWER, is_there, drawer_x_paper },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ "drawer-leave", "Esc", NULL, N_("Back; a count that was begun asks first."), PERM_NONE,
	  NULL, drawer_leave },
	{ .name = NULL },
};

static const char *why(const void *state, const struct action *action)
{
	const struct drawer_screen *drawer = state;

	if (drawer->mode == DRAWER_SHUT)
		return N_("The drawer is not open: type the float and press Enter.");
	if (drawer->mode == DRAWER_COUNTING)
		return N_("The drawer is being counted: {drawer-count-done} ends the count, Esc "
			  "stops it.");
	if (drawer->mode == DRAWER_CLOSED)
		return N_("The drawer is closed. Enter leads back.");
	if (action->when == drawer_is_open)
		return N_("The drawer is counted: Enter closes it; cash moves when it is open "
			  "again.");
	return N_("The drawer is not counted yet: {drawer-count-done} counts it.");
}

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct drawer_screen *drawer = calloc(1, sizeof *drawer);
	enum err err;

	(void)ui;
	if (drawer == NULL)
		return ERR_MEMORY;
	drawer->till = argument;
	err = drawer_look(drawer);
	if (err != ERR_OK) {
		free(drawer);
		return err;
	}
	*ret_state = drawer;
	return ERR_OK;
}

/* An amount of one currency, as it is understood. */
static void echo_amount(struct drawer_screen *drawer, const char *text)
{
	struct drawer_amount amount = { .amount_minor = 0 };
	char digits[EDIT_TEXT_SIZE], money[NUMBER_TEXT_SIZE];
	int exponent;

	str_copy(digits, sizeof digits, text);
	if (strpbrk(text, " ") != NULL || !take_unit(digits, amount.unit))
		return;
	if (amount.unit[0] == '\0')
		str_copy(amount.unit, sizeof amount.unit, drawer->till->app->property.currency);
	exponent = cash_exponent(drawer, amount.unit);
	if (exponent < 0 || drawer_minor(drawer, digits, exponent, &amount.amount_minor) != ERR_OK)
		return;
	entry_echo(&drawer->entry, amount.unit,
		   number_money(&ui_draw(drawer->till->ui)->number, amount.amount_minor, exponent,
				money));
}

static void changed(struct ui *ui, void *state)
{
	struct drawer_screen *drawer = state;
	char text[EDIT_TEXT_SIZE];

	(void)ui;
	entry_echo(&drawer->entry, NULL, NULL);
	if (entry_is_empty(&drawer->entry) || drawer->mode == DRAWER_CLOSED)
		return;
	entry_text(&drawer->entry, text);
	if (drawer->mode == DRAWER_COUNTING)
		drawer_echo_pieces(drawer, text);
	else
		echo_amount(drawer, text);
}

static struct entry_line *entry(void *state)
{
	return &((struct drawer_screen *)state)->entry;
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct drawer_screen *drawer = state;
	struct table_source source = drawer_source(drawer);

	if (drawer->mode != DRAWER_COUNTING)
		return ERR_OK;
	if (table_key(&drawer->table, &source, key))
		changed(ui, drawer);
	return ERR_OK;
}

const struct screen_class screen_drawer = {
	.name = "drawer",
	.help_title = N_("Drawer"),
	.actions = actions,
	.open = open_screen,
	.close = free,
	.title = drawer_title,
	.draw = drawer_draw,
	.entry = entry,
	.changed = changed,
	.label = label,
	.why = why,
	.key = key,
};
