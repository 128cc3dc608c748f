/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_staff.h -- people, reasons and notes: the words that book rows point to.  [db]
 *
 * Errors  ERR_NOT_FOUND, ERR_EXISTS, those of db.h.
 * Owner   plain values; lists are filled into the caller's array.
 * Rules   S (own PIN, lockout), L5 (names stay out of book rows).
 */
#ifndef SANDUQ_STORE_STORE_STAFF_H
#define SANDUQ_STORE_STORE_STAFF_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "core/perm.h"
#include "store/act.h"

#define STAFF_NAME_SIZE 96
#define STAFF_PIN_SIZE 32
#define STAFF_LANGUAGE_SIZE 8
#define STAFF_LIST_MAX 512
#define NOTE_TEXT_SIZE 512
#define REASON_LIST_MAX 64

struct staff {
	int64_t id;
	int64_t number;                      /* what the person types */
	char name[STAFF_NAME_SIZE];
	enum role role;
	char language[STAFF_LANGUAGE_SIZE];
	char demo_pin[STAFF_PIN_SIZE];       /* shown on a demo store's login screen, else "" */
	int64_t failed;
	int64_t locked_until_unix_ms;
	bool is_active;
};

/* One person, by number or by id. */
enum err store_staff_by_number(struct db *db, int64_t number, struct staff *ret_staff);
enum err store_staff_by_id(struct db *db, int64_t id, struct staff *ret_staff);

/* All active people in order of number; at most `size`. */
enum err store_staff_list(struct db *db, struct staff *staff, int size, int *ret_n);

/* The stored hash of a person's PIN. */
enum err store_staff_secret(struct db *db, int64_t id, char ret_secret[HASH_SECRET_TEXT_SIZE]);

/* That of their password; "" when they have none. */
enum err store_staff_password(struct db *db, int64_t id, char ret_secret[HASH_SECRET_TEXT_SIZE]);

/* A new person without a password; `secret` may be "" (cannot log in until a PIN is set). */
enum err store_staff_insert(struct tx *tx, const struct staff *staff, const char *secret);

/* Changes name, role, language and whether active. */
enum err store_staff_update(struct tx *tx, const struct staff *staff);

/* Sets a new PIN hash and clears the lockout. */
enum err store_staff_set_secret(struct tx *tx, int64_t id, const char *secret,
				const char *demo_pin);

/* Sets a password's hash; a lockout stays. */
enum err store_staff_set_password(struct tx *tx, int64_t id, const char *secret);

/* Counts wrong PINs and passwords. */
enum err store_staff_set_failed(struct tx *tx, int64_t id, int64_t failed,
				int64_t locked_until_unix_ms);

struct reason {
	int64_t id;
	char text[96];
};

/* The active reasons of a kind ("void", "discount", "drawer", "reprint", "other"). */
enum err store_reason_list(struct db *db, const char *kind, struct reason *reasons, int size,
			   int *ret_n);

/* A new reason. */
enum err store_reason_insert(struct tx *tx, const char *kind, const char *text);

/* Keeps a free text and returns its id. */
enum err store_note_insert(struct tx *tx, const char *text, int64_t *ret_id);

/* Reads a note back; "" when it was erased. */
enum err store_note_text(struct db *db, int64_t id, char *into, size_t size);

/* A sensitive event (L5). */
enum err store_event_insert(struct tx *tx, const char *kind, int64_t subject, int64_t value);

#endif
