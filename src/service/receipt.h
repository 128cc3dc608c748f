/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/receipt.h -- receipts: issued as stored document models, printed, reprinted.  [db]
 *
 * Shape   a receipt's model is written once, in the transaction that closes its part, under the
 *         next number of the series "receipt" of the station, with the check digits of the journal
 *         up to it.  Printing it is an act of its own:
 *         copy 0 is the original, every further one carries the duplicate mark.  The queue holds
 *         what is to be printed until the printer took it; it survives a restart.
 * Errors  ERR_NOT_FOUND, ERR_MEMORY, ERR_LIMIT.
 * Owner   documents are the caller's to free.
 * Rules   B7, L5 (persons appear as numbers), P1.
 */
#ifndef SANDUQ_SERVICE_RECEIPT_H
#define SANDUQ_SERVICE_RECEIPT_H

#include "document/document.h"
#include "service/bill.h"
#include "store/store_pay.h"

/* Issues the receipt of a part inside the closing transaction. */
enum err receipt_issue_in(struct tx *tx, const struct app *app, const struct bill_view *view,
			  int64_t part, int64_t *ret_paper);

/* An empty paper of the house: every paper begins here, so that those of a training house carry
 * their mark (document_set_mark). */
enum err receipt_new(const struct app *app, const char *kind, struct document **ret_document);

/* The same in the language of a catalogue, NULL: English. */
enum err receipt_new_in(const struct app *app, const struct catalog *words, const char *kind,
			struct document **ret_document);

/* The words of what this till prints, and their language: its receipt printer may lack the letters
 * of the house's. */
const struct catalog *receipt_words(const struct app *app);
const char *receipt_language(const struct app *app);

/* The head of every paper: the name of the house, the lines of its address, its tax number. */
void receipt_house(struct document *doc, const struct property *property);

/* The foot: the check digits of the journal (store/chain.h). */
void receipt_end(struct document *doc, const char *digits);

/* Where a paper shows a note (a certificate, say) its model holds this, with the id: the words stay
 * in a state row and may be erased (L5). */
#define RECEIPT_NOTE "{note %lld}"

/* Reads a paper's model back, with the words of its notes. */
enum err receipt_load(struct db *db, int64_t paper, struct paper_row *ret_row,
		      struct document **ret_document);

/* Queues a paper for this station's printer; *ret_copy is 0 for the original. */
enum err receipt_print(struct app *app, const struct act *act, int64_t paper, int64_t *ret_copy);

/* The mark of a copy for document_render_text(): NULL for the original, "DUPLICATE 1" ... */
const char *receipt_mark(int64_t copy, char *into, size_t size);

/* "3-000123": what is printed as the number. */
char *receipt_number(const struct paper_row *row, char *into, size_t size);

#endif
