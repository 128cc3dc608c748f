/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/config_scan.h -- the strict scanner under base/config.h: bytes in, entries with lines out.
 *                       [pure]
 *
 * Shape   a scan owns a copy of the bytes; sections, keys and values point into it.
 * Errors  ERR_CONFIG (line and problem say why), ERR_MEMORY.
 * Owner   config_scan/config_scan_done; done also after an error.
 */
#ifndef SANDUQ_BASE_CONFIG_SCAN_H
#define SANDUQ_BASE_CONFIG_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define CONFIG_BYTES_MAX 65536
#define CONFIG_LINE_MAX 1000
#define CONFIG_NAME_MAX 200         /* bytes of a section's or key's name */
#define CONFIG_ENTRIES_MAX 2000
#define CONFIG_SECTIONS_MAX 500
#define CONFIG_PROBLEM_SIZE 640

struct config_entry {
	const char *section;
	const char *key;
	const char *value;
	int line;
};

struct config_section {
	const char *name;
	int line;
};

struct config_scan {
	char *bytes;
	struct config_entry *entries;
	int entry_count;
	struct config_section *sections;
	int section_count;
	int line;                       /* of the problem; 0: of the whole file */
	char problem[CONFIG_PROBLEM_SIZE];
};

/* Scans `len` bytes of settings; stops at the first problem. */
enum err config_scan(const char *bytes, size_t len, struct config_scan *ret_scan);

/* Frees; fine on { 0 }. */
void config_scan_done(struct config_scan *scan);

/* Equality of names: ASCII letters are the same in either case, as iniparser has it. */
bool config_same_name(const char *a, const char *b);

#endif
