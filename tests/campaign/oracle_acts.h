/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_acts.h -- the acts of the campaign, as a table.
 *
 * Shape   an act chooses what to do at random and does it to core and oracle alike; the verdict
 *         holds both answers.  An act without anything to do says so and is not counted.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_ORACLE_ACTS_H
#define SANDUQ_TESTS_CAMPAIGN_ORACLE_ACTS_H

#include "campaign/oracle_world.h"

struct verdict {
	bool has_act;              /* false: nothing to do here */
	enum err core, oracle;
};

struct oracle_act {
	const char *name;
	bool on_checks, on_folios;
	int weight;                /* how often, against the others */
	struct verdict (*run)(struct world *world, const struct engine *engine,
			      struct cases *cases);
};

/* All acts, ending with one without a name. */
extern const struct oracle_act oracle_acts[];

/* Those of table service (oracle_table.c), in the table too. */
#define ORACLE_TABLE_ACTS(X)                                                              \
	X(ring_menu) X(void_pieces) X(price) X(retax) X(service) X(waive) X(exempt)       \
	X(tax_again) X(thaw) X(split_seats) X(split_percent) X(reopen) X(transfer) X(merge) \
	X(untransfer)
#define ORACLE_TABLE_ACT(name)                                                            \
	struct verdict act_##name(struct world *world, const struct engine *engine,       \
				  struct cases *cases);
ORACLE_TABLE_ACTS(ORACLE_TABLE_ACT)
#undef ORACLE_TABLE_ACT

/* The i-th mutant's name, NULL after the last; and an engine with its flaw. */
const char *oracle_mutant_name(int i);
struct engine oracle_mutant_engine(int i);

/* Flaws of oracle_flaws.c, for the table of mutants: name, what of the engine, function. */
#define ORACLE_FLAWS(X)                                                                   \
	X("amount taken of others' lines", bill, flaw_amount_of_all)                      \
	X("price for the check taken off it", bill, flaw_target_taken_off)                \
	X("service shared by weight", bill, flaw_service_by_weight)                       \
	X("service before discounts", bill, flaw_service_before_discounts)                \
	X("service untaxed", bill, flaw_service_untaxed)                                  \
	X("service on what is free of it", bill, flaw_service_on_all)                     \
	X("exempt tax put on others", bill, flaw_exempt_on_others)                        \
	X("exempt tax owed by others later", bill, flaw_exempt_forgotten)                 \
	X("remainder dropped over cells", spread, flaw_spread_drops)                      \
	X("all in the first cell", spread, flaw_spread_in_first)                          \
	X("voided pieces count again", void_pieces, flaw_pieces_counted)                  \
	X("paid pieces voided", void_pieces, flaw_pieces_paid)                            \
	X("retax keeps the old tax", retax, flaw_retax_copies)                            \
	X("undo forgets a column", undo, flaw_undo_forgets_column)                        \
	X("transfer leaves a copy", transfer, flaw_transfer_copies)                       \
	X("transfer forgets the tax", transfer, flaw_transfer_forgets_tax)                \
	X("transfer out of a paid part", transfer, flaw_transfer_paid)                    \
	X("transfer undone to the first part", untransfer, flaw_untransfer_to_first)
enum err flaw_amount_of_all(const struct bill_in *in, struct bill_out *ret_out);
enum err flaw_target_taken_off(const struct bill_in *in, struct bill_out *ret_out);
enum err flaw_service_by_weight(const struct bill_in *in, struct bill_out *ret_out);
enum err flaw_service_before_discounts(const struct bill_in *in, struct bill_out *ret_out);
enum err flaw_service_untaxed(const struct bill_in *in, struct bill_out *ret_out);
enum err flaw_service_on_all(const struct bill_in *in, struct bill_out *ret_out);
enum err flaw_exempt_on_others(const struct bill_in *in, struct bill_out *ret_out);
enum err flaw_exempt_forgotten(const struct bill_in *in, struct bill_out *ret_out);
enum err flaw_spread_drops(struct carry *carry, int item, int64_t amount_minor);
enum err flaw_spread_in_first(struct carry *carry, int item, int64_t amount_minor);
enum err flaw_pieces_counted(struct carry *carry, int item, int64_t quantity, int64_t of);
enum err flaw_pieces_paid(struct carry *carry, int item, int64_t quantity, int64_t of);
enum err flaw_retax_copies(struct carry *carry, int line, int column);
enum err flaw_undo_forgets_column(struct carry *carry, int act);
enum err flaw_transfer_copies(struct carry *from, const int *lines, int n, struct carry *to,
			      int part);
enum err flaw_transfer_forgets_tax(struct carry *from, const int *lines, int n, struct carry *to,
				   int part);
enum err flaw_transfer_paid(struct carry *from, const int *lines, int n, struct carry *to,
			    int part);
enum err flaw_untransfer_to_first(struct carry *from, int from_act, struct carry *to, int to_act);

/* The core as it is. */
struct engine oracle_core_engine(void);

#endif
