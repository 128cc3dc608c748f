/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/tunnel.h -- one connection: TLS on the client's side, plain bytes on ours.
 *
 * Owner   tunnel_new/tunnel_end; both descriptors belong to it, also when it cannot be made.
 */
#ifndef SANDUQ_SIMULATOR_TUNNEL_H
#define SANDUQ_SIMULATOR_TUNNEL_H

#include <stdbool.h>

struct gnutls_certificate_credentials_st;
struct loop;
struct tunnel;

typedef void tunnel_ended_fn(void *arg, struct tunnel *tunnel);

/* A connection that has not begun; `ended` is called before it is freed.  NULL: no memory. */
struct tunnel *tunnel_new(struct loop *loop, int client_fd, int plain_fd,
			  struct gnutls_certificate_credentials_st *credentials, bool is_old_tls,
			  tunnel_ended_fn *ended, void *arg);

/* Starts with the handshake. */
void tunnel_begin(struct tunnel *tunnel);

/* Closes and frees. */
void tunnel_end(struct tunnel *tunnel);

/* Keeps tunnels in a list. */
void tunnel_link(struct tunnel **first, struct tunnel *tunnel);
void tunnel_unlink(struct tunnel **first, struct tunnel *tunnel);

#endif
