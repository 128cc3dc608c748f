/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/call.c -- a small HTTPS client that trusts one folder's authority.
 */
#include "simulator/call.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <gnutls/gnutls.h>

#include "simulator/place.h"

#define HOST "localhost"
#define TIMEOUT_S 20

struct line {
	int fd;
	gnutls_session_t session;
	gnutls_certificate_credentials_t credentials;
};

static enum err join_port(const char *folder, int *ret_fd)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const struct timeval patience = { TIMEOUT_S, 0 };
	char text[16];
	int64_t port;
	enum err err = place_read(folder, "port", text, sizeof text);
	int fd;

	if (err != ERR_OK)
		return err;
	if (!str_int64(text, &port) || port < 1 || port > 65535)
		return ERR_DATA;
	address.sin_port = htons((uint16_t)port);
	fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return ERR_IO;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
		close(fd);
		return ERR_IO;
	}
	*ret_fd = fd;
	return ERR_OK;
}

static void line_done(struct line *line)
{
	if (line->session != NULL)
		gnutls_deinit(line->session);
	if (line->credentials != NULL)
		gnutls_certificate_free_credentials(line->credentials);
	if (line->fd >= 0)
		close(line->fd);
}

static enum err secure(struct line *line, const char *folder)
{
	char path[PLACE_PATH_SIZE];
	int status;

	if (!place_path(folder, "ca.pem", path) ||
	    gnutls_certificate_allocate_credentials(&line->credentials) != 0 ||
	    gnutls_certificate_set_x509_trust_file(line->credentials, path,
						   GNUTLS_X509_FMT_PEM) <= 0)
		return ERR_DATA;
	if (gnutls_init(&line->session, GNUTLS_CLIENT) != 0)
		return ERR_MEMORY;
	gnutls_set_default_priority(line->session);
	gnutls_server_name_set(line->session, GNUTLS_NAME_DNS, HOST, strlen(HOST));
	gnutls_credentials_set(line->session, GNUTLS_CRD_CERTIFICATE, line->credentials);
	gnutls_session_set_verify_cert(line->session, HOST, 0);
	gnutls_transport_set_int(line->session, line->fd);
	gnutls_handshake_set_timeout(line->session, TIMEOUT_S * 1000);
	do {
		status = gnutls_handshake(line->session);
	} while (status < 0 && gnutls_error_is_fatal(status) == 0);
	if (status == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR)
		return ERR_INSECURE;
	return status == 0 ? ERR_OK : ERR_IO;
}

static enum err send_all(struct line *line, const struct str *text)
{
	size_t sent = 0;

	while (sent < text->len) {
		ssize_t count = gnutls_record_send(line->session, text->data + sent,
						   text->len - sent);

		if (count < 0 && gnutls_error_is_fatal((int)count) != 0)
			return ERR_IO;
		sent += count > 0 ? (size_t)count : 0;
	}
	return ERR_OK;
}

/* Reads until the other side closes. */
static void read_all(struct line *line, struct str *answer)
{
	char bytes[8192];
	ssize_t count;

	do {
		count = gnutls_record_recv(line->session, bytes, sizeof bytes);
		if (count > 0)
			str_add_bytes(answer, bytes, (size_t)count);
	} while (count > 0 || count == GNUTLS_E_INTERRUPTED);
}

static enum err take_apart(const struct str *answer, int *ret_status, struct str *ret_body)
{
	const char *text = str_text(answer), *body = strstr(text, "\r\n\r\n");

	if (body == NULL || strncmp(text, "HTTP/1.1 ", 9) != 0)
		return ERR_IO;
	*ret_status = (text[9] - '0') * 100 + (text[10] - '0') * 10 + (text[11] - '0');
	str_add(ret_body, body + 4);
	return ERR_OK;
}

enum err call_control(const char *folder, const char *verb, const char *form, int *ret_status,
		      struct str *ret_body)
{
	struct line line = { .fd = -1 };
	struct str text = { 0 }, answer = { 0 };
	char token[PLACE_SECRET_SIZE];
	enum err err = place_read(folder, "token", token, sizeof token);

	if (err == ERR_OK)
		err = join_port(folder, &line.fd);
	if (err == ERR_OK)
		err = secure(&line, folder);
	if (err != ERR_OK)
		goto out;
	str_addf(&text, "POST /_simulator/%s HTTP/1.1\r\nHost: " HOST "\r\n"
		 "Authorization: Bearer %s\r\nConnection: close\r\n"
		 "Content-Type: application/x-www-form-urlencoded\r\n"
		 "Content-Length: %zu\r\n\r\n%s", verb, token, strlen(form), form);
	err = str_ok(&text) ? send_all(&line, &text) : ERR_MEMORY;
	if (err != ERR_OK)
		goto out;
	read_all(&line, &answer);
	err = str_ok(&answer) ? take_apart(&answer, ret_status, ret_body) : ERR_MEMORY;
out:
	str_done(&text);
	str_done(&answer);
	line_done(&line);
	return err;
}
