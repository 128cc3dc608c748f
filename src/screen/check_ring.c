/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_ring.c -- ringing: an item is rung at once, unless a price, a weight or a choice has
 * to be asked first; the last item once more; a line otherwise.
 */
#include "base/str.h"
#include "screen/check.h"
#include "service/rering.h"
#include "ui/form.h"
#include "ui/prompt.h"
#include "ui/text.h"

/* --- the act ----------------------------------------------------------------------------- */

static enum err ring_run(struct check *check)
{
	struct app *app = check->till->app;
	struct check_with *with = &check->with;

	if (with->old_line != 0)
		return bill_rering(app, &check->act, with->old_line, &with->ring, &with->line);
	return bill_ring(app, &check->act, &with->ring, &with->line);
}

enum err check_rung(struct ui *ui, struct check *check)
{
	const struct check_line *line;
	char money[NUMBER_TEXT_SIZE], text[CHECK_NOTE_SIZE + BILL_NAME_SIZE];

	check->last = check->with.ring;
	check->is_chosen = false;
	check_select(check, check->with.line);
	check_used(ui, check);
	line = check_selected(check);
	if (line == NULL)
		return ERR_OK;
	check_line_text(ui_draw(ui), line, text, sizeof text);
	ui_say(ui, tr(ui_draw(ui), "%lld × %s, %s"), (long long)line->item.quantity, text,
	       draw_money(ui_draw(ui), line->item.amount_minor, money));
	return ERR_OK;
}

/* How many are left of an item just now; -1 when it is not counted, a piece of the set is. */
static int64_t left_of(const struct check *check, const struct item *item)
{
	struct app *app = check->till->app;
	struct item now;

	if (item == NULL || store_item_by_id(app->db, item->id, app->property.business_date,
					     &now) != ERR_OK)
		return -1;
	return now.remaining;
}

/* What stands in the way has a name. */
static enum err say_why(struct ui *ui, const struct check *check, enum err err)
{
	const struct draw *draw = ui_draw(ui);
	const struct item *item = menu_by_code(check->till->menu, check->with.ring.code);
	const char *name = item != NULL ? check_item_name(check, item) : "";
	int64_t left = err == ERR_SOLD_OUT ? left_of(check, item) : 0;

	if (err == ERR_SOLD_OUT && left == 0)
		ui_error(ui, tr(draw, "%s is sold out (86, {left}). Nothing was rung."), name);
	else if (err == ERR_SOLD_OUT && left > 0)
		ui_error(ui, tr(draw, "%s: only %lld left. Nothing was rung."), name,
			 (long long)left);
	else if (err == ERR_SOLD_OUT)
		ui_error(ui, tr(draw, "%s: a part of it is sold out. Nothing was rung."), name);
	else if (err == ERR_NOT_NOW)
		ui_error(ui, tr(draw, "%s is not sold at this time. Nothing was rung."), name);
	else if (err == ERR_REASON && check->with.old_line != 0)
		ui_error(ui, "%s", tr(draw, "That line is not of your present round: void it, and "
					    "ring it anew."));
	return err;
}

static enum err do_ring(struct ui *ui, void *arg)
{
	static const struct check_wish wish = { .run = ring_run, .done = check_rung };
	struct check *check = arg;

	return say_why(ui, check, check_do(ui, check, &wish));
}

/* --- too much to be meant ---------------------------------------------------------------- */

static int64_t dearest_minor(const struct menu *menu)
{
	int64_t price_minor = 0;

	for (int i = 0; i < menu_count(menu); i++)
		if (menu_at(menu, i)->price_minor > price_minor)
			price_minor = menu_at(menu, i)->price_minor;
	return price_minor;
}

/* More pieces than anybody orders, or a line far dearer than anything on the menu: a code typed
 * where a quantity belongs, a price without its point. */
static bool is_much(const struct check *check, const struct ring *ring, int64_t *ret_amount_minor)
{
	const struct item *item = menu_by_code(check->till->menu, ring->code);
	int64_t dearest = dearest_minor(check->till->menu), each_minor;

	*ret_amount_minor = 0;
	if (item == NULL || item->kind == ITEM_WEIGHED)
		return false;
	each_minor = ring->price_minor >= 0 ? ring->price_minor : check_item_price(check, item);
	if (money_multiply_minor(each_minor, ring->quantity, ret_amount_minor) != ERR_OK)
		return false;
	return ring->quantity > CHECK_QUANTITY_ASK ||
	       (dearest > 0 && *ret_amount_minor / CHECK_DEAREST_ASK > dearest);
}

static enum err ask_much(struct ui *ui, struct check *check, int64_t amount_minor)
{
	const struct draw *draw = ui_draw(ui);
	const struct item *item = menu_by_code(check->till->menu, check->with.ring.code);
	char title[TEXT_SIZE], money[NUMBER_TEXT_SIZE];
	struct prompt_question question = {
		.title = title,
		.text = tr(draw, "That is more than one order usually comes to."),
		.amount = draw_money(draw, amount_minor, money),
		.yes = tr(draw, "Ring it"),
	};

	text_format(title, sizeof title, tr(draw, "Really %lld × %s?"),
		    (long long)check->with.ring.quantity, check_item_name(check, item));
	check_ask_alone(ui, check);
	return prompt_confirm(ui, &question, do_ring, check);
}

enum err check_ring_as(struct ui *ui, struct check *check, const struct ring *ring, int64_t line)
{
	int64_t amount_minor;

	check->with = (struct check_with){ .ring = *ring, .old_line = line,
					   .quantity = ring->quantity };
	if (line == 0 && is_much(check, ring, &amount_minor))
		return ask_much(ui, check, amount_minor);
	return do_ring(ui, check);
}

/* --- what is asked first ----------------------------------------------------------------- */

static enum err with_choices(struct ui *ui, struct check *check, const struct ring *ring)
{
	struct ring_asks *asks = &check->asks;
	enum err err = ring_asks(check->till->app, check->bill, ring->code,
				 check->till->staff.language, asks);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < asks->n_groups; i++)
		if (asks->groups[i].low > 0)
			return check_pick(ui, check, ring, false, 0);
	return asks->n_sizes > 1 ? check_pick(ui, check, ring, false, 0)
				 : check_ring_as(ui, check, ring, 0);
}

/* A typed price that is outside of its limits is told them. */
static enum err say_limits(struct ui *ui, const struct check *check, int64_t price_minor)
{
	const struct draw *draw = ui_draw(ui);
	const struct app *app = check->till->app;
	char low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
	struct item now;
	enum err err = store_item_by_code(app->db, check->with.ring.code,
					  app->property.business_date, &now);

	if (err != ERR_OK || (price_minor >= now.low_minor &&
			      (now.high_minor == 0 || price_minor <= now.high_minor)))
		return err;
	draw_money(draw, now.low_minor, low);
	if (now.high_minor > 0)
		ui_error(ui, tr(draw, "%s costs from %s to %s. Nothing was rung."),
			 check_item_name(check, &now), low,
			 draw_money(draw, now.high_minor, high));
	else
		ui_error(ui, tr(draw, "%s costs at least %s. Nothing was rung."),
			 check_item_name(check, &now), low);
	return ERR_RANGE;
}

static enum err with_price(struct ui *ui, void *arg, const struct form *form)
{
	struct check *check = arg;
	struct ring ring = check->with.ring;
	enum err err = say_limits(ui, check, form_amount(form, 0));

	if (err != ERR_OK)
		return err;
	ring.price_minor = form_amount(form, 0);
	return with_choices(ui, check, &ring);
}

static enum err with_weight(struct ui *ui, void *arg, const struct form *form)
{
	struct check *check = arg;
	struct ring ring = check->with.ring;

	ring.weight_g = form_number(form, 0);
	return with_choices(ui, check, &ring);
}

void check_ask_alone(struct ui *ui, struct check *check)
{
	check_used(ui, check);
	ui_say(ui, "%s", tr(ui_draw(ui), "Nothing is rung yet."));
}

static enum err ask_price(struct ui *ui, struct check *check, const struct item *item)
{
	static const struct form_field fields[] = {
		{ .label = N_("Price of one"), .kind = FORM_AMOUNT, .low = 0,
		  .high = BILL_AMOUNT_MAX },
	};

	check_ask_alone(ui, check);
	return prompt_form(ui, check_item_name(check, item), fields, 1, NULL, with_price, check);
}

static enum err ask_weight(struct ui *ui, struct check *check, const struct item *item)
{
	static const struct form_field fields[] = {
		{ .label = N_("Weight in grams"), .kind = FORM_NUMBER, .low = 1,
		  .high = RING_WEIGHT_MAX_G, .limit = 6 },
	};

	if (check->with.ring.quantity != 1) {
		ui_error(ui, "%s", tr(ui_draw(ui), "What is weighed is rung one by one."));
		return ERR_RANGE;
	}
	check_ask_alone(ui, check);
	return prompt_form(ui, check_item_name(check, item), fields, 1, NULL, with_weight, check);
}

enum err check_ring(struct ui *ui, struct check *check, const struct item *item, int64_t quantity)
{
	struct ring ring = { .code = item->code, .quantity = quantity, .price_minor = -1,
			     .seat = check->seat, .course = check->course };
	enum err err;

	if (item->is_gift)
		return check_sell_gift(ui, check, item);
	if (!ring_has_asks(item))
		return check_ring_as(ui, check, &ring, 0);
	check->with = (struct check_with){ .ring = ring };
	err = ring_sold_now(check->till->app, item, quantity);
	if (err != ERR_OK)
		return say_why(ui, check, err);
	if (item->kind == ITEM_OPEN)
		return ask_price(ui, check, item);
	if (item->kind == ITEM_WEIGHED)
		return ask_weight(ui, check, item);
	return with_choices(ui, check, &ring);
}

/* --- once more --------------------------------------------------------------------------- */

/* The item of the newest line of the check. */
static const struct item *newest_item(const struct check *check)
{
	const struct item *item = NULL;

	for (int i = check->n_lines - 1; item == NULL && i >= 0; i--)
		if (!check->lines[i].item.is_discount)
			item = check_item(check, check->lines[i].item.item);
	return item;
}

static enum err refuse_repeat(struct ui *ui, const struct check *check)
{
	const struct draw *draw = ui_draw(ui);

	ui_error(ui, "%s", check->last.code == 0 && check->n_lines == 0
				   ? tr(draw, "Nothing was rung here yet that could be repeated.")
				   : tr(draw, "That item is no longer on the menu."));
	return ERR_NOT_FOUND;
}

/* Once more, as far as it is on the menu. */
static enum err repeat_plainly(struct ui *ui, struct check *check, const struct item *item,
			       int64_t quantity)
{
	return item != NULL ? check_ring(ui, check, item, quantity) : refuse_repeat(ui, check);
}

enum err check_repeat(struct ui *ui, void *state)
{
	struct check *check = state;
	const struct item *item = newest_item(check);
	bool has_number = check->said.kind == GRAMMAR_CODE && !check->said.has_quantity;
	int64_t quantity = has_number ? check->said.number : 1;
	struct ring ring = check->last;

	if (check->said.kind != GRAMMAR_EMPTY && !has_number)
		return check_refuse(ui, ERR_SYNTAX,
				    N_("Type how often, as 3, then this key; alone it is once."));
	if (ring.code == 0)
		return repeat_plainly(ui, check, item, quantity);
	item = menu_by_code(check->till->menu, ring.code);
	if (item == NULL || item->is_gift || item->kind == ITEM_WEIGHED)
		return repeat_plainly(ui, check, item, quantity);
	ring.quantity = quantity;
	ring.seat = check->seat;
	ring.course = check->course;
	return check_ring_as(ui, check, &ring, 0);
}

/* --- otherwise --------------------------------------------------------------------------- */

/* What the line is rung as; false when it cannot be put together again. */
static bool ring_of(const struct check *check, const struct check_line *line, struct ring *ret_ring)
{
	const struct item *item = check_item(check, line->item.item);

	if (item == NULL || item->kind == ITEM_WEIGHED || item->is_gift || line->item.sent > 0)
		return false;
	*ret_ring = (struct ring){ .code = item->code, .quantity = line->item.quantity,
				   .price_minor = item->kind == ITEM_OPEN ? line->item.price_minor
									  : -1,
				   .seat = line->item.seat, .course = line->item.course };
	return item->n_groups > 0 || item->n_sizes > 1;
}

enum err check_change_choices(struct ui *ui, struct check *check)
{
	const struct check_line *line = check_item_line(ui, check);
	struct ring ring;

	if (line == NULL || !ring_of(check, line, &ring))
		return ERR_STATE;
	return check_pick(ui, check, &ring, true, line->item.line);
}

enum err check_modify(struct ui *ui, void *state)
{
	struct check *check = state;
	const struct check_line *line;
	struct ring ring;
	bool has_notes;

	if (!entry_is_empty(&check->entry))
		return check_note(ui, check);
	line = check_item_line(ui, check);
	if (line == NULL)
		return ERR_OK;
	has_notes = line->note[0] != '\0' || line->allergies[0] != '\0';
	if (!ring_of(check, line, &ring))
		return check_note(ui, check);
	return has_notes ? check_ask_change(ui, check, line)
			 : check_pick(ui, check, &ring, true, line->item.line);
}
