/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/courier.h -- the only sender of payment attempts.  [db] [net]
 *
 * Shape   takes prepared attempts from the store, claims them for this station, sends them over
 *         the processor's line, brings answers to service/payment.  A read after a present, a
 *         session or a doubt is asked by it too.  Runs on the loop and never waits: the screen only
 *         kicks it.  The command line runs the same courier until nothing is open or its time is
 *         up.
 *
 *             prepared --send--> answer final --> done
 *                 ^             unknown, busy, throttled, not sent --> again in 0.5 1 2 4 5 s,
 *                 |                     with jitter, same key, same bytes (P3)
 *                 |             pending --> waiting: reader and intent are asked every second
 *                 '-- kill: a claim ends by itself; prepared counts as sent
 *             doubt: a key younger than 23 h is sent again, unless a 500 came replayed; else the
 *             object by its id, the events by our key, the lists by metadata[attempt]; not found
 *             several times over ten minutes: a person decides (payment_decide).
 * Units   milliseconds.
 * Errors  ERR_PROCESSOR when none is set up.
 * Owner   courier_new/courier_free; app is borrowed.
 * Rules   P2, P3, P4, house style 2 (courier) and 3 (the screen never waits).
 */
#ifndef SANDUQ_SERVICE_COURIER_H
#define SANDUQ_SERVICE_COURIER_H

#include "service/app.h"
#include "service/payment.h"

/* A claim on an attempt ends after so long: that of a till that was killed. */
#define COURIER_CLAIM_MS 90000

/* One request may take so long. */
#define COURIER_TIMEOUT_MS 30000

struct courier;

/* Told when a payment or a refund moved on; may be NULL. */
typedef void courier_told_fn(void *arg, int64_t payment);

/* Makes the courier of this program on app->loop with app->processor. */
enum err courier_new(struct app *app, courier_told_fn *told, void *arg,
		     struct courier **ret_courier);

/* Makes its pauses repeat: for tests. */
void courier_seed(struct courier *courier, uint64_t seed);

/* Ends it; what is under way stays claimed until its claim ends.  NULL is fine. */
void courier_free(struct courier *courier);

/* Looks for work now: after an act that prepared an attempt. */
void courier_kick(struct courier *courier);

/* How many attempts are open in the store, and whether the last thing sent found a connection. */
int courier_open(const struct courier *courier);
bool courier_is_connected(const struct courier *courier);

/* What the processor is doing now for a payment, for the waiting line: words for the cashier
 * (msgid), and since when. */
const char *courier_words(const struct courier *courier, int64_t payment,
			  int64_t *ret_since_unix_ms);

/* Runs the loop until no attempt is open or `budget_ms` is over; tells how many are left. */
enum err courier_run(struct courier *courier, int64_t budget_ms, int *ret_left);

/* Looks once for what the processor tells by itself: refunds that failed later, holds that lapsed
 * (events of the last days, each counted once). */
enum err courier_listen(struct courier *courier);

#endif
