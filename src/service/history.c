/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/history.c -- the history of a bill, for screens.
 */
#include "service/history.h"

#include "base/id.h"
#include "base/str.h"
#include "service/bill_words.h"

static enum err name_rows(struct db *db, int64_t bill, const char *language,
			  struct history_row *rows, int n)
{
	struct bill_words words;
	enum err err = bill_words_load(db, bill, language, &words);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++)
		str_copy(rows[i].name, sizeof rows[i].name,
			 bill_words_name(&words, rows[i].name));
	bill_words_done(&words);
	return ERR_OK;
}

/* What a discount on the check takes off, of the rows below `before`. */
static enum err taken_before(struct db *db, int64_t bill, int64_t discount, int64_t before,
			     int64_t *ret_minor)
{
	struct bill_view view;
	enum err err = bill_view_load_before(db, bill, before, &view);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < view.n_items; i++)
		if (view.items[i].is_discount && view.items[i].line == discount)
			*ret_minor = view.items[i].taken_minor;
	bill_view_done(&view);
	return ERR_OK;
}

/* Rows of one station tell how the bill was at any of its acts. */
static bool is_of_one(const struct history_row *rows, int at)
{
	for (int i = 0; i < at; i++)
		if (id_station(rows[i].id) != id_station(rows[at].id))
			return false;
	return true;
}

static enum err measure_rows(struct db *db, int64_t bill, struct history_row *rows, int n)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct history_row *row = &rows[i];
		bool is_given = str_equal(row->kind, "check-discount");
		int64_t taken_minor = 0;

		if (is_given)
			err = taken_before(db, bill, row->id,
					   is_of_one(rows, i) ? id_act_end(row->id) : INT64_MAX,
					   &taken_minor);
		else if (str_equal(row->kind, "undiscount") && row->amount_minor == 0 &&
			 is_of_one(rows, i))
			err = taken_before(db, bill, row->of, id_act(row->id), &taken_minor);
		else
			continue;
		row->amount_minor = is_given ? -taken_minor : taken_minor;
	}
	return err;
}

enum err history_load(struct app *app, int64_t bill, const char *language,
		      struct history_row *rows, int *ret_n)
{
	int n = 0;
	enum err err = store_history(app->db, bill, rows, HISTORY_ROWS_MAX, &n);

	if (err == ERR_OK)
		err = name_rows(app->db, bill, language, rows, n);
	if (err == ERR_OK)
		err = measure_rows(app->db, bill, rows, n);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}
