/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening_floor.c -- the book of reservations, tables given back, and the kitchen's
 *                                   display.
 */
#include "campaign/evening_inside.h"
#include "service/kitchen.h"
#include "service/reserve.h"

#define FIRST_MIN 1200               /* 20:00 */
#define LAST_MIN 1500

/* --- reservations ----------------------------------------------------------------------------- */

bool evening_reserve(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = evening_act(evening, till, 0, "");
	int at = (int)evening_below(evening, EVENING_RESERVED);
	struct reservation wanted = { .date = till->app->property.business_date,
				      .time_min = FIRST_MIN +
						  evening_below(evening, LAST_MIN - FIRST_MIN),
				      .table_number = evening_below(evening, EVENING_TABLES + 1),
				      .name = "Haddad",
				      .covers = 1 + evening_below(evening, 8),
				      .note = "by the window" };

	return evening->reserved[at] == 0 &&
	       reserve_make(till->app, &act, &wanted, evening_below(evening, 2) == 0,
			    &evening->reserved[at]) == ERR_OK;
}

/* Some reservation in this state, and where it is kept. */
static bool any_reserved(struct evening *evening, enum reservation_state state, int *ret_at,
			 struct reservation *ret_there)
{
	for (int i = 0; i < EVENING_RESERVED; i++) {
		int at = (int)evening_below(evening, EVENING_RESERVED);

		if (evening->reserved[at] == 0 ||
		    store_reservation_load(evening->till[0].app->db, evening->reserved[at],
					   ret_there) != ERR_OK || ret_there->state != state)
			continue;
		*ret_at = at;
		return true;
	}
	return false;
}

bool evening_reserve_change(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = evening_act(evening, till, 0, "");
	struct reservation there;
	int at;

	if (!any_reserved(evening, RESERVATION_EXPECTED, &at, &there))
		return false;
	there.time_min = FIRST_MIN + evening_below(evening, LAST_MIN - FIRST_MIN);
	there.covers++;
	return reserve_change(till->app, &act, &there, true) == ERR_OK;
}

static bool set_state(struct evening *evening, enum reservation_state from,
		      enum reservation_state to)
{
	struct card_house *till = evening_till(evening);
	struct act act = evening_act(evening, till, 0, "");
	struct reservation there;
	int at;

	if (!any_reserved(evening, from, &at, &there) ||
	    reserve_state(till->app, &act, there.id, to) != ERR_OK)
		return false;
	if (to == RESERVATION_CANCELLED)
		evening->reserved[at] = 0;
	return true;
}

bool evening_reserve_cancel(struct evening *evening)
{
	return set_state(evening, RESERVATION_EXPECTED, RESERVATION_CANCELLED);
}

bool evening_reserve_absent(struct evening *evening)
{
	return set_state(evening, RESERVATION_EXPECTED, RESERVATION_ABSENT);
}

/* They come after all. */
bool evening_reserve_late(struct evening *evening)
{
	return set_state(evening, RESERVATION_ABSENT, RESERVATION_EXPECTED);
}

bool evening_reserve_seat(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = evening_act(evening, till, 0, "");
	int slot = (int)evening_below(evening, EVENING_TABLES), at;
	struct reservation there;

	if (evening->bill[slot] != 0 || evening->opened == EVENING_CHECKS ||
	    !any_reserved(evening, RESERVATION_EXPECTED, &at, &there) ||
	    reserve_seat(till->app, &act, there.id, slot + 1, evening_below(evening, 3),
			 &evening->bill[slot]) != ERR_OK)
		return false;
	evening->reserved[at] = 0;
	evening->opened++;
	return true;
}

/* --- tables given back ------------------------------------------------------------------------ */

bool evening_let_go(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till);
	struct act act = evening_act(evening, till, bill, "");

	return bill != 0 && bill_release(till->app, &act) == ERR_OK;
}

/* Guests who left before they ordered. */
bool evening_close_empty(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till);
	struct act act = evening_act(evening, till, bill, "");

	return bill != 0 && bill_close_empty(till->app, &act) == ERR_OK;
}

/* --- the kitchen's display -------------------------------------------------------------------- */

/* What the display does with the ticket that a statement finds. */
static bool at_display(struct evening *evening, const char *sql,
		       enum err (*run)(struct app *app, const struct act *act, int64_t ticket))
{
	struct card_house *till = evening_till(evening);
	struct act act = evening_act(evening, till, 0, "");
	int64_t ticket = evening_number(evening, sql);

	return ticket != 0 && run(till->app, &act, ticket) == ERR_OK;
}

bool evening_bump(struct evening *evening)
{
	static const char oldest[] = "SELECT coalesce(min(ticket), 0) FROM kitchen_live "
				     "WHERE property = $1 AND state = 'fired'";

	return at_display(evening, oldest, kitchen_bump);
}

bool evening_recall(struct evening *evening)
{
	static const char latest[] = "SELECT coalesce(max(ticket), 0) FROM kitchen_live "
				     "WHERE property = $1 AND state = 'bumped'";

	return at_display(evening, latest, kitchen_recall);
}
