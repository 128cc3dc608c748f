/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/device/test_device_cups.c -- papers to a queue of CUPS: what is said, and what each answer
 * means.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"
#include "device/cups.h"
#include "document/suites.h"
#include "job.h"

/* A CUPS on loopback that gives one answer and remembers what it got. */
struct server {
	struct loop *loop;
	int listener, fd, on_listener, on_fd;
	char address[96];
	struct str got;
	const char *answer;
	size_t answer_len, piece;    /* so many bytes of it at a time */
};

static void on_request(void *arg, int fd, unsigned events)
{
	struct server *server = arg;
	char bytes[4096];
	ssize_t len = recv(fd, bytes, sizeof bytes, 0);

	(void)events;
	if (len <= 0)
		return;
	str_add_bytes(&server->got, bytes, (size_t)len);
	for (size_t at = 0; at < server->answer_len; at += server->piece) {
		size_t rest = server->answer_len - at;

		CHECK(send(fd, server->answer + at, rest < server->piece ? rest : server->piece,
			   MSG_NOSIGNAL) > 0);
	}
	loop_remove(server->loop, server->on_fd);
	server->on_fd = 0;
	if (server->answer_len > 0)
		shutdown(fd, SHUT_WR);
}

static void on_connect(void *arg, int fd, unsigned events)
{
	struct server *server = arg;

	(void)events;
	server->fd = accept(fd, NULL, NULL);
	CHECK(server->fd >= 0);
	server->on_fd = loop_add_fd(server->loop, server->fd, LOOP_READ, on_request, server);
}

static void serve(struct server *server, const char *queue, const char *answer, size_t len)
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	socklen_t size = sizeof name;

	*server = (struct server){ .fd = -1, .answer = answer, .answer_len = len, .piece = 7 };
	name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	CHECK_OK_FATAL(bind(server->listener, (struct sockaddr *)&name, sizeof name));
	CHECK_OK_FATAL(listen(server->listener, 4));
	CHECK_OK_FATAL(getsockname(server->listener, (struct sockaddr *)&name, &size));
	CHECK(str_format(server->address, sizeof server->address, "cups:%s@127.0.0.1:%u", queue,
			 (unsigned)ntohs(name.sin_port)));
}

static enum err print_at(struct server *server, struct job *job)
{
	enum err err;

	job_open(job, server->address);
	server->loop = job->loop;
	server->on_listener = loop_add_fd(job->loop, server->listener, LOOP_READ, on_connect,
					  server);
	device_set_timeout(job->device, 300);
	err = job_print(job, "ticket-1", "Lentil soup\n", 12);
	loop_remove(job->loop, server->on_fd);
	loop_remove(job->loop, server->on_listener);
	close(server->fd);
	close(server->listener);
	return err;
}

#define HEAD "HTTP/1.0 200 OK\r\nContent-Type: application/ipp\r\n\r\n"
#define ANSWER(text) text, sizeof text - 1

static void a_queue_takes_a_paper(void)
{
	struct server server;
	struct job job;

	serve(&server, "bar", ANSWER("HTTP/1.1 100 Continue\r\n\r\n" HEAD "\1\1\0\0\0\0\0\1\3"));
	CHECK_OK(print_at(&server, &job));
	CHECK_TEXT(device_problem(job.device), "");
	CHECK(!device_is_escpos(job.device));
	CHECK(strncmp(server.got.data, "POST /printers/bar HTTP/1.0\r\n", 29) == 0);
	CHECK(memcmp(server.got.data + server.got.len - 12, "Lentil soup\n", 12) == 0);
	CHECK(memmem(server.got.data, server.got.len, "text/plain", 10) != NULL);
	CHECK(memmem(server.got.data, server.got.len, "ticket-1", 8) != NULL);
	str_done(&server.got);
	job_close(&job);
}

static void a_refusal_says_why(void)
{
	static const struct {
		const char *answer;
		size_t len;
		const char *problem;
	} cases[] = {
		{ ANSWER(HEAD "\1\1\4\6\0\0\0\1\3"), "CUPS: there is no such queue (1030)" },
		{ ANSWER(HEAD "\1\1\5\6\0\0\0\1\3"), "CUPS: the queue takes no papers now (1286)" },
		{ ANSWER(HEAD "\1\1\4\3\0\0\0\1\3"),
		  "CUPS: it may not be used from here (1027)" },
		{ ANSWER(HEAD "\1\1\5\0\0\0\0\1\3"), "CUPS: the paper was refused (1280)" },
		{ ANSWER("HTTP/1.0 404 Not Found\r\n\r\n"), "CUPS: there is no such queue (1030)" },
		{ ANSWER("HTTP/1.0 401 Unauthorized\r\n\r\n"),
		  "CUPS: it does not answer as it should (401)" },
		{ ANSWER(HEAD "\1\1"), "CUPS: it does not answer as it should (200)" },
		{ ANSWER("SSH-2.0-OpenSSH_9.2\r\n"), "CUPS: it does not answer as it should (0)" },
		{ ANSWER(""), "Connection timed out" },
	};
	struct server server;
	struct job job;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		serve(&server, "bar/raw", cases[i].answer, cases[i].len);
		CHECK_INT(print_at(&server, &job), ERR_DEVICE);
		CHECK_TEXT(device_problem(job.device), cases[i].problem);
		CHECK(device_is_escpos(job.device));
		CHECK(memmem(server.got.data, server.got.len, "vnd.cups-raw", 12) != NULL);
		str_done(&server.got);
		job_close(&job);
	}
}

static void names_of_queues_are_checked(void)
{
	static const char *const bad[] = { "cups:", "cups:a b", "cups:a/b", "cups:a/raw/raw",
					   "cups:/raw", "cups:a@", "cups:a@printer.local:631",
					   "cups:a\r\nX", "cups:a#b" };
	struct device *device = NULL;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_INT(device_open(bad[i], &device), ERR_SYNTAX);
	CHECK_OK(device_open("cups:Kitchen_1", &device));
	device_close(device);
}

const struct check_test test_device_cups[] = {
	{ "a queue of CUPS takes a paper", a_queue_takes_a_paper },
	{ "what CUPS refuses says why", a_refusal_says_why },
	{ "names of queues are checked", names_of_queues_are_checked },
	{ 0 }
};
