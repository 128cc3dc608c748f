/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/scenario/stage.h -- what stands behind every scene: the simulator that serves them all, its
 *                           clock and its record; for scene*.c alone.
 */
#ifndef SANDUQ_TESTS_SCENARIO_STAGE_H
#define SANDUQ_TESTS_SCENARIO_STAGE_H

#include "scenario/scene.h"

struct bank;

/* The simulator. */
struct bank *stage_bank(void);

/* Sets its clock ahead until it is the scene's, to the second. */
void stage_catch_up(struct scene *scene);

/* How many effects its record has. */
int64_t stage_effect_count(void);

/* The ways to pay: "card" (captured at once), "slip" (captured later), "qr". */
void stage_add_tenders(struct scene *scene);

/* A reader of the scene's own. */
void stage_add_reader(struct scene *scene);

#endif
