/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/code_paper.c -- the paper with a payment's QR code.
 */
#include "service/code_paper.h"

#include <stdlib.h>

#include "base/str.h"
#include "document/document.h"
#include "locale/number.h"
#include "service/receipt.h"
#include "store/store_pay.h"
#include "store/store_payment.h"

#define SERIES "code"
#define TEXT_ROWS 160

struct work {
	const struct app *app;
	int64_t payment;
};

static enum err build_model(const struct app *app, const struct payment_row *payment,
			    char **ret_model)
{
	struct number_style style = number_style_english();
	char amount[NUMBER_TEXT_SIZE], text[TEXT_ROWS];
	struct document *doc;
	enum err err = receipt_new(app, "code", &doc);

	if (err != ERR_OK)
		return err;
	str_format(text, sizeof text, "%s %s", payment->unit,
		   number_money(&style, payment->amount_minor, app->property.exponent, amount));
	document_text(doc, DOCUMENT_CENTER, DOCUMENT_LARGE, app->property.name);
	document_text(doc, DOCUMENT_CENTER, DOCUMENT_STRONG, text);
	document_feed(doc, 1);
	document_qr(doc, payment->url);
	document_feed(doc, 1);
	document_text(doc, DOCUMENT_CENTER, DOCUMENT_PLAIN,
		      document_word(doc, N_("Scan to pay. Not a receipt.")));
	document_cut(doc);
	*ret_model = document_write(doc);
	document_free(doc);
	return *ret_model != NULL ? ERR_OK : ERR_LIMIT;
}

static enum err print_in(struct tx *tx, void *arg)
{
	const struct work *work = arg;
	struct payment_row payment = { 0 };
	struct paper_row row = { .station = tx->station, .business_date = tx->business_date };
	char *model = NULL;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err == ERR_OK)
		err = store_payment_load(tx->db, work->payment, &payment);
	if (err == ERR_OK && (payment.url[0] == '\0' || payment.state != PAYMENT_WAITING))
		err = ERR_STATE;
	if (err == ERR_OK)
		err = build_model(work->app, &payment, &model);
	row.bill = payment.bill;
	row.part = payment.part;
	str_copy(row.series, sizeof row.series, SERIES);
	if (err == ERR_OK)
		err = store_paper_next(tx, row.series, &row.number);
	if (err == ERR_OK)
		err = store_paper_insert(tx, &row, model);
	free(model);
	if (err == ERR_OK)
		err = store_paper_print_insert(tx, row.id, 0);
	return err == ERR_OK ? store_print_job_insert(tx, row.id, 0) : err;
}

enum err code_paper_print(struct app *app, const struct act *act, int64_t payment)
{
	struct work work = { app, payment };
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)payment);
	return act_run(app->db, act, "code-paper", content, print_in, &work, NULL);
}
