/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/loop.c -- the event loop by poll(2), with signals through one signalfd(2).
 *
 * A fixed table of sources: a handle is a slot and how often that slot was used, so that a handle
 * that was removed means nothing later.  Callbacks may add and remove, and may run a round of
 * their own: a round keeps nothing but handles across a callback.
 */
#include "base/loop.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"

#define SOURCES_MAX 256
#define SLOT_BITS 8
#define USES_MAX ((1 << (30 - SLOT_BITS)) - 1)
#define WAIT_MAX_MS 3600000     /* wakes up once an hour at least */

enum kind { KIND_NONE, KIND_FD, KIND_TIMER, KIND_SIGNAL };

struct source {
	enum kind kind;
	int uses;
	void *arg;
	loop_fd_fn *run_fd;
	loop_timer_fn *run_timer;
	loop_signal_fn *run_signal;
	int number;             /* the descriptor or the signal */
	unsigned events;
	int64_t due_ms;
	int64_t every_ms;
	uint64_t order;         /* timers due at once run as they were added */
};

struct loop {
	const struct clock *clock;
	struct source sources[SOURCES_MAX];
	uint64_t next_order;
	int signal_fd;          /* -1 before the first signal */
	sigset_t signals;       /* that come through signal_fd */
	sigset_t before;        /* that were blocked when the loop was made */
	bool is_stopped;
	bool is_leaving;        /* the present round ends with the present callback */
};

static_assert(SOURCES_MAX == 1 << SLOT_BITS, "a slot fits its bits");

enum err loop_new(const struct clock *clock, struct loop **ret_loop)
{
	struct loop *loop = calloc(1, sizeof *loop);

	if (loop == NULL)
		return ERR_MEMORY;
	loop->clock = clock;
	loop->signal_fd = -1;
	sigemptyset(&loop->signals);
	sigprocmask(SIG_BLOCK, NULL, &loop->before);
	*ret_loop = loop;
	return ERR_OK;
}

void loop_free(struct loop *loop)
{
	if (loop == NULL)
		return;
	for (int i = 0; i < SOURCES_MAX; i++)
		if (loop->sources[i].kind == KIND_SIGNAL &&
		    !sigismember(&loop->before, loop->sources[i].number)) {
			sigset_t one;

			sigemptyset(&one);
			sigaddset(&one, loop->sources[i].number);
			sigprocmask(SIG_UNBLOCK, &one, NULL);
		}
	if (loop->signal_fd >= 0)
		close(loop->signal_fd);
	free(loop);
}

static int handle_of(const struct loop *loop, const struct source *source)
{
	return source->uses << SLOT_BITS | (int)(source - loop->sources);
}

/* The source behind a handle; NULL when it was removed. */
static struct source *find(struct loop *loop, int handle)
{
	struct source *source;

	if (handle <= 0)
		return NULL;
	source = &loop->sources[handle & (SOURCES_MAX - 1)];
	return source->kind != KIND_NONE && handle_of(loop, source) == handle ? source : NULL;
}

/* A free slot of the table, cleared; NULL when all are taken. */
static struct source *add(struct loop *loop, enum kind kind, void *arg)
{
	for (int i = 0; i < SOURCES_MAX; i++) {
		struct source *source = &loop->sources[i];

		if (source->kind != KIND_NONE)
			continue;
		*source = (struct source){
			.kind = kind,
			.uses = source->uses < USES_MAX ? source->uses + 1 : 1,
			.arg = arg,
			.order = loop->next_order++,
		};
		return source;
	}
	return NULL;
}

int loop_add_fd(struct loop *loop, int fd, unsigned events, loop_fd_fn *run, void *arg)
{
	struct source *source = add(loop, KIND_FD, arg);

	assert(fd >= 0);
	if (source == NULL)
		return 0;
	source->number = fd;
	source->events = events;
	source->run_fd = run;
	return handle_of(loop, source);
}

void loop_set_events(struct loop *loop, int handle, unsigned events)
{
	struct source *source = find(loop, handle);

	assert(source != NULL && source->kind == KIND_FD);
	source->events = events;
}

int loop_add_timer(struct loop *loop, int64_t delay_ms, int64_t every_ms, loop_timer_fn *run,
		   void *arg)
{
	struct source *source = add(loop, KIND_TIMER, arg);

	assert(delay_ms >= 0 && every_ms >= 0);
	if (source == NULL)
		return 0;
	source->due_ms = clock_mono_ms(loop->clock) + delay_ms;
	source->every_ms = every_ms;
	source->run_timer = run;
	return handle_of(loop, source);
}

/* Makes signal_fd deliver exactly `signals`; false when the system has none left. */
static bool set_signals(struct loop *loop, const sigset_t *signals)
{
	int fd = signalfd(loop->signal_fd, signals, SFD_NONBLOCK | SFD_CLOEXEC);

	if (fd < 0)
		return false;
	loop->signal_fd = fd;
	loop->signals = *signals;
	return true;
}

int loop_add_signal(struct loop *loop, int signal, loop_signal_fn *run, void *arg)
{
	struct source *source = add(loop, KIND_SIGNAL, arg);
	sigset_t signals = loop->signals;

	if (source == NULL)
		return 0;
	sigaddset(&signals, signal);
	if (!set_signals(loop, &signals)) {
		source->kind = KIND_NONE;
		return 0;
	}
	sigprocmask(SIG_BLOCK, &signals, NULL);
	source->number = signal;
	source->run_signal = run;
	return handle_of(loop, source);
}

/* Lets a signal go its own way again, unless another source wants it. */
static void release_signal(struct loop *loop, int signal)
{
	sigset_t signals = loop->signals;
	sigset_t one;

	for (int i = 0; i < SOURCES_MAX; i++)
		if (loop->sources[i].kind == KIND_SIGNAL && loop->sources[i].number == signal)
			return;
	sigdelset(&signals, signal);
	set_signals(loop, &signals);
	if (sigismember(&loop->before, signal))
		return;
	sigemptyset(&one);
	sigaddset(&one, signal);
	sigprocmask(SIG_UNBLOCK, &one, NULL);
}

void loop_remove(struct loop *loop, int handle)
{
	struct source *source = find(loop, handle);
	bool is_signal = source != NULL && source->kind == KIND_SIGNAL;

	if (source == NULL)
		return;
	source->kind = KIND_NONE;
	if (is_signal)
		release_signal(loop, source->number);
}

/* The timer to run next: the earliest, then the oldest; NULL when there is none.  Those added
 * at or after `before` wait for the next round. */
static struct source *next_timer(struct loop *loop, uint64_t before)
{
	struct source *next = NULL;

	for (int i = 0; i < SOURCES_MAX; i++) {
		struct source *source = &loop->sources[i];

		if (source->kind != KIND_TIMER || source->order >= before)
			continue;
		if (next == NULL || source->due_ms < next->due_ms ||
		    (source->due_ms == next->due_ms && source->order < next->order))
			next = source;
	}
	return next;
}

/* How long poll may wait. */
static int wait_ms(struct loop *loop, int64_t limit_ms)
{
	const struct source *timer = next_timer(loop, UINT64_MAX);
	int64_t wait = limit_ms >= 0 && limit_ms < WAIT_MAX_MS ? limit_ms : WAIT_MAX_MS;

	if (timer != NULL) {
		int64_t left_ms = timer->due_ms - clock_mono_ms(loop->clock);

		if (left_ms < wait)
			wait = left_ms > 0 ? left_ms : 0;
	}
	return (int)wait;
}

/* What a round waits for: descriptors and, beside each, its source's handle (0: signals). */
struct wait {
	struct pollfd polls[SOURCES_MAX + 1];
	int handles[SOURCES_MAX + 1];
	nfds_t count;
};

static void wait_add(struct wait *wait, int fd, unsigned events, int handle)
{
	short asked = 0;

	if (events & LOOP_READ)
		asked |= POLLIN;
	if (events & LOOP_WRITE)
		asked |= POLLOUT;
	wait->polls[wait->count] = (struct pollfd){ .fd = fd, .events = asked };
	wait->handles[wait->count++] = handle;
}

static void wait_collect(struct loop *loop, struct wait *wait)
{
	wait->count = 0;
	if (loop->signal_fd >= 0)
		wait_add(wait, loop->signal_fd, LOOP_READ, 0);
	for (int i = 0; i < SOURCES_MAX; i++) {
		const struct source *source = &loop->sources[i];

		if (source->kind == KIND_FD && source->events != 0)
			wait_add(wait, source->number, source->events, handle_of(loop, source));
	}
}

static void run_fd(struct loop *loop, int handle, short found)
{
	struct source *source = find(loop, handle);
	unsigned events = 0;

	if (source == NULL || source->kind != KIND_FD)
		return;
	if (found & POLLIN)
		events |= LOOP_READ;
	if (found & POLLOUT)
		events |= LOOP_WRITE;
	if (found & (POLLERR | POLLHUP | POLLNVAL)) /* whoever reads or writes will see it */
		events |= LOOP_READ | LOOP_WRITE;
	events &= source->events;
	if (events != 0)
		source->run_fd(source->arg, source->number, events);
}

static void run_signal(struct loop *loop, int signal)
{
	uint64_t before = loop->next_order;

	for (int i = 0; i < SOURCES_MAX; i++) {
		struct source *source = &loop->sources[i];

		if (source->kind == KIND_SIGNAL && source->number == signal &&
		    source->order < before)
			source->run_signal(source->arg, signal);
	}
}

static void run_signals(struct loop *loop)
{
	struct signalfd_siginfo info;

	while (!loop->is_leaving && read(loop->signal_fd, &info, sizeof info) == sizeof info)
		run_signal(loop, (int)info.ssi_signo);
}

/* Runs each timer that is due once.  A timer that repeats keeps its beat, but what was missed is
 * not made up for. */
static void run_timers(struct loop *loop)
{
	int64_t now_ms = clock_mono_ms(loop->clock);
	uint64_t before = loop->next_order;
	struct source *timer;

	while (!loop->is_leaving && (timer = next_timer(loop, before)) != NULL &&
	       timer->due_ms <= now_ms) {
		struct source due = *timer;

		if (due.every_ms == 0) {
			timer->kind = KIND_NONE;
		} else {
			timer->due_ms += due.every_ms;
			if (timer->due_ms <= now_ms)
				timer->due_ms = now_ms + due.every_ms;
		}
		due.run_timer(due.arg);
	}
}

enum err loop_step(struct loop *loop, int64_t limit_ms)
{
	struct wait wait;
	int ready;

	loop->is_leaving = false;
	wait_collect(loop, &wait);
	if (wait.count == 0 && limit_ms < 0 && next_timer(loop, UINT64_MAX) == NULL)
		return ERR_STATE;
	ready = poll(wait.polls, wait.count, wait_ms(loop, limit_ms));
	if (ready < 0 && errno != EINTR && errno != EAGAIN)
		return file_errno(errno);
	for (nfds_t i = 0; i < wait.count && ready > 0; i++) {
		short found = wait.polls[i].revents;

		if (loop->is_leaving)
			return ERR_OK;
		if (found == 0)
			continue;
		if (wait.handles[i] == 0)
			run_signals(loop);
		else
			run_fd(loop, wait.handles[i], found);
	}
	run_timers(loop);
	return ERR_OK;
}

enum err loop_run(struct loop *loop)
{
	enum err err = ERR_OK;

	while (!loop->is_stopped && err == ERR_OK)
		err = loop_step(loop, -1);
	return err;
}

void loop_stop(struct loop *loop)
{
	loop->is_stopped = true;
	loop->is_leaving = true;
}

bool loop_stopped(const struct loop *loop)
{
	return loop->is_stopped;
}
