/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/story/test_cards.c -- dinner for four, split: cash, a card on the reader with a tip, a QR
 * code, a card whose answers are lost and found again; two lines given back; the books proven and
 * compared with what truly happened.  A processor that stalls, and a till that is killed meanwhile.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/json.h"
#include "base/str.h"
#include "run.h"
#include "steps.h"
#include "suites.h"

#define MANAGER_PIN "730916"
#define ROW_ENTRY 21
#define KEYS 100                 /* each typed and taken back: 200 echoes */
#define ECHO_LIMIT_US 50000
#define ECHO_ROUNDS 2            /* the machine may be busy; the till is not slow twice */
#define OPEN_TRIES 200
#define TRY_MS 100

/* --- the simulator beside a demonstration --- */

static void ask(struct run *run, const char *name, const char *word, const char *option,
		const char *value)
{
	char program[1024], folder[1024];
	const char *slash = strrchr(run_path(), '/');
	const char *const words[] = { program, word, "--dir", folder, option, value, NULL };

	str_format(program, sizeof program, "%.*ssanduq-simulator",
		   (int)(slash != NULL ? slash + 1 - run_path() : 0), run_path());
	str_format(folder, sizeof folder, "%s/cards", run_in(name));
	run_program(run, NULL, words);
	if (run->code != 0)
		printf("%s: %s%s\n", word, run->out, run->err);
	CHECK_INT(run->code, 0);
}

static void simulator(const char *name, const char *word, const char *option, const char *value)
{
	struct run run;

	ask(&run, name, word, option, value);
}

/* Every fault of its script was there. */
static void check_fired(const char *name)
{
	struct run run;

	ask(&run, name, "status", NULL, NULL);
	CHECK(strstr(run.out, "\"fired\":1") != NULL && strstr(run.out, "\"fired\":0") == NULL);
}

/* What truly happened: how often, and how much in all. */
static void check_truth(const struct run *record, const char *effect, int count,
			int64_t amount_minor)
{
	const char *line = record->out;
	int64_t sum_minor = 0;
	int n = 0;

	while (*line != '\0') {
		size_t len = strcspn(line, "\n");
		struct json *json = json_parse(line, len);

		if (strcmp(json_text(json_get(json, "effect"), ""), effect) == 0) {
			sum_minor += json_int(json_get(json, "amount"), 0);
			n++;
		}
		json_free(json);
		line += len + (line[len] == '\n');
	}
	CHECK_INT(n, count);
	CHECK_INT(sum_minor, amount_minor);
}

/* --- the command line beside an open till --- */

static const char *settings_of(const char *name)
{
	char path[64];

	str_format(path, sizeof path, "%s/sanduq.conf", name);
	return run_in(path);
}

/* Waits until the courier has brought all to its end. */
static void wait_until_nothing_is_open(struct pty *pty, const char *name)
{
	struct run run;

	for (int i = 0; i < OPEN_TRIES; i++) {
		run_sanduq(&run, "resolve", "--list", "--config", settings_of(name), NULL);
		if (strstr(run.out, "Nothing is open.") != NULL)
			return;
		pty_read(pty, TRY_MS);
	}
	printf("still open: %s%s\n", run.out, run.err);
	CHECK(false);
}

/* Both sides of the day agree, for the day that is named too; `sum` stands in what is matched. */
static void check_reconciled(const char *name, const char *sum)
{
	struct run run;
	char date[16] = "";
	const char *at;

	run_sanduq(&run, "reconcile", "--config", settings_of(name), NULL);
	at = strstr(run.out, " for ");
	CHECK_FATAL(at != NULL);
	str_format(date, sizeof date, "%.10s", at + 5);
	run_sanduq(&run, "reconcile", "--date", date, "--config", settings_of(name), NULL);
	if (run.code != 0 || strstr(run.out, sum) == NULL)
		printf("reconcile: %d %s%s\n", run.code, run.out, run.err);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "Both sides agree.") != NULL);
	CHECK(strstr(run.out, sum) != NULL);
}

/* --- dinner --- */

static void ring(struct pty *pty)
{
	static const struct step rings[] = {
		{ "#5 Enter", "Table 5 · check" },
		{ "4 F6", "4 covers" },
		{ "4*21 Enter", "4 × Espresso, 8.80" },
		{ "4*soup Enter", "4 × Lentil soup, 22.00" },
		{ "8*ouzi Enter", "How cooked" },
		{ "2", "8 × Lamb ouzi · medium, 144.00" },
		{ "F12", "check 174.80" },
		{ "4 F4", "What is open is split in 4." },
		{ NULL, NULL },
	};

	play(pty, rings);
}

/* Four parts of 43.70: cash, a card with a tip of 3.00, a code, a card whose answers are lost. */
static void pay_four_ways(struct pty *pty, const char *name)
{
	static const char lost[] =
		"{\"on\":\"payment_intents.create\",\"fault\":\"reset-after\",\"times\":1}\n"
		"{\"on\":\"readers.process\",\"fault\":\"reset-after\",\"times\":1}\n"
		"{\"on\":\"payment_intents.capture\",\"fault\":\"reset-after\",\"times\":1}\n";

	keys(pty, "F5");
	sees(pty, "Part 1 is paid.", "F5");
	keys(pty, "Enter F6");
	sees(pty, "The reader waits for the card.", "F6");
	simulator(name, "present", "--tip", "3.00");
	sees(pty, "Part 2 is paid.", "a card with a tip");
	keys(pty, "Enter F7");
	sees(pty, "EUR 43.70", "F7");
	simulator(name, "pay-link", "--last", NULL);
	sees(pty, "Part 3 is paid.", "the code");
	wait_until_nothing_is_open(pty, name);
	simulator(name, "faults", "--script", run_file("lost.jsonl", lost));
	keys(pty, "Enter F6");
	sees(pty, "The reader waits for the card.", "two lost answers");
	simulator(name, "present", "--card", "mastercard");
	sees(pty, "Table 5 is free.", "the last card");
	wait_until_nothing_is_open(pty, name);
	check_fired(name);
}

/* Soup and lamb of the part with the tip, 41.50: more than a cashier may alone. */
static void give_two_lines_back(struct pty *pty)
{
	static const struct step refund[] = {
		{ "Enter", "longest wait" },
		{ "F7", "Receipts of this" },
		{ "Home Down Down", "▸ 1-000005" },
		{ "F6", "Nothing is chosen yet" },
		{ "Down F2", "4 of 4       Lentil soup" },
		{ "Down F2", "41.50  back to the card" },
		{ "Enter", "Why is it given back?" },
		{ "1", "Give this back?" },
		{ "y", "Approval: Give refunds" },
		{ "3 Enter", "41.50" },
		{ NULL, NULL },
	};

	play(pty, refund);
	pty_type(pty, MANAGER_PIN);
	keys(pty, "Enter");
	sees(pty, "41.50  given back", "the approval");
	keys(pty, "Esc Esc");
	sees(pty, "longest wait", "Esc");
}

static void check_receipt(struct pty *pty, const char *name, int number, const char *text)
{
	char path[128], *paper = NULL;
	size_t len = 0;

	str_format(path, sizeof path, "%s/papers/receipt-1-%06d.txt", name, number);
	for (int i = 0; i < WAIT_MS / 50 && !file_exists(run_in(path)); i++)
		pty_read(pty, 50);
	CHECK_OK(file_read(run_in(path), 10000, &paper, &len));
	CHECK(paper != NULL && strstr(paper, "43.70") != NULL && strstr(paper, text) != NULL);
	if (paper != NULL && strstr(paper, text) == NULL)
		printf("%s lacks '%s':\n%s", path, text, paper);
	free(paper);
}

static void dinner_for_four(void)
{
	struct pty *pty = open_demo("four");
	struct run record, run;

	ring(pty);
	pay_four_ways(pty, "four");
	give_two_lines_back(pty);
	wait_until_nothing_is_open(pty, "four");
	check_receipt(pty, "four", 4, "Cash");
	check_receipt(pty, "four", 5, "3.00");
	check_receipt(pty, "four", 5, "4242");
	check_receipt(pty, "four", 6, "QR payment");
	check_receipt(pty, "four", 7, "4444");
	ask(&record, "four", "record", NULL, NULL);
	check_truth(&record, "capture", 3, 3 * 4370 + 300);
	check_truth(&record, "refund", 1, 4150);
	check_reconciled("four", "92.60        92.60");
	run_sanduq(&run, "verify", "--store", store_of("four"), NULL);
	CHECK_INT(run.code, 0);
	leave(pty);
}

/* --- a processor that stalls --- */

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* From a key to what it makes of the entry line. */
static int64_t echo_us(struct pty *pty, const char *key, const char *entry)
{
	int64_t began = now_us();

	pty_key(pty, key);
	while (strncmp(pty_row(pty, ROW_ENTRY), entry, strlen(entry)) != 0 &&
	       now_us() - began < (int64_t)WAIT_MS * 1000)
		pty_read_us(pty, ECHO_LIMIT_US);
	return now_us() - began;
}

static int64_t worst_echo_us(struct pty *pty)
{
	int64_t worst = 0, sum = 0;

	for (int i = 0; i < 2 * KEYS; i++) {
		int64_t took = i % 2 == 0 ? echo_us(pty, "7", " 7 ") :
					    echo_us(pty, "Backspace", "   ");

		sum += took;
		worst = took > worst ? took : worst;
	}
	printf("a key while the processor stalls: mean %" PRId64 " us, worst %" PRId64 " us\n",
	       sum / (2 * KEYS), worst);
	return worst;
}

static void check_echo(struct pty *pty)
{
	int64_t worst = worst_echo_us(pty);

	for (int round = 1; round < ECHO_ROUNDS && worst > ECHO_LIMIT_US; round++)
		worst = worst_echo_us(pty);
	CHECK(worst <= ECHO_LIMIT_US);
}

/* A card on table 5 that is on its way to a processor which does not answer for half a minute. */
static struct pty *begin_stalled(const char *name)
{
	static const char stall[] = "{\"on\":\"writes\",\"fault\":\"stall-before\"}\n";
	static const struct step rings[] = {
		{ "#5 Enter", "Table 5 · check" },
		{ "ouzi Enter", "How cooked" },
		{ "2", "1 × Lamb ouzi · medium, 18.00" },
		{ "F12", "check 18.00" },
		{ "F6", "Sending to the card processor." },
		{ NULL, NULL },
	};
	struct pty *pty = open_demo(name);

	simulator(name, "faults", "--script", run_file("stall.jsonl", stall));
	play(pty, rings);
	return pty;
}

static void the_screen_goes_on(void)
{
	static const struct step elsewhere[] = {
		{ "Tab", "longest wait" },
		{ "#6 Enter", "Table 6 · check" },
		{ "2*21 Enter", "2 × Espresso, 4.40" },
		{ "F11", "Table 6 is free." },
		{ "Enter", "longest wait" },
		{ "#5 Enter", "Table 5 · check" },
		{ "F12", "Sending to the card processor." },
		{ NULL, NULL },
	};
	const char *const words[] = { run_path(), "demo", "--dir", run_in("stall"), NULL };
	struct pty *pty = begin_stalled("stall");
	struct run run;

	check_echo(pty);
	play(pty, elsewhere);
	kill_it(pty);
	pty = start(words);
	log_in(pty, "1", "Lina Haddad");
	sees(pty, "This bill was open when the till stopped.", "kill -9");
	keys(pty, "F12");
	sees(pty, "The reader waits for the card.", "F12");
	simulator("stall", "present", NULL, NULL);
	sees(pty, "Table 5 is free.", "a card after kill -9");
	wait_until_nothing_is_open(pty, "stall");
	ask(&run, "stall", "record", NULL, NULL);
	check_truth(&run, "create", 1, 1800);
	check_truth(&run, "capture", 1, 1800);
	keys(pty, "Enter");
	sees(pty, "longest wait", "Enter");
	leave(pty);
	run_sanduq(&run, "verify", "--store", store_of("stall"), NULL);
	CHECK_INT(run.code, 0);
}

const struct check_test test_cards[] = {
	{ "dinner for four: cash, card with a tip, QR, lost answers, a refund (P3, P7, P9)",
	  dinner_for_four },
	{ "a processor that stalls keeps no key and no table waiting, nor kill -9 (B2, B3, P2)",
	  the_screen_goes_on },
	{ NULL, NULL },
};
