/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/history.c -- what was done to a check: when, by whom, at which till.  Rows of one act that
 * say the same are one line.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "screen/till.h"
#include "service/history.h"
#include "ui/table.h"
#include "ui/text.h"

#define TEXT_COLUMNS 160

struct history_line {
	struct history_row row;
	int rows;                    /* that it stands for */
};

struct history {
	struct till *till;
	int64_t bill;
	struct table table;
	struct history_line *lines;
	int n;
};

/* --- words ------------------------------------------------------------------------------- */

/* A kind of row, and the words for it; before the name of the line, or alone. */
static const struct {
	const char *kind, *words;
	bool has_name;
	bool is_one;                 /* rows of one act are one line */
} words[] = {
	{ "void", N_("voided"), true, false },
	{ "correct", N_("taken back"), true, false },
	{ "line-discount", N_("discount"), true, true },
	{ "check-discount", N_("discount on the check"), true, false },
	{ "rule", N_("discount for all of a category"), false, false },
	{ "undiscount", N_("discount taken back"), true, true },
	{ "note", N_("note"), true, false },
	{ "move", N_("moved to another part"), true, true },
	{ "price", N_("another price"), true, true },
	{ "tax", N_("another tax"), true, true },
	{ "service", N_("service charge"), false, true },
	{ "transfer", N_("to another check"), true, true },
	{ "tender", N_("paid"), true, false },
	{ "take-back", N_("payment taken back"), true, false },
	{ "send", N_("sent to the kitchen"), true, true },
	{ "open", N_("opened"), false, false },
	{ "split", N_("split"), false, true },
	{ "reopen", N_("opened again"), false, true },
};

static int words_of(const char *kind)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_equal(words[i].kind, kind))
			return (int)i;
	return -1;
}

/* "2 × Espresso". */
static void piece_text(const struct draw *draw, const struct history_row *row, int64_t quantity,
		       char *into, size_t size)
{
	char number[NUMBER_TEXT_SIZE];

	if (quantity == 0)
		str_copy(into, size, row->name);
	else
		text_format(into, size, "%s × %s",
			    number_count(&draw->number, llabs(quantity), number), row->name);
}

static void place_text(const struct draw *draw, const struct history_row *row, char *into,
		       size_t size)
{
	char course[48];

	if (row->course > 0)
		text_format(course, sizeof course, tr(draw, "course %lld"),
			    (long long)row->course);
	else
		str_copy(course, sizeof course, tr(draw, "at once"));
	if (row->seat > 0)
		text_format(into, size, tr(draw, "%s: seat %lld, %s"), row->name,
			    (long long)row->seat, course);
	else
		text_format(into, size, "%s: %s, %s", row->name, tr(draw, "the whole table"),
			    course);
}

static void row_text(const struct draw *draw, const struct history_row *row, char *into,
		     size_t size)
{
	char piece[BILL_NAME_SIZE + 32];
	int i = words_of(row->kind);

	piece_text(draw, row, row->sent != 0 ? row->sent : row->quantity, piece, sizeof piece);
	if (str_equal(row->kind, "take-over") && row->quantity != 0)
		text_format(into, size, tr(draw, "taken over from till %lld"),
			    (long long)row->quantity);
	else if (str_equal(row->kind, "take-over"))
		str_copy(into, size, tr(draw, "taken over"));
	else if (str_equal(row->kind, "place"))
		place_text(draw, row, into, size);
	else if (str_equal(row->kind, "send") && row->sent < 0)
		text_format(into, size, tr(draw, "the kitchen is told: %s"), piece);
	else if (i < 0)
		str_copy(into, size, piece);
	else if (words[i].has_name && row->name[0] != '\0')
		text_format(into, size, "%s: %s", tr(draw, words[i].words), piece);
	else
		str_copy(into, size, tr(draw, words[i].words));
}

/* --- the list ---------------------------------------------------------------------------- */

static const struct history_line *line_at(const void *rows, int row)
{
	return (const struct history_line *)rows + row;
}

static void cell_at(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		    enum style *style)
{
	char text[DATE_TEXT_SIZE];

	*style = STYLE_DIM;
	if (row > 0 && line_at(rows, row - 1)->row.act == line_at(rows, row)->row.act &&
	    !str_equal(line_at(rows, row)->row.kind, "send"))
		return;
	str_copy(into, size, date_time_text(draw->zone, &draw->number,
					    line_at(rows, row)->row.at_unix_ms, text));
}

static void cell_who(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, line_at(rows, row)->row.staff);
}

static void cell_till(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	char number[NUMBER_TEXT_SIZE];

	*style = STYLE_DIM;
	str_copy(into, size, number_code(&draw->number, line_at(rows, row)->row.station, number));
}

static void cell_what(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct history_line *line = line_at(rows, row);
	char what[TEXT_COLUMNS], more[32] = "", approved[STAFF_NAME_SIZE + 32] = "";

	if (str_equal(line->row.kind, "take-over"))
		*style = STYLE_LATE;
	row_text(draw, &line->row, what, sizeof what);
	if (line->rows > 1 && words_of(line->row.kind) >= 0 &&
	    words[words_of(line->row.kind)].has_name)
		text_format(more, sizeof more, tr(draw, " and %d more"), line->rows - 1);
	if (line->row.approver[0] != '\0')
		text_format(approved, sizeof approved, tr(draw, " · approved by %s"),
			    line->row.approver);
	str_format(into, size, "%s%s%s", what, more, approved);
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	int64_t amount_minor = line_at(rows, row)->row.amount_minor;
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	if (amount_minor != 0)
		str_copy(into, size, draw_money(draw, amount_minor, money));
}

static int64_t line_id(const void *rows, int row)
{
	return line_at(rows, row)->row.id;
}

static struct table_source source_of(const struct history *history)
{
	static const struct table_column columns[] = {
		{ N_("time"), 5, ALIGN_START, cell_at },
		{ N_("who"), 14, ALIGN_START, cell_who },
		{ N_("till"), 5, ALIGN_NUMBER, cell_till },
		{ N_("what"), 0, ALIGN_START, cell_what },
		{ N_("amount"), 11, ALIGN_NUMBER, cell_amount },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = history->lines,
				      .n = history->n, .id = line_id };
}

/* Does it say what the line above says already? */
static bool is_same(const struct history_line *above, const struct history_row *row)
{
	int i = words_of(row->kind);

	return above->row.act == row->act && str_equal(above->row.kind, row->kind) && i >= 0 &&
	       words[i].is_one;
}

static int fold(struct history_line *lines, const struct history_row *rows, int n)
{
	int kept = 0;

	for (int i = 0; i < n; i++) {
		if (kept > 0 && is_same(&lines[kept - 1], &rows[i])) {
			lines[kept - 1].rows++;
			lines[kept - 1].row.amount_minor += rows[i].amount_minor;
		} else {
			lines[kept++] = (struct history_line){ rows[i], 1 };
		}
	}
	return kept;
}

static enum err load(struct history *history)
{
	struct history_row *rows = calloc(HISTORY_ROWS_MAX, sizeof *rows);
	struct history_line *lines = calloc(HISTORY_ROWS_MAX, sizeof *lines);
	struct table_source source;
	int n = 0;
	enum err err = rows != NULL && lines != NULL
			       ? history_load(history->till->app, history->bill,
					      history->till->staff.language, rows, &n)
			       : ERR_MEMORY;

	if (err == ERR_OK) {
		free(history->lines);
		history->lines = lines;
		history->n = fold(lines, rows, n);
		source = source_of(history);
		table_reload(&history->table, &source);
	} else {
		free(lines);
	}
	free(rows);
	return err;
}

/* --- the screen -------------------------------------------------------------------------- */

static void history_close(void *state)
{
	struct history *history = state;

	free(history->lines);
	free(history);
}

static enum err history_open(struct ui *ui, void *argument, void **ret_state)
{
	const struct screen_bill *bill = argument;
	struct history *history = calloc(1, sizeof *history);
	enum err err;

	(void)ui;
	if (history == NULL)
		return ERR_MEMORY;
	history->till = bill->till;
	history->bill = bill->bill;
	table_init(&history->table, true);
	err = load(history);
	if (err != ERR_OK) {
		history_close(history);
		return err;
	}
	*ret_state = history;
	return ERR_OK;
}

static void history_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct history *history = state;
	struct bill_head head;

	if (store_bill_head(history->till->app->db, history->bill, &head) != ERR_OK)
		return;
	text_format(into, size, tr(draw, "What was done to check %lld"), (long long)head.number);
}

static void history_draw(const struct draw *draw, struct canvas *canvas, struct area area,
			 void *state)
{
	struct history *history = state;
	struct table_source source = source_of(history);

	area.row++;
	area.rows--;
	area.columns--;
	table_draw(&history->table, &source, draw, canvas, area, true);
}

static enum err history_key(struct ui *ui, void *state, struct key key)
{
	struct history *history = state;
	struct table_source source = source_of(history);

	(void)ui;
	(void)table_key(&history->table, &source, key);
	return ERR_OK;
}

static void history_reload(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
}

static enum err leave(struct ui *ui, void *state)
{
	(void)state;
	ui_pop(ui);
	return ERR_OK;
}

static const struct action actions[] = {
	{ "lock", "F10", N_("Lock"), N_("Lock the till; everything stays as it is."), PERM_NONE,
	  NULL, till_lock_action },
	{ "history-leave", "Enter", N_("Back"), N_("Back to the check."), PERM_NONE, NULL, leave },
	{ 0 },
};

const struct screen_class screen_history = {
	.name = "history",
	.help_title = N_("What was done"),
	.actions = actions,
	.nothing_to_type = N_("The newest is at the end."),
	.open = history_open,
	.close = history_close,
	.title = history_title,
	.draw = history_draw,
	.key = history_key,
	.reload = history_reload,
};
