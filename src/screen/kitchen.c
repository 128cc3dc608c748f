/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/kitchen.c -- the kitchen's display: reading its cards, and the keys that bump and recall.
 */
#include "screen/kitchen.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/str.h"
#include "screen/kitchen_parts.h"
#include "ui/text.h"

#define RECALL_MS INT64_C(7200000)   /* how long what was bumped can be recalled */

/* --- reading ------------------------------------------------------------------------------- */

static void drop_cards(struct board *board)
{
	while (board->n > 0)
		kitchen_card_done(&board->cards[--board->n]);
}

/* A void that names a ticket of this station is shown with what is left there. */
static enum err read_cards(struct board *board)
{
	struct db *db = board->of.app->db;
	struct kitchen_ticket *tickets = calloc(BOARD_CARDS_MAX, sizeof *tickets);
	int n = 0;
	enum err err = tickets != NULL ? store_kitchen_open(db, board->of.station, tickets,
							    BOARD_CARDS_MAX, &n)
				       : ERR_MEMORY;

	for (int i = 0; err == ERR_OK && i < n; i++) {
		err = kitchen_card_load(db, &tickets[i], &board->cards[board->n]);
		if (err == ERR_OK)
			board->n++;
	}
	free(tickets);
	return err;
}

static void keep_in_bounds(struct board *board)
{
	if (board->selected >= board->n)
		board->selected = board->n - 1;
	if (board->selected < 0)
		board->selected = 0;
	if (board->first > board->selected)
		board->first = board->selected;
	if (board->shown > 0 && board->selected >= board->first + board->shown)
		board->first = board->selected;
}

static int compare_ids(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

/* What is to be made now, by id. */
static int list_fired(const struct board *board, int64_t ids[BOARD_CARDS_MAX])
{
	int n = 0;

	for (int i = 0; i < board->n; i++)
		if (board->cards[i].ticket.state == KITCHEN_FIRED)
			ids[n++] = board->cards[i].ticket.id;
	qsort(ids, (size_t)n, sizeof *ids, compare_ids);
	return n;
}

/* The selection stays on its ticket, or on its place when that is gone. */
static enum err load(struct board *board)
{
	int64_t ticket = board->n > 0 ? board->cards[board->selected].ticket.id : 0;
	enum err err;

	drop_cards(board);
	err = read_cards(board);
	for (int i = 0; i < board->n; i++)
		if (board->cards[i].ticket.id == ticket)
			board->selected = i;
	keep_in_bounds(board);
	return err;
}

/* --- bump, recall -------------------------------------------------------------------------- */

static struct act act_of(const struct board *board)
{
	return app_act(board->of.app, board->of.staff);
}

static enum err bump_card(struct ui *ui, struct board *board, int card)
{
	struct kitchen_ticket ticket;
	struct act act = act_of(board);
	enum err err;

	if (card >= board->n)
		return ERR_OK;
	ticket = board->cards[card].ticket;
	if (ticket.state == KITCHEN_HELD) {
		ui_error(ui, tr(ui_draw(ui), "Course %lld is held; it is fired at the till."),
			 (long long)ticket.course);
		return ERR_STATE;
	}
	err = kitchen_bump(board->of.app, &act, ticket.id);
	if (err != ERR_OK)
		return err;
	ui_say(ui, tr(ui_draw(ui), "Ticket %lld of table %lld is done. Backspace brings it back."),
	       (long long)ticket.number, (long long)board->cards[card].bill.table_number);
	return load(board);
}

static enum err bump(struct ui *ui, void *state)
{
	struct board *board = state;

	return bump_card(ui, board, board->selected);
}

static enum err recall(struct ui *ui, void *state)
{
	struct board *board = state;
	int64_t since = clock_unix_ms(board->of.app->clock) - RECALL_MS;
	struct act act = act_of(board);
	struct kitchen_ticket ticket;
	int n = 0;
	enum err err = store_kitchen_bumped(board->of.app->db, board->of.station, since, &ticket,
					    1, &n);

	if (err == ERR_OK && n == 0) {
		ui_error(ui, "%s", tr(ui_draw(ui), "Nothing was done in the last two hours."));
		return ERR_STATE;
	}
	if (err == ERR_OK)
		err = kitchen_recall(board->of.app, &act, ticket.id);
	if (err != ERR_OK)
		return err;
	ui_say(ui, tr(ui_draw(ui), "Ticket %lld is back."), (long long)ticket.number);
	return load(board);
}

/* --- moving -------------------------------------------------------------------------------- */

static enum err next_card(struct ui *ui, void *state)
{
	struct board *board = state;

	(void)ui;
	board->selected++;
	keep_in_bounds(board);
	return ERR_OK;
}

static enum err last_card(struct ui *ui, void *state)
{
	struct board *board = state;

	(void)ui;
	board->selected--;
	keep_in_bounds(board);
	return ERR_OK;
}

static bool has_more(const void *state)
{
	const struct board *board = state;

	return board->first > 0 || board->first + board->shown < board->n;
}

/* Round and round, so that one key is enough. */
static enum err next_page(struct ui *ui, void *state)
{
	struct board *board = state;
	int next = board->first + board->shown;

	(void)ui;
	board->first = board->selected = next < board->n ? next : 0;
	return ERR_OK;
}

static bool has_stations(const void *state)
{
	return ((const struct board *)state)->n_stations > 1;
}

/* From all to each with a display, and back to all. */
static enum err next_station(struct ui *ui, void *state)
{
	struct board *board = state;
	int i = 0;

	(void)ui;
	while (i < board->n_stations && board->stations[i].number <= board->of.station)
		i++;
	board->of.station = i < board->n_stations ? board->stations[i].number : 0;
	board->first = board->selected = 0;
	return load(board);
}

static enum err leave(struct ui *ui, void *state)
{
	struct board *board = state;

	if (board->of.leave == NULL)
		ui_pop(ui);
	else
		board->of.leave(board->of.arg);
	return ERR_OK;
}

static bool has_cards(const void *state)
{
	return ((const struct board *)state)->n > 0;
}

static const struct action actions[] = {
	{ "bump-ticket", "Enter", N_("Done"),
	  N_("The selected ticket is done and leaves the display; 1 to 9 do the same to the one "
	     "with that number."), PERM_NONE, has_cards, bump },
	{ "recall-ticket", "Backspace", N_("Recall"),
	  N_("Bring the ticket back that was done last."), PERM_NONE, NULL, recall },
	{ "next-ticket", "Down", NULL, N_("Select the next ticket."), PERM_NONE, has_cards,
	  next_card },
	{ "last-ticket", "Up", NULL, N_("Select the ticket before."), PERM_NONE, has_cards,
	  last_card },
	{ "next-tickets", "PgDn", N_("Page"), N_("Show the next page of tickets."), PERM_NONE,
	  has_more, next_page },
	{ "next-kitchen", "Tab", N_("Station"),
	  N_("Show another station, or all that have a display."), PERM_NONE, has_stations,
	  next_station },
	{ "leave-kitchen", "F9", N_("Leave"), N_("End the display."), PERM_NONE, NULL, leave },
	{ 0 }
};

/* --- the class ----------------------------------------------------------------------------- */

static enum err open(struct ui *ui, void *argument, void **ret_state)
{
	struct board *board = calloc(1, sizeof *board);
	struct kitchen_station all[KITCHEN_NUMBER_MAX];
	int n = 0;
	enum err err = board != NULL ? ERR_OK : ERR_MEMORY;

	(void)ui;
	if (err == ERR_OK) {
		board->of = *(const struct screen_board *)argument;
		err = store_kitchen_station_list(board->of.app->db, all, KITCHEN_NUMBER_MAX, &n);
	}
	for (int i = 0; err == ERR_OK && i < n; i++)
		if (all[i].has_display)
			board->stations[board->n_stations++] = all[i];
	if (err == ERR_OK)
		err = load(board);
	if (err != ERR_OK) {
		free(board);
		return err;
	}
	*ret_state = board;
	return ERR_OK;
}

static void close_board(void *state)
{
	drop_cards(state);
	free(state);
}

static void title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct board *board = state;
	const char *name = tr(draw, "all stations");
	int late = 0, held = 0;

	for (int i = 0; i < board->n_stations; i++)
		if (board->stations[i].number == board->of.station)
			name = board->stations[i].name;
	for (int i = 0; i < board->n; i++) {
		late += board_age(&board->cards[i], draw->now_unix_ms) == 2;
		held += board->cards[i].ticket.state == KITCHEN_HELD;
	}
	text_format(into, size, tr(draw, "%s · %d open, %d held, %d late"), name,
		    board->n - held, held, late);
}

static void draw_board(const struct draw *draw, struct canvas *canvas, struct area area,
		       void *state)
{
	struct board *board = state;

	if (board->n == 0)
		canvas_text(canvas, area.row + area.rows / 2, area.x, area.columns, ALIGN_CENTER,
			    STYLE_DIM, tr(draw, "Nothing to make."));
	board_draw(draw, canvas, area, board);
	/* A selection that went below the page turns it. */
	if (board->selected >= board->first + board->shown && board->shown > 0) {
		board->first = board->selected;
		canvas_fill(canvas, area, STYLE_TEXT);
		board_draw(draw, canvas, area, board);
	}
}

static enum err digit_key(struct ui *ui, void *state, struct key key)
{
	struct board *board = state;

	if (key.kind != KEY_KIND_CHAR || key.code < '1' || key.code > '9' ||
	    (int)key.code - '0' > board->shown)
		return ERR_OK;
	return bump_card(ui, board, board->first + (int)key.code - '1');
}

/* What came while nobody touched the display is told to the ear. */
static void reload(struct ui *ui, void *state)
{
	struct board *board = state;
	int64_t before[BOARD_CARDS_MAX], now[BOARD_CARDS_MAX];
	int n_before = list_fired(board, before), n;
	bool is_new = false;

	ui_error_code(ui, load(board));
	n = list_fired(board, now);
	for (int i = 0; i < n; i++)
		is_new |= bsearch(&now[i], before, (size_t)n_before, sizeof *before,
				  compare_ids) == NULL;
	if (is_new && board->of.ring != NULL)
		board->of.ring(board->of.arg);
}

const struct screen_class screen_kitchen = {
	.name = "kitchen",
	.help_title = N_("Kitchen display"),
	.actions = actions,
	.nothing_to_type = N_("1 to 9: that ticket is done"),
	.open = open,
	.close = close_board,
	.title = title,
	.draw = draw_board,
	.key = digit_key,
	.reload = reload,
};
