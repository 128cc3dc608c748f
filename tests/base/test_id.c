/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_id.c -- ids give back their parts and keep acts apart.
 */
#include "base/id.h"

#include "base/random.h"
#include "suites.h"

#define CASES 200000

static void ids_give_back_their_parts(void)
{
	struct random random;
	int wrong = 0;

	random_init_seed(&random, 1);
	for (int i = 0; i < CASES; i++) {
		int station = (int)random_between(&random, 0, ID_STATION_MAX);
		int64_t seq = random_between(&random, 0, ID_ACT_MAX);
		int row = (int)random_between(&random, 0, ID_ROW_MAX);
		int64_t id = id_make(station, seq, row);

		wrong += id < 0 || id_station(id) != station || id_seq(id) != seq ||
			 id_row(id) != row || id_act(id) != id_make(station, seq, 0) ||
			 id < id_act(id) || id >= id_act_end(id);
	}
	CHECK_INT(wrong, 0);
}

static void acts_do_not_overlap(void)
{
	int64_t last = id_make(7, 41, ID_ROW_MAX);

	CHECK_INT(id_act_end(last), id_make(7, 42, 0));
	CHECK_INT(id_act(id_make(7, 42, 0)), id_make(7, 42, 0));
	CHECK_INT(id_act_end(id_make(7, ID_ACT_MAX, 3)), id_make(8, 0, 0));
}

static void largest_id_is_positive(void)
{
	CHECK_INT(id_make(ID_STATION_MAX, ID_ACT_MAX, ID_ROW_MAX), INT64_MAX);
	CHECK_INT(id_make(0, 0, 0), 0);
}

const struct check_test test_id[] = {
	{ "ids give back station, act and row", ids_give_back_their_parts },
	{ "the rows of an act are one range of ids", acts_do_not_overlap },
	{ "the largest id is the largest integer", largest_id_is_positive },
	{ 0 },
};
