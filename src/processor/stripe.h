/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe.h -- what the parts of the Stripe driver share; for stripe*.c alone.  [pure]
 *
 * Shape   encode (stripe_encode.c) writes forms; decode (stripe.c) first asks the table of errors
 *         (stripe_error.c), then reads the object (stripe_read.c, stripe_link.c) and compares it
 *         with what was asked; lists are walked by stripe_list.c.
 * Rules   P4: what is not whole is unknown; what is whole but different is a mismatch.
 */
#ifndef SANDUQ_PROCESSOR_STRIPE_H
#define SANDUQ_PROCESSOR_STRIPE_H

#include "base/json.h"
#include "processor/processor.h"

#define STRIPE_VERSION "2024-04-10"

/* How well an object answers what was asked. */
enum stripe_fit { STRIPE_FITS, STRIPE_LACKS, STRIPE_DIFFERS };

/* --- stripe_encode.c */
enum err stripe_encode(const struct processor_request *request, struct processor_wire *ret_wire);

/* --- stripe_window.c: the forms of lists */

/* One encoding under way: the form goes into the body, or behind the path of a GET. */
struct stripe_writer {
	const struct processor_request *request;
	struct str *form;
	int64_t amount; /* as Stripe counts */
};

/* Each adds what its list is asked for; ERR_RANGE. */
enum err stripe_fill_readers(const struct stripe_writer *writer);
enum err stripe_fill_window(const struct stripe_writer *writer);
enum err stripe_fill_ledger(const struct stripe_writer *writer);
enum err stripe_fill_charges(const struct stripe_writer *writer);
enum err stripe_fill_events(const struct stripe_writer *writer);
enum err stripe_fill_query_paylink(const struct stripe_writer *writer);

/* --- stripe_unit.c: amounts as Stripe counts them */

/* False: this unit or amount cannot be said to Stripe. */
bool stripe_amount(int64_t minor, const char *unit, int64_t *ret_amount);

/* Stripe's currency ("eur") as ours, and its amount in our minor units; false when unknown. */
bool stripe_unit(const char *currency, char ret_unit[MONEY_UNIT_SIZE]);
bool stripe_minor(int64_t amount, const char *unit, int64_t *ret_minor);

/* --- stripe_error.c */

/* Fills outcome, next, message and codes from how the request ended; true when a 2xx object is
 * left to be read. */
bool stripe_classify(const struct processor_request *request, const struct processor_reply *reply,
		     const struct json *body, struct processor_answer *answer);

/* The same bytes again, or only asking: for what is unknown. */
enum processor_next stripe_unknown_next(const struct processor_request *request,
					const struct processor_reply *reply);

/* The words for an answer whose outcome and state are settled. */
const char *stripe_message(const struct processor_answer *answer);

/* --- stripe_value.c: members of objects */

/* An id is only what Stripe makes: letters, digits, '_' and '-'; nothing that moves in a path. */
bool stripe_is_id(const char *id);

/* The id in a member that holds an id or an expanded object; false when it is neither. */
bool stripe_id(const struct json *value, char ret_id[PROCESSOR_ID_SIZE]);

/* A member as text, cut to printable ASCII; empty when there is none. */
void stripe_text(const struct json *object, const char *name, char *into, size_t size);

/* Seconds since 1970 as milliseconds; 0 when there is none. */
int64_t stripe_time(const struct json *object, const char *name);

/* A member's amount in minor units of `unit`; false when there is none. */
bool stripe_member_minor(const struct json *object, const char *name, const char *unit,
			 int64_t *ret_minor);

/* Whether `object` is of that kind with id, livemode and (where it has one) the asked attempt. */
enum stripe_fit stripe_head(const struct processor_request *request, const struct json *object,
			    const char *kind, char ret_id[PROCESSOR_ID_SIZE]);

/* STRIPE_DIFFERS when `expected` is set and not `id`. */
enum stripe_fit stripe_same_id(const char *expected, const char *id);

/* --- stripe_read.c, stripe_link.c: objects of a 2xx */

/* Reads an intent into the answer; compares nothing but mode. */
enum stripe_fit stripe_intent(const struct processor_request *request, const struct json *object,
			      struct processor_answer *answer);

/* Reads a session, with the intent it holds. */
enum stripe_fit stripe_session(const struct processor_request *request, const struct json *object,
			       struct processor_answer *answer);

/* The object of each operation, compared with what was asked. */
enum stripe_fit stripe_read_intent(const struct processor_request *request,
				   const struct json *object, struct processor_answer *answer);
enum stripe_fit stripe_read_reader(const struct processor_request *request,
				   const struct json *object, struct processor_answer *answer);
enum stripe_fit stripe_read_refund(const struct processor_request *request,
				   const struct json *object, struct processor_answer *answer);
enum stripe_fit stripe_read_session(const struct processor_request *request,
				    const struct json *object, struct processor_answer *answer);
enum stripe_fit stripe_read_sessions(const struct processor_request *request,
				     const struct json *object, struct processor_answer *answer);
enum stripe_fit stripe_read_price(const struct processor_request *request,
				  const struct json *object, struct processor_answer *answer);
enum stripe_fit stripe_read_paylink(const struct processor_request *request,
				    const struct json *object, struct processor_answer *answer);
enum stripe_fit stripe_read_customer(const struct processor_request *request,
				     const struct json *object, struct processor_answer *answer);
enum stripe_fit stripe_read_balance(const struct processor_request *request,
				    const struct json *object, struct processor_answer *answer);

/* --- stripe_list.c */
enum stripe_fit stripe_read_list(const struct processor_request *request,
				 const struct json *object, struct processor_answer *answer);
enum err stripe_list(const struct processor_request *request, const struct processor_reply *reply,
		     processor_item_fn *take, void *arg);

/* The states behind Stripe's words. */
enum processor_state stripe_intent_state(const struct json *intent);
enum processor_state stripe_refund_state(const char *status);

/* The body of a reply as JSON; NULL when it is none. */
struct json *stripe_parse(const struct processor_reply *reply);

#endif
