/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_find.c -- one statement for each clue that an index knows; the other clues are
 * compared row by row.
 */
#include "store/store_find.h"

#include "base/str.h"

#define CARD_COLUMNS                                                                       \
	"SELECT p.bill, p.part, o.payment, coalesce(c.paper, 0), coalesce(r.station, 0), " \
	"coalesce(r.number, 0), o.amount_minor, o.business_date, o.brand, o.last_four, "   \
	"o.authorization_code, o.tip_minor, p.amount_minor FROM outcome AS o "             \
	"JOIN payment AS p ON p.property = o.property AND p.id = o.payment "               \
	"LEFT JOIN part_close AS c ON c.property = p.property AND c.part = p.part "        \
	"LEFT JOIN paper AS r ON r.property = c.property AND r.id = c.paper "              \
	"WHERE o.property = $1 AND o.last_four <> '' AND "

#define PAPER_COLUMNS                                                                       \
	"SELECT c.bill, c.part, 0, c.paper, r.station, r.number, c.total_minor, "           \
	"c.business_date, '', '', '', 0, c.total_minor FROM part_close AS c "               \
	"JOIN paper AS r ON r.property = c.property AND r.id = c.paper "                    \
	"WHERE c.property = $1 AND "

struct finding {
	const struct store_clue *clue;
	struct store_found *rows;
	int size, n;
};

static void read_row(struct db_rows *rows, struct store_found *ret_row)
{
	*ret_row = (struct store_found){ .bill = db_int(rows, 0),
					 .part = db_int(rows, 1),
					 .payment = db_int(rows, 2),
					 .paper = db_int(rows, 3),
					 .station = (int)db_int(rows, 4),
					 .number = db_int(rows, 5),
					 .amount_minor = db_int(rows, 6),
					 .business_date = (int32_t)db_int(rows, 7) };
	str_copy(ret_row->brand, sizeof ret_row->brand, db_text(rows, 8));
	str_copy(ret_row->last_four, sizeof ret_row->last_four, db_text(rows, 9));
	str_copy(ret_row->code, sizeof ret_row->code, db_text(rows, 10));
}

static bool fits(const struct store_clue *clue, const struct store_found *row, int64_t tip_minor,
		 int64_t asked_minor)
{
	if (clue->last_four[0] != '\0' && !str_equal(clue->last_four, row->last_four))
		return false;
	if (clue->code[0] != '\0' && !str_equal(clue->code, row->code))
		return false;
	if (clue->date != 0 && clue->date != row->business_date)
		return false;
	if (clue->number != 0 && (clue->station != row->station || clue->number != row->number))
		return false;
	return clue->amount_minor == 0 || clue->amount_minor == row->amount_minor ||
	       clue->amount_minor == row->amount_minor - tip_minor ||
	       clue->amount_minor == asked_minor;
}

/* A payment has several answers, and a sale by card is found by its receipt as well. */
static bool is_known(const struct finding *finding, const struct store_found *row)
{
	for (int i = 0; i < finding->n; i++) {
		const struct store_found *other = &finding->rows[i];

		if (row->payment != 0 ? other->payment == row->payment
				      : other->bill == row->bill && other->part == row->part)
			return true;
	}
	return false;
}

static enum err collect(struct finding *finding, struct db_rows *rows)
{
	while (finding->n < finding->size && db_next(rows)) {
		struct store_found row;

		read_row(rows, &row);
		if (fits(finding->clue, &row, db_int(rows, 11), db_int(rows, 12)) &&
		    !is_known(finding, &row))
			finding->rows[finding->n++] = row;
	}
	return db_end(rows);
}

static enum err by_card(struct db *db, struct finding *finding)
{
	static const char by_four[] = CARD_COLUMNS "o.last_four = $2 ORDER BY o.id DESC";
	static const char by_code[] = CARD_COLUMNS "o.authorization_code = $2 ORDER BY o.id DESC";
	static const char by_date[] = CARD_COLUMNS "o.business_date = $2 ORDER BY o.id DESC";
	const struct store_clue *clue = finding->clue;

	if (clue->last_four[0] != '\0')
		return collect(finding, db_query(db, by_four, V(db_property(db)),
						 V(clue->last_four)));
	if (clue->code[0] != '\0')
		return collect(finding, db_query(db, by_code, V(db_property(db)), V(clue->code)));
	if (clue->date != 0)
		return collect(finding, db_query(db, by_date, V(db_property(db)), V(clue->date)));
	return ERR_OK;
}

/* Everything that was closed, whatever it was paid by. */
static enum err by_paper(struct db *db, struct finding *finding, int32_t today)
{
	static const char by_date[] =
		PAPER_COLUMNS "c.business_date >= $2 AND c.business_date <= $3 ORDER BY c.id DESC";
	static const char by_number[] =
		PAPER_COLUMNS "c.part IN (SELECT q.part FROM paper AS q WHERE q.property = $1 AND "
			      "q.series = 'receipt' AND q.station = $2 AND q.number = $3) "
			      "ORDER BY c.id DESC";
	const struct store_clue *clue = finding->clue;
	int32_t from = clue->date != 0 ? clue->date : today - FIND_DAYS;
	int32_t until = clue->date != 0 ? clue->date : today;

	if (clue->last_four[0] != '\0' || clue->code[0] != '\0')
		return ERR_OK;
	if (clue->number != 0)
		return collect(finding, db_query(db, by_number, V(db_property(db)),
						 V(clue->station), V(clue->number)));
	return collect(finding, db_query(db, by_date, V(db_property(db)), V(from), V(until)));
}

enum err store_find(struct db *db, const struct store_clue *clue, int32_t today,
		    struct store_found *rows, int size, int *ret_n)
{
	struct finding finding = { .clue = clue, .rows = rows, .size = size };
	enum err err = ERR_OK;

	if (clue->last_four[0] == '\0' && clue->code[0] == '\0' && clue->amount_minor == 0 &&
	    clue->date == 0 && clue->number == 0)
		return ERR_RANGE;
	err = by_card(db, &finding);
	if (err == ERR_OK)
		err = by_paper(db, &finding, today);
	if (err == ERR_OK)
		*ret_n = finding.n;
	return err;
}
