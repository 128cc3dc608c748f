/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ask.h -- a question to the processor: reads only, page after page.  [net]
 *
 * Shape   a question changes nothing there, so it is no attempt, has no key and may be asked again
 *         at any time.  It needs a loop and never waits, but for ask_wait().
 * Errors  ERR_PROCESSOR (none is set up), those of encode and of the line.
 * Owner   an ask frees itself when it is done; ask_abort() ends it before.
 * Rules   P3 (what is unknown is looked up), house style 3.
 */
#ifndef SANDUQ_SERVICE_ASK_H
#define SANDUQ_SERVICE_ASK_H

#include "processor/processor.h"
#include "service/app.h"

struct ask;

/* Pages of a list that one question reads at most. */
#define ASK_PAGES_MAX 100

/* One request of it may take so long. */
#define ASK_TIMEOUT_MS 15000

/* How it ended: the answer of the last page, and the processor's clock (0: not told). */
typedef void ask_done_fn(void *arg, const struct processor_answer *answer, int64_t date_unix_ms);

/* Asks.  `take` (may be NULL) gets the rows of a list; when it returns false nothing more is read,
 * and the answer is that page's.  The texts of `request` are borrowed until done.  `done` is
 * called once, from the loop. */
enum err ask_start(struct app *app, const struct processor_request *request,
		   processor_item_fn *take, ask_done_fn *done, void *arg, struct ask **ret_ask);

/* Forgets it: `done` is not called.  NULL is fine. */
void ask_abort(struct ask *ask);

/* The same, running app->loop until it is answered: for command lines alone.  ret_date_unix_ms may
 * be NULL. */
enum err ask_wait(struct app *app, const struct processor_request *request,
		  processor_item_fn *take, void *arg, struct processor_answer *ret_answer,
		  int64_t *ret_date_unix_ms);

#endif
