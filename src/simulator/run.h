/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/run.h -- a simulator at work: listener, processor and files on one loop.
 *
 * Errors  those of place.h, relay.h and front.h; ERR_DATA for a fault script, with the reason in
 *         `problem`.
 */
#ifndef SANDUQ_SIMULATOR_RUN_H
#define SANDUQ_SIMULATOR_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct run_options {
	const char *folder;
	int port;                    /* 0: any */
	const char *port_file;       /* NULL: only the folder's own */
	const char *faults;          /* a file, or NULL */
	uint64_t seed;
	const char *auto_card;       /* NULL: a person presents */
	int64_t auto_delay_ms;
	bool is_kept;                /* the state survives */
	bool with_decline_amounts;
	bool ends_with_parent;
	int parent_pipe;             /* ends when this descriptor does; -1: none */
	bool is_quiet;
};

/* Runs until it is stopped. */
enum err run_simulator(const struct run_options *options, char *problem, size_t size);

#endif
