/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/story/test_cards.c -- dinner for four, split: cash, a card on the reader with a tip, a QR
 * code, a card whose answer is lost and found again; two lines given back; the books proven.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "run.h"
#include "steps.h"
#include "suites.h"

/* The simulator beside the demonstration of this name is asked for something; its answer holds
 * `told`. */
static void simulator_tells(const char *told, const char *name, const char *word,
			    const char *option, const char *value)
{
	char program[1024], folder[1024];
	const char *slash = strrchr(run_path(), '/');
	const char *const words[] = { program, word, "--dir", folder, option, value, NULL };
	struct run run;

	str_format(program, sizeof program, "%.*ssanduq-simulator",
		   (int)(slash != NULL ? slash + 1 - run_path() : 0), run_path());
	str_format(folder, sizeof folder, "%s/cards", run_in(name));
	run_program(&run, NULL, words);
	if (run.code != 0)
		printf("%s: %s%s\n", word, run.out, run.err);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, told) != NULL);
}

static void simulator(const char *name, const char *word, const char *option, const char *value)
{
	simulator_tells("", name, word, option, value);
}

static void ring(struct pty *pty)
{
	static const struct step rings[] = {
		{ "#5 Enter", "Table 5 · check" },
		{ "4*21 Enter", "4 × Espresso, 8.80" },
		{ "soup Enter", "1 × Lentil soup, 5.50" },
		{ "ouzi Enter", "1 × Lamb ouzi, 18.00" },
		{ "F12", "check 32.30" },
		{ "4 F4", "What is open is split in 4." },
		{ NULL, NULL },
	};

	play(pty, rings);
}

static void dinner_for_four(void)
{
	static const char lost[] =
		"{\"on\":\"payment_intents.create\",\"fault\":\"reset-after\",\"call\":1}\n";
	static const struct step refund[] = {
		{ "Enter", "longest wait" },
		{ "F7", "Receipts of this till" },
		{ "End Home", "1-0000" },
		{ "F6", "Nothing is chosen yet" },
		{ "+", "goes back" },
		{ "Down +", "goes back" },
		{ "Enter", "Why is it given back?" },
		{ "1", "Give this back?" },
		{ "y", "given back" },
		{ "Esc Esc", "longest wait" },
		{ NULL, NULL },
	};
	struct pty *pty = open_demo("four");
	struct run run;

	ring(pty);
	keys(pty, "F5");
	sees(pty, "Part 1 is paid.", "F5");
	keys(pty, "Enter F6");
	sees(pty, "The reader waits for the card.", "F6");
	simulator("four", "present", "--tip", "1.50");
	sees(pty, "Part 2 is paid.", "a card with a tip");
	keys(pty, "Enter F7");
	sees(pty, "EUR 8.0", "F7");
	simulator("four", "pay-link", NULL, NULL);
	sees(pty, "Part 3 is paid.", "the code");
	simulator("four", "faults", "--script", run_file("lost.jsonl", lost));
	keys(pty, "Enter F6");
	sees(pty, "The reader waits for the card.", "a lost answer");
	simulator_tells("\"fired\":1", "four", "status", NULL, NULL);
	simulator("four", "present", NULL, NULL);
	sees(pty, "Table 5 is free.", "the last card");
	play(pty, refund);
	leave(pty);
	run_sanduq(&run, "--store", store_of("four"), "verify", NULL);
	CHECK_INT(run.code, 0);
}

const struct check_test test_cards[] = {
	{ "dinner for four: cash, card with a tip, QR, a lost answer, a refund (P3, P7, P9)",
	  dinner_for_four },
	{ NULL, NULL },
};
