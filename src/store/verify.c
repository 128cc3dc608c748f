/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify.c -- the frame of verify: the list of steps, asked in one consistent view, and how
 * a finding is kept.  The chain is walked before the engine's own check of the file, because it
 * names the row that was changed where the engine only says that something was.
 */
#include "store/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "store/verify_inside.h"

struct step {
	const char *name;
	enum err (*run)(struct verify *verify);
};

static const struct step steps[] = {
	{ "settings", verify_settings },
	{ "schema", verify_schema },
	{ "chain", verify_chain },
	{ "other properties", verify_strangers },
	{ "file", verify_file },
	{ "foreign keys", verify_keys },
	{ "entries", verify_entries },
	{ "number series", verify_numbers },
	{ "papers", verify_papers },
	{ "tenders", verify_tenders },
	{ "parts", verify_parts },
	{ "refunds", verify_refunds },
	{ "gift cards", verify_gifts },
	{ "payments", verify_payments },
	{ "drawers", verify_drawers },
	{ "control ledgers", verify_controls },
	{ "day totals", verify_totals },
	{ "seals", verify_seals },
	{ "state", verify_state },
	{ NULL, NULL },
};

static const struct step recent_steps[] = {
	{ "settings", verify_settings },
	{ "schema", verify_schema },
	{ "last seal", verify_last_seal },
	{ "chain since the last seal", verify_chain_recent },
	{ NULL, NULL },
};

void verify_wrong(struct verify *verify, const char *format, ...)
{
	char text[sizeof verify->result.first];
	va_list args;

	if (!verify->is_wrong)
		verify->result.wrong++;
	verify->is_wrong = true;
	if (verify->result.first[0] != '\0')
		return;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	str_copy(verify->result.first, sizeof verify->result.first, text);
}

void verify_tell(struct verify *verify, int64_t done, int64_t total)
{
	if (verify->progress != NULL)
		verify->progress(verify->arg, verify->step, done, total);
}

static enum err ask(struct verify *verify, const struct verify_question *question)
{
	struct db_value values[4] = { V(verify->property) };
	struct db_rows *rows;
	int n = 1;

	for (size_t i = 0; i < 3 && question->ledger[i] != 0; i++)
		values[n++] = V((int64_t)question->ledger[i]);
	rows = db_query_values(verify->db, question->sql, n, values);
	if (db_next(rows))
		verify_wrong(verify, "%s %lld: %s", question->table, (long long)db_int(rows, 0),
			     question->words);
	return db_end(rows);
}

enum err verify_ask(struct verify *verify, const struct verify_question *questions, int n)
{
	enum err err = ERR_OK;

	for (int i = 0; i < n && err == ERR_OK && !verify->is_wrong; i++) {
		err = ask(verify, &questions[i]);
		verify_tell(verify, i + 1, n);
	}
	return err;
}

enum err verify_settings(struct verify *verify)
{
	enum err err = sqlite_settings_check(verify->db);

	if (err != ERR_SETTING)
		return err;
	verify_wrong(verify, "%s", db_words(verify->db));
	return ERR_OK;
}

enum err verify_schema(struct verify *verify)
{
	enum err err = migrate_check(verify->db);

	if (err != ERR_CORRUPT)
		return err;
	verify_wrong(verify, "%s", db_words(verify->db));
	return ERR_OK;
}

/* Damage is a finding; whatever else keeps a step from asking ends the whole. */
static enum err run_step(struct verify *verify, const struct step *step)
{
	enum err err;

	verify->step = step->name;
	verify->is_wrong = false;
	verify_tell(verify, 0, 1);
	err = step->run(verify);
	if (err == ERR_CORRUPT || err == ERR_OVERFLOW) {
		verify_wrong(verify, "%s: %s", step->name, db_words(verify->db));
		err = ERR_OK;
	}
	verify_tell(verify, 1, 1);
	return err;
}

static enum err run_steps(struct verify *verify, const struct step *step)
{
	enum err err = ERR_OK;

	for (; err == ERR_OK && step->name != NULL; step++)
		err = run_step(verify, step);
	return err;
}

static enum err run_all(struct db *db, void *arg)
{
	(void)db;
	return run_steps(arg, steps);
}

static enum err run_recent(struct db *db, void *arg)
{
	(void)db;
	return run_steps(arg, recent_steps);
}

static enum err finish(struct verify *verify, enum err err, struct verify_result *ret_result)
{
	if (err != ERR_OK)
		return err;
	*ret_result = verify->result;
	return verify->result.wrong > 0 ? ERR_CORRUPT : ERR_OK;
}

enum err verify_run(struct db *db, verify_progress_fn *progress, void *arg,
		    struct verify_result *ret_result)
{
	struct verify verify = { .db = db, .property = db_property(db), .progress = progress,
				 .arg = arg };

	return finish(&verify, db_consistently(db, run_all, &verify), ret_result);
}

enum err verify_recent(struct db *db, struct verify_result *ret_result)
{
	struct verify verify = { .db = db, .property = db_property(db) };

	return finish(&verify, db_consistently(db, run_recent, &verify), ret_result);
}
