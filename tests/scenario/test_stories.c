/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/test_stories.c -- every story of this folder as a test of its own, named by its
 *                                  first line; and stories with one wrong figure, which must fail.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/story.h"
#include "scenario/suites.h"

#define STORIES_MIN 15
#define STORIES_MAX 64
#define PATH_SIZE 1024
#define NAME_SIZE 160

struct found {
	char path[PATH_SIZE];
	char name[NAME_SIZE];
};

static struct found stories[STORIES_MAX];
static int n_stories;

/* --- playing one ------------------------------------------------------------------------------ */

static void tell(const struct story *story, const char *path)
{
	CHECK(story->n_expected > 0);
	for (int i = 0; i < story->n_errors; i++)
		CU_assertImplementation(CU_FALSE, (unsigned)story->errors[i].line,
					story->errors[i].words, path, "", CU_FALSE);
}

static void play(void)
{
	static struct story story;
	const char *name = CU_get_current_test()->pName;

	for (int i = 0; i < n_stories; i++)
		if (strcmp(stories[i].name, name) == 0) {
			story_play(&story, stories[i].path);
			tell(&story, stories[i].path);
			return;
		}
	CU_FAIL("the story is not there any more");
}

/* --- finding them ----------------------------------------------------------------------------- */

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct found *)a)->path, ((const struct found *)b)->path);
}

/* The first comment line without its mark. */
static bool read_name(struct found *story)
{
	FILE *file = fopen(story->path, "r");
	char line[NAME_SIZE];
	bool is_there = file != NULL && fgets(line, sizeof line, file) != NULL &&
			strncmp(line, "# ", 2) == 0;

	if (file != NULL)
		fclose(file);
	if (is_there) {
		line[strcspn(line, "\n")] = '\0';
		str_copy(story->name, sizeof story->name, line + 2);
	}
	return is_there;
}

static bool is_story(const char *name)
{
	size_t len = strlen(name);

	return len > 4 && strcmp(name + len - 4, ".scn") == 0;
}

static void find(void)
{
	const char *source = getenv("srcdir");
	char folder[PATH_SIZE];
	struct dirent *entry;
	DIR *dir;

	str_format(folder, sizeof folder, "%s/tests/scenario", source != NULL ? source : ".");
	dir = opendir(folder);
	while (dir != NULL && n_stories < STORIES_MAX && (entry = readdir(dir)) != NULL) {
		struct found *story = &stories[n_stories];

		if (is_story(entry->d_name) &&
		    str_format(story->path, sizeof story->path, "%s/%s", folder, entry->d_name) &&
		    read_name(story))
			n_stories++;
	}
	if (dir != NULL)
		closedir(dir);
	qsort(stories, (size_t)n_stories, sizeof *stories, by_path);
}

/* --- every verb has a story ------------------------------------------------------------------- */

/* Does this line have the verb in its place? */
static bool is_told(const char *line, const char *verb, bool is_act)
{
	char words[4][64] = { "", "", "", "" };
	bool is_act_line;

	(void)sscanf(line, "%63s %63s %63s %63s", words[0], words[1], words[2], words[3]);
	is_act_line = words[0][0] == '1' || words[0][0] == '2';
	if (is_act)
		return is_act_line && strcmp(words[3], verb) == 0;
	return words[0][0] == '=' && strcmp(words[2], verb) == 0;
}

static bool is_told_in(const char *path, const char *verb, bool is_act)
{
	FILE *file = fopen(path, "r");
	bool is_there = false;
	char line[STORY_LINE_SIZE];

	while (file != NULL && !is_there && fgets(line, sizeof line, file) != NULL)
		is_there = is_told(line, verb, is_act);
	if (file != NULL)
		fclose(file);
	return is_there;
}

static void every_verb_is_told(void)
{
	static const struct story_verb *const tables[] = {
		story_expect_verbs, story_bill_verbs, story_price_verbs, story_split_verbs,
		story_pay_verbs, story_cash_verbs, story_floor_verbs,
	};

	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
		for (const struct story_verb *verb = tables[t]; verb->name != NULL; verb++) {
			bool is_there = false;

			for (int i = 0; i < n_stories && !is_there; i++)
				is_there = is_told_in(stories[i].path, verb->name, t > 0);
			CHECK_TEXT(is_there ? verb->name : "in no story", verb->name);
		}
}

/* --- stories that must fail ------------------------------------------------------------------- */

/* Plays a text that must fail on this line with these words, and with nothing else. */
static void expect_wrong(const char *text, int line, const char *words)
{
	static struct story story;

	story_play_text(&story, text);
	CHECK_INT(story.n_errors, 1);
	CHECK_INT(story.errors[0].line, line);
	CHECK_TEXT(story.errors[0].words, words);
}

static void one_wrong_figure(void)
{
	expect_wrong("1 rim 5 open covers 2\n"
		     "1 rim 5 ring 2 soup\n"
		     "= 5 due 11.01\n", 3, "what is due is 11.00, expected 11.01");
	expect_wrong("1 rim 5 open\n"
		     "1 rim 5 ring 1 wine\n"
		     "1 lina 5 cash\n"
		     "= - balance cash-drawers 160.05\n"
		     "= - balance revenue 50.00\n", 4, "Cash drawers is 160.00, expected 160.05");
	expect_wrong("1 rim 5 open\n"
		     "1 rim 5 ring 1 tea\n"
		     "1 rim 5 void 1 tea\n"
		     "= - acts line-void 2\n", 4, "audit rows: 1, expected 2");
}

static void refused_or_not(void)
{
	expect_wrong("1 rim 5 open\n"
		     "1 rim 5 ring 1 steak\n"
		     "= 5 due 0.00\n", 2,
		     "refused: ERR_CHOICE: A choice is missing, or there is one too many. "
		     "Nothing was posted.");
	expect_wrong("1 rim 5 open\n"
		     "1 rim 5 ring 1 soup\n"
		     "= - refused choice\n", 3, "the refusal above is \"\", expected \"choice\"");
	expect_wrong("1 rim 5 open\n"
		     "1 rim 5 ring 1 steak\n"
		     "= - refused sold-out\n", 3,
		     "the refusal above is \"choice\", expected \"sold-out\"");
}

static void words_without_meaning(void)
{
	expect_wrong("1 rim 5 open\n"
		     "1 rim 5 ring 1 soup chair 2\n", 2,
		     "what is \"chair\"? ring takes: N ITEM [seat N] [course N] [size S] "
		     "[with A,B] [grams N] [at PRICE] [level L]");
	expect_wrong("1 rim 5 dance\n", 1, "there is no act \"dance\"");
	expect_wrong("1 rim 5 open\n", 1, "nothing is expected of it");
}

static void stories_are_there(void)
{
	CHECK(n_stories >= STORIES_MIN);
}

const struct check_test *test_stories(void)
{
	static const struct check_test checks[] = {
		{ "a story with one wrong figure fails, and says where", one_wrong_figure },
		{ "a story fails by what is refused, and by what is not", refused_or_not },
		{ "a story fails by words that mean nothing", words_without_meaning },
		{ "the stories are where they are looked for", stories_are_there },
		{ "every act and expectation is told in some story", every_verb_is_told },
	};
	static struct check_test tests[STORIES_MAX + 6];
	int n = 0;

	find();
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		tests[n++] = checks[i];
	for (int i = 0; i < n_stories; i++)
		tests[n++] = (struct check_test){ stories[i].name, play };
	return tests;
}
