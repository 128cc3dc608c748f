/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * device/cups.h -- what is said to CUPS so that a queue takes a paper: one request of IPP, and
 *                  what its answer means.  [pure]
 *
 * Shape   QUEUE, QUEUE/raw, each perhaps with @HOST:PORT behind it.  A queue with a driver gets
 *         plain text; a raw one, such as that of a receipt printer, gets the printer's own bytes.
 *         Without a host it is the CUPS of this machine: its socket, else 127.0.0.1:631.
 *         The request is HTTP/1.0 with a Print-Job of IPP 1.1; its answer is a few hundred bytes.
 * Errors  none but the sticky failure of struct str.
 * Rules   house style 3: the bytes go over the loop, so that nothing waits; libcups would.
 */
#ifndef SANDUQ_DEVICE_CUPS_H
#define SANDUQ_DEVICE_CUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define CUPS_QUEUE_SIZE 128          /* CUPS itself takes 127 bytes */
#define CUPS_HOST_SIZE 80
#define CUPS_SOCKET "/run/cups/cups.sock"
#define CUPS_HOST "127.0.0.1:631"
#define CUPS_ANSWER_MAX 4096

struct cups_address {
	char queue[CUPS_QUEUE_SIZE];
	char host[CUPS_HOST_SIZE];   /* "": this machine's */
	bool is_raw;
};

/* Reads what stands behind "cups:"; false when it is none. */
bool cups_read_address(const char *text, struct cups_address *ret_address);

/* Appends the whole request for a paper called `name`. */
void cups_request(const struct cups_address *address, const char *name, const void *bytes,
		  size_t len, struct str *ret_request);

/* What an answer says, as far as it has come: still open, taken, or refused (`problem` then says
 * why). */
enum cups_answer { CUPS_OPEN, CUPS_TAKEN, CUPS_REFUSED };
enum cups_answer cups_answer(const char *bytes, size_t len, bool is_end, char *problem,
			     size_t size);

#endif
