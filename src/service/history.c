/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/history.c -- the history of a bill, for screens.
 */
#include "service/history.h"

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

enum err history_load(struct app *app, int64_t bill, const char *language,
		      struct history_row *rows, int *ret_n)
{
	int n = 0;
	enum err err = store_history(app->db, bill, rows, HISTORY_ROWS_MAX, &n);

	if (err == ERR_OK)
		err = name_rows(app->db, bill, language, rows, n);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}
