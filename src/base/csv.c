/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/csv.c -- the reader of base/csv.h.  A record is looked over first, without touching a byte,
 * so that a bad one can be left after its first line; only a good one is cut into fields in place.
 * The buffer always holds a whole record of the largest size, or all that is left.
 */
#include "base/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"

#define CSV_BUFFER_SIZE ((size_t)CSV_RECORD_MAX * 4)
#define CSV_SPARE 8                    /* a sentinel, and room to look past the end */

enum class { CLASS_TEXT, CLASS_SEPARATOR, CLASS_QUOTE, CLASS_LINE_END };

struct span {
	size_t start, end;
	bool has_doubled;              /* doubled quotes are yet to become single */
};

struct csv {
	int fd;                        /* -1: from memory */
	bool owns_fd;
	const char *memory;
	size_t memory_len;
	char *buffer;                  /* [end] holds a line end, so that looking always stops */
	size_t at, end;
	bool is_all;                   /* nothing is left to read behind the buffer */
	bool is_begun;
	enum err stopped;              /* what csv_next returns from now on */
	int64_t read_bytes, total_bytes;
	int64_t line, next_line;
	const char *problem;
	int64_t problem_line;
	char quote;
	unsigned char classes[256];
	const char *fields[CSV_FIELDS_MAX];
	struct span spans[CSV_FIELDS_MAX];
};

/* A look over one record. */
struct scan {
	size_t at, limit;
	int64_t line;
	size_t count;
	const char *problem;
	int64_t problem_line;
	bool is_lost;                  /* where the record ends is not clear */
};

/* --- life ------------------------------------------------------------------------------------ */

static bool char_is_usable(char c)
{
	return c == '\t' || (c >= ' ' && c <= '/') || (c >= ':' && c <= '@') ||
	       (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static enum err set_options(struct csv *csv, const struct csv_options *options)
{
	char separator = options != NULL && options->separator != 0 ? options->separator : ',';
	char quote = options != NULL && options->quote != 0 ? options->quote : '"';

	if (!char_is_usable(separator) || separator == quote)
		return ERR_RANGE;
	if (quote != CSV_NO_QUOTE && !char_is_usable(quote))
		return ERR_RANGE;
	csv->quote = quote;
	csv->classes[(unsigned char)quote] = CLASS_QUOTE;
	csv->classes[(unsigned char)separator] = CLASS_SEPARATOR;
	csv->classes['\n'] = CLASS_LINE_END;
	csv->classes['\r'] = CLASS_LINE_END;
	return ERR_OK;
}

static enum err new_csv(const struct csv_options *options, struct csv **ret_csv)
{
	struct csv *csv = calloc(1, sizeof *csv);
	enum err err = ERR_MEMORY;

	if (csv == NULL)
		return ERR_MEMORY;
	csv->fd = -1;
	csv->total_bytes = -1;
	csv->next_line = 1;
	csv->problem = "";
	csv->buffer = malloc(CSV_BUFFER_SIZE + CSV_SPARE);
	if (csv->buffer != NULL)
		err = set_options(csv, options);
	if (err != ERR_OK) {
		csv_close(csv);
		return err;
	}
	memset(csv->buffer, '\n', CSV_BUFFER_SIZE + CSV_SPARE);
	*ret_csv = csv;
	return ERR_OK;
}

enum err csv_open_fd(int fd, const struct csv_options *options, struct csv **ret_csv)
{
	struct csv *csv;
	struct stat stat;
	enum err err = new_csv(options, &csv);

	if (err != ERR_OK)
		return err;
	csv->fd = fd;
	if (fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode))
		csv->total_bytes = stat.st_size;
	*ret_csv = csv;
	return ERR_OK;
}

enum err csv_open(const char *path, const struct csv_options *options, struct csv **ret_csv)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	enum err err;

	if (fd < 0)
		return file_errno(errno);
	err = csv_open_fd(fd, options, ret_csv);
	if (err != ERR_OK)
		close(fd);
	else
		(*ret_csv)->owns_fd = true;
	return err;
}

enum err csv_open_memory(const void *bytes, size_t len, const struct csv_options *options,
			 struct csv **ret_csv)
{
	enum err err = new_csv(options, ret_csv);

	if (err != ERR_OK)
		return err;
	(*ret_csv)->memory = bytes;
	(*ret_csv)->memory_len = len;
	(*ret_csv)->total_bytes = (int64_t)len;
	return ERR_OK;
}

void csv_close(struct csv *csv)
{
	if (csv == NULL)
		return;
	if (csv->owns_fd)
		close(csv->fd);
	free(csv->buffer);
	free(csv);
}

/* --- the buffer ------------------------------------------------------------------------------ */

/* Reads up to `size` bytes; 0 at the end, -1 with errno on failure. */
static ssize_t read_some(struct csv *csv, char *into, size_t size)
{
	size_t left = csv->memory_len - (size_t)csv->read_bytes;
	ssize_t len;

	if (csv->fd < 0) {
		if (size > left)
			size = left;
		if (size > 0)
			memcpy(into, csv->memory + csv->read_bytes, size);
		return (ssize_t)size;
	}
	do
		len = read(csv->fd, into, size);
	while (len < 0 && errno == EINTR);
	return len;
}

/* Makes the buffer hold more than a whole record, or all that is left. */
static enum err fill(struct csv *csv)
{
	if (csv->is_all || csv->end - csv->at > (size_t)CSV_RECORD_MAX + 1)
		return ERR_OK;
	memmove(csv->buffer, csv->buffer + csv->at, csv->end - csv->at);
	csv->end -= csv->at;
	csv->at = 0;
	while (!csv->is_all && csv->end < CSV_BUFFER_SIZE) {
		ssize_t len = read_some(csv, csv->buffer + csv->end, CSV_BUFFER_SIZE - csv->end);

		if (len < 0)
			return csv->stopped = file_errno(errno);
		csv->is_all = len == 0;
		csv->end += (size_t)len;
		csv->read_bytes += len;
	}
	memset(csv->buffer + csv->end, '\n', CSV_SPARE);
	return ERR_OK;
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* The place after the line end at `at`. */
static size_t after_line_end(const struct csv *csv, size_t at)
{
	if (csv->buffer[at] == '\r' && at + 1 < csv->end && csv->buffer[at + 1] == '\n')
		return at + 2;
	return at + 1;
}

static int64_t count_line_ends(const struct csv *csv, size_t from, size_t to)
{
	const char *bytes = csv->buffer;
	int64_t count = 0;

	for (size_t i = from; i < to; i++)
		if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n'))
			count++;
	return count;
}

/* --- looking over a record ------------------------------------------------------------------- */

static void set_problem(struct scan *scan, const char *problem, bool is_lost)
{
	if (scan->problem == NULL) {
		scan->problem = problem;
		scan->problem_line = scan->line;
	}
	scan->is_lost |= is_lost;
}

static void keep_span(struct csv *csv, struct scan *scan, struct span span)
{
	if (scan->count < CSV_FIELDS_MAX)
		csv->spans[scan->count] = span;
	else
		set_problem(scan, N_("More than 256 fields."), false);
	scan->count++;
}

static void scan_quoted(struct csv *csv, struct scan *scan)
{
	struct span span = { .start = scan->at + 1 };
	size_t at = span.start, stop = scan->limit < csv->end ? scan->limit : csv->end;

	for (;;) {
		const char *quote = at < stop ?
			memchr(csv->buffer + at, csv->quote, stop - at) : NULL;

		if (quote == NULL) {
			set_problem(scan, N_("A quote opened here is not closed within 64 KiB."),
				    true);
			return;
		}
		at = (size_t)(quote - csv->buffer) + 1;
		if (at == csv->end || csv->buffer[at] != csv->quote)
			break;
		span.has_doubled = true;
		at++;
	}
	span.end = at - 1;
	scan->line += count_line_ends(csv, span.start, span.end);
	scan->at = at;
	keep_span(csv, scan, span);
}

static void scan_plain(struct csv *csv, struct scan *scan)
{
	size_t at = scan->at;

	while (csv->classes[(unsigned char)csv->buffer[at]] == CLASS_TEXT)
		at++;
	keep_span(csv, scan, (struct span){ .start = scan->at, .end = at });
	scan->at = at;
}

/* Looks over one field and what follows it; true when another field comes. */
static bool scan_field(struct csv *csv, struct scan *scan)
{
	bool is_quoted = scan->at < csv->end &&
			 csv->classes[(unsigned char)csv->buffer[scan->at]] == CLASS_QUOTE;

	if (is_quoted)
		scan_quoted(csv, scan);
	else
		scan_plain(csv, scan);
	if (scan->is_lost || (scan->at == csv->end && csv->end <= scan->limit))
		return false;
	if (scan->at >= scan->limit) {
		set_problem(scan, N_("The record is longer than 64 KiB."), true);
		return false;
	}
	switch ((enum class)csv->classes[(unsigned char)csv->buffer[scan->at]]) {
	case CLASS_SEPARATOR:
		scan->at++;
		return true;
	case CLASS_LINE_END:
		scan->at = after_line_end(csv, scan->at);
		return false;
	default:
		set_problem(scan, is_quoted ? N_("Text follows a closing quote.") :
					      N_("A quote stands inside a field without quotes."),
			    true);
		return false;
	}
}

static bool is_ascii(const char *bytes, size_t len)
{
	uint64_t all = 0, word;

	for (; len >= sizeof word; bytes += sizeof word, len -= sizeof word) {
		memcpy(&word, bytes, sizeof word);
		all |= word;
	}
	for (; len > 0; len--)
		all |= (unsigned char)*bytes++;
	return (all & 0x8080808080808080u) == 0;
}

/* Finds what must not be in a text: NUL, or bytes that are no UTF-8. */
static void scan_bytes(const struct csv *csv, struct scan *scan)
{
	const char *start = csv->buffer + csv->at, *end = csv->buffer + scan->at;
	size_t len = scan->at - csv->at;
	const char *bad = memchr(start, '\0', len);

	if (bad != NULL) {
		scan->problem = N_("A NUL byte.");
	} else if (!is_ascii(start, len) && !utf8_valid(start, len)) {
		scan->problem = N_("Bytes that are not UTF-8.");
		for (const char *next = start; next < end;) {
			bad = next;
			if (utf8_next(&next) == UTF8_BAD)
				break;
		}
	} else {
		return;
	}
	scan->problem_line =
		csv->line + count_line_ends(csv, csv->at, (size_t)(bad - csv->buffer));
}

/* --- records --------------------------------------------------------------------------------- */

/* Leaves the line on which the lost record begins. */
static enum err skip_line(struct csv *csv)
{
	for (;;) {
		while (csv->at < csv->end && !is_line_end(csv->buffer[csv->at]))
			csv->at++;
		if (csv->at < csv->end || csv->is_all)
			break;
		if (fill(csv) != ERR_OK)
			return csv->stopped;
	}
	if (fill(csv) != ERR_OK)
		return csv->stopped;
	if (csv->at < csv->end)
		csv->at = after_line_end(csv, csv->at);
	csv->next_line = csv->line + 1;
	return ERR_OK;
}

/* Cuts the record into its fields. */
static void cut(struct csv *csv, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct span span = csv->spans[i];
		char *from = csv->buffer + span.start, *end = csv->buffer + span.end, *into = from;

		csv->fields[i] = from;
		*end = '\0';
		if (!span.has_doubled)
			continue;
		for (; from < end; from++) {
			*into++ = *from;
			if (*from == csv->quote)
				from++;
		}
		*into = '\0';
	}
}

/* Looks at the first bytes of all. */
static void begin(struct csv *csv)
{
	const char *bytes = csv->buffer;

	csv->is_begun = true;
	if (csv->end >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		csv->at = 3;
	if (csv->end >= 2 &&
	    (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)) {
		csv->line = csv->problem_line = 1;
		csv->problem = N_("The file is UTF-16. Save it as UTF-8.");
		csv->stopped = ERR_NOT_FOUND;
	}
}

/* Goes to the next line that is not empty; ERR_NOT_FOUND when there is none. */
static enum err find_record(struct csv *csv)
{
	for (;;) {
		if (fill(csv) != ERR_OK)
			return csv->stopped;
		if (!csv->is_begun) {
			begin(csv);
			if (csv->stopped != ERR_OK)
				return ERR_DATA;
		}
		csv->line = csv->next_line;
		if (csv->at == csv->end)
			return csv->stopped = ERR_NOT_FOUND;
		if (!is_line_end(csv->buffer[csv->at]))
			return ERR_OK;
		csv->at = after_line_end(csv, csv->at);
		csv->next_line++;
	}
}

enum err csv_next(struct csv *csv, size_t *ret_count, const char *const **ret_fields)
{
	struct scan scan = { 0 };
	enum err err;

	csv->problem = "";
	csv->problem_line = 0;
	if (csv->stopped != ERR_OK)
		return csv->stopped;
	err = find_record(csv);
	if (err != ERR_OK)
		return err;
	scan.at = csv->at;
	scan.limit = csv->at + CSV_RECORD_MAX;
	scan.line = csv->line;
	while (scan_field(csv, &scan))
		;
	if (scan.problem == NULL)
		scan_bytes(csv, &scan);
	if (scan.problem != NULL) {
		csv->problem = scan.problem;
		csv->problem_line = scan.problem_line;
	}
	if (scan.is_lost) {
		err = skip_line(csv);
		return err == ERR_OK ? ERR_DATA : err;
	}
	csv->next_line = scan.line + 1;
	csv->at = scan.at;
	if (scan.problem != NULL)
		return ERR_DATA;
	cut(csv, scan.count);
	*ret_count = scan.count;
	*ret_fields = csv->fields;
	return ERR_OK;
}

int64_t csv_line(const struct csv *csv)
{
	return csv->line;
}

const char *csv_problem(const struct csv *csv)
{
	return csv->problem;
}

int64_t csv_problem_line(const struct csv *csv)
{
	return csv->problem_line;
}

int64_t csv_bytes_done(const struct csv *csv)
{
	return csv->read_bytes - (int64_t)(csv->end - csv->at);
}

int64_t csv_bytes_total(const struct csv *csv)
{
	return csv->total_bytes;
}
