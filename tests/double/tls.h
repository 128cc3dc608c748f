/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/tls.h -- a peer on loopback that speaks TLS and misbehaves in one chosen way.
 *
 * Shape   a process of its own with a certificate made for it (ECDSA P-256, 127.0.0.1); whatever
 *         is asked, it answers with the same bytes.
 * Owner   tls_peer_new/tls_peer_free.
 */
#ifndef SANDUQ_TESTS_DOUBLE_TLS_H
#define SANDUQ_TESTS_DOUBLE_TLS_H

#include "base/str.h"

enum tls_manner {
	TLS_ANSWERS,     /* and keeps the connection */
	TLS_CUTS,        /* answers, then closes */
	TLS_STALLS,      /* takes the request, sends `answer` and then nothing more */
	TLS_RESETS,      /* takes the request, then resets */
	TLS_FLOODS,      /* sends `answer`, then bytes without end */
	TLS_EXPIRED,     /* its certificate ended yesterday */
	TLS_WRONG_HOST,  /* its certificate is for another host */
	TLS_OLD,         /* TLS 1.1 and nothing newer */
	TLS_HANGS_UP,    /* closes before a word of TLS */
	TLS_MUTE,        /* accepts and never says a word of TLS */
	TLS_NO_TLS,      /* answers in plain text */
};

struct tls_peer;

/* Starts a peer; NULL when that fails. */
struct tls_peer *tls_peer_new(enum tls_manner manner, const char *answer);

/* Ends it; NULL is fine. */
void tls_peer_free(struct tls_peer *peer);

/* "https://127.0.0.1:PORT", its certificate as a file, its public key as a pin; borrowed. */
const char *tls_peer_base(const struct tls_peer *peer);
const char *tls_peer_ca(const struct tls_peer *peer);
const char *tls_peer_pin(const struct tls_peer *peer);

/* Adds what has been asked so far: each request with "<connection N>" in front. */
void tls_peer_asked(struct tls_peer *peer, struct str *into);

#endif
