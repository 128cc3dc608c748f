/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/fault.h -- the fault script: which call of which operation goes wrong, and how.
 *
 * Shape   JSON lines; each is a rule {"on": operation, "fault": name, ...}.  The first rule that
 *         is due for a call is taken.
 * Owner   sim_script_new/script_free.
 */
#ifndef SANDUQ_SIMULATOR_FAULT_H
#define SANDUQ_SIMULATOR_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct json;
struct random;
struct script;

enum fault_kind {
	FAULT_NONE,
	/* for a connection: on "connect" */
	FAULT_REFUSE,
	FAULT_CLOSED,
	FAULT_BAD_CA,
	FAULT_EXPIRED,
	FAULT_WRONG_HOST,
	FAULT_TLS11,
	/* for a request */
	FAULT_RESET_BEFORE,
	FAULT_RESET_AFTER,
	FAULT_STALL_BEFORE,
	FAULT_STALL_AFTER,
	FAULT_CUT,
	FAULT_DRIP,
	FAULT_TRUNCATED,
	FAULT_WRONG_JSON,
	FAULT_HTML,
	FAULT_REDIRECT,
	FAULT_RATE_LIMIT,
	FAULT_LOCK,
	FAULT_IN_USE,
	FAULT_500_BEFORE,
	FAULT_500_AFTER,
	FAULT_500_RETRY,
	FAULT_503,
	FAULT_DECLINED,
	FAULT_WRONG_AMOUNT,
	FAULT_WRONG_CURRENCY,
	FAULT_WRONG_ID,
	FAULT_WRONG_LIVEMODE,
	FAULT_READER_BUSY,
	FAULT_READER_OFFLINE,
	FAULT_READER_TIMEOUT,
	FAULT_READER_TIMEOUT_AFTER,
	FAULT_CONNECTION_ERROR,
	FAULT_EVENTS_TWICE,
	FAULT_EVENTS_SHUFFLED,
	FAULT_KIND_COUNT
};

/* A row of the table of faults. */
struct fault_row {
	const char *name;
	enum fault_kind kind;
	const char *arg; /* what "arg" means, or "" */
	int64_t fallback; /* when it is not given */
	const char *help;
};

/* A fault that is due. */
struct fault {
	enum fault_kind kind;
	const char *name;
	int64_t arg;
	const char *text; /* "text" of the rule, or "" */
};

/* The i-th row, NULL after the last. */
const struct fault_row *sim_fault_row_at(size_t i);

/* Reads a script; ERR_DATA with the reason in `problem`, ERR_MEMORY. */
enum err sim_script_new(const char *text, size_t len, char *problem, size_t size,
			struct script **ret_script);

/* Frees; NULL is fine. */
void sim_script_free(struct script *script);

/* Counts a call of `op` (is_write: it may change something) and tells the fault that is due;
 * kind FAULT_NONE when none is.  A NULL script has none. */
struct fault sim_script_next(struct script *script, const char *op, bool is_write,
			     struct random *random);

/* How often each rule was taken: [{on, fault, calls, fired}], the caller's. */
struct json *sim_script_status(const struct script *script);

#endif
