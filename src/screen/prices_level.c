/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/prices_level.c -- a line at a price level that counts when it is chosen, as for staff, and
 * back at its usual price.
 */
#include "base/str.h"
#include "screen/prices.h"
#include "ui/text.h"

static const struct line_row *row_of(const struct prices *prices, int64_t line)
{
	const struct bill_rows *rows = &prices->view.rows;

	for (int i = 0; i < rows->n_lines; i++)
		if (rows->lines[i].id == line)
			return &rows->lines[i];
	return NULL;
}

/* Keeps the levels by hand; false when the line stands at one of them. */
static bool keep_by_hand(struct prices *prices, int64_t level)
{
	bool is_usual = true;
	int n = 0;

	for (int i = 0; i < prices->n_levels; i++) {
		if (!prices->levels[i].is_by_hand)
			continue;
		if (prices->levels[i].level == level) {
			is_usual = false;
			continue;
		}
		prices->levels[n++] = prices->levels[i];
	}
	prices->n_levels = n;
	return is_usual;
}

enum err prices_find_levels(struct prices *prices)
{
	const struct bill_item *of = prices_item(prices);
	const struct line_row *row = of != NULL ? row_of(prices, of->line) : NULL;
	struct app *app = prices->till->app;
	struct item item;
	enum err err;

	prices->n_levels = 0;
	prices->is_usual = true;
	if (row == NULL || of->is_discount || of->sent > 0)
		return ERR_OK;
	err = store_item_by_id(app->db, of->item, app->property.business_date, &item);
	if (err == ERR_NOT_FOUND || (err == ERR_OK && item.kind == ITEM_WEIGHED))
		return ERR_OK;
	if (err == ERR_OK)
		err = store_level_prices(app->db, item.id, row->choice, prices->levels,
					 MENU_LEVELS_MAX, &prices->n_levels);
	if (err == ERR_OK)
		prices->is_usual = keep_by_hand(prices, of->level);
	return err;
}

bool prices_has_level(const void *state)
{
	const struct prices *prices = state;

	return prices->n_levels > 0 || !prices->is_usual;
}

static enum err level_chosen(struct ui *ui, void *arg, int choice)
{
	struct prices *prices = arg;
	bool is_level = choice < prices->n_levels;

	prices->wish = PRICES_LEVEL;
	prices->level = is_level ? prices->levels[choice].level : 0;
	str_copy(prices->said, sizeof prices->said,
		 is_level ? prices->levels[choice].name : tr(ui_draw(ui), "The usual price"));
	return prices_begin(ui, prices, 0, 0);
}

enum err prices_level(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct prices *prices = state;
	char texts[MENU_LEVELS_MAX][PRICES_TEXT_SIZE], money[NUMBER_TEXT_SIZE];
	const char *choices[MENU_LEVELS_MAX + 1];
	int n = 0;

	for (; n < prices->n_levels; n++) {
		text_format(texts[n], sizeof texts[n], "%s, %s", prices->levels[n].name,
			    draw_money(draw, prices->levels[n].price_minor, money));
		choices[n] = texts[n];
	}
	if (!prices->is_usual)
		choices[n++] = tr(draw, "The usual price");
	return prompt_choose(ui, tr(draw, "Price level"), choices, n, level_chosen, prices);
}
