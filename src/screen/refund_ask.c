/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/refund_ask.c -- what must be known before a refund is made: the gift card that is loaded,
 * what the bank's own terminal printed.
 */
#include "base/str.h"
#include "screen/refund_parts.h"
#include "screen/slip.h"
#include "service/gift.h"
#include "ui/prompt.h"

enum { SLIP_CODE, SLIP_LAST_FOUR };

static bool is_driver(const struct refund_screen *screen, int64_t tender_type, const char *driver)
{
	struct tender_type type;

	return store_tender_type_by_id(screen->till->app->db, tender_type, &type) == ERR_OK &&
	       str_equal(type.driver, driver);
}

static int64_t slip_minor(const struct refund_screen *screen)
{
	int64_t sum_minor = 0;

	for (int i = 0; i < screen->plan.n_legs; i++)
		if (is_driver(screen, screen->plan.legs[i].tender_type, "slip"))
			sum_minor += screen->plan.legs[i].amount_minor;
	return sum_minor;
}

/* --- the bank's own terminal ------------------------------------------------------------- */

static enum err with_slip(struct ui *ui, void *arg, const struct form *form)
{
	struct refund_screen *screen = arg;
	char text[EDIT_TEXT_SIZE];

	str_copy(screen->slip.authorization_code, sizeof screen->slip.authorization_code,
		 form_text(form, SLIP_CODE, text));
	str_copy(screen->slip.last_four, sizeof screen->slip.last_four,
		 form_text(form, SLIP_LAST_FOUR, text));
	screen->has_slip = true;
	return refund_ask_reason(ui, screen);
}

static enum err ask_slip(struct ui *ui, struct refund_screen *screen, int64_t amount_minor)
{
	static const struct form_field fields[] = {
		[SLIP_CODE] = { .label = N_("Authorization code"), .kind = FORM_CODE,
				.limit = SLIP_CODE_LIMIT, .check = slip_check_code,
				.hint = N_("as on the terminal's slip") },
		[SLIP_LAST_FOUR] = { .label = N_("Last four digits"), .kind = FORM_CODE,
				     .limit = SLIP_LAST_FOUR_LIMIT, .check = slip_check_last_four,
				     .hint = N_("never more of the card") },
	};
	const struct draw *draw = ui_draw(ui);
	char title[96], money[NUMBER_TEXT_SIZE];

	text_format(title, sizeof title, tr(draw, "Give back %s on the bank's terminal"),
		    draw_money(draw, amount_minor, money));
	return prompt_form(ui, title, fields, sizeof fields / sizeof *fields, NULL, with_slip,
			   screen);
}

/* --- a gift card ------------------------------------------------------------------------- */

static enum err after_gift(struct ui *ui, struct refund_screen *screen)
{
	int64_t amount_minor = slip_minor(screen);

	screen->has_slip = false;
	return amount_minor > 0 ? ask_slip(ui, screen, amount_minor)
				: refund_ask_reason(ui, screen);
}

static enum err with_gift(struct ui *ui, void *arg, const struct form *form)
{
	struct refund_screen *screen = arg;
	char text[EDIT_TEXT_SIZE];
	struct gift_card card;
	enum err err = gift_look(screen->till->app, form_text(form, 0, text), &card);

	if (err != ERR_OK) {
		ui_error(ui, "%s", tr(ui_draw(ui), "No gift card of this house has that number. "
						   "Nothing was posted."));
		return err;
	}
	screen->gift_card = card.id;
	return after_gift(ui, screen);
}

static enum err ask_gift(struct ui *ui, struct refund_screen *screen)
{
	static const struct form_field fields[] = {
		{ .label = N_("Number of the card"), .kind = FORM_BARCODE,
		  .limit = GIFT_DIGITS_MAX, .hint = N_("read or typed") },
	};
	const struct draw *draw = ui_draw(ui);
	char title[96], money[NUMBER_TEXT_SIZE];

	text_format(title, sizeof title, tr(draw, "Load %s on a gift card"),
		    draw_money(draw, screen->plan.total_minor, money));
	return prompt_form(ui, title, fields, 1, NULL, with_gift, screen);
}

enum err refund_ask(struct ui *ui, struct refund_screen *screen)
{
	screen->gift_card = 0;
	return is_driver(screen, screen->to_tender_type, "gift") ? ask_gift(ui, screen)
								 : after_gift(ui, screen);
}
