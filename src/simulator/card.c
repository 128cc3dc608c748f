/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/card.c -- the table of test cards, of decline amounts, and of decline codes.
 */
#include "simulator/card.h"

#include <string.h>

#include "base/str.h"

static const struct card cards[] = {
	{ "visa", "4242424242424242", "pm_card_visa", "visa", "4242", "credit", CARD_PLAIN, "" },
	{ "visa_debit", "4000056655665556", "pm_card_visa_debit", "visa", "5556", "debit",
	  CARD_PLAIN, "" },
	{ "mastercard", "5555555555554444", "pm_card_mastercard", "mastercard", "4444", "credit",
	  CARD_PLAIN, "" },
	{ "mastercard_debit", "5200828282828210", "pm_card_mastercard_debit", "mastercard", "8210",
	  "debit", CARD_PLAIN, "" },
	{ "amex", "378282246310005", "pm_card_amex", "amex", "0005", "credit", CARD_PLAIN, "" },
	{ "discover", "6011111111111117", "pm_card_discover", "discover", "1117", "credit",
	  CARD_PLAIN, "" },
	{ "diners", "3056930009020004", "pm_card_diners", "diners", "0004", "credit", CARD_PLAIN,
	  "" },
	{ "jcb", "3566002020360505", "pm_card_jcb", "jcb", "0505", "credit", CARD_PLAIN, "" },
	{ "declined", "4000000000000002", "pm_card_visa_chargeDeclined", "visa", "0002", "credit",
	  CARD_DECLINES, "generic_decline" },
	{ "insufficient_funds", "4000000000009995", "pm_card_visa_chargeDeclinedInsufficientFunds",
	  "visa", "9995", "credit", CARD_DECLINES, "insufficient_funds" },
	{ "lost", "4000000000009987", "pm_card_visa_chargeDeclinedLostCard", "visa", "9987",
	  "credit", CARD_DECLINES, "lost_card" },
	{ "stolen", "4000000000009979", "pm_card_visa_chargeDeclinedStolenCard", "visa", "9979",
	  "credit", CARD_DECLINES, "stolen_card" },
	{ "expired", "4000000000000069", "pm_card_chargeDeclinedExpiredCard", "visa", "0069",
	  "credit", CARD_DECLINES, "expired_card" },
	{ "incorrect_cvc", "4000000000000127", "pm_card_chargeDeclinedIncorrectCvc", "visa", "0127",
	  "credit", CARD_DECLINES, "incorrect_cvc" },
	{ "processing_error", "4000000000000119", "pm_card_chargeDeclinedProcessingError", "visa",
	  "0119", "credit", CARD_DECLINES, "processing_error" },
	{ "customer_fail", "4000000000000341", "pm_card_chargeCustomerFail", "visa", "0341",
	  "credit", CARD_LATER_DECLINES, "generic_decline" },
	{ "pending_refund", "4000000000007726", "pm_card_pendingRefund", "visa", "7726", "credit",
	  CARD_REFUND_PENDING, "" },
	{ "refund_fail", "4000000000005126", "pm_card_refundFail", "visa", "5126", "credit",
	  CARD_REFUND_FAILS, "" },
	{ "dispute", "4000000000000259", "pm_card_createDispute", "visa", "0259", "credit",
	  CARD_DISPUTED, "fraudulent" },
	{ "dispute_product", "4000000000002685", "pm_card_createDisputeProductNotReceived", "visa",
	  "2685", "credit", CARD_DISPUTED, "product_not_received" },
	{ "inquiry", "4000000000001976", "pm_card_createDisputeInquiry", "visa", "1976", "credit",
	  CARD_DISPUTED, "warning" },
	{ "no-overcapture", "", "pm_card_no_overcapture", "visa", "1001", "credit",
	  CARD_NO_OVERCAPTURE, "" },
	{ "no-increment", "", "pm_card_no_increment", "visa", "1002", "debit", CARD_NO_INCREMENT,
	  "" },
	{ "increment-declined", "", "pm_card_increment_declined", "visa", "1003", "credit",
	  CARD_INCREMENT_DECLINES, "insufficient_funds" },
	{ "test-card", "", "pm_card_by_amount", "visa", "1004", "credit", CARD_BY_AMOUNT, "" },
};

/* What a test card's amount says by its last two digits. */
static const struct {
	int digits;
	const char *says;
} amounts[] = {
	{ 1, "call_issuer" },
	{ 2, "offline_pin_required" },
	{ 3, "online_or_offline_pin_required" },
	{ 5, "generic_decline" },
	{ 55, "incorrect_pin" },
	{ 65, "withdrawal_count_limit_exceeded" },
	{ 75, "pin_try_exceeded" },
};

/* Decline codes that have an error code or a sentence of their own. */
static const struct {
	const char *says, *code, *message;
} reasons[] = {
	{ "expired_card", "expired_card", "Your card has expired." },
	{ "incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect." },
	{ "processing_error", "processing_error",
	  "An error occurred while processing your card. Try again in a little bit." },
	{ "insufficient_funds", "card_declined", "Your card has insufficient funds." },
};

const struct card *sim_card_at(size_t i)
{
	return i < sizeof cards / sizeof cards[0] ? &cards[i] : NULL;
}

const struct card *sim_card_find(const char *text)
{
	if (text[0] == '\0')
		return NULL;
	for (size_t i = 0; i < sizeof cards / sizeof cards[0]; i++)
		if (strcmp(cards[i].name, text) == 0 || strcmp(cards[i].number, text) == 0 ||
		    strcmp(cards[i].token, text) == 0)
			return &cards[i];
	return strcmp(text, "pm_card_chargeDeclined") == 0 ? sim_card_find("declined") : NULL;
}

const char *sim_card_declines(const struct card *card, int64_t amount_minor, bool by_amount)
{
	if (card->does == CARD_DECLINES)
		return card->says;
	if (card->does != CARD_BY_AMOUNT && !by_amount)
		return NULL;
	for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++)
		if (amount_minor % 100 == amounts[i].digits)
			return amounts[i].says;
	return NULL;
}

const char *sim_card_error_code(const char *decline_code)
{
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (str_equal(reasons[i].says, decline_code))
			return reasons[i].code;
	return "card_declined";
}

const char *sim_card_message(const char *decline_code)
{
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (str_equal(reasons[i].says, decline_code))
			return reasons[i].message;
	return "Your card was declined.";
}
