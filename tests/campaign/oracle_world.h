/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_world.h -- one bill twice: in the core, and in the oracle.
 *
 * Shape   struct world holds both; an act is done to both, then every figure is compared.  The core
 *         is called through struct engine, so that a mutant can stand in its place.
 * Owner   plain structs; a world is saved and put back by assignment.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_ORACLE_WORLD_H
#define SANDUQ_TESTS_CAMPAIGN_ORACLE_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/bill.h"
#include "core/carry.h"
#include "core/cases.h"
#include "core/entry.h"
#include "oracle/oracle.h"

#define WORLD_LINES 1600
#define WORLD_PARTS (ORACLE_PARTS - 1)
#define WORLD_COLUMNS 5
#define WORLD_CLASSES 3
#define WORLD_NEXT_LINES 400
#define WORLD_WENT 12
#define WORLD_NEXT_PARTS 2

struct world;

/* What the campaign calls of the core. */
struct engine {
	enum err (*bill)(const struct bill_in *in, struct bill_out *ret_out);
	enum err (*take)(struct carry *carry, int line);
	enum err (*move)(struct carry *carry, int line, int part);
	enum err (*share)(struct carry *carry, const int *lines, int n_lines, const int *parts,
			  const int64_t *weights, int n_parts);
	enum err (*undo)(struct carry *carry, int act);
	enum err (*retax)(struct carry *carry, int line, int column);
	enum err (*spread)(struct carry *carry, int item, int64_t amount_minor);
	enum err (*void_pieces)(struct carry *carry, int item, int64_t quantity, int64_t of);
	enum err (*transfer)(struct carry *from, const int *lines, int n, struct carry *to,
			     int part);
	enum err (*untransfer)(struct carry *from, int from_act, struct carry *to, int to_act);
	enum err (*portion)(const struct share_amount *whole, const int64_t *weights, int n,
			    struct share_amount *ret_parts);
	enum err (*round_step)(int64_t minor, int64_t step_minor, int64_t *ret_minor);
};

/* The books as the core's entries make them. */
struct books {
	int64_t drawer, rounding, owed;
	int64_t revenue[WORLD_COLUMNS], tax[SHARE_TAXES];
};

/* The bill at the next table, or the next folio: lines come from there and go there. */
struct next_bill {
	struct carry carry;
	struct carry_line lines[WORLD_NEXT_LINES];
	struct oracle oracle;
};

/* Lines that went to the next bill (or, is_back, came from it), as acts on both. */
struct went {
	bool is_back;
	int from_act, to_act;
};

struct world {
	bool is_folio;
	struct tax_class classes[WORLD_CLASSES];
	struct bill_column columns[WORLD_COLUMNS];
	struct carry carry;
	struct carry_line lines[WORLD_LINES];
	struct bill_discount discounts[ORACLE_DISCOUNTS];
	int n_discounts;
	struct bill_part parts[WORLD_PARTS];
	struct share_amount frozen[WORLD_PARTS * WORLD_COLUMNS];
	struct share_amount frozen_exempted[WORLD_PARTS * WORLD_COLUMNS];
	struct share_amount cells[WORLD_PARTS * WORLD_COLUMNS];
	struct share_amount exempted[WORLD_PARTS * WORLD_COLUMNS];
	unsigned char exempt[WORLD_PARTS * WORLD_CLASSES];
	struct bill_service service;
	struct bill_out out;
	int64_t paid[ORACLE_PARTS];
	bool is_closed[ORACLE_PARTS];
	struct books books;
	int64_t pieces[WORLD_LINES];         /* by the first line of an item */
	struct went went[WORLD_WENT];
	int n_went;
	struct next_bill next;
	struct oracle oracle;
};

/* A difference found, in words; empty when there is none. */
struct difference {
	char text[200];
	int64_t comparisons;
};

/* A new bill with random taxes, columns and parts. */
void world_begin(struct world *world, struct cases *cases, bool is_folio);

/* Computes what the parts owe, on both sides; *ret_oracle is the oracle's answer. */
enum err world_bill(struct world *world, const struct engine *engine, enum err *ret_oracle);

/* Compares every figure; false when `difference` was written. */
bool world_compare(const struct world *world, struct difference *difference);

/* What the core says a part comes to. */
int64_t world_owes(const struct world *world, int part);

/* The index of the k-th live line in a list of the core, or -1. */
int world_live(const struct world *world, int k);
int world_live_of(const struct carry *carry, int k);

/* Posts a balanced entry into the books. */
enum err world_book(struct world *world, struct entry *entry);

#endif
