/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/stations.h -- one station at work: a process of its own that rings and is paid as
 *                              fast as the store lets it.
 *
 * Shape   the campaign starts itself again as a station.  The station says 'r' when it is ready,
 *         reads the moment to begin, works until the end and writes a struct station_result.
 * Units   *_us are microseconds, amounts are minor units of the house's currency.
 * Rules   B4 (one station edits a bill, another takes it over), L3, L5.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_STATIONS_H
#define SANDUQ_TESTS_CAMPAIGN_STATIONS_H

#include <stdbool.h>
#include <stdint.h>

struct station_how {
	const char *url;
	const char *keys;          /* folder */
	int number;                /* of the station */
	uint64_t seed;
	bool lies;                 /* kept mutant: owns up to a payment that was never posted */
};

struct station_result {
	int64_t acts;              /* acknowledged */
	int64_t refused;           /* by rule: another holds the bill, it changed, it is closed */
	int64_t taken_over;
	int64_t errors;            /* anything else: what a cashier would see as an error */
	int64_t paid_minor;        /* acknowledged tenders */
	int64_t receipts;          /* acknowledged parts closed */
	int64_t p50_us, p99_us, worst_us;   /* of every act, from the call to its answer */
	char first[160];           /* the first error */
};

/* Works as one station on stdin and stdout; returns the exit code. */
int station_work(const struct station_how *how);

#endif
