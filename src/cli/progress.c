/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/progress.c -- a bar on a terminal: how far, how fast, how long still.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/str.h"
#include "cli/inside.h"

#define BAR_CELLS 24
#define REDRAW_MS 150
#define PERMILLE 1000

struct cli_progress cli_progress_begin(struct cli *cli, const char *what, int64_t total)
{
	int64_t now_ms = clock_mono_ms(cli_clock(cli));

	return (struct cli_progress){ .cli = cli,
				      .what = what,
				      .total = total,
				      .began_ms = now_ms,
				      .shown_ms = now_ms,
				      .is_shown = isatty(STDERR_FILENO) == 1 };
}

static void add_bar(struct str *line, int64_t permille)
{
	int filled = (int)(permille * BAR_CELLS / PERMILLE);

	str_add_char(line, '[');
	for (int i = 0; i < BAR_CELLS; i++)
		str_add_char(line, i < filled ? '#' : '.');
	str_addf(line, "] %3d %%  ", (int)(permille / 10));
}

static void add_time(struct str *line, int64_t left_ms)
{
	int64_t seconds = (left_ms + 999) / 1000;

	if (seconds >= 3600)
		str_addf(line, ", %lld h %02lld min left", (long long)(seconds / 3600),
			 (long long)(seconds % 3600 / 60));
	else if (seconds >= 60)
		str_addf(line, ", %lld min %02lld s left", (long long)(seconds / 60),
			 (long long)(seconds % 60));
	else
		str_addf(line, ", %lld s left", (long long)seconds);
}

static void draw(const struct cli_progress *progress, int64_t part, int64_t count, int64_t now_ms)
{
	int64_t spent_ms = now_ms - progress->began_ms;
	struct str line = { 0 };

	str_add(&line, "\r\033[K");
	if (progress->total > 0)
		add_bar(&line, part >= progress->total ? PERMILLE
						       : part * PERMILLE / progress->total);
	str_addf(&line, "%lld %s", (long long)count, progress->what);
	if (spent_ms > 0)
		str_addf(&line, ", %lld/s", (long long)(count * 1000 / spent_ms));
	if (progress->total > 0 && part > 0 && part < progress->total)
		add_time(&line, spent_ms * (progress->total - part) / part);
	fputs(str_text(&line), stderr);
	fflush(stderr);
	str_done(&line);
}

void cli_progress_step(struct cli_progress *progress, int64_t part, int64_t count)
{
	int64_t now_ms;

	if (!progress->is_shown)
		return;
	now_ms = clock_mono_ms(cli_clock(progress->cli));
	if (now_ms - progress->shown_ms < REDRAW_MS)
		return;
	progress->shown_ms = now_ms;
	draw(progress, part, count, now_ms);
}

void cli_progress_end(struct cli_progress *progress)
{
	if (!progress->is_shown)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	progress->is_shown = false;
}
