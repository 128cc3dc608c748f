/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/golden.h -- screens kept as text files: what is painted must be what is kept.
 *
 * Shape   tests/screen/golden/NAME.txt holds the dump of a canvas (ui/canvas.h): rows, styles,
 *         cursor.  `make screens` (SANDUQ_SCREENS=write) writes the files anew; look at the
 *         difference before it is committed.
 */
#ifndef SANDUQ_TESTS_SCREEN_GOLDEN_H
#define SANDUQ_TESTS_SCREEN_GOLDEN_H

#include "double/stage.h"

/* Compares the stage with the file, or writes it; a difference fails the test with the first row
 * that differs. */
void golden_check(struct stage *stage, const char *name);

/* The same as the mono theme shows it: below the rows stand the attributes of each cell (b bold, d
 * dim, u underlined, r reversed, U underlined and bold, R reversed and bold).  Fails too when two
 * places that say the same in different styles of the dark theme look alike: then colour alone
 * would tell them apart. */
void golden_check_mono(struct stage *stage, const char *name);

#endif
