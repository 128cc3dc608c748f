/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_cards.c -- starts sanduq-simulator beside a demonstration, and ends it with it.
 */
#include "cli/demo_cards.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/loop.h"
#include "base/str.h"

#define PROGRAM "sanduq-simulator"
#define READER_CODE "simulated-wpe"
#define START_MS 20000
#define START_TRIES 3            /* one of a demonstration that was killed may be ending yet */
#define AGAIN_MS 300
#define SETTINGS_MAX 1000000
#define WORDS_SIZE 512

/* --- the program ------------------------------------------------------------------------- */

/* The one that was built or installed with us, else the one of the path. */
static void find_program(char *into, size_t size)
{
	char own[CLI_PATH_SIZE] = "";
	ssize_t len = readlink("/proc/self/exe", own, sizeof own - 1);
	char *slash;

	own[len > 0 ? len : 0] = '\0';
	slash = strrchr(own, '/');
	if (slash != NULL) {
		slash[1] = '\0';
		if (str_format(into, size, "%s" PROGRAM, own) && access(into, X_OK) == 0)
			return;
	}
	str_copy(into, size, PROGRAM);
}

/* In the child: a group of its own, so that keys of the terminal are ours alone; the signals as
 * they were before we held them; the end of `life` that tells our own. */
static void become(const struct cli *cli, const char *program, const char *folder, int out,
		   int life)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	char number[16];

	setpgid(0, 0);
	sigprocmask(SIG_SETMASK, &cli->signals, NULL);
	dup2(nothing, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(nothing, STDERR_FILENO);
	fcntl(life, F_SETFD, 0);
	str_format(number, sizeof number, "%d", life);
	execlp(program, PROGRAM, "run", "--dir", folder, "--port", "0", "--state", "keep",
	       "--parent-pipe", number, (char *)NULL);
	_exit(127);
}

/* Reads its first line, the address; false when it ended instead, or is too slow. */
static bool read_address(int fd, char *into, size_t size)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	size_t len = 0;

	while (len + 1 < size && poll(&ready, 1, START_MS) == 1) {
		ssize_t n = read(fd, into + len, size - 1 - len);

		if (n <= 0)
			break;
		len += (size_t)n;
		into[len] = '\0';
		if (strchr(into, '\n') != NULL) {
			into[strcspn(into, "\n")] = '\0';
			return strncmp(into, "https://", 8) == 0;
		}
	}
	return false;
}

/* Starts it with two pipes: what it says, and what it hears when we end. */
static bool start(const struct cli *cli, struct demo_cards *cards)
{
	char program[CLI_PATH_SIZE];
	int out[2], life[2];
	bool is_told;

	find_program(program, sizeof program);
	if (pipe2(out, O_CLOEXEC) != 0)
		return false;
	if (pipe2(life, O_CLOEXEC) != 0) {
		close(out[0]);
		close(out[1]);
		return false;
	}
	cards->pid = fork();
	if (cards->pid == 0)
		become(cli, program, cards->folder, out[1], life[0]);
	cards->life = life[1];
	close(out[1]);
	close(life[0]);
	is_told = cards->pid > 0 && read_address(out[0], cards->address, sizeof cards->address);
	close(out[0]);
	if (cards->pid < 0) {
		close(life[1]);
		cards->pid = 0;
	}
	return is_told;
}

enum err demo_cards_start(struct cli *cli, const char *folder, struct demo_cards *ret_cards)
{
	struct demo_cards *cards = ret_cards;

	*cards = (struct demo_cards){ .pid = 0 };
	if (!str_copy(cards->folder, sizeof cards->folder, folder) ||
	    !file_join(cards->key_file, sizeof cards->key_file, folder, "api-key") ||
	    !file_join(cards->ca_file, sizeof cards->ca_file, folder, "ca.pem"))
		return ERR_LIMIT;
	str_format(cards->hint, sizeof cards->hint, PROGRAM " present --dir %s", folder);
	for (int tries = 0; tries < START_TRIES; tries++) {
		if (tries > 0)
			(void)poll(NULL, 0, AGAIN_MS);
		if (start(cli, cards))
			return ERR_OK;
		demo_cards_stop(cards);
	}
	cli_warn(cli, PROGRAM " does not start, so no cards are taken here; " PROGRAM
		      " run --dir %s says why.", folder);
	return ERR_PROCESSOR;
}

void demo_cards_stop(struct demo_cards *cards)
{
	if (cards->pid <= 0)
		return;
	kill(cards->pid, SIGTERM);
	close(cards->life);
	waitpid(cards->pid, NULL, 0);
	cards->pid = 0;
}

/* --- its reader -------------------------------------------------------------------------- */

enum err demo_cards_reader(struct cli *cli, struct app *app, struct demo_cards *cards,
			   struct settings_processor *ret_settings)
{
	struct settings settings = { .processor = { .is_set = true, .driver = "stripe",
						    .address = cards->address,
						    .key_file = cards->key_file,
						    .ca_file = cards->ca_file, .pin = "",
						    .proxy = "", .reader = "", .location = "",
						    .return_url = "",
						    .is_simulated = true } };
	struct connect *connect = NULL;
	char words[WORDS_SIZE] = "";
	enum err err = loop_new(app->clock, &app->loop);

	if (err == ERR_OK)
		err = connect_open(app, &settings, words, sizeof words, &connect);
	if (err == ERR_OK)
		err = connect_reader(app, READER_CODE, "till", words, sizeof words, cards->reader);
	connect_close(app, connect);
	loop_free(app->loop);
	app->loop = NULL;
	if (err != ERR_OK) {
		cli_warn(cli, "The card reader of the demonstration is not there: %s %s",
			 err_text(err), words);
		return err;
	}
	settings.processor.reader = cards->reader;
	*ret_settings = settings.processor;
	return ERR_OK;
}

enum err demo_cards_follow(const struct demo_cards *cards, const char *settings)
{
	static const char ours[] = "\naddress = \"https://localhost:";
	struct str now = { 0 };
	char *text, *at;
	size_t len;
	enum err err = file_read(settings, SETTINGS_MAX, &text, &len);

	if (err != ERR_OK)
		return err;
	at = strstr(text, ours);
	if (at != NULL) {
		str_addf(&now, "%.*s\naddress = \"%s\"", (int)(at - text), text, cards->address);
		str_add(&now, at + 1 + strcspn(at + 1, "\n"));
		err = !str_ok(&now)			      ? ERR_MEMORY :
		      strcmp(str_text(&now), text) == 0 ? ERR_OK :
			    file_write(settings, 0600, str_text(&now), now.len);
	}
	str_done(&now);
	free(text);
	return err;
}
