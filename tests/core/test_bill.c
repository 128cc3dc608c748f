/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_bill.c -- what parts owe: the worked examples, and the order of the steps.
 */
#include <string.h>

#include "check.h"
#include "core/bill.h"

/* A small check that each test fills in. */
struct scene {
	struct bill_line lines[32];
	struct bill_discount discounts[4];
	struct bill_part parts[8];
	struct share_amount frozen[8 * 4], cells[8 * 4];
	struct bill_in in;
	struct bill_out out;
};

enum { FOOD_10, WINE_20, MINIBAR_13, INCLUSIVE_10 };

static const struct tax_class classes[] = {
	{ false, 1, { { 100000, TAX_ON_NET } } },
	{ false, 1, { { 200000, TAX_ON_NET } } },
	{ false, 1, { { 130000, TAX_ON_NET } } },
	{ true, 1, { { 100000, TAX_ON_NET } } },
};

static void begin(struct scene *scene, const struct bill_column *columns, int n_columns,
		  int n_parts)
{
	memset(scene, 0, sizeof *scene);
	scene->in = (struct bill_in){
		.classes = classes, .columns = columns, .lines = scene->lines,
		.discounts = scene->discounts, .parts = scene->parts, .frozen = scene->frozen,
		.n_classes = 4, .n_columns = n_columns, .n_parts = n_parts,
	};
	scene->out.cells = scene->cells;
	for (int i = 0; i < n_parts; i++)
		scene->parts[i] = (struct bill_part){ .weight = 1, .fixed_minor = -1 };
}

static void add(struct scene *scene, int part, int column, int64_t amount)
{
	scene->lines[scene->in.n_lines++] = (struct bill_line){ part, column, amount };
}

static void discount(struct scene *scene, int64_t amount, int64_t rate_ppm)
{
	scene->discounts[scene->in.n_discounts++] = (struct bill_discount){ amount, rate_ppm,
									    false };
}

static void freeze(struct scene *scene, int part)
{
	int n = scene->in.n_columns;

	memcpy(&scene->frozen[part * n], &scene->cells[part * n],
	       (size_t)n * sizeof *scene->cells);
	scene->parts[part].is_frozen = true;
}

static int64_t owes(const struct scene *scene, int part)
{
	return bill_part_total(&scene->in, &scene->out, part);
}

static void check_cell(const struct scene *scene, int part, int column, int64_t net, int64_t tax)
{
	const struct share_amount *cell = &scene->cells[part * scene->in.n_columns + column];

	CHECK_INT(cell->net_minor, net);
	CHECK_INT(cell->tax_minor[0], tax);
}

static void in_three(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false } };
	struct scene scene;

	begin(&scene, columns, 1, 3);
	add(&scene, 0, 0, 1000);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(scene.out.total_minor, 1100);
	check_cell(&scene, 0, 0, 333, 34);
	check_cell(&scene, 1, 0, 334, 33);
	check_cell(&scene, 2, 0, 333, 33);
	CHECK_INT(owes(&scene, 0), 367);
	CHECK_INT(owes(&scene, 1), 367);
	CHECK_INT(owes(&scene, 2), 366);
}

static void food_and_wine(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false }, { WINE_20, false } };
	struct scene scene;

	begin(&scene, columns, 2, 1);
	add(&scene, 1, 0, 5000);
	discount(&scene, 1000, 0);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	check_cell(&scene, 0, 0, 4000, 400);
	add(&scene, 1, 1, 5000);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(scene.out.discount_by_column[0], 500);
	CHECK_INT(scene.out.discount_by_column[1], 500);
	check_cell(&scene, 0, 0, 4500, 450);
	check_cell(&scene, 0, 1, 4500, 900);
	CHECK_INT(scene.out.total_minor, 10350);
}

static void minibar(void)
{
	static const struct bill_column columns[] = {
		{ MINIBAR_13, false }, { MINIBAR_13, false },
	};
	struct scene scene;

	/* two lines of one charge, each in a column of its own, taxed together */
	begin(&scene, columns, 2, 1);
	add(&scene, 1, 0, 350);
	add(&scene, 1, 1, 350);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	check_cell(&scene, 0, 0, 350, 46);
	check_cell(&scene, 0, 1, 350, 45);
}

static void by_amount(void)
{
	static const struct bill_column columns[] = { { INCLUSIVE_10, false } };
	struct scene scene;

	/* check 120.00 = 109.09 + 10.91: room 80 fixed, cash takes the rest */
	begin(&scene, columns, 1, 2);
	add(&scene, 0, 0, 12000);
	scene.parts[0].fixed_minor = 4000;
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	check_cell(&scene, 0, 0, 3636, 364);
	check_cell(&scene, 1, 0, 7273, 727);
	scene.parts[1].fixed_minor = 8000;
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	check_cell(&scene, 1, 0, 7273, 727);
	scene.parts[1].fixed_minor = 7999;
	CHECK_INT(bill_compute(&scene.in, &scene.out), ERR_FROZEN);
	scene.parts[1].fixed_minor = 9000;
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(owes(&scene, 1), 8000);
}

static void seats_and_pool(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false }, { WINE_20, false } };
	struct scene scene;

	/* own food 20.00 and 10.00, a bottle of 30.00 shared 1 : 2 */
	begin(&scene, columns, 2, 2);
	add(&scene, 1, 0, 2000);
	add(&scene, 2, 0, 1000);
	add(&scene, 0, 1, 3000);
	scene.parts[1].weight = 2;
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	check_cell(&scene, 0, 0, 2000, 200);
	check_cell(&scene, 0, 1, 1000, 200);
	check_cell(&scene, 1, 0, 1000, 100);
	check_cell(&scene, 1, 1, 2000, 400);
	scene.parts[1].weight = 0;
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(owes(&scene, 1), 1100);
	scene.parts[0].weight = 0;
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	check_cell(&scene, 1, 1, 1500, 300);
}

static void frozen_stays(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false }, { WINE_20, false } };
	struct scene scene;

	begin(&scene, columns, 2, 3);
	add(&scene, 0, 0, 1000);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	freeze(&scene, 0);
	add(&scene, 0, 1, 1000);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	check_cell(&scene, 0, 0, 333, 34);
	check_cell(&scene, 0, 1, 0, 0);
	CHECK_INT(owes(&scene, 1), 967);
	CHECK_INT(owes(&scene, 2), 966);
	freeze(&scene, 1);
	freeze(&scene, 2);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(owes(&scene, 0) + owes(&scene, 1) + owes(&scene, 2), 2300);
}

static void payer_leaves(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false } };
	struct scene scene;

	/* seat 1 has a dish of 100.00, a bottle of 30.00 is for all three; seat 3 pays and goes,
	 * then another bottle of 20.00 comes */
	begin(&scene, columns, 1, 3);
	add(&scene, 1, 0, 10000);
	add(&scene, 0, 0, 3000);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(owes(&scene, 2), 1100);
	freeze(&scene, 2);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(owes(&scene, 0), 12100);
	CHECK_INT(owes(&scene, 1), 1100);
	add(&scene, 0, 0, 2000);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(owes(&scene, 0), 13200);
	CHECK_INT(owes(&scene, 1), 2200);
	CHECK_INT(owes(&scene, 2), 1100);
}

static void fixed_beside_seats(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false } };
	struct scene scene;

	/* seat 1 has 20.00 of its own, 80.00 is for all; a third pays 33.00 of it, come what may */
	begin(&scene, columns, 1, 3);
	add(&scene, 1, 0, 2000);
	add(&scene, 0, 0, 8000);
	scene.parts[2].fixed_minor = 3300;
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(owes(&scene, 0), 2200 + 2750);
	CHECK_INT(owes(&scene, 1), 2750);
	check_cell(&scene, 2, 0, 3000, 300);
}

static void a_price_for_the_check(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false }, { WINE_20, false } };
	static const int64_t adds[] = { 5000, 3000, -2000, -3500 };
	static const int64_t off[] = { 1000, 4000, 2000, 0 };
	struct scene scene;

	/* 40.00 for the check: of 50.00, then of 80.00 and 60.00; of 25.00 nothing is taken off */
	begin(&scene, columns, 2, 1);
	scene.discounts[scene.in.n_discounts++] = (struct bill_discount){ 4000, 0, true };
	for (int i = 0; i < 4; i++) {
		add(&scene, 0, i % 2, adds[i]);
		CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
		CHECK_INT(scene.out.discount_minor, off[i]);
	}
	scene.in.n_lines = 2;
	discount(&scene, 0, 100000);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(scene.out.discount_minor, 4400);
	check_cell(&scene, 0, 0, 2250, 225);
	check_cell(&scene, 0, 1, 1350, 270);
}

/* The pool has 30.00 of wine and 10.00 of food; seat 2 has 20.00 of food of its own. */
static void begin_amounts(struct scene *scene, const struct bill_column *columns)
{
	begin(scene, columns, 2, 3);
	add(scene, 2, 0, 2000);
	add(scene, 0, 0, 1000);
	add(scene, 0, 1, 3000);
}

static void fixed_never_of_own_lines(void)
{
	static const struct bill_column columns[] = { { INCLUSIVE_10, false },
						      { INCLUSIVE_10, false } };
	static const struct { int64_t fixed, owes[3], free; } cases[] = {
		{ 1000, { 1500, 3500, 1000 }, 3000 },
		{ 3999, { 1, 2000, 3999 }, 1 },
		{ 4000, { 0, 2000, 4000 }, 0 },
		{ 5500, { 0, 2000, 4000 }, 0 },
	};
	struct scene scene;

	for (int i = 0; i < 4; i++) {
		begin_amounts(&scene, columns);
		scene.parts[2].fixed_minor = cases[i].fixed;
		CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
		for (int p = 0; p < 3; p++)
			CHECK_INT(owes(&scene, p), cases[i].owes[p]);
		CHECK_INT(scene.out.free_minor, cases[i].free);
		CHECK(share_total(&scene.cells[4]) <= 1000);
	}
	/* a second one takes what the first one left, and a discount is everybody's */
	begin_amounts(&scene, columns);
	discount(&scene, 0, 500000);
	scene.parts[2].fixed_minor = 1500;
	scene.parts[0].fixed_minor = 900;
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(owes(&scene, 0), 900);
	CHECK_INT(owes(&scene, 1), 1000);
	CHECK_INT(owes(&scene, 2), 1100);
}

static void refund_needed(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false } };
	struct scene scene;

	begin(&scene, columns, 1, 2);
	add(&scene, 1, 0, 1000);
	add(&scene, 2, 0, 500);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	freeze(&scene, 0);
	/* a void inside the frozen part would leave the other less than nothing */
	add(&scene, 1, 0, -1000);
	CHECK_INT(bill_compute(&scene.in, &scene.out), ERR_FROZEN);
	CHECK_INT(owes(&scene, 1), 550);
	scene.in.n_lines--;
	freeze(&scene, 1);
	add(&scene, 0, 0, 1);
	CHECK_INT(bill_compute(&scene.in, &scene.out), ERR_FROZEN);
}

static void discount_order(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false }, { WINE_20, false } };
	struct scene scene;

	begin(&scene, columns, 2, 1);
	add(&scene, 1, 0, 10000);
	discount(&scene, 0, 100000);
	discount(&scene, 1000, 0);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(scene.out.discount_minor, 2000);
	scene.discounts[0] = (struct bill_discount){ 1000, 0, false };
	scene.discounts[1] = (struct bill_discount){ 0, 100000, false };
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(scene.out.discount_minor, 1900);
	discount(&scene, 1000000, 0);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(scene.out.discount_minor, 10000);
	CHECK_INT(scene.out.total_minor, 0);
	scene.discounts[2].amount_minor = -1;
	CHECK_INT(bill_compute(&scene.in, &scene.out), ERR_RANGE);
}

static void discount_skips_returns(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false }, { WINE_20, false } };
	struct scene scene;

	begin(&scene, columns, 2, 1);
	add(&scene, 1, 0, 5000);
	add(&scene, 1, 1, -1000);
	discount(&scene, 0, 100000);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(scene.out.discount_by_column[0], 400);
	CHECK_INT(scene.out.discount_by_column[1], 0);
	check_cell(&scene, 0, 1, -1000, -200);
}

static void returned_bottle(void)
{
	static const struct bill_column columns[] = { { WINE_20, false }, { FOOD_10, false } };
	struct scene scene;

	/* seat 2 brings back a bottle that seat 1's column would otherwise swallow */
	begin(&scene, columns, 2, 2);
	add(&scene, 1, 0, 2000);
	add(&scene, 2, 0, -500);
	add(&scene, 2, 1, 1000);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	check_cell(&scene, 0, 0, 2000, 400);
	check_cell(&scene, 1, 0, -500, -100);
	CHECK_INT(owes(&scene, 1), 500);
	scene.lines[0].amount_minor = 500;
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	check_cell(&scene, 0, 0, 500, 0);
	check_cell(&scene, 1, 0, -500, 0);
	CHECK_INT(owes(&scene, 1), 600);
}

static void once_per_class(void)
{
	static const struct bill_column columns[] = {
		{ MINIBAR_13, false }, { MINIBAR_13, false },
	};
	struct scene scene;

	/* 0.05 and 0.05 in two departments: 13 % of 0.10 is 0.01, not 0.01 + 0.01 */
	begin(&scene, columns, 2, 2);
	add(&scene, 1, 0, 5);
	add(&scene, 2, 1, 5);
	CHECK_OK_FATAL(bill_compute(&scene.in, &scene.out));
	CHECK_INT(scene.out.total_minor, 11);
	CHECK_INT(owes(&scene, 0), 6);
	CHECK_INT(owes(&scene, 1), 5);
}

static void bounds(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false } },
					wrong[] = { { 4, false } };
	struct scene scene;

	begin(&scene, columns, 1, 1);
	add(&scene, 2, 0, 1);
	CHECK_INT(bill_compute(&scene.in, &scene.out), ERR_RANGE);
	scene.lines[0] = (struct bill_line){ 1, 1, 1 };
	CHECK_INT(bill_compute(&scene.in, &scene.out), ERR_RANGE);
	scene.lines[0] = (struct bill_line){ 1, 0, INT64_MAX };
	add(&scene, 1, 0, 1);
	CHECK_INT(bill_compute(&scene.in, &scene.out), ERR_OVERFLOW);
	scene.lines[0].amount_minor = 1;
	scene.in.columns = wrong;
	CHECK_INT(bill_compute(&scene.in, &scene.out), ERR_RANGE);
	scene.in.columns = columns;
	scene.in.n_parts = BILL_PARTS_MAX + 1;
	CHECK_INT(bill_compute(&scene.in, &scene.out), ERR_LIMIT);
	scene.in.n_parts = 0;
	scene.in.n_lines = 0;
	CHECK_OK(bill_compute(&scene.in, &scene.out));
	CHECK_INT(scene.out.total_minor, 0);
}

const struct check_test test_bill[] = {
	{ "net 10.00 + tax 1.00 in three: 3.67, 3.67, 3.66, taxes 0.34, 0.33, 0.33 (M2)",
	  in_three },
	{ "food 50 less 10 has tax 4.00; with wine 50 discount 5/5, tax 4.50 + 9.00 (M3)",
	  food_and_wine },
	{ "minibar of two lines of 3.50 at 13 %: tax 0.91 carried as 0.46 + 0.45 (M3)", minibar },
	{ "check 120.00, cash 40, room 80: 36.36 + 3.64 and 72.73 + 7.27 (B5)", by_amount },
	{ "seats owe their lines and their weight of the pool (M2)", seats_and_pool },
	{ "a frozen part keeps its amounts, the others owe the remainder (M5)", frozen_stays },
	{ "who pays and goes leaves the others as they were, own lines and pool (M5)",
	  payer_leaves },
	{ "a fixed amount is taken off what is shared, own lines stay (M2)", fixed_beside_seats },
	{ "a price for the check holds, whatever is rung and voided later (M3)",
	  a_price_for_the_check },
	{ "however large it is, it never takes of lines that are somebody's own (M5, B6)",
	  fixed_never_of_own_lines },
	{ "when nobody open can take the remainder, a refund is needed (M5)", refund_needed },
	{ "check discounts are taken in order, at most what is left (M3)", discount_order },
	{ "a discount is not spread over returns (M3)", discount_skips_returns },
	{ "a return stays with the part that made it (M2)", returned_bottle },
	{ "tax is computed once per class, over all departments (M3)", once_per_class },
	{ "a line outside of the bill, or too large, is refused (M1)", bounds },
	{ 0 },
};
