/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/hash.h -- BLAKE2b digests, Ed25519 signatures, Argon2id secrets (libsodium).
 *
 * Shape   a digest is 32 bytes, written as 43 characters of URL-safe base64 (HASH_TEXT_SIZE with
 *         NUL); a signature is 64 bytes, 86 characters.
 * Errors  ERR_MEMORY; ERR_PIN when a secret does not match; ERR_DATA for text that is no key.
 * Rules   L5 (chain), L8 (signature), S (PIN: Argon2id + pepper).
 */
#ifndef SANDUQ_BASE_HASH_H
#define SANDUQ_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define HASH_BYTES 32
#define HASH_TEXT_SIZE 44
#define HASH_SIGNATURE_TEXT_SIZE 87
#define HASH_SECRET_TEXT_SIZE 128
#define HASH_PEPPER_BYTES 32
#define HASH_SIGN_SECRET_BYTES 64
#define HASH_SIGN_PUBLIC_BYTES 32

/* Canonical form: every field is framed by its kind and length, so no two sequences of fields
 * give the same bytes.  384 bytes hold libsodium's state, aligned to 64. */
struct hash {
	_Alignas(64) unsigned char state[384];
};

/* Makes libsodium ready; call once per process before anything here.  False: no randomness. */
bool hash_ready(void);

/* Begins a digest under a domain tag such as "sanduq-act-1". */
void hash_begin(struct hash *hash, const char *domain);

/* Adds an integer field. */
void hash_int(struct hash *hash, int64_t value);

/* Adds a text field. */
void hash_str(struct hash *hash, const char *text);

/* Adds a NULL field. */
void hash_null(struct hash *hash);

/* Adds raw bytes as one field. */
void hash_bytes(struct hash *hash, const void *bytes, size_t len);

/* Ends the digest and writes it as text. */
void hash_end(struct hash *hash, char ret_text[HASH_TEXT_SIZE]);

/* Makes a signing key pair. */
void hash_sign_keys(unsigned char ret_public[HASH_SIGN_PUBLIC_BYTES],
		    unsigned char ret_secret[HASH_SIGN_SECRET_BYTES]);

/* Signs a text; writes the signature as text. */
void hash_sign(const unsigned char secret[HASH_SIGN_SECRET_BYTES], const char *text,
	       char ret_signature[HASH_SIGNATURE_TEXT_SIZE]);

/* True when `signature` (text) is `public_key`'s over `text`. */
bool hash_sign_verify(const unsigned char public_key[HASH_SIGN_PUBLIC_BYTES], const char *text,
		      const char *signature);

/* URL-safe base64 without padding, both ways.  hash_from_text wants exactly `len` bytes. */
void hash_to_text(const void *bytes, size_t len, char *into, size_t size);
bool hash_from_text(const char *text, void *ret_bytes, size_t len);

/* Hashes a PIN or password for storing, mixed with the pepper kept outside of the store. */
enum err hash_secret(const char *secret, const unsigned char pepper[HASH_PEPPER_BYTES],
		     char ret_text[HASH_SECRET_TEXT_SIZE]);

/* ERR_OK when `secret` is the one behind `text`, else ERR_PIN. */
enum err hash_secret_check(const char *secret, const unsigned char pepper[HASH_PEPPER_BYTES],
			   const char *text);

/* Overwrites memory in a way the compiler keeps. */
void hash_wipe(void *bytes, size_t len);

#endif
