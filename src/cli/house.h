/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/house.h -- making a house with its files: what init and demo share.
 *
 * Errors  those of place_make() and file_write().
 * Owner   plain values.
 */
#ifndef SANDUQ_CLI_HOUSE_H
#define SANDUQ_CLI_HOUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "service/place.h"
#include "service/settings.h"

#define HOUSE_PATH_SIZE 4200

struct house_paths {
	char url[HOUSE_PATH_SIZE];
	char keys[HOUSE_PATH_SIZE];
	char settings[HOUSE_PATH_SIZE];
	char printer[HOUSE_PATH_SIZE];   /* as in the settings; "" leaves the default */
};

/* The name of a time zone. */
struct house_zone {
	char name[PROPERTY_ZONE_SIZE];
};

/* The smallest coin in use of a currency, in minor units; 1 where all are used. */
int64_t house_cash_step(const char *currency);

/* The zone of this machine, or UTC; borrowed from `into`. */
const char *house_zone(struct house_zone *into);

/* Today in a zone. */
int32_t house_today(const struct clock *clock, const char *zone);

/* store.db, keys and sanduq.conf in a folder, as whole paths; false when too long. */
bool house_paths_in(const char *folder, struct house_paths *ret_paths);

/* The address of a store with its whole path, so that it holds wherever it is used. */
bool house_whole_url(const char *url, char *into, size_t size);

/* The file `name` in the folder of the store at `url`; false when too long. */
bool house_beside(const char *url, const char *name, char *into, size_t size);

/* Makes folders, store, keys and house; `words` says more when it fails. */
enum err house_make(struct place *place, const struct house_paths *paths,
		    const struct setup_property *setup, char *words, size_t size);

/* Writes a settings file that explains every setting; one that is there is left as it is.
 * `processor` may be NULL: nobody takes cards yet. */
enum err house_settings_write(const struct house_paths *paths,
			      const struct settings_processor *processor, bool *ret_made);

#endif
