/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/auth.c -- the API key of a request: Bearer, or Basic with an empty password.
 */
#include "simulator/inside.h"

#include <string.h>

#define KEY_MAX 200

static int digit(char c)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(letters, c) : NULL;

	return at != NULL ? (int)(at - letters) : -1;
}

/* Decodes base64 up to its padding. */
static void decode(const char *text, char into[KEY_MAX])
{
	unsigned bits = 0;
	int count = 0;
	size_t out = 0;

	for (; digit(*text) >= 0 && out < KEY_MAX - 1; text++) {
		bits = bits << 6 | (unsigned)digit(*text);
		count += 6;
		if (count < 8)
			continue;
		count -= 8;
		into[out++] = (char)(bits >> count & 0xFF);
	}
	into[out] = '\0';
}

static void key_of(const char *authorization, char key[KEY_MAX])
{
	key[0] = '\0';
	if (authorization == NULL)
		return;
	if (strncmp(authorization, "Bearer ", 7) == 0)
		str_copy(key, KEY_MAX, authorization + 7);
	else if (strncmp(authorization, "Basic ", 6) == 0)
		decode(authorization + 6, key);
	key[strcspn(key, ":")] = '\0';
}

static bool is_test_key(const char *key)
{
	return strncmp(key, "sk_test_", 8) == 0 || strncmp(key, "rk_test_", 8) == 0;
}

bool sim_key_is_valid(struct call *call, const char *authorization)
{
	const char *wanted = call->sim->api_key;
	char key[KEY_MAX];

	key_of(authorization, key);
	if (is_test_key(key) && (wanted == NULL || strcmp(key, wanted) == 0))
		return true;
	if (key[0] == '\0')
		sim_refuse(
			call, &(struct refusal){ .status = 401 },
			"You did not provide an API key. You need to provide your API key in the "
			"Authorization header, using Bearer auth.");
	else
		sim_refuse(call, &(struct refusal){ .status = 401 },
			   "Invalid API Key provided: %.8s****", key);
	return false;
}
