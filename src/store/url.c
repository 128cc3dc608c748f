/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/url.c -- takes "sqlite:FILE?option=value&..." apart.
 */
#include <string.h>

#include "base/str.h"
#include "store/inside.h"

static bool equal(const char *text, size_t len, const char *with)
{
	return strlen(with) == len && memcmp(text, with, len) == 0;
}

static bool copy(char *into, size_t size, const char *text, size_t len)
{
	if (len >= size)
		return false;
	memcpy(into, text, len);
	into[len] = '\0';
	return true;
}

static bool set_synchronous(struct db_url *url, const char *value, size_t len)
{
	if (equal(value, len, "full"))
		url->synchronous = DB_SYNCHRONOUS_FULL;
	else if (equal(value, len, "normal"))
		url->synchronous = DB_SYNCHRONOUS_NORMAL;
	else if (equal(value, len, "off"))
		url->synchronous = DB_SYNCHRONOUS_OFF;
	else
		return false;
	return true;
}

static bool set_option(struct db_url *url, const char *option, size_t len)
{
	const char *value = memchr(option, '=', len);
	size_t name_len, value_len;

	if (value == NULL)
		return false;
	name_len = (size_t)(value - option);
	value_len = len - name_len - 1;
	value++;
	if (equal(option, name_len, "vfs"))
		return value_len > 0 && copy(url->vfs, sizeof url->vfs, value, value_len);
	if (equal(option, name_len, "lock")) {
		url->has_queue = equal(value, value_len, "file");
		return url->has_queue || equal(value, value_len, "none");
	}
	if (equal(option, name_len, "synchronous"))
		return set_synchronous(url, value, value_len);
	if (equal(option, name_len, "twice")) {
		url->twice = equal(value, value_len, "1");
		return url->twice || equal(value, value_len, "0");
	}
	return false;
}

enum err db_url_parse(const char *text, struct db_url *ret_url)
{
	struct db_url url = { .synchronous = DB_SYNCHRONOUS_FULL, .has_queue = true };
	const char *path = strncmp(text, "sqlite:", 7) == 0 ? text + 7 : text;
	const char *option = path + strcspn(path, "?");

	if (strncmp(text, "pg:", 3) == 0)
		return ERR_USAGE;
	if (!copy(url.path, sizeof url.path, path, (size_t)(option - path)) || option == path)
		return ERR_USAGE;
	while (*option != '\0') {
		size_t len = strcspn(++option, "&");

		if (!set_option(&url, option, len))
			return ERR_USAGE;
		option += len;
	}
	if (!url.has_queue && url.vfs[0] == '\0')
		return ERR_USAGE;
	*ret_url = url;
	return ERR_OK;
}
