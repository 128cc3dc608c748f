/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/books.c -- hands the proofs of the store to those above.
 */
#include "service/books.h"

enum err books_verify(struct app *app, verify_progress_fn *progress, void *arg,
		      struct verify_result *ret_result)
{
	struct verify_result result = { 0 };
	enum err err = verify_run(app->db, progress, arg, &result), bills;

	if (err != ERR_OK && err != ERR_CORRUPT)
		return err;
	bills = books_verify_bills(app->db, progress, arg, &result);
	if (bills != ERR_OK && bills != ERR_CORRUPT && err == ERR_OK)
		return bills;
	*ret_result = result;
	return result.wrong > 0 ? ERR_CORRUPT : ERR_OK;
}

enum err books_verify_recent(struct app *app, struct verify_result *ret_result)
{
	return verify_recent(app->db, ret_result);
}

enum err books_backup(struct app *app, const char *path)
{
	return db_backup(app->db, path);
}
