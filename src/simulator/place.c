/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/place.c -- the files of a simulator.
 */
#include "simulator/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "base/str.h"
#include "simulator/certificate.h"
#include "simulator/simulator.h"

#define SECRET_LETTERS 32
#define STATE_MAX (256 * 1024 * 1024)

bool place_path(const char *folder, const char *name, char into[PLACE_PATH_SIZE])
{
	return file_join(into, PLACE_PATH_SIZE, folder, name);
}

enum err place_read(const char *folder, const char *name, char *into, size_t size)
{
	char path[PLACE_PATH_SIZE], *bytes;
	size_t len;
	enum err err;

	if (!place_path(folder, name, path))
		return ERR_RANGE;
	err = file_read(path, size - 1, &bytes, &len);
	if (err != ERR_OK)
		return err;
	bytes[strcspn(bytes, "\r\n")] = '\0';
	str_copy(into, size, bytes);
	free(bytes);
	return ERR_OK;
}

/* Reads a secret, or makes one that begins with `prefix`. */
static enum err need_secret(const char *folder, const char *name, const char *prefix,
			    char into[PLACE_SECRET_SIZE])
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	char path[PLACE_PATH_SIZE], noise[SECRET_LETTERS + 1];
	struct random random;

	if (!place_path(folder, name, path))
		return ERR_RANGE;
	if (file_exists(path))
		return place_read(folder, name, into, PLACE_SECRET_SIZE);
	random_init(&random);
	for (int i = 0; i < SECRET_LETTERS; i++)
		noise[i] = letters[random_below(&random, sizeof letters - 1)];
	noise[SECRET_LETTERS] = '\0';
	str_format(into, PLACE_SECRET_SIZE, "%s%s", prefix, noise);
	return file_write(path, 0600, into, strlen(into));
}

static enum err lock(struct place *place)
{
	char path[PLACE_PATH_SIZE];
	enum err err;

	if (!place_path(place->folder, "lock", path))
		return ERR_RANGE;
	err = file_lock_open(path, &place->lock);
	return err == ERR_OK ? file_lock_try(&place->lock) : err;
}

enum err place_open(const char *folder, int64_t now_unix_ms, struct place *ret_place)
{
	struct place place = { .folder = folder, .lock = { -1 }, .state_fd = -1 };
	enum err err = file_make_folder(folder);

	if (err == ERR_OK)
		err = lock(&place);
	if (err == ERR_OK)
		err = need_secret(folder, "api-key", "sk_test_", place.api_key);
	if (err == ERR_OK)
		err = need_secret(folder, "token", "", place.token);
	if (err == ERR_OK)
		err = certificate_make(folder, now_unix_ms);
	if (err != ERR_OK) {
		place_close(&place);
		return err;
	}
	*ret_place = place;
	return ERR_OK;
}

void place_close(struct place *place)
{
	if (place->state_fd >= 0)
		close(place->state_fd);
	place->state_fd = -1;
	file_lock_close(&place->lock);
}

enum err place_forget_state(struct place *place)
{
	char path[PLACE_PATH_SIZE];

	if (!place_path(place->folder, "state.jsonl", path))
		return ERR_RANGE;
	return unlink(path) == 0 || errno == ENOENT ? ERR_OK : file_errno(errno);
}

static enum err load(const char *path, struct simulator *simulator)
{
	char *bytes;
	size_t len;
	enum err err;

	if (!file_exists(path))
		return ERR_OK;
	err = file_read(path, STATE_MAX, &bytes, &len);
	if (err != ERR_OK)
		return err;
	err = simulator_load(simulator, bytes, len);
	free(bytes);
	return err;
}

enum err place_load_state(struct place *place, struct simulator *simulator)
{
	char path[PLACE_PATH_SIZE];
	struct str lines = { 0 };
	enum err err;

	if (!place_path(place->folder, "state.jsonl", path))
		return ERR_RANGE;
	err = load(path, simulator);
	if (err != ERR_OK)
		return err;
	simulator_save(simulator, true, &lines);
	err = str_ok(&lines) ? file_write(path, 0600, str_text(&lines), lines.len) : ERR_MEMORY;
	str_done(&lines);
	if (err != ERR_OK)
		return err;
	place->state_fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	return place->state_fd >= 0 ? ERR_OK : file_errno(errno);
}

bool place_save_state(struct place *place, struct simulator *simulator)
{
	struct str lines = { 0 };
	bool is_written;

	if (place->state_fd < 0)
		return true;
	simulator_save(simulator, false, &lines);
	is_written = lines.len == 0 ||
		     write(place->state_fd, lines.data, lines.len) == (ssize_t)lines.len;
	str_done(&lines);
	return is_written;
}

enum err place_tell_port(const struct place *place, int port, const char *port_file)
{
	char path[PLACE_PATH_SIZE], text[16];
	enum err err;

	str_format(text, sizeof text, "%d\n", port);
	if (!place_path(place->folder, "port", path))
		return ERR_RANGE;
	err = file_write(path, 0600, text, strlen(text));
	if (err == ERR_OK && port_file != NULL)
		err = file_write(port_file, 0600, text, strlen(text));
	return err;
}
