/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/certificate.c -- an authority for one machine, and what it signs.
 */
#include "simulator/certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <string.h>

#include "base/file.h"
#include "base/random.h"
#include "base/str.h"

#define YEAR_S (INT64_C(365) * 24 * 3600)
#define PATH_SIZE 4096

static const char *const names[CERTIFICATE_COUNT] = { "server.pem", "stranger.pem", "expired.pem",
						      "wrong-host.pem" };

/* What is being made. */
struct maker {
	const char *folder;
	int64_t now_s;
	gnutls_x509_privkey_t authority_key, stranger_key, server_key;
	gnutls_x509_crt_t authority, stranger;
};

static bool new_key(gnutls_x509_privkey_t *key)
{
	return gnutls_x509_privkey_init(key) == 0 &&
	       gnutls_x509_privkey_generate(*key, GNUTLS_PK_ECDSA,
					    GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
					    0) == 0;
}

/* A certificate with name, number and dates. */
static bool begin(gnutls_x509_crt_t *crt, const char *name, gnutls_x509_privkey_t key,
		  int64_t from_s, int64_t until_s)
{
	struct random random;
	unsigned char serial[16];

	random_init(&random);
	random_fill(&random, serial, sizeof serial);
	serial[0] = (unsigned char)((serial[0] & 0x7F) | 1);
	return gnutls_x509_crt_init(crt) == 0 && gnutls_x509_crt_set_version(*crt, 3) == 0 &&
	       gnutls_x509_crt_set_serial(*crt, serial, sizeof serial) == 0 &&
	       gnutls_x509_crt_set_dn_by_oid(*crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
					     (unsigned)strlen(name)) == 0 &&
	       gnutls_x509_crt_set_key(*crt, key) == 0 &&
	       gnutls_x509_crt_set_activation_time(*crt, (time_t)from_s) == 0 &&
	       gnutls_x509_crt_set_expiration_time(*crt, (time_t)until_s) == 0;
}

static bool set_key_id(gnutls_x509_crt_t crt)
{
	unsigned char id[64];
	size_t size = sizeof id;

	return gnutls_x509_crt_get_key_id(crt, 0, id, &size) == 0 &&
	       gnutls_x509_crt_set_subject_key_id(crt, id, size) == 0;
}

static bool make_authority(const struct maker *maker, const char *name, gnutls_x509_privkey_t key,
			   gnutls_x509_crt_t *crt)
{
	return begin(crt, name, key, maker->now_s - YEAR_S, maker->now_s + 10 * YEAR_S) &&
	       gnutls_x509_crt_set_basic_constraints(*crt, 1, 0) == 0 &&
	       gnutls_x509_crt_set_key_usage(*crt, GNUTLS_KEY_KEY_CERT_SIGN |
						   GNUTLS_KEY_CRL_SIGN) == 0 &&
	       set_key_id(*crt) &&
	       gnutls_x509_crt_sign2(*crt, *crt, key, GNUTLS_DIG_SHA256, 0) == 0;
}

static enum err write_crt(const char *folder, const char *name, gnutls_x509_crt_t crt)
{
	gnutls_datum_t pem = { 0 };
	char path[PATH_SIZE];
	enum err err = ERR_DATA;

	if (file_join(path, sizeof path, folder, name) &&
	    gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem) == 0)
		err = file_write(path, 0600, pem.data, pem.size);
	gnutls_free(pem.data);
	return err;
}

static enum err write_key(const char *folder, gnutls_x509_privkey_t key)
{
	gnutls_datum_t pem = { 0 };
	char path[PATH_SIZE];
	enum err err = ERR_DATA;

	if (file_join(path, sizeof path, folder, "server-key.pem") &&
	    gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL,
					      GNUTLS_PKCS_PLAIN, &pem) == 0)
		err = file_write(path, 0600, pem.data, pem.size);
	gnutls_free(pem.data);
	return err;
}

static bool set_hosts(gnutls_x509_crt_t crt, bool is_wrong)
{
	static const unsigned char loopback[] = { 127, 0, 0, 1 };
	const char *host = is_wrong ? "elsewhere.invalid" : "localhost";

	if (gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, host,
						 (unsigned)strlen(host), GNUTLS_FSAN_SET) != 0)
		return false;
	return is_wrong || gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS,
								loopback, sizeof loopback,
								GNUTLS_FSAN_APPEND) == 0;
}

static enum err make_server(const struct maker *maker, enum certificate which)
{
	bool is_old = which == CERTIFICATE_EXPIRED, is_strange = which == CERTIFICATE_STRANGER;
	int64_t until_s = is_old ? maker->now_s - 24 * 3600 : maker->now_s + 10 * YEAR_S;
	gnutls_x509_crt_t crt = NULL;
	enum err err = ERR_DATA;

	if (begin(&crt, "sanduq-simulator", maker->server_key, maker->now_s - YEAR_S, until_s) &&
	    set_hosts(crt, which == CERTIFICATE_WRONG_HOST) &&
	    gnutls_x509_crt_set_basic_constraints(crt, 0, -1) == 0 &&
	    gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE) == 0 &&
	    gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_SERVER, 0) == 0 &&
	    gnutls_x509_crt_sign2(crt, is_strange ? maker->stranger : maker->authority,
				  is_strange ? maker->stranger_key : maker->authority_key,
				  GNUTLS_DIG_SHA256, 0) == 0)
		err = write_crt(maker->folder, names[which], crt);
	gnutls_x509_crt_deinit(crt);
	return err;
}

static enum err make_all(struct maker *maker)
{
	enum err err;

	if (!new_key(&maker->authority_key) || !new_key(&maker->stranger_key) ||
	    !new_key(&maker->server_key) ||
	    !make_authority(maker, "sanduq-simulator authority", maker->authority_key,
			    &maker->authority) ||
	    !make_authority(maker, "some other authority", maker->stranger_key, &maker->stranger))
		return ERR_DATA;
	err = write_key(maker->folder, maker->server_key);
	for (int which = 0; err == ERR_OK && which < CERTIFICATE_COUNT; which++)
		err = make_server(maker, (enum certificate)which);
	return err == ERR_OK ? write_crt(maker->folder, "ca.pem", maker->authority) : err;
}

enum err certificate_make(const char *folder, int64_t now_unix_ms)
{
	struct maker maker = { .folder = folder, .now_s = now_unix_ms / 1000 };
	char path[PATH_SIZE];
	enum err err;

	if (!file_join(path, sizeof path, folder, "ca.pem"))
		return ERR_RANGE;
	if (file_exists(path))
		return ERR_OK;
	err = make_all(&maker);
	gnutls_x509_crt_deinit(maker.authority);
	gnutls_x509_crt_deinit(maker.stranger);
	gnutls_x509_privkey_deinit(maker.authority_key);
	gnutls_x509_privkey_deinit(maker.stranger_key);
	gnutls_x509_privkey_deinit(maker.server_key);
	return err;
}

enum err certificate_load(const char *folder, enum certificate which,
			  struct gnutls_certificate_credentials_st **ret_credentials)
{
	gnutls_certificate_credentials_t credentials;
	char crt[PATH_SIZE], key[PATH_SIZE];

	if (!file_join(crt, sizeof crt, folder, names[which]) ||
	    !file_join(key, sizeof key, folder, "server-key.pem"))
		return ERR_RANGE;
	if (gnutls_certificate_allocate_credentials(&credentials) != 0)
		return ERR_MEMORY;
	if (gnutls_certificate_set_x509_key_file(credentials, crt, key, GNUTLS_X509_FMT_PEM) < 0) {
		gnutls_certificate_free_credentials(credentials);
		return ERR_DATA;
	}
	*ret_credentials = credentials;
	return ERR_OK;
}
