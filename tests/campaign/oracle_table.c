/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_table.c -- what table service does to a check beyond ringing and paying:
 *                                  set menus, pieces voided, prices, service charge, exemptions,
 *                                  splits by seat and percent, lines that change tables.
 */
#include "campaign/oracle_acts.h"

#include "core/money.h"

#define TRANSFER_MAX 40

static const struct verdict nothing_to_do;

static struct verdict both_ok(void)
{
	return (struct verdict){ true, ERR_OK, ERR_OK };
}

static bool is_over(struct verdict verdict)
{
	return verdict.core != ERR_OK || verdict.oracle != ERR_OK;
}

/* The same item on both sides; false when there is none. */
static bool random_item(const struct world *world, struct cases *cases, int *core, int *oracle)
{
	int n = oracle_count(&world->oracle), k;

	if (n == 0)
		return false;
	k = (int)cases_between(cases, 0, n - 1);
	*core = world->lines[world_live(world, k)].item;
	*oracle = world->oracle.line[oracle_live(&world->oracle, k)].item;
	return true;
}

static int64_t item_amount(const struct oracle *oracle, int item)
{
	int64_t sum = 0;

	for (int i = 0; i < oracle->n_lines; i++)
		if (oracle->line[i].died == 0 && oracle->line[i].item == item)
			sum += figures_total(oracle->line[i].figure);
	return sum;
}

/* A menu whose courses have classes and departments of their own. */
struct verdict act_ring_menu(struct world *world, const struct engine *engine, struct cases *cases)
{
	int part = (int)cases_between(cases, 0, world->oracle.n_parts);
	int core = world->carry.n, oracle = world->oracle.n_lines;
	int64_t pieces = cases_between(cases, 1, 5);
	struct verdict verdict = both_ok();

	(void)engine;
	for (int more = (int)cases_between(cases, 2, 4); !is_over(verdict) && more > 0; more--) {
		int column = (int)cases_between(cases, 0, world->oracle.n_columns - 1);
		int64_t amount = pieces * cases_between(cases, 1, 900);
		int64_t figure[1][FIGURES] = { { amount } };
		struct share_amount carried = { .net_minor = amount };

		if (world->carry.n == core) {
			verdict.core = carry_post(&world->carry, part, column, &carried);
			verdict.oracle = oracle_post(&world->oracle, part, column, figure, 1);
		} else {
			verdict.core = carry_post_more(&world->carry, core, part, column, &carried);
			verdict.oracle = oracle_post_more(&world->oracle, oracle, part, column,
							  amount);
		}
	}
	world->pieces[core] = pieces;
	return verdict;
}

struct verdict act_void_pieces(struct world *world, const struct engine *engine,
			       struct cases *cases)
{
	int core, oracle;
	int64_t quantity, of;

	if (!random_item(world, cases, &core, &oracle) || world->pieces[core] == 0)
		return nothing_to_do;
	of = world->pieces[core];
	quantity = cases_between(cases, 1, of);
	world->pieces[core] -= quantity;
	return (struct verdict){ true, engine->void_pieces(&world->carry, core, quantity, of),
				 oracle_void_pieces(&world->oracle, oracle, quantity, of) };
}

/* A discount by rate, by amount or down to a target, or another price. */
struct verdict act_price(struct world *world, const struct engine *engine, struct cases *cases)
{
	int core, oracle;
	int64_t amount, change;

	if (!random_item(world, cases, &core, &oracle))
		return nothing_to_do;
	amount = item_amount(&world->oracle, oracle);
	if (cases_one_in(cases, 2))
		change = cases_between(cases, 0, 900) - amount;
	else
		change = -amount * cases_between(cases, 1, 20) / 20;
	if (change == 0)
		return nothing_to_do;
	return (struct verdict){ true, engine->spread(&world->carry, core, change),
				 oracle_spread(&world->oracle, oracle, change) };
}

struct verdict act_retax(struct world *world, const struct engine *engine, struct cases *cases)
{
	int n = oracle_count(&world->oracle), k;
	int column = (int)cases_between(cases, 0, world->oracle.n_columns - 1);

	if (n == 0)
		return nothing_to_do;
	k = (int)cases_between(cases, 0, n - 1);
	return (struct verdict){ true,
				 engine->retax(&world->carry, world_live(world, k), column),
				 oracle_retax(&world->oracle, oracle_live(&world->oracle, k),
					      column) };
}

static struct verdict set_service(struct world *world, int64_t rate_ppm)
{
	world->service.rate_ppm = world->oracle.service_ppm = rate_ppm;
	return both_ok();
}

struct verdict act_service(struct world *world, const struct engine *engine, struct cases *cases)
{
	(void)engine;
	return set_service(world, cases_between(cases, 1, 16) * 12500);
}

struct verdict act_waive(struct world *world, const struct engine *engine, struct cases *cases)
{
	(void)engine;
	(void)cases;
	return world->service.rate_ppm == 0 ? nothing_to_do : set_service(world, 0);
}

/* All parts or one, from one tax of a class. */
static struct verdict set_exempt(struct world *world, struct cases *cases, bool is_exempt)
{
	int class = (int)cases_between(cases, 0, WORLD_CLASSES - 1);
	int tax = (int)cases_between(cases, 1, 3);
	int only = cases_one_in(cases, 3) ? 0 : (int)cases_between(cases, 1, world->oracle.n_parts);
	bool is_new = false;

	for (int p = 1; p <= world->oracle.n_parts; p++) {
		unsigned char *mask = &world->exempt[(p - 1) * WORLD_CLASSES + class];
		unsigned bit = 1u << (tax - 1);

		if (only != 0 && p != only)
			continue;
		is_new |= ((*mask & bit) != 0) != is_exempt;
		*mask = (unsigned char)(is_exempt ? *mask | bit : *mask & ~bit);
		world->oracle.part[p].exempt[class][tax] = is_exempt;
	}
	return is_new ? both_ok() : nothing_to_do;
}

struct verdict act_exempt(struct world *world, const struct engine *engine, struct cases *cases)
{
	(void)engine;
	return set_exempt(world, cases, true);
}

struct verdict act_tax_again(struct world *world, const struct engine *engine, struct cases *cases)
{
	(void)engine;
	return set_exempt(world, cases, false);
}

/* A part whose payment was let go of is open again. */
struct verdict act_thaw(struct world *world, const struct engine *engine, struct cases *cases)
{
	int part = (int)cases_between(cases, 1, world->oracle.n_parts);

	(void)engine;
	if (!world->oracle.part[part].is_frozen || world->oracle.part[part].is_closed ||
	    world->oracle.part[part].paid != 0)
		return nothing_to_do;
	world->oracle.part[part].is_frozen = false;
	world->parts[part - 1].is_frozen = false;
	world->carry.is_frozen[part] = false;
	return both_ok();
}

/* Everything that is open goes to the part of whoever had it. */
struct verdict act_split_seats(struct world *world, const struct engine *engine,
			       struct cases *cases)
{
	int seats = (int)cases_between(cases, 1, world->oracle.n_parts), k = 0;
	struct verdict verdict = both_ok();

	for (int left = oracle_count(&world->oracle); !is_over(verdict) && left > 0; left--) {
		int core = world_live(world, k), oracle = oracle_live(&world->oracle, k);
		const struct oracle_line *line = &world->oracle.line[oracle];
		int part = line->item % seats + 1;

		if (line->part == part || world->oracle.part[part].is_frozen ||
		    world->oracle.part[line->part].is_frozen) {
			k++;
			continue;
		}
		verdict.core = engine->move(&world->carry, core, part);
		verdict.oracle = oracle_move(&world->oracle, oracle, part);
	}
	return verdict;
}

/* A part takes a share of what is open. */
struct verdict act_split_percent(struct world *world, const struct engine *engine,
				 struct cases *cases)
{
	int part = (int)cases_between(cases, 1, world->oracle.n_parts);
	int64_t open = 0, share;

	(void)engine;
	for (int p = 1; p <= world->oracle.n_parts; p++)
		if (!world->oracle.part[p].is_frozen)
			open += world_owes(world, p);
	if (world->oracle.part[part].is_frozen || open <= 0 ||
	    money_rate(open, cases_between(cases, 1, 99) * 10000, &share) != ERR_OK)
		return nothing_to_do;
	world->parts[part - 1].fixed_minor = world->oracle.part[part].fixed = share;
	return both_ok();
}

/* When all parts are paid, whatever comes now needs a new one (M5). */
struct verdict act_reopen(struct world *world, const struct engine *engine, struct cases *cases)
{
	(void)engine;
	(void)cases;
	for (int p = 1; p <= world->oracle.n_parts; p++)
		if (!world->oracle.part[p].is_frozen)
			return nothing_to_do;
	if (world->oracle.n_parts == WORLD_PARTS)
		return nothing_to_do;
	world->oracle.n_parts++;
	world->carry.n_parts++;
	return both_ok();
}

/* --- two bills ------------------------------------------------------------------------------ */

static struct verdict send(struct world *world, const struct engine *engine, struct cases *cases,
			   bool is_back, int most)
{
	struct carry *from = is_back ? &world->next.carry : &world->carry;
	struct carry *to = is_back ? &world->carry : &world->next.carry;
	struct oracle *gone = is_back ? &world->next.oracle : &world->oracle;
	struct oracle *came = is_back ? &world->oracle : &world->next.oracle;
	int core[TRANSFER_MAX], oracle[TRANSFER_MAX], n = 0, live = oracle_count(gone);
	int part = (int)cases_between(cases, world->is_folio, came->n_parts);
	struct verdict verdict;

	for (int k = 0; k < live && n < most; k++) {
		if (most < TRANSFER_MAX && !cases_one_in(cases, live))
			continue;
		core[n] = world_live_of(from, k);
		oracle[n++] = oracle_live(gone, k);
	}
	if (n == 0 || world->next.carry.n + TRANSFER_MAX > WORLD_NEXT_LINES)
		return nothing_to_do;
	verdict = (struct verdict){ true, engine->transfer(from, core, n, to, part),
				    oracle_transfer(gone, oracle, n, came, part) };
	if (!is_over(verdict))
		world->went[world->n_went++ % WORLD_WENT] =
			(struct went){ is_back, gone->n_acts, came->n_acts };
	return verdict;
}

struct verdict act_transfer(struct world *world, const struct engine *engine, struct cases *cases)
{
	return send(world, engine, cases, cases_one_in(cases, 3), 4);
}

struct verdict act_merge(struct world *world, const struct engine *engine, struct cases *cases)
{
	return send(world, engine, cases, true, TRANSFER_MAX);
}

struct verdict act_untransfer(struct world *world, const struct engine *engine,
			      struct cases *cases)
{
	int n = world->n_went < WORLD_WENT ? world->n_went : WORLD_WENT;
	const struct went *went;

	if (n == 0 || world->next.carry.n + TRANSFER_MAX > WORLD_NEXT_LINES)
		return nothing_to_do;
	went = &world->went[cases_between(cases, 0, n - 1)];
	if (went->is_back)
		return (struct verdict){ true,
			engine->untransfer(&world->next.carry, went->from_act, &world->carry,
					   went->to_act),
			oracle_untransfer(&world->next.oracle, went->from_act, &world->oracle,
					  went->to_act) };
	return (struct verdict){ true,
		engine->untransfer(&world->carry, went->from_act, &world->next.carry,
				   went->to_act),
		oracle_untransfer(&world->oracle, went->from_act, &world->next.oracle,
				  went->to_act) };
}
