/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_attempt.c -- SQL for attempts: written before their first byte leaves (P2), claimed
 * by one station at a time, tried, and answered once.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/inside.h"
#include "store/store_payment.h"

static const char *const state_names[] = { "prepared", "waiting", "doubt", "done" };

static enum attempt_state state_of(const char *name)
{
	int i = ATTEMPT_DONE;

	while (i > 0 && !str_equal(state_names[i], name))
		i--;
	return (enum attempt_state)i;
}

enum err store_attempt_insert(struct tx *tx, struct attempt_row *row)
{
	static const char sql[] =
		"INSERT INTO attempt (property, id, payment, refund_leg, follows, op, key, method, "
		"path, body, api_version, amount_minor, unit, at_unix_ms, business_date) VALUES "
		"($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
	static const char live[] =
		"INSERT INTO attempt_live (property, attempt, state, can_send, owner, "
		"until_unix_ms, tries, looks, first_unix_ms, next_unix_ms, outcome, problem, "
		"version) VALUES ($1, $2, 'prepared', 1, 0, 0, 0, 0, 0, $3, '', '', 1)";
	enum err err;

	row->id = tx_id(tx);
	row->at_unix_ms = row->next_unix_ms = tx->at_unix_ms;
	row->business_date = tx->business_date;
	row->state = ATTEMPT_PREPARED;
	row->can_send = true;
	row->version = 1;
	err = db_run(tx->db, sql, V(tx->property), V(row->id), V(row->payment), V(row->refund_leg),
		     V(row->follows), V(row->op), V(row->key), V(row->method),
		     V(row->path != NULL ? row->path : ""),
		     V(row->body != NULL ? row->body : ""), V(row->api_version),
		     V(row->amount_minor), V(row->unit), V(row->at_unix_ms),
		     V(row->business_date));
	return err == ERR_OK ? db_run(tx->db, live, V(tx->property), V(row->id),
				      V(row->next_unix_ms))
			     : err;
}

#define ATTEMPT_COLUMNS                                                                         \
	"SELECT a.id, a.payment, a.refund_leg, a.follows, a.op, a.key, a.method, a.path, "      \
	"a.body, a.api_version, a.amount_minor, a.unit, a.at_unix_ms, a.business_date, "        \
	"l.state, l.can_send, l.owner, l.until_unix_ms, l.tries, l.looks, l.first_unix_ms, "    \
	"l.next_unix_ms, l.outcome, l.problem, l.version FROM attempt a JOIN attempt_live l "   \
	"ON l.property = a.property AND l.attempt = a.id "

static void read_live(struct db_rows *rows, struct attempt_row *row)
{
	row->state = state_of(db_text(rows, 14));
	row->can_send = db_int(rows, 15) == 1;
	row->owner = (int)db_int(rows, 16);
	row->until_unix_ms = db_int(rows, 17);
	row->tries = db_int(rows, 18);
	row->looks = db_int(rows, 19);
	row->first_unix_ms = db_int(rows, 20);
	row->next_unix_ms = db_int(rows, 21);
	str_copy(row->outcome, sizeof row->outcome, db_text(rows, 22));
	str_copy(row->problem, sizeof row->problem, db_text(rows, 23));
	row->version = db_int(rows, 24);
}

static enum err read_attempt(struct db_rows *rows, struct attempt_row *row)
{
	*row = (struct attempt_row){ .id = db_int(rows, 0),
				     .payment = db_int(rows, 1),
				     .refund_leg = db_int(rows, 2),
				     .follows = db_int(rows, 3),
				     .path = strdup(db_text(rows, 7)),
				     .body = strdup(db_text(rows, 8)),
				     .amount_minor = db_int(rows, 10),
				     .at_unix_ms = db_int(rows, 12),
				     .business_date = (int32_t)db_int(rows, 13) };
	str_copy(row->op, sizeof row->op, db_text(rows, 4));
	str_copy(row->key, sizeof row->key, db_text(rows, 5));
	str_copy(row->method, sizeof row->method, db_text(rows, 6));
	str_copy(row->api_version, sizeof row->api_version, db_text(rows, 9));
	str_copy(row->unit, sizeof row->unit, db_text(rows, 11));
	read_live(rows, row);
	if (row->path != NULL && row->body != NULL)
		return ERR_OK;
	store_attempt_done(row);
	return ERR_MEMORY;
}

void store_attempt_done(struct attempt_row *row)
{
	free(row->path);
	free(row->body);
	row->path = row->body = NULL;
}

/* On error nothing is left for the caller to free. */
static enum err list_attempts(struct db_rows *rows, struct attempt_row *list, int size, int *ret_n)
{
	enum err err = ERR_OK, end;
	int n = 0;

	while (n < size && err == ERR_OK && db_next(rows)) {
		err = read_attempt(rows, &list[n]);
		n += err == ERR_OK;
	}
	end = db_end(rows);
	err = err == ERR_OK ? end : err;
	for (int i = 0; err != ERR_OK && i < n; i++)
		store_attempt_done(&list[i]);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_attempt_load(struct db *db, int64_t id, struct attempt_row *ret_row)
{
	static const char sql[] = ATTEMPT_COLUMNS "WHERE a.property = $1 AND a.id = $2";
	int n = 0;
	enum err err = list_attempts(db_query(db, sql, V(db_property(db)), V(id)), ret_row, 1, &n);

	return err == ERR_OK && n == 0 ? ERR_NOT_FOUND : err;
}

enum err store_attempt_of_payment(struct db *db, int64_t payment, struct attempt_row *rows,
				  int size, int *ret_n)
{
	static const char sql[] = ATTEMPT_COLUMNS "WHERE a.property = $1 AND a.payment = $2 "
						  "AND l.state <> 'done' ORDER BY a.at_unix_ms, "
						  "a.id";

	return list_attempts(db_query(db, sql, V(db_property(db)), V(payment)), rows, size, ret_n);
}

enum err store_attempt_open(struct db *db, struct attempt_row *rows, int size, int *ret_n)
{
	static const char sql[] = ATTEMPT_COLUMNS "WHERE a.property = $1 AND l.state <> 'done' "
						  "ORDER BY a.at_unix_ms, a.id";

	return list_attempts(db_query(db, sql, V(db_property(db))), rows, size, ret_n);
}

struct claim {
	int station;
	int64_t now_unix_ms, until_unix_ms;
	int64_t ids[STORE_CLAIM_MAX];
	int size, n;
};

/* Due, nobody's, and of this station, or due for so long that its own station does not live.
 * Command lines, from COMMAND_STATION on, take whatever is due. */
#define COMMAND_STATION "900"
#define IS_FREE                                                                             \
	"FROM attempt_live WHERE property = $1 AND state <> 'done' AND next_unix_ms <= $2 " \
	"AND (owner = 0 OR until_unix_ms <= $2) AND (attempt / 4503599627370496 = $3 "      \
	"OR $3 >= " COMMAND_STATION " OR next_unix_ms <= $2 - 10000) "

/* A claim that was never given back is that of a till that was killed: what it sent may have
 * arrived (P4). */
static enum err claim_one(struct db *db, const struct claim *claim, int64_t id)
{
	static const char sql[] =
		"UPDATE attempt_live SET outcome = CASE WHEN owner <> 0 THEN 'unknown' "
		"ELSE outcome END, owner = $3, until_unix_ms = $4, first_unix_ms = CASE WHEN "
		"first_unix_ms = 0 THEN $5 ELSE first_unix_ms END, version = version + 1 "
		"WHERE property = $1 AND attempt = $2";

	return db_run(db, sql, V(db_property(db)), V(id), V(claim->station),
		      V(claim->until_unix_ms), V(claim->now_unix_ms));
}

static enum err claim_in(struct db *db, void *arg)
{
	static const char sql[] =
		"SELECT attempt " IS_FREE "ORDER BY next_unix_ms, attempt LIMIT $4";
	struct claim *claim = arg;
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(claim->now_unix_ms),
					V(claim->station), V(claim->size));
	enum err err;

	claim->n = 0;
	while (claim->n < claim->size && db_next(rows))
		claim->ids[claim->n++] = db_int(rows, 0);
	err = db_end(rows);
	for (int i = 0; err == ERR_OK && i < claim->n; i++)
		err = claim_one(db, claim, claim->ids[i]);
	return err;
}

/* Is anything due?  Asked before a transaction is begun for it. */
static enum err count_due(struct db *db, int station, int64_t now_unix_ms, int64_t *ret_n)
{
	static const char sql[] = "SELECT count(*) " IS_FREE;

	return db_one_int(db, ret_n, sql, V(db_property(db)), V(now_unix_ms), V(station));
}

enum err store_attempt_claim(struct db *db, int station, int64_t now_unix_ms,
			     int64_t until_unix_ms, struct attempt_row *rows, int size, int *ret_n)
{
	struct claim claim = { .station = station, .now_unix_ms = now_unix_ms,
			       .until_unix_ms = until_unix_ms,
			       .size = size < STORE_CLAIM_MAX ? size : STORE_CLAIM_MAX };
	int64_t due = 0;
	int n = 0;
	enum err err = count_due(db, station, now_unix_ms, &due);

	if (err == ERR_OK && due > 0)
		err = db_atomically(db, claim_in, &claim);
	for (; err == ERR_OK && n < claim.n; n++) {
		err = store_attempt_load(db, claim.ids[n], &rows[n]);
		if (err != ERR_OK)
			break;
	}
	for (int i = 0; err != ERR_OK && i < n; i++)
		store_attempt_done(&rows[i]);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

static enum err unclaim_in(struct db *db, void *arg)
{
	static const char sql[] =
		"UPDATE attempt_live SET owner = 0, until_unix_ms = 0, outcome = 'unknown', "
		"version = version + 1 WHERE property = $1 AND owner = $2 AND state <> 'done'";

	return db_run(db, sql, V(db_property(db)), V(*(const int *)arg));
}

enum err store_attempt_unclaim(struct db *db, int station)
{
	static const char sql[] = "SELECT count(*) FROM attempt_live WHERE property = $1 "
				  "AND owner = $2 AND state <> 'done'";
	int64_t n = 0;
	enum err err = db_one_int(db, &n, sql, V(db_property(db)), V(station));

	return err == ERR_OK && n > 0 ? db_atomically(db, unclaim_in, &station) : err;
}

enum err store_attempt_next(struct db *db, int64_t *ret_unix_ms, int *ret_open)
{
	static const char sql[] =
		"SELECT count(*), min(CASE WHEN owner <> 0 AND until_unix_ms > next_unix_ms "
		"THEN until_unix_ms ELSE next_unix_ms END) FROM attempt_live "
		"WHERE property = $1 AND state <> 'done'";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	int64_t next = INT64_MAX;
	int open = 0;
	enum err err;

	if (db_next(rows)) {
		open = (int)db_int(rows, 0);
		next = open > 0 ? db_int(rows, 1) : INT64_MAX;
	}
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	*ret_unix_ms = next;
	*ret_open = open;
	return ERR_OK;
}

static enum err save_in(struct db *db, void *arg)
{
	static const char sql[] =
		"UPDATE attempt_live SET state = $3, can_send = can_send * $4, owner = $5, "
		"until_unix_ms = $6, tries = $7, looks = $8, first_unix_ms = $9, "
		"next_unix_ms = $10, outcome = $11, problem = $12, version = version + 1 "
		"WHERE property = $1 AND attempt = $2 AND version = $13";
	const struct attempt_row *row = arg;
	int64_t changed = 0;
	enum err err = db_run_changed(db, &changed, sql, V(db_property(db)), V(row->id),
				      V(state_names[row->state]), V(row->can_send), V(row->owner),
				      V(row->until_unix_ms), V(row->tries), V(row->looks),
				      V(row->first_unix_ms), V(row->next_unix_ms), V(row->outcome),
				      V(row->problem), V(row->version));

	return err == ERR_OK && changed != 1 ? ERR_CHANGED : err;
}

enum err store_attempt_save(struct db *db, struct attempt_row *row)
{
	enum err err = db->transaction == DB_WRITING ? save_in(db, row)
						     : db_atomically(db, save_in, row);

	if (err == ERR_OK)
		row->version++;
	return err;
}

static enum err bar_in(struct db *db, void *arg)
{
	static const char sql[] = "UPDATE attempt_live SET can_send = 0 WHERE property = $1 "
				  "AND attempt = $2";

	return db_run(db, sql, V(db_property(db)), V(*(const int64_t *)arg));
}

enum err store_attempt_bar(struct db *db, int64_t attempt)
{
	return db_atomically(db, bar_in, &attempt);
}

static enum err try_in(struct db *db, void *arg)
{
	static const char next[] = "SELECT coalesce(max(no), 0) + 1 FROM attempt_try "
				   "WHERE property = $1 AND attempt = $2";
	static const char sql[] =
		"INSERT INTO attempt_try (property, attempt, no, at_unix_ms, station, what, "
		"outcome, http, code, request, took_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
		"$9, $10, $11)";
	struct attempt_try *try = arg;
	enum err err = db_one_int(db, &try->no, next, V(db_property(db)), V(try->attempt));

	return err == ERR_OK
		       ? db_run(db, sql, V(db_property(db)), V(try->attempt), V(try->no),
				V(try->at_unix_ms), V(try->station), V(try->what), V(try->outcome),
				V(try->http), V(try->code), V(try->request), V(try->took_ms))
		       : err;
}

enum err store_attempt_try_insert(struct db *db, struct attempt_try *try)
{
	return db->transaction == DB_WRITING ? try_in(db, try) : db_atomically(db, try_in, try);
}

enum err store_attempt_try_list(struct db *db, int64_t attempt, struct attempt_try *tries, int size,
				int *ret_n)
{
	static const char sql[] =
		"SELECT no, at_unix_ms, station, what, outcome, http, code, request, took_ms "
		"FROM attempt_try WHERE property = $1 AND attempt = $2 ORDER BY no DESC LIMIT $3";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(attempt), V(size));
	enum err err;
	int n = 0;

	for (; n < size && db_next(rows); n++) {
		tries[n] = (struct attempt_try){ .attempt = attempt,
						 .no = db_int(rows, 0),
						 .at_unix_ms = db_int(rows, 1),
						 .station = (int)db_int(rows, 2),
						 .http = (int)db_int(rows, 5),
						 .took_ms = db_int(rows, 8) };
		str_copy(tries[n].what, sizeof tries[n].what, db_text(rows, 3));
		str_copy(tries[n].outcome, sizeof tries[n].outcome, db_text(rows, 4));
		str_copy(tries[n].code, sizeof tries[n].code, db_text(rows, 6));
		str_copy(tries[n].request, sizeof tries[n].request, db_text(rows, 7));
	}
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}
