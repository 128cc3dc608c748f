/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/hash.c -- digests, signatures and secrets by libsodium.  A field is its kind (one letter),
 * its length (8 bytes, little end first) and its bytes; the first field is the domain tag.
 */
#include "base/hash.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>

/* Argon2id, chosen to stay under 100 ms on a small till: 2 passes over 32 MiB. */
#define SECRET_PASSES 2
#define SECRET_MEMORY_BYTES ((size_t)32 << 20)
#define FIELD_SHORT 55
#define BASE64_KIND sodium_base64_VARIANT_URLSAFE_NO_PADDING

static_assert(sizeof(crypto_generichash_state) <= sizeof(struct hash), "state fits");
static_assert(_Alignof(crypto_generichash_state) <= _Alignof(struct hash), "state is aligned");
static_assert(HASH_SECRET_TEXT_SIZE >= crypto_pwhash_STRBYTES, "stored secret fits");
static_assert(HASH_SIGN_SECRET_BYTES == crypto_sign_SECRETKEYBYTES, "secret key");
static_assert(HASH_SIGN_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES, "public key");

bool hash_ready(void)
{
	return sodium_init() >= 0;
}

static crypto_generichash_state *state_of(struct hash *hash)
{
	return (crypto_generichash_state *)(void *)hash->state;
}

static void put_number(unsigned char into[8], uint64_t number)
{
	for (int i = 0; i < 8; i++)
		into[i] = (unsigned char)(number >> (8 * i));
}

/* A short field goes in at once. */
static void add_field(struct hash *hash, unsigned char kind, const void *bytes, size_t len)
{
	unsigned char frame[9 + FIELD_SHORT];

	frame[0] = kind;
	put_number(frame + 1, len);
	if (len <= FIELD_SHORT) {
		if (len > 0)
			memcpy(frame + 9, bytes, len);
		crypto_generichash_update(state_of(hash), frame, 9 + len);
		return;
	}
	crypto_generichash_update(state_of(hash), frame, 9);
	crypto_generichash_update(state_of(hash), bytes, len);
}

void hash_begin(struct hash *hash, const char *domain)
{
	crypto_generichash_init(state_of(hash), NULL, 0, HASH_BYTES);
	add_field(hash, 'd', domain, strlen(domain));
}

void hash_int(struct hash *hash, int64_t value)
{
	unsigned char bytes[8];

	put_number(bytes, (uint64_t)value);
	add_field(hash, 'i', bytes, sizeof bytes);
}

void hash_str(struct hash *hash, const char *text)
{
	add_field(hash, 't', text, strlen(text));
}

void hash_null(struct hash *hash)
{
	add_field(hash, 'n', NULL, 0);
}

void hash_bytes(struct hash *hash, const void *bytes, size_t len)
{
	add_field(hash, 'b', bytes, len);
}

/* What hash_to_text() makes of a digest, without its care for secrets: a digest of rows is read by
 * everybody, and one is made for every row. */
static void digest_to_text(const unsigned char digest[HASH_BYTES], char ret_text[HASH_TEXT_SIZE])
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	uint32_t bits = 0;
	int n = 0, len = 0;

	for (int i = 0; i < HASH_BYTES; i++) {
		bits = bits << 8 | digest[i];
		for (n += 8; n >= 6; n -= 6)
			ret_text[len++] = letters[bits >> (n - 6) & 63];
	}
	if (n > 0)
		ret_text[len++] = letters[bits << (6 - n) & 63];
	ret_text[len] = '\0';
}

void hash_end(struct hash *hash, char ret_text[HASH_TEXT_SIZE])
{
	unsigned char digest[HASH_BYTES];

	crypto_generichash_final(state_of(hash), digest, sizeof digest);
	digest_to_text(digest, ret_text);
}

void hash_sign_keys(unsigned char ret_public[HASH_SIGN_PUBLIC_BYTES],
		    unsigned char ret_secret[HASH_SIGN_SECRET_BYTES])
{
	crypto_sign_keypair(ret_public, ret_secret);
}

void hash_sign(const unsigned char secret[HASH_SIGN_SECRET_BYTES], const char *text,
	       char ret_signature[HASH_SIGNATURE_TEXT_SIZE])
{
	unsigned char signature[crypto_sign_BYTES];

	crypto_sign_detached(signature, NULL, (const unsigned char *)text, strlen(text), secret);
	hash_to_text(signature, sizeof signature, ret_signature, HASH_SIGNATURE_TEXT_SIZE);
}

bool hash_sign_verify(const unsigned char public_key[HASH_SIGN_PUBLIC_BYTES], const char *text,
		      const char *signature)
{
	unsigned char bytes[crypto_sign_BYTES];

	return hash_from_text(signature, bytes, sizeof bytes) &&
	       crypto_sign_verify_detached(bytes, (const unsigned char *)text, strlen(text),
					   public_key) == 0;
}

void hash_to_text(const void *bytes, size_t len, char *into, size_t size)
{
	assert(size >= sodium_base64_ENCODED_LEN(len, BASE64_KIND));
	sodium_bin2base64(into, size, bytes, len, BASE64_KIND);
}

bool hash_from_text(const char *text, void *ret_bytes, size_t len)
{
	unsigned char bytes[256];
	size_t got;
	bool ok;

	assert(len > 0 && len <= sizeof bytes);
	ok = sodium_base642bin(bytes, sizeof bytes, text, strlen(text), NULL, &got, NULL,
			       BASE64_KIND) == 0 && got == len;
	if (ok)
		memcpy(ret_bytes, bytes, len);
	sodium_memzero(bytes, sizeof bytes);
	return ok;
}

/* What Argon2id is given: the secret keyed with the pepper, as text. */
static void add_pepper(const char *secret, const unsigned char pepper[HASH_PEPPER_BYTES],
		       char ret_text[HASH_TEXT_SIZE])
{
	unsigned char digest[HASH_BYTES];

	crypto_generichash(digest, sizeof digest, (const unsigned char *)secret, strlen(secret),
			   pepper, HASH_PEPPER_BYTES);
	hash_to_text(digest, sizeof digest, ret_text, HASH_TEXT_SIZE);
	sodium_memzero(digest, sizeof digest);
}

enum err hash_secret(const char *secret, const unsigned char pepper[HASH_PEPPER_BYTES],
		     char ret_text[HASH_SECRET_TEXT_SIZE])
{
	char peppered[HASH_TEXT_SIZE];
	char text[crypto_pwhash_STRBYTES];
	int failed;

	add_pepper(secret, pepper, peppered);
	failed = crypto_pwhash_str_alg(text, peppered, strlen(peppered), SECRET_PASSES,
				       SECRET_MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13);
	sodium_memzero(peppered, sizeof peppered);
	if (failed)
		return ERR_MEMORY;
	memcpy(ret_text, text, sizeof text);
	return ERR_OK;
}

enum err hash_secret_check(const char *secret, const unsigned char pepper[HASH_PEPPER_BYTES],
			   const char *text)
{
	char peppered[HASH_TEXT_SIZE];
	char stored[crypto_pwhash_STRBYTES] = { 0 };
	size_t len = strlen(text);
	bool no_memory, matches;

	if (len >= sizeof stored)
		return ERR_PIN;
	memcpy(stored, text, len);
	add_pepper(secret, pepper, peppered);
	errno = 0;
	matches = crypto_pwhash_str_verify(stored, peppered, strlen(peppered)) == 0;
	no_memory = errno == ENOMEM; /* must not count as a wrong PIN */
	sodium_memzero(peppered, sizeof peppered);
	return matches ? ERR_OK : no_memory ? ERR_MEMORY : ERR_PIN;
}

void hash_wipe(void *bytes, size_t len)
{
	sodium_memzero(bytes, len);
}
