/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/tunnel.c -- bytes up as they come; answers down as their head says: whole, late, cut,
 *                       one by one, or not at all.
 */
#include "simulator/tunnel.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gnutls/gnutls.h>

#include "base/loop.h"
#include "base/str.h"
#include "simulator/relay.h"

#define BYTES_MAX 65536
#define HEAD_MAX 16384
#define ROUNDS_MAX 64

enum wire { WIRE_WHOLE, WIRE_RESET, WIRE_STALL, WIRE_CUT, WIRE_DRIP };

struct bytes {
	char data[BYTES_MAX];
	size_t start, end;
};

struct tunnel {
	struct loop *loop;
	gnutls_session_t session;
	int client_fd, plain_fd, client_handle, plain_handle, timer;
	bool is_open, is_plain_ended, is_client_ended;
	struct bytes up, down;
	bool has_head;          /* the head of the present answer was read */
	int64_t rest;           /* bytes of the present answer that are still to be sent */
	enum wire wire;
	int64_t number;
	tunnel_ended_fn *ended;
	void *arg;
	struct tunnel *next;
};

static void turn(struct tunnel *tunnel);

static void on_fd(void *arg, int fd, unsigned events)
{
	(void)fd;
	(void)events;
	turn(arg);
}

static void on_timer(void *arg)
{
	struct tunnel *tunnel = arg;

	tunnel->timer = 0;
	if (tunnel->wire == WIRE_STALL)
		tunnel->wire = WIRE_WHOLE;
	turn(tunnel);
}

struct tunnel *tunnel_new(struct loop *loop, int client_fd, int plain_fd,
			  struct gnutls_certificate_credentials_st *credentials, bool is_old_tls,
			  tunnel_ended_fn *ended, void *arg)
{
	const char *priority = is_old_tls ? "NORMAL:-VERS-ALL:+VERS-TLS1.1" :
					    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";
	struct tunnel *tunnel = calloc(1, sizeof *tunnel);
	int yes = 1;

	if (tunnel == NULL || gnutls_init(&tunnel->session, GNUTLS_SERVER | GNUTLS_NONBLOCK) != 0) {
		free(tunnel);
		close(client_fd);
		close(plain_fd);
		return NULL;
	}
	setsockopt(client_fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	gnutls_priority_set_direct(tunnel->session, priority, NULL);
	gnutls_credentials_set(tunnel->session, GNUTLS_CRD_CERTIFICATE, credentials);
	gnutls_transport_set_int(tunnel->session, client_fd);
	tunnel->loop = loop;
	tunnel->client_fd = client_fd;
	tunnel->plain_fd = plain_fd;
	tunnel->ended = ended;
	tunnel->arg = arg;
	return tunnel;
}

void tunnel_link(struct tunnel **first, struct tunnel *tunnel)
{
	tunnel->next = *first;
	*first = tunnel;
}

void tunnel_unlink(struct tunnel **first, struct tunnel *tunnel)
{
	while (*first != NULL && *first != tunnel)
		first = &(*first)->next;
	if (*first != NULL)
		*first = tunnel->next;
}

void tunnel_end(struct tunnel *tunnel)
{
	tunnel->ended(tunnel->arg, tunnel);
	loop_remove(tunnel->loop, tunnel->client_handle);
	loop_remove(tunnel->loop, tunnel->plain_handle);
	loop_remove(tunnel->loop, tunnel->timer);
	gnutls_deinit(tunnel->session);
	close(tunnel->client_fd);
	close(tunnel->plain_fd);
	free(tunnel);
}

static void end_with_reset(struct tunnel *tunnel)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(tunnel->client_fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	tunnel_end(tunnel);
}

void tunnel_begin(struct tunnel *tunnel)
{
	tunnel->client_handle =
		loop_add_fd(tunnel->loop, tunnel->client_fd, LOOP_READ, on_fd, tunnel);
	tunnel->plain_handle = loop_add_fd(tunnel->loop, tunnel->plain_fd, 0, on_fd, tunnel);
	if (tunnel->client_handle == 0 || tunnel->plain_handle == 0)
		tunnel_end(tunnel);
	else
		turn(tunnel);
}

static size_t room(struct bytes *bytes)
{
	if (bytes->start > 0) {
		memmove(bytes->data, bytes->data + bytes->start, bytes->end - bytes->start);
		bytes->end -= bytes->start;
		bytes->start = 0;
	}
	return sizeof bytes->data - bytes->end;
}

/* Each step: 1 did something, 0 nothing to do now, -1 the connection is over. */

static int shake_hands(struct tunnel *tunnel)
{
	int status = gnutls_handshake(tunnel->session);

	if (status == 0)
		tunnel->is_open = true;
	if (status == 0 || gnutls_error_is_fatal(status) == 0)
		return status == 0;
	return -1;
}

static int take_from_client(struct tunnel *tunnel)
{
	size_t free_bytes = room(&tunnel->up);
	ssize_t got;

	if (free_bytes == 0 || tunnel->is_client_ended)
		return 0;
	got = gnutls_record_recv(tunnel->session, tunnel->up.data + tunnel->up.end, free_bytes);
	if (got > 0) {
		tunnel->up.end += (size_t)got;
		return 1;
	}
	if (got == 0 || gnutls_error_is_fatal((int)got) != 0) {
		tunnel->is_client_ended = true;
		return -1;
	}
	return 0;
}

static int give_to_plain(struct tunnel *tunnel)
{
	struct bytes *up = &tunnel->up;
	ssize_t sent;

	if (up->start == up->end)
		return 0;
	sent = send(tunnel->plain_fd, up->data + up->start, up->end - up->start, MSG_NOSIGNAL);
	if (sent > 0) {
		up->start += (size_t)sent;
		return 1;
	}
	return errno == EAGAIN || errno == EINTR ? 0 : -1;
}

static int take_from_plain(struct tunnel *tunnel)
{
	size_t free_bytes = room(&tunnel->down);
	ssize_t got;

	if (free_bytes == 0 || tunnel->is_plain_ended)
		return 0;
	got = recv(tunnel->plain_fd, tunnel->down.data + tunnel->down.end, free_bytes, 0);
	if (got > 0) {
		tunnel->down.end += (size_t)got;
		return 1;
	}
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	tunnel->is_plain_ended = true;
	return 1;
}

/* The value of a header in the head of `len` bytes; NULL when there is none. */
static const char *header(const char *head, size_t len, const char *name)
{
	size_t name_len = strlen(name);

	for (size_t i = 0; i + name_len + 2 < len; i++)
		if (head[i] == '\n' && strncasecmp(head + i + 1, name, name_len) == 0 &&
		    head[i + 1 + name_len] == ':')
			return head + i + 1 + name_len + 1;
	return NULL;
}

static int64_t digits(const char *text)
{
	int64_t value = 0;

	text += strspn(text, " ");
	for (; *text >= '0' && *text <= '9'; text++)
		value = value * 10 + (*text - '0');
	return value;
}

/* Reads what is to be done with an answer, and takes the line out of its head. */
static size_t obey(struct tunnel *tunnel, char *head, size_t len)
{
	static const char *const names[] = { "whole", "reset", "stall", "cut", "drip" };
	const char *value = header(head, len, RELAY_HEADER);
	size_t line;
	char *start;

	tunnel->wire = WIRE_WHOLE;
	if (value == NULL)
		return len;
	value += strspn(value, " ");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strncmp(value, names[i], strlen(names[i])) == 0)
			tunnel->wire = (enum wire)i;
	tunnel->number = digits(value + strcspn(value, " \r"));
	start = (char *)memrchr(head, '\n', (size_t)(value - head)) + 1;
	line = (size_t)((const char *)memchr(start, '\n', len) - start) + 1;
	memmove(start, start + line, tunnel->down.end - (size_t)(start - tunnel->down.data) - line);
	tunnel->down.end -= line;
	return len - line;
}

/* Reads the head of the next answer; 0: it is not all there yet. */
static int read_head(struct tunnel *tunnel)
{
	char *head = tunnel->down.data + tunnel->down.start;
	size_t have = tunnel->down.end - tunnel->down.start;
	char *end = memmem(head, have, "\r\n\r\n", 4);
	const char *length;
	size_t len;

	if (end == NULL)
		return have > HEAD_MAX ? -1 : 0;
	len = obey(tunnel, head, (size_t)(end - head) + 4);
	length = header(head, len, "Content-Length");
	tunnel->rest = (int64_t)len + (length != NULL ? digits(length) : 0);
	tunnel->has_head = true;
	if (tunnel->wire == WIRE_RESET)
		return -2;
	if (tunnel->wire == WIRE_STALL)
		tunnel->timer = loop_add_timer(tunnel->loop, tunnel->number, 0, on_timer, tunnel);
	return 1;
}

/* How many bytes may go now. */
static size_t allowed(struct tunnel *tunnel)
{
	size_t have = tunnel->down.end - tunnel->down.start;

	if ((int64_t)have > tunnel->rest)
		have = (size_t)tunnel->rest;
	if (tunnel->wire == WIRE_CUT && (int64_t)have > tunnel->number)
		have = (size_t)tunnel->number;
	if (tunnel->wire == WIRE_DRIP && have > 1)
		have = 1;
	return tunnel->wire == WIRE_STALL || tunnel->timer != 0 ? 0 : have;
}

static void sent_some(struct tunnel *tunnel, size_t count)
{
	tunnel->down.start += count;
	tunnel->rest -= (int64_t)count;
	if (tunnel->wire == WIRE_CUT)
		tunnel->number -= (int64_t)count;
	if (tunnel->rest == 0)
		tunnel->has_head = false;
	else if (tunnel->wire == WIRE_DRIP)
		tunnel->timer = loop_add_timer(tunnel->loop, tunnel->number, 0, on_timer, tunnel);
}

static int give_to_client(struct tunnel *tunnel)
{
	size_t count;
	ssize_t sent;

	if (!tunnel->has_head) {
		int read = tunnel->down.start < tunnel->down.end ? read_head(tunnel) : 0;

		if (read <= 0)
			return read;
	}
	if (tunnel->wire == WIRE_CUT && tunnel->number == 0)
		return -1;
	count = allowed(tunnel);
	if (count == 0)
		return 0;
	sent = gnutls_record_send(tunnel->session, tunnel->down.data + tunnel->down.start, count);
	if (sent > 0) {
		sent_some(tunnel, (size_t)sent);
		return 1;
	}
	return gnutls_error_is_fatal((int)sent) != 0 ? -1 : 0;
}

static void watch(struct tunnel *tunnel)
{
	bool wants_to_send = gnutls_record_get_direction(tunnel->session) != 0;
	unsigned client = LOOP_READ, plain = 0;

	if (tunnel->is_open && room(&tunnel->up) == 0)
		client = 0;
	if ((!tunnel->is_open && wants_to_send) ||
	    (tunnel->is_open && tunnel->has_head && allowed(tunnel) > 0))
		client |= LOOP_WRITE;
	if (tunnel->is_open && !tunnel->is_plain_ended && room(&tunnel->down) > 0)
		plain |= LOOP_READ;
	if (tunnel->up.start < tunnel->up.end)
		plain |= LOOP_WRITE;
	loop_set_events(tunnel->loop, tunnel->client_handle, client);
	if (tunnel->is_plain_ended) {
		loop_remove(tunnel->loop, tunnel->plain_handle);
		tunnel->plain_handle = 0;
	} else {
		loop_set_events(tunnel->loop, tunnel->plain_handle, plain);
	}
}

/* One round of all steps: 1 something was done, 0 nothing, -1 over, -2 over with a reset. */
static int step(struct tunnel *tunnel)
{
	static int (*const steps[])(struct tunnel *) = { take_from_client, give_to_plain,
							 take_from_plain, give_to_client };
	int did = 0;

	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		int status = steps[i](tunnel);

		if (status < 0)
			return status;
		did |= status;
	}
	return did;
}

static void turn(struct tunnel *tunnel)
{
	bool is_all_sent;
	int did = 1;

	for (int i = 0; did > 0 && i < ROUNDS_MAX; i++)
		did = tunnel->is_open ? step(tunnel) : shake_hands(tunnel);
	is_all_sent = tunnel->down.start == tunnel->down.end;
	if (did == -2) {
		end_with_reset(tunnel);
	} else if (did == -1 || (tunnel->is_plain_ended && is_all_sent)) {
		if (did == 0)
			gnutls_bye(tunnel->session, GNUTLS_SHUT_WR);
		tunnel_end(tunnel);
	} else {
		watch(tunnel);
	}
}
