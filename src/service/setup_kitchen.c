/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/setup_kitchen.c -- the acts of service/setup_kitchen.h.
 */
#include "service/setup_kitchen.h"

#include "base/str.h"
#include "device/device.h"
#include "document/text.h"
#include "store/store_bill.h"
#include "store/store_menu.h"

static enum err printer_in(struct tx *tx, void *arg)
{
	enum err err = app_allow(tx, PERM_SETUP, 0);

	return err == ERR_OK ? store_printer_put(tx, arg) : err;
}

enum err setup_printer_check(const struct kitchen_printer *printer)
{
	struct device *device;
	enum err err = app_name_check(printer->name, KITCHEN_NAME_SIZE);

	if (err == ERR_OK && (printer->number < 1 || printer->number > KITCHEN_NUMBER_MAX ||
			      printer->width != document_clamp_width((int)printer->width)))
		err = ERR_RANGE;
	if (err == ERR_OK)
		err = device_open(printer->address, &device);
	if (err == ERR_OK)
		device_close(device);
	return err;
}

enum err setup_printer(struct app *app, const struct act *act,
		       const struct kitchen_printer *printer)
{
	struct kitchen_printer put = *printer;
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = setup_printer_check(printer);

	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "printer-put", 0, &hash);
	hash_int(&hash, put.number);
	hash_int(&hash, put.width);
	hash_int(&hash, put.is_active);
	hash_str(&hash, put.name);
	hash_str(&hash, put.address);
	hash_end(&hash, content);
	return act_run(app->db, act, "printer-put", content, printer_in, &put, NULL);
}

static enum err check_there(struct tx *tx, int64_t number)
{
	struct kitchen_printer printer;

	return number == 0 ? ERR_OK : store_printer_load(tx->db, number, &printer);
}

static enum err station_in(struct tx *tx, void *arg)
{
	const struct kitchen_station *station = arg;
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err == ERR_OK)
		err = check_there(tx, station->printer);
	if (err == ERR_OK)
		err = check_there(tx, station->fallback);
	return err == ERR_OK ? store_kitchen_station_put(tx, station) : err;
}

enum err setup_kitchen_station(struct app *app, const struct act *act,
			       const struct kitchen_station *station)
{
	struct kitchen_station put = *station;
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = app_name_check(put.name, KITCHEN_NAME_SIZE);

	if (err == ERR_OK && (put.number < 1 || put.number > KITCHEN_NUMBER_MAX))
		err = ERR_RANGE;
	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "kitchen-station-put", 0, &hash);
	hash_int(&hash, put.number);
	hash_int(&hash, put.printer);
	hash_int(&hash, put.fallback);
	hash_int(&hash, put.has_display);
	hash_int(&hash, put.is_active);
	hash_str(&hash, put.name);
	hash_end(&hash, content);
	return act_run(app->db, act, "kitchen-station-put", content, station_in, &put, NULL);
}

struct category_put {
	const char *name;
	int64_t station, course;
};

static enum err category_in(struct tx *tx, void *arg)
{
	const struct category_put *put = arg;
	struct kitchen_station station;
	int64_t id = 0;
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err == ERR_OK && put->station != 0)
		err = store_kitchen_station_load(tx->db, put->station, &station);
	if (err == ERR_OK)
		err = store_category_by_name(tx->db, put->name, &id);
	return err == ERR_OK ? store_category_set_kitchen(tx, id, put->station, put->course) : err;
}

enum err setup_category_kitchen(struct app *app, const struct act *act, const char *category,
				int64_t station, int64_t course)
{
	struct category_put put = { category, station, course };
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	if (station < 0 || station > KITCHEN_NUMBER_MAX || course < 0 || course > BILL_COURSE_MAX)
		return ERR_RANGE;
	app_digest_begin(app, "category-kitchen", 0, &hash);
	hash_int(&hash, station);
	hash_int(&hash, course);
	hash_str(&hash, category);
	hash_end(&hash, content);
	return act_run(app->db, act, "category-kitchen", content, category_in, &put, NULL);
}
