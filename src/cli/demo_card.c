/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_card.c -- starts sanduq-simulator beside a demonstration and ends it with it.  It is
 * found beside this program; it also ends by itself when this program is gone.
 */
#include "cli/demo_card.h"

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
#include "service/connect.h"

#define PROGRAM "sanduq-simulator"
#define STEP_MS 20
#define START_MS 5000
#define READER_MS 5000
#define PORT_SIZE 16

static bool find_program(char into[DEMO_CARD_PATH])
{
	char self[DEMO_CARD_PATH];
	ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);

	if (len < 1)
		return false;
	while (len > 0 && self[len - 1] != '/')
		len--;
	return str_format(into, DEMO_CARD_PATH, "%.*s" PROGRAM, (int)len, self) &&
	       access(into, X_OK) == 0;
}

static void to_nowhere(int fd)
{
	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (nowhere >= 0)
		(void)dup2(nowhere, fd);
}

static void become(const struct demo_card *card)
{
	char program[] = PROGRAM, run[] = "run", dir[] = "--dir", parent[] = "--with-parent";
	char quiet[] = "--quiet", state[] = "--state", keep[] = "keep", folder[DEMO_CARD_PATH];
	char *arguments[] = { program, run, dir, folder, state, keep, parent, quiet, NULL };
	sigset_t none;

	str_copy(folder, sizeof folder, card->folder);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)setpgid(0, 0);
	to_nowhere(STDIN_FILENO);
	to_nowhere(STDOUT_FILENO);
	to_nowhere(STDERR_FILENO);
	(void)execv(card->program, arguments);
	_exit(127);
}

/* Waits until the simulator tells its port. */
static bool read_port(struct demo_card *card)
{
	char path[DEMO_CARD_PATH], *text = NULL;
	int64_t port = 0;
	size_t len;

	if (!file_join(path, sizeof path, card->folder, "port"))
		return false;
	for (int waited_ms = 0; waited_ms < START_MS && port == 0; waited_ms += STEP_MS) {
		(void)poll(NULL, 0, STEP_MS);
		if (file_read(path, PORT_SIZE, &text, &len) != ERR_OK)
			continue;
		text[strcspn(text, "\n")] = '\0';
		(void)str_int64(text, &port);
		free(text);
		if (waitpid(card->pid, NULL, WNOHANG) == card->pid) {
			card->pid = 0;
			return false;
		}
	}
	str_format(card->address, sizeof card->address, "https://localhost:%d", (int)port);
	return port != 0;
}

static void point(const struct demo_card *card, struct settings *settings)
{
	struct settings_processor *processor = &settings->processor;

	processor->is_set = true;
	processor->driver = "stripe";
	processor->address = card->address;
	processor->key_file = card->key_file;
	processor->ca_file = card->ca_file;
	processor->is_live = false;
	processor->reader = card->reader;
	settings->hint = card->hint;
}

/* --- the reader -------------------------------------------------------------------------- */

struct making {
	const struct processor *processor;
	struct processor_request request;
	struct demo_card *card;
	bool is_done;
};

static void on_reader(void *arg, const char *key, const struct processor_reply *reply)
{
	struct making *making = arg;
	struct processor_answer answer;

	(void)key;
	processor_answer_init(&answer);
	making->processor->driver->decode(&making->request, reply, &answer);
	str_copy(making->card->reader, sizeof making->card->reader, answer.reader);
	making->is_done = true;
}

static enum err ask_reader(struct app *app, struct making *making)
{
	const struct processor_line *line = &making->processor->line;
	struct processor_wire wire = { 0 };
	enum err err = making->processor->driver->encode(&making->request, &wire);

	if (err == ERR_OK)
		err = line->send(line->self, making->request.attempt, &wire, READER_MS, on_reader,
				 making);
	processor_wire_done(&wire);
	while (err == ERR_OK && !making->is_done)
		err = loop_step(app->loop, READER_MS);
	return err;
}

static bool make_reader(struct demo_card *card, struct app *app, const struct settings *settings)
{
	struct making making = { .request = { .op = PROCESSOR_READER_CREATE,
					      .mode = PROCESSOR_TEST,
					      .attempt = "demonstration-reader",
					      .code = "simulated-wpe",
					      .label = "till" },
				 .card = card };
	struct connect *connect = NULL;
	char words[512] = "";
	enum err err = loop_new(app->clock, &app->loop);

	if (err == ERR_OK)
		err = connect_open(app, settings, words, sizeof words, &connect);
	making.processor = app->processor;
	if (err == ERR_OK && app->processor != NULL)
		(void)ask_reader(app, &making);
	connect_close(app, connect);
	loop_free(app->loop);
	app->loop = NULL;
	return card->reader[0] != '\0';
}

void demo_card_start(struct demo_card *card, const char *folder, struct app *app,
		     struct settings *settings)
{
	struct settings_processor before = settings->processor;
	char port[DEMO_CARD_PATH];

	*card = (struct demo_card){ 0 };
	if (!find_program(card->program) ||
	    !file_join(card->folder, sizeof card->folder, folder, "cards") ||
	    !file_join(card->key_file, sizeof card->key_file, card->folder, "api-key") ||
	    !file_join(card->ca_file, sizeof card->ca_file, card->folder, "ca.pem") ||
	    !file_join(port, sizeof port, card->folder, "port"))
		return;
	(void)unlink(port);
	card->pid = fork();
	if (card->pid == 0)
		become(card);
	if (card->pid < 0 || !read_port(card)) {
		demo_card_stop(card);
		return;
	}
	str_format(card->hint, sizeof card->hint, PROGRAM " present --dir %s", card->folder);
	point(card, settings);
	if (!make_reader(card, app, settings)) {
		settings->processor = before;
		settings->hint = NULL;
		demo_card_stop(card);
	}
}

void demo_card_stop(struct demo_card *card)
{
	if (card->pid > 0) {
		(void)kill(card->pid, SIGTERM);
		(void)waitpid(card->pid, NULL, 0);
	}
	card->pid = 0;
}
