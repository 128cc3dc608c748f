/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/id.h -- ids made by the program: an id tells which act made the row.  [pure]
 *
 * Shape   63 bits: station (11) | number of the act at that station (36) | row within it (16).
 *         The act itself is row 0.  So the rows an act wrote are one range of ids, station-made
 *         ids never collide, and no counter has to be kept.
 * Errors  asserts on a station, act or row out of range.
 */
#ifndef SANDUQ_BASE_ID_H
#define SANDUQ_BASE_ID_H

#include <stdint.h>

#define ID_STATION_MAX 2047
#define ID_ACT_MAX ((INT64_C(1) << 36) - 1)
#define ID_ROW_MAX 65535

/* The id of row `row` of act `seq` at `station`. */
int64_t id_make(int station, int64_t seq, int row);

/* The id of the act that made `id`. */
int64_t id_act(int64_t id);

/* The first id after those of the act that made `id`. */
int64_t id_act_end(int64_t id);

/* The parts of an id. */
int id_station(int64_t id);
int64_t id_seq(int64_t id);
int id_row(int64_t id);

#endif
