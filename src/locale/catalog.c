/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/catalog.c -- the .mo format of GNU gettext, read with every offset checked at the open,
 * so that a look-up needs no checks: a binary search over strings known to end inside the file.
 */
#include "locale/catalog.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"

#define MO_MAGIC 0x950412deu
#define MO_MAGIC_SWAPPED 0xde120495u
#define MO_HEADER_BYTES 20
#define LANGUAGE_SIZE 4
#define KEY_SIZE 1024

struct plural_rule {
	const char *language;
	int forms;
	bool is_rtl;
	int (*form)(uint64_t n);
};

struct catalog {
	char *bytes;
	size_t len;
	bool is_swapped;
	uint32_t n;
	uint32_t ids, texts;              /* where their tables begin */
	const struct plural_rule *rule;
};

static int form_en(uint64_t n)
{
	return n != 1;
}

static int form_fa(uint64_t n)
{
	return n > 1;
}

static int form_ar(uint64_t n)
{
	if (n <= 2)
		return (int)n;
	if (n % 100 >= 3 && n % 100 <= 10)
		return 3;
	return n % 100 >= 11 ? 4 : 5;
}

static const struct plural_rule rules[] = {
	{ "en", 2, false, form_en },
	{ "fa", 2, true, form_fa },
	{ "ar", 6, true, form_ar },
};

static const struct plural_rule *find_rule(const char *language)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (strcmp(rules[i].language, language) == 0)
			return &rules[i];
	return NULL;
}

int catalog_plural_form(const char *language, int64_t n)
{
	const struct plural_rule *rule = find_rule(language);
	uint64_t magnitude = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	return rule == NULL ? 0 : rule->form(magnitude);
}

int catalog_plural_forms(const char *language)
{
	const struct plural_rule *rule = find_rule(language);

	return rule == NULL ? 0 : rule->forms;
}

/* A 32-bit number of the file; `at` is known to be inside. */
static uint32_t word(const struct catalog *catalog, size_t at)
{
	uint32_t value;

	assert(at + sizeof value <= catalog->len);
	memcpy(&value, catalog->bytes + at, sizeof value);
	return catalog->is_swapped ? __builtin_bswap32(value) : value;
}

/* The i-th string of a table and its length. */
static const char *string_at(const struct catalog *catalog, uint32_t table, uint32_t i,
			     uint32_t *ret_len)
{
	size_t at = table + (size_t)i * 8;

	*ret_len = word(catalog, at);
	return catalog->bytes + word(catalog, at + 4);
}

static bool table_is_sound(const struct catalog *catalog, uint32_t table)
{
	if ((uint64_t)table + (uint64_t)catalog->n * 8 > catalog->len)
		return false;
	for (uint32_t i = 0; i < catalog->n; i++) {
		uint64_t len = word(catalog, table + (size_t)i * 8);
		uint64_t end = len + word(catalog, table + (size_t)i * 8 + 4);

		if (end >= catalog->len || catalog->bytes[end] != '\0')
			return false;
	}
	return true;
}

static bool is_sorted(const struct catalog *catalog)
{
	uint32_t len;

	for (uint32_t i = 1; i < catalog->n; i++)
		if (strcmp(string_at(catalog, catalog->ids, i - 1, &len),
			   string_at(catalog, catalog->ids, i, &len)) >= 0)
			return false;
	return true;
}

static bool read_header(struct catalog *catalog)
{
	uint32_t magic;

	if (catalog->len < MO_HEADER_BYTES)
		return false;
	magic = word(catalog, 0);
	if (magic != MO_MAGIC && magic != MO_MAGIC_SWAPPED)
		return false;
	catalog->is_swapped = magic == MO_MAGIC_SWAPPED;
	if (word(catalog, 4) >> 16 != 0)
		return false;
	catalog->n = word(catalog, 8);
	catalog->ids = word(catalog, 12);
	catalog->texts = word(catalog, 16);
	return table_is_sound(catalog, catalog->ids) && table_is_sound(catalog, catalog->texts) &&
	       is_sorted(catalog);
}

/* The translation of a key, with its length (plural forms follow each other); NULL: none. */
static const char *find(const struct catalog *catalog, const char *key, uint32_t *ret_len)
{
	uint32_t low = 0, high = catalog->n, len;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(key, string_at(catalog, catalog->ids, middle, &len));

		if (order == 0)
			return string_at(catalog, catalog->texts, middle, ret_len);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static bool read_language(struct catalog *catalog)
{
	static const char name[] = "Language: ";
	uint32_t len;
	const char *header = find(catalog, "", &len);
	const char *line = header == NULL ? NULL : strstr(header, name);
	char language[LANGUAGE_SIZE] = "";

	if (line == NULL)
		return false;
	line += sizeof name - 1;
	for (size_t i = 0; i < sizeof language - 1 && line[i] >= 'a' && line[i] <= 'z'; i++)
		language[i] = line[i];
	catalog->rule = find_rule(language);
	return catalog->rule != NULL;
}

/* Checks the bytes of a catalogue, which it owns from here on. */
static enum err begin(char *bytes, size_t len, struct catalog **ret_catalog)
{
	struct catalog *catalog = calloc(1, sizeof *catalog);

	if (catalog == NULL) {
		free(bytes);
		return ERR_MEMORY;
	}
	catalog->bytes = bytes;
	catalog->len = len;
	if (!read_header(catalog) || !read_language(catalog)) {
		catalog_close(catalog);
		return ERR_DATA;
	}
	*ret_catalog = catalog;
	return ERR_OK;
}

enum err catalog_open(const char *path, struct catalog **ret_catalog)
{
	char *bytes = NULL;
	size_t len = 0;
	enum err err = file_read(path, CATALOG_BYTES_MAX, &bytes, &len);

	return err == ERR_OK ? begin(bytes, len, ret_catalog) : err;
}

enum err catalog_open_memory(const char *bytes, size_t len, struct catalog **ret_catalog)
{
	char *copy;

	if (len > CATALOG_BYTES_MAX)
		return ERR_LIMIT;
	copy = malloc(len > 0 ? len : 1);
	if (copy == NULL)
		return ERR_MEMORY;
	memcpy(copy, bytes, len);
	return begin(copy, len, ret_catalog);
}

void catalog_close(struct catalog *catalog)
{
	if (catalog == NULL)
		return;
	free(catalog->bytes);
	free(catalog);
}

const char *catalog_language(const struct catalog *catalog)
{
	return catalog == NULL ? "en" : catalog->rule->language;
}

bool catalog_is_rtl(const struct catalog *catalog)
{
	return catalog != NULL && catalog->rule->is_rtl;
}

const char *catalog_text(const struct catalog *catalog, const char *msgid)
{
	const char *text = NULL;
	uint32_t len;

	if (catalog != NULL && msgid[0] != '\0')
		text = find(catalog, msgid, &len);
	return text != NULL && text[0] != '\0' ? text : msgid;
}

const char *catalog_context_text(const struct catalog *catalog, const char *context,
				 const char *msgid)
{
	char key[KEY_SIZE];
	const char *text = NULL;
	uint32_t len;

	if (catalog != NULL && str_format(key, sizeof key, "%s\004%s", context, msgid))
		text = find(catalog, key, &len);
	return text != NULL && text[0] != '\0' ? text : msgid;
}

const char *catalog_plural(const struct catalog *catalog, const char *one, const char *many,
			   int64_t n)
{
	uint32_t len = 0;
	const char *english = n == 1 ? one : many;
	const char *text = catalog == NULL ? NULL : find(catalog, one, &len);
	const char *end = text == NULL ? NULL : text + len;
	int form = catalog_plural_form(catalog_language(catalog), n);

	if (text == NULL)
		return english;
	for (; form > 0 && text < end; form--)
		text += strlen(text) + 1;
	return text < end && text[0] != '\0' ? text : english;
}
