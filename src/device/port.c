/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * device/port.c -- addresses, and the system calls behind each kind of device.  Nothing here waits:
 * what is not a plain file is opened and written without blocking.
 */
#include "device/port.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include "base/str.h"

#define OPEN_FLAGS (O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
#define WRITE_MAX 65536
#define HOST_SIZE 64
#define PATH_SIZE 1024

/* --- addresses --------------------------------------------------------------------------- */

/* Splits "HOST", "HOST:PORT", "[HOST]" or "[HOST]:PORT". */
static bool split_host(const char *text, char host[HOST_SIZE], const char **ret_port)
{
	bool is_bracketed = text[0] == '[';
	const char *start = text + is_bracketed, *end = strchr(start, is_bracketed ? ']' : ':');
	const char *rest;
	size_t len = end != NULL ? (size_t)(end - start) : strlen(start);

	if (len == 0 || len >= HOST_SIZE || (is_bracketed && end == NULL))
		return false;
	memcpy(host, start, len);
	host[len] = '\0';
	rest = start + len + is_bracketed;
	if (*rest != '\0' && (*rest != ':' || rest[1] == '\0'))
		return false;
	*ret_port = *rest == ':' ? rest + 1 : DEVICE_PORT;
	return true;
}

static bool read_peer(struct device *device, const char *text)
{
	const struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM,
	};
	char host[HOST_SIZE];
	const char *port;
	int64_t number;
	struct addrinfo *found = NULL;

	if (!split_host(text, host, &port) || !str_int64(port, &number) || number < 1 ||
	    number > UINT16_MAX)
		return false;
	if (getaddrinfo(host, port, &hints, &found) != 0)
		return false;
	memcpy(&device->peer, found->ai_addr, found->ai_addrlen);
	device->peer_len = found->ai_addrlen;
	freeaddrinfo(found);
	return true;
}

/* The CUPS of this machine has a socket; where it has none, its port. */
static bool read_cups(struct device *device)
{
	struct sockaddr_un *local = (struct sockaddr_un *)&device->peer;
	struct stat stat_of;

	if (!cups_read_address(device->target, &device->cups))
		return false;
	if (device->cups.host[0] != '\0')
		return read_peer(device, device->cups.host);
	if (stat(CUPS_SOCKET, &stat_of) != 0 || !S_ISSOCK(stat_of.st_mode))
		return read_peer(device, CUPS_HOST);
	local->sun_family = AF_UNIX;
	str_copy(local->sun_path, sizeof local->sun_path, CUPS_SOCKET);
	device->peer_len = sizeof *local;
	return true;
}

bool port_read_address(struct device *device)
{
	static const struct {
		const char *prefix;
		enum port_kind kind;
	} kinds[] = {
		{ "file:", PORT_FILE }, { "dir:", PORT_FOLDER },
		{ "lp:", PORT_CHARACTER }, { "tcp:", PORT_SOCKET },
		{ "cups:", PORT_CUPS },
	};

	device->target = "";
	device->kind = PORT_NONE;
	if (str_equal(device->address, "none"))
		return true;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		size_t len = strlen(kinds[i].prefix);

		if (strncmp(device->address, kinds[i].prefix, len) != 0)
			continue;
		device->kind = kinds[i].kind;
		device->target = device->address + len;
		if (device->kind == PORT_CUPS)
			return read_cups(device);
		return device->target[0] != '\0' &&
		       (device->kind != PORT_SOCKET || read_peer(device, device->target));
	}
	return false;
}

/* --- opening ----------------------------------------------------------------------------- */

/* A file may also be a character device such as /dev/full, but nothing that could signal. */
static int open_file(struct device *device)
{
	struct stat stat;

	device->fd = open(device->target, OPEN_FLAGS | O_APPEND | O_CREAT | O_NOFOLLOW, 0600);
	if (device->fd < 0 || fstat(device->fd, &stat) != 0)
		return errno;
	if (S_ISCHR(stat.st_mode))
		return 0;
	if (!S_ISREG(stat.st_mode))
		return EINVAL;
	if (flock(device->fd, LOCK_EX | LOCK_NB) != 0 || fstat(device->fd, &stat) != 0)
		return errno;
	device->size_before = stat.st_size;
	if (stat.st_size > 0)
		device->bytes[--device->at] = '\f';
	return 0;
}

/* The paper's own file, or the one it is written to before it is whole. */
static bool paper_path(const struct device *device, bool is_whole, char path[PATH_SIZE])
{
	return str_format(path, PATH_SIZE, "%s/%s%s%s", device->target, is_whole ? "" : ".",
			  device->name, is_whole ? ".txt" : ".part");
}

static int open_folder(struct device *device)
{
	char path[PATH_SIZE];

	if (!paper_path(device, false, path))
		return ENAMETOOLONG;
	device->fd = open(path, OPEN_FLAGS | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
	return device->fd < 0 ? errno : 0;
}

static int open_character(struct device *device)
{
	struct stat stat;

	device->fd = open(device->target, OPEN_FLAGS);
	if (device->fd < 0 || fstat(device->fd, &stat) != 0)
		return errno;
	return S_ISCHR(stat.st_mode) ? 0 : ENOTTY;
}

static int open_socket(struct device *device)
{
	const struct sockaddr *peer = (const struct sockaddr *)&device->peer;

	device->fd = socket(peer->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (device->fd < 0)
		return errno;
	device->is_connecting = true;
	if (connect(device->fd, peer, device->peer_len) != 0 && errno != EINPROGRESS)
		return errno;
	return 0;
}

int port_open(struct device *device)
{
	switch (device->kind) {
	case PORT_FILE:
		return open_file(device);
	case PORT_FOLDER:
		return open_folder(device);
	case PORT_CHARACTER:
		return open_character(device);
	case PORT_SOCKET:
	case PORT_CUPS:
		return open_socket(device);
	default:
		return 0;
	}
}

/* --- writing and ending ------------------------------------------------------------------ */

long port_write(struct device *device)
{
	const char *from = device->bytes + device->at;
	size_t len = device->end - device->at;

	if (len > WRITE_MAX)
		len = WRITE_MAX;
	return device->kind == PORT_SOCKET || device->kind == PORT_CUPS ?
		       send(device->fd, from, len, MSG_NOSIGNAL) :
					     write(device->fd, from, len);
}

/* Takes back a paper that was written in part. */
static void take_back(struct device *device)
{
	char path[PATH_SIZE];

	if (device->kind == PORT_FILE && device->size_before >= 0 &&
	    ftruncate(device->fd, device->size_before) != 0)
		return; /* the rest stays; the job has failed anyway */
	if (device->kind == PORT_FOLDER && paper_path(device, false, path))
		unlink(path);
	if (device->kind == PORT_CHARACTER)
		tcflush(device->fd, TCOFLUSH); /* else closing a serial line would wait */
}

static int put_in_place(const struct device *device)
{
	char part[PATH_SIZE], whole[PATH_SIZE];
	int error;

	if (!paper_path(device, false, part) || !paper_path(device, true, whole))
		return ENAMETOOLONG;
	if (rename(part, whole) == 0)
		return 0;
	error = errno;
	unlink(part);
	return error;
}

int port_close(struct device *device, bool is_done)
{
	int error = 0;

	if (device->fd < 0)
		return 0;
	if (!is_done)
		take_back(device);
	if (close(device->fd) != 0 && is_done)
		error = errno;
	device->fd = -1;
	if (is_done && error == 0 && device->kind == PORT_FOLDER)
		error = put_in_place(device);
	return error;
}
