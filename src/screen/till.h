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
#include "store/store_staff.h"
#include "ui/ui.h"

struct till {
	struct app *app;
	struct ui *ui;
	const struct settings *settings;
	struct menu *menu;
	struct staff staff;          /* who works here; id 0: nobody */
	bool is_locked;
	int64_t changed;             /* db_changed() when last looked at */
};

/* Runs the till on this terminal until it is left: ERR_OK, or why it could not start.  `words`
 * (size bytes) then says more. */
enum err till_run(struct app *app, const struct settings *settings, char *words, size_t size);

/* An act of the person at the till, on a bill as drawn (0 and -1: on none). */
struct act till_act(const struct till *till, int64_t bill, int64_t version);

/* The screens.  Each is pushed with the argument named here. */
extern const struct screen_class screen_login;     /* struct till */
extern const struct screen_class screen_floor;     /* struct till */
extern const struct screen_class screen_check;     /* struct screen_bill, copied */
extern const struct screen_class screen_pay;       /* struct screen_bill, copied */
extern const struct screen_class screen_receipts;  /* struct till: papers of this station */
extern const struct screen_class screen_drawer;    /* struct till: open, count */

struct screen_bill {
	struct till *till;
	int64_t bill;
};

/* Every class with a table of actions, ending with NULL: for keymap, man page and tests. */
extern const struct screen_class *const screen_classes[];

/* Runs `again` with an approver when an act came back with ERR_APPROVAL: shows what is needed,
 * asks for a colleague's number and PIN, sets act->approver and calls again with the same key.
 * Other codes are passed on as they are.  `act` (with need set) and `arg` live until it is done. */
typedef enum err approve_again_fn(struct ui *ui, void *arg);
enum err approve(struct till *till, enum err err, struct act *act, approve_again_fn *again,
		 void *arg);

/* Asks for a reason of `kind`; `done` gets its id, or 0 and a free text. */
typedef enum err reason_done_fn(struct ui *ui, void *arg, int64_t reason);
enum err reason_ask(struct till *till, const char *kind, const char *title, reason_done_fn *done,
		    void *arg);

#endif
