/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/echo_post.c -- the echo program with the durable inserts of a till: at Enter it runs
 * the next act of a tape against a store, and paints when that is committed.
 *
 *   echo_post STORE TAPE
 */
#include <curses.h>
#include <locale.h>

#include "bench/tape.h"

static void show(int key, int *column)
{
	if (key == '\r' || key == '\n') {
		*column = 0;
		move(20, 0);
		clrtoeol();
	} else if (key >= ' ') {
		mvaddch(20, (*column)++, (chtype)key);
	}
	refresh();
}

static void run(struct floor *floor, const struct tape *tape)
{
	int key, column = 0, at = 0;

	mvaddstr(0, 0, "echo");
	show('\r', &column);
	while ((key = getch()) != 3) {
		if ((key == '\r' || key == '\n') && at < tape->steps)
			floor_act(floor, tape, &at);
		show(key, &column);
	}
}

int main(int argc, char **argv)
{
	struct floor *floor;
	struct tape tape;

	if (argc != 3)
		return 64;
	floor = floor_open(argv[1], "FULL");
	tape_load(&tape, argv[2]);
	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	run(floor, &tape);
	endwin();
	floor_close(floor);
	tape_done(&tape);
	return 0;
}
