/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/till.c -- the till without its loop: the ui with its callbacks, who works here, the lock.
 */
#include "screen/till.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/str.h"
#include "screen/kitchen.h"
#include "service/bill.h"
#include "service/courier.h"
#include "service/kitchen_print.h"
#include "service/print.h"
#include "service/staff.h"
#include "ui/keymap.h"

#define BILLS_MAX 64             /* that one station can hold after a crash */

struct act till_act(const struct till *till, int64_t bill, int64_t version)
{
	return app_bill_act(till->app, till->staff.id, bill, version);
}

/* What another may approve is not greyed: the cashier asks, the manager gives a PIN (S). */
static bool allowed(void *arg, enum perm perm)
{
	static const enum perm approved[] = { PERM_VOID, PERM_DISCOUNT, PERM_TAKE_OVER,
					      PERM_DRAWER, PERM_REPRINT, PERM_REFUND,
					      PERM_DECIDE };
	const struct till *till = arg;
	struct perm_need need;

	if (perm == PERM_NONE)
		return true;
	if (till->staff.id == 0)
		return false;
	for (size_t i = 0; i < sizeof approved / sizeof *approved; i++)
		if (approved[i] == perm)
			return true;
	return perm_check(till->staff.role, perm, 0, &need) == ERR_OK;
}

/* What waits for a printer that does not answer, quietly before the name; "" while all is well. */
static void printer_text(const struct till *till, char *into, size_t size)
{
	const struct print *print = till->print;

	into[0] = '\0';
	if (print != NULL && print_waiting(print) > 0 && print_problem(print)[0] != '\0')
		text_format(into, size, tr(ui_draw(till->ui), "printer: %lld waiting · "),
			    (long long)print_waiting(print));
}

/* Tickets that no printer took, at no till; else those that are late. */
static void kitchen_text(const struct till *till, char *into, size_t size)
{
	int64_t failed = till->kitchen != NULL ? kitchen_print_failed(till->kitchen) : 0;

	into[0] = '\0';
	if (failed > 0)
		text_format(into, size, tr(ui_draw(till->ui), "kitchen: %lld not printed · "),
			    (long long)failed);
	else if (till->kitchen_late > 0)
		text_format(into, size, tr(ui_draw(till->ui), "kitchen: %lld late · "),
			    (long long)till->kitchen_late);
}

/* No way to the processor: cash goes on, the sign is quiet. */
static void connection_text(const struct till *till, char *into, size_t size)
{
	into[0] = '\0';
	if (till->courier != NULL && !courier_is_connected(till->courier))
		text_format(into, size, "%s", tr(ui_draw(till->ui), "no connection · "));
}

static int64_t posted(void *arg)
{
	return db_posted(((const struct till *)arg)->app->db);
}

static void status(void *arg, char *into, size_t size)
{
	const struct till *till = arg;
	char station[64], printer[64], kitchen[64], connection[64];

	text_format(station, sizeof station, tr(ui_draw(till->ui), "till %d"), till->app->station);
	printer_text(till, printer, sizeof printer);
	kitchen_text(till, kitchen, sizeof kitchen);
	connection_text(till, connection, sizeof connection);
	if (till->staff.id == 0)
		str_format(into, size, "%s%s%s%s", connection, kitchen, printer, station);
	else
		text_format(into, size, "%s%s%s%s  %s", connection, kitchen, printer,
			    till->staff.name, station);
}

/* The catalogue of a language, installed or in the build folder; NULL, which is English, when
 * there is none. */
struct catalog *till_catalog(const char *language)
{
	static const char *const folders[] = { SANDUQ_LOCALEDIR, SANDUQ_BUILD_LOCALEDIR };
	struct catalog *catalog = NULL;
	char path[512];

	if (language == NULL || language[0] == '\0' || str_equal(language, "en"))
		return NULL;
	for (size_t i = 0; i < 2 && catalog == NULL; i++) {
		str_format(path, sizeof path, "%s/%s/LC_MESSAGES/sanduq.mo", folders[i], language);
		(void)catalog_open(path, &catalog);
	}
	return catalog;
}

/* Shows all in another language from here on: that of the person who works here. */
static void speak(struct till *till, const char *language)
{
	struct catalog *before = till->catalog;
	struct draw draw = *ui_draw(till->ui);

	till->catalog = till_catalog(language);
	draw.catalog = till->catalog;
	draw.rtl = catalog_is_rtl(till->catalog);
	ui_set_draw(till->ui, &draw);
	catalog_close(before);
}

static enum err open_keymap(struct till *till, char *words, size_t size)
{
	char problem[KEYMAP_PROBLEM_SIZE] = "";
	enum err err = keymap_new(screen_classes, &till->keymap);

	if (err == ERR_OK && till->settings->config != NULL)
		err = keymap_load(till->keymap, till->settings->config, till->settings->station,
				  problem);
	if (err != ERR_OK)
		str_copy(words, size, problem);
	return err;
}

struct draw till_draw(const struct app *app, const struct settings *settings,
		      const struct catalog *catalog)
{
	const struct property *property = &app->property;

	return (struct draw){ .catalog = catalog,
			      .number = number_style_english(),
			      .zone = app->zone,
			      .unit = property->currency,
			      .exponent = property->exponent,
			      .rtl = catalog_is_rtl(catalog),
			      .mark = property_is_training(property) ? N_("TRAINING") : NULL,
			      .theme = settings->is_mono ? THEME_MONO : THEME_DARK };
}

/* Another station is posting and this one waits in the queue: says so when it lasts. */
static void on_wait(void *arg, bool waiting)
{
	struct till *till = arg;

	if (waiting)
		ui_notice(till->ui, tr(ui_draw(till->ui),
				       "Another station is posting; this till is next in line."));
}

enum err till_init(struct till *till, struct app *app, const struct settings *settings,
		   const struct backend *backend, char *words, size_t size)
{
	struct ui_options options = { .backend = *backend, .clock = app->clock, .arg = till,
				      .allowed = allowed, .posted = posted, .status = status };
	enum err err;

	*till = (struct till){ .app = app, .settings = settings };
	app->password_above = settings->password_above;
	till->papers = till_catalog(settings->paper_language);
	app->words = till->papers;
	app->drawer_follows = settings->drawer_follows;
	app->drop_takes_two = settings->drop_takes_two;
	till->catalog = till_catalog(settings->language);
	options.draw = till_draw(app, settings, till->catalog);
	err = open_keymap(till, words, size);
	options.keymap = till->keymap;
	if (err == ERR_OK)
		err = menu_load(app, &till->menu);
	if (err == ERR_OK)
		err = ui_new(&options, &till->ui);
	if (err == ERR_OK)
		err = ui_push(till->ui, &screen_login, till);
	if (err != ERR_OK) {
		till_done(till);
		return err;
	}
	till->changed = db_changed(app->db);
	db_set_on_wait(app->db, on_wait, till);
	ui_paint(till->ui);
	return ERR_OK;
}

void till_done(struct till *till)
{
	if (till->app != NULL)
		db_set_on_wait(till->app->db, NULL, NULL);
	ui_free(till->ui);
	keymap_free(till->keymap);
	menu_free(till->menu);
	catalog_close(till->catalog);
	catalog_close(till->papers);
	if (till->app != NULL)
		till->app->words = NULL;
	*till = (struct till){ 0 };
}

/* The business date may have been rolled elsewhere, and with it prices and tax rates; or the menu
 * was changed, or something on it is sold out. */
void till_follow_menu(struct till *till)
{
	struct property property;
	struct menu *menu;

	if (store_property_load(till->app->db, &property) != ERR_OK ||
	    (property.business_date == till->app->property.business_date &&
	     !menu_is_old(till->app, till->menu)))
		return;
	till->app->property = property;
	if (menu_load(till->app, &menu) != ERR_OK)
		return;
	menu_free(till->menu);
	till->menu = menu;
}

void till_watch(struct till *till)
{
	int64_t changed = db_changed(till->app->db);

	if (changed == till->changed)
		return;
	till->changed = changed;
	till_follow_menu(till);
	ui_reload(till->ui);
	till_look(till);
}

void till_second(struct till *till)
{
	int64_t idle_ms = clock_mono_ms(till->app->clock) - ui_last_key_mono_ms(till->ui);
	int64_t limit_ms = till->settings->idle_lock_ms;
	int64_t leave_ms = till->settings->idle_leave_ms;

	if (leave_ms > 0 && idle_ms >= leave_ms)
		till_leave(till);
	if (limit_ms > 0 && idle_ms >= limit_ms && till->staff.id != 0 && !till->is_locked)
		ui_error_code(till->ui, till_lock(till));
	(void)store_kitchen_late(till->app->db, clock_unix_ms(till->app->clock) - KITCHEN_LATE_MS,
				 &till->kitchen_late);
	ui_tick(till->ui);
}

void till_look(struct till *till)
{
	if (!db_is_stopped(till->app->db) || ui_top(till->ui) == &screen_stopped)
		return;
	ui_pop_to(till->ui, NULL);
	if (ui_push(till->ui, &screen_stopped, till) == ERR_OK)
		ui_paint(till->ui);
}

void till_leave(struct till *till)
{
	till->is_leaving = true;
	if (till->app->loop != NULL)
		loop_stop(till->app->loop);
}

/* The bills that this station holds, the one worked on last first. */
static int held_bills(struct till *till, int64_t *bills, int size)
{
	struct bill_head *heads = calloc(BILL_OPEN_MAX, sizeof *heads);
	int64_t latest_unix_ms = 0;
	int n = 0, held = 0;

	if (heads != NULL)
		(void)store_bill_open_list(till->app->db, heads, BILL_OPEN_MAX, &n);
	for (int i = 0; i < n && held < size; i++) {
		if (heads[i].holder != till->app->station)
			continue;
		bills[held++] = heads[i].id;
		if (heads[i].touched_unix_ms < latest_unix_ms)
			continue;
		latest_unix_ms = heads[i].touched_unix_ms;
		bills[held - 1] = bills[0];
		bills[0] = heads[i].id;
	}
	free(heads);
	return held;
}

static void release_bills(struct till *till, int first)
{
	int64_t bills[BILLS_MAX];
	int n = held_bills(till, bills, BILLS_MAX);

	for (int i = first; i < n; i++) {
		struct act act = till_act(till, bills[i], -1);

		ui_error_code(till->ui, bill_release(till->app, &act));
	}
}

/* Whose drawer the cash of the person here goes into; false: their own, none, or they take none. */
static bool has_other_drawer(struct till *till, struct staff *ret_owner)
{
	struct drawer_session session;
	struct db *db = till->app->db;

	return allowed(till, PERM_TENDER) &&
	       store_drawer_open(db, till->app->station, till->staff.id, &session) == ERR_OK &&
	       session.staff != till->staff.id &&
	       store_staff_by_id(db, session.staff, ret_owner) == ERR_OK;
}

static void say_at_work(struct till *till)
{
	const struct draw *draw = ui_draw(till->ui);
	struct staff owner;

	if (has_other_drawer(till, &owner))
		ui_say(till->ui, tr(draw, "%s is at work. Your cash goes into the drawer of %s."),
		       till->staff.name, owner.name);
	else
		ui_say(till->ui, tr(draw, "%s is at work."), till->staff.name);
}

static void say_taken_over(struct till *till, const struct staff *before)
{
	const struct draw *draw = ui_draw(till->ui);
	struct staff owner;

	if (has_other_drawer(till, &owner))
		ui_say(till->ui,
		       tr(draw, "%s has this till now. Your cash goes into the drawer of %s."),
		       till->staff.name, owner.name);
	else
		ui_say(till->ui,
		       tr(draw, "%s has this till now. What %s had rung stays on its bill."),
		       till->staff.name, before->name);
}

enum err till_enter(struct till *till, const struct staff *staff)
{
	struct screen_bill held = { .till = till };
	int64_t bills[BILLS_MAX];
	enum err err;

	till->staff = *staff;
	till->is_locked = false;
	speak(till, staff->language);
	till_follow_menu(till);
	err = ui_push(till->ui, &screen_floor, till);
	if (err != ERR_OK)
		return err;
	say_at_work(till);
	if (held_bills(till, bills, BILLS_MAX) == 0)
		return ERR_OK;
	release_bills(till, 1);
	held.bill = bills[0];
	err = ui_push(till->ui, &screen_check, &held);
	if (err == ERR_OK)
		ui_say(till->ui, "%s",
		       tr(ui_draw(till->ui), "This bill was open when the till stopped. All that "
					     "was accepted is here."));
	return err;
}

enum err till_lock(struct till *till)
{
	enum err err = ui_push(till->ui, &screen_lock, till);

	if (err != ERR_OK)
		return err;
	till->is_locked = true;
	ui_say(till->ui, "%s", "");
	return staff_leave(till->app, till->staff.id, "lock");
}

enum err till_unlock(struct till *till, const struct staff *staff)
{
	const struct draw *draw = ui_draw(till->ui);
	struct staff before = till->staff;

	speak(till, staff->language);
	till->is_locked = false;
	till->staff = *staff;
	if (staff->id == before.id) {
		ui_pop(till->ui);
		ui_say(till->ui, "%s", tr(draw, "Unlocked. Everything is as it was."));
		return ERR_OK;
	}
	release_bills(till, 0);
	ui_pop(till->ui);
	ui_pop_to(till->ui, &screen_floor);
	say_taken_over(till, &before);
	return ERR_OK;
}

enum err till_log_out(struct till *till)
{
	enum err err = staff_leave(till->app, till->staff.id, "logout");

	if (err != ERR_OK)
		return err;
	release_bills(till, 0);
	ui_pop_to(till->ui, &screen_login);
	speak(till, till->settings->language);
	ui_say(till->ui, tr(ui_draw(till->ui), "%s has logged out."), till->staff.name);
	till->staff = (struct staff){ 0 };
	return ERR_OK;
}

enum err till_lock_action(struct ui *ui, void *state)
{
	struct till *const *till = state;

	(void)ui;
	return till_lock(*till);
}
