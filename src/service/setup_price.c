/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/setup_price.c -- the acts that keep the rules for discounts and service charges.
 */
#include "service/setup_price.h"

#include "base/str.h"
#include "service/setup.h"
#include "store/store_staff.h"

#define NO_TAX "No tax"

/* The reason with these words, made when there is none; 0 for no words. */
static enum err reason_of(struct tx *tx, const char *text, int64_t *ret_id)
{
	static const char sql[] = "SELECT min(id) FROM reason WHERE property = $1 "
				  "AND kind = 'discount' AND text = $2 AND is_active = 1 "
				  "HAVING count(*) > 0";
	enum err err;

	*ret_id = 0;
	if (text[0] == '\0')
		return ERR_OK;
	err = db_one_int(tx->db, ret_id, sql, V(tx->property), V(text));
	if (err != ERR_NOT_FOUND)
		return err;
	err = store_reason_insert(tx, "discount", text);
	return err == ERR_OK ? db_one_int(tx->db, ret_id, sql, V(tx->property), V(text)) : err;
}

static enum err discount_in(struct tx *tx, void *arg)
{
	const struct setup_discount *discount = arg;
	struct discount_rule rule = { .no = discount->no,
				      .kind = discount->kind,
				      .scope = discount->scope,
				      .rate_ppm = discount->rate_ppm,
				      .amount_minor = discount->amount_minor,
				      .target_minor = discount->target_minor,
				      .stands_alone = discount->stands_alone,
				      .is_active = discount->is_active };
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err == ERR_OK && discount->scope == DISCOUNT_OF_CATEGORY)
		err = store_category_by_name(tx->db, discount->category, &rule.category);
	if (err == ERR_OK)
		err = reason_of(tx, discount->reason, &rule.reason);
	str_copy(rule.name, sizeof rule.name, discount->name);
	return err == ERR_OK ? store_discount_rule_put(tx, &rule, &tx->result) : err;
}

static enum err check_discount(const struct setup_discount *discount)
{
	int set = (discount->rate_ppm >= 0) + (discount->amount_minor >= 0) +
		  (discount->target_minor >= 0);
	enum err err = app_name_check(discount->name, BILL_NAME_SIZE);

	if (err == ERR_OK)
		err = app_text_check(discount->reason, BILL_NAME_SIZE);
	if (err == ERR_OK && (set != 1 || discount->rate_ppm == 0 || discount->amount_minor == 0 ||
			      discount->rate_ppm > MONEY_PPM ||
			      discount->amount_minor > SETUP_PRICE_MAX ||
			      discount->target_minor > SETUP_PRICE_MAX || discount->no < 1 ||
			      discount->no > SETUP_RULE_NO_MAX))
		err = ERR_RANGE;
	return err;
}

enum err setup_discount_check(struct app *app, const struct setup_discount *discount)
{
	struct discount_rule there;
	int64_t id;
	enum err err = check_discount(discount);

	if (err == ERR_OK && discount->scope == DISCOUNT_OF_CATEGORY)
		err = store_category_by_name(app->db, discount->category, &id);
	if (err != ERR_OK)
		return err;
	err = store_discount_rule_by_name(app->db, discount->name, &there);
	if (err == ERR_OK && there.kind != discount->kind)
		return ERR_STATE;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

enum err setup_discount(struct app *app, const struct act *act,
			const struct setup_discount *discount, int64_t *ret_id)
{
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = check_discount(discount);

	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "discount-put", 0, &hash);
	hash_int(&hash, discount->no);
	hash_str(&hash, discount->name);
	hash_int(&hash, (int64_t)discount->kind);
	hash_int(&hash, (int64_t)discount->scope);
	hash_str(&hash, discount->category);
	hash_int(&hash, discount->rate_ppm);
	hash_int(&hash, discount->amount_minor);
	hash_int(&hash, discount->target_minor);
	hash_int(&hash, discount->stands_alone);
	hash_str(&hash, discount->reason);
	hash_int(&hash, discount->is_active);
	hash_end(&hash, content);
	return act_run(app->db, act, "discount-put", content, discount_in,
		       (void *)(uintptr_t)discount, ret_id);
}

/* A class without any tax, for a charge that is not taxed. */
static enum err untaxed(struct tx *tx, int64_t *ret_class)
{
	struct tax_version version = { .rules = { .n = 0 } };
	int64_t there;
	enum err err = store_tax_class_put(tx, NO_TAX, ret_class);

	version.tax_class = *ret_class;
	if (err == ERR_OK)
		err = store_tax_version_at(tx->db, *ret_class, tx->business_date, &there);
	return err == ERR_NOT_FOUND
		       ? store_tax_version_insert(tx, &version, tx->business_date)
		       : err;
}

static enum err room_of(struct db *db, const char *name, int64_t *ret_room)
{
	static const char sql[] = "SELECT id FROM room WHERE property = $1 AND name = $2";

	*ret_room = 0;
	return name[0] == '\0' ? ERR_OK
			       : db_one_int(db, ret_room, sql, V(db_property(db)), V(name));
}

static enum err service_in(struct tx *tx, void *arg)
{
	const struct setup_service *service = arg;
	struct service_rule rule = { .covers = service->covers,
				     .rate_ppm = service->rate_ppm,
				     .is_active = service->is_active };
	int64_t number;
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err == ERR_OK)
		err = room_of(tx->db, service->room, &rule.room);
	if (err == ERR_OK)
		err = service->tax_class[0] == '\0'
			      ? untaxed(tx, &rule.tax_class)
			      : store_tax_class_by_name(tx->db, service->tax_class,
							&rule.tax_class);
	if (err == ERR_OK)
		err = store_department_put(tx, service->department, false, &rule.department,
					   &number);
	str_copy(rule.name, sizeof rule.name, service->name);
	return err == ERR_OK ? store_service_rule_put(tx, &rule, &tx->result) : err;
}

static enum err check_service(const struct setup_service *service)
{
	enum err err = app_name_check(service->name, BILL_NAME_SIZE);

	if (err == ERR_OK)
		err = app_name_check(service->department, MENU_NAME_SIZE);
	if (err == ERR_OK && (service->rate_ppm < 0 || service->rate_ppm > MONEY_PPM ||
			      service->covers < 0 || service->covers > SETUP_COVERS_MAX))
		err = ERR_RANGE;
	return err;
}

enum err setup_service_check(struct app *app, const struct setup_service *service)
{
	int64_t id;
	enum err err = check_service(service);

	if (err == ERR_OK)
		err = room_of(app->db, service->room, &id);
	if (err == ERR_OK && service->tax_class[0] != '\0')
		err = store_tax_class_by_name(app->db, service->tax_class, &id);
	return err;
}

enum err setup_service(struct app *app, const struct act *act,
		       const struct setup_service *service, int64_t *ret_id)
{
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = check_service(service);

	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "service-put", 0, &hash);
	hash_str(&hash, service->name);
	hash_str(&hash, service->room);
	hash_int(&hash, service->covers);
	hash_int(&hash, service->rate_ppm);
	hash_str(&hash, service->tax_class);
	hash_str(&hash, service->department);
	hash_int(&hash, service->is_active);
	hash_end(&hash, content);
	return act_run(app->db, act, "service-put", content, service_in,
		       (void *)(uintptr_t)service, ret_id);
}
