/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen_card.c -- reading a ticket with its texts, and its paper.
 */
#include "service/kitchen_card.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/str.h"
#include "document/document.h"
#include "document/escpos.h"
#include "locale/catalog.h"
#include "locale/date.h"
#include "service/bill_words.h"
#include "service/receipt.h"
#include "store/store_choice.h"

#define TEXT_SIZE 768

/* --- reading ------------------------------------------------------------------------------- */

/* The text of a note, without the sign of an allergy. */
static enum err read_text(struct db *db, struct kitchen_card_line *line)
{
	char text[NOTE_TEXT_SIZE];
	const char *from = text;
	enum err err;

	if (line->row.note == 0)
		return ERR_OK;
	err = store_note_text(db, line->row.note, text, sizeof text);
	if (err != ERR_OK)
		return err;
	if (line->row.kind == KITCHEN_ALLERGY)
		from += strspn(from, "! ");
	str_copy(line->text, sizeof line->text, from);
	return ERR_OK;
}

static enum err read_lines(struct db *db, struct kitchen_card *card)
{
	struct kitchen_line *rows = calloc(KITCHEN_LINES_MAX, sizeof *rows);
	enum err err = rows != NULL ? store_kitchen_lines(db, card->ticket.id, rows,
							  KITCHEN_LINES_MAX, &card->n)
				    : ERR_MEMORY;

	if (err == ERR_OK) {
		card->lines = calloc((size_t)card->n + 1, sizeof *card->lines);
		err = card->lines != NULL ? ERR_OK : ERR_MEMORY;
	}
	for (int i = 0; err == ERR_OK && i < card->n; i++) {
		card->lines[i].row = rows[i];
		err = read_text(db, &card->lines[i]);
	}
	free(rows);
	return err;
}

enum err kitchen_card_load(struct db *db, const struct kitchen_ticket *ticket,
			   struct kitchen_card *ret_card)
{
	struct kitchen_card card = { .ticket = *ticket };
	struct kitchen_station station = { 0 };
	struct staff staff = { 0 };
	enum err err = read_lines(db, &card);

	if (err == ERR_OK)
		err = store_kitchen_station_load(db, ticket->station, &station);
	if (err == ERR_OK)
		err = store_bill_head(db, ticket->bill, &card.bill);
	if (err == ERR_OK)
		err = bill_order_load(db, ticket->bill, &card.order);
	if (err == ERR_OK && ticket->staff != 0)
		err = store_staff_by_id(db, ticket->staff, &staff);
	if (err != ERR_OK) {
		kitchen_card_done(&card);
		return err;
	}
	str_copy(card.station, sizeof card.station, station.name);
	str_copy(card.waiter, sizeof card.waiter, staff.name);
	*ret_card = card;
	return ERR_OK;
}

void kitchen_card_done(struct kitchen_card *card)
{
	free(card->lines);
	*card = (struct kitchen_card){ 0 };
}

/* --- the paper ----------------------------------------------------------------------------- */

static void head(struct document *doc, const struct app *app, const struct kitchen_card *card)
{
	const struct kitchen_ticket *ticket = &card->ticket;
	int64_t at = ticket->fired_unix_ms != 0 ? ticket->fired_unix_ms : clock_unix_ms(app->clock);
	struct date_local when = date_local(app->zone, at);
	char start[TEXT_SIZE], end[TEXT_SIZE], covers[64];

	document_text(doc, DOCUMENT_CENTER, DOCUMENT_LARGE, card->station);
	if (ticket->table_number != 0)
		str_format(start, sizeof start, document_word(doc, N_("Table %lld")),
			   (long long)ticket->table_number);
	else
		str_copy(start, sizeof start,
			 card->bill.name[0] != '\0' ? card->bill.name
						    : document_word(doc, N_("Tab")));
	str_format(end, sizeof end, "%02d:%02d", when.hour, when.minute);
	document_row(doc, DOCUMENT_LARGE, start, end);
	str_format(covers, sizeof covers, document_word(doc, N_("%lld covers")),
		   (long long)ticket->covers);
	str_format(start, sizeof start, "%s%s%s", card->waiter,
		   card->waiter[0] != '\0' && ticket->covers > 0 ? ", " : "",
		   ticket->covers > 0 ? covers : "");
	str_format(end, sizeof end, document_word(doc, N_("check %lld, ticket %lld")),
		   (long long)card->bill.number,
		   (long long)ticket->number);
	document_row(doc, DOCUMENT_PLAIN, start, end);
	if (card->order != BILL_ORDER_HERE)
		document_text(doc, DOCUMENT_CENTER, DOCUMENT_LARGE,
			      document_word(doc, card->order == BILL_ORDER_AWAY ? N_("TAKE-AWAY")
										: N_("EAT HERE")));
}

/* What kind of ticket it is, where it is not the usual one. */
static void title(struct document *doc, const struct kitchen_card *card,
		  const struct kitchen_job *job)
{
	const struct kitchen_ticket *ticket = &card->ticket;
	char text[TEXT_SIZE] = "";

	if (job->kind == KITCHEN_PAPER_FIRE)
		str_format(text, sizeof text, document_word(doc, N_("FIRE course %lld")),
			   (long long)ticket->course);
	else if (ticket->kind == KITCHEN_VOID)
		str_copy(text, sizeof text, document_word(doc, N_("VOID: do not make")));
	else if (ticket->kind == KITCHEN_CHANGE)
		str_copy(text, sizeof text, document_word(doc, N_("CHANGE: now as here")));
	else if (ticket->kind == KITCHEN_MOVE && ticket->from_table != 0)
		str_format(text, sizeof text, document_word(doc, N_("MOVED from table %lld")),
			   (long long)ticket->from_table);
	else if (ticket->kind == KITCHEN_MOVE)
		str_copy(text, sizeof text, document_word(doc, N_("MOVED")));
	if (text[0] != '\0')
		document_text(doc, DOCUMENT_CENTER, DOCUMENT_LARGE, text);
	if (ticket->state == KITCHEN_HELD) {
		str_format(text, sizeof text, document_word(doc, N_("HOLD course %lld")),
			   (long long)ticket->course);
		document_text(doc, DOCUMENT_CENTER, DOCUMENT_STRONG, text);
	}
}

/* A printer without letters for a name (document/escpos.h) gets the code and the name in a language
 * that it has, before what the name sounds like. */
static void add_plain_name(struct db *db, const struct kitchen_line *row, char *into, size_t size)
{
	static const char sql[] =
		"SELECT i.id, i.code FROM line l JOIN item i ON i.property = l.property "
		"AND i.id = l.item WHERE l.property = $1 AND l.id = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)),
					V(row->choice != 0 ? row->choice : row->line));
	char name[KITCHEN_NAME_SIZE] = "";
	int64_t item = 0, code = 0;

	if (db_next(rows)) {
		item = db_int(rows, 0);
		code = db_int(rows, 1);
	}
	if (db_end(rows) != ERR_OK || item == 0)
		return;
	if (store_menu_name(db, item, "en", name, sizeof name) == ERR_OK &&
	    document_escpos_prints(name))
		str_format(into, size, "%lld %s · %s", (long long)code, name, row->name);
	else
		str_format(into, size, "%lld %s", (long long)code, row->name);
}

static void item(struct document *doc, const struct kitchen_card *card,
		 const struct kitchen_line *row)
{
	char quantity[24], seat[32] = "", choices[KITCHEN_CHOICES_SIZE], name[TEXT_SIZE];

	str_format(quantity, sizeof quantity, "%lld", (long long)row->quantity);
	if (row->seat != 0)
		str_format(seat, sizeof seat, document_word(doc, N_("seat %lld")),
			   (long long)row->seat);
	str_copy(name, sizeof name,
		 card->names != NULL ? bill_words_name(card->names, row->name) : row->name);
	if (card->plain_in != NULL && !document_escpos_prints(row->name))
		add_plain_name(card->plain_in, row, name, sizeof name);
	document_line(doc, quantity, name, seat);
	if (row->choices[0] == '\0')
		return;
	str_copy(choices, sizeof choices, row->choices);
	if (card->names != NULL)
		bill_words_choices(card->names, choices, sizeof choices);
	document_line(doc, "", choices, "");
}

static void line(struct document *doc, const struct kitchen_card *card,
		 const struct kitchen_card_line *of)
{
	char text[TEXT_SIZE];

	if (of->row.kind == KITCHEN_ITEM) {
		item(doc, card, &of->row);
		return;
	}
	if (of->row.kind == KITCHEN_NOTE) {
		document_line(doc, "", of->text, "");
		return;
	}
	str_format(text, sizeof text, document_word(doc, N_("!! ALLERGY: %s !!")), of->text);
	document_text(doc, DOCUMENT_START, DOCUMENT_LARGE, text);
}

/* Courses stand apart where there are several. */
static void lines(struct document *doc, const struct kitchen_card *card)
{
	int64_t course = -1;

	for (int i = 0; i < card->n; i++) {
		const struct kitchen_line *row = &card->lines[i].row;
		char text[64];

		if (row->kind == KITCHEN_ITEM && row->course != course && row->course > 0) {
			str_format(text, sizeof text, document_word(doc, N_("- course %lld -")),
				   (long long)row->course);
			document_text(doc, DOCUMENT_START, DOCUMENT_STRONG, text);
		}
		if (row->kind == KITCHEN_ITEM)
			course = row->course;
		line(doc, card, &card->lines[i]);
	}
}

/* What is held of the same round at the same station, so that it can be prepared. */
static enum err held(struct document *doc, const struct app *app, const struct kitchen_card *of)
{
	const struct kitchen_ticket *with = &of->ticket;
	struct kitchen_ticket tickets[KITCHEN_TICKETS_MAX];
	int n = 0;
	enum err err = store_kitchen_of_bill(app->db, with->bill, 1u << KITCHEN_HELD, tickets,
					     KITCHEN_TICKETS_MAX, &n);

	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct kitchen_card card;
		char text[64];

		if (tickets[i].id == with->id || tickets[i].station != with->station ||
		    id_act(tickets[i].id) != id_act(with->id))
			continue;
		err = kitchen_card_load(app->db, &tickets[i], &card);
		if (err != ERR_OK)
			return err;
		card.plain_in = of->plain_in;
		card.names = of->names;
		document_rule(doc);
		str_format(text, sizeof text, document_word(doc, N_("HOLD course %lld")),
			   (long long)tickets[i].course);
		document_text(doc, DOCUMENT_CENTER, DOCUMENT_STRONG, text);
		for (int j = 0; j < card.n; j++)
			if (card.lines[j].row.line != 0)
				line(doc, &card, &card.lines[j]);
		kitchen_card_done(&card);
	}
	return err;
}

static enum err fill(struct document *doc, const struct app *app, const struct kitchen_card *card,
		     const struct kitchen_job *job, const char *missing)
{
	char text[TEXT_SIZE];
	enum err err = ERR_OK;

	if (missing != NULL) {
		str_format(text, sizeof text,
			   document_word(doc,
					 N_("The printer %s does not answer: take this to %s.")),
			   missing, card->station);
		document_text(doc, DOCUMENT_START, DOCUMENT_STRONG, text);
	}
	head(doc, app, card);
	title(doc, card, job);
	document_rule(doc);
	lines(doc, card);
	if (card->ticket.kind == KITCHEN_ROUND && job->kind != KITCHEN_PAPER_FIRE)
		err = held(doc, app, card);
	document_rule(doc);
	document_feed(doc, 2);
	document_cut(doc);
	return err == ERR_OK && !document_ok(doc) ? ERR_LIMIT : err;
}

enum err kitchen_card_paper(const struct app *app, const struct kitchen_job *job,
			    const char *missing, bool is_raw, struct document **ret_doc)
{
	struct kitchen_ticket ticket;
	struct kitchen_card card = { 0 };
	struct bill_words names = { 0 };
	struct document *doc = NULL;
	enum err err = store_kitchen_ticket_load(app->db, job->ticket, &ticket);

	if (err == ERR_OK)
		err = kitchen_card_load(app->db, &ticket, &card);
	if (err == ERR_OK && !is_raw && app->words != NULL)
		err = bill_words_load(app->db, ticket.bill, catalog_language(app->words), &names);
	card.plain_in = is_raw ? app->db : NULL;
	card.names = &names;
	if (err == ERR_OK)
		err = receipt_new_in(app, is_raw ? NULL : app->words, "kitchen", &doc);
	if (err == ERR_OK)
		err = fill(doc, app, &card, job, missing);
	kitchen_card_done(&card);
	bill_words_done(&names);
	if (err != ERR_OK) {
		document_free(doc);
		return err;
	}
	*ret_doc = doc;
	return ERR_OK;
}

const char *kitchen_card_mark(const struct kitchen_job *job)
{
	if (job->is_repeat)
		return "MAY BE A REPEAT";
	return job->kind == KITCHEN_PAPER_COPY ? "REPRINT" : NULL;
}
