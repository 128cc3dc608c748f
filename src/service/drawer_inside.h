/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/drawer_inside.h -- what the drawer's files share; nobody else includes it.  [db]
 */
#ifndef SANDUQ_SERVICE_DRAWER_INSIDE_H
#define SANDUQ_SERVICE_DRAWER_INSIDE_H

#include "service/drawer.h"

/* The session the act's person works with; ERR_NO_DRAWER. */
enum err drawer_mine(struct tx *tx, struct drawer_session *ret_session);

/* Cash into the drawer (sign 1) or out of it (-1), on the other side `account`. */
enum err drawer_entry_in(struct tx *tx, const struct drawer_session *session, const char *kind,
			 int64_t account, const struct drawer_amount *amount, int sign,
			 int64_t *ret_entry);

/* Opens a drawer of `staff`; `follows`: theirs at every till. */
enum err drawer_begin_in(struct tx *tx, const struct property *property, int64_t staff,
			 bool follows, const struct drawer_amount *floats, int n,
			 int64_t *ret_session);

/* The slip of a move: who, what, how much, why, a line to sign. */
enum err drawer_slip_in(struct tx *tx, const struct app *app, const struct drawer_session *session,
			const struct drawer_moving *moving, int64_t *ret_paper);

/* The report inside a transaction, whoever looks. */
enum err drawer_report_in(struct db *db, int64_t session, struct drawer_report *ret_report);

/* Issues a report as a paper of this series. */
enum err drawer_paper_in(struct tx *tx, struct app *app, const struct drawer_report *report,
			 const char *series, int64_t *ret_paper);

#endif
