/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/flows.h -- two tills take cards, give money back and are killed, while processor
 *                           and wire do their worst; for flows*.c alone.
 *
 * Shape   a world is one store with two stations and one simulator; flows run in it side by side,
 *         one act after the other in an order that the seed decides, time passes between them.  At
 *         its end everything is whole again, doubts are resolved, and the journal must say what the
 *         simulator's record of what truly happened says (P7).
 * Rules   P2, P3, P4, P5, P7, L3, M5.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_FLOWS_H
#define SANDUQ_TESTS_CAMPAIGN_FLOWS_H

#include "base/random.h"
#include "double/card_house.h"

#define FLOW_TILLS 2
#define FLOW_BILLS 8               /* open side by side */
#define FLOW_CLOSED 32             /* closed ones that may be refunded */

/* What the program could do wrong; each must be found. */
#define MUTANT_MAP(X)                                                                     \
	X(MUTANT_NONE, "none")                                                            \
	X(MUTANT_NEW_KEY, "new key on retry")                                             \
	X(MUTANT_TWICE, "answer applied twice")                                           \
	X(MUTANT_CAP, "refund cap per station")                                           \
	X(MUTANT_DECLINED, "unknown shown as declined")                                   \
	X(MUTANT_PAID, "unknown shown as paid")                                           \
	X(MUTANT_SAVED_LATE, "attempt saved after sending")                               \
	X(MUTANT_AMOUNT, "amount of the answer not compared")                             \
	X(MUTANT_REPLAYED, "replayed 500 retried")                                        \
	X(MUTANT_TIP, "tip above what the charge grants")                                 \
	X(MUTANT_OLD_KEY, "key older than 23 h resent")

enum mutant {
#define MUTANT_ENUM(code, text) code,
	MUTANT_MAP(MUTANT_ENUM)
#undef MUTANT_ENUM
	MUTANT_COUNT
};

/* What is tried, and how often it went through. */
#define FLOW_ACT_MAP(X)                                                                   \
	X(FLOW_OPEN, "open", 10)                                                          \
	X(FLOW_RING, "ring", 6)                                                           \
	X(FLOW_SPLIT, "split", 3)                                                         \
	X(FLOW_CARD, "card", 16)                                                          \
	X(FLOW_QR, "qr", 4)                                                               \
	X(FLOW_SLIP, "signed slip", 5)                                                    \
	X(FLOW_HOLD, "hold", 3)                                                           \
	X(FLOW_INCREMENT, "increment", 2)                                                 \
	X(FLOW_APPLY, "apply", 4)                                                         \
	X(FLOW_CAPTURE, "capture", 5)                                                     \
	X(FLOW_RELEASE, "release", 2)                                                     \
	X(FLOW_CASH, "cash", 4)                                                           \
	X(FLOW_GUEST, "guest at the reader", 26)                                          \
	X(FLOW_PAGE, "guest at a page", 5)                                                \
	X(FLOW_STOP, "stop", 3)                                                           \
	X(FLOW_KEEP, "keep", 2)                                                           \
	X(FLOW_REPLACE, "replace", 2)                                                     \
	X(FLOW_CLOSE_DOUBT, "close in doubt", 3)                                          \
	X(FLOW_REFUND, "refund", 8)                                                       \
	X(FLOW_RACE, "refund at both tills", 3)                                           \
	X(FLOW_PAY_OWED, "pay what is owed", 2)                                           \
	X(FLOW_AGAIN, "same key again", 3)                                                \
	X(FLOW_KILL, "kill", 3)                                                           \
	X(FLOW_JUMP, "clock jump", 1)

enum flow_act {
#define FLOW_ENUM(code, text, weight) code,
	FLOW_ACT_MAP(FLOW_ENUM)
#undef FLOW_ENUM
	FLOW_ACT_COUNT
};

/* A payment begun, for the same key again. */
struct flow_last {
	struct act act;
	struct payment_order order;
	int64_t payment;
	int till;
};

/* A key as it was sent first, and whether a stored 500 came back for it (P3). */
struct flow_key {
	char key[PROCESSOR_KEY_SIZE];
	int64_t first_unix_ms;
	uint64_t digest;           /* of its bytes, over HTTPS; 0: none yet */
	bool is_over;
	bool is_odd;               /* its answer told another amount, currency or id (P4) */
};
#define FLOW_KEYS 4096

struct flow_carried;

/* What stands between a till's courier and its line: watches what is sent, and carries flaws. */
struct flow_wire {
	struct flow_world *world;
	int till;
	struct processor_line line;
	struct flow_carried *carried;   /* requests under way */
};

struct flow_world;

/* What stands behind the tills, and how time passes there. */
struct flow_bank {
	/* Makes the tills, each with a reader; and the other way. */
	void (*open)(struct flow_world *world);
	void (*close)(struct flow_world *world);

	/* Puts faults on the wires of the tills: after a start, and after each act. */
	void (*spoil)(struct flow_world *world);

	/* The wires are whole again. */
	void (*heal)(struct flow_world *world);

	/* The processor's fault script: `text`, and what of it concerns the wire.  False with the
	 * reason told. */
	bool (*set_faults)(struct flow_world *world, const char *text);

	/* Lets time pass at both tills. */
	void (*pass)(struct flow_world *world, int64_t ms);

	/* What a person does at the processor; false when it is not possible. */
	bool (*person)(struct flow_world *world, const char *verb, const char *form);

	/* The i-th thing that truly happened (asked from 0 on); what moved. */
	bool (*effect_at)(struct flow_world *world, size_t i, struct simulator_effect *ret_effect);
	int64_t (*settled)(struct flow_world *world);

	/* How often a key came with other bytes. */
	size_t (*changed)(struct flow_world *world);
};

/* The simulator inside, on a line that is a double; the program of its own, over HTTPS. */
extern const struct flow_bank flow_bank_inside;
extern const struct flow_bank flow_bank_https;

struct flow_https;

struct flow_world {
	const struct flow_bank *bank;
	struct flow_https *https;    /* of flow_bank_https */
	struct card_house till[FLOW_TILLS];
	struct random random;
	enum mutant mutant;
	uint64_t seed;
	char url[200], path[160];
	int64_t bills[FLOW_BILLS];
	int64_t closed[FLOW_CLOSED];
	int64_t opened;
	struct flow_last last;
	int fault_ppm;               /* of requests on the wire */
	struct processor_driver driver;   /* Stripe's, or a mutant's */
	struct flow_wire wires[FLOW_TILLS];
	struct flow_key keys[FLOW_KEYS];
	int n_keys;
	bool has_failed, is_quiet;
	char first[300];
	int tried[FLOW_ACT_COUNT], done[FLOW_ACT_COUNT];
	int64_t faults[SIM_FAULT_COUNT];
	int64_t fates[PROCESSOR_FATE_COUNT];   /* of requests */
	int64_t doubts, kills, captured, refunded;
};

/* Says what is wrong, once. */
void flow_wrong(struct flow_world *world, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* --- flows_acts.c */

/* One act of a kind at some till; false when there was nothing to do it to. */
bool flow_act(struct flow_world *world, enum flow_act act);

/* --- flows_truth.c */

/* At any moment: what the processor did is in the books or listed as open (P7). */
void flow_check_listed(struct flow_world *world);

/* Prints the payments that are not as the processor has them. */
void flow_print(struct flow_world *world);

/* Heals everything, resolves what is open, and proves the books against the record. */
void flow_settle(struct flow_world *world);

/* --- flows_mutants.c */

/* Puts the world's mutant into a till's processor, after its courier and line were made. */
void flow_mutate(struct flow_world *world, int till);

/* Forgets what was under way at a till whose line is closed. */
void flow_mutate_end(struct flow_world *world, int till);

/* The key as it was sent; a new one is added. */
struct flow_key *flow_key_of(struct flow_world *world, const char *key);

/* What a kill loses with this mutant. */
void flow_mutate_kill(struct flow_world *world, int till);

/* The mutant in force for the wrapped functions. */
void flow_set_mutant(enum mutant mutant);

#endif
