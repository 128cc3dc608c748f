/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/refund_parts.h -- the state of the refund screen, for refund.c (what keys do) and
 *                          refund_draw.c (how it looks) alone.
 *
 * Rules   M4, P9 (through service/refund): what would be done is shown before it is.
 */
#ifndef SANDUQ_SCREEN_REFUND_PARTS_H
#define SANDUQ_SCREEN_REFUND_PARTS_H

#include "screen/payments.h"
#include "service/refund.h"
#include "ui/entry.h"
#include "ui/table.h"

struct refund_item {
	struct bill_item item;
	struct refund_left left;
	int64_t picked;              /* of what is left of it */
};

struct refund_screen {
	struct till *till;           /* first: the actions that screens share want it there */
	int64_t bill, part;
	struct bill_view view;
	struct entry_line entry;
	struct table table;
	struct refund_item items[REFUND_LINES_MAX];
	int n;
	int64_t amount_minor;        /* typed and taken over; 0: by lines */
	bool is_all;                 /* all that is left */
	int64_t tip_minor;           /* of the tip, with it or alone */
	int64_t tip_left_minor;      /* that can be given back of it */
	struct tender_type types[TENDER_LIST_MAX];
	int n_types;
	int64_t to_tender_type;      /* 0: as it was paid */
	int64_t gift_card;           /* that is loaded; 0: the one that paid */
	struct refund_slip slip;     /* of the bank's terminal, when a leg goes there */
	bool has_slip;

	/* What it would do; err tells why it cannot. */
	struct refund_plan plan;
	enum err plan_err;

	/* What is being done, and what came of it. */
	struct refund_pick picks[REFUND_LINES_MAX];
	struct act act;
	struct perm_need need;
	int64_t refund;              /* made; 0: not yet */
	struct refund_leg_row legs[REFUND_LEGS_MAX];
	int n_legs;
};

/* The lines that can be picked, as a list. */
struct table_source refund_source(const struct refund_screen *screen);

/* How many pieces of a line can still be given back. */
int64_t refund_pieces_left(const struct refund_item *item);

/* True when something is chosen to be given back. */
bool refund_is_chosen(const struct refund_screen *screen);

/* Asks what must be known of gift card and bank terminal, then for the reason. */
enum err refund_ask(struct ui *ui, struct refund_screen *screen);
enum err refund_ask_reason(struct ui *ui, struct refund_screen *screen);

/* The title row and the body. */
void refund_title(const struct draw *draw, const void *state, char *into, size_t size);
void refund_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

/* "on its way", "given back", "failed: owed": of a leg. */
const char *refund_leg_words(const struct draw *draw, const struct refund_leg_row *leg,
			     enum style *ret_style);

#endif
