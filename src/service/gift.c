/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/gift.c -- gift cards: the line that sells one, what loads it, what is on it.
 */
#include "service/gift.h"

#include "base/random.h"
#include "base/str.h"
#include "core/entry.h"

struct sell {
	int64_t code;
	const char *number;
	int64_t amount_minor;
};

static enum err put_card(struct tx *tx, const char *number, const char *unit, int64_t *ret_id)
{
	struct gift_card card;
	enum err err = store_gift_by_number(tx->db, number, &card);

	if (err == ERR_NOT_FOUND) {
		card = (struct gift_card){ 0 };
		str_copy(card.number, sizeof card.number, number);
		str_copy(card.unit, sizeof card.unit, unit);
		err = store_gift_insert(tx, &card);
	}
	if (err == ERR_OK && (!card.is_active || !str_equal(card.unit, unit)))
		err = ERR_STATE;
	if (err == ERR_OK)
		*ret_id = card.id;
	return err;
}

static enum err sell_in(struct tx *tx, void *arg)
{
	const struct sell *sell = arg;
	struct bill_head head;
	struct item item;
	int64_t card;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = store_item_by_code(tx->db, sell->code, tx->business_date, &item);
	if (err == ERR_OK && !item.is_gift)
		err = ERR_STATE;
	if (err == ERR_OK)
		err = put_card(tx, sell->number, head.unit, &card);
	if (err != ERR_OK)
		return err;
	item.is_gift = false;        /* it has its card */
	err = bill_add_in(tx, head.id, &item, 0, 1, sell->amount_minor, sell->amount_minor,
			  &tx->result);
	if (err == ERR_OK)
		err = store_gift_line_insert(tx, head.id, tx->result, card);
	if (err == ERR_OK)
		err = bill_added_in(tx, head.id);
	return err == ERR_OK ? store_bill_touch(tx, &head) : err;
}

enum err gift_sell(struct app *app, const struct act *act, int64_t code, const char *number,
		   int64_t amount_minor, int64_t *ret_line)
{
	struct sell sell = { code, number, amount_minor };
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = gift_number_check(number);

	if (err == ERR_OK && amount_minor < 1)
		err = ERR_RANGE;
	if (err == ERR_OK && amount_minor > BILL_AMOUNT_MAX)
		err = ERR_OVERFLOW;
	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "gift-sell", act->bill, &hash);
	hash_int(&hash, code);
	hash_str(&hash, number);
	hash_int(&hash, amount_minor);
	hash_end(&hash, content);
	return act_run(app->db, act, "gift-sell", content, sell_in, &sell, ret_line);
}

enum err gift_look(struct app *app, const char *number, struct gift_card *ret_card)
{
	enum err err = gift_number_check(number);

	return err == ERR_OK ? store_gift_by_number(app->db, number, ret_card) : err;
}

enum err gift_number_new(struct app *app, char into[GIFT_NUMBER_SIZE])
{
	struct random random;
	struct gift_card card;
	char digits[GIFT_NUMBER_SIZE], number[GIFT_NUMBER_SIZE] = "";
	enum err err = ERR_OK;

	random_init(&random);
	while (err == ERR_OK) {
		str_format(digits, sizeof digits, "%010lld",
			   (long long)random_between(&random, 1, INT64_C(9999999999)));
		err = gift_number_make(digits, number);
		if (err == ERR_OK)
			err = store_gift_by_number(app->db, number, &card);
	}
	if (err != ERR_NOT_FOUND)
		return err;
	str_copy(into, GIFT_NUMBER_SIZE, number);
	return ERR_OK;
}

/* --- loading ----------------------------------------------------------------------------- */

/* What of a line stands in a column, in whatever part. */
static int64_t amount_in(const struct bill_view *view, int64_t line, int column)
{
	int64_t sum = 0;

	for (int i = 0; i < view->n_stands; i++) {
		const struct bill_stand *stand = &view->stands[i];

		if (view->items[stand->item].line == line && stand->column == column)
			sum += stand->amount_minor;
	}
	return sum;
}

/* A column's net over all parts goes to the cards of its lines, by what each came to. */
static enum err load_column(struct tx *tx, const struct bill_view *view, int column,
			    const struct gift_line *lines, int n, int64_t entry)
{
	int64_t amounts[GIFT_LINES_MAX], parts[GIFT_LINES_MAX], net = 0, sum = 0;
	enum err err;

	for (int p = 0; p < view->rows.n_parts; p++)
		net += view->cells[p * view->n_columns + column].net_minor;
	for (int i = 0; i < n; i++) {
		amounts[i] = amount_in(view, lines[i].line, column);
		sum += amounts[i];
	}
	if (sum < 1)
		return net == 0 ? ERR_OK : ERR_GIFT_CARD;
	err = share_by_weight(net, amounts, n, parts);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct gift_move move = { .card = lines[i].card, .line = lines[i].line,
					  .amount_minor = parts[i], .entry = entry };

		if (parts[i] != 0)
			err = store_gift_move_insert(tx, view->rows.head.unit, &move);
	}
	return err;
}

enum err gift_load_in(struct tx *tx, const struct bill_view *view, int64_t entry)
{
	struct gift_line lines[GIFT_LINES_MAX];
	int64_t ledger = LEDGER_REVENUE;
	int n = 0;
	enum err err = store_gift_lines(tx->db, view->rows.head.id, lines, GIFT_LINES_MAX, &n);

	if (err != ERR_OK || n == 0)
		return err;
	for (int c = 0; err == ERR_OK && c < view->n_columns; c++) {
		err = store_department_ledger(tx->db, view->columns[c].department, &ledger);
		if (err == ERR_OK && ledger == LEDGER_GIFT_CARDS)
			err = load_column(tx, view, c, lines, n, entry);
	}
	return err;
}

enum err gift_unload_in(struct tx *tx, const char *unit, int64_t line, int64_t amount_minor,
			int64_t entry)
{
	struct gift_move move = { .line = line, .amount_minor = -amount_minor, .entry = entry };
	struct gift_card card;
	enum err err = store_gift_of_line(tx->db, line, &move.card);

	if (err == ERR_OK)
		err = store_gift_by_id(tx->db, move.card, &card);
	if (err == ERR_OK && card.balance_minor < amount_minor)
		err = ERR_BALANCE;
	if (err != ERR_OK || amount_minor == 0)
		return err;
	return store_gift_move_insert(tx, unit, &move);
}
