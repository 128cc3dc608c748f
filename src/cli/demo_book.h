/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_book.h -- who has booked a table in the demonstration.
 *
 * Errors  those of service/reserve.h.
 */
#ifndef SANDUQ_CLI_DEMO_BOOK_H
#define SANDUQ_CLI_DEMO_BOOK_H

#include "service/place.h"

/* Takes some reservations for the hours to come, by the place's clock. */
enum err demo_book(struct place *place);

#endif
