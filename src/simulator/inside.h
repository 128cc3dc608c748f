/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/inside.h -- what the files of the processor share: records, calls, answers.
 *
 * Shape   every object is a JSON value in a table of its kind, as it is answered; members whose
 *         name begins with "_" are ours alone and are left out of answers.
 * Owner   values in a table belong to it; whoever changes one says so with sim_touch().
 * Errors  no memory aborts: nothing here is anybody's money.
 */
#ifndef SANDUQ_SIMULATOR_INSIDE_H
#define SANDUQ_SIMULATOR_INSIDE_H

#include "base/json.h"
#include "base/random.h"
#include "simulator/fault.h"
#include "simulator/param.h"
#include "simulator/simulator.h"

#define ID_SIZE 64
#define KEY_LIFE_S (24 * 3600)
#define EVENT_LIFE_S (30 * 24 * 3600)
#define DAY_S (24 * 3600)

enum kind {
	KIND_NONE,
	KIND_INTENT,
	KIND_CHARGE,
	KIND_REFUND,
	KIND_READER,
	KIND_LOCATION,
	KIND_CONFIGURATION,
	KIND_CUSTOMER,
	KIND_METHOD,
	KIND_SESSION,
	KIND_LINK,
	KIND_PRICE,
	KIND_SETUP, /* a card saved without a payment */
	KIND_EVENT,
	KIND_MOVE, /* a balance transaction */
	KIND_PAYOUT,
	KIND_DISPUTE,
	KIND_KEY, /* an idempotency key with its answer */
	KIND_EFFECT, /* what truly happened */
	KIND_META,
	KIND_COUNT
};

struct record {
	char *id;
	struct json *value; /* NULL once deleted */
	enum kind kind;
	bool is_dirty;
};

struct table {
	struct record **records;
	size_t count, capacity;
	size_t first; /* those before it are deleted */
};

/* A request held back by a fault, or its answer. */
struct held {
	int64_t ticket, due_ms;
	char *method, *path, *query, *body, *authorization, *key;
	size_t body_len;
	bool is_done;
	struct simulator_answer answer;
	struct held *next;
};

struct simulator {
	struct random random;
	char *api_key, *base_url, *auto_card;
	int64_t auto_delay_ms;
	bool with_decline_amounts;
	int64_t offset_ms; /* the fast clock */
	int64_t next_expiry_s; /* nothing runs out before */
	int64_t next_number, next_ticket;
	struct table tables[KIND_COUNT];
	struct record **slots; /* by hash of the id */
	size_t slot_count, slot_used;
	struct record **dirty;
	size_t dirty_count, dirty_capacity;
	struct held *held;
	struct script *script;
	struct json *forms[KIND_COUNT];   /* a new object of each kind, once one was made */
	char problem[256];
	char last_url[256];
};

/* A request being worked on. */
struct call {
	struct simulator *sim;
	const struct route *route;
	const struct params *params;
	const char *id; /* the id in the path, or "" */
	const char *key; /* idempotency key, or "" */
	int64_t now_s, now_ms;
	const struct fault *fault;
	struct simulator_answer *answer;
	bool is_stored; /* the answer is kept under the key */
};

/* An error as Stripe tells it; type and message must be given. */
struct refusal {
	int status;
	const char *type; /* NULL: invalid_request_error */
	const char *code, *decline_code, *param, *charge;
	const struct json *intent;
	bool is_passing; /* not stored under the key */
};

typedef void route_fn(struct call *call);

struct route {
	const char *method, *path, *op;
	const struct rule *rules;
	route_fn *run;
};

/* --- record.c --- */

/* Records by id and kind; NULL when there is none. */
struct json *sim_record_get(const struct simulator *sim, enum kind kind, const char *id);
struct record *sim_record_find(const struct simulator *sim, const char *id);

/* Puts a value, which is handed over, under its "id". */
struct json *sim_record_put(struct simulator *sim, enum kind kind, struct json *value);

/* Deletes; fine when there is none. */
void sim_record_delete(struct simulator *sim, const char *id);

/* Says that a value changed. */
void sim_touch(struct simulator *sim, const struct json *value);

/* Frees all records. */
void sim_record_done(struct simulator *sim);

/* A new id of that prefix. */
void sim_new_id(struct simulator *sim, const char *prefix, char ret_id[ID_SIZE]);

/* --- value.c: short words for JSON, which never fail --- */

/* A value from a form in which ' stands for ". */
struct json *sim_form_new(const char *form);

/* A new object with a new id and "created", put into its table. */
struct json *sim_object_new(struct call *call, enum kind kind, const char *prefix,
			    const char *form);

/* Sets a member; a NULL text is null; a value is handed over. */
void sim_set_text(struct json *map, const char *name, const char *text);
void sim_set_int(struct json *map, const char *name, int64_t value);
void sim_set_bool(struct json *map, const char *name, bool value);
void sim_set_value(struct json *map, const char *name, struct json *value);

/* Adds an element, which is handed over. */
void sim_add_value(struct json *list, struct json *value);

/* A member; "", 0 or false when it is not there. */
const char *sim_get_text(const struct json *map, const char *name);
int64_t sim_get_int(const struct json *map, const char *name);
bool sim_get_bool(const struct json *map, const char *name);

/* The member at a path of names ending with NULL. */
struct json *sim_get_path(const struct json *map, ...) __attribute__((sentinel));

/* A copy without our own members, the caller's. */
struct json *sim_public_copy(const struct json *value);

/* The same for being written only: what is inside of members is shared. */
struct json *sim_public_view(const struct json *value);

/* JSON as text, appended. */
void sim_write_value(struct str *into, const struct json *value);

/* Copies the parameters below `name` ("metadata") into the object's member of that name; an empty
 * value takes a member out. */
void sim_set_metadata(struct call *call, struct json *map, const char *name);

/* --- answer.c --- */

/* Answers with an object, expanded as asked. */
void sim_answer_value(struct call *call, const struct json *value);

/* Answers {id, object, deleted: true}. */
void sim_answer_deleted(struct call *call, const char *id, const char *object);

/* Refuses. */
void sim_refuse(struct call *call, const struct refusal *refusal, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* 404 for an id; and the object itself when it is there (else refused, NULL). */
struct json *sim_need(struct call *call, enum kind kind, const char *id, const char *param);

/* --- spoil.c --- */

/* Answers instead of the key and the operation; instead of the operation; true: it did. */
bool sim_spoil_instead(struct call *call);
bool sim_spoil_before(struct call *call);

/* Changes what is kept of an operation that was executed; then what is sent. */
void sim_spoil_effect(struct call *call);
void sim_spoil_after(struct call *call);

/* 409: the key is in use. */
void sim_refuse_in_use(struct call *call);

/* --- auth.c --- */

/* True when the request's key is good; else refused. */
bool sim_key_is_valid(struct call *call, const char *authorization);

/* --- list.c --- */

/* Answers a page of a table: limit, starting_after, ending_before, created[...], and equality with
 * each member that is given as a parameter of the route's filters. */
void sim_answer_list(struct call *call, enum kind kind);

/* --- happen.c: events, effects --- */

/* An event about an object. */
void sim_happen(struct call *call, const char *type, const struct json *object);

/* A line in the record. */
void sim_effect(struct call *call, const char *name, const struct json *object, const char *intent,
		int64_t amount_minor);

/* --- route.c --- */

/* The operation of a path, with the id in it; NULL, and whether another method has that path. */
const struct route *sim_route_find(const char *method, const char *path, char ret_id[ID_SIZE],
				   bool *ret_is_path);

/* The i-th operation, NULL after the last. */
const struct route *sim_route_at(size_t i);

/* --- key.c --- */

/* True when the key alone answers the request: a replay, or a refusal. */
bool sim_key_answers(struct call *call, uint64_t print);

/* Keeps the answer under the key. */
void sim_key_keep(struct call *call, uint64_t print);

/* Forgets keys and events that are too old. */
void sim_forget_old(struct simulator *sim, int64_t now_s);

/* A key in flight: held back by a fault. */
bool sim_key_is_held(const struct simulator *sim, const char *key);

/* --- hold.c: authorizations --- */

struct card;

/* Authorizes an intent's amount on a card: a charge is made, and the intent moves on.  False: the
 * card was declined, and the intent tells why. */
bool sim_authorize(struct call *call, struct json *intent, const struct card *card,
		   const struct json *method, bool is_present);

/* Captures `amount_minor` of a held charge. */
void sim_capture(struct call *call, struct json *intent, int64_t amount_minor);

/* Cancels an intent and releases its hold. */
void sim_cancel(struct call *call, struct json *intent, const char *reason);

/* The charge of an intent, or NULL. */
struct json *sim_intent_charge(const struct simulator *sim, const struct json *intent);

/* Says that something runs out then; and ends what has run out. */
void sim_expires_at(struct simulator *sim, int64_t at_s);
void sim_expire(struct simulator *sim, int64_t now_ms);

/* A call of nobody's: for what happens by itself. */
struct call sim_call_of_clock(struct simulator *sim, int64_t now_ms);

/* Refuses because of the intent's state. */
void sim_refuse_state(struct call *call, const struct json *intent, const char *verb,
		      const char *allowed);

/* Refuses with a decline. */
void sim_refuse_card(struct call *call, const struct json *intent, const char *decline_code);

/* --- method.c --- */

/* A new payment method of a card; `type` is "card" or "card_present". */
struct json *sim_method_new(struct call *call, const struct card *card, const char *type);

/* Saves a method with the customer of an intent that asks for it. */
void sim_method_save(struct call *call, const struct json *intent, struct json *method);

/* The payment method of a parameter's value, made when it is a test name; NULL: refused. */
struct json *sim_method_need(struct call *call, const char *id, const char *param);

/* The details of a charge. */
struct json *sim_method_details(struct call *call, const struct card *card,
				const struct json *method, const struct json *intent);

/* --- ledger.c --- */

/* A movement on the balance; returns its id. */
const char *sim_ledger_move(struct call *call, const char *type, const struct json *source,
			    int64_t amount_minor, int64_t fee_minor);

/* The fee of a charge. */
int64_t sim_ledger_fee(int64_t amount_minor, bool is_present);

/* --- refund.c --- */

/* Makes a refund that was checked. */
struct json *sim_refund_new(struct call *call, struct json *charge, int64_t amount_minor,
			    const char *reason);

/* What a refund turns into by itself, after a while. */
void sim_refund_turn(struct call *call, struct json *refund);

/* Lets a refund fail; false when it cannot any more. */
bool sim_refund_fail(struct call *call, struct json *refund, const char *reason);

/* --- device.c --- */

/* A card, or a button, at a reader; false: refused. */
bool sim_device_present(struct call *call, struct json *reader, const struct card *card,
			int64_t tip_minor);

/* Ends a reader's action. */
void sim_reader_action_end(struct call *call, struct json *reader, const char *failure_code,
			   const char *failure_message);

/* True while a reader waits for the issuer's word on an intent. */
bool sim_device_is_authorizing(const struct simulator *sim, const char *intent_id, int64_t now_ms);

/* Readers that work by themselves, and when the next does (-1: none). */
void sim_device_tick(struct simulator *sim, int64_t now_ms);
int64_t sim_device_due_ms(const struct simulator *sim, int64_t now_ms);

/* --- session.c --- */

/* The guest pays a session; false: refused. */
bool sim_session_pay(struct call *call, struct json *session, const struct card *card,
		     const char *wallet, bool is_slow);

/* What was slow has come, or not. */
void sim_session_settle(struct call *call, struct json *session, bool is_paid);

/* A session for a payment link. */
struct json *sim_session_of_link(struct call *call, struct json *link);

/* Ends an open session that was not paid. */
void sim_session_expire(struct call *call, struct json *session);

#endif
