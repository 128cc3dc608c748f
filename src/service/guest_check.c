/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/guest_check.c -- the guest check: its blocks, and the act that issues it.
 */
#include "service/guest_check.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/str.h"
#include "locale/date.h"
#include "service/bill_words.h"
#include "service/receipt.h"
#include "service/receipt_bill.h"
#include "store/chain.h"
#include "store/store_price.h"
#include "store/store_staff.h"

#define CHECK_TEXT_SIZE 160
#define WHOLE (-1)

struct paper {
	struct app *app;
	struct db *db;
	const struct bill_view *view;
	int part;                    /* index into rows.parts; WHOLE */
	int64_t staff;
	int64_t at_unix_ms;
	const struct paper_row *row; /* NULL: a preview */
	char digits[CHAIN_DIGITS_SIZE];
	struct document *doc;
};

/* The check before this one, which it replaces. */
static enum err replaces(const struct paper *paper)
{
	char text[CHECK_TEXT_SIZE], number[40];
	struct guest_check_row last;
	struct paper_row row;
	enum err err = store_guest_check_last(paper->db, paper->view->rows.head.id, INT64_MAX,
					      &last);

	if (err == ERR_NOT_FOUND)
		return ERR_OK;
	if (err == ERR_OK)
		err = store_paper_load(paper->db, last.paper, &row, NULL);
	if (err != ERR_OK)
		return err;
	str_format(text, sizeof text,
		   document_word(paper->doc, paper->view->is_changed
						     ? N_("Changed since check %s, which it "
							  "replaces")
						     : N_("Printed again, as check %s")),
		   receipt_number(&row, number, sizeof number));
	document_text(paper->doc, DOCUMENT_CENTER, DOCUMENT_STRONG, text);
	return ERR_OK;
}

static enum err identify(const struct paper *paper)
{
	const struct bill_head *head = &paper->view->rows.head;
	struct date_local now = date_local(paper->app->zone, paper->at_unix_ms);
	char start[CHECK_TEXT_SIZE], end[CHECK_TEXT_SIZE], number[40] = "", day[CLOCK_DATE_SIZE];
	struct staff staff = { 0 };
	enum err err = store_staff_by_id(paper->db, paper->staff, &staff);

	if (paper->row != NULL)
		receipt_number(paper->row, number, sizeof number);
	str_format(start, sizeof start, document_word(paper->doc, N_("Guest check %s")), number);
	str_format(end, sizeof end, "%s %02d:%02d", clock_date_text(now.date, day), now.hour,
		   now.minute);
	document_text(paper->doc, DOCUMENT_CENTER, DOCUMENT_STRONG,
		      document_word(paper->doc, N_("NOT A RECEIPT")));
	document_row(paper->doc, DOCUMENT_STRONG, start, end);
	if (head->table_number != 0)
		str_format(start, sizeof start, document_word(paper->doc, N_("Table %lld")),
			   (long long)head->table_number);
	else
		str_copy(start, sizeof start, document_word(paper->doc, N_("Tab")));
	str_format(end, sizeof end, document_word(paper->doc, N_("%lld covers")),
		   (long long)head->covers);
	document_row(paper->doc, DOCUMENT_PLAIN, start, head->covers > 0 ? end : "");
	str_format(start, sizeof start, document_word(paper->doc, N_("Check %lld")),
		   (long long)head->number);
	str_format(end, sizeof end, document_word(paper->doc, N_("till %d, staff %lld")),
		   paper->app->station,
		   (long long)staff.number);
	document_row(paper->doc, DOCUMENT_PLAIN, start, end);
	return err;
}

/* What was paid already, and what is still due. */
static void paid(const struct paper *paper, const struct receipt_block *block)
{
	int64_t paid_minor = paper->view->tendered_minor, due_minor = paper->view->due_minor;

	for (int i = 0; paper->part != WHOLE && i < paper->view->n_parts; i++)
		if (paper->view->parts[i].id == paper->view->rows.parts[paper->part].id) {
			paid_minor = paper->view->parts[i].tendered_minor;
			due_minor = paper->view->parts[i].due_minor;
		}
	if (paid_minor == 0)
		return;
	receipt_amount(block, DOCUMENT_PLAIN, document_word(paper->doc, N_("Paid already")),
		       paid_minor);
	receipt_amount(block, DOCUMENT_LARGE, document_word(paper->doc, N_("Due")), due_minor);
	document_rule(paper->doc);
}

static void blanks(struct document *doc)
{
	static const char *const labels[] = { N_("Tip"), N_("Total"), N_("Room number"),
					      N_("Name"), N_("Signature") };

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		document_feed(doc, 1);
		document_row(doc, DOCUMENT_PLAIN, document_word(doc, labels[i]),
			     "____________________");
	}
	document_feed(doc, 1);
	document_text(doc, DOCUMENT_CENTER, DOCUMENT_PLAIN,
		      document_word(doc, N_("This is not a receipt. You get one when you pay.")));
}

static enum err build(struct paper *paper)
{
	struct receipt_block block = { .db = paper->db, .view = paper->view,
				       .property = &paper->app->property };
	enum err err = receipt_new(paper->app, "guest-check", &paper->doc);

	if (err != ERR_OK)
		return err;
	block.doc = paper->doc;
	receipt_house(paper->doc, &paper->app->property);
	err = identify(paper);
	if (err == ERR_OK)
		err = replaces(paper);
	document_rule(paper->doc);
	if (err == ERR_OK)
		err = paper->part == WHOLE ? receipt_whole(&block)
					   : receipt_part(&block, paper->part);
	paid(paper, &block);
	blanks(paper->doc);
	receipt_end(paper->doc, paper->digits);
	document_cut(paper->doc);
	if (err == ERR_OK && !document_ok(paper->doc))
		err = ERR_LIMIT;
	if (err != ERR_OK) {
		document_free(paper->doc);
		paper->doc = NULL;
	}
	return err;
}

/* The part meant: the only one there is stands for all. */
static enum err find_part(struct paper *paper, int64_t part)
{
	const struct bill_view *view = paper->view;

	if (view->n_items == 0)
		return ERR_STATE;
	if (part == 0 && view->n_parts == 1)
		part = view->parts[0].id;
	paper->part = WHOLE;
	for (int i = 0; part != 0 && i < view->rows.n_parts; i++)
		if (view->rows.parts[i].id == part)
			paper->part = i;
	return part != 0 && paper->part == WHOLE ? ERR_NOT_FOUND : ERR_OK;
}

struct issue {
	struct app *app;
	int64_t part;
	bool prints;
};

static enum err write_paper(struct tx *tx, struct paper *paper, struct paper_row *row)
{
	char *model;
	enum err err = build(paper);

	if (err != ERR_OK)
		return err;
	model = document_write(paper->doc);
	err = model != NULL ? store_paper_insert(tx, row, model) : ERR_LIMIT;
	free(model);
	document_free(paper->doc);
	return err;
}

static enum err issue_view(struct tx *tx, const struct issue *issue, const struct bill_view *view)
{
	struct paper_row row = { .bill = view->rows.head.id, .part = issue->part,
				 .station = tx->station, .business_date = tx->business_date };
	struct paper paper = { .app = issue->app, .db = tx->db, .view = view, .row = &row,
			       .staff = tx->act->staff, .at_unix_ms = tx->at_unix_ms };
	enum err err = find_part(&paper, issue->part);

	str_copy(row.series, sizeof row.series, "check");
	if (err == ERR_OK)
		err = store_paper_next(tx, row.series, &row.number);
	if (err == ERR_OK)
		err = tx_digits(tx, paper.digits);
	if (err == ERR_OK)
		err = write_paper(tx, &paper, &row);
	if (err == ERR_OK)
		err = store_guest_check_insert(tx, row.bill, issue->part, row.id,
					       view->out.total_minor);
	if (err == ERR_OK && issue->prints)
		err = store_paper_print_insert(tx, row.id, 0);
	if (err == ERR_OK && issue->prints)
		err = store_print_job_insert(tx, row.id, 0);
	tx->result = row.id;
	return err;
}

static enum err issue_in(struct tx *tx, void *arg)
{
	const struct issue *issue = arg;
	struct bill_view view;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = bill_view_load(tx->db, head.id, &view);
	if (err != ERR_OK)
		return err;
	err = bill_view_words(tx->db, receipt_language(issue->app), &view);
	if (err == ERR_OK)
		err = issue_view(tx, issue, &view);
	bill_view_done(&view);
	if (err != ERR_OK)
		return err;
	head.state = BILL_BILLED;
	return store_bill_touch(tx, &head);
}

enum err guest_check_issue(struct app *app, const struct act *act, int64_t part, bool prints,
			   int64_t *ret_paper)
{
	struct issue issue = { app, part, prints };
	char content[64];

	str_format(content, sizeof content, "%lld %lld %d", (long long)act->bill,
		   (long long)part, prints);
	return act_run(app->db, act, "guest-check", content, issue_in, &issue, ret_paper);
}

enum err guest_check_preview(struct app *app, int64_t bill, int64_t part, int64_t staff,
			     struct document **ret_document)
{
	struct bill_view view;
	struct paper paper = { .app = app, .db = app->db, .view = &view, .staff = staff,
			       .at_unix_ms = clock_unix_ms(app->clock) };
	enum err err = bill_view_load(app->db, bill, &view);

	if (err != ERR_OK)
		return err;
	chain_digits("", paper.digits);
	err = bill_view_words(app->db, receipt_language(app), &view);
	if (err == ERR_OK)
		err = find_part(&paper, part);
	if (err == ERR_OK)
		err = build(&paper);
	bill_view_done(&view);
	if (err == ERR_OK)
		*ret_document = paper.doc;
	return err;
}
