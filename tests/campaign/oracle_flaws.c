/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_flaws.c -- flaws of the service charge, of exemptions, of items that stand
 *                                  in several places and of transfers.
 */
#include "campaign/oracle_acts.h"

#include <string.h>

/* A fixed amount is taken of all that is open, whoever's lines they are (M5, B6): first reckoned
 * as if they were nobody's, then kept as if it were paid. */
enum err flaw_amount_of_all(const struct bill_in *in, struct bill_out *ret_out)
{
	struct share_amount frozen[WORLD_PARTS * WORLD_COLUMNS];
	struct bill_line lines[WORLD_LINES];
	struct bill_part parts[WORLD_PARTS];
	struct bill_in wrong = *in;
	enum err err;

	memcpy(lines, in->lines, (size_t)in->n_lines * sizeof *lines);
	for (int i = 0; i < in->n_lines; i++)
		if (lines[i].part > 0 && !in->parts[lines[i].part - 1].is_frozen)
			lines[i].part = 0;
	wrong.lines = lines;
	wrong.exempt = NULL;
	err = bill_compute(&wrong, ret_out);
	if (err != ERR_OK)
		return err;
	memcpy(frozen, in->frozen, sizeof frozen);
	memcpy(parts, in->parts, (size_t)in->n_parts * sizeof *parts);
	for (int i = 0; i < in->n_parts; i++) {
		if (parts[i].is_frozen || parts[i].fixed_minor < 0)
			continue;
		parts[i].is_frozen = true;
		memcpy(&frozen[i * in->n_columns], &ret_out->cells[i * in->n_columns],
		       (size_t)in->n_columns * sizeof *frozen);
	}
	wrong = *in;
	wrong.parts = parts;
	wrong.frozen = frozen;
	return bill_compute(&wrong, ret_out);
}

/* The price that the check is to come to is what is taken off. */
enum err flaw_target_taken_off(const struct bill_in *in, struct bill_out *ret_out)
{
	struct bill_discount discounts[ORACLE_DISCOUNTS];
	struct bill_in wrong = *in;

	for (int i = 0; i < in->n_discounts; i++) {
		discounts[i] = in->discounts[i];
		discounts[i].is_target = false;
	}
	wrong.discounts = discounts;
	return bill_compute(&wrong, ret_out);
}

/* The charge as a line of the pool: shared by weight, whoever had what (M2). */
enum err flaw_service_by_weight(const struct bill_in *in, struct bill_out *ret_out)
{
	struct bill_line lines[WORLD_LINES + 1];
	struct bill_in wrong = *in;
	enum err err = bill_compute(in, ret_out);
	int64_t service = ret_out->service_minor;

	if (err != ERR_OK || in->n_discounts > 0 || service == 0)
		return err;
	memcpy(lines, in->lines, (size_t)in->n_lines * sizeof *lines);
	lines[in->n_lines] = (struct bill_line){ 0, in->service.column, service };
	wrong.lines = lines;
	wrong.n_lines++;
	wrong.service.rate_ppm = 0;
	err = bill_compute(&wrong, ret_out);
	ret_out->service_minor = service;
	return err;
}

/* The charge on what stood before check discounts (M3). */
enum err flaw_service_before_discounts(const struct bill_in *in, struct bill_out *ret_out)
{
	struct bill_in wrong = *in;
	enum err err = bill_compute(in, ret_out);
	int64_t service = ret_out->service_minor;

	if (err != ERR_OK || service == 0)
		return err;
	wrong.n_discounts = 0;
	if (bill_compute(&wrong, ret_out) == ERR_OK)
		service = ret_out->service_minor;
	err = bill_compute(in, ret_out);
	ret_out->service_minor = service;
	return err;
}

enum err flaw_service_untaxed(const struct bill_in *in, struct bill_out *ret_out)
{
	enum err err = bill_compute(in, ret_out);

	for (int i = 0; err == ERR_OK && ret_out->service_minor != 0 && i < in->n_parts; i++)
		if (!in->parts[i].is_frozen)
			memset(ret_out->cells[i * in->n_columns + in->service.column].tax_minor, 0,
			       sizeof ret_out->cells->tax_minor);
	return err;
}

/* A free column pays the charge too. */
enum err flaw_service_on_all(const struct bill_in *in, struct bill_out *ret_out)
{
	struct bill_column columns[WORLD_COLUMNS];
	struct bill_in wrong = *in;

	for (int i = 0; i < in->n_columns; i++)
		columns[i] = (struct bill_column){ in->columns[i].tax_class, false };
	wrong.columns = columns;
	return bill_compute(&wrong, ret_out);
}

/* What one part need not pay is put on the next open one (M6). */
enum err flaw_exempt_on_others(const struct bill_in *in, struct bill_out *ret_out)
{
	enum err err = bill_compute(in, ret_out);
	int n = in->n_columns;

	for (int i = 0; err == ERR_OK && i < in->n_parts * n; i++) {
		int next = (i / n + 1) % in->n_parts;

		for (int tax = 0; !in->parts[next].is_frozen && tax < SHARE_TAXES; tax++)
			ret_out->cells[next * n + i % n].tax_minor[tax] +=
				ret_out->exempted[i].tax_minor[tax];
	}
	return err;
}

/* Once paid, what was exempted is owed by the others after all (M5, M6). */
enum err flaw_exempt_forgotten(const struct bill_in *in, struct bill_out *ret_out)
{
	struct bill_in wrong = *in;

	wrong.frozen_exempted = NULL;
	return bill_compute(&wrong, ret_out);
}

/* --- items ---------------------------------------------------------------------------------- */

/* Each cell gets its share rounded towards zero, and the rest is nobody's (M2). */
enum err flaw_spread_drops(struct carry *carry, int item, int64_t amount_minor)
{
	int first = carry->n;
	enum err err = carry_spread(carry, item, amount_minor);

	if (err == ERR_OK && carry->n > first + 1) {
		int64_t *net = &carry->lines[first].amount.net_minor;

		*net += *net < 0 ? 1 : -1;
	}
	return err;
}

/* All of it goes to the first of the places where the item stands (M2, M4). */
enum err flaw_spread_in_first(struct carry *carry, int item, int64_t amount_minor)
{
	int first = carry->n;
	enum err err = carry_spread(carry, item, amount_minor);

	if (err == ERR_OK && carry->n > first + 1) {
		carry->lines[first].amount.net_minor = amount_minor;
		carry->n = first + 1;
	}
	return err;
}

/* Pieces that were voided before still count (M4). */
enum err flaw_pieces_counted(struct carry *carry, int item, int64_t quantity, int64_t of)
{
	return carry_void_pieces(carry, item, quantity, of + 1);
}

/* What was paid for is taken back too (M5). */
enum err flaw_pieces_paid(struct carry *carry, int item, int64_t quantity, int64_t of)
{
	bool was_frozen[BILL_PARTS_MAX + 1];
	enum err err;

	memcpy(was_frozen, carry->is_frozen, sizeof was_frozen);
	memset(carry->is_frozen, 0, sizeof carry->is_frozen);
	err = carry_void_pieces(carry, item, quantity, of);
	memcpy(carry->is_frozen, was_frozen, sizeof was_frozen);
	return err;
}

/* The line is sold under both classes. */
enum err flaw_retax_copies(struct carry *carry, int line, int column)
{
	enum err err = carry_retax(carry, line, column);

	if (err == ERR_OK)
		carry->lines[line].is_live = true;
	return err;
}

/* What comes back stays in the column that it was moved to (B6). */
enum err flaw_undo_forgets_column(struct carry *carry, int act)
{
	int first = carry->n;
	enum err err = carry_undo(carry, act);

	for (int i = first; err == ERR_OK && i < carry->n; i++)
		if (carry->lines[i].kind == CARRY_RESTORED)
			carry->lines[i].column = carry->lines[first].column;
	return err;
}

/* --- two bills ------------------------------------------------------------------------------ */

/* The lines stand on both bills. */
enum err flaw_transfer_copies(struct carry *from, const int *lines, int n, struct carry *to,
			      int part)
{
	enum err err = carry_transfer(from, lines, n, to, part);

	for (int i = 0; err == ERR_OK && i < n; i++)
		from->lines[lines[i]].is_live = true;
	return err;
}

/* All that a line carries becomes net (M3). */
enum err flaw_transfer_forgets_tax(struct carry *from, const int *lines, int n, struct carry *to,
				   int part)
{
	enum err err = carry_transfer(from, lines, n, to, part);

	for (int i = to->n - n; err == ERR_OK && i < to->n; i++)
		to->lines[i].amount = (struct share_amount){
			.net_minor = share_total(&to->lines[i].amount)
		};
	return err;
}

/* A paid part gives lines away (M5). */
enum err flaw_transfer_paid(struct carry *from, const int *lines, int n, struct carry *to,
			    int part)
{
	bool was_frozen[BILL_PARTS_MAX + 1];
	enum err err;

	memcpy(was_frozen, from->is_frozen, sizeof was_frozen);
	memset(from->is_frozen, 0, sizeof from->is_frozen);
	err = carry_transfer(from, lines, n, to, part);
	memcpy(from->is_frozen, was_frozen, sizeof was_frozen);
	return err;
}

/* What comes back comes to the first part (B6). */
enum err flaw_untransfer_to_first(struct carry *from, int from_act, struct carry *to, int to_act)
{
	int first = from->n;
	enum err err = carry_untransfer(from, from_act, to, to_act);

	for (int i = first; err == ERR_OK && i < from->n; i++)
		from->lines[i].part = 1;
	return err;
}
