/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_till.c -- the till among others, on a bad disk, in a small window.
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "double/memvfs.h"
#include "service/day.h"
#include "counter.h"
#include "suites.h"

#define MEMORY_URL "sqlite:till.db?vfs=memory&lock=none"

static void a_failed_disk(void)
{
	struct memvfs *vfs = memvfs_new(1);
	struct counter counter;

	counter_open(&counter, &(struct counter_options){ .url = MEMORY_URL });
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 1 Enter");
	memvfs_fail(vfs, MEMVFS_SYNC_ERROR, 1, true);
	counter_type(&counter, "2 2 Enter");
	till_look(&counter.till);
	CHECK(ui_top(counter.till.ui) == &screen_stopped);
	CHECK(counter_has(&counter, "Stopped"));
	CHECK(counter_has(&counter, "nothing since is certain"));
	CHECK(!counter_has(&counter, "Tea"));
	counter_golden(&counter, "stopped");
	counter_type(&counter, "Esc Enter F12");
	till_look(&counter.till);
	CHECK(ui_top(counter.till.ui) == &screen_stopped);
	CHECK(!counter.till.is_leaving);
	counter_type(&counter, "Ctrl-Q");
	CHECK(counter.till.is_leaving);
	counter_close(&counter);
	memvfs_free(vfs);
}

static void a_full_disk(void)
{
	struct memvfs *vfs = memvfs_new(1);
	struct counter counter;

	counter_open(&counter, &(struct counter_options){ .url = MEMORY_URL });
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 1 Enter");
	memvfs_fail(vfs, MEMVFS_FULL, 1, true);
	counter_type(&counter, "3 * 2 2 Enter");
	till_look(&counter.till);
	CHECK(ui_top(counter.till.ui) == &screen_check);
	CHECK(counter_says(&counter, "The disk is full. Nothing was posted."));
	CHECK(counter_has(&counter, "3*22"));
	memvfs_fail(vfs, MEMVFS_NO_FAULT, 0, false);
	counter_type(&counter, "Enter");
	CHECK_INT(counter_due(&counter, 5), 220 + 3 * 250);
	counter_close(&counter);
	memvfs_free(vfs);
}

/* Another process is in the queue for longer than goes unsaid. */
static pid_t hold_queue(struct counter *counter, int gate[2])
{
	pid_t child;

	CHECK_INT(pipe(gate), 0);
	child = fork();
	if (child == 0) {
		struct file_lock lock;
		char path[600];

		snprintf(path, sizeof path, "%s.lock", db_path(counter->house.app.db));
		if (file_lock_open(path, &lock) != ERR_OK || file_lock_wait(&lock) != ERR_OK ||
		    write(gate[1], "x", 1) != 1)
			_exit(1);
		usleep((DB_QUIET_MS + 150) * 1000);
		_exit(0);
	}
	return child;
}

static void a_long_wait(void)
{
	struct counter counter;
	int gate[2], paints, status;
	pid_t child;
	char byte;

	counter_begin(&counter, "till-wait");
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter");
	paints = counter.stage.paints;
	counter_type(&counter, "2 1 Enter");
	paints = counter.stage.paints - paints;
	child = hold_queue(&counter, gate);
	CHECK_INT(read(gate[0], &byte, 1), 1);
	counter.stage.paints = 0;
	counter_type(&counter, "2 1 Enter");
	CHECK_INT(counter.stage.paints, paints + 1);
	CHECK_INT(counter_due(&counter, 5), 440);
	CHECK(!counter_has(&counter, "Another station"));
	CHECK_INT(waitpid(child, &status, 0), child);
	CHECK_INT(status, 0);
	close(gate[0]);
	close(gate[1]);
	counter_close(&counter);
}

static void a_small_window(void)
{
	struct counter counter;

	counter_begin(&counter, "till-small");
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 1 Enter 3 * l");
	stage_resize(&counter.stage, 10, 40);
	CHECK(counter_has(&counter, "This window is too small"));
	counter_type(&counter, "Enter F11");
	stage_resize(&counter.stage, 30, 100);
	CHECK(counter_has(&counter, "3*l"));
	CHECK_INT(counter_due(&counter, 5), 220);
	counter_close(&counter);
}

static void a_small_window_can_be_left(void)
{
	struct counter counter;

	counter_begin(&counter, "till-small-leave");
	stage_resize(&counter.stage, 10, 40);
	CHECK(counter_has(&counter, "Ctrl-Q ends the program."));
	counter_type(&counter, "2 Enter F11 Esc");
	CHECK(!counter.till.is_leaving);
	counter_type(&counter, "Ctrl-Q");
	CHECK(counter.till.is_leaving);
	counter_close(&counter);
	counter_begin(&counter, "till-small-stay");
	counter_log_in(&counter, 2);
	stage_resize(&counter.stage, 10, 40);
	CHECK(!counter_has(&counter, "ends the program"));
	counter_type(&counter, "Ctrl-Q");
	CHECK(!counter.till.is_leaving);
	counter_close(&counter);
}

static void the_date_is_followed(void)
{
	struct counter first, second;
	struct act act;
	int32_t before;

	counter_begin(&first, "till-date");
	counter_join(&second, &first, "till-date", 4);
	counter_log_in(&first, 2);
	counter_type(&first, "5 Enter 2 1 Enter l e");
	before = first.house.app.property.business_date;
	act = app_act(&second.house.app, second.house.manager);
	CHECK_OK(day_roll(&second.house.app, &act, before + 1, NULL));
	till_watch(&first.till);
	CHECK_INT(first.house.app.property.business_date, before + 1);
	counter_type(&first, "Enter");
	CHECK_INT(counter_due(&first, 5), 220 + 550);
	counter_close(&second);
	counter_close(&first);
}

static void settings_change_keys(void)
{
	struct counter counter;
	char problem[KEYMAP_PROBLEM_SIZE] = "";

	counter_begin(&counter, "till-keys");
	CHECK_OK(keymap_set(counter.till.keymap, "exact-cash", "Ctrl-E", problem));
	CHECK_OK(keymap_set(counter.till.keymap, "void-line", "Ctrl-V", problem));
	CHECK_OK(keymap_check(counter.till.keymap, problem));
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 1 Enter F11");
	CHECK(ui_top(counter.till.ui) == &screen_check);
	CHECK(counter_has(&counter, "Ctrl-V Void"));
	counter_type(&counter, "x y Ctrl-V");
	CHECK_TEXT(counter_message(&counter), "Type how many of the line to void, as 2, then "
					      "Ctrl-V; Ctrl-V alone voids all of it.");
	counter_type(&counter, "Esc");
	counter_type(&counter, "Ctrl-E");
	CHECK(counter_says(&counter, "Paid 2.20 in cash."));
	CHECK_OK(keymap_set(counter.till.keymap, "exact-cash", "F12", problem));
	CHECK_INT(keymap_check(counter.till.keymap, problem), ERR_CONFIG);
	CHECK(problem[0] != '\0');
	counter_close(&counter);
}

const struct check_test test_till[] = {
	{ "a failed write stops the till, and only leaving is left", a_failed_disk },
	{ "a full disk refuses and keeps what was typed", a_full_disk },
	{ "a long wait for another station is said, the key is not lost (B4)", a_long_wait },
	{ "a window too small loses nothing and takes no keys", a_small_window },
	{ "a window too small is left where a large one is", a_small_window_can_be_left },
	{ "a business date rolled elsewhere is followed (L8)", the_date_is_followed },
	{ "a key is given to another action, never twice; sentences follow (K)",
	  settings_change_keys },
	{ NULL, NULL },
};
