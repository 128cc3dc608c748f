/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/main.c -- runs the tests of ui/; with --demo it is the small program that they drive
 * through a pseudo terminal.
 */
#include <string.h>

#include "demo.h"
#include "suites.h"
#include "ui/text.h"

int main(int argc, char **argv)
{
	static const struct check_suite suites[] = {
		{ "text", test_text },
		{ "bits", test_bits },
		{ "canvas", test_canvas },
		{ "key", test_key },
		{ "edit", test_edit },
		{ "form", test_form },
		{ "table", test_table },
		{ "ui", test_ui },
		{ "prompt", test_prompt },
		{ "term", test_term },
		{ 0 },
	};

	if (argc > 1 && strcmp(argv[1], "--demo") == 0)
		return demo_run();
	if (!text_locale())
		return 99;
	return check_main(suites, argc, argv);
}
