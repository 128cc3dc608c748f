/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/test_names.c -- names of operations, outcomes and states lead back to them.
 */
#include "processor/processor.h"

#include "processor/suites.h"

static void names_lead_back(void)
{
	for (int i = 0; i < PROCESSOR_OP_COUNT; i++) {
		enum processor_op op = PROCESSOR_OP_COUNT;

		CHECK(processor_op_parse(processor_op_name((enum processor_op)i), &op));
		CHECK_INT(op, i);
	}
	for (int i = 0; i < PROCESSOR_OUTCOME_COUNT; i++) {
		enum processor_outcome outcome = PROCESSOR_OUTCOME_COUNT;

		CHECK(processor_outcome_parse(processor_outcome_name((enum processor_outcome)i),
					      &outcome));
		CHECK_INT(outcome, i);
	}
	for (int i = 0; i < PROCESSOR_STATE_COUNT; i++) {
		enum processor_state state = PROCESSOR_STATE_COUNT;

		CHECK(processor_state_parse(processor_state_name((enum processor_state)i), &state));
		CHECK_INT(state, i);
	}
}

static void no_other_name_is_known(void)
{
	enum processor_outcome outcome = PROCESSOR_MISMATCH;
	enum processor_state state = PROCESSOR_SAVED;
	enum processor_op op = PROCESSOR_PING;

	CHECK(!processor_op_parse("", &op) && !processor_op_parse("Create", &op));
	CHECK(!processor_op_parse(NULL, &op));
	CHECK(!processor_outcome_parse("okay", &outcome));
	CHECK(!processor_state_parse("paid", &state));
	CHECK(op == PROCESSOR_PING && outcome == PROCESSOR_MISMATCH && state == PROCESSOR_SAVED);
}

static void two_operations_move_money_twice(void)
{
	for (int i = 0; i < PROCESSOR_OP_COUNT; i++)
		CHECK_INT(processor_moves_twice((enum processor_op)i),
			  i == PROCESSOR_REFUND || i == PROCESSOR_CONFIRM_SAVED);
}

static void an_empty_answer_is_unknown(void)
{
	struct processor_answer answer;

	processor_answer_init(&answer);
	CHECK_INT(answer.outcome, PROCESSOR_UNKNOWN);
	CHECK_INT(answer.next, PROCESSOR_NEXT_ASK);
	CHECK_INT(answer.captured_minor, -1);
	CHECK(!answer.is_known);
}

const struct check_test test_names[] = {
	{ "names lead back to their values", names_lead_back },
	{ "no other name is known", no_other_name_is_known },
	{ "a refund and a saved card could move money twice", two_operations_move_money_twice },
	{ "an empty answer is unknown (P4)", an_empty_answer_is_unknown },
	{ 0 },
};
