/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/refund.c -- giving money back: lines with quantities or an amount, the plan with its legs
 * before anything is done, a reason, an approval in place, then how the legs go.
 */
#include "screen/refund_parts.h"

#include <stdlib.h>

#include "base/str.h"
#include "service/bill_words.h"
#include "service/courier.h"
#include "service/print.h"
#include "service/receipt.h"
#include "ui/prompt.h"

/* --- what is chosen ---------------------------------------------------------------------- */

static bool has_picks(const struct refund_screen *screen)
{
	for (int i = 0; i < screen->n; i++)
		if (screen->items[i].picked > 0)
			return true;
	return false;
}

bool refund_is_chosen(const struct refund_screen *screen)
{
	return screen->is_all || screen->amount_minor > 0 || screen->tip_minor > 0 ||
	       has_picks(screen);
}

/* The order as it stands; its picks point into the screen. */
static struct refund_order order_of(struct refund_screen *screen)
{
	struct refund_order order = { .part = screen->part,
				      .amount_minor = screen->amount_minor,
				      .tip_minor = screen->tip_minor,
				      .to_tender_type = screen->to_tender_type,
				      .gift_card = screen->gift_card,
				      .slip = screen->has_slip ? &screen->slip : NULL };

	if (screen->is_all || screen->amount_minor > 0)
		return order;
	for (int i = 0; i < screen->n; i++)
		if (screen->items[i].picked > 0)
			screen->picks[order.n_picks++] = (struct refund_pick){
				screen->items[i].item.line, screen->items[i].picked
			};
	order.picks = screen->picks;
	if (order.n_picks == 0)
		order.amount_minor = REFUND_TIP_ONLY;
	return order;
}

static void plan(struct refund_screen *screen)
{
	struct refund_order order = order_of(screen);

	screen->plan = (struct refund_plan){ 0 };
	screen->plan_err = refund_tip_left(screen->till->app, screen->bill, screen->part,
					   &screen->tip_left_minor);
	if (screen->plan_err == ERR_OK && refund_is_chosen(screen) && screen->refund == 0)
		screen->plan_err = refund_plan(screen->till->app, screen->bill, &order,
					       &screen->plan);
}

static void pick_none(struct refund_screen *screen)
{
	for (int i = 0; i < screen->n; i++)
		screen->items[i].picked = 0;
	screen->amount_minor = 0;
	screen->is_all = false;
}

int64_t refund_pieces_left(const struct refund_item *item)
{
	return item->left.pieces - item->left.back;
}

/* Takes `quantity` of the selected line, at most what is left of it. */
static void pick(struct refund_screen *screen, int64_t quantity)
{
	struct refund_item *item = &screen->items[screen->table.selected];

	screen->amount_minor = 0;
	screen->is_all = false;
	item->picked = quantity < 0 ? 0 : quantity;
	if (item->picked > refund_pieces_left(item))
		item->picked = refund_pieces_left(item);
	plan(screen);
	if (refund_pieces_left(item) == 0)
		ui_say(screen->till->ui, "%s", tr(ui_draw(screen->till->ui),
						  "All of this line went back already."));
}

/* The lines of the part, or what it shared of them; discounts go with what they took off. */
static enum err list_items(struct refund_screen *screen)
{
	struct refund_left left[REFUND_LINES_MAX];
	int n = 0;
	enum err err = refund_left(screen->till->app, screen->bill, screen->part, left,
				   REFUND_LINES_MAX, &n);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++)
		screen->items[i] = (struct refund_item){
			.item = screen->view.items[left[i].item], .left = left[i]
		};
	screen->n = n;
	return ERR_OK;
}

/* --- doing it ---------------------------------------------------------------------------- */

static enum err load_legs(struct refund_screen *screen)
{
	if (screen->refund == 0)
		return ERR_OK;
	return store_refund_leg_list(screen->till->app->db, screen->refund, screen->legs,
				     REFUND_LEGS_MAX, &screen->n_legs);
}

/* Cash goes out of the drawer. */
static void kick(const struct refund_screen *screen)
{
	struct tender_type type;

	for (int i = 0; i < screen->n_legs; i++)
		if (screen->till->print != NULL &&
		    store_tender_type_by_id(screen->till->app->db, screen->legs[i].tender_type,
					    &type) == ERR_OK &&
		    type.opens_drawer) {
			print_kick(screen->till->print);
			return;
		}
}

/* The credit note comes out where receipts do. */
static enum err print_note(struct ui *ui, struct refund_screen *screen)
{
	struct till *till = screen->till;
	struct act act = till_act(till, 0, -1);
	struct refund_row refund;
	int64_t copy;
	enum err err;

	ui_say(ui, "%s", tr(ui_draw(ui), "The refund stands. Below is how it goes back."));
	if (str_equal(till->settings->printer, "none") ||
	    till->settings->receipt == SETTINGS_RECEIPT_NEVER)
		return ERR_OK;
	err = store_refund_load(till->app->db, screen->refund, &refund);
	if (err == ERR_OK)
		err = receipt_print(till->app, &act, refund.paper, &copy);
	if (err != ERR_OK)
		return err;
	ui_say(ui, "%s", tr(ui_draw(ui), "The refund stands; its credit note is printing."));
	if (till->print == NULL)
		return ERR_OK;
	print_wake(till->print);
	return print_step(till->print);
}

static enum err run(struct ui *ui, void *arg)
{
	struct refund_screen *screen = arg;
	struct refund_order order = order_of(screen);
	int64_t refund = 0;
	enum err err = refund_make(screen->till->app, &screen->act, &order, &refund);

	if (err != ERR_OK)
		return err;
	screen->refund = refund;
	if (screen->till->courier != NULL)
		courier_kick(screen->till->courier);
	err = load_legs(screen);
	if (err == ERR_OK)
		err = list_items(screen);
	kick(screen);
	return err == ERR_OK ? print_note(ui, screen) : err;
}

static enum err yes(struct ui *ui, void *arg)
{
	struct refund_screen *screen = arg;
	const struct refund_plan *before = &screen->plan;
	char text[160], left[NUMBER_TEXT_SIZE], after[NUMBER_TEXT_SIZE];

	text_format(text, sizeof text,
		    tr(ui_draw(ui), "Of the sale %s can be given back, after it %s."),
		    draw_money(ui_draw(ui), before->left_minor, left),
		    draw_money(ui_draw(ui), before->left_minor - before->total_minor, after));
	approve_change(screen->till, text);
	return approve(screen->till, run(ui, screen), &screen->act, run, screen);
}

/* The amount stands first, and no is the default. */
static enum err confirm(struct ui *ui, struct refund_screen *screen)
{
	const struct draw *draw = ui_draw(ui);
	char amount[96], text[PROMPT_TEXT_SIZE], money[NUMBER_TEXT_SIZE], tax[NUMBER_TEXT_SIZE];
	struct prompt_question question = { .title = tr(draw, "Give this back?"),
					    .text = text,
					    .amount = amount,
					    .yes = tr(draw, "Give back") };

	str_format(amount, sizeof amount, "%s %s", draw->unit,
		   draw_money(draw, screen->plan.total_minor, money));
	text_format(text, sizeof text,
		    tr(draw, "Tax of %s goes back with it. A credit note is issued; it cannot be "
			     "taken back."),
		    draw_money(draw, screen->plan.tax_minor, tax));
	return prompt_confirm(ui, &question, yes, screen);
}

static enum err with_reason(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct refund_screen *screen = arg;

	screen->act = till_act(screen->till, screen->bill, -1);
	screen->act.reason = reason;
	screen->act.note = note;
	screen->act.need = &screen->need;
	return confirm(ui, screen);
}

enum err refund_ask_reason(struct ui *ui, struct refund_screen *screen)
{
	return reason_ask(screen->till, "refund", tr(ui_draw(ui), "Why is it given back?"),
			  with_reason, screen);
}

/* --- keys -------------------------------------------------------------------------------- */

static enum err parse(const struct refund_screen *screen, int64_t *ret_minor)
{
	const struct number_style *style = &ui_draw(screen->till->ui)->number;
	char text[EDIT_TEXT_SIZE];
	enum err err = money_parse(entry_text(&screen->entry, text),
				   screen->till->app->property.exponent, style->decimal,
				   style->group, ret_minor);

	return err == ERR_OK && *ret_minor < 1 ? ERR_RANGE : err;
}

/* Enter: a typed amount is taken over; then what is chosen is given back. */
static enum err go(struct ui *ui, void *state)
{
	struct refund_screen *screen = state;
	int64_t amount_minor;
	enum err err;

	if (!entry_is_empty(&screen->entry)) {
		err = parse(screen, &amount_minor);
		if (err != ERR_OK)
			return err;
		pick_none(screen);
		screen->amount_minor = amount_minor;
		entry_clear(&screen->entry);
		plan(screen);
		return screen->plan_err;
	}
	if (!refund_is_chosen(screen)) {
		ui_say(ui, "%s", tr(ui_draw(ui), "Pick lines with + and -, type an amount, or take "
						 "all with {refund-all}."));
		return ERR_OK;
	}
	if (screen->plan_err != ERR_OK)
		return screen->plan_err;
	return refund_ask(ui, screen);
}

static enum err one_more(struct ui *ui, void *state)
{
	struct refund_screen *screen = state;

	(void)ui;
	pick(screen, screen->items[screen->table.selected].picked + 1);
	return ERR_OK;
}

static enum err one_less(struct ui *ui, void *state)
{
	struct refund_screen *screen = state;

	(void)ui;
	pick(screen, screen->items[screen->table.selected].picked - 1);
	return ERR_OK;
}

static enum err whole_line(struct ui *ui, void *state)
{
	struct refund_screen *screen = state;
	const struct refund_item *item = &screen->items[screen->table.selected];

	(void)ui;
	pick(screen, item->picked > 0 ? 0 : refund_pieces_left(item));
	return ERR_OK;
}

static enum err all(struct ui *ui, void *state)
{
	struct refund_screen *screen = state;

	(void)ui;
	pick_none(screen);
	screen->is_all = true;
	plan(screen);
	return screen->plan_err;
}

/* The tip, or what is typed of it, with the rest or alone; once more: not. */
static enum err tip(struct ui *ui, void *state)
{
	struct refund_screen *screen = state;
	int64_t tip_minor = screen->tip_minor > 0 ? 0 : screen->tip_left_minor;

	(void)ui;
	if (!entry_is_empty(&screen->entry)) {
		enum err err = parse(screen, &tip_minor);

		if (err != ERR_OK)
			return err;
		entry_clear(&screen->entry);
	}
	screen->tip_minor = tip_minor;
	plan(screen);
	return screen->plan_err;
}

static enum err choose_way(struct ui *ui, void *arg, int choice)
{
	struct refund_screen *screen = arg;

	(void)ui;
	screen->to_tender_type = choice == 0 ? 0 : screen->types[choice - 1].id;
	plan(screen);
	return screen->plan_err;
}

static enum err ask_way(struct ui *ui, void *state)
{
	struct refund_screen *screen = state;
	const struct draw *draw = ui_draw(ui);
	const char *names[TENDER_LIST_MAX + 1] = { tr(draw, "As it was paid") };

	for (int i = 0; i < screen->n_types; i++)
		names[i + 1] = tr(draw, screen->types[i].name);
	return prompt_choose(ui, tr(draw, "By which way?"), names, screen->n_types + 1, choose_way,
			     screen);
}

static bool is_open(const void *state)
{
	return ((const struct refund_screen *)state)->refund == 0;
}

static bool has_tip(const void *state)
{
	return is_open(state) && ((const struct refund_screen *)state)->tip_left_minor > 0;
}

static bool has_line(const void *state)
{
	const struct refund_screen *screen = state;

	return is_open(state) && screen->table.selected >= 0 &&
	       screen->table.selected < screen->n;
}

static const char *why(const void *state, const struct action *action)
{
	if (action->when == has_tip && is_open(state))
		return N_("No tip is left to give back.");
	return is_open(state) ? N_("There is no line to pick.")
			      : N_("The refund is made. Esc leads back.");
}

static const struct action actions[] = {
	{ "refund-go", "Enter", N_("Give back"),
	  N_("Take a typed amount over; then give back what is chosen, after a reason."),
	  PERM_REFUND, is_open, go },
	{ "refund-more", "+", N_("more"), N_("One more of the selected line."), PERM_REFUND,
	  has_line, one_more },
	{ "refund-less", "-", N_("less"), N_("One less of the selected line."), PERM_REFUND,
	  has_line, one_less },
	{ "refund-line", "F2", N_("Line"), N_("The whole selected line, or nothing of it."),
	  PERM_REFUND, has_line, whole_line },
	{ "refund-tip", "F3", N_("Tip"),
	  N_("The tip with it, or alone; a typed amount is that much of the tip."), PERM_REFUND,
	  has_tip, tip },
	{ "refund-all", "F4", N_("All"), N_("All that is left of what was paid."), PERM_REFUND,
	  is_open, all },
	{ "refund-way", "F6", N_("Way"),
	  N_("Give it back in another way than it was paid; cash for a card needs an approval."),
	  PERM_REFUND, is_open, ask_way },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static void close_screen(void *state)
{
	struct refund_screen *screen = state;

	bill_view_done(&screen->view);
	free(screen);
}

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	const struct screen_part *from = argument;
	struct refund_screen *screen = calloc(1, sizeof *screen);
	struct table_source source;
	enum err err;

	(void)ui;
	if (screen == NULL)
		return ERR_MEMORY;
	screen->till = from->till;
	screen->bill = from->bill;
	screen->part = from->part;
	entry_init(&screen->entry, N_("an amount, or + on lines, then ↵"));
	screen->entry.edit.base = TEXT_LTR;
	table_init(&screen->table, false);
	err = bill_view_load(screen->till->app->db, screen->bill, &screen->view);
	if (err == ERR_OK)
		err = bill_view_words(screen->till->app->db, screen->till->staff.language,
				      &screen->view);
	if (err == ERR_OK)
		err = store_tender_type_list(screen->till->app->db, screen->types, TENDER_LIST_MAX,
					     &screen->n_types);
	if (err == ERR_OK)
		err = list_items(screen);
	if (err != ERR_OK) {
		close_screen(screen);
		return err;
	}
	plan(screen);
	source = refund_source(screen);
	table_reload(&screen->table, &source);
	*ret_state = screen;
	return ERR_OK;
}

static struct entry_line *entry(void *state)
{
	return &((struct refund_screen *)state)->entry;
}

static void changed(struct ui *ui, void *state)
{
	struct refund_screen *screen = state;
	char money[NUMBER_TEXT_SIZE];
	int64_t amount_minor;

	entry_echo(&screen->entry, NULL, NULL);
	if (!entry_is_empty(&screen->entry) && parse(screen, &amount_minor) == ERR_OK)
		entry_echo(&screen->entry, NULL, draw_money(ui_draw(ui), amount_minor, money));
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct refund_screen *screen = state;
	struct table_source source = refund_source(screen);

	(void)ui;
	(void)table_key(&screen->table, &source, key);
	return ERR_OK;
}

static void reload(struct ui *ui, void *state)
{
	struct refund_screen *screen = state;

	plan(screen);
	ui_error_code(ui, load_legs(screen));
}

const struct screen_class screen_refund = {
	.name = "refund",
	.help_title = N_("Refund"),
	.actions = actions,
	.open = open_screen,
	.close = close_screen,
	.title = refund_title,
	.draw = refund_draw,
	.entry = entry,
	.changed = changed,
	.why = why,
	.key = key,
	.reload = reload,
};
