/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ask.c -- questions to the processor.
 */
#include "service/ask.h"

#include <stdlib.h>

#include "base/loop.h"
#include "base/str.h"

#define STEP_MS 1000

struct ask {
	struct app *app;
	struct processor_request request;
	char after[PROCESSOR_ID_SIZE];   /* what ended the page before */
	char key[PROCESSOR_KEY_SIZE];    /* names it on the line; never sent */
	processor_item_fn *take;
	ask_done_fn *done;
	void *arg;
	struct processor_answer answer;
	bool is_enough;
	int pages;
};

static void on_reply(void *arg, const char *key, const struct processor_reply *reply);

static enum err send(struct ask *ask)
{
	const struct processor *processor = ask->app->processor;
	struct processor_wire wire;
	enum err err = processor->driver->encode(&ask->request, &wire);

	if (err != ERR_OK)
		return err;
	err = processor->line.send(processor->line.self, ask->key, &wire, ASK_TIMEOUT_MS, on_reply,
				   ask);
	processor_wire_done(&wire);
	return err;
}

static bool take_item(void *arg, const struct processor_item *item)
{
	struct ask *ask = arg;

	ask->is_enough = !ask->take(ask->arg, item);
	return !ask->is_enough;
}

/* Reads the rows of a page and asks for the next; false when there is nothing more to ask. */
static bool turn_page(struct ask *ask, const struct processor_reply *reply)
{
	const struct processor_answer *answer = &ask->answer;

	if (ask->take == NULL || answer->outcome != PROCESSOR_OK)
		return false;
	if (ask->app->processor->driver->list(&ask->request, reply, take_item, ask) != ERR_OK) {
		processor_answer_init(&ask->answer);
		return false;
	}
	if (ask->is_enough || !answer->has_more || answer->last_id[0] == '\0' ||
	    ++ask->pages >= ASK_PAGES_MAX)
		return false;
	str_copy(ask->after, sizeof ask->after, answer->last_id);
	ask->request.after = ask->after;
	if (send(ask) == ERR_OK)
		return true;
	processor_answer_init(&ask->answer);
	return false;
}

static void on_reply(void *arg, const char *key, const struct processor_reply *reply)
{
	struct ask *ask = arg;

	(void)key;
	ask->app->processor->driver->decode(&ask->request, reply, &ask->answer);
	if (turn_page(ask, reply))
		return;
	ask->done(ask->arg, &ask->answer, reply->date_unix_ms);
	free(ask);
}

enum err ask_start(struct app *app, const struct processor_request *request,
		   processor_item_fn *take, ask_done_fn *done, void *arg, struct ask **ret_ask)
{
	struct ask *ask;
	enum err err;

	if (app->processor == NULL)
		return ERR_PROCESSOR;
	ask = calloc(1, sizeof *ask);
	if (ask == NULL)
		return ERR_MEMORY;
	ask->app = app;
	ask->request = *request;
	ask->take = take;
	ask->done = done;
	ask->arg = arg;
	str_format(ask->key, sizeof ask->key, "ask-%llx", (unsigned long long)(uintptr_t)ask);
	err = send(ask);
	if (err != ERR_OK)
		free(ask);
	else
		*ret_ask = ask;
	return err;
}

void ask_abort(struct ask *ask)
{
	const struct processor_line *line;

	if (ask == NULL)
		return;
	line = &ask->app->processor->line;
	line->abort(line->self, ask->key);
	free(ask);
}

struct waiting {
	processor_item_fn *take;
	void *arg;
	struct processor_answer answer;
	int64_t date_unix_ms;
	bool is_done;
};

static void on_done(void *arg, const struct processor_answer *answer, int64_t date_unix_ms)
{
	struct waiting *waiting = arg;

	waiting->answer = *answer;
	waiting->date_unix_ms = date_unix_ms;
	waiting->is_done = true;
}

static bool pass_item(void *arg, const struct processor_item *item)
{
	struct waiting *waiting = arg;

	return waiting->take(waiting->arg, item);
}

enum err ask_wait(struct app *app, const struct processor_request *request,
		  processor_item_fn *take, void *arg, struct processor_answer *ret_answer,
		  int64_t *ret_date_unix_ms)
{
	struct waiting waiting = { .take = take, .arg = arg };
	struct ask *ask = NULL;
	enum err err = ask_start(app, request, take != NULL ? pass_item : NULL, on_done, &waiting,
				 &ask);

	while (err == ERR_OK && !waiting.is_done)
		err = loop_step(app->loop, STEP_MS);
	if (err != ERR_OK) {
		if (!waiting.is_done)
			ask_abort(ask);
		return err;
	}
	*ret_answer = waiting.answer;
	if (ret_date_unix_ms != NULL)
		*ret_date_unix_ms = waiting.date_unix_ms;
	return ERR_OK;
}
