/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/print.h -- the queue of papers of this station: taken one by one, rendered for its
 *                    printer, sent on the loop.  [db] [net]
 *
 * Shape   print_step() takes the oldest waiting job when none is under way; the end of a job comes
 *         from the loop and is an act of its own, by the person "system".  A job that the printer
 *         did not take stays waiting and is tried again after 2, 4, 8 ... PRINT_WAIT_MAX_MS; one
 *         that can never be printed (its model cannot be read) is marked failed and passed over.
 *         The queue is in the store, so it goes on after a restart; a paper whose end could not be
 *         recorded is printed again rather than lost.
 * Errors  print_open: those of device_open, ERR_NOT_FOUND (no person "system"), ERR_MEMORY.
 *         print_step: those of db.h.
 *         A printer that fails is no error here: print_problem() says so.
 * Owner   print_open/print_close; app and loop are borrowed.
 * Rules   B7 (copies carry their mark), house style 3 (nothing waits).
 */
#ifndef SANDUQ_SERVICE_PRINT_H
#define SANDUQ_SERVICE_PRINT_H

#include <stdint.h>

#include "device/device.h"
#include "service/app.h"

#define PRINT_WAIT_MS INT64_C(2000)
#define PRINT_WAIT_MAX_MS INT64_C(60000)

struct document;
struct print;

/* Opens the queue of this station for the printer at `address`, `width` characters wide. */
enum err print_open(struct app *app, struct loop *loop, const char *address, int width,
		    struct print **ret_print);

/* Gives up a job under way (it stays waiting) and frees; NULL is fine. */
void print_close(struct print *print);

/* Starts the next job when it is time; call on a timer and after something was queued. */
enum err print_step(struct print *print);

/* Tries at once what waits for its next try. */
void print_wake(struct print *print);

/* Opens the cash drawer at the printer without a paper, when the printer can and is free; never
 * that of a training house. */
void print_kick(struct print *print);

/* True when its printer has Latin letters alone (document/escpos.h). */
bool print_is_raw(const struct print *print);

/* Prints a paper that is not of the queue; `done` is called once, from the loop.  ERR_BUSY while
 * another is under way, those of device_send(); then `done` is not called. */
enum err print_other(struct print *print, const struct document *document, const char *mark,
		     const char *name, device_done_fn *done, void *arg);

/* How many papers wait, as of the last step. */
int64_t print_waiting(const struct print *print);

/* Why the printer does not take papers ("Connection refused"); "" while all is well. */
const char *print_problem(const struct print *print);

#endif
