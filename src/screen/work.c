/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/work.c -- what waits for somebody: doubts, refunds owed, uncollected cards, holds, slips
 * without a tip; and the ways to find a payment.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/till.h"
#include "service/gift.h"
#include "service/work.h"
#include "ui/prompt.h"
#include "ui/table.h"

#define GIFT_LIMIT 14            /* fewer digits than a payment card has */

struct work {
	struct till *till;           /* first: the actions that screens share want it there */
	struct table table;
	struct store_work counts;
};

static enum err open_doubts(struct ui *ui, struct till *till)
{
	struct screen_payment from = { till, 0 };

	return ui_push(ui, &screen_doubts, &from);
}

static enum err open_refunds(struct ui *ui, struct till *till)
{
	return ui_push(ui, &screen_owed, till);
}

static enum err open_holds(struct ui *ui, struct till *till)
{
	return ui_push(ui, &screen_holds, till);
}

static enum err open_tips(struct ui *ui, struct till *till)
{
	return ui_push(ui, &screen_tips, till);
}

static enum err open_uncollected(struct ui *ui, struct till *till)
{
	return ui_push(ui, &screen_uncollected, till);
}

static enum err open_find(struct ui *ui, struct till *till)
{
	return ui_push(ui, &screen_find, till);
}

/* "Card 1234 has 20.00." */
static enum err with_gift_card(struct ui *ui, void *arg, const struct form *form)
{
	struct till *till = arg;
	const struct draw *draw = ui_draw(ui);
	char text[EDIT_TEXT_SIZE], money[NUMBER_TEXT_SIZE];
	struct gift_card card;
	enum err err = gift_look(till->app, form_text(form, 0, text), &card);

	if (err != ERR_OK)
		return err;
	if (card.is_active)
		ui_say(ui, tr(draw, "Gift card %s holds %s."), card.number,
		       draw_money(draw, card.balance_minor, money));
	else
		ui_say(ui, tr(draw, "Gift card %s is blocked; %s is on it."), card.number,
		       draw_money(draw, card.balance_minor, money));
	return ERR_OK;
}

static enum err ask_gift_card(struct ui *ui, struct till *till)
{
	static const struct form_field fields[] = {
		{ .label = N_("Number of the card"), .kind = FORM_BARCODE, .limit = GIFT_LIMIT,
		  .hint = N_("read or typed") },
	};

	return prompt_form(ui, tr(ui_draw(ui), "Gift card"), fields, 1, NULL, with_gift_card, till);
}

static int64_t count_doubts(const struct store_work *counts)
{
	return counts->doubts + counts->mismatches;
}

static int64_t count_refunds(const struct store_work *counts) { return counts->refunds; }
static int64_t count_uncollected(const struct store_work *counts) { return counts->uncollected; }
static int64_t count_holds(const struct store_work *counts) { return counts->holds; }
static int64_t count_slips(const struct store_work *counts) { return counts->slips; }

/* A row of the list: what it is, how many, where Enter leads. */
static const struct {
	const char *label;
	const char *what;
	int64_t (*count)(const struct store_work *counts);   /* NULL: nothing to count */
	enum err (*open)(struct ui *ui, struct till *till);
	bool is_late;                /* not one of these should wait */
} kinds[] = {
	{ N_("In doubt"), N_("the answer was lost or does not fit"), count_doubts, open_doubts,
	  true },
	{ N_("Refunds owed"), N_("it failed, or was found after another way"), count_refunds,
	  open_refunds, true },
	{ N_("Uncollected cards"), N_("authorized, and the time to take it has passed"),
	  count_uncollected, open_uncollected, true },
	{ N_("Open holds"), N_("on tabs"), count_holds, open_holds, false },
	{ N_("Slips without a tip"), N_("signed, the tip is not typed yet"), count_slips, open_tips,
	  false },
	{ N_("Find a sale"), N_("by card, amount, date, code or receipt"), NULL, open_find, false },
	{ N_("Gift card"), N_("what is on it"), NULL, ask_gift_card, false },
};

#define KINDS ((int)(sizeof kinds / sizeof *kinds))

/* --- the list ---------------------------------------------------------------------------- */

static void cell_no(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		    enum style *style)
{
	char text[NUMBER_TEXT_SIZE];

	(void)rows;
	*style = STYLE_DIM;
	str_copy(into, size, number_code(&draw->number, row + 1, text));
}

static void cell_label(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)rows;
	(void)style;
	str_copy(into, size, tr(draw, kinds[row].label));
}

static void cell_count(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	int64_t n;
	char text[NUMBER_TEXT_SIZE];

	if (kinds[row].count == NULL)
		return;
	n = kinds[row].count(&((const struct work *)rows)->counts);
	*style = n == 0 ? STYLE_DIM : kinds[row].is_late ? STYLE_LATE : STYLE_AMOUNT;
	str_copy(into, size, n == 0 ? "–" : number_count(&draw->number, n, text));
}

static void cell_what(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)rows;
	*style = STYLE_DIM;
	str_copy(into, size, tr(draw, kinds[row].what));
}

static struct table_source source_of(const struct work *work)
{
	static const struct table_column columns[] = {
		{ "", 2, ALIGN_NUMBER, cell_no },
		{ N_("what"), 22, ALIGN_START, cell_label },
		{ N_("open"), 6, ALIGN_NUMBER, cell_count },
		{ "", 0, ALIGN_START, cell_what },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = work, .n = KINDS };
}

/* --- keys -------------------------------------------------------------------------------- */

static enum err go(struct ui *ui, void *state)
{
	struct work *work = state;
	int row = work->table.selected;

	return row >= 0 && row < KINDS ? kinds[row].open(ui, work->till) : ERR_NOT_FOUND;
}

static const struct action actions[] = {
	{ "work-open", "Enter", N_("Open"),
	  N_("Open the selected list; its digit does so at once."), PERM_NONE, NULL, go },
	{ "lock", "F10", N_("Lock"), N_("Lock the till; everything stays as it is."), PERM_NONE,
	  NULL, till_lock_action },
	{ .name = NULL },
};

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct work *work = state;
	struct table_source source = source_of(work);

	if (key.kind == KEY_KIND_CHAR && key.code >= '1' && key.code < (uint32_t)('1' + KINDS)) {
		table_select(&work->table, &source, (int)(key.code - '1'));
		return go(ui, work);
	}
	(void)table_key(&work->table, &source, key);
	return ERR_OK;
}

/* --- the class --------------------------------------------------------------------------- */

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct work *work = calloc(1, sizeof *work);
	struct table_source source;
	enum err err;

	(void)ui;
	if (work == NULL)
		return ERR_MEMORY;
	work->till = argument;
	table_init(&work->table, false);
	source = source_of(work);
	table_reload(&work->table, &source);
	err = work_count(work->till->app, &work->counts);
	if (err != ERR_OK) {
		free(work);
		return err;
	}
	*ret_state = work;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	(void)state;
	str_copy(into, size, tr(draw, "What waits"));
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct work *work = state;
	struct table_source source = source_of(work);

	table_draw(&work->table, &source, draw, canvas,
		   (struct area){ area.row + 1, area.x, area.rows - 2, area.columns }, true);
}

static void reload(struct ui *ui, void *state)
{
	struct work *work = state;

	ui_error_code(ui, work_count(work->till->app, &work->counts));
}

const struct screen_class screen_work = {
	.name = "work",
	.help_title = N_("What waits"),
	.actions = actions,
	.open = open_screen,
	.close = free,
	.title = title,
	.draw = draw_screen,
	.key = key,
	.reload = reload,
};
