/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sales_import.c -- pass 1: read, check, sort by order; pass 2: ring by date.
 */
#include "service/sales_import.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/sort.h"
#include "base/str.h"
#include "service/bill.h"
#include "service/day.h"
#include "service/drawer.h"
#include "service/sale.h"
#include "service/sales_items.h"
#include "service/sales_row.h"

#define IMPORT_LINES_MAX BILL_ROWS_MAX /* lines of one order */

/* An order is identified by its number, or by day and number. */
static size_t order_key(const struct sales_profile *profile, const struct sales_row *row,
			char key[SALES_REFERENCE_SIZE + 16])
{
	if (profile->order_is_of_day)
		str_format(key, SALES_REFERENCE_SIZE + 16, "%010ld %s", (long)row->date,
			   row->reference);
	else
		str_copy(key, SALES_REFERENCE_SIZE + 16, row->reference);
	return strlen(key);
}

/* Date and first line in bytes that compare as the numbers do. */
static void place_key(int32_t date, int64_t line, unsigned char key[12])
{
	uint32_t day = (uint32_t)date ^ 0x80000000u;

	for (int i = 0; i < 4; i++)
		key[i] = (unsigned char)(day >> (24 - 8 * i));
	for (int i = 0; i < 8; i++)
		key[4 + i] = (unsigned char)((uint64_t)line >> (56 - 8 * i));
}

static bool go_on(struct sales_import *import, int pass, int64_t done, int64_t total)
{
	return import->progress == NULL || import->progress(import->arg, pass, done, total);
}

static void bad(struct sales_import *import, int64_t line, const char *reason)
{
	import->counts.bad_rows++;
	if (import->bad_row != NULL)
		import->bad_row(import->arg, line, reason);
}

static enum err read_layout(struct sales_import *import, struct csv *csv,
			    struct sales_layout *layout)
{
	const char *const *fields = NULL;
	const char *missing = "";
	size_t n = 0;
	enum err err = ERR_OK;

	if (import->profile->has_header)
		err = csv_next(csv, &n, &fields);
	if (err != ERR_OK && err != ERR_DATA && err != ERR_NOT_FOUND)
		return err;
	if (err != ERR_OK) {
		str_format(import->words, sizeof import->words,
			   "%s: the first line is not a header.", import->path);
		return ERR_DATA;
	}
	if (!sales_layout_find(import->profile, fields, n, layout, &missing)) {
		str_format(import->words, sizeof import->words,
			   "%s has no column '%s', which the profile names.", import->path,
			   missing);
		return ERR_DATA;
	}
	return ERR_OK;
}

static enum err read_row(struct sales_import *import, struct csv *csv,
			 const struct sales_layout *layout, struct sort *by_order)
{
	const char *const *fields;
	struct sales_row row;
	char key[SALES_REFERENCE_SIZE + 16];
	const char *reason;
	size_t n;
	enum err err = csv_next(csv, &n, &fields);

	if (err == ERR_DATA) {
		import->counts.rows++;
		bad(import, csv_problem_line(csv), csv_problem(csv));
		return ERR_OK;
	}
	if (err != ERR_OK)
		return err;
	import->counts.rows++;
	reason = sales_row_read(import->profile, layout, import->app->property.exponent, fields, n,
				&row);
	if (reason != NULL) {
		bad(import, csv_line(csv), reason);
		return ERR_OK;
	}
	row.line = csv_line(csv);
	return sort_add(by_order, key, order_key(import->profile, &row, key), &row, sizeof row);
}

static enum err read_file(struct sales_import *import, struct sort *by_order)
{
	struct sales_layout layout;
	struct csv *csv = NULL;
	enum err err = csv_open(import->path, &import->profile->csv, &csv);

	if (err == ERR_OK)
		err = read_layout(import, csv, &layout);
	while (err == ERR_OK) {
		err = read_row(import, csv, &layout, by_order);
		if (err == ERR_OK && import->counts.rows % 1024 == 0 &&
		    !go_on(import, 1, csv_bytes_done(csv), csv_bytes_total(csv)))
			err = ERR_CANCELLED;
	}
	csv_close(csv);
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

/* The order whose rows are being read. */
struct order {
	char key[SALES_REFERENCE_SIZE + 16];
	size_t len;
	struct sales_row first;
	unsigned char place[12];
	int n;
};

/* A row of an order goes to the place of the order: its date and the line it begins on. */
static enum err place_row(struct sales_import *import, const struct sales_row *row,
			  struct order *order, struct sort *by_date)
{
	if (row->date != order->first.date) {
		bad(import, row->line,
		    N_("its order began on another date; do order_numbers begin again every day?"));
		return ERR_OK;
	}
	if (order->n == IMPORT_LINES_MAX) {
		bad(import, row->line, N_("its order has more lines than one bill can hold"));
		return ERR_OK;
	}
	order->n++;
	return sort_add(by_date, order->place, sizeof order->place, row, sizeof *row);
}

static enum err sort_by_date(struct sales_import *import, struct sort *by_order,
			     struct sort *by_date)
{
	struct order order = { .len = 0 };
	const void *key, *value;
	size_t key_len, value_len;
	struct sales_row row;
	enum err err;

	while ((err = sort_next(by_order, &key, &key_len, &value, &value_len)) == ERR_OK) {
		memcpy(&row, value, sizeof row);
		if (import->counts.orders == 0 || key_len != order.len ||
		    memcmp(key, order.key, key_len) != 0) {
			order = (struct order){ .len = key_len, .first = row };
			memcpy(order.key, key, key_len);
			place_key(row.date, row.line, order.place);
			import->counts.orders++;
		}
		err = place_row(import, &row, &order, by_date);
		if (err != ERR_OK)
			return err;
	}
	if (err != ERR_NOT_FOUND)
		return err;
	return import->strict && import->counts.bad_rows > 0 ? ERR_DATA : ERR_OK;
}

/* Closes business dates until `date` is open. */
static enum err roll_to(struct sales_import *import, int32_t date, bool *has_order)
{
	struct app *app = import->app;
	enum err err = ERR_OK;

	while (err == ERR_OK && app->property.business_date < date) {
		struct act act = app_act(app, import->staff);

		err = day_roll(app, &act, app->property.business_date + 1, NULL);
		if (err == ERR_OK) {
			import->counts.rolled++;
			import->counts.empty += *has_order ? 0 : 1;
			*has_order = false;
		}
	}
	return err;
}

static enum err fill_lines(struct sales_import *import, struct sales_items *items,
			   const struct sales_row *rows, int n, struct sale_line *lines)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < n; i++) {
		lines[i] = (struct sale_line){ .quantity = rows[i].quantity,
					       .price_minor = rows[i].price_minor,
					       .amount_minor = rows[i].amount_minor };
		lines[i].department =
			sales_profile_department(import->profile, rows[i].category);
		lines[i].size_name = rows[i].size;
		lines[i].modifiers = rows[i].modifiers;
		err = sales_items_find(items, import->app, import->staff, import->profile, &rows[i],
				       &lines[i].item, &lines[i].size);
	}
	return err;
}

/* The state of pass 2. */
struct ringing {
	struct sales_import *import;
	struct sales_items *items;
	char digest[HASH_TEXT_SIZE];
	struct sales_row *rows; /* of the order at hand */
	struct sale_line *lines;
	int n;
	int64_t done;
	bool has_order; /* on the open business date */
};

/* A date far ahead is a slip of the pen, and dates never go back. */
static enum err check_gap(struct ringing *ringing, int32_t date)
{
	struct sales_import *import = ringing->import;
	char open[CLOCK_DATE_SIZE], far[CLOCK_DATE_SIZE];

	if (date - import->app->property.business_date <= DAY_AHEAD_MAX)
		return ERR_OK;
	str_format(import->words, sizeof import->words,
		   "Line %lld is of %s, more than %d days after the open business date %s. Correct "
		   "it, or roll the date there with 'roll --to' first.",
		   (long long)ringing->rows[0].line, clock_date_text(date, far), DAY_AHEAD_MAX,
		   clock_date_text(import->app->property.business_date, open));
	return ERR_RANGE;
}

static enum err check_date(struct ringing *ringing, int32_t date)
{
	struct sales_import *import = ringing->import;
	char open[CLOCK_DATE_SIZE], old[CLOCK_DATE_SIZE];

	if (date >= import->app->property.business_date || import->late)
		return check_gap(ringing, date);
	str_format(
		import->words, sizeof import->words,
		"Line %lld is of %s, but the open business date is %s and never goes back. Start "
		"with 'init --business-date', or give --late to ring it on the open date.",
		(long long)ringing->rows[0].line, clock_date_text(date, old),
		clock_date_text(import->app->property.business_date, open));
	return ERR_RANGE;
}

static enum err ring_new(struct ringing *ringing, const struct sale *sale)
{
	struct sales_import *import = ringing->import;
	struct app *app = import->app;
	int64_t bill;
	enum err err = store_property_load(app->db, &app->property);

	if (err == ERR_OK)
		err = check_date(ringing, sale->source.date);
	if (err == ERR_OK)
		err = roll_to(import, sale->source.date, &ringing->has_order);
	if (err == ERR_OK)
		err = fill_lines(import, ringing->items, ringing->rows, ringing->n, ringing->lines);
	if (err == ERR_OK)
		err = sale_ring(import->app, import->staff, sale, &bill);
	if (err == ERR_LIMIT || err == ERR_OVERFLOW) {
		bad(import, ringing->rows[0].line,
		    N_("its order is more than one bill can hold"));
		return ERR_OK;
	}
	if (err != ERR_OK)
		return err;
	ringing->has_order = true;
	import->counts.rung++;
	import->counts.lines += ringing->n;
	return ERR_OK;
}

static enum err ring_order(struct ringing *ringing)
{
	struct sales_import *import = ringing->import;
	char reference[SALES_REFERENCE_SIZE + 16];
	struct sale sale = { .source = { .file = ringing->digest,
					 .reference = reference,
					 .date = ringing->rows[0].date,
					 .time_s = ringing->rows[0].time_s },
			     .tax_class = sales_items_tax_class(ringing->items),
			     .lines = ringing->lines,
			     .n_lines = ringing->n };
	bool known = false;
	enum err err;

	if (ringing->n == 0)
		return ERR_OK;
	order_key(import->profile, &ringing->rows[0], reference);
	err = sale_is_known(import->app, &sale, &known);
	if (err == ERR_OK && known) {
		import->counts.known++;
		if (sale.source.date == import->app->property.business_date)
			ringing->has_order = true;
	} else if (err == ERR_OK) {
		err = ring_new(ringing, &sale);
	}
	if (err != ERR_OK && import->words[0] == '\0')
		str_format(import->words, sizeof import->words,
			   "The order on line %lld was not rung. Those before it are.",
			   (long long)ringing->rows[0].line);
	ringing->n = 0;
	if (err == ERR_OK && !go_on(import, 2, ++ringing->done, import->counts.orders))
		err = ERR_CANCELLED;
	return err;
}

static enum err ring_all(struct ringing *ringing, struct sort *by_date)
{
	const void *key, *value;
	size_t key_len, value_len;
	unsigned char place[12] = { 0 };
	enum err err;

	while ((err = sort_next(by_date, &key, &key_len, &value, &value_len)) == ERR_OK) {
		if (ringing->n > 0 && memcmp(place, key, sizeof place) != 0)
			err = ring_order(ringing);
		if (err != ERR_OK)
			return err;
		memcpy(place, key, sizeof place);
		memcpy(&ringing->rows[ringing->n++], value, sizeof *ringing->rows);
	}
	return err == ERR_NOT_FOUND ? ring_order(ringing) : err;
}

/* The digest of the file's bytes, read in pieces. */
static enum err digest_file(const char *path, char digest[HASH_TEXT_SIZE])
{
	static const size_t piece = 65536;
	char *bytes = malloc(piece);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct hash hash;
	ssize_t got = -1;

	hash_begin(&hash, "sanduq-file-1");
	while (bytes != NULL && fd >= 0 && (got = read(fd, bytes, piece)) > 0)
		hash_bytes(&hash, bytes, (size_t)got);
	hash_end(&hash, digest);
	free(bytes);
	if (fd >= 0)
		close(fd);
	return bytes == NULL ? ERR_MEMORY : fd < 0 ? ERR_MISSING_FILE : got < 0 ? ERR_IO : ERR_OK;
}

static enum err open_drawer(struct sales_import *import)
{
	struct drawer_session session;
	struct act act = app_act(import->app, import->staff);
	enum err err = store_drawer_open(import->app->db, import->app->station, import->staff,
					 &session);

	return err == ERR_NOT_FOUND ? drawer_open(import->app, &act, 0, NULL) : err;
}

static enum err ring_file(struct sales_import *import, struct sort *by_date)
{
	struct ringing ringing = { .import = import };
	enum err err = digest_file(import->path, ringing.digest);

	ringing.rows = calloc(IMPORT_LINES_MAX, sizeof *ringing.rows);
	ringing.lines = calloc(IMPORT_LINES_MAX, sizeof *ringing.lines);
	if (err == ERR_OK && (ringing.rows == NULL || ringing.lines == NULL))
		err = ERR_MEMORY;
	if (err == ERR_OK)
		err = open_drawer(import);
	if (err == ERR_OK)
		err = sales_items_open(import->app, import->staff, import->profile, &ringing.items);
	if (err == ERR_OK)
		err = ring_all(&ringing, by_date);
	sales_items_close(ringing.items);
	free(ringing.rows);
	free(ringing.lines);
	return err;
}

enum err sales_import_run(struct sales_import *import)
{
	struct sort *by_order = NULL, *by_date = NULL;
	enum err err;

	if (import->profile->currency[0] != '\0' &&
	    !str_equal(import->profile->currency, import->app->property.currency)) {
		str_format(import->words, sizeof import->words,
			   "The profile is in %s, but this property sells in %s.",
			   import->profile->currency, import->app->property.currency);
		return ERR_UNIT;
	}
	err = sort_new(&by_order);
	if (err == ERR_OK)
		err = sort_new(&by_date);
	if (err == ERR_OK)
		err = read_file(import, by_order);
	if (err == ERR_OK)
		err = sort_by_date(import, by_order, by_date);
	sort_free(by_order);
	if (err == ERR_OK && import->counts.orders > 0)
		err = ring_file(import, by_date);
	sort_free(by_date);
	return err;
}
