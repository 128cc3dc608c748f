/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/drawer_report.c -- the figures of a session, and the proof that they, the records and the
 * journal are one.
 */
#include <stdlib.h>

#include "base/id.h"
#include "base/str.h"
#include "service/drawer_inside.h"
#include "service/receipt.h"
#include "store/store_staff.h"

static struct drawer_closed *find_unit(struct drawer_result *result, const char *unit)
{
	for (int i = 0; i < result->n; i++)
		if (str_equal(result->unit[i].unit, unit))
			return &result->unit[i];
	return NULL;
}

/* What the last count found, units included that nothing was taken in. */
static enum err add_counted(struct db *db, struct drawer_report *report)
{
	struct drawer_result *result = &report->result;
	struct drawer_result last = { .n = 0 };
	enum err err = store_drawer_tally(db, report->session.id, last.unit, DRAWER_UNITS_MAX,
					  &last.n, &result->round);

	for (int i = 0; err == ERR_OK && i < last.n; i++) {
		struct drawer_closed *closed = find_unit(result, last.unit[i].unit);

		if (closed != NULL)
			closed->counted_minor = last.unit[i].counted_minor;
		else if (result->n < DRAWER_UNITS_MAX)
			result->unit[result->n++] = last.unit[i];
		else
			err = ERR_LIMIT;
	}
	return err;
}

/* What an open session should hold now, beside what its last count found. */
static enum err expect(struct db *db, struct drawer_report *report)
{
	char units[DRAWER_UNITS_MAX][MONEY_UNIT_SIZE];
	struct drawer_result *result = &report->result;
	enum err err = store_drawer_units(db, &report->session, units, DRAWER_UNITS_MAX,
					  &result->n);

	for (int i = 0; err == ERR_OK && i < result->n; i++) {
		struct drawer_closed *closed = &result->unit[i];

		*closed = (struct drawer_closed){ .counted_minor = 0 };
		str_copy(closed->unit, sizeof closed->unit, units[i]);
		err = store_drawer_expected(db, &report->session, closed->unit,
					    &closed->expected_minor);
	}
	return err == ERR_OK ? add_counted(db, report) : err;
}

static enum err read_open(struct db *db, struct drawer_report *report)
{
	enum err err = store_drawer_figures(db, &report->session, &report->figures);

	report->is_open = true;
	if (err == ERR_OK)
		err = expect(db, report);
	report->is_counted = report->result.round > 0;
	return err;
}

static enum err read_ended(struct db *db, const struct drawer_end *end,
			   struct drawer_report *report)
{
	enum err err = store_drawer_figures_load(db, end->session, &report->figures);

	report->is_counted = true;
	report->result.round = end->counts;
	report->result.paper = end->paper;
	return err == ERR_OK ? store_drawer_closed(db, end->session, report->result.unit,
						   DRAWER_UNITS_MAX, &report->result.n)
			     : err;
}

enum err drawer_report_in(struct db *db, int64_t session, struct drawer_report *ret_report)
{
	static const char opened[] = "SELECT at_unix_ms FROM act WHERE property = $1 AND id = $2";
	struct drawer_report report = { .result.session = session };
	struct drawer_end end;
	enum err err = store_drawer_session(db, session, &report.session);

	if (err == ERR_OK)
		err = db_one_int(db, &report.opened_unix_ms, opened, V(db_property(db)),
				 V(id_act(session)));
	if (err == ERR_OK) {
		err = store_drawer_end(db, session, &end);
		err = err == ERR_NOT_FOUND ? read_open(db, &report)
		      : err == ERR_OK	   ? read_ended(db, &end, &report)
					   : err;
	}
	if (err == ERR_OK)
		*ret_report = report;
	return err;
}

/* What tells how much cash there should be: the rest is known to who did it. */
static bool tells(const char *kind)
{
	static const char *const kinds[] = { "cash", "change", "refund", "sales", "tax" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_equal(kinds[i], kind))
			return true;
	return false;
}

static void hide(struct drawer_report *report)
{
	report->is_blind = true;
	for (int i = 0; i < report->figures.n; i++)
		if (tells(report->figures.figure[i].kind))
			report->figures.figure[i].amount_minor = 0;
	for (int i = 0; i < report->result.n; i++)
		report->result.unit[i].expected_minor = 0;
}

enum err drawer_report(struct app *app, int64_t session, int64_t staff,
		       struct drawer_report *ret_report)
{
	struct drawer_report report;
	struct perm_need need;
	struct staff person;
	enum err err = drawer_report_in(app->db, session, &report);

	if (err == ERR_OK)
		err = store_staff_by_id(app->db, staff, &person);
	if (err != ERR_OK)
		return err;
	if (report.is_open && !report.is_counted &&
	    perm_check(person.role, PERM_EXPECTED, 0, &need) != ERR_OK)
		hide(&report);
	*ret_report = report;
	return ERR_OK;
}

/* What the figures of cash come to in a unit. */
static enum err sum_cash(const struct drawer_figures *figures, const char *unit,
			 int64_t *ret_minor)
{
	int64_t sum = 0;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < figures->n; i++)
		if (store_drawer_is_cash(figures->figure[i].kind) &&
		    str_equal(figures->figure[i].unit, unit))
			err = money_add_minor(sum, figures->figure[i].amount_minor, &sum);
	if (err == ERR_OK)
		*ret_minor = sum;
	return err;
}

static enum err prove_unit(struct db *db, const struct drawer_report *report, const char *unit,
			   int64_t expected_minor)
{
	int64_t figures = 0, journal = 0;
	enum err err = sum_cash(&report->figures, unit, &figures);

	if (err == ERR_OK)
		err = store_drawer_journal(db, &report->session, unit, &journal);
	if (err != ERR_OK)
		return err;
	return figures == expected_minor && journal == expected_minor ? ERR_OK : ERR_UNBALANCED;
}

enum err drawer_prove(struct db *db, const struct drawer_session *session)
{
	struct drawer_report report;
	enum err err = drawer_report_in(db, session->id, &report);

	for (int i = 0; err == ERR_OK && i < report.result.n; i++)
		err = prove_unit(db, &report, report.result.unit[i].unit,
				 report.result.unit[i].expected_minor);
	return err;
}

/* --- lists ------------------------------------------------------------------------------- */

static enum err list_one(struct app *app, int64_t session, drawer_each_fn *each, void *arg)
{
	struct drawer_listed *listed = calloc(1, sizeof *listed);
	struct staff staff = { .number = 0 };
	struct paper_row paper;
	enum err err = listed == NULL ? ERR_MEMORY
				      : drawer_report_in(app->db, session, &listed->report);

	if (err == ERR_OK)
		err = store_staff_by_id(app->db, listed->report.session.staff, &staff);
	if (err == ERR_OK && listed->report.result.paper != 0) {
		err = store_paper_load(app->db, listed->report.result.paper, &paper, NULL);
		if (err == ERR_OK)
			receipt_number(&paper, listed->number, sizeof listed->number);
	}
	if (err == ERR_OK) {
		listed->staff_number = staff.number;
		err = each(arg, listed);
	}
	free(listed);
	return err;
}

enum err drawer_each(struct app *app, int32_t from, int32_t to, drawer_each_fn *each, void *arg)
{
	struct drawer_session *sessions = calloc(DRAWER_LIST_MAX, sizeof *sessions);
	int n = 0;
	enum err err = sessions == NULL ? ERR_MEMORY
					: store_drawer_ended(app->db, from, to, sessions,
							     DRAWER_LIST_MAX, &n);

	for (int i = 0; err == ERR_OK && i < n; i++)
		err = list_one(app, sessions[i].id, each, arg);
	if (err == ERR_OK)
		err = store_drawer_open_list(app->db, sessions, DRAWER_LIST_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = list_one(app, sessions[i].id, each, arg);
	free(sessions);
	return err;
}
