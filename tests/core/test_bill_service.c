/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_bill_service.c -- the service charge and exemptions: worked examples, then what
 *                                   holds for every bill, tried on random ones.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/bill.h"
#include "core/cases.h"

#define COLUMNS 4
#define PARTS 6
#define CLASSES 4
#define LINES 32

enum { FOOD_10, WINE_20, INCLUSIVE_10, UNTAXED };

static const struct tax_class classes[CLASSES] = {
	{ false, 1, { { 100000, TAX_ON_NET } } },
	{ false, 2, { { 200000, TAX_ON_NET }, { 10000, TAX_ON_NET } } },
	{ true, 1, { { 100000, TAX_ON_NET } } },
	{ false, 0, { { 0, TAX_ON_NET } } },
};

struct table {
	struct tax_class classes[CLASSES];
	struct bill_column columns[COLUMNS];
	struct bill_line lines[LINES];
	struct bill_discount discounts[2];
	struct bill_part parts[PARTS];
	struct share_amount frozen[PARTS * COLUMNS], frozen_exempted[PARTS * COLUMNS];
	struct share_amount cells[PARTS * COLUMNS], exempted[PARTS * COLUMNS];
	unsigned char exempt[PARTS * CLASSES];
	struct bill_in in;
	struct bill_out out;
};

/* The service charge stands in the last column. */
static void begin(struct table *table, const struct bill_column *columns, int n_columns,
		  int n_parts, int64_t rate_ppm)
{
	memset(table, 0, sizeof *table);
	memcpy(table->classes, classes, sizeof classes);
	memcpy(table->columns, columns, (size_t)n_columns * sizeof *columns);
	table->in = (struct bill_in){
		.classes = table->classes, .columns = table->columns, .lines = table->lines,
		.discounts = table->discounts, .parts = table->parts, .frozen = table->frozen,
		.frozen_exempted = table->frozen_exempted, .exempt = table->exempt,
		.service = { n_columns - 1, rate_ppm },
		.n_classes = CLASSES, .n_columns = n_columns, .n_parts = n_parts,
	};
	table->out.cells = table->cells;
	table->out.exempted = table->exempted;
	for (int i = 0; i < n_parts; i++)
		table->parts[i] = (struct bill_part){ 1, -1, false };
}

static void add(struct table *table, int part, int column, int64_t amount)
{
	table->lines[table->in.n_lines++] = (struct bill_line){ part, column, amount };
}

static void freeze(struct table *table, int part)
{
	size_t n = (size_t)table->in.n_columns;

	memcpy(&table->frozen[part * n], &table->cells[part * n], n * sizeof *table->cells);
	memcpy(&table->frozen_exempted[part * n], &table->exempted[part * n],
	       n * sizeof *table->cells);
	table->parts[part].is_frozen = true;
}

static int64_t owes(const struct table *table, int part)
{
	return bill_part_total(&table->in, &table->out, part);
}

static const struct share_amount *cell(const struct table *table, int part, int column)
{
	return &table->cells[part * table->in.n_columns + column];
}

static void check_cell(const struct table *table, int part, int column, int64_t net, int64_t tax)
{
	CHECK_INT(cell(table, part, column)->net_minor, net);
	CHECK_INT(cell(table, part, column)->tax_minor[0], tax);
}

/* --- worked examples ------------------------------------------------------------------------ */

static void dinner_for_six(void)
{
	static const struct bill_column columns[] = {
		{ FOOD_10, false }, { WINE_20, false }, { FOOD_10, false },
	};
	static const int64_t food[] = { 2450, 1890, 3120, 1975, 2640, 1425 };
	static const int64_t service[] = { 432, 361, 515, 372, 455, 303 };
	static const int64_t later[] = { 432, 474, 515, 372, 454, 303 };
	struct table table;
	int64_t sum = 0;

	/* food 135.00 by seat, a bottle of 60.00 for all: 12.5 % of 195.00 is 24.38 */
	begin(&table, columns, 3, 6, 125000);
	for (int i = 0; i < 6; i++)
		add(&table, i + 1, 0, food[i]);
	add(&table, 0, 1, 6000);
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	CHECK_INT(table.out.service_minor, 2438);
	CHECK_INT(table.out.target[2].tax_minor[0], 244);
	for (int i = 0; i < 6; i++)
		CHECK_INT(cell(&table, i, 2)->net_minor, service[i]);
	/* seat 1 pays and goes; seat 2 has a dessert of 9.00: 1.13 more, all of it seat 2's */
	freeze(&table, 0);
	sum = owes(&table, 0);
	add(&table, 2, 0, 900);
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	CHECK_INT(table.out.service_minor, 2550);
	CHECK_INT(owes(&table, 0), sum);
	for (int i = 0; i < 6; i++)
		CHECK_INT(cell(&table, i, 2)->net_minor, later[i]);
}

static void after_discounts(void)
{
	static const struct bill_column columns[] = {
		{ FOOD_10, false }, { WINE_20, true }, { UNTAXED, false },
	};
	struct table table;

	/* 40.00 less half of a discount of 10.00; wine is free of service: 10 % of 35.00 */
	begin(&table, columns, 3, 2, 100000);
	add(&table, 1, 0, 3000);
	add(&table, 2, 0, 1000);
	add(&table, 2, 1, 4000);
	table.discounts[table.in.n_discounts++] = (struct bill_discount){ 1000, 0, false };
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	CHECK_INT(table.out.service_minor, 350);
	check_cell(&table, 0, 2, 263, 0);
	check_cell(&table, 1, 2, 87, 0);
	CHECK_INT(table.out.discount_by_column[2], 0);
	CHECK_INT(table.out.total_minor, 3500 + 350 + 3500 + 735 + 350);
	/* taken back, it leaves no trace */
	table.in.service.rate_ppm = 0;
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	CHECK_INT(table.out.service_minor, 0);
	CHECK_INT(table.out.total_minor, 3500 + 350 + 3500 + 735);
}

static void taxed_with_its_class(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false }, { FOOD_10, false } };
	struct table table;

	/* 0.44 and 10 % of it: the tax of 0.48 is 0.05, not 0.04 + 0.00 */
	begin(&table, columns, 2, 1, 100000);
	add(&table, 1, 0, 44);
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	CHECK_INT(table.out.service_minor, 4);
	CHECK_INT(table.out.total_minor, 44 + 4 + 5);
	/* half away from zero: 0.45 has 0.05, and so has what is given back of it */
	table.lines[0].amount_minor = 45;
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	CHECK_INT(table.out.service_minor, 5);
	table.in.service.rate_ppm = -1;
	CHECK_INT(bill_compute(&table.in, &table.out), ERR_RANGE);
	table.in.service = (struct bill_service){ 2, 1 };
	CHECK_INT(bill_compute(&table.in, &table.out), ERR_RANGE);
}

static void inclusive_drops(void)
{
	static const struct bill_column columns[] = { { INCLUSIVE_10, false } };
	struct table table;

	/* 120.00 = 109.09 + 10.91, seats of 40.00 and 80.00; the second is exempt */
	begin(&table, columns, 1, 2, 0);
	add(&table, 1, 0, 4000);
	add(&table, 2, 0, 8000);
	table.exempt[1 * CLASSES + INCLUSIVE_10] = 1;
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	check_cell(&table, 0, 0, 3636, 364);
	check_cell(&table, 1, 0, 7273, 0);
	CHECK_INT(table.exempted[1].tax_minor[0], 727);
	CHECK_INT(owes(&table, 1), 7273);
	CHECK_INT(table.out.exempted_minor, 727);
	CHECK_INT(table.out.total_minor, 4000 + 7273);
	CHECK_INT(share_total(&table.out.target[0]), 12000);
	/* it pays; what it did not have to pay is not put on the other */
	freeze(&table, 1);
	table.exempt[1 * CLASSES + INCLUSIVE_10] = 0;
	add(&table, 1, 0, 1000);
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	CHECK_INT(owes(&table, 0), 5000);
	CHECK_INT(owes(&table, 1), 7273);
	CHECK_INT(table.out.exempted_minor, 727);
}

static void exclusive_drops(void)
{
	static const struct bill_column columns[] = { { WINE_20, false }, { FOOD_10, false } };
	struct table table;

	/* of wine's two taxes the second stays */
	begin(&table, columns, 2, 2, 0);
	add(&table, 0, 0, 5000);
	add(&table, 0, 1, 1001);
	table.exempt[0 * CLASSES + WINE_20] = 1;
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	CHECK_INT(cell(&table, 0, 0)->tax_minor[0], 0);
	CHECK_INT(cell(&table, 0, 0)->tax_minor[1], 25);
	CHECK_INT(cell(&table, 1, 0)->tax_minor[0], 500);
	CHECK_INT(cell(&table, 0, 1)->tax_minor[0] + cell(&table, 1, 1)->tax_minor[0], 100);
	CHECK_INT(table.out.exempted_minor, 500);
}

static void exempt_below_zero(void)
{
	static const struct bill_column columns[] = { { FOOD_10, false }, { UNTAXED, false } };
	struct table table;

	/* with its tax of 1.00 the part owes 0.50; without, less than nothing */
	begin(&table, columns, 2, 1, 0);
	add(&table, 1, 0, 1000);
	add(&table, 1, 1, -1050);
	CHECK_OK_FATAL(bill_compute(&table.in, &table.out));
	CHECK_INT(owes(&table, 0), 50);
	table.exempt[FOOD_10] = 1;
	CHECK_INT(bill_compute(&table.in, &table.out), ERR_FROZEN);
	CHECK_INT(owes(&table, 0), 50);
}

/* --- random bills --------------------------------------------------------------------------- */

static void random_classes(struct table *table, struct cases *cases)
{
	for (int i = 0; i < CLASSES; i++) {
		struct tax_class *tax_class = &table->classes[i];

		tax_class->inclusive = cases_one_in(cases, 2);
		tax_class->n = (int)cases_between(cases, 0, 3);
		for (int j = 0; j < tax_class->n; j++)
			tax_class->part[j] = (struct tax_part){
				cases_between(cases, 0, 50) * 5000,
				(enum tax_base)cases_between(cases, 0, 2),
			};
	}
}

static void random_table(struct table *table, struct cases *cases)
{
	struct bill_column columns[COLUMNS];
	int n_columns = (int)cases_between(cases, 2, COLUMNS);

	for (int i = 0; i < n_columns; i++)
		columns[i] = (struct bill_column){ (int)cases_between(cases, 0, CLASSES - 1),
						   cases_one_in(cases, 6) };
	begin(table, columns, n_columns, (int)cases_between(cases, 1, PARTS),
	      cases_between(cases, 0, 40) * 12500 / 2);
	random_classes(table, cases);
	for (int i = 0; i < table->in.n_parts; i++)
		table->parts[i].weight = cases_between(cases, 0, 3);
	table->in.n_discounts = (int)cases_between(cases, 0, 2);
	for (int i = 0; i < table->in.n_discounts; i++)
		table->discounts[i] = (struct bill_discount){ cases_between(cases, 0, 500),
							      50000, false };
}

static void random_exemptions(struct table *table, struct cases *cases)
{
	for (int i = 0; i < PARTS * CLASSES; i++)
		if (cases_one_in(cases, 3))
			table->exempt[i] = (unsigned char)cases_between(cases, 0, 15);
}

/* Lines of the base; now and then one in the column of the service charge itself. */
static void random_line(struct table *table, struct cases *cases, int64_t least)
{
	int last = table->in.n_columns - (cases_one_in(cases, 10) ? 1 : 2);

	if (table->in.n_lines < LINES)
		add(table, (int)cases_between(cases, 0, table->in.n_parts),
		    (int)cases_between(cases, 0, last), cases_between(cases, least, 5000));
}

static bool adds_up(const struct table *table)
{
	int n = table->in.n_columns;
	int64_t total = 0;

	for (int i = 0; i < n; i++) {
		struct share_amount sum = { 0 };

		for (int part = 0; part < table->in.n_parts; part++)
			if (share_add(&sum, cell(table, part, i), &sum) != ERR_OK ||
			    share_add(&sum, &table->exempted[part * n + i], &sum) != ERR_OK)
				return false;
		if (memcmp(&sum, &table->out.target[i], sizeof sum) != 0)
			return false;
	}
	for (int part = 0; part < table->in.n_parts; part++) {
		total += owes(table, part);
		if (!table->parts[part].is_frozen && owes(table, part) < 0)
			return false;
	}
	return total == table->out.total_minor;
}

/* The charge from its definition, by hand. */
static bool is_service_right(const struct table *table)
{
	int64_t left[COLUMNS] = { 0 }, base = 0, twice;
	int own = table->in.service.column;

	for (int i = 0; i < table->in.n_lines; i++)
		left[table->lines[i].column] += table->lines[i].amount_minor;
	for (int i = 0; i < table->in.n_columns; i++)
		if (i != own && !table->columns[i].is_service_free)
			base += left[i] - table->out.discount_by_column[i];
	twice = 2 * base * table->in.service.rate_ppm;
	twice += twice < 0 ? -1000000 : 1000000;
	return table->out.service_minor == twice / 2000000;
}

static bool frozen_stays(const struct table *table)
{
	size_t n = (size_t)table->in.n_columns;

	for (int i = 0; i < table->in.n_parts; i++)
		if (table->parts[i].is_frozen &&
		    (memcmp(&table->frozen[i * n], &table->cells[i * n],
			    n * sizeof *table->cells) != 0 ||
		     memcmp(&table->frozen_exempted[i * n], &table->exempted[i * n],
			    n * sizeof *table->cells) != 0))
			return false;
	return true;
}

/* Lines, rates, waivers and exemptions come and go while parts freeze. */
static bool history_holds(struct cases *cases, int *computed)
{
	struct table table;

	random_table(&table, cases);
	for (int i = 0; i < 10; i++) {
		enum err err;

		for (int more = (int)cases_between(cases, 1, 3); more > 0; more--)
			random_line(&table, cases, cases_one_in(cases, 8) ? -1500 : 0);
		if (cases_one_in(cases, 4))
			random_exemptions(&table, cases);
		if (cases_one_in(cases, 6))
			table.in.service.rate_ppm = cases_between(cases, 0, 20) * 12500;
		err = bill_compute(&table.in, &table.out);
		if (err != ERR_OK && err != ERR_FROZEN)
			return false;
		if (err != ERR_OK)
			continue;
		++*computed;
		if (!adds_up(&table) || !is_service_right(&table) || !frozen_stays(&table))
			return false;
		if (cases_one_in(cases, 4))
			freeze(&table, (int)cases_between(cases, 0, table.in.n_parts - 1));
	}
	return true;
}

static void histories(void)
{
	struct cases cases = cases_from(30);
	int wrong = 0, computed = 0, n = cases_count(60000);

	for (int i = n; i > 0; i--)
		wrong += !history_holds(&cases, &computed);
	CHECK_INT(wrong, 0);
	CHECK(computed > 4 * n);
}

/* Who is exempt changes nothing for others, nor for what is not exempt. */
static bool others_owe_the_same(struct cases *cases)
{
	struct table table, plain;

	random_table(&table, cases);
	for (int i = 0; i < 12; i++)
		random_line(&table, cases, 0);
	plain = table;
	plain.in.exempt = NULL;
	plain.in.frozen_exempted = NULL;
	plain.in.lines = plain.lines;
	plain.out.cells = plain.cells;
	plain.out.exempted = NULL;
	if (bill_compute(&plain.in, &plain.out) != ERR_OK)
		return false;
	random_exemptions(&table, cases);
	if (bill_compute(&table.in, &table.out) != ERR_OK)
		return true;
	for (int i = 0; i < table.in.n_parts * table.in.n_columns; i++) {
		int class = table.columns[i % table.in.n_columns].tax_class;
		unsigned mask = table.exempt[i / table.in.n_columns * CLASSES + class];

		if (table.cells[i].net_minor != plain.cells[i].net_minor)
			return false;
		for (int tax = 0; tax < SHARE_TAXES; tax++)
			if (table.cells[i].tax_minor[tax] !=
			    (mask >> tax & 1 ? 0 : plain.cells[i].tax_minor[tax]))
				return false;
	}
	return true;
}

static void unchanged(void)
{
	struct cases cases = cases_from(31);
	int wrong = 0;

	for (int i = cases_count(150000); i > 0; i--)
		wrong += !others_owe_the_same(&cases);
	CHECK_INT(wrong, 0);
}

/* Own lines in the base and no pool: everyone pays the rate on what they had, but for a cent. */
static bool is_by_consumption(struct cases *cases)
{
	struct table table;
	int64_t had[PARTS] = { 0 };

	random_table(&table, cases);
	table.in.n_discounts = 0;
	for (int i = 0; i < CLASSES; i++)
		table.classes[i].n = 0;
	for (int i = 0; i < 12; i++) {
		int part = (int)cases_between(cases, 1, table.in.n_parts);
		int column = (int)cases_between(cases, 0, table.in.n_columns - 2);
		int64_t amount = cases_between(cases, 1, 5000);

		add(&table, part, column, amount);
		if (!table.columns[column].is_service_free)
			had[part - 1] += amount;
	}
	if (bill_compute(&table.in, &table.out) != ERR_OK)
		return false;
	for (int i = 0; i < table.in.n_parts; i++) {
		int64_t service = cell(&table, i, table.in.n_columns - 1)->net_minor;

		if (llabs(service * 1000000 - had[i] * table.in.service.rate_ppm) > 2000000)
			return false;
	}
	return true;
}

static void by_consumption(void)
{
	struct cases cases = cases_from(32);
	int wrong = 0;

	for (int i = cases_count(150000); i > 0; i--)
		wrong += !is_by_consumption(&cases);
	CHECK_INT(wrong, 0);
}

/* One after the other pays, exempt or not; the others owe what they owed, but for rounding. */
static bool freezing_is_neutral(struct cases *cases)
{
	struct table table;
	int64_t before[PARTS];

	random_table(&table, cases);
	table.in.n_discounts = 0;
	for (int i = 0; i < CLASSES; i++)
		table.classes[i].n = table.classes[i].n > 0;
	for (int lines = (int)cases_between(cases, 1, 20); lines > 0; lines--)
		random_line(&table, cases, 100);
	random_exemptions(&table, cases);
	if (bill_compute(&table.in, &table.out) != ERR_OK)
		return false;
	for (int i = 0; i < table.in.n_parts; i++)
		before[i] = owes(&table, i);
	for (int paid = 0; paid < table.in.n_parts - 1; paid++) {
		freeze(&table, paid);
		if (bill_compute(&table.in, &table.out) != ERR_OK || !adds_up(&table))
			return false;
		for (int i = paid + 1; i < table.in.n_parts; i++)
			if (llabs(owes(&table, i) - before[i]) > 3)
				return false;
	}
	return true;
}

static void neutral(void)
{
	struct cases cases = cases_from(33);
	int wrong = 0;

	for (int i = cases_count(100000); i > 0; i--)
		wrong += !freezing_is_neutral(&cases);
	CHECK_INT(wrong, 0);
}

const struct check_test test_bill_service[] = {
	{ "12.5 % service for six, by seat: who paid stays, a dessert adds to its own seat (M5)",
	  dinner_for_six },
	{ "service is on the base after check discounts, and may be untaxed (M3)",
	  after_discounts },
	{ "service is taxed together with its class, once (M3)", taxed_with_its_class },
	{ "an exempt seat of an inclusive check pays 72.73 of 80.00, before and after (M6, M5)",
	  inclusive_drops },
	{ "of two taxes one can be exempt, for one part alone (M6)", exclusive_drops },
	{ "an exemption that would leave less than nothing to owe is refused (M5)",
	  exempt_below_zero },
	{ "with service and exemptions parts sum to the document after any history (M2, M5)",
	  histories },
	{ "an exemption changes no net, no other tax and no other part (M6)", unchanged },
	{ "everyone pays the service rate on what they had (M2)", by_consumption },
	{ "a part that pays leaves the others' service and taxes as they were (M5)", neutral },
	{ 0 },
};
