/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/pay.c -- splitting a bill and paying its parts: what the keys do.
 *
 * Enter pays the typed amount and nothing without one, so a key too many never takes money.
 */
#include "screen/pay_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "ui/prompt.h"

/* --- state ------------------------------------------------------------------------------- */

const struct bill_part_view *pay_selected(const struct pay_screen *pay)
{
	for (int i = 0; i < pay->view.n_parts; i++)
		if (pay->view.parts[i].id == pay->part)
			return &pay->view.parts[i];
	return NULL;
}

const struct tender_type *pay_type(const struct pay_screen *pay)
{
	return &pay->types[pay->type];
}

bool pay_is_home(const struct pay_screen *pay)
{
	return str_equal(pay_type(pay)->unit, pay->view.rows.head.unit);
}

/* --- the typed amount -------------------------------------------------------------------- */

enum err pay_typed(const struct pay_screen *pay, int exponent, int64_t *ret_minor)
{
	const struct number_style *style = &ui_draw(pay->till->ui)->number;
	char text[EDIT_TEXT_SIZE];
	enum err err = money_parse(entry_text(&pay->entry, text), exponent, style->decimal,
				   style->group, ret_minor);

	return err == ERR_OK && *ret_minor < 1 ? ERR_RANGE : err;
}

/* What the typed amount would do. */
static void echo_plan(struct pay_screen *pay, const struct pay_plan *plan, int64_t due_minor)
{
	const struct draw *draw = ui_draw(pay->till->ui);
	const struct tender_type *type = pay_type(pay);
	char echo[ENTRY_ECHO_SIZE], amount[ENTRY_ECHO_SIZE], money[NUMBER_TEXT_SIZE];

	str_format(amount, sizeof amount, "%s %s", type->unit,
		   number_money(&draw->number, plan->given_minor, type->exponent, money));
	if (!plan->covers)
		text_format(echo, sizeof echo, tr(draw, "leaves %s"),
			    draw_money(draw, due_minor - plan->amount_minor, money));
	else if (plan->change_minor > 0)
		text_format(echo, sizeof echo, tr(draw, "change %s"),
			    draw_money(draw, plan->change_minor, money));
	else
		str_copy(echo, sizeof echo, tr(draw, "no change"));
	entry_echo(&pay->entry, echo, amount);
}

void pay_understand(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	const struct bill_part_view *part = pay_selected(pay);
	const struct property *property = &pay->till->app->property;
	char next[ENTRY_ECHO_SIZE];
	struct pay_plan plan;
	int64_t given_minor;
	enum err err;

	if (!entry_is_empty(&pay->entry))
		pay->told_minor = 0;
	entry_echo(&pay->entry, NULL, NULL);
	if (pay->is_offered) {
		pay_next_text(ui_draw(ui), pay, next, sizeof next);
		entry_echo(&pay->entry, next, NULL);
		return;
	}
	if (entry_is_empty(&pay->entry) || part == NULL || part->is_closed)
		return;
	err = pay_typed(pay, pay_type(pay)->exponent, &given_minor);
	if (err == ERR_OK)
		err = pay_plan_cash(property, pay_type(pay), part->due_minor, given_minor, &plan);
	if (err == ERR_OK)
		echo_plan(pay, &plan, part->due_minor);
	else if (err != ERR_SYNTAX)
		entry_echo(&pay->entry, tr(ui_draw(ui), err_text(err)), NULL);
}

enum err pay_take_given(struct ui *ui, struct pay_screen *pay, int64_t given_minor)
{
	return pay_begin(ui, pay, (struct pay_intent){ .step = PAY_STEP_TENDER,
						       .tender_type = pay_type(pay)->id,
						       .amount_minor = given_minor });
}

/* --- actions ----------------------------------------------------------------------------- */

static bool can_pay(const void *state)
{
	const struct bill_part_view *part = pay_selected(state);

	return part != NULL && !part->is_closed && !pay_is_closed(state);
}

bool pay_has_receipt(const void *state)
{
	const struct pay_screen *pay = state;
	const struct bill_part_view *part = pay_selected(pay);

	return (pay->has_last && pay->last.part_closed) || (part != NULL && part->paper != 0);
}

static bool is_open(const void *state)
{
	return !pay_is_closed(state);
}

/* The selected part was chosen by the person: keys that take money work on it. */
static void choose_part(struct ui *ui, struct pay_screen *pay)
{
	pay->is_offered = false;
	pay->has_last = false;
	pay_understand(ui, pay);
}

/* What is due next; the change that was given before stays to be read. */
static void say_next(struct ui *ui, const struct pay_screen *pay)
{
	const struct bill_part_view *part = pay_selected(pay);
	const struct draw *draw = ui_draw(ui);
	char due[NUMBER_TEXT_SIZE], change[NUMBER_TEXT_SIZE];

	if (pay->told_minor > 0)
		ui_say(ui, tr(draw, "Change %s for part %lld. Part %lld: %s is due."),
		       draw_money(draw, pay->told_minor, change), (long long)pay->told_no,
		       (long long)part->no, draw_money(draw, part->due_minor, due));
	else
		ui_say(ui, tr(draw, "Part %lld: %s is due."), (long long)part->no,
		       draw_money(draw, part->due_minor, due));
}

/* Enter after a part was paid goes on to the next and takes nothing. */
static void go_on(struct ui *ui, struct pay_screen *pay)
{
	pay->told_minor = pay_last_change(pay);
	pay->told_no = pay->last_part_no;
	say_next(ui, pay);
	choose_part(ui, pay);
}

/* Enter: pays what is typed; when all is paid it leads to the floor. */
static enum err take_typed(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	const struct bill_part_view *part = pay_selected(pay);
	int64_t given_minor;
	enum err err;

	if (pay_is_closed(pay)) {
		ui_pop(ui);
		return ERR_OK;
	}
	if (part == NULL || part->is_closed) {
		pay->part = pay_next_open(pay);
		choose_part(ui, pay);
		return ERR_OK;
	}
	if (pay->is_offered) {
		go_on(ui, pay);
		return ERR_OK;
	}
	if (entry_is_empty(&pay->entry) && pay->told_minor > 0) {
		say_next(ui, pay);
		return ERR_OK;
	}
	if (entry_is_empty(&pay->entry)) {
		ui_say(ui, "%s", tr(ui_draw(ui), "Type what is given and press Enter; a key takes "
						 "it exactly, or a note."));
		return ERR_OK;
	}
	err = pay_typed(pay, pay_type(pay)->exponent, &given_minor);
	return err == ERR_OK ? pay_take_given(ui, pay, given_minor) : err;
}

/* A key that bounces must not pay for the next guest. */
enum err pay_refuse_unchosen(struct ui *ui, const struct pay_screen *pay)
{
	if (!pay->is_offered)
		return ERR_OK;
	ui_error(ui, tr(ui_draw(ui), "Part %lld is paid. Enter goes on to part %lld; nothing more "
				     "was posted."),
		 (long long)pay->last_part_no, (long long)pay_selected(pay)->no);
	return ERR_STATE;
}

/* A key that stands for an amount does not go over one that is typed, nor on to the next part. */
static enum err refuse_key(struct ui *ui, const struct pay_screen *pay)
{
	enum err err = pay_refuse_unchosen(ui, pay);

	if (err != ERR_OK)
		return err;
	if (entry_is_empty(&pay->entry))
		return ERR_OK;
	ui_error(ui, "%s", tr(ui_draw(ui), "An amount is typed: Enter takes it, Esc empties the "
					   "line. Nothing was posted."));
	return ERR_STATE;
}

enum err pay_take_exact(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	enum err err = refuse_key(ui, pay);

	if (err != ERR_OK)
		return err;
	if (pay_selected(pay)->is_settling)
		return ERR_ON_READER;
	if (pay_selected(pay)->doubt_minor != 0 && pay_selected(pay)->due_minor == 0) {
		ui_error(ui, "%s", tr(ui_draw(ui), "An amount in doubt covers this part. "
						   "{pay-doubt} asks again, closes with it, or "
						   "takes another way."));
		return ERR_STATE;
	}
	if (pay_selected(pay)->due_minor == 0)
		return pay_begin(ui, pay, (struct pay_intent){ .step = PAY_STEP_NOTHING });
	if (!pay_is_home(pay)) {
		ui_error(ui, tr(ui_draw(ui), "Type the amount given in %s; only %s can be exact."),
			 pay_type(pay)->unit, pay->view.rows.head.unit);
		return ERR_RANGE;
	}
	return pay_take_given(ui, pay, PAY_EXACT);
}

static enum err take_note(struct ui *ui, struct pay_screen *pay, int i)
{
	enum err err = refuse_key(ui, pay);

	if (err != ERR_OK)
		return err;
	if (i >= pay_type(pay)->n_notes) {
		ui_error(ui, tr(ui_draw(ui), "There is no such note in %s."), pay_type(pay)->unit);
		return ERR_RANGE;
	}
	return pay_take_given(ui, pay, pay_type(pay)->notes[i]);
}

static enum err take_note_1(struct ui *ui, void *state) { return take_note(ui, state, 0); }
static enum err take_note_2(struct ui *ui, void *state) { return take_note(ui, state, 1); }
static enum err take_note_3(struct ui *ui, void *state) { return take_note(ui, state, 2); }
static enum err take_note_4(struct ui *ui, void *state) { return take_note(ui, state, 3); }
static enum err take_note_5(struct ui *ui, void *state) { return take_note(ui, state, 4); }

static enum err split_evenly(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	int64_t n = 0;
	enum err err;

	if (entry_is_empty(&pay->entry)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "In how many? Type the number first: 3, then "
						   "this key; 1 makes one part again."));
		return ERR_SYNTAX;
	}
	err = pay_typed(pay, 0, &n);
	if (err == ERR_OK && n > BILL_PARTS_MAX)
		err = ERR_RANGE;
	if (err != ERR_OK)
		return err;
	return pay_begin(ui, pay, (struct pay_intent){ .step = PAY_STEP_EVENLY, .n = (int)n });
}

static enum err split_amount(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	int64_t amount_minor = 0;
	enum err err;

	if (entry_is_empty(&pay->entry)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "How much? Type the amount to split off first: "
						   "25, then this key."));
		return ERR_SYNTAX;
	}
	err = pay_typed(pay, pay->till->app->property.exponent, &amount_minor);
	if (err != ERR_OK)
		return err;
	return pay_begin(ui, pay, (struct pay_intent){ .step = PAY_STEP_AMOUNT,
						   .amount_minor = amount_minor });
}

static enum err step(struct ui *ui, struct pay_screen *pay, int by)
{
	int at = 0;

	while (at < pay->view.n_parts && pay->view.parts[at].id != pay->part)
		at++;
	at += by;
	if (at >= 0 && at < pay->view.n_parts)
		pay->part = pay->view.parts[at].id;
	choose_part(ui, pay);
	return ERR_OK;
}

/* The parts stand in the direction of reading. */
static enum err go_left(struct ui *ui, void *state)
{
	return step(ui, state, ui_draw(ui)->rtl ? 1 : -1);
}

static enum err go_right(struct ui *ui, void *state)
{
	return step(ui, state, ui_draw(ui)->rtl ? -1 : 1);
}

enum err pay_print_again(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	const struct bill_part_view *part = pay_selected(pay);
	bool is_last = pay->has_last && pay->last.part_closed;

	(void)ui;
	return paper_print(&pay->printing, pay->till, is_last ? pay->last.paper : part->paper,
			   NULL);
}

static bool has_question(const void *state)
{
	const struct pay_screen *pay = state;

	return pay_is_open_question(pay_payment(pay, pay->part));
}

static bool can_again(const void *state)
{
	const struct pay_screen *pay = state;

	return can_pay(state) && pay_came_to_nothing(pay_payment(pay, pay->part));
}

static bool can_back(const void *state)
{
	const struct pay_screen *pay = state;

	return can_pay(state) && pay_back_cash(pay, pay->part) != NULL;
}

static const struct action actions[] = {
	{ "pay-typed", "Enter", NULL,
	  N_("Take the typed amount in cash; without one nothing is taken. After a part was "
	     "paid, go on to the next: no key takes money for it before."),
	  PERM_NONE, NULL, take_typed },
	{ "pay-cash", "F5", N_("Cash"),
	  N_("Take the typed amount in cash, or exactly what the part owes."), PERM_TENDER, can_pay,
	  pay_by_cash },
	{ "pay-card", "F6", N_("Card"),
	  N_("Take the typed amount by card, or what the part owes: it goes to the reader."),
	  PERM_TENDER, can_pay, pay_by_card },
	{ "pay-code", "F7", N_("QR"),
	  N_("Take the typed amount, or what the part owes, by a QR code that the guest scans."),
	  PERM_TENDER, can_pay, pay_by_code },
	{ "pay-type", "F12", N_("Other"),
	  N_("Pay in another way: type the amount, then choose; or choose first."), PERM_TENDER,
	  can_pay, pay_by_other },
	{ "pay-cards", "Shift-F2", NULL,
	  N_("Cards on file: pay by card and keep it, once the guest agrees; or forget one."),
	  PERM_TENDER, can_pay, pay_cards },
	{ "pay-back", "F8", NULL,
	  N_("Take the last cash of this part back, while the part is not paid: it was typed "
	     "wrongly, or the guest pays otherwise."),
	  PERM_VOID, can_back, pay_back },
	{ "pay-again", "Ctrl-R", NULL,
	  N_("The same amount once more, in the way that came to nothing."), PERM_TENDER, can_again,
	  pay_again },
	{ "pay-doubt", "F9", N_("Doubt"),
	  N_("What to do when an answer was lost, or when an amount that was stopped was taken "
	     "all the same."),
	  PERM_TENDER, has_question, pay_sort_out },
	{ "pay-exact", "F11", NULL,
	  N_("Take exactly what the part owes, rounded to the smallest coin. For the next part, "
	     "press Enter or an arrow first."),
	  PERM_TENDER,
	  can_pay, pay_take_exact },
	{ "split-evenly", "F4", N_("Split"),
	  N_("Split what is open evenly: type 3, then this key. A part with lines of its own "
	     "keeps to these: three others share the rest. 1 undoes the split."),
	  PERM_SELL, is_open, split_evenly },
	{ "split-amount", "F3", NULL,
	  N_("Split an amount off: type it, then this key. The others share the rest."), PERM_SELL,
	  is_open, split_amount },
	{ "part-right", "Right", N_("Part"), N_("Select the part to the right."), PERM_NONE, NULL,
	  go_right },
	{ "part-left", "Left", NULL, N_("Select the part to the left."), PERM_NONE, NULL,
	  go_left },
	{ "pay-receipt", "F2", N_("Receipt"),
	  N_("Print the receipt of the part that was paid; a second one is marked a duplicate."),
	  PERM_REPRINT, pay_has_receipt, pay_print_again },
	{ "pay-note-1", "Shift-F5", NULL,
	  N_("Take the first note of the list on the screen. For the next part, press Enter or "
	     "an arrow first."),
	  PERM_TENDER, can_pay, take_note_1 },
	{ "pay-note-2", "Shift-F6", NULL, N_("Take the second note of the list."), PERM_TENDER,
	  can_pay, take_note_2 },
	{ "pay-note-3", "Shift-F7", NULL, N_("Take the third note of the list."), PERM_TENDER,
	  can_pay, take_note_3 },
	{ "pay-note-4", "Shift-F8", NULL, N_("Take the fourth note of the list."), PERM_TENDER,
	  can_pay, take_note_4 },
	{ "pay-note-5", "Shift-F9", NULL, N_("Take the fifth note of the list."), PERM_TENDER,
	  can_pay, take_note_5 },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ "pay-leave", "Esc", NULL,
	  N_("Ask the reader to stop, when an amount of this part is under way; else, and then, "
	     "back to the check."),
	  PERM_NONE, NULL, pay_leave },
	{ "pay-aside", "Tab", NULL,
	  N_("Straight to the tables; an amount that is under way goes on by itself."), PERM_NONE,
	  NULL, pay_aside },
	{ .name = NULL },
};

const struct action *pay_note_action(int i)
{
	const struct action *action = actions;

	while (action->run != take_note_1)
		action++;
	return &action[i];
}

static const char *why(const void *state, const struct action *action)
{
	if (action->when == can_pay && !pay_is_closed(state))
		return N_("This part is paid. The arrows lead to one that is open.");
	if (action->when == can_again)
		return N_("There is nothing to repeat: no amount of this part was declined or "
			  "stopped.");
	if (action->when == can_back)
		return pay_back_why(state);
	if (action->when == has_question)
		return N_("Nothing of this part is in doubt.");
	if (action->when == pay_has_receipt)
		return N_("There is no receipt yet: this part is not paid.");
	return pay_is_closed(state) ? N_("All is paid. Enter leads back to the floor.") : NULL;
}

/* --- the class --------------------------------------------------------------------------- */

void pay_close(void *state)
{
	struct pay_screen *pay = state;

	bill_view_done(&pay->view);
	free(pay);
}

/* The ways to pay with their rates as they are now. */
static enum err load_types(struct pay_screen *pay)
{
	struct tender_type types[TENDER_LIST_MAX];
	int n = 0;
	enum err err = store_tender_type_list(pay->till->app->db, types, TENDER_LIST_MAX, &n);

	if (err == ERR_OK && n == 0)
		err = ERR_NOT_FOUND;
	if (err != ERR_OK)
		return err;
	memcpy(pay->types, types, (size_t)n * sizeof *types);
	pay->n_types = n;
	pay->type = pay->type < n ? pay->type : 0;
	return ERR_OK;
}

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	const struct screen_bill *bill = argument;
	struct pay_screen *pay = calloc(1, sizeof *pay);
	enum err err;

	(void)ui;
	if (pay == NULL)
		return ERR_MEMORY;
	pay->till = bill->till;
	pay->bill = bill->bill;
	entry_init(&pay->entry, N_("amount, then how it is paid; ↵ cash"));
	pay->entry.edit.base = TEXT_LTR;
	err = load_types(pay);
	if (err == ERR_OK)
		err = pay_load(pay);
	if (err != ERR_OK) {
		pay_close(pay);
		return err;
	}
	pay->type = pay_home_type(pay);
	if (pay_selected(pay) != NULL && pay_selected(pay)->is_closed)
		pay->part = pay_next_open(pay);
	pay_live_take_up(pay);
	*ret_state = pay;
	return ERR_OK;
}

static struct entry_line *entry(void *state)
{
	return &((struct pay_screen *)state)->entry;
}

static void reload(struct ui *ui, void *state)
{
	enum err err = load_types(state);

	ui_error_code(ui, err == ERR_OK ? pay_load(state) : err);
	pay_understand(ui, state);
	if (ui_top(ui) == &screen_pay && ui_state(ui) == state)
		pay_live_follow(ui, state);
}

const struct screen_class screen_pay = {
	.macros = true,
	.name = "pay",
	.help_title = N_("Split and pay"),
	.actions = actions,
	.open = open_screen,
	.close = pay_close,
	.title = pay_title,
	.draw = pay_draw,
	.entry = entry,
	.changed = pay_understand,
	.why = why,
	.reload = reload,
};
