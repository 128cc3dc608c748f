/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/session.h -- the operations on checkout sessions, payment links and prices.
 *
 * Errors  in the answer of the call.
 */
#ifndef SANDUQ_SIMULATOR_SESSION_H
#define SANDUQ_SIMULATOR_SESSION_H

#include "simulator/inside.h"

/* /v1/checkout/sessions */
void sim_session_create(struct call *call);
void sim_session_get(struct call *call);
void sim_session_list(struct call *call);
void sim_session_end(struct call *call);
void sim_session_lines(struct call *call);

/* /v1/payment_links, /v1/prices */
void sim_link_create(struct call *call);
void sim_link_get(struct call *call);
void sim_link_list(struct call *call);
void sim_link_update(struct call *call);
void sim_link_lines(struct call *call);
void sim_price_create(struct call *call);
void sim_price_get(struct call *call);
void sim_price_list(struct call *call);

/* The session or link of a page's address, or NULL. */
struct json *sim_page_find(const struct simulator *sim, const char *url);

/* A session without lines yet, open. */
struct json *sim_session_new(struct call *call);

/* Makes a session one that only saves a card; and the guest gives it.  False: refused. */
bool sim_setup_begin(struct call *call, struct json *session);
bool sim_setup_finish(struct call *call, struct json *session, const struct card *card);

/* A line of a session or link. */
struct json *sim_line_new(struct call *call, const char *name, const char *currency,
			  int64_t unit_minor, int64_t quantity, const struct json *price);

/* A page of lines. */
void sim_answer_lines(struct call *call, const struct json *owner);

#endif
