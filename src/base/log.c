/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/log.c -- appends lines to the technical log; begins a new file when one has grown large.
 */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/guard.h"
#include "base/str.h"
#include "base/utf8.h"

#define MESSAGE_MAX 1000
#define PATH_SIZE 4096
#define FILE_BYTES_MAX (4 << 20)
#define DIGITS_SHOWN 4
#define DAY_MS 86400000

struct log {
	const struct clock *clock;
	int fd;
	char path[PATH_SIZE];
};

static int open_file(const char *path)
{
	return open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
}

enum err log_open(const char *path, const struct clock *clock, struct log **ret_log)
{
	struct log *log = calloc(1, sizeof *log);
	enum err err;

	if (log == NULL)
		return ERR_MEMORY;
	log->clock = clock;
	log->fd = -1;
	err = str_copy(log->path, sizeof log->path, path) ? ERR_OK : ERR_LIMIT;
	if (err == ERR_OK && (log->fd = open_file(path)) < 0)
		err = file_errno(errno);
	if (err != ERR_OK) {
		log_close(log);
		return err;
	}
	*ret_log = log;
	return ERR_OK;
}

void log_close(struct log *log)
{
	if (log == NULL)
		return;
	if (log->fd >= 0)
		close(log->fd);
	free(log);
}

/* Once the file is large, sets it aside as PATH.1.  Another station may have done so before us:
 * then the file at the path is not ours any more, and is opened. */
static void turn_file(struct log *log)
{
	struct stat ours, there;
	char aside[PATH_SIZE];
	int fd;

	if (fstat(log->fd, &ours) != 0 || ours.st_size < FILE_BYTES_MAX)
		return;
	if (stat(log->path, &there) == 0 && there.st_ino == ours.st_ino &&
	    there.st_dev == ours.st_dev &&
	    str_format(aside, sizeof aside, "%s.1", log->path))
		rename(log->path, aside);
	fd = open_file(log->path);
	if (fd < 0)
		return;
	close(log->fd);
	log->fd = fd;
}

static void add_time(struct str *line, int64_t unix_ms)
{
	char date[CLOCK_DATE_SIZE];
	int64_t days = unix_ms / DAY_MS - (unix_ms % DAY_MS < 0);
	int second = (int)((unix_ms - days * DAY_MS) / 1000);

	str_addf(line, "%sT%02d:%02d:%02dZ ", clock_date_text((int32_t)days, date),
		 second / 3600, second / 60 % 60, second % 60);
}

/* Puts a '*' in place of each digit of [start, stop) but the last few; returns where the masked
 * part ends, which is not behind `stop`. */
static char *mask_number(char *start, const char *stop)
{
	const char *from = start;
	char *into = start;
	int digits = 0;

	while (from < stop)
		digits += guard_digit(utf8_next(&from)) >= 0;
	for (from = start; from < stop;) {
		const char *here = from;

		if (guard_digit(utf8_next(&from)) >= 0 && digits-- > DIGITS_SHOWN) {
			*into++ = '*';
			continue;
		}
		memmove(into, here, (size_t)(from - here));
		into += from - here;
	}
	return into;
}

/* Masks whatever could be a card number (P1). */
static void mask_digits(char *text)
{
	size_t start, stop;

	while (guard_find_number(text, &start, &stop)) {
		char *end = mask_number(text + start, text + stop);

		memmove(end, text + stop, strlen(text + stop) + 1);
		text = end;
	}
}

/* Adds the message with all that is not plain text written as an escape; cuts what is too long. */
static void add_escaped(struct str *line, const char *text)
{
	size_t stop = line->len + MESSAGE_MAX;

	while (*text != '\0' && line->len < stop) {
		const char *here = text;
		uint32_t point = utf8_next(&text);

		if (point == '\n')
			str_add(line, "\\n");
		else if (point == '\\')
			str_add(line, "\\\\");
		else if (point == UTF8_BAD || point < 0x20 || point == 0x7F)
			str_addf(line, "\\x%02X", (unsigned char)*here);
		else if (!utf8_is_safe(point))
			str_addf(line, "\\u{%X}", (unsigned)point);
		else
			str_add_bytes(line, here, (size_t)(text - here));
		if (!str_ok(line))
			return;
	}
	if (*text != '\0')
		str_add(line, "...");
}

static void write_line(struct log *log, const char *area, char *message)
{
	struct str line = { 0 };
	ssize_t put = 0;

	mask_digits(message);
	add_time(&line, clock_unix_ms(log->clock));
	str_add(&line, area);
	str_add_char(&line, ' ');
	add_escaped(&line, message);
	str_add_char(&line, '\n');
	turn_file(log);
	if (str_ok(&line))
		put = write(log->fd, line.data, line.len);
	(void)put; /* a log that cannot be written is silent: money goes on */
	str_done(&line);
}

void log_line(struct log *log, const char *area, const char *format, ...)
{
	char *message;
	va_list args;
	int len;

	if (log == NULL)
		return;
	va_start(args, format);
	len = vasprintf(&message, format, args);
	va_end(args);
	if (len < 0)
		return;
	write_line(log, area, message);
	free(message);
}
