/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/screens.c -- every screen and prompt that has a table of actions.
 */
#include "screen/kitchen.h"
#include "screen/menu_parts.h"
#include "screen/pay_parts.h"
#include "screen/till.h"
#include "ui/prompt.h"

const struct screen_class *const screen_classes[] = {
	&screen_login,
	&screen_lock,
	&screen_floor,
	&screen_check,
	&screen_more,
	&screen_pick,
	&screen_history,
	&screen_transfer,
	&screen_prices,
	&screen_split,
	&screen_pay,
	&screen_paid,
	&screen_code,
	&screen_doubts,
	&screen_menu,
	&screen_menu_row,
	&screen_left,
	&screen_work,
	&screen_holds,
	&screen_reservations,
	&screen_put,
	&screen_tips,
	&screen_owed,
	&screen_uncollected,
	&screen_refund,
	&screen_find,
	&screen_receipts,
	&screen_drawer,
	&screen_kitchen,
	&screen_stopped,
	&prompt_confirm_class,
	&prompt_choose_class,
	&prompt_form_class,
	&prompt_read_class,
	NULL,
};
