/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/bank.h -- a simulator that runs as a program, as tests on a set clock see it: how
 *                        far its clock is ahead, what truly happened there, what people do to it.
 *
 * Shape   the till's clock leaps, the simulator's does not: it is set ahead as far, in whole
 *         seconds, before anything is asked of it.  A command whose connection a fault spoils is
 *         sent again.
 * Errors  ends the program when the simulator does not answer.
 * Owner   bank_open/bank_close; the texts of effects live as long as it does.
 */
#ifndef SANDUQ_TESTS_DOUBLE_BANK_H
#define SANDUQ_TESTS_DOUBLE_BANK_H

#include "base/clock.h"
#include "double/counterpart.h"
#include "processor/processor.h"
#include "simulator/simulator.h"

struct http;
struct json;
struct loop;

struct bank {
	struct counterpart peer;
	int64_t ahead_ms;            /* of the machine's clock */
	int made;                    /* writes of its own */
	struct json **effects;       /* read so far */
	size_t n_effects, capacity;
};

/* Starts the simulator in a fresh folder called `name`; false when it does not come up. */
bool bank_open(struct bank *bank, const char *name, uint64_t seed);

/* Ends it. */
void bank_close(struct bank *bank);

/* The machine's clock, microseconds since some moment; milliseconds since 1970. */
int64_t bank_real_us(void);
int64_t bank_real_unix_ms(void);

/* A control command; the status of its answer, whose body is added to `body` (may be NULL). */
int bank_control(const struct bank *bank, const char *verb, const char *form, struct str *body);

/* Sets its clock ahead when `clock` is. */
void bank_catch_up(struct bank *bank, const struct clock *clock);

/* Another fault script, with ' for "; "" takes all away; the status of the answer. */
int bank_faults(const struct bank *bank, const char *script);

/* Reads what happened since the last time.  The i-th effect of what was read; false: none. */
void bank_read(struct bank *bank);
bool bank_effect_at(const struct bank *bank, size_t i, struct simulator_effect *ret_effect);

/* What effects from the i-th on moved: captures less refunds. */
int64_t bank_moved(const struct bank *bank, size_t since);

/* A write of a test's own, waited for; the id in the answer. */
void bank_post(struct http *http, struct loop *loop, struct clock *clock, const char *path,
	       const char *form, const char *key, char ret_id[PROCESSOR_ID_SIZE]);

/* A reader at a place of its own; its id. */
void bank_reader(struct bank *bank, struct http *http, struct loop *loop, struct clock *clock,
		 char ret_reader[PROCESSOR_ID_SIZE]);

/* A line to it: bytes, key and trust are the simulator's; `base` NULL: so is the address. */
struct http *bank_http(const struct bank *bank, struct loop *loop, const char *base);

#endif
