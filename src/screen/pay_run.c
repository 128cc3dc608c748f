/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/pay_run.c -- what the pay screen does to a bill: a tender or a split as one intention, the
 * receipt after it, and the way back to the floor when all is paid.
 */
#include "base/str.h"
#include "screen/pay_parts.h"
#include "screen/split_parts.h"
#include "service/bill_words.h"
#include "service/courier.h"
#include "service/print.h"
#include "ui/prompt.h"

/* Change that is asked about where no notes are known: more than this, and so many times due. */
#define CHANGE_ODD_MAJOR INT64_C(100)
#define CHANGE_ODD_TIMES 10

#define PAID_TEXT_SIZE (BILL_NAME_SIZE + 96)

bool pay_is_closed(const struct pay_screen *pay)
{
	return pay->view.rows.head.state == BILL_CLOSED;
}

int64_t pay_next_open(const struct pay_screen *pay)
{
	const struct bill_view *view = &pay->view;
	int at = 0;

	while (at + 1 < view->n_parts && view->parts[at].id != pay->part)
		at++;
	for (int i = 1; i <= view->n_parts; i++)
		if (!view->parts[(at + i) % view->n_parts].is_closed)
			return view->parts[(at + i) % view->n_parts].id;
	return pay->part;
}

enum err pay_load(struct pay_screen *pay)
{
	struct bill_view view;
	enum err err = bill_view_load(pay->till->app->db, pay->bill, &view);

	if (err != ERR_OK)
		return err;
	(void)bill_view_words(pay->till->app->db, pay->till->staff.language, &view);
	bill_view_done(&pay->view);
	pay->view = view;
	if (pay_selected(pay) == NULL)
		pay->part = pay_next_open(pay);
	err = pay_back_load(pay);
	return err == ERR_OK ? pay_live_load(pay) : err;
}

/* --- receipts and the drawer ------------------------------------------------------------- */

static void kick(struct pay_screen *pay)
{
	if (pay->till->print != NULL && pay_type(pay)->opens_drawer)
		print_kick(pay->till->print);
}

enum err pay_print_last(struct ui *ui, void *arg)
{
	struct pay_screen *pay = arg;

	(void)ui;
	return paper_print(&pay->printing, pay->till, pay->last.paper, NULL);
}

static enum err ask_receipt(struct ui *ui, struct pay_screen *pay)
{
	const struct draw *draw = ui_draw(ui);
	char title[96], amount[96], money[NUMBER_TEXT_SIZE];
	struct prompt_question question = { .title = title, .amount = amount };

	text_format(title, sizeof title, tr(draw, "Receipt %s"), pay->receipt);
	text_format(amount, sizeof amount, tr(draw, "Change %s"),
		    draw_money(draw, pay->last.plan.change_minor, money));
	question.text = tr(draw, "The sale is posted. Does the guest want the receipt on paper?");
	question.yes = tr(draw, "Print it");
	return prompt_confirm(ui, &question, pay_print_last, pay);
}

int64_t pay_last_change(const struct pay_screen *pay)
{
	return pay->has_last && pay->last_was_cash ? pay->last.plan.change_minor : 0;
}

/* "Part 1 is paid." or, with the last one, "Table 5 is free."  The change stands before it, so
 * that it is still to be read on the floor. */
void pay_paid_text(const struct draw *draw, const struct pay_screen *pay, char *into, size_t size)
{
	const struct bill_head *head = &pay->view.rows.head;
	char place[BILL_NAME_SIZE + 32], paid[PAID_TEXT_SIZE], money[NUMBER_TEXT_SIZE];

	pay_place(draw, head, place, sizeof place);
	if (!pay_is_closed(pay))
		text_format(paid, sizeof paid, tr(draw, "Part %lld is paid."),
			    (long long)pay->last_part_no);
	else
		text_format(paid, sizeof paid,
			    head->table_number != 0 ? tr(draw, "%s is free.")
						    : tr(draw, "%s is paid."),
			    place);
	if (pay_last_change(pay) > 0)
		text_format(into, size, tr(draw, "Change %s. %s"),
			    draw_money(draw, pay_last_change(pay), money), paid);
	else
		str_copy(into, size, paid);
}

/* As the settings say; a till without a printer keeps its receipts in the store. */
static enum err give_receipt(struct ui *ui, struct pay_screen *pay)
{
	const struct draw *draw = ui_draw(ui);
	const struct settings *settings = pay->till->settings;
	bool has_printer = !str_equal(settings->printer, "none");
	char paid[PAID_TEXT_SIZE], paper[96];

	pay_paid_text(draw, pay, paid, sizeof paid);
	if (has_printer && settings->receipt == SETTINGS_RECEIPT_ALWAYS)
		return paper_print(&pay->printing, pay->till, pay->last.paper, paid);
	kick(pay);
	text_format(paper, sizeof paper, tr(draw, "Receipt %s is kept, not printed."),
		    pay->receipt);
	ui_say(ui, "%s %s", paid, paper);
	return has_printer && settings->receipt == SETTINGS_RECEIPT_ASK ? ask_receipt(ui, pay)
									: ERR_OK;
}

/* --- doing it ---------------------------------------------------------------------------- */

void pay_place(const struct draw *draw, const struct bill_head *head, char *into, size_t size)
{
	if (head->table_number != 0)
		text_format(into, size, tr(draw, "Table %lld"), (long long)head->table_number);
	else if (head->name[0] != '\0')
		text_format(into, size, tr(draw, "Tab %s"), head->name);
	else
		str_copy(into, size, tr(draw, "Sale"));
}

/* All is paid: takes the check screen below away, so that Esc leads to the floor from here. */
static enum err leave_check(struct ui *ui, struct pay_screen *pay)
{
	ui_detach(ui);
	ui_pop_to(ui, &screen_floor);
	return ui_attach(ui, &screen_paid, pay);
}

/* The next open part stands ready, but no key takes money for it before it is chosen. */
static void offer_next(struct ui *ui, struct pay_screen *pay)
{
	char next[ENTRY_ECHO_SIZE];

	pay->part = pay_next_open(pay);
	pay->is_offered = true;
	pay_next_text(ui_draw(ui), pay, next, sizeof next);
	entry_echo(&pay->entry, next, NULL);
}

/* A part is closed: the receipt, and on to the next part or away from the check. */
static enum err after_close(struct ui *ui, struct pay_screen *pay)
{
	enum err err = ERR_OK;

	paper_number(pay->till, pay->last.paper, pay->receipt);
	if (pay_is_closed(pay))
		err = leave_check(ui, pay);
	if (err == ERR_OK)
		err = give_receipt(ui, pay);
	pay->type = pay_home_type(pay);
	if (!pay_is_closed(pay))
		offer_next(ui, pay);
	return err;
}

static bool is_cash(const struct pay_screen *pay, int64_t tender_type)
{
	for (int i = 0; i < pay->n_types; i++)
		if (pay->types[i].id == tender_type)
			return str_equal(pay->types[i].driver, "cash");
	return false;
}

/* "20.00 is taken, 88.20 is still due. F8 takes 20.00 back." */
static void say_part_paid(struct ui *ui, struct pay_screen *pay)
{
	const struct draw *draw = ui_draw(ui);
	const struct bill_part_view *part = pay_selected(pay);
	char taken[NUMBER_TEXT_SIZE], due[NUMBER_TEXT_SIZE], words[96];

	pay_back_words(draw, pay, pay->part, words, sizeof words);
	ui_say(ui, tr(draw, "%s is taken, %s is still due. %s"),
	       draw_money(draw, pay->last.plan.amount_minor, taken),
	       draw_money(draw, part != NULL ? part->due_minor : 0, due), words);
}

/* The tender stands: shows what came of it, gives the receipt, goes to the next part. */
static enum err after_tender(struct ui *ui, struct pay_screen *pay)
{
	enum err err = pay_load(pay);

	entry_clear(&pay->entry);
	if (err != ERR_OK)
		return err;
	pay->has_last = true;
	pay->last_was_cash = is_cash(pay, pay->intent.tender_type);
	pay->last_part_no = pay_selected(pay) != NULL ? pay_selected(pay)->no : 0;
	pay->receipt[0] = '\0';
	if (pay->last.part_closed)
		return after_close(ui, pay);
	kick(pay);
	pay->type = pay_home_type(pay);
	say_part_paid(ui, pay);
	return ERR_OK;
}

static enum err after_back(struct ui *ui, struct pay_screen *pay)
{
	const struct tender_row *row = pay_back_cash(pay, pay->part);
	struct tender_row taken = { .id = 0 };
	enum err err;

	if (row != NULL)
		taken = *row;
	pay->has_last = false;
	err = pay_load(pay);
	if (err != ERR_OK || taken.id != pay->intent.tender)
		return err;
	kick(pay);
	pay_back_say(ui, pay, &taken);
	return ERR_OK;
}

enum err pay_settled(struct ui *ui, struct pay_screen *pay, const struct bill_part_view *part)
{
	bool is_here = pay->part == part->id && entry_is_empty(&pay->entry);
	char number[PAPER_NUMBER_SIZE];

	if (!is_here && !pay_is_closed(pay)) {
		ui_say(ui, tr(ui_draw(ui), "Part %lld is paid. Receipt %s."), (long long)part->no,
		       paper_number(pay->till, part->paper, number));
		return ERR_OK;
	}
	pay->has_last = true;
	pay->last_part_no = part->no;
	pay->last_was_cash = false;
	pay->last = (struct pay_result){ .plan.amount_minor = part->total_minor,
					 .part_closed = true, .paper = part->paper,
					 .bill_closed = pay_is_closed(pay) };
	return after_close(ui, pay);
}

/* Over the processor: what goes on from here is the courier's. */
static enum err after_payment(struct ui *ui, struct pay_screen *pay)
{
	enum err err = pay_load(pay);

	pay->has_last = false;
	pay->type = pay_home_type(pay);
	if (pay->till->courier != NULL)
		courier_kick(pay->till->courier);
	if (pay->intent.step == PAY_STEP_STOP) {
		ui_say(ui, "%s", tr(ui_draw(ui), "The reader is asked to stop. Esc again leads "
						 "out."));
		return err;
	}
	entry_clear(&pay->entry);
	pay->followed = pay->intent.payment;
	if (pay->intent.step == PAY_STEP_PAYMENT)
		ui_say(ui, "%s", tr(ui_draw(ui), "On its way. Esc stops it; Tab lets it go on and "
						 "leads to the tables."));
	pay_live_follow(ui, pay);
	return err;
}

static enum err after_split(struct ui *ui, struct pay_screen *pay)
{
	enum err err;

	pay->has_last = false;
	pay->is_offered = false;
	entry_clear(&pay->entry);
	err = pay_load(pay);
	if (err != ERR_OK)
		return err;
	if (pay_selected(pay) != NULL && pay_selected(pay)->is_closed)
		pay->part = pay_next_open(pay);
	if (pay->intent.step == PAY_STEP_AMOUNT)
		ui_say(ui, "%s", tr(ui_draw(ui), "Split off; the rest stays with the open parts."));
	else
		split_say_evenly(ui, &pay->view, pay->intent.n);
	return ERR_OK;
}

static enum err begin_payment(struct pay_screen *pay)
{
	struct pay_intent *intent = &pay->intent;
	struct payment_order order = { .part = intent->part,
				       .tender_type = intent->tender_type,
				       .amount_minor = intent->amount_minor,
				       .tip_minor = intent->tip_minor,
				       .card_on_file = intent->card,
				       .save_card = intent->keeps_card };

	return payment_begin(pay->till->app, &intent->act, &order, &intent->payment);
}

static enum err act_of(struct pay_screen *pay)
{
	struct pay_intent *intent = &pay->intent;
	struct app *app = pay->till->app;
	const struct act *act = &intent->act;

	switch (intent->step) {
	case PAY_STEP_TENDER:
		return pay_tender(app, act, intent->part, intent->tender_type, intent->amount_minor,
				  &pay->last);
	case PAY_STEP_NOTHING:
		return pay_nothing(app, act, intent->part, &pay->last);
	case PAY_STEP_EVENLY:
		return bill_split_evenly(app, act, intent->n);
	case PAY_STEP_AMOUNT:
		return bill_split_amount(app, act, intent->amount_minor);
	case PAY_STEP_PAYMENT:
		return begin_payment(pay);
	case PAY_STEP_NUMBER:
		return pay_number(app, act, intent->part, intent->tender_type,
				  intent->amount_minor, intent->number, &pay->last);
	case PAY_STEP_SLIP:
		intent->slip.part = intent->part;
		return payment_slip(app, act, &intent->slip, &pay->last);
	case PAY_STEP_BACK:
		return pay_take_back(app, act, intent->tender);
	case PAY_STEP_STOP:
		return payment_stop(app, act, intent->payment);
	case PAY_STEP_KEEP:
		return payment_keep(app, act, intent->payment);
	case PAY_STEP_RELEASE:
		return payment_release(app, act, intent->payment);
	}
	return ERR_STATE;
}

/* What follows each step. */
static enum err after(struct ui *ui, struct pay_screen *pay)
{
	switch (pay->intent.step) {
	case PAY_STEP_EVENLY:
	case PAY_STEP_AMOUNT:
		return after_split(ui, pay);
	case PAY_STEP_TENDER:
	case PAY_STEP_NOTHING:
	case PAY_STEP_NUMBER:
	case PAY_STEP_SLIP:
		return after_tender(ui, pay);
	case PAY_STEP_BACK:
		return after_back(ui, pay);
	default:
		return after_payment(ui, pay);
	}
}

/* The act of the intention; an approval runs it again. */
static enum err run(struct ui *ui, void *arg)
{
	struct pay_screen *pay = arg;
	enum err err = act_of(pay);

	if (err == ERR_CHANGED || err == ERR_CLOSED)
		(void)pay_load(pay);
	if (err == ERR_RANGE && pay->intent.step == PAY_STEP_AMOUNT)
		split_say_too_much(ui, &pay->view, pay->intent.amount_minor);
	if (pay->intent.step == PAY_STEP_BACK)
		pay_back_refused(ui, err);
	return err == ERR_OK ? after(ui, pay) : err;
}

static enum err open_drawer(struct ui *ui, void *arg)
{
	return ui_push(ui, &screen_drawer, ((struct pay_screen *)arg)->till);
}

static enum err offer_drawer(struct ui *ui, struct pay_screen *pay)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_question question = {
		.title = tr(draw, "No cash drawer is open"),
		.text = tr(draw, "Cash needs an open drawer at this till. Nothing was posted; the "
				 "amount can be typed again afterwards."),
		.yes = tr(draw, "Open one"),
	};

	return prompt_confirm(ui, &question, open_drawer, pay);
}

static enum err go(struct ui *ui, void *arg)
{
	struct pay_screen *pay = arg;
	enum err err = run(ui, pay);

	if (err == ERR_NO_DRAWER && pay->intent.step != PAY_STEP_BACK)
		return offer_drawer(ui, pay);
	return approve(pay->till, err, &pay->intent.act, run, pay);
}

static enum err go_with_cash(struct ui *ui, void *arg)
{
	struct pay_screen *pay = arg;

	(void)ui;
	return drawer_before_cash(pay->till, go, pay);
}

/* More change than the largest note is most likely a slip of the fingers: the guest could have
 * kept a note.  Where no notes are known, more than ten times what is due. */
static bool is_change_odd(const struct pay_screen *pay, struct pay_plan *ret_plan)
{
	const struct property *property = &pay->till->app->property;
	const struct tender_type *type = pay_type(pay);
	const struct bill_part_view *part = pay_selected(pay);
	int64_t least_minor = CHANGE_ODD_MAJOR;
	struct pay_plan note;

	if (pay->intent.step != PAY_STEP_TENDER || pay->intent.amount_minor == PAY_EXACT ||
	    part == NULL ||
	    pay_plan_cash(property, type, part->due_minor, pay->intent.amount_minor, ret_plan) !=
		    ERR_OK)
		return false;
	if (type->n_notes > 0)
		return pay_plan_cash(property, type, part->due_minor,
				     type->notes[type->n_notes - 1], &note) == ERR_OK &&
		       ret_plan->change_minor > note.value_minor;
	for (int i = 0; i < property->exponent; i++)
		least_minor *= 10;
	return ret_plan->change_minor > least_minor &&
	       ret_plan->change_minor / CHANGE_ODD_TIMES > part->due_minor;
}

static enum err ask_change(struct ui *ui, struct pay_screen *pay, const struct pay_plan *plan)
{
	const struct draw *draw = ui_draw(ui);
	const struct tender_type *type = pay_type(pay);
	char amount[96], text[PROMPT_TEXT_SIZE], money[NUMBER_TEXT_SIZE], due[NUMBER_TEXT_SIZE];
	struct prompt_question question = { .title = tr(draw, "So much change?"),
					    .text = text,
					    .amount = amount,
					    .yes = tr(draw, "Take it") };

	text_format(amount, sizeof amount, tr(draw, "Change %s"),
		    draw_money(draw, plan->change_minor, money));
	text_format(text, sizeof text,
		    tr(draw, "%s %s given where %s is due. Nothing is posted yet."), type->unit,
		    number_money(&draw->number, plan->given_minor, type->exponent, money),
		    draw_money(draw, pay_selected(pay)->due_minor, due));
	return prompt_confirm(ui, &question, go_with_cash, pay);
}

static enum err begin(struct ui *ui, void *arg)
{
	struct pay_screen *pay = arg;
	struct pay_plan plan;

	if (is_change_odd(pay, &plan))
		return ask_change(ui, pay, &plan);
	return pay->intent.step == PAY_STEP_TENDER || pay->intent.step == PAY_STEP_BACK
		       ? go_with_cash(ui, pay)
		       : go(ui, pay);
}

/* What is under way already was begun by somebody who knew. */
static bool is_of_payment(enum pay_step step)
{
	return step == PAY_STEP_STOP || step == PAY_STEP_KEEP || step == PAY_STEP_RELEASE;
}

enum err pay_begin(struct ui *ui, struct pay_screen *pay, struct pay_intent intent)
{
	pay->told_minor = 0;
	pay->intent = intent;
	pay->intent.part = pay->part;
	pay->intent.act = till_act(pay->till, pay->bill, pay->view.rows.head.version);
	pay->intent.act.reason = intent.reason;
	pay->intent.act.note = intent.note;
	pay->intent.act.need = &pay->intent.need;
	return is_of_payment(intent.step) || till_knows_whose(pay->till, &pay->view)
		       ? begin(ui, pay)
		       : till_ask_whose(pay->till, &pay->view, begin, pay);
}
