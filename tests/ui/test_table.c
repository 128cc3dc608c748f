/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_table.c -- tests of ui/table: selection, scrolling, drawing.
 */
#include "ui/table.h"

#include "base/str.h"
#include "suites.h"

#define ROWS_MAX 32

struct rows {
	int64_t id[ROWS_MAX];
};

static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	(void)style;
	str_format(into, size, "item %d", (int)((const struct rows *)rows)->id[row]);
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	char text[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	draw_money(draw, ((const struct rows *)rows)->id[row] * 1000, text);
	str_copy(into, size, text);
}

static int64_t row_id(const void *rows, int row)
{
	return ((const struct rows *)rows)->id[row];
}

static const struct table_column columns[] = {
	{ N_("item"), 0, ALIGN_START, cell_name },
	{ N_("amount"), 9, ALIGN_NUMBER, cell_amount },
	{ .cell = NULL },
};

static struct table_source source_of(const struct rows *rows, int n)
{
	return (struct table_source){ .columns = columns, .rows = rows, .n = n, .id = row_id };
}

static void fill(struct rows *rows)
{
	for (int i = 0; i < ROWS_MAX; i++)
		rows->id[i] = i + 1;
}

static const char *draw_row(struct table *table, const struct table_source *source, int row,
			    bool rtl, struct str *text)
{
	static const struct area area = { 0, 0, 5, 30 };
	struct draw draw = { .number = { '.', ',', NUMBER_LATIN }, .exponent = 2 };
	struct canvas *canvas = NULL;

	CHECK_OK_FATAL(canvas_new(6, 30, &canvas));
	canvas->rtl = rtl;
	table_draw(table, source, &draw, canvas, area, true);
	str_clear(text);
	canvas_row_text(canvas, row, text);
	canvas_free(canvas);
	return str_text(text);
}

static void rows_are_drawn(void)
{
	struct rows rows;
	struct table_source source = source_of(&rows, 2);
	struct table table;
	struct str text = { 0 };

	fill(&rows);
	table_init(&table, false);
	CHECK_TEXT(draw_row(&table, &source, 0, false, &text), "  item                  amount");
	CHECK_TEXT(draw_row(&table, &source, 1, false, &text), "▸ item 1                 10.00");
	CHECK_TEXT(draw_row(&table, &source, 2, false, &text), "  item 2                 20.00");
	CHECK_TEXT(draw_row(&table, &source, 3, false, &text), "");
	CHECK_TEXT(draw_row(&table, &source, 0, true, &text), "   amount               item");
	CHECK_TEXT(draw_row(&table, &source, 1, true, &text), "    10.00             item 1 ◂");
	str_done(&text);
}

static void keys_move_and_scroll(void)
{
	struct rows rows;
	struct table_source source = source_of(&rows, 20);
	struct table table;
	struct str text = { 0 };

	fill(&rows);
	table_init(&table, false);
	draw_row(&table, &source, 0, false, &text);
	CHECK(table_key(&table, &source, key_named(K_UP)));
	CHECK_INT(table.selected, 0);
	for (int i = 0; i < 3; i++)
		table_key(&table, &source, key_named(K_DOWN));
	draw_row(&table, &source, 0, false, &text);
	CHECK_INT(table.top, 0);
	table_key(&table, &source, key_named(K_DOWN));
	CHECK_TEXT(draw_row(&table, &source, 4, false, &text), "▸↓item 5                 50.00");
	CHECK_INT(table.top, 1);
	table_key(&table, &source, key_named(K_UP));
	CHECK_TEXT(draw_row(&table, &source, 1, false, &text), " ↑item 2                 20.00");
	CHECK_INT(table.top, 1);
	table_key(&table, &source, key_named(K_END));
	draw_row(&table, &source, 0, false, &text);
	CHECK_INT(table.selected, 19);
	CHECK_INT(table.top, 16);
	table_key(&table, &source, key_named(K_PAGE_UP));
	CHECK_INT(table.selected, 16);
	table_key(&table, &source, key_named(K_HOME));
	table_key(&table, &source, key_named(K_PAGE_DOWN));
	CHECK_INT(table.selected, 3);
	CHECK(!table_key(&table, &source, key_char('x')));
	CHECK(!table_key(&table, &source, key_named(K_ENTER)));
	str_done(&text);
}

static void selection_stays_on_its_row(void)
{
	struct rows rows;
	struct table_source source = source_of(&rows, 10);
	struct table table;

	fill(&rows);
	table_init(&table, false);
	table_select(&table, &source, 4);
	for (int i = 0; i < 9; i++)
		rows.id[i] = i + 2;
	source.n = 9;
	table_reload(&table, &source);
	CHECK_INT(table.selected, 3);
	CHECK_INT(table.id, 5);
	rows.id[3] = 99;
	table_reload(&table, &source);
	CHECK_INT(table.selected, 3);
	CHECK_INT(table.id, 99);
	source.n = 0;
	table_reload(&table, &source);
	CHECK_INT(table.selected, -1);
	source.n = 2;
	table_reload(&table, &source);
	CHECK_INT(table.selected, 0);
}

static void new_lines_are_followed(void)
{
	struct rows rows;
	struct table_source source = source_of(&rows, 0);
	struct table table;

	fill(&rows);
	table_init(&table, true);
	table_reload(&table, &source);
	CHECK_INT(table.selected, -1);
	source.n = 3;
	table_reload(&table, &source);
	CHECK_INT(table.selected, 2);
	source.n = 4;
	table_reload(&table, &source);
	CHECK_INT(table.selected, 3);
	table_select(&table, &source, 1);
	source.n = 5;
	table_reload(&table, &source);
	CHECK_INT(table.selected, 1);
}

const struct check_test test_table[] = {
	{ "rows and titles are drawn in both directions", rows_are_drawn },
	{ "keys move the selection and scroll as little as needed", keys_move_and_scroll },
	{ "the selection stays on its row when others come and go", selection_stays_on_its_row },
	{ "a list that follows its end selects the new line", new_lines_are_followed },
	{ 0 },
};
