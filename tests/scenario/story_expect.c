/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/story_expect.c -- what a story says it comes to: checks, parts, ledgers, audit
 *                                  rows, drawers, the processor.
 */
#include <ctype.h>
#include <string.h>

#include "core/entry.h"
#include "scenario/story.h"
#include "service/books.h"

/* --- checks and parts ------------------------------------------------------------------------- */

enum figure { DUE, TOTAL, TAX, SERVICE, PAID, DOUBT, EXEMPTED };

static int64_t of_part(const struct bill_part_view *part, enum figure figure)
{
	const int64_t figures[] = { [DUE] = part->due_minor,       [TOTAL] = part->total_minor,
				    [TAX] = part->tax_minor,       [SERVICE] = part->service_minor,
				    [PAID] = part->tendered_minor, [DOUBT] = part->doubt_minor,
				    [EXEMPTED] = part->exempted_minor };

	return figures[figure];
}

/* Of one part, or of all that count together. */
static enum err expect_figure(struct story *story, enum figure figure, const char *what)
{
	int64_t no = story_option_count(story, "part", 0), expected = story_money(story), sum = 0;
	struct bill_view view;
	int found = 0;

	if (story->is_over || !story_look(story, &view))
		return ERR_OK;
	for (int i = 0; i < view.n_parts; i++)
		if (no == 0 || view.parts[i].no == no) {
			sum += of_part(&view.parts[i], figure);
			found++;
		}
	bill_view_done(&view);
	if (found == 0)
		story_wrong(story, "there is no part %lld", (long long)no);
	else
		story_expect_money(story, what, sum, expected);
	return ERR_OK;
}

static enum err due(struct story *story)
{
	return expect_figure(story, DUE, "what is due");
}

static enum err total(struct story *story)
{
	return expect_figure(story, TOTAL, "the total");
}

static enum err tax(struct story *story)
{
	return expect_figure(story, TAX, "the tax");
}

static enum err service(struct story *story)
{
	return expect_figure(story, SERVICE, "the service charge");
}

static enum err paid(struct story *story)
{
	return expect_figure(story, PAID, "what is paid");
}

static enum err doubt(struct story *story)
{
	return expect_figure(story, DOUBT, "what is in doubt");
}

static enum err exempted(struct story *story)
{
	return expect_figure(story, EXEMPTED, "the tax not charged");
}

static enum err discounts(struct story *story)
{
	int64_t expected = story_money(story);
	struct bill_view view;

	if (story->is_over || !story_look(story, &view))
		return ERR_OK;
	story_expect_money(story, "what discounts take off", bill_view_discounts(&view), expected);
	bill_view_done(&view);
	return ERR_OK;
}

static enum err parts(struct story *story)
{
	struct bill_view view;

	if (story_look(story, &view)) {
		story_expect_count(story, "parts", view.n_parts, story_count(story));
		bill_view_done(&view);
	}
	return ERR_OK;
}

/* "2 soup 11.00": the pieces left of it on the check and what they come to. */
static enum err on_check(struct story *story)
{
	int64_t pieces = story_count(story), quantity = 0, minor = 0;
	int64_t code = story_code(story, story_word(story)), expected;
	struct item item;
	struct bill_view view;

	if (story->is_over || !story_look(story, &view))
		return ERR_OK;
	(void)store_item_by_code(story->till[0].app->db, code,
				 story->till[0].app->property.business_date, &item);
	for (int i = 0; i < view.n_items; i++)
		if (view.items[i].item == item.id && !view.items[i].is_discount) {
			quantity += view.items[i].quantity;
			minor += view.items[i].amount_minor;
		}
	bill_view_done(&view);
	story_expect_count(story, "pieces on the check", quantity, pieces);
	expected = story_maybe_money(story, minor);
	story_expect_money(story, "what they come to", minor, expected);
	return ERR_OK;
}

static enum err state(struct story *story)
{
	static const char *const names[] = { "open", "billed", "settling", "closed" };
	struct bill_head head;

	if (store_bill_head(story->till[0].app->db, story->place->bill, &head) != ERR_OK)
		story_stop(story, "there is no check at \"%s\"", story->place->name);
	else
		story_expect_word(story, "the check", names[head.state], story_word(story));
	return ERR_OK;
}

static enum err covers(struct story *story)
{
	struct bill_head head;

	if (store_bill_head(story->till[0].app->db, story->place->bill, &head) != ERR_OK)
		story_stop(story, "there is no check at \"%s\"", story->place->name);
	else
		story_expect_count(story, "covers", head.covers, story_count(story));
	return ERR_OK;
}

static enum err change(struct story *story)
{
	story_expect_money(story, "the change", story->paid.plan.change_minor, story_money(story));
	return ERR_OK;
}

/* --- payments --------------------------------------------------------------------------------- */

static enum err payment(struct story *story)
{
	const char *expected = story_word(story);
	struct payment_row row;
	int64_t minor;

	if (store_payment_load(story->till[0].app->db, story->place->payment, &row) != ERR_OK) {
		story_stop(story, "no card was shown at \"%s\"", story->place->name);
		return ERR_OK;
	}
	story_expect_word(story, "the payment", payment_state_name(row.state), expected);
	minor = row.state == PAYMENT_CAPTURED ? row.captured_minor : row.authorized_minor;
	story_expect_money(story, "its amount", minor, story_maybe_money(story, minor));
	return ERR_OK;
}

static enum err processor(struct story *story)
{
	story_expect_money(story, "what the processor has",
			   card_house_settled(&story->till[0]), story_money(story));
	return ERR_OK;
}

/* "captures 3": what truly happened at the processor. */
static enum err effects(struct story *story)
{
	const char *name = story_word(story);

	story_expect_count(story, "done at the processor",
			   card_house_effects(&story->till[0], name), story_count(story));
	return ERR_OK;
}

/* --- ledgers and rows ------------------------------------------------------------------------- */

/* "card-clearing" for "Card clearing". */
static bool is_named(const char *name, const char *words)
{
	while (*name != '\0' && *words != '\0') {
		if (*words == ':') {
			words++;
			continue;
		}
		if (*name != (*words == ' ' ? '-' : (char)tolower((unsigned char)*words)))
			return false;
		name++;
		words++;
	}
	return *name == *words;
}

static enum ledger find_ledger(struct story *story, const char *name)
{
	enum ledger ledger;

	for (int i = 0; (ledger = entry_ledger_at(i)) != 0; i++)
		if (is_named(name, entry_ledger_name(ledger)))
			return ledger;
	story_stop(story, "there is no ledger \"%s\"", name);
	return LEDGER_GUEST;
}

static void expect_balance(struct story *story, enum ledger ledger, int64_t low, int64_t high,
			   const char *unit)
{
	static const char sql[] = "SELECT coalesce(sum(amount_minor), 0) FROM posting "
				  "WHERE property = $1 AND unit = $2 "
				  "AND account BETWEEN $3 AND $4";
	int64_t minor = 0;

	if (story->is_over)
		return;
	(void)db_one_int(story->till[0].app->db, &minor, sql, V(1), V(unit),
			 V(entry_account(ledger, low)), V(entry_account(ledger, high)));
	if (entry_ledger_sense(ledger) == LEDGER_CREDIT)
		minor = -minor;
	story_expect_money(story, entry_ledger_name(ledger), minor, story_money(story));
}

/* What stands in a ledger on the side that grows it; "of 2": its second account alone. */
static enum err balance(struct story *story)
{
	const char *unit = story_flag(story, "USD") ? "USD" : "EUR";
	int64_t member = story_option_count(story, "of", -1);
	enum ledger ledger = find_ledger(story, story_word(story));

	expect_balance(story, ledger, member < 0 ? 0 : member,
		       member < 0 ? ENTRY_LEDGER_SIZE - 1 : member, unit);
	return ERR_OK;
}

/* Revenue of a department, by its name. */
static enum err revenue(struct story *story)
{
	static const char sql[] = "SELECT coalesce(min(number), 0) FROM department "
				  "WHERE property = $1 AND name = $2";
	const char *name = story_word(story);
	int64_t number = 0;

	(void)db_one_int(story->till[0].app->db, &number, sql, V(1), V(name));
	if (number == 0)
		story_stop(story, "there is no department \"%s\"", name);
	else
		expect_balance(story, LEDGER_REVENUE, number, number, "EUR");
	return ERR_OK;
}

/* Audit rows of a name: every act has one. */
static enum err acts(struct story *story)
{
	static const char sql[] = "SELECT count(*) FROM act WHERE property = $1 AND name = $2";
	const char *name = story_word(story);
	int64_t n = 0;

	(void)db_one_int(story->till[0].app->db, &n, sql, V(1), V(name));
	story_expect_count(story, "audit rows", n, story_count(story));
	return ERR_OK;
}

static enum err papers(struct story *story)
{
	static const char sql[] = "SELECT count(*) FROM paper WHERE property = $1 AND series = $2";
	const char *series = story_word(story);
	int64_t n = 0;

	(void)db_one_int(story->till[0].app->db, &n, sql, V(1), V(series));
	story_expect_count(story, "papers", n, story_count(story));
	return ERR_OK;
}

/* Tickets of the place in a state (held, fired, bumped), or of a kind (void, change, move). */
static enum err tickets(struct story *story)
{
	static const char sql[] =
		"SELECT count(*) FROM kitchen_ticket AS t JOIN kitchen_live AS l "
		"ON l.property = t.property AND l.ticket = t.id WHERE t.property = $1 "
		"AND t.bill = $2 AND (l.state = $3 OR t.kind = $3)";
	const char *which = story_word(story);
	int64_t n = 0;

	(void)db_one_int(story->till[0].app->db, &n, sql, V(1), V(story->place->bill), V(which));
	story_expect_count(story, "tickets", n, story_count(story));
	return ERR_OK;
}

static enum err checks(struct story *story)
{
	bool is_open = story_flag(story, "open");

	if (!is_open && !story_flag(story, "closed"))
		story_stop(story, "checks are open or closed");
	story_expect_count(story, "checks", story_number(story,
			   is_open ? "SELECT count(*) FROM bill_live WHERE property = $1 "
				     "AND state <> 'closed'"
				   : "SELECT count(*) FROM bill_live WHERE property = $1 "
				     "AND state = 'closed'"),
			   story_count(story));
	return ERR_OK;
}

static enum err left(struct story *story)
{
	int64_t code = story_code(story, story_word(story));
	struct item item = { .remaining = -1 };

	(void)store_item_by_code(story->till[0].app->db, code,
				 story->till[0].app->property.business_date, &item);
	story_expect_count(story, "left of it", item.remaining, story_count(story));
	return ERR_OK;
}

/* --- drawers ---------------------------------------------------------------------------------- */

static const struct drawer_closed *unit_of(const struct drawer_result *result, const char *unit)
{
	for (int i = 0; i < result->n; i++)
		if (strcmp(result->unit[i].unit, unit) == 0)
			return &result->unit[i];
	return NULL;
}

/* "1 over 0.00", "1 over -5.00 USD", "2 holds 130.00": of the last count at that till; or what
 * should be there now, as a manager sees it. */
static enum err drawer(struct story *story)
{
	const char *unit = story_flag(story, "USD") ? "USD" : "EUR";
	int64_t till = story_count(story);
	const struct drawer_result *counted = &story->drawer[till == 2];
	bool is_over = story_flag(story, "over");
	const struct drawer_closed *there;
	struct drawer_session session;
	struct drawer_report x;

	if (!is_over && story_flag(story, "holds") &&
	    store_drawer_open(story->till[till == 2].app->db, (int)till,
			      story->till[0].house.cashier, &session) == ERR_OK &&
	    drawer_report(story->till[till == 2].app, session.id, story->till[0].house.manager,
			  &x) == ERR_OK)
		counted = &x.result;
	there = unit_of(counted, unit);
	if (there == NULL)
		story_stop(story, "no %s in drawer %lld", unit, (long long)till);
	else if (is_over)
		story_expect_money(story, "over or short",
				   there->counted_minor - there->expected_minor,
				   story_money(story));
	else
		story_expect_money(story, "what it should hold", there->expected_minor,
				   story_money(story));
	return ERR_OK;
}

/* Who counts does not see what should be there. */
static enum err blind(struct story *story)
{
	int64_t till = story_count(story);
	struct card_house *at = &story->till[till == 2];
	struct drawer_session session;
	struct drawer_report x;

	if (store_drawer_open(at->app->db, (int)till, at->house.cashier, &session) != ERR_OK ||
	    drawer_report(at->app, session.id, at->house.cashier, &x) != ERR_OK)
		story_stop(story, "drawer %lld is not open", (long long)till);
	else if (!x.is_blind)
		story_wrong(story, "a cashier sees what drawer %lld should hold", (long long)till);
	return ERR_OK;
}

/* --- the books -------------------------------------------------------------------------------- */

static enum err verify(struct story *story)
{
	struct verify_result result = { 0 };

	(void)books_verify(story->till[0].app, NULL, NULL, &result);
	story_expect_word(story, "what verify finds", result.first, "");
	return ERR_OK;
}

const struct story_verb story_expect_verbs[] = {
	/* name, what it takes, function, kind of reason */
	{ "due", "AMOUNT [part N]", due, NULL },
	{ "total", "AMOUNT [part N]", total, NULL },
	{ "tax", "AMOUNT [part N]", tax, NULL },
	{ "service", "AMOUNT [part N]", service, NULL },
	{ "paid", "AMOUNT [part N]", paid, NULL },
	{ "in-doubt", "AMOUNT [part N]", doubt, NULL },
	{ "exempted", "AMOUNT [part N]", exempted, NULL },
	{ "discounts", "AMOUNT", discounts, NULL },
	{ "parts", "N", parts, NULL },
	{ "has", "N ITEM [AMOUNT]", on_check, NULL },
	{ "state", "open|billed|settling|closed", state, NULL },
	{ "covers", "N", covers, NULL },
	{ "change", "AMOUNT", change, NULL },
	{ "payment", "STATE [AMOUNT]", payment, NULL },
	{ "processor", "AMOUNT", processor, NULL },
	{ "effects", "create|capture|refund|cancel N", effects, NULL },
	{ "balance", "LEDGER [of N] AMOUNT [USD]", balance, NULL },
	{ "revenue", "DEPARTMENT AMOUNT", revenue, NULL },
	{ "acts", "NAME N", acts, NULL },
	{ "papers", "SERIES N", papers, NULL },
	{ "tickets", "STATE|KIND N", tickets, NULL },
	{ "checks", "open|closed N", checks, NULL },
	{ "left", "ITEM N", left, NULL },
	{ "drawer", "N holds|over AMOUNT [USD]", drawer, NULL },
	{ "blind", "N", blind, NULL },
	{ "verify", "", verify, NULL },
	{ 0 },
};
