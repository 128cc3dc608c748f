/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/device/job.h -- one job of a device on a loop of its own, run until it ends.
 */
#ifndef SANDUQ_TESTS_DEVICE_JOB_H
#define SANDUQ_TESTS_DEVICE_JOB_H

#include "base/clock.h"
#include "base/loop.h"
#include "check.h"
#include "device/device.h"

#define JOB_WAIT_MS 5000

struct job {
	struct clock clock;
	struct loop *loop;
	struct device *device;
	int ended;             /* how often the callback came */
	enum err err;
	int ticks;             /* of a timer beside it: the loop was never held up */
};

static inline void job_ended(void *arg, enum err err)
{
	struct job *job = arg;

	job->ended++;
	job->err = err;
}

static inline void job_tick(void *arg)
{
	((struct job *)arg)->ticks++;
}

static inline void job_open(struct job *job, const char *address)
{
	*job = (struct job){ 0 };
	clock_init(&job->clock);
	CHECK_OK_FATAL(loop_new(&job->clock, &job->loop));
	CHECK_OK_FATAL(device_open(address, &job->device));
	CHECK_FATAL(loop_add_timer(job->loop, 10, 10, job_tick, job) != 0);
}

static inline void job_close(struct job *job)
{
	device_close(job->device);
	loop_free(job->loop);
}

/* Runs the loop until the callback came. */
static inline enum err job_wait(struct job *job)
{
	int64_t end_ms = clock_mono_ms(&job->clock) + JOB_WAIT_MS;
	int before = job->ended;

	while (job->ended == before && clock_mono_ms(&job->clock) < end_ms)
		CHECK_OK(loop_step(job->loop, 50));
	CHECK_INT(job->ended, before + 1);
	return job->err;
}

static inline enum err job_print(struct job *job, const char *name, const void *bytes, size_t len)
{
	int before = job->ended;

	CHECK_OK_FATAL(device_send(job->device, job->loop, name, bytes, len, job_ended, job));
	CHECK_INT(job->ended, before);
	return job_wait(job);
}

#endif
