/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/split_parts.h -- the state of the split screen, for the files of that screen alone: the
 *                         parts of a check as columns, a line selected in one of them.
 *
 * Rules   M2 (what the columns show adds up), M5, B6 (through service/bill_split), K.
 */
#ifndef SANDUQ_SCREEN_SPLIT_PARTS_H
#define SANDUQ_SCREEN_SPLIT_PARTS_H

#include "screen/till.h"
#include "service/bill_split.h"
#include "ui/entry.h"

/* The lines of a part as its column lists them. */
struct split_column {
	struct bill_part_line *lines;
	int n;
};

enum split_step {
	SPLIT_MOVE,
	SPLIT_SHARE,
	SPLIT_EVENLY,
	SPLIT_AMONG_ALL,
	SPLIT_SEATS,
	SPLIT_PERCENT,
	SPLIT_AMOUNT,
	SPLIT_UNDO,
};

/* What is being done, kept until it is done. */
struct split_intent {
	enum split_step step;
	int64_t line, quantity, to_no;
	int64_t nos[BILL_PARTS_MAX];
	int n;
	int64_t amount_minor, rate_ppm;
	bool shares;
	struct act act;
};

struct split_screen {
	struct till *till;           /* first: the actions that screens share want it there */
	int64_t bill;
	struct bill_view view;
	struct split_column columns[BILL_PARTS_MAX];   /* by index into view.parts */
	struct entry_line entry;
	int64_t part;                /* selected; id */
	int64_t line;                /* selected in it; 0: none */
	struct split_intent intent;
};

/* The index of the selected part, and of the selected line in its column; -1 when there is none. */
int split_part_at(const struct split_screen *split);
int split_line_at(const struct split_screen *split);

/* The selected line as an item; NULL: none, or a discount on the check. */
const struct bill_item *split_item(const struct split_screen *split);

/* Reads the bill again and keeps to what is selected, or to what is nearest. */
enum err split_load(struct split_screen *split);

/* "2 Espresso", "½ of 2 Espresso", "Espresso", "discount on the check". */
void split_label(const struct draw *draw, const struct bill_view *view,
		 const struct bill_part_line *line, char *into, size_t size);

/* Says what an even split in n came to: "Part 1 keeps its lines; the rest is split in 3." */
void split_say_evenly(struct ui *ui, const struct bill_view *view, int n);

/* The title row and the body. */
void split_title(const struct draw *draw, const void *state, char *into, size_t size);
void split_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

/* Actions. */
enum err split_move_on(struct ui *ui, void *state);
enum err split_move_back(struct ui *ui, void *state);
enum err split_share_line(struct ui *ui, void *state);
enum err split_evenly(struct ui *ui, void *state);
enum err split_among_all(struct ui *ui, void *state);
enum err split_seats_shared(struct ui *ui, void *state);
enum err split_seats_apart(struct ui *ui, void *state);
enum err split_off(struct ui *ui, void *state);
enum err split_undo(struct ui *ui, void *state);

#endif
