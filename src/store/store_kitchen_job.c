/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_kitchen_job.c -- SQL for the papers of kitchen tickets: queued, claimed by one till
 * at a time, and given back.
 */
#include "base/str.h"
#include "store/store_kitchen.h"

#define OTHERS_TIMES 10              /* the patience of who has no printer of its own */

static const char *const kinds[] = { "ticket", "fire", "copy" };

enum err store_kitchen_job_insert(struct tx *tx, struct kitchen_job *job)
{
	static const char sql[] =
		"INSERT INTO kitchen_job (property, id, ticket, kind, station, step, printer, "
		"state, owner, until_unix_ms, next_unix_ms, tries, is_repeat, problem, printed, "
		"version) VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, 0, $8, 0, 0, '', -1, "
		"1)";

	job->id = tx_id(tx);
	job->station = tx->station;
	job->next_unix_ms = tx->at_unix_ms;
	return db_run(tx->db, sql, V(tx->property), V(job->id), V(job->ticket),
		      V(kinds[job->kind]), V(job->station), V(job->step), V(job->printer),
		      V(job->next_unix_ms));
}

#define IS_FREE                                                                                 \
	"FROM kitchen_job j WHERE j.property = $1 AND j.state = 'waiting' "                     \
	"AND j.next_unix_ms <= $2 AND (j.owner = 0 OR j.until_unix_ms <= $2) "                  \
	"AND (j.station = $3 OR j.next_unix_ms <= $2 - $4) "                                    \
	"AND (j.printer <> 0 OR $5 = 1 OR j.next_unix_ms <= $2 - $6) "                          \
	"AND NOT EXISTS (SELECT 1 FROM kitchen_job o WHERE o.property = j.property "            \
	"AND o.state = 'waiting' AND o.printer = j.printer AND o.owner <> 0 "                   \
	"AND o.until_unix_ms > $2 AND (o.printer <> 0 OR o.owner = $3)) "

struct claiming {
	const struct kitchen_claim *claim;
	struct kitchen_job job;
};

static void read_job(struct db_rows *rows, struct kitchen_job *job)
{
	*job = (struct kitchen_job){ .id = db_int(rows, 0),
				     .ticket = db_int(rows, 1),
				     .station = (int)db_int(rows, 3),
				     .step = db_int(rows, 4),
				     .printer = db_int(rows, 5),
				     .next_unix_ms = db_int(rows, 6),
				     .tries = db_int(rows, 7),
				     .is_repeat = db_int(rows, 8) == 1 };
	while (job->kind < KITCHEN_PAPER_COPY && !str_equal(kinds[job->kind], db_text(rows, 2)))
		job->kind++;
	str_copy(job->problem, sizeof job->problem, db_text(rows, 9));
}

static enum err claim_in(struct db *db, void *arg)
{
	static const char find[] =
		"SELECT j.id, j.ticket, j.kind, j.station, j.step, j.printer, j.next_unix_ms, "
		"j.tries, CASE WHEN j.owner <> 0 THEN 1 ELSE j.is_repeat END, j.problem " IS_FREE
		"ORDER BY j.next_unix_ms, j.id LIMIT 1";
	static const char take[] =
		"UPDATE kitchen_job SET is_repeat = $3, owner = $4, until_unix_ms = $5, "
		"version = version + 1 WHERE property = $1 AND id = $2";
	struct claiming *claiming = arg;
	const struct kitchen_claim *claim = claiming->claim;
	struct db_rows *rows =
		db_query(db, find, V(db_property(db)), V(claim->now_unix_ms), V(claim->station),
			 V(claim->patience_ms), V(claim->has_printer),
			 V(claim->patience_ms * OTHERS_TIMES));
	bool found = db_next(rows);
	enum err err;

	claiming->job = (struct kitchen_job){ 0 };
	if (found)
		read_job(rows, &claiming->job);
	err = db_end(rows);
	if (err != ERR_OK || !found)
		return err;
	claiming->job.owner = claim->station;
	return db_run(db, take, V(db_property(db)), V(claiming->job.id),
		      V(claiming->job.is_repeat), V(claim->station), V(claim->until_unix_ms));
}

/* Is anything due?  Asked before a transaction is begun for it. */
static enum err count_due(struct db *db, const struct kitchen_claim *claim, int64_t *ret_n)
{
	static const char sql[] = "SELECT count(*) " IS_FREE;

	return db_one_int(db, ret_n, sql, V(db_property(db)), V(claim->now_unix_ms),
			  V(claim->station), V(claim->patience_ms), V(claim->has_printer),
			  V(claim->patience_ms * OTHERS_TIMES));
}

enum err store_kitchen_job_claim(struct db *db, const struct kitchen_claim *claim,
				 struct kitchen_job *ret_job)
{
	struct claiming claiming = { .claim = claim };
	int64_t due = 0;
	enum err err = count_due(db, claim, &due);

	if (err == ERR_OK && due > 0)
		err = db_atomically(db, claim_in, &claiming);
	if (err == ERR_OK && claiming.job.id == 0)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		*ret_job = claiming.job;
	return err;
}

static enum err unclaim_in(struct db *db, void *arg)
{
	static const char sql[] =
		"UPDATE kitchen_job SET owner = 0, until_unix_ms = 0, is_repeat = 1, "
		"version = version + 1 WHERE property = $1 AND owner = $2 AND state = 'waiting'";

	return db_run(db, sql, V(db_property(db)), V(*(const int *)arg));
}

enum err store_kitchen_job_unclaim(struct db *db, int station)
{
	static const char sql[] = "SELECT count(*) FROM kitchen_job WHERE property = $1 "
				  "AND owner = $2 AND state = 'waiting'";
	int64_t n = 0;
	enum err err = db_one_int(db, &n, sql, V(db_property(db)), V(station));

	return err == ERR_OK && n > 0 ? db_atomically(db, unclaim_in, &station) : err;
}

struct ending {
	const struct kitchen_job *job;
	bool is_done;
};

/* What was printed where nobody can bump it is out of the way. */
static enum err put_away(struct db *db, int64_t ticket)
{
	static const char sql[] =
		"UPDATE kitchen_live SET state = 'printed', version = version + 1 "
		"WHERE property = $1 AND ticket = $2 AND state = 'fired' AND NOT EXISTS "
		"(SELECT 1 FROM kitchen_station s WHERE s.property = kitchen_live.property "
		"AND s.number = kitchen_live.station AND s.has_display = 1)";

	return db_run(db, sql, V(db_property(db)), V(ticket));
}

static enum err end_in(struct db *db, void *arg)
{
	static const char sql[] =
		"UPDATE kitchen_job SET state = $4, step = $5, printer = $6, next_unix_ms = $7, "
		"problem = $8, printed = $9, tries = tries + 1, owner = 0, until_unix_ms = 0, "
		"version = version + 1 WHERE property = $1 AND id = $2 AND owner = $3 "
		"AND state = 'waiting'";
	const struct ending *ending = arg;
	const struct kitchen_job *job = ending->job;
	int64_t changed = 0;
	enum err err = db_run_changed(db, &changed, sql, V(db_property(db)), V(job->id),
				      V(job->owner), V(ending->is_done ? "done" : "waiting"),
				      V(job->step), V(job->printer), V(job->next_unix_ms),
				      V(job->problem), V(ending->is_done ? job->printer : -1));

	if (err == ERR_OK && changed == 0)
		err = ERR_CHANGED;
	return err == ERR_OK && ending->is_done ? put_away(db, job->ticket) : err;
}

enum err store_kitchen_job_end(struct db *db, const struct kitchen_job *job, bool is_done)
{
	struct ending ending = { job, is_done };

	return db_atomically(db, end_in, &ending);
}

enum err store_kitchen_job_forget(struct tx *tx, int32_t date)
{
	static const char sql[] =
		"DELETE FROM kitchen_job WHERE property = $1 AND state = 'done' AND EXISTS "
		"(SELECT 1 FROM kitchen_ticket t WHERE t.property = kitchen_job.property "
		"AND t.id = kitchen_job.ticket AND t.business_date <= $2)";

	return db_run(tx->db, sql, V(tx->property), V(date));
}

enum err store_kitchen_job_count(struct db *db, int64_t *ret_waiting, int64_t *ret_failed)
{
	static const char sql[] =
		"SELECT count(*), coalesce(sum(CASE WHEN tries > 0 THEN 1 ELSE 0 END), 0) "
		"FROM kitchen_job WHERE property = $1 AND state = 'waiting'";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	int64_t waiting = 0, failed = 0;
	enum err err;

	if (db_next(rows)) {
		waiting = db_int(rows, 0);
		failed = db_int(rows, 1);
	}
	err = db_end(rows);
	if (err == ERR_OK) {
		*ret_waiting = waiting;
		*ret_failed = failed;
	}
	return err;
}
