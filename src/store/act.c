/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/act.c -- runs one act: looks its key up, takes the station's next number, runs the body,
 * reads back every book row it wrote, and appends the act row that links them to what was before.
 */
#include "store/act.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/random.h"
#include "base/str.h"
#include "store/chain.h"
#include "store/inside.h"

/* The columns of the act table, in its order. */
enum act_column {
	ACT_PROPERTY, ACT_ID, ACT_STATION, ACT_SEQ, ACT_KEY, ACT_NAME, ACT_CONTENT, ACT_STAFF,
	ACT_APPROVER, ACT_REASON, ACT_NOTE, ACT_RESULT, ACT_AT, ACT_BUSINESS_DATE, ACT_FORM,
	ACT_ROWS, ACT_PREV, ACT_HASH, ACT_COLUMNS
};

struct act_run {
	const struct act *act;
	const char *name;
	const char *content;
	enum err (*body)(struct tx *tx, void *arg);
	void *arg;
	int64_t result;
	struct tx tx;
	char prev[HASH_TEXT_SIZE];
	struct chain chain;
};

int64_t tx_id(struct tx *tx)
{
	assert(tx->rows < ID_ROW_MAX);
	return id_make(tx->station, tx->seq, ++tx->rows);
}

enum err tx_digits(struct tx *tx, char *ret_digits)
{
	static const char sql[] = "SELECT hash FROM act WHERE property = $1 AND id = $2";
	struct db_rows *rows;
	enum err err;

	chain_digits("", ret_digits);
	if (tx->seq == 1)
		return ERR_OK;
	rows = db_query(tx->db, sql, V(tx->property), V(id_make(tx->station, tx->seq - 1, 0)));
	if (db_next(rows))
		chain_digits(db_text(rows, 0), ret_digits);
	err = db_end(rows);
	return err;
}

void act_key(char into[ACT_KEY_SIZE], int64_t now_unix_ms)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[16];
	struct random random;

	random_init(&random);
	random_fill(&random, bytes, sizeof bytes);
	for (int i = 0; i < 6; i++)
		bytes[i] = (unsigned char)(now_unix_ms >> (40 - 8 * i));
	for (int i = 0; i < 16; i++) {
		into[2 * i] = digits[bytes[i] >> 4];
		into[2 * i + 1] = digits[bytes[i] & 15];
	}
	into[32] = '\0';
}

static bool is_held(const struct db *db, int station)
{
	if (!db->url.has_queue)
		return true;
	for (int i = 0; i < db->stations; i++)
		if (db->station[i] == station)
			return true;
	return false;
}

/* Was this act done before?  Then its first result is the answer (L3). */
static enum err find_first(struct db *db, struct act_run *run, bool *ret_found)
{
	static const char sql[] = "SELECT name, content, result, staff, reason, note FROM act "
				  "WHERE property = $1 AND key = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(run->act->key));
	bool found = db_next(rows), same = false;
	enum err err;

	if (found) {
		same = strcmp(db_text(rows, 0), run->name) == 0 &&
		       strcmp(db_text(rows, 1), run->content) == 0 &&
		       db_int(rows, 3) == run->act->staff && db_int(rows, 4) == run->act->reason &&
		       db_int(rows, 5) == run->act->note;
		run->result = db_int(rows, 2);
	}
	err = db_end(rows);
	*ret_found = found;
	if (err == ERR_OK && found && !same)
		return ERR_KEY_REUSED;
	return err;
}

/* The station's last act gives the number, the link and the time to go on from. */
static enum err find_head(struct db *db, struct act_run *run)
{
	static const char sql[] = "SELECT seq, hash, at_unix_ms FROM act WHERE property = $1 "
				  "AND id >= $2 AND id < $3 ORDER BY id DESC LIMIT 1";
	struct tx *tx = &run->tx;
	struct db_rows *rows = db_query(db, sql, V(tx->property), V(id_make(tx->station, 0, 0)),
					V(db_station_end(tx->station)));

	tx->seq = 1;
	tx->at_unix_ms = clock_unix_ms(db_clock(db));
	run->prev[0] = '\0';
	if (db_next(rows)) {
		tx->seq = db_int(rows, 0) + 1;
		str_copy(run->prev, sizeof run->prev, db_text(rows, 1));
		if (db_int(rows, 2) > tx->at_unix_ms)
			tx->at_unix_ms = db_int(rows, 2);
	}
	tx->id = id_make(tx->station, tx->seq, 0);
	return db_end(rows);
}

static enum err find_date(struct db *db, struct tx *tx)
{
	static const char sql[] = "SELECT business_date FROM property WHERE property = $1";
	int64_t date = 0;
	enum err err = db_one_int(db, &date, sql, V(tx->property));

	if (err != ERR_OK && err != ERR_NOT_FOUND)
		return err;
	tx->business_date = (int32_t)date;
	return ERR_OK;
}

/* Reads back what the body wrote; a row whose id is not of this act is our own mistake. */
static enum err link_rows(struct db *db, struct act_run *run)
{
	uint64_t touched = db->touched;
	int64_t written = db->written;
	enum err err = ERR_OK;

	chain_begin(&run->chain, db_form(db));
	for (int book = 0; err == ERR_OK && touched != 0; book++, touched >>= 1)
		if ((touched & 1) != 0)
			err = chain_table(&run->chain, db, schema_book(&db->schema, book),
					  run->tx.id, id_act_end(run->tx.id));
	assert(err != ERR_OK || run->chain.n == written);
	chain_end(&run->chain);
	return err == ERR_OK && !str_ok(&run->chain.rows) ? ERR_MEMORY : err;
}

static enum err append_act(struct db *db, struct act_run *run)
{
	static const char sql[] =
		"INSERT INTO act (property, id, station, seq, key, name, content, staff, approver, "
		"reason, note, result, at_unix_ms, business_date, form, rows, prev, hash) VALUES "
		"($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
	const struct schema_table *table = schema_find(&db->schema, "act");
	const struct act *act = run->act;
	const struct tx *tx = &run->tx;
	char hash[HASH_TEXT_SIZE];
	struct db_value values[ACT_COLUMNS] = {
		[ACT_PROPERTY] = V(tx->property), [ACT_ID] = V(tx->id),
		[ACT_STATION] = V(tx->station),   [ACT_SEQ] = V(tx->seq),
		[ACT_KEY] = V(act->key),          [ACT_NAME] = V(run->name),
		[ACT_CONTENT] = V(run->content),  [ACT_STAFF] = V(act->staff),
		[ACT_APPROVER] = V(act->approver), [ACT_REASON] = V(act->reason),
		[ACT_NOTE] = V(act->note),        [ACT_RESULT] = V(tx->result),
		[ACT_AT] = V(tx->at_unix_ms),     [ACT_BUSINESS_DATE] = V(tx->business_date),
		[ACT_FORM] = V(db_form(db)),      [ACT_ROWS] = V(str_text(&run->chain.rows)),
		[ACT_PREV] = V(run->prev),
	};

	assert(table->n == ACT_COLUMNS);
	chain_act(table, db_form(db), values, run->chain.digest, hash);
	values[ACT_HASH] = V(hash);
	return db_run_values(db, sql, ACT_COLUMNS, values, NULL);
}

static enum err run_in(struct db *db, void *arg)
{
	struct act_run *run = arg;
	bool found = false;
	enum err err = find_first(db, run, &found);

	if (err != ERR_OK || found)
		return err;
	run->tx = (struct tx){ .db = db, .property = db_property(db), .act = run->act,
			       .station = run->act->station };
	err = find_head(db, run);
	if (err == ERR_OK)
		err = find_date(db, &run->tx);
	if (err == ERR_OK)
		err = run->body(&run->tx, run->arg);
	if (err == ERR_OK)
		err = link_rows(db, run);
	if (err == ERR_OK)
		err = append_act(db, run);
	if (err == ERR_OK)
		run->result = run->tx.result;
	return err;
}

enum err act_run(struct db *db, const struct act *act, const char *name, const char *content,
		 enum err (*body)(struct tx *tx, void *arg), void *arg, int64_t *ret_result)
{
	struct act_run run = { .act = act, .name = name, .content = content, .body = body,
			       .arg = arg };
	enum err err;

	assert(act->key[0] != '\0' && act->station >= 1 && act->station <= ID_STATION_MAX);
	assert(is_held(db, act->station));
	err = db_atomically(db, run_in, &run);
	chain_done(&run.chain);
	if (err == ERR_OK && ret_result != NULL)
		*ret_result = run.result;
	return err;
}
