/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/pay_parts.h -- the state of the pay screen, for the files of that screen alone: what keys
 *                       do, how it looks, and what is left to do when all is paid.
 *
 * Rules   M5, M7, M8 (through service/pay), K.
 */
#ifndef SANDUQ_SCREEN_PAY_PARTS_H
#define SANDUQ_SCREEN_PAY_PARTS_H

#include "screen/paper.h"
#include "screen/till.h"
#include "service/bill.h"
#include "service/pay.h"
#include "ui/entry.h"

#define PAY_NOTE_KEYS 5

/* The same state when all is paid. */
extern const struct screen_class screen_paid;

/* What is being done, kept until it is done: an approval runs it again under the same key. */
enum pay_step { PAY_STEP_TENDER, PAY_STEP_NOTHING, PAY_STEP_EVENLY, PAY_STEP_AMOUNT };

struct pay_intent {
	enum pay_step step;
	int64_t part;
	int64_t tender_type;
	int64_t amount_minor;        /* given, or split off */
	int n;                       /* parts of an even split */
	struct act act;
	struct perm_need need;
};

struct pay_screen {
	struct till *till;           /* first: the actions that screens share want it there */
	int64_t bill;
	struct bill_view view;
	struct entry_line entry;
	int64_t part;                /* selected; id */
	bool is_offered;             /* a part was paid, and the selected one is not chosen yet */
	struct tender_type types[TENDER_LIST_MAX];
	int n_types;
	int type;                    /* in whose currency the typed amount and the notes are */
	struct pay_intent intent;
	struct paper_printing printing;

	/* What the last tender came to, shown until the next. */
	bool has_last;
	int64_t last_part_no;
	struct pay_result last;
	char receipt[PAPER_NUMBER_SIZE];  /* its number, "" when the part is not closed */
};

/* The selected part; NULL when the bill has none. */
const struct bill_part_view *pay_selected(const struct pay_screen *pay);

/* The way to pay in force. */
const struct tender_type *pay_type(const struct pay_screen *pay);

/* True when that is the house's own currency. */
bool pay_is_home(const struct pay_screen *pay);

/* The action of the table with the i-th note, for the legend. */
const struct action *pay_note_action(int i);

/* True when all parts are paid. */
bool pay_is_closed(const struct pay_screen *pay);

/* True when there is a receipt to print: of the last tender, or of the selected part. */
bool pay_has_receipt(const void *state);

/* The action that prints it; closing the screen. */
enum err pay_print_again(struct ui *ui, void *state);
void pay_close(void *state);

/* The open part after the selected one, in a circle; the selected one when there is no other. */
int64_t pay_next_open(const struct pay_screen *pay);

/* Reads the bill again and keeps to the selected part, or the first open one. */
enum err pay_load(struct pay_screen *pay);

/* Does something under a key of its own, with an approval when one is needed; the part is the
 * selected one, the act is made here. */
enum err pay_begin(struct ui *ui, struct pay_screen *pay, struct pay_intent intent);

/* "Enter: part 2, 28.57". */
void pay_next_text(const struct draw *draw, const struct pay_screen *pay, char *into, size_t size);

/* Prints the receipt of pay->last. */
enum err pay_print_last(struct ui *ui, void *arg);

/* "Table 5", "Tab Sara", "Sale". */
void pay_place(const struct draw *draw, const struct bill_head *head, char *into, size_t size);

/* The title row and the body. */
void pay_title(const struct draw *draw, const void *state, char *into, size_t size);
void pay_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

#endif
