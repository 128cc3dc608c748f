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

static bool is_equal(const struct kill_wrote *wrote, const struct kill_wrote *planned)
{
	bool is_given = planned->given_minor == -1 ? wrote->given_minor > 0
						   : wrote->given_minor == planned->given_minor;

	return is_given && wrote->quantity == planned->quantity &&
	       wrote->amount_minor == planned->amount_minor && wrote->check == planned->check &&
	       wrote->parts == planned->parts;
}

/* The next act is the next of the plan, and wrote what was planned. */
static void compare(struct kill_truth *truth, const struct kill_plan *plan, const char *name,
		    const struct kill_wrote *wrote)
{
	const struct kill_act *act = plan != NULL && truth->done < plan->n
					     ? &plan->acts[truth->done] : NULL;

	truth->done++;
	if (act != NULL && strcmp(act->name, name) == 0 && is_equal(wrote, &act->wrote))
		return;
	str_format(truth->wrong, sizeof truth->wrong,
		   "act %lld is %s (%lld pieces, %lld minor units, check %lld, %lld given, "
		   "%lld parts), the plan says %s",
		   (long long)truth->seq, name, (long long)wrote->quantity,
		   (long long)wrote->amount_minor, (long long)wrote->check,
		   (long long)wrote->given_minor, (long long)wrote->parts,
		   act != NULL ? act->name : "none");
}

static enum err read_acts(struct app *app, int station, int64_t seq, const struct kill_plan *plan,
			  struct kill_truth *truth)
{
	/* The rows of an act have the ids after its own. */
	static const char sql[] =
		"SELECT a.seq, a.name, "
		"(SELECT coalesce(sum(l.quantity), 0) FROM line AS l WHERE l.property = $1 "
		"AND l.id > a.id AND l.id <= a.id + $4), "
		"(SELECT coalesce(sum(l.amount_minor), 0) FROM line AS l WHERE l.property = $1 "
		"AND l.id > a.id AND l.id <= a.id + $4), "
		"(SELECT coalesce(sum(b.number), 0) FROM bill AS b WHERE b.property = $1 "
		"AND b.id > a.id AND b.id <= a.id + $4), "
		"(SELECT coalesce(sum(t.given_minor), 0) FROM tender AS t WHERE t.property = $1 "
		"AND t.id > a.id AND t.id <= a.id + $4), "
		"(SELECT count(*) FROM part_term AS p WHERE p.property = $1 AND p.weight > 0 "
		"AND p.id > a.id AND p.id <= a.id + $4) "
		"FROM act AS a WHERE a.property = $1 AND a.id >= $2 AND a.id < $3 ORDER BY a.id";
	struct db_rows *rows = db_query(app->db, sql, V(1), V(id_make(station, seq + 1, 0)),
					V(id_make(station + 1, 0, 0)), V(ID_ROW_MAX));

	truth->seq = seq;
	while (db_next(rows)) {
		struct kill_wrote wrote = { db_int(rows, 2), db_int(rows, 3), db_int(rows, 4),
					    db_int(rows, 5), db_int(rows, 6) };

		truth->seq = db_int(rows, 0);
		if (!is_of_start(db_text(rows, 1)) && truth->wrong[0] == '\0')
			compare(truth, plan, db_text(rows, 1), &wrote);
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
