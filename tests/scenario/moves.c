/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/moves.c -- what cashier and guest do in a scene, and what can be read afterwards.
 */
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "scenario/stage.h"
#include "service/refund.h"
#include "simulator/call.h"

#define GUEST_TRIES 20
#define OPEN_MAX 32

int64_t scene_check(struct scene *scene, int64_t table)
{
	static const int64_t codes[] = { 21, 32, 21, 0 };

	return house_check(&scene->house, table, codes);
}

int64_t scene_begin(struct scene *scene, int64_t bill, const char *tender)
{
	struct act act = house_act(&scene->house, bill);
	struct payment_order order = { .part = shift_part(&scene->house, bill, 0),
				       .tender_type = house_tender(&scene->house, tender),
				       .amount_minor = PAY_EXACT };
	int64_t payment = 0;

	CHECK_OK_FATAL(payment_begin(scene->app, &act, &order, &payment));
	return payment;
}

void scene_guest(struct scene *scene, int64_t payment, const char *card, int64_t tip_minor)
{
	char form[128];
	int status = 0;

	str_format(form, sizeof form, "card=%s&tip=%lld", card, (long long)tip_minor);
	CHECK_FATAL(scene_until(scene, payment, PAYMENT_WAITING, 60000));
	for (int i = 0; i < GUEST_TRIES && status != 200; i++) {
		status = scene_person(scene, "present", form);
		if (status != 200)
			scene_pass(scene, 300);
	}
	CHECK_INT(status, 200);
}

int64_t scene_sold(struct scene *scene, int64_t *ret_bill)
{
	int64_t payment;

	*ret_bill = scene_check(scene, 1);
	payment = scene_begin(scene, *ret_bill, "card");
	scene_guest(scene, payment, "visa", 0);
	CHECK_FATAL(scene_settle(scene, 30000));
	scene_payment(scene, payment, PAYMENT_CAPTURED);
	CHECK_INT(scene_settled(scene), SCENE_TOTAL);
	return payment;
}

void scene_cash(struct scene *scene, int64_t bill)
{
	struct pay_result result = shift_pay(&scene->house, bill, 0, PAY_EXACT);

	CHECK(result.bill_closed);
}

enum err scene_refund(struct scene *scene, int64_t bill, int64_t amount_minor)
{
	struct act act = shift_why(&scene->house, bill, "refund");
	struct refund_order order = { .part = shift_part(&scene->house, bill, 0),
				      .amount_minor = amount_minor };
	int64_t refund = 0;

	return refund_make(scene->app, &act, &order, &refund);
}

struct payment_row scene_payment(struct scene *scene, int64_t payment, enum payment_state state)
{
	struct payment_row row = { 0 };

	CHECK_OK_FATAL(store_payment_load(scene->app->db, payment, &row));
	CHECK_TEXT(payment_state_name(row.state), payment_state_name(state));
	return row;
}

struct attempt_row scene_attempt(struct scene *scene, const char *op)
{
	static const char sql[] = "SELECT coalesce(max(id), 0) FROM attempt WHERE property = $1 "
				  "AND op = $2";
	struct attempt_row row = { 0 };
	int64_t id = 0;

	CHECK_OK_FATAL(db_one_int(scene->app->db, &id, sql, V(1), V(op)));
	CHECK_FATAL(id != 0);
	CHECK_OK_FATAL(store_attempt_load(scene->app->db, id, &row));
	store_attempt_done(&row);
	return row;
}

int64_t scene_clearing(struct scene *scene)
{
	static const char sql[] =
		"SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE property = $1 "
		"AND account BETWEEN $2 AND $3";
	int64_t minor = 0;

	CHECK_OK(db_one_int(scene->app->db, &minor, sql, V(1),
			    V(entry_account(LEDGER_CLEARING, 0)),
			    V(entry_account(LEDGER_CLEARING, ENTRY_LEDGER_SIZE - 1))));
	return minor;
}

void scene_lacks(struct scene *scene, int64_t minor)
{
	struct attempt_row rows[OPEN_MAX];
	int64_t listed = 0;
	int n = 0;

	CHECK_OK_FATAL(store_attempt_open(scene->app->db, rows, OPEN_MAX, &n));
	for (int i = 0; i < n; i++) {
		if (strcmp(rows[i].op, "capture") == 0)
			listed += rows[i].amount_minor;
		else if (strcmp(rows[i].op, "refund") == 0)
			listed -= rows[i].amount_minor;
		store_attempt_done(&rows[i]);
	}
	CHECK_INT(listed, minor);
	CHECK_INT(scene_settled(scene) - scene_clearing(scene), minor);
	shift_verify(&scene->house);
}

int scene_sends(const struct scene *scene, const char *part)
{
	int n = 0;

	for (int i = 0; i < scene->n_sent; i++)
		n += strstr(scene->sent[i].path, part) != NULL;
	return n;
}

int scene_keys(const struct scene *scene, const char *part)
{
	int n = 0;

	for (int i = 0; i < scene->n_sent; i++) {
		int before = 0;

		if (strstr(scene->sent[i].path, part) == NULL)
			continue;
		while (!str_equal(scene->sent[before].key, scene->sent[i].key))
			before++;
		n += before == i;
	}
	return n;
}

int64_t scene_number(struct scene *scene, const char *sql)
{
	return shift_number(&scene->house, sql);
}
