/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/receipt.c -- building a receipt from a bill, and the acts that print it.
 */
#include "service/receipt.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "locale/catalog.h"
#include "locale/date.h"
#include "locale/number.h"
#include "service/bill_words.h"
#include "service/pay.h"
#include "service/receipt_bill.h"
#include "service/receipt_card.h"
#include "store/chain.h"
#include "store/store_staff.h"

#define RECEIPT_TEXT_SIZE 160
#define NOTE_MARK "{note "

/* What every block needs. */
struct build {
	struct tx *tx;
	const struct app *app;
	const struct bill_view *view;
	const struct bill_part_view *part;
	struct document *doc;
	struct number_style style;
};

static char *money(const struct build *build, int64_t minor, char into[NUMBER_TEXT_SIZE])
{
	return number_money(&build->style, minor, build->app->property.exponent, into);
}

static void amount_row(struct build *build, enum document_weight weight, const char *label,
		       int64_t minor)
{
	char text[NUMBER_TEXT_SIZE];

	document_row(build->doc, weight, label, money(build, minor, text));
}

const struct catalog *receipt_words(const struct app *app)
{
	return app->prints_raw ? NULL : app->words;
}

const char *receipt_language(const struct app *app)
{
	return catalog_language(receipt_words(app));
}

enum err receipt_new_in(const struct app *app, const struct catalog *words, const char *kind,
			struct document **ret_document)
{
	struct document *doc;
	enum err err = document_new(kind, catalog_language(words), &doc);

	if (err != ERR_OK)
		return err;
	document_set_words(doc, words);
	if (property_is_training(&app->property))
		err = document_set_mark(doc, document_word(doc, N_("TRAINING - NOT VALID")));
	if (err == ERR_OK)
		*ret_document = doc;
	else
		document_free(doc);
	return err;
}

enum err receipt_new(const struct app *app, const char *kind, struct document **ret_document)
{
	return receipt_new_in(app, receipt_words(app), kind, ret_document);
}

void receipt_house(struct document *doc, const struct property *property)
{
	char line[RECEIPT_TEXT_SIZE];
	const char *from = property->address;

	document_text(doc, DOCUMENT_CENTER, DOCUMENT_LARGE, property->name);
	while (*from != '\0') {
		size_t len = strcspn(from, "|");

		str_format(line, sizeof line, "%.*s", (int)len, from);
		document_text(doc, DOCUMENT_CENTER, DOCUMENT_PLAIN, line);
		from += len + (from[len] == '|');
	}
	if (property->tax_number[0] != '\0') {
		str_format(line, sizeof line, document_word(doc, N_("Tax number %s")),
			   property->tax_number);
		document_text(doc, DOCUMENT_CENTER, DOCUMENT_PLAIN, line);
	}
	document_rule(doc);
}

void receipt_end(struct document *doc, const char *digits)
{
	char line[RECEIPT_TEXT_SIZE];

	str_format(line, sizeof line, document_word(doc, N_("Journal %s")), digits);
	document_text(doc, DOCUMENT_CENTER, DOCUMENT_PLAIN, line);
}

static void identify(struct build *build, const struct paper_row *row, int64_t staff_number)
{
	const struct bill_head *bill = &build->view->rows.head;
	struct date_local now = date_local(build->app->zone, build->tx->at_unix_ms);
	char start[RECEIPT_TEXT_SIZE], end[RECEIPT_TEXT_SIZE], number[40], day[CLOCK_DATE_SIZE];

	str_format(start, sizeof start, document_word(build->doc, N_("Receipt %s")),
		   receipt_number(row, number, sizeof number));
	str_format(end, sizeof end, "%s %02d:%02d", clock_date_text(now.date, day), now.hour,
		   now.minute);
	document_row(build->doc, DOCUMENT_STRONG, start, end);
	if (bill->table_number != 0)
		str_format(start, sizeof start, document_word(build->doc, N_("Table %lld")),
			   (long long)bill->table_number);
	else
		str_copy(start, sizeof start,
			 document_word(build->doc, bill->kind[0] == 't' ? N_("Tab") : N_("Sale")));
	str_format(end, sizeof end,
		   document_word(build->doc,
				 N_("check %lld, till %d, staff %lld")), (long long)bill->number,
		   build->tx->station, (long long)staff_number);
	document_row(build->doc, DOCUMENT_PLAIN, start, end);
	if (now.date != row->business_date) {
		str_format(start, sizeof start, document_word(build->doc, N_("Business date %s")),
			   clock_date_text(build->tx->business_date, day));
		document_text(build->doc, DOCUMENT_START, DOCUMENT_PLAIN, start);
	}
	document_rule(build->doc);
}

static void tender_rows(struct build *build, const struct tender_row *tender,
			const struct tender_type *type)
{
	char label[RECEIPT_TEXT_SIZE], given[NUMBER_TEXT_SIZE], rate[64];

	if (str_equal(type->unit, build->app->property.currency)) {
		amount_row(build, DOCUMENT_PLAIN, type->name, tender->given_minor);
	} else {
		str_format(rate, sizeof rate, "%lld/%lld", (long long)tender->rate_num,
			   (long long)tender->rate_den);
		str_format(label, sizeof label, document_word(build->doc, N_("%s at %s")),
			   type->name, rate);
		document_row(build->doc, DOCUMENT_PLAIN, label,
			     number_money(&build->style, tender->given_minor, type->exponent,
					  given));
	}
	if (tender->rounding_minor != 0)
		amount_row(build, DOCUMENT_PLAIN, document_word(build->doc, N_("Rounding")),
			   -tender->rounding_minor);
	if (tender->change_minor != 0)
		amount_row(build, DOCUMENT_STRONG, document_word(build->doc, N_("Change")),
			   tender->change_minor);
}

/* What the rows of a payment come to: 0 when it was taken back, or was shown with its first. */
static int64_t shown_of(const struct tender_row *rows, int n, int at)
{
	int64_t sum_minor = 0;

	for (int i = 0; i < n; i++) {
		if (rows[i].payment != rows[at].payment)
			continue;
		if (i < at)
			return 0;
		sum_minor += rows[i].amount_minor;
	}
	return sum_minor;
}

static enum err card_rows(struct build *build, const struct tender_type *type, int64_t payment,
			  int64_t amount_minor)
{
	return amount_minor != 0 ? receipt_card(build->tx->db, build->doc, &build->style,
						build->app->property.exponent, type, payment,
						amount_minor)
				 : ERR_OK;
}

/* Cash that was taken back, and the row that did. */
static bool is_taken_back(const struct tender_row *rows, int n, int at)
{
	for (int i = 0; i < n; i++)
		if (rows[i].takes_back == rows[at].id)
			return true;
	return rows[at].takes_back != 0;
}

static enum err tenders(struct build *build)
{
	struct tender_row rows[PAY_TENDERS_MAX];
	int n = 0;
	enum err err = store_tender_list(build->tx->db, build->view->rows.head.id, build->part->id,
					 rows, PAY_TENDERS_MAX, &n);

	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct tender_type type;

		if (is_taken_back(rows, n, i))
			continue;
		err = store_tender_type_by_id(build->tx->db, rows[i].tender_type, &type);
		if (err == ERR_OK && rows[i].payment != 0)
			err = card_rows(build, &type, rows[i].payment, shown_of(rows, n, i));
		else if (err == ERR_OK)
			tender_rows(build, &rows[i], &type);
	}
	return err;
}

static int part_row_index(const struct build *build)
{
	int index = 0;

	while (build->view->rows.parts[index].id != build->part->id)
		index++;
	return index;
}

/* The lines of the part, in the language of the paper. */
static enum err bill_lines(struct build *build)
{
	struct bill_view named = *build->view;
	struct receipt_block block = { .db = build->tx->db, .doc = build->doc, .view = &named,
				       .property = &build->app->property };
	enum err err;

	named.items = calloc((size_t)named.n_items + 1, sizeof *named.items);
	if (named.items == NULL)
		return ERR_MEMORY;
	memcpy(named.items, build->view->items, (size_t)named.n_items * sizeof *named.items);
	err = bill_view_words(build->tx->db, receipt_language(build->app), &named);
	if (err == ERR_OK)
		err = receipt_part(&block, part_row_index(build));
	free(named.items);
	return err;
}

static enum err build_model(struct build *build, const struct paper_row *row, char **ret_model)
{
	char digits[CHAIN_DIGITS_SIZE];
	struct staff staff = { 0 };
	enum err err = store_staff_by_id(build->tx->db, build->tx->act->staff, &staff);

	if (err == ERR_OK)
		err = tx_digits(build->tx, digits);
	if (err == ERR_OK)
		err = receipt_new(build->app, "receipt", &build->doc);
	if (err != ERR_OK)
		return err;
	receipt_house(build->doc, &build->app->property);
	identify(build, row, staff.number);
	err = bill_lines(build);
	if (err == ERR_OK)
		err = tenders(build);
	document_feed(build->doc, 1);
	document_text(build->doc, DOCUMENT_CENTER, DOCUMENT_PLAIN,
		      document_word(build->doc, N_("Thank you")));
	receipt_end(build->doc, digits);
	document_drawer(build->doc);
	document_cut(build->doc);
	if (err == ERR_OK) {
		*ret_model = document_write(build->doc);
		err = *ret_model != NULL ? ERR_OK : ERR_LIMIT;
	}
	document_free(build->doc);
	return err;
}

static const struct bill_part_view *part_of(const struct bill_view *view, int64_t part)
{
	for (int i = 0; i < view->n_parts; i++)
		if (view->parts[i].id == part)
			return &view->parts[i];
	return NULL;
}

enum err receipt_issue_in(struct tx *tx, const struct app *app, const struct bill_view *view,
			  int64_t part, int64_t *ret_paper)
{
	struct build build = { .tx = tx,
			       .app = app,
			       .view = view,
			       .part = part_of(view, part),
			       .style = number_style_english() };
	struct paper_row row = { .bill = view->rows.head.id,
				 .part = part,
				 .station = tx->station,
				 .business_date = tx->business_date };
	char *model = NULL;
	enum err err;

	if (build.part == NULL)
		return ERR_NOT_FOUND;
	str_copy(row.series, sizeof row.series, "receipt");
	err = store_paper_next(tx, row.series, &row.number);
	if (err == ERR_OK)
		err = build_model(&build, &row, &model);
	if (err == ERR_OK)
		err = store_paper_insert(tx, &row, model);
	free(model);
	if (err == ERR_OK)
		*ret_paper = row.id;
	return err;
}

/* A note's words as they stand in the written form. */
static enum err put_note(struct db *db, int64_t note, struct str *text)
{
	char words[NOTE_TEXT_SIZE];
	enum err err = store_note_text(db, note, words, sizeof words);

	for (const char *at = words; err == ERR_OK && *at != '\0'; at++)
		str_addf(text, *at == '"' || *at == '\\' ? "\\%c" : "%c",
			 (unsigned char)*at < ' ' ? ' ' : *at);
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err put_notes(struct db *db, const char *model, struct str *text)
{
	const char *at = strstr(model, NOTE_MARK), *end;
	char number[24];
	int64_t note;
	enum err err = ERR_OK;

	for (; err == ERR_OK && at != NULL; at = strstr(model, NOTE_MARK)) {
		str_add_bytes(text, model, (size_t)(at - model));
		at += strlen(NOTE_MARK);
		end = strchr(at, '}');
		if (end == NULL)
			return ERR_DATA;
		str_format(number, sizeof number, "%.*s", (int)(end - at), at);
		if (!str_int64(number, &note))
			return ERR_DATA;
		err = put_note(db, note, text);
		model = end + 1;
	}
	str_add(text, model);
	return err;
}

enum err receipt_load(struct db *db, int64_t paper, struct paper_row *ret_row,
		      struct document **ret_document)
{
	char *model = NULL;
	struct str text = { 0 };
	enum err err = store_paper_load(db, paper, ret_row, &model);

	if (err == ERR_OK)
		err = put_notes(db, model, &text);
	if (err == ERR_OK)
		err = str_ok(&text) ? document_parse(str_text(&text), ret_document) : ERR_MEMORY;
	str_done(&text);
	free(model);
	return err;
}

static enum err print_in(struct tx *tx, void *arg)
{
	const int64_t *paper = arg;
	struct paper_row row;
	int64_t copy;
	enum err err = app_allow(tx, PERM_REPRINT, 0);

	if (err == ERR_OK)
		err = store_paper_load(tx->db, *paper, &row, NULL);
	if (err == ERR_OK)
		err = store_paper_copies(tx->db, *paper, &copy);
	if (err == ERR_OK)
		err = store_paper_print_insert(tx, *paper, copy);
	if (err == ERR_OK)
		err = store_print_job_insert(tx, *paper, copy);
	if (err == ERR_OK)
		tx->result = copy;
	return err;
}

enum err receipt_print(struct app *app, const struct act *act, int64_t paper, int64_t *ret_copy)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)paper);
	return act_run(app->db, act, "print", content, print_in, &paper, ret_copy);
}

const char *receipt_mark(int64_t copy, char *into, size_t size)
{
	if (copy <= 0)
		return NULL;
	str_format(into, size, "DUPLICATE %lld", (long long)copy);
	return into;
}

char *receipt_number(const struct paper_row *row, char *into, size_t size)
{
	str_format(into, size, "%d-%06lld", row->station, (long long)row->number);
	return into;
}
