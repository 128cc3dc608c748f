/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/kills_truth.c -- what the store holds after a kill: which of the planned acts, and
 * the bill that the till has to come back to.
 */
#include <string.h>

#include "base/id.h"
#include "campaign/kills.h"
#include "service/bill.h"
#include "service/day.h"
#include "service/place.h"
#include "store/verify.h"

/* Acts that no key of the plan asks for: a start's own. */
static bool is_of_start(const char *name)
{
	return strcmp(name, "login") == 0 || strcmp(name, "station") == 0 ||
	       strcmp(name, "bill-release") == 0;
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* The next act is the next of the plan, for the bill of the plan. */
static void compare(struct kill_truth *truth, const struct kill_plan *plan, struct db_rows *rows)
{
	const struct kill_act *act = plan != NULL && truth->done < plan->n
					     ? &plan->acts[truth->done] : NULL;

	if (act == NULL || strcmp(act->name, db_text(rows, 1)) != 0 ||
	    !ends_with(db_text(rows, 2), act->content))
		str_format(truth->wrong, sizeof truth->wrong,
			   "act %lld is %s '%s', the plan says %s '...%s'",
			   (long long)db_int(rows, 0), db_text(rows, 1), db_text(rows, 2),
			   act != NULL ? act->name : "none", act != NULL ? act->content : "");
	truth->done++;
}

static enum err read_acts(struct app *app, int station, int64_t seq, const struct kill_plan *plan,
			  struct kill_truth *truth)
{
	static const char sql[] = "SELECT seq, name, content FROM act WHERE property = $1 "
				  "AND id >= $2 AND id < $3 ORDER BY id";
	struct db_rows *rows = db_query(app->db, sql, V(1), V(id_make(station, seq + 1, 0)),
					V(id_make(station + 1, 0, 0)));

	truth->seq = seq;
	while (db_next(rows)) {
		truth->seq = db_int(rows, 0);
		if (!is_of_start(db_text(rows, 1)) && truth->wrong[0] == '\0')
			compare(truth, plan, rows);
	}
	return db_end(rows);
}

/* The bill that the till holds, as it must come back. */
static enum err read_bill(struct app *app, int64_t bill, struct kill_state *state)
{
	const struct bill_item *last;
	struct bill_view view;
	enum err err = bill_view_load(app->db, bill, &view);

	if (err != ERR_OK)
		return err;
	state->mode = KILL_ON_CHECK;
	state->check = view.rows.head.number;
	state->due_minor = view.due_minor;
	state->lines = view.n_items;
	state->parts = view.n_parts > 1 ? view.n_parts : 0;
	for (int i = 0; i < view.n_parts; i++)
		state->paid += view.parts[i].is_closed;
	last = view.n_items > 0 ? &view.items[view.n_items - 1] : NULL;
	if (last != NULL)
		str_copy(state->line, sizeof state->line,
			 last->is_discount ? "Discount" : last->name);
	bill_view_done(&view);
	return ERR_OK;
}

static enum err read_state(struct app *app, int station, struct kill_state *state)
{
	static const char held[] = "SELECT coalesce(max(bill), 0) FROM bill_live "
				   "WHERE property = $1 AND holder = $2 AND state <> 'closed'";
	static const char check[] =
		"SELECT coalesce(max(b.number), 0) + 1 FROM bill AS b WHERE b.property = $1 AND "
		"b.business_date = (SELECT p.business_date FROM property AS p "
		"WHERE p.property = $1)";
	static const char receipt[] = "SELECT coalesce(max(number), 0) + 1 FROM paper "
				      "WHERE property = $1 AND series = 'receipt' "
				      "AND station = $2";
	static const char notes[] = "SELECT count(*) FROM act WHERE property = $1 "
				    "AND name = 'note'";
	int64_t n = 0;
	enum err err = db_one_int(app->db, &state->bill, held, V(1), V(station));

	if (err == ERR_OK)
		err = db_one_int(app->db, &state->check, check, V(1));
	if (err == ERR_OK)
		err = db_one_int(app->db, &state->receipt, receipt, V(1), V(station));
	if (err == ERR_OK)
		err = db_one_int(app->db, &n, notes, V(1));
	state->notes = (int)n;
	return err == ERR_OK && state->bill != 0 ? read_bill(app, state->bill, state) : err;
}

bool truth_read(const struct kill_house *house, int64_t seq, const struct kill_plan *plan,
		bool whole, struct kill_truth *ret_truth)
{
	struct place_how how = { .url = house->url, .keys = house->keys, .station = PLACE_LOOK };
	struct kill_truth truth = { 0 };
	struct verify_result proof = { 0 };
	struct place place;
	char words[256] = "";
	enum err err = place_open(&place, &how, words, sizeof words);

	if (err == ERR_OK)
		err = read_acts(&place.app, house->station, seq, plan, &truth);
	if (err == ERR_OK)
		err = read_state(&place.app, house->station, &truth.state);
	if (err == ERR_OK)
		err = whole ? verify_run(place.app.db, NULL, NULL, &proof)
			    : verify_recent(place.app.db, &proof);
	place_close(&place);
	if (err != ERR_OK)
		str_format(truth.wrong, sizeof truth.wrong, "%s %s %s", err_name(err), words,
			   proof.first);
	*ret_truth = truth;
	return truth.wrong[0] == '\0';
}

bool truth_roll(const struct kill_house *house)
{
	struct place_how how = { .url = house->url, .keys = house->keys,
				 .station = PLACE_COMMAND };
	struct place place;
	struct act act;
	char words[256];
	enum err err = place_open(&place, &how, words, sizeof words);

	if (err != ERR_OK)
		return false;
	act = app_act(&place.app, place.system.id);
	err = day_roll(&place.app, &act, place.app.property.business_date + 1, NULL);
	place_close(&place);
	return err == ERR_OK;
}
