/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/staff.h -- people at the till: login, lockout, PINs, approval.  [db]
 *
 * Shape   a login is a staff number and a PIN; each try is an act of its own, so wrong PINs are
 *         counted in the store and stand in the chain.  After 5 wrong tries each further one waits
 *         longer; after 10 the person is locked until another with PERM_UNLOCK clears it.
 *         Large amounts are approved with a password instead (app_allow); its wrong tries count
 *         with those of the PIN.
 * Errors  ERR_PIN (also for an unknown number), ERR_PASSWORD, ERR_NO_PASSWORD,
 *         ERR_WEAK_PASSWORD, ERR_LOCKED_OUT, ERR_WEAK_PIN (also for a waiter who
 *         gets another role without a new PIN), ERR_STATE (a PIN to be shown on a store that is
 *         no demo), ERR_RANGE, ERR_CARD_NUMBER, ERR_LIMIT, ERR_APPROVAL, ERR_PERMISSION.
 * Owner   plain values.  Texts of PINs and passwords are the caller's to wipe.
 * Rules   S, L5.
 */
#ifndef SANDUQ_SERVICE_STAFF_H
#define SANDUQ_SERVICE_STAFF_H

#include "service/app.h"
#include "store/store_staff.h"

#define STAFF_TRIES_FREE 5
#define STAFF_TRIES_MAX 10
#define STAFF_PIN_MIN 4
#define STAFF_NUMBER_MAX 99999
#define STAFF_PIN_MIN_STRONG 6       /* for roles that approve or refund */
#define STAFF_PASSWORD_MIN 12        /* characters */
#define STAFF_PASSWORD_MAX 60

/* Checks number and PIN.  `kind` names the event kept: "login", "unlock" or "approve". */
enum err staff_enter(struct app *app, int64_t number, const char *pin, const char *kind,
		     struct staff *ret_staff);

/* Checks number and secret of an approver for what an act needs: the password when `need` asks for
 * one, else the PIN.  On ERR_OK act->approver is set, and how it was proved. */
enum err staff_approve(struct app *app, struct act *act, int64_t number, const char *secret,
		       struct staff *ret_staff);

/* Sets a person's password; the text is kept nowhere. */
enum err staff_set_password(struct app *app, const struct act *act, int64_t number,
			    const char *password);

/* ERR_OK for 12 to 60 printable characters with a letter and a digit; else ERR_WEAK_PASSWORD, or
 * ERR_SYNTAX for bytes that no keyboard sends. */
enum err staff_password_check(const char *password);

/* Notes that somebody left ("logout") or that the station locked itself ("lock"). */
enum err staff_leave(struct app *app, int64_t staff, const char *kind);

/* Adds or changes a person; `pin` NULL leaves the PIN as it is.  show_pin keeps it readable for a
 * demo store's login screen. */
struct staff_new {
	int64_t number;
	const char *name;
	enum role role;
	const char *language;
	const char *pin;
	bool show_pin;
	bool is_active;
};
enum err staff_put(struct app *app, const struct act *act, const struct staff_new *person,
		   int64_t *ret_id);

/* Clears the lockout of a colleague. */
enum err staff_unlock(struct app *app, const struct act *act, int64_t staff);

/* ERR_OK when a PIN is long enough for the role and not trivial (1111, 1234, 4321). */
enum err staff_pin_check(const char *pin, enum role role);

/* The person that command lines act as: the first with role system; ERR_NOT_FOUND without one. */
enum err staff_system(struct db *db, struct staff *ret_staff);

#endif
