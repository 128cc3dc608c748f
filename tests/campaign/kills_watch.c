/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/kills_watch.c -- what the screen tells: which planned act was acknowledged last.
 */
#include <string.h>

#include "base/clock.h"
#include "campaign/kills.h"

#define COLUMNS 80
#define ROW_MESSAGE 22
#define ROW_DUE 19
#define COLUMNS_DUE 40             /* at the end of the row: "│ DUE               4.40" */
#define COLUMNS_AMOUNT 9
#define COLUMNS_TITLE 40

int64_t kills_now_us(void)
{
	struct clock clock;

	clock_init(&clock);
	return clock_mono_us(&clock);
}

/* The amount is looked at first: it is the least to look at. */
bool watch_due(struct pty *pty, int64_t due_minor)
{
	char money[24];
	const char *text = pty_part(pty, ROW_DUE, COLUMNS - COLUMNS_AMOUNT,
				    COLUMNS_AMOUNT);
	size_t len = strlen(text), money_len;

	str_format(money, sizeof money, " %lld.%02d", (long long)(due_minor / 100),
		   (int)(due_minor % 100));
	money_len = strlen(money);
	if (len <= money_len || strcmp(text + len - money_len, money) != 0)
		return false;
	return strstr(pty_part(pty, ROW_DUE, COLUMNS - COLUMNS_DUE, COLUMNS_DUE), "│ DUE") != NULL;
}

/* " check 12" ends there, so that it is not check 120. */
static bool has_title(struct pty *pty, const char *title)
{
	const char *row, *at;

	if (title[0] == '\0')
		return true;
	row = pty_part(pty, 0, 0, COLUMNS_TITLE);
	at = strstr(row, title);
	return at != NULL && (at[strlen(title)] == ' ' || at[strlen(title)] == '\0');
}

static bool stands(struct pty *pty, const struct kill_act *act)
{
	bool is_there = act->text[0] != '\0'
				? strstr(pty_row(pty, ROW_MESSAGE), act->text) != NULL
				: watch_due(pty, act->due_minor);

	return is_there && has_title(pty, act->title);
}

/* Only the next act is looked for: what comes later may look like what was before. */
void watch_look(struct pty *pty, void *arg)
{
	struct kill_watch *watch = arg;
	const struct kill_act *act = &watch->plan->acts[watch->acked];
	int64_t *took_us, now_us, from_us;

	if (watch->acked == watch->plan->n || !stands(pty, act))
		return;
	took_us = &watch->took_us[act->kind];
	now_us = kills_now_us();
	from_us = watch->key_us > watch->at_us ? watch->key_us : watch->at_us;
	if (from_us > 0 && !watch->is_over)
		*took_us += (now_us - from_us - *took_us) / 4;
	watch->at_us = now_us;
	watch->acked++;
}
