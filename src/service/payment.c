/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment.c -- what a cashier does to a payment: begins it, stops it, keeps or releases
 * what was granted all the same, captures it with the tip of a signed slip.
 *
 * 1. Beginning freezes the part and prepares the first attempt; nothing is sent here.
 * 2. An amount under way is not due: a part cannot be paid twice (M5).
 * 3. What was granted after the cashier stopped is neither lost nor kept unasked: wants = "stop".
 * 4. A declined card's intent is withdrawn at once: trying again begins another payment.
 */
#include "service/payment.h"

#include "base/str.h"
#include "service/pay_close.h"
#include "service/payment_parts.h"
#include "store/store_card.h"

/* Tender rows that answers may still need, below PAY_TENDERS_MAX. */
#define ROWS_KEPT 8

struct begin {
	struct app *app;
	const struct payment_order *order;
	bool is_hold;
};

/* --- beginning ------------------------------------------------------------------------------- */

static enum err check_driver(const struct begin *begin, const struct tender_type *type)
{
	bool is_reader = str_equal(type->driver, "reader");
	bool is_saved = str_equal(type->driver, "saved");
	bool is_link = str_equal(type->driver, "qr") || str_equal(type->driver, "link");

	if (!type->is_active || !(is_reader || is_saved || (is_link && !begin->is_hold)))
		return ERR_NOT_FOUND;
	if (begin->app->processor == NULL)
		return ERR_PROCESSOR;
	if (is_reader && begin->order->reader == NULL && begin->app->reader == NULL)
		return ERR_PROCESSOR;
	return (is_saved || begin->order->save_card) && begin->order->card_on_file == 0 ? ERR_RANGE
											: ERR_OK;
}

static enum err check_tip(const struct begin *begin, const struct tender_type *type)
{
	int64_t tip = begin->order->tip_minor;

	if (tip < 0 || tip > BILL_AMOUNT_MAX)
		return ERR_RANGE;
	return tip > 0 && (begin->is_hold || type->tips == TENDER_TIPS_NONE) ? ERR_TIP : ERR_OK;
}

static enum err check_rows(struct tx *tx, int64_t bill, int64_t part)
{
	static const char sql[] = "SELECT count(*) FROM tender WHERE property = $1 AND bill = $2 "
				  "AND part = $3";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(bill), V(part));

	return err == ERR_OK && n + ROWS_KEPT >= PAY_TENDERS_MAX ? ERR_LIMIT : err;
}

/* What is to be taken of the part; freezes it (M5). */
static enum err take_part(struct tx *tx, const struct payment_order *order,
			  const struct tender_type *type, const struct bill_view *view,
			  int64_t *ret_minor)
{
	const struct bill_part_view *part = NULL;
	int64_t amount = order->amount_minor;
	enum err err = check_rows(tx, view->rows.head.id, order->part);

	for (int i = 0; i < view->n_parts; i++)
		if (view->parts[i].id == order->part)
			part = &view->parts[i];
	if (err != ERR_OK)
		return err;
	if (part == NULL)
		return ERR_NOT_FOUND;
	if (part->is_closed)
		return ERR_CLOSED;
	if (part->due_minor < 1)
		return part->is_settling || part->doubt_minor != 0 ? ERR_ON_READER : ERR_RANGE;
	if (amount == PAY_EXACT)
		amount = part->due_minor;
	if (amount < 1 || amount > part->due_minor ||
	    (type->limit_minor > 0 && amount > type->limit_minor))
		return ERR_RANGE;
	*ret_minor = amount;
	return part->is_frozen ? ERR_OK : pay_freeze_in(tx, view, order->part);
}

static enum err take_amount(struct tx *tx, const struct begin *begin,
			    const struct tender_type *type, const struct bill_head *head,
			    int64_t *ret_minor)
{
	const struct payment_order *order = begin->order;
	struct bill_view view;
	enum err err;

	if (begin->is_hold) {
		*ret_minor = order->amount_minor;
		return order->amount_minor < 1 || order->amount_minor > BILL_AMOUNT_MAX ||
				       (type->limit_minor > 0 &&
					order->amount_minor > type->limit_minor)
			       ? ERR_RANGE
			       : ERR_OK;
	}
	err = bill_view_load(tx->db, head->id, &view);
	if (err != ERR_OK)
		return err;
	err = take_part(tx, order, type, &view, ret_minor);
	bill_view_done(&view);
	return err;
}

static void fill_row(const struct begin *begin, const struct bill_head *head,
		     struct payment_work *work)
{
	const struct payment_order *order = begin->order;
	struct payment_row *row = &work->payment;

	row->bill = head->id;
	row->part = begin->is_hold ? 0 : order->part;
	row->tender_type = work->type.id;
	if (order->save_card || str_equal(work->type.driver, "saved"))
		row->card_on_file = order->card_on_file;
	row->pending_minor = begin->is_hold ? 0 : row->amount_minor;
	row->tip_minor = order->tip_minor;
	row->since_unix_ms = work->tx->at_unix_ms;
	str_copy(row->kind, sizeof row->kind, begin->is_hold ? "hold" : work->type.driver);
	str_copy(row->processor, sizeof row->processor, begin->app->processor->driver->name);
	str_copy(row->unit, sizeof row->unit, head->unit);
	if (str_equal(work->type.driver, "reader"))
		str_copy(row->reader, sizeof row->reader,
			 order->reader != NULL ? order->reader : begin->app->reader);
}

/* A card that is to be kept is somebody's: the processor knows them first. */
static enum err first_op(const struct payment_work *work, enum processor_op *ret_op)
{
	struct card_on_file card = { 0 };
	enum err err = ERR_OK;

	if (work->payment.card_on_file != 0)
		err = store_card_load(work->tx->db, work->payment.card_on_file, &card);
	if (str_equal(work->type.driver, "reader"))
		*ret_op = work->payment.card_on_file != 0 && card.customer[0] == '\0'
				  ? PROCESSOR_CUSTOMER_CREATE
				  : PROCESSOR_CREATE;
	else
		*ret_op = str_equal(work->type.driver, "saved") ? PROCESSOR_CONFIRM_SAVED
								: PROCESSOR_LINK_CREATE;
	return err;
}

static enum err begin_in(struct tx *tx, void *arg)
{
	const struct begin *begin = arg;
	struct payment_work work = { .tx = tx, .app = begin->app };
	enum processor_op op = PROCESSOR_CREATE;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = store_tender_type_by_id(tx->db, begin->order->tender_type, &work.type);
	if (err == ERR_OK)
		err = check_driver(begin, &work.type);
	if (err == ERR_OK)
		err = check_tip(begin, &work.type);
	if (err == ERR_OK)
		err = take_amount(tx, begin, &work.type, &head, &work.payment.amount_minor);
	if (err != ERR_OK)
		return err;
	fill_row(begin, &head, &work);
	err = store_payment_insert(tx, &work.payment);
	if (err == ERR_OK)
		err = first_op(&work, &op);
	if (err == ERR_OK)
		err = payment_prepare_in(&work, op,
					 op == PROCESSOR_CUSTOMER_CREATE
						 ? 0
						 : work.payment.amount_minor +
							   work.payment.tip_minor, 0);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	tx->result = work.payment.id;
	return err;
}

static enum err begin(struct app *app, const struct act *act, const struct payment_order *order,
		      bool is_hold, int64_t *ret_payment)
{
	struct begin begin = { app, order, is_hold };
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	hash_begin(&hash, is_hold ? "payment-hold" : "payment-begin");
	hash_int(&hash, act->bill);
	hash_int(&hash, order->part);
	hash_int(&hash, order->tender_type);
	hash_int(&hash, order->amount_minor);
	hash_int(&hash, order->tip_minor);
	hash_int(&hash, order->card_on_file);
	hash_int(&hash, order->save_card);
	hash_str(&hash, order->reader != NULL ? order->reader : "");
	hash_end(&hash, content);
	return act_run(app->db, act, is_hold ? "payment-hold" : "payment-begin", content, begin_in,
		       &begin, ret_payment);
}

enum err payment_begin(struct app *app, const struct act *act, const struct payment_order *order,
		       int64_t *ret_payment)
{
	return begin(app, act, order, false, ret_payment);
}

enum err payment_hold(struct app *app, const struct act *act, const struct payment_order *order,
		      int64_t *ret_payment)
{
	return begin(app, act, order, true, ret_payment);
}

/* --- later acts ------------------------------------------------------------------------------ */

struct later {
	struct app *app;
	int64_t payment, tip_minor;
	enum err (*body)(struct payment_work *work, const struct later *later);
};

static enum err later_in(struct tx *tx, void *arg)
{
	const struct later *later = arg;
	struct payment_work work;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err == ERR_OK)
		err = payment_work_load(tx, later->app, later->payment, &work);
	if (err == ERR_OK)
		err = store_bill_head(tx->db, work.payment.bill, &head);
	if (err == ERR_OK && head.state != BILL_CLOSED)
		err = bill_begin_in(tx, work.payment.bill, &head);
	if (err == ERR_OK)
		err = later->body(&work, later);
	if (err == ERR_OK)
		err = payment_finish_in(&work);
	tx->result = later->payment;
	return err;
}

static enum err run(const struct later *later, const struct act *act, const char *name)
{
	char content[64];

	str_format(content, sizeof content, "%lld %lld", (long long)later->payment,
		   (long long)later->tip_minor);
	return act_run(later->app->db, act, name, content, later_in, (void *)(uintptr_t)later,
		       NULL);
}

/* The newest open attempt of this operation; id 0: none. */
static enum err find_open(const struct payment_work *work, const char *op,
			  int64_t *ret_id, bool *ret_claimed)
{
	struct attempt_row rows[PAYMENT_ATTEMPTS_MAX];
	int n = 0;
	enum err err = store_attempt_of_payment(work->tx->db, work->payment.id, rows,
						PAYMENT_ATTEMPTS_MAX, &n);

	*ret_id = 0;
	*ret_claimed = false;
	for (int i = 0; i < n; i++) {
		if (str_equal(rows[i].op, op)) {
			*ret_id = rows[i].id;
			*ret_claimed = rows[i].first_unix_ms != 0;
		}
		store_attempt_done(&rows[i]);
	}
	return err;
}

static enum err is_any_open(const struct payment_work *work, bool *ret_open)
{
	struct attempt_row row;
	int n = 0;
	enum err err = store_attempt_of_payment(work->tx->db, work->payment.id, &row, 1, &n);

	if (err == ERR_OK && n > 0)
		store_attempt_done(&row);
	*ret_open = n > 0;
	return err;
}

/* Before a card could be presented or a link paid: over at once, and what was made of it at the
 * processor is withdrawn when it is known. */
static enum err stop_start(struct payment_work *work)
{
	static const char *const firsts[] = { "customer-create", "create", "link-create",
					      "confirm-saved" };
	struct payment_row *payment = &work->payment;
	int64_t first = 0;
	bool is_claimed = false;
	enum err err = ERR_OK;

	for (size_t i = 0; err == ERR_OK && first == 0 && i < sizeof firsts / sizeof *firsts; i++)
		err = find_open(work, firsts[i], &first, &is_claimed);
	payment->state = payment_is_saved(payment) && is_claimed ? PAYMENT_STOPPING
								 : PAYMENT_STOPPED;
	if (payment->state == PAYMENT_STOPPED)
		payment->pending_minor = 0;
	if (err == ERR_OK && !is_claimed)
		err = payment_end_others_in(work, 0, "not-sent", "none");
	return err;
}

/* The reader is asked to stop; a present that nobody has sent yet is not sent at all. */
static enum err stop_reader(struct payment_work *work)
{
	int64_t present = 0, display = 0, other = 0;
	bool is_claimed = false, dummy = false;
	enum err err = find_open(work, "present", &present, &is_claimed);

	if (err == ERR_OK)
		err = find_open(work, "display", &display, &dummy);
	work->payment.state = PAYMENT_STOPPING;
	if (err != ERR_OK)
		return err;
	if (present != 0 && is_claimed) {
		err = find_open(work, "present-cancel", &other, &dummy);
		if (err == ERR_OK && other == 0)
			err = find_open(work, "void", &other, &dummy);
		return err == ERR_OK && other == 0
			       ? payment_prepare_in(work, PROCESSOR_PRESENT_CANCEL, 0, present)
			       : err;
	}
	if (present != 0)
		err = payment_end_others_in(work, 0, "not-sent", "none");
	else if (display != 0)
		return ERR_OK;
	if (err == ERR_OK)
		err = find_open(work, "void", &other, &dummy);
	return err == ERR_OK && other == 0 ? payment_prepare_in(work, PROCESSOR_VOID, 0, present)
					   : err;
}

static enum err stop_link(struct payment_work *work)
{
	int64_t other = 0;
	bool dummy = false;
	enum err err = find_open(work, "link-expire", &other, &dummy);

	work->payment.state = PAYMENT_STOPPING;
	return err == ERR_OK && other == 0
		       ? payment_prepare_in(work, PROCESSOR_LINK_EXPIRE, 0, 0)
		       : err;
}

static enum err stop_body(struct payment_work *work, const struct later *later)
{
	struct payment_row *payment = &work->payment;

	(void)later;
	if (payment->state != PAYMENT_STARTING && payment->state != PAYMENT_WAITING &&
	    payment->state != PAYMENT_STOPPING)
		return ERR_STATE;
	if (str_equal(payment->wants, "release") || str_equal(payment->wants, "replaced"))
		return ERR_STATE;
	str_copy(payment->wants, sizeof payment->wants, "stop");
	if (payment->state == PAYMENT_STARTING)
		return stop_start(work);
	if (payment->link[0] != '\0')
		return stop_link(work);
	return payment->reader[0] != '\0' ? stop_reader(work) : ERR_OK;
}

enum err payment_stop(struct app *app, const struct act *act, int64_t payment)
{
	struct later later = { app, payment, 0, stop_body };

	return run(&later, act, "payment-stop");
}

static enum err keep_body(struct payment_work *work, const struct later *later)
{
	struct payment_row *payment = &work->payment;
	enum err err = ERR_OK;

	(void)later;
	if (!str_equal(payment->wants, "stop") ||
	    (payment->state != PAYMENT_AUTHORIZED && payment->state != PAYMENT_CAPTURED))
		return ERR_STATE;
	payment->wants[0] = '\0';
	if (payment->state == PAYMENT_AUTHORIZED && payment->part != 0 &&
	    !str_equal(payment->kind, "hold") && !work->type.captures_later) {
		err = payment_grant_in(work, payment->authorized_minor);
		if (err == ERR_OK)
			err = payment_prepare_in(work, PROCESSOR_CAPTURE,
						 payment->authorized_minor, 0);
		payment->state = PAYMENT_CAPTURING;
	}
	return err;
}

enum err payment_keep(struct app *app, const struct act *act, int64_t payment)
{
	struct later later = { app, payment, 0, keep_body };

	return run(&later, act, "payment-keep");
}

static enum err release_body(struct payment_work *work, const struct later *later)
{
	struct payment_row *payment = &work->payment;
	bool is_closed = false, is_open = false;
	enum err err = payment_part_closed_in(work, &is_closed);

	(void)later;
	if (err == ERR_OK)
		err = is_any_open(work, &is_open);
	if (err == ERR_OK && is_closed)
		err = ERR_CLOSED;
	if (err == ERR_OK && (payment->state != PAYMENT_AUTHORIZED ||
			      (is_open && !str_equal(payment->wants, "stop"))))
		err = ERR_STATE;
	if (err != ERR_OK)
		return err;
	str_copy(payment->wants, sizeof payment->wants, "release");
	payment->state = PAYMENT_STOPPING;
	payment->since_unix_ms = work->tx->at_unix_ms;
	return payment_prepare_in(work, PROCESSOR_VOID, 0, 0);
}

enum err payment_release(struct app *app, const struct act *act, int64_t payment)
{
	struct later later = { app, payment, 0, release_body };

	return run(&later, act, "payment-release");
}

static enum err capture_body(struct payment_work *work, const struct later *later)
{
	struct payment_row *payment = &work->payment;
	int64_t tendered = 0, tip = later->tip_minor;
	bool is_open = false;
	enum err err = payment_tendered_in(work, &tendered);

	tendered -= payment->refunded_minor;     /* what was released of it (M5) */
	if (err == ERR_OK)
		err = is_any_open(work, &is_open);
	if (err == ERR_OK && (payment->state != PAYMENT_AUTHORIZED || tendered == 0 || is_open ||
			      payment->wants[0] != '\0'))
		err = ERR_STATE;
	if (err == ERR_OK && (tip < 0 || (tip > 0 && work->type.tips == TENDER_TIPS_NONE)))
		err = ERR_TIP;
	if (err == ERR_OK)
		err = payment_grant_in(work, tendered + tip);
	if (err != ERR_OK)
		return err;
	payment->tip_minor = tip;
	payment->state = PAYMENT_CAPTURING;
	payment->since_unix_ms = work->tx->at_unix_ms;
	return payment_prepare_in(work, PROCESSOR_CAPTURE, tendered + tip, 0);
}

enum err payment_capture(struct app *app, const struct act *act, int64_t payment,
			 int64_t tip_minor)
{
	struct later later = { app, payment, tip_minor, capture_body };

	return run(&later, act, "payment-capture");
}
