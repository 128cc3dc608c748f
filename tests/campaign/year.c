/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/year.c -- a year of a restaurant's real orders through `sanduq import sales`.
 *
 * The file of the pizza place is rung by the program itself: stopped once on the way and continued,
 * then asked for once more, which must ring nothing.  Its takings report is compared with a sum
 * made here from the file alone, in cents and check by check, and the books are verified.  Without
 * the data (SANDUQ_DATA, else ../shared/data) it is skipped.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"

#define PATH_SIZE 1024
#define ORDERS_MAX 30000
#define RATE_PERCENT 10 /* of data/import/pizzaplace.ini, inclusive */
#define EXIT_SKIPPED 77

/* What the file alone says. */
struct expected {
	int64_t lines, orders, days, total_minor, tax_minor;
};

static char folder[256];

static void remove_folder(void)
{
	if (folder[0] != '\0')
		file_remove_folder(folder);
}

static void fail(const char *what)
{
	printf("year: %s\n", what);
	exit(1);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Starts a command with its output in a file. */
static pid_t start(const char *const argv[], const char *output)
{
	pid_t child = fork();

	if (child != 0)
		return child;
	if (freopen(output, "w", stdout) != NULL && freopen("/dev/null", "r", stdin) != NULL)
		execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

static int finish(pid_t child)
{
	int status = 0;

	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

static int run(const char *const argv[], const char *output)
{
	return finish(start(argv, output));
}

/* "13.25" in cents; the file has no other form. */
static int64_t cents(const char *text)
{
	char *end;
	int64_t minor = strtoll(text, &end, 10) * 100;

	if (end[0] == '.' && end[1] != '\0') {
		minor += (end[1] - '0') * 10;
		if (end[2] >= '0' && end[2] <= '9')
			minor += end[2] - '0';
	}
	return minor;
}

/* Tax inside `gross`, rounded half up. */
static int64_t tax_inside(int64_t gross)
{
	int64_t whole = 100 + RATE_PERCENT;

	return (2 * gross * RATE_PERCENT + whole) / (2 * whole);
}

static void end_order(struct expected *expected, int64_t gross)
{
	expected->orders++;
	expected->total_minor += gross;
	expected->tax_minor += tax_inside(gross);
}

/* The rows of an order follow each other in this file, and so do those of a day. */
static void sum_file(const char *path, struct expected *expected)
{
	char line[512], order[64] = "", day[64] = "";
	FILE *file = fopen(path, "r");
	int64_t gross = 0;

	if (file == NULL || fgets(line, sizeof line, file) == NULL)
		fail("the data cannot be read");
	while (fgets(line, sizeof line, file) != NULL) {
		char *field[8], *next = line;

		for (int i = 0; i < 8; i++)
			field[i] = next != NULL ? strsep(&next, ",") : line;
		if (strcmp(field[1], order) != 0) {
			if (order[0] != '\0')
				end_order(expected, gross);
			gross = 0;
			snprintf(order, sizeof order, "%s", field[1]);
		}
		if (strcmp(field[2], day) != 0) {
			expected->days++;
			snprintf(day, sizeof day, "%s", field[2]);
		}
		expected->lines++;
		gross += cents(field[7]);
	}
	end_order(expected, gross);
	fclose(file);
}

/* Compares one figure of the report. */
static void same(const struct json *report, const char *member, int64_t expected)
{
	int64_t actual = json_int(json_get(report, member), -1);

	if (actual == expected)
		return;
	printf("year: %s is %" PRId64 ", expected %" PRId64 "\n", member, actual, expected);
	exit(1);
}

static int64_t only_member(const struct json *report, const char *member, const char *name)
{
	return json_int(json_get(json_get(report, member), name), -1);
}

static void compare_report(const char *path, const struct expected *expected)
{
	char *text = NULL;
	size_t len = 0;
	struct json *report;

	if (file_read(path, 65536, &text, &len) != ERR_OK)
		fail("there is no report");
	report = json_parse(text, len);
	same(report, "checks", expected->orders);
	same(report, "lines", expected->lines);
	same(report, "business_days", expected->days);
	same(report, "empty_days", 365 - expected->days);
	same(report, "takings_minor", expected->total_minor);
	same(report, "tax_minor", expected->tax_minor);
	if (only_member(report, "by_tender", "cash") != expected->total_minor)
		fail("the tenders do not add up to the takings");
	if (only_member(report, "by_department", "Food") !=
	    expected->total_minor - expected->tax_minor)
		fail("the departments and the tax do not add up to the takings");
	json_free(report);
	free(text);
}

/* The figure behind a word at the start of a line of an import's output. */
static int64_t figure(const char *path, const char *word)
{
	char line[256];
	FILE *file = fopen(path, "r");
	long long value = -1;

	while (file != NULL && fgets(line, sizeof line, file) != NULL)
		if (strncmp(line, word, strlen(word)) == 0)
			sscanf(line + strlen(word), "%lld", &value);
	if (file != NULL)
		fclose(file);
	return value;
}

/* Rings for a while, stops by INT, goes on to the end, asks once more.  Returns how long the
 * ringing took. */
static int64_t ring(const char *const import[], const char *output, int64_t orders)
{
	int64_t began = now_ms(), took, first;
	pid_t child = start(import, output);

	usleep(1500000);
	kill(child, SIGINT);
	if (finish(child) == 0)
		fail("the import did not stop when it was told to");
	first = figure(output, "rung");
	if (first < 1 || first >= orders)
		fail("the stopped import rang nothing, or everything");
	if (run(import, output) != 0)
		fail("the continued import failed");
	took = now_ms() - began;
	if (figure(output, "known") != first || figure(output, "rung") != orders - first)
		fail("the continued import did not go on where the first stopped");
	if (run(import, output) != 0 || figure(output, "rung") != 0 ||
	    figure(output, "known") != orders)
		fail("asked once more, it rang something twice");
	return took;
}

static const char *data_file(char path[PATH_SIZE])
{
	const char *data = getenv("SANDUQ_DATA"), *source = getenv("srcdir");

	if (data != NULL)
		snprintf(path, PATH_SIZE, "%s/pizzaplace.csv.gz", data);
	else
		snprintf(path, PATH_SIZE, "%s/../shared/data/pizzaplace.csv.gz",
			 source != NULL ? source : ".");
	return access(path, R_OK) == 0 ? path : NULL;
}

static void make_house(const char *program, char *config)
{
	char output[PATH_SIZE];
	const char *init[] = {
		program,	   "init",	 "--dir",  folder, "--currency", "USD",
		"--business-date", "2015-01-01", "--kind", "test", NULL
	};

	snprintf(output, sizeof output, "%s/init.out", folder);
	if (run(init, output) != 0)
		fail("init failed");
	snprintf(config, PATH_SIZE, "%s/sanduq.conf", folder);
}

int main(void)
{
	char gz[PATH_SIZE], csv[PATH_SIZE], config[PATH_SIZE], profile[PATH_SIZE],
		output[PATH_SIZE];
	const char *program = getenv("SANDUQ_PROGRAM"), *source = getenv("srcdir");
	const char *unzip[] = { "gzip", "-dc", gz, NULL };
	const char *import[] = { program,     "import", "sales", "--config", config,
				 "--profile", profile,	csv,	 NULL };
	const char *report[] = { program,      "report", "takings",    "--config", config, "--from",
				 "2015-01-01", "--to",	 "2015-12-31", "--format", "json", NULL };
	const char *verify[] = { program, "verify", "--config", config, NULL };
	struct expected expected = { 0 };
	int64_t took;

	if (data_file(gz) == NULL) {
		printf("year: the real orders are not there (SANDUQ_DATA); skipped\n");
		return EXIT_SKIPPED;
	}
	if (program == NULL || source == NULL)
		fail("SANDUQ_PROGRAM and srcdir must be set; run it through make");
	snprintf(folder, sizeof folder, "%s/sanduq-year-XXXXXX",
		 getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
	if (mkdtemp(folder) == NULL)
		fail("no folder for the store");
	atexit(remove_folder);
	snprintf(csv, sizeof csv, "%s/orders.csv", folder);
	snprintf(profile, sizeof profile, "%s/data/import/pizzaplace.ini", source);
	snprintf(output, sizeof output, "%s/out", folder);
	if (run(unzip, csv) != 0)
		fail("gzip cannot read the data");
	sum_file(csv, &expected);
	make_house(program, config);
	took = ring(import, output, expected.orders);
	if (run(report, output) != 0)
		fail("the report failed");
	compare_report(output, &expected);
	if (run(verify, output) != 0)
		fail("verify does not hold");
	printf("year: %" PRId64 " checks, %" PRId64 " lines, %" PRId64 ".%02" PRId64
	       " takings, %" PRId64 " days with a sale, verified; rung in %" PRId64 ".%" PRId64
	       " s\n",
	       expected.orders, expected.lines, expected.total_minor / 100,
	       expected.total_minor % 100, expected.days, took / 1000, took % 1000 / 100);
	return 0;
}
