/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/front.h -- HTTP between a connection and the processor: requests read, answers and
 *                      their headers written, control commands let in.
 *
 * Errors  ERR_MEMORY.
 * Owner   front_open/front_close; the options are borrowed until then.
 */
#ifndef SANDUQ_SIMULATOR_FRONT_H
#define SANDUQ_SIMULATOR_FRONT_H

#include <stdbool.h>

#include "base/err.h"

struct clock;
struct front;
struct loop;
struct simulator;

/* Called after each request that may have changed something, before its answer is sent. */
typedef void front_changed_fn(void *arg);

struct front_options {
	struct loop *loop;
	struct simulator *simulator;
	const struct clock *clock;
	const char *token;           /* of control commands */
	front_changed_fn *changed;
	void *arg;
};

/* Makes the front. */
enum err front_open(const struct front_options *options, struct front **ret_front);

/* Takes a connection; false: it cannot. */
bool front_take(struct front *front, int fd);

/* Closes all; NULL is fine. */
void front_close(struct front *front);

#endif
