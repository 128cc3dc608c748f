/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/main.c -- sanduq-simulator: the command line.
 */
#include <signal.h>
#include <sys/stat.h>

#include "simulator/command.h"

int main(int argc, char **argv)
{
	umask(077);
	signal(SIGPIPE, SIG_IGN);
	return command_run(argc, argv);
}
