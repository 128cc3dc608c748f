/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_name.c -- what the lines of a check are called in the language of whoever works
 * here, as the menu beside them is; papers keep the house's names.
 */
#include <string.h>

#include "base/str.h"
#include "screen/check.h"

static const char *language_of(const struct check *check)
{
	return check->till->staff.language;
}

/* "Tea large": the item's name, and behind it that of its size. */
static void name_item(const struct check *check, const struct line_row *row,
		      struct bill_item *item)
{
	const struct menu *menu = check->till->menu;
	const struct item *found = check_item(check, item->item);
	size_t len = found != NULL ? strlen(found->name) : 0;
	const char *rest = item->name + len;
	char name[BILL_NAME_SIZE];

	if (found == NULL || strncmp(item->name, found->name, len) != 0)
		return;
	if (rest[0] == ' ' && row->choice != 0)
		str_format(name, sizeof name, "%s %s", check_item_name(check, found),
			   menu_word(menu, row->choice, language_of(check), rest + 1));
	else
		str_format(name, sizeof name, "%s%s", check_item_name(check, found), rest);
	str_copy(item->name, sizeof item->name, name);
}

/* A piece of a set is an item, anything else that was chosen has a name of its own. */
static const char *choice_name(const struct check *check, const struct line_row *row)
{
	const struct item *piece = row->item != 0 ? check_item(check, row->item) : NULL;

	if (piece != NULL && str_equal(piece->name, row->name))
		return check_item_name(check, piece);
	return menu_word(check->till->menu, row->choice, language_of(check), row->name);
}

static void add_choice(const struct check *check, const struct line_row *row,
		       struct bill_item *item)
{
	size_t used = strlen(item->choices);

	str_format(item->choices + used, sizeof item->choices - used, "%s%s",
		   used > 0 ? " · " : "", choice_name(check, row));
}

void check_name_line(const struct check *check, const struct bill_rows *rows,
		     struct bill_item *item)
{
	if (item->is_discount || language_of(check)[0] == '\0')
		return;
	item->choices[0] = '\0';
	for (int i = 0; i < rows->n_lines; i++) {
		const struct line_row *row = &rows->lines[i];

		if (row->id == item->line)
			name_item(check, row, item);
		else if (row->kind == LINE_CHOICE && row->of == item->line)
			add_choice(check, row, item);
	}
}
