/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_view.c -- a bill read whole: rows to the columns and parts of core/bill.h.  The
 * lines as people see them are service/bill_fold.c.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "service/bill_inside.h"
#include "store/store_price.h"

/* What core/bill.h reads, built on the heap for one computation. */
struct work {
	struct bill_line *lines;
	struct bill_discount *discounts;
	int64_t *taken;              /* by discount */
	struct share_amount *frozen, *frozen_exempted;
	unsigned char *exempt;
	struct tax_class classes[BILL_COLUMNS_MAX];
	struct bill_column columns[BILL_COLUMNS_MAX];
	struct bill_part parts[BILL_PARTS_MAX];
	int n_lines, n_discounts;
};

static enum err version_of(struct db *db, struct bill_view *view, int64_t id, int *ret_index)
{
	enum err err;

	for (int i = 0; i < view->n_versions; i++)
		if (view->versions[i].id == id) {
			*ret_index = i;
			return ERR_OK;
		}
	if (view->n_versions == BILL_COLUMNS_MAX)
		return ERR_LIMIT;
	err = store_tax_version_load(db, id, &view->versions[view->n_versions]);
	if (err == ERR_OK)
		*ret_index = view->n_versions++;
	return err;
}

enum err bill_view_column(struct db *db, struct bill_view *view, int64_t tax_version,
			  int64_t department, int *ret_index)
{
	int version = 0;
	enum err err;

	for (int i = 0; i < view->n_columns; i++)
		if (view->columns[i].tax_version == tax_version &&
		    view->columns[i].department == department) {
			*ret_index = i;
			return ERR_OK;
		}
	if (view->n_columns == BILL_COLUMNS_MAX)
		return ERR_LIMIT;
	err = version_of(db, view, tax_version, &version);
	if (err != ERR_OK)
		return err;
	view->columns[view->n_columns] =
		(struct bill_column_view){ tax_version, department, version };
	*ret_index = view->n_columns++;
	return ERR_OK;
}

static int part_index(const struct bill_rows *rows, int64_t part)
{
	for (int i = 0; i < rows->n_parts; i++)
		if (rows->parts[i].id == part)
			return i;
	return -1;
}

bool bill_view_is_undone(const struct bill_rows *rows, int64_t line)
{
	for (int i = 0; i < rows->n_lines; i++)
		if (rows->lines[i].kind == LINE_UNDISCOUNT && rows->lines[i].of == line)
			return true;
	return false;
}

static struct bill_discount discount_of(const struct line_row *line)
{
	bool is_target = line->amount_minor == 0 && line->rate_ppm == 0;

	return (struct bill_discount){ is_target ? line->price_minor : line->amount_minor,
				       line->rate_ppm, is_target };
}

/* Rows that carry an amount in a column; check discounts go to their own list. */
static enum err gather_lines(struct db *db, struct bill_view *view, struct work *work)
{
	const struct bill_rows *rows = &view->rows;

	for (int i = 0; i < rows->n_lines; i++) {
		const struct line_row *line = &rows->lines[i];
		int column = 0;
		enum err err;

		if (line->kind == LINE_CHECK_DISCOUNT && !bill_view_is_undone(rows, line->id))
			work->discounts[work->n_discounts++] = discount_of(line);
		if (line->tax_version == 0 || line->kind == LINE_SERVICE)
			continue;
		err = bill_view_column(db, view, line->tax_version, line->department, &column);
		if (err != ERR_OK)
			return err;
		work->lines[work->n_lines++] = (struct bill_line){
			.part = line->part == 0 ? 0 : part_index(rows, line->part) + 1,
			.column = column,
			.amount_minor = line->amount_minor,
		};
	}
	return ERR_OK;
}

static enum err gather_frozen(struct db *db, struct bill_view *view, const struct frozen_row *rows,
			      int n)
{
	int column;

	for (int i = 0; i < n; i++) {
		const struct frozen_row *row = &rows[i];
		enum err err = bill_view_column(db, view, row->tax_version, row->department,
						&column);

		if (err != ERR_OK)
			return err;
		if (part_index(&view->rows, row->part) < 0 || row->component < 0 ||
		    row->component > TAX_PARTS_MAX)
			return ERR_CORRUPT;
	}
	return ERR_OK;
}

/* Spreads the frozen rows into cells, once all columns are known. */
static void fill_frozen(const struct bill_view *view, const struct frozen_row *rows, int n,
			struct share_amount *cells)
{
	for (int i = 0; i < n; i++) {
		const struct frozen_row *row = &rows[i];
		int part = part_index(&view->rows, row->part), column = 0;
		struct share_amount *cell;

		while (view->columns[column].tax_version != row->tax_version ||
		       view->columns[column].department != row->department)
			column++;
		cell = &cells[part * view->n_columns + column];
		if (row->component == 0)
			cell->net_minor = row->amount_minor;
		else
			cell->tax_minor[row->component - 1] = row->amount_minor;
	}
}

/* In which parts some line stands: pieces, or an amount in some column. */
static void find_holders(struct bill_view *view, const struct work *work)
{
	int64_t amounts[BILL_COLUMNS_MAX], pieces;

	for (int p = 0; p < view->rows.n_parts; p++) {
		memset(amounts, 0, sizeof amounts);
		pieces = 0;
		for (int i = 0; i < view->rows.n_lines; i++)
			if (view->rows.lines[i].part == view->rows.parts[p].id)
				pieces += view->rows.lines[i].quantity;
		for (int i = 0; i < work->n_lines; i++)
			if (work->lines[i].part == p + 1)
				amounts[work->lines[i].column] += work->lines[i].amount_minor;
		view->holds[p] = pieces != 0;
		for (int c = 0; c < view->n_columns; c++)
			view->holds[p] |= amounts[c] != 0;
	}
}

/* A part that a later split left without a share. */
static bool is_idle(const struct bill_view *view, int part)
{
	const struct part_row *row = &view->rows.parts[part];

	return !row->is_frozen && row->weight == 0 && row->fixed_minor < 0 && !view->holds[part];
}

/* An idle part takes nothing: as one without weight it would share what nobody else can take, and
 * nobody sees it to pay it. */
static struct bill_part part_of(const struct bill_view *view, int part)
{
	const struct part_row *row = &view->rows.parts[part];

	return (struct bill_part){ row->weight, is_idle(view, part) ? 0 : row->fixed_minor,
				   row->is_frozen };
}

/* What each discount on the check takes off: the more there are of them, the less is left for the
 * next, so each is the difference between reckoning with it and without.  All parts count as open:
 * what was paid with all of the discounts need not fit some of them. */
static void measure_discounts(const struct bill_in *in, struct bill_view *view, struct work *work)
{
	struct bill_part open[BILL_PARTS_MAX];
	struct bill_in until = *in;
	struct bill_out out = { .cells = view->cells };
	int64_t before = 0;

	for (int i = 0; i < in->n_parts; i++)
		open[i] = (struct bill_part){ 1, -1, false };
	until.parts = open;
	until.exempt = NULL;
	until.frozen_exempted = NULL;
	for (int i = 0; i < in->n_discounts; i++) {
		until.n_discounts = i + 1;
		if (bill_compute(&until, &out) != ERR_OK)
			return;
		work->taken[i] = out.discount_minor - before;
		before = out.discount_minor;
	}
}

static enum err compute(struct db *db, struct bill_view *view, struct work *work)
{
	struct bill_in in = { .classes = work->classes,
			      .columns = work->columns,
			      .lines = work->lines,
			      .discounts = work->discounts,
			      .parts = work->parts,
			      .frozen = work->frozen,
			      .frozen_exempted = work->frozen_exempted,
			      .exempt = work->exempt,
			      .service = { view->service_column, view->service_rate_ppm },
			      .n_classes = view->n_versions,
			      .n_columns = view->n_columns,
			      .n_lines = work->n_lines,
			      .n_discounts = work->n_discounts,
			      .n_parts = view->rows.n_parts };
	enum err err;

	for (int i = 0; i < view->n_versions; i++)
		work->classes[i] = view->versions[i].rules;
	for (int i = 0; i < view->n_columns; i++)
		work->columns[i].tax_class = view->columns[i].version;
	for (int i = 0; i < view->rows.n_parts; i++)
		work->parts[i] = part_of(view, i);
	err = bill_view_service_free(db, view, work->columns);
	if (err != ERR_OK)
		return err;
	view->out.cells = view->cells;
	view->out.exempted = view->exempted;
	measure_discounts(&in, view, work);
	return bill_compute(&in, &view->out);
}

/* What a part pays of the service charge: as the check's amounts are, with an included tax. */
static int64_t service_of(const struct bill_view *view, int part)
{
	int at = part * view->n_columns + view->service_column;

	if (view->service_column < 0)
		return 0;
	return view->versions[view->columns[view->service_column].version].rules.inclusive
		       ? share_total(&view->cells[at])
		       : view->cells[at].net_minor;
}

static void total_parts(struct bill_view *view)
{
	for (int p = 0; p < view->rows.n_parts; p++) {
		const struct part_row *row = &view->rows.parts[p];
		struct bill_part_view part = { .id = row->id,
					       .no = row->no,
					       .is_frozen = row->is_frozen,
					       .is_closed = row->is_closed,
					       .tendered_minor = row->tendered_minor,
					       .pending_minor = row->pending_minor,
					       .doubt_minor = row->doubt_minor,
					       .is_settling = row->is_settling,
					       .paper = row->paper };

		for (int c = 0; c < view->n_columns; c++) {
			const struct share_amount *cell = &view->cells[p * view->n_columns + c];

			part.total_minor += share_total(cell);
			part.tax_minor += share_total(cell) - cell->net_minor;
			part.exempted_minor +=
				share_total(&view->exempted[p * view->n_columns + c]);
		}
		part.service_minor = service_of(view, p);
		part.due_minor =
			part.total_minor - part.tendered_minor - part.pending_minor;
		view->tax_minor += part.tax_minor;
		view->tendered_minor += part.tendered_minor;
		view->pending_minor += part.pending_minor;
		view->doubt_minor += part.doubt_minor;
		if (!is_idle(view, p))
			view->parts[view->n_parts++] = part;
	}
	view->due_minor =
		view->out.total_minor - view->tendered_minor - view->pending_minor;
}

static enum err make_room(struct bill_view *view, struct work *work)
{
	size_t lines = (size_t)view->rows.n_lines + 1;

	work->lines = calloc(lines, sizeof *work->lines);
	work->discounts = calloc(lines, sizeof *work->discounts);
	work->taken = calloc(lines, sizeof *work->taken);
	view->items = calloc(lines, sizeof *view->items);
	view->stands = calloc(lines, sizeof *view->stands);
	return work->lines != NULL && work->discounts != NULL && work->taken != NULL &&
			       view->items != NULL && view->stands != NULL
		       ? ERR_OK
		       : ERR_MEMORY;
}

static enum err make_cells(struct bill_view *view, struct work *work)
{
	size_t cells = (size_t)view->rows.n_parts * (size_t)view->n_columns + 1;

	work->frozen = calloc(cells, sizeof *work->frozen);
	work->frozen_exempted = calloc(cells, sizeof *work->frozen_exempted);
	work->exempt = calloc((size_t)view->rows.n_parts * (size_t)view->n_versions + 1, 1);
	view->cells = calloc(cells, sizeof *view->cells);
	view->exempted = calloc(cells, sizeof *view->exempted);
	return work->frozen != NULL && work->frozen_exempted != NULL && work->exempt != NULL &&
			       view->cells != NULL && view->exempted != NULL
		       ? ERR_OK
		       : ERR_MEMORY;
}

/* Rows that change nothing that stands on a guest check. */
static bool is_silent(const struct line_row *line)
{
	return line->kind == LINE_NOTE || line->kind == LINE_SEND || line->kind == LINE_PLACE;
}

/* What was done since the guest check was printed (B7). */
static enum err compare_check(struct db *db, struct bill_view *view, int64_t before)
{
	struct guest_check_row row;
	enum err err = store_guest_check_last(db, view->rows.head.id, before, &row);

	if (err == ERR_NOT_FOUND)
		return ERR_OK;
	if (err != ERR_OK)
		return err;
	view->guest_checks = row.printed;
	view->is_changed = row.total_minor != view->out.total_minor;
	for (int i = 0; i < view->rows.n_lines; i++)
		if (view->rows.lines[i].turn > row.turn && !is_silent(&view->rows.lines[i]))
			view->is_changed = true;
	return ERR_OK;
}

struct reading {
	int64_t id, before;
	struct bill_view *view;
	struct work *work;
};

/* Lines, service charge and frozen amounts, in the columns that they make together. */
static enum err gather(struct db *db, struct bill_view *view, struct work *work)
{
	const struct bill_rows *rows = &view->rows;
	enum err err = gather_lines(db, view, work);

	if (err == ERR_OK)
		err = bill_view_service(db, view);
	if (err == ERR_OK)
		err = gather_frozen(db, view, rows->frozen, rows->n_frozen);
	if (err == ERR_OK)
		err = gather_frozen(db, view, rows->exempted, rows->n_exempted);
	if (err == ERR_OK)
		err = make_cells(view, work);
	if (err != ERR_OK)
		return err;
	fill_frozen(view, rows->frozen, rows->n_frozen, work->frozen);
	fill_frozen(view, rows->exempted, rows->n_exempted, work->frozen_exempted);
	return ERR_OK;
}

static enum err fill_view(struct db *db, void *arg)
{
	struct reading *reading = arg;
	struct bill_view *view = reading->view;
	struct work *work = reading->work;
	enum err err = store_bill_load(db, reading->id, reading->before, &view->rows);

	if (err == ERR_OK)
		err = make_room(view, work);
	if (err == ERR_OK)
		err = gather(db, view, work);
	if (err == ERR_OK)
		err = bill_view_exemptions(db, view, reading->before, work->exempt);
	if (err != ERR_OK)
		return err;
	find_holders(view, work);
	err = compute(db, view, work);
	if (err != ERR_OK)
		return err;
	total_parts(view);
	err = bill_view_fold(view, work->taken);
	return err == ERR_OK && view->rows.head.state == BILL_BILLED
		       ? compare_check(db, view, reading->before)
		       : err;
}

/* All of it is read in one view of the store: rows of two moments do not fit together. */
enum err bill_view_load_before(struct db *db, int64_t id, int64_t before,
			       struct bill_view *ret_view)
{
	struct bill_view *view = calloc(1, sizeof *view);
	struct work *work = calloc(1, sizeof *work);
	struct reading reading = { id, before, view, work };
	enum err err = view != NULL && work != NULL ? db_consistently(db, fill_view, &reading)
						    : ERR_MEMORY;

	if (work != NULL) {
		free(work->lines);
		free(work->discounts);
		free(work->taken);
		free(work->frozen);
		free(work->frozen_exempted);
		free(work->exempt);
	}
	free(work);
	if (err == ERR_OK)
		*ret_view = *view;
	else if (view != NULL)
		bill_view_done(view);
	free(view);
	return err;
}

enum err bill_view_load(struct db *db, int64_t id, struct bill_view *ret_view)
{
	return bill_view_load_before(db, id, INT64_MAX, ret_view);
}

int64_t bill_view_discounts(const struct bill_view *view)
{
	int64_t sum = view->out.discount_minor;

	for (int i = 0; i < view->n_items; i++)
		if (!view->items[i].is_discount)
			sum += view->items[i].discount_minor;
	return sum;
}

void bill_view_done(struct bill_view *view)
{
	store_bill_rows_done(&view->rows);
	free(view->items);
	free(view->stands);
	free(view->cells);
	free(view->exempted);
	*view = (struct bill_view){ 0 };
}

enum err bill_due(struct db *db, int64_t id, int64_t *ret_due_minor)
{
	struct bill_view view;
	enum err err = bill_view_load(db, id, &view);

	if (err == ERR_OK) {
		*ret_due_minor = view.due_minor;
		bill_view_done(&view);
	}
	return err;
}
