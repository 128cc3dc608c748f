/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_hash.c -- digests are framed, signatures hold, secrets need secret and pepper.
 */
#include "base/hash.h"

#include <string.h>

#include "base/random.h"
#include "suites.h"

static const unsigned char pepper[HASH_PEPPER_BYTES] = { 1, 2, 3 };
static const unsigned char other_pepper[HASH_PEPPER_BYTES] = { 1, 2, 4 };

static void digest_texts(const char *domain, const char *a, const char *b, char *into)
{
	struct hash hash;

	hash_begin(&hash, domain);
	if (a != NULL)
		hash_str(&hash, a);
	if (b != NULL)
		hash_str(&hash, b);
	hash_end(&hash, into);
}

static void digests_are_framed(void)
{
	char texts[6][HASH_TEXT_SIZE];

	digest_texts("d", "ab", "c", texts[0]);
	digest_texts("d", "a", "bc", texts[1]);
	digest_texts("d", "abc", NULL, texts[2]);
	digest_texts("d", "abc", "", texts[3]);
	digest_texts("da", "b", "c", texts[4]);
	digest_texts("d", NULL, NULL, texts[5]);
	for (int i = 0; i < 6; i++) {
		CHECK_INT(strlen(texts[i]), HASH_TEXT_SIZE - 1);
		for (int j = 0; j < i; j++)
			CHECK(strcmp(texts[i], texts[j]) != 0);
	}
	digest_texts("d", "ab", "c", texts[1]);
	CHECK_TEXT(texts[1], texts[0]);
}

static void kinds_differ(void)
{
	static const char bytes[8] = { 1 };
	char texts[4][HASH_TEXT_SIZE];
	struct hash hash;

	hash_begin(&hash, "d");
	hash_int(&hash, 1);
	hash_end(&hash, texts[0]);
	hash_begin(&hash, "d");
	hash_bytes(&hash, bytes, sizeof bytes);
	hash_end(&hash, texts[1]);
	hash_begin(&hash, "d");
	hash_null(&hash);
	hash_end(&hash, texts[2]);
	hash_begin(&hash, "d");
	hash_str(&hash, "");
	hash_end(&hash, texts[3]);
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < i; j++)
			CHECK(strcmp(texts[i], texts[j]) != 0);
}

/* Chains already written depend on this form: a change here needs a new form version.  The value
 * is Python's hashlib.blake2b(digest_size=32) over the framed bytes. */
static void the_form_is_kept(void)
{
	struct hash hash;
	char text[HASH_TEXT_SIZE];

	hash_begin(&hash, "sanduq-act-1");
	hash_int(&hash, -2);
	hash_str(&hash, "x");
	hash_null(&hash);
	hash_bytes(&hash, "\0\1", 2);
	hash_end(&hash, text);
	CHECK_TEXT(text, "S0l8jHAS9WfUeXLuhLIcbV0scQIxqq2ksAXSR0NZSJ4");
}

/* Short fields are put together before they are hashed; long ones are not. */
static void lengths_keep_the_form(void)
{
	static const struct {
		size_t len;
		const char *text;
	} cases[] = {
		{ 0, "nJOBnDLXKI6-YFVsEtk0Jx3MhzlcXKN1T9AcARh4YzE" },
		{ 55, "1JlDt_VbbZOLSipMRvSlJlh657XAkd4gfM636ndDABk" },
		{ 56, "7NjWXFKROs_yfhiv71idQewkOYmD4Ti4buIbcev2sCk" },
		{ 300, "icy_A3kkwPjgbbVMZl2hTAu8Tr0kp3fePUjLbzG-ooE" },
	};
	char field[301], text[HASH_TEXT_SIZE];
	struct hash hash;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memset(field, 'x', sizeof field);
		field[cases[i].len] = '\0';
		hash_begin(&hash, "d");
		hash_str(&hash, field);
		hash_int(&hash, -2);
		hash_end(&hash, text);
		CHECK_TEXT(text, cases[i].text);
	}
}

static void signatures_hold(void)
{
	unsigned char public_key[HASH_SIGN_PUBLIC_BYTES], secret[HASH_SIGN_SECRET_BYTES];
	unsigned char other_public[HASH_SIGN_PUBLIC_BYTES], other_secret[HASH_SIGN_SECRET_BYTES];
	char signature[HASH_SIGNATURE_TEXT_SIZE];

	hash_sign_keys(public_key, secret);
	hash_sign_keys(other_public, other_secret);
	hash_sign(secret, "the day", signature);
	CHECK_INT(strlen(signature), HASH_SIGNATURE_TEXT_SIZE - 1);
	CHECK(hash_sign_verify(public_key, "the day", signature));
	CHECK(!hash_sign_verify(public_key, "the Day", signature));
	CHECK(!hash_sign_verify(other_public, "the day", signature));
	signature[10] = signature[10] == 'A' ? 'B' : 'A';
	CHECK(!hash_sign_verify(public_key, "the day", signature));
	CHECK(!hash_sign_verify(public_key, "the day", ""));
	CHECK(!hash_sign_verify(public_key, "the day", "no signature"));
}

static void texts_go_round(void)
{
	struct random random;
	unsigned char bytes[64], back[64];
	char text[87];

	random_init_seed(&random, 7);
	for (int i = 0; i < 2000; i++) {
		size_t len = 1 + random_below(&random, sizeof bytes);

		random_fill(&random, bytes, len);
		hash_to_text(bytes, len, text, sizeof text);
		CHECK_FATAL(strcspn(text, "+/=") == strlen(text));
		CHECK_FATAL(hash_from_text(text, back, len));
		CHECK_FATAL(memcmp(bytes, back, len) == 0);
		CHECK_FATAL(!hash_from_text(text, back, len + 1));
	}
	CHECK(!hash_from_text("AA=", back, 1));
	CHECK(!hash_from_text("A A", back, 1));
	CHECK(!hash_from_text("AB", back, 1)); /* bits left over */
	CHECK(!hash_from_text("", back, 1));
}

static void secrets_need_secret_and_pepper(void)
{
	char text[HASH_SECRET_TEXT_SIZE], again[HASH_SECRET_TEXT_SIZE];

	CHECK_OK_FATAL(hash_secret("2580", pepper, text));
	CHECK(strncmp(text, "$argon2id$v=19$m=32768,t=2,p=1$", 31) == 0);
	CHECK_OK(hash_secret_check("2580", pepper, text));
	CHECK_INT(hash_secret_check("2581", pepper, text), ERR_PIN);
	CHECK_INT(hash_secret_check("", pepper, text), ERR_PIN);
	CHECK_INT(hash_secret_check("2580", other_pepper, text), ERR_PIN);
	CHECK_OK(hash_secret("2580", pepper, again));
	CHECK(strcmp(text, again) != 0);
}

static void damaged_secrets_match_nothing(void)
{
	char text[HASH_SECRET_TEXT_SIZE + 100];

	CHECK_INT(hash_secret_check("2580", pepper, ""), ERR_PIN);
	CHECK_INT(hash_secret_check("2580", pepper, "2580"), ERR_PIN);
	CHECK_INT(hash_secret_check("2580", pepper, "$argon2id$v=19$"), ERR_PIN);
	memset(text, 'a', sizeof text);
	text[sizeof text - 1] = '\0';
	CHECK_INT(hash_secret_check("2580", pepper, text), ERR_PIN);
}

static void wipes(void)
{
	char bytes[9] = "secret!!";

	hash_wipe(bytes, 6);
	CHECK(memcmp(bytes, "\0\0\0\0\0\0!!", 9) == 0);
}

const struct check_test test_hash[] = {
	{ "no two sequences of fields give the same digest (L5)", digests_are_framed },
	{ "fields of different kinds give different digests (L5)", kinds_differ },
	{ "the canonical form is the one of the chains already written (L5)", the_form_is_kept },
	{ "fields of every length keep that form (L5)", lengths_keep_the_form },
	{ "a signature holds for its key and text alone (L8)", signatures_hold },
	{ "bytes go to text and back, strictly", texts_go_round },
	{ "a stored secret needs both secret and pepper (S)", secrets_need_secret_and_pepper },
	{ "a damaged stored secret matches nothing (S)", damaged_secrets_match_nothing },
	{ "wipe overwrites", wipes },
	{ 0 },
};
