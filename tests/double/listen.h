/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/listen.h -- an address of this machine where somebody listens who is never to be
 *                          called.
 *
 * Owner   the descriptor is the caller's to close.
 */
#ifndef SANDUQ_TESTS_DOUBLE_LISTEN_H
#define SANDUQ_TESTS_DOUBLE_LISTEN_H

#include <stdbool.h>

/* Begins to listen at a free port of localhost; ends the program when it cannot. */
int listen_open(int *ret_port);

/* True when somebody has called since. */
bool listen_was_called(int fd);

#endif
