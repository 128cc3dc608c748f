/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_acts.c -- what happens to a bill: rung, voided, moved, shared, split, paid,
 *                                 closed and undone.  To let the campaign do something new, write
 *                                 a function and add a row to the table at the end.
 */
#include "campaign/oracle_acts.h"

#include <string.h>

#include "core/money.h"

static const struct verdict nothing_to_do;

static struct verdict verdict(enum err core, enum err oracle)
{
	return (struct verdict){ true, core, oracle };
}

static int random_part(const struct world *world, struct cases *cases)
{
	return (int)cases_between(cases, 1, world->oracle.n_parts);
}

/* A part that may hold lines: of a check also the pool. */
static int random_place(const struct world *world, struct cases *cases)
{
	if (!world->is_folio && cases_one_in(cases, 3))
		return 0;
	return random_part(world, cases);
}

/* The same live line on both sides; false when there is none. */
static bool random_line(const struct world *world, struct cases *cases, int *core, int *oracle)
{
	int n = oracle_count(&world->oracle), k;

	if (n == 0)
		return false;
	k = (int)cases_between(cases, 0, n - 1);
	*core = world_live(world, k);
	*oracle = oracle_live(&world->oracle, k);
	return true;
}

static int64_t random_price(struct cases *cases)
{
	switch (cases_between(cases, 0, 9)) {
	case 0:
		return cases_between(cases, 1, 20);
	case 1:
		return -cases_between(cases, 1, 900);
	case 2:
		return cases_between(cases, 1, 30000000);
	default:
		return cases_between(cases, 1, 60) * 50;
	}
}

/* Folio lines that were posted or voided since line `first`, as one entry. */
static enum err book_lines(struct world *world, int first)
{
	struct entry entry;
	enum err err = ERR_OK;

	entry_begin(&entry);
	for (int i = first; world->is_folio && err == ERR_OK && i < world->carry.n; i++) {
		const struct carry_line *line = &world->lines[i];
		const struct share_amount *amount = &line->amount;

		err = entry_debit(&entry, entry_account(LEDGER_GUEST, 0), share_total(amount),
				  "EUR");
		if (err == ERR_OK)
			err = entry_credit(&entry, entry_account(LEDGER_REVENUE, line->column),
					   amount->net_minor, "EUR");
		for (int tax = 0; err == ERR_OK && tax < SHARE_TAXES; tax++)
			err = entry_credit(&entry, entry_account(LEDGER_TAX, tax),
					   amount->tax_minor[tax], "EUR");
	}
	return err == ERR_OK ? world_book(world, &entry) : err;
}

static struct verdict add_part(struct world *world, const struct engine *engine,
			       struct cases *cases)
{
	(void)engine;
	(void)cases;
	if (world->oracle.n_parts == WORLD_PARTS)
		return nothing_to_do;
	world->oracle.n_parts++;
	world->carry.n_parts++;
	return verdict(ERR_OK, ERR_OK);
}

static struct verdict ring(struct world *world, const struct engine *engine, struct cases *cases)
{
	int part = random_place(world, cases), n = (int)cases_between(cases, 1, 3);
	int column = (int)cases_between(cases, 0, world->oracle.n_columns - 1);
	int first = world->carry.n, class = world->oracle.class_of[column];
	int64_t prices[3], figure[3][FIGURES] = { 0 };
	int64_t sum = 0;
	enum err err;

	(void)engine;
	for (int i = 0; i < n; i++)
		sum += prices[i] = random_price(cases);
	if (sum == 0)
		return nothing_to_do;
	if (!world->is_folio) {
		world->pieces[first] = n;
		figure[0][0] = prices[0] *= n;
		return verdict(carry_post(&world->carry, part, column,
					  &(struct share_amount){ .net_minor = prices[0] }),
			       oracle_post(&world->oracle, part, column, figure, 1));
	}
	err = carry_charge(&world->carry, part, column, &world->classes[class], prices, n);
	if (err == ERR_OK)
		err = book_lines(world, first);
	oracle_tax_together(&world->oracle.class[class], prices, n, figure);
	return verdict(err, oracle_post(&world->oracle, part, column, figure, n));
}

static struct verdict take_line(struct world *world, const struct engine *engine,
				struct cases *cases)
{
	int core, oracle, first = world->carry.n;
	enum err err;

	if (!random_line(world, cases, &core, &oracle))
		return nothing_to_do;
	err = engine->take(&world->carry, core);
	if (err == ERR_OK)
		err = book_lines(world, first);
	return verdict(err, oracle_void(&world->oracle, oracle));
}

/* Some hundredths of a line off it: a line of its own, below zero. */
static struct verdict discount_line(struct world *world, const struct engine *engine,
				    struct cases *cases)
{
	static const struct share_amount nothing;
	int64_t ppm = cases_between(cases, 1, 99) * 10000, figure[1][FIGURES];
	int64_t weights[2] = { ppm, 1000000 - ppm };
	int core, oracle, part, column, first = world->carry.n;
	struct share_amount parts[2];
	enum err err;

	if (!random_line(world, cases, &core, &oracle))
		return nothing_to_do;
	part = world->lines[core].part;
	column = world->lines[core].column;
	err = engine->portion(&world->lines[core].amount, weights, 2, parts);
	if (err == ERR_OK)
		err = share_subtract(&nothing, &parts[0], &parts[1]);
	if (err == ERR_OK)
		err = carry_post(&world->carry, part, column, &parts[1]);
	if (err == ERR_OK)
		err = book_lines(world, first);
	oracle_portion(world->oracle.line[oracle].figure, ppm, figure[0]);
	for (int i = 0; i < FIGURES; i++)
		figure[0][i] = -figure[0][i];
	return verdict(err, oracle_post(&world->oracle, part, column, figure, 1));
}

static struct verdict discount_check(struct world *world, const struct engine *engine,
				     struct cases *cases)
{
	bool is_rate = cases_one_in(cases, 2);
	int64_t most = cases_one_in(cases, 9) ? 20000 : 600;
	int64_t amount = is_rate ? 0 : cases_between(cases, 1, most);
	int64_t rate_ppm = is_rate ? cases_between(cases, 1, 24) * 12500 : 0;
	bool is_target = !is_rate && cases_one_in(cases, 3);
	int n = world->n_discounts;

	(void)engine;
	if (n == ORACLE_DISCOUNTS)
		return nothing_to_do;
	if (is_target)
		amount *= cases_between(cases, 0, 30);
	world->discounts[n] = (struct bill_discount){ amount, rate_ppm, is_target };
	world->n_discounts++;
	world->oracle.discount[n].amount = amount;
	world->oracle.discount[n].rate_ppm = rate_ppm;
	world->oracle.discount[n].is_target = is_target;
	world->oracle.n_discounts++;
	return verdict(ERR_OK, ERR_OK);
}

static struct verdict drop_discount(struct world *world, const struct engine *engine,
				    struct cases *cases)
{
	int gone;

	(void)engine;
	if (world->n_discounts == 0)
		return nothing_to_do;
	gone = (int)cases_between(cases, 0, world->n_discounts - 1);
	for (int i = gone; i + 1 < world->n_discounts; i++) {
		world->discounts[i] = world->discounts[i + 1];
		world->oracle.discount[i] = world->oracle.discount[i + 1];
	}
	world->n_discounts--;
	world->oracle.n_discounts--;
	return verdict(ERR_OK, ERR_OK);
}

static struct verdict move_line(struct world *world, const struct engine *engine,
				struct cases *cases)
{
	int core, oracle, part = random_place(world, cases);

	if (!random_line(world, cases, &core, &oracle))
		return nothing_to_do;
	return verdict(engine->move(&world->carry, core, part),
		       oracle_move(&world->oracle, oracle, part));
}

/* Some parts, each once, in order; returns how many. */
static int random_parts(const struct world *world, struct cases *cases, int *parts)
{
	int n = 0;

	for (int part = world->is_folio ? 1 : 0; part <= world->oracle.n_parts; part++)
		if (cases_one_in(cases, 2))
			parts[n++] = part;
	if (n == 0)
		parts[n++] = random_part(world, cases);
	return n;
}

static struct verdict share_line(struct world *world, const struct engine *engine,
				 struct cases *cases)
{
	int core, oracle, parts[ORACLE_PARTS], n = random_parts(world, cases, parts);
	int64_t weights[ORACLE_PARTS];

	if (!random_line(world, cases, &core, &oracle))
		return nothing_to_do;
	for (int i = 0; i < n; i++)
		weights[i] = cases_one_in(cases, 2) ? 1 : cases_between(cases, 0, 5);
	return verdict(engine->share(&world->carry, &core, 1, parts, weights, n),
		       oracle_share(&world->oracle, &oracle, 1, parts, weights, n));
}

enum split { EVENLY, BY_WEIGHTS, BY_AMOUNTS };

/* Weights of a split over n: 1 each, some, or amounts that make up `whole`. */
static void split_weights(struct cases *cases, enum split split, int64_t whole, int64_t *weights,
			  int n)
{
	for (int i = 0; i < n; i++) {
		int64_t amount = whole > 0 ? cases_between(cases, 0, whole) : 0;

		if (split == BY_AMOUNTS) {
			weights[i] = i + 1 < n ? amount : whole > 0 ? whole : 0;
			whole -= weights[i];
		} else {
			weights[i] = split == EVENLY ? 1 : cases_between(cases, 0, 4);
		}
	}
}

/* All lines of a window over some windows. */
static struct verdict split_window(struct world *world, const struct engine *engine,
				   struct cases *cases, enum split split)
{
	int core[SHEET_COLUMNS], oracle[SHEET_COLUMNS], parts[ORACLE_PARTS], n_lines = 0;
	int window = random_part(world, cases), n = random_parts(world, cases, parts);
	int64_t weights[ORACLE_PARTS];

	for (int k = 0; n_lines < SHEET_COLUMNS / 2 && world_live(world, k) >= 0; k++) {
		if (world->lines[world_live(world, k)].part != window)
			continue;
		core[n_lines] = world_live(world, k);
		oracle[n_lines++] = oracle_live(&world->oracle, k);
	}
	if (n_lines == 0)
		return nothing_to_do;
	split_weights(cases, split, world_owes(world, window), weights, n);
	return verdict(engine->share(&world->carry, core, n_lines, parts, weights, n),
		       oracle_share(&world->oracle, oracle, n_lines, parts, weights, n));
}

/* The terms of a part of a check. */
static void set_terms(struct world *world, int part, int64_t weight, int64_t fixed)
{
	world->parts[part - 1].weight = weight;
	world->parts[part - 1].fixed_minor = fixed;
	world->oracle.part[part].weight = weight;
	world->oracle.part[part].fixed = fixed;
}

/* Everything that is open becomes the pool's. */
static struct verdict pool_lines(struct world *world, const struct engine *engine)
{
	for (int k = 0, n = oracle_count(&world->oracle), left = n; left > 0; left--) {
		int core = world_live(world, k), oracle = oracle_live(&world->oracle, k);
		int part = world->oracle.line[oracle].part;
		struct verdict moved;

		if (part == 0 || world->oracle.part[part].is_frozen) {
			k++;
			continue;
		}
		moved = verdict(engine->move(&world->carry, core, 0),
				oracle_move(&world->oracle, oracle, 0));
		if (moved.core != ERR_OK || moved.oracle != ERR_OK)
			return moved;
	}
	return verdict(ERR_OK, ERR_OK);
}

static struct verdict split_evenly(struct world *world, const struct engine *engine,
				   struct cases *cases)
{
	int n = random_part(world, cases);

	if (world->is_folio)
		return split_window(world, engine, cases, EVENLY);
	for (int p = 1; p <= world->oracle.n_parts; p++)
		if (!world->oracle.part[p].is_frozen)
			set_terms(world, p, n-- > 0, -1);
	return pool_lines(world, engine);
}

static struct verdict split_by_weights(struct world *world, const struct engine *engine,
				       struct cases *cases)
{
	if (world->is_folio)
		return split_window(world, engine, cases, BY_WEIGHTS);
	for (int p = 1; p <= world->oracle.n_parts; p++)
		if (!world->oracle.part[p].is_frozen)
			set_terms(world, p, cases_between(cases, 0, 3), -1);
	return verdict(ERR_OK, ERR_OK);
}

static struct verdict split_by_amounts(struct world *world, const struct engine *engine,
				       struct cases *cases)
{
	int part = random_part(world, cases);
	int64_t total = world->out.total_minor;

	if (world->is_folio)
		return split_window(world, engine, cases, BY_AMOUNTS);
	if (world->oracle.part[part].is_frozen || total <= 0)
		return nothing_to_do;
	set_terms(world, part, cases_between(cases, 0, 2), cases_between(cases, 0, total));
	return verdict(ERR_OK, ERR_OK);
}

static void freeze_part(struct world *world, int part)
{
	int n = world->oracle.n_columns, first = (part - 1) * n;

	world->carry.is_frozen[part] = true;
	if (world->is_folio || world->parts[part - 1].is_frozen)
		return;
	world->parts[part - 1].is_frozen = true;
	memcpy(&world->frozen[first], &world->cells[first], (size_t)n * sizeof *world->cells);
	memcpy(&world->frozen_exempted[first], &world->exempted[first],
	       (size_t)n * sizeof *world->cells);
}

static struct verdict freeze(struct world *world, const struct engine *engine, struct cases *cases)
{
	int part = random_part(world, cases);

	(void)engine;
	freeze_part(world, part);
	world->oracle.part[part].is_frozen = true;
	return verdict(ERR_OK, ERR_OK);
}

static enum ledger owed_ledger(const struct world *world)
{
	return world->is_folio ? LEDGER_GUEST : LEDGER_OPEN_CHECKS;
}

static enum err take_cash(struct world *world, const struct engine *engine, int part,
			  int64_t amount, int64_t step)
{
	int64_t due = world_owes(world, part) - world->paid[part], cash = amount;
	struct entry entry;
	enum err err = ERR_OK;

	if (world->is_closed[part] || amount > due)
		return ERR_STATE;
	if (amount == due)
		err = engine->round_step(amount, step, &cash);
	entry_begin(&entry);
	if (err == ERR_OK)
		err = entry_debit(&entry, entry_account(LEDGER_DRAWER, 1), cash, "EUR");
	if (err == ERR_OK)
		err = entry_debit(&entry, entry_account(LEDGER_ROUNDING, 0), amount - cash, "EUR");
	if (err == ERR_OK)
		err = entry_credit(&entry, entry_account(owed_ledger(world), 0), amount, "EUR");
	if (err == ERR_OK)
		err = world_book(world, &entry);
	if (err != ERR_OK)
		return err;
	world->paid[part] += amount;
	if (!world->is_folio)
		freeze_part(world, part);
	return ERR_OK;
}

static struct verdict tender(struct world *world, const struct engine *engine, struct cases *cases)
{
	static const int64_t steps[] = { 1, 5, 10, 25 };
	int part = random_part(world, cases);
	int64_t due = world_owes(world, part) - world->paid[part];
	int64_t amount = due, step = steps[cases_between(cases, 0, 3)];

	if (due <= 0)
		return nothing_to_do;
	if (cases_one_in(cases, 2))
		amount = cases_between(cases, 1, due + (cases_one_in(cases, 8) ? 5 : 0));
	return verdict(take_cash(world, engine, part, amount, step),
		       oracle_tender(&world->oracle, part, amount, step));
}

static enum err close_part(struct world *world, int part)
{
	int n = world->oracle.n_columns;
	struct entry entry;
	enum err err = ERR_OK;

	if (world->is_closed[part] || world->paid[part] != world_owes(world, part))
		return ERR_STATE;
	freeze_part(world, part);
	world->is_closed[part] = true;
	entry_begin(&entry);
	for (int i = 0; !world->is_folio && err == ERR_OK && i < n; i++) {
		const struct share_amount *cell = &world->frozen[(part - 1) * n + i];

		err = entry_debit(&entry, entry_account(LEDGER_OPEN_CHECKS, 0), share_total(cell),
				  "EUR");
		if (err == ERR_OK)
			err = entry_credit(&entry, entry_account(LEDGER_REVENUE, i),
					   cell->net_minor, "EUR");
		for (int tax = 0; err == ERR_OK && tax < SHARE_TAXES; tax++)
			err = entry_credit(&entry, entry_account(LEDGER_TAX, tax),
					   cell->tax_minor[tax], "EUR");
	}
	return err == ERR_OK ? world_book(world, &entry) : err;
}

static struct verdict close(struct world *world, const struct engine *engine, struct cases *cases)
{
	int part = random_part(world, cases);

	(void)engine;
	return verdict(close_part(world, part), oracle_close(&world->oracle, part));
}

static struct verdict undo(struct world *world, const struct engine *engine, struct cases *cases)
{
	int newest = world->carry.acts, act;

	if (newest < 1)
		return nothing_to_do;
	act = (int)cases_between(cases, newest < 3 || cases_one_in(cases, 3) ? 1 : newest - 2,
				 newest);
	return verdict(engine->undo(&world->carry, act), oracle_undo(&world->oracle, act));
}

const struct oracle_act oracle_acts[] = {
	/* name             checks folios weight run */
	{ "part",           true,  true,   3,    add_part },
	{ "add",            true,  true,  24,    ring },
	{ "void",           true,  true,   5,    take_line },
	{ "discount-line",  true,  true,   5,    discount_line },
	{ "discount-check", true,  false,  5,    discount_check },
	{ "drop-discount",  true,  false,  2,    drop_discount },
	{ "move",           true,  true,  10,    move_line },
	{ "share",          true,  true,   8,    share_line },
	{ "split-evenly",   true,  true,   4,    split_evenly },
	{ "split-weights",  true,  true,   4,    split_by_weights },
	{ "split-amounts",  true,  true,   4,    split_by_amounts },
	{ "tender",         true,  true,   5,    tender },
	{ "freeze",         true,  true,   1,    freeze },
	{ "close",          true,  true,   4,    close },
	{ "undo",           true,  true,  12,    undo },
	{ "add-menu",       true,  false,  6,    act_ring_menu },
	{ "void-pieces",    true,  false,  6,    act_void_pieces },
	{ "price",          true,  false,  6,    act_price },
	{ "retax",          true,  false,  4,    act_retax },
	{ "service",        true,  false,  5,    act_service },
	{ "waive-service",  true,  false,  2,    act_waive },
	{ "exempt",         true,  false,  5,    act_exempt },
	{ "tax-again",      true,  false,  3,    act_tax_again },
	{ "thaw",           true,  false,  3,    act_thaw },
	{ "split-seats",    true,  false,  3,    act_split_seats },
	{ "split-percent",  true,  false,  3,    act_split_percent },
	{ "reopen",         true,  false,  2,    act_reopen },
	{ "transfer",       true,  true,   5,    act_transfer },
	{ "merge",          true,  true,   2,    act_merge },
	{ "untransfer",     true,  true,   4,    act_untransfer },
	{ 0 },
};
