/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_pay.h -- the tender table, tenders, closes, the journal, papers and drawers.  [db]
 *
 * Errors  ERR_NOT_FOUND, ERR_LIMIT, ERR_UNBALANCED, those of db.h.
 * Owner   plain values; texts returned on the heap are the caller's to free.
 * Rules   P8 (one row per way to pay), L1, L4, B2, B7, M7, M8, C3.
 */
#ifndef SANDUQ_STORE_STORE_PAY_H
#define SANDUQ_STORE_STORE_PAY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/money.h"
#include "store/act.h"
#include "store/store_drawer.h"

struct entry;                        /* core/entry.h */

#define TENDER_LIST_MAX 32
#define TENDER_NOTES_MAX 8
#define TENDER_CODE_SIZE 16

/* How a tip comes to a tender: not, typed with the amount, on the reader, or from the signed
 * slip. */
enum tender_tips { TENDER_TIPS_NONE, TENDER_TIPS_TYPED, TENDER_TIPS_READER, TENDER_TIPS_SLIP };

struct tender_type {
	int64_t id;
	char code[TENDER_CODE_SIZE]; /* "cash", "cash-USD" */
	char name[64];
	char driver[16];             /* which driver handles it: "cash", "reader", "qr", "link",
				      * "saved", "slip", "voucher", "gift" */
	char unit[MONEY_UNIT_SIZE];
	int exponent;                /* of unit */
	int64_t account;
	int64_t rate_num, rate_den;  /* one major unit of `unit` in major units of the property's */
	int64_t limit_minor;         /* highest single tender in unit; 0: none */
	bool gives_change;
	bool opens_drawer;
	bool is_active;
	enum tender_tips tips;
	bool captures_later;         /* when the slip is signed; else at once */
	int64_t notes[TENDER_NOTES_MAX];  /* values of the note keys, minor units, smallest first */
	int n_notes;
	int64_t position;
};

/* The active ways to pay in their order. */
enum err store_tender_type_list(struct db *db, struct tender_type *types, int size, int *ret_n);

/* One way to pay, by id or by code. */
enum err store_tender_type_by_id(struct db *db, int64_t id, struct tender_type *ret_type);
enum err store_tender_type_by_code(struct db *db, const char *code, struct tender_type *ret_type);

/* One by its code, active or not. */
enum err store_tender_type_any(struct db *db, const char *code, struct tender_type *ret_type);

/* Changes name, rate, limit, change, drawer, notes, tips, captures and is_active. */
enum err store_tender_type_change(struct tx *tx, const struct tender_type *type);

/* A new way to pay; type->id is filled. */
enum err store_tender_type_insert(struct tx *tx, struct tender_type *type);

/* What one major unit of it is worth from now on (M8). */
enum err store_tender_type_set_rate(struct tx *tx, int64_t id, int64_t rate_num, int64_t rate_den);

struct tender_row {
	int64_t id;
	int64_t bill;
	int64_t part;
	int64_t tender_type;
	int64_t drawer_session;
	int64_t amount_minor;        /* what it pays, in the bill's unit */
	char unit[MONEY_UNIT_SIZE];
	int64_t given_minor;         /* in unit */
	int64_t change_minor;        /* in the bill's unit */
	int64_t rounding_minor;
	int64_t rate_num, rate_den;
	int64_t payment;             /* 0: none */
	int64_t entry;
	int64_t takes_back;          /* the cash tender that this is the opposite of; 0: none */
};

/* A new tender; row->id is filled. */
enum err store_tender_insert(struct tx *tx, struct tender_row *row);

/* The tenders of a part, in order; at most `size`. */
enum err store_tender_list(struct db *db, int64_t bill, int64_t part, struct tender_row *rows,
			   int size, int *ret_n);

/* The cash tenders of a bill's open parts that stand, newest first; at most `size`. */
enum err store_tender_cash(struct db *db, int64_t bill, struct tender_row *rows, int size,
			   int *ret_n);

struct close_row {
	int64_t bill;
	int64_t part;
	int64_t paper;
	int64_t entry;
	int64_t total_minor;
	int64_t tax_minor;
};

/* Closes a part (B2). */
enum err store_part_close_insert(struct tx *tx, const struct close_row *row);

/* Writes an ended entry: postings first, then the entry (L1). */
enum err store_entry_insert(struct tx *tx, const char *kind, int64_t bill, int64_t part,
			    const struct entry *entry, int64_t *ret_id);

struct paper_row {
	int64_t id;
	char series[16];
	int station;
	int64_t number;
	int64_t bill;
	int64_t part;
	int32_t business_date;
};

/* The next number of a series at this station, inside the transaction (B7). */
enum err store_paper_next(struct tx *tx, const char *series, int64_t *ret_number);

/* A new paper; row->id is filled. */
enum err store_paper_insert(struct tx *tx, struct paper_row *row, const char *model);

/* Reads a paper; *ret_model is heap text (may be NULL when not wanted). */
enum err store_paper_load(struct db *db, int64_t id, struct paper_row *ret_row, char **ret_model);

/* The papers of a bill in order of issue; the newest papers of the property, newest first. */
enum err store_paper_of_bill(struct db *db, int64_t bill, struct paper_row *rows, int size,
			     int *ret_n);
enum err store_paper_recent(struct db *db, int station, struct paper_row *rows, int size,
			    int *ret_n);

/* A receipt as a list shows it: what it is for, how much, how often it was printed. */
struct paper_line {
	struct paper_row paper;
	int64_t at_unix_ms;
	int64_t total_minor;
	int64_t refunded_minor;      /* of it, tips left out */
	int64_t part_no;
	int64_t bill_number;
	int64_t table_number;        /* 0: none */
	char name[96];               /* of a tab, "" */
	int64_t copies;              /* times printed, the original included */
};

/* The receipts of a station, newest first, from number `newest` down (0: from the last). */
enum err store_paper_lines(struct db *db, int station, int64_t newest, struct paper_line *lines,
			   int size, int *ret_n);

/* The next copy number of a paper: 0 for the original. */
enum err store_paper_copies(struct db *db, int64_t paper, int64_t *ret_copies);

/* Notes that a copy was sent to a printer. */
enum err store_paper_print_insert(struct tx *tx, int64_t paper, int64_t copy);

struct print_job {
	int64_t id;
	int64_t paper;
	int64_t copy;
	int64_t tries;
};

/* The queue: a new job, the oldest waiting one of a station, its end. */
enum err store_print_job_insert(struct tx *tx, int64_t paper, int64_t copy);
enum err store_print_job_next(struct db *db, int station, struct print_job *ret_job);
enum err store_print_job_count(struct db *db, int station, int64_t *ret_waiting);
enum err store_print_job_set(struct tx *tx, int64_t id, const char *state, const char *problem);

#endif
