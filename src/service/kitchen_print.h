/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen_print.h -- the papers of kitchen tickets on their way to a printer, from
 *                            whichever till gets to them first.  [db] [net]
 *
 * Shape   the queue is in the store: a till claims a paper, renders it, sends it on the loop, and
 *         gives it back as done or for its next step: printer, fallback, the till's own; then it
 *         begins again after a while.  A printer that failed is passed over for
 *         KITCHEN_PRINT_DOWN_MS.  A claim that a killed till left runs out, and the paper is
 *         printed with the mark that it may be a repeat.
 * Errors  those of db.h; a printer that fails is no error here.
 * Owner   kitchen_print_open/kitchen_print_close; app, loop and the till's own queue are borrowed.
 * Rules   B3, house style 3 (nothing waits): a printer that is down never stops a sale.
 */
#ifndef SANDUQ_SERVICE_KITCHEN_PRINT_H
#define SANDUQ_SERVICE_KITCHEN_PRINT_H

#include <stdbool.h>
#include <stdint.h>

#include "service/app.h"
#include "store/store_kitchen.h"

#define KITCHEN_PRINT_CLAIM_MS INT64_C(30000)
#define KITCHEN_PRINT_PATIENCE_MS INT64_C(1500)    /* before another till takes it */
#define KITCHEN_PRINT_TIMEOUT_MS INT64_C(5000)     /* of a printer without any progress */
#define KITCHEN_PRINT_DOWN_MS INT64_C(30000)
#define KITCHEN_PRINT_WAIT_MS INT64_C(2000)        /* after the last step, doubling */
#define KITCHEN_PRINT_WAIT_MAX_MS INT64_C(60000)

struct kitchen_print;
struct print;

/* A ticket came out elsewhere: "Printer Kitchen is down: the ticket was printed at Bar". */
struct kitchen_news {
	char missing[KITCHEN_NAME_SIZE];   /* the printer that did not take it */
	char where[KITCHEN_NAME_SIZE];     /* the one that did; "": this till's own */
};

/* Begins to print for this till; `own` is its receipt printer's queue, NULL: it has none. */
enum err kitchen_print_open(struct app *app, struct loop *loop, struct print *own,
			    struct kitchen_print **ret_kitchen);

/* Gives up what is under way, which is then printed as a repeat, and frees; NULL is fine.  Before
 * print_close() of `own`. */
void kitchen_print_close(struct kitchen_print *kitchen);

/* Takes up what is due; call on a timer and after something was sent. */
enum err kitchen_print_step(struct kitchen_print *kitchen);

/* What has come out elsewhere since last asked; true once each time. */
bool kitchen_print_news(struct kitchen_print *kitchen, struct kitchen_news *ret_news);

/* How many papers of the house wait after no printer took them, as of the last step. */
int64_t kitchen_print_failed(const struct kitchen_print *kitchen);

#endif
