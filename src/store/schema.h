/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/schema.h -- the numbered schema steps, read as data: tables, their class, their columns and
 *                   the step each came in.  [pure]
 *
 * Shape   a step is the text of schema/NNN.sql, built into the program.  The number of the newest
 *         step is the form of rows written now; a column of step 3 is covered by the hash of acts
 *         of form 3 and later.  Steps after the first may bring tables and ADD COLUMN to a table.
 *         Tables keep the order they came in; book tables are numbered in that order from 0.
 *         A schema with a log table has a state table `retention` with the columns name and
 *         is_open: rows of a log leave only while its row there says so.
 * Errors  ERR_DATA for a step that breaks these rules, ERR_MEMORY.
 * Owner   schema_done() frees; the texts of the steps are borrowed for the life of the schema.
 * Rules   L2, L5; house style 2 (table classes).
 */
#ifndef SANDUQ_STORE_SCHEMA_H
#define SANDUQ_STORE_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define SCHEMA_NAME_SIZE 32
#define SCHEMA_COLUMNS_MAX 32
#define SCHEMA_BOOKS_MAX 64

enum schema_class { SCHEMA_NO_CLASS, SCHEMA_BOOK, SCHEMA_LOG, SCHEMA_STATE };

struct schema_column {
	char name[SCHEMA_NAME_SIZE];
	int form;                  /* the step it came in, from 1 */
	bool is_text;              /* TEXT; else BIGINT */
};

struct schema_table {
	char name[SCHEMA_NAME_SIZE];
	enum schema_class class;
	int form;
	int book;                  /* number among the book tables, -1: another class */
	int id;                    /* which column is `id`, -1: none */
	int n;
	struct schema_column column[SCHEMA_COLUMNS_MAX];
	char *read;                /* book: rows with $1 property, $2 <= id < $3, in order of id */
};

struct schema {
	const char *const *steps;  /* texts, ending with NULL */
	int forms;                 /* how many */
	int n;
	int books;
	struct schema_table *table;
};

/* One statement of a step, without its ';', and the class named in the line before it. */
struct schema_statement {
	const char *text;
	size_t len;
	enum schema_class class;
};

/* The steps built into the program, ending with NULL. */
extern const char *const schema_steps[];

/* Reads the steps. */
enum err schema_parse(const char *const *steps, struct schema *ret_schema);

/* Frees; fine on an all-zero schema. */
void schema_done(struct schema *schema);

/* The table with this name, or the book table with this number; NULL when there is none. */
const struct schema_table *schema_find(const struct schema *schema, const char *name);
const struct schema_table *schema_book(const struct schema *schema, int book);

/* The column with this name, -1 when there is none. */
int schema_column(const struct schema_table *table, const char *name);

/* Takes the next statement at *at; false at the end. */
bool schema_next(const char **at, struct schema_statement *ret_statement);

/* Takes the next word (letters, digits, _) or single other character; 0 at the end of `end`. */
size_t schema_word(const char **at, const char *end, const char **ret_word);

/* True when the word is `text`. */
bool schema_is(const char *word, size_t len, const char *text);

#endif
