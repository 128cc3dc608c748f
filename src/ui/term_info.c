/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term_info.c -- terminfo asked before curses starts, since curses only knows how to give up.
 */
#include "ui/term_info.h"

#include <curses.h>
#include <term.h>

bool term_info(int fd)
{
	const char *place;
	int found;

	if (setupterm(NULL, fd, &found) == ERR)
		return false;
	place = tigetstr("cup");
	del_curterm(cur_term);
	return place != NULL && place != (const char *)-1;
}

int term_info_colours(int fd)
{
	int found, colours;

	if (setupterm(NULL, fd, &found) == ERR)
		return 0;
	colours = tigetnum("colors");
	del_curterm(cur_term);
	return colours > 0 ? colours : 0;
}
