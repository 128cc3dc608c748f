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
#include "stand.h"
#include "suites.h"

#define MEMORY_URL "sqlite:till.db?vfs=memory&lock=none"

static void a_failed_disk(void)
{
	struct memvfs *vfs = memvfs_new(1);
	struct stand stand;

	stand_init_url(&stand, MEMORY_URL, 24, 80);
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 Enter 2 1 Enter");
	memvfs_fail(vfs, MEMVFS_SYNC_ERROR, 1, true);
	stand_type(&stand, "2 2 Enter");
	till_look(&stand.till);
	CHECK(ui_top(stand.till.ui) == &screen_stopped);
	CHECK(stand_has(&stand, "Stopped"));
	CHECK(stand_has(&stand, "nothing since is certain"));
	CHECK(!stand_has(&stand, "Tea"));
	stand_golden(&stand, "stopped");
	stand_type(&stand, "Esc Enter F12");
	till_look(&stand.till);
	CHECK(ui_top(stand.till.ui) == &screen_stopped);
	CHECK(!stand.till.is_leaving);
	stand_type(&stand, "Ctrl-Q");
	CHECK(stand.till.is_leaving);
	stand_done(&stand);
	memvfs_free(vfs);
}

static void a_full_disk(void)
{
	struct memvfs *vfs = memvfs_new(1);
	struct stand stand;

	stand_init_url(&stand, MEMORY_URL, 24, 80);
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 Enter 2 1 Enter");
	memvfs_fail(vfs, MEMVFS_FULL, 1, true);
	stand_type(&stand, "3 * 2 2 Enter");
	till_look(&stand.till);
	CHECK(ui_top(stand.till.ui) == &screen_check);
	CHECK(stand_says(&stand, "The disk is full. Nothing was posted."));
	CHECK(stand_has(&stand, "3*22"));
	memvfs_fail(vfs, MEMVFS_NO_FAULT, 0, false);
	stand_type(&stand, "Enter");
	CHECK_INT(stand_due(&stand, 5), 220 + 3 * 250);
	stand_done(&stand);
	memvfs_free(vfs);
}

/* Another process is in the queue for longer than goes unsaid. */
static pid_t hold_queue(struct stand *stand, int gate[2])
{
	pid_t child;

	CHECK_INT(pipe(gate), 0);
	child = fork();
	if (child == 0) {
		struct file_lock lock;
		char path[600];

		snprintf(path, sizeof path, "%s.lock", db_path(stand->house.app.db));
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
	struct stand stand;
	int gate[2], paints, status;
	pid_t child;
	char byte;

	stand_init(&stand, "till-wait");
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 Enter");
	paints = stand.stage.paints;
	stand_type(&stand, "2 1 Enter");
	paints = stand.stage.paints - paints;
	child = hold_queue(&stand, gate);
	CHECK_INT(read(gate[0], &byte, 1), 1);
	stand.stage.paints = 0;
	stand_type(&stand, "2 1 Enter");
	CHECK_INT(stand.stage.paints, paints + 1);
	CHECK_INT(stand_due(&stand, 5), 440);
	CHECK(!stand_has(&stand, "Another station"));
	CHECK_INT(waitpid(child, &status, 0), child);
	CHECK_INT(status, 0);
	close(gate[0]);
	close(gate[1]);
	stand_done(&stand);
}

static void a_small_window(void)
{
	struct stand stand;

	stand_init(&stand, "till-small");
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 Enter 2 1 Enter 3 * l");
	stage_resize(&stand.stage, 10, 40);
	CHECK(stand_has(&stand, "This window is too small"));
	stand_type(&stand, "Enter F11");
	stage_resize(&stand.stage, 30, 100);
	CHECK(stand_has(&stand, "3*l"));
	CHECK_INT(stand_due(&stand, 5), 220);
	stand_done(&stand);
}

static void a_small_window_can_be_left(void)
{
	struct stand stand;

	stand_init(&stand, "till-small-leave");
	stage_resize(&stand.stage, 10, 40);
	CHECK(stand_has(&stand, "Ctrl-Q ends the program."));
	stand_type(&stand, "2 Enter F11 Esc");
	CHECK(!stand.till.is_leaving);
	stand_type(&stand, "Ctrl-Q");
	CHECK(stand.till.is_leaving);
	stand_done(&stand);
	stand_init(&stand, "till-small-stay");
	stand_log_in(&stand, 2);
	stage_resize(&stand.stage, 10, 40);
	CHECK(!stand_has(&stand, "ends the program"));
	stand_type(&stand, "Ctrl-Q");
	CHECK(!stand.till.is_leaving);
	stand_done(&stand);
}

static void the_date_is_followed(void)
{
	struct stand first, second;
	struct act act;
	int32_t before;

	stand_init(&first, "till-date");
	stand_join(&second, &first, "till-date", 4);
	stand_log_in(&first, 2);
	stand_type(&first, "5 Enter 2 1 Enter l e");
	before = first.house.app.property.business_date;
	act = app_act(&second.house.app, second.house.manager);
	CHECK_OK(day_roll(&second.house.app, &act, before + 1, NULL));
	till_watch(&first.till);
	CHECK_INT(first.house.app.property.business_date, before + 1);
	stand_type(&first, "Enter");
	CHECK_INT(stand_due(&first, 5), 220 + 550);
	stand_done(&second);
	stand_done(&first);
}

static void settings_change_keys(void)
{
	struct stand stand;
	char problem[KEYMAP_PROBLEM_SIZE] = "";

	stand_init(&stand, "till-keys");
	CHECK_OK(keymap_set(stand.till.keymap, "exact-cash", "Ctrl-E", problem));
	CHECK_OK(keymap_check(stand.till.keymap, problem));
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 Enter 2 1 Enter F11");
	CHECK(ui_top(stand.till.ui) == &screen_check);
	CHECK(stand_has(&stand, "Ctrl-E Exact"));
	stand_type(&stand, "Ctrl-E");
	CHECK(stand_says(&stand, "Paid 2.20 in cash."));
	CHECK_OK(keymap_set(stand.till.keymap, "exact-cash", "F12", problem));
	CHECK_INT(keymap_check(stand.till.keymap, problem), ERR_CONFIG);
	CHECK(problem[0] != '\0');
	stand_done(&stand);
}

const struct check_test test_till[] = {
	{ "a failed write stops the till, and only leaving is left", a_failed_disk },
	{ "a full disk refuses and keeps what was typed", a_full_disk },
	{ "a long wait for another station is said, the key is not lost (B4)", a_long_wait },
	{ "a window too small loses nothing and takes no keys", a_small_window },
	{ "a window too small is left where a large one is", a_small_window_can_be_left },
	{ "a business date rolled elsewhere is followed (L8)", the_date_is_followed },
	{ "a key can be given to another action, never twice", settings_change_keys },
	{ NULL, NULL },
};
