/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/covers.c -- so many guests at a table of four: a code typed where the covers belong.
 */
#include "base/str.h"
#include "screen/till.h"
#include "ui/prompt.h"
#include "ui/text.h"

#define COVERS_PER_SEAT 2        /* more are asked about */
#define COVERS_WITHOUT_SEATS 99  /* the same where no table is */

bool till_are_many(int64_t covers, int64_t seats)
{
	return covers > (seats > 0 ? seats * COVERS_PER_SEAT : COVERS_WITHOUT_SEATS);
}

enum err till_ask_covers(struct till *till, int64_t covers, int64_t seats, prompt_done_fn *done,
			 void *arg)
{
	const struct draw *draw = ui_draw(till->ui);
	char title[TEXT_SIZE], text[PROMPT_TEXT_SIZE];
	struct prompt_question question = { .title = title, .text = text,
					    .yes = tr(draw, "Yes, so many") };

	text_format(title, sizeof title, tr(draw, "Really %lld covers?"), (long long)covers);
	if (seats > 0)
		text_format(text, sizeof text, tr(draw, "The table has %lld seats."),
			    (long long)seats);
	else
		str_copy(text, sizeof text, tr(draw, "That is more than one check usually has."));
	return prompt_confirm(till->ui, &question, done, arg);
}
