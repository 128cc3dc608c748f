/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check.c -- a check: one entry line that is always live, and the keys around it.
 */
#include "screen/check.h"

#include <stdlib.h>

#include "base/str.h"
#include "screen/floor.h"
#include "screen/menu_parts.h"
#include "screen/price.h"
#include "ui/text.h"

/* What the guests said when they booked ("allergy: nuts") stays in sight. */
static enum err read_booking(struct check *check)
{
	struct reservation booking = { .note = "" };
	enum err err = store_reservation_of_bill(check->till->app->db, check->bill, &booking);

	str_copy(check->booked, sizeof check->booked, booking.note);
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err check_open(struct ui *ui, void *argument, void **ret_state)
{
	const struct screen_bill *bill = argument;
	struct check *check = calloc(1, sizeof *check);
	enum err err;

	if (check == NULL)
		return ERR_MEMORY;
	check->till = bill->till;
	check->bill = bill->bill;
	check->course = -1;
	table_init(&check->table, true);
	entry_init(&check->entry, N_("code, 3*code or letters, then ↵"));
	err = check_know_kitchen(check);
	if (err == ERR_OK)
		err = read_booking(check);
	if (err == ERR_OK)
		err = check_load(check);
	if (err != ERR_OK) {
		check_free(check);
		return err;
	}
	check->till->known_tab = check->n_lines == 0 ? check->bill : 0;
	check_understand(ui, check, true);
	*ret_state = check;
	return ERR_OK;
}

static void check_close(void *state)
{
	check_free(state);
}

/* How many they are, or at which till the check is worked on. */
static void title_more(const struct draw *draw, const struct check *check, char *into, size_t size)
{
	const struct bill_head *head = &check->view.rows.head;

	into[0] = '\0';
	if (head->holder != 0 && head->holder != check->till->app->station)
		text_format(into, size, tr(draw, " · at till %d"), head->holder);
	else if (head->covers > 0)
		text_format(into, size,
			    draw_plural(draw, " · %lld cover", " · %lld covers", head->covers),
			    (long long)head->covers);
}

/* The guests have a paper, and whether it still holds (B7). */
static const char *title_billed(const struct draw *draw, const struct check *check)
{
	if (check->view.guest_checks == 0)
		return "";
	return check->view.is_changed ? tr(draw, " · print anew")
				      : tr(draw, " · printed");
}

static void check_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct check *check = state;
	const struct bill_head *head = &check->view.rows.head;
	char name[BILL_NAME_SIZE + 16], number[64], more[TEXT_SIZE];

	check_name(draw, check, name, sizeof name);
	text_format(number, sizeof number, tr(draw, "check %lld"), (long long)head->number);
	title_more(draw, check, more, sizeof more);
	str_format(into, size, "%s · %s%s%s%s%s", name, number, title_billed(draw, check), more,
		   head->table_number != 0 && head->name[0] != '\0' ? " · " : "",
		   head->table_number != 0 ? head->name : "");
}

static struct entry_line *check_entry(void *state)
{
	return &((struct check *)state)->entry;
}

static void check_changed(struct ui *ui, void *state)
{
	check_understand(ui, state, true);
}

/* Another till works on the bill that was ours: says by whom (B4). */
static void say_taken(struct ui *ui, const struct check *check)
{
	int holder = check->view.rows.head.holder;
	struct staff staff;

	if (bill_taken_by(check->till->app->db, check->bill, holder, &staff) == ERR_OK)
		ui_error(ui, tr(ui_draw(ui), "%s at till %d has taken this bill over."),
			 staff.name, holder);
	else
		ui_error(ui, tr(ui_draw(ui), "Till %d is working on this bill now."), holder);
}

static void check_reload(struct ui *ui, void *state)
{
	struct check *check = state;
	int station = check->till->app->station, before = check->view.rows.head.holder, now;

	ui_error_code(ui, check_load(check));
	check_understand(ui, check, false);
	now = check->view.rows.head.holder;
	if (before == station && now != station && now != 0)
		say_taken(ui, check);
	if (check->view.rows.head.state == BILL_CLOSED && ui_state(ui) == check)
		ui_pop(ui);
}

/* --- the entry line --- */

static enum err ring_said(struct ui *ui, struct check *check)
{
	const struct item *item = check->picked >= 0 ? check->found[check->picked]
						     : price_item(check->till, &check->said);

	if (check->picked < 0 && item != NULL && check_is_short(check)) {
		ui_error(ui, "%s", tr(ui_draw(ui), "One letter rings nothing: type another, or "
						   "choose from the list with the arrows."));
		return ERR_SYNTAX;
	}
	if (item != NULL)
		return check_ring(ui, check, item, check->said.quantity);
	ui_error(ui, tr(ui_draw(ui), "Nothing on the menu is called %s. Nothing was rung."),
		 check->said.text);
	return ERR_NOT_FOUND;
}

static enum err go_to_table(struct ui *ui, struct check *check)
{
	struct grammar said = check->said;
	struct floor_table table;
	enum err err = store_table_by_number(check->till->app->db, said.number, &table);

	if (err == ERR_NOT_FOUND)
		ui_error(ui, tr(ui_draw(ui), "There is no table %lld."), (long long)said.number);
	if (err != ERR_OK)
		return err;
	if (said.number == check->view.rows.head.table_number) {
		entry_clear(&check->entry);
		check_understand(ui, check, true);
		return ERR_OK;
	}
	err = check_leave(ui, check);
	return err == ERR_OK ? floor_jump(ui, said.number, said.quantity) : err;
}

static enum err say_price(struct ui *ui, struct check *check)
{
	enum err err = price_say(check->till, &check->said, check->bill);

	if (err == ERR_OK)
		check_used(ui, check);
	return err;
}

static enum err take_said(struct ui *ui, void *state)
{
	struct check *check = state;

	switch (check->said.kind) {
	case GRAMMAR_EMPTY:
		ui_say(ui, "%s",
		       tr(ui_draw(ui), "Type a code, 3*code or letters, then Enter. {pay} pays."));
		return ERR_OK;
	case GRAMMAR_CODE:
	case GRAMMAR_SEARCH:
		return ring_said(ui, check);
	case GRAMMAR_TABLE:
		return go_to_table(ui, check);
	case GRAMMAR_PRICE:
		return say_price(ui, check);
	case GRAMMAR_AMOUNT:
		return check_refuse(ui, ERR_SYNTAX,
				    N_("{discount-check} takes it off the check, {discount-line} "
				       "off the line; Esc clears it."));
	default:
		return check_refuse(ui, ERR_SYNTAX,
				    N_("Type a code (21), how many of it from 1 to 9999 (3*21), "
				       "or letters. Esc clears it."));
	}
}

static enum err pay(struct ui *ui, void *state)
{
	struct check *check = state;
	struct screen_bill bill = { check->till, check->bill };

	if (check_is_typed(ui, check))
		return ERR_SYNTAX;
	return ui_push(ui, &screen_pay, &bill);
}

static enum err next_menu(struct ui *ui, void *state)
{
	struct check *check = state;

	check->menu_top += check->menu_rows;
	check_understand(ui, check, false);
	return ERR_OK;
}

static enum err last_menu(struct ui *ui, void *state)
{
	struct check *check = state;
	int n = menu_count(check->till->menu);

	if (check->menu_rows < 1)
		return ERR_OK;
	check->menu_top -= check->menu_rows;
	if (check->menu_top < 0)
		check->menu_top = (n - 1) / check->menu_rows * check->menu_rows;
	check_understand(ui, check, false);
	return ERR_OK;
}

/* Up and Down choose from the list while something is typed, else among the lines. */
static enum err check_key(struct ui *ui, void *state, struct key key)
{
	struct check *check = state;
	struct table_source source = check_source(check, false);
	bool has_list = check->said.kind == GRAMMAR_SEARCH || check->said.kind == GRAMMAR_CODE;
	int first = check->said.kind == GRAMMAR_SEARCH ? 0 : -1;

	if (!has_list) {
		if (table_key(&check->table, &source, key))
			check->is_chosen = !key_is(key, K_END);
		check_understand(ui, check, false);
		return ERR_OK;
	}
	if (key_is(key, K_DOWN) && check->picked + 1 < check->n_found)
		check->picked++;
	else if (key_is(key, K_UP) && check->picked > first)
		check->picked--;
	check_understand(ui, check, false);
	return ERR_OK;
}

/* --- when --- */

static bool is_open(const void *state)
{
	return ((const struct check *)state)->view.rows.head.state != BILL_CLOSED;
}

static bool has_lines(const void *state)
{
	return is_open(state) && ((const struct check *)state)->n_lines > 0;
}

static bool is_nothing_typed(const void *state)
{
	return entry_is_empty(&((const struct check *)state)->entry);
}

static enum err open_left(struct ui *ui, void *state)
{
	return ui_push(ui, &screen_left, ((struct check *)state)->till);
}

static const struct action actions[] = {
	{ "take", "Enter", NULL,
	  N_("Ring what was typed: a code (21), a quantity and a code (3*21) or letters; go to a "
	     "table (#12); say a price (?21)."),
	  PERM_NONE, NULL, take_said },
	{ "one-more", "+", NULL, N_("One more of the selected line."), PERM_SELL, has_lines,
	  check_more },
	{ "one-less", "-", NULL,
	  N_("One less of the selected line while it is yours and nobody knows of it yet; after "
	     "that {void-line} voids it. A discount is taken back."),
	  PERM_VOID, has_lines, check_less },
	{ "repeat", ".", NULL, N_("Ring the last item once more."), PERM_SELL, is_open,
	  check_repeat },
	{ "repeat-typed", "Insert", NULL,
	  N_("Ring the last item once more, or as often as typed (3, then this key)."), PERM_SELL,
	  is_open, check_repeat },
	{ "seat", "F2", N_("Seat"),
	  N_("Ring for a seat from here on: 2, then this key; alone the next seat; 0 is the whole "
	     "table. A line chosen with the arrows just before gets the seat itself."),
	  PERM_SELL, is_open, check_seat },
	{ "course", "Shift-F2", NULL,
	  N_("The same for courses: 2, then this key; alone the next course; 0 is at once."),
	  PERM_SELL, is_open, check_course },
	{ "modify", "F3", N_("Modify"),
	  N_("Add a note to the selected line: no onion, then this key; ! nuts is an allergy. "
	     "Alone: its sizes and choices, and what is noted on it, to change or empty."),
	  PERM_SELL, has_lines, check_modify },
	{ "split", "F4", NULL,
	  N_("Who pays what: the parts side by side. Type 3 first: evenly in three; 1 makes one "
	     "part again."),
	  PERM_SELL, has_lines, check_split },
	{ "send", "F5", N_("Send"),
	  N_("Send what is marked + to the kitchen; later courses are held, marked h."), PERM_SELL,
	  has_lines, check_send },
	{ "fire", "Shift-F5", NULL,
	  N_("Fire the next course that is held, or a course: 3, then this key."), PERM_SELL,
	  has_lines, check_fire },
	{ "round", "Ctrl-R", NULL, N_("Ring the round that was sent last once more."), PERM_SELL,
	  has_lines, check_round },
	{ "guest-check", "Ctrl-P", NULL,
	  N_("Print the check for the guests: it is no receipt. {more} v shows it "
	     "first."), PERM_SELL,
	  has_lines, check_print },
	{ "left", "Shift-F8", NULL,
	  N_("What is sold out (86), and how many are left of what is counted."), PERM_SELL, NULL,
	  open_left },
	{ "guests", "F6", NULL,
	  N_("Set the covers (4, then this key; 0: nobody) or the name."),
	  PERM_SELL, is_open, check_guests },
	{ "discount-check", "F7", N_("Discount"),
	  /* xgettext:no-c-format */
	  N_("Take something off the whole check: 10% or 5.00, then this key; 0 takes back. Alone "
	     "it lists what the house gives, and what else changes a price."),
	  PERM_DISCOUNT, has_lines, check_discount_all },
	{ "discount-line", "Shift-F7", NULL,
	  /* xgettext:no-c-format */
	  N_("Take something off the selected line: 10% or 5.00, then this key; 0 takes back."),
	  PERM_DISCOUNT, has_lines, check_discount_line },
	{ "void-line", "F8", N_("Void"),
	  N_("Void the selected line, or as many of it as typed (2, then this key); take a "
	     "discount back."),
	  PERM_VOID, has_lines, check_void },
	{ "more", "F9", N_("More"), N_("A list of what is done less often, each with its letter."),
	  PERM_NONE, NULL, check_more_list },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ "exact-cash", "F11", N_("Cash"), N_("Take exactly what is due in cash and close."),
	  PERM_TENDER, has_lines, check_exact },
	{ "pay", "F12", N_("Pay"), N_("Pay, in one or several parts and ways."), PERM_TENDER,
	  has_lines, pay },
	{ "next-menu", "Tab", NULL,
	  N_("Show the next items of the menu. (6) behind a name: so many are left."),
	  PERM_NONE, is_nothing_typed, next_menu },
	{ "last-menu", "Shift-Tab", NULL, N_("Show the items of the menu before these."),
	  PERM_NONE, is_nothing_typed, last_menu },
	{ "back", "Esc", NULL,
	  N_("Back to the tables. A check without lines and covers is closed."),
	  PERM_NONE, NULL, check_leave },
	{ 0 },
};

static const struct bar_label wide[] = {
	{ "split", N_("Split") },
	{ "guests", N_("Guests") },
	{ "fire", N_("Fire") },
	{ "guest-check", N_("Print") },
	{ "left", N_("86") },
	{ .action = NULL },
};

static const char *why(const void *state, const struct action *action)
{
	(void)state;
	return action->when == has_lines ? N_("Nothing is on the check yet; ring an item first.")
					 : NULL;
}

const struct screen_class screen_check = {
	.macros = true,
	.rings = "",
	.wide = wide,
	.name = "check",
	.help_title = N_("Check"),
	.actions = actions,
	.open = check_open,
	.close = check_close,
	.title = check_title,
	.draw = check_draw,
	.entry = check_entry,
	.changed = check_changed,
	.why = why,
	.key = check_key,
	.reload = check_reload,
};
