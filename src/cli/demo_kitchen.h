/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_kitchen.h -- the kitchen of the demonstration: three stations, whose printers write
 *                       files.
 *
 * Errors  those of setup_kitchen.h and file.h, ERR_LIMIT (the folder's name is too long).
 */
#ifndef SANDUQ_CLI_DEMO_KITCHEN_H
#define SANDUQ_CLI_DEMO_KITCHEN_H

#include "service/place.h"

/* Sets it up; the printers write into folders beside `folder`. */
enum err demo_kitchen(struct place *place, const char *folder);

#endif
