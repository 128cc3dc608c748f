/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sales_import.h -- ringing the orders of a file through the services, as a cashier would.
 *
 * Shape   two passes.  The first reads every row, checks it and sorts the rows by order in constant
 *         memory; rows with a mistake are reported with their line.  The second rings one order in
 *         one act, by date, rolling the business date forward as it goes.  The key of an order is
 *         made of the file's digest and the order's number, so a second run rings nothing twice and
 *         a stopped run is continued by running it again.
 * Errors  ERR_DATA (strict and a bad row, or no usable header), ERR_RANGE (an order is older than
 *         the open business date, or more than DAY_AHEAD_MAX days after it), ERR_UNIT (another
 *         currency), ERR_CANCELLED (told to stop), those of the services; sales_import_words()
 *         says more.
 * Owner   plain values.
 * Rules   L3, L8 (the date only moves forward), P1 (card numbers are refused).
 */
#ifndef SANDUQ_SERVICE_SALES_IMPORT_H
#define SANDUQ_SERVICE_SALES_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "service/app.h"
#include "service/sales_profile.h"

struct sales_counts {
	int64_t rows; /* read, without the header */
	int64_t bad_rows;
	int64_t orders; /* found in the file */
	int64_t rung; /* orders rung now */
	int64_t known; /* orders rung by an earlier run */
	int64_t lines; /* lines rung now */
	int64_t rolled; /* business dates closed now */
	int64_t empty; /* of them, those without an order of the file */
};

struct sales_import {
	struct app *app;
	const struct sales_profile *profile;
	const char *path;
	int64_t staff; /* who rings */
	bool strict; /* nothing goes in when a row is bad */
	bool late; /* orders older than the open business date are rung on it */

	/* A row with a mistake. */
	void (*bad_row)(void *arg, int64_t line, const char *reason);

	/* How far it is: bytes of the file in pass 1, orders in pass 2.  False: stop. */
	bool (*progress)(void *arg, int pass, int64_t done, int64_t total);
	void *arg;

	struct sales_counts counts;
	char words[256]; /* what went wrong, in a sentence */
};

/* Runs both passes. */
enum err sales_import_run(struct sales_import *import);

#endif
