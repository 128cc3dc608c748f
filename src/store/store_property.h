/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_property.h -- the house and its stations.  [db]
 *
 * Shape   struct property is the one row of the house; business_date is read again inside every
 *         act (struct tx), never from here, when something is posted.
 * Errors  ERR_NOT_FOUND, those of db.h.
 * Owner   plain values.
 */
#ifndef SANDUQ_STORE_STORE_PROPERTY_H
#define SANDUQ_STORE_STORE_PROPERTY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"
#include "core/money.h"
#include "store/act.h"

#define PROPERTY_NAME_SIZE 96
#define PROPERTY_KIND_SIZE 16
#define PROPERTY_ZONE_SIZE 64
#define PROPERTY_ADDRESS_SIZE 256
#define PROPERTY_TAX_NUMBER_SIZE 40

struct property {
	char name[PROPERTY_NAME_SIZE];
	char kind[PROPERTY_KIND_SIZE];       /* live, demo, training, test */
	char currency[MONEY_UNIT_SIZE];
	int exponent;
	int64_t cash_step_minor;
	char time_zone[PROPERTY_ZONE_SIZE];
	int32_t business_date;
	char public_key[HASH_TEXT_SIZE];
	char address[PROPERTY_ADDRESS_SIZE]; /* lines of the receipt's head, separated by '|' */
	char tax_number[PROPERTY_TAX_NUMBER_SIZE];
};

/* True for a house where people learn: nothing of it is money, and all that leaves it says so. */
static inline bool property_is_training(const struct property *property)
{
	return str_equal(property->kind, "training");
}

/* Reads the house. */
enum err store_property_load(struct db *db, struct property *ret_property);

/* Writes the row of a new house. */
enum err store_property_insert(struct tx *tx, const struct property *property);

/* Moves the business date (L8). */
enum err store_property_set_date(struct tx *tx, int32_t date);

/* Notes that a station exists; fine when it does already. */
enum err store_station_note(struct tx *tx, int number, const char *name);

/* Whether it was noted before. */
enum err store_station_is_noted(struct db *db, int number, bool *ret_noted);

#endif
