/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/till.c -- see tests/bench/till.h.
 */
#include "bench/till.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "service/keys.h"
#include "service/setup.h"

#define WAIT_MS 20000              /* for a screen that must come */
#define QUIET_MS 8                 /* without a byte: all has been painted */
#define LOGIN_TEXT "Staff number"
#define FLOOR_TEXT "is at work"

void till_house(struct house *house, const char *path, int64_t tables)
{
	char keys[BENCH_PATH_SIZE + 8];
	struct act act;

	house_open(house, path, 1, true);
	str_format(keys, sizeof keys, "%s.keys", path);
	bench_must(keys_save(&house->keys, keys), keys);
	for (int64_t number = 9; number <= tables; number++) {
		act = app_act(&house->app, house->manager);
		bench_must(setup_table(&house->app, &act, &(struct setup_table){
				.number = number, .room = "Restaurant", .seats = 4,
				.is_active = true }), "table");
	}
}

static void must_show(struct pty *pty, const char *text)
{
	if (pty_wait_text(pty, text, WAIT_MS))
		return;
	fprintf(stderr, "bench: the till does not show \"%s\" but:\n%s\n", text, pty_screen(pty));
	exit(99);
}

struct pty *till_start(const struct bench *bench, const char *store, int station, int64_t *ret_ns)
{
	char keys[BENCH_PATH_SIZE + 8], conf[BENCH_PATH_SIZE + 8];
	char *argv[] = { (char *)(uintptr_t)bench->program, (char *)(uintptr_t)"till",
			 (char *)(uintptr_t)"--config", conf, NULL };
	struct str text = { 0 };
	struct pty *pty;
	int64_t start;

	str_format(keys, sizeof keys, "%s.keys", store);
	str_format(conf, sizeof conf, "%s.%d", store, station);
	str_addf(&text, "[store]\nurl = %s\nkeys = %s\n[station]\nnumber = %d\n", store, keys,
		 station);
	bench_must(file_write(conf, 0600, text.data, text.len), conf);
	str_done(&text);
	start = bench_now();
	pty = pty_open(argv, NULL, TILL_ROWS, TILL_COLUMNS);
	bench_need(pty != NULL, "no pseudo terminal");
	must_show(pty, LOGIN_TEXT);
	*ret_ns = bench_now() - start;
	return pty;
}

int64_t till_key(struct pty *pty, const char *bytes)
{
	size_t before, len;
	int64_t start, last;

	pty_read(pty, 0);
	pty_raw(pty, &before);
	start = last = bench_now();
	pty_type(pty, bytes);
	bench_need(pty_read(pty, WAIT_MS), "the program has ended");
	for (;;) {
		pty_raw(pty, &len);
		if (len == before)
			return last - start;
		last = bench_now();
		before = len;
		bench_need(pty_read(pty, QUIET_MS), "the program has ended");
	}
}

int64_t till_login(struct pty *pty)
{
	int64_t start;

	pty_type(pty, "2\r");
	must_show(pty, "PIN");
	pty_type(pty, "471124");
	pty_read(pty, 100);
	pty_read(pty, 100);
	start = bench_now();
	pty_type(pty, "\r");
	must_show(pty, FLOOR_TEXT);
	return bench_now() - start;
}
