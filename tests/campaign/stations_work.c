/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/stations_work.c -- what a station does all day: tabs of its own opened, rung,
 * split and paid, and now and then a table that all stations share, taken over from whoever has it.
 */
#include "campaign/stations.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/random.h"
#include "base/str.h"
#include "double/house.h"
#include "service/bill.h"
#include "service/drawer.h"
#include "service/keys.h"
#include "service/pay.h"

#define SAMPLES_MAX 1000000
#define SHARED_TABLES 2
#define SHARED_EVERY 3             /* one round in so many is on a shared table */
#define SHARED_LINES_MAX 20        /* then it is paid */
#define LINES_MAX 6

struct work {
	struct house house;
	struct random random;
	struct clock clock;        /* of the machine; that of the house stands */
	int64_t end_us, began_us;
	int64_t cash;              /* id of the way to pay */
	int64_t *samples;
	int64_t n_samples;
	struct station_result result;
};

static bool is_rule(enum err err)
{
	return err == ERR_HELD || err == ERR_CHANGED || err == ERR_CLOSED || err == ERR_EXISTS ||
	       err == ERR_NOT_FOUND || err == ERR_FROZEN;
}

static bool chance(struct work *w, uint64_t one_in)
{
	return random_below(&w->random, one_in) == 0;
}

static struct act begin(struct work *w, int64_t bill, int64_t version)
{
	struct act act = app_bill_act(&w->house.app, w->house.manager, bill, version);

	w->began_us = clock_mono_us(&w->clock);
	return act;
}

/* Keeps how long the act took and what came of it. */
static enum err end(struct work *w, enum err err, const char *what, bool is_shared)
{
	if (w->n_samples < SAMPLES_MAX)
		w->samples[w->n_samples++] = clock_mono_us(&w->clock) - w->began_us;
	if (err == ERR_OK)
		w->result.acts++;
	else if (is_shared && is_rule(err))
		w->result.refused++;
	else if (w->result.errors++ == 0)
		str_format(w->result.first, sizeof w->result.first, "%s: %s (%s)", what,
			   err_name(err), db_words(w->house.app.db));
	return err;
}

static enum err add(struct work *w, int64_t bill, bool is_shared)
{
	static const int64_t codes[] = { 21, 22, 31, 32, 41 };
	int64_t line, code = codes[random_below(&w->random, 5)];
	struct act act = begin(w, bill, -1);

	return end(w, bill_add(&w->house.app, &act, code, random_between(&w->random, 1, 3), &line),
		   "add", is_shared);
}

/* Pays what one part owes, exactly or with a note. */
static enum err pay_part(struct work *w, const struct bill_view *view, int part, bool is_shared)
{
	const struct bill_part_view *open = &view->parts[part];
	int64_t given = chance(w, 2) ? PAY_EXACT : open->due_minor / 5000 * 5000 + 5000;
	struct act act = begin(w, view->rows.head.id, is_shared && part == 0
			       ? view->rows.head.version : -1);
	struct pay_result result = { 0 };
	enum err err = end(w, pay_tender(&w->house.app, &act, open->id, w->cash, given, &result),
			   "pay", is_shared);

	if (err != ERR_OK)
		return err;
	w->result.paid_minor += result.plan.amount_minor;
	w->result.receipts += result.part_closed;
	return ERR_OK;
}

static enum err pay_all(struct work *w, int64_t bill, bool is_shared)
{
	struct bill_view view;
	enum err err = bill_view_load(w->house.app.db, bill, &view);

	if (err != ERR_OK) {
		w->result.errors++;
		return err;
	}
	for (int i = 0; i < view.n_parts && err == ERR_OK; i++)
		if (!view.parts[i].is_closed && view.parts[i].due_minor > 0)
			err = pay_part(w, &view, i, is_shared);
	bill_view_done(&view);
	return err;
}

static enum err discount(struct work *w, int64_t bill)
{
	int64_t reason = house_reason(&w->house, "discount");
	struct act act = begin(w, bill, -1);

	act.reason = reason;
	return end(w, bill_discount(&w->house.app, &act, 0, 0, 100000), "discount", false);
}

static enum err split(struct work *w, int64_t bill)
{
	struct act act = begin(w, bill, -1);

	return end(w, bill_split_evenly(&w->house.app, &act,
					(int)random_between(&w->random, 2, 3)), "split", false);
}

/* A tab of its own, from the first key to the last receipt. */
static void own_tab(struct work *w)
{
	char name[24];
	int64_t bill = 0, lines = random_between(&w->random, 2, LINES_MAX);
	struct act act;
	enum err err;

	str_format(name, sizeof name, "Guest of %d", w->house.app.station);
	act = begin(w, 0, -1);
	err = end(w, bill_open(&w->house.app, &act, 0, name, 2, &bill), "open", false);
	for (int64_t i = 0; i < lines && err == ERR_OK; i++)
		err = add(w, bill, false);
	if (err == ERR_OK && chance(w, 4))
		err = discount(w, bill);
	if (err == ERR_OK && chance(w, 3))
		err = split(w, bill);
	if (err == ERR_OK)
		pay_all(w, bill, false);
}

/* The bill at a shared table: opened here, or by whoever came first. */
static enum err come_to_table(struct work *w, int64_t *ret_bill)
{
	int64_t table = random_between(&w->random, 1, SHARED_TABLES);
	struct act act = begin(w, 0, -1);
	enum err err = bill_open(&w->house.app, &act, table, "", 4, ret_bill);

	end(w, err, "table", true);
	return err == ERR_EXISTS ? ERR_OK : err;
}

/* Rings on a bill that others ring on; takes it over when another has it (B4). */
static enum err ring_shared(struct work *w, int64_t bill)
{
	struct act act;
	enum err err = add(w, bill, true);

	if (err != ERR_HELD)
		return err;
	act = begin(w, bill, -1);
	err = end(w, bill_take_over(&w->house.app, &act), "take over", true);
	if (err != ERR_OK)
		return err;
	w->result.taken_over++;
	return add(w, bill, true);
}

static void shared_table(struct work *w)
{
	struct bill_view view;
	struct act act;
	int64_t bill = 0;
	int lines;

	if (come_to_table(w, &bill) != ERR_OK || ring_shared(w, bill) != ERR_OK ||
	    bill_view_load(w->house.app.db, bill, &view) != ERR_OK)
		return;
	lines = view.n_items;
	bill_view_done(&view);
	if (lines > SHARED_LINES_MAX || chance(w, 4)) {
		pay_all(w, bill, true);
	} else if (chance(w, 2)) {
		act = begin(w, bill, -1);
		end(w, bill_release(&w->house.app, &act), "release", true);
	}
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void rank(struct work *w)
{
	int64_t n = w->n_samples;

	if (n == 0)
		return;
	qsort(w->samples, (size_t)n, sizeof *w->samples, by_number);
	w->result.p50_us = w->samples[n / 2];
	w->result.p99_us = w->samples[n * 99 / 100];
	w->result.worst_us = w->samples[n - 1];
}

static bool prepare(struct work *w, const struct station_how *how)
{
	struct keys keys;
	struct act act;

	w->samples = malloc(SAMPLES_MAX * sizeof *w->samples);
	if (w->samples == NULL || !hash_ready() || keys_load(how->keys, &keys) != ERR_OK)
		return false;
	clock_init(&w->clock);
	random_init_seed(&w->random, how->seed * 1000 + (uint64_t)how->number);
	house_join(&w->house, how->url, how->number, &keys);
	w->cash = house_tender(&w->house, "cash");
	act = app_act(&w->house.app, w->house.cashier);
	return drawer_open(&w->house.app, &act, 10000, NULL) == ERR_OK;
}

int station_work(const struct station_how *how)
{
	static struct work w;
	int64_t times[2];

	if (!prepare(&w, how) || write(STDOUT_FILENO, "r", 1) != 1 ||
	    read(STDIN_FILENO, times, sizeof times) != sizeof times)
		return 70;
	w.end_us = times[1];
	while (clock_mono_us(&w.clock) < times[0])
		usleep(1000);
	while (clock_mono_us(&w.clock) < w.end_us) {
		if (chance(&w, SHARED_EVERY))
			shared_table(&w);
		else
			own_tab(&w);
	}
	rank(&w);
	if (how->lies)
		w.result.paid_minor += 220;
	house_close(&w.house);
	free(w.samples);
	return write(STDOUT_FILENO, &w.result, sizeof w.result) == sizeof w.result ? 0 : 70;
}
