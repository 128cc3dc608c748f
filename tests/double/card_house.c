/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/card_house.c -- the house of tests/double/card_house.h.
 */
#include "double/card_house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/loop.h"
#include "base/str.h"
#include "core/entry.h"
#include "double/memvfs.h"
#include "service/bill.h"

#define STEP_MS 100
#define READER_MS 4000

static void must(enum err err, const char *what)
{
	if (err == ERR_OK)
		return;
	fprintf(stderr, "card_house: %s: %s\n", what, err_name(err));
	abort();
}

static enum err add_type_in(struct tx *tx, void *arg)
{
	return store_tender_type_insert(tx, arg);
}

static void add_type(struct card_house *cards, const char *code, const char *driver,
		     enum tender_tips tips, int64_t position, bool captures_later)
{
	struct act act = app_act(cards->app, cards->house.manager);
	struct tender_type type = { .exponent = 2, .rate_num = 1, .rate_den = 1,
				    .is_active = true, .tips = tips, .position = position,
				    .captures_later = captures_later };

	str_copy(type.code, sizeof type.code, code);
	str_copy(type.name, sizeof type.name, code);
	str_copy(type.driver, sizeof type.driver, driver);
	str_copy(type.unit, sizeof type.unit, "EUR");
	type.account = entry_account(LEDGER_CLEARING, position);
	must(act_run(cards->app->db, &act, "tender-type", code, add_type_in, &type, NULL), code);
}

static void on_told(void *arg, int64_t payment)
{
	struct card_house *cards = arg;

	(void)payment;
	cards->told++;
}

static void open_line(struct card_house *cards)
{
	sim_line_open(cards->app, cards->simulator, &cards->line);
	sim_line_set_latency(cards->line, 20, 200, cards->seed);
	cards->processor = sim_line_processor(cards->line);
}

/* What lives as long as the process. */
static void begin(struct card_house *cards)
{
	must(loop_new(cards->app->clock, &cards->loop), "loop");
	cards->app->loop = cards->loop;
	if (cards->link != NULL)
		cards->link->open(cards->link->self, cards);
	else
		open_line(cards);
	cards->app->processor = &cards->processor;
	cards->app->reader = cards->reader;
	must(courier_new(cards->app, on_told, cards, &cards->courier), "courier");
	courier_seed(cards->courier, cards->seed);
}

void card_house_stop(struct card_house *cards)
{
	courier_free(cards->courier);
	if (cards->link != NULL)
		cards->link->close(cards->link->self, cards);
	sim_line_close(cards->line);
	loop_free(cards->loop);
	cards->courier = NULL;
	cards->line = NULL;
	cards->loop = NULL;
	cards->app->processor = NULL;
}

void card_house_start(struct card_house *cards, int64_t after_ms)
{
	clock_advance(cards->app->clock, after_ms);
	if (cards->simulator != NULL)
		simulator_tick(cards->simulator, clock_unix_ms(cards->app->clock));
	begin(cards);
}

static void open_simulator(struct card_house *cards)
{
	struct simulator_options options = { .seed = cards->seed };

	must(simulator_new(&options, &cards->simulator), "simulator");
	sim_line_reader(cards->simulator, clock_unix_ms(cards->app->clock), cards->reader);
}

void card_house_open(struct card_house *cards, const char *url, uint64_t seed)
{
	card_house_open_link(cards, url, seed, NULL);
}

void card_house_open_link(struct card_house *cards, const char *url, uint64_t seed,
			  const struct card_link *link)
{
	*cards = (struct card_house){ .seed = seed, .link = link };
	if (url == NULL)
		cards->vfs = memvfs_new(seed);
	house_open(&cards->house, url != NULL ? url : CARD_HOUSE_URL "&twice=1", 1, true);
	cards->app = &cards->house.app;
	if (link == NULL)
		open_simulator(cards);
	add_type(cards, "card", "reader", TENDER_TIPS_READER, 10, false);
	add_type(cards, "slip", "reader", TENDER_TIPS_SLIP, 11, true);
	add_type(cards, "qr", "qr", TENDER_TIPS_NONE, 12, false);
	begin(cards);
}

void card_house_join(struct card_house *second, const struct card_house *first, const char *url,
		     int station)
{
	*second = (struct card_house){ .seed = first->seed + (uint64_t)station,
				       .simulator = first->simulator, .link = first->link,
				       .is_joined = true };
	house_join(&second->house, url, station, &first->house.keys);
	second->app = &second->house.app;
	str_copy(second->reader, sizeof second->reader, first->reader);
	begin(second);
}

void card_house_close(struct card_house *cards)
{
	card_house_stop(cards);
	if (!cards->is_joined)
		simulator_free(cards->simulator);
	house_close(&cards->house);
	memvfs_free(cards->vfs);
}

/* --- time ---------------------------------------------------------------------------------- */

void card_house_pass(struct card_house *cards, int64_t ms)
{
	sim_line_pass(cards->app, ms, STEP_MS);
}

bool card_house_settle(struct card_house *cards, int64_t limit_ms)
{
	courier_kick(cards->courier);
	for (int64_t ms = 0; ms < limit_ms; ms += STEP_MS) {
		card_house_pass(cards, STEP_MS);
		if (courier_open(cards->courier) == 0)
			return true;
	}
	return false;
}

/* --- guests -------------------------------------------------------------------------------- */

int64_t card_house_begin(struct card_house *cards, int64_t bill, int part, const char *tender)
{
	struct act act = house_act(&cards->house, bill);
	struct payment_order order = { .tender_type = house_tender(&cards->house, tender),
				       .amount_minor = PAY_EXACT };
	struct bill_view view;
	int64_t payment = 0;

	must(bill_view_load(cards->app->db, bill, &view), "bill");
	order.part = view.parts[part].id;
	bill_view_done(&view);
	must(payment_begin(cards->app, &act, &order, &payment), "payment");
	courier_kick(cards->courier);
	return payment;
}

void card_house_guest(struct card_house *cards, const char *card, int64_t tip_minor)
{
	char form[128];

	card_house_pass(cards, READER_MS);
	str_format(form, sizeof form, "card=%s&tip=%lld", card, (long long)tip_minor);
	sim_line_person(cards->simulator, "present", form, clock_unix_ms(cards->app->clock));
}

/* --- what became of it --------------------------------------------------------------------- */

struct payment_row card_house_payment(struct card_house *cards, int64_t payment)
{
	struct payment_row row;

	must(store_payment_load(cards->app->db, payment, &row), "payment");
	return row;
}

int64_t card_house_clearing(struct card_house *cards)
{
	static const char sql[] =
		"SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE property = $1 "
		"AND account BETWEEN $2 AND $3";
	int64_t minor = 0;

	must(db_one_int(cards->app->db, &minor, sql, V(1), V(entry_account(LEDGER_CLEARING, 0)),
			V(entry_account(LEDGER_CLEARING, ENTRY_LEDGER_SIZE - 1))),
	     "clearing");
	return minor;
}

int64_t card_house_settled(struct card_house *cards)
{
	return simulator_settled_minor(cards->simulator, "eur");
}

int card_house_effects(struct card_house *cards, const char *name)
{
	struct simulator_effect effect;
	int n = 0;

	for (size_t i = 0; simulator_effect_at(cards->simulator, i, &effect); i++)
		n += strcmp(effect.name, name) == 0;
	return n;
}
