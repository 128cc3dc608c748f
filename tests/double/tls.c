/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/tls.c -- see tests/double/tls.h.  One process accepts; each connection gets another.
 */
#include "double/tls.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

#define DAY_S 86400
#define REQUEST_MAX 65536
#define PIN_SIZE 80

struct tls_peer {
	enum tls_manner manner;
	const char *answer;
	pid_t child;
	int listener, asked[2];
	char base[64], ca_file[256], pin[PIN_SIZE];
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t certificate;
	gnutls_certificate_credentials_t credentials;
};

/* --- its certificate --------------------------------------------------------------------- */

static void make_certificate(struct tls_peer *peer)
{
	static const unsigned char here[] = { 127, 0, 0, 1 }, elsewhere[] = { 192, 0, 2, 1 };
	time_t now = time(NULL);
	gnutls_x509_crt_t crt;

	gnutls_x509_privkey_init(&peer->key);
	gnutls_x509_privkey_generate(peer->key, GNUTLS_PK_EC,
				     GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
	gnutls_x509_crt_init(&peer->certificate);
	crt = peer->certificate;
	gnutls_x509_crt_set_version(crt, 3);
	gnutls_x509_crt_set_serial(crt, "\x01", 1);
	gnutls_x509_crt_set_activation_time(crt, now - 10 * DAY_S);
	gnutls_x509_crt_set_expiration_time(
		crt, peer->manner == TLS_EXPIRED ? now - DAY_S : now + DAY_S);
	gnutls_x509_crt_set_dn(crt, "CN=peer", NULL);
	gnutls_x509_crt_set_subject_alt_name(
		crt, GNUTLS_SAN_IPADDRESS, peer->manner == TLS_WRONG_HOST ? elsewhere : here,
		sizeof here, GNUTLS_FSAN_SET);
	gnutls_x509_crt_set_ca_status(crt, 1);
	gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE |
						   GNUTLS_KEY_KEY_CERT_SIGN);
	gnutls_x509_crt_set_key(crt, peer->key);
	gnutls_x509_crt_sign2(crt, crt, peer->key, GNUTLS_DIG_SHA256, 0);
	gnutls_certificate_allocate_credentials(&peer->credentials);
	gnutls_certificate_set_x509_key(peer->credentials, &crt, 1, peer->key);
}

static bool write_ca(struct tls_peer *peer)
{
	static int number;
	gnutls_datum_t pem = { 0 };
	bool is_done;
	FILE *file;

	(void)str_format(peer->ca_file, sizeof peer->ca_file, "%s/ca-%d.pem", check_folder(),
			 ++number);
	if (gnutls_x509_crt_export2(peer->certificate, GNUTLS_X509_FMT_PEM, &pem) != 0)
		return false;
	file = fopen(peer->ca_file, "w");
	is_done = file != NULL && fwrite(pem.data, 1, pem.size, file) == pem.size;
	is_done = file != NULL && fclose(file) == 0 && is_done;
	gnutls_free(pem.data);
	return is_done;
}

static void make_pin(struct tls_peer *peer)
{
	gnutls_datum_t der = { 0 }, base64 = { 0 }, digest;
	unsigned char hash[32];
	gnutls_pubkey_t key;

	gnutls_pubkey_init(&key);
	gnutls_pubkey_import_x509(key, peer->certificate, 0);
	gnutls_pubkey_export2(key, GNUTLS_X509_FMT_DER, &der);
	gnutls_hash_fast(GNUTLS_DIG_SHA256, der.data, der.size, hash);
	digest = (gnutls_datum_t){ hash, sizeof hash };
	gnutls_base64_encode2(&digest, &base64);
	(void)str_format(peer->pin, sizeof peer->pin, "sha256//%.*s", (int)base64.size,
			 (const char *)base64.data);
	gnutls_free(der.data);
	gnutls_free(base64.data);
	gnutls_pubkey_deinit(key);
}

/* --- one connection, in a process of its own --------------------------------------------- */

static size_t body_len(const char *head)
{
	const char *at = strcasestr(head, "\r\nContent-Length:");

	return at != NULL ? (size_t)strtoul(at + 17, NULL, 10) : 0;
}

/* Reads one whole request; 0 at the end. */
static size_t read_request(gnutls_session_t session, char *into)
{
	size_t len = 0;
	char *end;
	ssize_t n;

	for (;;) {
		into[len] = '\0';
		end = strstr(into, "\r\n\r\n");
		if (end != NULL && len >= (size_t)(end + 4 - into) + body_len(into))
			return len;
		n = len < REQUEST_MAX ? gnutls_record_recv(session, into + len, REQUEST_MAX - len) :
					0;
		if (n <= 0)
			return 0;
		len += (size_t)n;
	}
}

static void log_request(const struct tls_peer *peer, int number, const char *request, size_t len)
{
	char head[32];
	struct str text = { 0 };

	(void)str_format(head, sizeof head, "<connection %d>", number);
	str_add(&text, head);
	str_add_bytes(&text, request, len);
	if (write(peer->asked[1], str_text(&text), text.len) < 0)
		_exit(1);
	str_done(&text);
}

static void send_all(gnutls_session_t session, const char *bytes, size_t len)
{
	ssize_t n;

	while (len > 0 && (n = gnutls_record_send(session, bytes, len)) > 0) {
		bytes += n;
		len -= (size_t)n;
	}
	if (len > 0)
		_exit(0);
}

static void flood(gnutls_session_t session)
{
	static const char zeros[16384];

	for (;;)
		send_all(session, zeros, sizeof zeros);
}

static void reset(int fd)
{
	struct linger rude = { 1, 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &rude, sizeof rude);
	close(fd);
	_exit(0);
}

static void answer(const struct tls_peer *peer, gnutls_session_t session, int fd)
{
	if (peer->manner == TLS_RESETS)
		reset(fd);
	send_all(session, peer->answer, strlen(peer->answer));
	if (peer->manner == TLS_STALLS)
		for (;;)
			pause();
	if (peer->manner == TLS_FLOODS)
		flood(session);
	if (peer->manner == TLS_CUTS) {
		gnutls_bye(session, GNUTLS_SHUT_WR);
		_exit(0);
	}
}

static void serve(const struct tls_peer *peer, int fd, int number)
{
	static char request[REQUEST_MAX + 1];
	gnutls_session_t session;
	size_t len;
	int result;

	if (peer->manner == TLS_HANGS_UP)
		_exit(0);
	if (peer->manner == TLS_NO_TLS && write(fd, "HTTP/1.1 200 OK\r\n\r\n", 19) > 0)
		_exit(0);
	while (peer->manner == TLS_MUTE)
		pause();
	gnutls_init(&session, GNUTLS_SERVER);
	gnutls_priority_set_direct(session,
				   peer->manner == TLS_OLD ? "LEGACY:-VERS-ALL:+VERS-TLS1.1" :
							     "NORMAL", NULL);
	gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, peer->credentials);
	gnutls_transport_set_int(session, fd);
	do {
		result = gnutls_handshake(session);
	} while (result < 0 && gnutls_error_is_fatal(result) == 0);
	while (result == 0 && (len = read_request(session, request)) > 0) {
		log_request(peer, number, request, len);
		answer(peer, session, fd);
	}
	_exit(0);
}

static void accept_all(const struct tls_peer *peer)
{
	signal(SIGCHLD, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	for (int number = 1;; number++) {
		int fd = accept(peer->listener, NULL, NULL);

		if (fd >= 0 && fork() == 0)
			serve(peer, fd, number);
		close(fd);
	}
}

/* --- life -------------------------------------------------------------------------------- */

static bool listen_on_loopback(struct tls_peer *peer)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t len = sizeof address;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(peer->listener, (struct sockaddr *)&address, sizeof address) != 0 ||
	    listen(peer->listener, 16) != 0 ||
	    getsockname(peer->listener, (struct sockaddr *)&address, &len) != 0 ||
	    pipe2(peer->asked, O_CLOEXEC) != 0)
		return false;
	fcntl(peer->asked[0], F_SETFL, O_NONBLOCK);
	return str_format(peer->base, sizeof peer->base, "https://127.0.0.1:%d",
			  ntohs(address.sin_port));
}

struct tls_peer *tls_peer_new(enum tls_manner manner, const char *answer)
{
	struct tls_peer *peer = calloc(1, sizeof *peer);

	if (peer == NULL)
		return NULL;
	peer->manner = manner;
	peer->answer = answer;
	make_certificate(peer);
	make_pin(peer);
	if (!write_ca(peer) || !listen_on_loopback(peer))
		return NULL;
	fflush(NULL);
	peer->child = fork();
	if (peer->child == 0) {
		setpgid(0, 0);
		accept_all(peer);
	}
	setpgid(peer->child, peer->child);
	return peer;
}

void tls_peer_free(struct tls_peer *peer)
{
	if (peer == NULL)
		return;
	kill(-peer->child, SIGKILL);
	waitpid(peer->child, NULL, 0);
	close(peer->listener);
	close(peer->asked[0]);
	close(peer->asked[1]);
	unlink(peer->ca_file);
	gnutls_certificate_free_credentials(peer->credentials);
	gnutls_x509_crt_deinit(peer->certificate);
	gnutls_x509_privkey_deinit(peer->key);
	free(peer);
}

const char *tls_peer_base(const struct tls_peer *peer)
{
	return peer->base;
}

const char *tls_peer_ca(const struct tls_peer *peer)
{
	return peer->ca_file;
}

const char *tls_peer_pin(const struct tls_peer *peer)
{
	return peer->pin;
}

void tls_peer_asked(struct tls_peer *peer, struct str *into)
{
	char bytes[4096];
	ssize_t n;

	while ((n = read(peer->asked[0], bytes, sizeof bytes)) > 0)
		str_add_bytes(into, bytes, (size_t)n);
}
