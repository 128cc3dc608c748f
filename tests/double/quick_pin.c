/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/quick_pin.c -- PINs that cost little: tests make a house of four people for each
 * case and enter PINs by the hundred, and a PIN is slow and large on purpose (Argon2id).  The
 * linker puts this in the way of the real function (-Wl,--wrap); a stored secret tells its own
 * cost, so it is checked as cheaply.  The real cost is that of tests/base and tests/bench.
 */
#include <stddef.h>

#define LEAST_PASSES 1
#define LEAST_MEMORY_BYTES 8192

/* The real one, and what stands for it. */
int __real_crypto_pwhash_str_alg(char *into, const char *secret, unsigned long long len,
				 unsigned long long passes, size_t memory_bytes, int kind);
int __wrap_crypto_pwhash_str_alg(char *into, const char *secret, unsigned long long len,
				 unsigned long long passes, size_t memory_bytes, int kind);

int __wrap_crypto_pwhash_str_alg(char *into, const char *secret, unsigned long long len,
				 unsigned long long passes, size_t memory_bytes, int kind)
{
	(void)passes;
	(void)memory_bytes;
	return __real_crypto_pwhash_str_alg(into, secret, len, LEAST_PASSES, LEAST_MEMORY_BYTES,
					    kind);
}
