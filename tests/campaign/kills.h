/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/kills.h -- the till is killed while it works: what is typed, what the screen has
 *                           told, what the store holds afterwards.
 *
 * Shape   a life of the till: started, logged in, compared with the store, typed at, killed.  What
 *         is typed is a plan of acts made from the seed; each act has a picture that stands on the
 *         screen only when it was done.  An act is acknowledged when its picture was read from the
 *         pseudo terminal, even if only for a moment.
 * Units   *_us are microseconds, amounts are minor units of the house's currency.
 * Rules   B3 (one accepted key = one durable transaction; the till comes back to the very line).
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_KILLS_H
#define SANDUQ_TESTS_CAMPAIGN_KILLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/random.h"
#include "base/str.h"
#include "pty.h"

#define KILLS_PLAN_MAX 80
#define KILLS_PAUSE '\001'         /* in the keys: wait until a reason is asked for */

enum kill_kind { KILL_OPEN, KILL_RING, KILL_AGAIN, KILL_VOID, KILL_DISCOUNT, KILL_NOTE, KILL_SPLIT,
		 KILL_PAY, KILL_KINDS };

extern const char *const kill_names[KILL_KINDS];

/* Where the till is, as far as typing needs to know. */
enum kill_mode { KILL_ON_FLOOR, KILL_ON_CHECK, KILL_ON_PAY, KILL_ON_PAID };

struct kill_state {
	enum kill_mode mode;
	int64_t bill;              /* id; 0: none, or not known yet */
	int64_t check;             /* its number; on the floor that of the next */
	int64_t receipt;           /* number of the next */
	int64_t due_minor;         /* -1: not known */
	int lines;
	int parts, paid;           /* 0 parts: not split */
	int64_t last_quantity;     /* of the line rung last in this life; 0: none is selected */
	int64_t last_price_minor;
	int notes;
	char line[96];             /* name of the last line, "" without one */
};

/* What an act left in the book tables. */
struct kill_wrote {
	int64_t quantity, amount_minor;      /* sums over lines */
	int64_t check;             /* number of a new bill; 0: none */
	int64_t given_minor;       /* cash given; -1: what was due */
	int64_t parts;             /* terms of parts that count */
};

/* One planned act: how it is typed, what the screen shows once it is done, what it wrote. */
struct kill_act {
	enum kill_kind kind;
	size_t keys_end;           /* in plan.keys */
	char title[48];            /* stands in the first row, "" = any */
	char text[48];             /* stands in the row of messages, "" = none */
	int64_t due_minor;         /* stands behind DUE; -1: any */
	const char *name;          /* of the act row */
	struct kill_wrote wrote;
};

struct kill_plan {
	struct kill_act acts[KILLS_PLAN_MAX];
	int n;
	int target;                /* the act that is killed */
	struct str keys;
};

/* Plans acts from `state` on: some, one of `target`'s kind, and more.  Frees what was there. */
void plan_make(struct kill_plan *plan, const struct kill_state *state, enum kill_kind target,
	       struct random *random);

/* Frees. */
void plan_done(struct kill_plan *plan);

/* What the screen has told: the number of acts of the plan acknowledged so far. */
struct kill_watch {
	const struct kill_plan *plan;
	int acked;
	int64_t at_us;             /* the last acknowledgement; 0: none yet */
	int64_t key_us;            /* when a key that was waited with was typed; 0: none yet */
	bool is_over;              /* what is still read tells no time */
	int64_t took_us[KILL_KINDS];   /* an act, from the later of the two, smoothed */
};

/* Looks at one picture; for pty_watch(), with a struct kill_watch. */
void watch_look(struct pty *pty, void *arg);

/* Types until the till is at work on the act that it shall not finish; false when it stands
 * still. */
bool type_to_target(struct pty *pty, const struct kill_plan *plan, struct kill_watch *watch);

/* True when "DUE" stands on the screen with this amount behind it. */
bool watch_due(struct pty *pty, int64_t due_minor);

/* Now, in microseconds. */
int64_t kills_now_us(void);

/* What the store holds: the acts that were planned, in order, and where the till must be. */
struct kill_truth {
	int done;                  /* acts of the plan that are there */
	struct kill_state state;
	int64_t seq;               /* of the last act of the till */
	char wrong[256];           /* "" or what is not as planned */
};

struct kill_house {
	const char *url, *keys;
	int station;
};

/* Reads the acts after `seq`, comparing them with the plan (which may be NULL), and the bill that
 * the till holds.  `whole` proves all books, else the recent ones. */
bool truth_read(const struct kill_house *house, int64_t seq, const struct kill_plan *plan,
		bool whole, struct kill_truth *ret_truth);

/* Rolls the business date, so that the books that a start proves stay short. */
bool truth_roll(const struct kill_house *house);

/* Kept mutant: the program itself on a disk that keeps back what was flushed last: it acknowledges
 * before it commits.  Returns what the program returns. */
int late_run(const char *url);

#endif
