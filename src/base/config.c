/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/config.c -- opens settings: the scan finds what is wrong and where, iniparser reads the
 * values, and both must have read the same.
 */
#include "base/config.h"

#include <assert.h>
#include <iniparser/iniparser.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/config_scan.h"
#include "base/config_table.h"
#include "base/file.h"
#include "base/str.h"

#define PATH_SIZE 4096
#define FULL_NAME_SIZE (2 * CONFIG_NAME_MAX + 2)

struct config {
	const struct config_key *keys;
	dictionary *values;
	struct config_scan scan;
	char path[PATH_SIZE];
	char problem[PATH_SIZE + CONFIG_PROBLEM_SIZE];
};

/* Keeps the sentence with file and line in front. */
static enum err tell(struct config *config, int line, const char *sentence)
{
	if (line > 0)
		str_format(config->problem, sizeof config->problem, "%s:%d: %s", config->path,
			   line, sentence);
	else
		str_format(config->problem, sizeof config->problem, "%s: %s", config->path,
			   sentence);
	return ERR_CONFIG;
}

/* Our own table must be right: each default is of its kind. */
static void check_defaults(const struct config_key *keys)
{
	char problem[CONFIG_PROBLEM_SIZE];

	for (; keys->section != NULL; keys++)
		assert(keys->fallback == NULL ||
		       config_table_check_value(keys, keys->section, keys->key, keys->fallback,
						problem, sizeof problem));
}

enum err config_empty(const struct config_key *keys, struct config **ret_config)
{
	struct config *config = calloc(1, sizeof *config);

	if (config == NULL)
		return ERR_MEMORY;
	check_defaults(keys);
	config->keys = keys;
	*ret_config = config;
	return ERR_OK;
}

static enum err check_tables(struct config *config)
{
	const struct config_scan *scan = &config->scan;
	char problem[CONFIG_PROBLEM_SIZE];

	for (int i = 0; i < scan->section_count; i++)
		if (!config_table_check_section(config->keys, scan->sections[i].name, problem,
						sizeof problem))
			return tell(config, scan->sections[i].line, problem);
	for (int i = 0; i < scan->entry_count; i++) {
		const struct config_entry *entry = &scan->entries[i];

		if (!config_table_check_key(config->keys, entry->section, entry->key, problem,
					    sizeof problem) ||
		    !config_table_check_value(config_table_row(config->keys, entry->section,
							       entry->key),
					      entry->section, entry->key, entry->value, problem,
					      sizeof problem))
			return tell(config, entry->line, problem);
	}
	return ERR_OK;
}

/* iniparser would print its complaints; the scan has made ours before. */
static int be_silent(const char *format, ...)
{
	(void)format;
	return 0;
}

static const char *read_value(const struct config *config, const struct config_entry *entry)
{
	char name[FULL_NAME_SIZE];

	str_format(name, sizeof name, "%s:%s", entry->section, entry->key);
	return iniparser_getstring(config->values, name, NULL);
}

/* Lets iniparser read the file, and sees that it found what the scan found. */
static enum err load_values(struct config *config)
{
	iniparser_set_error_callback(be_silent);
	config->values = iniparser_load(config->path);
	if (config->values == NULL)
		return tell(config, 0, "cannot be read a second time; try again");
	for (int i = 0; i < config->scan.entry_count; i++) {
		const struct config_entry *entry = &config->scan.entries[i];

		if (!str_equal(read_value(config, entry), entry->value))
			return tell(config, entry->line, "has changed while it was read; "
							 "try again");
	}
	return ERR_OK;
}

static enum err tell_unreadable(struct config *config, enum err err)
{
	switch (err) {
	case ERR_LIMIT:
		return tell(config, 0, "is larger than 64 KiB; remove what is not needed");
	case ERR_READ_ONLY:
		return tell(config, 0, "may not be read by you; see its owner and mode");
	case ERR_DATA:
		return tell(config, 0, "is no file; give the path of a settings file");
	case ERR_IO:
		return tell(config, 0, "cannot be read; the disk reported an error");
	default:
		return err;
	}
}

static enum err open_file(struct config *config)
{
	char *bytes;
	size_t len;
	enum err err = file_read(config->path, CONFIG_BYTES_MAX, &bytes, &len);

	if (err != ERR_OK)
		return tell_unreadable(config, err);
	err = config_scan(bytes, len, &config->scan);
	free(bytes);
	if (err == ERR_CONFIG)
		return tell(config, config->scan.line, config->scan.problem);
	if (err == ERR_OK)
		err = check_tables(config);
	if (err == ERR_OK)
		err = load_values(config);
	return err;
}

enum err config_open(const char *path, const struct config_key *keys, struct config **ret_config)
{
	struct config *config;
	enum err err = config_empty(keys, &config);

	if (err != ERR_OK)
		return err;
	err = str_copy(config->path, sizeof config->path, path) ? open_file(config) :
								  ERR_MISSING_FILE;
	if (err != ERR_OK && err != ERR_CONFIG)
		config_close(config);
	else
		*ret_config = config;
	return err;
}

void config_close(struct config *config)
{
	if (config == NULL)
		return;
	if (config->values != NULL)
		iniparser_freedict(config->values);
	config_scan_done(&config->scan);
	free(config);
}

const char *config_problem(const struct config *config)
{
	return config->problem;
}

static const struct config_entry *find(const struct config *config, const char *section,
				       const char *key)
{
	for (int i = 0; i < config->scan.entry_count; i++) {
		const struct config_entry *entry = &config->scan.entries[i];

		if (config_same_name(entry->section, section) && config_same_name(entry->key, key))
			return entry;
	}
	return NULL;
}

const char *config_text(const struct config *config, const char *section, const char *key)
{
	const struct config_key *row = config_table_row(config->keys, section, key);
	const struct config_entry *entry = find(config, section, key);

	assert(row != NULL);
	return entry != NULL ? read_value(config, entry) : row->fallback;
}

int64_t config_int(const struct config *config, const char *section, const char *key)
{
	const char *text = config_text(config, section, key);
	int64_t value = 0;
	bool ok = text != NULL && str_int64(text, &value);

	assert(ok && config_table_row(config->keys, section, key)->kind == CONFIG_INT);
	(void)ok;
	return value;
}

bool config_bool(const struct config *config, const char *section, const char *key)
{
	const char *text = config_text(config, section, key);

	assert(text != NULL);
	assert(config_table_row(config->keys, section, key)->kind == CONFIG_BOOL);
	return strcmp(text, "yes") == 0;
}

bool config_has(const struct config *config, const char *section, const char *key)
{
	return find(config, section, key) != NULL;
}

enum err config_need(struct config *config, const char *section, const char *key)
{
	char sentence[CONFIG_PROBLEM_SIZE];

	if (config_text(config, section, key) != NULL)
		return ERR_OK;
	str_format(sentence, sizeof sentence, "'%s' is missing in [%s]; give it a value", key,
		   section);
	return tell(config, 0, sentence);
}

enum err config_complain(struct config *config, const char *section, const char *key,
			 const char *format, ...)
{
	const struct config_entry *entry = find(config, section, key);
	char sentence[CONFIG_PROBLEM_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(sentence, sizeof sentence, format, args);
	va_end(args);
	return tell(config, entry != NULL ? entry->line : 0, sentence);
}

const char *config_key_at(const struct config *config, const char *section, int i)
{
	for (int j = 0; j < config->scan.entry_count; j++)
		if (config_same_name(config->scan.entries[j].section, section) && i-- == 0)
			return config->scan.entries[j].key;
	return NULL;
}

const char *config_section_at(const struct config *config, int i)
{
	return i >= 0 && i < config->scan.section_count ? config->scan.sections[i].name : NULL;
}
