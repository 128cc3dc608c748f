/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/counterpart.c -- see tests/double/counterpart.h.
 */
#include "double/counterpart.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "check.h"

#define WORDS_MAX 16
#define TRIES 500
#define TRY_NS 20000000

static void run(const char *const *words, const char *out)
{
	int fd = open(out, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	execv(words[0], (char *const *)(uintptr_t)words);
	_exit(127);
}

static pid_t start(const struct counterpart *counterpart, const char *const *words)
{
	char out[COUNTERPART_PATH + 8];
	pid_t child;

	(void)str_format(out, sizeof out, "%s.log", counterpart->folder);
	fflush(NULL);
	child = fork();
	if (child == 0)
		run(words, out);
	return child;
}

/* The port stands in its file once requests are answered. */
static bool read_port(struct counterpart *counterpart)
{
	const struct timespec pause = { .tv_nsec = TRY_NS };
	char path[COUNTERPART_PATH + 8];
	int port = 0;
	FILE *file;

	(void)str_format(path, sizeof path, "%s/port", counterpart->folder);
	for (int i = 0; i < TRIES && port == 0; i++) {
		file = fopen(path, "r");
		if (file != NULL && fscanf(file, "%d", &port) != 1)
			port = 0;
		if (file != NULL)
			fclose(file);
		if (port == 0)
			nanosleep(&pause, NULL);
	}
	return port > 0 && str_format(counterpart->base, sizeof counterpart->base,
				      "https://127.0.0.1:%d", port);
}

bool counterpart_start(struct counterpart *counterpart, const char *name, const char *card)
{
	return counterpart_start_seed(counterpart, name, card, 1);
}

bool counterpart_start_seed(struct counterpart *counterpart, const char *name, const char *card,
			    uint64_t seed)
{
	const char *build = getenv("builddir");
	char number[24];
	const char *words[WORDS_MAX] = { counterpart->program, "run", "--dir", counterpart->folder,
					 "--quiet", "--with-parent", "--auto-delay", "50",
					 "--seed", number, card != NULL ? "--auto" : NULL, card };

	memset(counterpart, 0, sizeof *counterpart);
	(void)str_format(number, sizeof number, "%llu", (unsigned long long)seed);
	if (!str_format(counterpart->program, COUNTERPART_PATH, "%s/sanduq-simulator",
			build != NULL ? build : ".") ||
	    !str_format(counterpart->folder, COUNTERPART_PATH, "%s/%s", check_folder(), name) ||
	    !str_format(counterpart->ca_file, COUNTERPART_PATH, "%s/ca.pem",
			counterpart->folder) ||
	    !str_format(counterpart->key_file, COUNTERPART_PATH, "%s/api-key",
			counterpart->folder))
		return false;
	counterpart->child = start(counterpart, words);
	return counterpart->child > 0 && read_port(counterpart);
}

void counterpart_end(struct counterpart *counterpart)
{
	if (counterpart->child > 0) {
		kill(counterpart->child, SIGTERM);
		waitpid(counterpart->child, NULL, 0);
	}
	counterpart->child = 0;
}

int counterpart_do(const struct counterpart *counterpart, const char *const *words)
{
	const char *all[WORDS_MAX] = { counterpart->program };
	size_t n = 1;
	int status = 0;
	pid_t child;

	while (*words != NULL && n + 3 < WORDS_MAX)
		all[n++] = *words++;
	all[n++] = "--dir";
	all[n++] = counterpart->folder;
	child = start(counterpart, all);
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

bool counterpart_faults(const struct counterpart *counterpart, const char *script)
{
	char path[COUNTERPART_PATH + 16];
	const char *const words[] = { "faults", path, NULL };
	FILE *file;

	(void)str_format(path, sizeof path, "%s.faults", counterpart->folder);
	file = fopen(path, "w");
	if (file == NULL || fputs(script, file) < 0 || fclose(file) != 0)
		return false;
	return counterpart_do(counterpart, words) == 0;
}
