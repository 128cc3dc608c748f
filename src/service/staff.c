/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/staff.c -- login, lockout, PINs.  The slow hash is computed outside of transactions, so
 * that no other station waits for it.
 */
#include "service/staff.h"

#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "base/utf8.h"

#define STAFF_WAIT_MS INT64_C(30000)
#define STAFF_LOCK_MS (INT64_C(10) * 365 * 24 * 3600 * 1000)

/* A hash that no PIN fits: checked for unknown numbers, so that they take as long as known ones. */
static const char nobody[] = "$argon2id$v=19$m=32768,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
			     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

struct try {
	const struct staff *staff;   /* NULL: unknown number */
	const char *kind, *wrong;    /* events kept */
	bool is_right;
	int64_t failed;
};

static int64_t wait_after(int64_t failed)
{
	if (failed >= STAFF_TRIES_MAX)
		return STAFF_LOCK_MS;
	if (failed < STAFF_TRIES_FREE)
		return 0;
	return STAFF_WAIT_MS << (failed - STAFF_TRIES_FREE);
}

static enum err try_in(struct tx *tx, void *arg)
{
	struct try *try = arg;
	struct staff now;
	enum err err;

	if (try->staff == NULL)
		return store_event_insert(tx, try->wrong, 0, 0);
	err = store_staff_by_id(tx->db, try->staff->id, &now);
	if (err != ERR_OK)
		return err;
	/* What came about while the PIN was looked at counts: another till may have locked them. */
	if (!now.is_active)
		return ERR_PIN;
	if (now.locked_until_unix_ms > clock_unix_ms(db_clock(tx->db)))
		return ERR_LOCKED_OUT;
	if (try->is_right) {
		if (now.failed != 0)
			err = store_staff_set_failed(tx, now.id, 0, 0);
		if (err == ERR_OK)
			err = store_event_insert(tx, try->kind, now.id, now.failed);
		return err;
	}
	try->failed = now.failed + 1;
	err = store_staff_set_failed(tx, now.id, try->failed,
				     try->failed < STAFF_TRIES_FREE
					     ? 0
					     : tx->at_unix_ms + wait_after(try->failed));
	if (err == ERR_OK)
		err = store_event_insert(tx, try->wrong, now.id, try->failed);
	return err;
}

static enum err record(struct app *app, struct try *try)
{
	struct act act = app_act(app, try->staff != NULL ? try->staff->id : 0);

	return act_run(app->db, &act, try->is_right ? try->kind : try->wrong, "", try_in, try,
		       NULL);
}

/* The hash that a try is held against: of the PIN or of the password. */
static enum err known_secret(struct app *app, int64_t staff, bool is_password,
			     char ret_secret[HASH_SECRET_TEXT_SIZE])
{
	char secret[HASH_SECRET_TEXT_SIZE] = "";
	enum err err = is_password ? store_staff_password(app->db, staff, secret)
				   : store_staff_secret(app->db, staff, secret);

	if (err == ERR_OK && is_password && secret[0] == '\0')
		return ERR_NO_PASSWORD;
	if (err == ERR_OK)
		str_copy(ret_secret, HASH_SECRET_TEXT_SIZE, secret);
	hash_wipe(secret, sizeof secret);
	return err;
}

/* One try of a PIN or password. */
static enum err enter(struct app *app, int64_t number, const char *text, bool is_password,
		      const char *kind, struct staff *ret_staff)
{
	struct staff staff;
	struct try try = { .kind = kind, .wrong = is_password ? "wrong-password" : "wrong-pin" };
	char secret[HASH_SECRET_TEXT_SIZE];
	enum err err = store_staff_by_number(app->db, number, &staff);

	str_copy(secret, sizeof secret, nobody);
	if (err == ERR_OK && staff.is_active) {
		try.staff = &staff;
		err = known_secret(app, staff.id, is_password, secret);
	}
	if (err != ERR_OK && err != ERR_NOT_FOUND)
		return err;
	if (try.staff != NULL && staff.locked_until_unix_ms > clock_unix_ms(app->clock))
		return ERR_LOCKED_OUT;
	try.is_right = hash_secret_check(text, app->keys->pepper, secret) == ERR_OK &&
		       try.staff != NULL;
	hash_wipe(secret, sizeof secret);
	err = record(app, &try);
	if (err == ERR_OK && !try.is_right)
		err = try.failed >= STAFF_TRIES_FREE ? ERR_LOCKED_OUT : ERR_PIN;
	if (err != ERR_OK)
		return err == ERR_PIN && is_password ? ERR_PASSWORD : err;
	staff.failed = 0;
	*ret_staff = staff;
	return ERR_OK;
}

enum err staff_enter(struct app *app, int64_t number, const char *pin, const char *kind,
		     struct staff *ret_staff)
{
	return enter(app, number, pin, false, kind, ret_staff);
}

enum err staff_approve(struct app *app, struct act *act, int64_t number, const char *secret,
		       struct staff *ret_staff)
{
	bool is_password = act->need != NULL && act->need->password_above_minor != 0;
	struct staff staff;
	enum err err = enter(app, number, secret, is_password, "approve", &staff);

	if (err != ERR_OK)
		return err;
	act->approver = staff.id;
	act->is_by_password = is_password;
	*ret_staff = staff;
	return ERR_OK;
}

static enum err leave_in(struct tx *tx, void *arg)
{
	return store_event_insert(tx, arg, tx->act->staff, 0);
}

enum err staff_leave(struct app *app, int64_t staff, const char *kind)
{
	struct act act = app_act(app, staff);

	return act_run(app->db, &act, kind, "", leave_in, (void *)(uintptr_t)kind, NULL);
}

static bool is_run(const char *pin, int step)
{
	for (size_t i = 1; pin[i] != '\0'; i++)
		if (pin[i] - pin[i - 1] != step)
			return false;
	return true;
}

enum err staff_pin_check(const char *pin, enum role role)
{
	size_t len = strlen(pin);
	size_t least = role == ROLE_WAITER ? STAFF_PIN_MIN : STAFF_PIN_MIN_STRONG;

	for (size_t i = 0; i < len; i++)
		if (pin[i] < '0' || pin[i] > '9')
			return ERR_SYNTAX;
	if (len < least || len >= STAFF_PIN_SIZE)
		return ERR_WEAK_PIN;
	return is_run(pin, 0) || is_run(pin, 1) || is_run(pin, -1) ? ERR_WEAK_PIN : ERR_OK;
}

struct put {
	const struct staff_new *person;
	const char *secret;
};

/* A PIN is readable on a demo store only; one that was long enough for a waiter is not for others;
 * the list that people are chosen from holds so many. */
static enum err check_put(struct tx *tx, const struct staff_new *person, const struct staff *before)
{
	static const char people[] =
		"SELECT count(*) FROM staff WHERE property = $1 AND is_active = 1";
	static const char shows[] = "SELECT count(*) FROM property WHERE property = $1 "
				    "AND kind IN ('demo', 'test')";
	int64_t n = 1;
	enum err err = ERR_OK;

	if (person->show_pin)
		err = db_one_int(tx->db, &n, shows, V(tx->property));
	if (err == ERR_OK && n == 0)
		return ERR_STATE;
	if (err == ERR_OK && before != NULL && person->pin == NULL &&
	    before->role == ROLE_WAITER && person->role != ROLE_WAITER)
		return ERR_WEAK_PIN;
	if (err == ERR_OK && person->is_active && (before == NULL || !before->is_active)) {
		err = db_one_int(tx->db, &n, people, V(tx->property));
		if (err == ERR_OK && n >= STAFF_LIST_MAX)
			err = ERR_LIMIT;
	}
	return err;
}

static enum err put_in(struct tx *tx, void *arg)
{
	const struct put *put = arg;
	const struct staff_new *person = put->person;
	const char *shown = person->show_pin && person->pin != NULL ? person->pin : "";
	struct staff staff = { 0 };
	enum err err = app_allow(tx, PERM_SETUP, 0);
	bool is_new;

	if (err != ERR_OK)
		return err;
	err = store_staff_by_number(tx->db, person->number, &staff);
	is_new = err == ERR_NOT_FOUND;
	if (err == ERR_OK || is_new)
		err = check_put(tx, person, is_new ? NULL : &staff);
	if (err != ERR_OK)
		return err;
	if (is_new)
		staff = (struct staff){ .id = tx_id(tx), .number = person->number };
	str_copy(staff.name, sizeof staff.name, person->name);
	str_copy(staff.language, sizeof staff.language, person->language);
	str_copy(staff.demo_pin, sizeof staff.demo_pin, shown);
	staff.role = person->role;
	staff.is_active = person->is_active;
	tx->result = staff.id;
	err = is_new ? store_staff_insert(tx, &staff, put->secret) : store_staff_update(tx, &staff);
	if (err == ERR_OK && !is_new && person->pin != NULL)
		err = store_staff_set_secret(tx, staff.id, put->secret, shown);
	if (err == ERR_OK)
		err = store_event_insert(tx, "staff-set", staff.id, (int64_t)staff.role);
	return err;
}

enum err staff_put(struct app *app, const struct act *act, const struct staff_new *person,
		   int64_t *ret_id)
{
	char secret[HASH_SECRET_TEXT_SIZE] = "", content[HASH_TEXT_SIZE];
	struct put put = { person, secret };
	struct hash hash;
	enum err err = app_name_check(person->name, STAFF_NAME_SIZE);
	if (err == ERR_OK)
		err = app_text_check(person->language, STAFF_LANGUAGE_SIZE);
	if (err == ERR_OK && (person->number < 1 || person->number > STAFF_NUMBER_MAX))
		err = ERR_RANGE;
	if (err != ERR_OK)
		return err;
	if (person->pin != NULL) {
		err = staff_pin_check(person->pin, person->role);
		if (err == ERR_OK)
			err = hash_secret(person->pin, app->keys->pepper, secret);
		if (err != ERR_OK)
			return err;
	}
	/* The PIN stays out: a digest of so few digits would tell it to whoever has the key. */
	app_digest_begin(app, "staff-put", 0, &hash);
	hash_int(&hash, person->number);
	hash_str(&hash, person->name);
	hash_int(&hash, (int64_t)person->role);
	hash_str(&hash, person->language);
	hash_int(&hash, person->pin != NULL);
	hash_int(&hash, person->show_pin);
	hash_int(&hash, person->is_active);
	hash_end(&hash, content);
	err = act_run(app->db, act, "staff-put", content, put_in, &put, ret_id);
	hash_wipe(secret, sizeof secret);
	return err;
}

/* Letters of every script are above ASCII; so are other digits, which then count as letters. */
enum err staff_password_check(const char *password)
{
	size_t len = strlen(password), n = 0;
	bool has_letter = false, has_digit = false;

	if (!utf8_valid(password, len))
		return ERR_SYNTAX;
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)password[i], low = byte | 0x20;

		if (byte < 0x20 || byte == 0x7f)
			return ERR_SYNTAX;
		n += (byte & 0xc0) != 0x80;
		has_digit = has_digit || (byte >= '0' && byte <= '9');
		has_letter = has_letter || byte >= 0x80 || (low >= 'a' && low <= 'z');
	}
	return n >= STAFF_PASSWORD_MIN && n <= STAFF_PASSWORD_MAX && has_letter && has_digit
		       ? ERR_OK
		       : ERR_WEAK_PASSWORD;
}

struct password {
	int64_t number;
	const char *secret;
};

static enum err password_in(struct tx *tx, void *arg)
{
	const struct password *password = arg;
	struct staff staff;
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err == ERR_OK)
		err = store_staff_by_number(tx->db, password->number, &staff);
	if (err == ERR_OK && (!staff.is_active || staff.role == ROLE_SYSTEM))
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		err = store_staff_set_password(tx, staff.id, password->secret);
	if (err == ERR_OK)
		err = store_event_insert(tx, "password-set", staff.id, 0);
	return err;
}

enum err staff_set_password(struct app *app, const struct act *act, int64_t number,
			    const char *password)
{
	char secret[HASH_SECRET_TEXT_SIZE] = "", content[24];
	struct password set = { number, secret };
	enum err err = staff_password_check(password);

	if (err == ERR_OK)
		err = hash_secret(password, app->keys->pepper, secret);
	if (err != ERR_OK)
		return err;
	str_format(content, sizeof content, "%lld", (long long)number);
	err = act_run(app->db, act, "staff-password", content, password_in, &set, NULL);
	hash_wipe(secret, sizeof secret);
	return err;
}

static enum err unlock_in(struct tx *tx, void *arg)
{
	const int64_t *staff = arg;
	struct staff locked;
	enum err err = app_allow(tx, PERM_UNLOCK, 0);

	if (err == ERR_OK && *staff == tx->act->staff)
		err = ERR_PERMISSION;
	if (err == ERR_OK)
		err = store_staff_by_id(tx->db, *staff, &locked);
	if (err == ERR_OK)
		err = store_staff_set_failed(tx, *staff, 0, 0);
	if (err == ERR_OK)
		err = store_event_insert(tx, "staff-unlock", *staff, 0);
	return err;
}

enum err staff_unlock(struct app *app, const struct act *act, int64_t staff)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)staff);
	return act_run(app->db, act, "staff-unlock", content, unlock_in, &staff, NULL);
}

enum err staff_system(struct db *db, struct staff *ret_staff)
{
	struct staff list[STAFF_LIST_MAX];
	int n = 0;
	enum err err = store_staff_list(db, list, STAFF_LIST_MAX, &n);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++)
		if (list[i].role == ROLE_SYSTEM) {
			*ret_staff = list[i];
			return ERR_OK;
		}
	return ERR_NOT_FOUND;
}
