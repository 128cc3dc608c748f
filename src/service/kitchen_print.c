/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen_print.c -- the worker of the kitchen's papers: claim, send, give back.
 */
#include "service/kitchen_print.h"

#include <assert.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/str.h"
#include "device/device.h"
#include "document/escpos.h"
#include "document/text.h"
#include "service/kitchen_card.h"
#include "service/kitchen_inside.h"
#include "service/print.h"

#define SLOTS 4                      /* printers at work at a time */
#define DOUBLINGS_MAX 5
#define BUSY_MS 500                  /* until the till's own printer is asked again */

enum slot_state { SLOT_FREE, SLOT_SENDING, SLOT_ENDING };

/* One paper under way, or one whose end the store does not know yet. */
struct slot {
	struct kitchen_print *kitchen;
	enum slot_state state;
	bool is_done;
	struct kitchen_job job;
	struct kitchen_station station;
	struct device *device;       /* NULL: the till's own */
};

struct kitchen_print {
	struct app *app;
	struct loop *loop;
	struct print *own;
	struct slot slots[SLOTS];
	int64_t down_until_mono_ms[KITCHEN_NUMBER_MAX + 1];
	int64_t failed;
	bool has_news;
	struct kitchen_news news;
};

enum err kitchen_print_open(struct app *app, struct loop *loop, struct print *own,
			    struct kitchen_print **ret_kitchen)
{
	struct kitchen_print *kitchen = calloc(1, sizeof *kitchen);
	enum err err = kitchen != NULL ? store_kitchen_job_unclaim(app->db, app->station)
				       : ERR_MEMORY;

	if (err != ERR_OK) {
		free(kitchen);
		return err;
	}
	kitchen->app = app;
	kitchen->loop = loop;
	kitchen->own = own;
	for (int i = 0; i < SLOTS; i++)
		kitchen->slots[i].kitchen = kitchen;
	*ret_kitchen = kitchen;
	return ERR_OK;
}

void kitchen_print_close(struct kitchen_print *kitchen)
{
	if (kitchen == NULL)
		return;
	for (int i = 0; i < SLOTS; i++)
		device_close(kitchen->slots[i].device);
	(void)store_kitchen_job_unclaim(kitchen->app->db, kitchen->app->station);
	free(kitchen);
}

bool kitchen_print_news(struct kitchen_print *kitchen, struct kitchen_news *ret_news)
{
	if (!kitchen->has_news)
		return false;
	kitchen->has_news = false;
	*ret_news = kitchen->news;
	return true;
}

int64_t kitchen_print_failed(const struct kitchen_print *kitchen)
{
	return kitchen->failed;
}

/* --- the end of a paper -------------------------------------------------------------------- */

/* The name of a printer; "" for the till's own and for one that is not there. */
static void name_of(struct kitchen_print *kitchen, int64_t number, char into[KITCHEN_NAME_SIZE])
{
	struct kitchen_printer printer;

	into[0] = '\0';
	if (number != KITCHEN_TILL_PRINTER &&
	    store_printer_load(kitchen->app->db, number, &printer) == ERR_OK)
		str_copy(into, KITCHEN_NAME_SIZE, printer.name);
}

static void tell(struct slot *slot)
{
	struct kitchen_print *kitchen = slot->kitchen;

	if (slot->station.printer == 0 || slot->job.printer == slot->station.printer)
		return;
	kitchen->has_news = true;
	name_of(kitchen, slot->station.printer, kitchen->news.missing);
	name_of(kitchen, slot->job.printer, kitchen->news.where);
}

/* Tells the store; what cannot be told now is told at the next step.  A claim that ran out was
 * taken over by another till, which has printed it. */
static enum err end(struct slot *slot)
{
	enum err err = store_kitchen_job_end(slot->kitchen->app->db, &slot->job, slot->is_done);

	if (err == ERR_CHANGED)
		err = ERR_OK;
	slot->state = err == ERR_OK ? SLOT_FREE : SLOT_ENDING;
	return err;
}

static void finish(struct slot *slot)
{
	device_close(slot->device);
	slot->device = NULL;
	slot->is_done = true;
	slot->job.problem[0] = '\0';
	tell(slot);
	(void)end(slot);
}

static int64_t wait_ms(int64_t tries)
{
	int64_t doublings = tries / KITCHEN_STEPS;
	int64_t wait = KITCHEN_PRINT_WAIT_MS
		       << (doublings < DOUBLINGS_MAX ? doublings : DOUBLINGS_MAX);

	return wait < KITCHEN_PRINT_WAIT_MAX_MS ? wait : KITCHEN_PRINT_WAIT_MAX_MS;
}

/* On to the next printer; after the last one from the first again, later. */
static void fall_back(struct slot *slot, const char *problem)
{
	struct kitchen_job *job = &slot->job;
	int64_t now = clock_unix_ms(slot->kitchen->app->clock);

	device_close(slot->device);
	slot->device = NULL;
	slot->is_done = false;
	str_copy(job->problem, sizeof job->problem, problem);
	job->next_unix_ms = now;
	do {
		if (++job->step == KITCHEN_STEPS) {
			job->step = 0;
			job->next_unix_ms = now + wait_ms(job->tries);
		}
	} while (!kitchen_step(&slot->station, job->step, &job->printer));
	(void)end(slot);
}

/* The same printer, a little later. */
static void ask_again(struct slot *slot)
{
	slot->is_done = false;
	slot->job.next_unix_ms = clock_unix_ms(slot->kitchen->app->clock) + BUSY_MS;
	(void)end(slot);
}

static void sent(void *arg, enum err err)
{
	struct slot *slot = arg;
	struct kitchen_print *kitchen = slot->kitchen;
	char problem[KITCHEN_PROBLEM_SIZE] = "";

	if (err == ERR_OK) {
		finish(slot);
		return;
	}
	if (slot->device != NULL)
		str_copy(problem, sizeof problem, device_problem(slot->device));
	else
		str_copy(problem, sizeof problem, err_text(err));
	kitchen->down_until_mono_ms[slot->job.printer] =
		clock_mono_ms(kitchen->app->clock) + KITCHEN_PRINT_DOWN_MS;
	fall_back(slot, problem);
}

/* --- the start of a paper ------------------------------------------------------------------ */

static void paper_name(const struct kitchen_job *job, char *into, size_t size)
{
	static const char *const kinds[] = { "ticket", "fire", "copy" };

	str_format(into, size, "kitchen-%d-%lld-%d-%s", id_station(job->id),
		   (long long)id_seq(job->id), id_row(job->id), kinds[job->kind]);
}

static enum err send_to(struct slot *slot, const struct kitchen_printer *printer,
			const struct document *doc, const char *name)
{
	const char *mark = kitchen_card_mark(&slot->job);
	struct str bytes = { 0 };
	enum err err;

	assert(!property_is_training(&slot->kitchen->app->property) ||
	       document_mark(doc)[0] != '\0');
	if (device_is_escpos(slot->device))
		document_render_escpos(doc, (int)printer->width, mark, &bytes);
	else
		document_render_text(doc, (int)printer->width, mark, &bytes);
	device_set_timeout(slot->device, KITCHEN_PRINT_TIMEOUT_MS);
	err = str_ok(&bytes) ? device_send(slot->device, slot->kitchen->loop, name, bytes.data,
					   bytes.len, sent, slot)
			     : ERR_MEMORY;
	str_done(&bytes);
	return err;
}

static bool is_down(const struct kitchen_print *kitchen, int64_t printer)
{
	return clock_mono_ms(kitchen->app->clock) < kitchen->down_until_mono_ms[printer];
}

static enum err make_paper(const struct slot *slot, bool is_raw, struct document **ret_doc)
{
	char missing[KITCHEN_NAME_SIZE];

	name_of(slot->kitchen, slot->station.printer, missing);
	return kitchen_card_paper(slot->kitchen->app, &slot->job,
				  slot->job.step > 0 && missing[0] != '\0' ? missing : NULL, is_raw,
				  ret_doc);
}

/* A printer of the house; what is wrong with it at once is as if it had failed. */
static enum err start_at_printer(struct slot *slot, const char *name)
{
	struct kitchen_print *kitchen = slot->kitchen;
	struct kitchen_printer printer;
	struct document *doc = NULL;
	enum err err = store_printer_load(kitchen->app->db, slot->job.printer, &printer);

	if (err == ERR_OK && (!printer.is_active || is_down(kitchen, printer.number)))
		err = ERR_DEVICE;
	if (err == ERR_OK)
		err = device_open(printer.address, &slot->device);
	if (err == ERR_OK)
		err = make_paper(slot, device_is_escpos(slot->device), &doc);
	if (err == ERR_OK)
		err = send_to(slot, &printer, doc, name);
	document_free(doc);
	return err;
}

static enum err start_at_till(struct slot *slot, const char *name)
{
	struct print *own = slot->kitchen->own;
	struct document *doc = NULL;
	enum err err = own != NULL ? make_paper(slot, print_is_raw(own), &doc) : ERR_DEVICE;

	if (err == ERR_OK)
		err = print_other(own, doc, kitchen_card_mark(&slot->job), name, sent, slot);
	document_free(doc);
	return err;
}

static enum err start(struct slot *slot)
{
	char name[DEVICE_NAME_MAX + 1];

	paper_name(&slot->job, name, sizeof name);
	return slot->job.printer == KITCHEN_TILL_PRINTER ? start_at_till(slot, name)
							 : start_at_printer(slot, name);
}

static enum err station_of(struct kitchen_print *kitchen, const struct kitchen_job *job,
			   struct kitchen_station *ret_station)
{
	struct kitchen_ticket ticket;
	enum err err = store_kitchen_ticket_load(kitchen->app->db, job->ticket, &ticket);

	return err == ERR_OK ? store_kitchen_station_load(kitchen->app->db, ticket.station,
							  ret_station)
			     : err;
}

static enum err claim(struct kitchen_print *kitchen, struct kitchen_job *ret_job)
{
	int64_t now = clock_unix_ms(kitchen->app->clock);
	struct kitchen_claim claim = { .station = kitchen->app->station,
				       .now_unix_ms = now,
				       .until_unix_ms = now + KITCHEN_PRINT_CLAIM_MS,
				       .patience_ms = KITCHEN_PRINT_PATIENCE_MS,
				       .has_printer = kitchen->own != NULL };

	return store_kitchen_job_claim(kitchen->app->db, &claim, ret_job);
}

/* Takes up the next paper; ERR_NOT_FOUND when nothing is due. */
static enum err take_up(struct slot *slot)
{
	struct kitchen_print *kitchen = slot->kitchen;
	enum err err = claim(kitchen, &slot->job);

	if (err == ERR_OK)
		err = station_of(kitchen, &slot->job, &slot->station);
	if (err != ERR_OK)
		return err;
	slot->state = SLOT_SENDING;
	err = start(slot);
	if (err == ERR_BUSY)
		ask_again(slot);
	else if (err != ERR_OK)
		fall_back(slot, err_text(err));
	return ERR_OK;
}

enum err kitchen_print_step(struct kitchen_print *kitchen)
{
	int64_t waiting;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < SLOTS; i++)
		if (kitchen->slots[i].state == SLOT_ENDING)
			err = end(&kitchen->slots[i]);
	for (int i = 0; err == ERR_OK && i < SLOTS; i++)
		if (kitchen->slots[i].state == SLOT_FREE)
			err = take_up(&kitchen->slots[i]);
	if (err == ERR_NOT_FOUND)
		err = ERR_OK;
	return err == ERR_OK ? store_kitchen_job_count(kitchen->app->db, &waiting,
						       &kitchen->failed)
			     : err;
}
