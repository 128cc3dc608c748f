/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * main.c -- makes the process safe to hold secrets and the language one it can print, then does
 * what the command line asks for.
 */
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli/cli.h"

/* Names are UTF-8 everywhere; a locale that is not would garble them. */
static void choose_locale(void)
{
	setlocale(LC_ALL, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_ALL, "C.UTF-8");
	setlocale(LC_NUMERIC, "C");
}

/* No memory with PINs and keys in it is left behind, and what is written is ours alone. */
static void keep_to_ourselves(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
	umask(077);
}

int main(int argc, char **argv)
{
	keep_to_ourselves();
	choose_locale();
	return cli_run(argc, argv);
}
