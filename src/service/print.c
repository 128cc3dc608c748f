/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/print.c -- the worker of the print queue: one job at a time, from the store to the
 * printer and its end back into the store.
 */
#include "service/print.h"

#include <assert.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/str.h"
#include "device/device.h"
#include "document/escpos.h"
#include "document/text.h"
#include "service/receipt.h"
#include "service/staff.h"

#define PRINT_PROBLEM_SIZE 160
#define PRINT_DOUBLINGS_MAX 5        /* of the wait, until PRINT_WAIT_MAX_MS */
#define PRINT_MARK_SIZE 32

/* What became of the job under way, until the store knows it too. */
enum outcome { OUTCOME_NONE, OUTCOME_DONE, OUTCOME_FAILED, OUTCOME_LATER };

struct print {
	struct app *app;
	struct loop *loop;
	struct device *device;
	int width;
	int64_t system;              /* id of the person whose acts these are */
	struct print_job job;        /* under way, or the last one; id 0: none yet */
	bool is_sending;
	bool is_kick;                /* what is under way is the drawer's pulse, no job */
	device_done_fn *other;       /* or a paper of somebody else; NULL: not so */
	void *other_arg;
	enum outcome outcome;        /* not recorded yet */
	int64_t failures;            /* of this job, one after another */
	int64_t next_mono_ms;        /* not before then */
	int64_t waiting;
	char problem[PRINT_PROBLEM_SIZE];
	char noted[PRINT_PROBLEM_SIZE];   /* the problem as the store has it */
};

enum err print_open(struct app *app, struct loop *loop, const char *address, int width,
		    struct print **ret_print)
{
	struct print *print = calloc(1, sizeof *print);
	struct staff system;
	enum err err = print != NULL ? staff_system(app->db, &system) : ERR_MEMORY;

	if (err == ERR_OK)
		err = device_open(address, &print->device);
	if (err != ERR_OK) {
		free(print);
		return err;
	}
	print->app = app;
	app->prints_raw = device_is_escpos(print->device);
	print->loop = loop;
	print->width = width;
	print->system = system.id;
	*ret_print = print;
	return ERR_OK;
}

void print_close(struct print *print)
{
	if (print == NULL)
		return;
	device_close(print->device);
	free(print);
}

int64_t print_waiting(const struct print *print)
{
	return print->waiting;
}

const char *print_problem(const struct print *print)
{
	return print->problem;
}

void print_wake(struct print *print)
{
	print->next_mono_ms = 0;
}

/* --- the end of a job -------------------------------------------------------------------- */

static const char *state_of(enum outcome outcome)
{
	return outcome == OUTCOME_DONE ? "done" : outcome == OUTCOME_FAILED ? "failed" : "waiting";
}

static enum err end_in(struct tx *tx, void *arg)
{
	const struct print *print = arg;

	return store_print_job_set(tx, print->job.id, state_of(print->outcome),
				   print->outcome == OUTCOME_DONE ? "" : print->problem);
}

/* Writes the outcome down.  A job that waits on for the same reason is not written again. */
static enum err record(struct print *print)
{
	struct act act = app_act(print->app, print->system);
	char content[64];
	enum err err = ERR_OK;

	if (print->outcome != OUTCOME_LATER || !str_equal(print->noted, print->problem)) {
		str_format(content, sizeof content, "%lld %s", (long long)print->job.id,
			   state_of(print->outcome));
		err = act_run(print->app->db, &act, "print-end", content, end_in, print, NULL);
	}
	if (err != ERR_OK)
		return err;
	str_copy(print->noted, sizeof print->noted,
		 print->outcome == OUTCOME_LATER ? print->problem : "");
	print->outcome = OUTCOME_NONE;
	return ERR_OK;
}

static int64_t wait_ms(int64_t failures)
{
	int64_t doublings = failures - 1 < PRINT_DOUBLINGS_MAX ? failures - 1 : PRINT_DOUBLINGS_MAX;
	int64_t wait = PRINT_WAIT_MS << doublings;

	return wait < PRINT_WAIT_MAX_MS ? wait : PRINT_WAIT_MAX_MS;
}

static void try_later(struct print *print, const char *problem)
{
	str_copy(print->problem, sizeof print->problem, problem);
	print->failures++;
	print->next_mono_ms = clock_mono_ms(print->app->clock) + wait_ms(print->failures);
	print->outcome = OUTCOME_LATER;
}

static enum err start_next(struct print *print);

/* Somebody else's paper has its own end; this queue only goes on. */
static void end_other(struct print *print, enum err err)
{
	device_done_fn *other = print->other;

	print->other = NULL;
	other(print->other_arg, err);
}

/* The printer took the paper, or did not.  What cannot be recorded now is at the next step. */
static void sent(void *arg, enum err err)
{
	struct print *print = arg;

	print->is_sending = false;
	if (print->other != NULL) {
		end_other(print, err);
		return;
	}
	if (print->is_kick) {
		print->is_kick = false;
		return;
	}
	if (err == ERR_OK) {
		print->outcome = OUTCOME_DONE;
		print->problem[0] = '\0';
		print->failures = 0;
	} else {
		try_later(print, device_problem(print->device));
	}
	if (record(print) == ERR_OK && err == ERR_OK)
		start_next(print);
}

/* --- the start of a job ------------------------------------------------------------------ */

static void render(const struct print *print, const struct document *document,
		   const char *shown, struct str *bytes)
{
	assert(!property_is_training(&print->app->property) || document_mark(document)[0] != '\0');
	if (device_is_escpos(print->device))
		document_render_escpos(document, print->width, shown, bytes);
	else
		document_render_text(document, print->width, shown, bytes);
}

static void paper_name(const struct paper_row *row, int64_t copy, char *into, size_t size)
{
	char number[32];

	receipt_number(row, number, sizeof number);
	if (copy == 0)
		str_format(into, size, "%s-%s", row->series, number);
	else
		str_format(into, size, "%s-%s-copy-%lld", row->series, number, (long long)copy);
}

static enum err send_job(struct print *print)
{
	char name[DEVICE_NAME_MAX + 1], mark[PRINT_MARK_SIZE];
	struct document *document;
	struct str bytes = { 0 };
	struct paper_row row;
	enum err err = receipt_load(print->app->db, print->job.paper, &row, &document);

	if (err != ERR_OK)
		return err;
	render(print, document, receipt_mark(print->job.copy, mark, sizeof mark), &bytes);
	document_free(document);
	paper_name(&row, print->job.copy, name, sizeof name);
	err = str_ok(&bytes) ? device_send(print->device, print->loop, name, bytes.data, bytes.len,
					   sent, print)
			     : ERR_MEMORY;
	str_done(&bytes);
	print->is_sending = err == ERR_OK;
	return err;
}

/* True for what another try cannot mend. */
static bool is_hopeless(enum err err)
{
	return err == ERR_DATA || err == ERR_NEWER || err == ERR_NOT_FOUND || err == ERR_LIMIT ||
	       err == ERR_RANGE;
}

static enum err count(struct print *print)
{
	return store_print_job_count(print->app->db, print->app->station, &print->waiting);
}

static enum err start_next(struct print *print)
{
	int64_t before = print->job.id;
	enum err err = count(print);

	if (err == ERR_OK)
		err = store_print_job_next(print->app->db, print->app->station, &print->job);
	if (err == ERR_NOT_FOUND)
		return ERR_OK;
	if (err == ERR_OK && print->job.id != before)
		print->failures = 0;
	if (err == ERR_OK)
		err = send_job(print);
	if (!is_hopeless(err))
		return err;
	str_copy(print->problem, sizeof print->problem, err_text(err));
	print->outcome = OUTCOME_FAILED;
	return record(print);
}

enum err print_step(struct print *print)
{
	enum err err = ERR_OK;

	if (print->is_sending)
		return count(print);
	if (print->outcome != OUTCOME_NONE)
		err = record(print);
	if (err == ERR_OK)
		err = count(print);
	if (err != ERR_OK || print->waiting == 0 ||
	    clock_mono_ms(print->app->clock) < print->next_mono_ms)
		return err;
	return start_next(print);
}

bool print_is_raw(const struct print *print)
{
	return device_is_escpos(print->device);
}

enum err print_other(struct print *print, const struct document *document, const char *mark,
		     const char *name, device_done_fn *done, void *arg)
{
	struct str bytes = { 0 };
	enum err err = ERR_BUSY;

	if (print->is_sending)
		return err;
	render(print, document, mark, &bytes);
	err = str_ok(&bytes) ? device_send(print->device, print->loop, name, bytes.data, bytes.len,
					   sent, print)
			     : ERR_MEMORY;
	str_done(&bytes);
	if (err != ERR_OK)
		return err;
	print->is_sending = true;
	print->other = done;
	print->other_arg = arg;
	return ERR_OK;
}

void print_kick(struct print *print)
{
	struct str bytes = { 0 };
	struct document *document;

	if (print->is_sending || !device_is_escpos(print->device) ||
	    property_is_training(&print->app->property) ||
	    document_new("drawer", "en", &document) != ERR_OK)
		return;
	document_drawer(document);
	document_render_escpos(document, print->width, NULL, &bytes);
	document_free(document);
	if (str_ok(&bytes))
		print->is_kick = device_send(print->device, print->loop, "drawer", bytes.data,
					     bytes.len, sent, print) == ERR_OK;
	print->is_sending = print->is_kick;
	str_done(&bytes);
}
