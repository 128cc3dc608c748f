/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/story/suites.h -- the files of tests of whole stories.
 */
#ifndef SANDUQ_TESTS_STORY_SUITES_H
#define SANDUQ_TESTS_STORY_SUITES_H

#include "check.h"

extern const struct check_test test_cards[];
extern const struct check_test test_keys[];
extern const struct check_test test_story[];
extern const struct check_test test_training[];

#endif
