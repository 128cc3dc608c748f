/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/drawer_count.c -- counts, each kept; the last one stands when the session is settled.
 */
#include "base/str.h"
#include "core/entry.h"
#include "service/drawer_inside.h"

enum ending { ENDING_NONE, ENDING_SETTLE, ENDING_HAND_OVER };

struct count {
	struct app *app;
	const struct drawer_piece *pieces;
	int n;
	bool is_count;
	enum ending ending;
	struct drawer_result result;
};

static enum err counted(const struct count *count, const char *unit, int64_t *ret_minor)
{
	int64_t total = 0, value;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < count->n; i++) {
		const struct drawer_piece *piece = &count->pieces[i];

		if (!str_equal(piece->unit, unit))
			continue;
		err = money_multiply_minor(
			piece->denomination_minor == 0 ? 1 : piece->denomination_minor,
			piece->quantity, &value);
		if (err == ERR_OK)
			err = money_add_minor(total, value, &total);
		if (err == ERR_OK && total > DRAWER_AMOUNT_MAX)
			err = ERR_OVERFLOW;
	}
	if (err == ERR_OK)
		*ret_minor = total;
	return err;
}

/* The units taken, and those counted although nothing was taken in them. */
static enum err all_units(struct tx *tx, const struct drawer_session *session,
			  const struct count *count, char units[][MONEY_UNIT_SIZE], int *ret_n)
{
	enum err err = store_drawer_units(tx->db, session, units, DRAWER_UNITS_MAX, ret_n);

	for (int i = 0; err == ERR_OK && i < count->n; i++) {
		int u = 0;

		while (u < *ret_n && !str_equal(units[u], count->pieces[i].unit))
			u++;
		if (u < *ret_n)
			continue;
		if (*ret_n == DRAWER_UNITS_MAX)
			return ERR_LIMIT;
		str_copy(units[(*ret_n)++], MONEY_UNIT_SIZE, count->pieces[i].unit);
	}
	return err;
}

static enum err tally(struct tx *tx, const struct drawer_session *session, struct count *count)
{
	struct drawer_result *result = &count->result;
	char units[DRAWER_UNITS_MAX][MONEY_UNIT_SIZE];
	enum err err = all_units(tx, session, count, units, &result->n);

	for (int i = 0; err == ERR_OK && i < result->n; i++) {
		struct drawer_closed *closed = &result->unit[i];

		str_copy(closed->unit, sizeof closed->unit, units[i]);
		err = store_drawer_expected(tx->db, session, closed->unit,
					    &closed->expected_minor);
		if (err == ERR_OK)
			err = counted(count, closed->unit, &closed->counted_minor);
		if (err == ERR_OK)
			err = store_drawer_tally_insert(tx, session->id, result->round, closed);
	}
	return err;
}

/* Once a result was shown, who counts again knows it: that is approved. */
static enum err count_in(struct tx *tx, const struct drawer_session *session, struct count *count)
{
	struct drawer_result last = { .n = 0 };
	int64_t round = 0;
	enum err err = store_drawer_tally(tx->db, session->id, last.unit, DRAWER_UNITS_MAX,
					  &last.n, &round);

	if (err == ERR_OK && round > 0)
		err = app_allow(tx, PERM_RECOUNT, 0);
	count->result = (struct drawer_result){ .round = round + 1, .session = session->id };
	for (int i = 0; err == ERR_OK && i < count->n; i++)
		err = store_drawer_count_insert(tx, session->id, count->result.round,
						count->pieces[i].unit,
						count->pieces[i].denomination_minor,
						count->pieces[i].quantity);
	return err == ERR_OK ? tally(tx, session, count) : err;
}

/* Counted cash to the safe, the difference to over/short, the drawer to zero. */
static enum err count_entry(struct tx *tx, const struct drawer_session *session,
			    const struct drawer_closed *closed, int64_t *ret_entry)
{
	struct entry entry;
	enum err err;

	entry_begin(&entry);
	err = entry_debit(&entry, entry_account(LEDGER_SAFE, 0), closed->counted_minor,
			  closed->unit);
	if (err == ERR_OK)
		err = entry_debit(&entry, entry_account(LEDGER_OVER_SHORT, 0),
				  closed->expected_minor - closed->counted_minor, closed->unit);
	if (err == ERR_OK)
		err = entry_credit(&entry, entry_account(LEDGER_DRAWER, session->drawer),
				   closed->expected_minor, closed->unit);
	if (err == ERR_OK)
		err = entry_end(&entry);
	if (err == ERR_OK && entry.n > 0)
		err = store_entry_insert(tx, "count", 0, 0, &entry, ret_entry);
	return err;
}

/* The last count, if no cash moved since. */
static enum err last_count(struct db *db, const struct drawer_session *session,
			   struct drawer_result *result)
{
	char units[DRAWER_UNITS_MAX][MONEY_UNIT_SIZE];
	int n = 0;
	enum err err = store_drawer_tally(db, session->id, result->unit, DRAWER_UNITS_MAX,
					  &result->n, &result->round);

	if (err == ERR_OK && result->round == 0)
		err = ERR_STATE;
	if (err == ERR_OK)
		err = store_drawer_units(db, session, units, DRAWER_UNITS_MAX, &n);
	if (err == ERR_OK && n > result->n)
		err = ERR_CHANGED;
	for (int i = 0; err == ERR_OK && i < result->n; i++) {
		int64_t now_minor = 0;

		err = store_drawer_expected(db, session, result->unit[i].unit, &now_minor);
		if (err == ERR_OK && now_minor != result->unit[i].expected_minor)
			err = ERR_CHANGED;
	}
	return err;
}

enum err drawer_is_counted(struct app *app, int64_t staff, bool *ret_counted)
{
	struct drawer_result result = { .n = 0 };
	struct drawer_session session;
	enum err err = store_drawer_open(app->db, app->station, staff, &session);

	if (err == ERR_OK)
		err = last_count(app->db, &session, &result);
	if (err != ERR_OK && err != ERR_NOT_FOUND && err != ERR_STATE && err != ERR_CHANGED)
		return err;
	*ret_counted = err == ERR_OK;
	return ERR_OK;
}

/* The next person takes the cash as it was counted, and says so with their own PIN. */
static enum err go_on(struct tx *tx, const struct drawer_session *session,
		      const struct count *count, int64_t *ret_next)
{
	struct drawer_amount floats[DRAWER_UNITS_MAX];

	for (int i = 0; i < count->result.n; i++) {
		str_copy(floats[i].unit, sizeof floats[i].unit, count->result.unit[i].unit);
		floats[i].amount_minor = count->result.unit[i].counted_minor;
	}
	return drawer_begin_in(tx, &count->app->property, tx->act->approver,
			       session->holder != 0, floats, count->result.n, ret_next);
}

static enum err check_taker(struct tx *tx)
{
	const struct act *act = tx->act;

	if (act->approver != 0 && act->approver != act->staff)
		return app_may(tx, act->approver, PERM_DRAWER, 0);
	if (act->need != NULL)
		*act->need = (struct perm_need){ .perm = PERM_DRAWER, .limit_minor = PERM_NO };
	return ERR_APPROVAL;
}

static enum err settle_in(struct tx *tx, const struct drawer_session *session, struct count *count)
{
	struct drawer_result *result = &count->result;
	struct drawer_end end = { .session = session->id, .counts = result->round };
	struct drawer_report report;
	enum err err = drawer_prove(tx->db, session);

	if (err == ERR_OK)
		err = drawer_report_in(tx->db, session->id, &report);
	if (err == ERR_OK)
		err = drawer_paper_in(tx, count->app, &report, "z", &end.paper);
	if (err == ERR_OK)
		err = store_drawer_figures_insert(tx, session->id, &report.figures);
	for (int i = 0; err == ERR_OK && i < result->n; i++) {
		int64_t entry = 0;

		err = count_entry(tx, session, &result->unit[i], &entry);
		if (err == ERR_OK)
			err = store_drawer_close_insert(tx, session->id, &result->unit[i], entry);
	}
	if (err == ERR_OK)
		err = store_drawer_set_closed(tx, session->drawer);
	if (err == ERR_OK && count->ending == ENDING_HAND_OVER)
		err = go_on(tx, session, count, &end.next);
	result->paper = end.paper;
	return err == ERR_OK ? store_drawer_end_insert(tx, &end) : err;
}

static enum err count_body(struct tx *tx, void *arg)
{
	struct count *count = arg;
	struct drawer_session session;
	enum err err = app_allow(tx, PERM_DRAWER, 0);

	count->result = (struct drawer_result){ .n = 0 };
	if (err == ERR_OK && count->ending == ENDING_HAND_OVER)
		err = check_taker(tx);
	if (err == ERR_OK)
		err = drawer_mine(tx, &session);
	if (err != ERR_OK)
		return err;
	err = count->is_count ? count_in(tx, &session, count)
			      : last_count(tx->db, &session, &count->result);
	count->result.session = session.id;
	if (err == ERR_OK && count->ending != ENDING_NONE)
		err = settle_in(tx, &session, count);
	tx->result = session.id;
	return err;
}

/* What a repeated act came to the first time. */
static enum err read_result(struct db *db, int64_t session, struct drawer_result *result)
{
	struct drawer_end end = { .session = session };
	enum err err = store_drawer_tally(db, session, result->unit, DRAWER_UNITS_MAX, &result->n,
					  &result->round);

	if (err == ERR_OK)
		err = store_drawer_end(db, session, &end);
	result->session = session;
	result->paper = end.paper;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err run(struct count *count, const struct act *act, const char *name,
		    const char *content, struct drawer_result *ret_result)
{
	int64_t session = 0;
	enum err err = act_run(count->app->db, act, name, content, count_body, count, &session);

	if (err == ERR_OK && count->result.n == 0)
		err = read_result(count->app->db, session, &count->result);
	if (err == ERR_OK)
		*ret_result = count->result;
	return err;
}

static enum err run_pieces(struct count *count, const struct act *act, const char *name,
			   struct drawer_result *ret_result)
{
	const struct drawer_piece *pieces = count->pieces;
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	if (count->n < 0 || count->n > DRAWER_PIECES_MAX)
		return ERR_LIMIT;
	hash_begin(&hash, name);
	for (int i = 0; i < count->n; i++) {
		if (pieces[i].quantity < 0 || pieces[i].denomination_minor < 0 ||
		    !money_unit_is_valid(pieces[i].unit))
			return ERR_RANGE;
		hash_str(&hash, pieces[i].unit);
		hash_int(&hash, pieces[i].denomination_minor);
		hash_int(&hash, pieces[i].quantity);
	}
	hash_end(&hash, content);
	return run(count, act, name, content, ret_result);
}

enum err drawer_count(struct app *app, const struct act *act, const struct drawer_piece *pieces,
		      int n, struct drawer_result *ret_result)
{
	struct count count = { .app = app, .pieces = pieces, .n = n, .is_count = true };

	return run_pieces(&count, act, "drawer-count", ret_result);
}

enum err drawer_close(struct app *app, const struct act *act, const struct drawer_piece *pieces,
		      int n, struct drawer_result *ret_result)
{
	struct count count = { .app = app, .pieces = pieces, .n = n, .is_count = true,
			       .ending = ENDING_SETTLE };

	return run_pieces(&count, act, "drawer-close", ret_result);
}

enum err drawer_settle(struct app *app, const struct act *act, struct drawer_result *ret_result)
{
	struct count count = { .app = app, .ending = ENDING_SETTLE };

	return run(&count, act, "drawer-settle", "", ret_result);
}

enum err drawer_hand_over(struct app *app, const struct act *act, struct drawer_result *ret_result)
{
	struct count count = { .app = app, .ending = ENDING_HAND_OVER };

	return run(&count, act, "drawer-hand-over", "", ret_result);
}

/* In major units times 100, so that coins fit; largest first. */
static const struct {
	const char *unit;
	int32_t cents[16];
} denominations[] = {
	{ "EUR", { 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1 } },
	{ "USD", { 10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1 } },
	{ "GBP", { 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1 } },
	{ "CHF", { 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5 } },
	{ "AED", { 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 100, 50, 25 } },
	{ "SAR", { 50000, 10000, 5000, 1000, 500, 200, 100, 50, 25, 10, 5 } },
};

int drawer_denominations(const char *unit, int exponent, int64_t *values, int size)
{
	int n = 0;
	int64_t scale = 1;

	for (int i = 0; i < exponent; i++)
		scale *= 10;
	for (size_t d = 0; d < sizeof denominations / sizeof *denominations; d++)
		for (int i = 0; str_equal(denominations[d].unit, unit) && i < 16 && n < size; i++)
			if (denominations[d].cents[i] > 0)
				values[n++] = denominations[d].cents[i] * scale / 100;
	return n;
}
