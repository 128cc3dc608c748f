/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/run.c -- starts the program, reads both of its outputs.
 */
#include "run.h"

#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

#define WORDS_MAX 24
#define PATHS 64

const char *run_path(void)
{
	const char *path = getenv("SANDUQ_PROGRAM");

	return path != NULL ? path : "./sanduq";
}

static char *next_path(void)
{
	static char paths[PATHS][1024];
	static int at;

	return paths[at++ % PATHS];
}

const char *run_in(const char *name)
{
	char *path = next_path();

	snprintf(path, 1024, "%s/%s", check_folder(), name);
	return path;
}

const char *run_source(const char *name)
{
	const char *folder = getenv("srcdir");
	char *path = next_path();

	snprintf(path, 1024, "%s/%s", folder != NULL ? folder : ".", name);
	return path;
}

const char *run_file(const char *name, const char *text)
{
	const char *path = run_in(name);
	FILE *file = fopen(path, "w");

	CHECK_FATAL(file != NULL);
	fputs(text, file);
	fclose(file);
	return path;
}

static void prepare(const struct run_how *how, int out, int err)
{
	int in = open(how != NULL && how->in != NULL ? how->in : "/dev/null", O_RDONLY);

	setenv("HOME", check_folder(), 1);
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_CONFIG_HOME");
	setenv("LC_ALL", "C.UTF-8", 1);
	if (how != NULL && how->setting != NULL)
		putenv((char *)(uintptr_t)how->setting);
	if (how != NULL && how->folder != NULL && chdir(how->folder) != 0)
		_exit(126);
	if (how != NULL && how->out != NULL)
		out = open(how->out, O_WRONLY);
	if (how != NULL && how->uid != 0 && (setgid(65534) != 0 || setuid(65534) != 0))
		_exit(126);
	dup2(in, 0);
	dup2(out, 1);
	dup2(err, 2);
}

/* Appends what is there; false at the end. */
static bool take(int fd, char *into, size_t *len)
{
	char more[4096];
	ssize_t n = read(fd, more, sizeof more);

	if (n <= 0)
		return false;
	for (ssize_t i = 0; i < n && *len + 1 < RUN_TEXT_SIZE; i++)
		into[(*len)++] = more[i];
	into[*len] = '\0';
	return true;
}

static void read_both(struct run *run, int out, int err)
{
	struct pollfd fds[2] = { { out, POLLIN, 0 }, { err, POLLIN, 0 } };
	char *texts[2] = { run->out, run->err };
	size_t len[2] = { 0, 0 };

	while (fds[0].fd >= 0 || fds[1].fd >= 0) {
		if (poll(fds, 2, 60000) <= 0)
			return;
		for (int i = 0; i < 2; i++)
			if (fds[i].fd >= 0 && fds[i].revents != 0 &&
			    !take(fds[i].fd, texts[i], &len[i]))
				fds[i].fd = -1;
	}
}

void run_program(struct run *run, const struct run_how *how, const char *const *words)
{
	int out[2], err[2], status = 0;
	pid_t child;

	memset(run, 0, sizeof *run);
	CHECK_FATAL(pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0);
	fflush(stdout);
	(void)check_folder();          /* made here: the child would leave one of its own behind */
	child = fork();
	if (child == 0) {
		prepare(how, out[1], err[1]);
		execvp(words[0], (char *const *)(uintptr_t)words);
		_exit(127);
	}
	close(out[1]);
	close(err[1]);
	read_both(run, out[0], err[0]);
	close(out[0]);
	close(err[0]);
	waitpid(child, &status, 0);
	run->code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	if (run->code > 128 || strstr(run->err, "Sanitizer") != NULL)
		printf("%s ended with %d: %s\n", words[0], run->code, run->err);
}

static void run_list(struct run *run, const struct run_how *how, const char *word, va_list list)
{
	const char *words[WORDS_MAX] = { run_path() };
	int n = 1;

	for (; word != NULL && n < WORDS_MAX - 1; word = va_arg(list, const char *))
		words[n++] = word;
	run_program(run, how, words);
}

void run_sanduq(struct run *run, const char *word, ...)
{
	va_list list;

	va_start(list, word);
	run_list(run, NULL, word, list);
	va_end(list);
}

void run_sanduq_how(struct run *run, const struct run_how *how, const char *word, ...)
{
	va_list list;

	va_start(list, word);
	run_list(run, how, word, list);
	va_end(list);
}

const char *run_house(const char *name)
{
	char store[256];
	struct run run;

	run_sanduq(&run, "init", "--dir", run_in(name), "--kind", "test", "--currency", "EUR",
		   "--business-date", "2026-11-21", "--time-zone", "UTC", NULL);
	CHECK_INT(run.code, 0);
	snprintf(store, sizeof store, "%s/store.db", name);
	return run_in(store);
}

bool run_told(const struct run *run, const char *text)
{
	size_t len = strlen(run->err);
	bool is_line = len > 2 && run->err[len - 1] == '\n' &&
		       memchr(run->err, '\n', len - 1) == NULL;
	bool is_sentence = is_line && strncmp(run->err, "sanduq: ", 8) == 0 &&
			   strchr(".?)", run->err[len - 2]) != NULL;

	if (is_sentence && strstr(run->err, text) != NULL)
		return true;
	printf("expected \"%s\", exit %d, said: %s\n", text, run->code, run->err);
	return false;
}

long run_acts(const char *store)
{
	struct run run;
	long acts = -1;

	run_sanduq(&run, "verify", "--store", store, NULL);
	if (run.code != 0 || sscanf(run.out, "acts %ld", &acts) != 1)
		printf("verify: %d %s %s\n", run.code, run.out, run.err);
	return run.code == 0 ? acts : -1;
}
