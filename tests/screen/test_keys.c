/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_keys.c -- somebody leans on the keyboard: nothing breaks, and the books hold.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "double/memvfs.h"
#include "dishes.h"
#include "store/verify.h"
#include "suites.h"

#define KEYS 2500

/* Keys as a cashier would reach them; those that lead on stand more than once. */
static const char *const keys[] = {
	"1", "2", "2", "1", "3", "4", "5", "0", "*", "#", "?", "%", ".", "+", "-", "a", "l", "e",
	"t", "ش", "٣", "Space", "Enter", "Enter", "Enter", "Esc", "Esc", "Up", "Down", "Left",
	"Right", "Home", "End", "PgUp", "PgDn", "Tab", "Shift-Tab", "Backspace", "Delete",
	"Insert", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F10", "F11", "F11", "F12",
	"Ctrl-L", "y", "n",
};

/* And what a cashier would mean. */
static const char *const phrases[] = {
	"Esc 21 Enter", "Esc 3*31 Enter", "Esc le Enter", "+ +", "F8 1", "- 2", "10% F7 1",
	"100% Shift-F7 2", "1.50 Shift-F7 1",
	"2 F2", "Up F2", "2 Shift-F2", "Up Shift-F2", "F5", "Shift-F5", "Ctrl-R", "Ctrl-P",
	"Esc 32 Enter 2", "Esc 3*71 Enter 1 1 3", "Esc 22 Enter 1", "Esc 62 Enter 250 Enter",
	"Esc 61 Enter 12.50 Enter", "F3 1 1 Enter", "F3 Esc", "F9 t 6 Enter", "F9 t 7 Enter y",
	"F9 m 6 Enter y", "F9 l Space Enter 8 Enter", "F9 u", "F9 d 1 1", "F9 d s 10 Enter 1",
	"F9 d t", "F9 w 1", "F9 y Esc", "F9 v Esc", "F4 2 F2", "F4 F5 Esc",
	"F7 1 Enter 1", "F7 t Enter",
	"3 F4", "F11", "F12 F11", "Esc Esc Esc 5 Enter 21 Enter",
	"Esc Esc Esc 7*2 Enter 32 Enter", "Esc Esc Esc F12 22 Enter F11", "#3 Enter 41 Enter",
};

static const char *next_word(unsigned *seed)
{
	int by_chance = rand_r(seed);

	return by_chance % 3 == 0
		       ? phrases[(size_t)rand_r(seed) % (sizeof phrases / sizeof *phrases)]
		       : keys[(size_t)rand_r(seed) % (sizeof keys / sizeof *keys)];
}

static void type_word(struct counter *counter, const char *word)
{
	char part[32];

	while (*word != '\0') {
		size_t len = strcspn(word, " ");

		snprintf(part, sizeof part, "%.*s", (int)len, word);
		if (key_parse(part, &(struct key){ 0 }))
			counter_type(counter, part);
		else
			stage_text(&counter->stage, part);
		word += len + (word[len] == ' ');
	}
}

/* Gets past login and lock, and opens a drawer when there is none. */
static void be_at_work(struct counter *counter, unsigned *seed)
{
	char pin[64];
	int who = 1 + rand_r(seed) % 3;

	if (ui_top(counter->till.ui) != &screen_login && ui_top(counter->till.ui) != &screen_lock)
		return;
	counter_type(counter, "Esc");
	if (ui_top(counter->till.ui) == &screen_lock)
		counter_type(counter, "F2");
	snprintf(pin, sizeof pin, "%d Enter 4 7 1 1 %d 4 Enter", who, who);
	counter_type(counter, pin);
}

static void lean(uint64_t seed_number)
{
	struct memvfs *vfs = memvfs_new(seed_number);
	struct verify_result result;
	struct counter counter;
	unsigned seed = (unsigned)seed_number;
	int64_t acts = 0;

	counter_open(&counter, &(struct counter_options){
				       .url = "sqlite:keys.db?vfs=memory&lock=none&twice=1" });
	dishes_add(&counter);
	dishes_kitchen(&counter);
	counter.settings.idle_lock_ms = 60000;
	for (int i = 0; i < KEYS; i++) {
		be_at_work(&counter, &seed);
		type_word(&counter, next_word(&seed));
		if (ui_message_is_error(counter.till.ui))
			counter_type(&counter, "Esc");
		if (i % 97 == 0)
			stage_resize(&counter.stage, 20 + i % 23, 70 + i % 70);
		clock_advance(&counter.house.clock, i % 500 == 0 ? 61000 : 200);
		till_second(&counter.till);
		till_watch(&counter.till);
	}
	CHECK(!counter.till.is_leaving);
	CHECK_OK(db_one_int(counter.house.app.db, &acts, "SELECT count(*) FROM act"));
	CHECK(acts > 300);
	CHECK_OK(verify_run(counter.house.app.db, NULL, NULL, &result));
	counter_close(&counter);
	memvfs_free(vfs);
}

static void leaning(void)
{
	const char *text = getenv("SEED");
	uint64_t first = text != NULL ? strtoull(text, NULL, 10) : 1;

	for (uint64_t seed = first; seed <= first + 1; seed++)
		lean(seed);
}

const struct check_test test_keys[] = {
	{ "five thousand words at random break nothing, and the books hold (B3, L1)", leaning },
	{ NULL, NULL },
};
