/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_till_reckon.c -- what the rows say of a bill, put before the oracle.
 */
#include <stdlib.h>
#include <string.h>

#include "campaign/till.h"
#include "store/store_menu.h"

/* Tax versions of the bill, which are the oracle's classes. */
struct versions {
	int64_t id[ORACLE_CLASSES], account[ORACLE_CLASSES][TAX_PARTS_MAX];
};

static int class_of(struct db *db, struct oracle *oracle, int64_t version,
		    struct versions *versions)
{
	struct tax_version found;
	struct oracle_class *class;
	int i = 0;

	while (i < oracle->n_classes && versions->id[i] != version)
		i++;
	if (i < oracle->n_classes)
		return i;
	if (i == ORACLE_CLASSES || store_tax_version_load(db, version, &found) != ERR_OK)
		abort();
	class = &oracle->class[oracle->n_classes++];
	versions->id[i] = version;
	memcpy(versions->account[i], found.accounts, sizeof found.accounts);
	*class = (struct oracle_class){ .is_inclusive = found.rules.inclusive,
					.n = found.rules.n };
	for (int tax = 0; tax < class->n; tax++) {
		class->rate_ppm[tax] = found.rules.part[tax].rate_ppm;
		class->base[tax] = (int)found.rules.part[tax].base;
	}
	return i;
}

/* From which taxes a part is exempt, by itself or with the whole check. */
static void put_exemptions(const struct till_bill *bill, const struct versions *versions,
			   struct oracle *oracle, int p)
{
	memset(oracle->part[p].exempt, 0, sizeof oracle->part[p].exempt);
	for (int i = 0; i < bill->n_exempt; i++)
		for (int class = 0; class < oracle->n_classes; class++)
			for (int tax = 0; tax < oracle->class[class].n; tax++)
				if ((bill->exempt[i].part == 0 ||
				     bill->exempt[i].part == bill->part[p]) &&
				    versions->account[class][tax] == bill->exempt[i].account)
					oracle->part[p].exempt[class][tax + 1] = true;
}

static bool has_lines(const struct till_bill *bill, int part)
{
	for (int i = 0; i < bill->n_items; i++)
		for (int c = 0; c < bill->n_columns; c++)
			if (bill->item[i].amount[part][c] != 0 ||
			    bill->item[i].pieces[part][c] != 0)
				return true;
	return false;
}

/* The columns as they are reckoned: of lines, of the service charge, of what was frozen alone. */
struct order {
	int n, c[ORACLE_COLUMNS];
};

static bool is_lined(const struct till_bill *bill, int c)
{
	for (int i = 0; i < bill->n_items && !bill->has_line[c]; i++)
		for (int p = 0; p <= bill->n_parts; p++)
			if (bill->item[i].amount[p][c] != 0 || bill->item[i].pieces[p][c] != 0)
				return true;
	return bill->has_line[c];
}

static bool is_service(const struct till_bill *bill, int c)
{
	return bill->service_ppm > 0 && bill->version[c] == bill->service_version &&
	       bill->department[c] == bill->service_department;
}

static void order_of(const struct till_bill *bill, struct order *order)
{
	order->n = 0;
	for (int c = 0; c < bill->n_columns; c++)
		if (is_lined(bill, c))
			order->c[order->n++] = c;
	for (int c = 0; c < bill->n_columns; c++)
		if (!is_lined(bill, c) && is_service(bill, c))
			order->c[order->n++] = c;
	for (int c = 0; c < bill->n_columns; c++)
		if (!is_lined(bill, c) && !is_service(bill, c) && bill->has_frozen[c])
			order->c[order->n++] = c;
}

int till_order(const struct till_bill *bill, int *columns)
{
	struct order order;

	order_of(bill, &order);
	memcpy(columns, order.c, (size_t)order.n * sizeof *columns);
	return order.n;
}

static void put_lines(const struct till_bill *bill, const struct order *order,
		      struct oracle *oracle)
{
	oracle->n_lines = 0;
	for (int i = 0; i < bill->n_items; i++)
		for (int p = 0; p <= bill->n_parts; p++)
			for (int o = 0; o < order->n; o++)
				if (bill->item[i].amount[p][order->c[o]] != 0)
					oracle->line[oracle->n_lines++] = (struct oracle_line){
						.part = p, .column = o,
						.figure = { bill->item[i].amount[p][order->c[o]] },
					};
}

/* What frozen parts have, from the old order of columns to the new one. */
static void keep_frozen(const struct order *was, const struct order *order,
			struct oracle_part *part)
{
	struct oracle_part old = *part;

	memset(part->cell, 0, sizeof part->cell);
	memset(part->exempted, 0, sizeof part->exempted);
	for (int o = 0; o < order->n; o++) {
		for (int w = 0; w < was->n; w++) {
			if (was->c[w] != order->c[o])
				continue;
			memcpy(part->cell[o], old.cell[w], sizeof old.cell[w]);
			memcpy(part->exempted[o], old.exempted[w], sizeof old.exempted[w]);
		}
	}
}

static void put_parts(const struct till_bill *bill, const struct versions *versions,
		      struct oracle *oracle)
{
	for (int p = 1; p <= bill->n_parts; p++) {
		struct oracle_part *part = &oracle->part[p];

		part->weight = bill->weight[p];
		part->is_frozen = bill->is_frozen[p];
		part->fixed = bill->weight[p] == 0 && bill->fixed[p] < 0 && !has_lines(bill, p)
				      ? 0 : bill->fixed[p];
		put_exemptions(bill, versions, oracle, p);
	}
}

enum err till_reckon(struct db *db, const struct till_bill *before, const struct till_bill *bill,
		     struct oracle *oracle)
{
	struct versions versions = { 0 };
	struct order was, order;

	order_of(before, &was);
	order_of(bill, &order);
	for (int p = 1; p < ORACLE_PARTS; p++)
		keep_frozen(&was, &order, &oracle->part[p]);
	oracle->n_classes = 0;
	oracle->n_columns = order.n;
	oracle->n_parts = bill->n_parts;
	oracle->n_discounts = bill->n_discounts;
	for (int o = 0; o < order.n; o++)
		oracle->class_of[o] = class_of(db, oracle, bill->version[order.c[o]], &versions);
	for (int i = 0; i < bill->n_discounts; i++) {
		oracle->discount[i].amount = bill->discount[i].amount;
		oracle->discount[i].rate_ppm = bill->discount[i].rate_ppm;
		oracle->discount[i].is_target = bill->discount[i].is_target;
	}
	oracle->service_ppm = bill->service_ppm;
	for (int o = 0; o < order.n; o++)
		if (is_service(bill, order.c[o]))
			oracle->service_column = o;
	put_parts(bill, &versions, oracle);
	put_lines(bill, &order, oracle);
	return oracle_bill(oracle);
}
