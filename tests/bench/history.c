/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/history.c -- see tests/bench/history.h.
 */
#include "bench/history.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "bench/bench.h"
#include "service/day.h"
#include "service/sale.h"
#include "store/inside.h"
#include "store/store_menu.h"

#define SALES 40
#define SALE_LINES 10
#define STEP 100                   /* dates copied by one statement */

/* What is copied: the rows of the acts from `first` up to `end`. */
struct model {
	int64_t first, end;        /* ids */
	int64_t acts, papers;
	int64_t lines;
};

static int64_t look(struct house *house, const char *sql)
{
	int64_t number = 0;

	bench_must(db_one_int(house->app.db, &number, sql, V(1)), sql);
	return number;
}

static void ring(struct house *house, int i)
{
	static const int64_t codes[] = { 21, 22, 31, 32, 51 };
	struct sale_line lines[SALE_LINES];
	char reference[64];
	struct sale sale = { .lines = lines, .n_lines = SALE_LINES };
	int64_t bill;
	struct item item;

	for (int l = 0; l < SALE_LINES; l++) {
		bench_must(store_item_by_code(house->app.db, codes[(i + l) % 5],
					      house->app.property.business_date, &item),
			   "item");
		lines[l] = (struct sale_line){ .item = item.id, .quantity = 1 + l % 3,
					       .price_minor = item.price_minor,
					       .amount_minor = item.price_minor * (1 + l % 3) };
	}
	str_format(reference, sizeof reference, "%d %d", house->app.property.business_date, i);
	sale.source = (struct bill_source){ "history", reference,
					    house->app.property.business_date, -1 };
	bench_must(sale_ring(&house->app, house->cashier, &sale, &bill), "sale");
}

static void ring_day(struct house *house)
{
	struct act act = app_act(&house->app, house->manager);

	bench_must(store_property_load(house->app.db, &house->app.property), "property");
	for (int i = 0; i < SALES; i++)
		ring(house, i);
	bench_must(day_roll(&house->app, &act, house->app.property.business_date + 1, NULL),
		   "roll");
}

static bool is_one_of(const char *name, const char *const *names)
{
	while (*names != NULL)
		if (strcmp(*names++, name) == 0)
			return true;
	return false;
}

/* The value of a column in the copy number n.k. */
static void add_value(struct str *sql, const struct model *model, const struct schema_table *table,
		      const char *name)
{
	static const char *const ids[] = { "id",    "bill",     "part",   "of",  "entry",
					   "paper", "corrects", "result", NULL };
	static const char *const dates[] = { "business_date", "next_date", "date", NULL };
	static const char *const times[] = { "at_unix_ms", "opened_unix_ms", "touched_unix_ms",
					     NULL };
	static const char *const keys[] = { "key", "reference", NULL };

	if (is_one_of(name, ids))
		str_addf(sql, "CASE WHEN %s BETWEEN %lld AND %lld THEN %s + n.k * %lld ELSE %s END",
			 name, (long long)model->first, (long long)model->end - 1, name,
			 (long long)id_make(0, model->acts, 0), name);
	else if (is_one_of(name, dates))
		str_addf(sql, "%s + n.k", name);
	else if (is_one_of(name, times))
		str_addf(sql, "%s + n.k * 86400000", name);
	else if (is_one_of(name, keys))
		str_addf(sql, "%s || '.' || n.k", name);
	else if (strcmp(name, "seq") == 0)
		str_addf(sql, "seq + n.k * %lld", (long long)model->acts);
	else if (strcmp(name, "number") == 0 && strcmp(table->name, "paper") == 0)
		str_addf(sql, "number + n.k * %lld", (long long)model->papers);
	else
		str_add(sql, name);
}

static void copy_statement(struct str *sql, const struct model *model,
			   const struct schema_table *table, int64_t from, int64_t to)
{
	const char *id = table->id >= 0 ? "id" : "bill";

	str_clear(sql);
	str_addf(sql,
		 "WITH RECURSIVE n(k) AS (SELECT %lld UNION ALL SELECT k + 1 FROM n WHERE k < "
		 "%lld) INSERT INTO %s SELECT ",
		 (long long)from, (long long)to, table->name);
	for (int i = 0; i < table->n; i++) {
		str_add(sql, i > 0 ? ", " : "");
		add_value(sql, model, table, table->column[i].name);
	}
	str_addf(sql, " FROM n CROSS JOIN %s WHERE property = 1 AND %s BETWEEN %lld AND %lld",
		 table->name, id, (long long)model->first, (long long)model->end - 1);
}

static void execute(sqlite3 *sqlite, const char *sql)
{
	char *words = NULL;

	if (sqlite3_exec(sqlite, sql, NULL, NULL, &words) == SQLITE_OK)
		return;
	fprintf(stderr, "bench: history: %s: %s\n", words, sql);
	exit(99);
}

/* The tables that an order and a cut write to, postings before their entries. */
static const char *const tables[] = { "bill",	"bill_live", "bill_source", "part",  "part_term",
				      "line",	"frozen",    "tender",	    "part_close",
				      "posting", "entry",    "paper",	    "day_seal", "day_head",
				      "day_total", "act", NULL };

static void copy_dates(sqlite3 *sqlite, const struct schema *schema, const struct model *model,
		       int64_t copies)
{
	struct str sql = { 0 };

	for (const char *const *name = tables; *name != NULL; name++) {
		const struct schema_table *table = schema_find(schema, *name);

		bench_need(table != NULL, "a table of the history has gone");
		execute(sqlite, "BEGIN");
		for (int64_t from = 1; from <= copies; from += STEP) {
			int64_t to = from + STEP - 1 < copies ? from + STEP - 1 : copies;

			copy_statement(&sql, model, table, from, to);
			execute(sqlite, str_text(&sql));
		}
		execute(sqlite, "COMMIT");
	}
	str_clear(&sql);
	str_addf(&sql, "UPDATE property SET business_date = business_date + %lld",
		 (long long)copies);
	execute(sqlite, str_text(&sql));
	str_done(&sql);
}

static void multiply(const char *path, const struct model *model, int64_t copies)
{
	struct schema schema;
	sqlite3 *sqlite = NULL;

	bench_must(schema_parse(schema_steps, &schema), "schema");
	bench_need(sqlite3_open_v2(path, &sqlite, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK, path);
	execute(sqlite, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; "
			"PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536");
	copy_dates(sqlite, &schema, model, copies);
	execute(sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_close(sqlite);
	schema_done(&schema);
}

int64_t history_make(struct house *house, const char *path, int64_t lines)
{
	static const char last[] = "SELECT max(id) FROM act WHERE property = $1";
	static const char count[] = "SELECT count(*) FROM line WHERE property = $1";
	struct keys keys = house->keys;
	struct model model = { .first = id_act_end(look(house, last)), .papers = SALES };

	ring_day(house);
	model.end = id_act_end(look(house, last));
	model.acts = id_seq(model.end) - id_seq(model.first);
	model.lines = look(house, count);
	house_close(house);
	if (lines > 0)
		multiply(path, &model, (lines + model.lines - 1) / model.lines);
	house_join(house, path, 1, &keys);
	ring_day(house);
	lines = look(house, count);
	house_close(house);
	return lines;
}
