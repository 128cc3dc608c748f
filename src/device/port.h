/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * device/port.h -- what a device is made of, and how each kind is opened and ended; for device.c
 * and port.c alone.
 */
#ifndef SANDUQ_DEVICE_PORT_H
#define SANDUQ_DEVICE_PORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "device/cups.h"
#include "device/device.h"

#define PORT_PROBLEM_SIZE 128

enum port_kind { PORT_NONE, PORT_FILE, PORT_FOLDER, PORT_CHARACTER, PORT_SOCKET,
		 PORT_CUPS };

struct device {
	char address[DEVICE_ADDRESS_MAX + 1];
	enum port_kind kind;
	const char *target;            /* the address behind its prefix */
	struct sockaddr_storage peer;  /* PORT_SOCKET, PORT_CUPS */
	socklen_t peer_len;
	struct cups_address cups;      /* PORT_CUPS */
	int64_t timeout_ms;
	char problem[PORT_PROBLEM_SIZE];

	/* The job under way; loop is NULL when there is none. */
	struct loop *loop;
	char name[DEVICE_NAME_MAX + 1];
	char *bytes;                   /* one more in front, for a form feed */
	size_t at, end;
	int fd;                        /* -1: none */
	int64_t size_before;           /* of the file appended to */
	int on_fd, on_start, on_timeout, on_tick;
	bool is_connecting;
	bool is_draining;              /* all written; waits for the other side to take it */
	char *answer;                  /* PORT_CUPS: what came back */
	size_t answered;
	int pending_bytes;             /* not taken yet, when last looked */
	device_done_fn *done;
	void *arg;
};

/* Reads the address into kind, target and peer; false when it is none. */
bool port_read_address(struct device *device);

/* Opens for the job; errno-like number, 0 when fine (fd stays -1 for PORT_NONE). */
int port_open(struct device *device);

/* Writes some of what is left; how much, or -1 with errno. */
long port_write(struct device *device);

/* Ends the job's file and closes the descriptor: kept whole when `is_done`, else taken back as far
 * as can be.  An errno-like number, 0 when fine. */
int port_close(struct device *device, bool is_done);

#endif
