/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/sim_line.h -- a line to the simulator inside the program: no sockets, the time of a
 *                            clock that is set, and every way in which a request can go wrong.
 *
 * Shape   faults of the processor stand in the simulator's own script (simulator_set_faults); those
 *         of the wire can be set here too, per path and call.  Every send is recorded, so that a
 *         test can see that a key always came with the same bytes (P2, P3).
 * Units   milliseconds of the clock.
 * Owner   sim_line_open/sim_line_close; loop, clock and simulator are borrowed.
 */
#ifndef SANDUQ_TESTS_DOUBLE_SIM_LINE_H
#define SANDUQ_TESTS_DOUBLE_SIM_LINE_H

#include "processor/processor.h"
#include "service/app.h"
#include "simulator/simulator.h"

struct sim_line;

/* What happens to one request on its way. */
enum sim_fault {
	SIM_NONE,
	SIM_NO_NAME,            /* nothing was sent */
	SIM_NO_PEER,
	SIM_NO_TLS,
	SIM_NOT_TRUSTED,
	SIM_LOST_BEFORE,        /* it broke off before the processor had it */
	SIM_LOST_AFTER,         /* the processor did it, the answer was lost */
	SIM_TIMEOUT_BEFORE,     /* the same, after all the time it was given */
	SIM_TIMEOUT_AFTER,
	SIM_LATE,               /* it reaches the processor only `arg` ms after it timed out */
	SIM_DELAY,              /* the answer comes `arg` ms later */
	SIM_FAULT_COUNT
};

/* Chooses for each request; `attempt` counts the sends of its key from 1.  NULL: by the rules. */
typedef enum sim_fault sim_fault_fn(void *arg, const char *key, const struct processor_wire *wire,
				    int attempt, int64_t *ret_arg);

/* A request as it was sent. */
struct sim_sent {
	char key[PROCESSOR_KEY_SIZE];
	char method[8];
	char path[PROCESSOR_PATH_SIZE];
	uint64_t digest;        /* of method, path, version and body */
	int64_t at_unix_ms;
	enum sim_fault fault;
};

/* A line to `simulator` on the loop and clock of `app`. */
void sim_line_open(struct app *app, struct simulator *simulator, struct sim_line **ret_line);

/* Forgets what is under way (as a kill would) and frees; NULL is fine. */
void sim_line_close(struct sim_line *line);

/* A processor over it: Stripe's driver in test mode. */
struct processor sim_line_processor(struct sim_line *line);

/* How long an answer takes: evenly from low to high, by a seed. */
void sim_line_set_latency(struct sim_line *line, int64_t low_ms, int64_t high_ms, uint64_t seed);

/* The connection is gone (true) or there again. */
void sim_line_set_down(struct sim_line *line, bool is_down);

/* From here on: the requests whose path contains `part` (writes only, unless it begins with
 * "GET "), `times` of them after `skip`.  The first rule that is due is taken. */
void sim_line_fault(struct sim_line *line, const char *part, int skip, int times,
		    enum sim_fault fault, int64_t arg);
void sim_line_clear(struct sim_line *line);
void sim_line_hook(struct sim_line *line, sim_fault_fn *choose, void *arg);

/* What was sent, in order (false: there is no i-th); how many writes; how many requests are under
 * way. */
bool sim_line_sent(const struct sim_line *line, size_t i, struct sim_sent *ret_sent);
size_t sim_line_count(const struct sim_line *line);
size_t sim_line_under_way(const struct sim_line *line);

/* How often a key came with other bytes than before: must stay 0 (P3).  How many different keys
 * writes to a path containing `part` had. */
size_t sim_line_changed(const struct sim_line *line);
size_t sim_line_keys(const struct sim_line *line, const char *part);

/* Lets `ms` pass on the app's set clock, `step_ms` at a time, with everything that is due. */
void sim_line_pass(struct app *app, int64_t ms, int64_t step_ms);

/* A reader in the simulator, its id into `ret_reader`. */
void sim_line_reader(struct simulator *simulator, int64_t now_unix_ms,
		     char ret_reader[PROCESSOR_ID_SIZE]);

/* What a person does at the simulator; ends the program when it is refused. */
void sim_line_person(struct simulator *simulator, const char *verb, const char *form,
		     int64_t now_unix_ms);

#endif
