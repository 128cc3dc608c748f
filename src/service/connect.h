/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/connect.h -- the card processor of the settings: its key, its driver, its line.  [net]
 *
 * Shape   opening checks key, mode and addresses, and sends nothing.  A house that is not live has
 *         a test key, a live one a live key: money of guests and of tests never meet.  A training
 *         house takes cards from the simulator that was started for it alone: never the address
 *         and never the key of a settings file, whatever they are.
 * Errors  ERR_CONFIG, ERR_MISSING_FILE, ERR_INSECURE, ERR_SYNTAX: `words` (an English msgid, or
 *         with a path) says more; ERR_MEMORY.
 * Owner   connect_open/connect_close; the loop of the app outlives it.
 * Rules   P1, house style 2 (secrets): the key is locked in memory and never shown.
 */
#ifndef SANDUQ_SERVICE_CONNECT_H
#define SANDUQ_SERVICE_CONNECT_H

#include <stdbool.h>
#include <stddef.h>

#include "processor/processor.h"
#include "service/app.h"
#include "service/settings.h"

struct connect;

/* Sets app->processor, app->reader and app->return_url from the settings, which outlive it; where
 * they name no processor *ret_connect is NULL and app->processor stays NULL.  Needs app->loop. */
enum err connect_open(struct app *app, const struct settings *settings, char *words, size_t size,
		      struct connect **ret_connect);

/* Ends it, wipes the key and takes it from the app again; NULL is fine. */
void connect_close(struct app *app, struct connect *connect);

/* How long the processor took to answer, and how far its clock is ahead of ours (0 when it does
 * not say); runs the loop meanwhile.  ERR_PROCESSOR when it does not answer as it should: `words`
 * says why. */
enum err connect_ping(struct app *app, char *words, size_t size, int64_t *ret_took_ms,
		      int64_t *ret_ahead_ms);

/* Makes a reader the house's by the code that it shows, under this name; runs the loop meanwhile.
 * ERR_PROCESSOR when the processor does not do it: `words` says why. */
enum err connect_reader(struct app *app, const char *code, const char *label, char *words,
			size_t size, char ret_reader[PROCESSOR_ID_SIZE]);

/* Asks for the readers of the settings' place: whether this till's is among them and online.
 * ERR_NOT_FOUND when no reader is set, or it is not listed; ERR_PROCESSOR as connect_ping(). */
enum err connect_find_reader(struct app *app, bool *ret_online);

#endif
