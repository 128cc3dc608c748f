/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/call.h -- asks a simulator that runs: one request over its own HTTPS.
 *
 * Errors  ERR_MISSING_FILE (none was started in the folder), ERR_IO (it does not answer),
 *         ERR_INSECURE (its certificate is not the folder's), ERR_MEMORY.
 */
#ifndef SANDUQ_SIMULATOR_CALL_H
#define SANDUQ_SIMULATOR_CALL_H

#include "base/err.h"
#include "base/str.h"

/* Sends a control command with its form; the answer's status and body. */
enum err call_control(const char *folder, const char *verb, const char *form, int *ret_status,
		      struct str *ret_body);

#endif
