/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/receipt_card.c -- the rows of a card on a receipt.
 */
#include "service/receipt_card.h"

#include "base/str.h"
#include "store/store_payment.h"

#define CARD_TEXT_SIZE 160

static void say(struct document *doc, const char *text)
{
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, text);
}

/* "visa" as the network writes itself. */
static void brand_name(const char *brand, char *into, size_t size)
{
	str_copy(into, size, brand);
	if (into[0] >= 'a' && into[0] <= 'z')
		into[0] = (char)(into[0] - 'a' + 'A');
}

static void card(struct document *doc, const struct outcome_row *row)
{
	char text[CARD_TEXT_SIZE], brand[sizeof row->brand];

	brand_name(row->brand, brand, sizeof brand);
	if (row->authorization_code[0] != '\0')
		str_format(text, sizeof text, document_word(doc, N_("  %s ending in %s, code %s")),
			   brand, row->last_four, row->authorization_code);
	else
		str_format(text, sizeof text, document_word(doc, N_("  %s ending in %s")), brand,
			   row->last_four);
	say(doc, text);
	if (row->application[0] == '\0' && row->application_id[0] == '\0')
		return;
	str_format(text, sizeof text, "  %s%s%s", row->application,
		   row->application[0] != '\0' ? ", " : "", row->application_id);
	say(doc, text);
}

static bool is_in_doubt(const struct payment_row *payment)
{
	return (payment->state == PAYMENT_DOUBT || payment->state == PAYMENT_MISMATCH) &&
	       payment->authorized_minor == 0;
}

enum err receipt_card(struct db *db, struct document *doc, const struct number_style *style,
		      int exponent, const struct tender_type *type, int64_t payment_id,
		      int64_t amount_minor)
{
	char text[CARD_TEXT_SIZE], amount[NUMBER_TEXT_SIZE];
	struct payment_row payment;
	struct outcome_row row;
	enum err err = store_payment_load(db, payment_id, &payment);

	if (err != ERR_OK)
		return err;
	number_money(style, amount_minor, exponent, amount);
	if (is_in_doubt(&payment)) {
		str_format(text, sizeof text, document_word(doc, N_("%s, not known yet")),
			   type->name);
		document_row(doc, DOCUMENT_STRONG, text, amount);
		say(doc, document_word(doc, N_("  It is being asked for. If it was not taken, the "
					       "amount stays open.")));
		return ERR_OK;
	}
	document_row(doc, DOCUMENT_PLAIN, type->name, amount);
	err = store_outcome_card(db, payment_id, &row);
	if (err == ERR_OK)
		card(doc, &row);
	if (err == ERR_NOT_FOUND)
		err = ERR_OK;
	if (payment.tip_minor > 0) {
		document_row(doc, DOCUMENT_PLAIN, document_word(doc, N_("  Tip")),
			     number_money(style, payment.tip_minor, exponent, amount));
		document_row(doc, DOCUMENT_PLAIN, document_word(doc, N_("  Charged to the card")),
			     number_money(style, amount_minor + payment.tip_minor, exponent,
					  amount));
	}
	return err;
}
