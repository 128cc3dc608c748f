/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_place.c -- seats and courses: a number and the key say for whom, or when, everything
 * is from here on; the key alone goes on to the next.  A line that the arrows chose gets it itself.
 */
#include "base/str.h"
#include "screen/check.h"
#include "service/bill_place.h"
#include "ui/text.h"

#define COURSE_OWN (-1)          /* the item's own course */

void check_place_text(const struct draw *draw, const struct check *check, char *into, size_t size)
{
	char seat[48] = "", course[48] = "";

	if (check->seat > 0)
		text_format(seat, sizeof seat, tr(draw, "seat %lld"), (long long)check->seat);
	if (check->course > 0)
		text_format(course, sizeof course, tr(draw, "course %lld"),
			    (long long)check->course);
	else if (check->course == 0)
		str_copy(course, sizeof course, tr(draw, "at once"));
	str_format(into, size, "%s%s%s", seat, seat[0] != '\0' && course[0] != '\0' ? " · " : "",
		   course);
}

static int64_t highest_seat(const struct check *check)
{
	int64_t highest = 0;

	for (int i = 0; i < check->n_lines; i++)
		if (check->lines[i].item.seat > highest)
			highest = check->lines[i].item.seat;
	return highest;
}

static int64_t highest_course(const struct check *check)
{
	int64_t highest = 0;

	for (int i = 0; i < check->n_lines; i++)
		if (check->lines[i].item.course > highest)
			highest = check->lines[i].item.course;
	return highest;
}

/* Around the table: after the last cover comes nobody's seat, what is for all. */
static int64_t next_seat(const struct check *check, int64_t seat)
{
	int64_t covers = check->view.rows.head.covers;
	int64_t last = covers > 0 ? covers : highest_seat(check) + 1;

	if (last > BILL_SEAT_MAX)
		last = BILL_SEAT_MAX;
	return seat < last ? seat + 1 : 0;
}

/* One course after the other, as far as one more than there are; then `first` again. */
static int64_t next_course(const struct check *check, int64_t course, int64_t first)
{
	int64_t last = highest_course(check) + 1;

	if (last > BILL_COURSE_MAX)
		last = BILL_COURSE_MAX;
	if (course < 1)
		return 1;
	return course < last ? course + 1 : first;
}

/* The number typed; -1 when nothing is. */
static enum err typed(struct ui *ui, const struct check *check, int64_t max, int64_t *ret_number)
{
	const struct grammar *said = &check->said;
	bool is_number = (said->kind == GRAMMAR_CODE && !said->has_quantity) || said->is_zero;

	if ((said->kind != GRAMMAR_EMPTY && !is_number) || (is_number && said->number > max)) {
		ui_error(ui, tr(ui_draw(ui), "Type a number from 0 to %lld, then this key; alone "
					     "it goes on to the next."), (long long)max);
		return ERR_RANGE;
	}
	*ret_number = is_number ? said->number : -1;
	return ERR_OK;
}

/* --- what is rung from here on --- */

static void say_seat(struct ui *ui, const struct check *check)
{
	if (check->seat > 0)
		ui_say(ui, tr(ui_draw(ui), "From here on for seat %lld."), (long long)check->seat);
	else
		ui_say(ui, "%s", tr(ui_draw(ui), "From here on for the whole table."));
}

static void say_course(struct ui *ui, const struct check *check)
{
	if (check->course > 0)
		ui_say(ui, tr(ui_draw(ui), "From here on course %lld."), (long long)check->course);
	else if (check->course == 0)
		ui_say(ui, "%s", tr(ui_draw(ui), "From here on served at once."));
	else
		ui_say(ui, "%s", tr(ui_draw(ui), "From here on each with its own course."));
}

/* --- a line that was chosen --- */

static enum err place_run(struct check *check)
{
	return bill_place(check->till->app, &check->act, check->with.line, check->with.seat,
			  check->with.course);
}

static enum err place_done(struct ui *ui, struct check *check)
{
	const struct draw *draw = ui_draw(ui);
	const struct check_with *with = &check->with;
	char seat[48], course[48];

	check_used(ui, check);
	if (with->seat > 0)
		text_format(seat, sizeof seat, tr(draw, "seat %lld"), (long long)with->seat);
	else
		str_copy(seat, sizeof seat, tr(draw, "the whole table"));
	if (with->course > 0)
		text_format(course, sizeof course, tr(draw, "course %lld"),
			    (long long)with->course);
	else
		str_copy(course, sizeof course, tr(draw, "at once"));
	ui_say(ui, tr(draw, "Only this line, %s: %s, %s."), with->name, seat, course);
	return ERR_OK;
}

static enum err place_line(struct ui *ui, struct check *check, const struct check_line *line,
			   int64_t seat, int64_t course)
{
	static const struct check_wish wish = { .run = place_run, .done = place_done,
					       .keeps_line = true };

	check_with_line(check, line, 0);
	check->with.seat = seat;
	check->with.course = course;
	return check_do(ui, check, &wish);
}

/* The line that the arrows chose; NULL when seats and courses are for what comes. */
static const struct check_line *chosen(struct ui *ui, const struct check *check)
{
	return check->is_chosen && check->n_lines > 0 ? check_item_line(ui, check) : NULL;
}

/* A code typed where a seat belongs would stand for nobody. */
static enum err is_a_seat(struct ui *ui, const struct check *check, int64_t seat)
{
	const struct draw *draw = ui_draw(ui);
	int64_t covers = check->view.rows.head.covers, seats = check_table_seats(check);
	int64_t most = covers > seats ? covers : seats;

	if (most == 0 || seat <= most + CHECK_SEATS_MORE)
		return ERR_OK;
	if (covers > 0)
		ui_error(ui, tr(draw, "There is no seat %lld: %lld guests sit here. {guests} sets "
				      "how many."), (long long)seat, (long long)covers);
	else
		ui_error(ui, tr(draw, "There is no seat %lld: the table has %lld. {guests} sets "
				      "how many guests sit here."), (long long)seat,
			 (long long)seats);
	return ERR_RANGE;
}

enum err check_seat(struct ui *ui, void *state)
{
	struct check *check = state;
	const struct check_line *line = chosen(ui, check);
	int64_t seat = -1;
	enum err err = typed(ui, check, BILL_SEAT_MAX, &seat);

	if (err == ERR_OK)
		err = is_a_seat(ui, check, seat);
	if (err != ERR_OK)
		return err;
	if (line != NULL)
		return place_line(ui, check, line,
				  seat >= 0 ? seat : next_seat(check, line->item.seat),
				  line->item.course);
	check->seat = seat >= 0 ? seat : next_seat(check, check->seat);
	check_used(ui, check);
	say_seat(ui, check);
	return ERR_OK;
}

enum err check_course(struct ui *ui, void *state)
{
	struct check *check = state;
	const struct check_line *line = chosen(ui, check);
	int64_t course = -1;
	enum err err = typed(ui, check, BILL_COURSE_MAX, &course);

	if (err != ERR_OK)
		return err;
	if (line != NULL)
		return place_line(ui, check, line, line->item.seat,
				  course >= 0 ? course : next_course(check, line->item.course, 0));
	check->course = course >= 0 ? course : next_course(check, check->course, COURSE_OWN);
	check_used(ui, check);
	say_course(ui, check);
	return ERR_OK;
}
