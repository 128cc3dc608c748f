/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/loop.h -- the one event loop: descriptors, timers, signals.
 *
 * Shape   callbacks run one at a time on the one thread; a callback may add and remove others.
 * Units   *_ms by the monotonic clock.
 * Errors  ERR_MEMORY, ERR_IO; ERR_STATE when there is nothing that could ever end a wait.
 *         A set clock does not pass by itself: its timers run in the first round after
 *         clock_advance().
 * Owner   loop_new/loop_free; a handle (> 0) stays valid until removed; removing 0 is fine.
 * Rules   house style 3: one thread, one loop, the screen never waits for the world.
 */
#ifndef SANDUQ_BASE_LOOP_H
#define SANDUQ_BASE_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct clock;
struct loop;

enum loop_event { LOOP_READ = 1, LOOP_WRITE = 2 };

typedef void loop_fd_fn(void *arg, int fd, unsigned events);
typedef void loop_timer_fn(void *arg);
typedef void loop_signal_fn(void *arg, int signal);

/* Makes a loop; `clock` is borrowed. */
enum err loop_new(const struct clock *clock, struct loop **ret_loop);

/* Frees the loop and unblocks its signals; NULL is fine. */
void loop_free(struct loop *loop);

/* Watches a descriptor for `events`; 0 when there are too many (256 of all kinds), as below. */
int loop_add_fd(struct loop *loop, int fd, unsigned events, loop_fd_fn *run, void *arg);

/* Changes what is watched; 0: nothing for now. */
void loop_set_events(struct loop *loop, int handle, unsigned events);

/* Calls `run` once after `delay_ms`, then every `every_ms` (0: only once). */
int loop_add_timer(struct loop *loop, int64_t delay_ms, int64_t every_ms, loop_timer_fn *run,
		   void *arg);

/* Blocks a signal and delivers it through the loop.  A program that is started meanwhile must
 * unblock it for itself. */
int loop_add_signal(struct loop *loop, int signal, loop_signal_fn *run, void *arg);

/* Removes a descriptor, timer or signal. */
void loop_remove(struct loop *loop, int handle);

/* One round: waits at most `limit_ms` (-1: for ever) and runs what is due. */
enum err loop_step(struct loop *loop, int64_t limit_ms);

/* Runs until loop_stop(). */
enum err loop_run(struct loop *loop);

/* Makes loop_run() return after the present callback. */
void loop_stop(struct loop *loop);

/* True once loop_stop() was called. */
bool loop_stopped(const struct loop *loop);

#endif
