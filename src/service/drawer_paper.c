/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/drawer_paper.c -- the papers of a drawer: slips to sign for what was moved, X and Z.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/str.h"
#include "document/document.h"
#include "locale/catalog.h"
#include "locale/date.h"
#include "locale/number.h"
#include "service/drawer_inside.h"
#include "service/receipt.h"
#include "store/store_staff.h"

#define PAPER_TEXT_SIZE 160

struct paper {
	const struct app *app;
	struct document *doc;
	struct number_style style;
};

static char *money(const struct paper *paper, const char *unit, int64_t minor,
		   char into[NUMBER_TEXT_SIZE])
{
	const struct property *property = &paper->app->property;
	int exponent = str_equal(unit, property->currency) ? property->exponent
							   : money_exponent(unit);

	return number_money(&paper->style, minor, exponent < 0 ? property->exponent : exponent,
			    into);
}

static char *moment(const struct app *app, int64_t unix_ms, char *into, size_t size)
{
	struct date_local at = date_local(app->zone, unix_ms);
	char day[CLOCK_DATE_SIZE];

	str_format(into, size, "%s %02d:%02d", clock_date_text(at.date, day), at.hour, at.minute);
	return into;
}

static int64_t staff_number(struct db *db, int64_t id)
{
	struct staff staff = { .number = 0 };

	return store_staff_by_id(db, id, &staff) == ERR_OK ? staff.number : 0;
}

/* --- slips ------------------------------------------------------------------------------- */

static const char *const titles[] = {
	[DRAWER_FLOAT] = N_("Change"),
	[DRAWER_PAID_IN] = N_("Paid in"),
	[DRAWER_PAID_OUT] = N_("Paid out"),
	[DRAWER_DROP] = N_("To the safe"),
	[DRAWER_TIP_OUT] = N_("Tips paid out"),
	[DRAWER_NO_SALE] = N_("No sale"),
};

static void slip_blocks(struct tx *tx, struct paper *paper, const struct paper_row *row,
			const struct drawer_session *session, const struct drawer_moving *moving)
{
	const char *unit = moving->amount.unit;
	char start[PAPER_TEXT_SIZE], end[PAPER_TEXT_SIZE], number[40], amount[NUMBER_TEXT_SIZE];

	receipt_house(paper->doc, &paper->app->property);
	str_format(start, sizeof start, "%s %s", document_word(paper->doc, titles[moving->kind]),
		   receipt_number(row, number, sizeof number));
	document_row(paper->doc, DOCUMENT_STRONG, start,
		     moment(paper->app, tx->at_unix_ms, end, sizeof end));
	str_format(start, sizeof start, document_word(paper->doc, N_("Drawer %lld, till %d")),
		   (long long)session->drawer,
		   tx->station);
	str_format(end, sizeof end, document_word(paper->doc, N_("staff %lld")),
		   (long long)staff_number(tx->db, tx->act->staff));
	document_row(paper->doc, DOCUMENT_PLAIN, start, end);
	document_rule(paper->doc);
	document_row(paper->doc, DOCUMENT_LARGE, unit,
		     money(paper, unit, moving->amount.amount_minor, amount));
	if (moving->person != 0) {
		str_format(end, sizeof end, document_word(paper->doc, N_("staff %lld")),
			   (long long)staff_number(tx->db, moving->person));
		document_row(paper->doc, DOCUMENT_PLAIN, document_word(paper->doc, N_("Given to")),
			     end);
	}
	if (tx->act->approver != 0) {
		str_format(end, sizeof end, document_word(paper->doc, N_("staff %lld")),
			   (long long)staff_number(tx->db, tx->act->approver));
		document_row(paper->doc, DOCUMENT_PLAIN, document_word(paper->doc, N_("With")),
			     end);
	}
	document_feed(paper->doc, 2);
	document_text(paper->doc, DOCUMENT_START, DOCUMENT_PLAIN,
		      document_word(paper->doc, N_("Signature")));
	document_drawer(paper->doc);
	document_cut(paper->doc);
}

/* Numbers the paper and keeps it; the till prints it, where it has a printer. */
static enum err issue(struct tx *tx, struct paper_row *row, const struct document *doc)
{
	char *model = document_write(doc);
	enum err err = model != NULL ? store_paper_insert(tx, row, model) : ERR_LIMIT;

	free(model);
	return err;
}

enum err drawer_slip_in(struct tx *tx, const struct app *app, const struct drawer_session *session,
			const struct drawer_moving *moving, int64_t *ret_paper)
{
	struct paper paper = { .app = app, .style = number_style_english() };
	struct paper_row row = { .series = "cash", .station = tx->station,
				 .business_date = tx->business_date };
	enum err err = store_paper_next(tx, row.series, &row.number);

	if (err == ERR_OK)
		err = receipt_new(app, "cash-slip", &paper.doc);
	if (err != ERR_OK)
		return err;
	slip_blocks(tx, &paper, &row, session, moving);
	err = issue(tx, &row, paper.doc);
	document_free(paper.doc);
	if (err == ERR_OK)
		*ret_paper = row.id;
	return err;
}

/* --- X and Z ----------------------------------------------------------------------------- */

static const struct {
	const char *kind, *words;
} labels[] = {
	{ "float", N_("Float") },
	{ "cash", N_("Cash taken") },
	{ "change", N_("Change given") },
	{ "refund", N_("Handed back") },
	{ "paid-in", N_("Paid in") },
	{ "paid-out", N_("Paid out") },
	{ "drop", N_("To the safe") },
	{ "tip-out", N_("Tips paid out") },
	{ "no-sale", N_("No sale") },
	{ "other", N_("Taken by") },
	{ "sales", N_("Parts paid") },
	{ "tax", N_("Tax in them") },
	{ "credit", N_("Refunds") },
	{ "void", N_("Voids") },
	{ "correct", N_("Error-corrects") },
	{ "discount", N_("Discounts") },
	{ "comp", N_("On the house") },
	{ "staff-meal", N_("Staff meal") },
};

static const char *label(const char *kind)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (str_equal(labels[i].kind, kind))
			return labels[i].words;
	return kind;
}

/* " Card" after "Taken by"; nothing for cash, which its own label and currency tell. */
static const char *way_to_pay(const struct paper *paper, const struct drawer_figure *figure,
			      char into[PAPER_TEXT_SIZE])
{
	struct tender_type type;

	into[0] = '\0';
	if (figure->name[0] == '\0' || str_equal(figure->kind, "cash"))
		return into;
	if (store_tender_type_any(paper->app->db, figure->name, &type) != ERR_OK)
		str_copy(type.name, sizeof type.name, figure->name);
	str_format(into, PAPER_TEXT_SIZE, " %s", document_word(paper->doc, type.name));
	return into;
}

/* "Cash taken USD × 3      100.00"; what a blind X hides is a count alone. */
static void figure_row(struct paper *paper, const struct drawer_report *report,
		       const struct drawer_figure *figure)
{
	bool is_counted = !str_equal(figure->kind, "float");
	bool is_hidden = report->is_blind && is_counted && figure->amount_minor == 0;
	bool is_home = str_equal(figure->unit, paper->app->property.currency);
	char start[PAPER_TEXT_SIZE], way[PAPER_TEXT_SIZE], number[32] = "";
	char amount[NUMBER_TEXT_SIZE];

	if (is_counted)
		str_format(number, sizeof number, " × %lld", (long long)figure->number);
	str_format(start, sizeof start, "%s%s%s%s%s",
		   document_word(paper->doc, label(figure->kind)), way_to_pay(paper, figure, way),
		   is_home ? "" : " ", is_home ? "" : figure->unit, number);
	document_row(paper->doc, DOCUMENT_PLAIN, start,
		     is_hidden || str_equal(figure->kind, "no-sale")
			     ? ""
			     : money(paper, figure->unit, figure->amount_minor, amount));
}

static void figure_rows(struct paper *paper, const struct drawer_report *report, bool is_cash)
{
	for (int i = 0; i < report->figures.n; i++)
		if (store_drawer_is_cash(report->figures.figure[i].kind) == is_cash)
			figure_row(paper, report, &report->figures.figure[i]);
	document_rule(paper->doc);
}

static void unit_rows(struct paper *paper, const struct drawer_report *report)
{
	char start[PAPER_TEXT_SIZE], amount[NUMBER_TEXT_SIZE];

	for (int i = 0; i < report->result.n; i++) {
		const struct drawer_closed *closed = &report->result.unit[i];
		int64_t over_minor = closed->counted_minor - closed->expected_minor;

		str_format(start, sizeof start, document_word(paper->doc, N_("Should hold %s")),
			   closed->unit);
		document_row(paper->doc, DOCUMENT_STRONG, start,
			     report->is_blind ? document_word(paper->doc,
							      N_("hidden until counted"))
					      : money(paper, closed->unit, closed->expected_minor,
						      amount));
		if (!report->is_counted)
			continue;
		document_row(paper->doc, DOCUMENT_PLAIN, document_word(paper->doc, N_("Counted")),
			     money(paper, closed->unit, closed->counted_minor, amount));
		document_row(paper->doc, DOCUMENT_PLAIN,
			     document_word(paper->doc, over_minor == 0  ? N_("Exact")
						       : over_minor > 0 ? N_("Over")
									: N_("Short")),
			     money(paper, closed->unit, over_minor, amount));
	}
}

static void report_head(struct paper *paper, const struct drawer_report *report,
			const char *title)
{
	const struct drawer_session *session = &report->session;
	const struct app *app = paper->app;
	char start[PAPER_TEXT_SIZE], end[PAPER_TEXT_SIZE], day[CLOCK_DATE_SIZE];

	receipt_house(paper->doc, &app->property);
	document_row(paper->doc, DOCUMENT_STRONG, document_word(paper->doc, title),
		     moment(app, clock_unix_ms(app->clock), end, sizeof end));
	str_format(start, sizeof start, document_word(paper->doc, N_("Drawer %lld, till %d")),
		   (long long)session->drawer,
		   session->station);
	str_format(end, sizeof end, document_word(paper->doc, N_("staff %lld")),
		   (long long)staff_number(app->db, session->staff));
	document_row(paper->doc, DOCUMENT_PLAIN, start, end);
	document_row(paper->doc, DOCUMENT_PLAIN, document_word(paper->doc, N_("Opened")),
		     moment(app, report->opened_unix_ms, end, sizeof end));
	document_row(paper->doc, DOCUMENT_PLAIN, document_word(paper->doc, N_("Business date")),
		     clock_date_text(session->business_date, day));
	document_rule(paper->doc);
}

static enum err build(struct paper *paper, const struct drawer_report *report, const char *title)
{
	char text[PAPER_TEXT_SIZE];
	enum err err = receipt_new(paper->app, "drawer-report", &paper->doc);

	if (err != ERR_OK)
		return err;
	report_head(paper, report, title);
	figure_rows(paper, report, true);
	unit_rows(paper, report);
	document_rule(paper->doc);
	figure_rows(paper, report, false);
	if (report->result.round > 0) {
		str_format(text, sizeof text, "%lld", (long long)report->result.round);
		document_row(paper->doc, DOCUMENT_PLAIN,
			     document_word(paper->doc, N_("Times counted")), text);
	}
	document_feed(paper->doc, 2);
	document_text(paper->doc, DOCUMENT_START, DOCUMENT_PLAIN,
		      document_word(paper->doc, N_("Signature")));
	document_cut(paper->doc);
	return ERR_OK;
}

enum err drawer_report_document(struct app *app, const struct drawer_report *report,
				const char *title, struct document **ret_document)
{
	struct paper paper = { .app = app, .style = number_style_english() };
	enum err err = build(&paper, report, catalog_text(receipt_words(app), title));

	if (err == ERR_OK)
		*ret_document = paper.doc;
	return err;
}

enum err drawer_paper_in(struct tx *tx, struct app *app, const struct drawer_report *report,
			 const char *series, int64_t *ret_paper)
{
	struct paper paper = { .app = app, .style = number_style_english() };
	struct paper_row row = { .station = tx->station, .business_date = tx->business_date };
	char number[40], title[PAPER_TEXT_SIZE];
	enum err err = store_paper_next(tx, series, &row.number);

	str_copy(row.series, sizeof row.series, series);
	str_format(title, sizeof title, "%s %s",
		   catalog_text(receipt_words(app), str_equal(series, "z") ? N_("Z report")
									   : N_("X report")),
		   receipt_number(&row, number, sizeof number));
	if (err == ERR_OK)
		err = build(&paper, report, title);
	if (err == ERR_OK)
		err = issue(tx, &row, paper.doc);
	document_free(paper.doc);
	if (err == ERR_OK)
		*ret_paper = row.id;
	return err;
}

struct x_issue {
	struct app *app;
	int64_t session;
};

static enum err x_issue_in(struct tx *tx, void *arg)
{
	const struct x_issue *print = arg;
	struct drawer_report report;
	enum err err = app_allow(tx, PERM_DRAWER, 0);

	if (err == ERR_OK)
		err = drawer_report(print->app, print->session, tx->act->staff, &report);
	if (err == ERR_OK && !report.is_open)
		err = ERR_STATE;
	return err == ERR_OK ? drawer_paper_in(tx, print->app, &report, "x", &tx->result) : err;
}

enum err drawer_x_issue(struct app *app, const struct act *act, int64_t session,
			int64_t *ret_paper)
{
	struct x_issue print = { app, session };
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)session);
	return act_run(app->db, act, "drawer-x", content, x_issue_in, &print, ret_paper);
}
