/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_refund.h -- refunds: their documents, lines and the legs that pay them out.  [db]
 *
 * Shape   A refund, its lines and its legs are book rows; where a leg stands is state.  A leg in
 *         state failed or replaced gives nothing back: what it was for is owed again.
 * Units   minor units of the bill; given_minor in the leg's own unit.
 * Errors  ERR_NOT_FOUND, ERR_LIMIT, ERR_CHANGED (a leg moved on), those of db.h.
 * Owner   plain values.
 * Rules   M4, P5 (sums over all stations), P9, L2.
 */
#ifndef SANDUQ_STORE_STORE_REFUND_H
#define SANDUQ_STORE_STORE_REFUND_H

#include <stdbool.h>
#include <stdint.h>

#include "core/money.h"
#include "store/act.h"

#define REFUND_OBJECT_SIZE 256
#define REFUND_PROBLEM_SIZE 200

struct refund_row {
	int64_t id;
	int64_t bill, part;
	int64_t paper;
	char unit[MONEY_UNIT_SIZE];
	int64_t total_minor;         /* all that goes back, tips included */
	int64_t tax_minor, tip_minor;
	int64_t entry;
	int32_t business_date;
};

/* A new refund; row->id is filled. */
enum err store_refund_insert(struct tx *tx, struct refund_row *row);

/* One refund; those of a bill in order, at most `size`. */
enum err store_refund_load(struct db *db, int64_t id, struct refund_row *ret_row);
enum err store_refund_of_bill(struct db *db, int64_t bill, struct refund_row *rows, int size,
			      int *ret_n);

/* What a refund takes back of one column, component by component; line 0: of the part.  quantity
 * stands on the net (component 0). */
struct refund_line_row {
	int64_t line;
	int64_t quantity;
	int64_t tax_version, department;
	int component;
	int64_t amount_minor;
};
enum err store_refund_line_insert(struct tx *tx, int64_t refund,
				  const struct refund_line_row *row);

/* What was refunded of a part before: calls `each` per line, column and component, with the sums of
 * all its refunds. */
typedef enum err store_refund_line_fn(void *arg, const struct refund_line_row *row);
enum err store_refund_each_line(struct db *db, int64_t part, store_refund_line_fn *each, void *arg);

/* The tips that went back of a part, and what one person refunded of it without an approver. */
enum err store_refund_tips(struct db *db, int64_t part, int64_t *ret_minor);
enum err store_refund_by_staff(struct db *db, int64_t part, int64_t staff, int64_t *ret_minor);

enum refund_leg_state { REFUND_PENDING, REFUND_DONE, REFUND_DOUBT, REFUND_FAILED, REFUND_REPLACED };

struct refund_leg_row {
	int64_t id;
	int64_t refund, bill;
	int64_t tender;              /* the original */
	int64_t payment;             /* 0: not over a processor */
	int64_t tender_type;
	int64_t drawer_session;
	int64_t amount_minor;
	char unit[MONEY_UNIT_SIZE];
	int64_t given_minor, rounding_minor;
	int64_t entry;               /* that paid it at once; 0: its outcome has the entry */
	int32_t business_date;

	enum refund_leg_state state;
	char object[REFUND_OBJECT_SIZE];    /* the processor's id of the refund */
	char problem[REFUND_PROBLEM_SIZE];
	int64_t since_unix_ms;
	int64_t version;
};

/* A new leg with its live row; row->id is filled. */
enum err store_refund_leg_insert(struct tx *tx, struct refund_leg_row *row);

/* One leg; by the processor's id of it; those of a refund, in order. */
enum err store_refund_leg_load(struct db *db, int64_t id, struct refund_leg_row *ret_row);
enum err store_refund_leg_by_object(struct db *db, const char *object,
				    struct refund_leg_row *ret_row);
enum err store_refund_leg_list(struct db *db, int64_t refund, struct refund_leg_row *rows, int size,
			       int *ret_n);

/* The legs that are work to do: pending, in doubt or failed, oldest first. */
enum err store_refund_leg_open(struct db *db, struct refund_leg_row *rows, int size, int *ret_n);

/* Writes state, object and problem (ERR_CHANGED when the row is no longer row->version). */
enum err store_refund_leg_save(struct tx *tx, struct refund_leg_row *row);

/* What went back of a tender: all legs that stand, and of them the cash of one unit. */
struct refund_tender_sum {
	int64_t back_minor;          /* in the bill's unit */
	int64_t cash_minor;          /* of it by cash in `unit` */
	int64_t handed_minor;        /* in `unit` */
};
enum err store_refund_of_tender(struct db *db, int64_t bill, int64_t tender, const char *unit,
				struct refund_tender_sum *ret_sum);

/* How far a payment may be given back (P5). */
struct refund_payment_sum {
	bool is_authorized;          /* and not captured */
	int64_t captured_minor, tip_minor, refunded_minor;
};
enum err store_refund_of_payment(struct db *db, int64_t payment,
				 struct refund_payment_sum *ret_sum);

/* What the processor told by itself, once per object: ERR_EXISTS when it is known.  row->id is
 * filled. */
struct processor_fact_row {
	int64_t id;
	char processor[16];
	char kind[16];
	char object[REFUND_OBJECT_SIZE];
	int64_t payment, refund_leg;
	char unit[MONEY_UNIT_SIZE];
	int64_t amount_minor;
	int64_t entry;
};
enum err store_processor_fact_insert(struct tx *tx, struct processor_fact_row *row);
enum err store_processor_fact_known(struct db *db, const char *processor, const char *kind,
				    const char *object, bool *ret_known);

#endif
