/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/transfer.c -- lines go from a check to another: mark them, then say where.
 */
#include <stdlib.h>

#include "base/str.h"
#include "screen/check.h"
#include "service/bill_split.h"
#include "ui/prompt.h"
#include "ui/text.h"

#define NAME_LIMIT 40

/* A line, and how many pieces of it go; 0: none. */
struct transfer_line {
	struct check_line line;
	int64_t quantity;
};

struct transfer {
	struct till *till;           /* first: the actions that screens share want it there */
	struct check *check;         /* below on the stack */
	struct table table;
	struct transfer_line *lines;
	int n;
};

/* --- the list ---------------------------------------------------------------------------- */

static const struct transfer_line *line_at(const void *rows, int row)
{
	return (const struct transfer_line *)rows + row;
}

static void cell_mark(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct transfer_line *line = line_at(rows, row);
	char number[NUMBER_TEXT_SIZE];

	*style = STYLE_BILLED;
	if (line->quantity > 0)
		str_copy(into, size, number_code(&draw->number, line->quantity, number));
}

static void cell_quantity(const struct draw *draw, const void *rows, int row, char *into,
			  size_t size, enum style *style)
{
	char number[NUMBER_TEXT_SIZE];

	(void)style;
	str_copy(into, size,
		 number_code(&draw->number, line_at(rows, row)->line.item.quantity, number));
}

static void cell_seat(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	int64_t seat = line_at(rows, row)->line.item.seat;
	char number[NUMBER_TEXT_SIZE];

	*style = STYLE_ECHO;
	if (seat > 0)
		str_copy(into, size, number_code(&draw->number, seat, number));
}

static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)style;
	check_line_text(draw, &line_at(rows, row)->line, into, size);
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size,
		 draw_money(draw, line_at(rows, row)->line.item.amount_minor, money));
}

static int64_t line_id(const void *rows, int row)
{
	return line_at(rows, row)->line.item.line;
}

static struct table_source source_of(const struct transfer *transfer)
{
	static const struct table_column columns[] = {
		{ N_("goes"), 5, ALIGN_NUMBER, cell_mark },
		{ N_("of"), 4, ALIGN_NUMBER, cell_quantity },
		{ N_("seat"), 4, ALIGN_NUMBER, cell_seat },
		{ N_("item"), 0, ALIGN_START, cell_name },
		{ N_("amount"), 11, ALIGN_NUMBER, cell_amount },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = transfer->lines,
				      .n = transfer->n, .id = line_id };
}

/* --- marking ----------------------------------------------------------------------------- */

static struct transfer_line *selected(struct transfer *transfer)
{
	int row = transfer->table.selected;

	return row >= 0 && row < transfer->n ? &transfer->lines[row] : NULL;
}

static void mark_by(struct transfer *transfer, int64_t by)
{
	struct transfer_line *line = selected(transfer);

	if (line != NULL && line->quantity + by >= 0 &&
	    line->quantity + by <= line->line.item.quantity)
		line->quantity += by;
}

/* All of the line, or none of it; then the next one. */
static enum err mark(struct ui *ui, void *state)
{
	struct transfer *transfer = state;
	struct transfer_line *line = selected(transfer);
	struct table_source source = source_of(transfer);

	(void)ui;
	if (line == NULL)
		return ERR_OK;
	line->quantity = line->quantity > 0 ? 0 : line->line.item.quantity;
	if (transfer->table.selected + 1 < transfer->n)
		table_select(&transfer->table, &source, transfer->table.selected + 1);
	return ERR_OK;
}

static enum err more(struct ui *ui, void *state)
{
	(void)ui;
	mark_by(state, 1);
	return ERR_OK;
}

static enum err less(struct ui *ui, void *state)
{
	(void)ui;
	mark_by(state, -1);
	return ERR_OK;
}

/* All lines of the seat of the selected one. */
static enum err mark_seat(struct ui *ui, void *state)
{
	struct transfer *transfer = state;
	const struct transfer_line *line = selected(transfer);

	(void)ui;
	for (int i = 0; line != NULL && i < transfer->n; i++)
		if (transfer->lines[i].line.item.seat == line->line.item.seat)
			transfer->lines[i].quantity = transfer->lines[i].line.item.quantity;
	return ERR_OK;
}

/* --- going ------------------------------------------------------------------------------- */

static int gather(const struct transfer *transfer, int64_t *lines, int64_t *quantities)
{
	int n = 0;

	for (int i = 0; i < transfer->n; i++) {
		if (transfer->lines[i].quantity == 0)
			continue;
		lines[n] = transfer->lines[i].line.item.line;
		quantities[n++] = transfer->lines[i].quantity;
	}
	return n;
}

static enum err go_run(struct check *check)
{
	return bill_transfer_lines(check->till->app, &check->act, check->going.lines,
				   check->going.quantities, check->going.n, check->with.line);
}

static enum err go_done(struct ui *ui, struct check *check)
{
	char money[NUMBER_TEXT_SIZE];

	ui_pop_to(ui, &screen_check);
	ui_say(ui, tr(ui_draw(ui), "Gone to %s. Due here now: %s."), check->with.name,
	       draw_money(ui_draw(ui), check->view.due_minor, money));
	return ERR_OK;
}

/* A free table gets a check of its own for them. */
static enum err open_there(struct ui *ui, struct check *check, const char *text, int64_t *ret_bill)
{
	struct grammar said = grammar_read(text);
	struct act act = till_act(check->till, 0, -1);
	bool is_table = said.kind == GRAMMAR_TABLE ||
			(said.kind == GRAMMAR_CODE && !said.has_quantity);
	enum err err;

	if (!is_table)
		return ERR_NOT_FOUND;
	err = bill_open(check->till->app, &act, said.number, "", 0, ret_bill);
	if (err == ERR_NOT_FOUND)
		ui_error(ui, tr(ui_draw(ui), "There is no table %lld."), (long long)said.number);
	return err == ERR_EXISTS ? ERR_OK : err;
}

static enum err typed(struct ui *ui, void *arg, const char *text)
{
	static const struct check_wish wish = { .run = go_run, .done = go_done };
	struct transfer *transfer = arg;
	struct check *check = transfer->check;
	int64_t other = 0;
	enum err err = check_find_other(ui, check, text, &other);

	if (err == ERR_NOT_FOUND)
		err = open_there(ui, check, text, &other);
	if (err != ERR_OK)
		return err;
	check->going.n = gather(transfer, check->going.lines, check->going.quantities);
	check->with = (struct check_with){ .line = other };
	check_other_name(ui_draw(ui), check, other, check->with.name, sizeof check->with.name);
	return check_do_other(ui, check, &wish);
}

static enum err go(struct ui *ui, void *state)
{
	const struct draw *draw = ui_draw(ui);
	struct prompt_line line = { .title = tr(draw, "To which check?"),
				    .label = tr(draw, "Table, or name"), .limit = NAME_LIMIT };
	struct transfer *transfer = state;
	int64_t n = 0;

	for (int i = 0; i < transfer->n; i++)
		n += transfer->lines[i].quantity;
	if (n > 0)
		return prompt_text(ui, &line, typed, transfer);
	ui_error(ui, "%s", tr(draw, "Nothing is marked yet: Space marks a line."));
	return ERR_STATE;
}

/* --- the screen -------------------------------------------------------------------------- */

static void transfer_close(void *state)
{
	struct transfer *transfer = state;

	free(transfer->lines);
	free(transfer);
}

static int64_t marked_of(const struct transfer *transfer, const struct bill_item *item)
{
	for (int i = 0; i < transfer->n; i++)
		if (transfer->lines[i].line.item.line == item->line)
			return transfer->lines[i].quantity < item->quantity
				       ? transfer->lines[i].quantity
				       : item->quantity;
	return 0;
}

/* Takes the lines of the check over; what was marked stays so. */
static enum err load(struct transfer *transfer)
{
	const struct check *check = transfer->check;
	struct transfer_line *lines = calloc((size_t)check->n_lines + 1, sizeof *lines);
	struct table_source source;
	int n = 0;

	if (lines == NULL)
		return ERR_MEMORY;
	for (int i = 0; i < check->n_lines && n < CHECK_GOING_MAX; i++)
		if (!check->lines[i].item.is_discount) {
			lines[n].line = check->lines[i];
			lines[n++].quantity = marked_of(transfer, &check->lines[i].item);
		}
	free(transfer->lines);
	transfer->lines = lines;
	transfer->n = n;
	source = source_of(transfer);
	table_reload(&transfer->table, &source);
	return ERR_OK;
}

static enum err transfer_open(struct ui *ui, void *argument, void **ret_state)
{
	struct check *check = argument;
	struct transfer *transfer = calloc(1, sizeof *transfer);
	enum err err;

	(void)ui;
	if (transfer == NULL)
		return ERR_MEMORY;
	transfer->till = check->till;
	transfer->check = check;
	table_init(&transfer->table, false);
	err = load(transfer);
	if (err != ERR_OK) {
		free(transfer);
		return err;
	}
	*ret_state = transfer;
	return ERR_OK;
}

static void transfer_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct transfer *transfer = state;
	char name[BILL_NAME_SIZE + 16];

	check_name(draw, transfer->check, name, sizeof name);
	text_format(into, size, tr(draw, "%s · what goes to another check"), name);
}

static void transfer_draw(const struct draw *draw, struct canvas *canvas, struct area area,
			  void *state)
{
	struct transfer *transfer = state;
	struct table_source source = source_of(transfer);

	area.row++;
	area.rows--;
	area.columns--;
	table_draw(&transfer->table, &source, draw, canvas, area, true);
}

static enum err transfer_key(struct ui *ui, void *state, struct key key)
{
	struct transfer *transfer = state;
	struct table_source source = source_of(transfer);

	(void)ui;
	(void)table_key(&transfer->table, &source, key);
	return ERR_OK;
}

/* The check below was read again. */
static void transfer_reload(struct ui *ui, void *state)
{
	ui_error_code(ui, load(state));
}

static const struct action actions[] = {
	{ "transfer-mark", "Space", N_("Mark"), N_("Mark the line whole, or not at all."),
	  PERM_NONE, NULL, mark },
	{ "transfer-more", "+", N_("More"), N_("One piece more of the line goes."), PERM_NONE,
	  NULL, more },
	{ "transfer-less", "-", N_("Less"), N_("One piece less of the line goes."), PERM_NONE, NULL,
	  less },
	{ "transfer-seat", "s", N_("Seat"), N_("Mark all lines of this seat."), PERM_NONE, NULL,
	  mark_seat },
	{ "transfer-go", "Enter", N_("Go"), N_("Say to which check the marked lines go."),
	  PERM_SELL, NULL, go },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ 0 },
};

const struct screen_class screen_transfer = {
	.name = "transfer",
	.help_title = N_("Lines to another check"),
	.actions = actions,
	.nothing_to_type = N_("Space marks, + and - for some of it, ↵ says where."),
	.open = transfer_open,
	.close = transfer_close,
	.title = transfer_title,
	.draw = transfer_draw,
	.key = transfer_key,
	.reload = transfer_reload,
};
