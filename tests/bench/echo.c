/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/echo.c -- the least a terminal program can do with a key: shows it.
 */
#include <curses.h>
#include <locale.h>

int main(void)
{
	int key, column = 0;

	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	mvaddstr(0, 0, "echo");
	move(20, column);
	refresh();
	while ((key = getch()) != 3) {
		if (key == '\r' || key == '\n' || column == 40) {
			column = 0;
			move(20, 0);
			clrtoeol();
		}
		if (key >= ' ')
			mvaddch(20, column++, (chtype)key);
		refresh();
	}
	endwin();
	return 0;
}
