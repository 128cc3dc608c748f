/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/certificate.h -- the certificates of the listener: made once, kept in the folder.
 *
 * Shape   ca.pem is what a client trusts; server.pem and server-key.pem (0600) are the listener's;
 *         stranger.pem, expired.pem and wrong-host.pem are for faults.  ECDSA P-256.  The
 *         authority's own key is thrown away.
 * Errors  ERR_IO, ERR_READ_ONLY, ERR_DATA (a file there that is none of ours), ERR_MEMORY.
 */
#ifndef SANDUQ_SIMULATOR_CERTIFICATE_H
#define SANDUQ_SIMULATOR_CERTIFICATE_H

#include <stdint.h>

#include "base/err.h"

enum certificate { CERTIFICATE_GOOD, CERTIFICATE_STRANGER, CERTIFICATE_EXPIRED,
		   CERTIFICATE_WRONG_HOST, CERTIFICATE_COUNT };

struct gnutls_certificate_credentials_st;

/* Makes the files that are not there yet. */
enum err certificate_make(const char *folder, int64_t now_unix_ms);

/* Loads what a listener shows; freed with gnutls_certificate_free_credentials(). */
enum err certificate_load(const char *folder, enum certificate which,
			  struct gnutls_certificate_credentials_st **ret_credentials);

#endif
