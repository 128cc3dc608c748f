/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story_pay.c -- paying: cash, cards with what can go wrong, gift cards, money back.
 */
#include <string.h>

#include "scenario/story.h"
#include "service/code_paper.h"
#include "service/gift.h"
#include "service/refund.h"

#define READER_MS 20000
#define ANSWER_MS 30000
#define STEP_MS 100

/* --- at once ---------------------------------------------------------------------------------- */

static enum err pay_by(struct story *story, const char *tender)
{
	int64_t part = story_part(story), given = story_maybe_money(story, PAY_EXACT);
	struct act act = story_act(story);

	return pay_tender(story->at->app, &act, part, house_tender(&story->at->house, tender),
			  given, &story->paid);
}

static enum err cash(struct story *story)
{
	return pay_by(story, "cash");
}

static enum err dollars(struct story *story)
{
	return pay_by(story, "cash-USD");
}

static enum err pay_with_number(struct story *story, const char *tender, const char *number)
{
	int64_t part = story_part(story), given = story_maybe_money(story, PAY_EXACT);
	struct act act = story_act(story);

	return pay_number(story->at->app, &act, part, house_tender(&story->at->house, tender),
			  given, number, &story->paid);
}

static enum err voucher(struct story *story)
{
	const char *number = story_option(story, "number");

	return pay_with_number(story, "voucher", number != NULL ? number : "");
}

static enum err gift(struct story *story)
{
	return pay_with_number(story, "gift", story->gift);
}

static enum err bank(struct story *story)
{
	struct payment_slip slip = { .tip_minor = story_option_money(story, "tip", 0),
				     .tender_type = house_tender(&story->at->house, "bank"),
				     .brand = "visa", .last_four = "1881",
				     .authorization_code = "A12345" };
	struct act act = story_act(story);

	slip.part = story_part(story);
	slip.amount_minor = story_maybe_money(story, PAY_EXACT);
	return payment_slip(story->at->app, &act, &slip, &story->paid);
}

static enum err nothing(struct story *story)
{
	int64_t part = story_part(story);
	struct act act = story_act(story);

	return pay_nothing(story->at->app, &act, part, &story->paid);
}

static enum err cash_back(struct story *story)
{
	struct tender_row rows[PAY_TENDERS_MAX];
	struct act act = story_act(story);
	int n = 0;

	if (store_tender_cash(story->at->app->db, story->place->bill, rows, PAY_TENDERS_MAX, &n) !=
		    ERR_OK || n == 0)
		return ERR_NOT_FOUND;
	return pay_take_back(story->at->app, &act, rows[0].id);
}

/* --- faults ----------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	enum sim_fault fault;
} faults[] = {
	{ "no-peer", SIM_NO_PEER },          { "no-name", SIM_NO_NAME },
	{ "lost-request", SIM_LOST_BEFORE }, { "lost-answer", SIM_LOST_AFTER },
	{ "no-answer", SIM_TIMEOUT_AFTER },  { "never-arrived", SIM_TIMEOUT_BEFORE },
	{ "late", SIM_LATE },                { "slow", SIM_DELAY },
};

/* What a step is called on the wire. */
static const char *path_of(const char *step)
{
	return strcmp(step, "capture") == 0  ? "/capture"
	       : strcmp(step, "refund") == 0 ? "/refunds"
	       : strcmp(step, "reader") == 0 ? "/process_payment_intent"
	       : strcmp(step, "cancel") == 0 ? "/cancel"
	       : strcmp(step, "create") == 0 ? "/v1/payment_intents"
					     : "";
}

/* "fault lost-answer capture": the next request of that step at this till. */
static void set_fault(struct story *story, const char *name, const char *step)
{
	const char *path = path_of(step);

	sim_line_clear(story->at->line);
	for (size_t i = 0; path[0] != '\0' && i < sizeof faults / sizeof *faults; i++)
		if (strcmp(faults[i].name, name) == 0) {
			sim_line_fault(story->at->line, path, 0, 1, faults[i].fault, 2000);
			return;
		}
	story_stop(story, "there is no fault \"%s\" of \"%s\"", name, step);
}

static enum err line(struct story *story)
{
	bool is_down = story_flag(story, "down");

	if (!is_down && !story_flag(story, "up"))
		story_stop(story, "the line is up or down");
	for (int i = 0; i < STORY_TILLS; i++)
		sim_line_set_down(story->till[i].line, is_down);
	return ERR_OK;
}

/* --- cards ------------------------------------------------------------------------------------ */

static enum payment_state state(struct story *story)
{
	struct payment_row row;

	if (store_payment_load(story->at->app->db, story->place->payment, &row) != ERR_OK)
		story_stop(story, "no card was shown here");
	return story->is_over ? PAYMENT_FAILED : row.state;
}

/* The guest shows a card when the reader asks for one; then all goes on, or (at once) the cashier
 * is quicker. */
static void show(struct story *story, const char *card, int64_t tip_minor)
{
	bool is_at_once = story_flag(story, "at-once");
	char form[200];

	for (int64_t ms = 0; ms < READER_MS && state(story) != PAYMENT_WAITING; ms += STEP_MS)
		story_pass(story, STEP_MS);
	if (story->is_over || state(story) != PAYMENT_WAITING)
		return;
	story_pass(story, 2000);
	str_format(form, sizeof form, "card=%s&tip=%lld&reader=%s", card, (long long)tip_minor,
		   story->at->reader);
	sim_line_person(story->at->simulator, "present", form,
			clock_unix_ms(story->at->app->clock));
	if (!is_at_once)
		story_settle(story, ANSWER_MS);
}

static enum err begin(struct story *story, const char *tender, int64_t part)
{
	struct payment_order order = { .part = part,
				       .amount_minor = story_maybe_money(story, PAY_EXACT),
				       .tender_type = house_tender(&story->at->house, tender) };
	struct act act = story_act(story);
	enum err err;

	if (story->is_over)
		return ERR_OK;
	err = part != 0 ? payment_begin(story->at->app, &act, &order, &story->place->payment)
			: payment_hold(story->at->app, &act, &order, &story->place->payment);
	if (err == ERR_OK)
		courier_kick(story->at->courier);
	return err;
}

/* A card from the amount to the answer; "waits": nobody shows one yet. */
static enum err by_reader(struct story *story, const char *tender, int64_t part)
{
	const char *card = story_option(story, "shows"), *fault = story_option(story, "fault");
	int64_t tip = story_option_money(story, "tip", 0);
	bool waits = story_flag(story, "waits");
	const char *step = fault != NULL ? story_option(story, "of") : NULL;
	enum err err;

	if (fault != NULL)
		set_fault(story, fault, step != NULL ? step : "");
	err = story->is_over ? ERR_OK : begin(story, tender, part);
	if (err != ERR_OK || story->is_over)
		return err;
	if (waits)
		story_settle(story, ANSWER_MS / 10);
	else
		show(story, card != NULL ? card : "visa", tip);
	return ERR_OK;
}

static enum err card(struct story *story)
{
	return by_reader(story, "card", story_part(story));
}

static enum err slip(struct story *story)
{
	return by_reader(story, "slip", story_part(story));
}

static enum err hold(struct story *story)
{
	return by_reader(story, "card", 0);
}

static enum err guest(struct story *story)
{
	const char *shown = story_option(story, "shows");

	show(story, shown != NULL ? shown : "visa", story_option_money(story, "tip", 0));
	return ERR_OK;
}

/* A code on the screen or on paper, and the guest who pays it. */
static enum err code(struct story *story)
{
	enum err err = begin(story, "qr", story_part(story));

	if (err == ERR_OK)
		story_settle(story, ANSWER_MS / 10);
	return err;
}

static enum err code_paper(struct story *story)
{
	struct act act = story_act(story);

	return code_paper_print(story->at->app, &act, story->place->payment);
}

static enum err code_paid(struct story *story)
{
	char form[PAYMENT_URL_SIZE + 8];
	struct payment_row row;

	if (store_payment_load(story->at->app->db, story->place->payment, &row) != ERR_OK ||
	    row.url[0] == '\0')
		return ERR_NOT_FOUND;
	str_format(form, sizeof form, "url=%s", row.url);
	sim_line_person(story->at->simulator, "pay-link", form,
			clock_unix_ms(story->at->app->clock));
	story_settle(story, ANSWER_MS);
	return ERR_OK;
}

/* --- a payment under way ---------------------------------------------------------------------- */

static enum err on_payment(struct story *story,
			   enum err (*run)(struct app *app, const struct act *act, int64_t payment))
{
	struct act act = story_act(story);
	enum err err = run(story->at->app, &act, story->place->payment);

	if (err == ERR_OK)
		story_settle(story, ANSWER_MS);
	return err;
}

static enum err stop(struct story *story)
{
	return on_payment(story, payment_stop);
}

static enum err keep(struct story *story)
{
	return on_payment(story, payment_keep);
}

static enum err let_hold_go(struct story *story)
{
	return on_payment(story, payment_release);
}

static enum err replace(struct story *story)
{
	return on_payment(story, payment_replace);
}

static enum err ask_now(struct story *story)
{
	return on_payment(story, payment_ask_now);
}

static enum err refund_found(struct story *story)
{
	return on_payment(story, refund_late);
}

static enum err sign(struct story *story)
{
	int64_t tip = story_option_money(story, "tip", 0);
	struct act act = story_act(story);
	enum err err = payment_capture(story->at->app, &act, story->place->payment, tip);

	if (err == ERR_OK)
		story_settle(story, ANSWER_MS);
	return err;
}

static enum err raise_hold(struct story *story)
{
	int64_t total = story_option_money(story, "to", 0);
	struct act act = story_act(story);
	enum err err = payment_increment(story->at->app, &act, story->place->payment, total);

	if (err == ERR_OK)
		story_settle(story, ANSWER_MS);
	return err;
}

static enum err apply_hold(struct story *story)
{
	int64_t tip = story_option_money(story, "tip", 0), part = story_part(story);
	int64_t minor = story_maybe_money(story, PAY_EXACT);
	struct act act = story_act(story);
	enum err err = payment_apply(story->at->app, &act, story->place->payment, part, minor, tip,
				     &story->paid);

	if (err == ERR_OK)
		story_settle(story, ANSWER_MS);
	return err;
}

static enum err close_doubt(struct story *story)
{
	int64_t part = story_part(story);
	struct act act = story_act(story);

	return pay_close_doubt(story->at->app, &act, part, &story->paid);
}

/* --- money back ------------------------------------------------------------------------------- */

/* An amount, "N ITEM", "tip AMOUNT", or all that is left of the part. */
static enum err refund(struct story *story)
{
	const char *fault = story_option(story, "fault"), *item = story_option(story, "item");
	struct refund_pick pick = { .quantity = story_option_count(story, "pieces", 1) };
	struct refund_order order = { .tip_minor = story_option_money(story, "tip", 0) };
	struct act act = story_act(story);
	int64_t id;
	enum err err;

	order.part = story_part(story);
	order.amount_minor = story_maybe_money(story, order.tip_minor != 0 ? REFUND_TIP_ONLY : 0);
	if (item != NULL) {
		pick.line = story_line(story, item);
		order.picks = &pick;
		order.n_picks = 1;
	}
	if (fault != NULL)
		set_fault(story, fault, "refund");
	err = story->is_over ? ERR_OK : refund_make(story->at->app, &act, &order, &id);
	if (err == ERR_OK)
		story_settle(story, ANSWER_MS);
	return err;
}

const struct story_verb story_pay_verbs[] = {
	/* name, what it takes, function, kind of reason */
	{ "cash", "[GIVEN] [part N]", cash, NULL },
	{ "dollars", "[GIVEN] [part N]", dollars, NULL },
	{ "voucher", "AMOUNT number NUMBER [part N]", voucher, NULL },
	{ "gift", "[AMOUNT] [part N]", gift, NULL },
	{ "bank", "[AMOUNT] [part N] [tip AMOUNT]", bank, NULL },
	{ "nothing", "[part N]", nothing, NULL },
	{ "cash-back", "why WORD", cash_back, "tender" },
	{ "line", "up|down", line, NULL },
	{ "card",
	  "[AMOUNT] [part N] [shows CARD] [tip AMOUNT] [waits] [fault "
	  "FAULT of STEP]",
	  card, NULL },
	{ "slip", "[AMOUNT] [part N] [shows CARD] [fault FAULT of STEP]", slip, NULL },
	{ "hold", "AMOUNT [shows CARD]", hold, NULL },
	{ "guest", "[shows CARD] [tip AMOUNT] [at-once]", guest, NULL },
	{ "code", "[AMOUNT] [part N]", code, NULL },
	{ "code-paper", "", code_paper, NULL },
	{ "code-paid", "", code_paid, NULL },
	{ "stop", "", stop, NULL },
	{ "keep", "", keep, NULL },
	{ "let-hold-go", "", let_hold_go, NULL },
	{ "replace", "", replace, NULL },
	{ "ask-now", "", ask_now, NULL },
	{ "refund-found", "why WORD", refund_found, "refund" },
	{ "sign", "[tip AMOUNT]", sign, NULL },
	{ "raise-hold", "to TOTAL", raise_hold, NULL },
	{ "apply-hold", "[AMOUNT] [part N] [tip AMOUNT]", apply_hold, NULL },
	{ "close-doubt", "[part N]", close_doubt, NULL },
	{ "refund",
	  "[AMOUNT] [part N] [item ITEM] [pieces N] [tip AMOUNT] "
	  "[fault FAULT] why WORD",
	  refund, "refund" },
	{ 0 },
};
