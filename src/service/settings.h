/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/settings.h -- the settings of one station, as one table and one struct.
 *
 * Shape   settings_keys is the table of all that may stand in the settings file: it checks the
 *         file, gives the defaults and makes the man page's SETTINGS part.  Key bindings stand in
 *         [keys] as `action = key`, any name; the screens check them.
 * Errors  those of base/config.h.
 * Owner   settings_open/settings_close; texts are borrowed until then.
 */
#ifndef SANDUQ_SERVICE_SETTINGS_H
#define SANDUQ_SERVICE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/config.h"

enum settings_receipt { SETTINGS_RECEIPT_ALWAYS, SETTINGS_RECEIPT_ASK, SETTINGS_RECEIPT_NEVER };

/* [processor]: who takes cards for the house, and how it is reached. */
struct settings_processor {
	bool is_set;                 /* driver is not "none" */
	const char *driver;          /* none, stripe */
	const char *address;         /* https://host, perhaps a port */
	const char *key_file;        /* of the secret key, or credential:NAME */
	const char *ca_file;         /* certificates to trust; "" = the system's */
	const char *pin;             /* public keys to insist on; "" = none */
	const char *proxy;           /* "" = none */
	bool is_live;                /* mode: test, live */
	const char *reader;          /* this till's; "" = none */
	const char *location;        /* of the readers; "" = all */
	const char *return_url;      /* where a guest's telephone ends; "" = a page of thanks */
	bool is_simulated;           /* of the simulator that we started; no file can say so */
};

struct settings {
	struct config *config;       /* the file behind; for [keys] */
	const char *store;           /* [store] url; "" = the usual place */
	const char *keys;            /* [store] keys; "" = "keys" beside the store */
	int station;                 /* [station] number, 1 to 899 */
	const char *station_name;    /* [station] name */
	const char *printer;         /* [station] printer: as in device/device.h */
	int paper_width;             /* [station] paper_width, characters */
	enum settings_receipt receipt;  /* [station] receipt: always, ask, never */
	int64_t idle_lock_ms;        /* [screen] idle_lock_s; 0 = never */
	int64_t idle_leave_ms;       /* of training: leaves without a key; 0 = never, as in files */
	bool is_mono;                /* [screen] theme: dark, mono */
	const char *language;        /* [screen] language */
	const char *hint;            /* how a card is held to a simulated reader; NULL: none */
	const char *paper_language;  /* [paper] language */
	bool kitchen_rings;          /* [kitchen] bell */
	bool drawer_follows;         /* [drawer] per: station, cashier */
	bool drop_takes_two;         /* [drawer] drop: one, two */
	int64_t password_above;      /* [approval] password_above, whole units; 0 = never */
	const char *log;             /* [log] file; "" = none */
	struct settings_processor processor;
};

extern const struct config_key settings_keys[];

/* Reads `path`, or the defaults when it is NULL.  On ERR_CONFIG `problem` says what is wrong. */
enum err settings_open(const char *path, struct settings *ret_settings, char *problem, size_t size);

/* Frees; fine on a zeroed struct. */
void settings_close(struct settings *settings);

/* Where the store and the keys are when the settings do not say: $XDG_DATA_HOME or ~/.local/share,
 * folder "sanduq".  The folder of the keys stands beside the store. */
enum err settings_store_path(const struct settings *settings, char *into, size_t size);
enum err settings_keys_path(const struct settings *settings, const char *store_url, char *into,
			    size_t size);

#endif
