/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund_paper.c -- the credit note: which receipt it takes back from, what of it, the
 * taxes as they were, and how the money goes back.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/str.h"
#include "locale/date.h"
#include "locale/number.h"
#include "service/bill_words.h"
#include "service/receipt.h"
#include "service/refund_inside.h"
#include "store/store_staff.h"

#define CREDIT_TEXT_SIZE 160

/* What every block needs. */
struct build {
	struct tx *tx;
	const struct refund_work *work;
	struct document *doc;
	struct number_style style;
	struct bill_words names;     /* of the lines, in the language of the paper */
};

static char *money(const struct build *build, int64_t minor, char into[NUMBER_TEXT_SIZE])
{
	return number_money(&build->style, minor, build->work->app->property.exponent, into);
}

static void amount_row(struct build *build, enum document_weight weight, const char *label,
		       int64_t minor)
{
	char text[NUMBER_TEXT_SIZE];

	document_row(build->doc, weight, label, money(build, minor, text));
}

/* Its own number and date, then the receipt that it takes back from. */
static enum err identify(struct build *build, const struct paper_row *row)
{
	const struct app *app = build->work->app;
	struct date_local now = date_local(app->zone, build->tx->at_unix_ms);
	char start[CREDIT_TEXT_SIZE], end[CREDIT_TEXT_SIZE], number[40], day[CLOCK_DATE_SIZE];
	struct paper_row receipt = { 0 };
	struct staff staff = { 0 };
	enum err err = store_paper_load(build->tx->db, build->work->part->paper, &receipt, NULL);

	if (err == ERR_OK)
		err = store_staff_by_id(build->tx->db, build->tx->act->staff, &staff);
	if (err != ERR_OK)
		return err;
	str_format(start, sizeof start, document_word(build->doc, N_("Credit note %s")),
		   receipt_number(row, number, sizeof number));
	str_format(end, sizeof end, "%s %02d:%02d", clock_date_text(now.date, day), now.hour,
		   now.minute);
	document_row(build->doc, DOCUMENT_STRONG, start, end);
	str_format(start, sizeof start, document_word(build->doc, N_("for receipt %s")),
		   receipt_number(&receipt, number, sizeof number));
	str_format(end, sizeof end, document_word(build->doc, N_("of %s")),
		   clock_date_text(receipt.business_date, day));
	document_row(build->doc, DOCUMENT_PLAIN, start, end);
	str_format(start, sizeof start, document_word(build->doc, N_("Check %lld")),
		   (long long)build->work->view.rows.head.number);
	str_format(end, sizeof end, document_word(build->doc, N_("till %d, staff %lld")),
		   build->tx->station,
		   (long long)staff.number);
	document_row(build->doc, DOCUMENT_PLAIN, start, end);
	if (now.date != row->business_date) {
		str_format(start, sizeof start, document_word(build->doc, N_("Business date %s")),
			   clock_date_text(row->business_date, day));
		document_text(build->doc, DOCUMENT_START, DOCUMENT_PLAIN, start);
	}
	document_rule(build->doc);
	return ERR_OK;
}

static const char *line_name(const struct build *build, int64_t line)
{
	const struct bill_view *view = &build->work->view;

	for (int i = 0; i < view->n_items; i++)
		if (view->items[i].line == line)
			return bill_words_name(&build->names, view->items[i].name);
	return "";
}

/* What goes back of a line, over the columns it stands in: its slices follow each other. */
static int64_t line_minor(const struct refund_work *work, int first)
{
	int64_t sum = share_total(&work->slices[first].amount);

	for (int i = first + 1; i < work->n_slices && work->slices[i].quantity == 0 &&
				work->slices[i].line == work->slices[first].line; i++)
		sum += share_total(&work->slices[i].amount);
	return sum;
}

static void lines(struct build *build)
{
	const struct refund_work *work = build->work;
	char quantity[NUMBER_TEXT_SIZE], amount[NUMBER_TEXT_SIZE];
	int64_t whole = 0;

	for (int i = 0; i < work->n_slices; i++) {
		const struct refund_slice *slice = &work->slices[i];

		if (slice->line == 0)
			whole += share_total(&slice->amount);
		else if (slice->quantity != 0)
			document_line(build->doc,
				      number_code(&build->style, slice->quantity, quantity),
				      line_name(build, slice->line),
				      money(build, line_minor(work, i), amount));
	}
	if (whole != 0)
		document_line(build->doc, "", document_word(build->doc, N_("Part of the receipt")),
			      money(build, whole, amount));
	if (work->plan.tip_minor != 0)
		document_line(build->doc, "", document_word(build->doc, N_("Tip")),
			      money(build, work->plan.tip_minor, amount));
	document_rule(build->doc);
}

/* One row per tax and rate, with the net it was taken on: those of the sale (M4). */
static void taxes(struct build *build)
{
	const struct refund_work *work = build->work;
	char rate[NUMBER_TEXT_SIZE], net[NUMBER_TEXT_SIZE], label[CREDIT_TEXT_SIZE];

	for (int v = 0; v < work->view.n_versions; v++)
		for (int t = 0; t < work->view.versions[v].rules.n; t++) {
			const struct tax_version *version = &work->view.versions[v];
			int64_t base = 0, tax = 0;

			for (int i = 0; i < work->n_slices; i++) {
				if (work->view.columns[work->slices[i].column].version != v)
					continue;
				base += work->slices[i].amount.net_minor;
				tax += work->slices[i].amount.tax_minor[t];
			}
			if (base == 0 && tax == 0)
				continue;
			str_format(label, sizeof label,
				   document_word(build->doc,
						 N_("%s %s %% on %s")), version->names[t],
				   number_percent(&build->style, version->rules.part[t].rate_ppm,
						  rate),
				   money(build, base, net));
			amount_row(build, DOCUMENT_PLAIN, label, tax);
		}
}

static enum err legs(struct build *build)
{
	const struct refund_plan *plan = &build->work->plan;
	char amount[NUMBER_TEXT_SIZE];
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < plan->n_legs; i++) {
		const struct refund_leg_plan *leg = &plan->legs[i];
		struct tender_type type;

		err = store_tender_type_by_id(build->tx->db, leg->tender_type, &type);
		if (err != ERR_OK)
			break;
		document_row(build->doc, DOCUMENT_PLAIN, type.name,
			     number_money(&build->style, leg->given_minor, type.exponent, amount));
		if (str_equal(type.unit, build->work->app->property.currency) &&
		    leg->given_minor != leg->amount_minor)
			amount_row(build, DOCUMENT_PLAIN, document_word(build->doc, N_("Rounding")),
				   leg->amount_minor - leg->given_minor);
	}
	return err;
}

static enum err build_model(struct build *build, const struct paper_row *row, char **ret_model)
{
	const struct app *app = build->work->app;
	enum err err = receipt_new(app, "credit-note", &build->doc);

	if (err != ERR_OK)
		return err;
	err = bill_words_load(build->tx->db, row->bill, receipt_language(app), &build->names);
	receipt_house(build->doc, &app->property);
	if (err == ERR_OK)
		err = identify(build, row);
	lines(build);
	amount_row(build, DOCUMENT_LARGE, document_word(build->doc, N_("Refund")),
		   build->work->plan.total_minor);
	taxes(build);
	document_rule(build->doc);
	if (err == ERR_OK)
		err = legs(build);
	document_feed(build->doc, 2);
	document_text(build->doc, DOCUMENT_START, DOCUMENT_PLAIN,
		      document_word(build->doc, N_("Signature")));
	document_drawer(build->doc);
	document_cut(build->doc);
	if (err == ERR_OK) {
		*ret_model = document_write(build->doc);
		err = *ret_model != NULL ? ERR_OK : ERR_LIMIT;
	}
	bill_words_done(&build->names);
	document_free(build->doc);
	return err;
}

enum err refund_paper_in(struct tx *tx, const struct refund_work *work, int64_t *ret_paper)
{
	struct build build = { .tx = tx, .work = work, .style = number_style_english() };
	struct paper_row row = { .series = "credit",
				 .bill = work->view.rows.head.id,
				 .part = work->part->id,
				 .station = tx->station,
				 .business_date = tx->business_date };
	char *model = NULL;
	enum err err = store_paper_next(tx, row.series, &row.number);

	if (err == ERR_OK)
		err = build_model(&build, &row, &model);
	if (err == ERR_OK)
		err = store_paper_insert(tx, &row, model);
	free(model);
	if (err == ERR_OK)
		*ret_paper = row.id;
	return err;
}
