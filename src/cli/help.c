/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/help.c -- prints the tables of commands and options as help.
 */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "cli/import_menu.h"
#include "cli/inside.h"

#define HELP_INDENT 4
#define HELP_COLUMN 26            /* where the words of an option or command begin */

/* The columns of `len` bytes: nearly all that is wrapped has one for each character. */
static int width_of(const char *text, size_t len)
{
	int width = 0;

	for (size_t i = 0; i < len; i++)
		width += ((unsigned char)text[i] & 0xc0) != 0x80;
	return width;
}

/* Prints words within CLI_WIDTH columns; `at` is where the first line stands already. */
static void wrap(FILE *into, int at, int indent, const char *text, size_t len)
{
	bool is_first = true;

	while (len > 0) {
		size_t word = 0;
		int width;

		while (word < len && text[word] != ' ' && text[word] != '\n')
			word++;
		width = width_of(text, word);
		if (!is_first && width > 0 && at + 1 + width > CLI_WIDTH) {
			fprintf(into, "\n%*s", indent, "");
			at = indent;
			is_first = true;
		}
		if (width > 0) {
			fprintf(into, "%s%.*s", is_first ? "" : " ", (int)word, text);
			at += width + !is_first;
			is_first = false;
		}
		word += word < len;
		text += word;
		len -= word;
	}
	fputc('\n', into);
}

void help_row(FILE *into, int indent, int column, const char *term, const char *words)
{
	int width = width_of(term, strlen(term));

	fprintf(into, "%*s%s", indent, "", term);
	if (indent + width < column)
		fprintf(into, "%*s", column - indent - width, "");
	else
		fprintf(into, "\n%*s", column, "");
	wrap(into, column, column, words, strlen(words));
}

static void print_row(FILE *into, const char *term, const char *words)
{
	help_row(into, HELP_INDENT, HELP_COLUMN, term, words);
}

static void print_options(FILE *into, const struct cli_option *options)
{
	char term[96];

	for (; options != NULL && options->name != NULL; options++) {
		char letter[8] = "";

		if (options->letter != 0)
			str_format(letter, sizeof letter, "-%c, ", options->letter);
		str_format(term, sizeof term, "%s--%s%s%s", letter, options->name,
			   options->value != NULL ? " " : "",
			   options->value != NULL ? options->value : "");
		print_row(into, term, options->help);
	}
}

/* Paragraphs are wrapped; one that begins with a blank is an example and stays as it is. */
static void print_paragraphs(FILE *into, const char *text)
{
	while (text != NULL && *text != '\0') {
		const char *end = strstr(text, "\n\n");
		size_t len = end != NULL ? (size_t)(end - text) : strlen(text);

		fputc('\n', into);
		if (text[0] == ' ')
			fprintf(into, "%.*s\n", (int)len, text);
		else
			wrap(into, 0, 0, text, len);
		text = end != NULL ? end + 2 : NULL;
	}
}

static void print_columns(FILE *into, const struct cli_column *columns)
{
	char term[64];

	if (columns == NULL)
		return;
	fputs("\nColumns of the file\n", into);
	for (; columns->name != NULL; columns++) {
		str_format(term, sizeof term, "%s%s", columns->name,
			   columns->is_required ? " (needed)" : "");
		print_row(into, term, columns->help);
	}
}

static void print_menu_columns(FILE *into, const struct menu_table *menu)
{
	struct cli_column columns[MENU_COLUMNS_MAX + 1];

	if (menu == NULL)
		return;
	import_menu_columns(menu, columns);
	print_columns(into, columns);
}

void help_command(FILE *into, const struct command *command)
{
	fprintf(into, "sanduq %s%s%s [OPTIONS]\n\n", command->name,
		command->arguments[0] != '\0' ? " " : "", command->arguments);
	wrap(into, 0, 0, command->summary, strlen(command->summary));
	print_paragraphs(into, command->help);
	print_columns(into, command->columns);
	print_menu_columns(into, command->menu);
	if (command->options != NULL) {
		fputs("\nOptions\n", into);
		print_options(into, command->options);
	}
	fputs("\nOptions of every command\n", into);
	print_options(into, common_options);
}

void help_program(FILE *into)
{
	fputs("sanduq -- the till and the front desk\n\n"
	      "    sanduq [OPTIONS] [COMMAND ...]\n\n"
	      "Commands\n",
	      into);
	for (int i = 0; commands[i] != NULL; i++)
		if (!commands[i]->is_hidden)
			print_row(into, commands[i]->name, commands[i]->summary);
	fputs("\nOptions of every command\n", into);
	print_options(into, common_options);
	fputs("\nsanduq COMMAND --help says more of each.  sanduq demo shows it all.\n", into);
}
