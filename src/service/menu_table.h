/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu_table.h -- the menu as tables of rows: what files hold, forms show and acts write.
 *                         [db]
 *
 * Shape   five tables, each with its columns: items, categories, price levels, prices (sizes, and
 *         prices at levels), modifiers (groups, and what is chosen of them).  A struct menu_row has
 *         a cell per column: texts, and numbers with their text made when it is shown.  The same
 *         columns read a file, write it, tell what would change, fill a form and say what is wrong.
 * Units   MENU_AMOUNT cells are minor units.
 * Errors  ERR_NOT_FOUND, ERR_DATA with a sentence (an English one, for files and forms), ERR_LIMIT,
 *         ERR_CARD_NUMBER, ERR_APPROVAL, those of act.h.
 * Owner   plain values.
 * Rules   L3 (a row put twice is put once), P1 (no card number in any text but a barcode's check).
 */
#ifndef SANDUQ_SERVICE_MENU_TABLE_H
#define SANDUQ_SERVICE_MENU_TABLE_H

#include "service/app.h"
#include "store/store_choice.h"

#define MENU_CELL_SIZE 256
#define MENU_COLUMNS_MAX 24
#define MENU_PROBLEM_SIZE 320
#define MENU_NONE INT64_C(-1)        /* a number that is not given: the category's, or no limit */

enum menu_type {
	MENU_TEXT,
	MENU_NUMBER,                 /* from low to high */
	MENU_AMOUNT,
	MENU_FLAG,
	MENU_CHOICE,                 /* one of the words in `words` */
	MENU_HOURS,                  /* core/hours.h */
	MENU_LIST,                   /* texts separated by '|' */
	MENU_RATE,                   /* percent, as ppm */
};

struct menu_column {
	const char *name;
	enum menu_type type;
	bool is_key;                 /* which row it is */
	bool is_required;
	int64_t low, high;           /* of a number */
	const char *words;           /* of a choice, parted by spaces */
	const char *fallback;        /* what an empty cell stands for; "": stays empty */
	const char *help;
};

struct menu_cell {
	char text[MENU_CELL_SIZE];   /* of texts, choices, hours, lists */
	int64_t number;              /* of the rest */
};

struct menu_row {
	int64_t id;                  /* 0: new */
	struct menu_cell cell[MENU_COLUMNS_MAX];
};

/* Reads rows: `each` is called until it returns false. */
typedef bool menu_row_fn(void *arg, const struct menu_row *row);

struct menu_table {
	const char *file;            /* "menu": the name of its file and command */
	const char *what;            /* "items" */
	const struct menu_column *columns;   /* ends with { 0 } */
	enum err (*each)(struct db *db, menu_row_fn *each, void *arg);
	enum err (*find)(struct db *db, const struct menu_row *key, struct menu_row *ret_row);
	/* Fills what follows from the rest of the row; NULL: nothing does. */
	enum err (*complete)(struct db *db, struct menu_row *row);
	/* What only the store can tell; writes a sentence for ERR_DATA. */
	enum err (*check)(struct db *db, const struct menu_row *row, char *problem);
	enum err (*put)(struct tx *tx, const struct menu_row *row, int64_t *ret_id);
};

/* The tables, in the order in which their files go in; NULL at the end. */
extern const struct menu_table *const menu_tables[];
extern const struct menu_table menu_items, menu_categories, menu_levels, menu_prices,
	menu_modifiers;

/* The index of a column; asserts that it is there. */
int menu_column(const struct menu_table *table, const char *name);

/* A cell's number or text by the name of its column. */
int64_t menu_number(const struct menu_table *table, const struct menu_row *row, const char *name);
const char *menu_text(const struct menu_table *table, const struct menu_row *row,
		      const char *name);

/* A row with every column at its fallback. */
struct menu_row menu_row_new(const struct menu_table *table);

/* Reads what is typed or stands in a file into a cell; "" is the fallback.  `problem`
 * (MENU_PROBLEM_SIZE) says what is wrong with ERR_DATA. */
enum err menu_cell_read(const struct menu_column *column, int exponent, char decimal,
			const char *text, struct menu_cell *ret_cell, char *problem);

/* Writes it as files have it; returns `into` (MENU_CELL_SIZE bytes). */
char *menu_cell_text(const struct menu_column *column, int exponent, const struct menu_cell *cell,
		     char *into);

/* True when both say the same in a column, in all columns. */
bool menu_cell_same(const struct menu_column *column, const struct menu_cell *a,
		    const struct menu_cell *b);
bool menu_row_same(const struct menu_table *table, const struct menu_row *a,
		   const struct menu_row *b);

/* What a row is called in a message: "201 Lamb ouzi"; returns `into` (MENU_CELL_SIZE bytes). */
char *menu_row_label(const struct menu_table *table, const struct menu_row *row, char *into);

/* Checks a row against the rest of the menu; `problem` says what is wrong with ERR_DATA. */
enum err menu_row_check(struct db *db, const struct menu_table *table, const struct menu_row *row,
			char *problem);

/* Adds the row, or changes the one with its key.  PERM_SETUP. */
enum err menu_row_put(struct app *app, const struct act *act, const struct menu_table *table,
		      const struct menu_row *row, int64_t *ret_id);

/* Counts what is left of an item (0: sold out, MENU_NONE: not counted any more).  PERM_SELL. */
#define MENU_LEFT_MAX 9999
enum err menu_set_left(struct app *app, const struct act *act, int64_t code, int64_t left);

#endif
