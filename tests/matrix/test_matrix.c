/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/matrix/test_matrix.c -- twelve faults at six operations, the till killed at five moments:
 *                               360 cells, each with one effect at most, books that prove
 *                               themselves and clearing that is what moved (P2, P3, P7).
 */
#include <stdio.h>

#include "matrix/cell.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

static const struct cell_op ops[] = {
	{ "create", "/v1/payment_intents", "payment_intents.create" },
	{ "present", "/process_payment_intent", "readers.process" },
	{ "increment", "/increment_authorization", "payment_intents.increment" },
	{ "capture", "/capture", "payment_intents.capture" },
	{ "void", "/cancel", "payment_intents.cancel" },
	{ "refund", "/v1/refunds", "refunds.create" },
};

static const struct cell_fault faults[] = {
	{ "refused", SIM_NO_PEER, NULL, 0 },
	{ "TLS", SIM_NO_TLS, NULL, 0 },
	{ "timeout before", SIM_TIMEOUT_BEFORE, NULL, 0 },
	{ "timeout after", SIM_TIMEOUT_AFTER, NULL, 0 },
	{ "reset", SIM_LOST_AFTER, NULL, 0 },
	{ "500 before", SIM_NONE, "500-before", 0 },
	{ "500 after", SIM_NONE, "500-after", 0 },
	{ "duplicate", SIM_LATE, NULL, 2000 },
	{ "truncated", SIM_NONE, "truncated", 0 },
	{ "malformed", SIM_NONE, "wrong-json", 0 },
	{ "wrong amount", SIM_NONE, "wrong-amount", 0 },
	{ "slow drip", SIM_NONE, "drip", 0 },
};

static const char *const kills[KILL_COUNT] = {
	[KILL_BEFORE_ATTEMPT] = "before the attempt's commit",
	[KILL_BEFORE_SEND] = "before the send",
	[KILL_BEFORE_ANSWER] = "before the answer",
	[KILL_BEFORE_COMMIT] = "before the answer's commit",
	[KILL_AFTER] = "after it",
};

/* Whether the fault met the operation in this cell. */
static bool play(int op, int fault, enum cell_kill kill, int ended[PAYMENT_STATE_COUNT])
{
	unsigned before = CU_get_number_of_failures();
	struct cell cell = { .op = &ops[op], .fault = &faults[fault], .kill = kill };
	enum payment_state state = cell_play(&cell);

	ended[state]++;
	if (CU_get_number_of_failures() != before)
		fprintf(stderr, "  %s, %s, killed %s: %s\n", ops[op].name, faults[fault].name,
			kills[kill], payment_state_name(state));
	if (!cell.has_fired)
		printf("%s, %s, killed %s: the fault found nothing to meet\n", ops[op].name,
		       faults[fault].name, kills[kill]);
	return cell.has_fired;
}

static void play_kill(enum cell_kill kill)
{
	int ended[PAYMENT_STATE_COUNT] = { 0 }, cells = 0, met = 0;

	for (int op = 0; op < COUNT(ops); op++)
		for (int fault = 0; fault < COUNT(faults); fault++, cells++)
			met += play(op, fault, kill, ended);
	CHECK_INT(cells, 72);
	CHECK_INT(met, cells);
	CHECK(ended[PAYMENT_CAPTURED] > 0 && ended[PAYMENT_AUTHORIZED] > 0 &&
	      ended[PAYMENT_RELEASED] > 0);
	printf("killed %s: %d cells, %d faults met", kills[kill], cells, met);
	for (int i = 0; i < PAYMENT_STATE_COUNT; i++)
		if (ended[i] > 0)
			printf(", %d %s", ended[i], payment_state_name((enum payment_state)i));
	printf("\n");
}

static void before_attempt(void)
{
	play_kill(KILL_BEFORE_ATTEMPT);
}

static void before_send(void)
{
	play_kill(KILL_BEFORE_SEND);
}

static void before_answer(void)
{
	play_kill(KILL_BEFORE_ANSWER);
}

static void before_commit(void)
{
	play_kill(KILL_BEFORE_COMMIT);
}

static void after(void)
{
	play_kill(KILL_AFTER);
}

const struct check_test test_matrix[] = {
	{ "12 faults at 6 operations, killed before the attempt's commit (P2, P7)",
	  before_attempt },
	{ "12 faults at 6 operations, killed before the send (P2, P7)", before_send },
	{ "12 faults at 6 operations, killed before the answer (P3, P7)", before_answer },
	{ "12 faults at 6 operations, killed before the answer's commit (P3, P7)",
	  before_commit },
	{ "12 faults at 6 operations, killed after it (P3, P7)", after },
	{ NULL, NULL },
};
