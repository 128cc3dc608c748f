/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_move.c -- who pays what: lines, pieces and shares of them go to parts, by
 * seats and by percent, and all of it can be undone.
 */
#include <string.h>

#include "base/str.h"
#include "document/text.h"
#include "service/bill_place.h"
#include "service/bill_split.h"
#include "service/receipt.h"
#include "service/standing.h"
#include "service/suites.h"

static int64_t total_of(struct house *house, int64_t bill, int part)
{
	struct bill_view view = shift_look(house, bill);
	int64_t total = part < view.n_parts ? view.parts[part].total_minor : -1;

	bill_view_done(&view);
	return total;
}

static enum err move(struct house *house, int64_t bill, int64_t line, int64_t quantity, int64_t no)
{
	struct act act = house_act(house, bill);

	return bill_move(&house->app, &act, line, quantity, no);
}

static enum err undo(struct house *house, int64_t bill)
{
	struct act act = house_act(house, bill);

	return bill_undo(&house->app, &act);
}

static void one_piece_goes_to_a_part_and_comes_back(void)
{
	char before[STANDING_TEXT_SIZE], after[STANDING_TEXT_SIZE];
	struct house house;
	int64_t bill, line;

	shift_open(&house, "move-piece");
	bill = house_check(&house, 5, (const int64_t[]){ 41, 0 });
	line = shift_add(&house, bill, 21, 3);
	standing_write(&house, bill, before);
	CHECK_OK(move(&house, bill, line, 1, 2));
	standing_check(&house, bill);
	CHECK_INT(total_of(&house, bill, 1), 220);
	CHECK_INT(total_of(&house, bill, 0), 440 + 6000);
	CHECK_OK(move(&house, bill, line, 2, 3));
	CHECK_INT(total_of(&house, bill, 2), 440);
	CHECK_INT(move(&house, bill, line, 4, 2), ERR_RANGE);
	CHECK_INT(move(&house, bill, line, 1, 9), ERR_RANGE);
	CHECK_OK(undo(&house, bill));
	CHECK_OK(undo(&house, bill));
	CHECK_INT(undo(&house, bill), ERR_STATE);
	standing_write(&house, bill, after);
	CHECK_TEXT(after, before);
	shift_verify(&house);
	house_close(&house);
}

static void a_line_is_shared_to_the_cent(void)
{
	char before[STANDING_TEXT_SIZE], after[STANDING_TEXT_SIZE];
	struct house house;
	struct act act;
	int64_t bill, line;

	shift_open(&house, "move-share");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	standing_write(&house, bill, before);
	line = shift_add(&house, bill, 32, 1);
	standing_write(&house, bill, before);
	CHECK_OK(move(&house, bill, line, 0, 2));
	CHECK_OK(move(&house, bill, line, 0, 3));
	act = house_act(&house, bill);
	CHECK_OK(bill_share(&house.app, &act, line, (const int64_t[]){ 1, 2, 3, 4, 5, 6, 7 }, 7));
	standing_check(&house, bill);
	CHECK_INT(total_of(&house, bill, 0), 220 + 258);
	CHECK_INT(total_of(&house, bill, 1), 257);
	CHECK_INT(total_of(&house, bill, 6), 257);
	act = house_act(&house, bill);
	CHECK_INT(bill_share(&house.app, &act, line, (const int64_t[]){ 2, 1 }, 2), ERR_RANGE);
	for (int i = 0; i < 3; i++)
		CHECK_OK(undo(&house, bill));
	standing_write(&house, bill, after);
	CHECK_TEXT(after, before);
	house_close(&house);
}

static void set_seat(struct house *house, int64_t bill, int64_t line, int64_t seat)
{
	struct act act = house_act(house, bill);

	CHECK_OK(bill_place(&house->app, &act, line, seat, 0));
}

static void every_seat_pays_its_own(void)
{
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill, soup, ouzi, wine;

	shift_open(&house, "move-seats");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	act = house_act(&house, bill);
	CHECK_INT(bill_split_seats(&house.app, &act, false), ERR_STATE);
	soup = shift_add(&house, bill, 31, 1);
	ouzi = shift_add(&house, bill, 32, 1);
	wine = shift_add(&house, bill, 41, 1);
	set_seat(&house, bill, soup, 2);
	set_seat(&house, bill, ouzi, 1);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_seats(&house.app, &act, false));
	standing_check(&house, bill);
	CHECK_INT(total_of(&house, bill, 0), 1800);
	CHECK_INT(total_of(&house, bill, 1), 550);
	CHECK_INT(total_of(&house, bill, 2), 6000);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_seats(&house.app, &act, true));
	standing_check(&house, bill);
	CHECK_INT(total_of(&house, bill, 0), 1800 + 3000);
	CHECK_INT(total_of(&house, bill, 1), 550 + 3000);
	view = shift_look(&house, bill);
	CHECK_INT(view.n_parts, 2);
	bill_view_done(&view);
	CHECK_OK(undo(&house, bill));
	CHECK_INT(total_of(&house, bill, 2), 6000);
	CHECK_OK(move(&house, bill, wine, 0, 1));
	CHECK_INT(total_of(&house, bill, 0), 1800 + 6000);
	house_close(&house);
}

static void splits_of_all_kinds_stand_side_by_side(void)
{
	struct house house;
	struct act act;
	int64_t bill, ouzi;

	shift_open(&house, "move-mixture");
	bill = house_check(&house, 5, (const int64_t[]){ 31, 41, 0 });
	ouzi = shift_add(&house, bill, 32, 1);
	CHECK_OK(move(&house, bill, ouzi, 0, 2));
	act = house_act(&house, bill);
	CHECK_OK(bill_split_percent(&house.app, &act, 300000));
	CHECK_INT(total_of(&house, bill, 2), 1965);
	CHECK_INT(total_of(&house, bill, 1), 1800);
	standing_check(&house, bill);
	shift_add(&house, bill, 41, 1);
	CHECK_INT(total_of(&house, bill, 2), 1965 + 1800);
	CHECK_INT(total_of(&house, bill, 1), 1800);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_amount(&house.app, &act, 1000));
	standing_check(&house, bill);
	CHECK_INT(total_of(&house, bill, 0) + total_of(&house, bill, 1),
		  550 + 12000 + 1800 - 3765 + 300 - 1000);
	CHECK_INT(move(&house, bill, ouzi, 0, 4), ERR_STATE);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	standing_check(&house, bill);
	CHECK_INT(total_of(&house, bill, 0), 6275);
	CHECK_INT(total_of(&house, bill, 1), 1800);
	CHECK_INT(total_of(&house, bill, 2), 6275);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 1));
	CHECK_INT(total_of(&house, bill, 0), 550 + 12000 + 1800);
	for (int i = 0; i < 5; i++)
		CHECK_OK(undo(&house, bill));
	CHECK_INT(undo(&house, bill), ERR_STATE);
	house_close(&house);
}

static void an_amount_is_taken_of_what_is_nobodys(void)
{
	struct house house;
	struct act act;
	int64_t bill, wine, ouzi;

	shift_open(&house, "move-amount");
	bill = house_check(&house, 5, (const int64_t[]){ 31, 0 });
	wine = shift_add(&house, bill, 41, 1);
	ouzi = shift_add(&house, bill, 32, 1);
	CHECK_OK(move(&house, bill, wine, 0, 2));
	act = house_act(&house, bill);
	CHECK_INT(bill_split_amount(&house.app, &act, 2351), ERR_RANGE);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_amount(&house.app, &act, 2000));
	standing_check(&house, bill);
	CHECK_INT(total_of(&house, bill, 0), 350);
	CHECK_INT(total_of(&house, bill, 1), 6000);
	CHECK_INT(total_of(&house, bill, 2), 2000);
	act = house_act(&house, bill);
	CHECK_INT(bill_split_amount(&house.app, &act, 351), ERR_RANGE);
	CHECK_OK(move(&house, bill, ouzi, 0, 2));
	CHECK_INT(total_of(&house, bill, 1), 6000 + 1800);
	CHECK_INT(total_of(&house, bill, 2), 550);
	standing_check(&house, bill);
	CHECK_OK(undo(&house, bill));
	shift_pay(&house, bill, 2, PAY_EXACT);
	shift_pay(&house, bill, 0, PAY_EXACT);
	CHECK(shift_pay(&house, bill, 1, PAY_EXACT).bill_closed);
	shift_verify(&house);
	house_close(&house);
}

static void what_was_paid_stays(void)
{
	struct house house;
	struct act act;
	int64_t bill, soup, ouzi;

	shift_open(&house, "move-frozen");
	bill = house_check(&house, 5, (const int64_t[]){ 41, 0 });
	soup = shift_add(&house, bill, 31, 1);
	ouzi = shift_add(&house, bill, 32, 1);
	act = shift_why(&house, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, 100000));
	CHECK_OK(move(&house, bill, soup, 0, 2));
	CHECK(shift_pay(&house, bill, 1, PAY_EXACT).part_closed);
	CHECK_INT(move(&house, bill, soup, 0, 1), ERR_FROZEN);
	CHECK_INT(move(&house, bill, ouzi, 0, 2), ERR_FROZEN);
	CHECK_INT(undo(&house, bill), ERR_FROZEN);
	CHECK_OK(move(&house, bill, ouzi, 0, 3));
	standing_check(&house, bill);
	CHECK_INT(total_of(&house, bill, 1), 495);
	CHECK_INT(total_of(&house, bill, 2), 1620);
	CHECK_OK(undo(&house, bill));
	CHECK(shift_pay(&house, bill, 0, PAY_EXACT).bill_closed);
	shift_verify(&house);
	house_close(&house);
}

static void undo_stops_at_what_was_done_since(void)
{
	struct house house;
	struct act act;
	int64_t bill, soup, ouzi;

	shift_open(&house, "move-since");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	soup = shift_add(&house, bill, 31, 2);
	ouzi = shift_add(&house, bill, 32, 1);
	CHECK_OK(move(&house, bill, soup, 0, 2));
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, soup, 1));
	CHECK_INT(undo(&house, bill), ERR_STATE);
	CHECK_OK(move(&house, bill, ouzi, 0, 2));
	set_seat(&house, bill, ouzi, 1);
	shift_add(&house, bill, 21, 1);
	CHECK_OK(undo(&house, bill));
	CHECK_INT(total_of(&house, bill, 0), 1800 + 220);
	CHECK_INT(total_of(&house, bill, 1), 550);
	house_close(&house);
}

/* The receipt of a part lists its own line and its half of the other. */
static void a_part_gets_a_receipt_of_its_lines(void)
{
	struct pay_result result;
	struct paper_row row;
	struct document *doc;
	struct str text = { 0 };
	struct house house;
	struct act act;
	int64_t bill, soup, tea;

	shift_open(&house, "move-receipt");
	bill = house_check(&house, 5, (const int64_t[]){ 41, 0 });
	soup = shift_add(&house, bill, 31, 1);
	tea = shift_add(&house, bill, 22, 3);
	CHECK_OK(move(&house, bill, soup, 0, 2));
	act = house_act(&house, bill);
	CHECK_OK(bill_share(&house.app, &act, tea, (const int64_t[]){ 1, 2 }, 2));
	result = shift_pay(&house, bill, 1, PAY_EXACT);
	CHECK_OK_FATAL(receipt_load(house.app.db, result.paper, &row, &doc));
	document_render_text(doc, 42, NULL, &text);
	CHECK(strstr(str_text(&text), "Lentil soup") != NULL);
	CHECK(strstr(str_text(&text), "1/2 of 3 Tea") != NULL);
	CHECK(strstr(str_text(&text), "3.75") != NULL);
	CHECK(strstr(str_text(&text), "9.25") != NULL);
	CHECK(strstr(str_text(&text), "Wine") == NULL);
	str_done(&text);
	document_free(doc);
	house_close(&house);
}

#define STEPS 60

/* One try at anything that changes who pays what. */
static bool step(struct house *house, int64_t bill, const int64_t *lines, uint64_t *seed)
{
	struct act act = house_act(house, bill);
	int64_t nos[4] = { 1, 2, 3, 4 }, pick[4];

	for (int i = 0; i < 4; i++) {
		*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
		pick[i] = (int64_t)(*seed >> 40);
	}
	switch (pick[0] % 7) {
	case 0:
	case 1:
		return bill_move(&house->app, &act, lines[pick[1] % 4], pick[2] % 3, pick[3] % 5) ==
		       ERR_OK;
	case 2:
		return bill_share(&house->app, &act, lines[pick[1] % 4], nos,
				  1 + (int)(pick[2] % 4)) == ERR_OK;
	case 3:
		return bill_split_evenly(&house->app, &act, 1 + (int)(pick[1] % 4)) == ERR_OK;
	case 4:
		return bill_split_percent(&house->app, &act, pick[1] % 900000 + 1) == ERR_OK;
	case 5:
		return bill_split_seats(&house->app, &act, pick[1] % 2 == 0) == ERR_OK;
	default:
		return bill_split_amount(&house->app, &act, pick[1] % 3000 + 1) == ERR_OK;
	}
}

static int walk(struct house *house, int64_t bill, const int64_t *lines, uint64_t seed)
{
	int done = 0;

	for (int i = 0; i < STEPS; i++) {
		if (done > 0 && i % 9 == 8) {
			CHECK_OK(undo(house, bill));
			done--;
		} else if (step(house, bill, lines, &seed)) {
			done++;
		}
		standing_check(house, bill);
	}
	return done;
}

static void any_walk_keeps_the_sums_and_leads_back(void)
{
	char before[STANDING_TEXT_SIZE], after[STANDING_TEXT_SIZE];
	int64_t bill, lines[4];
	struct house house;
	struct act act;

	shift_open(&house, "move-random");
	for (uint64_t seed = 1; seed <= 6; seed++) {
		int done;

		bill = house_check(&house, (int64_t)seed, (const int64_t[]){ 51, 0 });
		lines[0] = shift_add(&house, bill, 21, 3);
		lines[1] = shift_add(&house, bill, 32, 1);
		lines[2] = shift_add(&house, bill, 41, 2);
		lines[3] = shift_add(&house, bill, 31, 4);
		set_seat(&house, bill, lines[1], 1);
		set_seat(&house, bill, lines[3], 3);
		act = shift_why(&house, bill, "discount");
		CHECK_OK(bill_discount(&house.app, &act, lines[3], 100, 0));
		act = shift_why(&house, bill, "discount");
		CHECK_OK(bill_discount(&house.app, &act, 0, 0, 70000));
		standing_write(&house, bill, before);
		done = walk(&house, bill, lines, seed);
		CHECK(done > 5);
		for (int i = 0; i < done; i++)
			CHECK_OK(undo(&house, bill));
		standing_write(&house, bill, after);
		CHECK_TEXT(after, before);
	}
	shift_verify(&house);
	house_close(&house);
}

const struct check_test test_move[] = {
	{ "move: one of three pieces goes to a part and comes back (M2, B6)",
	  one_piece_goes_to_a_part_and_comes_back },
	{ "move: a line is shared among seven parts to the cent (M2, B6)",
	  a_line_is_shared_to_the_cent },
	{ "move: every seat pays its own, and what is nobody's is shared or apart (M2)",
	  every_seat_pays_its_own },
	{ "move: splits of all kinds stand side by side (M2, B6)",
	  splits_of_all_kinds_stand_side_by_side },
	{ "move: an amount is taken of what is nobody's own, and says when that is too little (B6)",
	  an_amount_is_taken_of_what_is_nobodys },
	{ "move: what was paid stays, after a discount too (M5)", what_was_paid_stays },
	{ "move: a part gets a receipt of its lines and shares (M2)",
	  a_part_gets_a_receipt_of_its_lines },
	{ "move: undo stops at what was done since (B6)", undo_stops_at_what_was_done_since },
	{ "move: any walk of splits keeps the sums and leads back (M2, B6)",
	  any_walk_keeps_the_sums_and_leads_back },
	{ 0 },
};
