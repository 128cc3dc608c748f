/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_carry.c -- lines that carry their amounts through moves, shares and undo.
 */
#include <string.h>

#include "check.h"
#include "core/carry.h"
#include "core/cases.h"

#define LINES 512

static const struct tax_class minibar_13 = { false, 1, { { 130000, TAX_ON_NET } } };
static const struct tax_class room_10 = { true, 1, { { 100000, TAX_ON_NET } } };

static void check_total(const struct carry *carry, int part, int64_t net, int64_t tax)
{
	struct share_amount total = { 0 };

	CHECK_OK(carry_total(carry, part, &total));
	CHECK_INT(total.net_minor, net);
	CHECK_INT(total.tax_minor[0], tax);
}

static void minibar_moves(void)
{
	static const int64_t prices[] = { 350, 350 };
	struct carry_line lines[LINES];
	struct carry carry;

	/* part 1 is room 214, part 2 is room 215 */
	carry_init(&carry, lines, LINES, 2);
	CHECK_OK(carry_charge(&carry, 1, 0, &minibar_13, prices, 2));
	CHECK_INT(lines[0].amount.tax_minor[0], 46);
	CHECK_INT(lines[1].amount.tax_minor[0], 45);
	CHECK_OK(carry_move(&carry, 1, 2));
	check_total(&carry, 1, 350, 46);
	check_total(&carry, 2, 350, 45);
	CHECK_OK(carry_undo(&carry, 2));
	check_total(&carry, 1, 700, 91);
	check_total(&carry, 2, 0, 0);
	CHECK_INT(carry.n, 6);
}

static void old_cents_go_back(void)
{
	static const struct tax_class before = { false, 1, { { 200000, TAX_ON_NET } } };
	static const int64_t price[] = { 10000 };
	struct carry_line lines[LINES];
	struct carry carry;

	carry_init(&carry, lines, LINES, 1);
	CHECK_OK(carry_charge(&carry, 1, 0, &before, price, 1));
	CHECK_OK(carry_void(&carry, 0));
	CHECK_INT(share_total(&lines[1].amount), -12000);
	CHECK_INT(lines[1].amount.tax_minor[0], -2000);
	CHECK_INT(carry_void(&carry, 0), ERR_STATE);
	check_total(&carry, 1, 0, 0);
}

static void shares_totals_first(void)
{
	static const int64_t cents[] = { 1, 1, 1, 1, 1, 1 }, weights[] = { 1, 1 };
	static const int all[] = { 0, 1, 2, 3, 4, 5 }, parts[] = { 1, 2 };
	static const struct tax_class none = { false, 0, { { 0 } } };
	struct carry_line lines[LINES];
	struct carry carry;

	/* six lines of a cent each in two: three each, not all six to the first */
	carry_init(&carry, lines, LINES, 2);
	CHECK_OK(carry_charge(&carry, 1, 0, &none, cents, 6));
	CHECK_OK(carry_share(&carry, all, 6, parts, weights, 2));
	check_total(&carry, 1, 3, 0);
	check_total(&carry, 2, 3, 0);
}

static void room_tender(void)
{
	static const int64_t prices[] = { 5000, 4000, 3000 }, tenders[] = { 4000, 8000 };
	static const int all[] = { 0, 1, 2 }, parts[] = { 1, 2 };
	struct carry_line lines[LINES];
	struct carry carry;

	/* the check's lines, 120.00 = 109.09 + 10.91, allocated to cash 40 and room 80 */
	carry_init(&carry, lines, LINES, 2);
	CHECK_OK(carry_charge(&carry, 1, 0, &room_10, prices, 3));
	check_total(&carry, 1, 10909, 1091);
	CHECK_OK(carry_share(&carry, all, 3, parts, tenders, 2));
	check_total(&carry, 1, 3636, 364);
	check_total(&carry, 2, 7273, 727);
	CHECK_INT(share_total(&lines[5].amount), 3333);
}

static void frozen_refuses(void)
{
	static const struct share_amount amount = { 500, { 50 } };
	static const int zero[] = { 0 }, parts[] = { 1, 2 };
	static const int64_t weights[] = { 1, 1 };
	struct carry_line lines[LINES];
	struct carry carry;

	carry_init(&carry, lines, LINES, 2);
	CHECK_OK(carry_post(&carry, 1, 0, &amount));
	CHECK_OK(carry_move(&carry, 0, 2));
	carry.is_frozen[1] = true;
	CHECK_INT(carry_undo(&carry, 2), ERR_FROZEN);
	CHECK_INT(carry_move(&carry, 2, 1), ERR_FROZEN);
	CHECK_INT(carry_share(&carry, (const int[]){ 2 }, 1, parts, weights, 2), ERR_FROZEN);
	CHECK_INT(carry_post(&carry, 1, 0, &amount), ERR_FROZEN);
	CHECK_INT(carry_share(&carry, zero, 1, parts, weights, 2), ERR_STATE);
	carry.is_frozen[1] = false;
	carry.is_frozen[2] = true;
	CHECK_INT(carry_undo(&carry, 2), ERR_FROZEN);
	CHECK_INT(carry_void(&carry, 2), ERR_FROZEN);
	CHECK_INT(carry.n, 3);
	check_total(&carry, 2, 500, 50);
}

static void undo_needs_all(void)
{
	static const struct share_amount amount = { 1001, { 100 } };
	static const int line[] = { 0 }, parts[] = { 1, 2, 3 };
	static const int64_t weights[] = { 1, 1, 1 };
	struct carry_line lines[LINES];
	struct carry carry;

	carry_init(&carry, lines, LINES, 4);
	CHECK_OK(carry_post(&carry, 1, 3, &amount));
	CHECK_INT(carry_undo(&carry, 1), ERR_STATE);
	CHECK_INT(carry_undo(&carry, 9), ERR_STATE);
	CHECK_OK(carry_share(&carry, line, 1, parts, weights, 3));
	CHECK_OK(carry_move(&carry, 4, 4));
	CHECK_INT(carry_undo(&carry, 2), ERR_STATE);
	CHECK_OK(carry_undo(&carry, 3));
	CHECK_INT(carry_undo(&carry, 2), ERR_STATE);
	CHECK_OK(carry_undo(&carry, 4));
	CHECK_OK(carry_undo(&carry, 5));
	check_total(&carry, 3, 334, 33);
	check_total(&carry, 4, 0, 0);
}

static void bounds(void)
{
	static const struct share_amount amount = { 7, { 0 } }, least = { INT64_MIN, { 0 } };
	static const int twice[] = { 0, 0 }, parts[] = { 1 };
	static const int64_t weights[] = { 1 };
	struct carry_line lines[3];
	struct carry carry;

	carry_init(&carry, lines, 3, 1);
	CHECK_INT(carry_post(&carry, 2, 0, &amount), ERR_RANGE);
	CHECK_INT(carry_post(&carry, 1, 0, &least), ERR_OVERFLOW);
	CHECK_OK(carry_post(&carry, 1, 0, &amount));
	CHECK_INT(carry_share(&carry, twice, 2, parts, weights, 1), ERR_STATE);
	CHECK_INT(carry_move(&carry, 1, 0), ERR_RANGE);
	CHECK_OK(carry_move(&carry, 0, 0));
	CHECK_INT(carry_void(&carry, 2), ERR_LIMIT);
	CHECK_INT(carry.n, 3);
	CHECK_INT(carry.acts, 2);
}

/* What stands live: sums by part and column, which undo must bring back exactly. */
struct picture {
	struct share_amount sums[6][3];
	int live;
};

static void take_picture(const struct carry *carry, struct picture *picture)
{
	memset(picture, 0, sizeof *picture);
	for (int i = 0; i < carry->n; i++) {
		const struct carry_line *line = &carry->lines[i];
		struct share_amount *sum = &picture->sums[line->part][line->column];

		if (share_add(sum, &line->amount, sum) != ERR_OK)
			sum->net_minor = INT64_MIN;
		picture->live += line->is_live;
	}
}

static int random_live(const struct carry *carry, struct cases *cases)
{
	for (int tries = 50; carry->n > 0 && tries > 0; tries--) {
		int line = (int)cases_between(cases, 0, carry->n - 1);

		if (carry->lines[line].is_live)
			return line;
	}
	return -1;
}

static enum err random_share(struct carry *carry, struct cases *cases, int line)
{
	int lines[2] = { line, random_live(carry, cases) }, parts[5];
	int64_t weights[5];
	int n_parts = (int)cases_between(cases, 1, 5);

	for (int i = 0; i < n_parts; i++) {
		parts[i] = (int)cases_between(cases, 0, 5);
		weights[i] = cases_between(cases, 0, 3);
	}
	return carry_share(carry, lines, lines[1] != line ? 2 : 1, parts, weights, n_parts);
}

static enum err random_act(struct carry *carry, struct cases *cases)
{
	struct share_amount amount = { cases_between(cases, -300, 3000),
				       { cases_between(cases, 0, 300),
					 cases_between(cases, 0, 9) } };
	int part = (int)cases_between(cases, 0, 5), line = random_live(carry, cases);

	switch (line < 0 ? 0 : cases_between(cases, 0, 4)) {
	case 0:
		return carry_post(carry, part, (int)cases_between(cases, 0, 2), &amount);
	case 1:
		return carry_void(carry, line);
	case 2:
		return carry_move(carry, line, part);
	case 3:
		return random_share(carry, cases, line);
	default:
		return carry_undo(carry, (int)cases_between(cases, 1, carry->acts));
	}
}

/* Every act keeps the sum of each column but a post and a void, and is undone without a trace. */
static bool history_holds(struct cases *cases)
{
	struct carry_line lines[LINES];
	struct carry carry;

	carry_init(&carry, lines, LINES, 5);
	for (int i = 0; i < 40; i++) {
		struct picture before, after;
		int n = carry.n;

		take_picture(&carry, &before);
		if (random_act(&carry, cases) != ERR_OK) {
			if (carry.n != n)
				return false;
			continue;
		}
		if (carry_undo(&carry, carry.acts) != ERR_OK)
			continue;
		take_picture(&carry, &after);
		if (memcmp(&before, &after, sizeof before) != 0)
			return false;
		if (cases_one_in(cases, 2) && carry_undo(&carry, carry.acts) != ERR_OK)
			return false;
	}
	return true;
}

static void histories(void)
{
	struct cases cases = cases_from(11);
	int wrong = 0;

	for (int i = cases_count(20000); i > 0; i--)
		wrong += !history_holds(&cases);
	CHECK_INT(wrong, 0);
}

/* A menu of 30.00 in two columns, shared by two parts: of its three pieces one is voided, then one
 * part pays, and the others go as far as they are open. */
static void pieces_over_cells(void)
{
	static const int shared[] = { 0, 1 }, parts[] = { 1, 2 };
	static const int64_t even[] = { 1, 1 };
	struct carry_line lines[LINES];
	struct carry carry;

	carry_init(&carry, lines, LINES, 2);
	CHECK_OK(carry_post(&carry, 0, 0, &(struct share_amount){ .net_minor = 2000 }));
	CHECK_OK(carry_post_more(&carry, 0, 0, 1, &(struct share_amount){ .net_minor = 1000 }));
	CHECK_OK(carry_share(&carry, shared, 2, parts, even, 2));
	CHECK_OK(carry_void_pieces(&carry, 0, 1, 3));
	check_total(&carry, 1, 1000, 0);
	check_total(&carry, 2, 1000, 0);
	CHECK_INT(lines[carry.n - 4].amount.net_minor, -333);
	CHECK_INT(lines[carry.n - 3].amount.net_minor, -167);
	CHECK_OK(carry_spread(&carry, 0, -301));
	check_total(&carry, 1, 849, 0);
	check_total(&carry, 2, 850, 0);
	carry.is_frozen[1] = true;
	CHECK_OK(carry_void_pieces(&carry, 0, 1, 2));
	check_total(&carry, 1, 849, 0);
	check_total(&carry, 2, 0, 0);
	CHECK_INT(carry_void_pieces(&carry, 0, 1, 1), ERR_FROZEN);
	CHECK_INT(carry_void_pieces(&carry, 1, 1, 1), ERR_RANGE);
}

static void to_another_bill(void)
{
	static const int64_t prices[] = { 350, 350 };
	static const int both[] = { 0, 1 };
	struct carry_line lines[LINES], others[LINES];
	struct carry carry, other;

	carry_init(&carry, lines, LINES, 2);
	carry_init(&other, others, LINES, 1);
	CHECK_OK(carry_charge(&carry, 2, 0, &minibar_13, prices, 2));
	CHECK_OK(carry_transfer(&carry, both, 2, &other, 1));
	check_total(&carry, 2, 0, 0);
	check_total(&other, 1, 700, 91);
	CHECK_INT(carry_undo(&carry, 2), ERR_STATE);
	CHECK_INT(carry_undo(&other, 1), ERR_STATE);
	CHECK_OK(carry_untransfer(&carry, 2, &other, 1));
	check_total(&carry, 2, 700, 91);
	check_total(&other, 1, 0, 0);
	CHECK_INT(carry_untransfer(&carry, 2, &other, 1), ERR_STATE);
	CHECK_INT(carry_undo(&carry, 3), ERR_STATE);
}

/* Shares of carried lines: each line adds up, parts are largest remainders of the whole. */
static bool share_adds_up(struct cases *cases)
{
	struct carry_line lines[LINES];
	struct carry carry;
	int all[8], parts[4] = { 1, 2, 3, 4 };
	int64_t weights[4], totals[4], whole = 0;
	int n = (int)cases_between(cases, 1, 8);
	struct share_amount total;

	carry_init(&carry, lines, LINES, 4);
	for (int i = 0; i < n; i++) {
		struct share_amount amount = { cases_between(cases, 0, 2000),
					       { cases_between(cases, 0, 200) } };

		all[i] = i;
		whole += share_total(&amount);
		if (carry_post(&carry, 1, 0, &amount) != ERR_OK)
			return false;
	}
	for (int i = 0; i < 4; i++)
		weights[i] = cases_between(cases, 0, 4);
	if (share_by_weight(whole, weights, 4, totals) != ERR_OK ||
	    carry_share(&carry, all, n, parts, weights, 4) != ERR_OK)
		return false;
	for (int i = 0; i < 4; i++)
		if (carry_total(&carry, i + 1, &total) != ERR_OK ||
		    share_total(&total) != totals[i])
			return false;
	return true;
}

static void shares(void)
{
	struct cases cases = cases_from(12);
	int wrong = 0;

	for (int i = cases_count(100000); i > 0; i--)
		wrong += !share_adds_up(&cases);
	CHECK_INT(wrong, 0);
}

const struct check_test test_carry[] = {
	{ "a minibar line moved to 215 carries its 0.45 of tax, and undo brings it back (M3)",
	  minibar_moves },
	{ "a void takes back the cents that were posted (M4)", old_cents_go_back },
	{ "lines shared together: totals of the parts first, then lines (M2)",
	  shares_totals_first },
	{ "a room takes 72.73 + 7.27 of a check, line by line (B5)", room_tender },
	{ "what touches a frozen part is refused (M5)", frozen_refuses },
	{ "an act is undone only while all that it wrote is live (B6)", undo_needs_all },
	{ "a void of pieces goes where the item stands, but not to what was paid (M2, M4, M5)",
	  pieces_over_cells },
	{ "lines carry net and tax to another bill and, undone, back (M3, B6)", to_another_bill },
	{ "an act that does not fit adds nothing (B1)", bounds },
	{ "undo restores amount, part and tax after any history (B6)", histories },
	{ "parts of shared lines are largest remainders of their sum (M2)", shares },
	{ 0 },
};
