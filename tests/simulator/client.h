/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/simulator/client.h -- a client of the processor without a wire, and what it reads.
 *
 * Owner   client_init/client_done; answers and texts live until the next call.
 */
#ifndef SANDUQ_TESTS_SIMULATOR_CLIENT_H
#define SANDUQ_TESTS_SIMULATOR_CLIENT_H

#include "base/json.h"
#include "simulator/simulator.h"

struct client {
	struct simulator *sim;
	struct simulator_answer answer;
	struct json *value;          /* the answer's body, NULL when it is not JSON */
	int64_t now_ms;
	char id[128];                /* "id" of the last answer */
	char reader[128];
};

void client_init(struct client *client, const struct simulator_options *options);
void client_done(struct client *client);

/* Sends; returns the status.  The path is formatted; `key` and `form` may be NULL. */
int client_post(struct client *client, const char *path, const char *key, const char *form);
int client_get(struct client *client, const char *path, const char *query);

/* A control verb; returns the status. */
int client_control(struct client *client, const char *verb, const char *form);

/* A member of the last answer by a path of names separated by '.', a number in a list. */
const char *client_text(const struct client *client, const char *path);
int64_t client_int(const struct client *client, const char *path);
bool client_is(const struct client *client, const char *path);

/* A payment of `amount_minor` made, handed to a new reader and authorized with `card`; its id goes
 * into `ret_intent`. */
void client_authorize(struct client *client, int amount_minor, const char *card, const char *more,
		      char ret_intent[128]);

/* How many effects of a name there are for an object ("": any). */
int client_effects(const struct client *client, const char *name, const char *intent);

/* Sets a fault script with ' for ". */
void client_faults(struct client *client, const char *script);

#endif
