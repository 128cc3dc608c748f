/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_paper.c -- SQL for papers, their copies and the print queue.
 */
#include <stdlib.h>

#include "base/str.h"
#include "store/store_pay.h"

enum err store_paper_next(struct tx *tx, const char *series, int64_t *ret_number)
{
	static const char sql[] = "SELECT coalesce(max(number), 0) + 1 FROM paper "
				  "WHERE property = $1 AND series = $2 AND station = $3";

	return db_one_int(tx->db, ret_number, sql, V(tx->property), V(series), V(tx->station));
}

enum err store_paper_insert(struct tx *tx, struct paper_row *row, const char *model)
{
	static const char sql[] =
		"INSERT INTO paper (property, id, series, station, number, bill, part, "
		"business_date, model) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

	row->id = tx_id(tx);
	row->station = tx->station;
	row->business_date = tx->business_date;
	return db_run(tx->db, sql, V(tx->property), V(row->id), V(row->series), V(row->station),
		      V(row->number), V(row->bill), V(row->part), V(row->business_date), V(model));
}

#define PAPER_COLUMNS "id, series, station, number, bill, part, business_date"

static void read_paper(struct db_rows *rows, struct paper_row *row)
{
	*row = (struct paper_row){ .id = db_int(rows, 0),
				   .station = (int)db_int(rows, 2),
				   .number = db_int(rows, 3),
				   .bill = db_int(rows, 4),
				   .part = db_int(rows, 5),
				   .business_date = (int32_t)db_int(rows, 6) };
	str_copy(row->series, sizeof row->series, db_text(rows, 1));
}

enum err store_paper_load(struct db *db, int64_t id, struct paper_row *ret_row, char **ret_model)
{
	static const char sql[] = "SELECT " PAPER_COLUMNS ", model FROM paper "
				  "WHERE property = $1 AND id = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(id));
	struct paper_row row = { 0 };
	bool found = db_next(rows);
	char *model = NULL;
	enum err err;

	if (found) {
		read_paper(rows, &row);
		if (ret_model != NULL)
			model = str_dup(db_text(rows, 7));
	}
	err = db_end(rows);
	if (err == ERR_OK && !found)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK && ret_model != NULL && model == NULL)
		err = ERR_MEMORY;
	if (err != ERR_OK) {
		free(model);
		return err;
	}
	*ret_row = row;
	if (ret_model != NULL)
		*ret_model = model;
	return ERR_OK;
}

static enum err list_papers(struct db_rows *rows, struct paper_row *papers, int size, int *ret_n)
{
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_paper(rows, &papers[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_paper_of_bill(struct db *db, int64_t bill, struct paper_row *rows, int size,
			     int *ret_n)
{
	static const char sql[] = "SELECT " PAPER_COLUMNS " FROM paper "
				  "WHERE property = $1 AND bill = $2 ORDER BY id";

	return list_papers(db_query(db, sql, V(db_property(db)), V(bill)), rows, size, ret_n);
}

enum err store_paper_recent(struct db *db, int station, struct paper_row *rows, int size,
			    int *ret_n)
{
	static const char sql[] = "SELECT " PAPER_COLUMNS " FROM paper "
				  "WHERE property = $1 AND series = 'receipt' AND station = $2 "
				  "ORDER BY number DESC LIMIT $3";

	return list_papers(db_query(db, sql, V(db_property(db)), V(station), V(size)), rows, size,
			   ret_n);
}

static void read_line(struct db_rows *rows, struct paper_line *line)
{
	read_paper(rows, &line->paper);
	line->at_unix_ms = db_int(rows, 7);
	line->total_minor = db_int(rows, 8);
	line->part_no = db_int(rows, 9);
	line->bill_number = db_int(rows, 10);
	line->table_number = db_int(rows, 11);
	str_copy(line->name, sizeof line->name, db_text(rows, 12));
	line->copies = db_int(rows, 13);
	line->refunded_minor = db_int(rows, 14);
}

/* The act that issued a paper has the paper's id without its row (base/id.h: 16 bits). */
enum err store_paper_lines(struct db *db, int station, int64_t newest, struct paper_line *lines,
			   int size, int *ret_n)
{
	static const char sql[] =
		"SELECT p.id, p.series, p.station, p.number, p.bill, p.part, p.business_date, "
		"a.at_unix_ms, c.total_minor, q.no, b.number, coalesce(t.number, 0), l.name, "
		"(SELECT count(*) FROM paper_print r WHERE r.property = p.property "
		"AND r.paper = p.id), coalesce((SELECT sum(f.total_minor - f.tip_minor) "
		"FROM refund f WHERE f.property = p.property AND f.part = p.part), 0) "
		"FROM paper p "
		"JOIN act a ON a.property = p.property AND a.id = p.id / 65536 * 65536 "
		"JOIN part_close c ON c.property = p.property AND c.part = p.part "
		"JOIN part q ON q.property = p.property AND q.id = p.part "
		"JOIN bill b ON b.property = p.property AND b.id = p.bill "
		"JOIN bill_live l ON l.property = p.property AND l.bill = p.bill "
		"LEFT JOIN dining_table t ON t.property = l.property AND t.id = l.dining_table "
		"WHERE p.property = $1 AND p.series = 'receipt' AND p.station = $2 "
		"AND p.number <= $3 ORDER BY p.number DESC LIMIT $4";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(station),
					V(newest > 0 ? newest : INT64_MAX), V(size));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_line(rows, &lines[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_paper_copies(struct db *db, int64_t paper, int64_t *ret_copies)
{
	static const char sql[] =
		"SELECT count(*) FROM paper_print WHERE property = $1 AND paper = $2";

	return db_one_int(db, ret_copies, sql, V(db_property(db)), V(paper));
}

enum err store_paper_print_insert(struct tx *tx, int64_t paper, int64_t copy)
{
	static const char sql[] = "INSERT INTO paper_print (property, id, paper, copy) "
				  "VALUES ($1, $2, $3, $4)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(paper), V(copy));
}

enum err store_print_job_insert(struct tx *tx, int64_t paper, int64_t copy)
{
	static const char sql[] =
		"INSERT INTO print_job (property, id, paper, copy, station, state, tries, problem, "
		"version) VALUES ($1, $2, $3, $4, $5, 'waiting', 0, '', 1)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(paper), V(copy),
		      V(tx->station));
}

enum err store_print_job_next(struct db *db, int station, struct print_job *ret_job)
{
	static const char sql[] =
		"SELECT id, paper, copy, tries FROM print_job WHERE property = $1 AND station = $2 "
		"AND state = 'waiting' ORDER BY id LIMIT 1";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(station));
	bool found = db_next(rows);
	struct print_job job = { 0 };
	enum err err;

	if (found)
		job = (struct print_job){ db_int(rows, 0), db_int(rows, 1), db_int(rows, 2),
					  db_int(rows, 3) };
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_job = job;
	return ERR_OK;
}

enum err store_print_job_count(struct db *db, int station, int64_t *ret_waiting)
{
	static const char sql[] = "SELECT count(*) FROM print_job WHERE property = $1 "
				  "AND station = $2 AND state = 'waiting'";

	return db_one_int(db, ret_waiting, sql, V(db_property(db)), V(station));
}

enum err store_print_job_set(struct tx *tx, int64_t id, const char *state, const char *problem)
{
	static const char sql[] =
		"UPDATE print_job SET state = $3, problem = $4, tries = tries + 1, "
		"version = version + 1 WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(id), V(state), V(problem));
}
