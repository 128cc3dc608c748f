/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen.c -- rounds and courses: sending, firing, reprinting, bumping.
 */
#include "service/kitchen.h"

#include <stdlib.h>

#include "base/str.h"
#include "service/kitchen_inside.h"

/* So many pieces of a line for one station. */
struct piece {
	int item;                    /* index into view.items */
	int64_t choice;              /* piece of a set; 0: the item itself */
	int64_t station, course, quantity;
	bool is_held;
};

struct round {
	struct bill_head head;
	struct bill_view view;
	struct piece *pieces;
	int n;
	bool *is_sent;               /* by item */
	bool fires_all;
};

/* --- what the round is --------------------------------------------------------------------- */

static enum err add_piece(struct tx *tx, struct round *round, int item, int64_t choice,
			  int64_t made_of)
{
	const struct bill_item *from = &round->view.items[item];
	struct piece piece = { .item = item, .choice = choice, .course = from->course,
			       .quantity = from->quantity - from->sent };
	enum err err = store_kitchen_station_of(tx->db, made_of, &piece.station);

	if (err != ERR_OK || piece.station == 0)
		return err;
	round->pieces[round->n++] = piece;
	round->is_sent[item] = true;
	return ERR_OK;
}

static enum err add_item(struct tx *tx, struct round *round, int item)
{
	int64_t line = round->view.items[item].line;
	enum err err = add_piece(tx, round, item, 0, round->view.items[item].item);
	int i = -1;

	while (err == ERR_OK && (i = kitchen_next_piece(&round->view, line, i)) >= 0)
		err = add_piece(tx, round, item, round->view.rows.lines[i].id,
				round->view.rows.lines[i].item);
	return err;
}

/* The lowest course of the round that is one; 0: none. */
static int64_t lowest_course(const struct round *round)
{
	int64_t lowest = 0;

	for (int i = 0; i < round->n; i++)
		if (round->pieces[i].course > 0 &&
		    (lowest == 0 || round->pieces[i].course < lowest))
			lowest = round->pieces[i].course;
	return lowest;
}

static enum err held_tickets(struct tx *tx, int64_t bill, struct kitchen_ticket *tickets,
			     int *ret_n)
{
	return store_kitchen_of_bill(tx->db, bill, 1u << KITCHEN_HELD, tickets,
				     KITCHEN_TICKETS_MAX, ret_n);
}

static enum err decide_held(struct tx *tx, struct round *round)
{
	struct kitchen_ticket held[KITCHEN_TICKETS_MAX];
	int64_t limit = 0, lowest = lowest_course(round);
	int n = 0;
	enum err err = store_kitchen_front(tx->db, round->head.id, &limit);

	if (err == ERR_OK)
		err = held_tickets(tx, round->head.id, held, &n);
	if (n == 0 && lowest > limit)
		limit = lowest;
	for (int i = 0; i < round->n; i++)
		round->pieces[i].is_held = !round->fires_all && round->pieces[i].course > limit;
	return err;
}

/* By station, what is fired first, then by course, then as rung. */
static int compare(const void *left, const void *right)
{
	const struct piece *a = left, *b = right;

	if (a->station != b->station)
		return a->station < b->station ? -1 : 1;
	if (a->is_held != b->is_held)
		return a->is_held ? 1 : -1;
	if (a->course != b->course)
		return a->course < b->course ? -1 : 1;
	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return a->choice < b->choice ? -1 : a->choice > b->choice;
}

static enum err gather(struct tx *tx, struct round *round)
{
	size_t size = (size_t)round->view.rows.n_lines + 1;
	enum err err = ERR_OK;

	round->pieces = calloc(size, sizeof *round->pieces);
	round->is_sent = calloc(size, sizeof *round->is_sent);
	if (round->pieces == NULL || round->is_sent == NULL)
		return ERR_MEMORY;
	for (int i = 0; err == ERR_OK && i < round->view.n_items; i++) {
		const struct bill_item *item = &round->view.items[i];

		if (!item->is_discount && item->quantity > item->sent)
			err = add_item(tx, round, i);
	}
	if (err == ERR_OK)
		err = decide_held(tx, round);
	qsort(round->pieces, (size_t)round->n, sizeof *round->pieces, compare);
	return err;
}

/* --- its tickets --------------------------------------------------------------------------- */

/* How many pieces from `first` on stand on one ticket. */
static int run_of(const struct round *round, int first)
{
	const struct piece *pieces = round->pieces;
	int i = first + 1;

	while (i < round->n && pieces[i].station == pieces[first].station &&
	       pieces[i].is_held == pieces[first].is_held &&
	       (!pieces[i].is_held || pieces[i].course == pieces[first].course))
		i++;
	return i - first;
}

static enum err write_pieces(struct tx *tx, const struct round *round,
			     const struct kitchen_ticket *ticket, int first, int n)
{
	struct kitchen_reading reading;
	enum err err = kitchen_read(tx->db, &round->view, 0, 0, &reading);

	if (err == ERR_OK)
		err = kitchen_write(tx, ticket, &reading, 0, 0);
	for (int i = first; err == ERR_OK && i < first + n; i++) {
		const struct piece *piece = &round->pieces[i];

		err = kitchen_read(tx->db, &round->view, round->view.items[piece->item].line,
				   piece->choice, &reading);
		if (err == ERR_OK)
			err = kitchen_write(tx, ticket, &reading, piece->quantity, 0);
	}
	return err;
}

/* One paper a station: it tells of what is held there too. */
static enum err write_tickets(struct tx *tx, const struct round *round, int *ret_stations)
{
	int64_t told = 0;
	enum err err = ERR_OK;
	int stations = 0;

	for (int first = 0, n; err == ERR_OK && first < round->n; first += n) {
		const struct piece *piece = &round->pieces[first];
		struct kitchen_ticket ticket = kitchen_ticket_of(tx, &round->head, piece->station,
								 KITCHEN_ROUND);

		n = run_of(round, first);
		ticket.course = round->pieces[first + n - 1].course;
		if (piece->is_held) {
			ticket.state = KITCHEN_HELD;
			ticket.fired_unix_ms = 0;
		}
		err = store_kitchen_ticket_insert(tx, &ticket);
		if (err == ERR_OK)
			err = write_pieces(tx, round, &ticket, first, n);
		if (err == ERR_OK && piece->station != told) {
			err = kitchen_queue(tx, &ticket, KITCHEN_PAPER);
			stations++;
		}
		told = piece->station;
	}
	*ret_stations = stations;
	return err;
}

static enum err write_sent(struct tx *tx, const struct round *round)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < round->view.n_items; i++) {
		const struct bill_item *item = &round->view.items[i];

		if (round->is_sent[i])
			err = kitchen_sent_row(tx, round->head.id, item->line,
					       item->quantity - item->sent);
	}
	return err;
}

/* Sends what is unsent; *ret_stations is 0 when there was nothing. */
static enum err send_round(struct tx *tx, const struct bill_head *head, bool fires_all,
			   int *ret_stations)
{
	struct round round = { .head = *head, .fires_all = fires_all };
	enum err err = bill_view_load(tx->db, head->id, &round.view);

	if (err != ERR_OK)
		return err;
	err = gather(tx, &round);
	if (err == ERR_OK)
		err = write_tickets(tx, &round, ret_stations);
	if (err == ERR_OK)
		err = write_sent(tx, &round);
	free(round.pieces);
	free(round.is_sent);
	bill_view_done(&round.view);
	return err;
}

/* --- the acts ------------------------------------------------------------------------------ */

/* The lowest course that is held; 0: none. */
static enum err next_held(struct tx *tx, int64_t bill, int64_t *ret_course)
{
	struct kitchen_ticket held[KITCHEN_TICKETS_MAX];
	int64_t course = 0;
	int n = 0;
	enum err err = held_tickets(tx, bill, held, &n);

	for (int i = 0; i < n; i++)
		if (course == 0 || held[i].course < course)
			course = held[i].course;
	*ret_course = course;
	return err;
}

/* A result is kept with the act (L3): how many tickets, and which course is held next. */
#define RESULT_COURSES 16

static struct kitchen_sent sent_of(int64_t result)
{
	return (struct kitchen_sent){ (int)(result / RESULT_COURSES), result % RESULT_COURSES };
}

static enum err keep_result(struct tx *tx, int64_t bill, int tickets)
{
	int64_t held = 0;
	enum err err = next_held(tx, bill, &held);

	tx->result = (int64_t)tickets * RESULT_COURSES + held;
	return err;
}

static enum err send_in(struct tx *tx, void *arg)
{
	struct bill_head head;
	int stations = 0;
	enum err err = app_allow(tx, PERM_SELL, 0);

	(void)arg;
	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = send_round(tx, &head, false, &stations);
	if (err == ERR_OK && stations == 0)
		err = ERR_STATE;
	if (err == ERR_OK)
		err = bill_room_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err == ERR_OK ? keep_result(tx, head.id, stations) : err;
}

enum err kitchen_send(struct app *app, const struct act *act, struct kitchen_sent *ret_sent)
{
	char content[24];
	int64_t result = 0;
	enum err err;

	str_format(content, sizeof content, "%lld", (long long)act->bill);
	err = act_run(app->db, act, "kitchen-send", content, send_in, NULL, &result);
	if (err == ERR_OK)
		*ret_sent = sent_of(result);
	return err;
}

/* Fires all tickets held of a course; how many. */
static enum err fire_course(struct tx *tx, int64_t bill, int64_t course, int *ret_fired)
{
	struct kitchen_ticket held[KITCHEN_TICKETS_MAX];
	int n = 0, fired = 0;
	enum err err = held_tickets(tx, bill, held, &n);

	for (int i = 0; err == ERR_OK && i < n; i++) {
		if (held[i].course != course)
			continue;
		held[i].state = KITCHEN_FIRED;
		held[i].fired_unix_ms = tx->at_unix_ms;
		err = store_kitchen_set(tx, &held[i]);
		if (err == ERR_OK)
			err = kitchen_queue(tx, &held[i], KITCHEN_PAPER_FIRE);
		fired++;
	}
	*ret_fired = fired;
	return err;
}

static enum err fire_in(struct tx *tx, void *arg)
{
	int64_t course = *(const int64_t *)arg, bill = tx->act->bill;
	struct bill_head head;
	int fired = 0;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = store_bill_head(tx->db, bill, &head);
	if (err == ERR_OK && head.state == BILL_CLOSED)
		err = ERR_CLOSED;
	if (err == ERR_OK && course == 0)
		err = next_held(tx, bill, &course);
	if (err == ERR_OK)
		err = fire_course(tx, bill, course, &fired);
	if (err == ERR_OK && fired == 0)
		err = ERR_STATE;
	return err == ERR_OK ? keep_result(tx, bill, fired) : err;
}

enum err kitchen_fire(struct app *app, const struct act *act, int64_t course,
		      struct kitchen_sent *ret_sent)
{
	char content[48];
	int64_t result = 0;
	enum err err;

	if (course < 0 || course > BILL_COURSE_MAX)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld", (long long)act->bill, (long long)course);
	err = act_run(app->db, act, "kitchen-fire", content, fire_in, &course, &result);
	if (err == ERR_OK)
		*ret_sent = sent_of(result);
	return err;
}

static enum err has_stations(struct tx *tx, bool *ret_has)
{
	static const char sql[] =
		"SELECT count(*) FROM kitchen_station WHERE property = $1 AND is_active = 1";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property));

	*ret_has = n > 0;
	return err;
}

enum err kitchen_close_in(struct tx *tx, int64_t bill)
{
	struct bill_head head;
	int64_t course = 0;
	bool has = false;
	int n = 0;
	enum err err = has_stations(tx, &has);

	if (err != ERR_OK || !has)
		return err;
	err = store_bill_head(tx->db, bill, &head);
	if (err != ERR_OK || str_equal(head.kind, "sale"))
		return err;
	err = send_round(tx, &head, true, &n);
	while (err == ERR_OK) {
		err = next_held(tx, bill, &course);
		if (err != ERR_OK || course == 0)
			break;
		err = fire_course(tx, bill, course, &n);
	}
	return err;
}

static enum err reprint_in(struct tx *tx, void *arg)
{
	struct kitchen_ticket tickets[KITCHEN_TICKETS_MAX];
	int n = 0;
	enum err err = app_allow(tx, PERM_SELL, 0);

	(void)arg;
	if (err == ERR_OK)
		err = store_kitchen_latest(tx->db, tx->act->bill, tickets, KITCHEN_TICKETS_MAX,
					   &n);
	if (err == ERR_NOT_FOUND)
		err = ERR_STATE;
	for (int i = 0; err == ERR_OK && i < n; i++)
		if (i == 0 || tickets[i].station != tickets[i - 1].station)
			err = kitchen_queue(tx, &tickets[i], KITCHEN_PAPER_COPY);
	return err;
}

enum err kitchen_reprint(struct app *app, const struct act *act)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)act->bill);
	return act_run(app->db, act, "kitchen-reprint", content, reprint_in, NULL, NULL);
}

/* --- at the display ------------------------------------------------------------------------ */

static enum err bump_in(struct tx *tx, void *arg)
{
	struct kitchen_ticket ticket;
	enum err err = app_allow(tx, PERM_NONE, 0);

	if (err == ERR_OK)
		err = store_kitchen_ticket_load(tx->db, *(const int64_t *)arg, &ticket);
	if (err == ERR_OK && ticket.state != KITCHEN_FIRED)
		err = ERR_STATE;
	if (err != ERR_OK)
		return err;
	ticket.state = KITCHEN_BUMPED;
	ticket.bumped_unix_ms = tx->at_unix_ms;
	return store_kitchen_set(tx, &ticket);
}

static enum err recall_in(struct tx *tx, void *arg)
{
	struct kitchen_ticket ticket;
	enum err err = app_allow(tx, PERM_NONE, 0);

	if (err == ERR_OK)
		err = store_kitchen_ticket_load(tx->db, *(const int64_t *)arg, &ticket);
	if (err == ERR_OK && ticket.state != KITCHEN_BUMPED)
		err = ERR_STATE;
	if (err != ERR_OK)
		return err;
	ticket.state = KITCHEN_FIRED;
	ticket.recalls++;
	return store_kitchen_set(tx, &ticket);
}

enum err kitchen_bump(struct app *app, const struct act *act, int64_t ticket)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)ticket);
	return act_run(app->db, act, "kitchen-bump", content, bump_in, &ticket, NULL);
}

enum err kitchen_recall(struct app *app, const struct act *act, int64_t ticket)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)ticket);
	return act_run(app->db, act, "kitchen-recall", content, recall_in, &ticket, NULL);
}
