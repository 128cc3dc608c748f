/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/keys.c -- pepper and signing key on disk.
 */
#include "service/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/random.h"
#include "base/str.h"

#define KEY_TEXT_SIZE 128
#define KEY_PATH_SIZE 4096

void keys_make(struct keys *ret_keys)
{
	struct random random;

	random_init(&random);
	random_fill(&random, ret_keys->pepper, sizeof ret_keys->pepper);
	hash_sign_keys(ret_keys->sign_public, ret_keys->sign_secret);
}

static enum err save_one(const char *folder, const char *name, const void *bytes, size_t len)
{
	char path[KEY_PATH_SIZE], text[KEY_TEXT_SIZE];
	enum err err;

	if (!file_join(path, sizeof path, folder, name))
		return ERR_LIMIT;
	if (file_exists(path))
		return ERR_EXISTS;
	hash_to_text(bytes, len, text, sizeof text);
	err = file_write(path, 0600, text, strlen(text));
	hash_wipe(text, sizeof text);
	return err;
}

enum err keys_save(const struct keys *keys, const char *folder)
{
	enum err err = file_make_folder(folder);

	if (err == ERR_OK)
		err = save_one(folder, "pepper", keys->pepper, sizeof keys->pepper);
	/* An Ed25519 secret carries its public half in its tail: these bytes are the whole pair. */
	if (err == ERR_OK)
		err = save_one(folder, "sign", keys->sign_secret, sizeof keys->sign_secret);
	return err;
}

static enum err load_one(const char *folder, const char *name, void *bytes, size_t len)
{
	char path[KEY_PATH_SIZE];
	char *text = NULL;
	size_t text_len = 0;
	enum err err;

	if (!file_join(path, sizeof path, folder, name))
		return ERR_LIMIT;
	err = file_read_secret(path, KEY_TEXT_SIZE, &text, &text_len);
	if (err != ERR_OK)
		return err;
	while (text_len > 0 && (text[text_len - 1] == '\n' || text[text_len - 1] == ' '))
		text[--text_len] = '\0';
	if (!hash_from_text(text, bytes, len))
		err = ERR_DATA;
	hash_wipe(text, text_len);
	free(text);
	return err;
}

enum err keys_load(const char *folder, struct keys *ret_keys)
{
	struct keys keys;
	enum err err = load_one(folder, "pepper", keys.pepper, sizeof keys.pepper);

	if (err == ERR_OK)
		err = load_one(folder, "sign", keys.sign_secret, sizeof keys.sign_secret);
	if (err == ERR_OK) {
		memcpy(keys.sign_public,
		       keys.sign_secret + HASH_SIGN_SECRET_BYTES - HASH_SIGN_PUBLIC_BYTES,
		       HASH_SIGN_PUBLIC_BYTES);
		*ret_keys = keys;
	}
	hash_wipe(&keys, sizeof keys);
	return err;
}

void keys_wipe(struct keys *keys)
{
	hash_wipe(keys, sizeof *keys);
}
