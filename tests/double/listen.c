/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/listen.c -- the socket of tests/double/listen.h.
 */
#include "double/listen.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int listen_open(int *ret_port)
{
	struct sockaddr_in name = { .sin_family = AF_INET,
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof name;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&name, len) != 0 || listen(fd, 4) != 0 ||
	    getsockname(fd, (struct sockaddr *)&name, &len) != 0) {
		perror("listen");
		exit(99);
	}
	*ret_port = ntohs(name.sin_port);
	return fd;
}

bool listen_was_called(int fd)
{
	struct pollfd called = { .fd = fd, .events = POLLIN };

	return poll(&called, 1, 0) != 0;
}
