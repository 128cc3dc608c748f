/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/relay.c -- the listener: connections accepted, spoilt when a fault is due, handed on.
 */
#include "simulator/relay.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gnutls/gnutls.h>

#include "base/loop.h"
#include "base/str.h"
#include "simulator/certificate.h"
#include "simulator/tunnel.h"

#define BACKLOG 64
#define TUNNELS_MAX 100

struct relay {
	struct loop *loop;
	gnutls_certificate_credentials_t credentials[CERTIFICATE_COUNT];
	relay_open_fn *open;
	relay_fault_fn *fault;
	void *arg;
	int fd, handle, timer, port, tunnels;
	struct tunnel *first;
};

static void accept_some(void *arg, int fd, unsigned events);

static enum err listen_on(struct relay *relay, int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof address;
	int yes = 1;

	relay->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (relay->fd < 0)
		return ERR_IO;
	setsockopt(relay->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(relay->fd, (struct sockaddr *)&address, sizeof address) != 0)
		return errno == EADDRINUSE ? ERR_BUSY : ERR_IO;
	if (listen(relay->fd, BACKLOG) != 0 ||
	    getsockname(relay->fd, (struct sockaddr *)&address, &len) != 0)
		return ERR_IO;
	relay->port = ntohs(address.sin_port);
	relay->handle = loop_add_fd(relay->loop, relay->fd, LOOP_READ, accept_some, relay);
	return relay->handle != 0 ? ERR_OK : ERR_MEMORY;
}

static void stop_listening(struct relay *relay)
{
	loop_remove(relay->loop, relay->handle);
	relay->handle = 0;
	if (relay->fd >= 0)
		close(relay->fd);
	relay->fd = -1;
}

static void listen_again(void *arg)
{
	struct relay *relay = arg;

	relay->timer = 0;
	if (listen_on(relay, relay->port) == ERR_OK)
		return;
	stop_listening(relay);
	relay->timer = loop_add_timer(relay->loop, 50, 0, listen_again, relay);
}

static void reset(int fd)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	close(fd);
}

static void ended(void *arg, struct tunnel *tunnel)
{
	struct relay *relay = arg;

	tunnel_unlink(&relay->first, tunnel);
	relay->tunnels--;
}

static void open_tunnel(struct relay *relay, int fd, const char *fault)
{
	enum certificate which = CERTIFICATE_GOOD;
	struct tunnel *tunnel;
	int pair[2];

	if (str_equal(fault, "bad-ca"))
		which = CERTIFICATE_STRANGER;
	else if (str_equal(fault, "expired"))
		which = CERTIFICATE_EXPIRED;
	else if (str_equal(fault, "wrong-host"))
		which = CERTIFICATE_WRONG_HOST;
	if (relay->tunnels >= TUNNELS_MAX ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0) {
		close(fd);
		return;
	}
	if (!relay->open(relay->arg, pair[1])) {
		close(fd);
		close(pair[0]);
		return;
	}
	tunnel = tunnel_new(relay->loop, fd, pair[0], relay->credentials[which],
			    str_equal(fault, "tls1.1"), ended, relay);
	if (tunnel == NULL)
		return;
	tunnel_link(&relay->first, tunnel);
	relay->tunnels++;
	tunnel_begin(tunnel);
}

static void accept_some(void *arg, int fd, unsigned events)
{
	struct relay *relay = arg;
	int64_t number = 0;
	const char *fault;
	int client = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	(void)events;
	if (client < 0)
		return;
	fault = relay->fault(relay->arg, &number);
	if (!str_equal(fault, "refuse") && !str_equal(fault, "closed")) {
		open_tunnel(relay, client, fault);
		return;
	}
	reset(client);
	if (str_equal(fault, "closed")) {
		stop_listening(relay);
		relay->timer = loop_add_timer(relay->loop, number, 0, listen_again, relay);
	}
}

enum err relay_open(struct loop *loop, const char *folder, int port, relay_open_fn *open,
		    relay_fault_fn *fault, void *arg, struct relay **ret_relay)
{
	struct relay *relay = calloc(1, sizeof *relay);
	enum err err = ERR_OK;

	if (relay == NULL)
		return ERR_MEMORY;
	relay->loop = loop;
	relay->open = open;
	relay->fault = fault;
	relay->arg = arg;
	relay->fd = -1;
	for (int i = 0; err == ERR_OK && i < CERTIFICATE_COUNT; i++)
		err = certificate_load(folder, (enum certificate)i, &relay->credentials[i]);
	if (err == ERR_OK)
		err = listen_on(relay, port);
	if (err != ERR_OK) {
		relay_close(relay);
		return err;
	}
	*ret_relay = relay;
	return ERR_OK;
}

int relay_port(const struct relay *relay)
{
	return relay->port;
}

void relay_close(struct relay *relay)
{
	if (relay == NULL)
		return;
	stop_listening(relay);
	loop_remove(relay->loop, relay->timer);
	while (relay->first != NULL)
		tunnel_end(relay->first);
	for (int i = 0; i < CERTIFICATE_COUNT; i++)
		if (relay->credentials[i] != NULL)
			gnutls_certificate_free_credentials(relay->credentials[i]);
	free(relay);
}
