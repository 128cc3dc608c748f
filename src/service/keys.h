/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/keys.h -- the secrets of a house: made once by init, read at every start.
 *
 * Shape   a folder (0700) with the files "pepper" and "sign", each one line of text, 0600.
 * Errors  ERR_MISSING_FILE, ERR_INSECURE, ERR_DATA, ERR_EXISTS, ERR_READ_ONLY, ERR_FULL.
 * Owner   struct keys is the caller's; keys_wipe() before it goes.
 * Rules   S (pepper outside the store), L8 (signing key made on site), C6 (escrowed apart).
 */
#ifndef SANDUQ_SERVICE_KEYS_H
#define SANDUQ_SERVICE_KEYS_H

#include "service/app.h"

/* Makes new secrets in memory. */
void keys_make(struct keys *ret_keys);

/* Writes them into a new folder; ERR_EXISTS when it holds keys already. */
enum err keys_save(const struct keys *keys, const char *folder);

/* Reads them. */
enum err keys_load(const char *folder, struct keys *ret_keys);

/* Overwrites them in memory. */
void keys_wipe(struct keys *keys);

#endif
