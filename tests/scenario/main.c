/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/main.c -- the scenarios of card payments, by their numbers, over real HTTPS;
 *                          and the stories of this folder.
 */
#include "scenario/scene.h"
#include "scenario/suites.h"

int main(int argc, char **argv)
{
	const struct check_suite suites[] = {
		{ "line", test_line },
		{ "answer", test_answer },
		{ "reader", test_reader },
		{ "money", test_money },
		{ "story", test_stories() },
		{ NULL, NULL },
	};
	int code;

	if (!scene_begin_all()) {
		fprintf(stderr, "the simulator did not start\n");
		return 99;
	}
	code = check_main(suites, argc, argv);
	scene_end_all();
	return code;
}
