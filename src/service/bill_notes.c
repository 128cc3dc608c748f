/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_notes.c -- notes and allergies of a line: read, added to, changed.
 */
#include "service/bill_notes.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "service/bill.h"
#include "service/kitchen.h"

#define ALLERGY '!'
#define NOTHING "-"              /* a note that takes the one before it back */

struct bill_note_kind bill_note_kind(const char *text)
{
	bool is_allergy = text[0] == ALLERGY;

	return (struct bill_note_kind){
		.is_allergy = is_allergy,
		.is_end = is_allergy ? text[1 + strspn(text + 1, " ")] == '\0'
				     : str_equal(text, NOTHING),
	};
}

/* --- reading ----------------------------------------------------------------------------- */

/* Puts words behind those that stand there; what does not fit is an error, never left out. */
static enum err join(char *into, size_t size, const char *words)
{
	size_t used = strlen(into), more = strlen(words);

	if (used + more + 3 > size)
		return ERR_LIMIT;
	str_format(into + used, size - used, "%s%s", used > 0 ? ", " : "", words);
	return ERR_OK;
}

/* An allergy that no longer fits shows that there are more of them. */
static void read_allergy(struct bill_notes *notes, const char *text)
{
	text += strspn(text, "! ");
	if (join(notes->allergies, sizeof notes->allergies, text) != ERR_OK)
		(void)join(notes->allergies, sizeof notes->allergies, "…");
}

static void read_one(struct bill_notes *notes, const char *text)
{
	struct bill_note_kind kind = bill_note_kind(text);

	if (kind.is_allergy && kind.is_end)
		notes->allergies[0] = '\0';
	else if (kind.is_allergy)
		read_allergy(notes, text);
	else
		str_copy(notes->note, sizeof notes->note, kind.is_end ? "" : text);
}

enum err bill_notes_load(struct db *db, int64_t bill, int64_t line,
			 struct bill_notes *ret_notes)
{
	static const char sql[] =
		"SELECT n.text FROM line l JOIN note n ON n.property = l.property "
		"AND n.id = l.note WHERE l.property = $1 AND l.bill = $2 AND l.of = $3 "
		"AND l.kind = 'note' "
		"ORDER BY l.turn, l.id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill), V(line));
	struct bill_notes notes = { .note = "" };
	enum err err;

	while (db_next(rows))
		read_one(&notes, db_text(rows, 0));
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_notes = notes;
	return err;
}

/* --- writing ----------------------------------------------------------------------------- */

static enum err write_row(struct tx *tx, int64_t bill, int64_t line, const char *text)
{
	struct line_row row = { .bill = bill, .kind = LINE_NOTE, .of = line };
	enum err err = utf8_count(text) > BILL_NOTE_POINTS_MAX + 2 ? ERR_LIMIT : ERR_OK;

	if (err == ERR_OK)
		err = store_note_insert(tx, text, &row.note);
	return err == ERR_OK ? store_line_insert(tx, &row) : err;
}

static enum err write_note(struct tx *tx, int64_t bill, int64_t line, const char *text)
{
	return write_row(tx, bill, line, text[0] != '\0' ? text : NOTHING);
}

/* Takes back those that stand and writes the new ones, all of them in one row. */
static enum err write_allergies(struct tx *tx, int64_t bill, int64_t line,
				const struct bill_notes *was, const char *words)
{
	char text[NOTE_TEXT_SIZE + 4];
	enum err err = ERR_OK;

	if (was->allergies[0] != '\0')
		err = write_row(tx, bill, line, "!");
	if (err != ERR_OK || words[0] == '\0')
		return err;
	str_format(text, sizeof text, "! %s", words);
	return write_row(tx, bill, line, text);
}

struct noting {
	int64_t line;
	const char *add;                 /* or what is set */
	const struct bill_notes *set;
};

static enum err add_words(struct tx *tx, int64_t bill, const struct noting *noting,
			  struct bill_notes *was)
{
	enum err err;

	if (bill_note_kind(noting->add).is_allergy || str_equal(noting->add, NOTHING))
		return write_row(tx, bill, noting->line, noting->add);
	err = join(was->note, sizeof was->note, noting->add);
	return err == ERR_OK ? write_note(tx, bill, noting->line, was->note) : err;
}

static enum err set_both(struct tx *tx, int64_t bill, const struct noting *noting,
			 const struct bill_notes *was)
{
	const struct bill_notes *set = noting->set;
	enum err err = ERR_OK;

	if (!str_equal(set->note, was->note))
		err = write_note(tx, bill, noting->line, set->note);
	if (err == ERR_OK && !str_equal(set->allergies, was->allergies))
		err = write_allergies(tx, bill, noting->line, was, set->allergies);
	return err;
}

static enum err note_in(struct tx *tx, void *arg)
{
	const struct noting *noting = arg;
	struct bill_line_sum named;
	struct bill_notes was;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK && noting->line != 0)
		err = bill_line_in(tx, head.id, noting->line, &named);
	if (err == ERR_OK)
		err = bill_notes_load(tx->db, head.id, noting->line, &was);
	if (err == ERR_OK)
		err = noting->set != NULL ? set_both(tx, head.id, noting, &was)
					  : add_words(tx, head.id, noting, &was);
	if (err == ERR_OK)
		err = kitchen_change_in(tx, head.id, noting->line);
	if (err == ERR_OK)
		err = bill_room_in(tx, head.id);
	return err == ERR_OK ? store_bill_touch(tx, &head) : err;
}

static enum err run(struct app *app, const struct act *act, struct noting *noting)
{
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	app_digest_begin(app, "note", act->bill, &hash);
	hash_int(&hash, noting->line);
	hash_str(&hash, noting->set != NULL ? noting->set->note : noting->add);
	hash_str(&hash, noting->set != NULL ? noting->set->allergies : "");
	hash_int(&hash, noting->set != NULL);
	hash_end(&hash, content);
	return act_run(app->db, act, "note", content, note_in, noting, NULL);
}

enum err bill_note_add(struct app *app, const struct act *act, int64_t line, const char *text)
{
	struct noting noting = { .line = line, .add = text };
	enum err err = app_name_check(text, NOTE_TEXT_SIZE);

	return err == ERR_OK ? run(app, act, &noting) : err;
}

enum err bill_notes_set(struct app *app, const struct act *act, int64_t line,
			const struct bill_notes *notes)
{
	struct noting noting = { .line = line, .set = notes };
	enum err err = app_text_check(notes->note, NOTE_TEXT_SIZE);

	if (err == ERR_OK)
		err = app_text_check(notes->allergies, NOTE_TEXT_SIZE);
	return err == ERR_OK ? run(app, act, &noting) : err;
}
