/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_staff.c -- SQL for people, reasons, notes and events.
 */
#include "store/store_staff.h"

#include "base/str.h"

#define STAFF_COLUMNS \
	"id, number, name, role, language, demo_pin, failed, locked_until_unix_ms, is_active"

static void read_staff(struct db_rows *rows, struct staff *staff)
{
	*staff = (struct staff){ .id = db_int(rows, 0), .number = db_int(rows, 1) };
	str_copy(staff->name, sizeof staff->name, db_text(rows, 2));
	if (!perm_role_parse(db_text(rows, 3), &staff->role))
		staff->role = ROLE_WAITER;
	str_copy(staff->language, sizeof staff->language, db_text(rows, 4));
	str_copy(staff->demo_pin, sizeof staff->demo_pin, db_text(rows, 5));
	staff->failed = db_int(rows, 6);
	staff->locked_until_unix_ms = db_int(rows, 7);
	staff->is_active = db_int(rows, 8) == 1;
}

static enum err one_staff(struct db_rows *rows, struct staff *ret_staff)
{
	struct staff staff;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_staff(rows, &staff);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_staff = staff;
	return ERR_OK;
}

enum err store_staff_by_number(struct db *db, int64_t number, struct staff *ret_staff)
{
	static const char sql[] =
		"SELECT " STAFF_COLUMNS " FROM staff WHERE property = $1 AND number = $2";

	return one_staff(db_query(db, sql, V(db_property(db)), V(number)), ret_staff);
}

enum err store_staff_by_id(struct db *db, int64_t id, struct staff *ret_staff)
{
	static const char sql[] =
		"SELECT " STAFF_COLUMNS " FROM staff WHERE property = $1 AND id = $2";

	return one_staff(db_query(db, sql, V(db_property(db)), V(id)), ret_staff);
}

enum err store_staff_list(struct db *db, struct staff *staff, int size, int *ret_n)
{
	static const char sql[] = "SELECT " STAFF_COLUMNS " FROM staff "
				  "WHERE property = $1 AND is_active = 1 ORDER BY number";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_staff(rows, &staff[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

static enum err one_secret(struct db_rows *rows, char ret_secret[HASH_SECRET_TEXT_SIZE])
{
	bool found = db_next(rows);
	enum err err;

	if (found)
		str_copy(ret_secret, HASH_SECRET_TEXT_SIZE, db_text(rows, 0));
	err = db_end(rows);
	return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

enum err store_staff_secret(struct db *db, int64_t id, char ret_secret[HASH_SECRET_TEXT_SIZE])
{
	static const char sql[] = "SELECT secret FROM staff WHERE property = $1 AND id = $2";

	return one_secret(db_query(db, sql, V(db_property(db)), V(id)), ret_secret);
}

enum err store_staff_password(struct db *db, int64_t id, char ret_secret[HASH_SECRET_TEXT_SIZE])
{
	static const char sql[] = "SELECT password FROM staff WHERE property = $1 AND id = $2";

	return one_secret(db_query(db, sql, V(db_property(db)), V(id)), ret_secret);
}

enum err store_staff_insert(struct tx *tx, const struct staff *staff, const char *secret)
{
	static const char sql[] =
		"INSERT INTO staff (property, id, number, name, role, language, secret, demo_pin, "
		"password, failed, locked_until_unix_ms, is_active, version) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, 0, $9, 1)";

	return db_run(tx->db, sql, V(tx->property), V(staff->id), V(staff->number), V(staff->name),
		      V(perm_role_name(staff->role)), V(staff->language), V(secret),
		      V(staff->demo_pin), V(staff->is_active));
}

enum err store_staff_update(struct tx *tx, const struct staff *staff)
{
	static const char sql[] =
		"UPDATE staff SET name = $3, role = $4, language = $5, is_active = $6, "
		"version = version + 1 WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(staff->id), V(staff->name),
		      V(perm_role_name(staff->role)), V(staff->language), V(staff->is_active));
}

enum err store_staff_set_secret(struct tx *tx, int64_t id, const char *secret,
				const char *demo_pin)
{
	static const char sql[] =
		"UPDATE staff SET secret = $3, demo_pin = $4, failed = 0, "
		"locked_until_unix_ms = 0, version = version + 1 WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(id), V(secret), V(demo_pin));
}

enum err store_staff_set_password(struct tx *tx, int64_t id, const char *secret)
{
	static const char sql[] = "UPDATE staff SET password = $3, version = version + 1 "
				  "WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(id), V(secret));
}

enum err store_staff_set_failed(struct tx *tx, int64_t id, int64_t failed,
				int64_t locked_until_unix_ms)
{
	static const char sql[] = "UPDATE staff SET failed = $3, locked_until_unix_ms = $4, "
				  "version = version + 1 WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(id), V(failed), V(locked_until_unix_ms));
}

enum err store_reason_list(struct db *db, const char *kind, struct reason *reasons, int size,
			   int *ret_n)
{
	static const char sql[] = "SELECT id, text FROM reason "
				  "WHERE property = $1 AND kind = $2 AND is_active = 1 ORDER BY id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(kind));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows)) {
		reasons[n].id = db_int(rows, 0);
		str_copy(reasons[n].text, sizeof reasons[n].text, db_text(rows, 1));
		n++;
	}
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_reason_insert(struct tx *tx, const char *kind, const char *text)
{
	static const char sql[] = "INSERT INTO reason (property, id, kind, text, is_active, "
				  "version) VALUES ($1, $2, $3, $4, 1, 1)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(kind), V(text));
}

enum err store_note_insert(struct tx *tx, const char *text, int64_t *ret_id)
{
	static const char sql[] =
		"INSERT INTO note (property, id, text, version) VALUES ($1, $2, $3, 1)";
	int64_t id = tx_id(tx);
	enum err err = db_run(tx->db, sql, V(tx->property), V(id), V(text));

	if (err == ERR_OK)
		*ret_id = id;
	return err;
}

enum err store_note_text(struct db *db, int64_t id, char *into, size_t size)
{
	static const char sql[] = "SELECT text FROM note WHERE property = $1 AND id = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(id));

	into[0] = '\0';
	if (db_next(rows))
		str_copy(into, size, db_text(rows, 0));
	return db_end(rows);
}

enum err store_event_insert(struct tx *tx, const char *kind, int64_t subject, int64_t value)
{
	static const char sql[] = "INSERT INTO event (property, id, kind, subject, value) "
				  "VALUES ($1, $2, $3, $4, $5)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(kind), V(subject), V(value));
}
