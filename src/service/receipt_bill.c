/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/receipt_bill.c -- the blocks of service/receipt_bill.h.
 */
#include "service/receipt_bill.h"

#include <stdlib.h>

#include "base/str.h"
#include "locale/number.h"
#include "service/receipt.h"
#include "store/store_price.h"

#define BLOCK_TEXT_SIZE 256
#define ALL_PARTS (-1)

static char *money(const struct receipt_block *block, int64_t minor, char into[NUMBER_TEXT_SIZE])
{
	struct number_style style = number_style_english();

	return number_money(&style, minor, block->property->exponent, into);
}

static char *percent(int64_t rate_ppm, char into[NUMBER_TEXT_SIZE])
{
	struct number_style style = number_style_english();

	return number_percent(&style, rate_ppm, into);
}

static char *count(int64_t n, char into[NUMBER_TEXT_SIZE])
{
	struct number_style style = number_style_english();

	return number_code(&style, n, into);
}

void receipt_amount(const struct receipt_block *block, enum document_weight weight,
		    const char *label, int64_t minor)
{
	char text[NUMBER_TEXT_SIZE];

	document_row(block->doc, weight, label, money(block, minor, text));
}

static void line(const struct receipt_block *block, const char *quantity, const char *label,
		 int64_t minor)
{
	char amount[NUMBER_TEXT_SIZE];

	document_line(block->doc, quantity, label, money(block, minor, amount));
}

/* --- lines -------------------------------------------------------------------------------- */

/* A discount on the check: the rule's name, or that it is one. */
static void check_discount(const struct receipt_block *block, const struct bill_item *item,
			   int64_t minor)
{
	char rate[NUMBER_TEXT_SIZE], label[BLOCK_TEXT_SIZE];

	str_copy(label, sizeof label, document_word(block->doc, N_("Discount on the check")));
	if (item->rate_ppm > 0)
		str_format(label, sizeof label,
			   document_word(block->doc, N_("Discount %s %% on the check")),
			   percent(item->rate_ppm, rate));
	line(block, "", item->name[0] != '\0' ? item->name : label, minor);
}

static void service(const struct receipt_block *block, int64_t minor)
{
	char rate[NUMBER_TEXT_SIZE], label[BLOCK_TEXT_SIZE];

	str_copy(label, sizeof label, document_word(block->doc, N_("Service")));
	if (block->view->service_rate_ppm > 0)
		str_format(label, sizeof label, document_word(block->doc, N_("Service %s %%")),
			   percent(block->view->service_rate_ppm, rate));
	line(block, "", label, minor);
}

/* What was chosen, and what the line's own discounts took off, stand below it. */
static void below(const struct receipt_block *block, const struct bill_item *item,
		  int64_t discount_minor)
{
	char label[BLOCK_TEXT_SIZE];

	if (item->choices[0] != '\0') {
		str_format(label, sizeof label, "  %s", item->choices);
		document_line(block->doc, "", label, "");
	}
	str_format(label, sizeof label, "  %s",
		   item->off_name[0] != '\0' ? item->off_name : document_word(block->doc,
									      N_("discount")));
	if (discount_minor != 0)
		line(block, "", label, -discount_minor);
}

/* "Espresso", or "1/2 of 2 Espresso" where the part has only a share. */
static void part_label(const struct document *doc, const struct bill_item *item,
		       const struct bill_part_line *of, char *into, size_t size)
{
	char whole[NUMBER_TEXT_SIZE];

	if (of->pieces > 0)
		str_copy(into, size, item->name);
	else if (of->den > 0)
		str_format(into, size, document_word(doc, N_("%lld/%lld of %s %s")),
			   (long long)of->num, (long long)of->den, count(item->quantity,
			    whole), item->name);
	else
		str_format(into, size, document_word(doc, N_("Share of %s %s")),
			   count(item->quantity, whole), item->name);
}

static void part_line(const struct receipt_block *block, const struct bill_part_line *of)
{
	const struct bill_item *item = of->item < 0 ? NULL : &block->view->items[of->item];
	char quantity[NUMBER_TEXT_SIZE] = "", label[BLOCK_TEXT_SIZE];

	if (item == NULL) {
		service(block, of->amount_minor);
		return;
	}
	if (item->is_discount) {
		check_discount(block, item, of->amount_minor);
		return;
	}
	part_label(block->doc, item, of, label, sizeof label);
	if (of->pieces > 0)
		count(of->pieces, quantity);
	line(block, quantity, label, of->amount_minor + of->discount_minor);
	below(block, item, of->discount_minor);
}

static enum err part_lines(const struct receipt_block *block, int part)
{
	struct bill_part_line *rows = calloc((size_t)block->view->n_items + 1, sizeof *rows);
	int n = 0;
	enum err err = rows == NULL ? ERR_MEMORY
				    : bill_part_lines(block->view, part, rows, &n);

	for (int i = 0; i < n; i++)
		part_line(block, &rows[i]);
	free(rows);
	return err;
}

/* --- taxes -------------------------------------------------------------------------------- */

/* What one tax of one version comes to in a part, or in all. */
struct tax_sum {
	int64_t base, tax, exempted;
};

static struct tax_sum sum_tax(const struct bill_view *view, int part, int version, int tax)
{
	struct tax_sum sum = { 0 };

	for (int p = 0; p < view->rows.n_parts; p++)
		for (int c = 0; c < view->n_columns; c++) {
			int at = p * view->n_columns + c;

			if (view->columns[c].version != version ||
			    (part != ALL_PARTS && part != p))
				continue;
			sum.base += view->cells[at].net_minor;
			sum.tax += view->cells[at].tax_minor[tax];
			sum.exempted += view->exempted[at].tax_minor[tax];
		}
	return sum;
}

static void tax_rows(const struct receipt_block *block, const struct tax_version *version, int tax,
		     const struct tax_sum *sum)
{
	char rate[NUMBER_TEXT_SIZE], net[NUMBER_TEXT_SIZE], label[BLOCK_TEXT_SIZE];

	if (sum->exempted != 0) {
		str_format(label, sizeof label,
			   document_word(block->doc, N_("Exempt from %s, not charged")),
			   version->names[tax]);
		receipt_amount(block, DOCUMENT_PLAIN, label, sum->exempted);
	}
	if (sum->tax == 0 && (sum->base == 0 || sum->exempted != 0))
		return;
	str_format(label, sizeof label, document_word(block->doc, N_("%s %s %% on %s")),
		   version->names[tax],
		   percent(version->rules.part[tax].rate_ppm, rate), money(block, sum->base, net));
	receipt_amount(block, DOCUMENT_PLAIN, label, sum->tax);
}

/* The numbers of the certificates, where something was exempt: their words are not the paper's
 * (L5), they are put in when it is read. */
static enum err certificates(const struct receipt_block *block, int part)
{
	const struct bill_rows *bill = &block->view->rows;
	struct exemption_row rows[EXEMPTIONS_MAX];
	char label[BLOCK_TEXT_SIZE];
	int n = 0;
	enum err err = ERR_OK;

	if (block->view->out.exempted_minor != 0)
		err = store_exemption_list(block->db, bill->head.id, INT64_MAX, rows,
					   EXEMPTIONS_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		if (rows[i].part != 0 && part != ALL_PARTS && rows[i].part != bill->parts[part].id)
			continue;
		str_format(label, sizeof label,
			   document_word(block->doc, N_("Certificate {note %lld}")),
			   (long long)rows[i].note);
		document_text(block->doc, DOCUMENT_START, DOCUMENT_PLAIN, label);
	}
	return err;
}

/* One row per tax and rate, with the net it is taken on. */
static enum err taxes(const struct receipt_block *block, int part)
{
	const struct bill_view *view = block->view;

	for (int v = 0; v < view->n_versions; v++)
		for (int i = 0; i < view->versions[v].rules.n; i++) {
			struct tax_sum sum = sum_tax(view, part, v, i);

			tax_rows(block, &view->versions[v], i, &sum);
		}
	return certificates(block, part);
}

/* --- together ----------------------------------------------------------------------------- */

static const struct bill_part_view *part_view(const struct bill_view *view, int part)
{
	for (int i = 0; i < view->n_parts; i++)
		if (view->parts[i].id == view->rows.parts[part].id)
			return &view->parts[i];
	return &view->parts[0];
}

enum err receipt_part(const struct receipt_block *block, int part)
{
	const struct bill_view *view = block->view;
	const struct bill_part_view *of = part_view(view, part);
	char label[BLOCK_TEXT_SIZE];
	enum err err = part_lines(block, part);

	document_rule(block->doc);
	if (view->n_parts > 1) {
		receipt_amount(block, DOCUMENT_PLAIN, document_word(block->doc, N_("Check total")),
			       view->out.total_minor);
		str_format(label, sizeof label, document_word(block->doc, N_("Part %lld of %d")),
			   (long long)of->no,
			   view->n_parts);
		receipt_amount(block, DOCUMENT_LARGE, label, of->total_minor);
	} else {
		receipt_amount(block, DOCUMENT_LARGE, document_word(block->doc, N_("Total")),
			       of->total_minor);
	}
	if (err == ERR_OK)
		err = taxes(block, part);
	document_rule(block->doc);
	return err;
}

/* Of taxes that prices contain: what the lines are less by when they are not charged. */
static int64_t exempted_inside(const struct bill_view *view)
{
	int64_t sum = 0;

	for (int p = 0; p < view->rows.n_parts; p++)
		for (int c = 0; c < view->n_columns; c++)
			if (view->versions[view->columns[c].version].rules.inclusive)
				sum += share_total(&view->exempted[p * view->n_columns + c]);
	return sum;
}

static void whole_lines(const struct receipt_block *block)
{
	const struct bill_view *view = block->view;
	char quantity[NUMBER_TEXT_SIZE];

	for (int i = 0; i < view->n_items; i++) {
		const struct bill_item *item = &view->items[i];

		if (item->is_discount) {
			check_discount(block, item, -item->taken_minor);
			continue;
		}
		line(block, count(item->quantity, quantity), item->name,
		     item->amount_minor + item->discount_minor);
		below(block, item, item->discount_minor);
	}
	if (view->out.service_minor != 0)
		service(block, view->out.service_minor);
	if (exempted_inside(view) != 0)
		line(block, "", document_word(block->doc, N_("Tax not charged")),
		     -exempted_inside(view));
}

enum err receipt_whole(const struct receipt_block *block)
{
	const struct bill_view *view = block->view;
	char label[BLOCK_TEXT_SIZE];
	enum err err;

	whole_lines(block);
	document_rule(block->doc);
	receipt_amount(block, DOCUMENT_LARGE, document_word(block->doc, N_("Total")),
		       view->out.total_minor);
	err = taxes(block, ALL_PARTS);
	for (int i = 0; view->n_parts > 1 && i < view->n_parts; i++) {
		str_format(label, sizeof label, document_word(block->doc, N_("Part %lld of %d")),
			   (long long)view->parts[i].no,
			   view->n_parts);
		receipt_amount(block, DOCUMENT_PLAIN, label, view->parts[i].total_minor);
	}
	document_rule(block->doc);
	return err;
}
