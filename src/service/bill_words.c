/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_words.c -- the names of a bill's lines in a language, from the menu.
 */
#include "service/bill_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

#define WORDS_STEP 32
#define BETWEEN " · "

/* What the menu says of a row. */
struct found {
	const char *stored;
	const char *house;           /* the item's name in the house's language */
	const char *item, *choice;   /* in the language; "": none */
	bool is_line;
};

/* "Tea large": the item's name, and behind it that of its size. */
static void name_line(const struct found *found, char *into, size_t size)
{
	size_t len = strlen(found->house);
	const char *base = found->item[0] != '\0' ? found->item : found->house;
	const char *rest = found->stored + len;

	if (strncmp(found->stored, found->house, len) != 0)
		str_copy(into, size, found->stored);
	else if (rest[0] == ' ' && found->choice[0] != '\0')
		str_format(into, size, "%s %s", base, found->choice);
	else
		str_format(into, size, "%s%s", base, rest);
}

/* A piece of a set is an item, anything else that was chosen has a name of its own. */
static void name_choice(const struct found *found, char *into, size_t size)
{
	bool is_piece = found->item[0] != '\0' && str_equal(found->stored, found->house);
	const char *name = is_piece ? found->item : found->choice;

	str_copy(into, size, name[0] != '\0' ? name : found->stored);
}

static enum err add(struct bill_words *words, const struct found *found)
{
	struct bill_word *more = words->words;

	if (words->n % WORDS_STEP == 0)
		more = realloc(words->words, (size_t)(words->n + WORDS_STEP) * sizeof *more);
	if (more == NULL)
		return ERR_MEMORY;
	words->words = more;
	more = &words->words[words->n++];
	str_copy(more->stored, sizeof more->stored, found->stored);
	if (found->is_line)
		name_line(found, more->name, sizeof more->name);
	else
		name_choice(found, more->name, sizeof more->name);
	return ERR_OK;
}

/* Whether the menu has any names in the language: most houses have one language. */
static enum err has_names(struct db *db, const char *language, bool *ret_has)
{
	static const char sql[] = "SELECT EXISTS (SELECT 1 FROM menu_name WHERE property = $1 "
				  "AND language = $2)";
	int64_t n = 0;
	enum err err = language[0] == '\0' ? ERR_OK
					   : db_one_int(db, &n, sql, V(db_property(db)),
							V(language));

	*ret_has = n > 0;
	return err;
}

static enum err read_words(struct db *db, int64_t bill, const char *language,
			   struct bill_words *ret_words)
{
	static const char sql[] =
		"SELECT DISTINCT l.name, coalesce(i.name, ''), coalesce(n.name, ''), "
		"coalesce(c.name, ''), l.kind FROM line l "
		"LEFT JOIN item i ON i.property = l.property AND i.id = l.item "
		"LEFT JOIN menu_name n ON n.property = l.property AND n.of = l.item "
		"AND n.language = $3 "
		"LEFT JOIN menu_name c ON c.property = l.property AND c.of = l.choice "
		"AND c.language = $3 "
		"WHERE l.property = $1 AND l.bill = $2 AND (l.kind = 'item' OR l.kind = 'choice') "
		"AND (n.name <> '' OR c.name <> '')";
	struct bill_words words = { 0 };
	struct db_rows *rows;
	enum err err = ERR_OK, end;

	rows = db_query(db, sql, V(db_property(db)), V(bill), V(language));
	while (err == ERR_OK && db_next(rows)) {
		struct found found = { db_text(rows, 0), db_text(rows, 1), db_text(rows, 2),
				       db_text(rows, 3), str_equal(db_text(rows, 4), "item") };

		err = add(&words, &found);
	}
	end = db_end(rows);
	if (err == ERR_OK)
		err = end;
	if (err != ERR_OK)
		bill_words_done(&words);
	else
		*ret_words = words;
	return err;
}

enum err bill_words_load(struct db *db, int64_t bill, const char *language,
			 struct bill_words *ret_words)
{
	bool has = false;
	enum err err = has_names(db, language, &has);

	if (err == ERR_OK && has)
		return read_words(db, bill, language, ret_words);
	if (err == ERR_OK)
		*ret_words = (struct bill_words){ 0 };
	return err;
}

void bill_words_done(struct bill_words *words)
{
	free(words->words);
	*words = (struct bill_words){ 0 };
}

const char *bill_words_name(const struct bill_words *words, const char *stored)
{
	for (int i = 0; i < words->n; i++)
		if (str_equal(words->words[i].stored, stored))
			return words->words[i].name;
	return stored;
}

void bill_words_choices(const struct bill_words *words, char *choices, size_t size)
{
	char into[BILL_WORDS_CHOICES_SIZE] = "", one[BILL_NAME_SIZE];
	const char *at = choices;

	while (words->n > 0 && *at != '\0') {
		const char *end = strstr(at, BETWEEN);
		size_t len = end != NULL ? (size_t)(end - at) : strlen(at), used = strlen(into);

		str_format(one, sizeof one, "%.*s", (int)len, at);
		str_format(into + used, sizeof into - used, "%s%s", used > 0 ? BETWEEN : "",
			   bill_words_name(words, one));
		at += len + (end != NULL ? strlen(BETWEEN) : 0);
	}
	if (words->n > 0)
		str_copy(choices, size, into);
}

static void put_in(const struct bill_words *words, struct bill_view *view)
{
	for (int i = 0; words->n > 0 && i < view->n_items; i++) {
		struct bill_item *item = &view->items[i];

		if (item->is_discount)
			continue;
		str_copy(item->name, sizeof item->name, bill_words_name(words, item->name));
		bill_words_choices(words, item->choices, sizeof item->choices);
	}
}

enum err bill_view_words(struct db *db, const char *language, struct bill_view *view)
{
	struct bill_words words;
	enum err err = bill_words_load(db, view->rows.head.id, language, &words);

	if (err != ERR_OK)
		return err;
	put_in(&words, view);
	bill_words_done(&words);
	return ERR_OK;
}

/* Adds the name of a row as the menu at hand has it. */
static enum err add_row(struct bill_words *words, const struct menu *menu, const char *language,
			const struct line_row *row)
{
	const struct item *item = row->item != 0 ? menu_by_id(menu, row->item) : NULL;
	struct found found = { row->name, item != NULL ? item->name : "",
			       item != NULL ? menu_word(menu, row->item, language, "") : "",
			       row->choice != 0 ? menu_word(menu, row->choice, language, "") : "",
			       row->kind == LINE_ITEM };

	if ((row->kind != LINE_ITEM && row->kind != LINE_CHOICE) ||
	    (found.item[0] == '\0' && found.choice[0] == '\0'))
		return ERR_OK;
	for (int i = 0; i < words->n; i++)
		if (str_equal(words->words[i].stored, row->name))
			return ERR_OK;
	return add(words, &found);
}

enum err bill_view_menu_words(const struct menu *menu, const char *language,
			      struct bill_view *view)
{
	struct bill_words words = { 0 };
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && language[0] != '\0' && i < view->rows.n_lines; i++)
		err = add_row(&words, menu, language, &view->rows.lines[i]);
	if (err == ERR_OK)
		put_in(&words, view);
	bill_words_done(&words);
	return err;
}
