/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/payments.c -- words about payments.
 */
#include "screen/payments.h"

#include "base/str.h"
#include "service/courier.h"

#define SECOND_MS 1000
#define PARAGRAPH_ROWS_MAX 8

bool payments_is_under_way(const struct payment_row *payment)
{
	return payment->state == PAYMENT_STARTING || payment->state == PAYMENT_WAITING ||
	       payment->state == PAYMENT_STOPPING ||
	       (payment->state == PAYMENT_AUTHORIZED && str_equal(payment->wants, "release"));
}

static int64_t part_no(const struct till *till, const struct payment_row *payment)
{
	struct bill_view view;
	int64_t no = 0;

	if (payment->part == 0 ||
	    bill_view_load(till->app->db, payment->bill, &view) != ERR_OK)
		return 0;
	for (int i = 0; i < view.rows.n_parts; i++)
		if (view.rows.parts[i].id == payment->part)
			no = view.rows.parts[i].no;
	bill_view_done(&view);
	return no;
}

void payments_place(const struct draw *draw, const struct till *till,
		    const struct payment_row *payment, char *into, size_t size)
{
	struct bill_head head;
	int64_t no = part_no(till, payment);
	char place[BILL_NAME_SIZE + 16];

	into[0] = '\0';
	if (store_bill_head(till->app->db, payment->bill, &head) != ERR_OK)
		return;
	if (head.table_number != 0)
		text_format(place, sizeof place, tr(draw, "T%lld"), (long long)head.table_number);
	else if (head.name[0] != '\0')
		str_copy(place, sizeof place, head.name);
	else
		text_format(place, sizeof place, tr(draw, "check %lld"), (long long)head.number);
	if (no != 0)
		text_format(into, size, tr(draw, "%s part %lld"), place, (long long)no);
	else
		str_copy(into, size, place);
}

static int64_t seconds_since(const struct draw *draw, int64_t since_unix_ms)
{
	int64_t ms = draw->now_unix_ms - since_unix_ms;

	return ms > 0 ? ms / SECOND_MS : 0;
}

/* One word for where it stands; NULL: it is waited for. */
static const char *state_word(const struct payment_row *payment)
{
	static const char *const words[PAYMENT_STATE_COUNT] = {
		[PAYMENT_CAPTURING] = N_("authorized"),
		[PAYMENT_CAPTURED] = N_("taken"),
		[PAYMENT_DOUBT] = N_("in doubt"),
		[PAYMENT_DECLINED] = N_("declined"),
		[PAYMENT_STOPPED] = N_("stopped"),
		[PAYMENT_RELEASED] = N_("released"),
		[PAYMENT_LAPSED] = N_("lapsed"),
		[PAYMENT_FAILED] = N_("nothing taken"),
		[PAYMENT_MISMATCH] = N_("does not fit"),
	};

	if (payments_is_under_way(payment))
		return NULL;
	if (payment->state == PAYMENT_AUTHORIZED)
		return str_equal(payment->wants, "stop") ? N_("keep or release?")
							 : N_("authorized");
	return words[payment->state];
}

void payments_state_text(const struct draw *draw, const struct payment_row *payment,
			 const char *type_name, char *into, size_t size)
{
	const char *word = state_word(payment);

	if (word != NULL) {
		text_format(into, size, "%s  %s", type_name, tr(draw, word));
		return;
	}
	text_format(into, size,
		    payment->state == PAYMENT_STOPPING ? tr(draw, "%s  stopping %lld s")
						       : tr(draw, "%s  waiting %lld s"),
		    type_name, (long long)seconds_since(draw, payment->since_unix_ms));
}

/* What can be said without a courier at this till. */
static const char *plain_words(const struct payment_row *payment)
{
	if (payment->state == PAYMENT_DOUBT)
		return N_("asked for again");
	if (payment->state == PAYMENT_MISMATCH)
		return N_("a manager looks at it");
	if (payment->state == PAYMENT_AUTHORIZED)
		return N_("taken after it was stopped");
	if (payment->state == PAYMENT_STOPPING)
		return N_("asked to stop");
	if (payment->state == PAYMENT_WAITING && payment->url[0] != '\0')
		return N_("the guest has the code");
	return payment->state == PAYMENT_WAITING ? N_("on the reader")
						 : N_("on its way to the processor");
}

const char *payments_words(const struct draw *draw, const struct till *till,
			   const struct payment_row *payment)
{
	const char *words = NULL;
	int64_t since_unix_ms;

	if (till->courier != NULL && payments_is_under_way(payment))
		words = courier_words(till->courier, payment->id, &since_unix_ms);
	return tr(draw, words != NULL && words[0] != '\0' ? words : plain_words(payment));
}

const char *payments_problem(const struct draw *draw, const struct payment_row *payment)
{
	static const struct {
		const char *code, *words;
	} problems[] = {
		{ "amount_too_small", N_("The amount is too small for a card.") },
		{ "amount_too_large", N_("The amount is too large for a card.") },
		{ "customer_canceled", N_("The guest pressed cancel on the reader.") },
		{ "terminal_reader_offline",
		  N_("The reader does not answer: check its power and network.") },
		{ "terminal_reader_busy",
		  N_("The reader is busy: wait a moment, then try again.") },
		{ "terminal_reader_timeout",
		  N_("The reader did not answer in time: try again.") },
		{ "not-sent", N_("There is no connection to the processor; cash still works.") },
	};

	for (size_t i = 0; i < sizeof problems / sizeof *problems; i++)
		if (str_equal(problems[i].code, payment->problem))
			return tr(draw, problems[i].words);
	return tr(draw, "Try again, or take another way to pay.");
}

const char *payments_guest_words(const struct draw *draw)
{
	return tr(draw, "You may tell the guest: \"Your bank may show this amount. If it does, it "
			"is this payment and is not taken twice. If it does not appear, nothing "
			"was taken.\"");
}

void payments_type_name(const struct draw *draw, const struct till *till, int64_t tender_type,
			char *into, size_t size)
{
	struct tender_type type;

	into[0] = '\0';
	if (store_tender_type_by_id(till->app->db, tender_type, &type) == ERR_OK)
		str_copy(into, size, tr(draw, type.name));
}

int payments_paragraph(struct canvas *canvas, struct area area, enum style style,
		       const char *text)
{
	char part[TEXT_SIZE];
	const char *line;
	size_t len;
	int rows = 0;

	while (rows < area.rows && rows < PARAGRAPH_ROWS_MAX &&
	       text_wrap(&text, area.columns, &line, &len)) {
		str_format(part, sizeof part, "%.*s", (int)len, line);
		canvas_text(canvas, area.row + rows, area.x, area.columns, ALIGN_START, style,
			    part);
		rows++;
	}
	return rows;
}
