/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/simulator/test_https.c -- the program itself: Stripe's own client and plain sockets drive
 *                                 it, its command line and its pages are looked at.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"
#include "simulator/card.h"
#include "simulator/fault.h"
#include "tests/cli/run.h"
#include "tests/simulator/suites.h"

static const char *program(void)
{
	const char *folder = getenv("builddir");
	static char path[4096];

	str_format(path, sizeof path, "%s/sanduq-simulator", folder != NULL ? folder : ".");
	return path;
}

/* Runs a part of client.py; tells what failed. */
static void drive(const char *what, const char *folder, const char *spec)
{
	const char *const words[] = { "/usr/bin/python3",
				      run_source("tests/simulator/client.py"),
				      what,
				      program(),
				      run_in(folder),
				      spec,
				      NULL };
	static struct run run;

	run_program(&run, NULL, words);
	if (run.code == 77) {
		check_skip("python3-stripe is not installed");
		return;
	}
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "ok: ") != NULL);
	if (run.code != 0 || strstr(run.out, "FAILED") != NULL)
		printf("%s%s", run.out, run.err);
	CHECK(strstr(run.out, "FAILED") == NULL);
}

static void stripes_client_works(void)
{
	const char *data = check_data_folder();
	struct stat status;
	char spec[4096] = "";

	if (stat("/usr/bin/python3", &status) != 0) {
		check_skip("there is no /usr/bin/python3");
		return;
	}
	if (data != NULL)
		str_format(spec, sizeof spec, "%s/stripe-openapi-subset.json.gz", data);
	drive("flows", "flows", spec[0] != '\0' && stat(spec, &status) == 0 ? spec : NULL);
}

static void faults_arrive(void)
{
	struct stat status;

	if (stat("/usr/bin/python3", &status) != 0) {
		check_skip("there is no /usr/bin/python3");
		return;
	}
	drive("wire", "wire", NULL);
}

static void told(const char *const *words, int code, const char *text)
{
	static struct run run;

	run_program(&run, NULL, words);
	CHECK_INT(run.code, code);
	CHECK(strstr(run.out, text) != NULL || strstr(run.err, text) != NULL);
}

static void mistakes_are_told(void)
{
	const char *path = program(), *nowhere = run_in("nowhere");
	const char *const no_folder[] = { path, "status", NULL };
	const char *const no_command[] = { path, "dance", NULL };
	const char *const no_option[] = { path, "run", "--loud", NULL };
	const char *const no_value[] = { path, "run", "--dir", NULL };
	const char *const no_port[] = { path, "run", "--dir", nowhere, "--port", "65536", NULL };
	const char *const no_card[] = { path, "run", "--dir", nowhere, "--auto", "gold", NULL };
	const char *const not_there[] = { path, "status", "--dir", nowhere, NULL };
	const char *const help[] = { path, "--help", NULL };
	const char *const cards[] = { path, "cards", NULL };

	told(no_folder, 64, "--dir DIR is missing");
	told(no_command, 64, "there is no command dance");
	told(no_option, 64, "there is no option --loud");
	told(no_value, 64, "a value is missing after --dir");
	told(no_port, 64, "this value cannot be used: 65536");
	told(no_card, 64, "gold is not a test card");
	told(not_there, 66, "no simulator was started");
	told(help, 0, "pay-link");
	told(cards, 0, "insufficient_funds");
}

static void the_page_has_the_tables(void)
{
	const char *const operations[] = { program(), "man", "operations", NULL };
	const char *const faults[] = { program(), "man", "faults", NULL };
	const char *const all_cards[] = { program(), "man", "cards", NULL };

	told(operations, 0, "POST /v1/payment_intents/*/increment_authorization");
	for (size_t i = 0; sim_fault_row_at(i) != NULL; i++)
		told(faults, 0, sim_fault_row_at(i)->name);
	for (size_t i = 0; sim_card_at(i) != NULL; i++)
		told(all_cards, 0, sim_card_at(i)->token);
}

const struct check_test test_https[] = {
	{ "Stripe's own client works, and answers are as described", stripes_client_works },
	{ "every fault arrives at a client as it should", faults_arrive },
	{ "mistakes on the command line are told", mistakes_are_told },
	{ "the manual page has every operation, fault and card", the_page_has_the_tables },
	{ 0 },
};
