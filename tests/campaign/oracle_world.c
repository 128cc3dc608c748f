/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_world.c -- begins bills and compares core and oracle, figure by figure.
 */
#include "campaign/oracle_world.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void random_class(struct world *world, struct cases *cases, int i)
{
	struct tax_class *tax_class = &world->classes[i];
	struct oracle_class *class = &world->oracle.class[i];

	tax_class->inclusive = class->is_inclusive = cases_one_in(cases, 2);
	tax_class->n = class->n = (int)cases_between(cases, cases_one_in(cases, 9) ? 0 : 1, 3);
	for (int j = 0; j < class->n; j++) {
		class->rate_ppm[j] = cases_between(cases, 0, 100) * 2500;
		class->base[j] = (int)cases_between(cases, 0, 2);
		tax_class->part[j].rate_ppm = class->rate_ppm[j];
		tax_class->part[j].base = (enum tax_base)class->base[j];
	}
}

void world_begin(struct world *world, struct cases *cases, bool is_folio)
{
	int n_parts = (int)cases_between(cases, 1, 4);

	memset(world, 0, sizeof *world);
	world->is_folio = world->oracle.is_folio = is_folio;
	world->oracle.n_classes = WORLD_CLASSES;
	world->oracle.n_columns = (int)cases_between(cases, 1, WORLD_COLUMNS);
	world->oracle.n_parts = n_parts;
	for (int i = 0; i < WORLD_CLASSES; i++)
		random_class(world, cases, i);
	for (int i = 0; i < WORLD_COLUMNS; i++) {
		world->oracle.class_of[i] = (int)cases_between(cases, 0, WORLD_CLASSES - 1);
		world->columns[i].tax_class = world->oracle.class_of[i];
		world->columns[i].is_service_free = world->oracle.is_service_free[i] =
			cases_one_in(cases, 6);
	}
	world->oracle.service_column = (int)cases_between(cases, 0, world->oracle.n_columns - 1);
	world->service.column = world->oracle.service_column;
	for (int i = 0; i < WORLD_PARTS; i++) {
		world->parts[i] = (struct bill_part){ 1, -1, false };
		world->oracle.part[i + 1].weight = 1;
		world->oracle.part[i + 1].fixed = -1;
	}
	carry_init(&world->carry, world->lines, WORLD_LINES, n_parts);
	carry_init(&world->next.carry, world->next.lines, WORLD_NEXT_LINES, WORLD_NEXT_PARTS);
	world->next.oracle.n_parts = WORLD_NEXT_PARTS;
	world->next.oracle.n_columns = world->oracle.n_columns;
	world->out.cells = world->cells;
	world->out.exempted = world->exempted;
}

enum err world_bill(struct world *world, const struct engine *engine, enum err *ret_oracle)
{
	struct bill_line lines[WORLD_LINES];
	struct bill_in in = {
		.classes = world->classes, .columns = world->columns, .lines = lines,
		.discounts = world->discounts, .parts = world->parts, .frozen = world->frozen,
		.frozen_exempted = world->frozen_exempted, .exempt = world->exempt,
		.service = world->service,
		.n_classes = WORLD_CLASSES, .n_columns = world->oracle.n_columns,
		.n_lines = world->carry.n, .n_discounts = world->n_discounts,
		.n_parts = world->carry.n_parts,
	};

	carry_bill_lines(&world->carry, lines);
	*ret_oracle = oracle_bill(&world->oracle);
	return engine->bill(&in, &world->out);
}

int64_t world_owes(const struct world *world, int part)
{
	struct share_amount total = { 0 };
	int n = world->oracle.n_columns;

	if (world->is_folio)
		return carry_total(&world->carry, part, &total) == ERR_OK ? share_total(&total)
									  : INT64_MIN;
	for (int i = 0; i < n; i++)
		if (share_add(&total, &world->cells[(part - 1) * n + i], &total) != ERR_OK)
			return INT64_MIN;
	return share_total(&total);
}

int world_live_of(const struct carry *carry, int k)
{
	for (int i = 0; i < carry->n; i++)
		if (carry->lines[i].is_live && k-- == 0)
			return i;
	return -1;
}

int world_live(const struct world *world, int k)
{
	return world_live_of(&world->carry, k);
}

static int64_t *account_of(struct books *books, int64_t account)
{
	int64_t member = account % ENTRY_LEDGER_SIZE;

	switch (entry_ledger(account)) {
	case LEDGER_DRAWER:
		return &books->drawer;
	case LEDGER_ROUNDING:
		return &books->rounding;
	case LEDGER_OPEN_CHECKS:
	case LEDGER_GUEST:
		return &books->owed;
	case LEDGER_REVENUE:
		return &books->revenue[member];
	default:
		return &books->tax[member];
	}
}

enum err world_book(struct world *world, struct entry *entry)
{
	enum err err = entry_end(entry);

	for (int i = 0; err == ERR_OK && i < entry->n; i++)
		*account_of(&world->books, entry->posting[i].account) +=
			entry->posting[i].amount_minor;
	return err;
}

/* One comparison; the words say what of. */
__attribute__((format(printf, 4, 5))) static bool same(struct difference *difference, int64_t core,
						       int64_t oracle, const char *what, ...)
{
	va_list arguments;
	char words[100];

	difference->comparisons++;
	if (core == oracle)
		return true;
	va_start(arguments, what);
	vsnprintf(words, sizeof words, what, arguments);
	va_end(arguments);
	snprintf(difference->text, sizeof difference->text, "%s: core %lld, oracle %lld", words,
		 (long long)core, (long long)oracle);
	return false;
}

static bool same_amount(struct difference *difference, const struct share_amount *core,
			const int64_t *figure, const char *what, int a, int b)
{
	if (!same(difference, core->net_minor, figure[0], "net of %s %d, %d", what, a, b))
		return false;
	for (int i = 0; i < SHARE_TAXES; i++)
		if (!same(difference, core->tax_minor[i], figure[i + 1], "tax %d of %s %d, %d",
			  i + 1, what, a, b))
			return false;
	return true;
}

static bool same_lines(const struct carry *carry, const struct oracle *oracle,
		       struct difference *difference)
{
	int n = oracle_count(oracle);

	for (int i = 0; i < n; i++) {
		const struct oracle_line *line = &oracle->line[oracle_live(oracle, i)];
		const struct carry_line *core;

		if (!same(difference, world_live_of(carry, i) >= 0, true, "live line %d", i))
			return false;
		core = &carry->lines[world_live_of(carry, i)];
		if (!same(difference, core->part, line->part, "part of line %d", i) ||
		    !same(difference, core->column, line->column, "column of line %d", i) ||
		    !same_amount(difference, &core->amount, line->figure, "line", i, 0))
			return false;
	}
	return same(difference, world_live_of(carry, n), -1, "live lines after the last");
}

/* Sums over all lines of the core, taken back ones too, are those of the live ones. */
static bool same_sums(const struct world *world, struct difference *difference)
{
	const struct oracle *oracle = &world->oracle;

	for (int part = 0; part <= oracle->n_parts; part++) {
		struct share_amount total;
		int64_t figure[FIGURES] = { 0 };

		if (!same(difference, carry_total(&world->carry, part, &total), ERR_OK, "total"))
			return false;
		for (int i = 0; i < oracle->n_lines; i++)
			if (oracle->line[i].died == 0 && oracle->line[i].part == part)
				for (int j = 0; j < FIGURES; j++)
					figure[j] += oracle->line[i].figure[j];
		if (!same_amount(difference, &total, figure, "lines of part", part, 0))
			return false;
	}
	return true;
}

static bool same_bill(const struct world *world, struct difference *difference)
{
	const struct oracle *oracle = &world->oracle;
	int64_t total = 0, discounted = 0, exempted = 0;
	int n = oracle->n_columns;

	for (int c = 0; c < n; c++) {
		total += figures_total(oracle->target[c]);
		discounted += oracle->discounted[c];
		if (!same(difference, world->out.discount_by_column[c], oracle->discounted[c],
			  "discount of column %d", c) ||
		    !same_amount(difference, &world->out.target[c], oracle->target[c],
				 "the document in column", c, 0))
			return false;
		for (int p = 1; p <= oracle->n_parts; p++) {
			if (!same_amount(difference, &world->cells[(p - 1) * n + c],
					 oracle->part[p].cell[c], "part, column", p, c) ||
			    !same_amount(difference, &world->exempted[(p - 1) * n + c],
					 oracle->part[p].exempted[c], "exempted part, column", p,
					 c))
				return false;
			exempted += figures_total(oracle->part[p].exempted[c]);
		}
	}
	return same(difference, world->out.total_minor, total - exempted, "total charged") &&
	       same(difference, world->out.free_minor, oracle->free, "free to take") &&
	       same(difference, world->out.exempted_minor, exempted, "total exempted") &&
	       same(difference, world->out.service_minor, oracle->service, "service charge") &&
	       same(difference, world->out.discount_minor, discounted, "discounts");
}

static bool same_books(const struct world *world, struct difference *difference)
{
	const struct books *core = &world->books;
	const struct oracle_books *books = &world->oracle.books;

	for (int i = 0; i < WORLD_COLUMNS; i++)
		if (!same(difference, core->revenue[i], books->revenue[i], "revenue %d", i))
			return false;
	for (int i = 0; i < SHARE_TAXES; i++)
		if (!same(difference, core->tax[i], books->tax[i], "tax payable %d", i))
			return false;
	return same(difference, core->drawer, books->drawer, "drawer") &&
	       same(difference, core->rounding, books->rounding, "cash rounding") &&
	       same(difference, core->owed, books->owed, "open checks or guest ledger");
}

static bool same_parts(const struct world *world, struct difference *difference)
{
	for (int p = 1; p <= world->oracle.n_parts; p++) {
		const struct oracle_part *part = &world->oracle.part[p];

		if (!same(difference, world_owes(world, p), oracle_owes(&world->oracle, p),
			  "total of part %d", p) ||
		    !same(difference, world->paid[p], part->paid, "paid by part %d", p) ||
		    !same(difference, world->carry.is_frozen[p], part->is_frozen, "part %d frozen",
			  p) ||
		    !same(difference, world->is_closed[p], part->is_closed, "part %d closed", p))
			return false;
	}
	return true;
}

bool world_compare(const struct world *world, struct difference *difference)
{
	difference->text[0] = '\0';
	return same_lines(&world->carry, &world->oracle, difference) &&
	       same_lines(&world->next.carry, &world->next.oracle, difference) &&
	       same_sums(world, difference) &&
	       (world->is_folio || same_bill(world, difference)) &&
	       same_parts(world, difference) && same_books(world, difference);
}
