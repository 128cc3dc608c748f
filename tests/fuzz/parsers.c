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
#include "core/hours.h"
#include "core/money.h"
#include "document/document.h"
#include "fuzz/answers.h"
#include "locale/catalog.h"
#include "locale/fold.h"
#include "screen/grammar.h"
#include "service/menu_table.h"
#include "service/sales_profile.h"
#include "store/inside.h"
#include "ui/key.h"
#include "ui/term_parts.h"

#define INPUT_MAX 4096
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

/* What is read is written one way, and holds at the same times. */
static bool read_hours(const char *bytes, size_t len)
{
	char text[HOURS_TEXT_SIZE], again[HOURS_TEXT_SIZE];
	struct hours hours, same;

	(void)len;
	if (hours_parse(bytes, &hours) != ERR_OK)
		return true;
	hours_text(&hours, text);
	if (hours_parse(text, &same) != ERR_OK || strcmp(hours_text(&same, again), text) != 0)
		return false;
	for (int minute = 0; minute < 7 * HOURS_DAY_MINUTES; minute += 17)
		if (hours_hold(&hours, minute / HOURS_DAY_MINUTES, minute % HOURS_DAY_MINUTES) !=
		    hours_hold(&same, minute / HOURS_DAY_MINUTES, minute % HOURS_DAY_MINUTES))
			return false;
	return true;
}

/* A cell of the menu is written as it is read back. */
static bool read_cells(const char *bytes, size_t len)
{
	char text[MENU_CELL_SIZE], problem[MENU_PROBLEM_SIZE];
	struct menu_cell cell, same;

	(void)len;
	for (int t = 0; menu_tables[t] != NULL; t++)
		for (int i = 0; menu_tables[t]->columns[i].name != NULL; i++) {
			const struct menu_column *column = &menu_tables[t]->columns[i];

			if (menu_cell_read(column, 2, '.', bytes, &cell, problem) != ERR_OK)
				continue;
			menu_cell_text(column, 2, &cell, text);
			if (text[0] != '\0' &&
			    (menu_cell_read(column, 2, '.', text, &same, problem) != ERR_OK ||
			     !menu_cell_same(column, &cell, &same)))
				return false;
		}
	return true;
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

/* Every look-up gives a text that ends inside the file, or what it was asked for. */
static bool read_catalog(const char *bytes, size_t len)
{
	struct catalog *catalog = NULL;
	size_t sum = 0;

	if (catalog_open_memory(bytes, len, &catalog) != ERR_OK)
		return true;
	sum += strlen(catalog_text(catalog, "Tea"));
	sum += strlen(catalog_context_text(catalog, "a", "b"));
	for (int64_t n = -1; n < 120; n += 7)
		sum += strlen(catalog_plural(catalog, "%d night", "%d nights", n));
	sum += strlen(catalog_plural(catalog, bytes, "", INT64_MIN));
	catalog_close(catalog);
	return sum <= 22 * (len + 16);
}

static bool read_url(const char *bytes, size_t len)
{
	struct db_url url;
	const char *path = strncmp(bytes, "sqlite:", 7) == 0 ? bytes + 7 : bytes;

	(void)len;
	if (db_url_parse(bytes, &url) != ERR_OK)
		return true;
	return url.path[0] != '\0' && strncmp(path, url.path, strlen(url.path)) == 0 &&
	       strlen(url.path) == strcspn(path, "?") && (url.has_queue || url.vfs[0] != '\0');
}

/* A key is what a screen may be given; the settings file can name it. */
static bool is_key(struct key key)
{
	char name[KEY_NAME_SIZE];
	struct key again;

	if (key.kind == KEY_KIND_CHAR && !utf8_is_safe(key.code))
		return false;
	if (key.kind == KEY_KIND_CTRL && (key.code < 'a' || key.code > 'z'))
		return false;
	if (key.kind == KEY_KIND_NONE || (key.kind == KEY_KIND_NAMED && key.code >= K_COUNT))
		return false;
	return key_parse(key_text(key, name), &again) && key_equal(key, again);
}

/* Bytes as curses reads them; 0xFF stands before the two bytes of the code of a key. */
static bool read_keys(const char *bytes, size_t len)
{
	struct term term = { 0 };
	const unsigned char *at = (const unsigned char *)bytes, *end = at + len;

	while (at < end) {
		struct key key;
		int code = *at++;

		if (code == 0xFF && end - at >= 2) {
			code = at[0] << 8 | at[1];
			at += 2;
		}
		if (term_decode(&term, code, &key) && !is_key(key))
			return false;
	}
	return term.n_pending < sizeof term.pending;
}

static bool read_key_name(const char *bytes, size_t len)
{
	struct key key;

	(void)len;
	return !key_parse(bytes, &key) || is_key(key);
}

/* The planted mistake: it must be found, or this program finds nothing. */
static bool planted(const char *bytes, size_t len)
{
	const char *first = memchr(bytes, '%', len);

	return first == NULL || memchr(first + 1, '%', len - (size_t)(first - bytes) - 1) == NULL;
}

/* Numbers of a .mo file, all below 256, and one line of its tables: a length and a place. */
#define WORD(low) low "\0\0\0"
#define PAIR(len, at) WORD(len) WORD(at)
#define CATALOG                                                                                \
	"\xde\x12\x04\x95" WORD("\0") WORD("\3") PAIR("\34", "\64") PAIR("\0", "\114")        \
	PAIR("\0", "\114") PAIR("\22", "\115") PAIR("\3", "\140")                              \
	PAIR("\15", "\144") PAIR("\13", "\162") PAIR("\6", "\176")                             \
	"\0" "%d night\0%d nights\0" "Tea\0"                                                   \
	"Language: ar\n\0" "a\0b\0c\0d\0e\0f\0" "\xd8\xb4\xd8\xa7\xd9\x8a\0"

enum { SEED_SETTINGS, SEED_ROWS, SEED_JSON, SEED_PAPER, SEED_AMOUNT, SEED_DIGITS, SEED_RATE,
       SEED_DATE, SEED_TIME, SEED_QUANTITY, SEED_TABLE, SEED_PRICE, SEED_CARD, SEED_TEXT,
       SEED_HOURS, SEED_CELL,
       SEED_CATALOG, SEED_URL, SEED_FILE, SEED_KEYS, SEED_KEY_NAME, SEED_COUNT,
       SEED_ANSWERS /* one of many */ };

static const struct seed {
	const char *bytes;
	size_t len;
} seeds[SEED_COUNT] = {
#define SEED(text) { text, sizeof(text) - 1 }
	[SEED_SETTINGS] = SEED("[station]\nnumber = 1\nprinter = \"file:/a;b\"\n# note\n[keys]\n"
			       "pay = F12\n"),
	[SEED_ROWS] = SEED("id,date,price\r\n1,\"a \"\"b\"\",13.25\n2,x,\"two\nlines\"\n"),
	[SEED_JSON] = SEED("{\"a\":[1,-2,{\"b\":\"\\u0633\"}],\"c\":true,\"d\":null}"),
	[SEED_PAPER] = SEED("{\"form\":1,\"kind\":\"receipt\",\"language\":\"en\",\"dir\":\"ltr\","
			    "\"blocks\":[{\"text\":\"Tea\",\"align\":\"center\"},"
			    "{\"row\":[\"Total\",\"12.50\"],\"weight\":\"strong\"},"
			    "{\"line\":[\"2\",\"Tea\",\"5.00\"]},{\"rule\":true},{\"feed\":2},"
			    "{\"cut\":true}]}"),
	[SEED_AMOUNT] = SEED("-12,345.67"),
	[SEED_DIGITS] = SEED("\xdb\xb1\xdb\xb2\xd9\xac\xdb\xb3\xdb\xb4\xdb\xb5\xd9\xab\xdb\xb6"),
	[SEED_RATE] = SEED("10%"),
	[SEED_DATE] = SEED("31-12-2026"),
	[SEED_TIME] = SEED("9:05:59 PM"),
	[SEED_HOURS] = SEED("Mon-Fri 17:00-19:00; Sat,Sun 22-2; 07:00-11:00"),
	[SEED_CELL] = SEED("21|Pizza | 12.50"),
	[SEED_QUANTITY] = SEED("3*214"),
	[SEED_TABLE] = SEED("#12"),
	[SEED_PRICE] = SEED("?21"),
	[SEED_CARD] = SEED("4242 4242 4242 4242"),
	[SEED_TEXT] = SEED("\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 Caf\xc3\xa9 \xe2\x80\xae x\xcc\x81\xcc"
			   "\x81\xcc\x81"),
	[SEED_CATALOG] = SEED(CATALOG),
	[SEED_URL] = SEED("sqlite:/srv/store.db?synchronous=full&vfs=memory&lock=none&twice=1"),
	[SEED_FILE] = SEED("store.db?synchronous=normal&lock=file"),
	[SEED_KEYS] = SEED("3*214\r\t\x1b\x7f\x11 \xd9\xa3\xf0\x9f\x8d\xb5\xff\x01\x09\xff\x01\x14"
			   "\xff\x01\x57\xff\x10\x2b"),
	[SEED_KEY_NAME] = SEED("Shift-F2"),
};

static const struct target {
	const char *name;
	target_fn *read;
	int seed;                  /* its own, which half of its inputs begin with */
} targets[] = {
	{ "settings", read_settings, SEED_SETTINGS }, { "rows", read_rows, SEED_ROWS },
	{ "json", read_json, SEED_JSON },             { "paper", read_paper, SEED_PAPER },
	{ "amount", read_amount, SEED_AMOUNT },       { "when", read_when, SEED_DATE },
	{ "clean", clean_text, SEED_TEXT },           { "fold", fold_text, SEED_TEXT },
	{ "guard", guard_text, SEED_CARD },           { "entry", read_entry, SEED_QUANTITY },
	{ "catalog", read_catalog, SEED_CATALOG },    { "url", read_url, SEED_URL },
	{ "hours", read_hours, SEED_HOURS },          { "menu", read_cells, SEED_CELL },
	{ "keys", read_keys, SEED_KEYS },             { "key names", read_key_name, SEED_KEY_NAME },
	{ "answers", answers_read, SEED_ANSWERS },    { "requests", answers_ask, SEED_TEXT },
};

#define TARGETS (sizeof targets / sizeof *targets)

static size_t put_seed(struct random *random, char *bytes, size_t len, size_t at)
{
	const struct seed *seed = &seeds[random_below(random, SEED_COUNT)];
	size_t from = random_below(random, seed->len), n = seed->len - from;

	if (len + n >= INPUT_MAX)
		return len;
	memmove(bytes + at + n, bytes + at, len - at);
	memcpy(bytes + at, seed->bytes + from, n);
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

static struct seed own_seed(struct random *random, const struct target *target)
{
	struct seed seed;
	size_t count = 0;

	if (target->seed != SEED_ANSWERS)
		return seeds[target->seed];
	while (answers_seed(count) != NULL)
		count++;
	seed.bytes = answers_seed(random_below(random, count));
	seed.len = strlen(seed.bytes);
	return seed;
}

/* Begins with the target's own seed, or with the end of any. */
static size_t make_input(struct random *random, const struct target *target, char *bytes)
{
	bool is_own = random_below(random, 2) == 0;
	struct seed own = own_seed(random, target);
	size_t len = is_own ? own.len : put_seed(random, bytes, 0, 0);

	if (is_own)
		memcpy(bytes, own.bytes, len);
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
static int64_t run_target(const struct target *target, struct random *random, char *input,
			  int64_t until_ms, int64_t limit, int64_t *ret_runs)
{
	int64_t runs = 0;

	do {
		for (int i = 0; i < BATCH; i++) {
			size_t len = make_input(random, target, input);

			runs++;
			if (!target->read(input, len)) {
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
	const struct target wrong = { "planted", planted, SEED_RATE };
	struct random random;

	random_init_seed(&random, (uint64_t)seed);
	if (input == NULL) {
		printf("fuzz: fuzz-input cannot be written here\n");
		return 1;
	}
	if (run_target(&wrong, &random, input, now_ms() + 60000, 1000000, &runs) == 0) {
		printf("fuzz: FAILED: the planted mistake was not found\n");
		return 1;
	}
	printf("planted   found after %" PRId64 " inputs\n", runs);
	for (size_t i = 0; i < TARGETS; i++) {
		int64_t until = now_ms() + duration_s * 1000 / (int64_t)TARGETS;

		if (run_target(&targets[i], &random, input, until, 0, &runs) != 0) {
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
