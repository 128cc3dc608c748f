/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/schema.c -- a small reader for our own schema steps: it splits statements, and learns the
 * tables and columns that CREATE TABLE and ALTER TABLE ... ADD COLUMN bring.  What the SQL means
 * is left to the engine.
 */
#include "store/schema.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* The rest of a line: where it ends. */
static const char *line_end(const char *at)
{
	return at + strcspn(at, "\n");
}

/* The end of a quoted text that begins at `at`. */
static const char *quote_end(const char *at)
{
	const char *end = strchr(at + 1, '\'');

	return end != NULL ? end + 1 : at + strlen(at);
}

static enum schema_class comment_class(const char *at)
{
	static const struct {
		const char *text;
		enum schema_class class;
	} classes[] = {
		{ "-- book", SCHEMA_BOOK },
		{ "-- log", SCHEMA_LOG },
		{ "-- state", SCHEMA_STATE },
	};
	size_t len = (size_t)(line_end(at) - at);

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (schema_is(at, len, classes[i].text))
			return classes[i].class;
	return SCHEMA_NO_CLASS;
}

bool schema_is(const char *word, size_t len, const char *text)
{
	return strlen(text) == len && memcmp(word, text, len) == 0;
}

bool schema_next(const char **at, struct schema_statement *ret_statement)
{
	struct schema_statement found = { NULL, 0, SCHEMA_NO_CLASS };
	const char *p = *at;

	for (;;) {
		p += strspn(p, " \t\n");
		if (p[0] != '-' || p[1] != '-')
			break;
		found.class = comment_class(p);
		p = line_end(p);
	}
	if (*p == '\0')
		return false;
	found.text = p;
	while (*p != '\0' && *p != ';') {
		if (*p == '\'')
			p = quote_end(p);
		else if (p[0] == '-' && p[1] == '-')
			p = line_end(p);
		else
			p++;
	}
	found.len = (size_t)(p - found.text);
	*at = *p == ';' ? p + 1 : p;
	*ret_statement = found;
	return true;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static const char *skip_blank(const char *p, const char *end)
{
	while (p < end) {
		if (*p == ' ' || *p == '\t' || *p == '\n')
			p++;
		else if (p + 1 < end && p[0] == '-' && p[1] == '-')
			p = line_end(p);
		else
			break;
	}
	return p < end ? p : end;
}

size_t schema_word(const char **at, const char *end, const char **ret_word)
{
	const char *begin = skip_blank(*at, end);
	const char *p = begin;

	if (begin >= end)
		return 0;
	if (*p == '\'')
		p = quote_end(p);
	else if (is_word(*p))
		while (p < end && is_word(*p))
			p++;
	else
		p++;
	if (p > end)
		p = end;
	*at = p;
	*ret_word = begin;
	return (size_t)(p - begin);
}

/* Takes the next word when it is `text`. */
static bool take(const char **at, const char *end, const char *text)
{
	const char *p = *at, *word;
	size_t len = schema_word(&p, end, &word);

	if (len == 0 || !schema_is(word, len, text))
		return false;
	*at = p;
	return true;
}

static bool take_name(const char **at, const char *end, char name[SCHEMA_NAME_SIZE])
{
	const char *word;
	size_t len = schema_word(at, end, &word);

	if (len == 0 || len >= SCHEMA_NAME_SIZE || !is_word(*word))
		return false;
	memcpy(name, word, len);
	name[len] = '\0';
	return true;
}

/* Moves behind the next ',' at this depth of parentheses, or to the ')' that ends it. */
static void skip_item(const char **at, const char *end)
{
	const char *word;
	int depth = 0;

	for (;;) {
		const char *p = *at;
		size_t len = schema_word(&p, end, &word);

		if (len == 0 || (depth == 0 && *word == ')'))
			return;
		*at = p;
		if (*word == '(')
			depth++;
		else if (*word == ')')
			depth--;
		else if (*word == ',' && depth == 0)
			return;
	}
}

static enum err add_column(struct schema_table *table, const char **at, const char *end, int form)
{
	struct schema_column column = { .form = form };

	if (table->n == SCHEMA_COLUMNS_MAX || !take_name(at, end, column.name))
		return ERR_DATA;
	if (take(at, end, "TEXT"))
		column.is_text = true;
	else if (!take(at, end, "BIGINT"))
		return ERR_DATA;
	if (schema_column(table, column.name) >= 0)
		return ERR_DATA;
	table->column[table->n++] = column;
	skip_item(at, end);
	return ERR_OK;
}

static bool is_constraint(const char *at, const char *end)
{
	static const char *const words[] = { "PRIMARY", "FOREIGN", "UNIQUE", "CHECK",
					     "CONSTRAINT" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const char *p = at;

		if (take(&p, end, words[i]))
			return true;
	}
	return false;
}

static enum err new_table(struct schema *schema, struct schema_table **ret_table)
{
	struct schema_table *grown =
		realloc(schema->table, (size_t)(schema->n + 1) * sizeof *grown);

	if (grown == NULL)
		return ERR_MEMORY;
	schema->table = grown;
	*ret_table = &grown[schema->n++];
	**ret_table = (struct schema_table){ .book = -1, .id = -1 };
	return ERR_OK;
}

static enum err number_table(struct schema *schema, struct schema_table *table)
{
	table->id = schema_column(table, "id");
	if (table->class == SCHEMA_NO_CLASS || table->n == 0 ||
	    strcmp(table->column[0].name, "property") != 0)
		return ERR_DATA;
	if (table->class != SCHEMA_BOOK)
		return ERR_OK;
	if (table->id != 1 || schema->books == SCHEMA_BOOKS_MAX)
		return ERR_DATA;
	table->book = schema->books++;
	return ERR_OK;
}

static enum err parse_create(struct schema *schema, const struct schema_statement *statement,
			     const char *at, int form)
{
	const char *end = statement->text + statement->len;
	char name[SCHEMA_NAME_SIZE];
	struct schema_table *table;
	enum err err;

	if (!take_name(&at, end, name) || !take(&at, end, "(") || schema_find(schema, name))
		return ERR_DATA;
	err = new_table(schema, &table);
	if (err != ERR_OK)
		return err;
	memcpy(table->name, name, sizeof name);
	table->class = statement->class;
	table->form = form;
	while (err == ERR_OK && !take(&at, end, ")")) {
		if (skip_blank(at, end) >= end)
			return ERR_DATA;
		if (is_constraint(at, end))
			skip_item(&at, end);
		else
			err = add_column(table, &at, end, form);
	}
	return err != ERR_OK ? err : number_table(schema, table);
}

static enum err parse_alter(struct schema *schema, const char *at, const char *end, int form)
{
	char name[SCHEMA_NAME_SIZE];
	struct schema_table *table;

	if (!take_name(&at, end, name) || !take(&at, end, "ADD") || !take(&at, end, "COLUMN"))
		return ERR_DATA;
	table = (struct schema_table *)schema_find(schema, name);
	if (table == NULL)
		return ERR_DATA;
	return add_column(table, &at, end, form);
}

static enum err parse_step(struct schema *schema, const char *step, int form)
{
	struct schema_statement statement;
	enum err err = ERR_OK;

	while (err == ERR_OK && schema_next(&step, &statement)) {
		const char *at = statement.text, *end = at + statement.len;

		if (take(&at, end, "ALTER") && take(&at, end, "TABLE"))
			err = parse_alter(schema, at, end, form);
		else if (take(&at, end, "CREATE") && take(&at, end, "TABLE"))
			err = parse_create(schema, &statement, at, form);
	}
	return err;
}

static enum err build_reads(struct schema *schema)
{
	for (int i = 0; i < schema->n; i++) {
		struct schema_table *table = &schema->table[i];
		struct str text = { 0 };

		if (table->book < 0)
			continue;
		str_add(&text, "SELECT ");
		for (int c = 0; c < table->n; c++)
			str_addf(&text, c > 0 ? ", %s" : "%s", table->column[c].name);
		str_addf(&text, " FROM %s WHERE property = $1 AND id >= $2 AND id < $3 ORDER BY id",
			 table->name);
		if (!str_ok(&text)) {
			str_done(&text);
			return ERR_MEMORY;
		}
		table->read = text.data;
	}
	return ERR_OK;
}

enum err schema_parse(const char *const *steps, struct schema *ret_schema)
{
	struct schema schema = { .steps = steps };
	enum err err = ERR_OK;

	while (err == ERR_OK && steps[schema.forms] != NULL) {
		schema.forms++;
		err = parse_step(&schema, steps[schema.forms - 1], schema.forms);
	}
	if (err == ERR_OK)
		err = build_reads(&schema);
	if (err != ERR_OK) {
		schema_done(&schema);
		return err;
	}
	*ret_schema = schema;
	return ERR_OK;
}

void schema_done(struct schema *schema)
{
	for (int i = 0; i < schema->n; i++)
		free(schema->table[i].read);
	free(schema->table);
	*schema = (struct schema){ 0 };
}

const struct schema_table *schema_find(const struct schema *schema, const char *name)
{
	for (int i = 0; i < schema->n; i++)
		if (strcmp(schema->table[i].name, name) == 0)
			return &schema->table[i];
	return NULL;
}

const struct schema_table *schema_book(const struct schema *schema, int book)
{
	for (int i = 0; i < schema->n; i++)
		if (schema->table[i].book == book)
			return &schema->table[i];
	return NULL;
}

int schema_column(const struct schema_table *table, const char *name)
{
	for (int i = 0; i < table->n; i++)
		if (strcmp(table->column[i].name, name) == 0)
			return i;
	return -1;
}
