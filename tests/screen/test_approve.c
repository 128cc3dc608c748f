/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_approve.c -- a colleague approves in place; reasons by digit or text.
 */
#include "base/str.h"
#include "counter.h"
#include "suites.h"

/* An act that wants an approver with PERM_VOID without limit. */
struct wish {
	struct counter *counter;
	struct act act;
	struct perm_need need;
	int runs;
	char key[ACT_KEY_SIZE];
	int64_t approver;
	enum err answer;         /* once approved */
};

static enum err again(struct ui *ui, void *arg)
{
	struct wish *wish = arg;
	struct perm_need need;
	struct staff staff;

	(void)ui;
	wish->runs++;
	str_copy(wish->key, sizeof wish->key, wish->act.key);
	wish->approver = wish->act.approver;
	CHECK_OK(store_staff_by_id(wish->counter->house.app.db, wish->act.approver, &staff));
	if (perm_check(staff.role, PERM_VOID, 9000, &need) != ERR_OK)
		return ERR_APPROVAL;
	return wish->answer;
}

static void begin(struct counter *counter, struct wish *wish, const char *name)
{
	struct counter_options options = { .name = name };

	counter_open(counter, &options);
	counter_enter(counter, counter->house.cashier);
	*wish = (struct wish){ .counter = counter, .act = till_act(&counter->till, 0, -1),
			       .need = { PERM_VOID, 9000, 5000, 0 } };
	wish->act.need = &wish->need;
	CHECK_OK(approve(&counter->till, ERR_APPROVAL, &wish->act, again, wish));
	ui_paint(counter->till.ui);
}

static void a_manager_approves_with_the_same_key(void)
{
	struct counter counter;
	struct wish wish;
	char key[ACT_KEY_SIZE];

	begin(&counter, &wish, "approve");
	str_copy(key, sizeof key, wish.act.key);
	CHECK(counter_has(&counter, "Approval: Void lines"));
	CHECK(counter_has(&counter, "90.00 EUR"));
	CHECK(counter_has(&counter, "up to 50.00"));
	counter_type(&counter, "3 Enter");
	counter_text(&counter, "471134");
	CHECK(!counter_has(&counter, "471134"));
	counter_type(&counter, "Enter");
	CHECK_INT(wish.runs, 1);
	CHECK_INT(wish.approver, counter.house.manager);
	CHECK_TEXT(wish.key, key);
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK_INT(counter.till.staff.id, counter.house.cashier);
	CHECK_INT(counter_number(&counter,
				 "SELECT count(*) FROM act WHERE name = 'approve'"), 1);
	counter_close(&counter);
}

static void nobody_approves_their_own(void)
{
	struct counter counter;
	struct wish wish;

	begin(&counter, &wish, "own");
	counter_type(&counter, "2 Enter");
	counter_text(&counter, "471124");
	counter_type(&counter, "Enter");
	CHECK_INT(wish.runs, 0);
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "3 Enter");
	counter_text(&counter, "471134");
	counter_type(&counter, "Enter");
	CHECK_INT(wish.runs, 1);
	counter_close(&counter);
}

static void who_may_not_approve_leaves_the_question(void)
{
	struct counter counter;
	struct wish wish;

	begin(&counter, &wish, "neither");
	counter_type(&counter, "1 Enter");
	counter_text(&counter, "471114");
	counter_type(&counter, "Enter");
	CHECK_INT(wish.runs, 1);
	CHECK_TEXT(counter_message(&counter),
		   "Nasser may not approve this either. Nothing was posted.");
	CHECK(counter_has(&counter, "Approval: Void lines"));
	CHECK_INT(wish.act.approver, 0);
	counter_type(&counter, "Esc");
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK_INT(wish.runs, 1);
	counter_close(&counter);
}

static void a_wrong_pin_is_counted(void)
{
	struct counter counter;
	struct wish wish;

	begin(&counter, &wish, "wrong");
	counter_type(&counter, "3 Enter 9 9 9 9 9 9 Enter");
	CHECK_INT(wish.runs, 0);
	CHECK_TEXT(counter_message(&counter), err_text(ERR_PIN));
	CHECK_INT(counter_number(&counter, "SELECT failed FROM staff WHERE number = 3"), 1);
	counter_close(&counter);
}

static void an_act_that_fails_ends_the_question(void)
{
	struct counter counter;
	struct wish wish;

	begin(&counter, &wish, "fails");
	wish.answer = ERR_CHANGED;
	counter_type(&counter, "3 Enter");
	counter_text(&counter, "471134");
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), err_text(ERR_CHANGED));
	CHECK(counter_top(&counter) == &screen_floor);
	counter_close(&counter);
}

static void keys_typed_before_never_approve(void)
{
	struct counter counter;
	struct counter_options options = { .name = "ahead", .no_drawer = true };

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.waiter);
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_drawer, &counter.till));
	counter_type(&counter, "5 0 Enter 3 Enter 4 7 1 1 3 4 Enter");
	CHECK(counter_has(&counter, "Approval: Open and count a drawer"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_session"), 0);
	counter_type(&counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM drawer_session"), 1);
	CHECK_INT(counter_number(&counter,
				 "SELECT count(*) FROM act WHERE name = 'drawer-open' "
				 "AND approver <> 0 AND approver <> staff"), 1);
	counter_close(&counter);
}

struct told {
	int64_t reason, note;
	int n;
};

static enum err tell(struct ui *ui, void *arg, int64_t reason, int64_t note)
{
	struct told *told = arg;

	(void)ui;
	*told = (struct told){ reason, note, told->n + 1 };
	return ERR_OK;
}

static void a_reason_is_a_digit_or_a_text(void)
{
	struct counter_options options = { .name = "reason" };
	struct counter counter;
	struct told told = { 0 };
	char text[64];

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	CHECK_OK(reason_ask(&counter.till, "void", "Why?", tell, &told));
	ui_paint(counter.till.ui);
	counter_type(&counter, "2");
	CHECK_INT(told.n, 1);
	CHECK(told.reason != 0 && told.note == 0);
	CHECK_OK(reason_ask(&counter.till, "void", "Why?", tell, &told));
	ui_paint(counter.till.ui);
	counter_type(&counter, "5");
	counter_text(&counter, "dropped it");
	counter_type(&counter, "Enter");
	CHECK_INT(told.n, 2);
	CHECK(told.reason == 0 && told.note != 0);
	CHECK_OK(store_note_text(counter.house.app.db, told.note, text, sizeof text));
	CHECK_TEXT(text, "dropped it");
	CHECK_OK(reason_ask(&counter.till, "void", "Why?", tell, &told));
	ui_paint(counter.till.ui);
	counter_type(&counter, "Esc");
	CHECK_INT(told.n, 2);
	counter_close(&counter);
}

static void a_reason_is_no_card_number(void)
{
	struct counter_options options = { .name = "reason-card" };
	struct counter counter;
	struct told told = { 0 };

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	CHECK_OK(reason_ask(&counter.till, "void", "Why?", tell, &told));
	ui_paint(counter.till.ui);
	counter_type(&counter, "5");
	counter_text(&counter, "card 4242 4242 4242 4242");
	counter_type(&counter, "Enter");
	CHECK_INT(told.n, 0);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM note"), 0);
	counter_close(&counter);
}

const struct check_test test_approve[] = {
	{ "a manager approves in place with the same key (S, L3)",
	  a_manager_approves_with_the_same_key },
	{ "nobody approves their own (S)", nobody_approves_their_own },
	{ "who may not approve leaves the question", who_may_not_approve_leaves_the_question },
	{ "a wrong PIN is counted and asked again", a_wrong_pin_is_counted },
	{ "an act that fails ends the question", an_act_that_fails_ends_the_question },
	{ "keys typed before the prompt never approve (K)", keys_typed_before_never_approve },
	{ "a reason is a digit or a text of one's own", a_reason_is_a_digit_or_a_text },
	{ "a reason holds no card number (P1)", a_reason_is_no_card_number },
	{ 0 },
};
