/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu_inside.h -- what the tables of the menu share: names in languages, and lists.
 */
#ifndef SANDUQ_SERVICE_MENU_INSIDE_H
#define SANDUQ_SERVICE_MENU_INSIDE_H

#include "service/menu_table.h"

/* The columns of names in other languages; a table that has them has all. */
#define MENU_NAME_COLUMNS                                                                         \
	{ .name = "name_en", .type = MENU_TEXT, .fallback = "",                                   \
	  .help = N_("Its name for people whose language is English, where it is another.") },    \
	{ .name = "name_ar", .type = MENU_TEXT, .fallback = "",                                   \
	  .help = N_("Its name for people whose language is Arabic.") },                          \
	{ .name = "name_fa", .type = MENU_TEXT, .fallback = "",                                   \
	  .help = N_("Its name for people whose language is Persian.") }

/* Reads and writes the names of what has the id `of`. */
enum err menu_names_read(struct db *db, const struct menu_table *table, int64_t of,
			 struct menu_row *row);
enum err menu_names_write(struct tx *tx, const struct menu_table *table, int64_t of,
			  const struct menu_row *row);

/* Sets a cell by the name of its column. */
void menu_set_number(const struct menu_table *table, struct menu_row *row, const char *name,
		     int64_t number);
void menu_set_text(const struct menu_table *table, struct menu_row *row, const char *name,
		   const char *text);

/* Takes the next text of a list "a|b" into `into` (size bytes), without blanks around; false at the
 * end. */
bool menu_list_next(const char **at, char *into, size_t size);

/* Adds a text to a list; false when it is full. */
bool menu_list_add(char list[MENU_CELL_SIZE], const char *text);

/* The id of an item by its code, sold or not. */
enum err menu_item_id(struct db *db, int64_t code, int64_t *ret_id);

/* Says what is wrong: writes the sentence and returns ERR_DATA. */
enum err menu_wrong(char *problem, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Calls `each` with every row that a query gives, read by `read`; closes the query. */
enum err menu_each(struct db *db, struct db_rows *rows,
		   enum err (*read)(struct db *db, struct db_rows *rows, struct menu_row *row),
		   menu_row_fn *each, void *arg);

/* The one row that a query gives. */
enum err menu_one(struct db *db, struct db_rows *rows,
		  enum err (*read)(struct db *db, struct db_rows *rows, struct menu_row *row),
		  struct menu_row *ret_row);

#endif
