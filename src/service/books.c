/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/books.c -- hands the proofs of the store to those above.
 */
#include "service/books.h"

enum err books_verify(struct app *app, verify_progress_fn *progress, void *arg,
		      struct verify_result *ret_result)
{
	return verify_run(app->db, progress, arg, ret_result);
}

enum err books_verify_recent(struct app *app, struct verify_result *ret_result)
{
	return verify_recent(app->db, ret_result);
}

enum err books_backup(struct app *app, const char *path)
{
	return db_backup(app->db, path);
}
