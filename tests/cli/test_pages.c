/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/test_pages.c -- the manual pages that the build made hold every command, option, key
 * and setting.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "cli/command.h"
#include "run.h"
#include "screen/till.h"
#include "service/sales_profile.h"
#include "service/settings.h"
#include "suites.h"

static char *read_page(const char *name)
{
	const char *folder = getenv("builddir");
	char path[1024], *text = NULL;
	size_t len;

	snprintf(path, sizeof path, "%s/man/%s", folder != NULL ? folder : ".", name);
	CHECK_OK_FATAL(file_read(path, 1000000, &text, &len));
	return text;
}

/* True when the page has the words as roff wants them: every '-' behind a backslash. */
static bool has(const char *page, const char *format, const char *words)
{
	struct str wanted = { 0 }, line = { 0 };
	bool found;

	str_addf(&line, "%s%s", format, words);
	for (const char *c = str_text(&line); *c != '\0'; c++)
		str_addf(&wanted, "%s%c", *c == '-' ? "\\" : "", *c);
	found = strstr(page, str_text(&wanted)) != NULL;
	if (!found)
		printf("not on the page: %s\n", str_text(&wanted));
	str_done(&wanted);
	str_done(&line);
	return found;
}

static void has_commands(void)
{
	char *page = read_page("sanduq.1");

	for (int i = 0; commands[i] != NULL; i++) {
		const struct cli_option *option = commands[i]->options;

		if (commands[i]->is_hidden)
			continue;
		CHECK(has(page, ".SS sanduq ", commands[i]->name));
		for (; option != NULL && option->name != NULL; option++)
			CHECK(has(page, "--", option->name) && has(page, "", option->help));
	}
	for (int i = 0; common_options[i].name != NULL; i++)
		CHECK(has(page, "--", common_options[i].name));
	free(page);
}

static void has_keys(void)
{
	char *page = read_page("sanduq.1");
	int n = 0;

	for (int i = 0; screen_classes[i] != NULL; i++) {
		const struct action *action = screen_classes[i]->actions;

		for (; action != NULL && action->name != NULL; action++, n++) {
			char term[96];

			snprintf(term, sizeof term, "(%s)", action->name);
			CHECK(has(page, "", term));
		}
	}
	CHECK(n > 20);
	free(page);
}

static void check_table(const char *page, const struct config_key *keys)
{
	char section[64];

	for (; keys->section != NULL; keys++) {
		snprintf(section, sizeof section, "[%s]", keys->section);
		CHECK(has(page, ".SS ", section) && has(page, "", keys->help));
		CHECK(strcmp(keys->key, "*") == 0 || has(page, "\\fB", keys->key));
	}
}

static void has_settings(void)
{
	char *page = read_page("sanduq.5");

	check_table(page, settings_keys);
	check_table(page, sales_profile_keys);
	free(page);
}

static void has_no_gap(void)
{
	static const char *const pages[] = { "sanduq.1", "sanduq.5" };

	for (size_t i = 0; i < 2; i++) {
		char *page = read_page(pages[i]);

		CHECK(strstr(page, "\n@") == NULL && strstr(page, "@VERSION@") == NULL);
		CHECK(strstr(page, "sanduq " PACKAGE_VERSION) != NULL);
		free(page);
	}
}

const struct check_test test_pages[] = {
	{ "sanduq(1) has every command and option", has_commands },
	{ "sanduq(1) has every key of every screen", has_keys },
	{ "sanduq(5) has every setting", has_settings },
	{ "no part of a page was left out", has_no_gap },
	{ 0 }
};
