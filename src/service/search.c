/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/search.c -- checks the clues, asks, and adds the cards to the hits.
 */
#include "service/search.h"

#include <string.h>

#include "base/str.h"
#include "store/store_payment.h"

/* Four digits, or none. */
static bool is_last_four(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return text[n] == '\0' && (n == 0 || n == 4);
}

static enum err check(const struct search *search)
{
	bool has_clue = search->last_four[0] != '\0' || search->authorization_code[0] != '\0' ||
			search->receipt != 0 || search->amount_minor != 0 || search->from != 0 ||
			search->to != 0 || search->table_number != 0 || search->staff != 0;

	if (!has_clue || !is_last_four(search->last_four) || search->receipt < 0 ||
	    search->station < 0 || search->amount_minor < 0 || search->table_number < 0 ||
	    (search->to != 0 && search->to < search->from))
		return ERR_RANGE;
	return app_text_check(search->authorization_code, sizeof search->authorization_code);
}

struct searching {
	struct search search;
	struct search_hit *hits;
	int size, n;
};

static enum err search_in(struct db *db, void *arg)
{
	struct searching *searching = arg;
	struct outcome_row card;
	enum err err = store_search(db, &searching->search, searching->hits, searching->size,
				    &searching->n);

	for (int i = 0; err == ERR_OK && i < searching->n; i++) {
		struct search_hit *hit = &searching->hits[i];

		if (hit->payment == 0)
			continue;
		err = store_outcome_card(db, hit->payment, &card);
		if (err == ERR_NOT_FOUND) {
			err = ERR_OK;
			continue;
		}
		str_copy(hit->brand, sizeof hit->brand, card.brand);
		str_copy(hit->last_four, sizeof hit->last_four, card.last_four);
		str_copy(hit->authorization_code, sizeof hit->authorization_code,
			 card.authorization_code);
	}
	return err;
}

enum err search_sales(struct app *app, const struct search *search, struct search_hit *hits,
		      int size, int *ret_n)
{
	struct searching searching = { *search, hits, size, 0 };
	struct search *asked = &searching.search;
	bool by_date = asked->last_four[0] == '\0' && asked->authorization_code[0] == '\0' &&
		       asked->receipt == 0;
	enum err err = check(search);

	if (err != ERR_OK)
		return err;
	if (asked->to == 0)
		asked->to = INT32_MAX;
	if (asked->from == 0 && by_date)
		asked->from = (asked->to < app->property.business_date
				       ? asked->to
				       : app->property.business_date) - SEARCH_DAYS;
	err = db_consistently(app->db, search_in, &searching);
	if (err == ERR_OK)
		*ret_n = searching.n;
	return err;
}
