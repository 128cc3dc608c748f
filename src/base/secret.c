/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/secret.c -- base/secret.h by libsodium: memory between guard pages, locked, wiped.
 */
#include "base/secret.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

#define CREDENTIAL "credential:"
#define PATH_SIZE 4096

struct secret {
	char *text; /* by sodium_malloc */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_one_word(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] <= ' ' || text[i] > '~')
			return false;
	return len > 0 && len <= SECRET_LEN_MAX;
}

/* Both parts in one locked piece of memory. */
static enum err keep(const char *before, const char *text, size_t len, struct secret **ret_secret)
{
	size_t start = strlen(before);
	struct secret *secret = calloc(1, sizeof *secret);

	if (secret != NULL && sodium_init() >= 0)
		secret->text = sodium_malloc(start + len + 1);
	if (secret == NULL || secret->text == NULL) {
		free(secret);
		return ERR_MEMORY;
	}
	memcpy(secret->text, before, start);
	memcpy(secret->text + start, text, len);
	secret->text[start + len] = '\0';
	sodium_mprotect_readonly(secret->text);
	*ret_secret = secret;
	return ERR_OK;
}

enum err secret_join(const char *before, const struct secret *secret, struct secret **ret_secret)
{
	return keep(before, secret->text, strlen(secret->text), ret_secret);
}

enum err secret_from(const char *text, size_t len, struct secret **ret_secret)
{
	while (len > 0 && is_blank(text[len - 1]))
		len--;
	while (len > 0 && is_blank(text[0]))
		text++, len--;
	if (!is_one_word(text, len))
		return ERR_SYNTAX;
	return keep("", text, len, ret_secret);
}

/* The service manager keeps its folder from others, but may own the files itself. */
static enum err check_owner(int fd, bool is_credential)
{
	struct stat stat;

	if (fstat(fd, &stat) != 0)
		return ERR_IO;
	if (!S_ISREG(stat.st_mode))
		return ERR_INSECURE;
	if (is_credential)
		return (stat.st_mode & S_IRWXO) == 0 ? ERR_OK : ERR_INSECURE;
	if (stat.st_uid != geteuid() || (stat.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return ERR_INSECURE;
	return ERR_OK;
}

static enum err read_secret(int fd, struct secret **ret_secret)
{
	char bytes[SECRET_LEN_MAX + 64];
	size_t len = 0;
	ssize_t n;
	enum err err;

	do {
		n = read(fd, bytes + len, sizeof bytes - len);
		len += n > 0 ? (size_t)n : 0;
	} while ((n > 0 && len < sizeof bytes) || (n < 0 && errno == EINTR));
	if (n < 0)
		err = ERR_IO;
	else if (len == sizeof bytes)
		err = ERR_SYNTAX;
	else
		err = secret_from(bytes, len, ret_secret);
	sodium_memzero(bytes, sizeof bytes);
	return err;
}

/* The path of a source; false when there is none. */
static bool find_path(const char *source, bool is_credential, char path[PATH_SIZE])
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY"), *name;

	if (!is_credential)
		return str_copy(path, PATH_SIZE, source);
	name = source + strlen(CREDENTIAL);
	return folder != NULL && folder[0] == '/' && name[0] != '\0' && name[0] != '.' &&
	       strchr(name, '/') == NULL && str_format(path, PATH_SIZE, "%s/%s", folder, name);
}

enum err secret_load(const char *source, struct secret **ret_secret)
{
	bool is_credential = strncmp(source, CREDENTIAL, strlen(CREDENTIAL)) == 0;
	char path[PATH_SIZE];
	enum err err;
	int fd;

	if (!find_path(source, is_credential, path))
		return ERR_MISSING_FILE;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? ERR_MISSING_FILE :
		       errno == ELOOP ? ERR_INSECURE : ERR_IO;
	err = check_owner(fd, is_credential);
	if (err == ERR_OK)
		err = read_secret(fd, ret_secret);
	close(fd);
	return err;
}

void secret_free(struct secret *secret)
{
	if (secret == NULL)
		return;
	sodium_free(secret->text);
	free(secret);
}

const char *secret_text(const struct secret *secret)
{
	assert(secret != NULL);
	return secret->text;
}

bool secret_starts_with(const struct secret *secret, const char *prefix)
{
	return strncmp(secret->text, prefix, strlen(prefix)) == 0;
}
