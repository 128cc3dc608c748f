/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/config.h -- settings files (INI): scanned strictly by us, values read by iniparser.
 *
 * Shape   struct config_key is one row of a table of all that may stand in a file: section, key,
 *         kind, default, range, help.  A section of "*" or a key of "*" stands for any name,
 *         "macro *" for any section whose first word is macro.  The
 *         same table makes the man page's SETTINGS part.
 * Errors  ERR_MISSING_FILE, ERR_CONFIG (config_problem() says line and reason), ERR_MEMORY.
 * Owner   config_open/config_close; texts are borrowed until then.
 * Rules   at most 64 KiB, 1,000-byte lines, UTF-8, no NUL, no invisible characters, no key or
 *         section twice, no unknown key, sections without ':'; names are the same in either case;
 *         a value that holds '#' or ';' is written in double quotes; a comment has its own line.
 */
#ifndef SANDUQ_BASE_CONFIG_H
#define SANDUQ_BASE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum config_kind { CONFIG_TEXT, CONFIG_INT, CONFIG_BOOL, CONFIG_CHOICE };

struct config_key {
	const char *section;
	const char *key;
	enum config_kind kind;
	const char *fallback;   /* default as text; NULL: must be given when asked for */
	int64_t low, high;      /* CONFIG_INT */
	const char *choices;    /* CONFIG_CHOICE: "dark mono" */
	const char *help;       /* one sentence */
};

struct config;

/* Reads and checks a file against `keys`, which ends with section == NULL and is borrowed.  On
 * ERR_CONFIG *ret_config is still given, so that config_problem() can be asked; a file that is
 * too large or cannot be opened is ERR_CONFIG too, since that has a sentence of its own. */
enum err config_open(const char *path, const struct config_key *keys, struct config **ret_config);

/* A config without a file: every value is its default. */
enum err config_empty(const struct config_key *keys, struct config **ret_config);

/* Frees; NULL is fine. */
void config_close(struct config *config);

/* What is wrong, in one sentence, or "": "FILE:12: unknown key 'colour' in [screen]; did you mean
 * 'theme'?". */
const char *config_problem(const struct config *config);

/* The value, or its default from the table; asserts that the table has the key.  Text that is
 * neither given nor has a default is NULL; a number or a yes/no must then be asked for with
 * config_need() or config_has() first. */
const char *config_text(const struct config *config, const char *section, const char *key);
int64_t config_int(const struct config *config, const char *section, const char *key);
bool config_bool(const struct config *config, const char *section, const char *key);

/* True when the file itself gives the key. */
bool config_has(const struct config *config, const char *section, const char *key);

/* ERR_OK when the key has a value; else ERR_CONFIG and config_problem() says that it must be given.
 */
enum err config_need(struct config *config, const char *section, const char *key);

/* Makes config_problem() say what is wrong with a value that only its user can judge, with file and
 * line: `format` is the sentence without a full stop.  Returns ERR_CONFIG. */
enum err config_complain(struct config *config, const char *section, const char *key,
			 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The i-th key that the file gives in `section`, in file order; NULL after the last. */
const char *config_key_at(const struct config *config, const char *section, int i);

/* The i-th section of the file; NULL after the last. */
const char *config_section_at(const struct config *config, int i);

#endif
