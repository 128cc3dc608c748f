/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_data.c -- the bill as lines, the departments' totals, and what the entry line means.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "screen/check.h"
#include "screen/price.h"
#include "service/bill_words.h"
#include "ui/text.h"

void check_free(struct check *check)
{
	if (check == NULL)
		return;
	bill_view_done(&check->view);
	free(check->lines);
	free(check);
}

static int64_t line_id(const void *rows, int row)
{
	return ((const struct check_line *)rows)[row].item.line;
}

/* "2", "2h" while it is held, "2+" or "+" while the kitchen does not know of it. */
static void cell_course(const struct draw *draw, const void *rows, int row, char *into, size_t size,
			enum style *style)
{
	const struct check_line *line = (const struct check_line *)rows + row;
	char number[NUMBER_TEXT_SIZE] = " ";

	if (line->item.is_discount)
		return;
	*style = line->is_new ? STYLE_BUSY : line->is_held ? STYLE_BILLED : STYLE_DIM;
	if (line->item.course > 0)
		number_code(&draw->number, line->item.course, number);
	str_format(into, size, "%s%s", number, line->is_new ? "+" : line->is_held ? "h" : " ");
}

static void cell_seat(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct check_line *line = (const struct check_line *)rows + row;
	char number[NUMBER_TEXT_SIZE];

	*style = STYLE_ECHO;
	if (!line->item.is_discount && line->item.seat > 0)
		str_copy(into, size, number_count(&draw->number, line->item.seat, number));
}

static void cell_quantity(const struct draw *draw, const void *rows, int row, char *into,
			  size_t size, enum style *style)
{
	const struct check_line *line = (const struct check_line *)rows + row;
	char number[NUMBER_TEXT_SIZE];

	(void)style;
	if (!line->item.is_discount)
		str_copy(into, size, number_code(&draw->number, line->item.quantity, number));
}

/* Adds a word to a line of them. */
static void add_word(char *into, size_t size, const char *word)
{
	size_t used = strlen(into);

	if (word[0] != '\0')
		str_format(into + used, size - used, "%s%s", used > 0 ? " · " : "", word);
}

void check_line_text(const struct draw *draw, const struct check_line *line, char *into,
		     size_t size)
{
	char money[NUMBER_TEXT_SIZE] = "";

	into[0] = '\0';
	if (line->item.is_discount && line->item.name[0] != '\0') {
		str_copy(into, size, line->item.name);
		return;
	}
	if (line->item.is_discount && line->item.rate_ppm > 0) {
		text_format(into, size, tr(draw, "Discount %s %%"),
			    number_percent(&draw->number, line->item.rate_ppm, money));
		return;
	}
	if (line->item.is_discount) {
		str_copy(into, size, tr(draw, "Discount"));
		return;
	}
	if (line->item.discount_minor > 0)
		draw_money(draw, -line->item.discount_minor, money);
	add_word(into, size, line->allergies);
	add_word(into, size, line->item.name);
	add_word(into, size, money);
	add_word(into, size, line->item.choices);
	add_word(into, size, line->note);
	add_word(into, size, line->item.discount_minor > 0 ? line->item.off_name : "");
}

static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct check_line *line = (const struct check_line *)rows + row;

	if (line->item.is_discount)
		*style = STYLE_BUSY;
	else if (line->allergies[0] != '\0')
		*style = STYLE_LATE;
	check_line_text(draw, line, into, size);
}

static void cell_price(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	const struct check_line *line = (const struct check_line *)rows + row;
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_DIM;
	if (!line->item.is_discount && line->item.quantity != 1)
		str_copy(into, size, draw_money(draw, line->item.unit_minor, money));
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	const struct check_line *line = (const struct check_line *)rows + row;
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size,
		 draw_money(draw,
			    line->item.is_discount ? -line->item.taken_minor
						   : line->item.amount_minor,
			    money));
}

struct table_source check_source(const struct check *check, bool is_wide)
{
	static const struct table_column narrow[] = {
		{ N_("co"), 2, ALIGN_START, cell_course },
		{ N_("seat"), 4, ALIGN_NUMBER, cell_seat },
		{ N_("qty"), 4, ALIGN_NUMBER, cell_quantity },
		{ N_("item"), 0, ALIGN_START, cell_name },
		{ N_("amount"), 10, ALIGN_NUMBER, cell_amount },
		{ .cell = NULL },
	};
	static const struct table_column wide[] = {
		{ N_("co"), 2, ALIGN_START, cell_course },
		{ N_("seat"), 4, ALIGN_NUMBER, cell_seat },
		{ N_("qty"), 4, ALIGN_NUMBER, cell_quantity },
		{ N_("item"), 0, ALIGN_START, cell_name },
		{ N_("each"), 10, ALIGN_NUMBER, cell_price },
		{ N_("amount"), 10, ALIGN_NUMBER, cell_amount },
		{ .cell = NULL },
	};

	return (struct table_source){ is_wide ? wide : narrow, check->lines, check->n_lines,
				      line_id };
}

const struct check_line *check_selected(const struct check *check)
{
	int row = check->table.selected;

	return row >= 0 && row < check->n_lines && !check->table.is_unmarked ? &check->lines[row]
									     : NULL;
}

const struct item *check_item(const struct check *check, int64_t id)
{
	return menu_by_id(check->till->menu, id);
}

int64_t check_item_price(const struct check *check, const struct item *item)
{
	int64_t price_minor = item->price_minor;

	if (item->n_prices > 0)
		(void)ring_price(check->till->app, check->bill, item, 0, 0, &price_minor);
	return price_minor;
}

const char *check_item_name(const struct check *check, const struct item *item)
{
	return menu_name(check->till->menu, item, check->till->staff.language);
}

static enum err read_notes(struct db *db, const struct check *check, struct check_line *line)
{
	struct bill_notes notes;
	enum err err = bill_notes_load(db, check->bill, line->item.line, &notes);

	if (err != ERR_OK)
		return err;
	str_copy(line->note, sizeof line->note, notes.note);
	if (notes.allergies[0] != '\0')
		str_format(line->allergies, sizeof line->allergies, "! %s", notes.allergies);
	return ERR_OK;
}

static enum err make_lines(struct db *db, struct check *check, const struct bill_view *view,
			   struct check_line **ret_lines)
{
	struct check_line *lines = calloc((size_t)view->n_items + 1, sizeof *lines);
	enum err err = lines != NULL ? ERR_OK : ERR_MEMORY;

	for (int i = 0; err == ERR_OK && i < view->n_items; i++) {
		lines[i].item = view->items[i];
		if (view->items[i].note != 0)
			err = read_notes(db, check, &lines[i]);
	}
	if (err == ERR_OK)
		err = check_mark_lines(db, check, lines, view->n_items);
	if (err != ERR_OK) {
		free(lines);
		return err;
	}
	*ret_lines = lines;
	return ERR_OK;
}

static struct check_department *department_of(struct check *check, int64_t number)
{
	for (int i = 0; i < check->n_departments; i++)
		if (check->departments[i].number == number)
			return &check->departments[i];
	return NULL;
}

/* What each department takes of the bill, discounts and taxes included. */
static void add_departments(struct check *check)
{
	const struct bill_view *view = &check->view;

	check->n_departments = 0;
	for (int c = 0; c < view->n_columns; c++) {
		int64_t number = view->columns[c].department;
		struct check_department *department = department_of(check, number);

		if (department == NULL) {
			department = &check->departments[check->n_departments++];
			*department = (struct check_department){ .number = number };
			(void)store_department_name(check->till->app->db, number,
						    department->name, sizeof department->name);
		}
		for (int p = 0; p < view->rows.n_parts; p++)
			department->total_minor +=
				share_total(&view->cells[p * view->n_columns + c]);
	}
}

static enum err load_in(struct db *db, void *arg)
{
	struct check *check = arg;
	int64_t selected = check->table.id;
	struct table_source source;
	struct check_line *lines;
	struct bill_view view;
	enum err err = bill_view_load(db, check->bill, &view);

	if (err != ERR_OK)
		return err;
	err = bill_view_menu_words(check->till->menu, check->till->staff.language, &view);
	if (err == ERR_OK)
		err = make_lines(db, check, &view, &lines);
	if (err != ERR_OK) {
		bill_view_done(&view);
		return err;
	}
	bill_view_done(&check->view);
	free(check->lines);
	check->view = view;
	check->lines = lines;
	check->n_lines = view.n_items;
	add_departments(check);
	source = check_source(check, false);
	table_reload(&check->table, &source);
	check->is_chosen = check->is_chosen && check->table.id == selected;
	return ERR_OK;
}

enum err check_load(struct check *check)
{
	return db_consistently(check->till->app->db, load_in, check);
}

void check_name(const struct draw *draw, const struct check *check, char *into, size_t size)
{
	const struct bill_head *head = &check->view.rows.head;

	if (head->table_number != 0)
		text_format(into, size, tr(draw, "Table %lld"), (long long)head->table_number);
	else
		str_copy(into, size, head->name);
}

/* --- the entry line and the list beside the check --- */

/* Items whose code begins with the digits typed, the shortest codes first. */
static int find_codes(struct check *check, int64_t number)
{
	const struct menu *menu = check->till->menu;
	int n = 0;

	for (int64_t low = number, span = 1; low <= GRAMMAR_NUMBER_MAX && n < MENU_FOUND_MAX;
	     low *= 10, span *= 10)
		for (int i = 0; i < menu_count(menu) && n < MENU_FOUND_MAX; i++)
			if (menu_at(menu, i)->code >= low && menu_at(menu, i)->code < low + span)
				check->found[n++] = menu_at(menu, i);
	return n;
}

static int find_menu(struct check *check)
{
	const struct menu *menu = check->till->menu;
	int n = 0;

	if (check->menu_top >= menu_count(menu))
		check->menu_top = 0;
	while (n < MENU_FOUND_MAX && check->menu_top + n < menu_count(menu)) {
		check->found[n] = menu_at(menu, check->menu_top + n);
		n++;
	}
	return n;
}

bool check_is_short(const struct check *check)
{
	const char *text = check->said.text;

	if (check->said.kind != GRAMMAR_SEARCH)
		return false;
	(void)utf8_next(&text);
	return *text == '\0';
}

/* What is counted sells at other tills too: how many are left is read anew. */
static void count_left(struct check *check)
{
	struct app *app = check->till->app;
	struct item now;

	for (int i = 0; i < check->n_found; i++) {
		check->left[i] = check->found[i]->remaining;
		if (check->left[i] >= 0 &&
		    store_item_by_id(app->db, check->found[i]->id, app->property.business_date,
				     &now) == ERR_OK)
			check->left[i] = now.remaining;
	}
}

static void find(struct check *check, bool is_new)
{
	const struct grammar *said = &check->said;
	bool has_letters = said->kind == GRAMMAR_SEARCH ||
			   (said->kind == GRAMMAR_PRICE && said->number == 0);

	if (has_letters)
		check->n_found = menu_search(check->till->menu, said->text, check->found,
					     MENU_FOUND_MAX);
	else if (said->kind == GRAMMAR_CODE || said->kind == GRAMMAR_PRICE)
		check->n_found = find_codes(check, said->number);
	else if (said->kind == GRAMMAR_EMPTY || said->kind == GRAMMAR_UNFINISHED)
		check->n_found = find_menu(check);
	else
		check->n_found = 0;
	count_left(check);
	if (is_new)
		check->picked = said->kind == GRAMMAR_SEARCH && !check_is_short(check) ? 0 : -1;
	if (check->picked >= check->n_found)
		check->picked = check->n_found - 1;
}

/* Adds whom, or with what, it would be rung for. */
static void add_place(const struct draw *draw, const struct check *check, char *echo,
		      size_t size)
{
	char place[ENTRY_ECHO_SIZE];

	check_place_text(draw, check, place, sizeof place);
	add_word(echo, size, place);
}

/* "2 × Espresso · seat 2" and 4.40 beside what was typed. */
static void echo_item(const struct draw *draw, struct check *check, const struct item *item)
{
	char echo[ENTRY_ECHO_SIZE], money[NUMBER_TEXT_SIZE], count[NUMBER_TEXT_SIZE];
	const char *name;
	int64_t amount_minor;

	if (item == NULL) {
		entry_echo(&check->entry,
			   check->n_lines > 0 ? tr(draw, "not on the menu; {modify} notes it on "
							 "the line")
					      : tr(draw, "nothing on the menu"), NULL);
		return;
	}
	name = check_item_name(check, item);
	if (check->said.quantity > 1)
		text_format(echo, sizeof echo, "%s × %s",
			    number_count(&draw->number, check->said.quantity, count), name);
	else
		str_copy(echo, sizeof echo, name);
	add_place(draw, check, echo, sizeof echo);
	if (money_multiply_minor(check_item_price(check, item), check->said.quantity,
				 &amount_minor) == ERR_OK)
		draw_money(draw, amount_minor, money);
	else
		money[0] = '\0';
	entry_echo(&check->entry, echo, money);
}

static void echo(const struct draw *draw, struct check *check)
{
	const struct grammar *said = &check->said;
	char text[ENTRY_ECHO_SIZE];

	check_place_text(draw, check, text, sizeof text);
	if (said->kind == GRAMMAR_EMPTY && check->is_chosen && check_selected(check) != NULL)
		str_copy(text, sizeof text, check_selected(check)->item.name);
	entry_echo(&check->entry, said->kind == GRAMMAR_EMPTY ? text : NULL, NULL);
	if (check->picked >= 0)
		echo_item(draw, check, check->found[check->picked]);
	else if (said->kind == GRAMMAR_CODE || said->kind == GRAMMAR_PRICE ||
		 said->kind == GRAMMAR_SEARCH)
		echo_item(draw, check, price_item(check->till, said));
	else if (said->kind == GRAMMAR_TABLE) {
		text_format(text, sizeof text, tr(draw, "go to table %lld"),
			    (long long)said->number);
		entry_echo(&check->entry, text, NULL);
	} else if (said->kind == GRAMMAR_AMOUNT)
		entry_echo(&check->entry,
			   tr(draw, "{discount-check} takes it off the check, {discount-line} off "
				    "the line"),
			   NULL);
}

void check_understand(struct ui *ui, struct check *check, bool is_new)
{
	char text[EDIT_TEXT_SIZE];

	check->said = grammar_read(entry_text(&check->entry, text));
	find(check, is_new);
	echo(ui_draw(ui), check);
}
