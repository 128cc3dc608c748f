/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/pty.c -- a pseudo terminal for the program, libvterm for its screen.
 */
#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "base/str.h"
#include "base/utf8.h"

#define CHUNK 8192
#define CHUNK_WATCHED 512

struct pty {
	int fd;
	pid_t pid;
	bool has_ended, is_reaped;
	int status;
	VTerm *vterm;
	VTermScreen *screen;
	int rows, columns;
	bool cursor_visible;
	struct str raw, text;
	pty_watch_fn *watch;
	void *watch_arg;
};

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *pty = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		pty->cursor_visible = value->boolean;
	return 1;
}

static void make_screen(struct pty *pty)
{
	static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

	pty->vterm = vterm_new(pty->rows, pty->columns);
	vterm_set_utf8(pty->vterm, 1);
	pty->screen = vterm_obtain_screen(pty->vterm);
	vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
	pty->cursor_visible = true;
}

/* In the child: makes the terminal its own, sets the environment, becomes the program. */
static void become(const char *name, char *const argv[], char *const settings[])
{
	int fd;

	setsid();
	fd = open(name, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) != 0)
		_exit(126);
	dup2(fd, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
	setenv("TERM", "xterm-256color", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	unsetenv("TMUX");
	unsetenv("MLTERM");
	unsetenv("KONSOLE_VERSION");
	for (; settings != NULL && *settings != NULL; settings++) {
		if (strchr(*settings, '=') != NULL)
			putenv(*settings);
		else
			unsetenv(*settings);
	}
	execvp(argv[0], argv);
	perror(argv[0]);
	_exit(127);
}

/* The master's side of a new pseudo terminal of this size; -1 without one. */
static int open_master(int rows, int columns, char *name, size_t size)
{
	struct winsize window = { .ws_row = (unsigned short)rows,
				  .ws_col = (unsigned short)columns };
	int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (fd >= 0 && grantpt(fd) == 0 && unlockpt(fd) == 0 &&
	    ptsname_r(fd, name, size) == 0 && ioctl(fd, TIOCSWINSZ, &window) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

struct pty *pty_open(char *const argv[], char *const settings[], int rows, int columns)
{
	struct pty *pty = calloc(1, sizeof *pty);
	char name[64];

	if (pty == NULL)
		return NULL;
	pty->rows = rows;
	pty->columns = columns;
	fflush(NULL);
	pty->fd = open_master(rows, columns, name, sizeof name);
	pty->pid = pty->fd < 0 ? -1 : fork();
	if (pty->pid == 0)
		become(name, argv, settings);
	if (pty->pid < 0) {
		if (pty->fd >= 0)
			close(pty->fd);
		free(pty);
		return NULL;
	}
	make_screen(pty);
	return pty;
}

static void reap(struct pty *pty, int flags)
{
	if (!pty->is_reaped && waitpid(pty->pid, &pty->status, flags) == pty->pid)
		pty->is_reaped = true;
}

void pty_close(struct pty *pty)
{
	if (pty == NULL)
		return;
	if (!pty->is_reaped)
		kill(pty->pid, SIGKILL);
	reap(pty, 0);
	close(pty->fd);
	vterm_free(pty->vterm);
	str_done(&pty->raw);
	str_done(&pty->text);
	free(pty);
}

pid_t pty_pid(const struct pty *pty)
{
	return pty->pid;
}

static void send(struct pty *pty, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t sent = write(pty->fd, bytes, len);

		if (sent < 0 && errno != EINTR)
			return;
		if (sent > 0) {
			bytes += sent;
			len -= (size_t)sent;
		}
	}
}

void pty_type(struct pty *pty, const char *text)
{
	send(pty, text, strlen(text));
}

void pty_key(struct pty *pty, const char *name)
{
	static const struct {
		const char *name, *bytes;
	} keys[] = {
		{ "Enter", "\r" },         { "Esc", "\033" },        { "Tab", "\t" },
		{ "Shift-Tab", "\033[Z" }, { "Backspace", "\177" },  { "Delete", "\033[3~" },
		{ "Insert", "\033[2~" },   { "Home", "\033OH" },     { "End", "\033OF" },
		{ "Up", "\033OA" },        { "Down", "\033OB" },     { "Left", "\033OD" },
		{ "Right", "\033OC" },     { "PgUp", "\033[5~" },    { "PgDn", "\033[6~" },
		{ "F1", "\033OP" },        { "F2", "\033OQ" },       { "F3", "\033OR" },
		{ "F4", "\033OS" },        { "F5", "\033[15~" },     { "F6", "\033[17~" },
		{ "F7", "\033[18~" },      { "F8", "\033[19~" },     { "F9", "\033[20~" },
		{ "F10", "\033[21~" },     { "F11", "\033[23~" },    { "F12", "\033[24~" },
		{ "Shift-F2", "\033[1;2Q" }, { "Shift-F5", "\033[15;2~" },
		{ "Shift-F6", "\033[17;2~" }, { "Shift-F7", "\033[18;2~" },
		{ "Shift-F8", "\033[19;2~" }, { "Shift-F9", "\033[20;2~" }, { "Space", " " },
	};
	char control;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strcmp(keys[i].name, name) == 0) {
			pty_type(pty, keys[i].bytes);
			return;
		}
	}
	if (strncmp(name, "Ctrl-", 5) == 0 && name[5] != '\0') {
		control = (char)(name[5] & 0x1F);
		send(pty, &control, 1);
		return;
	}
	pty_type(pty, name);
}

/* Answers that the terminal gives to questions of the program. */
static void answer(struct pty *pty)
{
	char bytes[256];
	size_t len;

	while ((len = vterm_output_read(pty->vterm, bytes, sizeof bytes)) > 0)
		send(pty, bytes, len);
}

void pty_watch(struct pty *pty, pty_watch_fn *watch, void *arg)
{
	pty->watch = watch;
	pty->watch_arg = arg;
}

static bool has_more(struct pty *pty)
{
	struct pollfd watch = { .fd = pty->fd, .events = POLLIN };

	return poll(&watch, 1, 0) > 0 && (watch.revents & POLLIN) != 0;
}

/* Takes bytes in, up to the next escape sequence at a time when somebody watches; a text that goes
 * on in the next reading is no picture yet. */
static void take_in(struct pty *pty, const char *bytes, size_t len)
{
	while (pty->watch != NULL && len > 0) {
		const char *next = memchr(bytes + 1, '\033', len - 1);
		size_t piece = next != NULL ? (size_t)(next - bytes) : len;

		vterm_input_write(pty->vterm, bytes, piece);
		if (next != NULL || !has_more(pty))
			pty->watch(pty, pty->watch_arg);
		bytes += piece;
		len -= piece;
	}
	if (len > 0)
		vterm_input_write(pty->vterm, bytes, len);
}

bool pty_read_us(struct pty *pty, int64_t limit_us)
{
	struct pollfd watch = { .fd = pty->fd, .events = POLLIN };
	struct timespec limit = { limit_us / 1000000, limit_us % 1000000 * 1000 };
	char bytes[CHUNK];

	while (!pty->has_ended && ppoll(&watch, 1, &limit, NULL) > 0) {
		size_t size = pty->watch != NULL ? CHUNK_WATCHED : sizeof bytes;
		ssize_t len = read(pty->fd, bytes, size);

		if (len <= 0) {
			pty->has_ended = len == 0 || errno != EINTR;
			break;
		}
		str_add_bytes(&pty->raw, bytes, (size_t)len);
		take_in(pty, bytes, (size_t)len);
		if (pty->watch != NULL)
			break;
		limit = (struct timespec){ 0 };
	}
	vterm_screen_flush_damage(pty->screen);
	answer(pty);
	return !pty->has_ended;
}

bool pty_read(struct pty *pty, int limit_ms)
{
	return pty_read_us(pty, (int64_t)limit_ms * 1000);
}

bool pty_wait(struct pty *pty, pty_condition_fn *condition, void *arg, int limit_ms)
{
	int64_t end = now_ms() + limit_ms;

	pty_read(pty, 0);
	while (!condition(pty, arg)) {
		int64_t left = end - now_ms();

		if (left <= 0 || !pty_read(pty, (int)left))
			return condition(pty, arg);
	}
	return true;
}

static bool has_text(struct pty *pty, void *arg)
{
	return pty_has(pty, arg);
}

static bool has_no_text(struct pty *pty, void *arg)
{
	return !pty_has(pty, arg);
}

bool pty_wait_text(struct pty *pty, const char *text, int limit_ms)
{
	return pty_wait(pty, has_text, (void *)(uintptr_t)text, limit_ms);
}

bool pty_wait_no_text(struct pty *pty, const char *text, int limit_ms)
{
	return pty_wait(pty, has_no_text, (void *)(uintptr_t)text, limit_ms);
}

bool pty_wait_end(struct pty *pty, int limit_ms, int *ret_status)
{
	int64_t end = now_ms() + limit_ms;

	while (!pty->has_ended && now_ms() < end)
		pty_read(pty, (int)(end - now_ms()));
	while (!pty->is_reaped && now_ms() < end) {
		reap(pty, WNOHANG);
		if (!pty->is_reaped)
			poll(NULL, 0, 1);
	}
	if (pty->is_reaped)
		*ret_status = pty->status;
	return pty->is_reaped;
}

/* Adds cells of a row to the text; spaces at their end are left out. */
static void add_cells(struct pty *pty, int row, int column, int end)
{
	size_t last = pty->text.len;

	for (; column < end; column++) {
		VTermScreenCell cell;
		char bytes[4];

		vterm_screen_get_cell(pty->screen, (VTermPos){ row, column }, &cell);
		if (cell.chars[0] == (uint32_t)-1)
			continue;
		if (cell.chars[0] == 0)
			cell.chars[0] = ' ';
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
			str_add_bytes(&pty->text, bytes, utf8_put(cell.chars[i], bytes));
		if (cell.chars[0] != ' ')
			last = pty->text.len;
	}
	if (pty->text.data != NULL) {
		pty->text.len = last;
		pty->text.data[last] = '\0';
	}
}

const char *pty_part(struct pty *pty, int row, int column, int columns)
{
	str_clear(&pty->text);
	add_cells(pty, row, column, column + columns);
	return str_text(&pty->text);
}

const char *pty_row(struct pty *pty, int row)
{
	return pty_part(pty, row, 0, pty->columns);
}

const char *pty_screen(struct pty *pty)
{
	str_clear(&pty->text);
	for (int row = 0; row < pty->rows; row++) {
		add_cells(pty, row, 0, pty->columns);
		str_add_char(&pty->text, '\n');
	}
	return str_text(&pty->text);
}

bool pty_has(struct pty *pty, const char *text)
{
	return strstr(pty_screen(pty), text) != NULL;
}

bool pty_find(struct pty *pty, const char *text, int *ret_row, int *ret_column)
{
	for (int row = 0; row < pty->rows; row++) {
		const char *line = pty_row(pty, row), *found = strstr(line, text);
		int column = 0;

		if (found == NULL)
			continue;
		while (line < found)
			if (!utf8_is_mark(utf8_next(&line)))
				column++;
		*ret_row = row;
		*ret_column = column;
		return true;
	}
	return false;
}

static int colour_of(VTermColor colour)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour))
		return -1;
	return VTERM_COLOR_IS_INDEXED(&colour) ? colour.indexed.idx : -2;
}

struct pty_attributes pty_attributes_at(struct pty *pty, int row, int column)
{
	VTermScreenCell cell;

	vterm_screen_get_cell(pty->screen, (VTermPos){ row, column }, &cell);
	return (struct pty_attributes){ .bold = cell.attrs.bold,
					.underline = cell.attrs.underline != 0,
					.reverse = cell.attrs.reverse,
					.foreground = colour_of(cell.fg),
					.background = colour_of(cell.bg) };
}

void pty_cursor(struct pty *pty, int *ret_row, int *ret_column, bool *ret_visible)
{
	VTermPos place;

	vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &place);
	*ret_row = place.row;
	*ret_column = place.col;
	*ret_visible = pty->cursor_visible;
}

void pty_resize(struct pty *pty, int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
				.ws_col = (unsigned short)columns };

	pty->rows = rows;
	pty->columns = columns;
	vterm_set_size(pty->vterm, rows, columns);
	ioctl(pty->fd, TIOCSWINSZ, &size);
}

const char *pty_raw(struct pty *pty, size_t *ret_len)
{
	*ret_len = pty->raw.len;
	return str_text(&pty->raw);
}
