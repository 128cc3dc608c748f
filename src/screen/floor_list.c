/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor_list.c -- the tables of a room and the tabs as a list: number, seats, state, who
 * sits there or is expected, whose table it is, what is owed.
 */
#include "base/str.h"
#include "screen/floor.h"

static void cell_number(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	struct floor_place place = floor_place(rows, row);
	char number[NUMBER_TEXT_SIZE];

	if (place.bill != NULL)
		*style = STYLE_AMOUNT;
	if (place.table != NULL)
		str_copy(into, size, number_code(&draw->number, place.table->number, number));
	else
		str_copy(into, size, "–");
}

static void cell_seats(const struct draw *draw, const void *rows, int row, char *into,
		       size_t size, enum style *style)
{
	struct floor_place place = floor_place(rows, row);
	char number[NUMBER_TEXT_SIZE];

	*style = STYLE_DIM;
	if (place.table != NULL)
		str_copy(into, size, number_count(&draw->number, place.table->seats, number));
}

static void cell_state(const struct draw *draw, const void *rows, int row, char *into,
		       size_t size, enum style *style)
{
	char text[FLOOR_STATE_SIZE];

	*style = floor_state_text(draw, floor_place(rows, row).bill, text);
	str_copy(into, size, text);
}

/* Who sits there, or who is expected. */
static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	struct floor_place place = floor_place(rows, row);
	const struct reservation *guest;
	char time[DATE_TEXT_SIZE];

	if (place.bill != NULL) {
		str_copy(into, size, place.bill->head.name);
		return;
	}
	guest = floor_expected(rows, place.table);
	if (guest == NULL)
		return;
	*style = STYLE_BILLED;
	text_format(into, size, "%s %s", floor_time_text(rows, draw, guest, time), guest->name);
}

/* Whose it is, or the till that works on it now. */
static void cell_person(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	const struct floor *floor = rows;
	struct floor_place place = floor_place(floor, row);

	*style = STYLE_DIM;
	if (place.bill == NULL)
		return;
	if (floor_is_elsewhere(floor, place.bill))
		text_format(into, size, tr(draw, "till %d"), place.bill->head.holder);
	else
		str_copy(into, size, floor_person(floor, place.bill->head.staff));
}

static void cell_due(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		     enum style *style)
{
	struct floor_place place = floor_place(rows, row);
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	if (place.bill != NULL)
		str_copy(into, size, draw_money(draw, place.bill->due_minor, money));
}

static struct table_source source_of(const struct floor *floor)
{
	static const struct table_column columns[] = {
		{ N_("table"), 6, ALIGN_START, cell_number },
		{ N_("seats"), 6, ALIGN_START, cell_seats },
		{ N_("state"), 14, ALIGN_START, cell_state },
		{ N_("name"), 0, ALIGN_START, cell_name },
		{ N_("waiter"), 14, ALIGN_START, cell_person },
		{ N_("due"), 11, ALIGN_NUMBER, cell_due },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = floor,
				      .n = floor_places(floor) };
}

/* The place chosen on the floor is the row chosen in the list. */
static void follow(struct floor *floor, const struct table_source *source)
{
	table_reload(&floor->list, source);
	floor->list.selected = floor->place;
}

bool floor_list_key(struct floor *floor, struct key key)
{
	struct table_source source = source_of(floor);

	follow(floor, &source);
	if (!table_key(&floor->list, &source, key))
		return false;
	floor->place = floor->list.selected;
	return true;
}

void floor_draw_list(struct floor *floor, const struct draw *draw, struct canvas *canvas,
		     struct area area)
{
	struct table_source source = source_of(floor);

	follow(floor, &source);
	table_draw(&floor->list, &source, draw, canvas, area, true);
}
