/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/device/test_device_tcp.c -- papers to a printer on a socket, and the ways it fails.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"
#include "document/escpos.h"
#include "document/suites.h"
#include "job.h"

enum manner {
	READS,          /* as a printer does */
	STALLS,         /* accepts and never reads */
	RESETS,         /* reads a little, then breaks the connection */
	TALKS,          /* sends its state while it reads */
	LEAVES,         /* reads all, then closes at once */
};

/* A printer on loopback, run by the same loop. */
struct printer {
	struct loop *loop;
	enum manner manner;
	int listener, fd;
	int on_listener, on_fd;
	char address[64];
	struct str got;
	bool is_closed;
};

static void printer_listen(struct printer *printer, enum manner manner)
{
	struct sockaddr_in name = { .sin_family = AF_INET };
	socklen_t len = sizeof name;
	int small = 4096;

	*printer = (struct printer){ .manner = manner, .fd = -1 };
	name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	printer->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	CHECK_FATAL(printer->listener >= 0);
	setsockopt(printer->listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
	CHECK_OK_FATAL(bind(printer->listener, (struct sockaddr *)&name, sizeof name));
	CHECK_OK_FATAL(listen(printer->listener, 4));
	CHECK_OK_FATAL(getsockname(printer->listener, (struct sockaddr *)&name, &len));
	CHECK(str_format(printer->address, sizeof printer->address, "tcp:127.0.0.1:%u",
			 (unsigned)ntohs(name.sin_port)));
}

static void printer_hang_up(struct printer *printer, bool is_rude)
{
	const struct linger rude = { .l_onoff = 1, .l_linger = 0 };

	if (is_rude)
		setsockopt(printer->fd, SOL_SOCKET, SO_LINGER, &rude, sizeof rude);
	loop_remove(printer->loop, printer->on_fd);
	close(printer->fd);
	printer->fd = -1;
	printer->is_closed = true;
}

static void printer_read(void *arg, int fd, unsigned events)
{
	struct printer *printer = arg;
	char bytes[3000];
	ssize_t len = read(fd, bytes, sizeof bytes);

	(void)events;
	if (len > 0)
		str_add_bytes(&printer->got, bytes, (size_t)len);
	if (printer->manner == TALKS && len > 0)
		CHECK(send(fd, "\x14\x00\x00\x0F", 4, MSG_NOSIGNAL) == 4);
	if (printer->manner == RESETS && len > 0)
		printer_hang_up(printer, true);
	else if (len == 0)
		printer_hang_up(printer, false);
}

static void printer_accept(void *arg, int fd, unsigned events)
{
	struct printer *printer = arg;

	(void)events;
	if (printer->fd >= 0)
		return;
	printer->fd = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	printer->is_closed = false;
	if (printer->fd < 0 || printer->manner == STALLS)
		return;
	printer->on_fd =
		loop_add_fd(printer->loop, printer->fd, LOOP_READ, printer_read, printer);
}

static void printer_join(struct printer *printer, struct loop *loop)
{
	printer->loop = loop;
	printer->on_listener =
		loop_add_fd(loop, printer->listener, LOOP_READ, printer_accept, printer);
	CHECK_FATAL(printer->on_listener != 0);
}

static void printer_done(struct printer *printer)
{
	if (printer->fd >= 0)
		close(printer->fd);
	close(printer->listener);
	str_done(&printer->got);
}

/* Lets the printer read on until it has seen the end. */
static void printer_finish(struct printer *printer)
{
	for (int i = 0; i < 200 && !printer->is_closed; i++)
		CHECK_OK(loop_step(printer->loop, 5));
	CHECK(printer->is_closed);
}

static char *large_paper(size_t len)
{
	char *paper = malloc(len);

	CHECK_FATAL(paper != NULL);
	for (size_t i = 0; i < len; i++)
		paper[i] = (char)(i * 31 + i / 251);
	return paper;
}

static void check_all_arrives(enum manner manner, size_t len)
{
	char *paper = large_paper(len);
	struct printer printer;
	struct job job;

	printer_listen(&printer, manner);
	job_open(&job, printer.address);
	printer_join(&printer, job.loop);
	for (int round = 1; round <= 2; round++) {
		CHECK_OK(job_print(&job, "R-1-1", paper, len));
		printer_finish(&printer);
		CHECK_INT(printer.got.len, len * (size_t)round);
	}
	CHECK(memcmp(printer.got.data, paper, len) == 0);
	CHECK(memcmp(printer.got.data + len, paper, len) == 0);
	job_close(&job);
	printer_done(&printer);
	free(paper);
}

static void every_byte_arrives(void)
{
	check_all_arrives(READS, 10);
	check_all_arrives(READS, 300000);
	check_all_arrives(LEAVES, 70000);
}

static void a_printer_that_answers_gets_all(void)
{
	check_all_arrives(TALKS, 300000);
}

static void a_refused_connection_fails(void)
{
	struct printer printer;
	struct job job;

	printer_listen(&printer, READS);
	printer_done(&printer);
	job_open(&job, printer.address);
	CHECK_INT(job_print(&job, "R-1-1", "paper", 5), ERR_DEVICE);
	CHECK_TEXT(device_problem(job.device), strerror(ECONNREFUSED));
	job_close(&job);
}

static void a_stalled_printer_times_out(void)
{
	char *paper = large_paper(DEVICE_JOB_MAX);
	struct printer printer;
	struct job job;

	printer_listen(&printer, STALLS);
	job_open(&job, printer.address);
	printer_join(&printer, job.loop);
	device_set_timeout(job.device, 200);
	CHECK_INT(job_print(&job, "R-1-1", paper, DEVICE_JOB_MAX), ERR_DEVICE);
	CHECK_TEXT(device_problem(job.device), strerror(ETIMEDOUT));
	CHECK(job.ticks >= 8);
	job_close(&job);
	printer_done(&printer);
	free(paper);
}

/* Small enough to be written at once, too large for the other side: written is not taken. */
static void bytes_that_were_not_taken_are_not_done(void)
{
	char *paper = large_paper(60000);
	struct printer printer;
	struct job job;

	printer_listen(&printer, STALLS);
	job_open(&job, printer.address);
	printer_join(&printer, job.loop);
	device_set_timeout(job.device, 200);
	CHECK_INT(job_print(&job, "R-1-1", paper, 60000), ERR_DEVICE);
	CHECK_TEXT(device_problem(job.device), strerror(ETIMEDOUT));
	job_close(&job);
	printer_done(&printer);
	free(paper);
}

static void a_broken_connection_fails(void)
{
	char *paper = large_paper(400000);
	struct printer printer;
	struct job job;

	printer_listen(&printer, RESETS);
	job_open(&job, printer.address);
	printer_join(&printer, job.loop);
	CHECK_INT(job_print(&job, "R-1-1", paper, 400000), ERR_DEVICE);
	CHECK(str_equal(device_problem(job.device), strerror(ECONNRESET)) ||
	      str_equal(device_problem(job.device), strerror(EPIPE)));
	printer.manner = READS;
	str_clear(&printer.got);
	CHECK_OK(job_print(&job, "R-1-1", paper, 400000));
	printer_finish(&printer);
	CHECK_INT(printer.got.len, 400000);
	job_close(&job);
	printer_done(&printer);
	free(paper);
}

static void a_receipt_is_printed(void)
{
	struct document *doc = NULL;
	struct str bytes = { 0 };
	struct printer printer;
	struct job job;

	CHECK_OK_FATAL(document_new("receipt", "en", &doc));
	document_row(doc, DOCUMENT_STRONG, "Total", "5.00");
	document_cut(doc);
	document_render_escpos(doc, 42, NULL, &bytes);
	printer_listen(&printer, READS);
	job_open(&job, printer.address);
	printer_join(&printer, job.loop);
	CHECK(device_is_escpos(job.device));
	CHECK_OK(job_print(&job, "R-1-000001", bytes.data, bytes.len));
	printer_finish(&printer);
	CHECK(printer.got.len == bytes.len &&
	      memcmp(printer.got.data, bytes.data, bytes.len) == 0);
	job_close(&job);
	printer_done(&printer);
	str_done(&bytes);
	document_free(doc);
}

const struct check_test test_device_tcp[] = {
	{ "every byte arrives, a large paper too", every_byte_arrives },
	{ "a printer that answers meanwhile gets all", a_printer_that_answers_gets_all },
	{ "a refused connection fails with its reason", a_refused_connection_fails },
	{ "a stalled printer times out, the loop goes on", a_stalled_printer_times_out },
	{ "bytes that the printer did not take are not done",
	  bytes_that_were_not_taken_are_not_done },
	{ "a broken connection fails, and the next job goes through", a_broken_connection_fails },
	{ "a receipt goes from model to printer", a_receipt_is_printed },
	{ 0 },
};
