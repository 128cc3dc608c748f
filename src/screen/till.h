/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/till.h -- the till: the loop with its screens, and what all of them share.
 *
 * Shape   struct till is handed to every screen as (part of) its argument.  Who is logged in, the
 *         menu in memory and the settings stand here; a screen's own state is its own.
 * Errors  those of ui.h and of the services.
 * Owner   till_run() makes and frees it.
 * Rules   house style 3 (one loop, never waiting), S (idle lock keeps the work), B3.
 */
#ifndef SANDUQ_SCREEN_TILL_H
#define SANDUQ_SCREEN_TILL_H

#include "service/app.h"
#include "service/menu.h"
#include "service/settings.h"
#include "service/staff.h"
#include "ui/prompt.h"
#include "ui/ui.h"

struct catalog;
struct courier;
struct keymap;
struct kitchen_print;
struct print;

/* What a question under way is about.  A prompt owns nothing, so this stands here: approve.c and
 * reason.c fill it, nobody else looks at it. */
typedef enum err approve_again_fn(struct ui *ui, void *arg);
typedef enum err reason_done_fn(struct ui *ui, void *arg, int64_t reason, int64_t note);

struct till_approval {
	struct act *act;
	approve_again_fn *again;
	void *arg;
	char change[160];            /* what the act changes: "Left 41.20, after it 17.20." */
};

struct till_reasons {
	struct reason reason[REASON_LIST_MAX];
	int n;
	reason_done_fn *done;
	void *arg;
	char title[96];
};

/* What is to be done once it is known whose tab it is. */
struct till_whose {
	int64_t bill;
	prompt_done_fn *done;
	void *arg;
};

struct till {
	struct app *app;
	struct ui *ui;
	const struct settings *settings;
	struct menu *menu;
	struct staff staff;          /* who works here; id 0: nobody */
	bool is_locked;
	int64_t changed;             /* db_changed() when last looked at */
	struct print *print;         /* the printer's queue; NULL: nothing is printed here */
	struct kitchen_print *kitchen;   /* the kitchen's papers; NULL: not in tests */
	int64_t kitchen_late;        /* tickets late at the displays, by the second */
	struct courier *courier;     /* sends payments; NULL: no processor is set up */
	struct till_approval approval;
	struct till_reasons reasons;
	struct till_whose whose;
	struct keymap *keymap;
	struct catalog *catalog;     /* NULL: English */
	struct catalog *papers;      /* the words of papers; NULL: English */
	bool is_leaving;             /* the loop is to end */
	bool floor_lists;            /* the floor shows a list instead of the plan */
	int64_t known_tab;           /* the tab that was opened, or named, on the check in front */
	bool trains;                 /* it is left to go into training */
};

/* How a till was left. */
enum till_end {
	TILL_LEFT,                   /* by a person */
	TILL_TRAINS,                 /* by a person who goes into training */
	TILL_ENDED                   /* by a signal, or its terminal is gone: the program ends */
};

/* What is said on the first picture, and how it ended. */
#define TILL_WORDS_SIZE 256
struct till_visit {
	enum err refused;            /* why there is no training now; ERR_OK: nobody asked */
	char words[TILL_WORDS_SIZE]; /* more about that */
	const char *notice;          /* a msgid; NULL: nothing */
	enum till_end end;
};

/* Runs the till on this terminal until it is left: ERR_OK, or why it could not start.  `words`
 * (size bytes) then says more. */
enum err till_run(struct app *app, const struct settings *settings, struct till_visit *visit,
		  char *words, size_t size);

/* An act of the person at the till, on a bill as drawn (0 and -1: on none). */
struct act till_act(const struct till *till, int64_t bill, int64_t version);

/* Makes a till on a backend with its login screen: what till_run() does before its loop, for tests
 * too.  `words` (size bytes) says more on ERR_CONFIG.  till_done() frees; fine on a zeroed till. */
enum err till_init(struct till *till, struct app *app, const struct settings *settings,
		   const struct backend *backend, char *words, size_t size);
void till_done(struct till *till);

/* The catalogue of a language, installed or in the build folder; NULL, which is English, when there
 * is none.  The first draw context of a house in it. */
struct catalog *till_catalog(const char *language);
struct draw till_draw(const struct app *app, const struct settings *settings,
		      const struct catalog *catalog);

/* The pulse of the loop: every 250 ms, another station's changes; every second, clock and idle
 * lock; after keys, whether the store has stopped. */
void till_watch(struct till *till);
void till_second(struct till *till);
void till_look(struct till *till);

/* Reads the menu again when it has changed; screens that point into it are to reload then. */
void till_follow_menu(struct till *till);

/* This person works here from now on: the floor opens, and over it the bill this station was on
 * when it stopped (B3). */
enum err till_enter(struct till *till, const struct staff *staff);

/* Puts the lock over whatever is on the screen; it stays as it is below. */
enum err till_lock(struct till *till);

/* The person at the lock gave the right PIN: goes on, or takes the till over from the colleague,
 * whose bill screens close. */
enum err till_unlock(struct till *till, const struct staff *staff);

/* Nobody works here any more. */
enum err till_log_out(struct till *till);

/* Ends the loop after the present act. */
void till_leave(struct till *till);

/* A tab that was called up again is named before anything is done to it: no reflex key pays or adds
 * to somebody else's (K).  True for a table, a nameless sale and the tab that was named here. */
struct bill_view;
bool till_knows_whose(const struct till *till, const struct bill_view *view);

/* Asks whether it is this one; when it is, it is known from there on and `done` runs. */
enum err till_ask_whose(struct till *till, const struct bill_view *view, prompt_done_fn *done,
			void *arg);

/* Says why the bill `from`, called `name`, could not go onto another (bill_merge). */
void till_say_together(struct till *till, int64_t from, const char *name, enum err err);

/* Says that a move or merge is not undone because others sit at the table (ERR_EXISTS). */
void till_say_not_back(struct ui *ui, enum err err);

/* Adds to the question before a merge what both come to, when a service charge comes in, goes or
 * changes with it.  Returns the charge that both have before it. */
int64_t till_add_together(struct till *till, int64_t from, int64_t onto, char *text, size_t size);

/* What a bill owes, with its service charge when that is not what it was: "11.59 with 1.29
 * service".  Returns false when it is; `into` has the amount alone then. */
bool till_due_text(const struct draw *draw, int64_t due_minor, int64_t service_minor,
		   int64_t was_minor, char *into, size_t size);

/* The same for a bill as it is now. */
bool till_due_now(struct till *till, int64_t bill, int64_t was_minor, char *into, size_t size);

/* Says why so much cannot be split off a bill, and how much could be. */
void split_say_too_much(struct ui *ui, const struct bill_view *view, int64_t asked_minor);

/* Asks whether to go into training, or out of it; with yes the person is logged out and the loop
 * ends. */
enum err till_train(struct till *till);

/* Actions that several screens share: `state` points to a struct that begins with the till. */
enum err till_lock_action(struct ui *ui, void *state);

/* The screens.  Each is pushed with the argument named here. */
extern const struct screen_class screen_login;     /* struct till */
extern const struct screen_class screen_lock;      /* struct till: login over a locked till */
extern const struct screen_class screen_stopped;   /* struct till: the disk has failed */
extern const struct screen_class screen_floor;     /* struct till */
extern const struct screen_class screen_check;     /* struct screen_bill, copied */
extern const struct screen_class screen_more;      /* the list over a check; check_more.c */
extern const struct screen_class screen_pick;      /* check_pick.c */
extern const struct screen_class screen_transfer;  /* struct check of check.h, borrowed */
extern const struct screen_class screen_history;   /* struct screen_bill, copied */
extern const struct screen_class screen_prices;    /* struct screen_line, copied: F7 of a check */
extern const struct screen_class screen_split;     /* struct screen_bill, copied */
extern const struct screen_class screen_pay;       /* struct screen_bill, copied */
extern const struct screen_class screen_receipts;  /* struct till: papers of this station */
extern const struct screen_class screen_drawer;    /* struct till: open, count */

extern const struct screen_class screen_work;      /* struct till: what waits for somebody */
extern const struct screen_class screen_doubts;    /* struct screen_payment, copied */
extern const struct screen_class screen_put;       /* a table on its plan; floor_put.c */
extern const struct screen_class screen_reservations;  /* struct till: who booked */
extern const struct screen_class screen_holds;     /* struct till */
extern const struct screen_class screen_tips;      /* struct till: signed slips */
extern const struct screen_class screen_find;      /* struct till: a sale by any clue */
extern const struct screen_class screen_owed;      /* struct till: refunds that failed */
extern const struct screen_class screen_uncollected;  /* struct till */
extern const struct screen_class screen_refund;    /* struct screen_part, copied */
extern const struct screen_class screen_code;      /* struct screen_payment: its QR code */

struct screen_payment {
	struct till *till;
	int64_t payment;             /* where a list begins; 0: its first row */
};

struct screen_bill {
	struct till *till;
	int64_t bill;
};

struct screen_line {
	struct till *till;
	int64_t bill;
	int64_t line;                /* the selected line; 0: the check */
};

struct screen_part {
	struct till *till;
	int64_t bill, part;
};

/* Every class with a table of actions, ending with NULL: for keymap, man page and tests. */
extern const struct screen_class *const screen_classes[];

/* Runs `again` with an approver when an act came back with ERR_APPROVAL: shows what is needed,
 * asks for a colleague's number and PIN or password, sets act->approver and calls again with the
 * same key; then ERR_OK is returned here.  Other codes are passed on as they are.  `act` (with
 * need set) and `arg` are part of the screen's state, so that they live until it is answered.  Esc
 * asks no more and calls nothing: a new intention sets act->approver to 0, best by a fresh
 * till_act(). */
enum err approve(struct till *till, enum err err, struct act *act, approve_again_fn *again,
		 void *arg);

/* What the next approve() shows of before and after; used once. */
void approve_change(struct till *till, const char *text);

/* So many covers are more than these seats (0: there is no table) usually hold; asks whether they
 * are meant: `done` runs when they are. */
bool till_are_many(int64_t covers, int64_t seats);
enum err till_ask_covers(struct till *till, int64_t covers, int64_t seats, prompt_done_fn *done,
			 void *arg);

/* Runs `go`, which takes cash; when a count of the drawer stands, which that would put out of date,
 * says so first and asks. */
enum err drawer_before_cash(struct till *till, approve_again_fn *go, void *arg);

/* Asks for a reason of `kind` ("void", "discount", "drawer", "reprint") with the digits 1 to 9, the
 * last line being a text of one's own; `done` gets the id of the reason and 0, or 0 and the id of
 * the note. */
enum err reason_ask(struct till *till, const char *kind, const char *title, reason_done_fn *done,
		    void *arg);

#endif
