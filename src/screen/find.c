/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/find.c -- a sale by any clue: four digits of the card, an amount, a day, an authorization
 * code, a receipt's number, in any order; from there its receipt and its refund.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "screen/paper.h"
#include "screen/payments.h"
#include "service/receipt.h"
#include "service/work.h"
#include "ui/entry.h"
#include "ui/table.h"

#define FIND_MAX 200
#define LAST_FOUR 4
#define DATE_LENGTH 10           /* 2026-11-21 */

struct find {
	struct till *till;           /* first: the actions that screens share want it there */
	struct entry_line entry;
	struct table table;
	struct store_clue clue;
	enum err clue_err;
	struct store_found rows[FIND_MAX];
	char place[FIND_MAX][96];
	int n;
	bool has_looked;
};

/* --- what was typed ---------------------------------------------------------------------- */

static size_t digits(const char *word)
{
	size_t n = 0;

	while (word[n] >= '0' && word[n] <= '9')
		n++;
	return n;
}

/* "3-000123" */
static bool read_receipt(const char *word, struct store_clue *clue)
{
	char station[8];
	size_t len = digits(word);
	int64_t number;

	if (len == 0 || len >= sizeof station || word[len] != '-' ||
	    word[len + 1 + digits(word + len + 1)] != '\0')
		return false;
	str_format(station, sizeof station, "%.*s", (int)len, word);
	if (!str_int64(station, &number) || !str_int64(word + len + 1, &clue->number))
		return false;
	clue->station = (int)number;
	return true;
}

/* "2026-11-21" */
static bool read_date(const char *word, struct store_clue *clue)
{
	return strlen(word) == DATE_LENGTH && word[4] == '-' && word[7] == '-' &&
	       clock_date_parse(word, &clue->date);
}

/* Letters and digits, at least five: an authorization code. */
static bool read_code(const char *word, struct store_clue *clue)
{
	size_t len = strlen(word);

	if (len <= LAST_FOUR || len >= sizeof clue->code)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!((word[i] >= '0' && word[i] <= '9') || (word[i] >= 'a' && word[i] <= 'z') ||
		      (word[i] >= 'A' && word[i] <= 'Z')))
			return false;
	for (size_t i = 0; i <= len; i++)
		clue->code[i] = word[i] >= 'a' && word[i] <= 'z' ? (char)(word[i] - 'a' + 'A')
								  : word[i];
	return true;
}

/* One word of what was typed.  Four digits are a card's; 2550.00 is an amount. */
static enum err read_word(const struct find *find, const char *word, struct store_clue *clue)
{
	const struct number_style *style = &ui_draw(find->till->ui)->number;

	if (read_date(word, clue) || read_receipt(word, clue))
		return ERR_OK;
	if (strlen(word) == LAST_FOUR && digits(word) == LAST_FOUR) {
		str_copy(clue->last_four, sizeof clue->last_four, word);
		return ERR_OK;
	}
	if (read_code(word, clue))
		return ERR_OK;
	return money_parse(word, find->till->app->property.exponent, style->decimal,
			   style->group, &clue->amount_minor);
}

static enum err read_clue(const struct find *find, struct store_clue *ret_clue)
{
	char text[EDIT_TEXT_SIZE], word[EDIT_TEXT_SIZE];
	struct store_clue clue = { 0 };
	const char *at = entry_text(&find->entry, text);
	enum err err = ERR_OK;

	while (err == ERR_OK && *at != '\0') {
		size_t len = strcspn(at, " ");

		str_format(word, sizeof word, "%.*s", (int)len, at);
		if (len > 0)
			err = read_word(find, word, &clue);
		at += len + (at[len] == ' ');
	}
	if (err == ERR_OK)
		*ret_clue = clue;
	return err;
}

/* "card 4242 · 28.30 · 2026-11-21": what the words are taken for. */
static void echo_clue(struct find *find)
{
	const struct draw *draw = ui_draw(find->till->ui);
	const struct store_clue *clue = &find->clue;
	char echo[ENTRY_ECHO_SIZE] = "", part[64], money[NUMBER_TEXT_SIZE], day[CLOCK_DATE_SIZE];
	size_t len;

	if (clue->last_four[0] != '\0') {
		text_format(part, sizeof part, tr(draw, "card %s"), clue->last_four);
		str_format(echo, sizeof echo, "%s  ", part);
	}
	if (clue->code[0] != '\0') {
		text_format(part, sizeof part, tr(draw, "code %s"), clue->code);
		len = strlen(echo);
		str_format(echo + len, sizeof echo - len, "%s  ", part);
	}
	if (clue->amount_minor != 0) {
		len = strlen(echo);
		str_format(echo + len, sizeof echo - len, "%s  ",
			   draw_money(draw, clue->amount_minor, money));
	}
	if (clue->date != 0) {
		len = strlen(echo);
		str_format(echo + len, sizeof echo - len, "%s  ",
			   clock_date_text(clue->date, day));
	}
	if (clue->number != 0) {
		text_format(part, sizeof part, tr(draw, "receipt %lld of till %d"),
			    (long long)clue->number, clue->station);
		len = strlen(echo);
		str_format(echo + len, sizeof echo - len, "%s", part);
	}
	entry_echo(&find->entry, echo, NULL);
}

static void changed(struct ui *ui, void *state)
{
	struct find *find = state;

	entry_echo(&find->entry, NULL, NULL);
	if (entry_is_empty(&find->entry))
		return;
	find->clue = (struct store_clue){ 0 };
	find->clue_err = read_clue(find, &find->clue);
	if (find->clue_err == ERR_OK)
		echo_clue(find);
	else
		entry_echo(&find->entry, tr(ui_draw(ui), err_text(find->clue_err)), NULL);
}

/* --- the list ---------------------------------------------------------------------------- */

static const struct store_found *row_at(const void *rows, int row)
{
	return &((const struct find *)rows)->rows[row];
}

static void cell_day(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	char day[CLOCK_DATE_SIZE];

	(void)draw;
	(void)style;
	text_ltr(into, size, clock_date_text(row_at(rows, row)->business_date, day));
}

static void cell_place(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, ((const struct find *)rows)->place[row]);
}

static void cell_receipt(const struct draw *draw, const void *rows, int row, char *into,
			 size_t size, enum style *style)
{
	const struct store_found *found = row_at(rows, row);
	struct paper_row paper = { .station = found->station, .number = found->number };

	if (found->paper != 0) {
		receipt_number(&paper, into, size);
		return;
	}
	*style = STYLE_DIM;
	str_copy(into, size, tr(draw, "not closed"));
}

static void cell_card(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct store_found *found = row_at(rows, row);

	(void)draw;
	(void)style;
	if (found->payment != 0)
		str_format(into, size, "%s %s", found->brand, found->last_four);
}

static void cell_code(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	*style = STYLE_DIM;
	text_ltr(into, size, row_at(rows, row)->code);
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size, draw_money(draw, row_at(rows, row)->amount_minor, money));
}

static struct table_source source_of(const struct find *find)
{
	static const struct table_column columns[] = {
		{ N_("day"), 10, ALIGN_START, cell_day },
		{ N_("where"), 0, ALIGN_START, cell_place },
		{ N_("receipt"), 11, ALIGN_START, cell_receipt },
		{ N_("card"), 16, ALIGN_START, cell_card },
		{ N_("code"), 9, ALIGN_START, cell_code },
		{ N_("amount"), 11, ALIGN_NUMBER, cell_amount },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = find, .n = find->n };
}

static enum err look(struct find *find)
{
	const struct draw *draw = ui_draw(find->till->ui);
	struct table_source source;
	enum err err = work_find(find->till->app, &find->clue, find->rows, FIND_MAX, &find->n);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < find->n; i++) {
		struct payment_row of = { .bill = find->rows[i].bill, .part = find->rows[i].part };

		payments_place(draw, find->till, &of, find->place[i], sizeof find->place[i]);
	}
	find->has_looked = true;
	source = source_of(find);
	table_init(&find->table, false);
	table_reload(&find->table, &source);
	return ERR_OK;
}

/* --- keys -------------------------------------------------------------------------------- */

static const struct store_found *selected(const struct find *find)
{
	int row = find->table.selected;

	return row >= 0 && row < find->n ? &find->rows[row] : NULL;
}

static enum err show(struct ui *ui, struct find *find)
{
	const struct store_found *found = selected(find);
	char title[96], number[PAPER_NUMBER_SIZE];
	struct document *document;
	struct paper_row row;
	enum err err;

	if (found == NULL || found->paper == 0)
		return ERR_NOT_FOUND;
	err = receipt_load(find->till->app->db, found->paper, &row, &document);
	if (err != ERR_OK)
		return err;
	text_format(title, sizeof title, tr(ui_draw(ui), "Receipt %s"),
		    receipt_number(&row, number, sizeof number));
	return paper_look(find->till, title, document, NULL);
}

static enum err take(struct ui *ui, void *state)
{
	struct find *find = state;
	enum err err;

	if (entry_is_empty(&find->entry))
		return show(ui, find);
	if (find->clue_err != ERR_OK)
		return find->clue_err;
	err = look(find);
	if (err != ERR_OK)
		return err;
	entry_clear(&find->entry);
	if (find->n == 0)
		ui_say(ui, "%s", tr(ui_draw(ui), "Nothing fits. Fewer clues find more."));
	else
		ui_say(ui, draw_plural(ui_draw(ui), "%lld sale fits.", "%lld sales fit.", find->n),
		       (long long)find->n);
	return ERR_OK;
}

static bool has_row(const void *state)
{
	return selected(state) != NULL;
}

static enum err refund(struct ui *ui, void *state)
{
	struct find *find = state;
	struct screen_part part = { find->till, selected(find)->bill, selected(find)->part };

	return ui_push(ui, &screen_refund, &part);
}

static const struct action actions[] = {
	{ "find-take", "Enter", N_("Find"),
	  N_("Find what fits all that was typed: four digits of a card, 28.30, 2026-11-21, an "
	     "authorization code, 3-000123. Without anything typed, show the receipt."),
	  PERM_NONE, NULL, take },
	{ "find-refund", "F6", N_("Refund"),
	  N_("Give money back for the selected sale: lines of it, an amount, or all."), PERM_REFUND,
	  has_row, refund },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct find *find = calloc(1, sizeof *find);

	(void)ui;
	if (find == NULL)
		return ERR_MEMORY;
	find->till = argument;
	entry_init(&find->entry, N_("last four, amount, date, code, receipt"));
	find->entry.edit.base = TEXT_LTR;
	table_init(&find->table, false);
	*ret_state = find;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	(void)state;
	str_copy(into, size, tr(draw, "Find a sale"));
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct find *find = state;
	struct table_source source = source_of(find);
	struct area box = { area.row + 2, 2, area.rows - 3, area.columns - 4 };

	if (find->n > 0)
		table_draw(&find->table, &source, draw, canvas,
			   (struct area){ area.row + 1, area.x, area.rows - 2, area.columns },
			   true);
	else
		payments_paragraph(canvas, box, STYLE_DIM,
				   find->has_looked
					   ? tr(draw, "Nothing fits.")
					   : tr(draw, "Type what is known in any order: 4242 "
						      "28.30 2026-11-21. A sale without a card "
						      "is found by its total, day or number."));
}

static struct entry_line *entry(void *state)
{
	return &((struct find *)state)->entry;
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct find *find = state;
	struct table_source source = source_of(find);

	(void)ui;
	(void)table_key(&find->table, &source, key);
	return ERR_OK;
}

const struct screen_class screen_find = {
	.name = "find",
	.help_title = N_("Find a sale"),
	.actions = actions,
	.open = open_screen,
	.close = free,
	.title = title,
	.draw = draw_screen,
	.entry = entry,
	.changed = changed,
	.key = key,
};
