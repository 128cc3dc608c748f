/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/courier_ask.c -- what became of an attempt: by the object's id, by the events that our
 * key made, by the lists with our metadata (P3).  Reads only.
 */
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "service/courier_inside.h"

#define STEPS_MAX 4
#define WINDOW_MS (INT64_C(24) * 3600 * 1000)   /* before the attempt: clocks differ */

enum step { STEP_END, STEP_READER, STEP_OBJECT, STEP_EVENTS, STEP_LIST };

/* How each operation is looked up: the object that it makes or changes, the list it stands in, and
 * the questions in their order. */
static const struct plan {
	enum processor_op object, list;
	enum step steps[STEPS_MAX];
	bool has_our_key;                /* in the object's metadata */
} plans[PROCESSOR_OP_COUNT] = {
	[PROCESSOR_CREATE] = { PROCESSOR_QUERY, PROCESSOR_FIND_INTENTS,
			       { STEP_EVENTS, STEP_LIST }, true },
	[PROCESSOR_PRESENT] = { PROCESSOR_QUERY, PROCESSOR_FIND_INTENTS,
				{ STEP_READER, STEP_OBJECT }, false },
	[PROCESSOR_PRESENT_CANCEL] = { PROCESSOR_QUERY_READER, PROCESSOR_FIND_INTENTS,
				       { STEP_OBJECT }, false },
	[PROCESSOR_DISPLAY] = { PROCESSOR_QUERY_READER, PROCESSOR_FIND_INTENTS, { STEP_OBJECT },
				false },
	[PROCESSOR_CONFIRM_SAVED] = { PROCESSOR_QUERY, PROCESSOR_FIND_INTENTS,
				      { STEP_OBJECT, STEP_EVENTS, STEP_LIST }, true },
	[PROCESSOR_INCREMENT] = { PROCESSOR_QUERY, PROCESSOR_FIND_INTENTS, { STEP_OBJECT }, false },
	[PROCESSOR_CAPTURE] = { PROCESSOR_QUERY, PROCESSOR_FIND_INTENTS, { STEP_OBJECT }, false },
	[PROCESSOR_VOID] = { PROCESSOR_QUERY, PROCESSOR_FIND_INTENTS, { STEP_OBJECT }, false },
	[PROCESSOR_REFUND] = { PROCESSOR_QUERY_REFUND, PROCESSOR_FIND_REFUNDS,
			       { STEP_OBJECT, STEP_EVENTS, STEP_LIST }, true },
	[PROCESSOR_LINK_CREATE] = { PROCESSOR_QUERY_LINK, PROCESSOR_FIND_LINKS,
				    { STEP_OBJECT, STEP_LIST }, true },
	[PROCESSOR_LINK_EXPIRE] = { PROCESSOR_QUERY_LINK, PROCESSOR_FIND_LINKS, { STEP_OBJECT },
				    false },
	[PROCESSOR_PAYLINK_CREATE] = { PROCESSOR_QUERY_PAYLINK, PROCESSOR_FIND_LINKS,
				       { STEP_OBJECT }, false },
	[PROCESSOR_PAYLINK_CLOSE] = { PROCESSOR_QUERY_PAYLINK, PROCESSOR_FIND_LINKS,
				      { STEP_OBJECT }, false },
};

static void next_step(struct job *job);

static const char *text_or_null(const char *text)
{
	return text != NULL && text[0] != '\0' ? text : NULL;
}

/* The first of two texts that is not empty. */
static const char *either(const char *first, const char *second)
{
	return text_or_null(first) != NULL ? first : text_or_null(second);
}

/* --- what a look means -------------------------------------------------------------------- */

static enum look judge_present(const struct job *job, struct processor_answer *answer)
{
	switch (answer->state) {
	case PROCESSOR_AUTHORIZED:
	case PROCESSOR_CAPTURED:
	case PROCESSOR_VOIDED:
	case PROCESSOR_EXPIRED:
		return LOOK_FOUND;
	case PROCESSOR_CREATED:
	case PROCESSOR_CARD_NO:
		/* An older no stands on the intent until the card is read again. */
		if (job->has_reader && job->reader.state == PROCESSOR_WAIT_CARD) {
			answer->outcome = PROCESSOR_PENDING;
			answer->state = PROCESSOR_WAIT_CARD;
			answer->message = job->reader.message;
			return LOOK_WAITS;
		}
		if (answer->state == PROCESSOR_CARD_NO)
			return LOOK_FOUND;
		return job->has_reader ? LOOK_NOT_DONE : LOOK_FAILED;
	default:
		return LOOK_WAITS;
	}
}

/* What a saved card's confirmation, a capture, a release and an increment leave on the intent. */
static enum look judge_intent(const struct job *job, const struct processor_answer *answer)
{
	const struct processor_request *asked = &job->asked.request;

	switch (answer->state) {
	case PROCESSOR_AUTHORIZED:
		if (job->op == PROCESSOR_CAPTURE || job->op == PROCESSOR_VOID)
			return LOOK_NOT_DONE;
		if (job->op == PROCESSOR_INCREMENT && answer->authorized_minor <
							     asked->amount_minor)
			return LOOK_NOT_DONE;
		return LOOK_FOUND;
	case PROCESSOR_CREATED:
		return job->op == PROCESSOR_CREATE ? LOOK_FOUND : LOOK_NOT_DONE;
	case PROCESSOR_CAPTURED:
	case PROCESSOR_VOIDED:
	case PROCESSOR_EXPIRED:
	case PROCESSOR_CARD_NO:
		return LOOK_FOUND;
	default:
		return job->op == PROCESSOR_CREATE ? LOOK_FOUND : LOOK_WAITS;
	}
}

/* A capture that took another amount than was asked is not ours to book (P4). */
static void compare(const struct job *job, struct processor_answer *answer)
{
	const struct processor_request *asked = &job->asked.request;

	if (job->op == PROCESSOR_CAPTURE && answer->state == PROCESSOR_CAPTURED &&
	    asked->amount_minor > 0 && answer->captured_minor != asked->amount_minor) {
		answer->outcome = PROCESSOR_MISMATCH;
		answer->next = PROCESSOR_NEXT_HUMAN;
	}
}

static enum look judge(const struct job *job, struct processor_answer *answer)
{
	if (answer->outcome == PROCESSOR_MISMATCH)
		return LOOK_FOUND;
	if (answer->outcome == PROCESSOR_REFUSED && answer->http == 404)
		return LOOK_NOT_FOUND;
	if (answer->outcome != PROCESSOR_OK && answer->outcome != PROCESSOR_PENDING &&
	    answer->outcome != PROCESSOR_DECLINED && answer->state == PROCESSOR_NONE)
		return LOOK_FAILED;
	compare(job, answer);
	switch (job->op) {
	case PROCESSOR_PRESENT:
		return judge_present(job, answer);
	case PROCESSOR_PRESENT_CANCEL:
	case PROCESSOR_DISPLAY:
		return answer->state == PROCESSOR_WAIT_CARD ? LOOK_NOT_DONE : LOOK_FOUND;
	case PROCESSOR_REFUND:
		return answer->state == PROCESSOR_REFUND_PENDING ? LOOK_WAITS : LOOK_FOUND;
	case PROCESSOR_LINK_CREATE:
		return answer->state == PROCESSOR_WAIT_GUEST ||
				       answer->state == PROCESSOR_PROCESSING ? LOOK_WAITS
									     : LOOK_FOUND;
	case PROCESSOR_LINK_EXPIRE:
		return answer->state == PROCESSOR_WAIT_GUEST ? LOOK_NOT_DONE : LOOK_FOUND;
	case PROCESSOR_PAYLINK_CREATE:
	case PROCESSOR_PAYLINK_CLOSE:
		return LOOK_FOUND;
	default:
		return judge_intent(job, answer);
	}
}

/* --- asking ------------------------------------------------------------------------------- */

static const char *words_for_step(const struct job *job, enum step step)
{
	static const char *const object[PROCESSOR_OP_COUNT] = {
		[PROCESSOR_QUERY] = "asked intent",
		[PROCESSOR_QUERY_READER] = "asked reader",
		[PROCESSOR_QUERY_REFUND] = "asked refund",
		[PROCESSOR_QUERY_LINK] = "asked session",
		[PROCESSOR_QUERY_PAYLINK] = "asked link",
	};

	if (step == STEP_READER)
		return "asked reader";
	if (step == STEP_EVENTS)
		return "asked events";
	if (step == STEP_LIST)
		return "asked list";
	return object[plans[job->op].object];
}

static void on_object(void *arg, const struct processor_answer *answer, int64_t date_unix_ms)
{
	struct job *job = arg;
	struct processor_answer found = *answer;
	enum look look;

	(void)date_unix_ms;
	job->ask = NULL;
	courier_heard(job->courier, answer);
	look = judge(job, &found);
	if (look != LOOK_WAITS || found.state != job->last_state)
		courier_note(job, words_for_step(job, STEP_OBJECT), answer);
	if (look == LOOK_NOT_FOUND)
		next_step(job);
	else
		courier_looked(job, look, &found);
}

static void on_reader(void *arg, const struct processor_answer *answer, int64_t date_unix_ms)
{
	struct job *job = arg;

	(void)date_unix_ms;
	job->ask = NULL;
	courier_heard(job->courier, answer);
	job->has_reader = answer->is_known;
	job->reader = *answer;
	if (answer->state != PROCESSOR_WAIT_CARD)
		courier_note(job, words_for_step(job, STEP_READER), answer);
	next_step(job);
}

static bool take_ours(void *arg, const struct processor_item *item)
{
	struct job *job = arg;
	bool is_event = job->question.op == PROCESSOR_FIND_EVENT;
	const char *kind = job->op == PROCESSOR_REFUND ? "refund" : "payment_intent";

	/* An event is about its object, and one key leaves events about several; a row of a list is
	 * the object. */
	if (!str_equal(item->attempt, job->attempt.key) ||
	    (is_event && !str_equal(item->category, kind)))
		return true;
	str_copy(job->found, sizeof job->found, is_event ? item->object : item->id);
	return job->found[0] == '\0';
}

static enum err ask_object(struct job *job, const char *id);

static void on_list(void *arg, const struct processor_answer *answer, int64_t date_unix_ms)
{
	struct job *job = arg;
	bool is_events = job->question.op == PROCESSOR_FIND_EVENT;

	(void)date_unix_ms;
	job->ask = NULL;
	courier_heard(job->courier, answer);
	courier_note(job, words_for_step(job, is_events ? STEP_EVENTS : STEP_LIST), answer);
	if (answer->outcome != PROCESSOR_OK) {
		courier_looked(job, LOOK_FAILED, answer);
		return;
	}
	if (job->found[0] == '\0') {
		next_step(job);
		return;
	}
	job->how = is_events ? "event" : "list";
	if (ask_object(job, job->found) != ERR_OK)
		courier_looked(job, LOOK_FAILED, NULL);
}

static enum err ask(struct job *job, processor_item_fn *take, ask_done_fn *done)
{
	job->question.mode = job->courier->app->processor->mode;
	job->started_mono_ms = clock_mono_ms(job->courier->app->clock);
	return ask_start(job->courier->app, &job->question, take, done, job, &job->ask);
}

/* Asks for the object by its id, comparing what the attempt fixed. */
static enum err ask_object(struct job *job, const char *id)
{
	const struct processor_request *asked = &job->asked.request;
	const struct plan *plan = &plans[job->op];
	struct processor_request *question = &job->question;

	*question = (struct processor_request){ .op = plan->object };
	str_copy(question->unit, sizeof question->unit, job->attempt.unit);
	if (plan->has_our_key) {
		question->attempt = job->attempt.key;
		question->amount_minor = asked->amount_minor;
	}
	switch (plan->object) {
	case PROCESSOR_QUERY_READER:
		question->reader = id;
		question->intent = asked->intent;
		break;
	case PROCESSOR_QUERY_REFUND:
		question->refund = id;
		break;
	case PROCESSOR_QUERY_LINK:
		question->session = id;
		question->flags = asked->flags;
		break;
	case PROCESSOR_QUERY_PAYLINK:
		question->paylink = id;
		break;
	default:
		question->intent = id;
		if (job->op == PROCESSOR_PRESENT)
			question->amount_minor = asked->amount_minor;
		break;
	}
	return ask(job, NULL, on_object);
}

/* The id of the object where the attempt, or what followed it, knows it. */
static const char *known_object(const struct job *job)
{
	const struct payment_request *asked = &job->asked;

	switch (plans[job->op].object) {
	case PROCESSOR_QUERY_READER:
		return either(asked->request.reader, asked->payment.reader);
	case PROCESSOR_QUERY_REFUND:
		return either(asked->request.refund, asked->refund);
	case PROCESSOR_QUERY_LINK:
		return either(asked->request.session, asked->payment.link);
	case PROCESSOR_QUERY_PAYLINK:
		return either(asked->request.paylink, asked->payment.link);
	default:
		return either(asked->request.intent, asked->payment.intent);
	}
}

static enum err ask_reader(struct job *job)
{
	job->question = (struct processor_request){
		.op = PROCESSOR_QUERY_READER,
		.reader = either(job->asked.request.reader, job->asked.payment.reader),
		.intent = either(job->asked.request.intent, job->asked.payment.intent),
	};
	return job->question.reader != NULL ? ask(job, NULL, on_reader) : ERR_NOT_FOUND;
}

static enum err ask_list(struct job *job, bool is_events)
{
	const struct plan *plan = &plans[job->op];

	job->question = (struct processor_request){
		.op = is_events ? PROCESSOR_FIND_EVENT : plan->list,
		.find = job->op,
		.from_unix_ms = job->attempt.at_unix_ms - WINDOW_MS,
	};
	if (plan->list == PROCESSOR_FIND_REFUNDS && !is_events) {
		job->question.intent = job->asked.request.intent;
		job->question.charge = job->asked.request.charge;
	}
	job->found[0] = '\0';
	return ask(job, take_ours, on_list);
}

static enum err take_step(struct job *job, enum step step)
{
	const char *id;

	switch (step) {
	case STEP_READER:
		return ask_reader(job);
	case STEP_OBJECT:
		id = known_object(job);
		job->how = "query";
		return id != NULL ? ask_object(job, id) : ERR_NOT_FOUND;
	case STEP_EVENTS:
		return ask_list(job, true);
	case STEP_LIST:
		return ask_list(job, false);
	default:
		return ERR_STATE;
	}
}

/* Goes on to the next question; one that cannot be asked is passed over. */
static void next_step(struct job *job)
{
	const struct plan *plan = &plans[job->op];
	enum err err = ERR_NOT_FOUND;

	while (err == ERR_NOT_FOUND || err == ERR_RANGE) {
		if (job->step >= STEPS_MAX || plan->steps[job->step] == STEP_END) {
			courier_looked(job, LOOK_NOT_FOUND, NULL);
			return;
		}
		err = take_step(job, plan->steps[job->step++]);
	}
	if (err != ERR_OK)
		courier_looked(job, LOOK_FAILED, NULL);
}

void courier_look(struct job *job)
{
	job->step = 0;
	job->has_reader = false;
	job->how = "query";
	next_step(job);
}
