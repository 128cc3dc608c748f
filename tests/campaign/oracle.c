/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle.c -- random bills through the core and through the oracle, compared after
 *                            every act; then the core's mutants, each of which must be found.
 *
 *     oracle [--ops=100000] [--seed=1]          the campaign; one in 25 is of the service
 *     oracle --seed=S --till [--trace]          the service alone
 *     oracle --seed=S --document=D --trace      one bill of it again, act by act
 *     oracle --mutant=I                         the same with the I-th mutant for the core
 *
 * A bill depends on the seed and its own number alone, so a difference is found again without the
 * ones before it.  Ends in one line of figures; exits 1 on a difference, on an act that never
 * happened and on a mutant that was not found.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "campaign/oracle_acts.h"
#include "campaign/till.h"

#define ACTS_MAX 32
#define MUTANT_OPS 20000
#define LONGEST_BILL 60
#define ENOUGH_LINES 480
#define TILL_PART 25        /* one in so many ops is one of the service */

struct campaign {
	int64_t ops_wanted, seed, document_wanted;   /* document -1: all */
	int64_t mutant;                              /* -1: the core itself */
	bool is_traced, is_quiet, is_till;
	struct engine engine;
	int64_t ops, refused, comparisons, documents[2], done[ACTS_MAX];
	bool has_difference;
};

static const struct oracle_act *random_act(struct cases *cases, bool is_folio, int *ret_index)
{
	int sum = 0, at;

	for (const struct oracle_act *act = oracle_acts; act->name != NULL; act++)
		sum += act->weight;
	for (;;) {
		at = (int)cases_between(cases, 0, sum - 1);
		for (int i = 0; oracle_acts[i].name != NULL; i++) {
			at -= oracle_acts[i].weight;
			if (at >= 0)
				continue;
			*ret_index = i;
			if (is_folio ? oracle_acts[i].on_folios : oracle_acts[i].on_checks)
				return &oracle_acts[i];
			break;
		}
	}
}

static void report(struct campaign *campaign, int64_t document, int step, const char *act,
		   const char *text)
{
	campaign->has_difference = true;
	if (campaign->is_quiet)
		return;
	printf("difference: seed %lld, bill %lld, step %d, after %s: %s\n",
	       (long long)campaign->seed, (long long)document, step, act, text);
	printf("again: tests/campaign/oracle --seed=%lld --document=%lld --trace",
	       (long long)campaign->seed, (long long)document);
	if (campaign->mutant >= 0)
		printf(" --mutant=%lld", (long long)campaign->mutant);
	printf("\n");
}

static void trace(const struct campaign *campaign, const struct world *world, int step,
		  const char *act, const char *outcome)
{
	if (!campaign->is_traced)
		return;
	printf("%3d %-15s %-12s", step, act, outcome);
	for (int p = 1; p <= world->oracle.n_parts; p++)
		printf("  %lld%s", (long long)world_owes(world, p),
		       world->carry.is_frozen[p] ? "*" : "");
	printf("\n");
}

/* Undo may be refused for either of two reasons at once; otherwise the codes must be the same. */
static bool agree(enum err core, enum err oracle)
{
	if ((core == ERR_STATE || core == ERR_FROZEN) &&
	    (oracle == ERR_STATE || oracle == ERR_FROZEN))
		return true;
	return core == oracle;
}

/* The act's verdict, and for a check what its parts then owe; refusals are taken back whole. */
static enum err settle(struct campaign *campaign, struct world *world, struct verdict verdict,
		       struct difference *difference)
{
	enum err core = verdict.core, oracle = verdict.oracle;

	if (core == ERR_OK && oracle == ERR_OK && !world->is_folio)
		core = world_bill(world, &campaign->engine, &oracle);
	campaign->comparisons++;
	if (!agree(core, oracle))
		snprintf(difference->text, sizeof difference->text, "core says %s, oracle %s",
			 err_name(core), err_name(oracle));
	return core;
}

/* One act on both sides; false ends the bill. */
static bool run_step(struct campaign *campaign, struct world *world, struct cases *cases,
		     int64_t document, int step)
{
	static struct world before;
	struct difference difference = { "", 0 };
	const struct oracle_act *act;
	struct verdict verdict;
	enum err err;
	int index;

	before = *world;
	act = random_act(cases, world->is_folio, &index);
	verdict = act->run(world, &campaign->engine, cases);
	if (!verdict.has_act)
		return true;
	campaign->ops++;
	err = settle(campaign, world, verdict, &difference);
	if (difference.text[0] == '\0' && err == ERR_OK)
		world_compare(world, &difference);
	campaign->comparisons += difference.comparisons;
	trace(campaign, world, step, act->name, err_name(err));
	if (difference.text[0] != '\0') {
		report(campaign, document, step, act->name, difference.text);
		return false;
	}
	if (err != ERR_OK) {
		*world = before;
		campaign->refused++;
	} else {
		campaign->done[index]++;
	}
	return world->oracle.n_lines < ENOUGH_LINES;
}

static void run_document(struct campaign *campaign, int64_t document)
{
	static struct world world;
	struct cases cases = cases_from((uint64_t)campaign->seed * UINT64_C(1000003) +
					(uint64_t)document);
	int steps = (int)cases_between(&cases, 5, LONGEST_BILL);

	world_begin(&world, &cases, document % 2 == 1);
	campaign->documents[document % 2]++;
	for (int step = 1; step <= steps; step++)
		if (!run_step(campaign, &world, &cases, document, step))
			return;
}

static void run(struct campaign *campaign)
{
	if (campaign->document_wanted >= 0) {
		run_document(campaign, campaign->document_wanted);
		return;
	}
	for (int64_t document = 0; campaign->ops < campaign->ops_wanted; document++) {
		run_document(campaign, document);
		if (campaign->has_difference)
			return;
	}
}

/* How many of the mutants are found, within fewer ops than the campaign has. */
static int run_mutants(int64_t seed, int *ret_found)
{
	int n = 0;

	*ret_found = 0;
	for (; oracle_mutant_name(n) != NULL; n++) {
		struct campaign campaign = {
			.ops_wanted = MUTANT_OPS, .seed = seed, .document_wanted = -1,
			.mutant = n, .is_quiet = true, .engine = oracle_mutant_engine(n),
		};

		run(&campaign);
		*ret_found += campaign.has_difference;
		if (!campaign.has_difference)
			printf("not found in %d ops: %s\n", MUTANT_OPS, oracle_mutant_name(n));
	}
	return n;
}

/* Prints the acts with their counts; false when one never happened. */
static bool print_acts(const struct campaign *campaign)
{
	bool has_all = true;

	for (int i = 0; oracle_acts[i].name != NULL; i++) {
		printf("%s%s %lld", i > 0 ? ", " : "", oracle_acts[i].name,
		       (long long)campaign->done[i]);
		has_all &= campaign->done[i] > 0;
	}
	return has_all;
}

static bool read_option(const char *argument, const char *name, int64_t *value)
{
	size_t len = strlen(name);
	char *end;

	if (strncmp(argument, name, len) != 0)
		return false;
	*value = strtoll(argument + len, &end, 10);
	return end != argument + len && *end == '\0' && *value >= 0;
}

static bool read_options(struct campaign *campaign, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--trace") == 0)
			campaign->is_traced = true;
		else if (strcmp(argv[i], "--till") == 0)
			campaign->is_till = true;
		else if (!read_option(argv[i], "--ops=", &campaign->ops_wanted) &&
			 !read_option(argv[i], "--seed=", &campaign->seed) &&
			 !read_option(argv[i], "--document=", &campaign->document_wanted) &&
			 !read_option(argv[i], "--mutant=", &campaign->mutant))
			return false;
	}
	if (campaign->mutant < 0)
		return true;
	for (int i = 0; i <= campaign->mutant; i++)
		if (oracle_mutant_name(i) == NULL)
			return false;
	campaign->engine = oracle_mutant_engine((int)campaign->mutant);
	return true;
}

int main(int argc, char **argv)
{
	struct campaign campaign = {
		.ops_wanted = 100000, .seed = 1, .document_wanted = -1, .mutant = -1,
		.engine = oracle_core_engine(),
	};
	int n_mutants, found;
	bool has_all;

	if (!read_options(&campaign, argc, argv)) {
		fprintf(stderr, "usage: oracle [--ops=N] [--seed=S] [--document=D] [--trace] "
				"[--mutant=I] [--till]\n");
		return EX_USAGE;
	}
	if (campaign.is_till)
		return !till_run(campaign.seed, campaign.ops_wanted / TILL_PART,
				 campaign.is_traced);
	run(&campaign);
	if (campaign.document_wanted >= 0 || campaign.has_difference)
		return campaign.has_difference;
	n_mutants = run_mutants(campaign.seed, &found);
	printf("oracle: %lld ops on %lld checks and %lld folios: ", (long long)campaign.ops,
	       (long long)campaign.documents[0], (long long)campaign.documents[1]);
	has_all = print_acts(&campaign);
	printf("; refused %lld; comparisons %lld, mismatches 0; mutants %d of %d caught; "
	       "seed %lld\n", (long long)campaign.refused, (long long)campaign.comparisons, found,
	       n_mutants, (long long)campaign.seed);
	has_all &= till_run(campaign.seed, campaign.ops_wanted / TILL_PART, false);
	return found == n_mutants && has_all ? 0 : 1;
}
