/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/price.c -- the price check.
 */
#include "screen/price.h"

#include "service/ring.h"
#include "ui/text.h"

const struct item *price_item(const struct till *till, const struct grammar *said)
{
	const struct item *found;

	if (said->number != 0)
		return menu_by_code(till->menu, said->number);
	return menu_search(till->menu, said->text, &found, 1) > 0 ? found : NULL;
}

enum err price_say(const struct till *till, const struct grammar *said, int64_t bill)
{
	const struct draw *draw = ui_draw(till->ui);
	const struct item *item = price_item(till, said);
	char price[NUMBER_TEXT_SIZE];
	int64_t price_minor;

	if (item == NULL) {
		ui_error(till->ui, tr(draw, "Nothing on the menu is called %s."), said->text);
		return ERR_NOT_FOUND;
	}
	price_minor = item->price_minor;
	if (item->n_prices > 0)
		(void)ring_price(till->app, bill, item, 0, 0, &price_minor);
	ui_say(till->ui, tr(draw, "%s costs %s. Code %lld. Nothing was rung."),
	       menu_name(till->menu, item, till->staff.language),
	       draw_money(draw, price_minor, price), (long long)item->code);
	return ERR_OK;
}
