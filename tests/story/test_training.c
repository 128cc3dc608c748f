/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/story/test_training.c -- into training from a till and back, key by key; and that no card
 * of training is asked for at the processor of the settings.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "double/listen.h"
#include "run.h"
#include "steps.h"
#include "suites.h"

static void log_in_again(struct pty *pty)
{
	log_in(pty, "1", "Lina Haddad");
	sees(pty, "Lina Haddad is at work.", "the login");
}

/* Into training, a sale by cash and one by card, and out of it. */
static void somebody_trains_and_comes_back(void)
{
	static const struct step sells[] = {
		{ "#5 Enter", "Table 5 · check 1" },
		{ "2*21 Enter", "2 × Espresso, 4.40" },
		{ "F5", "Sent to the kitchen" },
		{ "F12", "check 4.40" },
		{ "F11", "Table 5 is free." },
		{ "Enter", "Nothing is open." },
		{ "Ctrl-T", "Leave training" },
		{ "y", "This is the real till again." },
		{ NULL, NULL },
	};
	const char *paper = run_in("trained/papers/receipt-1001-000001.txt");
	struct pty *pty = open_demo("trained");
	long acts = run_acts(store_of("trained"));
	char *text = NULL;
	size_t len;

	keys(pty, "Ctrl-T");
	sees(pty, "A copy of this house to practise in", "Ctrl-T");
	keys(pty, "y");
	sees(pty, "TRAINING: nothing is sold here", "y");
	log_in_again(pty);
	CHECK(strncmp(pty_row(pty, 0), " TRAINING  Dar Sanduq", 21) == 0);
	play(pty, sells);
	CHECK(!pty_has(pty, "TRAINING"));
	CHECK(file_exists(paper));
	CHECK_OK(file_read(paper, 10000, &text, &len));
	CHECK(text != NULL && strstr(text, "TRAINING - NOT VALID") != NULL);
	free(text);
	/* The real house knows of a logout, and of whom it lets in again. */
	CHECK_INT(run_acts(store_of("trained")), acts + 1);
	log_in_again(pty);
	CHECK(!pty_has(pty, "Nothing is open."));
	leave(pty);
}

/* A demonstration of this name that is kept; its till is not open. */
static void make_demo(const char *name)
{
	struct run run;

	run_sanduq(&run, "demo", "--dir", run_in(name), NULL);
	CHECK_INT(run.code, 0);
}

/* The program ends with its terminal, wherever it is. */
static void a_signal_ends_training_and_the_till(void)
{
	const char *const words[] = { run_path(), "training", "--store", store_of("signalled"),
				      NULL };
	struct pty *pty;
	int status = 0;

	make_demo("signalled");
	pty = start(words);
	sees(pty, "TRAINING: nothing is sold here", "the start");
	kill(pty_pid(pty), SIGTERM);
	CHECK(pty_wait_end(pty, WAIT_MS, &status));
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_close(pty);
	CHECK(run_acts(store_of("signalled")) > 0);
}

/* --- cards ------------------------------------------------------------------------------- */

/* The settings of a kept demonstration, with the processor at another address. */
static const char *settings_at(const char *name, int port)
{
	static const char ours[] = "\naddress = \"https://localhost:";
	char file[64], copy[64], *text = NULL, *at;
	struct str now = { 0 };
	const char *path;
	size_t len;

	str_format(file, sizeof file, "%s/sanduq.conf", name);
	str_format(copy, sizeof copy, "%s-away.conf", name);
	CHECK_OK_FATAL(file_read(run_in(file), 100000, &text, &len));
	at = strstr(text, ours);
	CHECK_FATAL(at != NULL);
	str_addf(&now, "%.*s%s%d\"", (int)(at - text), text, ours, port);
	str_add(&now, at + 1 + strcspn(at + 1, "\n"));
	path = run_file(copy, str_text(&now));
	str_done(&now);
	free(text);
	CHECK_INT(chmod(path, 0600), 0);
	return path;
}

/* Where the settings say that cards are asked for, nobody is ever called. */
static void cards_go_to_a_simulator_alone(void)
{
	static const struct step pays[] = {
		{ "#5 Enter", "Table 5 · check" },
		{ "21 Enter", "1 × Espresso, 2.20" },
		{ "F12", "check 2.20" },
		{ "F6", "The reader waits for the card." },
		{ NULL, NULL },
	};
	char program[1024], folder[1024];
	const char *slash = strrchr(run_path(), '/');
	const char *const present[] = { program, "present", "--dir", folder, "--card", "visa",
					NULL };
	const char *words[] = { run_path(), "training", "--config", NULL, NULL };
	struct pty *pty;
	struct run run;
	int port, called;

	make_demo("away");
	called = listen_open(&port);
	words[3] = settings_at("away", port);
	pty = start(words);
	str_format(program, sizeof program, "%.*ssanduq-simulator", (int)(slash + 1 - run_path()),
		   run_path());
	str_format(folder, sizeof folder, "%s.training.cards", store_of("away"));
	log_in_again(pty);
	play(pty, pays);
	run_program(&run, NULL, present);
	CHECK_INT(run.code, 0);
	sees(pty, "Table 5 is free.", "a card");
	CHECK(!listen_was_called(called));
	close(called);
	keys(pty, "Enter");
	leave(pty);
}

const struct check_test test_training[] = {
	{ "somebody trains and comes back to the real till (B7)", somebody_trains_and_comes_back },
	{ "a signal ends training and the till", a_signal_ends_training_and_the_till },
	{ "cards of training go to a simulator alone (P1)", cards_go_to_a_simulator_alone },
	{ 0 },
};
