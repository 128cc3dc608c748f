/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/matrix/cell.h -- one cell of the matrix: an operation, a fault, the moment of a kill.
 */
#ifndef SANDUQ_TESTS_MATRIX_CELL_H
#define SANDUQ_TESTS_MATRIX_CELL_H

#include "check.h"
#include "double/card_house.h"

extern const struct check_test test_matrix[];

/* When the till is killed. */
enum cell_kill {
	KILL_BEFORE_ATTEMPT,         /* its commit fails */
	KILL_BEFORE_SEND,
	KILL_BEFORE_ANSWER,
	KILL_BEFORE_COMMIT,          /* of the answer: the store takes nothing more */
	KILL_AFTER,
	KILL_COUNT
};

/* An operation: its attempt, its path (the end of it), its name in fault scripts. */
struct cell_op {
	const char *name, *path, *script;
};

/* A fault: of the wire, or of the processor by its script. */
struct cell_fault {
	const char *name;
	enum sim_fault wire;
	const char *script;          /* NULL: one of the wire */
	int64_t arg;
};

struct cell {
	struct card_house cards;
	const struct cell_op *op;
	const struct cell_fault *fault;
	enum cell_kill kill;
	int64_t bill, payment;
	int sends;                   /* of the operation */
	bool was_killed, is_due;     /* the kill was; is to be now */
	bool was_faulty;
	bool has_fired;              /* the fault truly met the operation */
};

/* Plays the cell to its end and checks what must hold whatever happened; the payment's state. */
enum payment_state cell_play(struct cell *cell);

#endif
