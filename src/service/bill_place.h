/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_place.h -- whose a line is, and with which course it is served.  [db]
 *
 * Shape   a seat is a chair of the table, from 1 (0: nobody's); a course is a round of plates, from
 *         1 (0: at once).  Changing them is a row of its own that names the line; what is owed
 *         stays as it is.
 * Errors  ERR_RANGE, those of bill.h.
 * Rules   B1, B3, B4.
 */
#ifndef SANDUQ_SERVICE_BILL_PLACE_H
#define SANDUQ_SERVICE_BILL_PLACE_H

#include "service/bill.h"

/* Gives a line this seat (0 to BILL_SEAT_MAX) and this course (0 to BILL_COURSE_MAX). */
enum err bill_place(struct app *app, const struct act *act, int64_t line, int64_t seat,
		    int64_t course);

#endif
