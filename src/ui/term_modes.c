/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term_modes.c -- terminals that reorder text by themselves are asked not to, and are put back
 * at the end, also when the program dies of a mistake of its own.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/str.h"
#include "ui/term_parts.h"

#define EXPLICIT "\033[8l"
#define IMPLICIT "\033[8h"
#define SEQUENCE_SIZE 256
#define TMUX_PASS(sequence) "\033Ptmux;\033" sequence "\033\\"
#define KONSOLE(value) "\033]50;BidiRenderingEnabled=" value "\007"
#define MLTERM(value) "\033]5379;use_ctl=" value "\007"

/* What a crash sends: text in implicit order again, plain attributes, normal keypad, the cursor,
 * the first screen.  Constant, so that the handler needs no data of its own; every terminal of
 * today knows these or passes over them. */
static const char leave[] = IMPLICIT "\033[m\033[?1l\033>\033[?25h\033[?1049l\r\n";

static const int deadly[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL };

static bool is_mlterm(void)
{
	const char *type = getenv("TERM");

	return getenv("MLTERM") != NULL || (type != NULL && strcmp(type, "mlterm") == 0);
}

/* Sends all of it; there is nobody to tell when the terminal has gone. */
static void send(const char *sequence, size_t len)
{
	while (len > 0) {
		ssize_t sent = write(STDOUT_FILENO, sequence, len);

		if (sent <= 0)
			return;
		sequence += sent;
		len -= (size_t)sent;
	}
}

static void sequence_of(bool is_on, char into[SEQUENCE_SIZE])
{
	const char *tmux = is_on ? TMUX_PASS(EXPLICIT) : TMUX_PASS(IMPLICIT);
	const char *konsole = is_on ? KONSOLE("false") : KONSOLE("true");
	const char *mlterm = is_on ? MLTERM("false") : MLTERM("true");

	str_format(into, SEQUENCE_SIZE, "%s%s%s%s", is_on ? EXPLICIT : IMPLICIT,
		   getenv("TMUX") != NULL ? tmux : "",
		   getenv("KONSOLE_VERSION") != NULL ? konsole : "", is_mlterm() ? mlterm : "");
}

void term_modes_on(void)
{
	char sequence[SEQUENCE_SIZE];

	sequence_of(true, sequence);
	send(sequence, strlen(sequence));
}

void term_modes_off(void)
{
	char sequence[SEQUENCE_SIZE];

	sequence_of(false, sequence);
	send(sequence, strlen(sequence));
}

/* Puts the terminal back with calls that a signal handler may make, then dies of the signal. */
static void die(int signal)
{
	struct termios settings;

	send(leave, sizeof leave - 1);
	if (tcgetattr(STDIN_FILENO, &settings) == 0) {
		settings.c_iflag |= BRKINT | ICRNL | IXON;
		settings.c_oflag |= OPOST | ONLCR;
		settings.c_lflag |= ISIG | ICANON | ECHO | ECHOE | ECHOK | IEXTEN;
		tcsetattr(STDIN_FILENO, TCSANOW, &settings);
	}
	raise(signal);
}

void term_watch_crash(void)
{
	struct sigaction action = { .sa_handler = die, .sa_flags = SA_RESETHAND | SA_NODEFER };

	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		sigaction(deadly[i], &action, NULL);
}

void term_unwatch_crash(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL };

	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		sigaction(deadly[i], &action, NULL);
}
