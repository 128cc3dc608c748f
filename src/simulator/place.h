/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/place.h -- the folder of a simulator: keys, certificates, port, state.
 *
 * Shape   api-key and token (0600), ca.pem, port, state.jsonl, lock.
 * Errors  those of base/file.h; ERR_BUSY: another simulator runs here.
 * Owner   place_open/place_close.
 */
#ifndef SANDUQ_SIMULATOR_PLACE_H
#define SANDUQ_SIMULATOR_PLACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/file.h"

#define PLACE_PATH_SIZE 4096
#define PLACE_SECRET_SIZE 128

struct simulator;

struct place {
	const char *folder;
	char api_key[PLACE_SECRET_SIZE], token[PLACE_SECRET_SIZE];
	struct file_lock lock;
	int state_fd;               /* -1: the state is not kept */
};

/* Makes the folder, keys and certificates that are not there yet, and locks it. */
enum err place_open(const char *folder, int64_t now_unix_ms, struct place *ret_place);

/* Closes. */
void place_close(struct place *place);

/* A path in the folder. */
bool place_path(const char *folder, const char *name, char into[PLACE_PATH_SIZE]);

/* Reads a small file of the folder without its line end. */
enum err place_read(const char *folder, const char *name, char *into, size_t size);

/* Loads the kept state and keeps it from now on; or forgets what was kept. */
enum err place_load_state(struct place *place, struct simulator *simulator);
enum err place_forget_state(struct place *place);

/* Appends what changed; false: it could not be written. */
bool place_save_state(struct place *place, struct simulator *simulator);

/* Tells the port: in the folder, and in `port_file` unless it is NULL. */
enum err place_tell_port(const struct place *place, int port, const char *port_file);

#endif
