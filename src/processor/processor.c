/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/processor.c -- the names of operations, outcomes and states, and an empty answer.
 */
#include "processor/processor.h"

#include <assert.h>
#include <string.h>

static const struct op_row {
	const char *name;
	bool is_write;
	bool moves_twice;
} op_rows[PROCESSOR_OP_COUNT] = {
#define OP_ROW(op, name, is_write, moves_twice) [op] = { name, is_write, moves_twice },
	PROCESSOR_OP_MAP(OP_ROW)
#undef OP_ROW
};

static const char *const outcome_names[PROCESSOR_OUTCOME_COUNT] = {
#define OUTCOME_NAME(outcome, name) [outcome] = name,
	PROCESSOR_OUTCOME_MAP(OUTCOME_NAME)
#undef OUTCOME_NAME
};

static const char *const state_names[PROCESSOR_STATE_COUNT] = {
#define STATE_NAME(state, name) [state] = name,
	PROCESSOR_STATE_MAP(STATE_NAME)
#undef STATE_NAME
};

static const char *const next_names[] = {
	[PROCESSOR_NEXT_NOTHING] = "nothing", [PROCESSOR_NEXT_REPLAY] = "replay",
	[PROCESSOR_NEXT_NEW] = "new",         [PROCESSOR_NEXT_ASK] = "ask",
	[PROCESSOR_NEXT_HUMAN] = "human",
};

#define NEXT_COUNT (sizeof next_names / sizeof *next_names)

const char *processor_op_name(enum processor_op op)
{
	assert(op < PROCESSOR_OP_COUNT);
	return op_rows[op].name;
}

const char *processor_outcome_name(enum processor_outcome outcome)
{
	assert(outcome < PROCESSOR_OUTCOME_COUNT);
	return outcome_names[outcome];
}

const char *processor_state_name(enum processor_state state)
{
	assert(state < PROCESSOR_STATE_COUNT);
	return state_names[state];
}

const char *processor_next_name(enum processor_next next)
{
	assert(next < NEXT_COUNT);
	return next_names[next];
}

/* The place of a name in a table; `count` when it is not there. */
static size_t find_name(const char *const *names, size_t count, const char *name)
{
	size_t i = 0;

	while (i < count && !str_equal(names[i], name))
		i++;
	return i;
}

bool processor_op_parse(const char *name, enum processor_op *ret_op)
{
	for (size_t i = 0; i < PROCESSOR_OP_COUNT; i++)
		if (str_equal(op_rows[i].name, name)) {
			*ret_op = (enum processor_op)i;
			return true;
		}
	return false;
}

bool processor_outcome_parse(const char *name, enum processor_outcome *ret_outcome)
{
	size_t i = find_name(outcome_names, PROCESSOR_OUTCOME_COUNT, name);

	if (i == PROCESSOR_OUTCOME_COUNT)
		return false;
	*ret_outcome = (enum processor_outcome)i;
	return true;
}

bool processor_state_parse(const char *name, enum processor_state *ret_state)
{
	size_t i = find_name(state_names, PROCESSOR_STATE_COUNT, name);

	if (i == PROCESSOR_STATE_COUNT)
		return false;
	*ret_state = (enum processor_state)i;
	return true;
}

bool processor_is_write(enum processor_op op)
{
	assert(op < PROCESSOR_OP_COUNT);
	return op_rows[op].is_write;
}

bool processor_moves_twice(enum processor_op op)
{
	assert(op < PROCESSOR_OP_COUNT);
	return op_rows[op].moves_twice;
}

void processor_answer_init(struct processor_answer *answer)
{
	memset(answer, 0, sizeof *answer);
	answer->outcome = PROCESSOR_UNKNOWN;
	answer->next = PROCESSOR_NEXT_ASK;
	answer->message = "";
	answer->amount_minor = answer->authorized_minor = answer->capturable_minor = -1;
	answer->captured_minor = answer->refunded_minor = answer->tip_minor = -1;
	answer->capture_most_minor = -1;
	answer->should_retry = -1;
	answer->retry_after_ms = -1;
}

void processor_wire_done(struct processor_wire *wire)
{
	str_done(&wire->body);
}
