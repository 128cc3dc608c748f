/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/till_loop.c -- the till on a real terminal: keyboard, timers and signals on the one loop.
 * A signal is handled between two callbacks, so never within an act.
 */
#include <signal.h>
#include <unistd.h>

#include "base/loop.h"
#include "base/resident.h"
#include "base/str.h"
#include "screen/till.h"
#include "service/courier.h"
#include "service/kitchen_print.h"
#include "service/print.h"
#include "ui/term.h"

#define WATCH_MS 250
#define SECOND_MS 1000
#define LISTEN_MS 3600000        /* what the processor tells by itself: refunds that failed */

struct till_loop {
	struct till till;
	struct term *term;
	struct print *print;
	struct till_visit *visit;
	int handles[12];
	int n_handles;
	bool is_short;               /* a handle could not be had */
};

static void keep(struct till_loop *run, int handle)
{
	if (handle == 0)
		run->is_short = true;
	else
		run->handles[run->n_handles++] = handle;
}

/* Nobody is there to go on: this is the end of the program. */
static void end_program(struct till_loop *run)
{
	run->visit->end = TILL_ENDED;
	till_leave(&run->till);
}

static void on_keys(void *arg, int fd, unsigned events)
{
	struct till_loop *run = arg;

	(void)fd;
	(void)events;
	if (term_is_gone(run->term)) {
		end_program(run);
		return;
	}
	ui_read_keys(run->till.ui);
	till_look(&run->till);
}

/* A ticket came out at another printer: says where. */
static void tell_kitchen(struct till_loop *run)
{
	const struct draw *draw = ui_draw(run->till.ui);
	struct kitchen_news news;

	if (!kitchen_print_news(run->till.kitchen, &news))
		return;
	if (news.where[0] != '\0')
		ui_say(run->till.ui, tr(draw, "Printer %s is down: the ticket was printed at %s."),
		       news.missing, news.where);
	else
		ui_say(run->till.ui,
		       tr(draw, "Printer %s is down: the ticket was printed at this till."),
		       news.missing);
	ui_paint(run->till.ui);
}

static void on_watch(void *arg)
{
	struct till_loop *run = arg;

	till_watch(&run->till);
	if (kitchen_print_step(run->till.kitchen) != ERR_OK)
		till_look(&run->till);
	tell_kitchen(run);
	if (run->print != NULL && print_step(run->print) != ERR_OK)
		till_look(&run->till);
}

static void on_second(void *arg)
{
	struct till_loop *run = arg;

	till_second(&run->till);
	till_look(&run->till);
}

/* A payment moved on: what is on the screen is older. */
static void on_told(void *arg, int64_t payment)
{
	struct till_loop *run = arg;

	(void)payment;
	ui_reload(run->till.ui);
	till_look(&run->till);
}

static void on_listen(void *arg)
{
	struct till_loop *run = arg;

	(void)courier_listen(run->till.courier);
}

static void on_end(void *arg, int signal)
{
	(void)signal;
	end_program(arg);
}

static void on_resize(void *arg, int signal)
{
	struct till_loop *run = arg;

	(void)signal;
	term_resized(run->term);
	ui_resized(run->till.ui);
}

/* Gives the terminal back, stops as the shell wants it, and paints anew when it goes on. */
static void on_suspend(void *arg, int signal)
{
	struct till_loop *run = arg;

	(void)signal;
	term_suspend(run->term);
	(void)kill(getpid(), SIGSTOP);
	term_resume(run->term);
	ui_resized(run->till.ui);
}

static void watch_all(struct till_loop *run)
{
	struct loop *loop = run->till.app->loop;

	keep(run, loop_add_fd(loop, term_fd(run->term), LOOP_READ, on_keys, run));
	keep(run, loop_add_timer(loop, WATCH_MS, WATCH_MS, on_watch, run));
	keep(run, loop_add_timer(loop, SECOND_MS, SECOND_MS, on_second, run));
	keep(run, loop_add_signal(loop, SIGINT, on_end, run));
	keep(run, loop_add_signal(loop, SIGTERM, on_end, run));
	keep(run, loop_add_signal(loop, SIGHUP, on_end, run));
	keep(run, loop_add_signal(loop, SIGTSTP, on_suspend, run));
	keep(run, loop_add_signal(loop, SIGWINCH, on_resize, run));
}

static enum err open_printer(struct till_loop *run, char *words, size_t size)
{
	const struct settings *settings = run->till.settings;
	enum err err;

	if (settings->printer == NULL || str_equal(settings->printer, "none") ||
	    settings->printer[0] == '\0')
		return ERR_OK;
	err = print_open(run->till.app, run->till.app->loop, settings->printer,
			 settings->paper_width, &run->print);
	if (err != ERR_OK)
		str_format(words, size, "[station] printer: %s", settings->printer);
	run->till.print = run->print;
	return err;
}

/* Cards are taken when a processor is set up. */
static enum err start_courier(struct till_loop *run)
{
	struct app *app = run->till.app;
	enum err err;

	if (app->processor == NULL)
		return ERR_OK;
	err = courier_new(app, on_told, run, &run->till.courier);
	if (err != ERR_OK)
		return err;
	keep(run, loop_add_timer(app->loop, SECOND_MS, LISTEN_MS, on_listen, run));
	return ERR_OK;
}

static void close_all(struct till_loop *run, struct loop *loop)
{
	while (run->n_handles > 0)
		loop_remove(loop, run->handles[--run->n_handles]);
	courier_free(run->till.courier);
	kitchen_print_close(run->till.kitchen);
	print_close(run->print);
	till_done(&run->till);
	term_close(run->term);
}

/* Keys with Alt are keys where the settings use them. */
static void take_alt(struct till_loop *run)
{
	bool alt[KEYMAP_ALT_MAX];

	keymap_alt(run->till.keymap, alt);
	term_set_alt(run->term, alt);
}

static void say_notice(struct till_loop *run)
{
	const struct draw *draw = ui_draw(run->till.ui);
	struct till_visit *visit = run->visit;

	if (visit->refused != ERR_OK)
		ui_error(run->till.ui, tr(draw, "No training now: %s %s"),
			 tr(draw, err_text(visit->refused)), visit->words);
	else if (visit->notice != NULL)
		ui_say(run->till.ui, "%s", tr(draw, visit->notice));
	visit->refused = ERR_OK;
	visit->notice = NULL;
}

enum err till_run(struct app *app, const struct settings *settings, struct till_visit *visit,
		  char *words, size_t size)
{
	enum theme theme = settings->is_mono ? THEME_MONO : THEME_DARK;
	struct till_loop run = { .visit = visit };
	struct backend backend;
	enum err err = term_open(app->clock, theme, &run.term);

	if (err != ERR_OK)
		return err;
	backend = term_backend(run.term);
	err = till_init(&run.till, app, settings, &backend, words, size);
	if (err == ERR_OK)
		take_alt(&run);
	if (err == ERR_OK)
		err = open_printer(&run, words, size);
	if (err == ERR_OK)
		err = kitchen_print_open(app, app->loop, run.print, &run.till.kitchen);
	if (err == ERR_OK)
		err = start_courier(&run);
	if (err == ERR_OK)
		watch_all(&run);
	if (err == ERR_OK && run.is_short)
		err = ERR_LIMIT;
	visit->end = TILL_LEFT;
	if (err == ERR_OK)
		say_notice(&run);
	/* A window that changed its size before anybody watched is looked at once. */
	if (err == ERR_OK)
		on_resize(&run, SIGWINCH);
	resident_trim();
	if (err == ERR_OK)
		err = loop_run(app->loop);
	if (err == ERR_OK && db_is_stopped(app->db))
		err = ERR_STOPPED;
	if (run.till.trains && visit->end == TILL_LEFT)
		visit->end = TILL_TRAINS;
	close_all(&run, app->loop);
	return err;
}
