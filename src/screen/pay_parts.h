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
#include "service/card.h"
#include "service/pay.h"
#include "service/payment.h"
#include "ui/entry.h"

#define PAY_NOTE_KEYS 5
#define PAY_NUMBER_SIZE 32
#define PAY_CARDS_MAX 60         /* cards on file that are listed */
#define PAY_PAYMENTS_MAX 64      /* payments of one bill that are looked at */

/* The same state when all is paid. */
extern const struct screen_class screen_paid;

/* What is being done, kept until it is done: an approval runs it again under the same key. */
enum pay_step {
	PAY_STEP_TENDER,
	PAY_STEP_NOTHING,
	PAY_STEP_EVENLY,
	PAY_STEP_AMOUNT,
	PAY_STEP_PAYMENT,            /* over the processor */
	PAY_STEP_BACK,               /* cash that was taken wrongly */
	PAY_STEP_NUMBER,             /* a voucher or gift card */
	PAY_STEP_SLIP,               /* on the bank's own terminal */
	PAY_STEP_STOP,
	PAY_STEP_KEEP,
	PAY_STEP_RELEASE,
};

struct pay_intent {
	enum pay_step step;
	int64_t part;
	int64_t tender_type;
	int64_t amount_minor;        /* given, or split off */
	int n;                       /* parts of an even split */
	int64_t tip_minor;
	int64_t payment;
	int64_t tender;              /* taken back */
	int64_t reason, note;
	int64_t card;                /* on file */
	bool keeps_card;             /* the reader's card is kept as that one */
	struct payment_slip slip;
	char number[PAY_NUMBER_SIZE];
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

	/* What is or was under way over a processor, oldest first. */
	struct payment_row payments[PAY_PAYMENTS_MAX];
	int n_payments;
	struct tender_row cash[PAY_TENDERS_MAX];    /* that could be taken back, newest first */
	int n_cash;
	int64_t cards[PAY_CARDS_MAX];    /* on file, as they were listed */
	char guest[96], consent[200];    /* whose card is to be kept, and how that was agreed */
	int64_t followed;            /* begun here and not settled yet; 0: none */
	int64_t doubted;             /* that it is in doubt was said */
	int64_t asked;               /* the question about it was put, or its code shown */

	/* What the last tender came to, shown until the next. */
	bool has_last;
	int64_t last_part_no;
	struct pay_result last;
	bool last_was_cash;          /* change is what matters then, else what was paid */
	char receipt[PAPER_NUMBER_SIZE];  /* its number, "" when the part is not closed */

	/* Change that was told, of which part, until something is typed; 0: none. */
	int64_t told_minor, told_no;
};

/* The selected part; NULL when the bill has none. */
const struct bill_part_view *pay_selected(const struct pay_screen *pay);

/* The way to pay in force. */
const struct tender_type *pay_type(const struct pay_screen *pay);

/* True when that is the house's own currency. */
bool pay_is_home(const struct pay_screen *pay);

/* The house's own cash, as an index into pay->types. */
int pay_home_type(const struct pay_screen *pay);

/* Reads what is typed as money of a way to pay; ERR_RANGE below one. */
enum err pay_typed(const struct pay_screen *pay, int exponent, int64_t *ret_minor);

/* Refuses, and says so, while the next part is offered and not chosen yet. */
enum err pay_refuse_unchosen(struct ui *ui, const struct pay_screen *pay);

/* Takes exactly what is due in cash, or what is typed. */
enum err pay_take_exact(struct ui *ui, void *state);
enum err pay_take_given(struct ui *ui, struct pay_screen *pay, int64_t given_minor);

/* The first way to pay of a driver; -1 when there is none. */
int pay_type_of(const struct pay_screen *pay, const char *driver);

/* What is typed, in the bill's unit; PAY_EXACT without anything. */
enum err pay_amount(const struct pay_screen *pay, int64_t *ret_minor);

/* Takes an amount by a card on the reader, which is kept as `card`, whose consent stands. */
enum err pay_begin_keeping(struct ui *ui, struct pay_screen *pay, const struct tender_type *type,
			   int64_t amount_minor, int64_t card);

/* What is typed has changed: the echo follows. */
void pay_understand(struct ui *ui, void *state);

/* --- pay_tender.c: which way to pay --- */

/* Actions: cash, a card, a code, any other way; the same card once more. */
enum err pay_by_cash(struct ui *ui, void *state);
enum err pay_by_card(struct ui *ui, void *state);
enum err pay_by_code(struct ui *ui, void *state);
enum err pay_by_other(struct ui *ui, void *state);
enum err pay_again(struct ui *ui, void *state);

/* --- pay_back.c: cash that was taken wrongly --- */

/* Reads what could be taken back; the newest of a part, NULL when there is none. */
enum err pay_back_load(struct pay_screen *pay);
const struct tender_row *pay_back_cash(const struct pay_screen *pay, int64_t part);

/* "F8 takes 20.00 back", "" when there is none. */
void pay_back_words(const struct draw *draw, const struct pay_screen *pay, int64_t part,
		    char *into, size_t size);

/* Why there is none, as a msgid: what is paid goes back by a refund. */
const char *pay_back_why(const struct pay_screen *pay);

/* Action: asks why, then takes it back; what it came to, and why it did not. */
enum err pay_back(struct ui *ui, void *state);
void pay_back_say(struct ui *ui, const struct pay_screen *pay, const struct tender_row *row);
void pay_back_refused(struct ui *ui, enum err err);

/* --- pay_card.c: cards that guests let the house keep --- */

/* Action: keep the guest's card, or forget one. */
enum err pay_cards(struct ui *ui, void *state);

/* --- pay_live.c: what is under way over the processor --- */

/* The newest payment of a part; NULL when there is none.  One that the guest paid otherwise
 * instead of is no longer of the part. */
const struct payment_row *pay_payment(const struct pay_screen *pay, int64_t part);

/* True while the processor works on it; when a person must say what is to be done; when the same
 * may be tried again. */
bool pay_is_under_way(const struct payment_row *payment);
bool pay_is_open_question(const struct payment_row *payment);
bool pay_came_to_nothing(const struct payment_row *payment);

/* Reads the payments of the bill. */
enum err pay_live_load(struct pay_screen *pay);

/* What stands under a part: "card  waiting 12 s" and "insert card".  False: nothing is under way
 * on it and nothing came to nothing. */
bool pay_live_words(const struct draw *draw, const struct pay_screen *pay,
		    const struct bill_part_view *part, char state[64], char words[128],
		    enum style *ret_style);

/* The payment begun here has moved on: says so, shows its code, asks what must be asked. */
void pay_live_follow(struct ui *ui, struct pay_screen *pay);

/* The screen opens on a bill with something under way, after a restart or from another table: the
 * newest is followed as if it had been begun here. */
void pay_live_take_up(struct pay_screen *pay);

/* Actions: what to do about a doubt or an amount that was taken all the same; Esc. */
enum err pay_sort_out(struct ui *ui, void *state);
enum err pay_leave(struct ui *ui, void *state);
enum err pay_aside(struct ui *ui, void *state);

/* The action of the table with the i-th note, for the legend. */
const struct action *pay_note_action(int i);

/* True when all parts are paid. */
bool pay_is_closed(const struct pay_screen *pay);

/* Writes "Part 1 is paid." or, with the last one, "Table 5 is free.", the change before it. */
void pay_paid_text(const struct draw *draw, const struct pay_screen *pay, char *into, size_t size);

/* The change of the last tender; 0 when there is none to give. */
int64_t pay_last_change(const struct pay_screen *pay);

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

/* A part was paid by a payment: shows what came of it as after a tender. */
enum err pay_settled(struct ui *ui, struct pay_screen *pay, const struct bill_part_view *part);

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
