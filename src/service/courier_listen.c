/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/courier_listen.c -- what the processor tells without being asked: refunds that failed
 * later, holds that lapsed.  An event only says where to look: it may come twice, late or out of
 * order, so the object is asked, and what follows counts it once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "service/courier_inside.h"
#include "service/refund.h"

#define DAYS_MS (INT64_C(7) * 24 * 3600 * 1000)
#define OBJECTS_MAX 128
#define PAYMENTS_MAX 256

enum stage { STAGE_REFUND_EVENTS, STAGE_REFUNDS, STAGE_HOLD_EVENTS, STAGE_HOLDS, STAGE_END };

struct listening {
	struct courier *courier;
	struct ask *ask;
	struct processor_request question;
	enum stage stage;
	char objects[OBJECTS_MAX][PROCESSOR_ID_SIZE];
	int64_t payments[OBJECTS_MAX];   /* STAGE_HOLDS: whose intents they are */
	int n, i;
	int64_t from_unix_ms;
};

static void go_on(struct listening *listening);

void listening_free(struct listening *listening)
{
	if (listening == NULL)
		return;
	ask_abort(listening->ask);
	free(listening);
}

static void end(struct listening *listening)
{
	listening->courier->listening = NULL;
	free(listening);
}

static void ask(struct listening *listening, processor_item_fn *take, ask_done_fn *done)
{
	struct app *app = listening->courier->app;
	enum err err;

	listening->question.mode = app->processor->mode;
	err = ask_start(app, &listening->question, take, done, listening, &listening->ask);
	if (err == ERR_OK)
		return;
	log_line(app->log, "courier", "listening: %s", err_name(err));
	end(listening);
}

static bool has_object(const struct listening *listening, const char *id)
{
	for (int i = 0; i < listening->n; i++)
		if (str_equal(listening->objects[i], id))
			return true;
	return false;
}

/* Keeps what an event is about; those that are seen again on a later day cost one question. */
static bool take_event(void *arg, const struct processor_item *item)
{
	static const char *const types[] = { "refund.failed", "refund.updated",
					     "charge.refund.updated", "payment_intent.canceled" };
	struct listening *listening = arg;

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_equal(item->type, types[i]) && item->object[0] != '\0' &&
		    !has_object(listening, item->object))
			str_copy(listening->objects[listening->n++], PROCESSOR_ID_SIZE,
				 item->object);
	return listening->n < OBJECTS_MAX;
}

static void on_events(void *arg, const struct processor_answer *answer, int64_t date_unix_ms)
{
	struct listening *listening = arg;

	(void)date_unix_ms;
	listening->ask = NULL;
	courier_heard(listening->courier, answer);
	if (answer->outcome != PROCESSOR_OK) {
		end(listening);
		return;
	}
	listening->stage++;
	go_on(listening);
}

static void ask_events(struct listening *listening, enum processor_op find)
{
	listening->n = listening->i = 0;
	listening->question = (struct processor_request){
		.op = PROCESSOR_FIND_EVENT, .find = find, .from_unix_ms = listening->from_unix_ms,
	};
	ask(listening, take_event, on_events);
}

/* --- refunds ------------------------------------------------------------------------------- */

static void on_refund(void *arg, const struct processor_answer *answer, int64_t date_unix_ms)
{
	struct listening *listening = arg;
	struct app *app = listening->courier->app;
	const char *object = listening->objects[listening->i++];
	enum err err = ERR_OK;

	(void)date_unix_ms;
	listening->ask = NULL;
	if (answer->state == PROCESSOR_REFUND_FAILED || answer->state == PROCESSOR_REFUND_CANCELED)
		err = refund_failed(app, object, answer->code);
	if (err != ERR_OK && err != ERR_NOT_FOUND)
		log_line(app->log, "courier", "a refund that failed: %s", err_name(err));
	courier_tell(listening->courier, 0);
	go_on(listening);
}

static void ask_refund(struct listening *listening)
{
	listening->question = (struct processor_request){
		.op = PROCESSOR_QUERY_REFUND, .refund = listening->objects[listening->i],
	};
	ask(listening, NULL, on_refund);
}

/* --- holds --------------------------------------------------------------------------------- */

/* Which of our holds the processor has cancelled or should have: those with an event, and those
 * past their deadline (P6). */
static enum err choose_holds(struct listening *listening)
{
	struct app *app = listening->courier->app;
	struct payment_row *rows = calloc(PAYMENTS_MAX, sizeof *rows);
	int64_t now = clock_unix_ms(app->clock);
	int n = 0, chosen = 0;
	enum err err = rows != NULL ? store_payment_in(app->db, 1u << PAYMENT_AUTHORIZED, rows,
						       PAYMENTS_MAX, &n)
				    : ERR_MEMORY;
	bool is_due[PAYMENTS_MAX] = { false };

	for (int i = 0; err == ERR_OK && i < n; i++)
		is_due[i] = rows[i].intent[0] != '\0' &&
			    ((rows[i].capture_before_unix_ms != 0 &&
			      rows[i].capture_before_unix_ms <= now) ||
			     has_object(listening, rows[i].intent));
	for (int i = 0; err == ERR_OK && i < n && chosen < OBJECTS_MAX; i++)
		if (is_due[i]) {
			str_copy(listening->objects[chosen], PROCESSOR_ID_SIZE, rows[i].intent);
			listening->payments[chosen++] = rows[i].id;
		}
	listening->n = chosen;
	free(rows);
	return err;
}

/* A release of ours that is under way ends by itself. */
static bool is_quiet(struct app *app, int64_t payment)
{
	struct attempt_row row;
	int n = 0;
	enum err err = store_attempt_of_payment(app->db, payment, &row, 1, &n);

	if (err == ERR_OK && n > 0)
		store_attempt_done(&row);
	return err == ERR_OK && n == 0;
}

static void on_hold(void *arg, const struct processor_answer *answer, int64_t date_unix_ms)
{
	struct listening *listening = arg;
	struct app *app = listening->courier->app;
	int64_t payment = listening->payments[listening->i++];
	enum err err = ERR_OK;

	(void)date_unix_ms;
	listening->ask = NULL;
	if ((answer->state == PROCESSOR_EXPIRED || answer->state == PROCESSOR_VOIDED) &&
	    is_quiet(app, payment))
		err = payment_lapse(app, payment);
	if (err != ERR_OK)
		log_line(app->log, "courier", "a hold that lapsed: %s", err_name(err));
	courier_tell(listening->courier, payment);
	go_on(listening);
}

static void ask_hold(struct listening *listening)
{
	listening->question = (struct processor_request){
		.op = PROCESSOR_QUERY, .intent = listening->objects[listening->i],
	};
	ask(listening, NULL, on_hold);
}

/* The stages one after the other. */
static void go_on(struct listening *listening)
{
	switch (listening->stage) {
	case STAGE_REFUND_EVENTS:
		ask_events(listening, PROCESSOR_REFUND);
		return;
	case STAGE_REFUNDS:
		if (listening->i < listening->n) {
			ask_refund(listening);
			return;
		}
		listening->stage = STAGE_HOLD_EVENTS;
		ask_events(listening, PROCESSOR_VOID);
		return;
	case STAGE_HOLD_EVENTS:
		ask_events(listening, PROCESSOR_VOID);
		return;
	case STAGE_HOLDS:
		if (listening->payments[0] == 0 && choose_holds(listening) != ERR_OK)
			break;
		if (listening->i < listening->n) {
			ask_hold(listening);
			return;
		}
		break;
	case STAGE_END:
		break;
	}
	end(listening);
}

enum err courier_listen(struct courier *courier)
{
	const struct processor *processor = courier->app->processor;
	struct listening *listening;

	if (courier->listening != NULL || (processor->driver->can & PROCESSOR_CAN_EVENTS) == 0)
		return ERR_OK;
	listening = calloc(1, sizeof *listening);
	if (listening == NULL)
		return ERR_MEMORY;
	listening->courier = courier;
	listening->from_unix_ms = clock_unix_ms(courier->app->clock) - DAYS_MS;
	courier->listening = listening;
	go_on(listening);
	return ERR_OK;
}
