/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/scene.h -- a till with a card reader, its courier, real HTTPS and the program
 *                           sanduq-simulator: what a scenario plays on.
 *
 * Shape   one simulator serves all scenes; each has a house, a reader and a part of the
 *         simulator's record of its own.  The till's clock passes with the machine's while a
 *         request is under way, and leaps while none is; before a request the simulator's clock is
 *         set ahead as far.
 * Units   minor units of EUR; milliseconds of the till's clock.
 * Errors  a move that fails fails the test and ends it.
 * Owner   scene_open/scene_close.
 */
#ifndef SANDUQ_TESTS_SCENARIO_SCENE_H
#define SANDUQ_TESTS_SCENARIO_SCENE_H

#include "check.h"
#include "double/house.h"
#include "processor/http.h"
#include "service/courier.h"
#include "service/shift.h"

#define SCENE_TOTAL 2240     /* what the check of scene_check() comes to */
#define SCENE_SENT_MAX 512

struct memvfs;

/* A write as it left. */
struct scene_sent {
	char key[PROCESSOR_KEY_SIZE];
	char path[PROCESSOR_PATH_SIZE];
	uint64_t digest;
};

struct scene {
	struct house house;
	struct app *app;             /* &house.app */
	struct memvfs *vfs;
	struct loop *loop;
	struct http *http;
	struct courier *courier;
	struct processor processor;
	char base[128];              /* where requests go; the simulator's at first */
	char reader[PROCESSOR_ID_SIZE];
	int64_t since;               /* effects before belong to other scenes */
	int64_t real_us;             /* the machine's clock of the last round */
	char short_path[64];         /* requests to it are given only short_ms */
	int64_t short_ms;
	bool is_apart;               /* the simulator's clock is left alone */
	int64_t theirs_minor;        /* refunded by others: not in these books */
	struct scene_sent sent[SCENE_SENT_MAX];
	int n_sent;
};

/* Starts and ends the simulator of all scenes. */
bool scene_begin_all(void);
void scene_end_all(void);

/* A house with a reader: nothing is wrong yet. */
void scene_open(struct scene *scene);

/* The end of every scenario: nothing open, no key with other bytes, books and processor agree and
 * the books prove themselves (P3, P7). */
void scene_close(struct scene *scene);

/* The till is killed; it starts again `after_ms` later. */
void scene_kill(struct scene *scene);
void scene_start(struct scene *scene, int64_t after_ms);

/* Requests go to `base` from now on; NULL: to the simulator.  What is under way is forgotten. */
void scene_connect(struct scene *scene, const char *base);

/* Another fault script, with ' for "; "" takes all away. */
void scene_faults(struct scene *scene, const char *script);

/* What a person does at the simulator; the status of its answer.  The reader is the scene's. */
int scene_person(struct scene *scene, const char *verb, const char *form);

/* Time passes; or until no attempt is open, or a payment is in a state, or something happened at
 * the processor (false: not within the limit). */
void scene_pass(struct scene *scene, int64_t ms);
bool scene_settle(struct scene *scene, int64_t limit_ms);
bool scene_until(struct scene *scene, int64_t payment, enum payment_state state,
		 int64_t limit_ms);
bool scene_until_effect(struct scene *scene, const char *name, int64_t limit_ms);

/* A check of SCENE_TOTAL at a table, and a payment of what is due of its first part. */
int64_t scene_check(struct scene *scene, int64_t table);
int64_t scene_begin(struct scene *scene, int64_t bill, const char *tender);

/* The reader asks, and the guest shows a card. */
void scene_guest(struct scene *scene, int64_t payment, const char *card, int64_t tip_minor);

/* A check at table 1 that was paid by card and is captured; its payment. */
int64_t scene_sold(struct scene *scene, int64_t *ret_bill);

/* Pays what is due of a bill in cash. */
void scene_cash(struct scene *scene, int64_t bill);

/* Prepares the refund of a bill's first part; `amount_minor` 0: of all of it. */
enum err scene_refund(struct scene *scene, int64_t bill, int64_t amount_minor);

/* The payment as it stands, checked to be in a state. */
struct payment_row scene_payment(struct scene *scene, int64_t payment, enum payment_state state);

/* The newest attempt of an operation ("capture"). */
struct attempt_row scene_attempt(struct scene *scene, const char *op);

/* How often something happened at the processor in this scene; what moved there; what the journal
 * says moved. */
int scene_effects(struct scene *scene, const char *name);
int64_t scene_settled(struct scene *scene);
int64_t scene_clearing(struct scene *scene);

/* Before a doubt is resolved: the journal lacks `minor` of what moved, and the open attempts list
 * just that. */
void scene_lacks(struct scene *scene, int64_t minor);

/* How many writes went to paths that contain `part`; how many keys they had. */
int scene_sends(const struct scene *scene, const char *part);
int scene_keys(const struct scene *scene, const char *part);

/* Somebody else used this key with another body. */
void scene_spend_key(struct scene *scene, const char *key);

/* Somebody gives a payment back at the processor itself, whole. */
void scene_refund_there(struct scene *scene, int64_t payment);

/* How often a saved attempt or outcome has a text: one number of the store. */
int64_t scene_number(struct scene *scene, const char *sql);

#endif
