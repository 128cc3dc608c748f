/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_chain.c -- walks acts and the rows of all book tables side by side in order of id,
 * takes each act's link anew, and names what does not fit: an act that is missing, a row that no
 * act wrote, a row that is gone or was changed, an act row that was changed (L5).
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/str.h"
#include "store/chain.h"
#include "store/verify_inside.h"

#define TELL_EVERY 1000

/* The rows of one book table, at the next that no act has claimed. */
struct cursor {
	const struct schema_table *table;
	struct db_rows *rows;
	bool has_row;
	int64_t id;
};

struct walk {
	struct verify *verify;
	const struct schema_table *act;
	struct cursor cursor[SCHEMA_BOOKS_MAX];
	int n;
	struct chain chain;
	int station;               /* of the act before, -1: none yet */
	int64_t seq;
	char prev[HASH_TEXT_SIZE];
	int64_t done, total;
};

static void cursor_next(struct cursor *cursor)
{
	cursor->has_row = db_next(cursor->rows);
	if (cursor->has_row)
		cursor->id = db_int(cursor->rows, cursor->table->id);
}

static void walk_open(struct walk *walk, int64_t from, int64_t to)
{
	const struct schema *schema = &walk->verify->db->schema;

	walk->n = 0;
	for (int i = 0; i < schema->n; i++) {
		const struct schema_table *table = &schema->table[i];
		struct cursor *cursor = &walk->cursor[walk->n];

		if (table->book < 0 || table == walk->act)
			continue;
		cursor->table = table;
		cursor->rows = db_query(walk->verify->db, table->read,
					V(walk->verify->property), V(from), V(to));
		cursor_next(cursor);
		walk->n++;
	}
}

static enum err walk_close(struct walk *walk)
{
	enum err err = ERR_OK;

	for (int i = 0; i < walk->n; i++) {
		enum err ended = db_end(walk->cursor[i].rows);

		if (err == ERR_OK)
			err = ended;
	}
	walk->n = 0;
	return err;
}

/* Rows before `id` belong to acts that are not there. */
static void find_orphan(struct walk *walk, int64_t id)
{
	for (int i = 0; i < walk->n; i++) {
		const struct cursor *cursor = &walk->cursor[i];

		if (!cursor->has_row || cursor->id >= id)
			continue;
		if (cursor->id < 0)
			verify_wrong(walk->verify, "%s %lld: this is no id", cursor->table->name,
				     (long long)cursor->id);
		else
			verify_wrong(walk->verify, "act %lld: is missing, but %s %lld is of it",
				     (long long)id_act(cursor->id), cursor->table->name,
				     (long long)cursor->id);
		return;
	}
}

static void take_rows(struct walk *walk, int form, int64_t id)
{
	int64_t end = id_act_end(id);

	chain_begin(&walk->chain, form);
	for (int i = 0; i < walk->n; i++) {
		struct cursor *cursor = &walk->cursor[i];

		while (cursor->has_row && cursor->id < end) {
			chain_row(&walk->chain, cursor->table, cursor->rows);
			walk->verify->result.rows++;
			cursor_next(cursor);
		}
	}
	chain_end(&walk->chain);
}

static void name_row(struct walk *walk, int64_t act, const char *mark, const char *what)
{
	const struct schema_table *table;
	int book = 0, row = 0;

	if (!chain_mark_read(mark, &book, &row))
		return;
	table = schema_book(&walk->verify->db->schema, book);
	verify_wrong(walk->verify, "%s %lld: %s", table != NULL ? table->name : "a row",
		     (long long)(act + row), what);
}

static int mark_order(const char *a, const char *b)
{
	int book[2] = { 0, 0 }, row[2] = { 0, 0 };

	if (!chain_mark_read(a, &book[0], &row[0]) || !chain_mark_read(b, &book[1], &row[1]))
		return 0;
	if (book[0] != book[1])
		return book[0] < book[1] ? -1 : 1;
	return row[0] < row[1] ? -1 : row[0] > row[1];
}

/* Compares the rows an act recorded with those that are there; both are in the same order. */
static void name_difference(struct walk *walk, int64_t act, const char *recorded,
			    const char *present)
{
	while (!walk->verify->is_wrong && (*recorded != '\0' || *present != '\0')) {
		int order = *recorded == '\0' ? 1
			    : *present == '\0' ? -1
					       : mark_order(recorded, present);

		if (order < 0)
			name_row(walk, act, recorded, "is missing");
		else if (order > 0)
			name_row(walk, act, present, "was not written by its act");
		else if (memcmp(recorded, present, CHAIN_MARK) != 0)
			name_row(walk, act, present, "is not what its act wrote");
		recorded += order <= 0 ? CHAIN_MARK : 0;
		present += order >= 0 ? CHAIN_MARK : 0;
	}
}

/* The hash does not fit: was a row changed, the act's list of rows, or the rest of the act? */
static void name_break(struct walk *walk, int64_t id, int form, struct db_value *values,
		       int rows_column, const char *hash)
{
	const char *recorded = values[rows_column].text;
	char again[HASH_TEXT_SIZE];

	if (strcmp(recorded, str_text(&walk->chain.rows)) != 0) {
		values[rows_column].text = str_text(&walk->chain.rows);
		chain_act(walk->act, form, values, walk->chain.digest, again);
		if (strcmp(again, hash) != 0 && strlen(recorded) % CHAIN_MARK == 0)
			name_difference(walk, id, recorded, str_text(&walk->chain.rows));
	}
	if (!walk->verify->is_wrong)
		verify_wrong(walk->verify, "act %lld: its hash differs", (long long)id);
}

static void read_values(const struct schema_table *act, struct db_rows *rows,
			struct db_value *values)
{
	for (int i = 0; i < act->n; i++) {
		if (db_is_null(rows, i))
			values[i] = V_NULL;
		else if (act->column[i].is_text)
			values[i] = V(db_text(rows, i));
		else
			values[i] = V(db_int(rows, i));
	}
}

static int64_t act_int(struct walk *walk, struct db_rows *rows, const char *column)
{
	return db_int(rows, schema_column(walk->act, column));
}

/* Is this the act that should come next? */
static void check_place(struct walk *walk, struct db_rows *rows, int64_t id)
{
	int64_t expected;

	if (id < 0 || id_row(id) != 0 || id_station(id) != act_int(walk, rows, "station") ||
	    id_seq(id) != act_int(walk, rows, "seq")) {
		verify_wrong(walk->verify, "act %lld: its id is not of its station and number",
			     (long long)id);
		return;
	}
	if (id_station(id) != walk->station) {
		walk->station = id_station(id);
		walk->seq = 0;
		walk->prev[0] = '\0';
	}
	expected = id_make(walk->station, walk->seq + 1, 0);
	if (id != expected)
		verify_wrong(walk->verify, "act %lld: is missing", (long long)expected);
}

static void check_act(struct walk *walk, struct db_rows *rows)
{
	struct db_value values[SCHEMA_COLUMNS_MAX];
	int64_t id = db_int(rows, walk->act->id);
	int form = (int)act_int(walk, rows, "form");
	const char *stored = db_text(rows, schema_column(walk->act, "hash"));
	char hash[HASH_TEXT_SIZE];

	check_place(walk, rows, id);
	if (walk->verify->is_wrong)
		return;
	find_orphan(walk, id);
	if (walk->verify->is_wrong)
		return;
	take_rows(walk, form, id);
	read_values(walk->act, rows, values);
	chain_act(walk->act, form, values, walk->chain.digest, hash);
	if (strcmp(hash, stored) != 0)
		name_break(walk, id, form, values, schema_column(walk->act, "rows"), stored);
	else if (strcmp(values[schema_column(walk->act, "prev")].text, walk->prev) != 0)
		verify_wrong(walk->verify, "act %lld: does not follow the one before it",
			     (long long)id);
	else if (form < 1 || form > db_form(walk->verify->db))
		verify_wrong(walk->verify, "act %lld: is of a form not known", (long long)id);
	walk->seq++;
	str_copy(walk->prev, sizeof walk->prev, stored);
	walk->verify->result.acts++;
}

/* Walks the acts with from <= id < to. */
static enum err walk_range(struct walk *walk, int64_t from, int64_t to)
{
	struct verify *verify = walk->verify;
	struct db_rows *rows;
	enum err err, ended;

	walk_open(walk, from, to);
	rows = db_query(verify->db, walk->act->read, V(verify->property), V(from), V(to));
	while (!verify->is_wrong && db_next(rows)) {
		check_act(walk, rows);
		if (++walk->done % TELL_EVERY == 0)
			verify_tell(verify, walk->done, walk->total);
	}
	err = db_end(rows);
	if (err == ERR_OK && !verify->is_wrong)
		find_orphan(walk, to);
	ended = walk_close(walk);
	return err != ERR_OK ? err : ended;
}

static struct walk *walk_new(struct verify *verify)
{
	struct walk *walk = calloc(1, sizeof *walk);

	if (walk == NULL)
		return NULL;
	walk->verify = verify;
	walk->act = schema_find(&verify->db->schema, "act");
	walk->station = -1;
	assert(walk->act != NULL);
	return walk;
}

static void walk_free(struct walk *walk)
{
	chain_done(&walk->chain);
	free(walk);
}

enum err verify_chain(struct verify *verify)
{
	static const char count[] = "SELECT count(*) FROM act WHERE property = $1";
	struct walk *walk = walk_new(verify);
	enum err err;

	if (walk == NULL)
		return ERR_MEMORY;
	err = db_one_int(verify->db, &walk->total, count, V(verify->property));
	if (err == ERR_OK)
		err = walk_range(walk, INT64_MIN, INT64_MAX);
	walk_free(walk);
	return err;
}

/* Where the last seal left this station: number and hash of its head, 0 and "" before any. */
static enum err read_head(struct verify *verify, int station, struct walk *walk)
{
	static const char sql[] =
		"SELECT seq, hash FROM day_head WHERE property = $1 AND station = $2 AND "
		"business_date = (SELECT max(s.business_date) FROM day_seal AS s "
		"WHERE s.property = $1)";
	struct db_rows *rows = db_query(verify->db, sql, V(verify->property), V(station));

	walk->station = station;
	walk->seq = 0;
	walk->prev[0] = '\0';
	if (db_next(rows)) {
		walk->seq = db_int(rows, 0);
		str_copy(walk->prev, sizeof walk->prev, db_text(rows, 1));
	}
	if (walk->seq < 0 || walk->seq >= ID_ACT_MAX) {
		verify_wrong(verify, "station %d: its head in the last seal is none", station);
		walk->seq = 0;
	}
	return db_end(rows);
}

enum err verify_chain_recent(struct verify *verify)
{
	static const char next[] = "SELECT id FROM act WHERE property = $1 AND id >= $2 "
				   "ORDER BY id LIMIT 1";
	struct walk *walk = walk_new(verify);
	int64_t from = 0, id = 0;
	enum err err = walk != NULL ? ERR_OK : ERR_MEMORY;

	while (err == ERR_OK && !verify->is_wrong) {
		err = db_one_int(verify->db, &id, next, V(verify->property), V(from));
		if (err != ERR_OK)
			break;
		err = read_head(verify, id_station(id), walk);
		from = db_station_end(walk->station);
		if (err == ERR_OK && !verify->is_wrong)
			err = walk_range(walk, id_make(walk->station, walk->seq + 1, 0), from);
	}
	if (walk != NULL)
		walk_free(walk);
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

/* Rows of a property that does not exist: moved out of the chain's sight. */
enum err verify_strangers(struct verify *verify)
{
	const struct schema *schema = &verify->db->schema;
	enum err err = ERR_OK;

	for (int i = 0; i < schema->n && err == ERR_OK && !verify->is_wrong; i++) {
		const struct schema_table *table = &schema->table[i];
		struct str sql = { 0 };
		struct db_rows *rows;

		if (table->book < 0)
			continue;
		str_addf(&sql,
			 "SELECT t.id FROM %s AS t WHERE (t.property < $1 OR t.property > $1) AND "
			 "t.property NOT IN (SELECT p.property FROM property AS p) LIMIT 1",
			 table->name);
		if (!str_ok(&sql))
			return ERR_MEMORY;
		rows = db_query(verify->db, str_text(&sql), V(verify->property));
		if (db_next(rows))
			verify_wrong(verify, "%s %lld: is of no property known", table->name,
				     (long long)db_int(rows, 0));
		err = db_end(rows);
		str_done(&sql);
	}
	return err;
}
