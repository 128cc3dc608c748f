/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/simulator.h -- a card processor without I/O: requests in, answers out, and a record of
 *                          what truly happened.  The program puts HTTPS around it; a test calls it.
 *
 * Shape   a request is what stands in an HTTP request of Stripe's API (version 2024-04-10); the
 *         answer has the status, the headers that matter and the body.  What the wire does to it
 *         (reset, stall, cut) stands in `wire`, for whoever carries it.
 * Units   *_minor in the smallest unit of the currency; *_unix_ms since 1970 UTC.
 * Errors  ERR_DATA for a fault script that cannot be read.  A simulator without memory aborts.
 * Owner   answers: simulator_answer_done(); what is borrowed lives until the next call.
 */
#ifndef SANDUQ_SIMULATOR_SIMULATOR_H
#define SANDUQ_SIMULATOR_SIMULATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define SIMULATOR_API_VERSION "2024-04-10"
#define SIMULATOR_KEY_SIZE 256

struct json;
struct simulator;

struct simulator_options {
	uint64_t seed;
	const char *api_key;         /* NULL: any that begins with sk_test_ or rk_test_ */
	const char *base_url;        /* of payment pages; NULL: https://localhost */
	const char *auto_card;       /* readers present this card by themselves; NULL: they wait */
	int64_t auto_delay_ms;       /* after so long */
	bool with_decline_amounts;   /* ...01 02 03 05 55 65 75 decline any card */
};

struct simulator_request {
	const char *method;          /* "GET", "POST", "DELETE" */
	const char *path;            /* "/v1/refunds", without the query */
	const char *query;           /* "limit=3", or NULL */
	const char *body;            /* form, or NULL */
	size_t body_len;
	const char *authorization;   /* "Bearer sk_test_...", "Basic ..." */
	const char *idempotency_key; /* or NULL */
};

/* What is done to an answer on its way; `wire_arg` is its number. */
enum simulator_wire {
	SIMULATOR_WIRE_WHOLE,        /* nothing: it arrives */
	SIMULATOR_WIRE_REFUSE,       /* the connection was refused: nothing was executed */
	SIMULATOR_WIRE_RESET,        /* the connection is reset instead of an answer */
	SIMULATOR_WIRE_STALL,        /* the answer comes after wire_arg milliseconds */
	SIMULATOR_WIRE_HOLD,         /* not yet executed: simulator_take() after wire_arg ms */
	SIMULATOR_WIRE_CUT,          /* closed after wire_arg bytes of the answer */
	SIMULATOR_WIRE_DRIP          /* one byte every wire_arg milliseconds */
};

struct simulator_answer {
	int status;
	const char *content_type;
	char request_id[40];
	bool is_replayed;            /* Idempotent-Replayed: true */
	const char *should_retry;    /* Stripe-Should-Retry, or NULL */
	const char *location;        /* of a redirect, or NULL */
	int retry_after_s;           /* Retry-After, or 0 */
	struct str body;
	enum simulator_wire wire;
	int64_t wire_arg;
	int64_t ticket;              /* for simulator_take() */
};

/* One thing that truly happened. */
struct simulator_effect {
	int64_t at_unix_ms;
	const char *name;            /* create authorize decline increment capture cancel expire
					refund refund_failed ... */
	const char *object;          /* what was made or changed: "pi_...", "re_..." */
	const char *intent;          /* its payment, or "" */
	int64_t amount_minor;
	const char *currency;
	const char *key;             /* the request's idempotency key, or "" */
	const char *attempt;         /* the object's metadata[attempt], or "" */
};

/* Makes a simulator; `options` is borrowed for the call, NULL for the defaults. */
enum err simulator_new(const struct simulator_options *options, struct simulator **ret_simulator);

/* Frees it; NULL is fine. */
void simulator_free(struct simulator *simulator);

/* Answers one request.  Never fails: what is wrong with a request is in the answer. */
void simulator_handle(struct simulator *simulator, const struct simulator_request *request,
		      int64_t now_unix_ms, struct simulator_answer *ret_answer);

/* Executes what is due by now: held requests, readers that work by themselves, expiries.
 * simulator_handle() does so too. */
void simulator_tick(struct simulator *simulator, int64_t now_unix_ms);

/* Milliseconds until something is due, -1 for nothing. */
int64_t simulator_due_ms(const struct simulator *simulator, int64_t now_unix_ms);

/* The answer to a request that was held; false while it is not executed. */
bool simulator_take(struct simulator *simulator, int64_t ticket,
		    struct simulator_answer *ret_answer);

/* Frees the body of an answer. */
void simulator_answer_done(struct simulator_answer *answer);

/* What a person does at the simulator: "present", "decline", "cancel", "pay-link", "offline",
 * "online", "refund-fails", "dispute", "payout", "advance", "record", "status", "faults"; `form`
 * holds its arguments ("card=visa&tip=300").  The answer is JSON; simulator(1) has the list. */
void simulator_control(struct simulator *simulator, const char *verb, const char *form,
		       int64_t now_unix_ms, struct simulator_answer *ret_answer);

/* Replaces the fault script: JSON lines, see sanduq-simulator(1).  On ERR_DATA the old script
 * stays and simulator_problem() says what is wrong. */
enum err simulator_set_faults(struct simulator *simulator, const char *text, size_t len);

/* What was wrong with the last script, or "". */
const char *simulator_problem(const struct simulator *simulator);

/* The number and argument of a fault for a new connection, when one is due now; the name of the
 * fault ("refuse", "closed", "bad-ca", "expired", "wrong-host", "tls1.1") or NULL. */
const char *simulator_connect(struct simulator *simulator, int64_t *ret_arg);

/* How many things happened, and the i-th of them (false: there is none). */
size_t simulator_effect_count(const struct simulator *simulator);
bool simulator_effect_at(const struct simulator *simulator, size_t i,
			 struct simulator_effect *ret_effect);

/* What moved: captures less refunds (failed ones not counted) in a currency. */
int64_t simulator_settled_minor(const struct simulator *simulator, const char *currency);

/* An object by its id, or NULL; borrowed. */
const struct json *simulator_object(const struct simulator *simulator, const char *id);

/* State on disk: appends what changed since the last call as JSON lines to `ret_lines`, or all of
 * it; and takes such lines back into a fresh simulator. */
void simulator_save(struct simulator *simulator, bool is_all, struct str *ret_lines);
enum err simulator_load(struct simulator *simulator, const char *lines, size_t len);

#endif
