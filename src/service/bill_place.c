/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_place.c -- another seat or course for a line: a row that names it (B1).
 */
#include "service/bill_place.h"

#include "base/str.h"
#include "service/kitchen.h"

struct place {
	int64_t line, seat, course;
};

static enum err place_in(struct tx *tx, void *arg)
{
	const struct place *place = arg;
	struct line_row row = { .kind = LINE_PLACE, .of = place->line, .seat = place->seat,
				.course = place->course };
	struct bill_line_sum named;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = bill_line_in(tx, head.id, place->line, &named);
	if (err == ERR_OK && named.quantity == 0)
		err = ERR_NOT_FOUND;
	if (err != ERR_OK)
		return err;
	row.bill = head.id;
	err = store_line_insert(tx, &row);
	if (err == ERR_OK)
		err = kitchen_change_in(tx, head.id, place->line);
	if (err == ERR_OK)
		err = bill_room_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_place(struct app *app, const struct act *act, int64_t line, int64_t seat,
		    int64_t course)
{
	struct place place = { line, seat, course };
	char content[128];

	if (seat < 0 || seat > BILL_SEAT_MAX || course < 0 || course > BILL_COURSE_MAX)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld seat %lld course %lld",
		   (long long)act->bill, (long long)line, (long long)seat, (long long)course);
	return act_run(app->db, act, "line-place", content, place_in, &place, NULL);
}
