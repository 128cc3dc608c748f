/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/carry.c -- acts on lines that carry their amounts.  Each act first looks whether it may,
 *                 then writes all of its lines; so it happens whole or not at all.
 */
#include "core/carry.h"

#include <assert.h>
#include <string.h>

#include "core/carry_inside.h"
#include "core/money.h"

void carry_init(struct carry *carry, struct carry_line *lines, int capacity, int n_parts)
{
	assert(capacity <= CARRY_LINES_MAX && n_parts <= BILL_PARTS_MAX);
	memset(carry, 0, sizeof *carry);
	carry->lines = lines;
	carry->capacity = capacity;
	carry->n_parts = n_parts;
}

enum err carry_check_part(const struct carry *carry, int part)
{
	if (part < 0 || part > carry->n_parts)
		return ERR_RANGE;
	return carry->is_frozen[part] ? ERR_FROZEN : ERR_OK;
}

enum err carry_check_line(const struct carry *carry, int line)
{
	if (line < 0 || line >= carry->n)
		return ERR_RANGE;
	if (!carry->lines[line].is_live)
		return ERR_STATE;
	return carry_check_part(carry, carry->lines[line].part);
}

enum err carry_check_room(const struct carry *carry, int more)
{
	return more <= carry->capacity - carry->n ? ERR_OK : ERR_LIMIT;
}

static bool has_opposite(const struct share_amount *amount)
{
	for (int i = 0; i < SHARE_TAXES; i++)
		if (amount->tax_minor[i] == INT64_MIN)
			return false;
	return amount->net_minor != INT64_MIN;
}

/* Adds a line for the act that is being written. */
void carry_append(struct carry *carry, int part, int column, const struct share_amount *amount,
		  enum carry_kind kind, int origin)
{
	assert(carry->n < carry->capacity);
	carry->lines[carry->n] = (struct carry_line){
		.part = part, .column = column, .amount = *amount, .kind = kind,
		.origin = origin, .act = carry->acts, .is_live = kind != CARRY_TAKEN,
		.item = origin >= 0 ? carry->lines[origin].item : carry->n,
	};
	carry->n++;
}

static void take_back(struct carry *carry, int line)
{
	static const struct share_amount nothing;
	struct carry_line *taken = &carry->lines[line];
	struct share_amount opposite;
	enum err err = share_subtract(&nothing, &taken->amount, &opposite);

	assert(err == ERR_OK && taken->is_live);
	taken->is_live = false;
	carry_append(carry, taken->part, taken->column, &opposite, CARRY_TAKEN, line);
}

enum err carry_post(struct carry *carry, int part, int column, const struct share_amount *amount)
{
	enum err err = carry_check_part(carry, part);

	if (err == ERR_OK)
		err = carry_check_room(carry, 1);
	if (err == ERR_OK && !has_opposite(amount))
		err = ERR_OVERFLOW;
	if (err != ERR_OK)
		return err;
	carry->acts++;
	carry_append(carry, part, column, amount, CARRY_POSTED, -1);
	return ERR_OK;
}

enum err carry_charge(struct carry *carry, int part, int column,
		      const struct tax_class *tax_class, const int64_t *amounts, int n)
{
	struct share_amount taxed[SHARE_MAX];
	enum err err = carry_check_part(carry, part);

	if (err == ERR_OK)
		err = carry_check_room(carry, n);
	if (err == ERR_OK)
		err = tax_compute_together(tax_class, amounts, n, taxed);
	for (int i = 0; err == ERR_OK && i < n; i++)
		if (!has_opposite(&taxed[i]))
			err = ERR_OVERFLOW;
	if (err != ERR_OK)
		return err;
	carry->acts++;
	for (int i = 0; i < n; i++)
		carry_append(carry, part, column, &taxed[i], CARRY_POSTED, -1);
	return ERR_OK;
}

enum err carry_void(struct carry *carry, int line)
{
	enum err err = carry_check_line(carry, line);

	if (err == ERR_OK)
		err = carry_check_room(carry, 1);
	if (err != ERR_OK)
		return err;
	carry->acts++;
	take_back(carry, line);
	return ERR_OK;
}

/* Takes a line to another place with what it carries. */
static enum err place(struct carry *carry, int line, int to_part, int to_column)
{
	enum err err = carry_check_line(carry, line);

	if (err == ERR_OK)
		err = carry_check_part(carry, to_part);
	if (err == ERR_OK)
		err = carry_check_room(carry, 2);
	if (err != ERR_OK)
		return err;
	carry->acts++;
	take_back(carry, line);
	carry_append(carry, to_part, to_column, &carry->lines[line].amount, CARRY_MOVED, line);
	return ERR_OK;
}

static int column_of(const struct carry *carry, int line)
{
	return line >= 0 && line < carry->n ? carry->lines[line].column : 0;
}

static int part_of(const struct carry *carry, int line)
{
	return line >= 0 && line < carry->n ? carry->lines[line].part : 0;
}

enum err carry_move(struct carry *carry, int line, int to_part)
{
	return place(carry, line, to_part, column_of(carry, line));
}

enum err carry_retax(struct carry *carry, int line, int to_column)
{
	return place(carry, line, part_of(carry, line), to_column);
}

/* Lines that may be taken, each once. */
static enum err check_lines(const struct carry *carry, const int *lines, int n)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < n; i++) {
		err = carry_check_line(carry, lines[i]);
		for (int j = 0; j < i; j++)
			if (lines[j] == lines[i])
				err = ERR_STATE;
	}
	return err;
}

/* The item in `to` of a line that came: a new one, or that of an earlier line of the same item. */
static int came_with(const struct carry *from, const int *lines, int i, const struct carry *to,
		     int first)
{
	for (int j = 0; j < i; j++)
		if (from->lines[lines[j]].item == from->lines[lines[i]].item)
			return to->lines[first + j].item;
	return first + i;
}

enum err carry_transfer(struct carry *from, const int *lines, int n, struct carry *to, int part)
{
	int first = to->n;
	enum err err = n < 1 ? ERR_LIMIT : check_lines(from, lines, n);

	if (err == ERR_OK)
		err = carry_check_part(to, part);
	if (err == ERR_OK)
		err = carry_check_room(from, n);
	if (err == ERR_OK)
		err = carry_check_room(to, n);
	if (err != ERR_OK)
		return err;
	from->acts++;
	to->acts++;
	for (int i = 0; i < n; i++) {
		const struct carry_line *line = &from->lines[lines[i]];

		carry_append(to, part, line->column, &line->amount, CARRY_CAME, -1);
		to->lines[first + i].item = came_with(from, lines, i, to, first);
		take_back(from, lines[i]);
	}
	return ERR_OK;
}

/* All that an act wrote, of this kind alone, stands in open parts; counts it. */
static enum err check_sent(const struct carry *carry, int act, enum carry_kind kind, int *ret_n)
{
	enum err err = ERR_OK;
	int n = 0;

	for (int i = 0; err == ERR_OK && i < carry->n; i++) {
		const struct carry_line *line = &carry->lines[i];

		if (line->act != act)
			continue;
		n++;
		if (line->kind != kind)
			err = ERR_STATE;
		else
			err = kind == CARRY_TAKEN ? carry_check_part(carry, line->part)
						  : carry_check_line(carry, i);
	}
	*ret_n = n;
	return err == ERR_OK && n == 0 ? ERR_STATE : err;
}

enum err carry_untransfer(struct carry *from, int from_act, struct carry *to, int to_act)
{
	int sent = 0, came = 0, n = to->n, n_from = from->n;
	enum err err = check_sent(from, from_act, CARRY_TAKEN, &sent);

	if (err == ERR_OK)
		err = check_sent(to, to_act, CARRY_CAME, &came);
	if (err == ERR_OK && sent != came)
		err = ERR_STATE;
	if (err == ERR_OK)
		err = carry_check_room(from, sent);
	if (err == ERR_OK)
		err = carry_check_room(to, came);
	if (err != ERR_OK)
		return err;
	from->acts++;
	to->acts++;
	for (int i = 0; i < n; i++)
		if (to->lines[i].act == to_act)
			take_back(to, i);
	for (int i = 0; i < n_from; i++)
		if (from->lines[i].act == from_act)
			carry_append(from, from->lines[i].part, from->lines[i].column,
			       &from->lines[from->lines[i].origin].amount, CARRY_RESTORED,
			       from->lines[i].origin);
	return ERR_OK;
}

static enum err check_share(const struct carry *carry, const int *lines, int n_lines,
			    const int *parts, int n_parts)
{
	enum err err = ERR_OK;

	if (n_lines < 1 || n_parts < 1 || n_parts > BILL_PARTS_MAX ||
	    n_lines > CARRY_CELLS_MAX / n_parts)
		return ERR_LIMIT;
	err = check_lines(carry, lines, n_lines);
	for (int i = 0; err == ERR_OK && i < n_parts; i++)
		err = carry_check_part(carry, parts[i]);
	return err == ERR_OK ? carry_check_room(carry, n_lines * (n_parts + 1)) : err;
}

enum err carry_share(struct carry *carry, const int *lines, int n_lines, const int *parts,
		     const int64_t *weights, int n_parts)
{
	struct share_amount whole[CARRY_CELLS_MAX], cells[CARRY_CELLS_MAX];
	int64_t table[CARRY_CELLS_MAX];
	int columns[CARRY_CELLS_MAX];
	enum err err = check_share(carry, lines, n_lines, parts, n_parts);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n_lines; i++) {
		whole[i] = carry->lines[lines[i]].amount;
		columns[i] = carry->lines[lines[i]].column;
	}
	for (int i = 0; i < n_lines * n_parts; i++)
		table[i] = weights[i / n_lines];
	err = share_table(whole, columns, n_lines, table, n_parts, cells);
	if (err != ERR_OK)
		return err;
	carry->acts++;
	for (int i = 0; i < n_lines; i++) {
		take_back(carry, lines[i]);
		for (int j = 0; j < n_parts; j++)
			carry_append(carry, parts[j], carry->lines[lines[i]].column,
			       &cells[j * n_lines + i], CARRY_SHARED, lines[i]);
	}
	return ERR_OK;
}

/* Whether an act can be undone; it wrote `ret_lines` lines. */
static enum err check_undo(const struct carry *carry, int act, int *ret_lines)
{
	bool has_taken = false, has_put = false;
	int n = 0;

	for (int i = 0; i < carry->n; i++) {
		const struct carry_line *line = &carry->lines[i];
		enum err err = ERR_OK;

		if (line->act != act)
			continue;
		n++;
		if (line->kind == CARRY_POSTED || line->kind == CARRY_CAME)
			return ERR_STATE;
		has_taken |= line->kind == CARRY_TAKEN;
		has_put |= line->kind != CARRY_TAKEN;
		err = line->kind == CARRY_TAKEN ? carry_check_part(carry, line->part) :
						  carry_check_line(carry, i);
		if (err != ERR_OK)
			return err;
	}
	*ret_lines = n;
	return has_taken && has_put ? ERR_OK : ERR_STATE;
}

enum err carry_undo(struct carry *carry, int act)
{
	int n = carry->n, written = 0;
	enum err err = check_undo(carry, act, &written);

	if (err == ERR_OK)
		err = carry_check_room(carry, written);
	if (err != ERR_OK)
		return err;
	carry->acts++;
	for (int i = 0; i < n; i++)
		if (carry->lines[i].act == act && carry->lines[i].kind != CARRY_TAKEN)
			take_back(carry, i);
	for (int i = 0; i < n; i++) {
		const struct carry_line *line = &carry->lines[i];

		if (line->act == act && line->kind == CARRY_TAKEN)
			carry_append(carry, line->part, line->column,
			       &carry->lines[line->origin].amount, CARRY_RESTORED, line->origin);
	}
	return ERR_OK;
}

enum err carry_total(const struct carry *carry, int part, struct share_amount *ret_total)
{
	struct share_amount total = { 0 };
	enum err err = part < 0 || part > carry->n_parts ? ERR_RANGE : ERR_OK;

	for (int i = 0; err == ERR_OK && i < carry->n; i++)
		if (carry->lines[i].part == part)
			err = share_add(&total, &carry->lines[i].amount, &total);
	if (err == ERR_OK)
		*ret_total = total;
	return err;
}

void carry_bill_lines(const struct carry *carry, struct bill_line *into)
{
	for (int i = 0; i < carry->n; i++)
		into[i] = (struct bill_line){
			.part = carry->lines[i].part, .column = carry->lines[i].column,
			.amount_minor = share_total(&carry->lines[i].amount),
		};
}
