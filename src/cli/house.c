/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/house.c -- the files of a new house, and what is usual where it stands.
 */
#include "cli/house.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "locale/date.h"

/* Currencies whose smallest coin in use is larger than their minor unit. */
static const struct {
	const char *currency;
	int64_t step_minor;
} cash_steps[] = {
	{ "AED", 25 },	{ "AUD", 5 },	{ "BHD", 5 },	{ "CAD", 5 },	{ "CHF", 5 },
	{ "CZK", 100 }, { "DKK", 50 },	{ "HUF", 500 }, { "IQD", 250000 }, { "IRR", 100000 },
	{ "KWD", 5 },	{ "MYR", 5 },	{ "NOK", 100 }, { "NZD", 10 },	{ "OMR", 5 },
	{ "QAR", 25 },	{ "SEK", 100 }, { "SGD", 5 },	{ "THB", 25 },	{ "ZAR", 10 },
};

int64_t house_cash_step(const char *currency)
{
	for (size_t i = 0; i < sizeof cash_steps / sizeof *cash_steps; i++)
		if (strcmp(cash_steps[i].currency, currency) == 0)
			return cash_steps[i].step_minor;
	return 1;
}

/* The zone that /etc/localtime points to: ".../zoneinfo/Asia/Dubai". */
static bool linked_zone(char *into, size_t size)
{
	static const char folder[] = "/zoneinfo/";
	char path[PATH_MAX];
	ssize_t len = readlink("/etc/localtime", path, sizeof path - 1);
	const char *name;

	if (len < 0)
		return false;
	path[len] = '\0';
	name = strstr(path, folder);
	return name != NULL && str_copy(into, size, name + strlen(folder)) &&
	       date_zone_is_valid(into);
}

static bool written_zone(char *into, size_t size)
{
	char *bytes;
	size_t len;
	bool is_valid;

	if (file_read("/etc/timezone", 1000, &bytes, &len) != ERR_OK)
		return false;
	bytes[strcspn(bytes, " \t\r\n")] = '\0';
	is_valid = str_copy(into, size, bytes) && date_zone_is_valid(into);
	free(bytes);
	return is_valid;
}

const char *house_zone(struct house_zone *into)
{
	if (!linked_zone(into->name, sizeof into->name) &&
	    !written_zone(into->name, sizeof into->name))
		str_copy(into->name, sizeof into->name, "UTC");
	if (strcmp(into->name, "Etc/UTC") == 0)
		str_copy(into->name, sizeof into->name, "UTC");
	return into->name;
}

int32_t house_today(const struct clock *clock, const char *name)
{
	struct date_zone *zone = NULL;
	int32_t date;

	if (date_zone_open(name, &zone) != ERR_OK)
		zone = NULL;
	date = date_of(zone, clock_unix_ms(clock));
	date_zone_close(zone);
	return date;
}

/* The folder as a whole path, so that the settings hold wherever they are read from. */
static bool whole_path(const char *folder, char *into, size_t size)
{
	char here[PATH_MAX];

	if (folder[0] == '/' || getcwd(here, sizeof here) == NULL)
		return str_copy(into, size, folder);
	return file_join(into, size, here, folder);
}

bool house_paths_in(const char *folder, struct house_paths *ret_paths)
{
	char whole[PATH_MAX];

	ret_paths->printer[0] = '\0';
	return whole_path(folder, whole, sizeof whole) &&
	       str_format(ret_paths->url, sizeof ret_paths->url, "sqlite:%s/store.db", whole) &&
	       file_join(ret_paths->keys, sizeof ret_paths->keys, whole, "keys") &&
	       file_join(ret_paths->settings, sizeof ret_paths->settings, whole, "sanduq.conf");
}

bool house_whole_url(const char *url, char *into, size_t size)
{
	const char *path = strncmp(url, "sqlite:", 7) == 0 ? url + 7 : url;
	char whole[HOUSE_PATH_SIZE];

	return whole_path(path, whole, sizeof whole) &&
	       str_format(into, size, "sqlite:%s", whole);
}

bool house_beside(const char *url, const char *name, char *into, size_t size)
{
	const char *path = strncmp(url, "sqlite:", 7) == 0 ? url + 7 : url;
	size_t len = strcspn(path, "?");

	while (len > 0 && path[len - 1] != '/')
		len--;
	return str_format(into, size, "%.*s%s", (int)len, path, name);
}

/* The folder that holds `path` is made when it is not there. */
static enum err make_folder_of(const char *path)
{
	char folder[HOUSE_PATH_SIZE];
	char *slash;

	if (!str_copy(folder, sizeof folder, path))
		return ERR_LIMIT;
	slash = strrchr(folder, '/');
	if (slash == NULL || slash == folder)
		return ERR_OK;
	*slash = '\0';
	return file_make_folder(folder);
}

enum err house_make(struct place *place, const struct house_paths *paths,
		    const struct setup_property *setup, char *words, size_t size)
{
	struct place_how how = { .url = paths->url, .keys = paths->keys };
	char store[HOUSE_PATH_SIZE];
	enum err err;

	words[0] = '\0';
	if (!house_beside(paths->url, "store", store, sizeof store))
		return ERR_LIMIT;
	err = make_folder_of(store);
	return err == ERR_OK ? place_make(place, &how, setup, words, size) : err;
}

/* What is to stand in [processor]; NULL when the default will do. */
static const char *processor_value(const char *key, const struct settings_processor *processor)
{
	const struct {
		const char *key, *value;
	} values[] = {
		{ "driver", processor->driver },   { "address", processor->address },
		{ "key_file", processor->key_file }, { "ca_file", processor->ca_file },
		{ "reader", processor->reader },
	};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (strcmp(values[i].key, key) == 0)
			return values[i].value;
	return NULL;
}

/* The value this house starts with; NULL when the default will do. */
static const char *value_of(const struct config_key *key, const struct house_paths *paths,
			    const struct settings_processor *processor)
{
	if (strcmp(key->section, "processor") == 0 && processor != NULL)
		return processor_value(key->key, processor);
	if (strcmp(key->key, "printer") == 0 && paths->printer[0] != '\0')
		return paths->printer;
	if (strcmp(key->section, "store") != 0)
		return NULL;
	return strcmp(key->key, "url") == 0 ? paths->url : paths->keys;
}

static void add_key(struct str *text, const struct config_key *key, const char *value)
{
	const char *shown = value != NULL ? value : key->fallback;

	str_addf(text, "\n# %s\n", key->help);
	if (key->choices != NULL)
		str_addf(text, "# One of: %s.\n", key->choices);
	if (strcmp(key->key, "*") == 0)
		return;
	str_addf(text, "%s%s = %s%s%s\n", value != NULL ? "" : "# ", key->key,
		 value != NULL ? "\"" : "", shown != NULL ? shown : "", value != NULL ? "\"" : "");
}

static void add_settings(struct str *text, const struct house_paths *paths,
			 const struct settings_processor *processor)
{
	const char *section = "";

	str_add(text, "# Settings of sanduq at this till; see sanduq(5).  A line that "
		      "begins with # is a\n# comment; the values in comments are the defaults.\n");
	for (const struct config_key *key = settings_keys; key->section != NULL; key++) {
		if (strcmp(section, key->section) != 0)
			str_addf(text, "\n%s[%s]\n",
				 strchr(key->section, '*') != NULL ? "# " : "", key->section);
		section = key->section;
		add_key(text, key, value_of(key, paths, processor));
	}
}

enum err house_settings_write(const struct house_paths *paths,
			      const struct settings_processor *processor, bool *ret_made)
{
	struct str text = { 0 };
	enum err err;

	*ret_made = false;
	if (file_exists(paths->settings))
		return ERR_OK;
	add_settings(&text, paths, processor);
	err = str_ok(&text) ? make_folder_of(paths->settings) : ERR_MEMORY;
	if (err == ERR_OK)
		err = file_write(paths->settings, 0600, str_text(&text), text.len);
	if (err == ERR_OK)
		*ret_made = true;
	str_done(&text);
	return err;
}
