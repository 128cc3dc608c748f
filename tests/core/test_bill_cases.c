/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_bill_cases.c -- what holds for every bill, tried on random ones: lines are
 *                                 added, parts freeze, and the rest is computed again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/bill.h"
#include "core/cases.h"

#define COLUMNS 6
#define PARTS 6
#define LINES 48

struct random_bill {
	struct tax_class classes[3];
	struct bill_column columns[COLUMNS];
	struct bill_line lines[LINES];
	struct bill_discount discounts[3];
	struct bill_part parts[PARTS];
	struct share_amount frozen[PARTS * COLUMNS], cells[PARTS * COLUMNS];
	struct bill_in in;
	struct bill_out out;
	bool is_simple;      /* plain prices, one tax, nothing below zero */
};

static void random_classes(struct random_bill *bill, struct cases *cases)
{
	for (int i = 0; i < 3; i++) {
		struct tax_class *tax_class = &bill->classes[i];

		tax_class->inclusive = cases_one_in(cases, 2);
		tax_class->n = (int)cases_between(cases, 0, bill->is_simple ? 1 : SHARE_TAXES);
		for (int j = 0; j < tax_class->n; j++) {
			tax_class->part[j].rate_ppm = cases_between(cases, 0, 50) * 5000;
			tax_class->part[j].base = (enum tax_base)cases_between(cases, 0, 2);
		}
	}
	for (int i = 0; i < COLUMNS; i++)
		bill->columns[i].tax_class = (int)cases_between(cases, 0, 2);
}

static void random_parts(struct random_bill *bill, struct cases *cases)
{
	for (int i = 0; i < PARTS; i++) {
		bill->parts[i] = (struct bill_part){ cases_between(cases, 0, 3), -1, false };
		if (!bill->is_simple && cases_one_in(cases, 10))
			bill->parts[i].fixed_minor = cases_between(cases, 0, 4000);
	}
	for (int i = 0; i < bill->in.n_discounts; i++) {
		if (cases_one_in(cases, 2))
			bill->discounts[i].amount_minor = cases_between(cases, 0, 3000);
		else
			bill->discounts[i].rate_ppm = cases_between(cases, 0, 40) * 12500;
	}
}

static void begin(struct random_bill *bill, struct cases *cases, bool is_simple)
{
	memset(bill, 0, sizeof *bill);
	bill->is_simple = is_simple;
	bill->in = (struct bill_in){
		.classes = bill->classes, .columns = bill->columns, .lines = bill->lines,
		.discounts = bill->discounts, .parts = bill->parts, .frozen = bill->frozen,
		.n_classes = 3, .n_columns = (int)cases_between(cases, 1, COLUMNS),
		.n_parts = (int)cases_between(cases, 1, PARTS),
		.n_discounts = is_simple ? 0 : (int)cases_between(cases, 0, 3),
	};
	bill->out.cells = bill->cells;
	random_classes(bill, cases);
	random_parts(bill, cases);
}

static void add_line(struct random_bill *bill, struct cases *cases)
{
	int64_t least = bill->is_simple ? 100 : cases_one_in(cases, 8) ? -1500 : 0;

	if (bill->in.n_lines == LINES)
		return;
	bill->lines[bill->in.n_lines++] = (struct bill_line){
		(int)cases_between(cases, 0, bill->in.n_parts),
		(int)cases_between(cases, 0, bill->in.n_columns - 1),
		cases_between(cases, least, 5000),
	};
}

static void freeze(struct random_bill *bill, int part)
{
	int n = bill->in.n_columns;

	memcpy(&bill->frozen[part * n], &bill->cells[part * n], (size_t)n * sizeof *bill->cells);
	bill->parts[part].is_frozen = true;
}

static bool columns_add_up(const struct random_bill *bill)
{
	struct share_amount whole = { 0 };
	int n = bill->in.n_columns;

	for (int i = 0; i < n; i++) {
		struct share_amount sum = { 0 };

		for (int part = 0; part < bill->in.n_parts; part++)
			if (share_add(&sum, &bill->cells[part * n + i], &sum) != ERR_OK)
				return false;
		if (memcmp(&sum, &bill->out.target[i], sizeof sum) != 0 ||
		    share_add(&whole, &sum, &whole) != ERR_OK)
			return false;
	}
	return share_total(&whole) == bill->out.total_minor;
}

static bool parts_are_right(const struct random_bill *bill)
{
	int n = bill->in.n_columns;

	for (int i = 0; i < bill->in.n_parts; i++) {
		const struct bill_part *part = &bill->parts[i];
		int64_t total = bill_part_total(&bill->in, &bill->out, i);

		if (part->is_frozen && memcmp(&bill->frozen[i * n], &bill->cells[i * n],
					      (size_t)n * sizeof *bill->cells) != 0)
			return false;
		if (!part->is_frozen && total < 0)
			return false;
		if (!part->is_frozen && part->fixed_minor >= 0 && total > part->fixed_minor)
			return false;
	}
	return true;
}

/* The document itself does not depend on who owes what. */
static bool target_is_right(const struct random_bill *bill)
{
	for (int i = 0; i < bill->in.n_columns; i++) {
		const struct share_amount *target = &bill->out.target[i];
		int64_t amount = -bill->out.discount_by_column[i];

		for (int j = 0; j < bill->in.n_lines; j++)
			if (bill->lines[j].column == i)
				amount += bill->lines[j].amount_minor;
		if (bill->classes[bill->columns[i].tax_class].inclusive ?
		    share_total(target) != amount : target->net_minor != amount)
			return false;
	}
	return true;
}

static bool history_holds(struct cases *cases, int *computed)
{
	struct random_bill bill;
	struct share_amount before[PARTS * COLUMNS];

	begin(&bill, cases, false);
	for (int i = 0; i < 12; i++) {
		enum err err;

		for (int more = (int)cases_between(cases, 1, 4); more > 0; more--)
			add_line(&bill, cases);
		memcpy(before, bill.cells, sizeof before);
		err = bill_compute(&bill.in, &bill.out);
		if (err != ERR_OK && (err != ERR_FROZEN ||
				      memcmp(before, bill.cells, sizeof before) != 0))
			return false;
		if (err != ERR_OK)
			continue;
		++*computed;
		if (!columns_add_up(&bill) || !parts_are_right(&bill) || !target_is_right(&bill))
			return false;
		if (cases_one_in(cases, 4))
			freeze(&bill, (int)cases_between(cases, 0, bill.in.n_parts - 1));
	}
	return true;
}

static void histories(void)
{
	struct cases cases = cases_from(20);
	int wrong = 0, computed = 0, n = cases_count(40000);

	for (int i = n; i > 0; i--)
		wrong += !history_holds(&cases, &computed);
	CHECK_INT(wrong, 0);
	CHECK(computed > 4 * n);
}

static void shuffle(struct bill_line *lines, int n, struct cases *cases)
{
	for (int i = n - 1; i > 0; i--) {
		int other = (int)cases_between(cases, 0, i);
		struct bill_line line = lines[i];

		lines[i] = lines[other];
		lines[other] = line;
	}
}

static bool order_does_not_matter(struct cases *cases)
{
	struct random_bill bill;
	struct share_amount before[PARTS * COLUMNS];
	enum err first, second;

	begin(&bill, cases, false);
	for (int i = 0; i < 20; i++)
		add_line(&bill, cases);
	first = bill_compute(&bill.in, &bill.out);
	memcpy(before, bill.cells, sizeof before);
	shuffle(bill.lines, bill.in.n_lines, cases);
	/* a void that took a line back, and the move of a line there and back */
	bill.lines[bill.in.n_lines++] = (struct bill_line){ 1, 0, 777 };
	bill.lines[bill.in.n_lines++] = (struct bill_line){ 1, 0, -777 };
	second = bill_compute(&bill.in, &bill.out);
	return first == second && memcmp(before, bill.cells, sizeof before) == 0;
}

static void orders(void)
{
	struct cases cases = cases_from(21);
	int wrong = 0;

	for (int i = cases_count(100000); i > 0; i--)
		wrong += !order_does_not_matter(&cases);
	CHECK_INT(wrong, 0);
}

/* No cent below zero, and none in a column that the part has no claim on. */
static bool is_plain(const struct random_bill *bill)
{
	int64_t pool[COLUMNS] = { 0 }, own[PARTS * COLUMNS] = { 0 }, weights = 0;
	int n = bill->in.n_columns;

	for (int i = 0; i < bill->in.n_lines; i++) {
		const struct bill_line *line = &bill->lines[i];

		if (line->part == 0)
			pool[line->column] += line->amount_minor;
		else
			own[(line->part - 1) * n + line->column] += line->amount_minor;
	}
	for (int i = 0; i < bill->in.n_parts; i++)
		weights += bill->parts[i].weight;
	for (int i = 0; i < bill->in.n_parts * n; i++) {
		const struct share_amount *cell = &bill->cells[i];
		bool has_pool = pool[i % n] > 0 && (weights == 0 || bill->parts[i / n].weight > 0);

		if (cell->net_minor < 0 || cell->tax_minor[0] < 0)
			return false;
		if (own[i] == 0 && !has_pool && share_total(cell) > 1)
			return false;
	}
	return true;
}

static void plain_bills(void)
{
	struct cases cases = cases_from(22);
	int wrong = 0;

	for (int i = cases_count(200000); i > 0; i--) {
		struct random_bill bill;

		begin(&bill, &cases, true);
		for (int lines = (int)cases_between(&cases, 1, 20); lines > 0; lines--)
			add_line(&bill, &cases);
		if (bill_compute(&bill.in, &bill.out) != ERR_OK || !columns_add_up(&bill) ||
		    !is_plain(&bill))
			wrong++;
	}
	CHECK_INT(wrong, 0);
}

/* One after the other pays what is due; whoever has not paid owes what they owed, but for the
 * rounding of those who paid. */
static bool freezing_is_neutral(struct cases *cases)
{
	struct random_bill bill;
	int64_t before[PARTS];

	begin(&bill, cases, true);
	for (int lines = (int)cases_between(cases, 1, 20); lines > 0; lines--)
		add_line(&bill, cases);
	if (bill_compute(&bill.in, &bill.out) != ERR_OK)
		return false;
	for (int i = 0; i < bill.in.n_parts; i++)
		before[i] = bill_part_total(&bill.in, &bill.out, i);
	for (int paid = 0; paid < bill.in.n_parts - 1; paid++) {
		freeze(&bill, paid);
		if (bill_compute(&bill.in, &bill.out) != ERR_OK || !columns_add_up(&bill))
			return false;
		for (int i = paid + 1; i < bill.in.n_parts; i++)
			if (llabs(bill_part_total(&bill.in, &bill.out, i) - before[i]) > 2)
				return false;
	}
	return true;
}

static void neutral(void)
{
	struct cases cases = cases_from(23);
	int wrong = 0;

	for (int i = cases_count(100000); i > 0; i--)
		wrong += !freezing_is_neutral(&cases);
	CHECK_INT(wrong, 0);
}

const struct check_test test_bill_cases[] = {
	{ "parts sum to the document in every column after any history (M2, M5)", histories },
	{ "lines may come in any order, and what was taken back leaves no trace (M3)", orders },
	{ "a plain bill has no cent below zero and none out of place (M2)", plain_bills },
	{ "a part that pays what is due leaves the others as they were (M5)", neutral },
	{ 0 },
};
