/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/kitchen_loop.c -- the kitchen's display on a real terminal: keyboard, timers and signals
 * on the one loop.
 */
#include <signal.h>
#include <unistd.h>

#include "base/loop.h"
#include "base/resident.h"
#include "base/str.h"
#include "screen/kitchen.h"
#include "screen/till.h"
#include "ui/term.h"

#define WATCH_MS 250
#define SECOND_MS 1000
#define HANDLES 8

struct board_loop {
	struct app *app;
	struct ui *ui;
	struct term *term;
	struct keymap *keymap;
	struct catalog *catalog;
	int64_t changed;
	int handles[HANDLES];
	int n_handles;
	bool is_short;               /* a handle could not be had */
};

static void keep(struct board_loop *run, int handle)
{
	if (handle == 0)
		run->is_short = true;
	else
		run->handles[run->n_handles++] = handle;
}

static void leave(void *arg)
{
	const struct board_loop *run = arg;

	loop_stop(run->app->loop);
}

static void ring(void *arg)
{
	term_bell(((const struct board_loop *)arg)->term);
}

static void on_keys(void *arg, int fd, unsigned events)
{
	struct board_loop *run = arg;

	(void)fd;
	(void)events;
	if (term_is_gone(run->term))
		leave(run);
	else
		ui_read_keys(run->ui);
}

/* Nothing is certain any more after a failed write: the display ends and says why. */
static void on_watch(void *arg)
{
	struct board_loop *run = arg;
	int64_t changed = db_changed(run->app->db);

	if (db_is_stopped(run->app->db))
		leave(run);
	if (changed == run->changed)
		return;
	run->changed = changed;
	ui_reload(run->ui);
}

static void on_second(void *arg)
{
	ui_tick(((struct board_loop *)arg)->ui);
}

static void on_end(void *arg, int signal)
{
	(void)signal;
	leave(arg);
}

static void on_resize(void *arg, int signal)
{
	struct board_loop *run = arg;

	(void)signal;
	term_resized(run->term);
	ui_resized(run->ui);
}

static void on_suspend(void *arg, int signal)
{
	struct board_loop *run = arg;

	(void)signal;
	term_suspend(run->term);
	(void)kill(getpid(), SIGSTOP);
	term_resume(run->term);
	ui_resized(run->ui);
}

static void watch_all(struct board_loop *run)
{
	struct loop *loop = run->app->loop;

	keep(run, loop_add_fd(loop, term_fd(run->term), LOOP_READ, on_keys, run));
	keep(run, loop_add_timer(loop, WATCH_MS, WATCH_MS, on_watch, run));
	keep(run, loop_add_timer(loop, SECOND_MS, SECOND_MS, on_second, run));
	keep(run, loop_add_signal(loop, SIGINT, on_end, run));
	keep(run, loop_add_signal(loop, SIGTERM, on_end, run));
	keep(run, loop_add_signal(loop, SIGHUP, on_end, run));
	keep(run, loop_add_signal(loop, SIGTSTP, on_suspend, run));
	keep(run, loop_add_signal(loop, SIGWINCH, on_resize, run));
}

static int64_t posted(void *arg)
{
	return db_posted(((const struct board_loop *)arg)->app->db);
}

static enum err open_ui(struct board_loop *run, const struct settings *settings,
			const struct screen_board *board, char *words, size_t size)
{
	char problem[KEYMAP_PROBLEM_SIZE] = "";
	struct ui_options options = { .backend = term_backend(run->term), .arg = run,
				      .clock = run->app->clock, .posted = posted };
	enum err err = keymap_new(screen_classes, &run->keymap);

	if (err == ERR_OK && settings->config != NULL)
		err = keymap_load(run->keymap, settings->config, settings->station, problem);
	str_copy(words, size, problem);
	run->catalog = till_catalog(settings->language);
	options.keymap = run->keymap;
	options.draw = till_draw(run->app, settings, run->catalog);
	if (err == ERR_OK)
		err = ui_new(&options, &run->ui);
	if (err == ERR_OK)
		err = ui_push(run->ui, &screen_kitchen, (void *)(uintptr_t)board);
	return err;
}

static void close_all(struct board_loop *run)
{
	while (run->n_handles > 0)
		loop_remove(run->app->loop, run->handles[--run->n_handles]);
	ui_free(run->ui);
	keymap_free(run->keymap);
	catalog_close(run->catalog);
	term_close(run->term);
}

enum err kitchen_run(struct app *app, const struct settings *settings, int64_t staff,
		     int64_t station, char *words, size_t size)
{
	enum theme theme = settings->is_mono ? THEME_MONO : THEME_DARK;
	struct board_loop run = { .app = app, .changed = db_changed(app->db) };
	const struct screen_board board = { .app = app, .staff = staff, .station = station,
					    .leave = leave,
					    .ring = settings->kitchen_rings ? ring : NULL,
					    .arg = &run };
	enum err err = term_open(app->clock, theme, &run.term);

	if (err != ERR_OK)
		return err;
	err = open_ui(&run, settings, &board, words, size);
	if (err == ERR_OK)
		watch_all(&run);
	if (err == ERR_OK && run.is_short)
		err = ERR_LIMIT;
	if (err == ERR_OK)
		on_resize(&run, SIGWINCH);
	resident_trim();
	if (err == ERR_OK)
		err = loop_run(app->loop);
	if (err == ERR_OK && db_is_stopped(app->db))
		err = ERR_STOPPED;
	close_all(&run);
	return err;
}
