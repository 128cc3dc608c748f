/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/config_scan.c -- reads settings line by line and refuses whatever iniparser would silently
 * read otherwise than it is written: repeated keys, '#' and ';' inside of a value, quotes that do
 * not match, a backslash at the end of a line, sections with ':'.
 */
#include "base/config_scan.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static bool complain(struct config_scan *scan, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Keeps what is wrong; always false. */
static bool complain(struct config_scan *scan, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(scan->problem, sizeof scan->problem, format, args);
	va_end(args);
	scan->line = line;
	return false;
}

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool config_same_name(const char *a, const char *b)
{
	while (*a != '\0' && fold(*a) == fold(*b)) {
		a++;
		b++;
	}
	return *a == '\0' && *b == '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Takes blanks off both ends, in place. */
static char *strip(char *text)
{
	size_t len;

	while (is_blank(*text))
		text++;
	len = strlen(text);
	while (len > 0 && is_blank(text[len - 1]))
		len--;
	text[len] = '\0';
	return text;
}

/* Refuses characters that cannot be seen; a tab is one where `may_tab` says so. */
static bool check_visible(struct config_scan *scan, int line, const char *text, bool may_tab)
{
	uint32_t point;

	while ((point = utf8_next(&text)) != 0)
		if (!utf8_is_safe(point) && !(may_tab && point == '\t'))
			return complain(scan, line, "holds the invisible character U+%04X; "
				       "take it out", (unsigned)point);
	return true;
}

static bool check_name(struct config_scan *scan, int line, const char *what, const char *name,
		       const char *refused)
{
	size_t at = strcspn(name, refused);

	if (name[0] == '\0')
		return complain(scan, line, "the %s has no name; give it one", what);
	if (strlen(name) > CONFIG_NAME_MAX)
		return complain(scan, line, "the name of the %s is longer than %d bytes; "
			       "shorten it", what, CONFIG_NAME_MAX);
	if (!check_visible(scan, line, name, false))
		return false;
	if (name[at] != '\0')
		return complain(scan, line, "the name of the %s may not hold '%c'; "
			       "take it out", what, name[at]);
	return true;
}

static bool scan_section(struct config_scan *scan, int line, char *text)
{
	size_t len = strlen(text);
	char *name;

	if (text[len - 1] != ']')
		return complain(scan, line, "the section does not end with ']'; write [name] "
			       "alone on its line");
	text[len - 1] = '\0';
	name = strip(text + 1);
	if (!check_name(scan, line, "section", name, "[]:=#;\"\\"))
		return false;
	for (int i = 0; i < scan->section_count; i++)
		if (config_same_name(scan->sections[i].name, name))
			return complain(scan, line, "section [%s] is here a second time "
				       "(first on line %d); put its keys together", name,
				       scan->sections[i].line);
	if (scan->section_count == CONFIG_SECTIONS_MAX)
		return complain(scan, line, "there are more than %d sections; remove some",
			       CONFIG_SECTIONS_MAX);
	scan->sections[scan->section_count++] = (struct config_section){ name, line };
	return true;
}

/* Takes the quotes off a value, or sees that it needs none. */
static bool scan_value(struct config_scan *scan, int line, char *value, const char **ret_value)
{
	size_t len = strlen(value);
	size_t at;

	if (!check_visible(scan, line, value, value[0] == '"'))
		return false;
	if (value[0] == '"') {
		at = strcspn(value + 1, "\"") + 1;
		if (value[at] == '\0')
			return complain(scan, line, "the value has no closing quote; end it with "
				       "a double quote");
		if (at != len - 1)
			return complain(scan, line, "something follows the closing quote; a "
				       "value holds no quotes inside, and a comment has a line of "
				       "its own");
		value[at] = '\0';
		*ret_value = value + 1;
		return true;
	}
	if (value[0] == '\'')
		return complain(scan, line, "the value begins with a single quote; use double "
			       "quotes around it");
	at = strcspn(value, "#;");
	if (value[at] != '\0')
		return complain(scan, line, "the value holds '%c'; write it in double quotes, or "
			       "put the comment on a line of its own", value[at]);
	*ret_value = value;
	return true;
}

static bool check_new(struct config_scan *scan, int line, const char *section, const char *key)
{
	for (int i = 0; i < scan->entry_count; i++) {
		const struct config_entry *entry = &scan->entries[i];

		if (entry->section == section && config_same_name(entry->key, key))
			return complain(scan, line, "key '%s' is given twice in [%s] (first on "
				       "line %d); keep one of them", key, section, entry->line);
	}
	if (scan->entry_count == CONFIG_ENTRIES_MAX)
		return complain(scan, line, "there are more than %d settings; remove some",
			       CONFIG_ENTRIES_MAX);
	return true;
}

static bool scan_entry(struct config_scan *scan, int line, char *text)
{
	char *equals = strchr(text, '=');
	struct config_entry entry = { .line = line };

	if (equals == NULL)
		return complain(scan, line, "this is neither a [section] nor a 'key = value'; "
			       "begin a comment with '#'");
	if (scan->section_count == 0)
		return complain(scan, line, "a key stands before the first section; put a "
			       "[section] above it");
	*equals = '\0';
	entry.section = scan->sections[scan->section_count - 1].name;
	entry.key = strip(text);
	if (!check_name(scan, line, "key", entry.key, "[]#;\"'\\"))
		return false;
	if (!scan_value(scan, line, strip(equals + 1), &entry.value) ||
	    !check_new(scan, line, entry.section, entry.key))
		return false;
	scan->entries[scan->entry_count++] = entry;
	return true;
}

static bool scan_line(struct config_scan *scan, int line, char *text)
{
	size_t len = strlen(text);

	if (len > CONFIG_LINE_MAX)
		return complain(scan, line, "the line is longer than %d bytes; shorten it",
			       CONFIG_LINE_MAX);
	if (!utf8_valid(text, len))
		return complain(scan, line, "the line is not UTF-8; save the file as UTF-8");
	text = strip(text);
	len = strlen(text);
	if (len > 0 && text[len - 1] == '\\')
		return complain(scan, line, "the line ends with a backslash; take it out");
	if (text[0] == '\0' || text[0] == '#' || text[0] == ';')
		return true;
	return text[0] == '[' ? scan_section(scan, line, text) : scan_entry(scan, line, text);
}

static bool check_bytes(struct config_scan *scan, const char *bytes, size_t len)
{
	const char *nul = len > 0 ? memchr(bytes, '\0', len) : NULL;
	int line = 1;

	if (len > CONFIG_BYTES_MAX)
		return complain(scan, 0, "is larger than %d KiB; remove what is not needed",
			       CONFIG_BYTES_MAX / 1024);
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		return complain(scan, 1, "the file begins with a byte order mark; save it as "
			       "UTF-8 without one");
	if (nul == NULL)
		return true;
	for (const char *at = bytes; at < nul; at++)
		line += *at == '\n';
	return complain(scan, line, "the line holds a NUL byte; this is no text file");
}

static bool scan_lines(struct config_scan *scan)
{
	char *rest = scan->bytes;
	char *text;
	int line = 0;

	while ((text = strsep(&rest, "\n")) != NULL)
		if (!scan_line(scan, ++line, text))
			return false;
	return true;
}

enum err config_scan(const char *bytes, size_t len, struct config_scan *ret_scan)
{
	struct config_scan *scan = ret_scan;

	*scan = (struct config_scan){ 0 };
	if (!check_bytes(scan, bytes, len))
		return ERR_CONFIG;
	scan->bytes = malloc(len + 1);
	scan->entries = calloc(CONFIG_ENTRIES_MAX, sizeof *scan->entries);
	scan->sections = calloc(CONFIG_SECTIONS_MAX, sizeof *scan->sections);
	if (scan->bytes == NULL || scan->entries == NULL || scan->sections == NULL) {
		config_scan_done(scan);
		return ERR_MEMORY;
	}
	if (len > 0)
		memcpy(scan->bytes, bytes, len);
	scan->bytes[len] = '\0';
	return scan_lines(scan) ? ERR_OK : ERR_CONFIG;
}

void config_scan_done(struct config_scan *scan)
{
	free(scan->bytes);
	free(scan->entries);
	free(scan->sections);
	*scan = (struct config_scan){ 0 };
}
