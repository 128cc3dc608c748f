/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/fuzz/parsers.c -- every parser on mangled input: make fuzz DURATION=s SEED=n.
 *
 * Seeds of each kind are mutated (bytes changed, dropped, doubled, spliced) from one seeded
 * sequence.  Nothing may crash, and each target states what must hold of whatever was read.  The
 * input at hand stands in the file fuzz-input, so that a crash leaves it behind.  A planted
 * mistake, which says that a text with two '%' is right, must be found first.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "base/config_scan.h"
#include "base/csv.h"
#include "base/guard.h"
#include "base/json.h"
#include "base/random.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/money.h"
#include "document/document.h"
#include "locale/fold.h"
#include "screen/grammar.h"
#include "service/sales_profile.h"

#define INPUT_MAX 2048
#define BATCH 64

/* Reads the input; false when something that must hold does not. */
typedef bool target_fn(const char *bytes, size_t len);

static bool read_settings(const char *bytes, size_t len)
{
	struct config_scan scan = { 0 };

	(void)config_scan(bytes, len, &scan);
	config_scan_done(&scan);
	return true;
}

static bool read_rows(const char *bytes, size_t len)
{
	const char *const *fields;
	size_t n, total = 0;
	struct csv *csv = NULL;
	enum err err;

	if (csv_open_memory(bytes, len, NULL, &csv) != ERR_OK)
		return true;
	while ((err = csv_next(csv, &n, &fields)) == ERR_OK || err == ERR_DATA) {
		if (++total > 2 * len + 2)
			break;
		for (size_t i = 0; err == ERR_OK && i < n; i++)
			if (!utf8_valid(fields[i], strlen(fields[i])))
				total = SIZE_MAX / 2;
	}
	csv_close(csv);
	return total <= 2 * len + 2;
}

static bool read_json(const char *bytes, size_t len)
{
	struct json *value = json_parse(bytes, len), *again;
	char *text = value != NULL ? json_write(value, 0) : NULL;
	bool holds = true;

	if (text != NULL) {
		again = json_parse(text, strlen(text));
		holds = again != NULL;
		json_free(again);
	}
	free(text);
	json_free(value);
	return holds;
}

static bool read_paper(const char *bytes, size_t len)
{
	struct document *doc = NULL, *again = NULL;
	char *text = NULL;
	bool holds = true;

	(void)len;
	if (document_parse(bytes, &doc) != ERR_OK)
		return true;
	text = document_write(doc);
	if (text != NULL)
		holds = document_parse(text, &again) == ERR_OK &&
			document_count(again) == document_count(doc);
	free(text);
	document_free(again);
	document_free(doc);
	return holds;
}

static bool read_amount(const char *bytes, size_t len)
{
	char text[MONEY_TEXT_SIZE];
	int64_t minor, again;

	(void)len;
	for (int exponent = 0; exponent <= 4; exponent++)
		if (money_parse(bytes, exponent, '.', ',', &minor) == ERR_OK &&
		    (money_parse(money_plain(minor, exponent, text), exponent, '.', ',',
				 &again) != ERR_OK ||
		     again != minor))
			return false;
	return true;
}

static bool read_when(const char *bytes, size_t len)
{
	int32_t date;
	int64_t time_s = 0, rate = 0;

	(void)len;
	(void)sales_date_parse("DD-MM-YYYY", bytes, &date);
	(void)sales_date_parse(bytes, "31-12-2026", &date);
	if (sales_time_parse("H:MM:SS PP", bytes, &time_s) && (time_s < 0 || time_s > 86400))
		return false;
	return !sales_rate_parse(bytes, &rate) || (rate >= 0 && rate <= 10 * MONEY_PPM);
}

static bool clean_text(const char *bytes, size_t len)
{
	char once[2 * INPUT_MAX], twice[2 * INPUT_MAX];

	(void)len;
	utf8_clean(once, sizeof once, bytes);
	utf8_clean(twice, sizeof twice, once);
	return utf8_valid(once, strlen(once)) && strcmp(once, twice) == 0;
}

static bool fold_text(const char *bytes, size_t len)
{
	char key[2 * INPUT_MAX], clean[2 * INPUT_MAX];

	(void)len;
	(void)fold_key(key, sizeof key, bytes);
	(void)fold_clean(clean, sizeof clean, bytes);
	return utf8_valid(key, strlen(key)) && utf8_valid(clean, strlen(clean));
}

static bool guard_text(const char *bytes, size_t len)
{
	size_t start = 0, end = 0;

	(void)guard_looks_like_card(bytes);
	return !guard_find_number(bytes, &start, &end) || (start < end && end <= len);
}

static bool read_entry(const char *bytes, size_t len)
{
	const struct grammar_money money = { 2, '.', ',' };
	struct grammar grammar = grammar_read(bytes);
	int64_t amount = 0, rate = 0;

	(void)len;
	if (grammar.err == ERR_OK && grammar.quantity < 0)
		return false;
	return grammar_discount(bytes, money, &amount, &rate) != ERR_OK ||
	       (amount >= 0 && rate >= 0 && rate <= MONEY_PPM);
}

/* The planted mistake: it must be found, or this program finds nothing. */
static bool planted(const char *bytes, size_t len)
{
	const char *first = memchr(bytes, '%', len);

	return first == NULL || memchr(first + 1, '%', len - (size_t)(first - bytes) - 1) == NULL;
}

static const char *const seeds[] = {
	"[station]\nnumber = 1\nprinter = \"file:/a;b\"\n# note\n[keys]\npay = F12\n",
	"id,date,price\r\n1,\"a \"\"b\"\",13.25\n2,x,\"two\nlines\"\n",
	"{\"a\":[1,-2,{\"b\":\"\\u0633\"}],\"c\":true,\"d\":null}",
	"{\"form\":1,\"kind\":\"receipt\",\"language\":\"en\",\"dir\":\"ltr\",\"blocks\":["
	"{\"text\":\"Tea\",\"align\":\"center\"},{\"row\":[\"Total\",\"12.50\"],\"weight\":"
	"\"strong\"},{\"line\":[\"2\",\"Tea\",\"5.00\"]},{\"rule\":true},{\"feed\":2},"
	"{\"cut\":true}]}",
	"-12,345.67", "\xdb\xb1\xdb\xb2\xd9\xac\xdb\xb3\xdb\xb4\xdb\xb5\xd9\xab\xdb\xb6", "10%",
	"31-12-2026", "9:05:59 PM", "3*214", "#12", "?21", "4242 4242 4242 4242",
	"\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 Caf\xc3\xa9 \xe2\x80\xae x\xcc\x81\xcc\x81\xcc\x81",
};

static const struct target {
	const char *name;
	target_fn *read;
} targets[] = {
	{ "settings", read_settings }, { "rows", read_rows },     { "json", read_json },
	{ "paper", read_paper },       { "amount", read_amount }, { "when", read_when },
	{ "clean", clean_text },       { "fold", fold_text },     { "guard", guard_text },
	{ "entry", read_entry },
};

#define TARGETS (sizeof targets / sizeof *targets)

static size_t put_seed(struct random *random, char *bytes, size_t len, size_t at)
{
	const char *seed = seeds[random_below(random, sizeof seeds / sizeof *seeds)];
	size_t from = random_below(random, strlen(seed)), n = strlen(seed + from);

	if (len + n >= INPUT_MAX)
		return len;
	memmove(bytes + at + n, bytes + at, len - at);
	memcpy(bytes + at, seed + from, n);
	return len + n;
}

static size_t mutate(struct random *random, char *bytes, size_t len)
{
	size_t at = len > 0 ? random_below(random, len) : 0;

	switch (random_below(random, 5)) {
	case 0:
		if (len > 0)
			bytes[at] = (char)random_below(random, 256);
		return len;
	case 1:
		if (len > 0)
			memmove(bytes + at, bytes + at + 1, --len - at);
		return len;
	case 2:
		if (len > 0 && len + 1 < INPUT_MAX) {
			memmove(bytes + at + 1, bytes + at, len - at);
			len++;
		}
		return len;
	case 3:
		if (len > 0)
			bytes[at] ^= (char)(1 << random_below(random, 8));
		return len;
	default:
		return put_seed(random, bytes, len, at);
	}
}

static size_t make_input(struct random *random, char *bytes)
{
	size_t len = put_seed(random, bytes, 0, 0);

	for (uint64_t n = random_below(random, 12); n > 0; n--)
		len = mutate(random, bytes, len);
	bytes[len] = '\0';
	return len;
}

/* The input at hand, in a file that outlives a crash. */
static char *open_input(void)
{
	int fd = open("fuzz-input", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	void *bytes = MAP_FAILED;

	if (fd >= 0 && ftruncate(fd, INPUT_MAX + 1) == 0)
		bytes = mmap(NULL, INPUT_MAX + 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (fd >= 0)
		close(fd);
	return bytes == MAP_FAILED ? NULL : bytes;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t option(int argc, char **argv, const char *name, int64_t fallback)
{
	int64_t value = fallback;

	for (int i = 1; i < argc; i++)
		if (strncmp(argv[i], name, strlen(name)) == 0)
			(void)str_int64(argv[i] + strlen(name), &value);
	return value;
}

/* How many inputs until the target is convicted; 0: it held. */
static int64_t run_target(target_fn *read, struct random *random, char *input, int64_t until_ms,
			  int64_t limit, int64_t *ret_runs)
{
	int64_t runs = 0;

	do {
		for (int i = 0; i < BATCH; i++) {
			size_t len = make_input(random, input);

			runs++;
			if (!read(input, len)) {
				*ret_runs = runs;
				return runs;
			}
		}
	} while (now_ms() < until_ms && (limit == 0 || runs < limit));
	*ret_runs = runs;
	return 0;
}

int main(int argc, char **argv)
{
	int64_t duration_s = option(argc, argv, "--duration=", 2);
	int64_t seed = option(argc, argv, "--seed=", 1), runs = 0, total = 0;
	char *input = open_input();
	struct random random;

	random_init_seed(&random, (uint64_t)seed);
	if (input == NULL) {
		printf("fuzz: fuzz-input cannot be written here\n");
		return 1;
	}
	if (run_target(planted, &random, input, now_ms() + 60000, 1000000, &runs) == 0) {
		printf("fuzz: FAILED: the planted mistake was not found\n");
		return 1;
	}
	printf("planted   found after %" PRId64 " inputs\n", runs);
	for (size_t i = 0; i < TARGETS; i++) {
		int64_t until = now_ms() + duration_s * 1000 / (int64_t)TARGETS;

		if (run_target(targets[i].read, &random, input, until, 0, &runs) != 0) {
			printf("fuzz: FAILED: %s does not hold for the input in fuzz-input, "
			       "seed %" PRId64 "\n",
			       targets[i].name, seed);
			return 1;
		}
		printf("%-9s %" PRId64 " inputs\n", targets[i].name, runs);
		total += runs;
	}
	unlink("fuzz-input");
	printf("fuzz: passed: %" PRId64 " inputs on %zu parsers, planted mistake found, "
	       "0 findings, %" PRId64 " s, seed %" PRId64 "\n",
	       total, TARGETS, duration_s, seed);
	return 0;
}
