/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_reservation.h -- tables promised to guests.  [db]
 *
 * Units   time_min: minutes since midnight of `date`; past 1440 it is the morning after, which
 *         still belongs to that evening.
 * Errors  ERR_NOT_FOUND, those of db.h.
 * Owner   plain values; lists go into the caller's array.
 */
#ifndef SANDUQ_STORE_STORE_RESERVATION_H
#define SANDUQ_STORE_STORE_RESERVATION_H

#include <stdint.h>

#include "store/act.h"

#define RESERVATION_NAME_SIZE 96
#define RESERVATION_PHONE_SIZE 32
#define RESERVATION_NOTE_SIZE 160
#define RESERVATION_LIST_MAX 500

enum reservation_state { RESERVATION_EXPECTED, RESERVATION_SEATED, RESERVATION_CANCELLED,
			 RESERVATION_ABSENT };

struct reservation {
	int64_t id;
	int32_t date;
	int64_t time_min;
	int64_t dining_table;            /* id; 0: any */
	int64_t table_number;            /* read only; 0: any */
	char name[RESERVATION_NAME_SIZE];
	char phone[RESERVATION_PHONE_SIZE];
	int64_t covers;
	char note[RESERVATION_NOTE_SIZE];
	enum reservation_state state;
	int64_t bill;                    /* that they were seated at; 0: none */
	int64_t version;
};

/* Those of a day, in order of time; at most `size`. */
enum err store_reservation_list(struct db *db, int32_t date, struct reservation *list, int size,
				int *ret_n);

/* One of them. */
enum err store_reservation_load(struct db *db, int64_t id, struct reservation *ret_reservation);

/* That whose guests were seated at this bill; ERR_NOT_FOUND when they had not booked. */
enum err store_reservation_of_bill(struct db *db, int64_t bill,
				   struct reservation *ret_reservation);

/* Another that is expected at the same table less than `apart_min` before or after;
 * ERR_NOT_FOUND when there is none. */
enum err store_reservation_clash(struct db *db, const struct reservation *reservation,
				 int64_t apart_min, struct reservation *ret_other);

/* A new one; its id is filled. */
enum err store_reservation_insert(struct tx *tx, struct reservation *reservation);

/* Writes all of it and raises its version. */
enum err store_reservation_write(struct tx *tx, const struct reservation *reservation);

#endif
