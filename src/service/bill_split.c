/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_split.c -- splitting what is open: evenly, by an amount, by percent, by seats.  A
 * split writes new terms, and by seats it moves lines; parts that were paid keep theirs (M5), so
 * any split can be followed by another.
 */
#include "base/str.h"
#include "service/bill_split_inside.h"

/* The weights of all parts together: the largest bill times this fits 64 bits (core/bill.h). */
#define SPLIT_WEIGHTS_MAX 900000
#define SPLIT_RATE_STEP 100      /* 0.01 % */

/* Gives an open part a term, unless it has it. */
static enum err set_term(struct tx *tx, int64_t bill, const struct part_row *part, int64_t weight)
{
	if (part->weight == weight && part->fixed_minor < 0)
		return ERR_OK;
	return store_part_term_insert(tx, bill, part->id, weight, -1);
}

struct evenly {
	int n;
	bool has_all;                /* parts with lines of their own take a share, too */
};

/* Gives the first `n` open parts weight 1, other open ones nothing; makes what is missing.  Parts
 * with lines of their own keep to these. */
static enum err evenly_in(struct tx *tx, const struct bill_view *view, const struct evenly *evenly)
{
	int64_t bill = view->rows.head.id, no = 0;
	int given = 0, n = evenly->n;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < view->rows.n_parts; i++) {
		const struct part_row *part = &view->rows.parts[i];
		bool keeps = n > 1 && !evenly->has_all && view->holds[i];
		int64_t weight = given < n && !keeps ? 1 : 0;

		no = part->no;
		if (part->is_frozen || part->is_closed)
			continue;
		given += (int)weight;
		err = set_term(tx, bill, part, weight);
	}
	for (; err == ERR_OK && given < n; given++)
		err = no < BILL_PARTS_MAX ? store_part_insert(tx, bill, ++no, 1, -1, NULL)
					  : ERR_LIMIT;
	return err;
}

/* Does anything of an item stand in an open part of its own? */
static bool is_apart(const struct bill_view *view, int item)
{
	for (int i = 0; i < view->n_stands; i++)
		if (view->stands[i].item == item && view->stands[i].part >= 0 &&
		    !view->rows.parts[view->stands[i].part].is_frozen)
			return true;
	return false;
}

/* Back to one: what has a part of its own is everybody's again. */
static enum err gather_in(struct tx *tx, const struct bill_view *view)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < view->n_items; i++)
		if (is_apart(view, i))
			err = split_move_in(tx, view->rows.head.id, view->items[i].line, 0, 0);
	return err;
}

static enum err split_evenly_in(struct tx *tx, void *arg)
{
	const struct evenly *evenly = arg;
	struct change_row change = { .kind = CHANGE_EVENLY };
	struct bill_head head;
	struct bill_view view;
	enum err err = split_begin_view_in(tx, &head, &view);

	if (err != ERR_OK)
		return err;
	if (evenly->n == 1)
		err = gather_in(tx, &view);
	if (err == ERR_OK)
		err = evenly_in(tx, &view, evenly);
	bill_view_done(&view);
	return err == ERR_OK ? split_end_in(tx, &head, &change) : err;
}

static enum err split_in_parts(struct app *app, const struct act *act, struct evenly evenly)
{
	char content[64];

	if (evenly.n < 1 || evenly.n > BILL_PARTS_MAX)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld /%d%s", (long long)act->bill, evenly.n,
		   evenly.has_all ? " all" : "");
	return act_run(app->db, act, "split-evenly", content, split_evenly_in, &evenly, NULL);
}

enum err bill_split_evenly(struct app *app, const struct act *act, int n)
{
	return split_in_parts(app, act, (struct evenly){ n, false });
}

enum err bill_split_among_all(struct app *app, const struct act *act, int n)
{
	return split_in_parts(app, act, (struct evenly){ n, true });
}

/* A part with nothing to its name can be used again for a new share. */
static const struct part_row *idle_part(const struct bill_view *view)
{
	for (int i = 1; i < view->rows.n_parts; i++) {
		const struct part_row *part = &view->rows.parts[i];

		if (!part->is_frozen && !part->is_closed && part->weight == 0 &&
		    part->fixed_minor < 0 && !view->holds[i])
			return part;
	}
	return NULL;
}

static int64_t open_by_weight(const struct bill_view *view)
{
	int64_t open = 0;

	for (int i = 0; i < view->rows.n_parts; i++)
		if (!view->rows.parts[i].is_frozen && view->rows.parts[i].weight > 0)
			for (int p = 0; p < view->n_parts; p++)
				if (view->parts[p].id == view->rows.parts[i].id)
					open += view->parts[p].due_minor;
	return open;
}

/* The next part that owes nothing yet owes this much of what has no part of its own; somebody is
 * left to owe the rest. */
static enum err amount_in(struct tx *tx, const struct bill_view *view, int64_t amount_minor)
{
	const struct part_row *idle = idle_part(view);
	int64_t bill = view->rows.head.id;

	if (amount_minor < 1 || amount_minor >= open_by_weight(view) ||
	    amount_minor > view->out.free_minor)
		return ERR_RANGE;
	if (idle != NULL)
		return store_part_term_insert(tx, bill, idle->id, 0, amount_minor);
	if (view->rows.n_parts >= BILL_PARTS_MAX)
		return ERR_LIMIT;
	return store_part_insert(tx, bill, view->rows.parts[view->rows.n_parts - 1].no + 1, 0,
				 amount_minor, NULL);
}

static enum err split_amount_in(struct tx *tx, void *arg)
{
	const int64_t *amount_minor = arg;
	struct change_row change = { .kind = CHANGE_AMOUNT };
	struct bill_head head;
	struct bill_view view;
	enum err err = split_begin_view_in(tx, &head, &view);

	if (err != ERR_OK)
		return err;
	err = amount_in(tx, &view, *amount_minor);
	bill_view_done(&view);
	return err == ERR_OK ? split_end_in(tx, &head, &change) : err;
}

enum err bill_split_amount(struct app *app, const struct act *act, int64_t amount_minor)
{
	char content[64];

	if (amount_minor < 1)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld", (long long)act->bill,
		   (long long)amount_minor);
	return act_run(app->db, act, "split-amount", content, split_amount_in, &amount_minor, NULL);
}

static int64_t divisor_of(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* Who shares the pool, and with which weights from here on; the new part last. */
struct weights {
	const struct part_row *part[BILL_PARTS_MAX];
	int64_t weight[BILL_PARTS_MAX + 1];
	int n;
};

/* The others keep their proportions within what the new part leaves of the whole. */
static enum err find_weights(const struct bill_view *view, int64_t rate_ppm,
			     struct weights *weights)
{
	int64_t sum = 0, divisor = 0, after = 0;

	for (int i = 0; i < view->rows.n_parts; i++) {
		const struct part_row *part = &view->rows.parts[i];

		if (part->is_frozen || part->weight == 0 || part->fixed_minor >= 0)
			continue;
		sum += part->weight;
		weights->part[weights->n] = part;
		weights->weight[weights->n++] = part->weight * (MONEY_PPM - rate_ppm);
	}
	if (sum == 0)
		return ERR_STATE;
	weights->weight[weights->n] = sum * rate_ppm;
	for (int i = 0; i <= weights->n; i++)
		divisor = divisor_of(divisor, weights->weight[i]);
	for (int i = 0; i <= weights->n; i++)
		after += weights->weight[i] /= divisor;
	return after > SPLIT_WEIGHTS_MAX ? ERR_LIMIT : ERR_OK;
}

/* Something is left that has no part of its own. */
static bool has_pool(const struct bill_view *view)
{
	for (int i = 0; i < view->n_stands; i++)
		if (view->stands[i].part < 0 && view->stands[i].amount_minor != 0)
			return true;
	return false;
}

static enum err percent_in(struct tx *tx, const struct bill_view *view, int64_t rate_ppm)
{
	const struct part_row *idle = idle_part(view);
	int64_t bill = view->rows.head.id;
	struct weights weights = { .n = 0 };
	enum err err = has_pool(view) ? find_weights(view, rate_ppm, &weights) : ERR_RANGE;

	for (int i = 0; err == ERR_OK && i < weights.n; i++)
		err = set_term(tx, bill, weights.part[i], weights.weight[i]);
	if (err != ERR_OK)
		return err;
	if (idle != NULL)
		return store_part_term_insert(tx, bill, idle->id, weights.weight[weights.n], -1);
	if (view->rows.n_parts >= BILL_PARTS_MAX)
		return ERR_LIMIT;
	return store_part_insert(tx, bill, view->rows.parts[view->rows.n_parts - 1].no + 1,
				 weights.weight[weights.n], -1, NULL);
}

static enum err split_percent_in(struct tx *tx, void *arg)
{
	const int64_t *rate_ppm = arg;
	struct change_row change = { .kind = CHANGE_PERCENT };
	struct bill_head head;
	struct bill_view view;
	enum err err = split_begin_view_in(tx, &head, &view);

	if (err != ERR_OK)
		return err;
	err = percent_in(tx, &view, *rate_ppm - *rate_ppm % SPLIT_RATE_STEP);
	bill_view_done(&view);
	return err == ERR_OK ? split_end_in(tx, &head, &change) : err;
}

enum err bill_split_percent(struct app *app, const struct act *act, int64_t rate_ppm)
{
	char content[64];

	if (rate_ppm < SPLIT_RATE_STEP || rate_ppm >= MONEY_PPM)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld ppm", (long long)act->bill,
		   (long long)rate_ppm);
	return act_run(app->db, act, "split-percent", content, split_percent_in, &rate_ppm, NULL);
}

/* The seats that have lines, in order, and whether some line is nobody's. */
struct seats {
	int64_t seat[BILL_SEAT_MAX + 1];
	int n;
	bool has_nobodys;
	struct part_row parts[BILL_PARTS_MAX];       /* open ones: one per seat, then nobody's */
	int n_parts;
};

static void list_seats(const struct bill_view *view, struct seats *seats)
{
	bool has[BILL_SEAT_MAX + 1] = { false };

	for (int i = 0; i < view->n_items; i++)
		if (!view->items[i].is_discount && view->items[i].seat >= 0 &&
		    view->items[i].seat <= BILL_SEAT_MAX)
			has[view->items[i].seat] = true;
	seats->has_nobodys = has[0];
	for (int64_t seat = 1; seat <= BILL_SEAT_MAX; seat++)
		if (has[seat])
			seats->seat[seats->n++] = seat;
}

/* So many open parts, in order of their numbers. */
static enum err find_parts(struct tx *tx, const struct bill_view *view, int n, struct seats *seats)
{
	int64_t no = 0;
	enum err err = ERR_OK;

	for (int i = 0; i < view->rows.n_parts; i++) {
		no = view->rows.parts[i].no;
		if (!view->rows.parts[i].is_frozen && !view->rows.parts[i].is_closed)
			seats->parts[seats->n_parts++] = view->rows.parts[i];
	}
	while (err == ERR_OK && seats->n_parts < n) {
		struct part_row new = { .no = ++no, .fixed_minor = -1 };

		err = no <= BILL_PARTS_MAX ? store_part_insert(tx, view->rows.head.id, no, 0, -1,
							       &new.id)
					   : ERR_LIMIT;
		if (err == ERR_OK)
			seats->parts[seats->n_parts++] = new;
	}
	return err;
}

static int seat_index(const struct seats *seats, int64_t seat)
{
	for (int i = 0; i < seats->n; i++)
		if (seats->seat[i] == seat)
			return i;
	return -1;
}

/* Some of it is in no paid part. */
static bool is_open(const struct bill_view *view, int item)
{
	for (int i = 0; i < view->n_stands; i++)
		if (view->stands[i].item == item &&
		    (view->stands[i].part < 0 ||
		     !view->rows.parts[view->stands[i].part].is_frozen))
			return true;
	return false;
}

static enum err seat_lines(struct tx *tx, const struct bill_view *view, const struct seats *seats)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < view->n_items; i++) {
		const struct bill_item *item = &view->items[i];
		int at = seat_index(seats, item->seat);

		if (!item->is_discount && is_open(view, i))
			err = split_move_in(tx, view->rows.head.id, item->line, 0,
					    at < 0 ? 0 : seats->parts[at].id);
	}
	return err;
}

/* Who shares the pool: every seat, or the part of what is nobody's alone. */
static enum err seats_in(struct tx *tx, const struct bill_view *view, bool shares)
{
	struct seats seats = { .n = 0 };
	bool is_apart = false;
	enum err err;

	list_seats(view, &seats);
	if (seats.n == 0)
		return ERR_STATE;
	is_apart = seats.has_nobodys && !shares;
	err = find_parts(tx, view, seats.n + (is_apart ? 1 : 0), &seats);
	for (int i = 0; err == ERR_OK && i < seats.n_parts; i++)
		err = set_term(tx, view->rows.head.id, &seats.parts[i],
			       is_apart ? i == seats.n : i < seats.n);
	return err == ERR_OK ? seat_lines(tx, view, &seats) : err;
}

static enum err split_seats_in(struct tx *tx, void *arg)
{
	const bool *shares = arg;
	struct change_row change = { .kind = CHANGE_SEATS };
	struct bill_head head;
	struct bill_view view;
	enum err err = split_begin_view_in(tx, &head, &view);

	if (err != ERR_OK)
		return err;
	err = seats_in(tx, &view, *shares);
	bill_view_done(&view);
	return err == ERR_OK ? split_end_in(tx, &head, &change) : err;
}

enum err bill_split_seats(struct app *app, const struct act *act, bool shares)
{
	char content[64];

	str_format(content, sizeof content, "%lld %s", (long long)act->bill,
		   shares ? "shared" : "apart");
	return act_run(app->db, act, "split-seats", content, split_seats_in, &shares, NULL);
}
