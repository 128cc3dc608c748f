/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/tips.c -- the signed slips of the day, one after the other: type the tip, Enter, next.
 */
#include "base/str.h"
#include "screen/payment_list.h"
#include "service/courier.h"
#include "ui/entry.h"

#define TIPS_MAX 500

struct tips {
	struct payment_list list;    /* first */
	struct entry_line entry;
	int64_t payment, tip_minor;  /* being captured */
	struct act act;
	struct perm_need need;
};

/* --- the list ---------------------------------------------------------------------------- */

/* The most that the card grants beyond the amount (P5). */
static void cell_most(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct payment_row *payment = &payment_list_row(rows, row)->payment;
	int64_t most_minor = payment->capturable_minor - payment->amount_minor;
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_DIM;
	str_copy(into, size, draw_money(draw, most_minor > 0 ? most_minor : 0, money));
}

/* Authorized, paid by a way that is captured when the slip is signed. */
static bool is_slip(const struct payment_list *list, const struct payment_row *payment)
{
	struct tender_type type;

	return !str_equal(payment->kind, "hold") && payment->wants[0] == '\0' &&
	       store_tender_type_by_id(list->till->app->db, payment->tender_type, &type) ==
		       ERR_OK &&
	       type.captures_later;
}

static const struct table_column columns[] = {
	{ N_("where"), 0, ALIGN_START, payment_list_place },
	{ N_("card"), 18, ALIGN_START, payment_list_card },
	{ N_("code"), 12, ALIGN_START, payment_list_code },
	{ N_("amount"), 12, ALIGN_NUMBER, payment_list_amount },
	{ N_("tip up to"), 12, ALIGN_NUMBER, cell_most },
	{ .cell = NULL },
};

static const struct payment_list_kind kind = {
	.columns = columns,
	.states = 1u << PAYMENT_AUTHORIZED,
	.keeps = is_slip,
	.max = TIPS_MAX,
	.none = N_("No signed slip waits for its tip."),
	.none_style = STYLE_PAID,
};

/* --- keys -------------------------------------------------------------------------------- */

static void say(struct ui *ui, const struct tips *tips)
{
	const struct draw *draw = ui_draw(ui);
	char money[NUMBER_TEXT_SIZE];

	if (tips->tip_minor == 0)
		text_format(money, sizeof money, "%s", tr(draw, "no tip"));
	else
		draw_money(draw, tips->tip_minor, money);
	ui_say(ui, draw_plural(draw, "Noted: %s. %lld slip is left.",
			       "Noted: %s. %lld slips are left.", tips->list.n),
	       money, (long long)tips->list.n);
}

static enum err run(struct ui *ui, void *arg)
{
	struct tips *tips = arg;
	enum err err = payment_capture(tips->list.till->app, &tips->act, tips->payment,
				       tips->tip_minor);

	if (err != ERR_OK)
		return err;
	if (tips->list.till->courier != NULL)
		courier_kick(tips->list.till->courier);
	entry_clear(&tips->entry);
	err = payment_list_load(&tips->list);
	say(ui, tips);
	return err;
}

static enum err begin(struct ui *ui, struct tips *tips, int64_t tip_minor)
{
	tips->payment = payment_list_selected(&tips->list)->payment.id;
	tips->tip_minor = tip_minor;
	tips->act = till_act(tips->list.till, payment_list_selected(&tips->list)->payment.bill, -1);
	tips->act.need = &tips->need;
	return approve(tips->list.till, run(ui, tips), &tips->act, run, tips);
}

static enum err parse(const struct tips *tips, int64_t *ret_minor)
{
	const struct number_style *style = &ui_draw(tips->list.till->ui)->number;
	char text[EDIT_TEXT_SIZE];
	enum err err = money_parse(entry_text(&tips->entry, text),
				   tips->list.till->app->property.exponent, style->decimal,
				   style->group, ret_minor);

	return err == ERR_OK && *ret_minor < 0 ? ERR_RANGE : err;
}

/* Enter without an amount goes on to the next slip and captures nothing. */
static enum err take(struct ui *ui, void *state)
{
	struct tips *tips = state;
	int64_t tip_minor;
	enum err err;

	if (entry_is_empty(&tips->entry)) {
		payment_list_next(&tips->list);
		return ERR_OK;
	}
	err = parse(tips, &tip_minor);
	return err == ERR_OK ? begin(ui, tips, tip_minor) : err;
}

static enum err no_tip(struct ui *ui, void *state)
{
	struct tips *tips = state;

	if (!entry_is_empty(&tips->entry))
		return ERR_SYNTAX;
	return begin(ui, tips, 0);
}

static const char *why(const void *state, const struct action *action)
{
	(void)state;
	(void)action;
	return kind.none;
}

static const struct action actions[] = {
	{ "tip-take", "Enter", N_("Take"),
	  N_("Take the typed tip for the selected slip and go on to the next; without one only go "
	     "on."),
	  PERM_TENDER, payment_list_has_row, take },
	{ "tip-none", "F4", N_("No tip"), N_("The selected slip has no tip."), PERM_TENDER,
	  payment_list_has_row, no_tip },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

static void changed(struct ui *ui, void *state)
{
	struct tips *tips = state;
	const struct payment_listed *row = payment_list_selected(&tips->list);
	const struct draw *draw = ui_draw(ui);
	char echo[ENTRY_ECHO_SIZE], total[NUMBER_TEXT_SIZE], tip[NUMBER_TEXT_SIZE];
	int64_t tip_minor;

	entry_echo(&tips->entry, NULL, NULL);
	if (row == NULL || entry_is_empty(&tips->entry) || parse(tips, &tip_minor) != ERR_OK ||
	    money_add_minor(row->payment.amount_minor, tip_minor, &tip_minor) != ERR_OK)
		return;
	text_format(echo, sizeof echo, tr(draw, "in all %s"), draw_money(draw, tip_minor, total));
	entry_echo(&tips->entry, echo,
		   draw_money(draw, tip_minor - row->payment.amount_minor, tip));
}

/* --- the class --------------------------------------------------------------------------- */

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	void *state;
	enum err err = payment_list_open(argument, &kind, sizeof(struct tips), &state);
	struct tips *tips = state;

	(void)ui;
	if (err != ERR_OK)
		return err;
	entry_init(&tips->entry, N_("tip as on the slip, then ↵"));
	tips->entry.edit.base = TEXT_LTR;
	*ret_state = tips;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	text_format(into, size, tr(draw, "Tips of signed slips · %d"),
		    ((const struct tips *)state)->list.n);
}

static struct entry_line *entry(void *state)
{
	return &((struct tips *)state)->entry;
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	enum err err = payment_list_key(ui, state, key);

	changed(ui, state);
	return err;
}

static void reload(struct ui *ui, void *state)
{
	payment_list_reload(ui, state);
	changed(ui, state);
}

const struct screen_class screen_tips = {
	.name = "tips",
	.help_title = N_("Tips"),
	.actions = actions,
	.open = open_screen,
	.close = payment_list_close,
	.title = title,
	.draw = payment_list_draw,
	.entry = entry,
	.changed = changed,
	.why = why,
	.key = key,
	.reload = reload,
};
