/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/story/main.c -- the tests of a whole evening: the real program on a pseudo terminal.
 */
#include "suites.h"

static const struct check_suite suites[] = {
	{ "story", test_story },
	{ "cards", test_cards },
	{ "keys", test_keys },
	{ "training", test_training },
	{ 0 },
};

int main(int argc, char **argv)
{
	return check_main(suites, argc, argv);
}
