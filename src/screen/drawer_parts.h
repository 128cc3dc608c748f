/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/drawer_parts.h -- the state of the drawer screen, for drawer.c (opening and closing),
 *                          drawer_count.c, drawer_move.c (cash in and out, X) and drawer_draw.c
 *                          (how it looks) alone.
 *
 * Rules   C3 (blind: what the drawer should hold is not even read before it is counted), M8.
 */
#ifndef SANDUQ_SCREEN_DRAWER_PARTS_H
#define SANDUQ_SCREEN_DRAWER_PARTS_H

#include "screen/paper.h"
#include "screen/till.h"
#include "service/drawer.h"
#include "ui/entry.h"
#include "ui/table.h"

#define DRAWER_MOVES_SHOWN 64
#define DRAWER_PEOPLE_MAX 64

/* Counted: a result was shown, and the session waits to be closed; closed: it is over. */
enum drawer_mode { DRAWER_SHUT, DRAWER_OPEN, DRAWER_COUNTING, DRAWER_COUNTED, DRAWER_CLOSED };

/* A row of the count: pieces of a denomination, or (0) an amount that was not counted so. */
struct drawer_row {
	struct drawer_piece piece;
	int exponent;
	bool is_counted;
};

struct drawer_screen {
	struct till *till;           /* first: the actions that screens share want it there */
	enum drawer_mode mode;
	struct entry_line entry;
	struct table table;
	struct drawer_row rows[DRAWER_PIECES_MAX];
	int n;
	struct drawer_session session;
	struct drawer_move_row moves[DRAWER_MOVES_SHOWN];
	int n_moves;
	int64_t opened_unix_ms;
	char staff[96];              /* who answers for it */
	struct drawer_result result;
	int64_t since_minor[DRAWER_UNITS_MAX];  /* moved since that count, by unit of the result */
	bool has_moved;
	struct paper_printing printing;

	/* What is being done, until it is done. */
	struct drawer_amount floats[DRAWER_UNITS_MAX];
	int n_floats;
	struct drawer_moving moving;
	int64_t people[DRAWER_PEOPLE_MAX];
	int n_people;
	struct act act;
	struct perm_need need;
	bool has_approval;           /* of a further count, given before it */
};

/* The rows as a list. */
struct table_source drawer_source(const struct drawer_screen *drawer);

/* What is counted so far in the unit of row `row`; ERR_OVERFLOW. */
enum err drawer_counted(const struct drawer_screen *drawer, int row, int64_t *ret_minor);

/* True when row `row` is the first of its unit. */
bool drawer_begins_unit(const struct drawer_screen *drawer, int row);

/* Reads where the drawer stands and takes the mode that goes with it. */
enum err drawer_look(struct drawer_screen *drawer);

/* A new intention: its act is fresh. */
void drawer_fresh_act(struct drawer_screen *drawer);

/* The words of a kind of move. */
const char *drawer_kind_words(const char *kind);

/* Opens the till's drawer. */
void drawer_kick(const struct drawer_screen *drawer);

/* Reads an amount with its unit: "12.50", "50usd", "USD 50"; the house's unit when none is typed.
 * ERR_NOT_FOUND (with its sentence said) for a unit the house does not take. */
enum err drawer_parse(const struct drawer_screen *drawer, const char *text,
		      struct drawer_amount *ret_amount);

/* Reads an amount, or pieces, of zero or more. */
enum err drawer_minor(const struct drawer_screen *drawer, const char *text, int exponent,
		      int64_t *ret_minor);

/* The decimals of a unit here. */
int drawer_exponent(const struct drawer_screen *drawer, const char *unit);

/* Prints a new paper, where this till has a printer. */
enum err drawer_print(struct drawer_screen *drawer, int64_t paper);

/* The actions of an open drawer. */
bool drawer_is_open(const void *state);
enum err drawer_paid_in(struct ui *ui, void *state);
enum err drawer_paid_out(struct ui *ui, void *state);
enum err drawer_drop(struct ui *ui, void *state);
enum err drawer_change(struct ui *ui, void *state);
enum err drawer_tip_out(struct ui *ui, void *state);
enum err drawer_without_sale(struct ui *ui, void *state);
enum err drawer_x(struct ui *ui, void *state);
enum err drawer_x_paper(struct ui *ui, void *state);

/* The count: takes what is typed for the marked row; begins it, or asks whether it is done; the way
 * back; what the typed pieces are worth. */
enum err drawer_count_row(struct drawer_screen *drawer);
enum err drawer_finish(struct ui *ui, void *state);
enum err drawer_leave(struct ui *ui, void *state);
void drawer_echo_pieces(struct drawer_screen *drawer, const char *text);

/* The title row and the body. */
void drawer_title(const struct draw *draw, const void *state, char *into, size_t size);
void drawer_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

#endif
