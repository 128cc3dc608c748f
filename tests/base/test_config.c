/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_config.c -- settings files: what is read, and the sentence for each mistake.
 */
#include "base/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config_scan.h"
#include "base/file.h"
#include "base/random.h"
#include "base/str.h"
#include "suites.h"

static const struct config_key keys[] = {
	{ "screen", "theme", CONFIG_CHOICE, "dark", .choices = "dark mono",
	  .help = "Colours of the screen." },
	{ "screen", "idle-lock", CONFIG_INT, "5", 1, 60, .help = "Minutes before the lock." },
	{ "screen", "sound", CONFIG_BOOL, "no", .help = "Whether it beeps." },
	{ "property", "name", CONFIG_TEXT, NULL, .help = "As printed on receipts." },
	{ "property", "floors", CONFIG_INT, NULL, 1, 200, .help = "How many there are." },
	{ "keys", "*", CONFIG_TEXT, NULL, .help = "An action and its key." },
	{ 0 },
};

/* Any section may hold these, as in a file of rules. */
static const struct config_key rules[] = {
	{ "general", "version", CONFIG_INT, "1", 1, 9, .help = "Form of the file." },
	{ "*", "every", CONFIG_INT, "10", 1, 100, .help = "How many for one." },
	{ "*", "title", CONFIG_TEXT, "", .help = "As shown to the guest." },
	{ 0 },
};

static const char *file_path(char path[512])
{
	CHECK_FATAL(file_join(path, 512, check_folder(), "settings"));
	return path;
}

static struct config *open_bytes(const struct config_key *table, const char *bytes, size_t len,
				 enum err expected)
{
	struct config *config = NULL;
	char path[512];

	CHECK_OK_FATAL(file_write(file_path(path), 0600, bytes, len));
	CHECK_INT(config_open(path, table, &config), expected);
	CHECK_FATAL(config != NULL);
	unlink(path);
	return config;
}

static struct config *open_text(const struct config_key *table, const char *text)
{
	struct config *config = open_bytes(table, text, strlen(text), ERR_OK);

	CHECK_TEXT(config_problem(config), "");
	return config;
}

/* `sentence` begins with the line, or is about the whole file when it does not. */
static void expect_problem_bytes(const char *bytes, size_t len, const char *sentence)
{
	struct config *config = open_bytes(keys, bytes, len, ERR_CONFIG);
	char path[512], expected[1200];

	snprintf(expected, sizeof expected, "%s:%s", file_path(path), sentence);
	CHECK_TEXT(config_problem(config), expected);
	config_close(config);
}

static void expect_problem(const char *text, const char *sentence)
{
	expect_problem_bytes(text, strlen(text), sentence);
}

static void values_are_read(void)
{
	struct config *config = open_text(keys,
		"# a comment\n; another = one [x]\n\n[Screen]\r\n  theme = mono  \r\n"
		"IDLE-lock=60\nsound = yes\n[property]\n"
		"name = \"\u0645\u0637\u0639\u0645 \u0627\u0644\u0628\u062D\u0631 #1; bar \"\n"
		"[keys]\nSplit-Check = F4\nnote=\nvoid = \"\"\n24:00 = a = b\nlast = it's \"so\"");

	CHECK_TEXT(config_text(config, "screen", "theme"), "mono");
	CHECK_INT(config_int(config, "screen", "idle-lock"), 60);
	CHECK(config_bool(config, "screen", "sound"));
	CHECK_TEXT(config_text(config, "property", "name"),
		   "\u0645\u0637\u0639\u0645 \u0627\u0644\u0628\u062D\u0631 #1; bar ");
	CHECK_TEXT(config_text(config, "keys", "split-check"), "F4");
	CHECK_TEXT(config_text(config, "keys", "note"), "");
	CHECK_TEXT(config_text(config, "keys", "void"), "");
	CHECK_TEXT(config_text(config, "keys", "24:00"), "a = b");
	CHECK_TEXT(config_text(config, "keys", "last"), "it's \"so\"");
	CHECK(config_has(config, "SCREEN", "Theme"));
	CHECK(!config_has(config, "property", "floors"));
	config_close(config);
}

static void spelling_and_order_are_kept(void)
{
	struct config *config = open_text(keys, "[keys]\nB-Key = 1\na = 2\n\u0635 \u0648 = 3\n"
						"[Property]\n[screen]\ntheme = dark\n");

	CHECK_TEXT(config_section_at(config, 0), "keys");
	CHECK_TEXT(config_section_at(config, 1), "Property");
	CHECK_TEXT(config_section_at(config, 2), "screen");
	CHECK(config_section_at(config, 3) == NULL);
	CHECK(config_section_at(config, -1) == NULL);
	CHECK_TEXT(config_key_at(config, "Keys", 0), "B-Key");
	CHECK_TEXT(config_key_at(config, "keys", 1), "a");
	CHECK_TEXT(config_key_at(config, "keys", 2), "\u0635 \u0648");
	CHECK(config_key_at(config, "keys", 3) == NULL);
	CHECK_TEXT(config_text(config, "keys", config_key_at(config, "keys", 2)), "3");
	CHECK(config_key_at(config, "property", 0) == NULL);
	config_close(config);
}

static void defaults_stand_in(void)
{
	struct config *config = NULL;

	CHECK_OK_FATAL(config_empty(keys, &config));
	CHECK_TEXT(config_text(config, "screen", "theme"), "dark");
	CHECK_INT(config_int(config, "screen", "idle-lock"), 5);
	CHECK(!config_bool(config, "screen", "sound"));
	CHECK(config_text(config, "property", "name") == NULL);
	CHECK(!config_has(config, "screen", "theme"));
	CHECK(config_section_at(config, 0) == NULL);
	CHECK_TEXT(config_problem(config), "");
	config_close(config);
	config_close(NULL);
	config = open_text(keys, "");
	CHECK_INT(config_int(config, "screen", "idle-lock"), 5);
	config_close(config);
}

static void any_section_may_be_allowed(void)
{
	struct config *config = open_text(rules, "[Tenth coffee]\nevery = 9\ntitle = \u0642\u0647"
						 "\u0648\u0629\n[fifth stay]\nevery=5\n");

	CHECK_INT(config_int(config, "tenth coffee", "every"), 9);
	CHECK_TEXT(config_text(config, "tenth coffee", "title"), "\u0642\u0647\u0648\u0629");
	CHECK_INT(config_int(config, config_section_at(config, 1), "every"), 5);
	CHECK_TEXT(config_text(config, "fifth stay", "title"), "");
	CHECK_INT(config_int(config, "general", "version"), 1);
	config_close(config);
}

static void unknown_names_are_told(void)
{
	expect_problem("[screen]\n\ntheem = dark\n",
		       "3: unknown key 'theem' in [screen]; did you mean 'theme'?");
	expect_problem("[property]\ntheme = dark\n",
		       "2: unknown key 'theme' in [property]; it belongs in [screen]");
	expect_problem("[screen]\nwallpaper = x\n", "2: unknown key 'wallpaper' in [screen]; "
		       "the keys there are: theme, idle-lock, sound");
	expect_problem("[scren]\n", "1: unknown section [scren]; did you mean [screen]?");
	expect_problem("[money]\n",
		       "1: unknown section [money]; the sections are: screen, property, keys");
}

static void wrong_values_are_told(void)
{
	expect_problem("[screen]\nidle-lock = 61\n", "2: 'idle-lock' in [screen] must be a whole "
		       "number from 1 to 60, not '61'");
	expect_problem("[screen]\nidle-lock = 5 min\n", "2: 'idle-lock' in [screen] must be a "
		       "whole number from 1 to 60, not '5 min'");
	expect_problem("[screen]\nidle-lock =\n", "2: 'idle-lock' in [screen] must be a whole "
		       "number from 1 to 60, not ''");
	expect_problem("[screen]\nsound = true\n",
		       "2: 'sound' in [screen] must be yes or no, not 'true'");
	expect_problem("[screen]\ntheme = dar\n",
		       "2: 'theme' in [screen] must be one of: dark mono; not 'dar'");
	expect_problem("[screen]\ntheme = dark mono\n",
		       "2: 'theme' in [screen] must be one of: dark mono; not 'dark mono'");
}

static void what_iniparser_would_hide_is_told(void)
{
	expect_problem("[screen]\ntheme = dark\nTheme = mono\n", "3: key 'Theme' is given twice in "
		       "[screen] (first on line 2); keep one of them");
	expect_problem("[screen]\n[keys]\n[SCREEN]\n", "3: section [SCREEN] is here a second time "
		       "(first on line 1); put its keys together");
	expect_problem("[keys]\nnote = a # b\n", "2: the value holds '#'; write it in double "
		       "quotes, or put the comment on a line of its own");
	expect_problem("[keys]\nnote = ;\n", "2: the value holds ';'; write it in double "
		       "quotes, or put the comment on a line of its own");
	expect_problem("[screen:two]\n",
		       "1: the name of the section may not hold ':'; take it out");
	expect_problem("[keys]\nnote = a \\\n", "2: the line ends with a backslash; take it out");
	expect_problem("# comment \\ \n", "1: the line ends with a backslash; take it out");
	expect_problem("[keys]\nnote = 'a'\n", "2: the value begins with a single quote; use "
		       "double quotes around it");
	expect_problem("[keys]\nnote = \"a\n", "2: the value has no closing quote; end it with a "
		       "double quote");
	expect_problem("[keys]\nnote = \"a\"b\"\n", "2: something follows the closing quote; a "
		       "value holds no quotes inside, and a comment has a line of its own");
}

static void lines_that_are_none_are_told(void)
{
	expect_problem("[keys]\nnote\n", "2: this is neither a [section] nor a 'key = value'; "
		       "begin a comment with '#'");
	expect_problem("theme = dark\n", "1: a key stands before the first section; put a "
		       "[section] above it");
	expect_problem("[screen\n", "1: the section does not end with ']'; write [name] alone on "
		       "its line");
	expect_problem("[]\n", "1: the section has no name; give it one");
	expect_problem("[keys]\n= 3\n", "2: the key has no name; give it one");
	expect_problem("[keys]\n\"a\" = 3\n",
		       "2: the name of the key may not hold '\"'; take it out");
}

static void bytes_that_are_no_text_are_told(void)
{
	expect_problem_bytes("[keys]\na = \0\n", 12,
			     "2: the line holds a NUL byte; this is no text file");
	expect_problem("[keys]\n# caf\xE9\n",
		       "2: the line is not UTF-8; save the file as UTF-8");
	expect_problem("\xEF\xBB\xBF[keys]\n", "1: the file begins with a byte order mark; save "
		       "it as UTF-8 without one");
	expect_problem("[keys]\nnote = a\u202Eb\n",
		       "2: holds the invisible character U+202E; take it out");
	expect_problem("[keys]\nnote = a\x1B[m\n",
		       "2: holds the invisible character U+001B; take it out");
	expect_problem("[keys]\nnote = a\tb\n",
		       "2: holds the invisible character U+0009; take it out");
}

static void tabs_may_stand_in_quotes(void)
{
	struct config *config = open_text(keys, "[keys]\n\tseparator\t=\t\"\t\"\t\n");

	CHECK_TEXT(config_text(config, "keys", "separator"), "\t");
	config_close(config);
}

static void sizes_are_bounded(void)
{
	static char text[CONFIG_BYTES_MAX + 2];
	struct config *config;

	memset(text, '\n', CONFIG_BYTES_MAX + 1);
	expect_problem(text, " is larger than 64 KiB; remove what is not needed");
	text[CONFIG_BYTES_MAX] = '\0';
	memcpy(text, "[keys]\na = ", 11);
	memset(text + 11, 'x', 1000 - 4);
	config = open_text(keys, text);
	CHECK_INT(strlen(config_text(config, "keys", "a")), 996);
	config_close(config);
	text[11 + 1000 - 4] = 'x';
	expect_problem(text, "2: the line is longer than 1000 bytes; shorten it");
	memset(text + 7, 'k', 201);
	memcpy(text + 7 + 201, " = 1\n", 5);
	expect_problem(text, "2: the name of the key is longer than 200 bytes; shorten it");
}

static void counts_are_bounded(void)
{
	struct str text = { 0 };

	for (int i = 0; i <= CONFIG_SECTIONS_MAX; i++)
		str_addf(&text, "[s%d]\n", i);
	expect_problem(str_text(&text), "501: there are more than 500 sections; remove some");
	str_clear(&text);
	str_add(&text, "[keys]\n");
	for (int i = 0; i <= CONFIG_ENTRIES_MAX; i++)
		str_addf(&text, "k%d=\n", i);
	expect_problem(str_text(&text), "2002: there are more than 2000 settings; remove some");
	str_done(&text);
}

static void files_that_cannot_be_read_are_told(void)
{
	struct config *config = NULL;
	char expected[600];
	char path[512];

	CHECK_INT(config_open("/absent/settings", keys, &config), ERR_MISSING_FILE);
	CHECK(config == NULL);
	CHECK_INT(config_open(check_folder(), keys, &config), ERR_CONFIG);
	snprintf(expected, sizeof expected, "%s: is no file; give the path of a settings file",
		 check_folder());
	CHECK_TEXT(config_problem(config), expected);
	config_close(config);
	if (geteuid() == 0)
		return; /* root may read all */
	CHECK_OK(file_write(file_path(path), 0200, "", 0));
	CHECK_INT(config_open(path, keys, &config), ERR_CONFIG);
	CHECK(strstr(config_problem(config), "may not be read by you") != NULL);
	config_close(config);
	unlink(path);
}

static void missing_and_meaningless_values_are_told(void)
{
	struct config *config = open_text(keys, "[property]\nname = Sea\n");
	char path[512], expected[700];

	CHECK_OK(config_need(config, "property", "name"));
	CHECK_OK(config_need(config, "screen", "theme"));
	CHECK_INT(config_need(config, "property", "floors"), ERR_CONFIG);
	snprintf(expected, sizeof expected, "%s: 'floors' is missing in [property]; give it a "
		 "value", file_path(path));
	CHECK_TEXT(config_problem(config), expected);
	CHECK_INT(config_complain(config, "property", "name", "'%s' is no name", "Sea"),
		  ERR_CONFIG);
	snprintf(expected, sizeof expected, "%s:2: 'Sea' is no name", path);
	CHECK_TEXT(config_problem(config), expected);
	config_close(config);
}

/* A file of lines that are nearly right, with letters that make trouble. */
static void make_trouble(struct random *random, struct str *text)
{
	static const char *const pieces[] = {
		"[screen]\n", "[keys]\n", "[property]\n", "theme = dark\n", "name = ", "note = ",
		"sound=yes\n", "idle-lock = 7\n", "=", "\"", "'", "#", ";", "\\", "\n", "\r\n", " ",
		"\t", "[", "]", ":", "a", "b = c\n", "\u0635", "\u202E", "\xFF", "%s",
		"x = \"y\"\n",
	};
	size_t count = random_below(random, 24);

	if (random_below(random, 2) == 0)
		str_add(text, "[keys]\n");
	while (count-- > 0)
		str_add(text, pieces[random_below(random, sizeof pieces / sizeof pieces[0])]);
}

/* Whatever the bytes, either the scan and iniparser agree or there is a sentence. */
static void both_readers_agree(void)
{
	struct random random;
	struct str text = { 0 };
	char path[512];
	int read = 0, refused = 0, disagreed = 0;

	file_path(path);
	random_init_seed(&random, 11);
	for (int i = 0; i < 20000; i++) {
		struct config *config = NULL;
		FILE *file = fopen(path, "w");
		enum err err;

		CHECK_FATAL(file != NULL);
		str_clear(&text);
		make_trouble(&random, &text);
		fwrite(text.data, 1, text.len, file);
		fclose(file);
		err = config_open(path, keys, &config);
		CHECK_FATAL((err == ERR_OK || err == ERR_CONFIG) && config != NULL);
		read += err == ERR_OK;
		refused += err == ERR_CONFIG && config_problem(config)[0] != '\0';
		disagreed += strstr(config_problem(config), "try again") != NULL;
		config_close(config);
	}
	CHECK(read > 500);
	CHECK_INT(read + refused, 20000);
	CHECK_INT(disagreed, 0);
	unlink(path);
	str_done(&text);
}

static void any_bytes_do_no_harm(void)
{
	struct random random;
	int silent = 0;

	random_init_seed(&random, 12);
	for (int i = 0; i < 20000; i++) {
		struct config_scan scan;
		char bytes[64];
		size_t len = random_below(&random, sizeof bytes);
		enum err err;

		random_fill(&random, bytes, len);
		err = config_scan(bytes, len, &scan);
		silent += err == ERR_CONFIG && scan.problem[0] == '\0';
		silent += err != ERR_CONFIG && err != ERR_OK;
		config_scan_done(&scan);
	}
	CHECK_INT(silent, 0);
}

const struct check_test test_config[] = {
	{ "values are read, with spaces, signs and other scripts", values_are_read },
	{ "spelling and order are kept", spelling_and_order_are_kept },
	{ "defaults stand in for what is not given", defaults_stand_in },
	{ "a table may allow any section", any_section_may_be_allowed },
	{ "unknown names are told, with what may be meant", unknown_names_are_told },
	{ "wrong values are told, with what is allowed", wrong_values_are_told },
	{ "what iniparser would hide is told", what_iniparser_would_hide_is_told },
	{ "lines that are none are told", lines_that_are_none_are_told },
	{ "bytes that are no text are told", bytes_that_are_no_text_are_told },
	{ "tabs may stand in quotes", tabs_may_stand_in_quotes },
	{ "sizes are bounded", sizes_are_bounded },
	{ "counts are bounded", counts_are_bounded },
	{ "files that cannot be read are told", files_that_cannot_be_read_are_told },
	{ "missing and meaningless values are told", missing_and_meaningless_values_are_told },
	{ "both readers agree on what is accepted", both_readers_agree },
	{ "any bytes do no harm", any_bytes_do_no_harm },
	{ 0 },
};
