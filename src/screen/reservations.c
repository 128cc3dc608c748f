/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/reservations.c -- the book of reservations: the guests of a day in order of time, and
 * what becomes of them.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/str.h"
#include "screen/floor.h"
#include "screen/reservations_parts.h"
#include "service/bill.h"
#include "ui/prompt.h"

#define WEEK_DAYS 7
#define TABLE_LIMIT 10

/* --- the list ---------------------------------------------------------------------------- */

static const struct reservation *row_at(const void *rows, int row)
{
	return &((const struct reservations *)rows)->rows[row];
}

static int64_t at_unix_ms(const struct reservations *reservations,
			  const struct reservation *reservation)
{
	return reserve_at_unix_ms(reservations->till->app, reservation);
}

static void cell_time(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	char text[DATE_TEXT_SIZE];

	if (row_at(rows, row)->state == RESERVATION_EXPECTED)
		*style = STYLE_AMOUNT;
	str_copy(into, size,
		 date_time_text(draw->zone, &draw->number, at_unix_ms(rows, row_at(rows, row)),
				text));
}

static void cell_name(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	if (row_at(rows, row)->state != RESERVATION_EXPECTED)
		*style = STYLE_DIM;
	str_copy(into, size, row_at(rows, row)->name);
}

static void cell_covers(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	char number[NUMBER_TEXT_SIZE];

	(void)style;
	str_copy(into, size, number_count(&draw->number, row_at(rows, row)->covers, number));
}

static void cell_table(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	int64_t table = row_at(rows, row)->table_number;
	char number[NUMBER_TEXT_SIZE];

	(void)style;
	str_copy(into, size, table != 0 ? number_code(&draw->number, table, number) : "–");
}

static void cell_phone(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)draw;
	*style = STYLE_DIM;
	text_ltr(into, size, row_at(rows, row)->phone);
}

static void cell_note(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	*style = STYLE_ECHO;
	str_copy(into, size, row_at(rows, row)->note);
}

/* "expected", or how late they are. */
static void expected_text(const struct draw *draw, int64_t late_ms, char *into, size_t size,
			  enum style *style)
{
	char age[DATE_TEXT_SIZE];

	*style = late_ms > 0 ? STYLE_LATE : STYLE_TEXT;
	if (late_ms > 0)
		text_format(into, size, tr(draw, "late %s"),
			    date_age_text(draw->catalog, &draw->number, late_ms, age));
	else
		str_copy(into, size, tr(draw, "expected"));
}

static void cell_state(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	static const char *const words[] = {
		[RESERVATION_SEATED] = N_("seated"),
		[RESERVATION_CANCELLED] = N_("cancelled"),
		[RESERVATION_ABSENT] = N_("absent"),
	};
	const struct reservation *one = row_at(rows, row);

	*style = one->state == RESERVATION_SEATED ? STYLE_PAID : STYLE_DIM;
	if (one->state == RESERVATION_EXPECTED)
		expected_text(draw, draw->now_unix_ms - at_unix_ms(rows, one), into, size, style);
	else
		str_copy(into, size, tr(draw, words[one->state]));
}

static int64_t row_id(const void *rows, int row)
{
	return row_at(rows, row)->id;
}

static struct table_source source_of(const struct reservations *reservations)
{
	static const struct table_column columns[] = {
		{ N_("time"), 5, ALIGN_START, cell_time },
		{ N_("name"), 0, ALIGN_START, cell_name },
		{ N_("for"), 4, ALIGN_NUMBER, cell_covers },
		{ N_("table"), 6, ALIGN_START, cell_table },
		{ N_("phone"), 14, ALIGN_START, cell_phone },
		{ N_("note"), 0, ALIGN_START, cell_note },
		{ N_("state"), 10, ALIGN_START, cell_state },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = reservations,
				      .n = reservations->n, .id = row_id };
}

const struct reservation *reservations_selected(const struct reservations *reservations)
{
	int row = reservations->table.selected;

	return row >= 0 && row < reservations->n ? &reservations->rows[row] : NULL;
}

static int32_t today_of(const struct reservations *reservations)
{
	return reservations->till->app->property.business_date;
}

enum err reservations_load(struct reservations *reservations, int64_t id)
{
	struct table_source source;
	enum err err = store_reservation_list(reservations->till->app->db, reservations->day,
					      reservations->rows, RESERVATION_LIST_MAX,
					      &reservations->n);

	if (err != ERR_OK)
		return err;
	source = source_of(reservations);
	table_reload(&reservations->table, &source);
	for (int i = 0; id != 0 && i < reservations->n; i++)
		if (reservations->rows[i].id == id)
			table_select(&reservations->table, &source, i);
	return ERR_OK;
}

/* Another day, with the first guests selected who are still to come. */
static enum err show_day(struct reservations *reservations, int32_t day)
{
	struct table_source source;
	enum err err;
	int row = 0;

	reservations->day = day;
	table_init(&reservations->table, false);
	err = reservations_load(reservations, 0);
	if (err != ERR_OK)
		return err;
	while (row < reservations->n && reservations->rows[row].state != RESERVATION_EXPECTED)
		row++;
	source = source_of(reservations);
	table_select(&reservations->table, &source, row);
	return ERR_OK;
}

void reservations_text(const struct reservations *reservations, const struct draw *draw,
		       const struct reservation *reservation, char *into, size_t size)
{
	char time[DATE_TEXT_SIZE];

	text_format(into, size,
		    draw_plural(draw, "%s, %lld cover, %s", "%s, %lld covers, %s",
				reservation->covers),
		    reservation->name, (long long)reservation->covers,
		    date_time_text(draw->zone, &draw->number,
				   at_unix_ms(reservations, reservation), time));
}

/* --- days -------------------------------------------------------------------------------- */

static enum err go_day(struct ui *ui, struct reservations *reservations, int32_t days)
{
	return show_day(reservations, reservations->day + (ui_draw(ui)->rtl ? -days : days));
}

static enum err day_left(struct ui *ui, void *state)
{
	return go_day(ui, state, -1);
}

static enum err day_right(struct ui *ui, void *state)
{
	return go_day(ui, state, 1);
}

static enum err week_on(struct ui *ui, void *state)
{
	(void)ui;
	return show_day(state, ((struct reservations *)state)->day + WEEK_DAYS);
}

static enum err week_back(struct ui *ui, void *state)
{
	(void)ui;
	return show_day(state, ((struct reservations *)state)->day - WEEK_DAYS);
}

static enum err day_today(struct ui *ui, void *state)
{
	(void)ui;
	return show_day(state, today_of(state));
}

/* --- what becomes of them ---------------------------------------------------------------- */

static enum err turn(struct ui *ui, struct reservations *reservations, enum reservation_state to)
{
	const struct draw *draw = ui_draw(ui);
	const struct reservation *row = reservations_selected(reservations);
	struct act act = till_act(reservations->till, 0, -1);
	enum err err = reserve_state(reservations->till->app, &act, row->id, to);

	if (err == ERR_STATE)
		ui_error(ui, tr(draw, "%s sits at table %lld already."), row->name,
			 (long long)row->table_number);
	if (err != ERR_OK)
		return err;
	ui_say(ui,
	       to == RESERVATION_EXPECTED  ? tr(draw, "%s is expected.")
	       : to == RESERVATION_CANCELLED ? tr(draw, "%s is cancelled. u expects them again.")
					     : tr(draw, "%s did not come. u expects them again."),
	       row->name);
	return reservations_load(reservations, 0);
}

static enum err cancel(struct ui *ui, void *state)
{
	return turn(ui, state, RESERVATION_CANCELLED);
}

static enum err absent(struct ui *ui, void *state)
{
	return turn(ui, state, RESERVATION_ABSENT);
}

static enum err expect(struct ui *ui, void *state)
{
	return turn(ui, state, RESERVATION_EXPECTED);
}

/* --- seating ----------------------------------------------------------------------------- */

/* A check stands on the floor, and Esc leads back to its table. */
static enum err show_check(struct ui *ui, struct till *till, int64_t bill, int64_t table)
{
	struct screen_bill check = { till, bill };

	ui_pop_to(ui, &screen_floor);
	return table != 0 ? floor_jump(ui, table, 0) : ui_push(ui, &screen_check, &check);
}

/* Seats them at a table (0: theirs), as many as came (0: as many as booked). */
static enum err seat_at(struct ui *ui, struct reservations *reservations, int64_t table,
			int64_t covers)
{
	struct till *till = reservations->till;
	struct act act = till_act(till, 0, -1);
	struct reservation guest = { 0 };
	int64_t bill;
	enum err err = reserve_seat(till->app, &act, reservations->seating, table, covers, &bill);

	if (err == ERR_OK)
		err = store_reservation_load(till->app->db, reservations->seating, &guest);
	if (err != ERR_OK)
		return err;
	floor_say_seated(ui, &guest);
	return show_check(ui, till, bill, guest.table_number);
}

/* "7", or "7*5" when five came. */
static enum err table_typed(struct ui *ui, void *arg, const char *text)
{
	struct grammar said = grammar_read(text);
	int64_t covers, table;
	enum err err;

	if (said.kind != GRAMMAR_CODE && said.kind != GRAMMAR_TABLE)
		return said.kind == GRAMMAR_BAD ? said.err : ERR_SYNTAX;
	table = grammar_table(&said, &covers);
	err = seat_at(ui, arg, table, covers);
	if (err == ERR_NOT_FOUND)
		ui_error(ui, tr(ui_draw(ui), "There is no table %lld."), (long long)table);
	else if (err == ERR_EXISTS)
		ui_error(ui, tr(ui_draw(ui), "Others sit at table %lld."), (long long)table);
	return err;
}

/* Where they sit, when no table was promised or others sit there. */
static enum err ask_table(struct ui *ui, struct reservations *reservations,
			  const struct reservation *row)
{
	const struct draw *draw = ui_draw(ui);
	char text[RESERVATION_NAME_SIZE + 96];
	struct prompt_line line = { .title = text, .label = tr(draw, "Table"),
				    .limit = TABLE_LIMIT };

	if (row->table_number != 0)
		text_format(text, sizeof text, tr(draw, "Others sit at table %lld. Which one?"),
			    (long long)row->table_number);
	else
		text_format(text, sizeof text, tr(draw, "Which table for %s?"), row->name);
	return prompt_text(ui, &line, table_typed, reservations);
}

static enum err seat_expected(struct ui *ui, struct reservations *reservations,
			      const struct reservation *row)
{
	enum err err;

	reservations->seating = row->id;
	if (row->table_number == 0)
		return ask_table(ui, reservations, row);
	err = seat_at(ui, reservations, 0, 0);
	return err == ERR_EXISTS ? ask_table(ui, reservations, row) : err;
}

static enum err open_seated(struct ui *ui, struct reservations *reservations,
			    const struct reservation *row)
{
	struct bill_head head;
	enum err err = store_bill_head(reservations->till->app->db, row->bill, &head);

	if (err != ERR_OK)
		return err;
	if (head.state != BILL_CLOSED)
		return show_check(ui, reservations->till, row->bill, head.table_number);
	ui_error(ui, tr(ui_draw(ui), "%s has paid and left."), row->name);
	return ERR_CLOSED;
}

static enum err seat(struct ui *ui, void *state)
{
	struct reservations *reservations = state;
	const struct reservation *row = reservations_selected(reservations);

	if (row->state == RESERVATION_SEATED)
		return open_seated(ui, reservations, row);
	if (row->state != RESERVATION_EXPECTED)
		ui_error(ui, tr(ui_draw(ui), "%s is not expected: u expects them again."),
			 row->name);
	else if (row->date != today_of(reservations))
		ui_error(ui, tr(ui_draw(ui), "%s comes on another day."), row->name);
	else
		return seat_expected(ui, reservations, row);
	return ERR_STATE;
}

/* --- the keys ---------------------------------------------------------------------------- */

static bool has_row(const void *state)
{
	return reservations_selected(state) != NULL;
}

static bool is_to_come(const void *state)
{
	const struct reservations *reservations = state;

	return reservations->day >= today_of(reservations);
}

static const char *why(const void *state, const struct action *action)
{
	(void)state;
	return action->when == is_to_come ? N_("This day is over.") : N_("Nobody is chosen.");
}

static const struct action actions[] = {
	{ "booking-seat", "Enter", N_("Seat them"),
	  N_("Seat them at their table and open their check; when they sit already, open it."),
	  PERM_SELL, has_row, seat },
	{ "booking-new", "n", N_("New"), N_("Take a reservation for the day shown."), PERM_SELL,
	  is_to_come, reservations_new },
	{ "booking-new-too", "Insert", NULL, N_("The same: take a reservation."), PERM_SELL,
	  is_to_come, reservations_new },
	{ "booking-change", "e", N_("Change"),
	  N_("Change time, name, covers, table, phone or note."), PERM_SELL, has_row,
	  reservations_change },
	{ "booking-cancel", "c", N_("Cancel"), N_("The guests cancelled; the table is free."),
	  PERM_SELL, has_row, cancel },
	{ "booking-absent", "a", N_("Absent"), N_("The guests did not come; the table is free."),
	  PERM_SELL, has_row, absent },
	{ "booking-expect", "u", N_("Expect"),
	  N_("They are expected again, when that was a mistake."), PERM_SELL, has_row, expect },
	{ "day-right", "Right", N_("Day"), N_("The next day; from right to left the day before."),
	  PERM_NONE, NULL, day_right },
	{ "day-left", "Left", NULL, N_("The day before; from right to left the next day."),
	  PERM_NONE, NULL, day_left },
	{ "week-on", "+", NULL, N_("A week on."), PERM_NONE, NULL, week_on },
	{ "week-back", "-", NULL, N_("A week back."), PERM_NONE, NULL, week_back },
	{ "day-today", "Home", NULL, N_("Back to today."), PERM_NONE, NULL, day_today },
	{ "lock", "F10", NULL, N_("Lock the till; everything stays as it is."), PERM_NONE, NULL,
	  till_lock_action },
	{ .name = NULL },
};

/* --- the class --------------------------------------------------------------------------- */

static enum err open_screen(struct ui *ui, void *argument, void **ret_state)
{
	struct reservations *reservations = calloc(1, sizeof *reservations);
	enum err err;

	(void)ui;
	if (reservations == NULL)
		return ERR_MEMORY;
	reservations->till = argument;
	err = show_day(reservations, today_of(reservations));
	if (err != ERR_OK) {
		free(reservations);
		return err;
	}
	*ret_state = reservations;
	return ERR_OK;
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct reservations *reservations = state;
	char day[DATE_TEXT_SIZE];

	text_format(into, size,
		    reservations->day == today_of(reservations) ? tr(draw, "Booked today · %s")
								: tr(draw, "Booked for %s"),
		    date_day_text(draw->catalog, &draw->number, reservations->day, day));
}

/* Those who came or may come, and of them who are still to come. */
static void draw_sum(const struct reservations *reservations, const struct draw *draw,
		     struct canvas *canvas, struct area area)
{
	int64_t booked = 0, to_come = 0;
	char text[192];

	for (int i = 0; i < reservations->n; i++) {
		const struct reservation *one = &reservations->rows[i];

		if (one->state == RESERVATION_EXPECTED)
			to_come += one->covers;
		if (one->state == RESERVATION_EXPECTED || one->state == RESERVATION_SEATED)
			booked += one->covers;
	}
	text_format(text, sizeof text,
		    draw_plural(draw, "%lld cover booked, %lld to come",
				"%lld covers booked, %lld to come", booked),
		    (long long)booked, (long long)to_come);
	canvas_text(canvas, area.row + area.rows - 1, 2, area.columns - 4, ALIGN_START, STYLE_TEXT,
		    text);
}

static void draw_screen(const struct draw *draw, struct canvas *canvas, struct area area,
			void *state)
{
	struct reservations *reservations = state;
	struct table_source source = source_of(reservations);

	if (reservations->n == 0) {
		canvas_text(canvas, area.row + 2, 2, area.columns - 4, ALIGN_START, STYLE_DIM,
			    tr(draw, "Nobody has booked. n takes a reservation."));
		return;
	}
	table_draw(&reservations->table, &source, draw, canvas,
		   (struct area){ area.row + 1, area.x, area.rows - 3, area.columns }, true);
	draw_sum(reservations, draw, canvas, area);
}

static enum err key(struct ui *ui, void *state, struct key key)
{
	struct reservations *reservations = state;
	struct table_source source = source_of(reservations);

	(void)ui;
	table_key(&reservations->table, &source, key);
	return ERR_OK;
}

static void reload(struct ui *ui, void *state)
{
	ui_error_code(ui, reservations_load(state, 0));
}

const struct screen_class screen_reservations = {
	.name = "reservations",
	.help_title = N_("Reservations"),
	.actions = actions,
	.nothing_to_type = N_("↵ seats them, n takes a reservation."),
	.open = open_screen,
	.close = free,
	.title = title,
	.draw = draw_screen,
	.why = why,
	.key = key,
	.reload = reload,
};
