/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/card_house.h -- the house of tests/double/house.h with a card reader: a simulator
 *                              inside, a line that can fail, a courier, a guest.
 *
 * Shape   ways to pay besides cash: "card" (on the reader, tips there, captured at once), "slip"
 *         (on the reader, captured when the slip is signed), "qr" (a link drawn as a code).
 * Owner   card_house_open/card_house_close; the simulator outlives a stop of the house.
 * Errors  ends the program when it cannot go on.
 */
#ifndef SANDUQ_TESTS_DOUBLE_CARD_HOUSE_H
#define SANDUQ_TESTS_DOUBLE_CARD_HOUSE_H

#include "double/house.h"
#include "double/sim_line.h"
#include "service/courier.h"

/* The address of a store on a disk in memory. */
#define CARD_HOUSE_URL "sqlite:cards.db?vfs=memory&lock=none"

struct memvfs;
struct card_house;

/* Another way to a processor than the line to a simulator inside. */
struct card_link {
	void (*open)(void *self, struct card_house *cards);    /* makes cards->processor */
	void (*close)(void *self, struct card_house *cards);
	void *self;
};

struct card_house {
	struct house house;
	struct app *app;             /* &house.app */
	const struct card_link *link;  /* NULL: simulator and line */
	struct simulator *simulator;
	struct loop *loop;
	struct sim_line *line;
	struct processor processor;
	struct courier *courier;
	char reader[PROCESSOR_ID_SIZE];
	struct memvfs *vfs;          /* of its own; NULL: none */
	int told;                    /* times the courier said that something moved */
	bool is_joined;              /* the simulator belongs to another */
	uint64_t seed;
};

/* Makes house, simulator and courier; with url NULL on a disk in memory of its own. */
void card_house_open(struct card_house *cards, const char *url, uint64_t seed);

/* The same, with another way to a processor, which is borrowed; it has no reader yet. */
void card_house_open_link(struct card_house *cards, const char *url, uint64_t seed,
			  const struct card_link *link);

/* Another station of the same house, at the same simulator and reader. */
void card_house_join(struct card_house *second, const struct card_house *first, const char *url,
		     int station);

/* Closes it. */
void card_house_close(struct card_house *cards);

/* The program stops where it is, as after a kill, and starts again `after_ms` later. */
void card_house_stop(struct card_house *cards);
void card_house_start(struct card_house *cards, int64_t after_ms);

/* Lets time pass, 100 ms at a time; or until no attempt is open (at most `limit_ms`; false: some
 * still are). */
void card_house_pass(struct card_house *cards, int64_t ms);
bool card_house_settle(struct card_house *cards, int64_t limit_ms);

/* Begins a payment of what is due of the i-th part by a way to pay; its id. */
int64_t card_house_begin(struct card_house *cards, int64_t bill, int part, const char *tender);

/* Lets the reader ask, then the guest shows a card ("visa", "declined") with a tip. */
void card_house_guest(struct card_house *cards, const char *card, int64_t tip_minor);

/* The payment as it stands. */
struct payment_row card_house_payment(struct card_house *cards, int64_t payment);

/* Card clearing in the journal, and the same as the processor knows it: equal once nothing is in
 * doubt (P7). */
int64_t card_house_clearing(struct card_house *cards);
int64_t card_house_settled(struct card_house *cards);

/* How often something truly happened at the processor ("capture", "refund", "create"). */
int card_house_effects(struct card_house *cards, const char *name);

#endif
