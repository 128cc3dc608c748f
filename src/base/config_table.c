/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/config_table.c -- looks names up in a table of settings, checks values against their row
 * and says which name was probably meant.
 */
#include "base/config_table.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/config_scan.h"
#include "base/nearest.h"
#include "base/str.h"

#define SHOWN_SIZE 64           /* bytes of a value or name quoted in a message */
#define LIST_SIZE 320

static bool is_any(const char *name)
{
	return strcmp(name, "*") == 0;
}

/* "macro *" stands for "macro coffee", "*" for any name. */
static bool is_section_of(const char *row, const char *section)
{
	size_t len = strlen(row);
	char prefix[SHOWN_SIZE];

	if (is_any(row) || config_same_name(row, section))
		return true;
	if (len < 3 || len >= sizeof prefix || strcmp(row + len - 2, " *") != 0 ||
	    strlen(section) < len)
		return false;
	str_format(prefix, sizeof prefix, "%.*s", (int)len - 1, section);
	return strncmp(row, prefix, len - 1) == 0;
}

const struct config_key *config_table_row(const struct config_key *keys, const char *section,
					  const char *key)
{
	const struct config_key *found = NULL;
	int best = -1;

	for (const struct config_key *row = keys; row->section != NULL; row++) {
		bool is_section = config_same_name(row->section, section);
		bool is_key = config_same_name(row->key, key);
		int rank = is_section * 2 + is_key;

		if (is_section_of(row->section, section) && (is_key || is_any(row->key)) &&
		    rank > best) {
			best = rank;
			found = row;
		}
	}
	return found;
}

/* A list of names: each once, separated by commas, as far as there is room. */
struct list {
	char text[LIST_SIZE];
	size_t len;
	struct nearest nearest;
};

static void list_add(struct list *list, const char *name)
{
	size_t len = strlen(name);

	nearest_offer(&list->nearest, name);
	if (list->len + len + 3 > sizeof list->text)
		return;
	str_format(list->text + list->len, sizeof list->text - list->len, "%s%s",
		   list->len > 0 ? ", " : "", name);
	list->len += strlen(list->text + list->len);
}

static bool is_first_of_section(const struct config_key *keys, const struct config_key *row)
{
	for (; keys != row; keys++)
		if (strcmp(keys->section, row->section) == 0)
			return false;
	return true;
}

bool config_table_check_section(const struct config_key *keys, const char *section, char *into,
				size_t size)
{
	struct list list = { .nearest = nearest_to(section) };
	char shown[SHOWN_SIZE];

	for (const struct config_key *row = keys; row->section != NULL; row++) {
		if (is_section_of(row->section, section))
			return true;
		if (is_first_of_section(keys, row))
			list_add(&list, row->section);
	}
	str_copy(shown, sizeof shown, section);
	if (list.nearest.name != NULL)
		str_format(into, size, "unknown section [%s]; did you mean [%s]?", shown,
			   list.nearest.name);
	else
		str_format(into, size, "unknown section [%s]; the sections are: %s", shown,
			   list.text);
	return false;
}

/* Another section that has the key; NULL when there is none. */
static const char *elsewhere(const struct config_key *keys, const char *key)
{
	for (; keys->section != NULL; keys++)
		if (config_same_name(keys->key, key) && !is_any(keys->section))
			return keys->section;
	return NULL;
}

bool config_table_check_key(const struct config_key *keys, const char *section, const char *key,
			    char *into, size_t size)
{
	struct list list = { .nearest = nearest_to(key) };
	const char *other = elsewhere(keys, key);
	char shown[SHOWN_SIZE], shown_section[SHOWN_SIZE];

	if (config_table_row(keys, section, key) != NULL)
		return true;
	for (const struct config_key *row = keys; row->section != NULL; row++)
		if (is_section_of(row->section, section))
			list_add(&list, row->key);
	str_copy(shown, sizeof shown, key);
	str_copy(shown_section, sizeof shown_section, section);
	if (other != NULL)
		str_format(into, size, "unknown key '%s' in [%s]; it belongs in [%s]", shown,
			   shown_section, other);
	else if (list.nearest.name != NULL)
		str_format(into, size, "unknown key '%s' in [%s]; did you mean '%s'?", shown,
			   shown_section, list.nearest.name);
	else
		str_format(into, size, "unknown key '%s' in [%s]; the keys there are: %s", shown,
			   shown_section, list.text);
	return false;
}

/* True when `value` is one of the words of `choices`. */
static bool is_choice(const char *choices, const char *value)
{
	size_t len = strlen(value);

	while (*choices != '\0') {
		size_t word = strcspn(choices, " ");

		if (word == len && len > 0 && strncmp(choices, value, len) == 0)
			return true;
		choices += word;
		choices += strspn(choices, " ");
	}
	return false;
}

bool config_table_check_value(const struct config_key *row, const char *section, const char *key,
			      const char *value, char *into, size_t size)
{
	char names[3][SHOWN_SIZE];
	int64_t number;

	str_copy(names[0], SHOWN_SIZE, key);
	str_copy(names[1], SHOWN_SIZE, section);
	str_copy(names[2], SHOWN_SIZE, value);
	switch (row->kind) {
	case CONFIG_TEXT:
		return true;
	case CONFIG_INT:
		if (str_int64(value, &number) && number >= row->low && number <= row->high)
			return true;
		str_format(into, size, "'%s' in [%s] must be a whole number from %" PRId64
			   " to %" PRId64 ", not '%s'", names[0], names[1], row->low, row->high,
			   names[2]);
		return false;
	case CONFIG_BOOL:
		if (strcmp(value, "yes") == 0 || strcmp(value, "no") == 0)
			return true;
		str_format(into, size, "'%s' in [%s] must be yes or no, not '%s'", names[0],
			   names[1], names[2]);
		return false;
	case CONFIG_CHOICE:
		if (is_choice(row->choices, value))
			return true;
		str_format(into, size, "'%s' in [%s] must be one of: %s; not '%s'", names[0],
			   names[1], row->choices, names[2]);
		return false;
	}
	assert(false);
	return false;
}
