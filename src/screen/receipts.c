/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/receipts.c -- the receipts of this station, newest first: look at one, print it, print it
 * again as a duplicate, find one by its number.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "locale/catalog.h"
#include "screen/paper.h"
#include "screen/reopen.h"
#include "service/print.h"
#include "service/receipt.h"
#include "ui/entry.h"
#include "ui/table.h"

#define RECEIPTS_MAX 200

struct receipts {
	struct till *till;           /* first: the actions that screens share want it there */
	struct entry_line entry;
	struct table table;
	struct paper_line lines[RECEIPTS_MAX];
	int n;
	int64_t newest;              /* the list begins at this number; 0: at the last */
	struct paper_printing printing;
	struct reopening reopening;
};

/* --- the list ---------------------------------------------------------------------------- */

static const struct paper_line *line_at(const void *rows, int row)
{
	return &((const struct receipts *)rows)->lines[row];
}

static void cell_number(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	(void)draw;
	(void)style;
	receipt_number(&line_at(rows, row)->paper, into, size);
}

static void cell_at(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		    enum style *style)
{
	char text[DATE_TEXT_SIZE];

	(void)style;
	str_copy(into, size, date_moment_text(draw->zone, draw->catalog, &draw->number,
					      line_at(rows, row)->at_unix_ms, text));
}

static void cell_place(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	const struct paper_line *line = line_at(rows, row);

	(void)style;
	if (line->table_number != 0)
		text_format(into, size, tr(draw, "table %lld, part %lld"),
			    (long long)line->table_number, (long long)line->part_no);
	else if (line->name[0] != '\0')
		text_format(into, size, tr(draw, "%s, part %lld"), line->name,
			    (long long)line->part_no);
	else
		text_format(into, size, tr(draw, "check %lld, part %lld"),
			    (long long)line->bill_number, (long long)line->part_no);
}

/* What was refunded of it. */
static void cell_back(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	int64_t back_minor = line_at(rows, row)->refunded_minor;
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_LATE;
	if (back_minor != 0)
		str_copy(into, size, draw_money(draw, back_minor, money));
}

static void cell_total(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size, draw_money(draw, line_at(rows, row)->total_minor, money));
}

static void cell_copies(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	int64_t copies = line_at(rows, row)->copies;

	if (copies == 0) {
		*style = STYLE_BILLED;
		str_copy(into, size, tr(draw, "not printed"));
	} else if (copies == 1) {
		str_copy(into, size, tr(draw, "printed"));
	} else {
		text_format(into, size,
			    draw_plural(draw, "%lld duplicate", "%lld duplicates", copies - 1),
			    (long long)copies - 1);
	}
}

static int64_t line_id(const void *rows, int row)
{
	return line_at(rows, row)->paper.id;
}

static struct table_source source_of(const struct receipts *receipts)
{
	static const struct table_column columns[] = {
		{ N_("receipt"), 10, ALIGN_START, cell_number },
		{ N_("issued"), 15, ALIGN_START, cell_at },
		{ N_("for"), 0, ALIGN_START, cell_place },
		{ N_("total"), 10, ALIGN_NUMBER, cell_total },
		{ N_("back"), 8, ALIGN_NUMBER, cell_back },
		{ N_("paper"), 13, ALIGN_START, cell_copies },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = receipts, .n = receipts->n,
				      .id = line_id };
}

/* A sale without a name has that of its kind, in the language of who began it. */
static void name_walk_in(struct paper_line *line, const char *theirs, const char *ours)
{
	size_t len = strlen(theirs);
	const char *rest = line->name + len;
	char name[sizeof line->name];

	if (strncmp(line->name, theirs, len) != 0 || (rest[0] != '\0' && rest[0] != ' '))
		return;
	str_format(name, sizeof name, "%s%s", ours, rest);
	str_copy(line->name, sizeof line->name, name);
}

static void name_walk_ins(struct receipts *receipts)
{
	static const char *const languages[] = { "en", "ar", "fa" };
	const char *ours = tr(ui_draw(receipts->till->ui), "Walk-in");

	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
		struct catalog *catalog = till_catalog(languages[l]);

		for (int i = 0; i < receipts->n; i++)
			if (receipts->lines[i].table_number == 0)
				name_walk_in(&receipts->lines[i],
					     catalog_text(catalog, "Walk-in"), ours);
		catalog_close(catalog);
	}
}

static enum err load(struct receipts *receipts)
{
	struct app *app = receipts->till->app;
	struct table_source source;
	enum err err = store_paper_lines(app->db, app->station, receipts->newest, receipts->lines,
					 RECEIPTS_MAX, &receipts->n);

	if (err != ERR_OK)
		return err;
	name_walk_ins(receipts);
	source = source_of(receipts);
	table_reload(&receipts->table, &source);
	return ERR_OK;
}

static const struct paper_line *selected(const struct receipts *receipts)
{
	int row = receipts->table.selected;

	return row >= 0 && row < receipts->n ? &receipts->lines[row] : NULL;
}

/* --- what the keys do -------------------------------------------------------------------- */

static enum err show(struct ui *ui, struct receipts *receipts)
{
	const struct paper_line *line = selected(receipts);
	char title[96], number[PAPER_NUMBER_SIZE], mark[32];
	struct document *document;
	struct paper_row row;
	enum err err;

	if (line == NULL)
		return ERR_NOT_FOUND;
	err = receipt_load(receipts->till->app->db, line->paper.id, &row, &document);
	if (err != ERR_OK)
		return err;
	text_format(title, sizeof title, tr(ui_draw(ui), "Receipt %s, as it would print now"),
		    receipt_number(&row, number, sizeof number));
	return paper_look(receipts->till, title, document,
			  receipt_mark(line->copies, mark, sizeof mark));
}

/* "123", or "3-000123" as printed when it is of this station. */
static bool parse_number(const struct receipts *receipts, int64_t *ret_number)
{
	char text[EDIT_TEXT_SIZE], station[16];
	const char *digits = entry_text(&receipts->entry, text);
	size_t len = 0;

	str_format(station, sizeof station, "%d-", receipts->till->app->station);
	while (station[len] != '\0' && digits[len] == station[len])
		len++;
	if (station[len] == '\0')
		digits += len;
	return str_int64(digits, ret_number) && *ret_number > 0;
}

static enum err find(struct ui *ui, struct receipts *receipts)
{
	int64_t number, before = receipts->newest;
	struct table_source source;
	enum err err;

	if (!parse_number(receipts, &number))
		return ERR_SYNTAX;
	receipts->newest = number;
	err = load(receipts);
	if (err == ERR_OK && (receipts->n == 0 || receipts->lines[0].paper.number != number))
		err = ERR_NOT_FOUND;
	if (err != ERR_OK) {
		receipts->newest = before;
		(void)load(receipts);
		if (err == ERR_NOT_FOUND)
			ui_error(ui, tr(ui_draw(ui), "This till has issued no receipt %lld."),
				 (long long)number);
		return err;
	}
	entry_clear(&receipts->entry);
	source = source_of(receipts);
	table_select(&receipts->table, &source, 0);
	return show(ui, receipts);
}

static enum err take(struct ui *ui, void *state)
{
	struct receipts *receipts = state;

	return entry_is_empty(&receipts->entry) ? show(ui, receipts) : find(ui, receipts);
}

static bool has_selected(const void *state)
{
	return selected(state) != NULL;
}

static enum err print(struct ui *ui, void *state)
{
	struct receipts *receipts = state;

	(void)ui;
	return paper_print(&receipts->printing, receipts->till, selected(receipts)->paper.id, NULL);
}

static enum err refund(struct ui *ui, void *state)
{
	struct receipts *receipts = state;
	const struct paper_row *paper = &selected(receipts)->paper;
	struct screen_part part = { receipts->till, paper->bill, paper->part };

	return ui_push(ui, &screen_refund, &part);
}

static enum err reopen(struct ui *ui, void *state)
{
	struct receipts *receipts = state;

	return reopen_bill(ui, &receipts->reopening, receipts->till,
			   selected(receipts)->paper.bill);
}

static enum err find_any(struct ui *ui, void *state)
{
	return ui_push(ui, &screen_find, ((struct receipts *)state)->till);
}

static bool is_stuck(const void *state)
{
	const struct print *print = ((const struct receipts *)state)->till->print;

	return print != NULL && print_waiting(print) > 0;
}

static enum err try_printer(struct ui *ui, void *state)
{
	struct print *print = ((struct receipts *)state)->till->print;

	print_wake(print);
	ui_say(ui, "%s", tr(ui_draw(ui), "The printer is tried again."));
	return print_step(print);
}

static enum err go_newest(struct ui *ui, void *state)
{
	struct receipts *receipts = state;
	struct table_source source;
	enum err err;

	(void)ui;
	receipts->newest = 0;
	err = load(receipts);
	if (err != ERR_OK)
		return err;
	source = source_of(receipts);
	table_select(&receipts->table, &source, 0);
	return ERR_OK;
}

static const struct action actions[] = {
	{ "receipt-show", "Enter", N_("Show"),
	  N_("Show the receipt as it would print; with a number typed, find that one first."),
	  PERM_NONE, NULL, take },
	{ "receipt-print", "F2", N_("Print"),
	  N_("Print the receipt; after the first time as a marked duplicate, with a reason."),
	  PERM_REPRINT, has_selected, print },
	{ "receipt-newest", "F3", N_("Newest"), N_("Back to the newest receipts."), PERM_NONE,
	  NULL, go_newest },
	{ "receipt-find", "F4", N_("Find"),
	  N_("Find a sale of any till: by card, amount, date, code or receipt."), PERM_NONE, NULL,
	  find_any },
	{ "receipt-refund", "F6", N_("Refund"),
	  N_("Give money back for the receipt: lines of it, an amount, or all."), PERM_REFUND,
	  has_selected, refund },
	{ "receipt-reopen", "F7", NULL,
	  N_("Open the check of the receipt again, with a reason and approval: what was paid "
	     "stays, what is rung now is a new part. Without anything new, Esc leaves it closed."),
	  PERM_NONE, has_selected, reopen },
	{ "printer-again", "F5", N_("Try printer"),
	  N_("Try at once to print the papers that wait."), PERM_NONE, is_stuck, try_printer },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct receipts *receipts = calloc(1, sizeof *receipts);
	enum err err;

	(void)ui;
	if (receipts == NULL)
		return ERR_MEMORY;
	receipts->till = argument;
	entry_init(&receipts->entry, N_("number of a receipt, then ↵"));
	receipts->entry.edit.base = TEXT_LTR;
	table_init(&receipts->table, false);
	err = load(receipts);
	if (err != ERR_OK) {
		free(receipts);
		return err;
	}
	*ret_state = receipts;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	(void)state;
	str_copy(into, size, tr(draw, "Receipts of this till"));
}

/* What the printer says when papers wait. */
static void draw_printer(const struct draw *draw, struct canvas *canvas, struct area area,
			 const struct print *print)
{
	char text[256];

	if (print == NULL || print_waiting(print) == 0)
		return;
	if (print_problem(print)[0] != '\0')
		text_format(text, sizeof text, tr(draw, "printer: %s, %lld waiting"),
			    print_problem(print), (long long)print_waiting(print));
	else
		text_format(text, sizeof text, tr(draw, "printer: %lld waiting"),
			    (long long)print_waiting(print));
	canvas_text(canvas, area.row + area.rows - 1, 1, area.columns - 2, ALIGN_START, STYLE_LATE,
		    text);
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct receipts *receipts = state;
	struct table_source source = source_of(receipts);

	table_draw_or(&receipts->table, &source, draw, canvas,
		      (struct area){ area.row + 1, area.x, area.rows - 3, area.columns },
		      STYLE_DIM, tr(draw, "No receipt was issued at this till yet."));
	draw_printer(draw, canvas, area, receipts->till->print);
}

static struct entry_line *entry(void *state)
{
	return &((struct receipts *)state)->entry;
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct receipts *receipts = state;
	struct table_source source = source_of(receipts);

	(void)ui;
	table_key(&receipts->table, &source, key);
	return ERR_OK;
}

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
}

const struct screen_class screen_receipts = {
	.name = "receipts",
	.help_title = N_("Receipts"),
	.actions = actions,
	.open = open_screen,
	.close = free,
	.title = title,
	.draw = draw_screen,
	.entry = entry,
	.key = key,
	.reload = reload,
};
