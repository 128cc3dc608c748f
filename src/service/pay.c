/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/pay.c -- the cash driver: what is kept, what is given back, what is rounded, and the
 * entries for it.
 */
#include "service/pay.h"

#include <assert.h>

#include "base/id.h"
#include "base/str.h"
#include "core/entry.h"
#include "service/pay_close.h"
#include "service/pay_driver.h"

static int64_t ten_to(int exponent)
{
	int64_t power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

enum err pay_cash_due(const struct property *property, int64_t due_minor, int64_t *ret_minor)
{
	return money_round_step(due_minor, property->cash_step_minor, ret_minor);
}

enum err pay_worth(const struct property *property, const struct tender_type *type,
		   int64_t given_minor, int64_t *ret_minor)
{
	int64_t numerator, denominator;
	enum err err = money_multiply_minor(type->rate_num, ten_to(property->exponent), &numerator);

	if (err == ERR_OK)
		err = money_multiply_minor(type->rate_den, ten_to(type->exponent), &denominator);
	return err == ERR_OK ? money_scale(given_minor, numerator, denominator, ret_minor) : err;
}

enum err pay_plan_cash(const struct property *property, const struct tender_type *type,
		       int64_t due_minor, int64_t given_minor, struct pay_plan *ret_plan)
{
	bool is_home = str_equal(type->unit, property->currency);
	struct pay_plan plan = { .given_minor = given_minor };
	int64_t rounded;
	enum err err = pay_cash_due(property, due_minor, &rounded);

	if (err != ERR_OK)
		return err;
	if (due_minor < 1 || (given_minor == PAY_EXACT && !is_home))
		return ERR_RANGE;
	if (given_minor == PAY_EXACT)
		plan.given_minor = rounded;
	else if (given_minor < 1)
		return ERR_RANGE;
	else if (given_minor > PAY_GIVEN_MAX)
		return ERR_OVERFLOW;
	if (type->limit_minor > 0 && plan.given_minor > type->limit_minor)
		return ERR_RANGE;
	err = pay_worth(property, type, plan.given_minor, &plan.value_minor);
	if (err == ERR_OK && !is_home && plan.value_minor > PAY_GIVEN_MAX)
		err = ERR_OVERFLOW;
	if (err != ERR_OK)
		return err;
	if (plan.value_minor < rounded) {
		plan.amount_minor = plan.value_minor;
		if (plan.value_minor >= due_minor)
			plan.amount_minor = due_minor;
		plan.rounding_minor = plan.amount_minor - plan.value_minor;
		plan.covers = plan.amount_minor == due_minor;
		*ret_plan = plan;
		return plan.amount_minor < 1 ? ERR_RANGE : ERR_OK;
	}
	plan.amount_minor = due_minor;
	plan.covers = true;
	err = is_home ? money_add_minor(plan.value_minor, -rounded, &plan.change_minor)
		      : money_round_step(plan.value_minor - rounded, property->cash_step_minor,
					 &plan.change_minor);
	if (err != ERR_OK)
		return err;
	plan.rounding_minor = due_minor - (plan.value_minor - plan.change_minor);
	if (plan.change_minor > 0 && !type->gives_change)
		return ERR_STATE;
	*ret_plan = plan;
	return ERR_OK;
}

enum err pay_cash_entry(const struct property *property, const struct tender_type *type,
			const struct drawer_session *session, const struct pay_plan *plan,
			struct entry *entry)
{
	int64_t drawer = entry_account(LEDGER_DRAWER, session->drawer);
	int64_t position = entry_account(LEDGER_EXCHANGE, type->position);
	const char *home = property->currency;
	bool is_home = str_equal(type->unit, home);
	enum err err;

	entry_begin(entry);
	if (is_home) {
		err = entry_debit(entry, drawer, plan->value_minor - plan->change_minor, home);
	} else {
		err = entry_debit(entry, drawer, plan->given_minor, type->unit);
		if (err == ERR_OK)
			err = entry_credit(entry, position, plan->given_minor, type->unit);
		if (err == ERR_OK)
			err = entry_debit(entry, position, plan->value_minor, home);
		if (err == ERR_OK)
			err = entry_credit(entry, drawer, plan->change_minor, home);
	}
	if (err == ERR_OK)
		err = entry_debit(entry, entry_account(LEDGER_ROUNDING, 0), plan->rounding_minor,
				  home);
	if (err == ERR_OK)
		err = entry_credit(entry, entry_account(LEDGER_OPEN_CHECKS, 0), plan->amount_minor,
				   home);
	return err == ERR_OK ? entry_end(entry) : err;
}

static enum err post_cash(struct tx *tx, const struct property *property, int64_t bill,
			  int64_t part, const struct tender_type *type,
			  const struct pay_plan *plan, const struct pay_given *given,
			  int64_t *ret_tender)
{
	struct drawer_session session;
	struct tender_row row = { .bill = bill,
				  .part = part,
				  .tender_type = type->id,
				  .amount_minor = plan->amount_minor,
				  .given_minor = plan->given_minor,
				  .change_minor = plan->change_minor,
				  .rounding_minor = plan->rounding_minor,
				  .rate_num = type->rate_num,
				  .rate_den = type->rate_den };
	struct entry entry;
	enum err err = store_drawer_open(tx->db, tx->station, tx->act->staff, &session);

	(void)given;
	if (err == ERR_NOT_FOUND)
		return ERR_NO_DRAWER;
	if (err == ERR_OK)
		err = pay_cash_entry(property, type, &session, plan, &entry);
	if (err == ERR_OK && entry.n > 0)
		err = store_entry_insert(tx, "tender", bill, part, &entry, &row.entry);
	if (err != ERR_OK)
		return err;
	row.drawer_session = session.id;
	str_copy(row.unit, sizeof row.unit, type->unit);
	err = store_tender_insert(tx, &row);
	if (err == ERR_OK)
		*ret_tender = row.id;
	return err;
}

static const struct pay_driver cash_driver = { "cash", NULL, pay_plan_cash, post_cash };

static const struct pay_driver *driver_of(const struct tender_type *type)
{
	static const struct pay_driver *const drivers[] = { &cash_driver, &pay_voucher_driver,
							    &pay_gift_driver };

	for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
		if (str_equal(drivers[i]->name, type->driver))
			return drivers[i];
	return NULL;
}

enum err pay_plan_type(const struct property *property, const struct tender_type *type,
		       int64_t due_minor, int64_t given_minor, struct pay_plan *ret_plan)
{
	const struct pay_driver *driver = driver_of(type);

	return driver == NULL ? ERR_NOT_FOUND
			      : driver->plan(property, type, due_minor, given_minor, ret_plan);
}

static struct bill_part_view *find_part(struct bill_view *view, int64_t part)
{
	for (int i = 0; i < view->n_parts; i++)
		if (view->parts[i].id == part)
			return &view->parts[i];
	return NULL;
}

/* Reads the bill and finds the part, which must be open. */
static enum err open_part(struct tx *tx, int64_t bill, int64_t part, struct bill_view *view,
			  struct bill_part_view **ret_part)
{
	enum err err = bill_view_load(tx->db, bill, view);

	if (err != ERR_OK)
		return err;
	*ret_part = find_part(view, part);
	err = *ret_part == NULL ? ERR_NOT_FOUND : (*ret_part)->is_closed ? ERR_CLOSED : ERR_OK;
	if (err != ERR_OK)
		bill_view_done(view);
	return err;
}

/* Leaves the last tender of a part to one that covers it: its receipt shows every one. */
static enum err check_room(struct tx *tx, int64_t bill, int64_t part, const struct pay_plan *plan)
{
	static const char sql[] = "SELECT count(*) FROM tender WHERE property = $1 AND bill = $2 "
				  "AND part = $3";
	int64_t n = 0;
	enum err err = ERR_OK;

	if (!plan->covers)
		err = db_one_int(tx->db, &n, sql, V(tx->property), V(bill), V(part));
	return err == ERR_OK && n + 1 >= PAY_TENDERS_MAX ? ERR_LIMIT : err;
}

/* Takes the money for an open part. */
static enum err take(struct tx *tx, const struct app *app, const struct bill_view *view,
		     const struct bill_part_view *open, const struct tender_type *type,
		     struct pay_given given, struct pay_result *ret_result)
{
	const struct pay_driver *driver = driver_of(type);
	int64_t bill = view->rows.head.id, part = open->id;
	struct pay_result result = { 0 };
	enum err err = ERR_OK;

	if (driver == NULL || !type->is_active)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK && open->is_settling && open->due_minor < 1)
		err = ERR_ON_READER;
	if (err == ERR_OK && driver->look != NULL)
		err = driver->look(tx, type, open->due_minor, &given);
	if (err == ERR_OK)
		err = driver->plan(&app->property, type, open->due_minor, given.given_minor,
				   &result.plan);
	/* What is under way or in doubt leaves the part open. */
	if (err == ERR_OK && (open->is_settling || open->doubt_minor != 0))
		result.plan.covers = false;
	if (err == ERR_OK)
		err = check_room(tx, bill, part, &result.plan);
	if (err == ERR_OK && !open->is_frozen)
		err = pay_freeze_in(tx, view, part);
	if (err == ERR_OK)
		err = driver->post(tx, &app->property, bill, part, type, &result.plan, &given,
				   &tx->result);
	if (err == ERR_OK && result.plan.covers)
		err = pay_close_in(tx, app, view, part, &result);
	if (err == ERR_OK)
		*ret_result = result;
	return err;
}

/* Closes an open part that owes nothing. */
static enum err take_nothing(struct tx *tx, const struct app *app, const struct bill_view *view,
			     const struct bill_part_view *open, struct pay_result *ret_result)
{
	struct pay_result result = { 0 };
	enum err err = ERR_OK;

	if (open->is_settling)
		return ERR_ON_READER;
	if (open->due_minor != 0 || open->doubt_minor != 0 || view->n_items == 0)
		return ERR_STATE;
	if (!open->is_frozen)
		err = pay_freeze_in(tx, view, open->id);
	if (err == ERR_OK)
		err = pay_close_in(tx, app, view, open->id, &result);
	if (err == ERR_OK)
		*ret_result = result;
	return err;
}

enum err pay_whole_in(struct tx *tx, const struct app *app, int64_t bill, const char *code,
		      struct pay_result *ret_result)
{
	static const struct pay_given exact = { PAY_EXACT, "", 0 };
	struct tender_type type;
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	assert(view.n_parts == 1 && !view.parts[0].is_closed);
	if (view.due_minor == 0) {
		err = take_nothing(tx, app, &view, &view.parts[0], ret_result);
	} else {
		err = store_tender_type_by_code(tx->db, code, &type);
		if (err == ERR_OK)
			err = take(tx, app, &view, &view.parts[0], &type, exact, ret_result);
	}
	bill_view_done(&view);
	return err;
}

#define PAY_CONTENT_SIZE 128

struct pay {
	const struct app *app;
	int64_t part, tender_type;
	struct pay_given given;
	struct pay_result result;
};

static enum err tender_part(struct tx *tx, int64_t bill, struct pay *pay)
{
	struct bill_part_view *open;
	struct tender_type type;
	struct bill_view view;
	enum err err = store_tender_type_by_id(tx->db, pay->tender_type, &type);

	if (err == ERR_OK)
		err = open_part(tx, bill, pay->part, &view, &open);
	if (err != ERR_OK)
		return err;
	err = take(tx, pay->app, &view, open, &type, pay->given, &pay->result);
	bill_view_done(&view);
	return err;
}

typedef enum err part_fn(struct tx *tx, int64_t bill, struct pay *pay);

/* What every payment of a part is made of; when it was the last, nobody holds the bill. */
static enum err pay_part(struct tx *tx, struct pay *pay, part_fn *run)
{
	struct bill_head head;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = run(tx, head.id, pay);
	if (err != ERR_OK)
		return err;
	if (pay->result.bill_closed) {
		head.state = BILL_CLOSED;
		head.holder = 0;
	}
	return store_bill_touch(tx, &head);
}

static enum err tender_in(struct tx *tx, void *arg)
{
	return pay_part(tx, arg, tender_part);
}

static struct pay_plan plan_of(const struct tender_row *row)
{
	return (struct pay_plan){
		.value_minor = row->amount_minor - row->rounding_minor + row->change_minor,
		.amount_minor = row->amount_minor,
		.change_minor = row->change_minor,
		.rounding_minor = row->rounding_minor,
		.given_minor = row->given_minor,
	};
}

/* A repetition (same key) did not run the body: read back what the first did (L3).  A part was
 * closed by the tender of the act that issued its receipt; tender 0 is none. */
enum err pay_read_back(struct app *app, int64_t bill, int64_t part, int64_t tender,
			  struct pay_result *ret_result)
{
	struct tender_row rows[PAY_TENDERS_MAX];
	struct pay_result result = { 0 };
	const struct bill_part_view *found;
	struct bill_view view;
	int n = 0;
	enum err err = store_tender_list(app->db, bill, part, rows, PAY_TENDERS_MAX, &n);

	if (err == ERR_OK)
		err = bill_view_load(app->db, bill, &view);
	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++)
		if (rows[i].id == tender)
			result.plan = plan_of(&rows[i]);
	found = find_part(&view, part);
	if (found != NULL && found->is_closed &&
	    (tender == 0 || id_act(found->paper) == id_act(tender))) {
		result.part_closed = result.plan.covers = true;
		result.bill_closed = view.rows.head.state == BILL_CLOSED;
		result.paper = found->paper;
	}
	bill_view_done(&view);
	*ret_result = result;
	return ERR_OK;
}

/* Numbers of cards and vouchers are in the content as a digest only. */
static void pay_content(struct app *app, const struct act *act, const struct pay *pay,
			char content[PAY_CONTENT_SIZE])
{
	struct hash hash;

	str_format(content, PAY_CONTENT_SIZE, "%lld %lld %lld %lld", (long long)act->bill,
		   (long long)pay->part, (long long)pay->tender_type,
		   (long long)pay->given.given_minor);
	if (pay->given.number[0] == '\0')
		return;
	app_digest_begin(app, "tender", act->bill, &hash);
	hash_str(&hash, content);
	hash_str(&hash, pay->given.number);
	hash_end(&hash, content);
}

enum err pay_tender(struct app *app, const struct act *act, int64_t part, int64_t tender_type,
		    int64_t given_minor, struct pay_result *ret_result)
{
	return pay_number(app, act, part, tender_type, given_minor, "", ret_result);
}

enum err pay_number(struct app *app, const struct act *act, int64_t part, int64_t tender_type,
		    int64_t given_minor, const char *number, struct pay_result *ret_result)
{
	struct pay pay = { .app = app, .part = part, .tender_type = tender_type,
			   .given = { given_minor, number, 0 } };
	char content[PAY_CONTENT_SIZE];
	int64_t tender;
	enum err err;

	pay_content(app, act, &pay, content);
	err = act_run(app->db, act, "tender", content, tender_in, &pay, &tender);
	if (err != ERR_OK)
		return err;
	if (pay.result.plan.amount_minor == 0)
		return pay_read_back(app, act->bill, part, tender, ret_result);
	*ret_result = pay.result;
	return ERR_OK;
}

static enum err close_part(struct tx *tx, int64_t bill, struct pay *pay)
{
	struct bill_part_view *open;
	struct bill_view view;
	enum err err = open_part(tx, bill, pay->part, &view, &open);

	if (err != ERR_OK)
		return err;
	err = take_nothing(tx, pay->app, &view, open, &pay->result);
	bill_view_done(&view);
	return err;
}

static enum err nothing_in(struct tx *tx, void *arg)
{
	return pay_part(tx, arg, close_part);
}

enum err pay_nothing(struct app *app, const struct act *act, int64_t part,
		     struct pay_result *ret_result)
{
	struct pay pay = { .app = app, .part = part };
	char content[64];
	enum err err;

	str_format(content, sizeof content, "%lld %lld", (long long)act->bill, (long long)part);
	err = act_run(app->db, act, "close-zero", content, nothing_in, &pay, NULL);
	if (err != ERR_OK)
		return err;
	if (!pay.result.part_closed)
		return pay_read_back(app, act->bill, part, 0, ret_result);
	*ret_result = pay.result;
	return ERR_OK;
}
