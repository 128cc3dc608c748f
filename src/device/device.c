/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * device/device.c -- one job at a time, driven by the loop: start, connect, write, drain, end.
 *
 * A printer behind a socket or a serial line has a paper when the other side has taken every byte:
 * that is asked for (TIOCOUTQ) before the job counts as done.
 */
#include "device/device.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "base/loop.h"
#include "base/str.h"
#include "device/port.h"

#define TICK_MS 20

/* --- life -------------------------------------------------------------------------------- */

enum err device_open(const char *address, struct device **ret_device)
{
	struct device *device = calloc(1, sizeof *device);

	if (device == NULL)
		return ERR_MEMORY;
	device->fd = -1;
	device->timeout_ms = DEVICE_TIMEOUT_MS;
	if (!str_copy(device->address, sizeof device->address, address) ||
	    !port_read_address(device)) {
		free(device);
		return ERR_SYNTAX;
	}
	*ret_device = device;
	return ERR_OK;
}

/* Lets go of all that a job holds. */
static void release(struct device *device)
{
	loop_remove(device->loop, device->on_fd);
	loop_remove(device->loop, device->on_start);
	loop_remove(device->loop, device->on_timeout);
	loop_remove(device->loop, device->on_tick);
	device->on_fd = device->on_start = device->on_timeout = device->on_tick = 0;
	free(device->bytes);
	free(device->answer);
	device->bytes = device->answer = NULL;
	device->loop = NULL;
}

void device_close(struct device *device)
{
	if (device == NULL)
		return;
	if (device->loop != NULL) {
		port_close(device, false);
		release(device);
	}
	free(device);
}

bool device_is_escpos(const struct device *device)
{
	return device->kind == PORT_CHARACTER || device->kind == PORT_SOCKET ||
	       (device->kind == PORT_CUPS && device->cups.is_raw);
}

const char *device_address(const struct device *device)
{
	return device->address;
}

void device_set_timeout(struct device *device, int64_t timeout_ms)
{
	assert(timeout_ms > 0);
	device->timeout_ms = timeout_ms;
}

const char *device_problem(const struct device *device)
{
	return device->problem;
}

/* --- the end of a job -------------------------------------------------------------------- */

/* Ends the job; the callback comes last, since it may close the device or send again. */
static void end_job(struct device *device, enum err err)
{
	device_done_fn *done = device->done;
	void *arg = device->arg;
	int error = port_close(device, err == ERR_OK);

	if (error != 0) {
		str_copy(device->problem, sizeof device->problem, strerror(error));
		err = ERR_DEVICE;
	}
	release(device);
	done(arg, err);
}

static void fail(struct device *device, int error)
{
	str_copy(device->problem, sizeof device->problem, strerror(error));
	end_job(device, ERR_DEVICE);
}

static void fail_for_memory(struct device *device)
{
	str_copy(device->problem, sizeof device->problem, strerror(ENOMEM));
	end_job(device, ERR_MEMORY);
}

static void run_timeout(void *arg)
{
	struct device *device = arg;

	device->on_timeout = 0;
	fail(device, ETIMEDOUT);
}

/* There was progress: counts the time anew.  False when the job was ended. */
static bool restart_timeout(struct device *device)
{
	loop_remove(device->loop, device->on_timeout);
	device->on_timeout =
		loop_add_timer(device->loop, device->timeout_ms, 0, run_timeout, device);
	if (device->on_timeout != 0)
		return true;
	fail_for_memory(device);
	return false;
}

/* --- draining ---------------------------------------------------------------------------- */

static int socket_error(const struct device *device)
{
	int error = 0;
	socklen_t len = sizeof error;

	if (device->kind != PORT_SOCKET && device->kind != PORT_CUPS)
		return 0;
	return getsockopt(device->fd, SOL_SOCKET, SO_ERROR, &error, &len) == 0 ? error : errno;
}

/* Looks whether the other side has everything. */
static void run_tick(void *arg)
{
	struct device *device = arg;
	int pending = 0, error = socket_error(device);

	if (error != 0) {
		fail(device, error);
		return;
	}
	if (ioctl(device->fd, TIOCOUTQ, &pending) != 0)
		pending = 0; /* no such queue: written is taken */
	if (pending == 0) {
		end_job(device, ERR_OK);
		return;
	}
	if (pending != device->pending_bytes && !restart_timeout(device))
		return;
	device->pending_bytes = pending;
}

/* What a printer answers is not wanted, but must be read: a socket closed over unread bytes takes
 * back what it sent. */
static void read_answers(struct device *device)
{
	char answer[256];
	ssize_t len = recv(device->fd, answer, sizeof answer, 0);

	if (len < 0 && errno != EAGAIN && errno != EINTR)
		fail(device, errno);
	else if (len == 0)
		loop_set_events(device->loop, device->on_fd, 0);
}

/* CUPS says whether it took the paper. */
static void read_cups(struct device *device)
{
	ssize_t len = recv(device->fd, device->answer + device->answered,
			   CUPS_ANSWER_MAX - device->answered, 0);

	if (len < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (len < 0) {
		fail(device, errno);
		return;
	}
	device->answered += (size_t)len;
	switch (cups_answer(device->answer, device->answered, len == 0, device->problem,
			    sizeof device->problem)) {
	case CUPS_TAKEN:
		end_job(device, ERR_OK);
		break;
	case CUPS_REFUSED:
		end_job(device, ERR_DEVICE);
		break;
	default:
		(void)restart_timeout(device);
	}
}

static void begin_draining(struct device *device)
{
	if (device->kind == PORT_FILE || device->kind == PORT_FOLDER) {
		end_job(device, ERR_OK);
		return;
	}
	device->is_draining = true;
	if (device->kind == PORT_CUPS) {
		loop_set_events(device->loop, device->on_fd, LOOP_READ);
		return;
	}
	device->pending_bytes = -1;
	if (device->kind == PORT_SOCKET)
		shutdown(device->fd, SHUT_WR);
	loop_set_events(device->loop, device->on_fd,
			device->kind == PORT_SOCKET ? LOOP_READ : 0);
	device->on_tick = loop_add_timer(device->loop, 0, TICK_MS, run_tick, device);
	if (device->on_tick == 0)
		fail_for_memory(device);
}

/* --- writing ----------------------------------------------------------------------------- */

static void run_fd(void *arg, int fd, unsigned events)
{
	struct device *device = arg;
	int error = device->is_connecting ? socket_error(device) : 0;
	long len;

	(void)fd;
	(void)events;
	if (error != 0) {
		fail(device, error);
		return;
	}
	device->is_connecting = false;
	if (device->is_draining) {
		if (device->kind == PORT_CUPS)
			read_cups(device);
		else
			read_answers(device);
		return;
	}
	len = port_write(device);
	if (len < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (len < 0) {
		fail(device, errno);
		return;
	}
	device->at += (size_t)len;
	if (len > 0 && !restart_timeout(device))
		return;
	if (device->at == device->end)
		begin_draining(device);
}

static void run_start(void *arg)
{
	struct device *device = arg;
	int error = port_open(device);

	device->on_start = 0;
	if (error != 0) {
		fail(device, error);
		return;
	}
	if (device->fd < 0) {
		end_job(device, ERR_OK);
		return;
	}
	device->on_fd = loop_add_fd(device->loop, device->fd, LOOP_WRITE, run_fd, device);
	if (device->on_fd == 0)
		fail_for_memory(device);
	else
		restart_timeout(device);
}

static bool name_is_valid(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "0123456789-_.");

	return len > 0 && len <= DEVICE_NAME_MAX && name[len] == '\0' && name[0] != '.';
}

/* The bytes with one more in front, for CUPS as a request; NULL when out of memory. */
static char *wrap(struct device *device, const char *name, const void *bytes, size_t *len)
{
	struct str request = { 0 };
	char *wrapped = NULL;

	if (device->kind == PORT_CUPS) {
		cups_request(&device->cups, name, bytes, *len, &request);
		bytes = str_text(&request);
		*len = request.len;
		device->answer = calloc(1, CUPS_ANSWER_MAX);
		device->answered = 0;
	}
	if (str_ok(&request) && (device->kind != PORT_CUPS || device->answer != NULL))
		wrapped = malloc(*len + 1);
	if (wrapped != NULL)
		memcpy(wrapped + 1, bytes, *len);
	str_done(&request);
	return wrapped;
}

enum err device_send(struct device *device, struct loop *loop, const char *name, const void *bytes,
		     size_t len, device_done_fn *done, void *arg)
{
	if (device->loop != NULL)
		return ERR_BUSY;
	if (!name_is_valid(name))
		return ERR_RANGE;
	if (len > DEVICE_JOB_MAX)
		return ERR_LIMIT;
	device->bytes = wrap(device, name, bytes, &len);
	device->on_start = device->bytes != NULL ?
		loop_add_timer(loop, 0, 0, run_start, device) : 0;
	if (device->on_start == 0) {
		free(device->bytes);
		free(device->answer);
		device->bytes = device->answer = NULL;
		return ERR_MEMORY;
	}
	device->at = 1;
	device->end = len + 1;
	device->loop = loop;
	device->done = done;
	device->arg = arg;
	device->size_before = -1;
	device->is_connecting = device->is_draining = false;
	device->problem[0] = '\0';
	str_copy(device->name, sizeof device->name, name);
	return ERR_OK;
}
