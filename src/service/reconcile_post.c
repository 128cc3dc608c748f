/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/reconcile_post.c -- posts what a processor kept (fees) and what it paid out, each once.
 */
#include "base/str.h"
#include "core/entry.h"
#include "processor/processor.h"
#include "service/reconcile.h"
#include "store/store_pay.h"
#include "store/store_refund.h"

/* Facts in one act; more are posted by further acts. */
#define FACTS_MAX 500

struct posting {
	const struct app *app;
	const struct reconcile *all;
	int first, end;              /* rows [first, end) of one kind and unit */
	int posted;
};

/* The same rows for the same facts, however often they are read. */
static enum err post_fact(struct tx *tx, const struct posting *posting,
			  const struct reconcile_row *row, int64_t entry)
{
	struct processor_fact_row fact = { .amount_minor = row->theirs_minor, .entry = entry };

	str_copy(fact.processor, sizeof fact.processor, posting->app->processor->driver->name);
	str_copy(fact.kind, sizeof fact.kind, row->what);
	str_copy(fact.object, sizeof fact.object, row->object);
	str_copy(fact.unit, sizeof fact.unit, row->unit);
	return store_processor_fact_insert(tx, &fact);
}

/* Dr fees or bank / Cr clearing of one fact; several of them are one entry. */
static enum err add_fact(struct entry *entry, const struct reconcile_row *row)
{
	enum ledger to = row->kind == RECONCILE_FEE ? LEDGER_FEES : LEDGER_BANK;
	enum err err = entry_debit(entry, entry_account(to, 0), row->theirs_minor, row->unit);

	if (err == ERR_OK)
		err = entry_credit(entry, entry_account(LEDGER_CLEARING, 0), row->theirs_minor,
				   row->unit);
	return err;
}

static enum err is_new(struct tx *tx, const struct posting *posting,
		       const struct reconcile_row *row, bool *ret_new)
{
	bool is_known = false;
	enum err err = store_processor_fact_known(tx->db, posting->app->processor->driver->name,
						  row->what, row->object, &is_known);

	if (err == ERR_OK)
		*ret_new = !is_known;
	return err;
}

static enum err post_in(struct tx *tx, void *arg)
{
	struct posting *posting = arg;
	bool is_fresh[FACTS_MAX] = { false };
	struct entry entry;
	int64_t id = 0;
	enum err err = app_allow(tx, PERM_DAY, 0);

	entry_begin(&entry);
	posting->posted = 0;
	for (int i = posting->first; err == ERR_OK && i < posting->end; i++) {
		const struct reconcile_row *row = &posting->all->rows[i];
		bool *fresh = &is_fresh[i - posting->first];

		err = is_new(tx, posting, row, fresh);
		if (err == ERR_OK && *fresh)
			err = add_fact(&entry, row);
		posting->posted += *fresh;
	}
	if (err == ERR_OK)
		err = entry_end(&entry);
	if (err == ERR_OK && entry.n > 0)
		err = store_entry_insert(tx, "processor", 0, 0, &entry, &id);
	for (int i = posting->first; err == ERR_OK && i < posting->end; i++)
		if (is_fresh[i - posting->first])
			err = post_fact(tx, posting, &posting->all->rows[i], id);
	return err;
}

/* The next run of rows of one kind that may be posted together. */
static bool next_run(struct posting *posting)
{
	const struct reconcile *all = posting->all;
	int i = posting->end;

	while (i < all->n && all->rows[i].kind != RECONCILE_FEE &&
	       all->rows[i].kind != RECONCILE_PAYOUT)
		i++;
	posting->first = i;
	while (i < all->n && i - posting->first < FACTS_MAX &&
	       all->rows[i].kind == all->rows[posting->first].kind)
		i++;
	posting->end = i;
	return posting->end > posting->first;
}

/* What is posted, as the act's content: the objects and their amounts. */
static void digest_run(const struct posting *posting, char into[HASH_TEXT_SIZE])
{
	struct hash hash;

	app_digest_begin(posting->app, "processor-facts", 0, &hash);
	for (int i = posting->first; i < posting->end; i++) {
		hash_str(&hash, posting->all->rows[i].object);
		hash_int(&hash, posting->all->rows[i].theirs_minor);
	}
	hash_end(&hash, into);
}

enum err reconcile_post(struct app *app, const struct act *act, struct reconcile *reconcile,
			int *ret_posted)
{
	struct posting posting = { .app = app, .all = reconcile };
	char content[HASH_TEXT_SIZE];
	int posted = 0;
	enum err err = ERR_OK;

	while (err == ERR_OK && next_run(&posting)) {
		struct act one = *act;

		str_format(one.key, sizeof one.key, "%.60s-%d", act->key, posting.first);
		digest_run(&posting, content);
		err = act_run(app->db, &one, "processor-facts", content, post_in, &posting, NULL);
		posted += err == ERR_OK ? posting.posted : 0;
	}
	for (int i = 0; err == ERR_OK && i < reconcile->n; i++)
		reconcile->rows[i].is_known |= reconcile->rows[i].kind == RECONCILE_FEE ||
					       reconcile->rows[i].kind == RECONCILE_PAYOUT;
	if (err == ERR_OK)
		*ret_posted = posted;
	return err;
}
