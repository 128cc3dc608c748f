/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import_tenders.c -- sanduq import tenders: the ways to pay.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "cli/import.h"
#include "core/money.h"
#include "service/setup.h"

/* The value of a field among words, its place in the list; `fallback` when it is empty. */
static enum err read_word(struct import *import, const char *column, const char *const *words,
			  int fallback, int *ret_i)
{
	const char *text = import_field(import, column);

	*ret_i = fallback;
	if (text[0] == '\0')
		return ERR_OK;
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], text) == 0) {
			*ret_i = i;
			return ERR_OK;
		}
	return import_reject(import, "%s '%s' is not one of those that are known.", column, text);
}

static enum err read_text(struct import *import, const char *column, const char *fallback,
			  char *into, size_t size)
{
	const char *text = import_field(import, column);

	if (text[0] == '\0')
		text = fallback;
	if (!str_copy(into, size, text))
		return import_reject(import, "%s is longer than %zu bytes.", column, size - 1);
	return ERR_OK;
}

static enum err read_rate(struct import *import, struct tender_type *type)
{
	const char *text = import_field(import, "rate");

	type->rate_num = type->rate_den = 1;
	if (text[0] == '\0')
		return ERR_OK;
	if (money_exchange_parse(text, &type->rate_num, &type->rate_den) != ERR_OK)
		return import_reject(import, "rate '%s' is not a rate such as 0.92 or 23/25.",
				     text);
	return ERR_OK;
}

static enum err read_amount(struct import *import, const char *column, const char *text,
			    int exponent, int64_t *ret_minor)
{
	char group = import->decimal == ',' ? '.' : ',';

	if (money_parse(text, exponent, import->decimal, group, ret_minor) != ERR_OK ||
	    *ret_minor < 0)
		return import_reject(import, "%s '%s' is not an amount.", column, text);
	return ERR_OK;
}

static enum err read_limit(struct import *import, struct tender_type *type)
{
	const char *text = import_field(import, "limit");

	return text[0] == '\0' ? ERR_OK
			       : read_amount(import, "limit", text, type->exponent,
					     &type->limit_minor);
}

/* "5 10 20": the notes that have a key, smallest first. */
static enum err read_notes(struct import *import, struct tender_type *type)
{
	const char *text = import_field(import, "notes");
	enum err err = ERR_OK;

	while (err == ERR_OK && *(text += strspn(text, " ")) != '\0') {
		size_t n = strcspn(text, " ");
		char note[32];

		if (type->n_notes == TENDER_NOTES_MAX || n >= sizeof note)
			return import_reject(import, "there are more than %d notes.",
					     TENDER_NOTES_MAX);
		str_format(note, sizeof note, "%.*s", (int)n, text);
		err = read_amount(import, "notes", note, type->exponent,
				  &type->notes[type->n_notes++]);
		text += n;
	}
	return err;
}

static enum err read_flags(struct import *import, struct tender_type *type)
{
	static const char *const tips[] = { "none", "typed", "reader", "slip", NULL };
	static const char *const captures[] = { "now", "later", NULL };
	bool is_cash = str_equal(type->driver, "cash");
	int tip = 0, capture = 0;
	enum err err = import_bool(import, "change", is_cash, &type->gives_change);

	if (err == ERR_OK)
		err = import_bool(import, "drawer", is_cash, &type->opens_drawer);
	if (err == ERR_OK)
		err = read_word(import, "tips", tips, TENDER_TIPS_NONE, &tip);
	if (err == ERR_OK)
		err = read_word(import, "captures", captures, 0, &capture);
	if (err == ERR_OK)
		err = import_int(import, "position", 1, TENDER_LIST_MAX, 0, &type->position);
	if (err == ERR_OK)
		err = import_bool(import, "active", true, &type->is_active);
	type->tips = (enum tender_tips)tip;
	type->captures_later = capture == 1;
	return err;
}

static enum err read_row(struct import *import, struct tender_type *type)
{
	enum err err = read_text(import, "code", "", type->code, sizeof type->code);

	if (err == ERR_OK)
		err = read_text(import, "name", "", type->name, sizeof type->name);
	if (err == ERR_OK)
		err = read_text(import, "driver", "cash", type->driver, sizeof type->driver);
	if (err == ERR_OK)
		err = read_text(import, "unit", import->app->property.currency, type->unit,
				sizeof type->unit);
	if (err == ERR_OK) {
		type->exponent = money_exponent(type->unit);
		if (type->exponent < 0)
			err = import_reject(import, "unit '%s' is no currency of ISO 4217.",
					    type->unit);
	}
	if (err == ERR_OK)
		err = read_rate(import, type);
	if (err == ERR_OK)
		err = read_limit(import, type);
	if (err == ERR_OK)
		err = read_notes(import, type);
	return err == ERR_OK ? read_flags(import, type) : err;
}

static enum err tell(struct import *import, const struct tender_type *type, enum err err)
{
	switch (err) {
	case ERR_RANGE:
		return import_reject(import, "'%s' has a code, name, driver, rate or note that "
					     "cannot be.", type->code);
	case ERR_STATE:
		return import_reject(import, "'%s' cannot be so: what is there keeps driver, unit "
					     "and position, and only cash has another currency "
					     "or gives change.", type->code);
	case ERR_TIP:
		return import_reject(import, "tips cannot come to '%s' in that way.", type->code);
	case ERR_EXISTS:
		return import_reject(import, "position %lld is taken.", (long long)type->position);
	default:
		return err;
	}
}

static enum err take(struct import *import)
{
	struct tender_type type = { 0 };
	struct act act;
	enum err err = read_row(import, &type);

	if (err != ERR_OK || import->only_checks)
		return err;
	act = app_act(import->app, import->staff);
	return tell(import, &type, setup_tender(import->app, &act, &type, NULL));
}

static const struct cli_column columns[] = {
	{ "code", true, "What it is known by, up to 15 letters, digits and dashes." },
	{ "name", true, "What the till and receipts call it." },
	{ "driver", false,
	  "How it works: cash, reader, qr, link, saved, slip (the bank's own terminal), voucher or "
	  "gift; otherwise cash." },
	{ "unit", false, "Its currency; otherwise the house's.  Only cash has another." },
	{ "rate", false,
	  "What one of another currency is worth in the house's, such as 0.92 or 23/25." },
	{ "limit", false, "The most that is taken at once; otherwise any amount." },
	{ "change", false, "Whether change is given; otherwise yes for cash, no for the rest." },
	{ "drawer", false, "Whether it opens the drawer; otherwise as change." },
	{ "tips", false, "How a tip comes to it: none, typed, reader or slip; otherwise none." },
	{ "captures", false,
	  "now, or later when the slip is signed: a card is only authorized until then; otherwise "
	  "now." },
	{ "notes", false, "The notes that have a key, such as 5 10 20 50." },
	{ "position", false, "Its place on the pay screen, from 1; otherwise the next one." },
	{ "active", false, "Whether it is offered; otherwise yes." },
	{ 0 }
};

static const struct import_table table = { .what = "ways to pay", .columns = columns,
					   .row = take };

enum err import_tenders_file(struct import *import)
{
	import->table = &table;
	return import_run(import);
}

static enum err run(struct cli *cli)
{
	return import_command(cli, import_tenders_file);
}

const struct command command_import_tenders = {
	.name = "import tenders",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in the ways to pay: cash, cards, QR, vouchers, gift cards.",
	.help = "The first row of the file names the columns, in any order.  A way to pay that is "
		"there, by its code, is changed, but keeps its driver, currency and position: its "
		"accounts are numbered by them.  One that is no longer wanted is made inactive.\n\n"
		"    code,name,driver,tips,captures\n"
		"    card,Card,reader,reader,now\n"
		"    bar-tab,Card on the tab,reader,slip,later\n"
		"    meal,Meal voucher,voucher,,",
	.columns = columns,
	.options = import_options,
	.run = run,
};
