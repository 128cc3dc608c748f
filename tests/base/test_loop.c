/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_loop.c -- the event loop: order, removal inside of callbacks, signals, stopping.
 */
#include "base/loop.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/random.h"
#include "base/str.h"
#include "suites.h"

/* What callbacks share: who was called is noted as letters. */
struct stage {
	struct clock clock;
	struct loop *loop;
	char called[64];
	int handles[4];
	int pipe[2];
};

static void stage_init(struct stage *stage)
{
	*stage = (struct stage){ 0 };
	clock_init_set(&stage->clock, 1000);
	CHECK_OK_FATAL(loop_new(&stage->clock, &stage->loop));
	CHECK_FATAL(pipe(stage->pipe) == 0);
}

static void stage_done(struct stage *stage)
{
	loop_free(stage->loop);
	close(stage->pipe[0]);
	close(stage->pipe[1]);
}

static void note(struct stage *stage, char letter)
{
	size_t len = strlen(stage->called);

	CHECK_FATAL(len + 1 < sizeof stage->called);
	stage->called[len] = letter;
}

static void on_a(void *arg)
{
	note(arg, 'a');
}

static void on_b(void *arg)
{
	note(arg, 'b');
}

static void on_c(void *arg)
{
	note(arg, 'c');
}

static void on_read(void *arg, int fd, unsigned events)
{
	char byte;

	CHECK(events == LOOP_READ);
	CHECK_INT(read(fd, &byte, 1), 1);
	note(arg, byte);
}

static void timers_run_when_due(void)
{
	struct stage stage;

	stage_init(&stage);
	loop_add_timer(stage.loop, 20, 0, on_c, &stage);
	loop_add_timer(stage.loop, 10, 0, on_a, &stage);
	loop_add_timer(stage.loop, 10, 0, on_b, &stage);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "");
	clock_advance(&stage.clock, 9);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "");
	clock_advance(&stage.clock, 1);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "ab");
	clock_advance(&stage.clock, 100);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "abc");
	stage_done(&stage);
}

static void timers_repeat_on_their_beat(void)
{
	struct stage stage;
	int handle;

	stage_init(&stage);
	handle = loop_add_timer(stage.loop, 10, 10, on_a, &stage);
	for (int i = 0; i < 6; i++) {
		clock_advance(&stage.clock, 6); /* due at 10, 20, 30: seen at 12, 24, 30 */
		CHECK_OK(loop_step(stage.loop, 0));
	}
	CHECK_TEXT(stage.called, "aaa");
	clock_advance(&stage.clock, 1000);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "aaaa");
	loop_remove(stage.loop, handle);
	clock_advance(&stage.clock, 1000);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "aaaa");
	stage_done(&stage);
}

static void remove_others(void *arg)
{
	struct stage *stage = arg;

	note(stage, 'r');
	for (int i = 0; i < 4; i++)
		loop_remove(stage->loop, stage->handles[i]);
}

static void on_read_remove(void *arg, int fd, unsigned events)
{
	(void)fd;
	(void)events;
	remove_others(arg);
}

static void removed_sources_are_silent(void)
{
	struct stage stage;

	stage_init(&stage);
	CHECK_INT(write(stage.pipe[1], "x", 1), 1);
	stage.handles[0] = loop_add_fd(stage.loop, stage.pipe[0], LOOP_READ, on_read_remove,
				       &stage);
	stage.handles[1] = loop_add_fd(stage.loop, stage.pipe[0], LOOP_READ, on_read, &stage);
	stage.handles[2] = loop_add_timer(stage.loop, 0, 0, on_a, &stage);
	stage.handles[3] = loop_add_timer(stage.loop, 0, 5, on_b, &stage);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "r");
	clock_advance(&stage.clock, 100);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "r");
	loop_remove(stage.loop, 0);
	loop_remove(stage.loop, stage.handles[0]);
	stage_done(&stage);
}

static void add_another(void *arg)
{
	struct stage *stage = arg;

	note(stage, '+');
	loop_add_timer(stage->loop, 0, 0, add_another, stage);
}

static void zero_timers_do_not_starve(void)
{
	struct stage stage;

	stage_init(&stage);
	loop_add_timer(stage.loop, 0, 0, add_another, &stage);
	loop_add_fd(stage.loop, stage.pipe[0], LOOP_READ, on_read, &stage);
	CHECK_OK(loop_step(stage.loop, -1));
	CHECK_TEXT(stage.called, "+");
	CHECK_INT(write(stage.pipe[1], "x", 1), 1);
	CHECK_OK(loop_step(stage.loop, -1));
	CHECK_TEXT(stage.called, "+x+");
	stage_done(&stage);
}

static void on_write(void *arg, int fd, unsigned events)
{
	(void)fd;
	CHECK(events == LOOP_WRITE);
	note(arg, 'w');
}

static void descriptors_are_watched(void)
{
	struct stage stage;
	int handle;

	stage_init(&stage);
	handle = loop_add_fd(stage.loop, stage.pipe[1], LOOP_WRITE, on_write, &stage);
	loop_add_fd(stage.loop, stage.pipe[0], LOOP_READ, on_read, &stage);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "w");
	loop_set_events(stage.loop, handle, 0);
	CHECK_INT(write(stage.pipe[1], "12", 2), 2);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "w12");
	loop_set_events(stage.loop, handle, LOOP_WRITE);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "w12w");
	stage_done(&stage);
}

static void on_end(void *arg, int fd, unsigned events)
{
	char byte;

	CHECK(events == LOOP_READ);
	CHECK_INT(read(fd, &byte, 1), 0);
	note(arg, 'e');
}

static void the_other_ends_close_is_seen(void)
{
	struct stage stage;

	stage_init(&stage);
	loop_add_fd(stage.loop, stage.pipe[0], LOOP_READ, on_end, &stage);
	close(stage.pipe[1]);
	CHECK_OK(loop_step(stage.loop, -1));
	CHECK_TEXT(stage.called, "e");
	stage.pipe[1] = dup(0);
	stage_done(&stage);
}

static void on_signal(void *arg, int signal)
{
	note(arg, signal == SIGUSR1 ? '1' : '2');
}

static bool is_blocked(int signal)
{
	sigset_t set;

	sigprocmask(SIG_BLOCK, NULL, &set);
	return sigismember(&set, signal) == 1;
}

static void signals_come_through_the_loop(void)
{
	struct stage stage;
	int handle;

	stage_init(&stage);
	handle = loop_add_signal(stage.loop, SIGUSR1, on_signal, &stage);
	CHECK(loop_add_signal(stage.loop, SIGUSR1, on_signal, &stage) != handle);
	CHECK(loop_add_signal(stage.loop, SIGUSR2, on_signal, &stage) > 0);
	CHECK(is_blocked(SIGUSR1) && is_blocked(SIGUSR2));
	raise(SIGUSR1);
	raise(SIGUSR1);
	CHECK_TEXT(stage.called, "");
	CHECK_OK(loop_step(stage.loop, -1));
	CHECK_TEXT(stage.called, "11"); /* two sources; the second raise fell into the first */
	loop_remove(stage.loop, handle);
	raise(SIGUSR2);
	raise(SIGUSR1);
	CHECK_OK(loop_step(stage.loop, -1));
	CHECK_INT(strlen(stage.called), 4);
	CHECK(is_blocked(SIGUSR1));
	stage_done(&stage);
	CHECK(!is_blocked(SIGUSR1) && !is_blocked(SIGUSR2));
}

static void removed_signals_go_their_own_way(void)
{
	struct stage stage;
	int handle;

	stage_init(&stage);
	signal(SIGUSR1, SIG_IGN);
	handle = loop_add_signal(stage.loop, SIGUSR1, on_signal, &stage);
	loop_remove(stage.loop, handle);
	CHECK(!is_blocked(SIGUSR1));
	raise(SIGUSR1);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "");
	signal(SIGUSR1, SIG_DFL);
	stage_done(&stage);
}

static void stop(void *arg)
{
	struct stage *stage = arg;

	note(stage, 's');
	loop_stop(stage->loop);
}

static void stopping_ends_the_run(void)
{
	struct stage stage;

	stage_init(&stage);
	loop_add_timer(stage.loop, 0, 0, stop, &stage);
	loop_add_timer(stage.loop, 0, 0, on_a, &stage);
	CHECK(!loop_stopped(stage.loop));
	CHECK_OK(loop_run(stage.loop));
	CHECK(loop_stopped(stage.loop));
	CHECK_TEXT(stage.called, "s");
	CHECK_OK(loop_run(stage.loop));
	CHECK_OK(loop_step(stage.loop, 0)); /* to end what has begun */
	CHECK_TEXT(stage.called, "sa");
	stage_done(&stage);
}

static void run_inside(void *arg)
{
	struct stage *stage = arg;

	note(stage, '(');
	CHECK_OK(loop_step(stage->loop, 0));
	note(stage, ')');
}

static void rounds_may_be_nested(void)
{
	struct stage stage;

	stage_init(&stage);
	CHECK_INT(write(stage.pipe[1], "x", 1), 1);
	loop_add_timer(stage.loop, 0, 0, run_inside, &stage);
	loop_add_timer(stage.loop, 1, 0, on_a, &stage);
	clock_advance(&stage.clock, 1);
	loop_add_fd(stage.loop, stage.pipe[0], LOOP_READ, on_read, &stage);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "x(a)");
	stage_done(&stage);
}

static void nothing_to_wait_for_is_an_error(void)
{
	struct stage stage;

	stage_init(&stage);
	CHECK_INT(loop_step(stage.loop, -1), ERR_STATE);
	CHECK_INT(loop_run(stage.loop), ERR_STATE);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_OK(loop_step(stage.loop, 1));
	stage_done(&stage);
}

static void a_real_clock_waits(void)
{
	struct stage stage;
	int64_t begin_ms;

	stage_init(&stage);
	clock_init(&stage.clock);
	begin_ms = clock_mono_ms(&stage.clock);
	loop_add_timer(stage.loop, 15, 0, stop, &stage);
	CHECK_OK(loop_run(stage.loop));
	CHECK(clock_mono_ms(&stage.clock) - begin_ms >= 15);
	CHECK_TEXT(stage.called, "s");
	stage_done(&stage);
}

static void the_table_is_bounded(void)
{
	struct stage stage;
	int handles[256];

	stage_init(&stage);
	for (int i = 0; i < 256; i++) {
		handles[i] = loop_add_timer(stage.loop, 5, 0, on_a, &stage);
		CHECK_FATAL(handles[i] > 0);
	}
	CHECK_INT(loop_add_timer(stage.loop, 5, 0, on_a, &stage), 0);
	CHECK_INT(loop_add_fd(stage.loop, stage.pipe[0], LOOP_READ, on_read, &stage), 0);
	CHECK_INT(loop_add_signal(stage.loop, SIGUSR1, on_signal, &stage), 0);
	loop_remove(stage.loop, handles[77]);
	CHECK(loop_add_timer(stage.loop, 5, 0, on_b, &stage) > 0);
	loop_remove(stage.loop, handles[77]); /* an old handle does not hit the new source */
	for (int i = 0; i < 256; i++)
		loop_remove(stage.loop, handles[i]);
	clock_advance(&stage.clock, 5);
	CHECK_OK(loop_step(stage.loop, 0));
	CHECK_TEXT(stage.called, "b");
	stage_done(&stage);
}

const struct check_test test_loop[] = {
	{ "timers run when due, in order", timers_run_when_due },
	{ "timers repeat on their beat and make up for nothing", timers_repeat_on_their_beat },
	{ "what was removed in a callback is silent", removed_sources_are_silent },
	{ "timers of no delay starve nobody", zero_timers_do_not_starve },
	{ "descriptors are watched for what is asked", descriptors_are_watched },
	{ "the close of the other end is seen", the_other_ends_close_is_seen },
	{ "signals come through the loop", signals_come_through_the_loop },
	{ "a removed signal goes its own way", removed_signals_go_their_own_way },
	{ "stopping ends the run after the present callback", stopping_ends_the_run },
	{ "a callback may run a round of its own", rounds_may_be_nested },
	{ "a wait for nothing is an error", nothing_to_wait_for_is_an_error },
	{ "a real clock is waited for", a_real_clock_waits },
	{ "the table is bounded and handles are not mistaken", the_table_is_bounded },
	{ 0 },
};
