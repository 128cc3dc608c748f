/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/story/steps.c -- keys in, and what stands on the screen then.
 */
#include "steps.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/str.h"
#include "check.h"
#include "run.h"

#define QUIET_MS 30

struct pty *start_in(const char *const *words, const char *const *settings, int rows,
			    int columns)
{
	struct pty *pty = pty_open((char *const *)(uintptr_t)words,
				   (char *const *)(uintptr_t)settings, rows, columns);

	CHECK_FATAL(pty != NULL);
	return pty;
}

struct pty *start(const char *const *words)
{
	static const char *const settings[] = { "LC_ALL=C.UTF-8", NULL };

	return start_in(words, settings, 24, 80);
}

/* Reads on until the picture is whole: nothing comes any more. */
static void settle(struct pty *pty)
{
	size_t before, now;

	do {
		pty_raw(pty, &before);
		pty_read(pty, QUIET_MS);
		pty_raw(pty, &now);
	} while (now != before);
}

void sees(struct pty *pty, const char *text, const char *after)
{
	if (pty_wait_text(pty, text, WAIT_MS)) {
		settle(pty);
		return;
	}
	printf("after '%s' there is no '%s':\n%s", after, text, pty_screen(pty));
	CHECK_FATAL(pty_has(pty, text));
}

void keys(struct pty *pty, const char *names)
{
	char name[32];

	while (*names != '\0') {
		size_t len = strcspn(names, " ");

		str_format(name, sizeof name, "%.*s", (int)len, names);
		pty_key(pty, name);
		names += len + (names[len] == ' ');
	}
}

void play(struct pty *pty, const struct step *step)
{
	for (; step->keys != NULL; step++) {
		keys(pty, step->keys);
		sees(pty, step->sees, step->keys);
	}
}

/* Logs the person with this number in, by the PIN that a demonstration shows beside the name. */
void log_in(struct pty *pty, const char *number, const char *name)
{
	char pin[16] = "";
	int row, column;

	sees(pty, name, "the start");
	sees(pty, "F1 Help", "the start");
	if (pty_find(pty, name, &row, &column)) {
		const char *line = pty_row(pty, row), *end = line + strlen(line);

		while (end > line && end[-1] >= '0' && end[-1] <= '9')
			end--;
		str_copy(pin, sizeof pin, end);
	}
	CHECK(strlen(pin) >= 4);
	keys(pty, number);
	keys(pty, "Enter");
	pty_type(pty, pin);
	keys(pty, "Enter");
}

/* Opens a demonstration that is kept under this name, and logs its cashier in. */
struct pty *open_demo(const char *name)
{
	const char *const words[] = { run_path(), "demo", "--dir", run_in(name), NULL };
	struct pty *pty = start(words);

	log_in(pty, "1", "Lina Haddad");
	sees(pty, "Lina Haddad is at work.", "the login");
	return pty;
}

/* The store of a demonstration that was kept. */
const char *store_of(const char *name)
{
	char store[64];

	str_format(store, sizeof store, "%s/store.db", name);
	return run_in(store);
}

void leave(struct pty *pty)
{
	int status = -1;

	keys(pty, "F9");
	sees(pty, "has logged out", "F9");
	keys(pty, "Ctrl-Q");
	CHECK(pty_wait_end(pty, WAIT_MS, &status));
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_close(pty);
}

void kill_it(struct pty *pty)
{
	int status = 0;

	kill(pty_pid(pty), SIGKILL);
	CHECK(pty_wait_end(pty, WAIT_MS, &status));
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	pty_close(pty);
}
