/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/config_table.h -- what a table of struct config_key says of a section, a key, a value;
 *                        under base/config.h.  [pure]
 *
 * Errors  false, with the reason and what to do in `into` (no file name, no line).
 */
#ifndef SANDUQ_BASE_CONFIG_TABLE_H
#define SANDUQ_BASE_CONFIG_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/config.h"

/* The row for a key of a section; exact names go before "*".  NULL when there is none. */
const struct config_key *config_table_row(const struct config_key *keys, const char *section,
					  const char *key);

/* True when the table knows the section; else says which one may be meant. */
bool config_table_check_section(const struct config_key *keys, const char *section, char *into,
				size_t size);

/* True when the table knows the key there; else says which one may be meant. */
bool config_table_check_key(const struct config_key *keys, const char *section, const char *key,
			    char *into, size_t size);

/* True when `value` is of the row's kind and in its range. */
bool config_table_check_value(const struct config_key *row, const char *section, const char *key,
			      const char *value, char *into, size_t size);

#endif
