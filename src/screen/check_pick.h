/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_pick.h -- the picker: what an item is rung with; for check_pick*.c only.
 *
 * Shape   one list after the other: the sizes, then the groups of choices that must be answered,
 *         and the others when they were asked for; behind each piece of a set menu its own groups.
 *         A digit (then letters) takes a row; a list of which one is taken goes on by itself.
 * Owner   the state is freed with the screen.
 * Rules   K: Esc leads back one list, and out of the first without ringing.
 */
#ifndef SANDUQ_SCREEN_CHECK_PICK_H
#define SANDUQ_SCREEN_CHECK_PICK_H

#include "screen/check.h"
#include "service/ring.h"

#define PICK_LABELS "123456789abcdefghijklmnopqrstuvwxyz"

struct pick {
	struct check *check;
	bool is_all;                 /* lists that need no answer are shown too */
	int64_t line;                /* the line that is changed; 0: a new one */
	struct ring ring;
	struct ring_asks asks;
	int steps[RING_GROUPS_MAX + 1];   /* -1: sizes; else a group of asks */
	int n_steps, step;
	uint8_t count[RING_MODIFIERS_MAX];

	/* The piece of a set whose groups are asked now; -1: none. */
	int piece;
	struct ring_asks sub;
	int sub_group;
	uint8_t sub_count[RING_MODIFIERS_MAX];
	struct pick_more {
		int piece;
		struct ring_choice choice;
	} more[RING_CHOICES_MAX];    /* what was answered for pieces */
	int n_more;
	struct pick_more was[RING_CHOICES_MAX];      /* what the line had for them */
	int n_was;
	int row;                     /* marked; -1: none, where one has to be chosen */
};

/* The list on the screen: rows of a group, or the sizes (group NULL). */
struct pick_list {
	const struct ring_asks *asks;
	const struct ring_group *group;
	uint8_t *count;
	int n;
};
struct pick_list pick_list(struct pick *pick);

/* What a row of it is called. */
const char *pick_name(const struct pick_list *list, int row);

/* How many of a list are chosen. */
int64_t pick_chosen(const struct pick_list *list);

/* Draws it over the check. */
void pick_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

#endif
