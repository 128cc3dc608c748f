/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_till.c -- random acts of the service on bills in a store in memory; after
 *                                 every act the rows must say what the rules say, and the view
 *                                 what the oracle reckons from them.
 */
#include "campaign/till.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "double/memvfs.h"
#include "oracle/figure.h"
#include "service/books.h"
#include "store/store_menu.h"

#define MUTANT_OPS 800

struct run {
	struct till till;
	int64_t seed, ops, refused, comparisons, done[64];
	const char *act;
	int mutant;                  /* -1: none */
	bool has_difference, is_quiet, is_traced;
};

static void differ(struct run *run, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void differ(struct run *run, const char *format, ...)
{
	va_list arguments;

	if (!run->has_difference && !run->is_quiet) {
		printf("difference: till, seed %lld, op %lld, after %s: ", (long long)run->seed,
		       (long long)run->ops, run->act);
		va_start(arguments, format);
		vprintf(format, arguments);
		va_end(arguments);
		printf("\n");
	}
	run->has_difference = true;
}

static bool same(struct run *run, int64_t is, int64_t should, const char *what, int64_t a,
		 int64_t b, int64_t c)
{
	run->comparisons++;
	if (is != should)
		differ(run, "%s (%lld, %lld, %lld) is %lld, should be %lld", what, (long long)a,
		       (long long)b, (long long)c, (long long)is, (long long)should);
	return is == should;
}

/* False when the bill is larger than the campaign holds. */
static bool read_bill(struct run *run, int64_t id, struct till_bill *bill)
{
	enum err err = till_read(run->till.house.app.db, id, bill);

	if (err != ERR_OK && err != ERR_LIMIT)
		differ(run, "the bill cannot be read");
	return err == ERR_OK;
}

/* --- comparing ------------------------------------------------------------------------------ */

static void compare_item(struct run *run, const struct till_bill *should, const struct till_item *a,
			 const struct till_item *b, bool by_column)
{
	for (int c = 0; c < should->n_columns; c++) {
		int64_t is = 0, wanted = 0;

		for (int p = 0; p < ORACLE_PARTS; p++) {
			is += a->amount[p][c];
			wanted += b->amount[p][c];
			if (by_column)
				continue;
			same(run, a->amount[p][c], b->amount[p][c], "amount of line, part, column",
			     a->line, p, c);
			same(run, a->pieces[p][c], b->pieces[p][c], "pieces of line, part, column",
			     a->line, p, c);
		}
		same(run, is, wanted, "amount of line in column", a->line, c, 0);
	}
	same(run, till_pieces(a), till_pieces(b), "pieces of line", a->line, 0, 0);
	if (b->source == 0)
		same(run, a->seat, b->seat, "seat of line", a->line, 0, 0);
}

static void compare_terms(struct run *run, const struct till_bill *is,
			  const struct till_bill *should)
{
	same(run, is->n_parts, should->n_parts, "parts", 0, 0, 0);
	for (int p = 1; p <= is->n_parts; p++) {
		same(run, is->weight[p], should->weight[p], "weight of part", p, 0, 0);
		same(run, is->fixed[p], should->fixed[p], "fixed amount of part", p, 0, 0);
	}
}

/* The latest line that came from this one. */
static struct till_item *find_came(struct till_bill *bill, int64_t source)
{
	for (int i = bill->n_items - 1; i >= 0; i--)
		if (bill->item[i].source == source)
			return &bill->item[i];
	return NULL;
}

/* The same line; of those rung in one act only their order is known. */
static struct till_item *find_item(struct till_bill *bill, const struct till_item *should, int i)
{
	if (should->line != 0)
		return till_find(bill, should->line);
	if (should->source != 0)
		return find_came(bill, should->source);
	return i < bill->n_items ? &bill->item[i] : NULL;
}

static void compare_rows(struct run *run, struct till_bill *is, struct till_bill *should,
			 const struct want *want)
{
	for (int c = should->n_columns; c < is->n_columns; c++)
		till_column(should, is->version[c], is->department[c]);
	same(run, is->n_columns, should->n_columns, "columns", 0, 0, 0);
	for (int i = 0; !want->adopts_all && i < should->n_items; i++) {
		struct till_item *item = find_item(is, &should->item[i], i);

		if (item == NULL)
			differ(run, "line %lld is gone", (long long)should->item[i].line);
		else
			compare_item(run, should, item, &should->item[i], want->adopts_places);
	}
	same(run, is->n_items, should->n_items, "lines", 0, 0, 0);
	same(run, is->n_discounts, should->n_discounts, "check discounts", 0, 0, 0);
	for (int i = 0; i < is->n_discounts && i < should->n_discounts; i++) {
		same(run, is->discount[i].amount, should->discount[i].amount, "discount", i, 0, 0);
		same(run, is->discount[i].rate_ppm, should->discount[i].rate_ppm, "its rate", i, 0,
		     0);
		same(run, is->discount[i].is_target, should->discount[i].is_target,
		     "whether it is a price", i, 0, 0);
	}
	if (!want->adopts_all)
		same(run, is->stands != 0, should->stands != 0, "a rule that stands", 0, 0, 0);
	same(run, is->n_exempt, should->n_exempt, "exemptions", 0, 0, 0);
	same(run, is->is_away, should->is_away, "take-away", 0, 0, 0);
	if (!want->adopts_service)
		same(run, is->service_ppm, should->service_ppm, "service rate", 0, 0, 0);
	if (!want->adopts_terms)
		compare_terms(run, is, should);
}

static void compare_cell(struct run *run, const struct share_amount *cell, const int64_t *figure,
			 int part, int column)
{
	same(run, cell->net_minor, figure[0], "net of part, column", part, column, 0);
	for (int tax = 0; tax < SHARE_TAXES; tax++)
		same(run, cell->tax_minor[tax], figure[tax + 1], "tax of part, column", part,
		     column, tax);
}

/* The view against the oracle. */
static void compare_view(struct run *run, const struct slot *slot)
{
	const struct oracle *oracle = &slot->oracle;
	struct bill_view view;
	int64_t total = 0;

	if (bill_view_load(run->till.house.app.db, slot->id, &view) != ERR_OK) {
		differ(run, "the bill cannot be reckoned");
		return;
	}
	if (same(run, view.n_columns, oracle->n_columns, "columns of the view", 0, 0, 0) &&
	    same(run, view.rows.n_parts, oracle->n_parts, "parts of the view", 0, 0, 0)) {
		for (int p = 1; p <= oracle->n_parts; p++) {
			for (int c = 0; c < oracle->n_columns; c++) {
				int at = (p - 1) * view.n_columns + c;

				compare_cell(run, &view.cells[at], oracle->part[p].cell[c], p, c);
				compare_cell(run, &view.exempted[at], oracle->part[p].exempted[c],
					     p, c);
			}
		}
		for (int p = 1; p <= oracle->n_parts; p++)
			total += oracle_owes(oracle, p);
		same(run, view.out.total_minor, total, "total", 0, 0, 0);
		same(run, view.out.service_minor, oracle->service, "service charge", 0, 0, 0);
		same(run, view.out.free_minor, oracle->free, "free to take", 0, 0, 0);
	}
	bill_view_done(&view);
}

/* A cent of a line in another part. */
static void shift_cent(struct till_item *item, int n_parts)
{
	for (int c = 0; n_parts > 1 && c < ORACLE_COLUMNS; c++) {
		if (item->amount[1][c] + item->amount[2][c] == 0)
			continue;
		item->amount[1][c]--;
		item->amount[2][c]++;
		return;
	}
}

/* A flaw in what was read, to show that it would be noticed. */
static void spoil(struct run *run, const struct slot *slot, struct till_bill *after)
{
	struct till_item *item = &after->item[run->ops % (after->n_items > 0 ? after->n_items : 1)];
	bool has_new = after->n_items > 0 && slot->bill.n_rows != after->n_rows;

	if (run->mutant == 0 && has_new)
		item->amount[0][0]++;
	if (run->mutant == 1 && has_new)
		item->pieces[0][0]--;
	if (run->mutant == 2 && after->n_parts > 1)
		after->weight[1]++;
	if (run->mutant == 3 && after->n_discounts > 0)
		after->n_discounts--;
	for (int i = 0; run->mutant == 4 && i < after->n_items; i++)
		shift_cent(&after->item[i], after->n_parts);
	if (run->mutant == 6 && after->n_discounts > 0)
		after->discount[0].is_target = !after->discount[0].is_target;
	if (run->mutant == 7 && after->stands != 0 && has_new)
		after->item[after->n_items - 1].amount[0][0] += 5;
	if (run->mutant == 8 && has_new)
		item->seat++;
	if (run->mutant == 5 && has_new && after->n_columns > 1) {
		item->amount[0][1] += item->amount[0][0];
		item->amount[0][0] = 0;
	}
}

static void push_change(struct slot *slot, const struct till_change *change)
{
	if (slot->n_changes == TILL_CHANGES) {
		memmove(slot->change, slot->change + 1,
			(TILL_CHANGES - 1) * sizeof *slot->change);
		slot->n_changes--;
	}
	slot->change[slot->n_changes++] = *change;
}

static void drop_change(struct slot *slot, int64_t serial)
{
	int kept = 0;

	for (int i = 0; i < slot->n_changes; i++)
		if (slot->change[i].serial != serial)
			slot->change[kept++] = slot->change[i];
	slot->n_changes = kept;
}

/* What was done is noted, so that it can be undone; what was undone is forgotten. */
static void note_change(struct run *run, struct slot *slot, const struct want *want,
			const struct till_bill *after, const struct till_bill *other_after)
{
	static struct till_change change;
	struct slot *other = want->other;

	if (want->is_undo && slot->n_changes > 0) {
		int64_t serial = slot->change[slot->n_changes - 1].serial;

		drop_change(slot, serial);
		if (other != NULL)
			drop_change(other, serial);
	}
	if (!want->is_change)
		return;
	change = (struct till_change){ .serial = ++run->till.serial, .other = -1,
				       .is_merge = want->is_merge };
	change.before = slot->bill;
	change.after = *after;
	if (other != NULL) {
		change.other = (int)(other - run->till.slot);
		change.other_id = other->id;
	}
	push_change(slot, &change);
	if (other == NULL)
		return;
	change.before = other->bill;
	change.after = *other_after;
	change.other = (int)(slot - run->till.slot);
	change.other_id = slot->id;
	push_change(other, &change);
}

/* Rows and view of one bill are what they should be. */
static void prove(struct run *run, struct slot *slot, struct till_bill *should,
		  struct till_bill *after, const struct want *want)
{
	spoil(run, slot, after);
	compare_rows(run, after, should, want);
	if (till_reckon(run->till.house.app.db, &slot->bill, after, &slot->oracle) != ERR_OK)
		differ(run, "the service allowed what the oracle refuses");
	else
		compare_view(run, slot);
	slot->bill = *after;
}

static void after_ok(struct run *run, struct slot *slot, struct want *want,
		     struct till_bill *after)
{
	static struct till_bill other_after;

	if (want->other != NULL && !read_bill(run, want->other->id, &other_after)) {
		differ(run, "the other bill has outgrown the campaign");
		return;
	}
	note_change(run, slot, want, after, &other_after);
	prove(run, slot, &want->bill, after, want);
	if (want->other != NULL)
		prove(run, want->other, &want->other_bill, &other_after, want);
}

/* --- the run -------------------------------------------------------------------------------- */

static const struct till_act *random_act(struct run *run, bool has_bill, int *ret_index)
{
	int sum = 0, at;

	for (const struct till_act *act = till_acts; act->name != NULL; act++)
		sum += act->on_empty == has_bill ? 0 : act->weight;
	at = (int)cases_between(&run->till.cases, 0, sum - 1);
	for (int i = 0;; i++) {
		if (till_acts[i].on_empty == has_bill)
			continue;
		at -= till_acts[i].weight;
		if (at < 0) {
			*ret_index = i;
			return &till_acts[i];
		}
	}
}

static struct oracle trial;

/* Did the service answer as the rules do?  Refusals for other reasons are its own. */
static void judge(struct run *run, const struct slot *slot, struct want *want, enum err err)
{
	if (want->must && err != ERR_OK)
		differ(run, "the service refuses: %s", err_name(err));
	if (want->err == ERR_OK && !want->may_refuse) {
		trial = slot->oracle;
		want->err = till_reckon(run->till.house.app.db, &slot->bill, &want->bill, &trial);
	}
	if (want->err == ERR_OK && !want->may_refuse && want->other != NULL) {
		trial = want->other->oracle;
		want->err = till_reckon(run->till.house.app.db, &want->other->bill,
					&want->other_bill, &trial);
	}
	if ((err == ERR_OK && want->err != ERR_OK) ||
	    (err == ERR_FROZEN && want->err == ERR_OK && !want->may_refuse))
		differ(run, "the service says %s, the oracle %s", err_name(err),
		       err_name(want->err));
}

/* A bill that closed leaves its table. */
static void leave(struct slot *slot, bool is_merged)
{
	if (!slot->bill.is_closed)
		return;
	slot->closed.id = slot->id;
	slot->closed.is_merged = is_merged;
	slot->closed.bill = slot->bill;
	slot->closed.oracle = slot->oracle;
	slot->id = 0;
	slot->n_changes = 0;
	memset(&slot->bill, 0, sizeof slot->bill);
	memset(&slot->oracle, 0, sizeof slot->oracle);
}

static void step(struct run *run)
{
	static struct want want;
	static struct till_bill after;
	struct slot *slot = &run->till.slot[cases_between(&run->till.cases, 0, TILL_SLOTS - 1)];
	const struct till_act *act;
	struct slot *other;
	int index;
	enum err err;

	act = random_act(run, slot->id != 0, &index);
	run->act = act->name;
	memset(&want, 0, sizeof want);
	want.bill = slot->bill;
	err = act->run(&run->till, slot, &want);
	if (err == ERR_NOT_FOUND)
		return;
	other = want.other;
	run->ops++;
	if (run->is_traced)
		printf("%lld table %lld %s: %s\n", (long long)run->ops, (long long)slot->table,
		       act->name, err_name(err));
	judge(run, slot, &want, err);
	if (run->has_difference || !read_bill(run, slot->id, &after)) {
		differ(run, "the bill has outgrown the campaign");
		return;
	}
	if (err == ERR_OK) {
		after_ok(run, slot, &want, &after);
		run->done[index]++;
	} else {
		want = (struct want){ .bill = slot->bill };
		compare_rows(run, &after, &slot->bill, &want);
		run->refused++;
	}
	leave(slot, false);
	if (other != NULL)
		leave(other, true);
}

static void begin(struct run *run, struct memvfs **ret_vfs)
{
	*ret_vfs = memvfs_new(5);
	house_open(&run->till.house, "sqlite:till.db?vfs=memory&lock=none&twice=1", 1, true);
	run->till.cases = cases_from((uint64_t)run->seed);
	run->till.cash = house_tender(&run->till.house, "cash");
	till_furnish(&run->till);
	for (int i = 0; i < TILL_SLOTS; i++)
		run->till.slot[i].table = i + 1;
}

static void end(struct run *run, struct memvfs *vfs)
{
	struct verify_result result = { 0 };

	if (!run->has_difference && run->mutant < 0 &&
	    (books_verify(&run->till.house.app, NULL, NULL, &result) != ERR_OK ||
	     result.first[0] != '\0'))
		differ(run, "the books do not prove themselves: %s", result.first);
	house_close(&run->till.house);
	memvfs_free(vfs);
}

static void run_ops(struct run *run, int64_t ops)
{
	struct memvfs *vfs;

	begin(run, &vfs);
	for (run->act = "nothing"; run->ops < ops && !run->has_difference;)
		step(run);
	end(run, vfs);
}

static const char *const mutants[] = {
	"a cent more in the pool", "a piece lost", "another weight", "a check discount forgotten",
	"a cent in another part", "another column", "a price for the check as an amount",
	"a later line without its category's rule", "another seat",
};
#define N_MUTANTS ((int)(sizeof mutants / sizeof mutants[0]))

static int run_mutants(int64_t seed)
{
	static struct run run;
	int caught = 0;

	for (int i = 0; i < N_MUTANTS; i++) {
		memset(&run, 0, sizeof run);
		run.seed = seed;
		run.mutant = i;
		run.is_quiet = true;
		run_ops(&run, MUTANT_OPS);
		caught += run.has_difference;
		if (!run.has_difference)
			printf("not found in %d ops at the till: %s\n", MUTANT_OPS, mutants[i]);
	}
	return caught;
}

bool till_run(int64_t seed, int64_t ops, bool is_traced)
{
	static struct run run;
	bool has_all = true;
	int caught;

	memset(&run, 0, sizeof run);
	run.seed = seed;
	run.mutant = -1;
	run.is_traced = is_traced;
	run_ops(&run, ops);
	if (run.has_difference)
		return false;
	caught = run_mutants(seed);
	printf("oracle: %lld ops of the service: ", (long long)run.ops);
	for (int i = 0; till_acts[i].name != NULL; i++) {
		printf("%s%s %lld", i > 0 ? ", " : "", till_acts[i].name, (long long)run.done[i]);
		has_all &= run.done[i] > 0;
	}
	printf("; refused %lld; comparisons %lld, mismatches 0; mutants %d of %d caught; seed "
	       "%lld\n", (long long)run.refused, (long long)run.comparisons, caught, N_MUTANTS,
	       (long long)seed);
	return has_all && caught == N_MUTANTS;
}
