/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_mutants.c -- the core with one flaw at a time, each a mistake that such
 *                                    programs make.  The campaign must find every one; if it does
 *                                    not, it would not find the mistake in the core either.
 */
#include "campaign/oracle_acts.h"

#include <string.h>

#include "core/money.h"

#define CELLS (WORLD_PARTS * WORLD_COLUMNS)

struct engine oracle_core_engine(void)
{
	return (struct engine){
		bill_compute, carry_void, carry_move, carry_share, carry_undo, carry_retax,
		carry_spread, carry_void_pieces, carry_transfer, carry_untransfer, share_carried,
		money_round_step,
	};
}

/* --- the bill ------------------------------------------------------------------------------- */

/* Taxes of each part computed for itself (M3). */
static enum err tax_per_part(const struct bill_in *in, struct bill_out *ret_out)
{
	enum err err = bill_compute(in, ret_out);

	for (int i = 0; err == ERR_OK && i < in->n_parts * in->n_columns; i++) {
		const struct tax_class *tax_class =
			&in->classes[in->columns[i % in->n_columns].tax_class];
		struct share_amount *cell = &ret_out->cells[i];

		if (!in->parts[i / in->n_columns].is_frozen)
			err = tax_compute(tax_class, tax_class->inclusive ? share_total(cell) :
					  cell->net_minor, cell);
	}
	return err;
}

/* Whatever does not divide goes to the highest part (M2). */
static enum err ties_to_the_highest(const struct bill_in *in, struct bill_out *ret_out)
{
	struct bill_line lines[WORLD_LINES];
	struct bill_part parts[WORLD_PARTS];
	struct share_amount frozen[CELLS], cells[CELLS], *theirs = ret_out->cells;
	struct bill_in turned = *in;
	int n = in->n_columns, n_parts = in->n_parts;
	enum err err;

	for (int i = 0; i < in->n_lines; i++) {
		lines[i] = in->lines[i];
		if (lines[i].part > 0)
			lines[i].part = n_parts + 1 - lines[i].part;
	}
	for (int i = 0; i < n_parts; i++)
		parts[i] = in->parts[n_parts - 1 - i];
	for (int i = 0; i < n_parts * n; i++)
		frozen[i] = in->frozen[(n_parts - 1 - i / n) * n + i % n];
	turned.lines = lines;
	turned.parts = parts;
	turned.frozen = frozen;
	ret_out->cells = cells;
	err = bill_compute(&turned, ret_out);
	ret_out->cells = theirs;
	for (int i = 0; err == ERR_OK && i < n_parts * n; i++)
		theirs[i] = cells[(n_parts - 1 - i / n) * n + i % n];
	return err;
}

/* A copy of the parts for the mutants that read them wrongly. */
static enum err with_parts(const struct bill_in *in, struct bill_out *ret_out, bool keeps_frozen,
			   bool keeps_weights, bool keeps_fixed)
{
	struct bill_part parts[WORLD_PARTS];
	struct bill_in wrong = *in;

	for (int i = 0; i < in->n_parts; i++) {
		parts[i] = in->parts[i];
		parts[i].is_frozen &= keeps_frozen;
		if (!keeps_weights)
			parts[i].weight = 1;
		if (!keeps_fixed)
			parts[i].fixed_minor = -1;
	}
	wrong.parts = parts;
	return bill_compute(&wrong, ret_out);
}

static enum err freeze_ignored(const struct bill_in *in, struct bill_out *ret_out)
{
	return with_parts(in, ret_out, false, true, true);
}

static enum err weights_ignored(const struct bill_in *in, struct bill_out *ret_out)
{
	return with_parts(in, ret_out, true, false, true);
}

static enum err fixed_ignored(const struct bill_in *in, struct bill_out *ret_out)
{
	return with_parts(in, ret_out, true, true, false);
}

/* What a frozen part has is forgotten: its cells are there, but nothing is taken off for it. */
static enum err paid_twice(const struct bill_in *in, struct bill_out *ret_out)
{
	enum err err = freeze_ignored(in, ret_out);

	for (int i = 0; err == ERR_OK && i < in->n_parts * in->n_columns; i++)
		if (in->parts[i / in->n_columns].is_frozen)
			ret_out->cells[i] = in->frozen[i];
	return err;
}

static enum err discounts_turned(const struct bill_in *in, struct bill_out *ret_out)
{
	struct bill_discount discounts[ORACLE_DISCOUNTS];
	struct bill_in wrong = *in;

	for (int i = 0; i < in->n_discounts; i++)
		discounts[i] = in->discounts[in->n_discounts - 1 - i];
	wrong.discounts = discounts;
	return bill_compute(&wrong, ret_out);
}

/* An amount off the check is taken from the first column alone (M3). */
static enum err discount_in_one_column(const struct bill_in *in, struct bill_out *ret_out)
{
	struct bill_line lines[WORLD_LINES + 1];
	struct bill_in wrong = *in;

	if (in->n_discounts != 1 || in->discounts[0].amount_minor == 0)
		return bill_compute(in, ret_out);
	memcpy(lines, in->lines, (size_t)in->n_lines * sizeof *lines);
	lines[in->n_lines] = (struct bill_line){ 0, 0, -in->discounts[0].amount_minor };
	wrong.lines = lines;
	wrong.n_lines++;
	wrong.n_discounts = 0;
	return bill_compute(&wrong, ret_out);
}

/* --- lines ---------------------------------------------------------------------------------- */

/* All of a carried amount becomes net. */
static void lose_tax(struct share_amount *amount)
{
	*amount = (struct share_amount){ .net_minor = share_total(amount) };
}

static enum err void_loses_tax(struct carry *carry, int line)
{
	enum err err = carry_void(carry, line);

	if (err == ERR_OK)
		lose_tax(&carry->lines[carry->n - 1].amount);
	return err;
}

static enum err void_twice(struct carry *carry, int line)
{
	bool was_live = carry->lines[line].is_live;
	enum err err = carry_void(carry, line);

	carry->lines[line].is_live = was_live;
	return err;
}

static enum err move_loses_tax(struct carry *carry, int line, int part)
{
	enum err err = carry_move(carry, line, part);

	if (err == ERR_OK)
		lose_tax(&carry->lines[carry->n - 1].amount);
	return err;
}

static enum err move_out_of_frozen(struct carry *carry, int line, int part)
{
	bool was_frozen = carry->is_frozen[carry->lines[line].part];
	int from = carry->lines[line].part;
	enum err err;

	carry->is_frozen[from] = false;
	err = carry_move(carry, line, part);
	carry->is_frozen[from] = was_frozen;
	return err;
}

/* Shares are rounded down, and what is left is nobody's (M2). */
static enum err remainder_dropped(struct carry *carry, const int *lines, int n_lines,
				  const int *parts, const int64_t *weights, int n_parts)
{
	int first = carry->n;
	int64_t sum = 0;
	enum err err = carry_share(carry, lines, n_lines, parts, weights, n_parts);

	for (int i = 0; i < n_parts; i++)
		sum += weights[i];
	for (int i = first; err == ERR_OK && sum > 0 && i < carry->n; i++) {
		struct carry_line *line = &carry->lines[i];
		int64_t whole, share = share_total(&line->amount);

		if (line->kind != CARRY_SHARED)
			continue;
		whole = share_total(&carry->lines[line->origin].amount);
		if (share * sum > whole * weights[(i - first) % (n_parts + 1) - 1])
			line->amount.net_minor--;
	}
	return err;
}

/* Lines shared one by one: every first part gets every odd cent (M2). */
static enum err shared_one_by_one(struct carry *carry, const int *lines, int n_lines,
				  const int *parts, const int64_t *weights, int n_parts)
{
	int first = carry->n, act = carry->acts + 1;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < n_lines; i++)
		err = carry_share(carry, &lines[i], 1, parts, weights, n_parts);
	for (int i = first; i < carry->n; i++)
		carry->lines[i].act = act;
	carry->acts = carry->n > first ? act : act - 1;
	return err;
}

static enum err undo_loses_tax(struct carry *carry, int act)
{
	int first = carry->n;
	enum err err = carry_undo(carry, act);

	for (int i = first; err == ERR_OK && i < carry->n; i++)
		if (carry->lines[i].kind == CARRY_RESTORED)
			lose_tax(&carry->lines[i].amount);
	return err;
}

/* What comes back stays where it was moved to (B6). */
static enum err undo_to_wrong_part(struct carry *carry, int act)
{
	int first = carry->n;
	enum err err = carry_undo(carry, act);

	for (int i = first; err == ERR_OK && i < carry->n; i++)
		if (carry->lines[i].kind == CARRY_RESTORED)
			carry->lines[i].part = carry->lines[first].part;
	return err;
}

/* --- amounts -------------------------------------------------------------------------------- */

static enum err portion_loses_tax(const struct share_amount *whole, const int64_t *weights, int n,
				  struct share_amount *ret_parts)
{
	enum err err = share_carried(whole, weights, n, ret_parts);

	for (int i = 0; err == ERR_OK && i < n; i++)
		lose_tax(&ret_parts[i]);
	return err;
}

static enum err rounded_down(int64_t minor, int64_t step_minor, int64_t *ret_minor)
{
	*ret_minor = minor - minor % step_minor;
	return ERR_OK;
}

/* --- the table ------------------------------------------------------------------------------ */

#define MUTANT_MAP(X)                                                                     \
	X("dropped remainder", share, remainder_dropped)                                  \
	X("ties to the highest part", bill, ties_to_the_highest)                          \
	X("tax computed per part", bill, tax_per_part)                                    \
	X("freeze ignored", bill, freeze_ignored)                                         \
	X("paid amounts not taken off", bill, paid_twice)                                 \
	X("weights ignored", bill, weights_ignored)                                       \
	X("fixed amounts ignored", bill, fixed_ignored)                                   \
	X("discounts in another order", bill, discounts_turned)                           \
	X("discount in one column", bill, discount_in_one_column)                         \
	X("void forgets the tax", take, void_loses_tax)                                   \
	X("void can be repeated", take, void_twice)                                       \
	X("move forgets the tax", move, move_loses_tax)                                   \
	X("move out of a paid part", move, move_out_of_frozen)                            \
	X("lines shared one by one", share, shared_one_by_one)                            \
	X("undo forgets the tax", undo, undo_loses_tax)                                   \
	X("undo to the wrong part", undo, undo_to_wrong_part)                             \
	X("line discount forgets the tax", portion, portion_loses_tax)                    \
	X("cash always rounded down", round_step, rounded_down)                           \
	ORACLE_FLAWS(X)

#define MUTANT_FUNCTION(name, field, flaw)                                                \
	static void use_##flaw(struct engine *engine)                                     \
	{                                                                                 \
		engine->field = flaw;                                                     \
	}
MUTANT_MAP(MUTANT_FUNCTION)
#undef MUTANT_FUNCTION

static const struct {
	const char *name;
	void (*use)(struct engine *engine);
} mutants[] = {
#define MUTANT_ROW(name, field, flaw) { name, use_##flaw },
	MUTANT_MAP(MUTANT_ROW)
#undef MUTANT_ROW
};

const char *oracle_mutant_name(int i)
{
	return i < (int)(sizeof mutants / sizeof mutants[0]) ? mutants[i].name : NULL;
}

struct engine oracle_mutant_engine(int i)
{
	struct engine engine = oracle_core_engine();

	mutants[i].use(&engine);
	return engine;
}
