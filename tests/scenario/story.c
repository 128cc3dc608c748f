/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story.c -- reads a story line by line and plays it: words, verbs, and what is said
 *                           when something is not as it says.
 */
#include "scenario/story.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- what is wrong ---------------------------------------------------------------------------- */

__attribute__((format(printf, 2, 0)))
static void note(struct story *story, const char *format, va_list args)
{
	struct story_error *error = &story->errors[story->n_errors];

	if (story->n_errors == STORY_ERRORS_MAX)
		return;
	error->line = story->line;
	vsnprintf(error->words, sizeof error->words, format, args);
	story->n_errors++;
	story->is_over = story->is_over || story->n_errors == STORY_ERRORS_MAX;
}

void story_wrong(struct story *story, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	note(story, format, args);
	va_end(args);
}

void story_stop(struct story *story, const char *format, ...)
{
	va_list args;

	if (story->is_over)
		return;
	va_start(args, format);
	note(story, format, args);
	va_end(args);
	story->is_over = true;
}

const char *story_amount(int64_t minor)
{
	static char texts[4][32];
	static int next;
	char *text = texts[next = (next + 1) % 4];

	snprintf(text, sizeof texts[0], "%s%lld.%02lld", minor < 0 ? "-" : "",
		 (long long)llabs(minor / 100), (long long)llabs(minor % 100));
	return text;
}

void story_expect_money(struct story *story, const char *what, int64_t actual, int64_t expected)
{
	if (actual != expected)
		story_wrong(story, "%s is %s, expected %s", what, story_amount(actual),
			    story_amount(expected));
}

void story_expect_count(struct story *story, const char *what, int64_t actual, int64_t expected)
{
	if (actual != expected)
		story_wrong(story, "%s: %lld, expected %lld", what, (long long)actual,
			    (long long)expected);
}

void story_expect_word(struct story *story, const char *what, const char *actual,
		       const char *expected)
{
	if (strcmp(actual, expected) != 0)
		story_wrong(story, "%s is \"%s\", expected \"%s\"", what, actual, expected);
}

/* --- words ------------------------------------------------------------------------------------ */

/* Takes the line apart; a # at the beginning of a word ends it. */
static void split(struct story_words *words)
{
	char *at = words->text;

	words->n = 0;
	memset(words->is_used, 0, sizeof words->is_used);
	while (words->n < STORY_WORDS_MAX) {
		char end = ' ';

		at += strspn(at, " \t\r\n");
		if (*at == '\0' || *at == '#')
			return;
		if (*at == '"')
			end = *at++;
		words->word[words->n++] = at;
		while (*at != '\0' && (end == '"' ? *at != '"' : strchr(" \t\r\n", *at) == NULL))
			at++;
		if (*at != '\0')
			*at++ = '\0';
	}
}

static int find(const struct story_words *words, const char *name)
{
	for (int i = 0; i < words->n; i++)
		if (!words->is_used[i] && strcmp(words->word[i], name) == 0)
			return i;
	return -1;
}

bool story_flag(struct story *story, const char *name)
{
	int i = find(&story->words, name);

	if (i >= 0)
		story->words.is_used[i] = true;
	return i >= 0;
}

const char *story_option(struct story *story, const char *name)
{
	struct story_words *words = &story->words;
	int i = find(words, name);

	if (i < 0)
		return NULL;
	words->is_used[i] = true;
	if (i + 1 == words->n || words->is_used[i + 1]) {
		story_stop(story, "nothing stands behind \"%s\"", name);
		return "";
	}
	words->is_used[i + 1] = true;
	return words->word[i + 1];
}

static const char *peek(const struct story_words *words, int *ret_i)
{
	for (int i = 0; i < words->n; i++)
		if (!words->is_used[i]) {
			*ret_i = i;
			return words->word[i];
		}
	*ret_i = -1;
	return "";
}

const char *story_word(struct story *story)
{
	int i;
	const char *word = peek(&story->words, &i);

	if (i >= 0)
		story->words.is_used[i] = true;
	return word;
}

/* "12.50", "12.5", "-3.00" and "7" as minor units. */
static bool read_money(const char *text, int64_t *ret_minor)
{
	const char *digits = text + (*text == '-');
	char *end;
	int64_t minor;

	if (!isdigit((unsigned char)*digits))
		return false;
	minor = 100 * strtoll(digits, &end, 10);
	if (end[0] == '.' && isdigit((unsigned char)end[1])) {
		minor += 10 * (end[1] - '0');
		end += 2;
		if (isdigit((unsigned char)*end))
			minor += *end++ - '0';
	}
	*ret_minor = *text == '-' ? -minor : minor;
	return *end == '\0';
}

static int64_t money_of(struct story *story, const char *text)
{
	int64_t minor = 0;

	if (!read_money(text, &minor))
		story_stop(story, "\"%s\" is no amount", text);
	return minor;
}

static int64_t count_of(struct story *story, const char *text)
{
	int64_t count = 0;

	if (!str_int64(text, &count))
		story_stop(story, "\"%s\" is no number", text);
	return count;
}

int64_t story_option_count(struct story *story, const char *name, int64_t otherwise)
{
	const char *text = story_option(story, name);

	return text != NULL ? count_of(story, text) : otherwise;
}

int64_t story_option_money(struct story *story, const char *name, int64_t otherwise)
{
	const char *text = story_option(story, name);

	return text != NULL ? money_of(story, text) : otherwise;
}

int64_t story_count(struct story *story)
{
	return count_of(story, story_word(story));
}

int64_t story_money(struct story *story)
{
	return money_of(story, story_word(story));
}

int64_t story_maybe_money(struct story *story, int64_t otherwise)
{
	int i;
	const char *text = peek(&story->words, &i);
	int64_t minor;

	if (!read_money(text, &minor))
		return otherwise;
	story->words.is_used[i] = true;
	return minor;
}

bool story_rate(struct story *story, int64_t *ret_ppm)
{
	int i;
	const char *text = peek(&story->words, &i);
	char number[32];
	size_t len = strlen(text);
	int64_t hundredths;

	if (len < 2 || len >= sizeof number || text[len - 1] != '%')
		return false;
	str_format(number, sizeof number, "%.*s", (int)len - 1, text);
	if (!read_money(number, &hundredths))
		return false;
	story->words.is_used[i] = true;
	*ret_ppm = hundredths * 100;
	return true;
}

/* --- a line ----------------------------------------------------------------------------------- */

static const struct story_verb *find_verb(const struct story_verb *const *tables, const char *name)
{
	for (; *tables != NULL; tables++)
		for (const struct story_verb *verb = *tables; verb->name != NULL; verb++)
			if (strcmp(verb->name, name) == 0)
				return verb;
	return NULL;
}

/* An act that was refused, and no line said so. */
static void refuse(struct story *story)
{
	int line = story->line;

	if (story->refused == ERR_OK)
		return;
	story->line = story->refused_line;
	story_stop(story, "refused: %s: %s", err_name(story->refused), err_text(story->refused));
	story->line = line;
	story->refused = ERR_OK;
}

static void check_used(struct story *story, const struct story_verb *verb)
{
	const char *word = story_word(story);

	if (word[0] != '\0')
		story_stop(story, "what is \"%s\"? %s takes: %s", word, verb->name, verb->takes);
}

static void act(struct story *story, const char *till)
{
	static const struct story_verb *const tables[] = {
		story_bill_verbs, story_price_verbs, story_split_verbs, story_pay_verbs,
		story_cash_verbs, story_floor_verbs, NULL,
	};
	const struct story_verb *verb;
	const char *by = story_option(story, "by"), *who = story_word(story), *name;
	enum err err;

	story->at = &story->till[count_of(story, till) == 2];
	story->who = story_person(story, who);
	story->approver = by != NULL ? story_person(story, by) : 0;
	story->place = story_place(story, story_word(story));
	name = story_word(story);
	verb = find_verb(tables, name);
	if (verb == NULL) {
		story_stop(story, "there is no act \"%s\"", name);
		return;
	}
	story->reasons = verb->reasons;
	err = story->is_over ? ERR_OK : verb->run(story);
	if (err == ERR_OK)
		check_used(story, verb);
	story->refused = err;
	story->refused_line = story->line;
	story->n_acts++;
}

static void expect_refusal(struct story *story)
{
	const char *expected = story_word(story);
	char name[64];

	str_copy(name, sizeof name, story->refused == ERR_OK ? "" : err_name(story->refused) + 4);
	for (char *letter = name; *letter != '\0'; letter++)
		*letter = *letter == '_' ? '-' : (char)tolower((unsigned char)*letter);
	story_expect_word(story, "the refusal above", name, expected);
	story->refused = ERR_OK;
}

static void expect(struct story *story)
{
	static const struct story_verb *const tables[] = { story_expect_verbs, NULL };
	const struct story_verb *verb;
	const char *place = story_word(story), *name = story_word(story);

	story->n_expected++;
	story->place = story_place(story, place);
	if (strcmp(name, "refused") == 0) {
		expect_refusal(story);
		return;
	}
	refuse(story);
	verb = find_verb(tables, name);
	if (verb == NULL)
		story_stop(story, "nothing is known of \"%s\"", name);
	if (story->is_over)
		return;
	(void)verb->run(story);
	check_used(story, verb);
}

static void play_line(struct story *story, const char *text)
{
	const char *first;

	if (!str_copy(story->words.text, sizeof story->words.text, text)) {
		story_stop(story, "the line is too long");
		return;
	}
	split(&story->words);
	if (story->words.n == 0)
		return;
	first = story_word(story);
	if (strcmp(first, "=") == 0) {
		expect(story);
		return;
	}
	refuse(story);
	if (!story->is_over)
		act(story, first);
}

/* --- a story ---------------------------------------------------------------------------------- */

static void begin(struct story *story)
{
	memset(story, 0, sizeof *story);
	story_open(story);
}

static void end(struct story *story)
{
	refuse(story);
	if (!story->is_over && story->n_expected == 0)
		story_stop(story, "nothing is expected of it");
	story_close(story);
}

void story_play(struct story *story, const char *path)
{
	char text[STORY_LINE_SIZE * 2];
	FILE *file = fopen(path, "r");

	begin(story);
	if (file == NULL)
		story_stop(story, "it cannot be read");
	while (!story->is_over && fgets(text, sizeof text, file) != NULL) {
		story->line++;
		play_line(story, text);
	}
	if (file != NULL)
		fclose(file);
	end(story);
}

void story_play_text(struct story *story, const char *text)
{
	begin(story);
	while (!story->is_over && *text != '\0') {
		size_t len = strcspn(text, "\n");
		char line[STORY_LINE_SIZE];

		str_format(line, sizeof line, "%.*s", (int)len, text);
		story->line++;
		play_line(story, line);
		text += len + (text[len] == '\n');
	}
	end(story);
}
