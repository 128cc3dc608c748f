/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/id.c -- packs and unpacks the ids of base/id.h.
 */
#include "base/id.h"

#include <assert.h>

#define ROW_BITS 16
#define SEQ_BITS 36
#define STATION_SHIFT (ROW_BITS + SEQ_BITS)

int64_t id_make(int station, int64_t seq, int row)
{
	assert(station >= 0 && station <= ID_STATION_MAX);
	assert(seq >= 0 && seq <= ID_ACT_MAX);
	assert(row >= 0 && row <= ID_ROW_MAX);
	return (int64_t)station << STATION_SHIFT | seq << ROW_BITS | row;
}

int64_t id_act(int64_t id)
{
	assert(id >= 0);
	return id & ~(int64_t)ID_ROW_MAX;
}

int64_t id_act_end(int64_t id)
{
	int64_t last = id_act(id) | ID_ROW_MAX;

	assert(last < INT64_MAX);
	return last + 1;
}

int id_station(int64_t id)
{
	assert(id >= 0);
	return (int)(id >> STATION_SHIFT);
}

int64_t id_seq(int64_t id)
{
	assert(id >= 0);
	return id >> ROW_BITS & ID_ACT_MAX;
}

int id_row(int64_t id)
{
	assert(id >= 0);
	return (int)(id & ID_ROW_MAX);
}
