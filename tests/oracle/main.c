/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/main.c -- the oracle by itself: it must know the worked examples, and it links
 *                        without any of core/.
 */
#include <string.h>

#include "check.h"
#include "oracle/figure.h"
#include "oracle/oracle.h"

static const struct oracle_class food_10 = { false, 1, { 100000 }, { 0 } };
static const struct oracle_class wine_20 = { false, 1, { 200000 }, { 0 } };
static const struct oracle_class minibar_13 = { false, 1, { 130000 }, { 0 } };
static const struct oracle_class price_10 = { true, 1, { 100000 }, { 0 } };
static const struct oracle_class service_and_tax = { true, 2, { 100000, 50000 }, { 0, 1 } };

static void begin(struct oracle *oracle, struct oracle_class first, struct oracle_class second,
		  int n_parts)
{
	memset(oracle, 0, sizeof *oracle);
	oracle->class[0] = first;
	oracle->class[1] = second;
	oracle->class_of[1] = 1;
	oracle->n_classes = 2;
	oracle->n_columns = 2;
	oracle->n_parts = n_parts;
	for (int i = 1; i <= n_parts; i++) {
		oracle->part[i].weight = 1;
		oracle->part[i].fixed = -1;
	}
}

static void add(struct oracle *oracle, int part, int column, int64_t amount)
{
	int64_t figure[1][FIGURES] = { { amount } };

	CHECK_OK(oracle_post(oracle, part, column, figure, 1));
	CHECK_OK(oracle_bill(oracle));
}

static void check_cell(const struct oracle *oracle, int part, int column, int64_t net, int64_t tax)
{
	CHECK_INT(oracle->part[part].cell[column][0], net);
	CHECK_INT(oracle->part[part].cell[column][1], tax);
}

static void in_three(void)
{
	struct oracle oracle;

	begin(&oracle, food_10, wine_20, 3);
	add(&oracle, 0, 0, 1000);
	check_cell(&oracle, 1, 0, 333, 34);
	check_cell(&oracle, 2, 0, 334, 33);
	check_cell(&oracle, 3, 0, 333, 33);
}

static void food_and_wine(void)
{
	struct oracle oracle;

	begin(&oracle, food_10, wine_20, 1);
	oracle.discount[0].amount = 1000;
	oracle.n_discounts = 1;
	add(&oracle, 1, 0, 5000);
	check_cell(&oracle, 1, 0, 4000, 400);
	add(&oracle, 1, 1, 5000);
	check_cell(&oracle, 1, 0, 4500, 450);
	check_cell(&oracle, 1, 1, 4500, 900);
}

static void minibar(void)
{
	static const int64_t prices[] = { 350, 350 };
	int64_t figure[2][FIGURES];
	struct oracle oracle;

	begin(&oracle, minibar_13, minibar_13, 2);
	oracle.is_folio = true;
	oracle_tax_together(&minibar_13, prices, 2, figure);
	CHECK_OK(oracle_post(&oracle, 1, 0, figure, 2));
	CHECK_INT(figure[0][1], 46);
	CHECK_INT(figure[1][1], 45);
	CHECK_OK(oracle_move(&oracle, 1, 2));
	CHECK_INT(oracle_owes(&oracle, 2), 395);
	CHECK_OK(oracle_undo(&oracle, 2));
	CHECK_INT(oracle_owes(&oracle, 1), 791);
	CHECK_INT(oracle.books.owed, 791);
	CHECK_INT(oracle.books.tax[0], -91);
}

static void service(void)
{
	int64_t figure[FIGURES];

	oracle_tax(&service_and_tax, 1000, figure);
	CHECK_INT(figure[0], 865);
	CHECK_INT(figure[1], 87);
	CHECK_INT(figure[2], 48);
}

static void by_amount(void)
{
	struct oracle oracle;

	begin(&oracle, price_10, wine_20, 2);
	oracle.part[1].fixed = 4000;
	add(&oracle, 0, 0, 12000);
	check_cell(&oracle, 1, 0, 3636, 364);
	check_cell(&oracle, 2, 0, 7273, 727);
	CHECK_OK(oracle_tender(&oracle, 1, 4000, 5));
	CHECK_OK(oracle_close(&oracle, 1));
	CHECK_INT(oracle_move(&oracle, 0, 1), ERR_FROZEN);
	CHECK_INT(oracle.books.revenue[0], -3636);
	CHECK_INT(oracle.books.owed, 0);
}

static void figures(void)
{
	static const int64_t weights[] = { 1, 1, 1 }, none[] = { 0, 0, 0 };
	static const int64_t amounts[] = { 300, -100, 100 };
	int64_t parts[3];

	figure_share(1100, weights, 3, parts);
	CHECK_INT(parts[0], 367);
	CHECK_INT(parts[2], 366);
	figure_share(-2, none, 3, parts);
	CHECK_INT(parts[0], -1);
	CHECK_INT(parts[2], 0);
	figure_share_signed(30, amounts, 3, parts);
	CHECK_INT(parts[1], -10);
	CHECK_INT(figure_round(-5, 10), -1);
	CHECK_INT(figure_round(4, -10), 0);
	CHECK_INT((int64_t)figure_floor(-5, 10), -1);
}

int main(int argc, char **argv)
{
	static const struct check_test tests[] = {
		{ "net 10.00 + tax 1.00 in three: 3.67, 3.67, 3.66 (M2)", in_three },
		{ "food 50 less 10, then wine 50: tax 4.00, then 4.50 + 9.00 (M3)", food_and_wine },
		{ "minibar 0.91 is carried as 0.46 + 0.45, moved and brought back (M3, B6)",
		  minibar },
		{ "10.00 incl. 10 % and 5 % on both is 0.87 + 0.48 (M6)", service },
		{ "check 120.00, cash 40, room 80, and the books of the cash part (B5, L4)",
		  by_amount },
		{ "the oracle's own arithmetic (M1)", figures },
		{ 0 },
	};
	static const struct check_suite suites[] = { { "oracle", tests }, { 0 } };

	return check_main(suites, argc, argv);
}
