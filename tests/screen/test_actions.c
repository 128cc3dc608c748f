/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_actions.c -- the tables of actions: one key, one action; every action with its
 * help; every label fits its cells.
 */
#include <stdio.h>
#include <string.h>

#include "counter.h"
#include "suites.h"
#include "ui/help.h"
#include "ui/key.h"

/* What is wrong with an action of a class, for the message. */
static void blame(const struct screen_class *class, const struct action *action, const char *why)
{
	fprintf(stderr, "screen %s, action %s: %s\n", class->name, action->name, why);
	CHECK(false);
}

static void no_key_twice(void)
{
	for (int i = 0; screen_classes[i] != NULL; i++) {
		const struct action *a = screen_classes[i]->actions;

		for (; a != NULL && a->name != NULL; a++) {
			struct key key, other;

			if (!key_parse(a->key, &key))
				blame(screen_classes[i], a, "no such key");
			for (const struct action *b = a + 1; b->name != NULL; b++)
				if (key_parse(b->key, &other) && key_equal(key, other))
					blame(screen_classes[i], a, "its key stands twice");
		}
	}
}

static void no_name_twice(void)
{
	for (int i = 0; screen_classes[i] != NULL; i++) {
		const struct action *a = screen_classes[i]->actions;

		for (; a != NULL && a->name != NULL; a++)
			for (const struct action *b = a + 1; b->name != NULL; b++)
				if (strcmp(a->name, b->name) == 0)
					blame(screen_classes[i], a, "its name stands twice");
	}
}

static void help_for_all(void)
{
	for (int i = 0; screen_classes[i] != NULL; i++) {
		const struct screen_class *class = screen_classes[i];
		const struct action *a = class->actions;

		CHECK(class->name != NULL && class->name[0] != '\0');
		CHECK(class->help_title != NULL && class->help_title[0] != '\0');
		for (; a != NULL && a->name != NULL; a++) {
			if (a->help == NULL || strlen(a->help) < 10)
				blame(class, a, "no help");
			else if (a->help[strlen(a->help) - 1] != '.')
				blame(class, a, "its help is no sentence");
			if (a->run == NULL)
				blame(class, a, "does nothing");
		}
	}
}

static void labels_fit_in(const char *language)
{
	struct counter counter;
	char name[32];

	snprintf(name, sizeof name, "labels-%s", language);
	counter_open(&counter,
		     &(struct counter_options){ .name = name, .language = language });
	for (int i = 0; screen_classes[i] != NULL; i++) {
		int columns = help_bar_columns(counter.till.ui, screen_classes[i]);

		if (columns > 79)
			fprintf(stderr, "screen %s, %s: the help bar takes %d columns\n",
				screen_classes[i]->name, language, columns);
		CHECK(columns <= 79);
	}
	counter_close(&counter);
}

static void labels_fit(void)
{
	labels_fit_in("en");
	labels_fit_in("ar");
	labels_fit_in("fa");
}

/* Single letters and digits belong to the entry line where there is one (K). */
static void letters_are_for_typing(void)
{
	for (int i = 0; screen_classes[i] != NULL; i++) {
		const struct action *a = screen_classes[i]->actions;
		struct key key;

		for (; screen_classes[i]->entry != NULL && a != NULL && a->name != NULL; a++)
			if (key_parse(a->key, &key) && key.kind == KEY_KIND_CHAR &&
			    strchr("+-.*/", (int)key.code) == NULL)
				blame(screen_classes[i], a, "its key is a letter or a digit");
	}
}

const struct check_test test_actions[] = {
	{ "no key stands twice on a screen", no_key_twice },
	{ "no action stands twice on a screen", no_name_twice },
	{ "every action has its help", help_for_all },
	{ "every label fits in the bar at 80 columns, in every language", labels_fit },
	{ "letters and digits are for the entry line (K)", letters_are_for_typing },
	{ NULL, NULL },
};
