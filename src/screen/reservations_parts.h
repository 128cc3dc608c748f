/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/reservations_parts.h -- the state of the book of reservations, for reservations.c (the
 *                                list and its keys) and reservations_form.c (taking and changing
 *                                one) alone.
 */
#ifndef SANDUQ_SCREEN_RESERVATIONS_PARTS_H
#define SANDUQ_SCREEN_RESERVATIONS_PARTS_H

#include "screen/till.h"
#include "service/reserve.h"
#include "ui/table.h"

struct reservations {
	struct till *till;           /* first: the actions that screens share want it there */
	struct table table;
	int32_t day;                 /* the one shown */
	struct reservation rows[RESERVATION_LIST_MAX];
	int n;

	/* What is being filled in; id 0: a new one. */
	struct reservation editing;

	/* What was refused because the table is promised to others: the same once more is wanted
	 * all the same.  Covers 0: nothing was. */
	struct reservation clashed;

	int64_t seating;             /* who is asked about: where do they sit? */
};

/* Reads the day again and, when it is there, selects a reservation (0: as it was). */
enum err reservations_load(struct reservations *reservations, int64_t id);

/* The selected one; NULL when there is none. */
const struct reservation *reservations_selected(const struct reservations *reservations);

/* "Haddad, 4 covers, 20:30" */
void reservations_text(const struct reservations *reservations, const struct draw *draw,
		       const struct reservation *reservation, char *into, size_t size);

/* Actions: a new one on the day shown; the selected one is changed. */
enum err reservations_new(struct ui *ui, void *state);
enum err reservations_change(struct ui *ui, void *state);

#endif
