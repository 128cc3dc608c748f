/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/doubts_draw.c -- how the screen of doubts looks: the list, the sentence for the guest, the
 * timeline of tries.
 */
#include <string.h>

#include "base/str.h"
#include "screen/doubts_parts.h"

#define SECOND_MS 1000
#define MINUTE_S 60
#define KEY_SHOWN 4              /* last characters of a key */
#define LIST_ROWS 5

static const struct doubt_row *row_at(const void *rows, int row)
{
	return &((const struct doubts *)rows)->rows[row];
}

static void clock_text(const struct draw *draw, int64_t at_unix_ms, bool seconds, char *into,
		       size_t size)
{
	struct date_local at = date_local(draw->zone, at_unix_ms);
	char text[32];

	if (seconds)
		str_format(text, sizeof text, "%02d:%02d:%02d", at.hour, at.minute,
			   (int)(at_unix_ms / SECOND_MS % MINUTE_S));
	else
		str_format(text, sizeof text, "%02d:%02d", at.hour, at.minute);
	text_ltr(into, size, text);
}

static void cell_since(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)style;
	clock_text(draw, row_at(rows, row)->payment.since_unix_ms, false, into, size);
}

static void cell_place(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, row_at(rows, row)->place);
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	char money[NUMBER_TEXT_SIZE];

	*style = STYLE_AMOUNT;
	str_copy(into, size, draw_money(draw, row_at(rows, row)->payment.amount_minor, money));
}

static void cell_type(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	(void)style;
	str_copy(into, size, row_at(rows, row)->type_name);
}

/* What is known of it, in a few words. */
static void cell_known(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	const struct doubt_row *doubt = row_at(rows, row);

	*style = STYLE_LATE;
	if (doubt->payment.state == PAYMENT_MISMATCH)
		str_copy(into, size, tr(draw, "answer does not fit"));
	else if (str_equal(doubt->payment.wants, "replaced"))
		str_copy(into, size, tr(draw, "paid otherwise"));
	else if (str_equal(doubt->op, "capture"))
		str_copy(into, size, tr(draw, "capture, no answer"));
	else
		str_copy(into, size, tr(draw, "sent, no answer"));
}

static void cell_next(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	const struct doubt_row *doubt = row_at(rows, row);
	int64_t s = (doubt->next_unix_ms - draw->now_unix_ms) / SECOND_MS;

	*style = STYLE_DIM;
	if (doubt->attempt == 0 || doubt->payment.state == PAYMENT_MISMATCH)
		str_copy(into, size, tr(draw, "by a person"));
	else if (s < 1)
		str_copy(into, size, tr(draw, "now"));
	else if (s < MINUTE_S * 2)
		text_format(into, size, tr(draw, "in %lld s"), (long long)s);
	else
		text_format(into, size, tr(draw, "in %lld min"), (long long)(s / MINUTE_S));
}

static int64_t row_id(const void *rows, int row)
{
	return row_at(rows, row)->payment.id;
}

struct table_source doubts_source(const struct doubts *doubts)
{
	static const struct table_column columns[] = {
		{ N_("since"), 5, ALIGN_START, cell_since },
		{ N_("where"), 0, ALIGN_START, cell_place },
		{ N_("amount"), 11, ALIGN_NUMBER, cell_amount },
		{ N_("tender"), 12, ALIGN_START, cell_type },
		{ N_("what is known"), 19, ALIGN_START, cell_known },
		{ N_("next try"), 11, ALIGN_START, cell_next },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = doubts, .n = doubts->n,
				      .id = row_id };
}

void doubts_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	text_format(into, size, tr(draw, "In doubt · %d"), ((const struct doubts *)state)->n);
}

/* --- the timeline ------------------------------------------------------------------------ */

/* What an outcome of a try means to people. */
static const char *outcome_words(const char *outcome)
{
	static const struct {
		const char *name, *words;
	} table[] = {
		{ "ok", N_("answered") },
		{ "pending", N_("not yet") },
		{ "declined", N_("declined") },
		{ "refused", N_("refused") },
		{ "busy", N_("busy") },
		{ "throttled", N_("asked too often") },
		{ "misconfigured", N_("the settings do not fit") },
		{ "not-sent", N_("no connection") },
		{ "unknown", N_("no answer") },
		{ "mismatch", N_("the answer does not fit") },
		{ "", N_("on its way") },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_equal(table[i].name, outcome))
			return table[i].words;
	return outcome;
}

static void try_text(const struct draw *draw, const struct doubt_row *row,
		     const struct attempt_try *try, char *into, size_t size)
{
	size_t len = strlen(row->key);
	const char *tail = row->key + (len > KEY_SHOWN ? len - KEY_SHOWN : 0);
	char at[32], code[96] = "";

	clock_text(draw, try->at_unix_ms, true, at, sizeof at);
	if (try->code[0] != '\0')
		str_format(code, sizeof code, " (%s)", try->code);
	if (str_equal(try->what, "sent"))
		text_format(into, size, tr(draw, "%s  sent, key …%s: %s%s"), at, tail,
			    tr(draw, outcome_words(try->outcome)), code);
	else
		text_format(into, size, tr(draw, "%s  %s: %s%s"), at, tr(draw, try->what),
			    tr(draw, outcome_words(try->outcome)), code);
}

/* In the order they happened; of more than fit, the newest. */
static void draw_tries(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct doubts *doubts)
{
	const struct doubt_row *row = doubts_selected(doubts);
	int shown = doubts->n_tries < area.rows ? doubts->n_tries : area.rows;
	char text[256];

	for (int i = 0; i < shown; i++) {
		try_text(draw, row, &doubts->tries[shown - 1 - i], text, sizeof text);
		canvas_text(canvas, area.row + i, area.x, area.columns, ALIGN_START, STYLE_TEXT,
			    text);
	}
}

void doubts_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	struct doubts *doubts = state;
	struct table_source source = doubts_source(doubts);
	struct area box = { area.row + 1, area.x, LIST_ROWS + 1, area.columns };
	int spare = area.rows - 24;

	if (doubts->n == 0) {
		canvas_text(canvas, area.row + 2, 2, area.columns - 4, ALIGN_START, STYLE_PAID,
			    tr(draw, "Nothing is in doubt."));
		return;
	}
	if (spare > 0)
		box.rows += spare;
	if (doubts->n + 1 < box.rows)
		box.rows = doubts->n + 1;
	table_draw(&doubts->table, &source, draw, canvas, box, true);
	box = (struct area){ box.row + box.rows + 1, 2, 0, area.columns - 4 };
	box.rows = area.row + area.rows - box.row;
	box.row += payments_paragraph(canvas, box, STYLE_ECHO, payments_guest_words(draw)) + 1;
	box.rows = area.row + area.rows - box.row;
	draw_tries(draw, canvas, box, doubts);
}
