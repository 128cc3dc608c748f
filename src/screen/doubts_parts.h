/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/doubts_parts.h -- the state of the screen of doubts, for doubts.c (what keys do) and
 *                          doubts_draw.c (how it looks) alone.
 *
 * Rules   P4 (unknown is a state of its own), B2.
 */
#ifndef SANDUQ_SCREEN_DOUBTS_PARTS_H
#define SANDUQ_SCREEN_DOUBTS_PARTS_H

#include "screen/paper.h"
#include "screen/payments.h"
#include "ui/table.h"

#define DOUBTS_MAX 100
#define DOUBT_ATTEMPTS_MAX 8     /* open at once for one payment */
#define DOUBT_TRIES_MAX 200
#define DOUBT_EVIDENCE_LIMIT 120
#define DOUBT_KEY_SIZE 65

enum doubt_step { DOUBT_ASK, DOUBT_REPLACE, DOUBT_CLOSE, DOUBT_DECIDE };

struct doubt_row {
	struct payment_row payment;
	char place[128], type_name[64];
	int64_t attempt;             /* 0: none is open */
	int64_t next_unix_ms;
	char key[DOUBT_KEY_SIZE], op[20];
};

struct doubts {
	struct till *till;           /* first: the actions that screens share want it there */
	struct table table;
	struct doubt_row rows[DOUBTS_MAX];
	int n;
	struct attempt_try tries[DOUBT_TRIES_MAX];   /* of the selected one */
	int n_tries;

	/* What is being done, until it is done. */
	enum doubt_step step;
	int64_t payment, part, attempt;
	enum payment_decision decision;
	char evidence[DOUBT_EVIDENCE_LIMIT * 4 + 1];
	struct act act;
	struct perm_need need;
	struct pay_result result;
	struct paper_printing printing;
};

/* The selected row; NULL when nothing is in doubt. */
const struct doubt_row *doubts_selected(const struct doubts *doubts);

/* The rows as a list. */
struct table_source doubts_source(const struct doubts *doubts);

/* The title row and the body. */
void doubts_title(const struct draw *draw, const void *state, char *into, size_t size);
void doubts_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

#endif
