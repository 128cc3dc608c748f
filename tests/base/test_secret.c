/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_secret.c -- secrets come from files of ours alone, or from the service manager.
 */
#include "base/secret.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "suites.h"

#define KEY "rk_test_abc123"

static const char *write_key(char path[256], const char *name, const char *text, mode_t mode)
{
	int fd;

	CHECK_FATAL(str_format(path, 256, "%s/%s", check_folder(), name));
	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	CHECK_FATAL(fd >= 0);
	CHECK_INT(write(fd, text, strlen(text)), strlen(text));
	CHECK_OK(fchmod(fd, mode));
	close(fd);
	return path;
}

static void a_file_of_ours_alone_is_read(void)
{
	struct secret *secret = NULL;
	char path[256];

	CHECK_OK_FATAL(secret_load(write_key(path, "key", " " KEY "\r\n", 0600), &secret));
	CHECK_TEXT(secret_text(secret), KEY);
	CHECK(secret_starts_with(secret, "rk_test_"));
	CHECK(!secret_starts_with(secret, "rk_live_"));
	secret_free(secret);
	secret = NULL;
	CHECK_OK_FATAL(secret_load(write_key(path, "key", KEY, 0400), &secret));
	secret_free(secret);
	secret_free(NULL);
}

static void a_file_others_may_read_is_refused(void)
{
	static const mode_t modes[] = { 0640, 0604, 0644, 0620, 0602, 0610, 0601 };
	struct secret *secret = NULL;
	char path[256], link[256];

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
		CHECK_INT(secret_load(write_key(path, "key", KEY, modes[i]), &secret),
			  ERR_INSECURE);
	write_key(path, "key", KEY, 0600);
	CHECK_FATAL(str_format(link, sizeof link, "%s/link", check_folder()));
	CHECK_OK(symlink(path, link));
	CHECK_INT(secret_load(link, &secret), ERR_INSECURE);
	CHECK_INT(secret_load(check_folder(), &secret), ERR_INSECURE);
	unlink(link);
	CHECK_INT(secret_load(link, &secret), ERR_MISSING_FILE);
	CHECK(secret == NULL);
}

static void what_is_not_one_word_is_refused(void)
{
	char path[256], lengthy[SECRET_LEN_MAX + 100];
	struct secret *secret = NULL;

	CHECK_INT(secret_load(write_key(path, "key", "", 0600), &secret), ERR_SYNTAX);
	CHECK_INT(secret_load(write_key(path, "key", "\n\n", 0600), &secret), ERR_SYNTAX);
	CHECK_INT(secret_load(write_key(path, "key", "a\nb", 0600), &secret), ERR_SYNTAX);
	CHECK_INT(secret_load(write_key(path, "key", "a\xc3\xa9", 0600), &secret), ERR_SYNTAX);
	memset(lengthy, 'a', sizeof lengthy);
	lengthy[SECRET_LEN_MAX + 1] = '\0';
	CHECK_INT(secret_load(write_key(path, "key", lengthy, 0600), &secret), ERR_SYNTAX);
	lengthy[SECRET_LEN_MAX] = '\0';
	CHECK_OK_FATAL(secret_load(write_key(path, "key", lengthy, 0600), &secret));
	secret_free(secret);
}

static void a_credential_comes_from_its_folder(void)
{
	struct secret *secret = NULL;
	char path[256];

	write_key(path, "processor", KEY, 0440);
	unsetenv("CREDENTIALS_DIRECTORY");
	CHECK_INT(secret_load("credential:processor", &secret), ERR_MISSING_FILE);
	setenv("CREDENTIALS_DIRECTORY", check_folder(), 1);
	CHECK_OK_FATAL(secret_load("credential:processor", &secret));
	CHECK_TEXT(secret_text(secret), KEY);
	secret_free(secret);
	secret = NULL;
	CHECK_INT(secret_load("credential:", &secret), ERR_MISSING_FILE);
	CHECK_INT(secret_load("credential:../processor", &secret), ERR_MISSING_FILE);
	CHECK_INT(secret_load("credential:x/processor", &secret), ERR_MISSING_FILE);
	CHECK_OK(chmod(path, 0444));
	CHECK_INT(secret_load("credential:processor", &secret), ERR_INSECURE);
	unsetenv("CREDENTIALS_DIRECTORY");
}

const struct check_test test_secret[] = {
	{ "a secret is read from a file of ours alone (P1)", a_file_of_ours_alone_is_read },
	{ "a secret others may read is refused (P1)", a_file_others_may_read_is_refused },
	{ "a secret is one word of a bounded length", what_is_not_one_word_is_refused },
	{ "a credential comes from its own folder", a_credential_comes_from_its_folder },
	{ 0 },
};
