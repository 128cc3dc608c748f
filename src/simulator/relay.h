/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/relay.h -- ends TLS on loopback, and does to answers what the wire would.
 *
 * Shape   each connection is joined to one end of a socket pair, whose other end is handed to
 *         `open`.  An answer's head may hold "Sanduq-Wire: NAME NUMBER": it is taken out and
 *         obeyed.
 * Errors  ERR_IO, ERR_MEMORY, ERR_BUSY (the port is taken), and those of certificate.h.
 * Owner   relay_open/relay_close; loop and folder are borrowed.
 */
#ifndef SANDUQ_SIMULATOR_RELAY_H
#define SANDUQ_SIMULATOR_RELAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define RELAY_HEADER "Sanduq-Wire"

struct loop;
struct relay;

/* Takes the plain end of a new connection; false: it cannot. */
typedef bool relay_open_fn(void *arg, int fd);

/* What goes wrong with the next connection: the name of a fault, or NULL; its number. */
typedef const char *relay_fault_fn(void *arg, int64_t *ret_number);

/* Listens on 127.0.0.1; port 0: any. */
enum err relay_open(struct loop *loop, const char *folder, int port, relay_open_fn *open,
		    relay_fault_fn *fault, void *arg, struct relay **ret_relay);

/* The port. */
int relay_port(const struct relay *relay);

/* Closes all; NULL is fine. */
void relay_close(struct relay *relay);

#endif
