/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/run.c -- sets up, tells the port, works, and leaves nothing behind.
 */
#include "simulator/run.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/str.h"
#include "simulator/card.h"
#include "simulator/front.h"
#include "simulator/place.h"
#include "simulator/relay.h"
#include "simulator/simulator.h"

#define SCRIPT_MAX 1048576

struct runner {
	const struct run_options *options;
	struct clock clock;
	struct loop *loop;
	struct place place;
	struct simulator *simulator;
	struct front *front;
	struct relay *relay;
	bool could_save;
};

static void on_signal(void *arg, int signal)
{
	(void)signal;
	loop_stop(arg);
}

static void on_parent(void *arg, int fd, unsigned events)
{
	char bytes[64];

	(void)events;
	if (read(fd, bytes, sizeof bytes) <= 0)
		loop_stop(arg);
}

static bool open_plain(void *arg, int fd)
{
	struct runner *runner = arg;

	return front_take(runner->front, fd);
}

static const char *connection_fault(void *arg, int64_t *ret_number)
{
	struct runner *runner = arg;

	return simulator_connect(runner->simulator, ret_number);
}

/* An effect is on disk before anybody hears of it; without the disk there is no going on. */
static void changed(void *arg)
{
	struct runner *runner = arg;

	if (place_save_state(&runner->place, runner->simulator))
		return;
	runner->could_save = false;
	loop_stop(runner->loop);
}

static enum err watch(struct runner *runner)
{
	const struct run_options *options = runner->options;

	if (loop_add_signal(runner->loop, SIGTERM, on_signal, runner->loop) == 0 ||
	    loop_add_signal(runner->loop, SIGINT, on_signal, runner->loop) == 0 ||
	    loop_add_signal(runner->loop, SIGHUP, on_signal, runner->loop) == 0)
		return ERR_IO;
	if (options->parent_pipe >= 0 && loop_add_fd(runner->loop, options->parent_pipe, LOOP_READ,
						     on_parent, runner->loop) == 0)
		return ERR_IO;
	return ERR_OK;
}

/* The signal of a parent's end comes only once it was asked for. */
static enum err follow_parent(void)
{
	pid_t parent = getppid();

	if (prctl(PR_SET_PDEATHSIG, SIGTERM) != 0)
		return ERR_IO;
	return getppid() == parent ? ERR_OK : ERR_CANCELLED;
}

static enum err read_faults(struct runner *runner, char *problem, size_t size)
{
	const char *path = runner->options->faults;
	char *text;
	size_t len;
	enum err err;

	if (path == NULL)
		return ERR_OK;
	err = file_read(path, SCRIPT_MAX, &text, &len);
	if (err != ERR_OK)
		return err;
	err = simulator_set_faults(runner->simulator, text, len);
	if (err == ERR_DATA)
		str_format(problem, size, "%s, %s", path, simulator_problem(runner->simulator));
	free(text);
	return err;
}

static enum err make_processor(struct runner *runner, const char *base_url)
{
	const struct run_options *options = runner->options;
	const struct simulator_options of = {
		.seed = options->seed,
		.api_key = runner->place.api_key,
		.base_url = base_url,
		.auto_card = options->auto_card,
		.auto_delay_ms = options->auto_delay_ms,
		.with_decline_amounts = options->with_decline_amounts,
	};
	enum err err = simulator_new(&of, &runner->simulator);

	if (err != ERR_OK)
		return err;
	return options->is_kept ? place_load_state(&runner->place, runner->simulator)
				: place_forget_state(&runner->place);
}

/* A kept simulator keeps its port too, so that a till's settings stay true. */
static int port_to_take(struct runner *runner)
{
	char text[16];
	int64_t port;

	if (runner->options->port != 0 || !runner->options->is_kept ||
	    place_read(runner->place.folder, "port", text, sizeof text) != ERR_OK ||
	    !str_int64(text, &port) || port < 1 || port > 65535)
		return runner->options->port;
	return (int)port;
}

static enum err open_wire(struct runner *runner)
{
	int port = port_to_take(runner);
	enum err err = relay_open(runner->loop, runner->place.folder, port, open_plain,
				  connection_fault, runner, &runner->relay);

	if (err == ERR_BUSY && port != runner->options->port)
		err = relay_open(runner->loop, runner->place.folder, runner->options->port,
				 open_plain, connection_fault, runner, &runner->relay);
	return err;
}

static enum err begin(struct runner *runner, char *problem, size_t size)
{
	struct front_options front = { .loop = runner->loop,
				       .clock = &runner->clock,
				       .token = runner->place.token,
				       .changed = changed,
				       .arg = runner };
	char base_url[64];
	enum err err = open_wire(runner);

	if (err != ERR_OK)
		return err;
	str_format(base_url, sizeof base_url, "https://localhost:%d", relay_port(runner->relay));
	err = make_processor(runner, base_url);
	if (err == ERR_OK)
		err = read_faults(runner, problem, size);
	front.simulator = runner->simulator;
	if (err == ERR_OK)
		err = front_open(&front, &runner->front);
	if (err == ERR_OK)
		err = watch(runner);
	if (err == ERR_OK)
		err = place_tell_port(&runner->place, relay_port(runner->relay),
				      runner->options->port_file);
	return err;
}

static void end(struct runner *runner)
{
	relay_close(runner->relay);
	front_close(runner->front);
	simulator_free(runner->simulator);
	place_close(&runner->place);
	loop_free(runner->loop);
}

enum err run_simulator(const struct run_options *options, char *problem, size_t size)
{
	struct runner runner = { .options = options,
				 .could_save = true,
				 .place = { .lock = { -1 }, .state_fd = -1 } };
	enum err err;

	if (options->auto_card != NULL && sim_card_find(options->auto_card) == NULL) {
		str_format(problem, size, "%s is not a test card", options->auto_card);
		return ERR_USAGE;
	}
	clock_init(&runner.clock);
	err = options->ends_with_parent ? follow_parent() : ERR_OK;
	if (err == ERR_OK)
		err = loop_new(&runner.clock, &runner.loop);
	if (err == ERR_OK)
		err = place_open(options->folder, clock_unix_ms(&runner.clock), &runner.place);
	if (err == ERR_OK)
		err = begin(&runner, problem, size);
	if (err == ERR_OK && !options->is_quiet) {
		printf("https://localhost:%d\n", relay_port(runner.relay));
		fflush(stdout);
	}
	if (err == ERR_OK)
		err = loop_run(runner.loop);
	if (err == ERR_OK && !runner.could_save)
		err = ERR_IO;
	end(&runner);
	return err;
}
