/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_two.c -- two tills on one check at once: nothing that was rung is lost, and
 * each sees who did what (B4).
 */
#include <stdlib.h>

#include "counter.h"
#include "store/verify.h"
#include "suites.h"

#define ROUNDS 60

/* A manager at till 3 and a cashier at till 4, both with table 5 on the screen. */
static void begin(struct counter *first, struct counter *second, const char *name)
{
	counter_begin(first, name);
	counter_join(second, first, name, 4);
	counter_log_in(first, 3);
	counter_log_in(second, 2);
	counter_type(first, "5 Enter");
	counter_type(second, "5 Enter");
}

static void end(struct counter *first, struct counter *second)
{
	struct verify_result result;

	CHECK_OK(verify_run(first->house.app.db, NULL, NULL, &result));
	counter_close(second);
	counter_close(first);
}

static void to_and_fro(void)
{
	struct counter first, second;

	begin(&first, &second, "two-take");
	counter_type(&first, "2 1 Enter 3 * 3 1");
	till_watch(&second.till);
	CHECK(counter_has(&second, "Espresso"));
	counter_type(&second, "2 2 Enter");
	counter_type(&second, "Right Enter");
	CHECK_INT(counter_due(&second, 5), 470);
	till_watch(&first.till);
	CHECK(counter_says(&first, "Lina at till 4 has taken this bill over."));
	CHECK(counter_has(&first, "3 × Lentil soup"));
	counter_type(&second, "l e");
	counter_type(&first, "Enter");
	CHECK(counter_has(&first, "Take the bill over?"));
	counter_type(&first, "Right Enter");
	CHECK(counter_says(&first, "3 × Lentil soup, 16.50"));
	till_watch(&second.till);
	CHECK(counter_says(&second, "Omid at till 3 has taken this bill over."));
	CHECK(counter_has(&second, "1 × Lentil soup") || counter_has(&second, " le"));
	CHECK_INT(counter_due(&second, 5), 470 + 1650);
	end(&first, &second);
}

static void who_did_what(void)
{
	struct counter first, second;

	begin(&first, &second, "two-history");
	counter_type(&first, "2 1 Enter Down 2 F2");
	counter_type(&second, "2 * 3 1 Enter");
	counter_type(&second, "Right Enter Up Up F8");
	counter_type(&second, "1 F9 y");
	CHECK(counter_top(&second) == &screen_history);
	CHECK(counter_has(&second, "Omid"));
	CHECK(counter_has(&second, "Espresso: seat 2"));
	CHECK(counter_has(&second, "taken over from till 3"));
	CHECK(counter_has(&second, "voided: 1 × Espresso"));
	counter_golden(&second, "history");
	counter_type(&second, "Enter");
	CHECK(counter_top(&second) == &screen_check);
	end(&first, &second);
}

/* Both ring, in turn as the dice fall; what was said to be rung is on the check. */
static void nothing_is_lost(void)
{
	struct counter counters[2];
	unsigned seed = 7;
	int64_t rung = 0;

	begin(&counters[0], &counters[1], "two-rush");
	for (int i = 0; i < ROUNDS; i++) {
		struct counter *counter = &counters[rand_r(&seed) % 2];

		if (rand_r(&seed) % 3 == 0)
			till_watch(&counter->till);
		counter_type(counter, "Esc");
		if (counter_top(counter) == &screen_floor)
			counter_type(counter, "5 Enter");
		counter_type(counter, "2 1 Enter");
		if (counter_has(counter, "Take the bill over?"))
			counter_type(counter, "Right Enter");
		rung += counter_says(counter, "1 × Espresso, 2.20");
	}
	CHECK(rung > ROUNDS / 3);
	CHECK_INT(counter_due(&counters[0], 5), rung * 220);
	end(&counters[0], &counters[1]);
}

static void half_typed_lines_survive(void)
{
	struct counter first, second;

	begin(&first, &second, "two-typed");
	counter_type(&first, "2 1 Enter 4 * s o");
	for (int i = 0; i < 3; i++) {
		counter_type(&second, i == 0 ? "F6 6 Enter Enter" : "2 2 Enter");
		if (counter_has(&second, "Take the bill over?"))
			counter_type(&second, "Right Enter");
		till_watch(&first.till);
		CHECK(counter_has(&first, "4*so"));
		CHECK(counter_has(&first, "4 × Lentil soup"));
	}
	CHECK(counter_has(&first, "at till 4"));
	counter_type(&first, "Esc");
	CHECK(counter_top(&first) == &screen_check);
	end(&first, &second);
}

static void changed_elsewhere(void)
{
	static const int64_t none[] = { 0 };
	struct counter first, second;
	struct act act;
	int64_t bill, line;

	counter_begin(&first, "check-changed");
	counter_join(&second, &first, "check-changed", 4);
	bill = house_check(&first.house, 5, none);
	act = house_act(&first.house, bill);
	CHECK_OK(bill_release(&first.house.app, &act));
	counter_log_in(&second, 2);
	counter_type(&second, "5 Enter");
	act = house_act(&first.house, bill);
	CHECK_OK(bill_add(&first.house.app, &act, 31, 1, &line));
	act = house_act(&first.house, bill);
	CHECK_OK(bill_release(&first.house.app, &act));
	counter_type(&second, "2 1 Enter");
	CHECK(counter_says(&second, "The bill has changed since it was drawn."));
	CHECK(counter_has(&second, "Lentil soup"));
	CHECK_INT(counter_due(&second, 5), 550);
	counter_type(&second, "Enter");
	CHECK_INT(counter_due(&second, 5), 770);
	counter_close(&second);
	counter_close(&first);
}

static void closed_elsewhere(void)
{
	static const int64_t one[] = { 21, 0 };
	struct counter first, second;
	struct act act;
	int64_t bill, line;

	counter_begin(&first, "check-closed");
	counter_join(&second, &first, "check-closed", 4);
	bill = house_check(&first.house, 5, one);
	counter_log_in(&second, 2);
	counter_type(&second, "5 Enter");
	counter_log_in(&first, 2);
	CHECK(ui_top(first.till.ui) == &screen_check);
	counter_type(&first, "F11");
	till_watch(&second.till);
	CHECK(ui_top(second.till.ui) == &screen_floor);
	act = house_act(&second.house, bill);
	CHECK_INT(bill_add(&second.house.app, &act, 21, 1, &line), ERR_CLOSED);
	counter_close(&second);
	counter_close(&first);
}

const struct check_test test_two[] = {
	{ "a bill is taken over to and fro, each is told by whom (B4)", to_and_fro },
	{ "what was done is told with name and till (B4)", who_did_what },
	{ "what was said to be rung stands on the check (B3, B4)", nothing_is_lost },
	{ "a half-typed line survives reading again and a take-over (K)",
	  half_typed_lines_survive },
	{ "a bill that changed elsewhere is shown before anything is rung", changed_elsewhere },
	{ "a bill that is paid elsewhere leaves the screen", closed_elsewhere },
	{ NULL, NULL },
};
